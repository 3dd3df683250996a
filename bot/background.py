"""Work begun beside the main one: held until it ends, its faults logged, cancelled when the program ends."""

import asyncio
import logging
from collections.abc import Coroutine
from typing import Any

from bot.errors import StoreError

log = logging.getLogger("sanctions_watch.background")


class Background:
    """Tasks that nobody awaits."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def begin(self, work: Coroutine[Any, Any, None]) -> None:
        """Start the work; a fault of the store is a warning, any other an error, and neither ends more."""
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            if isinstance(error, StoreError):
                log.warning("store.fault reason=%s", error)
            else:
                log.error("background.failed", exc_info=error)

    async def end(self) -> None:
        """Cancel what still goes on, and wait for it."""
        left = tuple(self._tasks)
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
