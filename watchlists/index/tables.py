"""memoryview and texts as bytes, by name: made once, read in place, kept in a file as they are.

A compiled set of terms is held so: objects of its million spellings would take seconds to make at each start
and many times the memory, and few of them are ever met in a text. A file of tables is plain data: nothing in
it is executed, and what is not whole is not taken.

Knows bytes and files. Must not know names or texts of any meaning.
"""

import hashlib
import json
import os
import sys
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain
from pathlib import Path
from typing import Generic, Literal, TypeVar, overload

T = TypeVar("T")
D = TypeVar("D")
Code = Literal["B", "I", "Q"]  # one, four, eight bytes, as in `array`

_MAGIC = b"sanctions-watch tables 1\n"
_DIGEST, _SIZE = 16, 8  # bytes: of the digest, of the head's length
_CODE = "surrogatepass"  # a name from a file may hold half a character


class Texts(Sequence[str]):
    """Texts one after the other; each is made when it is asked for."""

    __slots__ = ("_content", "_starts")

    def __init__(self, starts: memoryview, content: memoryview) -> None:
        self._starts = starts
        self._content = content

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __getitem__(self, number: int) -> str:  # type: ignore[override]
        return str(self.raw(number), "utf-8", _CODE)

    def raw(self, number: int) -> memoryview:
        """Return the bytes of a text."""
        return self._content[self._starts[number] : self._starts[number + 1]]


class Groups:
    """memoryview in groups one after the other."""

    __slots__ = ("numbers", "starts")

    def __init__(self, starts: memoryview, numbers: memoryview) -> None:
        self.starts = starts
        self.numbers = numbers

    def __getitem__(self, group: int) -> memoryview:
        return self.numbers[self.starts[group] : self.starts[group + 1]]


def encoded(text: str) -> bytes:
    """Return a text as it is kept."""
    return text.encode("utf-8", _CODE)


_ITEM = 6  # bytes of an item: the lower ones of a number of eight, of which the others are always 0
_LOWER = 0 if sys.byteorder == "little" else 8 - _ITEM


