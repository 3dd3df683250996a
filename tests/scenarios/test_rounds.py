"""Rounds of polls do not pile up behind a store that is slow."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

import watchers.store
from bot.alerting import telling_store
from bot.program import App
from tests.world import Page, Site
from watchers.model import Source, SourceKind

FEED = (
    b"<rss version='2.0'><channel><title>N</title><item><guid>1</guid><title>A</title></item></channel></rss>"
)


async def test_no_round_begins_while_one_waits(app: App, site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """Many ticks while the store does not answer: one round waits, and then polls what is due, once."""
    site.pages["/feed.xml"] = Page(FEED)
    source = Source(id="feed", kind=SourceKind.FEED, url=f"{site.base}/feed.xml", name="Feed")
    assert watchers.store.add_source(app.db, source, app.clock() - timedelta(hours=1))
    asked, answers, run = 0, asyncio.Event(), app.store.run

    async def slow(work: Any, *args: Any) -> Any:
        nonlocal asked
        if work is telling_store.oldest:
            asked += 1
            await answers.wait()
        return await run(work, *args)

    monkeypatch.setattr(app.store, "run", slow)
    for _ in range(5):
        await app._tick()
        await asyncio.sleep(0)
    assert app.pipeline.is_beginning
    answers.set()
    async with asyncio.timeout(20):
        while not site.asked:
            await asyncio.sleep(0.01)
    assert asked < 5
    assert not app.pipeline.is_beginning
    await app._tick()  # the next one begins a round again
    assert site.asked == ["/feed.xml"]
    await app.background.end()
