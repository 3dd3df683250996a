"""The sources of one round of polls: leased to this instance, and kept so while the round goes on.

A process may stand still between its claim and a poll (stopped, swapped out, a machine that slept), for
longer than a lease lasts. Another instance has polled by then, and the source is not asked once more.
"""

import asyncio
import logging
import secrets
from collections.abc import Callable, Collection
from datetime import datetime, timedelta

import watchers.leases
import watchers.store
from bot.database.interface import StoreThread
from bot.errors import StoreError
from watchers.model import Source, SourceState

LEASE = timedelta(seconds=60)  # renewed while a poll goes on; so long a killed process blocks a source

log = logging.getLogger("sanctions_watch.pipeline")


class Round:
    """The leases of one round, under a `token` of its own; they begin when the store lets us write."""

    def __init__(self, store: StoreThread, clock: Callable[[], datetime]) -> None:
        self.token = secrets.token_hex(8)
        self._store, self._db, self._clock = store, store.db, clock
        self._until = clock()
        self._held: Collection[str] = ()

    async def claim(
        self, only: Collection[str], limit: int, *, everything: bool
    ) -> tuple[tuple[Source, SourceState], ...]:
        """Lease what is due (at most `limit`), or the sources named, or all that are not paused."""
        return await self._store.run(self._claim, only, limit, everything)

    def _claim(
        self, only: Collection[str], limit: int, everything: bool
    ) -> tuple[tuple[Source, SourceState], ...]:
        with self._db.atomic():
            if everything:
                only = [source.id for source in watchers.store.sources(self._db) if not source.paused]
                if not only:
                    return ()
            now = self._clock()
            claimed = watchers.leases.claim_due(
                self._db, now=now, lease=LEASE, token=self.token, limit=max(len(only), limit), only=only
            )
        self._until, self._held = now + LEASE, {source.id for source, _ in claimed}
        return claimed

    async def keep(self) -> None:
        """Renew the leases for as long as the round goes on: the slowest polls take many minutes."""
        while True:
            await asyncio.sleep(LEASE.total_seconds() / 3)
            try:
                await self._store.run(self._renew)
            except StoreError as error:
                log.warning("lease.not_renewed reason=%s", error)

    async def holds(self, source_id: str) -> bool:
        """Whether a source that was claimed is still ours, and will be for a while."""
        if self._is_late():
            await self._store.run(self._renew_late)
        return source_id in self._held

    def _is_late(self) -> bool:
        """Whether we stood still: else `keep` would have renewed the leases."""
        return self._until - self._clock() < LEASE / 2

    def _renew_late(self) -> None:
        if self._is_late():  # nobody who waited for the store as well has
            self._renew()

    def _renew(self) -> None:
        until = self._clock() + LEASE
        self._held = watchers.leases.renew_leases(self._db, self.token, until)
        self._until = until
