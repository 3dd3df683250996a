"""The whole program under load: its servers on loopback, samples while it runs, what came of it."""

import argparse
import contextlib
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from big.world import Plan, made_up

import watchers.lists.store
import watchers.store
import watchlists.store
from bot.database.interface import Database, open_database
from bot.opening import MIGRATIONS, now_utc
from bot.outbox import outbox
from watchers.model import Entry, Source, SourceKind
from watchlists.model import Watchlist

HERE = Path(__file__).parent
SAMPLE_SECONDS = 1.0
SETTLED = (
    60.0  # seconds from a start: what it reads ahead, and the first polls of most sources, lie behind it
)
TICK = os.sysconf("SC_CLK_TCK")
_PARTS = {  # by what their command lines say
    "watchlists.compiling.compiler": "compiling",
    "bot.matching.names_apart": "filing names",
    "watchers.parsing.worker_main": "parsing",
}


@contextlib.contextmanager
def servers(plan: Plan) -> Iterator[tuple[int, int]]:
    """Start the feeds and Slack, each in a process of its own; yield their ports."""
    running = []
    try:
        for name in ("feeds_server", "slack_server"):
            command = [sys.executable, str(HERE / f"{name}.py"), json.dumps(asdict(plan))]
            running.append(subprocess.Popen(command, stdout=subprocess.PIPE, text=True))  # noqa: S603
        ports = [int(one.stdout.readline()) for one in running if one.stdout]
        yield ports[0], ports[1]
    finally:
        for one in running:
            one.terminate()
            one.wait()


def start(folder: Path, url: str, feeds: int, slack: int, number: int = 0) -> subprocess.Popen[bytes]:
    """Start one instance of the program, in a process group of its own."""
    environment = {
        "PATH": os.environ["PATH"],
        "SANCTIONS_WATCH_DATABASE_URL": url,
        "SANCTIONS_WATCH_ALLOW_NETWORKS": "127.0.0.0/8",
        "SANCTIONS_WATCH_ALLOW_PORTS": str(feeds),
        "SANCTIONS_WATCH_TICK_SECONDS": "1",
        "SLACK_BOT_TOKEN": "xoxb-bench",
        "SLACK_SIGNING_SECRET": "bench",
        "SLACK_MODE": "http",
        "SLACK_API_URL": f"http://127.0.0.1:{slack}/api/",
        "HOST": "127.0.0.1",
        "PORT": str(free_port()),
    }
    with (folder / f"log{number}").open("ab") as log:
        return subprocess.Popen(  # noqa: S603
            [str(Path(sys.executable).with_name("sanctions-watch")), "run"],
            env=environment,
            cwd=folder,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )


