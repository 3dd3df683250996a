"""The bot on a store of its own, with a recording channel and a web server on loopback."""

from collections.abc import AsyncIterator

import pytest

import bot.app
from bot.app import running
from bot.delivery.deliverer import Deliverer
from bot.program import App
from bot.settings import isolated
from tests.world import Clock, Recording, SharedParsers, Site


@pytest.fixture(autouse=True)
def one_pool(monkeypatch: pytest.MonkeyPatch, parsers: SharedParsers) -> None:
    """Let every app of these tests parse by the same workers."""
    monkeypatch.setattr(bot.app, "ParserPool", lambda: parsers)


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    site = Site()
    await site.start()
    yield site
    await site.close()


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def channel() -> Recording:
    return Recording()


@pytest.fixture
async def app(store_url: str, clock: Clock, channel: Recording) -> AsyncIterator[App]:
    settings = isolated(
        SANCTIONS_WATCH_DATABASE_URL=store_url,
        SANCTIONS_WATCH_ALLOW_NETWORKS="127.0.0.0/8",
    )
    async with running(settings, chats=False, clock=clock) as app:
        app.deliverer = Deliverer(app.store, {"terminal": channel}, now=clock)
        yield app
