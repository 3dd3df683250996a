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
import campaign
from options import read_options


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
    with tempfile.TemporaryDirectory() as folder:
        return run(options, Path(folder))


def run(options: argparse.Namespace, folder: Path) -> int:
    """Start, let it hang, end; at last let it finish in peace."""
    url, port = f"sqlite:///{folder}/bot.db", str(app_campaign.free_port())
    slack_pid, feeds_pid, api, feeds, env = app_campaign.set_stage(options, url)
    env["PORT"] = port
    groups: list[int] = []
    counts: Counter[str] = Counter()
    slowest = 0.0
    log = (folder / "log").open("wb")
    begun = time.monotonic()
    try:
        for number in range(options.times):
            program = app_campaign.start(env, folder, log, groups)
            app_campaign.wait_until_running(port)
            time.sleep(6)  # posts hang by now
            open_requests = [half_a_request(int(port)) for _ in range(3)]
            holder = None
            if number % 5 == 4:  # another program keeps the store locked
                holder = sqlite3.connect(f"{folder}/bot.db", isolation_level=None)
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
            counts["orphans"] += sum(map(app_campaign.alive, groups))
            app_campaign.end_leases(url)
        app_campaign.post(feeds.replace("/feed/", "/_freeze"))
        campaign.control(api, rate=0.0)
        app_campaign.start(env, folder, log, groups)
        app_campaign.wait_until_running(port)
        counts["unfinished"] = app_campaign.finish(url, app_campaign.get(feeds.replace("/feed/", "/_links")))
        print(
            f"terms={options.times} slowest={slowest:.1f} hard={counts['hard']} orphans={counts['orphans']}",
            flush=True,
        )
        bad = app_campaign.figures(url, api, feeds, counts, slowest, time.monotonic() - begun)
        return int(bad or slowest > 10 or counts["orphans"])
    finally:
        app_campaign.clear(groups, slack_pid, feeds_pid)
        log.close()


def half_a_request(port: int) -> socket.socket:
    """Return a connection whose request never ends."""
    one = socket.create_connection(("127.0.0.1", port))
    one.sendall(b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nhalf")
    return one


if __name__ == "__main__":
    sys.exit(main())
