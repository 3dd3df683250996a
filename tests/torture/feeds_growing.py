"""Feeds on loopback that grow by themselves: every item names a watched organisation beside a chip.

Each item has words of its own, so that none is taken for another's reprint.
"""

import asyncio
import csv
import io
import random
import time
from xml.sax.saxutils import escape

from aiohttp import web

from watchlists.starter import starter_csv

INTERVAL = 2.0  # seconds between two polls of a feed, as the campaign sets it
SYLLABLES = ["ba", "de", "fi", "go", "ku", "la", "me", "ni", "po", "ra", "su", "te", "vo", "wi", "xa", "yo"]


class GrowingFeeds:
    """`count` feeds; each gains an item every `every` seconds until frozen."""

    def __init__(self, seed: int, *, count: int, every: float) -> None:
        self._seed, self._count, self._every = seed, count, every
        self._pace = random.Random(seed)
        self._begun = time.monotonic()
        self._frozen = 0.0
        self._polls = self._twice = 0
        self._last: dict[int, float] = {}  # when each feed was last asked for
        rows = list(csv.DictReader(io.StringIO(starter_csv())))
        # plain Latin names only: how well names are found is not the subject here
        self._orgs = [row["name"] for row in rows if row["kind"] == "org" and row["name"].isascii()]

    def app(self) -> web.Application:
        """Return the aiohttp application."""
        app = web.Application()
        app.router.add_get("/feed/{number}.xml", self._feed)
        app.router.add_post("/_freeze", self._freeze)
        app.router.add_get("/_links", self._links)
        app.router.add_get("/_polls", self._polled)
        return app

    async def _polled(self, _: web.Request) -> web.Response:
        return web.json_response({"polls": self._polls, "twice": self._twice})

    def _items(self) -> int:
        until = self._frozen or time.monotonic()
        return 1 + int((until - self._begun) / self._every)

    async def _freeze(self, _: web.Request) -> web.Response:
        self._frozen = time.monotonic()
        return web.json_response({})

    async def _links(self, request: web.Request) -> web.Response:
        base = f"http://127.0.0.1:{request.url.port}"
        return web.json_response(
            [f"{base}/item/{feed}/{item}" for feed in range(self._count) for item in range(self._items())]
        )

    async def _feed(self, request: web.Request) -> web.Response:
        feed = int(request.match_info["number"])
        now = time.monotonic()
        self._polls += 1
        self._twice += now - self._last.get(feed, -1e9) < INTERVAL * 0.9
        self._last[feed] = now
        await asyncio.sleep(self._pace.uniform(0, 1))  # so that kills fall into polls too
        base = f"http://127.0.0.1:{request.url.port}"
        last = self._items()
        items = "".join(self._item(base, feed, item) for item in reversed(range(max(0, last - 60), last)))
        body = f"<rss version='2.0'><channel><title>Feed {feed}</title>{items}</channel></rss>"
        return web.Response(text=body, content_type="application/rss+xml")

    def _item(self, base: str, feed: int, item: int) -> str:
        draw = random.Random(f"{self._seed}/{feed}/{item}")

        def words(number: int) -> str:
            return " ".join("".join(draw.choices(SYLLABLES, k=3)) for _ in range(number))

        org = draw.choice(self._orgs)
        title = f"{words(3)}: {org} orders NVIDIA H100 servers"
        text = f"{words(30)}. {org} will rent NVIDIA H100 GPU servers on AWS for {words(4)}. {words(30)}."
        link = f"{base}/item/{feed}/{item}"
        return (
            f"<item><title>{escape(title)}</title><link>{link}</link><guid>{link}</guid>"
            f"<description>{escape(text)}</description></item>"
        )
