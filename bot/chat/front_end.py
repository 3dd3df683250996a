"""What a chat is to the program: a channel, routes on the one server, a life."""

import asyncio
import logging
from typing import Protocol

from aiohttp import web

from bot.chat.channel import Channel

log = logging.getLogger(__name__)

CLOSE_SECONDS = 1.0  # for a chat to disconnect


class FrontEnd(Protocol):
    """A chat: its channel, its routes on the one server, its life."""

    @property
    def channel(self) -> Channel:
        """Where alerts are posted."""

    def routes(self, app: web.Application) -> None:
        """Mount what the chat calls."""

    async def start(self) -> None:
        """Connect."""

    async def close(self) -> None:
        """Disconnect."""

    async def token_works(self) -> tuple[bool, str]:
        """Return whether the chat accepts our token now, and a sentence that says so. Never raises."""

    async def check(self) -> tuple[tuple[bool, str], ...]:
        """Return what is right and wrong, one sentence each, for `doctor`."""


async def disconnect(front_end: FrontEnd) -> None:
    """Disconnect a chat, but do not wait for it long. Never raises."""
    try:
        async with asyncio.timeout(CLOSE_SECONDS):
            await front_end.close()
    except Exception as error:  # noqa: BLE001 - whatever its library raises, we are leaving
        log.warning("chat.not_closed channel=%s error=%s", front_end.channel.name, type(error).__name__)


async def log_faults(front_end: FrontEnd) -> None:
    """Log what `doctor` would say is wrong with a chat: nobody should learn it from a missing alert."""
    for good, sentence in await front_end.check():
        if not good:
            log.warning("chat.fault channel=%s reason=%s", front_end.channel.name, sentence)
