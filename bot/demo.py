"""`make demo`: the main job on recorded sources served on loopback. No account, no network; ends by itself.

The recordings in `demo_data/` are written for the demo around reported facts (Shenzhen University, 200,000
yuan, an AWS account with A100 and H100); every address in them is made up. Nothing else here is special:
the fetch guard, the parser worker, the store, the outbox and the commands are those of `run`.
"""

import logging
import tempfile
from collections.abc import Sequence
from datetime import timedelta
from importlib.resources import files
from pathlib import Path

from aiohttp import web
from rich.console import Console
from rich.rule import Rule
from rich.text import Text

import watchers.store
from bot.actors import TEAM, Actor, Role
from bot.app import running
from bot.chat.terminal.reply import render_reply
from bot.opening import now_utc
from bot.outbox import outbox
from bot.polling.pipeline import Report
from bot.program import App
from bot.settings import isolated
from watchers.model import Source, SourceKind

_PAGES = {
    "/cggg/dfgg/cjgg/index.htm": ("ccgp_list_{day}.html", "text/html"),
    "/news.xml": ("news_{day}.xml", "application/rss+xml"),
    "/daily.xml": ("reprint_{day}.xml", "application/atom+xml"),
    "/consolidated.csv": ("csl_{day}.csv", "text/csv"),
}


class Recorded:
    """Serves the recordings of one day on loopback; `day` turns the page."""

    def __init__(self) -> None:
        self.day = 0
        app = web.Application()
        app.router.add_get("/{path:.*}", self._answer)
        self._runner = web.AppRunner(app, access_log=None)

    async def start(self) -> str:
        """Listen on a free port; return the address."""
        await self._runner.setup()
        await web.TCPSite(self._runner, "127.0.0.1", 0).start()
        return f"http://127.0.0.1:{self._runner.addresses[0][1]}"

    async def close(self) -> None:
        """Stop listening."""
        await self._runner.cleanup()

    async def _answer(self, request: web.Request) -> web.Response:
        name, content_type = _PAGES.get(request.path, ("", "text/html"))
        if not name and "_9" in request.path:
            name = f"notice_{request.path.rsplit('_', 1)[1].removesuffix('.htm')}.html"
        recording = files("bot") / "demo_data" / name.format(day=self.day)
        if not name or not recording.is_file():
            raise web.HTTPNotFound
        return web.Response(body=recording.read_bytes(), content_type=content_type, charset="utf-8")


async def play(console: Console | None = None) -> None:
    """Play the demo on `console` (standard output without one)."""
    console = console or Console(highlight=False)
    for ours in ("sanctions_watch", "bot", "watchers", "watchlists"):
        logging.getLogger(ours).setLevel(logging.ERROR)  # the story is told on the console
    recorded = Recorded()
    with tempfile.TemporaryDirectory() as folder:
        settings = isolated(
            SANCTIONS_WATCH_DATABASE_URL=f"sqlite:///{Path(folder) / 'demo.db'}",
            SANCTIONS_WATCH_ALLOW_NETWORKS="127.0.0.0/8",
            SANCTIONS_WATCH_GRACE_SECONDS=1,
        )
        base = await recorded.start()
        try:
            async with running(settings, console=console, chats=False) as app:
                await _play(app, console, recorded, base)
        finally:
            await recorded.close()


async def _play(app: App, console: Console, recorded: Recorded, base: str) -> None:
    _step(console, "Yesterday: four sources are read for the first time")
    with app.db.atomic():
        for source in _sources(base):
            watchers.store.add_source(app.db, source, now_utc())
    reports: Sequence[Report] = await app.poll_now()
    _say(console, f"{_read(reports)} things read; a first poll is a baseline and floods nobody.")

    recorded.day = 1
    _step(console, "Today: a tender, a news story, its reprint, two harmless look-alikes, a list change")
    reports = [
        report
        for name in ("ccgp-local-deals", "wire", "daily", "csl")
        for report in await app.poll_now([name])
    ]
    joined = sum(report.told.joined for report in reports)
    _say(console, f"{_read(reports)} things read, {joined} of them joined the alert already posted.")

    _step(console, "An hour later: the same pages again")
    reports = await app.poll_now()
    _say(console, f"{sum(len(report.items) for report in reports)} new items, nothing posted: nothing twice.")

    harmless = f"{base}/cggg/dfgg/cjgg/202411/t20241105_90000102.htm"
    told = await app.store.run(outbox.alerts, app.db, TEAM)
    tender = next((alert.id for alert in told if "成交公告" in alert.title), "")
    for words in (
        f'alerts acknowledge {tender} --note "asking our reseller"',
        "lookup Univ. of Shenzhen",
        "lookup 示例智芯科技",
        'watchlist add "Example Reseller" --kind org --alias 示例经销商 --note "sells cloud accounts"',
        f"why {harmless}",
    ):
        _step(console, f"/sanctions {words}")
        actor = Actor(team=TEAM, user="you", role=Role.OWNER, via="demo")
        console.print(render_reply(await app.commands.answer(words, actor)))
        await app.deliverer.drain(timedelta(seconds=10))
    console.print()
    _say(console, "Next: `make run` for the real sources; docs/slack.md and docs/teams.md for your channel.")


def _sources(base: str) -> tuple[Source, ...]:
    every = timedelta(minutes=30)
    return (
        Source(
            id="ccgp-local-deals",
            kind=SourceKind.CCGP_LIST,
            url=f"{base}/cggg/dfgg/cjgg/index.htm",
            name="China Government Procurement (recorded)",
            interval=every,
        ),
        Source(
            id="wire", kind=SourceKind.FEED, url=f"{base}/news.xml", name="Demo Business Wire", interval=every
        ),
        Source(id="daily", kind=SourceKind.FEED, url=f"{base}/daily.xml", name="Demo Daily", interval=every),
        Source(
            id="csl",
            kind=SourceKind.CSL,
            url=f"{base}/consolidated.csv",
            name="Consolidated Screening List (recorded)",
            interval=timedelta(hours=6),
        ),
    )


def _step(console: Console, title: str) -> None:
    console.print()
    console.print(Rule(style="dim"))
    console.print(Text(title, style="bold"))


def _say(console: Console, sentence: str) -> None:
    console.print(Text(sentence, style="dim"))


def _read(reports: Sequence[Report]) -> int:
    return sum(report.result.read for report in reports)
