"""Kill -9 at random points, restart, count: `python tests/torture/campaign.py --kills 100`.

Instances of `worker` record alerts and post them to a faulty Slack. At random moments one is killed (or
stopped for longer than its claims last, or told to end) and another begins. At the end the faults cease, one
instance drains the outbox, and what Slack holds is compared with what was recorded:

    kills=… stops=… alerts=… deliveries=… moves=… lost=… dup=… unsaid=… said_twice=… stale=… strange=… wrong=…
    locked=… early=… fast=…

lost: recorded but not in Slack; dup: there more than once; moves: that a message did not show when it was
posted; unsaid: those never said below it; said_twice: said again; stale: the message shows an older revision
than recorded; strange: never recorded, or said below another message; wrong: in another workspace than it is
for; locked: workspaces whose stored token, or what renews it, is good no more; early: calls before a
Retry-After ended; fast: two posts in a channel closer than its pause. Exit status 1 when one from lost to
locked is not 0. With `--teams` the chat is a Teams connector, which shows nothing back: a message that says
that it may be a repeat is none too many (`repeats`). With `--workspaces` each of several has installed
the app with a token of its own, which is renewed every few seconds, and now and then one removes it and
installs it again, with another. Everything is drawn from `--seed`, as far as a scheduler lets that be.
"""

import argparse
import asyncio
import json
import logging
import os
import random
import signal
import sys
import tempfile
import time
import urllib.request
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import worker
from chat_faulty import serve
from children import end, fork, fork_server
from options import read_options
from slack_faulty import FaultySlack
from stores import a_store
from stories import SETS, Work
from teams_faulty import FaultyTeams

from bot.database.interface import open_database
from bot.operating.backup import backup_to, restore_from
from bot.outbox import outbox
from bot.outbox.codec import from_text
from bot.tenants.vault import new_key

REINSTALLED = 0.1  # share of blows before which a workspace installs the app again


def main() -> int:
    """Run the campaign the arguments ask for and print its figures."""
    options = read_options(
        __doc__,
        kills=100,
        instances=1,
        alerts=0,
        each=0.1,
        faults=0.2,
        grace=1.5,
        pause=0.02,
        channels=12,
        stops=0.03,
        skew=300.0,
        clock=0.0,
        seed=1,
        restore=False,
        naive=False,
        teams=False,
        workspaces=0,
        log="",
        url="",
        postgres=False,
    )
    keep_log(options.log)
    with (
        tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder,
        a_store(Path(folder), postgres=options.postgres) as url,
    ):
        return campaign(options, options.url or url)


def keep_log(path: str) -> None:
    """Write all instances' log to one file, or nowhere."""
    if not path:
        logging.disable(logging.CRITICAL)
        return

    class Steady(logging.Formatter):
        def formatTime(self, record: logging.LogRecord, datefmt: str | None = None) -> str:  # noqa: N802
            return f"{time.monotonic():.3f}"

    handler = logging.FileHandler(path)
    handler.setFormatter(Steady("%(asctime)s %(process)d %(message)s"))
    logging.basicConfig(level=logging.INFO, handlers=[handler])
    logging.getLogger("bot.delivery").setLevel(logging.DEBUG)


@dataclass
class Blows:
    """What was done to the instances: `counts` by kind, `diary` when to whom, `living` those left."""

    counts: Counter[str] = field(default_factory=Counter)
    diary: list[tuple[float, str]] = field(default_factory=list)
    living: list[int] = field(default_factory=list)
    begun: float = field(default_factory=time.monotonic)

    def note(self, what: str) -> None:
        """Write down what is done now."""
        self.diary.append((time.monotonic(), what))


def work(options: argparse.Namespace, url: str, api: str, **more: Any) -> Work:
    """Return what instances are to do, on a store that is made for it."""
    open_database(url, SETS).close()
    given = {
        name: getattr(options, name) for name in ("grace", "pause", "channels", "seed") if name in options
    }
    return Work(**({"url": url, "api": api, "most": 10**9} | given | more))


def campaign(options: argparse.Namespace, url: str) -> int:
    """Run one campaign on the store at `url`."""
    draw = random.Random(options.seed)
    chat, api = start_chat(options)
    blows = Blows()
    counts, living = blows.counts, blows.living
    try:
        job = work(
            options,
            url,
            api,
            most=options.alerts or 10**9,
            each=options.each,
            naive=options.naive,
            teams=options.teams,
            workspaces=options.workspaces,
            key=new_key(),
        )
        workspaces = [f"T{n}" for n in range(options.workspaces)]
        for workspace in workspaces:
            install(job, workspace, 0)
        while counts["kills"] < options.kills:
            while len(living) < options.instances:
                behind = draw.uniform(-options.clock, options.clock)
                living.append(start_worker(job, seed=draw.randrange(2**30), behind=behind))
            time.sleep(draw.uniform(0.02, 1.0) / options.instances)
            control(api, skew=draw.uniform(-options.skew, options.skew))
            if workspaces and draw.random() < REINSTALLED:
                counts["reinstalls"] += 1
                control(api, left=[workspace := draw.choice(workspaces)])  # which nobody tells the bot
                time.sleep(0.3)
                install(job, workspace, counts["reinstalls"])
            strike(draw, options, blows)
            if options.restore and not counts["backups"] and counts["kills"] >= options.kills / 2:
                backup_to(url, backup_of(url))
                counts["backups"] += 1
        if options.kills:
            while living:
                end(living.pop())
            if options.restore:
                go_back(job)
            control(api, rate=0.0)
        else:
            quiet(job, draw, options)
        return drained(job, blows)
    finally:
        for pid in [*living, chat]:
            end(pid)


