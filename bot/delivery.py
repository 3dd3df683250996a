"""Drains the outbox: claim, post, record; look for what may have arrived; fold what piled up.

Joins the store, the channels and the clock. Every choice is made elsewhere: by `bot.outbox_decisions`
(what becomes of a delivery) and `bot.digests` (what is folded).
"""

import asyncio
import contextlib
import logging
import random
import time
from collections import Counter
from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.alerts import Receipt
from bot.chat.channel import Channel
from bot.database import Database, StoreThread
from bot.digests import FoldRules, fold
from bot.errors import DeliveryError, Failure, StoreError
from bot.outbox_claims import Claim, Result, claim, rebase, settle
from bot.outbox_decisions import Decision, DeliveryReason, Limits, backoff, judge, too_late
from bot.outbox_searches import Search, look_later, searched, to_search
from bot.together import Together

log = logging.getLogger(__name__)

CLOCK_JUMP = 2.0  # seconds by which wall and monotonic clock may drift apart between two looks
PARALLEL = 200  # posts under way at once: with 200 ms for an answer, enough for a thousand a second
STORE_PAUSE = 1.0  # seconds before the store is tried again
SEARCH_MOST = timedelta(hours=1)  # at one page a minute, as Slack may have it, a search takes long


def utc_now() -> datetime:
    """Return the time."""
    return datetime.now(UTC)


@dataclass(slots=True)
class DrainReport:
    """What was done, by reason (`posted`, `rate-limited`, `found` …), and what else happened."""

    reasons: Counter[DeliveryReason] = field(default_factory=Counter)
    folded: int = 0
    fenced: int = 0  # results that came too late: another process had taken the delivery over
    store_faults: int = 0

    @property
    def posted(self) -> int:
        """How many messages surely arrived, read back ones included."""
        return self.reasons[DeliveryReason.POSTED] + self.reasons[DeliveryReason.FOUND]


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """How often to look. Seconds."""

    tick: float = 0.2  # between two looks for work when idle
    gather: float = 0.02  # after a nudge, for others that come at about the same time: one look serves them
    fold: float = 5.0  # between two looks for what to fold
    finish: float = 4.0  # how long posts under way may take to end when we are told to stop


