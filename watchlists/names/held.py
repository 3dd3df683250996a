"""The names of a lookup index with where each is filed: made of parties, or read from tables that were kept.

Read from tables, a name is prepared when a query comes near it, and a party made when one of its names is.

Knows prepared names and tables. Must not know how a query is answered, or where tables are kept.
"""

from __future__ import annotations

import json
from array import array
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass
from functools import lru_cache, partial
from itertools import chain
from math import log
from typing import TypeVar

from watchlists.compiling.collecting import no_collecting
from watchlists.index.tables import Tables
from watchlists.model import Party
from watchlists.names.filed_short import ShortForms
from watchlists.names.filing import SOUNDS, WHOLE, entries_of_whole, entries_of_word, worth
from watchlists.names.name import Name
from watchlists.names.prepared import prepare
from watchlists.names.tokens import Token

T = TypeVar("T")

_FORM_BITS = 8  # for which of the names that a text gives; above them which of the party's texts it is
_REMEMBERED = 20_000  # names and parties that queries came near
_FORM = (1 << _FORM_BITS) - 1

_written = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


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
        return _texts_of(self.party(position))[self.places[position] >> _FORM_BITS]

    def rarity(self, entry: str, size: int) -> float:
        """Return what an entry says under which so many of the names are filed."""
        return worth(entry) * log(1 + len(self.names) / size)


@no_collecting()
def held_of(parties: Sequence[Party]) -> Held:
    """Return the names of parties; one without a letter is left out."""
    names: list[Name] = []
    owners, places = array("I"), array("I")
    filed: defaultdict[str, array[int]] = defaultdict(partial(array, "I"))
    with_word: defaultdict[Token, list[int]] = defaultdict(list)
    short = ShortForms(names, filed)
    count = 0
    for number, party in enumerate(parties):
        for at, text in enumerate(_texts_of(party)):
            forms = prepare(text)
            count += bool(forms)
            for form, name in enumerate(forms):
                position = len(names)
                names.append(name)
                owners.append(number)
                places.append(at << _FORM_BITS | form)
                short.add(position, name)
                for key in entries_of_whole(name):
                    filed[key].append(position)
                for word in name.tokens:
                    with_word[word].append(position)
    _file_words(filed, with_word)
    weights, sounds = array("f", bytes(4 * len(names))), array("f", bytes(4 * len(names)))
    held = Held(parties, names, owners, places, filed, short, weights, sounds, count)
    _weigh(held, weights, sounds)
    return held


def _file_words(filed: dict[str, array[int]], with_word: Mapping[Token, list[int]]) -> None:
    """File names under what their words are filed under, a word at a time: most are in many names."""
    under: defaultdict[str, list[Sequence[int]]] = defaultdict(list)
    for word, places in with_word.items():
        for key in entries_of_word(word):
            under[key].append(places)
    for key, several in under.items():
        if key in filed:
            several.append(filed[key])
        # a name may have a word twice, and two words that share an entry
        filed[key] = array("I", sorted(set(chain.from_iterable(several))))


def _weigh(held: Held, weights: array[float], sounds: array[float]) -> None:
    """Note how much each name is filed under."""
    total, of_sounds = [0.0] * len(weights), [0.0] * len(sounds)
    for key, entry in held.filed.items():
        if key[0] in WHOLE:
            continue
        rarity = held.rarity(key, len(entry))
        for position in entry:
            total[position] += rarity
        if key[0] in SOUNDS:
            for position in entry:
                of_sounds[position] += rarity
    weights[:], sounds[:] = array("f", total), array("f", of_sounds)


def _texts_of(party: Party) -> list[str]:
    """Return name and aliases of a party, each once."""
    return list(dict.fromkeys((party.name, *party.aliases)))


def put_held(tables: Tables, held: Held) -> None:
    """Keep the names of a lookup index, for `held_in`."""
    tables.put_texts("parties", [_written(astuple(party)) for party in held.parties])
    tables.put_numbers("owners", held.owners)
    tables.put_numbers("places", held.places)
    for kind, filed in {"filed": held.filed, **held.short.filed}.items():
        keys = sorted(filed, key=_encoded)
        tables.put_texts(f"{kind} under", keys)
        tables.put_groups(kind, [filed[key] for key in keys])
    tables["weights"] = memoryview(array("f", held.weights).tobytes())
    tables["sounds"] = memoryview(array("f", held.sounds).tobytes())
    tables.put_numbers("count", [held.count])


def held_in(tables: Tables) -> Held:
    """Return the names that `put_held` kept."""
    written = tables.texts("parties")
    parties = _Made(len(written), lambda number: _party(written[number]))
    owners, places = tables.numbers("owners"), tables.numbers("places")

    def name(position: int) -> Name:
        text = _texts_of(parties[owners[position]])[places[position] >> _FORM_BITS]
        return prepare(text)[places[position] & _FORM]

    names = _Made(len(owners), name)
    filed = _Filed(tables, "filed")
    short = ShortForms(names, filed, {kind: _Filed(tables, kind) for kind in ShortForms.KINDS})
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


def _encoded(key: str) -> bytes:
    return key.encode("utf-8", "surrogatepass")


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
        wanted, raw = _encoded(key), self._keys.raw
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
