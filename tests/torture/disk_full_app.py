"""Fills the disk under the whole program: `python tests/torture/disk_full_app.py --times 3`.

The real `sanctions-watch run` has its store on a small tmpfs (mounting one needs root; elsewhere it says so
and ends). Each time a file takes all space: the program must stop polling, be not ready, and say so in Slack
from the room it kept; then the file is removed, and it must go on by itself. At the end every item that the
feeds ever served is looked for in Slack:

    full=… told=… slowest_told=… polls_while_full=… slowest_back=… items=… lost=… dup=…
"""

import argparse
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import app_campaign
from disk_full import fill, integrity, on_small_disk
from options import read_options
from stage import CHANNELS, Stage, until


def main() -> int:
    """Run it and print the figures."""
    options = read_options(
        __doc__,
        times=3,
        feeds=3,
        every=5.0,
        faults=0.1,
        grace=3.0,
        pause=1.0,
        seed=1,
        keep_log="",
    )
    return on_small_disk(48, lambda folder: run(options, folder))


def run(options: argparse.Namespace, disk: Path) -> int:
    """Fill and free the disk under the program."""
    counts: Counter[str] = Counter()
    slowest: Counter[str] = Counter()
    begun = time.monotonic()
    with (
        tempfile.TemporaryDirectory() as elsewhere,  # the log must not fill the disk it reports on
        Stage(options, Path(elsewhere), f"sqlite:///{disk}/bot.db") as stage,
    ):
        program = stage.start()
        until(lambda: stage.answers("/readyz"), 60)
        for number in range(options.times):
            time.sleep(5)
            fill(disk / "ballast")
            full = time.monotonic()
            counts["not_ready"] += until(lambda: not stage.answers("/readyz"), 30)
            counts["told"] += until(lambda number=number: told(stage) > number, 60)
            slowest["told"] = max(slowest["told"], time.monotonic() - full)
            before = stage.polls()["polls"]
            time.sleep(4)
            counts["polls"] += stage.polls()["polls"] - before
            (disk / "ballast").unlink()
            freed = time.monotonic()
            counts["back"] += until(lambda: stage.answers("/readyz"), 60)
            slowest["back"] = max(slowest["back"], time.monotonic() - freed)
        stage.calm()
        counts["unfinished"] = stage.finish()
        program.send_signal(signal.SIGTERM)
        counts["status"] = program.wait(20)
        print(
            f"full={options.times} not_ready={counts['not_ready']} told={counts['told']} "
            f"slowest_told={slowest['told']:.1f}s polls_while_full={counts['polls']} "
            f"back={counts['back']} slowest_back={slowest['back']:.1f}s "
            f"integrity={integrity(disk / 'bot.db')}"
        )
        bad = app_campaign.figures(stage, counts, 0.0, time.monotonic() - begun)
        return int(bad or counts["polls"] or not counts["told"] == counts["back"] == options.times)


def told(stage: Stage) -> int:
    """Return how often the first channel was told of a full disk."""
    return sum(
        "disk is full" in one["text"].lower() and one["channel"] == CHANNELS[0]
        for one in stage.account()["messages"]
    )


if __name__ == "__main__":
    sys.exit(main())
