"""The whole program between a failing Slack and growing feeds, all on loopback."""

import argparse
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Self
from urllib.parse import urlsplit

import campaign
from aiohttp import web
from children import end, fork_server
from feeds_growing import INTERVAL, GrowingFeeds

import watchers.store
from bot.alerts import Destination
from bot.database.interface import moment, open_database
from bot.opening import MIGRATIONS, open_store
from bot.outbox import outbox
from bot.polling.leasing import LEASE
from bot.settings import isolated
from watchers.model import Source, SourceKind

CHANNELS = ("C0001", "C0002")
PROGRAM = str(Path(sys.executable).with_name("sanctions-watch"))

Program = subprocess.Popen[bytes]


class Stage:
    """Slack, the feeds and a store prepared for both; programs run in `folder` and share one log."""

    def __init__(self, options: argparse.Namespace, folder: Path, url: str) -> None:
        self.url, self.folder = url, folder
        self._programs: list[Program] = []  # each in a group of processes of its own
        self.port = free_port()  # of a program that is the only one
        self._log = Path(getattr(options, "keep_log", "") or folder / "log").open("ab")  # noqa: SIM115
        self._slack, self.api = campaign.start_chat(options)
        self._feeds, self.feeds = fork_server(lambda: _serve_feeds(options))
        _prepare(self, options)
        self.env = {
            "PATH": os.environ["PATH"],
            "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
            "SANCTIONS_WATCH_DATABASE_URL": url,
            "SANCTIONS_WATCH_ALLOW_NETWORKS": "127.0.0.0/8",
            "SANCTIONS_WATCH_ALLOW_PORTS": str(urlsplit(self.feeds).port),
            "SANCTIONS_WATCH_TICK_SECONDS": "0.3",
            "SANCTIONS_WATCH_GRACE_SECONDS": str(options.grace),
            "SLACK_BOT_TOKEN": "xoxb-torture",
            "SLACK_SIGNING_SECRET": "torture",
            "SLACK_MODE": "http",
            "SLACK_API_URL": self.api,
            "SLACK_CHANNEL": CHANNELS[0],
            "HOST": "127.0.0.1",
        }

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for program in self._programs:
            if _alive(program.pid):
                os.killpg(program.pid, signal.SIGKILL)
            program.wait()  # until then its files keep the disk under it busy
        for pid in (self._slack, self._feeds):
            end(pid)
        self._log.close()

    def start(self, port: str = "") -> Program:
        """Start a program, in a group of processes of its own."""
        program = subprocess.Popen(
            [PROGRAM, "run"],
            env=self.env | {"PORT": port or self.port},
            cwd=self.folder,
            stdout=self._log,
            stderr=self._log,
            start_new_session=True,
        )
        self._programs.append(program)
        return program

    def wait_until_running(self, port: str = "") -> None:
        """Wait until the program's server answers."""
        until(lambda: self.answers("/healthz", port), 30)

    def answers(self, path: str, port: str = "") -> bool:
        """Return whether the program's server says yes to a question."""
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port or self.port}{path}", timeout=30).close()
        except OSError:  # 503 too
            return False
        return True

    def account(self) -> dict[str, Any]:
        """Return all that Slack took and refused."""
        return campaign.account(self.api)

    def links(self) -> list[str]:
        """Return the link of every item that was ever served."""
        links: list[str] = _get(self.feeds.replace("/feed/", "/_links"))
        return links

    def polls(self) -> dict[str, int]:
        """Return how often the feeds were asked, and how often too soon (`twice`)."""
        polls: dict[str, int] = _get(self.feeds.replace("/feed/", "/_polls"))
        return polls

    def calm(self) -> None:
        """Let the feeds grow no more, and Slack fail no more."""
        request = urllib.request.Request(self.feeds.replace("/feed/", "/_freeze"), b"{}")
        urllib.request.urlopen(request, timeout=30).close()
        campaign.control(self.api, rate=0.0)

    def finish(self) -> int:
        """Wait until every link was read and everything is sent; return what is left when time is up."""
        links = set(self.links())
        db = open_database(self.url, MIGRATIONS)

        def left() -> int:
            held = {row["url"] for row in db.query("SELECT url FROM items")}
            state = outbox.figures(db, datetime.now(UTC))
            return len(links - held) + state.pending + state.sending

        until(lambda: not left(), 240, every=0.5)
        unfinished = left()
        db.close()
        return unfinished

    def shorten_leases(self) -> int:
        """Let a killed program's leases last an interval, not a minute; return how many there were."""
        db = open_database(self.url, MIGRATIONS)
        with db.atomic():
            rows = db.query("SELECT source_id AS id, leased_until FROM source_states WHERE leased_until > ''")
            for row in rows:
                row["leased_until"] = moment(row["leased_until"]) - LEASE + timedelta(seconds=INTERVAL)
            db.execute_many(
                "UPDATE source_states SET leased_until = :leased_until WHERE source_id = :id", rows
            )
        db.close()
        return len(rows)

    def orphans(self) -> int:
        """Return how many programs left a process behind."""
        return sum(_alive(program.pid) for program in self._programs)


def until(true: Any, seconds: float, *, every: float = 0.1) -> bool:
    """Wait until the call gives true; return whether it did before time was up."""
    last = time.monotonic() + seconds
    while time.monotonic() < last:
        if true():
            return True
        time.sleep(every)
    return False


def _alive(group: int) -> bool:
    """Return whether a process of the group lives."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def free_port() -> str:
    """Return a port that is free now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return str(one.getsockname()[1])


def _prepare(stage: Stage, options: argparse.Namespace) -> None:
    """Make the store, with the feeds and a second destination."""
    settings = isolated(SANCTIONS_WATCH_DATABASE_URL=stage.url, SLACK_API_URL=stage.api)
    db = open_store(settings)
    now = datetime.now(UTC)
    with db.atomic():
        for number in range(options.feeds):
            source = Source(
                id=f"feed-{number}",
                kind=SourceKind.FEED,
                url=f"{stage.feeds.replace('127.0.0.1', f'127.0.0.{number + 1}')}{number}.xml",
                name=f"Feed {number}",
                interval=timedelta(seconds=INTERVAL),
            )
            watchers.store.add_source(db, source, now)
        second = Destination(id="torture:C0002", team="default", channel="slack", address=CHANNELS[1])
        outbox.save_destination(db, second, now)
    db.close()


async def _serve_feeds(options: argparse.Namespace) -> str:
    """Serve the feeds; return the address before `N.xml`."""
    feeds = GrowingFeeds(options.seed, count=options.feeds, every=options.every)
    runner = web.AppRunner(feeds.app(), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    port = runner.addresses[0][1]
    for number in range(1, options.feeds):  # a host for each feed: one host is read one at a time
        await web.TCPSite(runner, f"127.0.0.{number + 1}", port).start()
    return f"http://127.0.0.1:{port}/feed/"


def _get(url: str) -> Any:
    with urllib.request.urlopen(url, timeout=30) as answer:
        return json.load(answer)