def free_port() -> int:
    """Return a port that is free now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def spent(groups: Sequence[int]) -> tuple[float, float]:
    """Return CPU seconds and MiB of memory of all processes in these groups, now."""
    cpu = memory = 0.0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError, ValueError):
            fields = stat.read_text().rpartition(")")[2].split()
            if int(fields[2]) in groups:
                cpu += sum(int(field) for field in fields[11:15]) / TICK
                memory += int(fields[21]) * os.sysconf("SC_PAGE_SIZE") / 2**20
    return cpu, memory


def size_of(db: Database, folder: Path, url: str) -> float:
    """Return MiB of the store on disk."""
    if url.startswith("sqlite"):
        return sum(path.stat().st_size for path in folder.glob("store.db*")) / 2**20
    return float(db.query("SELECT pg_database_size(current_database()) AS size")[0]["size"]) / 2**20


def ask(port: int, path: str) -> Any:
    """Ask a server what it noted."""
    with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=120) as answer:
        return json.load(answer)


def run(plan: Plan, options: argparse.Namespace, folder: Path, url: str, feeds: int, slack: int) -> None:
    """Run the instances for the time asked, sample them, and print the figures."""
    programs = [start(folder, url, feeds, slack, number) for number in range(options.instances)]
    groups = [program.pid for program in programs]
    db = open_database(url, MIGRATIONS)
    empty = size_of(db, folder, url)
    stored: dict[str, float] = {}
    samples: list[dict[str, float]] = []
    end = plan.begin + options.minutes * 60
    while time.time() < plan.begin:
        time.sleep(0.2)
    began_cpu, _ = spent(groups)
    began_server = server_cpu(url, db)
    keep = Path(options.keep).open("w") if options.keep else None  # noqa: SIM115 - closed below
    while (now := time.time()) < end:
        since = {"since": datetime.fromtimestamp(now - 60, UTC)}
        for row in db.query("SELECT item_id FROM items WHERE first_seen_at >= :since", since):
            stored.setdefault(row["item_id"], time.time())
        if len(samples) < (now - plan.begin) / 10:
            cpu, memory = spent(groups)
            figures = outbox.figures(db, now_utc())
            samples.append(
                {
                    "at": now - plan.begin,
                    "cpu": cpu - began_cpu,
                    "memory": memory,
                    "size": size_of(db, folder, url),
                    "stored": len(stored),
                    "sent": figures.sent,
                    "waiting": figures.pending + figures.sending,
                    "load": os.getloadavg()[0],
                }
            )
            if keep:
                keep.write(json.dumps(samples[-1]) + "\n")
                keep.flush()
        time.sleep(max(0.0, SAMPLE_SECONDS - (time.time() - now)))
    cpu, memory = spent(groups)
    server = server_cpu(url, db) - began_server
    served, report = ask(feeds, "/_served"), ask(slack, "/_report")
    size = size_of(db, folder, url)
    # what was fetched before the end is given a little time: a lost item would otherwise look like a late one
    time.sleep(10)
    late = ask(slack, "/_report")
    for program in programs:
        program.send_signal(signal.SIGTERM)
    statuses = [program.wait(30) for program in programs]
    db.close()
    seconds = options.minutes * 60
    tell(plan, served, report, late, stored, end)
    print(
        f"CPU: {(cpu - began_cpu) / seconds:.2f} cores by the program ({options.instances} instances)"
        + (f", {server / seconds:.2f} by PostgreSQL" if server else "")
        + f"; load average of the machine {min(s['load'] for s in samples):.1f}"
        f" to {max(s['load'] for s in samples):.1f} on {os.cpu_count()} cores"
    )
    parts = samples[:: max(1, len(samples) // 5)]
    print(
        "memory of the program with its parser, MiB: "
        + ", ".join(f"{one['memory']:.0f} after {one['at']:.0f} s" for one in parts)
    )
    print(
        "deliveries waiting: " + ", ".join(f"{one['waiting']:.0f} after {one['at']:.0f} s" for one in parts)
    )
    items = max(1, len(stored))
    print(
        f"store: {empty:.0f} MiB before, {size:.0f} after; {(size - empty) * 1024 / items:.1f} KiB an item"
        f" with its alert and deliveries; program ended with {statuses}"
    )
    if keep:
        keep.close()


def server_cpu(url: str, db: Database) -> float:
    """Return CPU seconds of PostgreSQL's processes (those that ended too), 0 for SQLite."""
    if url.startswith("sqlite"):
        return 0.0
    [row] = db.query("SELECT pg_backend_pid() AS pid")
    parent = Path(f"/proc/{row['pid']}/stat").read_text().rpartition(")")[2].split()[1]
    total = 0.0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError, ValueError):
            fields = stat.read_text().rpartition(")")[2].split()
            if fields[1] == parent or stat.parent.name == parent:
                total += (
                    sum(int(field) for field in fields[11 : 15 if stat.parent.name == parent else 13]) / TICK
                )
    return total


