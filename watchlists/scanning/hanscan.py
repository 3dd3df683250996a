"""Finds names in scripts written without spaces: Chinese, Japanese, Korean, and mixed ones ("微软 azure").

One Aho-Corasick automaton holds every spelling and, for longer Chinese names, two pieces of it: where only a
piece stands, the characters around it are compared for one slip (see `typos`).

Knows folded text only. Must not know watchlists, context or what a hit means.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import ahocorasick_rs

from watchlists.index.tables import Tables
from watchlists.index.wordings import Wordings
from watchlists.spellings.modelnumbers import COUNT_BEHIND
from watchlists.spellings.typos import is_slip, misheard, misspelt, seeds
from watchlists.text.normalize import is_han, is_spaceless
from watchlists.words.places import is_place

_HEAD_ENDS = frozenset("校院会部所心室")  # last characters of the nouns that bodies are called by
_HANGUL = re.compile("[\uac00-\ud7a3] [\uac00-\ud7a3]")
_HANGUL_WORDS = re.compile("[\uac00-\ud7a3]+(?: [\uac00-\ud7a3]+)+")
_SPACED_NAME = 5  # syllables
_KANA_RUN = "\u30a1\u30ff"
_TOWN = 5  # characters of a town in brackets, and the brackets
_PLACES = 16  # bits for the place of a seed in its spelling
_MOST_MET = 50_000  # spellings remembered by the pieces that texts held

_Wanted = tuple[int, int, str]  # a spelling: its number, the place of a piece in it, its text


@dataclass(frozen=True, slots=True)
class HanHit:
    """Characters `start` to `end` of the folded text are the spelling `variant`; `slip`: what is amiss."""

    start: int
    end: int
    variant: int
    slip: str = ""


def put_han_index(tables: Tables, spellings: Iterable[tuple[str, int, tuple[bool, bool]]]) -> None:
    """Keep what is looked for: of each spelling its folded text, number, and what may be forgiven.

    That is a slip in a longer name; and in a short one a character that sounds the same (`typos.misheard`).
    """
    names: dict[str, list[int]] = {}
    pieces: dict[str, list[int]] = {}
    for text, variant, (forgiving, may_be_misheard) in spellings:
        pattern = f"{'' if is_spaceless(text[0]) else ' '}{text}{'' if is_spaceless(text[-1]) else ' '}"
        names.setdefault(pattern, []).append(variant)
        if forgiving and all(map(is_han, text)):
            for piece, place in seeds(text):
                pieces.setdefault(piece, []).append(variant << _PLACES | place)
            for wrong in (*misspelt(text), *(misheard(text) if may_be_misheard else ())):
                pieces.setdefault(wrong, []).append(variant << _PLACES)
    patterns = sorted(names.keys() | pieces.keys())
    tables.put_words("han patterns", patterns)
    tables.put_groups("han names", [names.get(pattern, ()) for pattern in patterns])
    tables.put_groups("han seeds", [pieces.get(pattern, ()) for pattern in patterns], "Q")


class HanIndex:
    """Spellings and seeds in one automaton."""

    def __init__(self, tables: Tables, texts: Wordings) -> None:
        """Read what `put_han_index` kept; `texts`: the spellings by number."""
        self._texts = texts
        patterns = tables.words("han patterns")
        self._names = tables.groups("han names")
        self._seeds = tables.groups("han seeds", "Q")
        self._automaton = ahocorasick_rs.AhoCorasick(patterns) if patterns else None
        self._met: dict[int, tuple[_Wanted, ...]] = {}  # by the pieces that texts held
        self._room = _MOST_MET

    def find(self, text: str) -> Iterable[HanHit]:
        """Return every spelling in a folded text, slips included; overlaps are the caller's."""
        if self._automaton is None or text.isascii():
            return ()
        if "x" in text:  # 昇腾910Bx8: a count is no part of the number
            text = COUNT_BEHIND.sub(lambda count: count.group().replace("x", " "), text)
        found = self._automaton.find_matches_as_indexes(text, overlapping=True)
        return self._read(text, found) if found or _HANGUL.search(text) else ()

    def _read(self, text: str, found: Iterable[tuple[int, int, int]]) -> Iterator[HanHit]:
        """Yield the spellings in a text that holds these patterns."""
        slips: set[tuple[int, int]] = set()
        exact: set[tuple[int, int]] = set()
        seeds_found = []
        for pattern, start, end in found:
            variants = self._names[pattern]
            if variants:
                first, last = start + (text[start] == " "), end - (text[end - 1] == " ")
                if _whole(text, first, last):
                    for variant in variants:
                        exact.add((variant, first))
                        yield HanHit(first, last, variant)
            if self._seeds[pattern]:
                seeds_found.append((pattern, start))
        yield from self._spaced_hangul(text)
        around: dict[tuple[int, int], set[str]] = {}  # the characters there, by where and how many
        for pattern, start in seeds_found:
            for variant, place, name in self._met.get(pattern) or self._meet(pattern):
                begin, size = start - place, len(name)
                near = around.get((begin, size))
                if near is None:
                    near = around[begin, size] = set(text[max(begin - 1, 0) : begin + size + _TOWN + 1])
                if len(set(name) - near) > 1:
                    continue  # of most names a piece stands there and nothing else
                if (variant, begin) in slips:
                    continue
                slips.add((variant, begin))
                if any((variant, begin + shift) in exact for shift in (-1, 0, 1)):
                    continue
                yield from self._slips(text, begin, variant, name)

    def _meet(self, pattern: int) -> tuple[_Wanted, ...]:
        """Return the spellings that a piece is of, and remember them: the same few come again and again."""
        rest = (1 << _PLACES) - 1
        found = tuple(
            (seed >> _PLACES, seed & rest, self._texts[seed >> _PLACES]) for seed in self._seeds[pattern]
        )
        if len(found) > self._room:
            self._met, self._room = {}, _MOST_MET
        self._met[pattern] = found
        self._room -= len(found)
        return found

    def _spaced_hangul(self, text: str) -> Iterator[HanHit]:
        """Yield Korean names that the text has spaces in where the spelling has none."""
        assert self._automaton is not None
        for phrase in _HANGUL_WORDS.finditer(text) if _HANGUL.search(text) else ():
            words = phrase.group().split(" ")
            starts: dict[
                int, int
            ] = {}  # of words, in the phrase without spaces: where they stand in the text
            at, place = 0, phrase.start()
            for word in words:
                starts[at] = place
                at += len(word)
                place += len(word) + 1
            whole = "".join(words)
            breaks = sorted(starts)
            for pattern, start, end in self._automaton.find_matches_as_indexes(whole, overlapping=True):
                if end - start < _SPACED_NAME or start not in starts:
                    continue
                inside = bisect_left(breaks, end) - bisect_right(breaks, start)
                if inside:
                    first = starts[start]
                    for variant in self._names[pattern]:
                        yield HanHit(first, first + end - start + inside, variant)

    def _slips(self, text: str, begin: int, variant: int, name: str) -> Iterator[HanHit]:
        """Yield the spelling, which is `name`, with one slip near `begin`."""
        size = len(name)
        for first, length in (
            (begin, size),
            (begin, size - 1),
            (begin, size + 1),
            (begin + 1, size - 1),
            (begin - 1, size + 1),
        ):
            found = text[first : first + length]
            if first < 1 or len(found) != length or " " in found:
                continue
            slip = is_slip(name, found)
            if slip and not _continues(name, found, text[first + length : first + length + 1]):
                yield HanHit(first, first + length, variant, slip)
                return
        if place := _put_in(name, text[begin : begin + size + _TOWN]):
            yield HanHit(begin, begin + size + len(place) + 2, variant, f"{place} put in")


def _put_in(name: str, text: str) -> str:
    """Return the town that a text puts into a name in brackets: 紫金山（南京）实验室; "" for none."""
    first, _, rest = text.partition(" ")
    place, _, last = rest.partition(" ")
    whole = is_place(place) and name == first + last[: len(name) - len(first)]
    return place if whole and first and len(first) < len(name) else ""


def _continues(name: str, found: str, after: str) -> bool:
    """Return whether a name that lacks a character of its last word goes on as another: 电子科技学|校."""
    return len(found) < len(name) and found[-2:] != name[-2:] and after in _HEAD_ENDS


def _whole(text: str, start: int, end: int) -> bool:
    """Return whether katakana and Hangul names are not cut out of a longer word."""
    first, last = text[start], text[end - 1]
    if _KANA_RUN[0] <= first <= _KANA_RUN[1] and _KANA_RUN[0] <= text[start - 1] <= _KANA_RUN[1]:
        return False
    if _KANA_RUN[0] <= last <= _KANA_RUN[1] and _KANA_RUN[0] <= text[end] <= _KANA_RUN[1]:
        return False
    return not ("\uac00" <= first <= "\ud7a3" and "\uac00" <= text[start - 1] <= "\ud7a3")
