"""What is to be done besides polling: a look round every half minute, the day's work once a day."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import watchers.leases
from bot.database.interface import StoreThread
from bot.errors import StoreError
from bot.matching.in_force import Matching
from bot.operating import daily, retention
from bot.operating.metrics import Metrics
from bot.polling import news_searches
from bot.settings import Settings
from watchers import schedule
from watchers.errors import WatcherError
from watchers.model import Request
from watchers.ports import Fetch

log = logging.getLogger("sanctions_watch.upkeep")

HEARTBEAT_PAUSES = (0.0, 60.0, 300.0)  # seconds before each try


@dataclass(kw_only=True)
class Upkeep:
    """Keeps figures, schedule and store in order; calls `wake` when something is to be posted."""

    settings: Settings
    store: StoreThread
    matching: Matching
    fetch: Fetch
    metrics: Metrics
    clock: Callable[[], datetime]
    wake: Callable[[], None]

    def __post_init__(self) -> None:
        self.db = self.store.db

    async def look_round(self) -> None:
        """Take the figures, and make sources due whose next poll was set by a clock since put back.

        Where the store cannot be used that is logged: it is looked at again in half a minute.
        """
        try:
            await self.store.run(self._look_round)
        except StoreError as error:
            log.warning("store.fault reason=%s", error)

    async def count_deaths(self) -> None:
        """Take the figures of the deliveries where a letter died since they were taken."""
        if self.metrics.is_behind:
            try:
                await self.store.run(self.metrics.count, self.db, self.clock())
            except StoreError as error:
                log.warning("store.fault reason=%s", error)

    def _look_round(self) -> None:
        now = self.clock()
        with self.db.atomic():
            moved = watchers.leases.rebase(self.db, now)
        if moved:
            log.warning("sources.clock_set_back moved=%d", moved)
        late = [
            source.id
            for source, state in watchers.leases.waiting_beyond(self.db, now + schedule.NEVER_LATE)
            if schedule.next_tick_is_late(state, source, now)
        ]
        if late:
            with self.db.atomic():
                for source_id in late:
                    watchers.leases.pull_forward(self.db, source_id, now)
        self.metrics.look(self.db, now)

    async def day(self) -> None:
        """Do the day's work when it is due and no other instance has done it."""
        if not await self.store.run(self._digests):
            return
        self.wake()
        if self.settings.heartbeat.startswith("http"):
            await self._call()
        steps = retention.prune(self.db, retention.rules_of(self.settings), self.clock())
        while await self.store.run(next, steps, None) is not None:
            pass  # others get their turn at the store in between

    async def _call(self) -> None:
        """Call the address that watches over us; what fails once must not look like our death for a day."""
        for pause in HEARTBEAT_PAUSES:
            await asyncio.sleep(pause)
            try:
                await self.fetch.fetch(Request(url=self.settings.heartbeat))
            except WatcherError as error:  # the address may hold a key, and the error does not repeat it
                log.warning("heartbeat.failed reason=%s", error)
            else:
                return

    def _digests(self) -> bool:
        if self.matching.is_beginning or not daily.is_due(self.db, self.clock()):
            return False
        self.matching.refresh(self.db, self.clock())
        with self.db.atomic():
            if not daily.take_day(self.db, self.clock()):
                return False
            news_searches.renew(self.db, self.clock())
            for team in self.matching.views:
                daily.digest(self.db, team, self.clock())
            if daily.end_distrust(self.db):  # after the digest: an earlier one may have told it
                log.info("store.trusted_again")
            for team in self.matching.views:
                daily.remind(self.db, team, self.clock())
                if self.settings.heartbeat == "message":
                    daily.sign_of_life(self.db, team, self.clock())
        return True
