"""The watchlists as stored, an official one with the entries of its list as held.

To read and compare fifty thousand entries at each start would take longer than all else, and objects for a
million terms would need as much memory as all else. So what is in force is known by its mark, and terms are
read only where they are needed.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from json.encoder import encode_basestring
from threading import Event
from typing import Any

import watchers.lists.store
import watchlists.store
from bot.database.interface import Database
from watchers.lists.written_names import MARKS, each_of, written_names
from watchlists.index.distinct import (
    Asked,
    asked_of,
    key_of,
    keys_of_entries,
    keys_of_written,
    plain_keys,
)
from watchlists.model import Term, Watchlist

MANY = 50  # watchlists; with more all are read at once
ORG = "org"  # the kind of every party of an official list
TOGETHER = 1_000  # entries of a list that are decoded in one call


class Watched:
    """One reading of the store; what several teams watch is read once."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._read: dict[tuple[str, str], Watchlist] = {}  # as stored
        self._stored: dict[str, list[str]] = {}  # entries of a list, as JSON
        self._terms: dict[str, tuple[Term, ...]] = {}  # by name of an official watchlist
        self._keys: dict[str, list[bytes]] = {}  # of these

    def read(self, wanted: Collection[tuple[str, str]]) -> dict[tuple[str, str], Watchlist]:
        """Return watchlists by team and name, without their terms; this reading knows these."""
        unread = [key for key in wanted if key not in self._read]
        if len(unread) < MANY:
            self._read |= {key: watchlists.store.get_watchlist(self._db, *key) for key in unread}
        else:
            self._read |= {(one.team, one.name): one for one in watchlists.store.watchlists(self._db)}
        return {key: replace(self._read[key], terms=()) for key in wanted}

    def notes(self, watchlist: Watchlist) -> dict[str, str]:
        """Return why terms of a team's own watchlist are watched, where somebody said so."""
        terms = () if watchlist.official else self.whole(watchlist).terms
        return {term.name: term.note for term in terms if term.note}

    def mark(self, watchlist: Watchlist) -> str:
        """Return what is another one when anything in the watchlist is."""
        digest = hashlib.blake2b(digest_size=16)
        stored = self._stored_whole(watchlist)
        if stored.official and not stored.terms:
            for entry in self._entries(stored.name):
                digest.update(entry.encode() + b"\n")
        for term in stored.terms:
            digest.update(key_of(term, official=stored.official) + b"\n")
        return digest.hexdigest()

    def whole(self, watchlist: Watchlist) -> Watchlist:
        """Return the watchlist as it is in force: an official one with the parties of its list as held now.

        One that brings its terms, as into the store of a backtest, is in force as it is.
        """
        stored = self._stored_whole(watchlist)
        if not stored.official or stored.terms:
            return stored
        name = stored.name
        if name not in self._terms:
            self._terms[name] = official_terms(self._decoded(name))
        return replace(stored, terms=self._terms[name])

    def asked(self, watchlist: Watchlist) -> Asked:
        """Return the watchlist as it is to be compiled: what `whole` returns, without making its terms."""
        stored = self._stored_whole(watchlist)
        if not stored.official or stored.terms:
            return asked_of(stored)
        name = stored.name
        if name not in self._keys:
            self._keys[name] = self._keys_of(name)
        return stored.id, self._keys[name]

    def _keys_of(self, name: str) -> list[bytes]:
        """Return the keys of the terms of an official watchlist, see `official_terms`."""
        entries, part = self._entries(name), name.partition(":")[2]
        wanted = encode_basestring(part) if part else ""
        if (keys := keys_of_entries(entries, MARKS, wanted, ORG, official=True)) is not None:
            return keys
        written = written_names(entries)
        if written is None:
            return plain_keys(official_names(self._decoded(name)), ORG, official=True)
        names: dict[str, str] = {}
        for aliases, listed, own in written:
            if not wanted or listed == wanted:
                held = names.get(own)
                names[own] = f"{held}, {aliases}" if held and aliases else held or aliases
        return keys_of_written(names, ORG, each_of, official=True)

    def everything(self, lists: Iterable[Watchlist]) -> "Everything":
        """Read all of these watchlists, given without their terms."""
        listed = tuple(lists)
        self.read([(one.team, one.name) for one in listed])
        return Everything(self, listed, sum(map(self._size, listed)))

    def forget_terms(self) -> None:
        """Give back what the terms of official lists take; they are made again when they are asked for."""
        self._terms.clear()
        self._keys.clear()

    def _size(self, watchlist: Watchlist) -> int:
        """Return how many terms a watchlist has, and read what they are made of."""
        stored = self._stored_whole(watchlist)
        return len(self._entries(stored.name) if stored.official and not stored.terms else stored.terms)

    def _stored_whole(self, watchlist: Watchlist) -> Watchlist:
        """Return the watchlist with the terms that are stored with it."""
        key = watchlist.team, watchlist.name
        if key not in self._read:
            self.read([key])
        return self._read[key]

    def _decoded(self, name: str) -> Iterator[dict[str, Any]]:
        """Yield the entries of an official watchlist: of its list, or of the part of it that it names."""
        part = name.partition(":")[2]
        stored = self._entries(name)
        for first in range(0, len(stored), TOGETHER):
            for entry in json.loads(f"[{','.join(stored[first : first + TOGETHER])}]"):
                if not part or entry["list"] == part:
                    yield entry

    def _entries(self, name: str) -> list[str]:
        source_id = name.partition(":")[0]
        if source_id not in self._stored:
            self._stored[source_id] = watchers.lists.store.entries_as_stored(self._db, source_id)
        return self._stored[source_id]


@dataclass(frozen=True, slots=True)
class Everything:
    """Watchlists as one reading has them. The store is asked no more: any thread may make their terms.

    `given`: set once their terms were all made.
    """

    _watched: Watched
    _lists: tuple[Watchlist, ...]
    size: int  # terms, those of every watchlist counted
    given: Event = field(default_factory=Event)

    def lists(self) -> Iterator[Watchlist]:
        """Yield every watchlist with its terms."""
        yield from map(self._watched.whole, self._lists)
        self._watched.forget_terms()
        self.given.set()

    def asked(self) -> Iterator[Asked]:
        """Yield every watchlist as it is to be compiled."""
        yield from map(self._watched.asked, self._lists)
        self._watched.forget_terms()
        self.given.set()

    def marks(self) -> list[str]:
        """Return the mark of each, see `Watched.mark`."""
        return list(map(self._watched.mark, self._lists))


def official_names(entries: Iterable[Mapping[str, Any]]) -> dict[str, Collection[str]]:
    """Return the names of the terms that `official_terms` makes of entries, each with its aliases."""
    names: dict[str, Collection[str]] = {}
    for entry in entries:
        name, own = entry["name"], entry.get("aliases", ())
        held = names.get(name)
        names[name] = own if held is None else (*held, *own)
    return names


def official_terms(entries: Iterable[Mapping[str, Any]]) -> tuple[Term, ...]:
    """Return the entries of an official list as terms; entries of one name become one term."""
    terms: dict[str, Term] = {}
    for entry in entries:
        name, own, citation = entry["name"], entry.get("aliases", ()), entry.get("citation", "")
        held = terms.get(name)
        aliases = (*held.aliases, *own) if held else own
        terms[name] = Term(
            name=name,
            kind=ORG,
            aliases=tuple(dict.fromkeys(alias for alias in aliases if alias != name)),
            note=f"{entry['list']}{': ' + citation if citation else ''}",
        )
    return tuple(terms.values())
