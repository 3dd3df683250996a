"""Words that differ from a word of a text in a letter: found by what is left of both without one letter.

Each word stands in a hash table under itself and under what is left of it without each of its letters. The
table is one row of numbers, so that a million entries need neither a million objects nor time to read.

Knows words only. Must not know names or texts.
"""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from zlib import crc32

from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import extractOne

from watchlists import native
from watchlists.index.listedwords import Lines, sizes_of
from watchlists.index.tables import Tables

_STRETCH = 12  # bits: places that are filled together; a processor has them at hand
_KEY = 32  # bits
_LOW = (1 << _KEY) - 1
_FEW = 32  # words that are compared one by one sooner than a word of a text is cut
_APART = 2  # edits between two words that are one where each lacks a letter


def _keys(word: str) -> list[int]:
    """Return the keys of a word and of what is left of it without one letter."""
    if word.isascii():
        letters = word.encode()
        less = [crc32(letters[:at] + letters[at + 1 :]) for at in range(len(letters))]
        less.append(crc32(letters))
        return less
    return [crc32(part.encode()) for part in (*(word[:at] + word[at + 1 :] for at in range(len(word))), word)]


def _fill(content: memoryview, numbers: array[int], bits: int, table: memoryview) -> None:
    """Put some of the words into an empty table; what `native.near_fill` does."""
    places, words = len(table), str(content, "utf-8", "surrogatepass").split("\n")
    entries = [(key, number + 1) for number in numbers for key in _keys(words[number])]
    for key, number in sorted(entries, key=lambda entry: entry[0] * places >> _KEY >> _STRETCH):
        at = key * places >> _KEY
        while table[at]:
            at = (at + 1) % places
        table[at] = key << bits & _LOW | number


def _bits(size: int) -> int:
    """Return how many bits of an entry are for the number of one of so many words."""
    return max(1, size.bit_length())


def put_near_words(tables: Tables, content: memoryview, words: int, numbers: array[int]) -> None:
    """Keep those of so many words that have these numbers so that `NearWords` finds them.

    `content`: a line for each word.

    An entry is the number of a word, counted from 1, and above it as much of a key's end as has room.
    Who looks compares the words themselves, rarely in vain.
    """
    sizes = sizes_of(content, numbers)
    entries = sum(sizes) + len(sizes)
    table = memoryview(bytearray(4 * (entries + entries // 2 + 2))).cast("I")
    (native.near_fill or _fill)(content, numbers, _bits(words), table)
    tables.put_numbers("longest near", [max(sizes, default=0)])
    tables["near table"] = table.cast("B").toreadonly()


class NearWords:
    """The words that `put_near_words` kept."""

    def __init__(self, tables: Tables, words: Lines | Sequence[str], size: int) -> None:
        """`words`: the same, of which there were `size`; more may follow them."""
        self._words = words
        self.bits = _bits(size)
        self._longest = tables.numbers("longest near")[0]
        self.table = tables.numbers("near table")
        self._few = [words[number] for number in range(size)] if size <= _FEW else []

    def beside(self, word: str) -> set[str]:
        """Return the words that are one with `word` where each lacks a letter or none; rarely another too."""
        table, bits, words = self.table, self.bits, self._words
        places = len(table)
        found: set[str] = set()
        if len(word) > self._longest + 1:
            return found
        few = self._few
        if few and extractOne(word, few, scorer=Levenshtein.distance, score_cutoff=_APART) is None:
            return found
        for key in _keys(word):
            at = key * places >> _KEY
            wanted = key << bits & _LOW
            while entry := table[at]:
                if (entry ^ wanted) >> bits == 0:
                    found.add(words[(entry & (1 << bits) - 1) - 1])
                at = (at + 1) % places
        return found
