from array import array
from collections.abc import Callable, Iterable, Sequence
from typing import Self, TypeAlias

FORM: int

_Stands: TypeAlias = tuple[int, int, int, int, bool, bool, bool]
_Wins: TypeAlias = tuple[int, int, int, int, tuple[bool, bool, bool, tuple[int, int]], int]
_Named: TypeAlias = int | _Stands

class Folder:
    def __new__(cls, fill: Callable[[int], str | None]) -> Self: ...
    def fold(self, text: str, /) -> tuple[str, bool] | None: ...

class Words:
    def __new__(
        cls,
        read: Callable[[str], tuple[int, int, int, str, tuple[int, ...], tuple[int, ...]]],
        near: memoryview,
        near_bits: int,
        words: bytes | memoryview,
        little: bytes,
        tables: tuple[memoryview, ...],
    ) -> Self: ...
    def shorten(self, words: dict[str, str], /) -> None: ...
    def expect(self, count: int, /) -> None: ...
    def mark(self, kind: int, words: Iterable[str] | memoryview, /) -> None: ...
    def places(
        self, text: str, source: str, all_bare: bool, alone: bool, edited: bool, /
    ) -> tuple[
        list[tuple[int, int, Sequence[_Named], Sequence[_Named] | None] | _Stands],
        list[_Wins] | None,
        bool,
    ]: ...
    def forget(self) -> None: ...
    def __len__(self) -> int: ...

def spelt(
    words: list[str],
    at: int,
    target: str,
    before: int,
    allowed: int,
    most: int,
    width: int,
    merged: bool,
    /,
) -> list[tuple[int, int, int]] | None: ...
def suspects(text: str, /) -> list[tuple[int, int]]: ...
def word_start(text: str, number: int, /) -> int: ...
def near_fill(content: bytes | memoryview, numbers: array[int], bits: int, table: memoryview, /) -> None: ...
