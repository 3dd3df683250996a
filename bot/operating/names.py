"""Keeps the index of the official lists' names current, made beside the one in use."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial

from bot.database.interface import StoreThread
from bot.matching.in_force import FIRST_WAIT, LONGEST_WAIT, Matching
from bot.matching.official_names import ListsChanged, OfficialNames, State
from watchlists.errors import NotCompiled

log = logging.getLogger("sanctions_watch.names")


@dataclass(kw_only=True)
class NamesRenewal:
    """Makes it anew when a list has changed; who asks for it meanwhile waits for `renew`."""

    names: OfficialNames
    store: StoreThread
    matching: Matching
    clock: Callable[[], datetime]
    _failed: int = 0  # in a row
    _not_before: datetime | None = None
    _renewing: asyncio.Lock = field(default_factory=asyncio.Lock)

    def __post_init__(self) -> None:
        self.names.is_made_beside = True

    async def renew(self) -> None:
        """Return when the index is current; at once where it could not be made a short time ago."""
        async with self._renewing:
            while not self._waits() and (state := await self.store.run(self.names.stale)) is not None:
                while self.matching.is_beginning:  # noqa: ASYNC110 - a thread ends it; at a start it comes first
                    await asyncio.sleep(1)
                try:
                    await self._make(state)
                except ListsChanged:
                    continue
                except NotCompiled as error:
                    self._put_off(str(error))

    async def _make(self, state: State) -> None:
        kept = self.names.kept
        try:
            index = await asyncio.to_thread(kept.index, state)
            if index is None:
                page = partial(self.store.call, self.names.page)
                index = await asyncio.to_thread(self.names.made, state, page)
        except asyncio.CancelledError:
            kept.give_up()  # or the program would wait for it before it ends
            raise
        await self.store.run(self.names.adopt, state, index)
        self._failed = 0
        log.info("names.ready names=%d", len(index))

    def _waits(self) -> bool:
        """Whether the next try is to come later; not where the clock was put back."""
        return self._not_before is not None and timedelta() < self._not_before - self.clock() <= LONGEST_WAIT

    def _put_off(self, failure: str) -> None:
        wait = min(FIRST_WAIT * 2**self._failed, LONGEST_WAIT)
        self._failed += 1
        self._not_before = self.clock() + wait
        seconds = wait.total_seconds()
        log.warning("names.not_made failures=%d next_try_in=%.0fs reason=%s", self._failed, seconds, failure)