LIMITS = Limits()
FOLD_RULES = FoldRules()
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
        limits: Limits = LIMITS,
        rules: FoldRules = FOLD_RULES,
        timing: Timing = TIMING,
        now: Callable[[], datetime] = utc_now,
        monotonic: Callable[[], float] = time.monotonic,
        draw: Callable[[], float] = random.random,
        parallel: int = PARALLEL,
    ) -> None:
        self.totals = DrainReport()
        self.timed: Callable[[float], object] = _untold  # told the seconds each call to a chat took
        self.ticked = monotonic()  # when the loop last came round, for the health check
        self._store = store
        self._channels = channels
        self._limits = limits
        self._rules = rules
        self._timing = timing
        self._now = now
        self._monotonic = monotonic
        self._draw = draw
        self._parallel = parallel
        self._tasks: dict[asyncio.Task[None], str] = {}  # task to the destination it keeps busy
        self._searches: set[asyncio.Task[None]] = set()
        self._keys: set[str] = set()  # deliveries under way here
        self._nudge = asyncio.Event()
        self._settled = Together(self._settle_all)
        self._turn = ""  # the destination whose turn was last, while more wait than we can post to
        self._search_after = monotonic()
        self._fold_after = monotonic()
        self._clock = (now(), monotonic())
        self._started = False

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
            await self._finish(self._timing.finish)

    async def drain_once(self) -> DrainReport:
        """Make one pass and wait for its end: search, fold, post one message to each destination."""
        before = _copy(self.totals)
        await self._begin()
        while self._tasks or self._searches:
            await asyncio.wait([*self._tasks, *self._searches])
        return _difference(self.totals, before)

    async def drain(self, limit: timedelta) -> DrainReport:
        """Make passes until nothing is left that can be posted, or `limit` is over (for `run --once`)."""
        before = _copy(self.totals)
        until = self._monotonic() + limit.total_seconds()
        while True:
            progress = await self.drain_once()
            left = await self._store.run(_open, self._store.db, tuple(self._channels))
            if not left or self._monotonic() >= until:
                return _difference(self.totals, before)
            if not progress.reasons:
                await asyncio.sleep(self._timing.tick)

    async def _begin(self) -> None:
        """Look at the clock and the store, and start what is due."""
        await self._watch_clock()
        db = self._store.db
        if self._monotonic() >= self._fold_after:
            folded = await self._store.run(fold, db, self._now(), self._rules)
            self._fold_after = self._monotonic() + self._timing.fold
            self.totals.folded += folded
        room = self._parallel - len(self._tasks)
        busy, seen = frozenset(self._tasks.values()), self._monotonic()
        searching = seen >= self._search_after
        searches, claims = await self._store.run(self._look, busy, room, searching)
        for search in searches:
            self._start_search(search)
        for claimed in claims:
            self._start_post(claimed, seen)

    def _look(
        self, busy: frozenset[str], room: int, searching: bool
    ) -> tuple[tuple[Search, ...], tuple[Claim, ...]]:
        """Return what to look for in the chats, and what to post (on the store's thread)."""
        db, now, channels = self._store.db, self._now(), tuple(self._channels)
        searches = to_search(db, now, channels, self._limits, busy=frozenset(self._keys)) if searching else ()
        if room <= 0:
            return searches, ()
        claims = claim(db, now, channels, self._limits, busy=busy, limit=room, after=self._turn)
        self._turn = claims[-1].delivery.destination.id if len(claims) == room else ""
        return searches, claims

    async def _watch_clock(self) -> None:
        """Notice that the wall clock was set.

        Back (and at the start, when it may have been set while we were away): waits are shortened to what
        was meant. Forward: `sending` rows look older than they are, so nothing is searched for a grace time.
        """
        wall, monotonic = self._now(), self._monotonic()
        jump = (wall - self._clock[0]).total_seconds() - (monotonic - self._clock[1])
        self._clock = (wall, monotonic)
        if not self._started or jump < -CLOCK_JUMP:
            moved = await self._store.run(rebase, self._store.db, wall)
            self._started = True
            if moved:
                log.warning("delivery.clock_set_back moved=%d", moved)
        elif jump > CLOCK_JUMP:
            log.warning("delivery.clock_set_forward seconds=%.0f", jump)
            self._search_after = monotonic + self._limits.grace.total_seconds()

    def _start_post(self, claimed: Claim, seen: float) -> None:
        key = claimed.delivery.key
        log.debug("delivery.claimed key=%s token=%s", key, claimed.token)
        task = self._spawn(self._post(claimed, seen), key)
        self._tasks[task] = claimed.delivery.destination.id
        task.add_done_callback(lambda done: self._tasks.pop(done, None))

    def _start_search(self, search: Search) -> None:
        task = self._spawn(self._search(search), *(each.key for each in search.suspects))
        self._searches.add(task)
        task.add_done_callback(self._searches.discard)

    def _spawn(self, work: Coroutine[Any, Any, None], *keys: str) -> asyncio.Task[None]:
        self._keys.update(keys)
        task = asyncio.create_task(work)

        def ended(done: asyncio.Task[None]) -> None:
            self._keys.difference_update(keys)
            self._nudge.set()
            if not done.cancelled() and (error := done.exception()):
                log.error("delivery.fault", exc_info=error)

        task.add_done_callback(ended)
        return task

    async def _post(self, claimed: Claim, seen: float) -> None:
        channel = self._channels[claimed.delivery.destination.channel]
        left = self._limits.send.total_seconds() - (self._monotonic() - seen)
        if left < self._limits.send.total_seconds() / 2:
            # we stood still since the claim (stopped, swapped out); another process may soon take over
            decision = too_late(updating=claimed.updating)
        else:
            outcome = await self._send(channel, claimed, left)
            decision = judge(
                outcome,
                updating=claimed.updating,
                revision=claimed.delivery.alert.revision,
                attempts=claimed.delivery.attempts,
                failures=claimed.failures,
                pause=timedelta(seconds=channel.pause),
                limits=self._limits,
                draw=self._draw(),
            )
        await self._settle(claimed, decision)

    async def _send(self, channel: Channel, claimed: Claim, left: float) -> Receipt | DeliveryError:
        delivery = claimed.delivery
        begun = self._monotonic()
        try:
            async with asyncio.timeout(left):
                if claimed.updating:
                    return await channel.update(
                        delivery.message_id or "", delivery.key, delivery.alert, delivery.destination
                    )
                return await channel.post(
                    delivery.key, delivery.alert, delivery.destination, repeat=claimed.may_repeat
                )
        except DeliveryError as error:
            return error
        except TimeoutError:
            return DeliveryError("no answer in time", failure=Failure.AMBIGUOUS)
        except Exception as error:  # a fault of ours must not end the loop, nor be taken for "not sent"
            log.exception("delivery.channel_fault channel=%s", channel.name)
            return DeliveryError(f"fault: {type(error).__name__}", failure=Failure.AMBIGUOUS)
        finally:
            self.timed(self._monotonic() - begun)

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
        log.info(
            "delivery.settled key=%s destination=%s state=%s reason=%s note=%s held=%s",
            claimed.delivery.key,
            claimed.delivery.destination.id,
            decision.state,
            decision.reason,
            decision.note,
            held,
        )

    async def _settle_all(self, results: Sequence[Result]) -> Sequence[bool]:
        return await self._store.run(settle, self._store.db, results)

    async def _search(self, search: Search) -> None:
        channel = self._channels[search.destination.channel]
        keys = [each.key for each in search.suspects]
        log.debug("delivery.searching since=%s suspects=%s", search.since, search.suspects)
        db = self._store.db
        found: Mapping[str, Receipt] | None = None
        if channel.can_find:
            try:
                async with asyncio.timeout(SEARCH_MOST.total_seconds()):
                    found = await channel.find(keys, search.destination, search.since)
            except (DeliveryError, TimeoutError) as error:
                if not (isinstance(error, DeliveryError) and error.failure is Failure.PERMANENT):
                    wait = getattr(error, "retry_after", None) or backoff(
                        timedelta(seconds=1), timedelta(seconds=10), 3, self._draw()
                    )
                    log.warning("delivery.search_failed destination=%s", search.destination.id)
                    with contextlib.suppress(StoreError):
                        await self._store.run(look_later, db, search, wait, self._now())
                    return
                # it can be read no more: what the next post is answered decides
        try:
            counts = await self._store.run(searched, db, search, found, self._now())
        except StoreError as error:  # the search is made again
            self.totals.store_faults += 1
            log.warning("delivery.store_fault reason=%s", error)
            return
        self.totals.reasons.update(counts)
        log.info(
            "delivery.searched destination=%s %s",
            search.destination.id,
            " ".join(f"{reason}={count}" for reason, count in counts.items()),
        )

    async def _finish(self, seconds: float) -> None:
        for task in self._searches:
            task.cancel()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)
        left = [*self._tasks, *self._searches]
        for task in left:
            task.cancel()
        for task in left:
            with contextlib.suppress(asyncio.CancelledError, Exception):
                await task