def drained(job: Work, blows: Blows) -> int:
    """Let an instance post what is left; compare what was recorded with what Slack took."""
    os.waitpid(start_worker(job, seed=0, to_the_end=True), 0)
    return figures(job, blows)


def install(job: Work, workspace: str, number: int) -> None:
    """Install the app into a workspace, which Slack knows first."""
    token, renewer = f"xoxb-{workspace}-again-{number}", f"xoxe-{workspace}-again-{number}"
    control(job.api, tokens={token: workspace}, renewers={renewer: workspace})
    asyncio.run(worker.install(job, workspace, token, renewer))


def backup_of(url: str) -> Path:
    """Return where the backup of a store lies."""
    return Path(f"{url.removeprefix('sqlite:///')}.backup")


def go_back(job: Work) -> None:
    """Restore the backup, and let an instance find again all that was found since it was made."""
    found = cursor(job.url)
    restore_from(job.url, backup_of(job.url))
    print(f"restored: from alert {found} back to alert {cursor(job.url)}")
    pid = start_worker(replace(job, most=found), seed=0)
    while cursor(job.url) < found:
        time.sleep(0.2)
    end(pid, signal.SIGTERM)


def strike(draw: random.Random, options: argparse.Namespace, blows: Blows) -> None:
    """Hit one instance: mostly kill -9; at times stand it still, or ask it to end."""
    pid, chance = draw.choice(blows.living), draw.random()
    blows.note(f"stop or kill {chance:.2f} {pid}")
    if chance < options.stops:
        os.kill(pid, signal.SIGSTOP)
        blows.counts["stops"] += 1
        time.sleep(options.grace * draw.uniform(0.5, 1.5))
        os.kill(pid, signal.SIGCONT)
        blows.note(f"go on {pid}")
        return
    gentle = chance < options.stops * 2
    blows.counts["terms" if gentle else "kills"] += 1
    end(pid, signal.SIGTERM if gentle else signal.SIGKILL)
    blows.living.remove(pid)


def quiet(job: Work, draw: random.Random, options: argparse.Namespace) -> None:
    """Let the instances record all alerts in peace; the drain that follows meets the faults too."""
    pids = [start_worker(job, seed=draw.randrange(2**30)) for _ in range(options.instances)]
    while cursor(job.url) < options.alerts:
        time.sleep(0.2)
        control(job.api, skew=draw.uniform(-options.skew, options.skew))
    for pid in pids:
        end(pid, signal.SIGTERM)


def cursor(url: str) -> int:
    """Return how many alerts were recorded."""
    db = open_database(url, SETS)
    rows = db.query("SELECT n FROM cursors")
    db.close()
    return rows[0]["n"] if rows else 0


def start_chat(options: argparse.Namespace) -> tuple[int, str]:
    """Fork the faulty Slack or Teams; return its process id and base address."""
    if getattr(options, "teams", False):
        return fork_server(lambda: serve(FaultyTeams(options.seed, rate=options.faults, gap=options.pause)))
    dead = getattr(options, "dead", None)  # channels that always refuse
    slack = FaultySlack(options.seed, rate=options.faults, gap=options.pause, dead=dead)
    if getattr(options, "hang", False):
        slack.faults = {"hang_before": 1, "hang_after": 1}
    return fork_server(lambda: serve(slack))


def start_worker(job: Work, *, seed: int, to_the_end: bool = False, behind: float = 0.0) -> int:
    """Fork an instance, its clock back by so many seconds."""

    def clock() -> datetime:
        return datetime.now(UTC) - timedelta(seconds=behind)

    async def instance() -> None:
        random.seed(seed)
        await worker.work_on(job, to_the_end=to_the_end, clock=clock)

    return fork(instance)


def control(api: str, **what: float | dict[str, str] | list[str]) -> None:
    """Change the faulty chat."""
    request = urllib.request.Request(
        api.replace("/api/", "/_control"), json.dumps(what).encode(), {"Content-Type": "application/json"}
    )
    urllib.request.urlopen(request, timeout=30).close()


def account(api: str) -> dict[str, Any]:
    """Return all that the faulty chat took and refused."""
    with urllib.request.urlopen(api.replace("/api/", "/_report"), timeout=30) as answer:
        found: dict[str, Any] = json.load(answer)
        return found


def locked(job: Work, taken: dict[str, Any]) -> int:
    """Return how many workspaces hold a token, or what renews it, that Slack takes no more."""
    count = 0
    for number in range(job.workspaces):
        one = worker.installed(job, f"T{number}")
        token, *renewer = one.secrets if one is not None else ("",)
        count += token not in taken["tokens"] or not taken["renewers"].keys() & renewer
    return count


