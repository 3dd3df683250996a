"""Keeps the index of the official lists' names current, made beside the one in use."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from bot.database.interface import StoreThread
from bot.matching.in_force import Matching
from bot.matching.official_names import ListsChanged, OfficialNames, State
from bot.matching.retrying import Retrying
from watchlists.errors import NotCompiled

log = logging.getLogger("sanctions_watch.names")


@dataclass(kw_only=True)
class NamesRenewal:
    """Makes it anew when a list has changed; who asks for it meanwhile waits for `renew`."""

    names: OfficialNames
    store: StoreThread
    matching: Matching
    clock: Callable[[], datetime]
    _retrying: Retrying = field(default_factory=Retrying)
    _renewing: asyncio.Lock = field(default_factory=asyncio.Lock)

    def __post_init__(self) -> None:
        self.names.is_made_beside = True

    async def renew(self) -> None:
        """Return when the index is current; at once where it could not be made a short time ago."""
        async with self._renewing:
            while not self._retrying.waits(self.clock()) and (
                (state := await self.store.run(self.names.stale)) is not None
            ):
                while self.matching.is_beginning:  # noqa: ASYNC110 - a thread ends it; at a start it comes first
                    await asyncio.sleep(1)
                try:
                    await self._make(state)
                except ListsChanged:
                    continue
                except NotCompiled as error:
                    log.warning("names.not_made %s reason=%s", self._retrying.put_off(self.clock()), error)

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
        self._retrying.failures = 0
        log.info("names.ready names=%d", len(index))
