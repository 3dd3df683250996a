"""Kill -9 of instances that share sources: `python tests/torture/polls.py --kills 400 --instances 3`.

Instances on one store poll the same sources as the program does: claim, poll, record if the lease still
holds. They are killed, or stopped for longer than a lease, at random moments. What each did is written down
as it does it:

    kills=… stops=… polls=… again=… polled_twice=… never=… slowest=…

again: polls closer than the interval to the one before, whose maker was killed or stopped (none, where leases
are no shorter than the interval); polled_twice: other polls as close, and any two so close that were both
recorded; never: sources not polled at all; slowest: the longest that a source waited for a poll.
"""

import argparse
import asyncio
import logging
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter, defaultdict
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from children import end, fork
from options import read_options
from stores import a_store

import bot.polling.leasing
import watchers.store
from bot.database.interface import Database, StoreThread, open_database
from bot.matching.in_force import Matching
from bot.opening import MIGRATIONS
from bot.polling.pipeline import Pipeline
from watchers.model import Fetched, Parsed, Request, Source, SourceKind
from watchers.parsers import ParseContext
from watchlists.model import Passage

LEASE = 2.0  # seconds; a minute in the program
CLOSE = 0.9  # of the interval: the clock of the store is read a moment after the one written down


Hits = dict[int, list[tuple[float, float]]]  # from when until when each process stood still, or was dead


class Poll(NamedTuple):
    """One poll of a source by a process; `recorded`: when that was told, 0 where it never was."""

    begun: float
    process: int
    recorded: float


class Diary:
    """A `Fetch` and a `Parse` that write down each poll as it begins, and take their time to answer."""

    def __init__(self, path: Path, draw: random.Random) -> None:
        self._file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        self._draw = draw
        self._begun: dict[str, float] = {}

    async def fetch(self, request: Request) -> Fetched:
        """Answer after a while, at times after longer than a lease, which is renewed meanwhile."""
        source = request.url.removeprefix("https://").partition(".")[0]
        self._begun[source] = time.monotonic()
        self._write("begun", source)
        await asyncio.sleep(self._draw.choice((0.01, 0.05, 0.3, LEASE * 1.5)))
        body = f"{request.url} {self._begun[source]}".encode()  # never the same
        return Fetched(url=request.url, final_url=request.url, status=200, body=body)

    async def parse(self, kind: SourceKind, body: bytes, context: ParseContext) -> Parsed:
        """Return that nothing is new."""
        del kind, body, context
        return Parsed(items=())

    def recorded(self, source: str) -> None:
        """Write down that a poll was recorded."""
        self._write("recorded", source)

    def _write(self, what: str, source: str) -> None:
        line = f"{what} {source} {os.getpid()} {self._begun[source]} {time.monotonic()}\n"
        os.write(self._file, line.encode())  # one call: whole, also under kill -9


def main() -> int:
    """Run it and print the figures."""
    options = read_options(
        __doc__,
        kills=100,
        instances=2,
        feeds=20,
        interval=2.0,
        stops=0.1,
        seed=1,
        naive=False,
        postgres=False,
    )
    logging.disable(logging.CRITICAL)
    bot.polling.leasing.LEASE = timedelta(seconds=0.01 if options.naive else LEASE)
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        a_store(Path(folder), postgres=options.postgres) as url,
    ):
        return campaign(options, url, Path(folder) / "diary")


def campaign(options: argparse.Namespace, url: str, diary: Path) -> int:
    """Run one campaign on the store at `url`; return the exit status."""
    draw = random.Random(options.seed)
    living: list[int] = []
    hit: Hits = defaultdict(list)  # from when until when a process stood still
    blows: Counter[str] = Counter()
    prepare(url, options)
    try:
        while blows["kills"] < options.kills:
            while len(living) < options.instances:
                living.append(start(url, diary, draw.randrange(2**30)))
            time.sleep(draw.uniform(0.1, 2.0) / options.instances)
            process = draw.choice(living)
            begun = time.monotonic()
            if draw.random() < options.stops:
                blows["stops"] += 1
                os.kill(process, signal.SIGSTOP)
                time.sleep(LEASE * draw.uniform(0.5, 2))
                os.kill(process, signal.SIGCONT)
                hit[process].append((begun, time.monotonic()))
            else:
                blows["kills"] += 1
                end(process)
                living.remove(process)
                hit[process].append((begun, float("inf")))
    finally:
        for process in living:
            end(process)
    return figures(options, read(diary), hit, blows)


