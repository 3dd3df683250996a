"""What happens when the disk is full: polling stops, the teams are told, and it goes on by itself.

Joins the disk, the outbox and the wording. Knows no schedule: whoever ticks asks `look` before it polls.
"""

import logging
from collections.abc import Callable, Collection
from datetime import datetime

from bot import health
from bot.alerts import Alert
from bot.database.disk import Disk
from bot.database.interface import StoreThread
from bot.database.sqlite import SqliteDatabase
from bot.errors import StoreError
from bot.outbox import outbox

TOLD_MOST = 50  # teams: the last words must fit into what was kept
# The log of writes is copied into the file at about 4 MiB; the rest is for when it cannot be.
LOG_KEPT = 12 * 1024 * 1024  # bytes

log = logging.getLogger("sanctions_watch.room")


class Room:
    """Watches the disk of the store. `teams` are those to tell; `wake` is called when a message waits."""

    def __init__(
        self,
        store: StoreThread,
        disk: Disk,
        *,
        teams: Callable[[], Collection[str]],
        clock: Callable[[], datetime],
        wake: Callable[[], None],
    ) -> None:
        self._store, self._disk = store, disk
        self._teams, self._clock, self._wake = teams, clock, wake
        self._told = False  # that the disk is full

    async def prepare(self) -> None:
        """Keep room for the last words, while there is any."""
        self._disk.prepare()
        try:
            await self._store.run(self._reserve_log)
        except (OSError, StoreError) as error:
            log.warning("disk.log_not_reserved reason=%s", error)

    def _reserve_log(self) -> None:
        if isinstance(self._store.db, SqliteDatabase):
            self._store.db.reserve_log(LOG_KEPT)

    async def look(self) -> bool:
        """Return whether polling may go on; notice that the disk became full, or has room again."""
        if not self._disk.full:
            if self._disk.is_low():
                await self.ran_out()
        elif self._disk.has_room():
            if await self._tell(health.room_again):
                log.warning("disk.room_again")
                await self.prepare()
            else:  # the store says otherwise
                self._disk.full = True
        else:
            self._disk.relieve(now=not self._told)
            self._told = self._told or await self._tell(health.disk_full)
        return not self._disk.full

    async def ran_out(self, *, failed: bool = False) -> None:
        """Stop polling and say so. `failed`: a write has failed already."""
        if self._disk.full:
            return
        log.error("disk.full polling=stopped")
        self._disk.full = True
        self._disk.relieve(now=failed)
        self._told = await self._tell(health.disk_full)

    async def _tell(self, message: Callable[[str, datetime], Alert]) -> bool:
        """Enqueue a message to every team; return whether the store took it."""
        try:
            await self._store.run(self._record, message)
        except StoreError as error:
            log.warning("disk.not_told reason=%s", error)
            return False
        self._wake()
        return True

    def _record(self, message: Callable[[str, datetime], Alert]) -> None:
        db, now = self._store.db, self._clock()
        with db.atomic():
            for team in sorted(self._teams())[:TOLD_MOST]:
                outbox.record(db, message(team, now), outbox.destinations(db, team), now)
