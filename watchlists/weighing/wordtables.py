"""Words of tables in a text, all tables in one pass over it.

Knows how words of `signs.txt`, `endusers.txt` and `everyday.txt` are written. Must not know what they mean.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

_LETTER = r"[A-Za-zÀ-ÿА-Яа-яЁё]"  # of words that are written with blanks between
_LETTERS = frozenset(filter(re.compile(_LETTER).match, map(chr, range(0x500))))
_REST = re.compile(f"{_LETTER}*")
_SPACE = re.compile(r"[^\S ]")


class Span(NamedTuple):
    """Where a word stands in a text, in code points."""

    start: int
    end: int


class _Entry(NamedTuple):
    """A word of a table by its beginning: `rest` is what follows that, None where it is the whole word."""

    table: str
    rank: int  # of two words at one place the longer one is meant
    begins: bool  # with a letter: none may stand before
    ends: bool
    rest: re.Pattern[str] | None


class WordTables:
    """Tables of words by name. A text that was asked about lately is not read again."""

    def __init__(self, tables: Mapping[str, Iterable[str]]) -> None:
        """Take the words of each table, written as `any_of` says."""
        entries: dict[str, list[_Entry]] = {}
        self._patterns: dict[str, list[tuple[int, re.Pattern[str]]]] = {}
        for table, words in tables.items():
            for rank, word in enumerate(_longest_first(words)):
                if _is_pattern(word):
                    pattern = re.compile(word[1:-1], re.IGNORECASE)
                    self._patterns.setdefault(table, []).append((rank, pattern))
                    continue
                begin, star, rest = " ".join(word.split()).partition("*")
                begins, ends = (re.match(_LETTER, word[at]) is not None for at in (0, -1))
                entry = _Entry(table, rank, begins, ends, _rest(rest) if star else None)
                entries.setdefault(lowered(begin), []).append(entry)
        self._automaton = automaton(entries)
        self._entries = tuple(map(tuple, entries.values()))
        self._candidates = lru_cache(maxsize=16)(self._read)

    def spans(self, table: str, text: str) -> Iterator[Span]:
        """Yield where words of a table stand in a text, none over another, from left to right."""
        found = list(self._candidates(text).get(table, ()))
        for rank, pattern in self._patterns.get(table, ()):
            found += ((hit.start(), rank, hit.end()) for hit in pattern.finditer(text))
        done = 0
        for start, _, end in sorted(found):
            if start >= done:
                yield Span(start, end)
                done = end

    def words(self, table: str, text: str) -> Iterator[str]:
        """Yield the words of a table that stand in a text, as they stand there."""
        return (text[start:end] for start, end in self.spans(table, text))

    def _read(self, text: str) -> dict[str, list[tuple[int, int, int]]]:
        """Return by table where words may stand: start, rank, end."""
        plain = lowered(text)
        found: dict[str, list[tuple[int, int, int]]] = {}
        for key, start, end in self._automaton.find_matches_as_indexes(plain, overlapping=True):
            inside, goes_on = plain[start - 1 : start] in _LETTERS, plain[end : end + 1] in _LETTERS
            for table, rank, begins, ends, rest in self._entries[key]:
                if (begins and inside) or (rest is None and ends and goes_on):
                    continue
                if rest is None:
                    found.setdefault(table, []).append((start, rank, end))
                elif further := rest.match(plain, end):
                    found.setdefault(table, []).append((start, rank, further.end()))
        return found


def automaton(words: Iterable[str]) -> "AhoCorasick":
    """Return an automaton that finds words in texts; both are to be `lowered`."""
    from ahocorasick_rs import AhoCorasick  # a command that weighs nothing does without

    return AhoCorasick(list(words))


def lowered(text: str) -> str:
    """Return a text in small letters with a blank for any space; code points stay where they are."""
    small = text.lower()
    if len(small) != len(text):  # İ becomes two
        small = "".join(letter.lower()[0] for letter in text)
    return _SPACE.sub(" ", small).replace("ı", "i")  # the Turkish one is I in capitals


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern of any of the words.

    Those of letters stand by themselves, with `*` at their end they go on; between slashes stands a pattern.
    """
    parts = []
    for word in _longest_first(words):
        if _is_pattern(word):
            parts.append(word[1:-1])
            continue
        begins = rf"(?<!{_LETTER})" if re.match(_LETTER, word) else ""
        ends = rf"(?!{_LETTER})" if re.match(_LETTER, word[-1]) else ""
        parts.append(begins + r"\s".join(map(_piece, word.split())) + ends)
    return re.compile("|".join(parts), re.IGNORECASE)


def _longest_first(words: Iterable[str]) -> list[str]:
    return sorted(set(words), key=lambda word: (-len(word), word))


def _is_pattern(word: str) -> bool:
    return word[0] == word[-1] == "/"


def _piece(word: str) -> str:
    return f"{re.escape(word[:-1])}{_LETTER}*" if word.endswith("*") else re.escape(word)


def _rest(rest: str) -> re.Pattern[str]:
    """Return the pattern of what follows the first `*` of a word."""
    if not rest:
        return _REST
    pieces = (re.escape(piece).replace(r"\*", f"{_LETTER}*") for piece in rest.split())
    ends = f"(?!{_LETTER})" if re.match(_LETTER, rest[-1]) else ""
    return re.compile(f"{_LETTER}* {' '.join(pieces)}{ends}", re.IGNORECASE)
