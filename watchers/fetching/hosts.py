"""Whose turn it is: one request at a time to a host, a pause between two, and room for slow servers apart.

Knows host names and clocks; knows no HTTP. A server that was slow last time waits for one of a few slow
slots, so that slow servers together can never use up the room of the quick ones.
"""

import asyncio
from collections.abc import Mapping
from types import MappingProxyType
from typing import Self

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
        self.quick = asyncio.Semaphore(slots)
        self.slow = asyncio.Semaphore(slow_slots)
        self.slow_after = slow_after
        self._hosts: dict[str, _Host] = {}

    def turn(self, key: str, pause: float) -> "Turn":
        """Return a turn with the host `key`; the next begins `pause` seconds or more after it ends."""
        host = self._hosts.get(key)
        if host is None:
            if len(self._hosts) >= _REMEMBER:
                self._forget()
            host = self._hosts[key] = _Host()
        return Turn(self, host, pause)

    def _forget(self) -> None:
        now = asyncio.get_running_loop().time()
        for key in [
            key for key, host in self._hosts.items() if not host.lock.locked() and host.free_at < now
        ]:
            del self._hosts[key]


class Turn:
    """One turn: `async with` waits for it and gives it back. `seconds` is how long it was held, afterwards.

    Written out: as a generator it made two fifths of the calls that an unchanged poll adds to bare aiohttp.
    """

    __slots__ = ("_began", "_host", "_pause", "_room", "_time", "_turns", "seconds")

    def __init__(self, turns: Turns, host: _Host, pause: float) -> None:
        self._turns, self._host, self._pause = turns, host, pause
        self._time = asyncio.get_running_loop().time
        self.seconds = 0.0

    async def __aenter__(self) -> Self:
        host = self._host
        await host.lock.acquire()
        try:
            wait = host.free_at - self._time()
            if wait > 0:
                await asyncio.sleep(wait)
            self._room = self._turns.slow if host.slow else self._turns.quick
            await self._room.acquire()
        except BaseException:
            host.lock.release()
            raise
        self._began = self._time()
        return self

    async def __aexit__(self, *_: object) -> None:
        host, now = self._host, self._time()
        self.seconds = now - self._began
        host.slow = self.seconds > self._turns.slow_after
        host.free_at = now + self._pause
        self._room.release()
        host.lock.release()
