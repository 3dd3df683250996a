"""Bombs and servers that drip beside good feeds: `python tests/torture/slow_servers.py`.

The real pipeline polls 150 good feeds, 50 servers that send a byte each half second (half of them already in
the headers) and 10 that answer with a bomb, each on an address of its own, for some intervals. Printed:

    good=… polls=… p99_late=… max_late=… slow=… longest=… bombs=… main=+… MiB

late: seconds between the time a good feed was due and its answer recorded, over all its polls; longest: the
longest a slow server held a connection, from its acceptance to the end as the server sees it. Exit status 1
when a good poll comes later than 60 s (p99), a slow one is held for more than 30 s, or the process grows by
more than 100 MiB.
"""

import argparse
import asyncio
import contextlib
import gzip
import logging
import resource
import sys
import tempfile
import time
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from options import read_options

import watchers.store
from bot.app import running
from bot.program import App
from bot.settings import isolated
from watchers.model import PollOutcome, Source, SourceKind

FEED = (
    "<rss version='2.0'><channel><title>Good</title><item><title>Story {0}</title>"
    "<link>http://news.example/{0}</link><guid>{0}</guid></item></channel></rss>"
)
HEAD = "HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\n"
BOMB = gzip.compress(bytes(200_000_000))


@dataclass
class Figures:
    """What was seen."""

    late: list[float] = field(default_factory=list)
    slow: list[float] = field(default_factory=list)
    bombs: int = 0


class Servers:
    """All servers behind one port; the address that was called says which kind it is."""

    def __init__(self, good: int, slow: int, figures: Figures) -> None:
        self._good, self._slow, self._figures = good, slow, figures

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one connection."""
        number = int(writer.get_extra_info("sockname")[0].rsplit(".", 1)[1])
        begun = time.monotonic()
        try:
            while await reader.readuntil(b"\r\n\r\n"):
                if number <= self._good:
                    body = FEED.format(time.monotonic()).encode()
                    writer.write(f"{HEAD}Content-Length: {len(body)}\r\n\r\n".encode() + body)
                elif number <= self._good + self._slow:
                    writer.write(HEAD.encode() + (b"" if number % 2 else b"\r\n"))
                    while True:
                        writer.write(b"x")
                        await writer.drain()
                        with contextlib.suppress(TimeoutError):
                            async with asyncio.timeout(0.5):
                                await reader.readexactly(1)  # nothing comes but the end
                else:
                    head = f"{HEAD}Content-Encoding: gzip\r\nContent-Length: {len(BOMB)}\r\n\r\n"
                    writer.write(head.encode() + BOMB)
                await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            if self._good < number <= self._good + self._slow:
                self._figures.slow.append(time.monotonic() - begun)
            writer.close()


def main() -> int:
    """Run it and print the figures."""
    options = read_options(
        __doc__,
        good=150,
        slow=50,
        bombs=10,
        seconds=100.0,
        interval=30.0,
    )
    logging.disable(logging.CRITICAL)
    with tempfile.TemporaryDirectory() as folder:
        return asyncio.run(run(options, Path(folder)))


async def run(options: argparse.Namespace, folder: Path) -> int:
    """Poll for a while, as the scheduler would."""
    count = options.good + options.slow + options.bombs
    figures = Figures()
    servers = Servers(options.good, options.slow, figures)
    server = await asyncio.start_server(servers, "0.0.0.0", 0, backlog=1024)
    port = server.sockets[0].getsockname()[1]
    settings = isolated(
        SANCTIONS_WATCH_DATABASE_URL=f"sqlite:///{folder}/bot.db",
        SANCTIONS_WATCH_ALLOW_NETWORKS="127.0.0.0/8",
        SANCTIONS_WATCH_ALLOW_PORTS=str(port),
    )
    async with running(settings, chats=False) as app:
        with app.db.atomic():
            for number in range(1, count + 1):
                url = f"http://127.7.0.{number}:{port}/feed"
                every = timedelta(seconds=options.interval)
                source = Source(
                    id=f"s{number:03}", kind=SourceKind.FEED, url=url, name=f"S{number}", interval=every
                )
                watchers.store.add_source(app.db, source, datetime.now(UTC))
        before = memory()
        most = await poll(app, options, figures)
    server.close()
    late = sorted(figures.late)
    p99 = late[int(len(late) * 0.99)] if late else 999.0
    grown = (most - before) / 2**20
    print(
        f"good={options.good} polls={len(late)} p99_late={p99:.1f} max_late={late[-1]:.1f} "
        f"slow={len(figures.slow)} longest={max(figures.slow, default=0.0):.1f} bombs={figures.bombs} "
        f"main=+{grown:.0f} MiB"
    )
    return int(p99 > 60 or max(figures.slow, default=0.0) > 30 or grown > 100 or len(late) < options.good)


async def poll(app: App, options: argparse.Namespace, figures: Figures) -> int:
    """Tick once a second; return the most memory seen."""
    begun, most, rounds = time.monotonic(), 0, set[asyncio.Task[None]]()

    async def once() -> None:
        for report in await app.pipeline.poll_due():
            assert report.recorded

    # a round ends with its slowest poll: each poll's own end is taken from what it records
    record = app.pipeline.record

    async def recorded(result, **more):
        report = await record(result, **more)
        due = more["before"].next_poll_at
        number = int(result.source.id[1:])
        if number <= options.good and due is not None:
            assert result.outcome in (PollOutcome.OK, PollOutcome.UNCHANGED), result.reason
            figures.late.append((datetime.now(UTC) - due).total_seconds())
        elif number > options.good + options.slow:
            figures.bombs += result.outcome is PollOutcome.FAILED
        return report

    app.pipeline.record = recorded
    while time.monotonic() < begun + options.seconds:
        task = asyncio.create_task(once())
        rounds.add(task)
        task.add_done_callback(rounds.discard)
        await asyncio.sleep(1)
        most = max(most, memory())
    for task in list(rounds):
        task.cancel()
    await asyncio.gather(*rounds, return_exceptions=True)
    return most


def memory() -> int:
    """Return the bytes of this process that are in memory now."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize()


if __name__ == "__main__":
    sys.exit(main())
