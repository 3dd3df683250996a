"""The posts and searches that a deliverer has under way. Knows tasks; knows neither store nor chat."""

import asyncio
import logging
from collections.abc import Callable, Collection, Coroutine, Iterable
from typing import Any

log = logging.getLogger("bot.delivery")

Work = Coroutine[Any, Any, None]


class UnderWay:
    """Runs posts, one to a destination at a time, and searches; calls `ended` when one of them has ended."""

    def __init__(self, ended: Callable[[], None]) -> None:
        self.keys: set[str] = set()  # of the deliveries concerned
        self._ended = ended
        self._posts: dict[asyncio.Task[None], str] = {}  # task to the destination it keeps busy
        self._searches: set[asyncio.Task[None]] = set()

    @property
    def destinations(self) -> Collection[str]:
        """The destinations that are posted to."""
        return set(self._posts.values())

    def post(self, work: Work, key: str, destination: str) -> None:
        """Begin a post."""
        task = self._begin(work, [key])
        self._posts[task] = destination
        task.add_done_callback(lambda done: self._posts.pop(done, None))

    def search(self, work: Work, keys: Iterable[str]) -> None:
        """Begin a search for deliveries."""
        task = self._begin(work, list(keys))
        self._searches.add(task)
        task.add_done_callback(self._searches.discard)

    def _begin(self, work: Work, keys: list[str]) -> asyncio.Task[None]:
        self.keys.update(keys)
        task = asyncio.create_task(work)

        def ended(done: asyncio.Task[None]) -> None:
            self.keys.difference_update(keys)
            self._ended()
            if not done.cancelled() and (error := done.exception()):
                log.error("delivery.fault", exc_info=error)

        task.add_done_callback(ended)
        return task

    async def wait(self) -> None:
        """Return when nothing is under way."""
        while self._posts or self._searches:
            await asyncio.wait([*self._posts, *self._searches])

    async def finish(self, seconds: float) -> None:
        """Let posts end for so long, and cancel what is left."""
        for task in self._searches:
            task.cancel()
        if self._posts:
            await asyncio.wait(self._posts, timeout=seconds)
        left = [*self._posts, *self._searches]
        for task in left:
            task.cancel()
        await asyncio.gather(*left, return_exceptions=True)
