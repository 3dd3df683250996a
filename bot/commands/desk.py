"""What every command works with: the store, the matcher in force, the index of names, the clock.

Plain and synchronous: it runs on the store's thread (`bot.grammar.responder`) or in a command-line process.
A command in a process of its own loads the matcher, the recorder or the index of names where it needs it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import watchlists.store
from bot.commands.looking_back import (
    LookBack,
    LookBackAwaited,
    Looked,
    Run,
    asked_by,
    found_now,
    here,
    look,
)
from bot.commands.stored import Stored, tell
from bot.database.interface import Database
from bot.matching.official_names import OfficialNames
from bot.matching.revisions import LOCK
from watchers.lists.citations import citations
from watchlists.model import Candidate, Party, Passage, Scan, Watchlist

if TYPE_CHECKING:
    from bot.matching.in_force import Matching
    from watchlists.lookup import NameIndex

T = TypeVar("T")
MOST_OWN = 20_000  # names of teams' own watchlists that are kept ready for look-ups, a few kilobytes each


class Names:
    """Every name that a team may look up: the official lists held, and its own watchlists.

    Two indexes, because the lists are large and change at most hourly, while a watchlist is small and
    must answer for a term added a moment ago.
    """

    def __init__(self, official: NameIndex, own: NameIndex) -> None:
        self._official, self._own = official, own

    def __len__(self) -> int:
        return len(self._official) + len(self._own)

    @property
    def official(self) -> int:
        """How many names of official lists are held."""
        return len(self._official)

    def search(self, name: str, *, limit: int = 10) -> tuple[Candidate, ...]:
        """Return the candidates of both, best first; of equal ones those of official lists first."""
        found = (*self._official.search(name, limit=limit), *self._own.search(name, limit=limit))
        return tuple(sorted(found, key=lambda one: -one.score)[:limit])


class Desk:
    """The shared state behind the commands; holds caches, never the truth."""

    def __init__(
        self, db: Database, matching: Matching, clock: Callable[[], datetime], kept: Path | None = None
    ) -> None:
        """`kept`: the file beside the store that holds the index of names from one call to the next."""
        self.db, self.matching, self.clock = db, matching, clock
        self.official = OfficialNames(db, kept)
        self._own: dict[str, tuple[object, NameIndex]] = {}  # by team, those asked last at the end
        self.looked: list[Looked] = []
        self._may_ask = False
        self._begun = False  # a command left something to be told in pieces

    def names(self, team: str) -> Names:
        """Return the index of every name held, as it is now. Raises as `OfficialNames.index`."""
        from watchlists.lookup import NameIndex

        official = self.official.index()
        revision = watchlists.store.revision(self.db)
        held = self._own.pop(team, None)
        if held is None or held[0] != revision:
            own = [one for one in watchlists.store.watchlists(self.db, team) if not one.official]
            held = (revision, NameIndex.build(watched(own)))
        self._own[team] = held
        self._forget_some()
        return Names(official, held[1])

    def _forget_some(self) -> None:
        """Forget the names of the teams that asked longest ago, where all teams' are many together."""
        many = sum(len(index) for _, index in self._own.values())
        while many > MOST_OWN and len(self._own) > 1:
            _, index = self._own.pop(next(iter(self._own)))
            many -= len(index)

    def backfill(self, watchlist: Watchlist, terms: Sequence[str], label: str) -> Stored:
        """Hold new terms against the items stored lately and tell the team in one summary.

        Where many name them, that is begun here and done in pieces (`go_on`). Returns how many stored items
        name them, and how many are news. Runs inside the caller's `atomic()`.
        Raises LookBackAwaited where a command is `asking` and these terms were not looked for yet.
        """
        now = self.clock()
        asked = asked_by(self.db, watchlist, terms, now)
        looked = next((one for one in self.looked if one.asked.is_for(asked)), None)
        if looked is None:
            if self._may_ask:
                raise LookBackAwaited(asked)
            looked = look(self.db, self.matching, asked, now)
        self.db.lock(LOCK)  # what polls are about to store is stored before it, or scanned for these terms
        self.matching.follow(self.db, now)
        found = found_now(self.db, looked, self._scan)
        told = Stored()
        if found:
            told = tell(self.db, self.matching, looked.asked, found, f"New term {label}", now)
            self._begun = told.fresh is None
        self.matching.doubt(watchlist.team, watchlist.name)
        return told

    @contextmanager
    def looking_back(self, asked: LookBack, run: Run = here) -> Iterator[None]:
        """Look for the new terms of an edit, which is to be said again while this lasts.

        On any thread, where `run` calls a function on the store's.
        """
        looked = look(self.db, self.matching, asked, self.clock(), run)
        self.looked.append(looked)
        try:
            yield
        finally:
            self.looked.remove(looked)

    def prepared(self, answer: Callable[[], T]) -> T:
        """Return what a command answers, after looking for its new terms where it brings any."""
        with ExitStack() as stack:
            while True:
                try:
                    answered = self.asking(answer)
                    break
                except LookBackAwaited as awaited:  # nothing was done yet
                    stack.enter_context(self.looking_back(awaited.asked))
        self._go_on()
        return answered

    def asking(self, answer: Callable[[], T]) -> T:
        """Return what a command answers; raises LookBackAwaited where terms are to be looked for first."""
        self._may_ask = True
        try:
            return answer()
        finally:
            self._may_ask = False

    def _scan(self, passage: Passage) -> Scan:
        """Scan for the watchlists as they are in this transaction."""
        self.matching.refresh(self.db, self.clock())
        return self.matching.scan(passage)

    def _go_on(self) -> None:
        """Tell in pieces what a command has begun; a bot that runs does so by itself."""
        if not self._begun:
            return
        import asyncio

        from bot.alerting.backfilling import Backfilling, Here

        self._begun = False
        asyncio.run(Backfilling(Here(), self.db, self.matching, self.clock).go_on())


def watched(own: Iterable[Watchlist]) -> tuple[Party, ...]:
    """Return the terms of watchlists as parties that can be looked up."""
    return tuple(
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


def citation_url(citation: str) -> str:
    """Return the public address of the first Federal Register citation in the text, or ""."""
    found = citations(citation)
    return found[0].url if found else ""