def prepare(url: str, options: argparse.Namespace) -> None:
    """Make the store with its sources, all due now."""
    db = open_database(url, MIGRATIONS)
    with db.atomic():
        for number in range(options.feeds):
            name = f"s{number}"
            every = timedelta(seconds=options.interval)
            source = Source(
                id=name, kind=SourceKind.FEED, url=f"https://{name}.example/", name=name, interval=every
            )
            watchers.store.add_source(db, source, datetime.now(UTC))
    matching = Matching()  # here once: what it loads, every copy of this process has
    matching.begin(db, datetime.now(UTC))
    matching.scan(Passage(text="A feed"))
    db.close()


def start(url: str, diary: Path, seed: int) -> int:
    """Fork an instance and return its process id."""
    return fork(lambda: work(open_database(url, MIGRATIONS), Diary(diary, random.Random(seed))))


async def work(db: Database, wires: Diary) -> None:
    """Poll what is due, over and over, several rounds at a time as the program's ticks do."""
    store = StoreThread(db)

    def now() -> datetime:
        return datetime.now(UTC)

    matching = Matching()
    await store.run(matching.begin, db, now())
    pipeline = Pipeline(store=store, fetch=wires, parse=wires, matching=matching, clock=now)

    async def once() -> None:
        for report in await pipeline.poll_due():
            if report.recorded:
                wires.recorded(report.result.source.id)

    rounds = set[asyncio.Task[None]]()
    while True:
        rounds = {one for one in rounds if not one.done()} | {asyncio.create_task(once())}
        await asyncio.sleep(0.1)


def read(diary: Path) -> dict[str, list[Poll]]:
    """Return the polls of each source in the order in which they began."""
    begun: dict[str, dict[tuple[int, float], float]] = defaultdict(dict)
    for line in diary.read_text().splitlines():
        what, source, process, when, now = line.split()
        begun[source][int(process), float(when)] = float(now) if what == "recorded" else 0
    return {
        source: sorted(Poll(when, process, told) for (process, when), told in polls.items())
        for source, polls in begun.items()
    }


def _hit(hit: Hits, process: int, since: float, until: float) -> bool:
    """Whether a process was killed or stood still for any time between two moments."""
    return any(first < until and since < last for first, last in hit.get(process, ()))


def figures(
    options: argparse.Namespace,
    polls: dict[str, list[Poll]],
    hit: Hits,
    blows: Counter[str],
) -> int:
    """Print what was counted; return the exit status."""
    twice = again = 0
    slowest = 0.0
    for of_one in polls.values():
        for number, poll in enumerate(of_one[1:], start=1):
            before = of_one[number - 1]
            slowest = max(slowest, poll.begun - before.begun)
            if poll.begun - before.begun >= options.interval * CLOSE:
                continue
            stood = _hit(hit, before.process, before.begun, poll.begun)
            stood |= _hit(hit, poll.process, before.begun, poll.begun)  # and had claimed it before
            again += stood
            twice += not stood
        recorded = [poll.begun for poll in of_one if poll.recorded]
        twice += sum(b - a < options.interval * CLOSE for a, b in pairwise(recorded))
    never = options.feeds - len(polls)
    print(
        f"kills={blows['kills']} stops={blows['stops']} polls={sum(map(len, polls.values()))} again={again} "
        f"polled_twice={twice} never={never} slowest={slowest:.1f}s",
        flush=True,
    )
    return 1 if twice or never else 0


if __name__ == "__main__":
    sys.exit(main())
