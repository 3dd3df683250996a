"""Words that differ from a word of a text in a letter: found by what is left of both without one letter.

Each word stands in a hash table under itself and under what is left of it without each of its letters. The
table is one row of numbers, so that a million entries need neither a million objects nor time to read.

Knows words only. Must not know names or texts.
"""

from collections.abc import Iterable
from zlib import crc32

from watchlists import native
from watchlists.index.tables import Tables

_ROOM = 3 / 2  # places for each entry, at least
_STRETCH = 12  # bits: places that are filled together; a processor has them at hand
_NUMBER = 32  # bits for the number of a word; above them stands its key


def _keys(word: str) -> list[int]:
    """Return the keys of a word and of what is left of it without one letter."""
    if word.isascii():
        letters = word.encode()
        less = [crc32(letters[:at] + letters[at + 1 :]) for at in range(len(letters))]
        less.append(crc32(letters))
        return less
    return [crc32(part.encode()) for part in (*(word[:at] + word[at + 1 :] for at in range(len(word))), word)]


def _fill(words: list[str], table: memoryview) -> None:
    """Put each word into an empty table; what `native.near_fill` does."""
    last = len(table) - 1
    entries = [(key, number) for number, word in enumerate(words, 1) for key in _keys(word)]
    for key, number in sorted(entries, key=lambda entry: (entry[0] & last) >> _STRETCH):
        at = key & last
        while table[at]:
            at = at + 1 & last
        table[at] = key << _NUMBER | number


def put_near_words(tables: Tables, words: Iterable[str]) -> None:
    """Keep the words so that `NearWords` finds them."""
    listed = sorted(words)
    places = 1 << int(_ROOM * (sum(map(len, listed)) + len(listed))).bit_length()
    table = memoryview(bytearray(8 * places))
    (native.near_fill or _fill)(listed, table.cast("Q"))
    tables.put_words("near words", listed)
    tables["near table"] = table.toreadonly()


class NearWords:
    """The words that `put_near_words` kept."""

    def __init__(self, tables: Tables) -> None:
        self.words = tuple(tables.words("near words"))
        self.table = tables.numbers("near table", "Q")
        self._longest = max(map(len, self.words), default=0)

    def beside(self, word: str) -> set[str]:
        """Return the words that are one with `word` where each lacks a letter or none; rarely another too."""
        table = self.table
        last = len(table) - 1
        found: set[str] = set()
        if len(word) > self._longest + 1:
            return found
        for key in _keys(word):
            at = key & last
            while entry := table[at]:
                if entry >> _NUMBER == key:
                    found.add(self.words[(entry & (1 << _NUMBER) - 1) - 1])
                at = at + 1 & last
        return found
