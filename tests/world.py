"""A small world for scenarios: a web server on loopback whose pages a test turns, a recording channel."""

import asyncio
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from threading import Thread

from aiohttp import web

from bot.alerts import Alert, Destination, Receipt
from watchers.model import Parsed, SourceKind
from watchers.parsers import ParseContext
from watchers.parsing.worker import ParserPool


class Clock:
    """A clock that stands until a test moves it."""

    def __init__(self) -> None:
        self.now = datetime(2026, 3, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Page:
    """What the server answers at a path."""

    body: bytes
    content_type: str = "application/rss+xml"
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


class Site:
    """Serves `pages` by path; `asked` records every request, `questions` each with its query.

    `answered` are the statuses of what was served.
    """

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.asked: list[str] = []
        self.questions: list[str] = []
        self.answered: list[int] = []
        self.base = ""
        app = web.Application()
        app.router.add_get("/{path:.*}", self._answer)
        self._runner = web.AppRunner(app, access_log=None)

    async def start(self) -> None:
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        self.base = f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def close(self) -> None:
        await self._runner.cleanup()

    async def _answer(self, request: web.Request) -> web.Response:
        self.asked.append(request.path)
        self.questions.append(request.path_qs)
        page = self.pages.get(request.path)
        if page is None:
            raise web.HTTPNotFound
        if "ETag" in page.headers and request.headers.get("If-None-Match") == page.headers["ETag"]:
            self.answered.append(304)
            return web.Response(status=304)
        self.answered.append(page.status)
        return web.Response(
            body=page.body, status=page.status, content_type=page.content_type, headers=page.headers
        )


class Recording:
    """A channel that keeps what it was given."""

    name = "terminal"
    can_find = True
    pause = 0.0

    def __init__(self) -> None:
        self.posts: list[Alert] = []
        self.updates: list[Alert] = []
        self._ids: dict[str, str] = {}

    async def post(
        self, key: str, alert: Alert, destination: Destination, *, repeat: bool = False
    ) -> Receipt:
        self.posts.append(alert)
        self._ids[key] = f"m{len(self.posts)}"
        return Receipt(message_id=self._ids[key])

    async def update(
        self, message_id: str, key: str, alert: Alert, destination: Destination, *, said: int | None = None
    ) -> Receipt:
        self.updates.append(alert)
        return Receipt(message_id=message_id)

    async def find(
        self, keys: Collection[str], destination: Destination, within: timedelta
    ) -> Mapping[str, Receipt]:
        return {key: Receipt(message_id=self._ids[key]) for key in keys if key in self._ids}

    async def close(self) -> None:
        return


def rss(*items: tuple[str, str, str]) -> Page:
    """Return an RSS page of (id, title, description) items; each links to /ID."""
    entries = "".join(
        f"<item><title>{title}</title><link>https://news.example/{name}</link>"
        f'<guid isPermaLink="false">{name}</guid><description>{text}</description></item>'
        for name, title, text in items
    )
    head = "<title>Test wire</title><link>https://news.example/</link>"
    return Page(f'<?xml version="1.0"?><rss version="2.0"><channel>{head}{entries}</channel></rss>'.encode())


class SharedParsers:
    """A parser pool on a loop of its own, for the apps of many tests: a worker of each would start anew."""

    def __init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._thread = Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._pool = ParserPool()

    @property
    def kills(self) -> int:
        return self._pool.kills

    async def parse(self, kind: SourceKind, body: bytes, context: ParseContext) -> Parsed:
        done = asyncio.run_coroutine_threadsafe(self._pool.parse(kind, body, context), self._loop)
        return await asyncio.wrap_future(done)

    async def close(self) -> None:
        """Keep the workers for the next app."""

    def end(self) -> None:
        asyncio.run_coroutine_threadsafe(self._pool.close(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()
