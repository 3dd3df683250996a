"""The running program: everything built and wired, its ticks, and how it ends. `bot.app` builds it."""

import asyncio
import logging
import os
import signal
import threading
import time
from collections.abc import Callable, Collection
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.alerting.backfilling import Backfilling
from bot.background import Background
from bot.chat.front_end import FrontEnd, disconnect, log_faults
from bot.commands.desk import Desk
from bot.database.disk import Disk
from bot.database.interface import Database, StoreThread
from bot.delivery.deliverer import Deliverer
from bot.errors import StoreError, StoreFull
from bot.grammar.responder import Commands
from bot.matching.in_force import Matching
from bot.opening import MIGRATIONS
from bot.operating.metrics import Metrics
from bot.operating.names import NamesRenewal
from bot.operating.readiness import Readiness
from bot.operating.room import Room
from bot.operating.server import Server
from bot.operating.upkeep import Upkeep
from bot.outbox.digests import FoldRules, fold
from bot.polling.pipeline import Pipeline, Report
from bot.polling.scheduler import Scheduler
from bot.settings import Settings
from bot.tenants import seeds
from bot.tenants.tenancy import Tenancy
from watchers.fetching.fetch import Fetcher
from watchers.keys import Keys
from watchers.parsing.worker import ParserPool

log = logging.getLogger("sanctions_watch.app")


LOOK_EVERY = 30.0  # seconds between two looks at every source's state
FIRST_LOOK = 3.0  # with ten thousand sources a look takes the store a second or two: polls begin before it
STOP_SECONDS = 8.5  # from SIGTERM to the end, whatever hangs; a supervisor kills after 10


@dataclass(kw_only=True)
class App:
    """Everything built and wired; made by `bot.app.running`."""

    settings: Settings
    db: Database
    store: StoreThread
    matching: Matching
    desk: Desk
    commands: Commands
    fetcher: Fetcher
    parsers: ParserPool
    keys: Keys
    pipeline: Pipeline
    backfilling: Backfilling
    tenancy: Tenancy
    deliverer: Deliverer
    front_ends: tuple[FrontEnd, ...]
    clock: Callable[[], datetime]
    metrics: Metrics = field(default_factory=Metrics)
    background: Background = field(default_factory=Background)
    look_after: float = field(default_factory=lambda: time.monotonic() + FIRST_LOOK)

    def __post_init__(self) -> None:
        self.disk = Disk(self.settings.sqlite_path)
        self.room = Room(
            self.store,
            self.disk,
            teams=lambda: self.matching.views,
            clock=self.clock,
            wake=self.deliverer.wake,
        )
        self.readiness = Readiness(store=self.store, disk=self.disk, migrations=MIGRATIONS, asks={})
        self.upkeep = Upkeep(
            settings=self.settings,
            store=self.store,
            matching=self.matching,
            fetch=self.fetcher,
            metrics=self.metrics,
            clock=self.clock,
            wake=self.deliverer.wake,
        )

        self.names = NamesRenewal(
            names=self.desk.official, store=self.store, matching=self.matching, clock=self.clock
        )
        self.commands.renew_names = self.names.renew

    async def poll_now(self, only: Collection[str] = ()) -> tuple[Report, ...]:
        """Poll the sources named, or everything not paused, then deliver what that brought."""
        reports = await self.pipeline.poll_due(only, everything=not only)
        await self.backfilling.go_on()
        await self._deliver_all()
        return reports

    async def _deliver_all(self) -> None:
        """Deliver what one pass brought; nothing more will come, so late alerts need not wait for others."""
        await self.store.run(fold, self.db, self.clock(), FoldRules(quiet=timedelta()))
        await self.deliverer.drain(timedelta(minutes=2))

    async def run(self, *, once: bool = False) -> bool:
        """Watch, deliver and answer until SIGTERM or SIGINT; with `once` one pass over what is due.

        Return whether every source of that pass could be read; what was not is in the log.
        """
        added = await self.store.run(self._default_sources)
        if added:
            log.info("sources.defaults_added count=%d", added)
        if once:
            reports = await self.pipeline.poll_due()
            await self.backfilling.go_on()
            await self._deliver_all()
            return not any(report.failed for report in reports)
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for name in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(name, _told_to_stop, stop)
        scheduler = Scheduler(tick=self._tick, seconds=self.settings.tick_seconds, jumped=self._clock_was_set)
        server = Server(
            self.settings,
            healthy=lambda: _healthy(scheduler),
            ready=self.readiness.verdict,
            metrics=self.metrics.text,
        )
        self.metrics.follow(self.deliverer, self.parsers)
        self.readiness.asks = {front.channel.name: front.token_works for front in self.front_ends}
        await self.room.prepare()
        async with AsyncExitStack() as stack:
            for front_end in self.front_ends:
                front_end.routes(server.app)
            stack.push_async_callback(server.close)
            await server.start()
            for front_end in self.front_ends:
                stack.push_async_callback(disconnect, front_end)
                await front_end.start()
            scheduler.start()
            stack.push_async_callback(scheduler.close)
            log.info(
                "bot.running front_ends=%s", ",".join(f.channel.name for f in self.front_ends) or "terminal"
            )
            for front_end in self.front_ends:
                self.background.begin(log_faults(front_end))
            await self.deliverer.run(stop)
            log.info("bot.stopping")
        await self.background.end()
        return True

    def _default_sources(self) -> int:
        with self.db.atomic():
            return seeds.default_set(self.db, self.clock())

    async def _tick(self) -> None:
        """Start the polls that are due, if there is room; a slow source never holds up the tick."""
        self.background.begin(self.readiness.ask())
        if not await self.room.look():
            return
        if not self.pipeline.is_beginning:
            self.background.begin(self._poll())
        self.background.begin(self._look_back())
        if time.monotonic() >= self.look_after:
            self.look_after = time.monotonic() + LOOK_EVERY
            await self.upkeep.look_round()
            self.background.begin(self.upkeep.day())
        await self.upkeep.count_deaths()

    async def _look_back(self) -> None:
        """Go on with what new terms are held against."""
        if await self.backfilling.go_on():
            self.deliverer.wake()

    async def _poll(self) -> None:
        """Poll what is due, and see to what that brought; a fault ends no more than this poll."""
        try:
            reports = await self.pipeline.poll_due()
        except StoreFull:
            await self.room.ran_out(failed=True)
        except StoreError as error:
            if not self.readiness.store_fault:
                log.error("store.fault reason=%s", error)  # noqa: TRY400 - a sentence says it
            self.readiness.store_fault = str(error)
        except Exception:
            log.exception("poll.failed")
        else:
            self.readiness.store_fault = ""
            for report in reports:
                self.metrics.polled(report, due=report.due, now=self.clock())
            if reports:
                self.deliverer.wake()
                self.background.begin(self.names.renew())

    def _clock_was_set(self) -> None:
        self.look_after = 0.0


def _told_to_stop(stop: asyncio.Event) -> None:
    """Begin to end; whatever then hangs (a locked store, a chat's library) does not hold us beyond the limit.

    Ending hard loses nothing: it is what a kill -9 does.
    """
    if not stop.is_set():
        stop.set()
        limit = threading.Timer(STOP_SECONDS, os._exit, (1,))
        limit.daemon = True
        limit.start()


def _healthy(scheduler: Scheduler) -> tuple[bool, str]:
    age = time.monotonic() - scheduler.ticked
    return age < 30, f"last tick {age:.1f} s ago"