def _untold(seconds: float) -> None:
    """Nobody counts."""
    del seconds


async def _first(*tasks: asyncio.Task[Any], timeout: float) -> None:  # noqa: ASYNC109 - asyncio.wait's own
    await asyncio.wait(tasks, timeout=timeout, return_when=asyncio.FIRST_COMPLETED)


def _open(db: Database, channels: tuple[str, ...]) -> int:
    """Return how many deliveries still want work from these channels."""
    names = {f"c{number}": name for number, name in enumerate(channels)}
    rows = db.query(
        f"""
        SELECT COUNT(*) AS n FROM deliveries d JOIN destinations t ON t.id = d.destination_id
        WHERE t.removed IS NULL AND t.channel IN ({", ".join(f":{c}" for c in names) or "''"})
          AND (d.state IN ('pending', 'sending') OR d.due IS NOT NULL)
        """,  # noqa: S608 - placeholders only
        names,
    )
    return int(rows[0]["n"])


def _copy(report: DrainReport) -> DrainReport:
    return DrainReport(Counter(report.reasons), report.folded, report.fenced, report.store_faults)


def _difference(after: DrainReport, before: DrainReport) -> DrainReport:
    return DrainReport(
        after.reasons - before.reasons,
        after.folded - before.folded,
        after.fenced - before.fenced,
        after.store_faults - before.store_faults,
    )
