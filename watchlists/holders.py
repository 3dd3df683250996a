"""Which watchlists hold a distinct term now: those it was compiled for, but for what was edited since.

Knows watchlists and terms. Must not know text or how terms are found.
"""

from collections.abc import Collection, Sequence
from copy import copy

from watchlists.index.candidates import Entry
from watchlists.index.distinct import DistinctTerms, key_of
from watchlists.index.tables import Tables
from watchlists.model import Watchlist, team_of


class Holders:
    """The holders of all terms. Never changes; `replaced` makes another."""

    def __init__(self, tables: Tables) -> None:
        """Take what `compiler.compiled` made."""
        self._slots = list(tables.texts("watchlists"))  # watchlist number -> Watchlist.id
        self._live = {name: number for number, name in enumerate(self._slots)}  # its number now
        self._compiled = len(self._slots)  # numbers from here on came with edits
        self.terms = DistinctTerms(tables)
        self._later: dict[bytes, Entry] = {}  # terms that came with edits
        self._extra: dict[Entry, tuple[int, ...]] = {}  # owners that came after an entry was compiled
        self._stale: frozenset[int] = frozenset()  # numbers that were replaced
        self.edited = False  # whether others watch a term than did when it was compiled
        self._teams_of: dict[Entry, frozenset[str]] = {}  # of the entries that were asked for

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the watchlists."""
        return tuple(self._live)

    @property
    def later(self) -> Collection[Entry]:
        """The terms that came with edits."""
        return self._later.values()

    @property
    def hold_all(self) -> bool:
        """Whether there is no term that nobody may hold any more."""
        return not (self._stale or self._later)

    def unknown(self, watchlist: Watchlist) -> int:
        """Return how many terms of a watchlist nobody holds yet."""
        keys = (key_of(term, official=watchlist.official) for term in watchlist.terms)
        return sum(key not in self._later and self.terms.find(key) is None for key in keys)

    def replaced(self, watchlist: Watchlist) -> tuple["Holders", list[Entry]]:
        """Return the holders with this watchlist replaced or added, and its terms that nobody held yet."""
        new: Holders = copy(self)
        old = self._live.get(watchlist.id)
        if old is not None and old >= self._compiled:  # edited before: no table speaks of that number
            number = old
        else:
            number = len(self._slots)
            new._slots = [*self._slots, watchlist.id]
            new._live = {**self._live, watchlist.id: number}
            new._stale = self._stale if old is None else self._stale | {old}
        new._later = dict(self._later)
        new._extra = dict(self._extra)
        new._teams_of = {}
        if old is not None:
            without = ((entry, _without(old, owners)) for entry, owners in self._extra.items())
            new._extra = {entry: owners for entry, owners in without if owners}
        fresh: list[Entry] = []
        for term in watchlist.terms:
            key = key_of(term, official=watchlist.official)
            number_held = self.terms.find(key)
            held = new._later.get(key) if number_held is None else self.terms[number_held]
            if held is None:
                held = new._later[key] = Entry(term, official=watchlist.official)
                fresh.append(held)
            new._extra[held] = (*new._extra.get(held, ()), number)
        new.edited = bool(new._stale or new._extra)
        return new, fresh

    def forget_dropped(self) -> None:
        """Drop the terms that came with edits and are held no more; to be compiled anew without them."""
        self._later = {key: entry for key, entry in self._later.items() if self._extra.get(entry)}

    def of(self, entry: Entry) -> Sequence[str]:
        """Return the ids of the watchlists that hold a term."""
        if not self.edited:
            return list(map(self._slots.__getitem__, entry.owners))
        held = [self._slots[number] for number in entry.owners if number not in self._stale]
        return held + [self._slots[number] for number in self._extra.get(entry, ())]

    def teams(self, entry: Entry) -> frozenset[str]:
        """Return the teams that watch a term."""
        teams = self._teams_of.get(entry)
        if teams is None:
            teams = self._teams_of[entry] = frozenset(map(team_of, self.of(entry)))
        return teams


def _without(number: int, owners: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(owner for owner in owners if owner != number) if number in owners else owners
