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
import campaign
from disk_full import fill, on_small_disk
from options import read_options

from bot.database.interface import open_database


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


def run(options: argparse.Namespace, folder: Path) -> int:
    """Fill and free the folder under the program."""
    url, port = f"sqlite:///{folder}/bot.db", str(app_campaign.free_port())
    slack_pid, feeds_pid, api, feeds, env = app_campaign.set_stage(options, url)
    env["PORT"] = port
    groups: list[int] = []
    counts: Counter[str] = Counter()
    slowest: Counter[str] = Counter()
    begun = time.monotonic()
    with tempfile.TemporaryDirectory() as elsewhere:  # the log must not fill the disk it reports on
        log = Path(options.keep_log or f"{elsewhere}/log").open("wb")  # noqa: SIM115 - closed below
        program = app_campaign.start(env, Path(elsewhere), log, groups)
        try:
            app_campaign.wait_until_running(port)
            until(lambda: ready(port), 30)
            for number in range(options.times):
                time.sleep(5)
                fill(folder / "ballast")
                full = time.monotonic()
                counts["not_ready"] += until(lambda: not ready(port), 30)
                counts["told"] += until(lambda number=number: told(api) > number, 60)
                slowest["told"] = max(slowest["told"], time.monotonic() - full)
                before = app_campaign.get(feeds.replace("/feed/", "/_polls"))["polls"]
                time.sleep(4)
                counts["polls"] += app_campaign.get(feeds.replace("/feed/", "/_polls"))["polls"] - before
                (folder / "ballast").unlink()
                freed = time.monotonic()
                counts["back"] += until(lambda: ready(port), 60)
                slowest["back"] = max(slowest["back"], time.monotonic() - freed)
            app_campaign.post(feeds.replace("/feed/", "/_freeze"))
            campaign.control(api, rate=0.0)
            counts["unfinished"] = app_campaign.finish(
                url, app_campaign.get(feeds.replace("/feed/", "/_links"))
            )
            program.send_signal(signal.SIGTERM)
            counts["status"] = program.wait(20)
            print(
                f"full={options.times} not_ready={counts['not_ready']} told={counts['told']} "
                f"slowest_told={slowest['told']:.1f}s polls_while_full={counts['polls']} "
                f"back={counts['back']} slowest_back={slowest['back']:.1f}s integrity={integrity(url)}"
            )
            bad = app_campaign.figures(url, api, feeds, counts, 0.0, time.monotonic() - begun)
            each = options.times
            return int(bad or counts["polls"] or not counts["told"] == counts["back"] == each)
        finally:
            app_campaign.clear(groups, slack_pid, feeds_pid)
            log.close()


def until(true: object, seconds: float) -> int:
    """Wait until the call gives true; return 1, or 0 when time is up."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if true():  # type: ignore[operator]
            return 1
        time.sleep(0.1)
    return 0


def ready(port: str) -> bool:
    """Return what `/readyz` says."""
    try:
        app_campaign.get(f"http://127.0.0.1:{port}/readyz", parse=False)
    except OSError:  # 503 too
        return False
    return True


def told(api: str) -> int:
    """Return how often the first channel was told of a full disk."""
    account = app_campaign.get(api.replace("/api/", "/_report"))
    return sum(
        "disk is full" in one["text"].lower() and one["channel"] == app_campaign.CHANNELS[0]
        for one in account["messages"]
    )


def integrity(url: str) -> str:
    """Return what SQLite says of the file."""
    db = open_database(url, {})
    [row] = db.query("PRAGMA integrity_check")
    db.close()
    return str(row["integrity_check"])


if __name__ == "__main__":
    sys.exit(main())
