"""One way to write a name: the fixed order of steps that terms, lists and texts all go through.

1. A word broken by a hyphen at the end of a line is joined ("Shen-⏎zhen"), HTML space becomes space.
2. Combining sequences are composed (NFC); half-width kana and styled letters become plain (NFKC).
3. Invisible characters go: zero-width space and joiner, soft hyphen, byte-order mark, direction marks.
4. Letter case goes (casefold); accents on Latin letters go.
5. Chinese characters take their simplified form (`words/traditional.txt`).
6. Punctuation and symbols become a space, and so do signs of trade (™) and numbers of notes (¹ ①); dashes and
   apostrophes are punctuation.
7. Look-alike Cyrillic and Greek letters become Latin inside a word that holds Latin letters or digits.
8. White space between Chinese or Japanese characters goes, and a hyphen; no other punctuation does.
9. A space is put between Chinese, Japanese or Korean script and any other letter or digit.
10. A character between two katakana that looks like one is taken for it (エレクト口ニクス).

The result starts and ends with a space. Where Chinese, Japanese or Korean script occurs, runs of space are
one; elsewhere they stay, and texts are read as words. Every position maps back to the code point of the text
as given. Text that is ASCII but for dashes, quotes and accents takes a short cut through steps 1, 4 and 6; in
Chinese, Japanese and Korean text only what stands between plain characters goes through the steps.

Knows characters only. Must not know watchlists, names or rules.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache, partial

from watchlists import native
from watchlists.text.characters import (
    BLANKS,
    HAN,
    HANGUL,
    KANA,
    MARKS,
    PUNCTUATION,
    SPACELESS,
    alone,
    changing_run,
    is_han,
    is_invisible,
    is_spaceless,
    is_traditional,
    is_wide,
    letter_by_letter,
)
from watchlists.text.folded import Folded, Maps
from watchlists.text.folding import (
    NOT_ASCII,
    ascii_words,
    fold_ascii,
    fold_whole,
    in_kana,
    is_broken,
    to_ascii,
)

__all__ = [
    "HAN",
    "HANGUL",
    "KANA",
    "Folded",
    "fold",
    "fold_in_python",
    "fold_name",
    "has_han",
    "is_han",
    "is_invisible",
    "is_spaceless",
    "is_traditional",
    "is_wide",
]

_LONG_RUN = 120  # characters between two plain ones; with more the text is not one of Chinese
_MOST_RUNS = 50_000  # remembered
_PLAIN = "中"  # stands for any plain character
_HAN_OR_KANA = re.compile(f"[{HAN}{KANA}]")
_NEIGHBOURS_MATTER = re.compile(f"{MARKS.pattern}|[{HANGUL}]")


def fold(text: str) -> Folded:
    """Return `text` after all steps, with the way back to its code points."""
    if _FOLDER is not None:
        answer = _FOLDER.fold(text)
        if answer is not None:
            folded, moved = answer
            return Folded(text, folded, partial(_maps_of, text) if moved else ())
    return fold_in_python(text)


def _maps_of(text: str) -> Maps:
    """Return where the positions of a folded text came from."""
    if SPACELESS.search(text) and (parts := _parted(text)):
        return _way_back(text, parts)
    return fold_in_python(text).maps()


def fold_in_python(text: str) -> Folded:
    """Return what `fold` returns, without the compiled form."""
    if text.isascii():
        return fold_ascii(text, text)
    first = NOT_ASCII.search(text)
    letter = first.group()[0] if first else ""
    if not (letter.isalpha() and is_spaceless(letter)):  # such a letter has none of ASCII for it
        plain = to_ascii(text)
        if plain.isascii():
            return fold_ascii(text, plain)
    if not SPACELESS.search(text):
        return fold_whole(text)
    folded = _fold_runs(text) or fold_whole(text)
    folded.text = in_kana(folded.text)
    return folded


def fold_name(name: str) -> str:
    """Return a name after all steps, with single spaces. "" when nothing is left of it."""
    if name.isascii() and name.isalpha():
        return name.lower()
    if name.isascii() and "\n" not in name:
        return " ".join(ascii_words(name))
    answer = _FOLDER.fold(name) if _FOLDER is not None else None  # the way back is not asked for
    return " ".join((fold_in_python(name).text if answer is None else answer[0]).split())


def has_han(text: str) -> bool:
    """Return whether a text holds Chinese characters or kana."""
    return not text.isascii() and _HAN_OR_KANA.search(text) is not None


def _fold_runs(text: str) -> Folded | None:
    """Fold a text by what stands between its plain Chinese and Japanese characters.

    What becomes of such a run depends on nothing but itself, and the same few, mostly punctuation and
    figures, come again and again. None when a run is too long for that, or what is beside it matters:
    Hangul, combining marks.
    """
    parts = _parted(text)
    if parts is None:
        return None
    runs = parts[1::2]
    if not runs:
        return Folded(text, f" {text} ", ())
    back = partial(_way_back, text, tuple(parts))
    new = list(map(_RUNS.__getitem__, runs))
    if not parts[0]:
        new[0] = _text_of_run("", runs[0], _PLAIN if len(parts) > 3 or parts[-1] else "")
    if not parts[-1]:
        new[-1] = _text_of_run(_PLAIN if len(parts) > 3 or parts[0] else "", runs[-1], "")
    parts[1::2] = new
    return Folded(text, f" {''.join(parts)} ", back)


def _parted(text: str) -> list[str] | None:
    """Return a text as plain characters, run, plain, run, …, plain; None where its runs do not tell."""
    if _NEIGHBOURS_MATTER.search(text):
        return None
    parts = changing_run().split(text)
    return None if max(map(len, parts[1::2]), default=0) > _LONG_RUN else parts


def _way_back(text: str, parts: Sequence[str]) -> Maps:
    """Return where the positions of a text folded by its runs came from."""
    places: list[int] = []
    sources: list[int] = []
    start = at = len(parts[0])
    size = len(text)
    for part, plain in zip(parts[1::2], parts[2::2], strict=True):
        end = start + len(part)
        run = _fold_run(_PLAIN if start else "", part, _PLAIN if end < size else "")
        if run.moves:  # as few have
            for place, source in run.moves:
                places.append(at + place)
                sources.append(start + source)
        beyond = len(plain)
        at += run.size + beyond
        start = end + beyond
    return ((places, sources),)


@dataclass(frozen=True, slots=True)
class _Run:
    """What becomes of a run of characters, and from which of its characters on it counts from which other."""

    text: str
    size: int  # of the text
    moves: tuple[tuple[int, int], ...]


@lru_cache(maxsize=10_000)
def _fold_run(before: str, run: str, after: str) -> _Run:
    """Return what becomes of a run between two plain characters; "" stands for an end of the text."""
    folded = fold_whole(before + run + after)
    first, last = 1 + len(before), len(folded.text) - 1 - len(after)
    moves = []
    expected = 0
    for place in range(first, last + 1):
        source = folded.origin(place) - len(before) if place < last else len(run)
        if source != expected:
            moves.append((place - first, source))
        expected = source + 1
    return _Run(folded.text[first:last], last - first, tuple(moves))


def _text_of_run(before: str, run: str, after: str) -> str:
    """Return what becomes of a run between two plain characters; "" stands for an end of the text.

    What becomes ASCII, as nearly all runs do, takes a short cut.
    """
    plain = letter_by_letter(run)
    if not plain.isascii() or SPACELESS.search(run) or ("\n" in run and is_broken(f"{before}{run}{after}")):
        return _fold_run(before, run, after).text
    words = plain.replace(PUNCTUATION, " ").split()
    if not words:
        return " " if plain and not (before and after and PUNCTUATION not in plain) else ""
    lead = " " if before or plain[0] in BLANKS else ""
    trail = " " if after or plain[-1] in BLANKS else ""
    return f"{lead}{' '.join(words)}{trail}"


class _FoldedRuns(dict[str, str]):
    """The runs met between plain characters with what becomes of each."""

    def __missing__(self, run: str) -> str:
        if len(self) > _MOST_RUNS:
            self.clear()
        new = self[run] = _text_of_run(_PLAIN, run, _PLAIN)
        return new


_RUNS = _FoldedRuns()
_FOLDER = native.Folder(alone) if native.Folder is not None else None