def packed_items(items: bytes | memoryview) -> bytes:
    """Return numbers of eight bytes, each below 2 to the 48th, in six bytes each: there are millions."""
    packed = bytearray(len(items) // 8 * _ITEM)
    for byte in range(_ITEM):
        packed[byte::_ITEM] = items[_LOWER + byte :: 8]
    return bytes(packed)


class ItemGroups(Groups):
    """Groups of numbers that `packed_items` packed."""

    __slots__ = ()

    def __getitem__(self, group: int) -> memoryview:
        packed = self.numbers[self.starts[group] * _ITEM : self.starts[group + 1] * _ITEM]
        items = bytearray(len(packed) // _ITEM * 8)
        for byte in range(_ITEM):
            items[_LOWER + byte :: 8] = packed[byte::_ITEM]
        return memoryview(items).cast("Q")


class Tables(dict[str, memoryview]):
    """Every table by its name."""

    def put_numbers(self, name: str, numbers: Iterable[int], code: Code = "I") -> None:
        """Keep numbers."""
        self[name] = memoryview(array(code, numbers).tobytes())

    def numbers(self, name: str, code: Code = "I") -> memoryview:
        """Return numbers that were put so."""
        return self[name].cast(code)

    def put_texts(self, name: str, texts: Iterable[str]) -> None:
        """Keep texts that are asked for one by one."""
        self.put_raw(name, list(map(encoded, texts)))

    def put_raw(self, name: str, parts: Collection[bytes]) -> None:
        """Keep texts that are encoded already."""
        self.put_numbers(f"{name} starts", accumulate(map(len, parts), initial=0))
        self[name] = memoryview(b"".join(parts))

    def texts(self, name: str) -> Texts:
        """Return texts that were put so."""
        return Texts(self.numbers(f"{name} starts"), self[name])

    def put_words(self, name: str, words: Iterable[str]) -> None:
        """Keep words, which hold no line break, that are all needed at once."""
        self[name] = memoryview("\n".join(words).encode("utf-8", _CODE))

    def words(self, name: str) -> list[str]:
        """Return words that were put so."""
        return str(self[name], "utf-8", _CODE).split("\n") if self[name] else []

    def put_groups(self, name: str, groups: Sequence[Sequence[int]], code: Code = "I") -> None:
        """Keep groups of numbers."""
        self.put_numbers(f"{name} starts", accumulate(map(len, groups), initial=0))
        self.put_numbers(name, chain.from_iterable(groups), code)

    def groups(self, name: str, code: Code = "I") -> Groups:
        """Return groups that were put so."""
        return Groups(self.numbers(f"{name} starts"), self.numbers(name, code))

    def item_groups(self, name: str) -> ItemGroups:
        """Return groups of packed items."""
        return ItemGroups(self.numbers(f"{name} starts"), self[name])

    def packed(self, *, signed: bool = True) -> list[memoryview]:
        """Return all tables as the parts of a file; for a process that waits for them they need no digest."""
        places: dict[str, tuple[int, int]] = {}
        at = 0
        for name, content in self.items():
            places[name] = (at, len(content))
            at += len(content)
        head = json.dumps({"order": sys.byteorder, "places": places}).encode()
        parts = [memoryview(len(head).to_bytes(_SIZE, "big")), memoryview(head), *self.values()]
        if not signed:
            return [memoryview(_MAGIC + bytes(_DIGEST)), *parts]
        digest = hashlib.blake2b(digest_size=_DIGEST)
        for part in parts:
            digest.update(part)
        return [memoryview(_MAGIC + digest.digest()), *parts]

    @classmethod
    def unpacked(cls, content: bytes | bytearray, *, signed: bool = True) -> "Tables":
        """Return the tables of a file. Raises ValueError where it is not whole, or no file of tables.

        Where no digest was written, whoever reads must know that all came.
        """
        view = memoryview(content).toreadonly()
        if view[: len(_MAGIC)] != _MAGIC:
            raise ValueError("another kind of file")
        head_at = len(_MAGIC) + _DIGEST
        digest = view[len(_MAGIC) : head_at]
        if signed and hashlib.blake2b(view[head_at:], digest_size=_DIGEST).digest() != digest:
            raise ValueError("damaged")
        start = head_at + _SIZE
        body = start + int.from_bytes(view[head_at:start], "big")
        head = json.loads(bytes(view[start:body]))
        if head["order"] != sys.byteorder:
            raise ValueError("made on another kind of machine")
        if body + sum(size for _, size in head["places"].values()) != len(view):
            raise ValueError("damaged")
        return cls({name: view[body + at : body + at + size] for name, (at, size) in head["places"].items()})

    def write(self, path: Path) -> None:
        """Write all tables to a file, which appears whole or not at all. Raises OSError."""
        unfinished = path.with_name(f"{path.name}.{os.getpid()}.part")
        try:
            with open(unfinished, "wb", opener=_for_its_owner) as file:
                file.writelines(self.packed())
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(path)
        finally:
            unfinished.unlink(missing_ok=True)


def _for_its_owner(path: str, flags: int) -> int:
    """Open a file that nobody else may read: it holds what is watched."""
    return os.open(path, flags, 0o600)


class Made(Mapping[str, T], Generic[T]):
    """Things that have a number each, by word; each is made when it is first asked for."""

    __slots__ = ("_made", "_make", "_numbers")

    def __init__(self, numbers: Mapping[str, int], make: Callable[[int], T]) -> None:
        self._numbers = numbers
        self._make = make
        self._made: dict[str, T] = {}

    def __getitem__(self, word: str) -> T:
        found = self._made.get(word)
        if found is None:
            found = self._made[word] = self._make(self._numbers[word])
        return found

    @overload
    def get(self, word: str, /) -> T | None: ...
    @overload
    def get(self, word: str, /, default: T | D) -> T | D: ...
    def get(self, word: str, /, default: D | None = None) -> T | D | None:
        """Return what is called by the word, or `default`."""
        return self[word] if word in self._numbers else default

    def __contains__(self, word: object) -> bool:
        return word in self._numbers

    def __iter__(self) -> Iterator[str]:
        return iter(self._numbers)

    def __len__(self) -> int:
        return len(self._numbers)