def tell(
    plan: Plan,
    served: dict[str, Any],
    report: dict[str, Any],
    late: dict[str, Any],
    stored: dict[str, float],
    end: float,
) -> None:
    """Print throughput and lags, as a whole and minute by minute."""
    seconds = end - plan.begin
    fetched = {(source, item): at for source, item, at in served["fetched"]}
    print(
        f"polls {served['polls'] / seconds:.1f}/s, items fetched {len(fetched) / seconds:.1f}/s,"
        f" stored {len(stored) / seconds:.1f}/s, posts taken {len(report['came']) / seconds:.1f}/s;"
        f" twice {late['repeats']}, closer than a second in a channel {late['fast']}, others {late['other']}"
    )
    keys = {f"{source}-{item}": (source, item) for source, item in fetched}
    to_store = [
        (fetched[keys[name]], at - fetched[keys[name]]) for name, at in stored.items() if name in keys
    ]
    came = [(source, item, at) for source, item, at in late["came"] if (source, item) in fetched]
    to_post = [(fetched[source, item], at - fetched[source, item]) for source, item, at in came]
    print(f"fetched -> stored (seen within {SAMPLE_SECONDS:.0f} s): {quantiles(to_store)}")
    print(f"fetched -> posted:    {quantiles(to_post)}")
    out = [(at, at - plan.published(source, item)) for source, item, at in came]
    print(f"published -> posted:  {quantiles(out)} (a source is asked every {plan.interval:.0f} s)")
    polls = due_lag(plan, served)
    print(f"first poll of a source after it was due: {quantiles(polls)}")
    for name, lags in (("stored", to_store), ("posted", to_post)):
        minutes = []
        for minute in range(int(seconds // 60)):
            part = sorted(lag for at, lag in lags if 60 * minute <= at - plan.begin < 60 * (minute + 1))
            minutes.append(f"{part[int(len(part) * 0.99)]:.1f}" if part else "-")
        print(f"p99 to {name} by minute of fetching: {' '.join(minutes)}")
    expected = [key for key in fetched if plan.team_of(*key) is not None]
    arrived: dict[tuple[int, int], int] = {}
    for source, item, _ in came:
        arrived[source, item] = arrived.get((source, item), 0) + 1
    missing = [key for key in expected if arrived.get(key, 0) < plan.channels and fetched[key] < end - 30]
    print(
        f"items to alert {len(expected)};"
        f" not in all {plan.channels} channels though fetched half a minute before the end: {len(missing)}"
    )


def due_lag(plan: Plan, served: dict[str, Any]) -> list[tuple[float, float]]:
    """Return how long after its first due time each source was asked."""
    first: dict[int, float] = {}
    for source, _, at in served["fetched"]:
        first.setdefault(source, at)
    return [(at, at - plan.due(source)) for source, at in first.items()]


def quantiles(lags: list[tuple[float, float]]) -> str:
    """Return the middle, the worst hundredth and the worst, in words."""
    values = sorted(lag for _, lag in lags)
    if not values:
        return "nothing"
    middle, high = values[len(values) // 2], values[int(len(values) * 0.99)]
    return f"p50 {middle:.1f} s, p99 {high:.1f} s, max {values[-1]:.1f} s of {len(values)}"


def official(db: Database, names: int, watching: int) -> None:
    """Hold an official list of so many names; some teams watch it whole."""
    now = now_utc()
    entries = tuple(
        Entry(
            entity_id=str(number),
            name=f"{made_up('one', number, 6)} {made_up('two', number, 7)} {number % 97} Trading".title(),
            aliases=(f"{made_up('alias', number, 9).title()} Company",),
            list="Bench list",
        )
        for number in range(names)
    )
    with db.atomic():
        source = Source(
            id="bench-list",
            kind=SourceKind.CSL,
            url="https://lists.example/list.csv",
            name="Bench list",
            interval=timedelta(days=1),
            paused=True,
        )
        watchers.store.add_source(db, source, now)
        watchers.lists.store.replace_list(db, source.id, entries, as_of="2026-01-01", now=now)
        for team in range(watching):
            watchlists.store.save_watchlist(
                db, Watchlist(team=f"t{team}", name="bench-list", official=True, terms=()), now
            )


def start_cold(
    plan: Plan, options: argparse.Namespace, folder: Path, url: str, feeds: int, slack: int
) -> None:
    """Start the program twice; print when it polled first and could match, with its CPU and memory."""
    print(
        f"{options.names} official names ({options.watching} teams watch them), {plan.teams} teams with"
        f" {plan.terms} terms; load average {os.getloadavg()[0]:.1f}"
    )
    for number, what in enumerate(("the first start, which compiles them", "the next start")):
        polls, begun = ask(feeds, "/_polls"), time.time()
        program = start(folder, url, feeds, slack, number)
        peaks: dict[str, float] = {}  # MiB, by process
        try:
            polled = ready = named = memory = 0.0
            while not (polled and ready and named and memory) and time.time() - begun < 300:
                time.sleep(0.05)
                peaks |= peaks_of(program.pid)
                if not polled and ask(feeds, "/_polls") > polls:
                    polled = time.time() - begun
                    cpu, _ = spent([program.pid])
                log = (folder / f"log{number}").read_text()
                if not ready and "matcher.ready" in log:
                    ready = time.time() - begun
                if not named and "names.ready" in log:
                    named = time.time() - begun
                if not memory and time.time() - begun > SETTLED:
                    _, memory = spent([program.pid])
            most = ", ".join(f"{who} {peak:.0f} MiB" for who, peak in peaks.items())
            print(
                f"  {what}: first poll after {polled:.1f} s ({cpu:.1f} s of CPU), all names matched from"
                f" {ready:.1f} s on, looked up from {named:.1f} s on; memory {memory:.0f} MiB after"
                f" {SETTLED:.0f} s, at the most in {time.time() - begun:.0f} s: {most}"
            )
        finally:
            program.send_signal(signal.SIGTERM)
            program.wait(30)


def peaks_of(group: int) -> dict[str, float]:
    """Return the most MiB that each process of a session begun by the program took, and its children's."""
    found: dict[str, float] = {}
    for status in Path("/proc").glob("[0-9]*/status"):
        with contextlib.suppress(OSError, ValueError, KeyError):
            fields = dict(line.split(":", 1) for line in status.read_text().splitlines())
            pid, parent = int(fields["Pid"]), int(fields["PPid"])
            if group in (pid, parent):
                command = (status.parent / "cmdline").read_text().replace("\0", " ")
                who = next((name for name in _PARTS if name in command), "the program")
                found[_PARTS.get(who, who)] = int(fields["VmHWM"].split()[0]) / 1024
    return found
