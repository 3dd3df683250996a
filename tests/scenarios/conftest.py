"""The bot on a store of its own, with a recording channel and a web server on loopback."""

from collections.abc import AsyncIterator

import pytest

from bot.app import running
from bot.delivery.deliverer import Deliverer
from bot.program import App
from bot.settings import isolated
from tests.world import Recording, Site


@pytest.fixture
async def site() -> AsyncIterator[Site]:
    site = Site()
    await site.start()
    yield site
    await site.close()


@pytest.fixture
async def app(store_url: str) -> AsyncIterator[App]:
    settings = isolated(
        SANCTIONS_WATCH_DATABASE_URL=store_url,
        SANCTIONS_WATCH_ALLOW_NETWORKS="127.0.0.0/8",
    )
    async with running(settings, chats=False) as app:
        app.deliverer = Deliverer(app.store, {"terminal": Recording()})
        yield app
