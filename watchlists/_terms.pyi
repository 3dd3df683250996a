from typing import Self

from watchlists.index.candidates import Entry

FORM: int

class Terms:
    def __new__(
        cls,
        entry: type,
        term: type,
        starts: memoryview,
        keys: memoryview,
        owner_starts: memoryview,
        owners: memoryview,
    ) -> Self: ...
    def make(self, number: int, /) -> Entry | None: ...

class Texts:
    def __new__(cls, words: tuple[str, ...], starts: memoryview, parts: memoryview) -> Self: ...
    def text(self, number: int, /) -> str | None: ...

class Lines:
    def __new__(cls, content: bytes | memoryview) -> Self: ...
    def get(self, word: str, /) -> int | None: ...
    def __contains__(self, word: object, /) -> bool: ...
    def __len__(self) -> int: ...
