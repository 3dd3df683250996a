"""Which of the words of names say what, told by the number of a word: one table of all words is enough.

A table for each question would hold a hundred thousand words again, and takes time at every start.

Knows words and their numbers. Must not know names or texts.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from itertools import compress

from watchlists import native
from watchlists.index.listedwords import Lines


class PlacedWords(Mapping[str, int]):
    """Some of the words, each with its place among those given."""

    __slots__ = ("_given", "_listed", "_places")

    def __init__(self, listed: Lines, given: memoryview) -> None:
        """`listed`: all words; `given`: the numbers of some, in order."""
        self._listed, self._given = listed, given
        self._places = array("I", bytes(4 * len(listed)))  # from 1 on
        (native.note_words or _note_words)(given, self._places)

    def __getitem__(self, word: str) -> int:
        number = self._listed.get(word)
        place = 0 if number is None else self._places[number]
        if not place:
            raise KeyError(word)
        return place - 1

    def __contains__(self, word: object) -> bool:
        number = self._listed.get(word)  # type: ignore[arg-type]
        return number is not None and self._places[number] > 0

    def __iter__(self) -> Iterator[str]:
        return map(self._listed.__getitem__, self._given)

    def __len__(self) -> int:
        return len(self._given)


class SomeWords(AbstractSet[str]):
    """Some of the words."""

    __slots__ = ("_are", "_listed")

    def __init__(self, listed: Lines, given: Iterable[memoryview]) -> None:
        """`listed`: all words; `given`: the numbers of some, again and again."""
        self._listed = listed
        self._are = bytearray(len(listed))
        for some in given:
            (native.note_words or _note_words)(some, self._are)

    def __contains__(self, word: object) -> bool:
        number = self._listed.get(word)  # type: ignore[arg-type]
        return number is not None and self._are[number] == 1

    def among(self, words: frozenset[str]) -> frozenset[str]:
        """Return those that are among these words, of which there may be tens of thousands."""
        if len(self._listed) < len(words):
            return words.intersection(self)
        return frozenset(self._listed.among(words, self._are))

    def __iter__(self) -> Iterator[str]:
        return compress(self._listed, self._are)

    def __len__(self) -> int:
        return self._are.count(1)

    @classmethod
    def _from_iterable(cls, it: Iterable[str]) -> frozenset[str]:  # type: ignore[override]
        return frozenset(it)


def _note_words(given: memoryview, into: array[int] | bytearray) -> None:
    """Note for each word given where it stands among these, from 1 on; in a row of bytes, that it does."""
    is_place = isinstance(into, array)
    for place, number in enumerate(given, 1):
        into[number] = place if is_place else 1
