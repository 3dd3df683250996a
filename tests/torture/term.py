"""SIGTERM while everything hangs: `python tests/torture/term.py --times 5`.

The real `sanctions-watch run` polls slow feeds, posts to a Slack that does not answer, and has requests in
hand; then it is told to end. It must be gone within 10 s, and leave nothing behind:

    terms=… slowest=… hard=… orphans=… lost=… dup=…

hard: ended by its own time limit instead of by itself (a store that another program keeps locked).
"""

import argparse
import signal
import socket
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import app_campaign
from options import read_options
from stage import Stage


def main() -> int:
    """Run it and print the figures."""
    options = read_options(
        __doc__,
        times=5,
        feeds=3,
        every=3.0,
        faults=0.9,
        grace=20.0,
        pause=0.2,
        seed=1,
    )
    options.hang = True
    with (
        tempfile.TemporaryDirectory() as folder,
        Stage(options, Path(folder), f"sqlite:///{folder}/bot.db") as stage,
    ):
        return run(options, stage)


def run(options: argparse.Namespace, stage: Stage) -> int:
    """Start, let it hang, end; at last let it finish in peace."""
    counts: Counter[str] = Counter()
    slowest = 0.0
    begun = time.monotonic()
    for number in range(options.times):
        program = stage.start()
        stage.wait_until_running()
        time.sleep(6)  # posts hang by now
        open_requests = [half_a_request(int(stage.port)) for _ in range(3)]
        holder = None
        if number % 5 == 4:  # another program keeps the store locked
            holder = sqlite3.connect(stage.folder / "bot.db", isolation_level=None)
            holder.execute("BEGIN IMMEDIATE")
        told = time.monotonic()
        program.send_signal(signal.SIGTERM)
        status = program.wait(30)
        slowest = max(slowest, time.monotonic() - told)
        counts["hard"] += status != 0
        for one in open_requests:
            one.close()
        if holder is not None:
            holder.close()
        time.sleep(0.5)  # the parser's worker sees that its parent is gone
        counts["orphans"] += stage.orphans()
        stage.shorten_leases()
    stage.calm()
    stage.start()
    stage.wait_until_running()
    counts["unfinished"] = stage.finish()
    print(
        f"terms={options.times} slowest={slowest:.1f} hard={counts['hard']} orphans={counts['orphans']}",
        flush=True,
    )
    bad = app_campaign.figures(stage, counts, slowest, time.monotonic() - begun)
    return int(bad or slowest > 10 or counts["orphans"])


def half_a_request(port: int) -> socket.socket:
    """Return a connection whose request never ends."""
    one = socket.create_connection(("127.0.0.1", port))
    one.sendall(b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nhalf")
    return one


if __name__ == "__main__":
    sys.exit(main())
