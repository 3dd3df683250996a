"""The watchlists as stored, an official one with the entries of its list as held.

To read and compare fifty thousand entries at each start would take longer than all else, and the objects of a
million terms as much memory: what is in force is known by its mark, and terms are read where they are needed.
"""

import hashlib
import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from typing import Any

import watchers.list_store
import watchlists.store
from bot.database import Database
from watchlists.distinct import key_of
from watchlists.model import Term, Watchlist

MANY = 50  # watchlists; with more all are read at once


class Watched:
    """One reading of the store; what several teams watch is read once."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._read: dict[tuple[str, str], Watchlist] = {}  # as stored
        self._stored: dict[str, list[str]] = {}  # entries of a list, as JSON
        self._terms: dict[str, tuple[Term, ...]] = {}  # by name of an official watchlist

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
            part = name.partition(":")[2]
            entries = map(json.loads, self._entries(name))
            self._terms[name] = official_terms(one for one in entries if not part or one["list"] == part)
        return replace(stored, terms=self._terms[name])

    def _stored_whole(self, watchlist: Watchlist) -> Watchlist:
        """Return the watchlist with the terms that are stored with it."""
        key = watchlist.team, watchlist.name
        if key not in self._read:
            self.read([key])
        return self._read[key]

    def _entries(self, name: str) -> list[str]:
        source_id = name.partition(":")[0]
        if source_id not in self._stored:
            self._stored[source_id] = watchers.list_store.entries_as_stored(self._db, source_id)
        return self._stored[source_id]


def official_terms(entries: Iterable[Mapping[str, Any]]) -> tuple[Term, ...]:
    """Return the entries of an official list as terms; entries of one name become one term."""
    terms: dict[str, Term] = {}
    for entry in entries:
        name, own, citation = entry["name"], entry.get("aliases", ()), entry.get("citation", "")
        held = terms.get(name)
        aliases = (*held.aliases, *own) if held else own
        terms[name] = Term(
            name=name,
            kind="org",
            aliases=tuple(dict.fromkeys(alias for alias in aliases if alias != name)),
            note=f"{entry['list']}{': ' + citation if citation else ''}",
        )
    return tuple(terms.values())
