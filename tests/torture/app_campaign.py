"""Kill -9 of the whole program while it polls and posts: `python tests/torture/app_campaign.py --kills 30`.

The real `sanctions-watch run` reads growing feeds on loopback and posts to the faulty Slack. It is killed at
random moments, from start-up on, and started again. At the end the feeds stop, the faults cease, and every
item that was ever served is looked for in what Slack holds:

    kills=… items=… messages=… polled_twice=… lost=… dup=… orphans=… term_seconds=…

polled_twice: polls of a feed closer than its interval (a poll that was killed is made again after its lease;
with one instance leases are ended by hand, so there it says nothing);
lost: items in no message of a destination; dup: items in two, or a message posted twice.
"""

import argparse
import asyncio
import json
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

import campaign
from aiohttp import web
from feeds_growing import INTERVAL, GrowingFeeds
from options import read_options
from stores import a_store

import watchers.store
from bot.alerts import Destination
from bot.app import MIGRATIONS
from bot.database.interface import open_database
from bot.opening import open_store
from bot.outbox import outbox
from bot.settings import Settings
from watchers.model import Source, SourceKind

CHANNELS = ("C0001", "C0002")


def main() -> int:
    """Run it and print the figures."""
    options = read_options(
        __doc__,
        kills=30,
        instances=1,
        feeds=4,
        every=6.0,
        faults=0.2,
        grace=4.0,
        pause=1.0,
        seed=1,
        postgres=False,
        keep_log="",
    )
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        a_store(Path(folder), postgres=options.postgres) as url,
    ):
        return run(options, Path(folder), url)


def run(options: argparse.Namespace, folder: Path, url: str) -> int:
    """Run one campaign in `folder` on the store at `url`."""
    draw = random.Random(options.seed)
    slack_pid, feeds_pid, api, feeds, env = set_stage(options, url)
    groups: list[int] = []
    log = Path(options.keep_log or folder / "log").open("ab")  # noqa: SIM115 - closed with the process
    counts: Counter[str] = Counter()
    living: dict[str, subprocess.Popen[bytes]] = {}  # by port
    ports = [str(free_port()) for _ in range(options.instances)]
    begun = time.monotonic()
    try:
        while counts["kills"] < options.kills:
            for port in ports:
                if port not in living:
                    living[port] = start(env | {"PORT": port}, folder, log, groups)
            port = draw.choice(ports)
            if draw.random() < 0.8:
                wait_until_running(port)
                time.sleep(draw.uniform(0, 5))
            else:
                time.sleep(draw.uniform(0.2, 2.5))
            program = living.pop(port)
            if program.poll() is not None:
                counts["ended"] += 1
                continue
            program.kill()
            program.wait()
            counts["kills"] += 1
            if options.instances == 1:
                counts["leases"] += end_leases(url)
        post(feeds.replace("/feed/", "/_freeze"))
        campaign.control(api, rate=0.0)
        port = ports[0]
        program = living.get(port) or start(env | {"PORT": port}, folder, log, groups)
        wait_until_running(port)
        counts["unfinished"] = finish(url, get(feeds.replace("/feed/", "/_links")))
        for other in living.values():
            if other is not program:
                other.terminate()
                other.wait(20)
        told = time.monotonic()
        program.send_signal(signal.SIGTERM)
        counts["status"] = program.wait(20)
        term = time.monotonic() - told
        counts["orphans"] = sum(map(alive, groups))
        return figures(url, api, feeds, counts, term, time.monotonic() - begun)
    finally:
        clear(groups, slack_pid, feeds_pid)
        log.close()


def clear(groups: list[int], *pids: int) -> None:
    """End what is left of our programs and helpers."""
    for group in groups:
        if alive(group):
            os.killpg(group, signal.SIGKILL)
    for pid in pids:
        campaign.end(pid, signal.SIGKILL)


class Stage(NamedTuple):
    """A failing Slack and growing feeds on loopback, and what a program on the store is started with."""

    slack_pid: int
    feeds_pid: int
    api: str
    feeds: str
    env: dict[str, str]


def set_stage(options: argparse.Namespace, url: str) -> Stage:
    """Start Slack and the feeds, and prepare the store at `url` for them."""
    slack_pid, api = campaign.start_slack(options)
    feeds_pid, feeds = start_feeds(options)
    prepare(options, url, feeds, api)
    return Stage(slack_pid, feeds_pid, api, feeds, environment(options, url, api, feeds))


def environment(options: argparse.Namespace, url: str, api: str, feeds: str) -> dict[str, str]:
    """Return the settings of the program."""
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
        "SANCTIONS_WATCH_DATABASE_URL": url,
        "SANCTIONS_WATCH_ALLOW_NETWORKS": "127.0.0.0/8",
        "SANCTIONS_WATCH_ALLOW_PORTS": str(urlsplit(feeds).port),
        "SANCTIONS_WATCH_TICK_SECONDS": "0.3",
        "SANCTIONS_WATCH_GRACE_SECONDS": str(options.grace),
        "SLACK_BOT_TOKEN": "xoxb-torture",
        "SLACK_SIGNING_SECRET": "torture",
        "SLACK_MODE": "http",
        "SLACK_API_URL": api,
        "SLACK_CHANNEL": CHANNELS[0],
        "HOST": "127.0.0.1",
    }


