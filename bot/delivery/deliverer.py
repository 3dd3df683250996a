"""Drains the outbox: claim, post, record; look for what may have arrived; fold what piled up.

Joins the store, the channels and the clock. Every choice is made elsewhere: by `bot.outbox.decisions`
(what becomes of a delivery) and `bot.outbox.digests` (what is folded).
"""

import asyncio
import logging
import random
import time
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from bot.alerts import DeliveryState
from bot.chat.channel import Channel
from bot.database.interface import StoreThread
from bot.database.together import Together
from bot.delivery.drained import DrainReport
from bot.delivery.searching import Searcher
from bot.delivery.sending import Sender
from bot.delivery.under_way import UnderWay
from bot.errors import StoreError
from bot.outbox.claims import claim
from bot.outbox.clock import CLOCK_JUMP, follow, steady, this_boot
from bot.outbox.decisions import Claim, Decision, Limits
from bot.outbox.digests import fold
from bot.outbox.figures import open_deliveries
from bot.outbox.searches import Search, to_search
from bot.outbox.settling import Result, settle

log = logging.getLogger(__name__)

PARALLEL = 200  # posts under way at once: with 200 ms for an answer, enough for a thousand a second
STORE_PAUSE = 1.0  # seconds before the store is tried again


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """How often to look. Seconds."""

    tick: float = 0.2  # between two looks for work when idle
    gather: float = 0.02  # after a nudge, for others that come at about the same time: one look serves them
    fold: float = 5.0  # between two looks for what to fold
    clock: float = 30.0  # between two looks for what was written by a clock that is right no more
    finish: float = 4.0  # how long posts under way may take to end when we are told to stop


LIMITS = Limits()
TIMING = Timing()


