"""APScheduler jobs, nothing else: the schedules themselves live in the store (`next_poll_at`).

APScheduler runs on the wall clock, so a clock put back would stop every tick until the old time comes
round again. A watchdog on the monotonic clock notices and sets the next tick to now.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta

from apscheduler.schedulers.asyncio import AsyncIOScheduler

log = logging.getLogger("sanctions_watch.scheduler")


class Scheduler:
    """Calls `tick` every few seconds.

    `jumped` is called when the wall clock was set, before the tick that follows at once.
    """

    def __init__(
        self,
        *,
        tick: Callable[[], Awaitable[None]],
        seconds: float,
        jumped: Callable[[], None],
    ) -> None:
        self._tick_work, self._seconds = tick, seconds
        self._jumped = jumped
        self.ticked = time.monotonic()  # when the last tick came, for the health check
        # No job store but memory, every missed run melted into one, never two at a time: what is due is
        # decided by the store, so a lost tick loses nothing.
        self._scheduler = AsyncIOScheduler(
            timezone=UTC, job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
        )
        self._tick = self._scheduler.add_job(
            self._once, "interval", seconds=seconds, next_run_time=datetime.now(UTC)
        )
        self._watchdog: asyncio.Task[None] | None = None
        self._closing = False

    def start(self) -> None:
        """Begin to tick."""
        self._scheduler.start()
        self._watchdog = asyncio.create_task(self._watch(), name="scheduler watchdog")

    async def close(self) -> None:
        """Stop; a tick in hand is not waited for (the store knows what it had claimed)."""
        self._closing = True
        if self._watchdog is not None:
            self._watchdog.cancel()
            await asyncio.gather(self._watchdog, return_exceptions=True)
        if self._scheduler.running:
            self._scheduler.shutdown(wait=False)

    async def _once(self) -> None:
        self.ticked = time.monotonic()
        try:
            await self._tick_work()
        except asyncio.CancelledError:
            if not self._closing:  # at the end it is no failure, which APScheduler would log with a traceback
                raise

    async def _watch(self) -> None:
        """Compare both clocks once a tick; when they part, make the jobs due by the new time."""
        wall, steady = datetime.now(UTC), time.monotonic()
        while True:
            await asyncio.sleep(self._seconds)
            passed = timedelta(seconds=time.monotonic() - steady)
            jump = datetime.now(UTC) - wall - passed
            wall, steady = datetime.now(UTC), time.monotonic()
            if abs(jump) > timedelta(seconds=max(2.0, self._seconds)):
                log.warning("clock.jumped seconds=%.0f", jump.total_seconds())
                self._jumped()
                self._tick.modify(next_run_time=wall)
