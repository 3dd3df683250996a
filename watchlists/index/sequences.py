"""Spellings of names as sequences of words, and which of them may stand where a word has a given neighbour.

Knows folded words only. Must not know texts, watchlists or what a hit means.
"""

from collections.abc import Callable
from typing import NamedTuple

from watchlists.words.vocabulary import HEADS, LITTLE, canonical, is_common

AFTER, BEFORE = ">", "<"
# How a spelling counts: as written only, with its capitals and little words; beside a legal form only, being
# a word of the language (`barewords`); with one letter wrong though it has few (`slips`).
STRICT, BARE, NEARLY = 1, 2, 4
_ONE_SLIP, _TWO_SLIPS = 8, 13  # letters, as in `_maystand.c`


class Spelling:
    """One spelling: `words` in canonical form without little words, `gaps` the little words before each.

    `slips`: how many of its letters may be wrong.
    """

    __slots__ = ("_movable", "bare", "gaps", "slips", "squashed", "strict", "texts", "variant", "words")

    def __init__(self, name: "Parts", variant: int, counts: int) -> None:
        self.texts = tuple(name.texts)
        self.words = self.texts if name.words is name.texts else tuple(name.words)
        self.gaps: tuple[tuple[str, ...], ...] = _gaps(name) if name.little else ((),) * len(self.texts)
        self.squashed = "".join(name.all)
        self.strict = bool(counts & STRICT)
        self.bare = bool(counts & BARE)
        size = len(self.squashed)
        self.slips = 2 if size >= _TWO_SLIPS else int(size >= _ONE_SLIP or bool(counts & NEARLY))
        self.variant = variant
        self._movable: bool | None = None

    @property
    def movable(self) -> bool:
        """Whether the words may stand in any order: three and more, more of plain words and of a body.

        "Beijing Institute of Technology" and "Beijing Technology Institute" may be two; bodies of few words
        have orders of their own (`orders`).
        """
        if self._movable is None:
            size = sum(word not in LITTLE for word in self.words)
            rare = any(map(is_rare, self.words))
            body = not HEADS.isdisjoint(self.words)
            needed = 3 + (not rare) + (2 if body else 0)
            self._movable = size >= needed and not self.strict
        return self._movable

    def letters_before(self, place: int) -> int:
        """Return how many letters stand before the word at `place`, little words included."""
        letters = sum(map(len, self.texts[:place]))
        if any(self.gaps):
            letters += sum(len(little) for gap in self.gaps[: place + 1] for little in gap)
        return letters

    def beside(self, place: int, side: str) -> tuple[str, str] | None:
        """Return the word on one side of the word at `place`: as spelt and in canonical form."""
        at = place + 1 if side == AFTER else place - 1
        return (self.texts[at], self.words[at]) if 0 <= at < len(self.words) else None


class Parts(NamedTuple):
    """A name as its words: `all` of them and which are `little` (none, where nothing is said); the others."""

    all: list[str]
    little: list[bool]
    texts: list[str]  # as spelt
    words: list[str]  # in canonical form; the same list where that is the same


def are_little(parts: list[str]) -> list[bool]:
    """Return for each word of a name whether it is a little one between two others."""
    little: list[bool] = []
    before = ""  # the word before, little ones aside
    for at, part in enumerate(parts):
        letters = len(part) == 1 and before and len(canonical(before)) == 1  # N. E.
        last = at + 1 == len(parts)  # "HBM3 E" is not HBM3
        little.append(bool(before) and part in LITTLE and not letters and not last)
        if not little[-1]:
            before = part
    return little


def _gaps(name: Parts) -> tuple[tuple[str, ...], ...]:
    """Return the little words before each of the others."""
    gaps: list[tuple[str, ...]] = []
    gap: list[str] = []
    for part, little in zip(name.all, name.little, strict=True):
        if little:
            gap.append(part)
        else:
            gaps.append(tuple(gap))
            gap = []
    return tuple(gaps)


def is_rare(word: str) -> bool:
    """Return whether a word of a name is no word of the language and no short one."""
    return len(word) > 3 and not is_common(word)


Placed = tuple[Spelling, int]  # a spelling and which of its words is looked at
Items = tuple[Placed, ...]


class Bucket:
    """The spellings of one anchor with its place; made when asked for: most anchors are met in no text."""

    __slots__ = ("_all", "_make", "number")

    def __init__(self, number: int, make: Callable[[int], Items]) -> None:
        self.number = number
        self._make = make
        self._all: Items | None = None

    @property
    def all(self) -> Items:
        """All spellings."""
        if self._all is None:
            self._all = self._make(self.number)
        return self._all

    def beside(self, side: str, word: str) -> list[Placed]:
        """Return the spellings that may stand where the anchor has `word` on that side.

        A quick look: it is a word of the spelling, or has the first or last two letters of the word wanted
        there, so that one slip is forgiven; a word of the language is not misspelt, but may be cut off.
        """
        plain, own = canonical(word), is_common(word)
        return [item for item in self.all if may_be_beside(*item, side, word, plain, own=own)]


def may_be_beside(spelling: Spelling, place: int, side: str, word: str, plain: str, *, own: bool) -> bool:
    """Return whether the word on one side of the anchor may be the wanted one, at a quick look.

    `own`: it is a word of the language.
    """
    if plain in spelling.words:
        return True
    neighbour = spelling.beside(place, side)
    if neighbour is None:
        return False
    text, wanted = neighbour
    if own:
        return text.startswith(word) if side == AFTER else text.endswith(word)
    return word[-2:] == text[-2:] or not {word[:2], plain[:2]}.isdisjoint((text[:2], wanted[:2]))
