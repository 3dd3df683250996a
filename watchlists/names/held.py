"""The names of a lookup index with where each is filed, read from tables.

A name is prepared when a query comes near it, and a party made when one of its names is: of many thousands a
query asks for some dozens.

Knows prepared names and tables. Must not know how a query is answered, how names are filed, or where tables
are kept.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from watchlists.index.tables import Tables, encoded
from watchlists.model import Party
from watchlists.names.filed import FORM_BITS, rarity, texts_of
from watchlists.names.filed_short import KINDS, ShortForms
from watchlists.names.name import Name
from watchlists.names.prepared import prepare

T = TypeVar("T")

_REMEMBERED = 20_000  # names and parties that queries came near
_FORM = (1 << FORM_BITS) - 1


@dataclass(frozen=True, slots=True)
class Held:
    """Names by their positions, with the number of the party of each.

    `places`: which text of the party each is made of; `filed`: where names stand by what they are filed
    under; `weights`, and `sounds` of what does not depend on vowels: how much each is filed under; `count`:
    texts that gave a name.
    """

    parties: Sequence[Party]
    names: Sequence[Name]
    owners: Sequence[int]
    places: Sequence[int]
    filed: Mapping[str, Sequence[int]]
    short: ShortForms
    weights: Sequence[float]
    sounds: Sequence[float]
    count: int

    def party(self, position: int) -> Party:
        """Return whose name it is."""
        return self.parties[self.owners[position]]

    def text(self, position: int) -> str:
        """Return the name as the party's list has it."""
        return texts_of(self.party(position))[self.places[position] >> FORM_BITS]

    def rarity(self, entry: str, size: int) -> float:
        """Return what an entry says under which so many of the names are filed."""
        return rarity(entry, size, len(self.owners))


def held_in(tables: Tables) -> Held:
    """Return the names that `filed.tables_of` filed."""
    written = tables.texts("parties")
    parties = _Made(len(written), lambda number: _party(written[number]))
    owners, places = tables.numbers("owners"), tables.numbers("places")

    def name(position: int) -> Name:
        text = texts_of(parties[owners[position]])[places[position] >> FORM_BITS]
        return prepare(text)[places[position] & _FORM]

    names = _Made(len(owners), name)
    filed = _Filed(tables, "filed")
    short = ShortForms(names, filed, {kind: _Filed(tables, kind) for kind in KINDS})
    weights, sounds = tables["weights"].cast("f"), tables["sounds"].cast("f")
    return Held(parties, names, owners, places, filed, short, weights, sounds, tables.numbers("count")[0])


def _party(written: str) -> Party:
    entity_id, name, list_, aliases, *more = json.loads(written)
    kind, country, url, citation, note = more
    return Party(
        entity_id=entity_id,
        name=name,
        list=list_,
        aliases=tuple(aliases),
        kind=kind,
        country=country,
        url=url,
        citation=citation,
        note=note,
    )


class _Made(Sequence[T]):
    """Things by number, each made when it is asked for: a query asks for some dozens of many thousands."""

    __slots__ = ("_make", "_size")

    def __init__(self, size: int, make: Callable[[int], T]) -> None:
        self._size = size
        self._make = lru_cache(maxsize=_REMEMBERED)(make)

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, number: int) -> T:  # type: ignore[override]
        return self._make(number)


class _Filed(Mapping[str, Sequence[int]]):
    """What is filed under each key, as it was kept: the keys in order, with a group of positions for each."""

    __slots__ = ("_groups", "_keys")

    def __init__(self, tables: Tables, kind: str) -> None:
        self._keys = tables.texts(f"{kind} under")
        self._groups = tables.groups(kind)

    def _at(self, key: str) -> int:
        """Return the number of a key, -1 for one that is not there."""
        wanted, raw = encoded(key), self._keys.raw
        low, high = 0, len(self._keys)
        while low < high:
            middle = (low + high) // 2
            found = bytes(raw(middle))
            if found == wanted:
                return middle
            if found < wanted:
                low = middle + 1
            else:
                high = middle
        return -1

    def __getitem__(self, key: str) -> Sequence[int]:
        number = self._at(key)
        if number < 0:
            raise KeyError(key)
        return self._groups[number]

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self._at(key) >= 0

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)
