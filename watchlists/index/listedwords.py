"""The words of names as lines of bytes: by number, in order, and how they begin and end, each piece once.

The same loops stand compiled in `_anchors.c`, words by number in `_terms.c`.

Knows folded words by number. Must not know names or texts.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress, count
from typing import Protocol

from watchlists import native


class Lines(Protocol):
    """Words by line, each made when it is asked for, and the numbers of those that are no others' behind."""

    def get(self, word: str, /) -> int | None:
        """Return the number of a word, None where it is no line."""

    def among(self, words: Iterable[str], are: bytes | bytearray, /) -> list[str]:
        """Return those of some words for whose number `are` has one."""

    def __contains__(self, word: object, /) -> bool: ...

    def __getitem__(self, number: int, /) -> str: ...

    def __iter__(self) -> Iterator[str]: ...

    def __len__(self) -> int: ...


def lines_of(content: bytes | memoryview, behind: bytes = b"") -> Lines:
    """Return the words that stand in a text, a line each and none twice; `behind`: more that have numbers."""
    return _Lines(content, behind) if native.Lines is None else native.Lines(content, behind)


class _Lines:
    """The form in Python."""

    def __init__(self, content: bytes | memoryview, behind: bytes) -> None:
        words = _lines(content)
        self._numbers = dict(zip(words, count()))
        self.get = self._numbers.get
        self._words = words + _lines(behind)

    def among(self, words: Iterable[str], are: bytes | bytearray) -> list[str]:
        numbers = self._numbers
        return [word for word in words if (number := numbers.get(word)) is not None and are[number] == 1]

    def __contains__(self, word: object) -> bool:
        return word in self._numbers

    def __getitem__(self, number: int) -> str:
        return self._words[number]

    def __iter__(self) -> Iterator[str]:
        return iter(self._words)

    def __len__(self) -> int:
        return len(self._words)


class InOrder(Sequence[str]):
    """Some words in order, each looked up when it is asked for: few of them ever are."""

    __slots__ = ("_numbers", "_words")

    def __init__(self, words: Lines, numbers: memoryview) -> None:
        """`numbers`: those of some words, in the order of the words."""
        self._words = words
        self._numbers = numbers

    def __len__(self) -> int:
        return len(self._numbers)

    def __getitem__(self, at: int) -> str:  # type: ignore[override]
        return self._words[self._numbers[at]]


def in_order(content: bytes | memoryview, numbers: Iterable[int], least: int) -> memoryview:
    """Return the numbers of the words of `least` letters and more, in the order of the words.

    `content`: a line for each word.
    """
    return memoryview((native.sort_words or _sort_words)(content, array("I", numbers), least)).cast("I")


def sizes_of(content: bytes | memoryview, numbers: array[int]) -> array[int]:
    """Return how many letters each of these words has."""
    return array("I", (native.count_letters or _count_letters)(content, numbers))


def lettered(content: bytes | memoryview, marked: bytes | bytearray, least: int) -> array[int]:
    """Return the numbers of the words that are `marked` and of letters alone, of `least` and more."""
    return array("I", (native.lettered_words or _lettered_words)(content, marked, least))


def pieces(
    content: bytes | memoryview,
    numbers: Iterable[int],
    least: int,
    letters: int,
    *,
    behind: bool = False,
    every: bool = False,
    more: Iterable[str] = (),
) -> memoryview:
    """Return the first letters of words, or those `behind`, each once and a line for each.

    With `every` also fewer of the last. Words of less than `least` letters have none; `more` words have.
    """
    also = "\n".join(more).encode("utf-8", "surrogatepass")
    cut = native.cut_words or _cut_words
    return memoryview(cut(content, array("I", numbers), least, letters, behind, every, also))


def _lines(content: bytes | memoryview) -> list[str]:
    return str(content, "utf-8", "surrogatepass").split("\n") if content else []


def _count_letters(content: bytes | memoryview, numbers: array[int]) -> bytes:
    words = _lines(content)
    return array("I", [len(words[number]) for number in numbers]).tobytes()


def _lettered_words(content: bytes | memoryview, marked: bytes | bytearray, least: int) -> bytes:
    words = compress(enumerate(_lines(content)), marked)
    return array("I", [number for number, word in words if len(word) >= least and word.isalpha()]).tobytes()


def _sort_words(content: bytes | memoryview, numbers: array[int], least: int) -> bytes:
    words = _lines(content)
    long = [number for number in numbers if len(words[number]) >= least]
    return array("I", sorted(long, key=words.__getitem__)).tobytes()


def _cut_words(
    content: bytes | memoryview,
    numbers: array[int],
    least: int,
    letters: int,
    behind: bool,
    every: bool,
    more: bytes,
) -> bytes:
    words = _lines(content)
    cut = [word for word in map(words.__getitem__, numbers) if len(word) >= least] + _lines(more)
    sizes = range(letters, 0, -1) if every else (letters,)
    found = dict.fromkeys(word[-size:] if behind else word[:size] for word in cut for size in sizes)
    return "\n".join(found).encode("utf-8", "surrogatepass")
