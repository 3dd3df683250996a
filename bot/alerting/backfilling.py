"""New terms are held against the items stored lately, piece by piece, and told in one summary a team.

What is to be done is noted in the transaction that brings the terms (`backfill_store.begin`). Then a page of
stored items is read and scanned while others use the store; what names a term is told in transactions of
bounded length, which also keep it for the summary, and the place that was reached moves on. After a kill any
instance goes on from there: what was told of a page is known by its key, so nothing is told twice.
"""

import asyncio
import logging
import secrets
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from enum import StrEnum
from itertools import groupby
from operator import itemgetter
from typing import Protocol, TypeVar

import watchers.looking_back
import watchlists.store
from bot.alerting import backfill_store, backfill_telling
from bot.alerting.backfill_store import Backfill
from bot.alerting.occasion import Scanned
from bot.alerting.sought import Sieve
from bot.alerting.told import Memory, wordings_mark
from bot.alerting.wordings import Wordings
from bot.database.gather import gathered
from bot.database.interface import Database
from bot.matching.in_force import Matching
from bot.matching.revisions import LOCK
from watchers.looking_back import MOST, TOGETHER, Kept

AT_ONCE = 50  # items told in one transaction: a tenth of a second in which nobody else writes
PAUSE = 0.12  # seconds between two of them: who waits for SQLite's lock looks ten times a second
TEAMS_AT_ONCE = 5  # summaries in one

T = TypeVar("T")

log = logging.getLogger("sanctions_watch.backfill")


class Runs(Protocol):
    """Where the store may be used: a `bot.database.interface.StoreThread`, or `Here`."""

    async def run(self, fn: Callable[..., T], *args: object) -> T:
        """Call a function there."""


class Here:
    """The thread that asks, in a process that does nothing else meanwhile."""

    async def run(self, fn: Callable[..., T], *args: object) -> T:
        """Call it."""
        return fn(*args)


class _Said(StrEnum):
    """What came of telling a piece."""

    TOLD = "told"
    LOST = "lost"  # another instance goes on with it, or the team was forgotten
    OUTDATED = "outdated"  # what is watched was edited after the scan


class Backfilling:
    """Goes on with all that was begun. One a process."""

    def __init__(self, store: Runs, db: Database, matching: Matching, clock: Callable[[], datetime]) -> None:
        self._store, self._db, self._matching, self._clock = store, db, matching, clock
        self._token = secrets.token_hex(8)
        self._wordings: dict[str, tuple[object, Wordings]] = {}  # by team, as the last piece left them
        self._busy = False

    async def go_on(self) -> bool:
        """Hold what was begun against stored items until nothing is left that no other instance does.

        Returns whether there was any. A second call meanwhile returns at once.
        """
        if self._busy or self._matching.is_beginning:
            return False
        self._busy, done = True, False
        try:
            while (backfill := await self._store.run(self._claim)) is not None:
                done = True
                await self._one(backfill)
            return done
        finally:
            self._busy = False

    def _claim(self) -> Backfill | None:
        with self._db.atomic():
            if not backfill_store.is_any(self._db):
                return None
            # items that are being stored now may be scanned for what was watched before: they are there first
            self._db.lock(LOCK)
            return backfill_store.claim(self._db, self._token, self._clock())

    async def _one(self, backfill: Backfill) -> None:
        """Tell page after page, then sum up; the place moves on when all of a page was told."""
        may_name = await self._store.run(self._sieve, backfill)
        while page := await self._store.run(self._page, backfill):
            if not await self._told(backfill, page, may_name):
                return
            backfill = replace(backfill, place=page[-1].place, read=backfill.read + len(page))
            moved = backfill.id, backfill.place, backfill.read
            await self._store.run(backfill_store.move_on, self._db, *moved)
        while await self._store.run(self._summed_up, backfill):
            pass

    def _page(self, backfill: Backfill) -> tuple[Kept, ...]:
        most = min(TOGETHER, MOST - backfill.read)
        if most <= 0 or not backfill_store.renew(self._db, backfill.id, self._token, self._clock()):
            return ()
        return watchers.looking_back.items_before(self._db, backfill.since, backfill.place, most)

    def _sieve(self, backfill: Backfill) -> Sieve:
        """Return which items are worth a scan: for the many terms of official lists, each."""
        sought = backfill.sought
        if sought.official:
            return lambda _: True
        held = (one for team in sought.teams for one in watchlists.store.watchlists(self._db, team))
        return sought.sieve(term for one in held if one.name == sought.watchlist for term in one.terms)

    async def _told(self, backfill: Backfill, page: Sequence[Kept], may_name: Sieve) -> bool:
        """Tell of a page; scanned again where an edit comes between. Returns whether it is ours still."""
        while True:
            await self._store.run(self._matching.keep_up, self._db, self._clock())
            edition = self._matching.edition
            hits = await asyncio.to_thread(self._hits, backfill, page, may_name)
            said = _Said.TOLD
            for first in range(0, len(hits), AT_ONCE):
                said = await self._store.run(self._tell, backfill, hits[first : first + AT_ONCE], edition)
                await asyncio.sleep(PAUSE)
                if said is not _Said.TOLD:
                    break
            if said is not _Said.OUTDATED:
                return said is _Said.TOLD

    def _hits(self, backfill: Backfill, page: Sequence[Kept], may_name: Sieve) -> list[tuple[str, Scanned]]:
        """Return what of a page names one of the terms, by team, newest first."""
        near = ((one.key, one.item) for one in page if may_name(one.item))
        return sorted(backfill.sought.hits(near, self._matching.scan), key=itemgetter(0))

    def _tell(self, backfill: Backfill, hits: Sequence[tuple[str, Scanned]], edition: int) -> _Said:
        now = self._clock()
        with gathered(self._db) as db:
            db.lock(LOCK)  # nobody else tells of these items meanwhile
            if not backfill_store.renew(db, backfill.id, self._token, now):
                return _Said.LOST
            if not self._matching.is_current(db, edition):
                return _Said.OUTDATED
            self._matching.judge_by(db, now)
            memory, before = Memory(db, now), self._wordings
            self._wordings = {}  # this may be taken back yet
            teams = [team for team, _ in groupby(hits, key=itemgetter(0)) if team in self._matching.views]
            for team in teams:
                mark, wordings = before.get(team, (None, None))
                if wordings is not None and mark == wordings_mark(db, team, now):
                    memory.know(team, wordings)
                items = [scanned for owner, scanned in hits if owner == team]
                backfill_telling.tell(db, memory, backfill, self._matching.views[team], items, now)
            left = {team: (wordings_mark(db, team, now), memory.wordings(team)) for team in teams[-1:]}
        self._wordings = left
        return _Said.TOLD

    def _summed_up(self, backfill: Backfill) -> bool:
        """Tell the next teams in a summary each; return whether there may be more."""
        now = self._clock()
        with gathered(self._db) as db:
            if not backfill_store.renew(db, backfill.id, self._token, now):
                return False
            found = backfill_store.take_finds(db, backfill.id, TEAMS_AT_ONCE)
            for one in found:
                backfill_telling.sum_up(db, backfill, one, now)
            if not found:
                backfill_store.end(db, backfill.id)
                name = backfill.sought.watchlist
                log.info("watchlist.backfilled watchlist=%s items=%d", name, backfill.read)
        return bool(found)