def free_port() -> int:
    """Return a port that is free now."""
    import socket

    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def prepare(options: argparse.Namespace, url: str, feeds: str, api: str) -> None:
    """Make the store, with the feeds and a second destination."""
    settings = Settings(
        _env_file=None,
        SANCTIONS_WATCH_DATABASE_URL=url,
        SLACK_API_URL=api,
    )
    db = open_store(settings)
    now = datetime.now(UTC)
    with db.atomic():
        for number in range(options.feeds):
            source = Source(
                id=f"feed-{number}",
                kind=SourceKind.FEED,
                url=f"{feeds.replace('127.0.0.1', f'127.0.0.{number + 1}')}{number}.xml",
                name=f"Feed {number}",
                interval=timedelta(seconds=INTERVAL),
            )
            watchers.store.add_source(db, source, now)
        second = Destination(id="torture:C0002", team="default", channel="slack", address=CHANNELS[1])
        outbox.save_destination(db, second, now)
    db.close()


def start(env: dict[str, str], folder: Path, log: object, groups: list[int]) -> subprocess.Popen[bytes]:
    """Start the program in a group of its own."""
    command = [str(Path(sys.executable).with_name("sanctions-watch")), "run"]
    program = subprocess.Popen(
        command,
        env=env,
        cwd=folder,
        stdout=log,
        stderr=log,
        start_new_session=True,  # type: ignore[call-overload]
    )
    groups.append(program.pid)
    return program


def wait_until_running(port: str) -> None:
    """Wait until the server answers."""
    until = time.monotonic() + 30
    while time.monotonic() < until:
        try:
            get(f"http://127.0.0.1:{port}/healthz", parse=False)
        except OSError:
            time.sleep(0.05)
        else:
            return


def end_leases(url: str) -> int:
    """Let the killed program's leases on sources lapse, as time would; return how many there were."""
    db = open_database(url, MIGRATIONS)
    count = db.execute("UPDATE source_states SET leased_until = NULL WHERE leased_until IS NOT NULL")
    db.close()
    return count


def finish(url: str, links: list[str]) -> int:
    """Wait until every link was read and everything is sent; return what is left when time is up."""
    until = time.monotonic() + 240
    left = 1
    db = open_database(url, MIGRATIONS)
    while left and time.monotonic() < until:
        time.sleep(0.5)
        held = {row["url"] for row in db.query("SELECT url FROM items")}
        state = outbox.figures(db, datetime.now(UTC))
        left = len(set(links) - held) + state.pending + state.sending
    db.close()
    return left


def figures(
    url: str,
    api: str,
    feeds: str,
    counts: Counter[str],
    term: float,
    seconds: float,
) -> int:
    """Compare what was served with what Slack holds; print and judge."""
    account = get(api.replace("/api/", "/_report"))
    links = get(feeds.replace("/feed/", "/_links"))
    polls = get(feeds.replace("/feed/", "/_polls"))
    db = open_database(url, MIGRATIONS)
    rows = db.query("SELECT d.key, d.alert_id FROM deliveries d")
    named: dict[str, set[str]] = {}
    for row in rows:
        alert = outbox.alert(db, row["alert_id"])
        if alert is not None:
            urls = {each.url for each in alert.sources} | {line.url for line in alert.lines}
            named[row["key"]] = urls & set(links)
    db.close()
    told: Counter[tuple[str, str]] = Counter()
    for message in account["messages"]:
        for link in named.get(message["key"], ()):
            told[message["channel"], link] += 1
    lost = sum(1 for channel in CHANNELS for link in links if not told[channel, link])
    twice = [key for key, count in Counter(each["key"] for each in account["messages"]).items() if count > 1]
    dup = len(twice) + sum(1 for count in told.values() if count > 1)
    faults = sum(account["faults"].values())
    print("calls: ", " ".join(f"{name}={count}" for name, count in sorted(account["calls"].items())))
    print(
        f"kills={counts['kills']} items={len(links)} messages={len(account['messages'])} faults={faults} "
        f"lost={lost} dup={dup} unfinished={counts['unfinished']} leases_left={counts['leases']} "
        f"polls={polls['polls']} polled_twice={polls['twice']} "
        f"ended={counts['ended']} orphans={counts['orphans']} "
        f"early={len(account['early'])} fast={account['fast']} status={counts['status']} "
        f"term_seconds={term:.1f} seconds={seconds:.0f}",
        flush=True,
    )
    return 1 if lost or dup or counts["unfinished"] else 0


def alive(group: int) -> bool:
    """Return whether a process of the group lives."""
    try:
        os.killpg(group, 0)
    except ProcessLookupError:
        return False
    return True


def start_feeds(options: argparse.Namespace) -> tuple[int, str]:
    """Fork the feeds; return the process id and the address before `N.xml`."""
    reader, writer = os.pipe()
    pid = os.fork()
    if pid == 0:

        async def serve() -> None:
            runner = web.AppRunner(
                GrowingFeeds(options.seed, count=options.feeds, every=options.every).app(), access_log=None
            )
            await runner.setup()
            await web.TCPSite(runner, "127.0.0.1", 0).start()
            port = runner.addresses[0][1]
            for number in range(1, options.feeds):  # a host for each feed: one host is read one at a time
                await web.TCPSite(runner, f"127.0.0.{number + 1}", port).start()
            os.write(writer, f"http://127.0.0.1:{port}/feed/\n".encode())
            await asyncio.Event().wait()

        asyncio.run(serve())
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as lines:
        return pid, lines.readline().strip()


def get(url: str, *, parse: bool = True) -> list[str] | dict[str, dict[str, int]] | None:
    """Read JSON from one of ours."""
    with urllib.request.urlopen(url, timeout=30) as answer:
        return json.load(answer) if parse else None


def post(url: str) -> None:
    """Tell one of ours."""
    urllib.request.urlopen(urllib.request.Request(url, b"{}"), timeout=30).close()


if __name__ == "__main__":
    sys.exit(main())
