"""Kill -9 of the whole program while it polls and posts: `python tests/torture/app_campaign.py --kills 30`.

The real `sanctions-watch run` reads growing feeds on loopback and posts to the faulty Slack. It is killed at
random moments, from start-up on, and started again. At the end the feeds stop, the faults cease, and every
item that was ever served is looked for in what Slack holds:

    kills=… items=… messages=… polled_twice=… lost=… dup=… orphans=… term_seconds=…

polled_twice: polls of a feed closer than its interval (a poll that was killed is made again after its lease,
which with one instance is made as short as an interval);
lost: items in no message of a destination, nor among those that a summary counts (it names forty);
dup: items in two, or a message posted twice.
"""

import argparse
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from options import read_options
from stage import CHANNELS, Program, Stage, free_port
from stores import a_store

from bot.chat.slack.entries import MAX_LINES
from bot.database.interface import open_database
from bot.opening import MIGRATIONS
from bot.outbox import outbox


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
        Stage(options, Path(folder), url) as stage,
    ):
        return run(options, stage)


def run(options: argparse.Namespace, stage: Stage) -> int:
    """Run one campaign on the stage."""
    draw = random.Random(options.seed)
    counts: Counter[str] = Counter()
    living: dict[str, Program] = {}  # by port
    ports = [free_port() for _ in range(options.instances)]
    begun = time.monotonic()
    while counts["kills"] < options.kills:
        for port in ports:
            if port not in living:
                living[port] = stage.start(port)
        port = draw.choice(ports)
        if draw.random() < 0.8:
            stage.wait_until_running(port)
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
            counts["leases"] += stage.shorten_leases()
    stage.calm()
    port = ports[0]
    program = living.get(port) or stage.start(port)
    stage.wait_until_running(port)
    counts["unfinished"] = stage.finish()
    for other in living.values():
        if other is not program:
            other.terminate()
            other.wait(20)
    told = time.monotonic()
    program.send_signal(signal.SIGTERM)
    counts["status"] = program.wait(20)
    term = time.monotonic() - told
    counts["orphans"] = stage.orphans()
    return figures(stage, counts, term, time.monotonic() - begun)


def figures(stage: Stage, counts: Counter[str], term: float, seconds: float) -> int:
    """Compare what was served with what Slack holds; print and judge."""
    account, links, polls = stage.account(), stage.links(), stage.polls()
    db = open_database(stage.url, MIGRATIONS)
    rows = db.query("SELECT d.key, d.alert_id FROM deliveries d")
    named: dict[str, set[str]] = {}
    counted: Counter[str] = Counter()
    for row in rows:
        alert = outbox.alert(db, row["alert_id"])
        if alert is not None:
            shown = alert.lines[:MAX_LINES]
            urls = {each.url for each in alert.sources} | {line.url for line in shown}
            named[row["key"]] = urls & set(links)
            counted[row["key"]] = alert.more + len(alert.lines) - len(shown)
    db.close()
    told: Counter[tuple[str, str]] = Counter()
    for message in account["messages"]:
        for link in named.get(message["key"], ()):
            told[message["channel"], link] += 1
    beyond: Counter[str] = Counter()
    for channel, key in {(each["channel"], each["key"]) for each in account["messages"]}:
        beyond[channel] += counted[key]
    unnamed = {channel: sum(not told[channel, link] for link in links) for channel in CHANNELS}
    lost = sum(max(0, unnamed[channel] - beyond[channel]) for channel in CHANNELS)
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


if __name__ == "__main__":
    sys.exit(main())
