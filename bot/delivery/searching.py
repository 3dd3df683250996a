"""Reads a chat back to see which messages of unknown fate arrived. Joins the channel and the store."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import datetime, timedelta

from bot.alerts import Receipt
from bot.chat.channel import Channel
from bot.database.interface import StoreThread
from bot.errors import DeliveryError, Failure, StoreError
from bot.outbox.decisions import DeliveryReason, backoff
from bot.outbox.searches import Search, look_later, searched

log = logging.getLogger("bot.delivery")

SEARCH_MOST = timedelta(hours=1)  # at one page a minute, as Slack may have it, a search takes long


class Searcher:
    """Searches one destination at a time."""

    def __init__(self, store: StoreThread, now: Callable[[], datetime], draw: Callable[[], float]) -> None:
        self._store, self._now, self._draw = store, now, draw

    async def search(self, channel: Channel, search: Search) -> dict[DeliveryReason, int]:
        """Look for the suspects and record what follows; return how many of what. Raises StoreError."""
        # our clock may be hours off the chat's: a span says the same by both
        within = max(self._now() - search.since, timedelta())
        log.debug("delivery.searching since=%s suspects=%s", search.since, search.suspects)
        found: Mapping[str, Receipt] | None = None
        if channel.can_find:
            try:
                async with asyncio.timeout(SEARCH_MOST.total_seconds()):
                    found = await channel.find(search.keys, search.destination, within)
            except (DeliveryError, TimeoutError) as error:
                if not (isinstance(error, DeliveryError) and error.failure is Failure.PERMANENT):
                    await self._put_off(search, error)
                    return {}
                # it can be read no more: what the next post is answered decides
        counts = await self._store.run(searched, self._store.db, search, found, self._now())
        log.info(
            "delivery.searched destination=%s %s",
            search.destination.id,
            " ".join(f"{reason}={count}" for reason, count in counts.items()),
        )
        return counts

    async def _put_off(self, search: Search, error: DeliveryError | TimeoutError) -> None:
        wait = getattr(error, "retry_after", None) or backoff(
            timedelta(seconds=1), timedelta(seconds=10), 3, self._draw()
        )
        log.warning("delivery.search_failed destination=%s", search.destination.id)
        with suppress(StoreError):
            await self._store.run(look_later, self._store.db, search, wait, self._now())
