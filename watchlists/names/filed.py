"""Files the names of many parties into the tables of a lookup index.

Prepared names, and a list for each of a million entries, would take many times the memory of the tables that
come of them. So no name is held, and what names are filed under is sorted and packed after some thousand
words; these runs are merged at the end.

Knows prepared names and tables. Must not know how a query is answered, or where tables are kept.
"""

import json
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple
from functools import partial
from heapq import merge
from itertools import chain, groupby
from math import log
from operator import itemgetter

from watchlists.compiling.collecting import no_collecting
from watchlists.index.tables import Tables, encoded
from watchlists.model import Party
from watchlists.names.filed_short import KINDS, short_entry
from watchlists.names.filing import SOUNDS, WHOLE, entries_of_whole, entries_of_word, worth
from watchlists.names.name import Name
from watchlists.names.prepared import prepare
from watchlists.names.tokens import Token

FORM_BITS = 8  # for which of the names that a text gives; above them which of the party's texts it is
_RUN = 10_000

_written = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode
_names_of = prepare.__wrapped__  # each text is read once: nothing is gained by remembering it


@no_collecting()
def tables_of(parties: Iterable[Party]) -> Tables:
    """Return the names of parties as `held.Held` reads them; one without a letter is left out."""
    tables, runs = Tables(), _Runs()
    written: list[bytes] = []
    owners, places = array("I"), array("I")
    short: dict[str, defaultdict[str, array[int]]] = {
        kind: defaultdict(partial(array, "I")) for kind in KINDS
    }
    count = 0
    for number, party in enumerate(parties):
        written.append(encoded(_written(astuple(party))))
        for at, text in enumerate(texts_of(party)):
            forms = _names_of(text)
            count += bool(forms)
            for form, name in enumerate(forms):
                if (entry := short_entry(name)) is not None:
                    short[entry[0]][entry[1]].append(len(owners))
                runs.file(len(owners), name)
                owners.append(number)
                places.append(at << FORM_BITS | form)
    tables.put_raw("parties", written)
    tables.put_numbers("owners", owners)
    tables.put_numbers("places", places)
    tables.put_numbers("count", [count])
    for kind, filed in short.items():
        _put_filed(tables, kind, ((encoded(key), filed[key]) for key in sorted(filed, key=encoded)))
    weighed = _Weighed(len(owners))
    _put_filed(tables, "filed", weighed.noted(runs.merged()))
    for kind, numbers in (("weights", weighed.weights), ("sounds", weighed.sounds)):
        tables[kind] = memoryview(array("f", numbers).tobytes())
    return tables


def texts_of(party: Party) -> list[str]:
    """Return name and aliases of a party, each once."""
    return list(dict.fromkeys((party.name, *party.aliases)))


def rarity(entry: str, size: int, names: int) -> float:
    """Return what an entry says under which so many of the names are filed."""
    return worth(entry) * log(1 + names / size)


class _Runs:
    """Where names stand by what they are filed under: runs in order, the last one still open."""

    def __init__(self) -> None:
        self._whole: defaultdict[str, list[int]] = defaultdict(list)
        self._words: defaultdict[Token, list[int]] = defaultdict(list)
        self._packed: list[Tables] = []

    def file(self, position: int, name: Name) -> None:
        """File the name that stands at a position; the next one stands behind it."""
        for key in entries_of_whole(name):
            self._whole[key].append(position)
        for word in name.tokens:
            self._words[word].append(position)
        if len(self._words) >= _RUN:
            self._end_run()

    def _end_run(self) -> None:
        """Sort and pack what is open; a word at a time, as most are in many names."""
        under: defaultdict[bytes, list[list[int]]] = defaultdict(list)
        for key, places in self._whole.items():
            under[encoded(key)].append(places)
        for word, places in self._words.items():
            for key in entries_of_word(word):
                under[encoded(key)].append(places)
        keys, run = sorted(under), Tables()
        run.put_raw("keys", keys)
        # a name may have a word twice, and two words that share an entry
        run.put_groups("places", [sorted(set(chain.from_iterable(under[key]))) for key in keys])
        self._packed.append(run)
        self._whole.clear()
        self._words.clear()

    def merged(self) -> Iterator[tuple[bytes, Sequence[int]]]:
        """Yield every key, encoded and in order, with where names stand under it."""
        self._end_run()
        runs = [_unpacked(run) for run in self._packed]
        for key, parts in groupby(merge(*runs, key=itemgetter(0)), key=itemgetter(0)):
            places = array("I")
            for _, part in parts:  # in the order of the runs, and so of the names
                places.frombytes(part.cast("B"))
            yield key, places


def _unpacked(run: Tables) -> Iterator[tuple[bytes, memoryview]]:
    keys, places = run.texts("keys"), run.groups("places")
    return ((bytes(keys.raw(number)), places[number]) for number in range(len(keys)))


class _Weighed:
    """How much each name is filed under, `weights`; `sounds`: under what does not depend on vowels."""

    def __init__(self, names: int) -> None:
        self._names = names
        self.weights, self.sounds = array("d", bytes(8 * names)), array("d", bytes(8 * names))

    def noted(self, filed: Iterable[tuple[bytes, Sequence[int]]]) -> Iterator[tuple[bytes, Sequence[int]]]:
        """Yield what is filed, and note what that is worth to the names there."""
        weights, sounds = self.weights, self.sounds
        for key, places in filed:
            kind = key.decode("utf-8", "surrogatepass")[0]
            if kind not in WHOLE:
                says = rarity(kind, len(places), self._names)
                for position in places:
                    weights[position] += says
                if kind in SOUNDS:
                    for position in places:
                        sounds[position] += says
            yield key, places


def _put_filed(tables: Tables, kind: str, filed: Iterable[tuple[bytes, Sequence[int]]]) -> None:
    """Keep what stands under each key; the keys, encoded, come in order."""
    keys, key_ends = bytearray(), array("I", [0])
    places, ends = array("I"), array("I", [0])
    for key, positions in filed:
        keys += key
        key_ends.append(len(keys))
        places.extend(positions)
        ends.append(len(places))
    tables[f"{kind} under"] = memoryview(keys).toreadonly()
    tables.put_numbers(f"{kind} under starts", key_ends)
    tables.put_numbers(f"{kind} starts", ends)
    tables.put_numbers(kind, places)