class Deliverer:
    """Posts what the outbox holds, to all destinations side by side, one message at a time to each.

    Any number of deliverers, in one process or several, may drain one store. `channels` are the front ends by
    name; deliveries for a front end that is not among them wait. `totals` counts since the start.
    """

    def __init__(
        self,
        store: StoreThread,
        channels: Mapping[str, Channel],
        *,
        now: Callable[[], datetime],
        limits: Limits = LIMITS,
        timing: Timing = TIMING,
        monotonic: Callable[[], float] = steady,
        draw: Callable[[], float] = random.random,
    ) -> None:
        self.totals = DrainReport()
        self.ticked = monotonic()  # when the loop last came round, for the health check
        self._store = store
        self._channels = channels
        self._limits = limits
        self._timing = timing
        self._now = now
        self._monotonic = monotonic
        self._draw = draw
        self._nudge = asyncio.Event()
        self._under_way = UnderWay(self._nudge.set)
        self._settled = Together(partial(store.run, settle, store.db))
        self.sender = Sender(limits, monotonic, draw)
        self._searcher = Searcher(store, now, draw)
        self._turn = ""  # the destination whose turn was last, while more wait than we can post to
        self._fold_after = monotonic()
        self._boot = this_boot()
        self._clock: tuple[datetime, float] | None = None  # at the last look
        self._follow_after = monotonic()

    def wake(self) -> None:
        """Say that something was recorded, so that it need not wait for the next tick."""
        self._nudge.set()

    async def run(self, stop: asyncio.Event) -> None:
        """Drain until `stop` is set; then claim nothing more and let posts under way end.

        What has not ended after `Timing.finish` stays `sending` and is looked for at the next start.
        A store that is full or locked is tried again; nothing is lost by it.
        """
        stopping = asyncio.create_task(stop.wait())
        try:
            while not stop.is_set():
                self.ticked = self._monotonic()
                self._nudge.clear()
                try:
                    before = time.perf_counter()
                    await self._begin()
                    took = time.perf_counter() - before
                except StoreError as error:
                    self.totals.store_faults += 1
                    log.warning("delivery.store_fault reason=%s", error)
                    await _first(stopping, timeout=STORE_PAUSE)
                    continue
                nudge = asyncio.create_task(self._nudge.wait())
                await _first(stopping, nudge, timeout=self._timing.tick)
                if nudge.done():
                    # With thousands of destinations waiting a look is long: the store has others to serve.
                    wait = min(max(self._timing.gather, 2 * took), self._timing.tick)
                    await _first(stopping, timeout=wait)
                nudge.cancel()
        finally:
            stopping.cancel()
            await self._under_way.finish(self._timing.finish)

    async def drain_once(self) -> DrainReport:
        """Make one pass and wait for its end: search, fold, post one message to each destination."""
        before = self.totals.copy()
        await self._begin()
        await self._under_way.wait()
        return self.totals.since(before)

    async def drain(self, limit: timedelta) -> DrainReport:
        """Make passes until nothing is left that can be posted, or `limit` is over (for `run --once`)."""
        before = self.totals.copy()
        until = self._monotonic() + limit.total_seconds()
        while True:
            progress = await self.drain_once()
            left = await self._store.run(open_deliveries, self._store.db, tuple(self._channels), self._now())
            if not left or self._monotonic() >= until:
                return self.totals.since(before)
            if not progress.reasons:
                await asyncio.sleep(self._timing.tick)

    async def _begin(self) -> None:
        """Look at the clock and the store, and start what is due."""
        await self._watch_clock()
        db = self._store.db
        if self._monotonic() >= self._fold_after:
            folded = await self._store.run(fold, db, self._now())
            self._fold_after = self._monotonic() + self._timing.fold
            self.totals.folded += folded
        seen = self._monotonic()
        searches, claims = await self._store.run(self._look, self._under_way.destinations)
        for search in searches:
            self._under_way.search(self._search(search), (each.key for each in search.suspects))
        for claimed in claims:
            delivery = claimed.delivery
            log.debug("delivery.claimed key=%s token=%s", delivery.key, claimed.token)
            self._under_way.post(self._post(claimed, seen), delivery.key, delivery.destination.id)

    def _look(self, busy: Collection[str]) -> tuple[tuple[Search, ...], tuple[Claim, ...]]:
        """Return what to look for in the chats, and what to post (on the store's thread)."""
        db, now, channels, room = self._store.db, self._now(), tuple(self._channels), PARALLEL - len(busy)
        searches = to_search(db, now, channels, self._limits, busy=frozenset(self._under_way.keys))
        if room <= 0:
            return searches, ()
        claims = claim(db, now, channels, self._limits, busy=busy, limit=room, after=self._turn)
        self._turn = claims[-1].delivery.destination.id if len(claims) == room else ""
        return searches, claims

    async def _watch_clock(self) -> None:
        """Notice that the wall clock was set, while we were away too, and keep every wait as it was meant.

        Now and then too where nothing is noticed: a poll that began by the old time may end long after it.
        """
        wall, monotonic = self._now(), self._monotonic()
        if self._clock is not None:
            passed = timedelta(seconds=monotonic - self._clock[1])
            if abs(wall - self._clock[0] - passed) <= CLOCK_JUMP and monotonic < self._follow_after:
                self._clock = (wall, monotonic)
                return
        jump = await self._store.run(follow, self._store.db, wall, monotonic, self._boot)
        self._clock, self._follow_after = (wall, monotonic), monotonic + self._timing.clock
        if jump:
            log.warning("delivery.clock_set seconds=%.0f", jump.total_seconds())

    async def _post(self, claimed: Claim, seen: float) -> None:
        channel = self._channels[claimed.delivery.destination.channel]
        decision = await self.sender.send(channel, claimed, seen)
        await self._settle(claimed, decision)

    async def _settle(self, claimed: Claim, decision: Decision) -> None:
        """Record the decision; while the store refuses, keep it in hand and try again."""
        while True:
            try:
                held = await self._settled(Result(claimed=claimed, decision=decision, at=self._now()))
                break
            except StoreError as error:
                self.totals.store_faults += 1
                log.warning("delivery.store_fault reason=%s", error)
                await asyncio.sleep(STORE_PAUSE)
        if not held:
            self.totals.fenced += 1
        self.totals.reasons[decision.reason] += 1
        if claimed.failures and decision.trouble is False:
            self._fold_after = self._monotonic()  # the destination answers again: fold before the next post
        if decision.state is DeliveryState.DEAD:
            log.error(
                "delivery.undeliverable alert=%s destination=%s reason=%s; it is kept; "
                "after mending the cause: `sanctions-watch alerts retry %s`",
                claimed.delivery.alert.id,
                claimed.delivery.destination.id,
                decision.note or decision.reason,
                claimed.delivery.destination.id,
            )
        log.info(
            "delivery.settled key=%s destination=%s state=%s reason=%s note=%s held=%s",
            claimed.delivery.key,
            claimed.delivery.destination.id,
            decision.state,
            decision.reason,
            decision.note,
            held,
        )

    async def _search(self, search: Search) -> None:
        channel = self._channels[search.destination.channel]
        try:
            counts = await self._searcher.search(channel, search)
        except StoreError as error:  # the search is made again
            self.totals.store_faults += 1
            log.warning("delivery.store_fault reason=%s", error)
            return
        self.totals.reasons.update(counts)


async def _first(*tasks: asyncio.Task[Any], timeout: float) -> None:  # noqa: ASYNC109 - asyncio.wait's own
    await asyncio.wait(tasks, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)
