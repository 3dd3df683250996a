"""What every command works with: the store, the matcher in force, the index of names, the clock.

Plain and synchronous: it runs on the store's thread (`bot.commands`) or in a command-line process.
"""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

import watchers.item_store
import watchers.list_store
import watchlists.store
from bot import recorder
from bot.actors import Actor
from bot.database import Database
from bot.drafting import passage_of
from bot.matching import Matching
from bot.recorder import Scanned
from watchers.changes import identities
from watchers.citations import citations
from watchers.model import Entry, Source, SourceKind
from watchlists.lookup import NameIndex
from watchlists.model import Party, Scan, Watchlist

BACKFILL = timedelta(days=30)

log = logging.getLogger("sanctions_watch.desk")


class Desk:
    """The shared state behind the commands; holds caches, never the truth."""

    def __init__(self, db: Database, matching: Matching, clock: Callable[[], datetime]) -> None:
        self.db, self.matching, self.clock = db, matching, clock
        self._index: NameIndex | None = None
        self._index_of: object = None

    def names(self, team: str) -> NameIndex:
        """Return the index of every name held: official lists, and the watchlists of the team."""
        lists = tuple((row["source_id"], row["revision"]) for row in watchers.list_store.held_lists(self.db))
        state = (team, lists, watchlists.store.revision(self.db))
        if self._index is None or self._index_of != state:
            entries = watchers.list_store.list_entries(self.db)
            own = [one for one in watchlists.store.watchlists(self.db, team) if not one.official]
            self._index = NameIndex.build(parties(entries, own))
            self._index_of = state
        return self._index

    def backfill(self, actor: Actor, watchlist: Watchlist, terms: Sequence[str], label: str) -> int:
        """Hold new terms against the items stored lately and tell the team in one summary.

        Returns how many stored items name them. Runs inside the caller's `atomic()`.
        """
        now = self.clock()
        self.matching.refresh(self.db, now)
        wanted = set(terms)
        found = []
        for key, item in watchers.item_store.items_since(self.db, now - BACKFILL):
            scan = self.matching.scan(passage_of(item))
            named = {match.term for match in scan.matches if match.watchlist == watchlist.id}
            if named & wanted:
                own = tuple(m for m in scan.matches if m.watchlist.split("/", 1)[0] == actor.team)
                found.append(
                    Scanned(key=key, item=item, identities=identities([item])[0], scan=Scan(matches=own))
                )
        if found:
            told = recorder.tell(
                self.db,
                Source(id="store", kind=SourceKind.FEED, url="", name="Stored items"),
                found,
                self.matching.views,
                now=now,
                backfill=label,
            )
            log.info(
                "watchlist.backfill watchlist=%s items=%d alerts=%d", watchlist.id, len(found), told.alerts
            )
        return len(found)


def parties(entries: Sequence[Entry], own: Sequence[Watchlist]) -> tuple[Party, ...]:
    """Return all that can be looked up, official lists first."""
    listed = (
        Party(
            entity_id=entry.entity_id,
            name=entry.name,
            list=entry.list,
            aliases=entry.aliases,
            kind=entry.kind,
            country=entry.country,
            url=entry.url,
            citation=entry.citation,
            note=entry.remarks,
        )
        for entry in entries
    )
    watched = (
        Party(
            entity_id=f"{watchlist.id}/{term.name}",
            name=term.name,
            list=f"watchlist {watchlist.name}",
            aliases=(*term.aliases, *term.weak_aliases),
            kind=term.kind,
            note=term.note,
        )
        for watchlist in own
        for term in watchlist.terms
    )
    return (*listed, *watched)


def citation_url(citation: str) -> str:
    """Return the public address of the first Federal Register citation in the text, or ""."""
    found = citations(citation)
    return found[0].url if found else ""
