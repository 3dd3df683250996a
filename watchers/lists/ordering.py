"""How far the rows of a new copy of a list stand in another order than before. Pure.

Rows put in, taken out or edited where they stand move nothing; neither does one that is put elsewhere, beyond
itself. Moved are the rows outside the longest run of common rows that kept their order.
"""

from array import array
from base64 import b64decode, b64encode
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from zlib import crc32

from watchers.model import Entry


def moved(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """Return how many of the ids that both copies have were moved, and how many both have."""
    places = {one: number for number, one in enumerate(old)}
    common = [places[one] for one in dict.fromkeys(new) if one in places]
    tails: list[int] = []  # the smallest last place of a rising run, by its length
    for place in common:
        at = bisect_left(tails, place)
        tails[at : at + 1] = [place]
    return len(common) - len(tails), len(common)


def written(entries: Iterable[Entry]) -> str:
    """Return the order of entries as text to keep: four bytes an entry, made from its id."""
    return b64encode(array("I", map(_mark, entries)).tobytes()).decode()


def in_order(entries: Sequence[Entry], order: str) -> tuple[Entry, ...]:
    """Return the entries in the order that `written` kept; what it does not know comes last."""
    marks = array("I")
    marks.frombytes(b64decode(order))
    places: Mapping[int, int] = {mark: number for number, mark in enumerate(marks)}
    return tuple(sorted(entries, key=lambda entry: places.get(_mark(entry), len(places))))


def _mark(entry: Entry) -> int:
    return crc32(entry.entity_id.encode())
