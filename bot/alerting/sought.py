"""Terms of a watchlist that are sought in stored items: which items may name one, and which do.

The same for an edit, which seeks its terms before it is written (`bot.commands.looking_back`), and for what
is told in pieces afterwards (`bot.alerting.backfilling`). What scans is loaded where something is sought.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot.alerts import Evidence
from watchers.model import Item
from watchlists.model import Match, Passage, Scan, Term, Watchlist

if TYPE_CHECKING:
    from bot.alerting.occasion import Scanned

Sieve = Callable[[Item], bool]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sought:
    """Terms (None: all) of the watchlist of this name that each of the teams has."""

    watchlist: str
    teams: frozenset[str]
    terms: frozenset[str] | None
    official: bool = False

    @classmethod
    def of(cls, watchlist: Watchlist, terms: Iterable[str] | None) -> Sought:
        """Return terms of one team's watchlist."""
        return cls(
            watchlist=watchlist.name,
            teams=frozenset([watchlist.team]),
            terms=None if terms is None else frozenset(terms),
            official=watchlist.official,
        )

    def counts(self, one: Match | Evidence) -> bool:
        """Whether what is named is one of these."""
        team, _, name = one.watchlist.partition("/")
        wanted = self.terms is None or one.term in self.terms
        return wanted and name == self.watchlist and team in self.teams

    def sieve(self, own: Iterable[Term]) -> Sieve:
        """Return what tells whether one of these, of which `own` holds the few, may be found in an item.

        Whatever else is watched: so the scan for all terms is spared where none is.
        """
        from bot.alerting.passages import passage_of
        from watchlists.sieve import sieve

        may_name = sieve(term for term in own if self.terms is None or term.name in self.terms)
        return lambda item: may_name(passage_of(item))

    def hits(
        self, items: Iterable[tuple[str, Item]], scan: Callable[[Passage], Scan]
    ) -> Iterator[tuple[str, Scanned]]:
        """Yield, of items given with their keys, those in which a term counts, for each team that has it.

        They come with all that the team's watchlists find there. Of official lists, official news is none:
        every team heard of it.
        """
        from bot.alerting.occasion import Scanned
        from bot.alerting.official import is_official
        from bot.alerting.passages import found_in
        from watchers.changes import identities

        for key, item in items:
            if self.official and is_official(item):
                continue
            own: defaultdict[str, list[Match]] = defaultdict(list)
            named = set()
            for match in found_in(item, scan).matches:
                team = match.watchlist.partition("/")[0]
                own[team].append(match)
                if self.counts(match):
                    named.add(team)
            known = identities([item])[0] if named else ()
            for team in named:
                found = Scan(matches=tuple(own[team]))
                yield team, Scanned(key=key, item=item, identities=known, scan=found)
