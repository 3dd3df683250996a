"""Which of the words of names say what, told by the number of a word: one table of all words is enough.

A table for each question would hold a hundred thousand words again, and takes time at every start.

Knows words and their numbers. Must not know names or texts.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from itertools import compress

from watchlists.index.listedwords import Lines


class PlacedWords(Mapping[str, int]):
    """Some of the words, each with its place among those given."""

    __slots__ = ("_given", "_listed", "_numbers", "_places")

    def __init__(self, listed: Sequence[str], numbers: Lines, given: memoryview) -> None:
        """`listed`: all words, of which `numbers` has the numbers; `given`: the numbers of some, in order."""
        self._listed, self._numbers, self._given = listed, numbers, given
        self._places = array("I", bytes(4 * len(listed)))  # from 1 on
        for place, number in enumerate(given, 1):
            self._places[number] = place

    def __getitem__(self, word: str) -> int:
        number = self._numbers.get(word)
        place = 0 if number is None else self._places[number]
        if not place:
            raise KeyError(word)
        return place - 1

    def __contains__(self, word: object) -> bool:
        number = self._numbers.get(word)  # type: ignore[arg-type]
        return number is not None and self._places[number] > 0

    def __iter__(self) -> Iterator[str]:
        return map(self._listed.__getitem__, self._given)

    def __len__(self) -> int:
        return len(self._given)


class SomeWords(AbstractSet[str]):
    """Some of the words."""

    __slots__ = ("_are", "_listed", "_numbers")

    def __init__(self, listed: Sequence[str], numbers: Lines, given: Iterable[memoryview]) -> None:
        """`listed`, `numbers`: as of `PlacedWords`; `given`: the numbers of some, again and again."""
        self._listed, self._numbers = listed, numbers
        self._are = bytearray(len(listed))
        for some in given:
            for number in some:
                self._are[number] = 1

    def __contains__(self, word: object) -> bool:
        number = self._numbers.get(word)  # type: ignore[arg-type]
        return number is not None and self._are[number] == 1

    def among(self, words: frozenset[str]) -> frozenset[str]:
        """Return those that are among these words, of which there may be tens of thousands."""
        if len(self._numbers) < len(words):
            return words.intersection(self)
        are, numbers = self._are, map(self._numbers.get, words)
        return frozenset(
            [word for word, number in zip(words, numbers, strict=True) if number is not None and are[number]]
        )

    def __iter__(self) -> Iterator[str]:
        return compress(self._listed, self._are)

    def __len__(self) -> int:
        return self._are.count(1)

    @classmethod
    def _from_iterable(cls, it: Iterable[str]) -> frozenset[str]:  # type: ignore[override]
        return frozenset(it)