def figures(job: Work, blows: Blows) -> int:
    """Compare what was recorded with what the chat took; print and judge."""
    held, counts = account(job.api), blows.counts
    db = open_database(job.url, SETS)
    recorded = {
        row["key"]: row
        for row in db.query(
            "SELECT d.key, d.state, a.revision, a.body, t.workspace, t.address FROM deliveries d"
            " JOIN alerts a ON a.id = d.alert_id JOIN destinations t ON t.id = d.destination_id"
        )
    }
    alerts = db.query("SELECT COUNT(*) AS n FROM alerts WHERE kind = 'list-change'")[0]["n"]
    states = outbox.figures(db, datetime.now(UTC))
    db.close()
    taken = Counter(one["key"] for one in held["messages"])
    repeats = Counter(one["key"] for one in held["messages"] if one["repeat"])
    newest = {one["key"]: one for one in held["messages"]}
    said_below = Counter((one["key"], one["revision"]) for one in held["replies"])
    again = Counter((one["key"], one["revision"]) for one in held["replies"] if one["repeat"])
    due = moves_due(recorded, newest)
    found = {
        "lost": (cursor(job.url) - alerts) + sum(1 for key in recorded if not taken[key]),
        "dup": sum(count - 1 - repeats[key] for key, count in taken.items() if count > 1 + repeats[key]),
        "unsaid": sum(not said_below[one] for one in due),
        "said_twice": sum(max(0, count - 1 - again[one]) for one, count in said_below.items()),
        "stale": sum(
            newest[key]["revision"] < row["revision"] for key, row in recorded.items() if taken[key]
        ),
        "strange": sum(1 for key in taken if key not in recorded) + misplaced(held),
        "wrong": sum(
            message["key"] in recorded
            and message["workspace"] != (recorded[message["key"]]["workspace"] or message["workspace"])
            for message in held["messages"]
        ),
        "locked": locked(job, held),
    }
    for key in [key for key, count in taken.items() if count > 1 + repeats[key]][:3]:
        tell(key, [message for message in held["messages"] if message["key"] == key], blows.diary)
    for key, revision in [one for one, count in said_below.items() if count > 1 + again[one]][:3]:
        copies = [one for one in held["replies"] if (one["key"], one["revision"]) == (key, revision)]
        tell(f"{key}, move {revision}", copies, blows.diary)
    for limited, called in held["early"]:
        print(f"early: called {called - limited:.3f} s after a 429 with Retry-After: 1; meanwhile:")
        meanwhile = [(at, what) for at, what in blows.diary if limited - 1 < at < called]
        print(*(f"  {at - limited:8.3f} {what}" for at, what in meanwhile), sep="\n")
    print("faults:", said(held["faults"]))
    print("calls: ", said(held["calls"]))
    print(f"states: pending={states.pending} sending={states.sending} sent={states.sent} dead={states.dead}")
    print(
        f"kills={counts['kills']} stops={counts['stops']} terms={counts['terms']} "
        f"reinstalls={counts['reinstalls']} alerts={alerts} deliveries={len(recorded)} moves={len(due)} "
        + " ".join(f"{name}={count}" for name, count in found.items())
        + f" repeats={repeats.total() + again.total()} early={len(held['early'])} fast={held['fast']} "
        f"seconds={time.monotonic() - blows.begun:.0f}",
        flush=True,
    )
    return int(any(found.values()))


def moves_due(
    recorded: dict[str, dict[str, Any]], newest: dict[str, dict[str, Any]]
) -> list[tuple[str, int]]:
    """Return by key and revision what became of alerts after their messages were posted."""
    due = []
    for key, row in recorded.items():
        quietly = row["address"].endswith("thread.v2")  # a chat of Teams has no threads: not all is said
        for move in from_text(row["body"]).moves:
            if key in newest and move.revision > newest[key]["first"] and not (quietly and move.hushed):
                due.append((key, move.revision))
    return due


def misplaced(held: dict[str, Any]) -> int:
    """Return how many replies stand below another message than that of their alert."""
    own = {(one["channel"], one["ts"], one["key"]) for one in held["messages"]}
    return sum(
        bool(one["below"]) and (one["channel"], one["below"], one["key"]) not in own
        for one in held["replies"]
    )


def said(counts: dict[str, int]) -> str:
    """Return counts as words, by name."""
    return " ".join(f"{name}={count}" for name, count in sorted(counts.items()))


def tell(key: str, copies: list[dict[str, float]], diary: list[tuple[float, str]]) -> None:
    """Print what happened around a duplicate: seconds since the first copy was asked for."""
    start = copies[0]["asked"]
    events = [(each["asked"], f"asked, revision {each['revision']}") for each in copies]
    events += [(each["at"], f"taken at {each['ts']}") for each in copies]
    end = max(at for at, _ in events)
    events += [event for event in diary if start - 5 < event[0] < end + 1]
    print(f"duplicate {key}, first asked for at {start:.3f}")
    for at, what in sorted(events):
        print(f"  {at - start:8.3f} {what}")


if __name__ == "__main__":
    sys.exit(main())
