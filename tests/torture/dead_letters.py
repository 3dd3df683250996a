"""One archived channel, one revoked token, one bad block among five: `python tests/torture/dead_letters.py`.

The real `sanctions-watch run` posts growing feeds to five channels of a Slack on loopback. One is archived,
one answers `token_revoked`, one refuses blocks (and takes the text alone, as Slack does). Measured:

    dead=… shown=… slowest_shown=… plain=… delayed=… posts=…

shown: places where both dead channels are named within 60 s of the first refusal: the channels that work,
`alerts list`, `doctor`, `/metrics`; delayed: the longest time by which an alert came later to a channel that
works than to the other, seconds. Exit status 1 when one is not shown in time or one is delayed by more than
5 s.
"""

import argparse
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from options import read_options
from stage import PROGRAM, Stage

from bot.alerts import Destination
from bot.database.interface import open_database
from bot.opening import MIGRATIONS
from bot.outbox import outbox

WELL = ("C0001", "C0002")
ARCHIVED, REVOKED, BLOCKS = "C0003", "C0004", "C0005"
ANSWERS = {ARCHIVED: "is_archived", REVOKED: "token_revoked", BLOCKS: "invalid_blocks"}


def main() -> int:
    """Run it and print the figures."""
    options = read_options(
        __doc__,
        seconds=40.0,
        feeds=3,
        every=5.0,
        faults=0.0,
        grace=60.0,
        pause=1.0,
        seed=1,
        keep_log="",
    )
    options.dead = ANSWERS
    with (
        tempfile.TemporaryDirectory() as folder,
        Stage(options, Path(folder), f"sqlite:///{folder}/bot.db") as stage,
    ):
        return run(options, stage)


def run(options: argparse.Namespace, stage: Stage) -> int:
    """Let the program post, look at every place where a dead letter should show."""
    db = open_database(stage.url, MIGRATIONS)
    with db.atomic():
        for name in ANSWERS:
            there = Destination(id=f"torture:{name}", team="default", channel="slack", address=name)
            outbox.save_destination(db, there, datetime.now(UTC))
    stage.start()
    begun, first, shown = time.monotonic(), 0.0, dict[str, float]()
    places = ("chat", "alerts list", "doctor", "metrics")
    while time.monotonic() < begun + options.seconds or (first and len(shown) < len(places)):
        time.sleep(0.5)
        account = stage.account()
        if not first and {"is_archived", "token_revoked"} <= account["faults"].keys():
            first = time.monotonic()
        for place in places if first else ():
            if place not in shown and named(place, account, stage):
                shown[place] = time.monotonic() - first
        if first and time.monotonic() > first + 90:
            break
    stage.calm()
    stage.finish()
    account = stage.account()
    dead = outbox.figures(db, datetime.now(UTC)).dead
    late = delayed(account, {row["key"]: row["alert_id"] for row in db.query("SELECT * FROM deliveries")})
    db.close()
    plain = sum(one["channel"] == BLOCKS for one in account["messages"])
    slowest = max(shown.values(), default=0.0)
    print(" ".join(f"{place}={seconds:.1f}s" for place, seconds in shown.items()))
    print(
        f"dead={dead} shown={len(shown)} slowest_shown={slowest:.1f} plain={plain} delayed={late:.1f} "
        f"posts={len(account['messages'])} early={len(account['early'])} fast={account['fast']}",
        flush=True,
    )
    return int(not dead or len(shown) < len(places) or slowest > 60 or late > 5 or not plain)


def named(place: str, account: Mapping[str, list], stage: Stage) -> bool:
    """Return whether both channels that are dead are named there."""
    if place == "metrics":
        with urllib.request.urlopen(f"http://127.0.0.1:{stage.port}/metrics", timeout=10) as answer:
            found = [line for line in answer.read().decode().splitlines() if 'state="dead"' in line]
        return bool(found) and float(found[0].rpartition(" ")[2]) >= 2
    if place == "chat":
        text = "\n".join(one["text"] for one in account["messages"] if one["channel"] in WELL)
    else:
        command = [PROGRAM, *place.split(), "--json"]
        done = subprocess.run(command, env=stage.env, cwd=stage.folder, capture_output=True, check=False)
        text = done.stdout.decode()
    return ARCHIVED in text and REVOKED in text


def delayed(account: Mapping[str, list], alert_of: Mapping[str, str]) -> float:
    """Return the longest time between an alert's arrival in one channel that works and in the other."""
    arrivals: dict[str, dict[str, float]] = {}
    for one in account["messages"]:
        if one["channel"] in WELL and one["key"] in alert_of:
            arrivals.setdefault(alert_of[one["key"]], {})[one["channel"]] = one["at"]
    return max(
        (max(at.values()) - min(at.values()) for at in arrivals.values() if len(at) == 2), default=99.0
    )


if __name__ == "__main__":
    sys.exit(main())
