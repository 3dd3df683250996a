"""Whose turn it is: one request at a time to a host, a pause between two, and room for slow servers apart.

Knows host names and clocks; knows no HTTP. A server that was slow last time waits for one of a few slow
slots, so that slow servers together can never use up the room of the quick ones.
"""

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from types import MappingProxyType

# Seconds between two requests, where a source is known to want more than the usual pause.
POLITE_PAUSES: Mapping[str, float] = MappingProxyType(
    {
        "www.ccgp.gov.cn": 3.0,
        "search.ccgp.gov.cn": 3.0,
        "api.gdeltproject.org": 5.0,
        "news.google.com": 2.0,
    }
)
_REMEMBER = 10_000  # hosts; above this the idle ones are forgotten


class _Host:
    __slots__ = ("free_at", "lock", "slow")

    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.free_at = 0.0
        self.slow = False


class Turns:
    """Hands out turns.

    `slots`: requests in flight to servers that are quick or not known yet. `slow_slots`: those beside them
    for servers whose last answer took longer than `slow_after` seconds.
    """

    def __init__(self, *, slots: int, slow_slots: int, slow_after: float) -> None:
        self._quick = asyncio.Semaphore(slots)
        self._slow = asyncio.Semaphore(slow_slots)
        self._slow_after = slow_after
        self._hosts: dict[str, _Host] = {}

    @asynccontextmanager
    async def turn(self, key: str, pause: float) -> AsyncIterator[None]:
        """Wait for a turn with the host `key`; the next begins `pause` seconds or more after this ends."""
        host = self._hosts.get(key)
        if host is None:
            if len(self._hosts) >= _REMEMBER:
                self._forget()
            host = self._hosts[key] = _Host()
        loop = asyncio.get_running_loop()
        async with host.lock:
            wait = host.free_at - loop.time()
            if wait > 0:
                await asyncio.sleep(wait)
            room = self._slow if host.slow else self._quick
            async with room:
                began = loop.time()
                try:
                    yield
                finally:
                    now = loop.time()
                    host.slow = now - began > self._slow_after
                    host.free_at = now + pause

    def _forget(self) -> None:
        now = asyncio.get_running_loop().time()
        for key in [
            key for key, host in self._hosts.items() if not host.lock.locked() and host.free_at < now
        ]:
            del self._hosts[key]
