"""Back to a backup of yesterday: `python tests/torture/restore_day.py`.

Clocks (ours and Slack's) stand a day back. Instances record about `--rate` alerts a second and post them; in
the middle of it the backup is made. Then a day passes in a few steps, with more alerts in each. Then the
backup is restored, all that was published since is found again, and what Slack holds is compared with what
was recorded:

    writes_per_second=… integrity=ok backup_age_hours=… alerts=… lost=… dup=…
"""

import argparse
import asyncio
import os
import random
import sqlite3
import sys
import tempfile
import time
from collections import Counter
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import campaign
import worker
from options import read_options

from bot.database.interface import open_database
from bot.operating.backup import backup_to, restore_from

DAY = 86_400.0
TOGETHER = 5  # alerts in one transaction


def main() -> int:
    """Run it and print the figures."""
    options = read_options(
        __doc__,
        rate=100.0,
        seconds=8.0,
        steps=4,
        more=100,
        channels=12,
        faults=0.2,
        pause=0.01,
        grace=2.0,
        seed=5,
    )
    campaign.keep_log("")
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        return run(options, Path(folder))


def run(options: argparse.Namespace, folder: Path) -> int:
    """Live the day, go back, count."""
    slack_pid, api = campaign.start_slack(options)
    url, backup = f"sqlite:///{folder}/bot.db", folder / "backup.db"
    job = worker.Work(
        url=url,
        api=api,
        most=10**9,
        each=1 / options.rate,
        grace=options.grace,
        pause=options.pause,
        channels=options.channels,
        seed=options.seed,
    )
    open_database(url, worker.SETS).close()
    begun = time.monotonic()
    try:
        campaign.control(api, skew=-DAY)
        rate = day_begins(job, options, backup)
        for step in range(1, options.steps + 1):
            behind = DAY * (1 - step / options.steps)
            campaign.control(api, skew=-behind)
            goal = campaign.cursor(url) + options.more
            finish(replace(job, most=goal, each=0.005), behind, goal)
        found = campaign.cursor(url)
        made = restore_from(url, backup)
        age = (datetime.now(UTC) - made).total_seconds() / 3600
        print(f"restored: from alert {found} back to alert {campaign.cursor(url)}")
        finish(replace(job, most=found, each=0.001), 0.0, found)
        campaign.control(api, rate=0.0)
        os.waitpid(campaign.start_worker(job, seed=0, to_the_end=True), 0)
        sound = integrity(Path(url.removeprefix("sqlite:///")))
        print(f"writes_per_second={rate:.0f} integrity={sound} backup_age_hours={age:.1f}")
        bad = campaign.figures(url, api, Counter(), [], time.monotonic() - begun)
        return int(bad or sound != "ok" or age < 23)
    finally:
        campaign.end(slack_pid, campaign.signal.SIGKILL)


def day_begins(job: worker.Work, options: argparse.Namespace, backup: Path) -> float:
    """Record and post, with the backup made in the middle; return how many alerts a second were recorded."""
    # one instance cannot write so fast beside its posts where the machine is busy: one writes, another posts
    writer = replace(job, each=job.each * TOGETHER / 3, together=TOGETHER, posts=False)
    pids = [start(writer, DAY, seed=1), start(replace(job, most=0), DAY, seed=2)]
    time.sleep(1)
    first, at = campaign.cursor(job.url), time.monotonic()
    time.sleep(options.seconds / 2)
    backup_to(job.url, backup)
    time.sleep(options.seconds / 2)
    rate = (campaign.cursor(job.url) - first) / (time.monotonic() - at)
    for pid in pids:
        campaign.end(pid, campaign.signal.SIGTERM)
    assert integrity(backup) == "ok"
    return rate


def finish(job: worker.Work, behind: float, goal: int) -> None:
    """Let an instance whose clock is `behind` seconds back record up to the goal, and post for a while."""
    pid = start(job, behind, seed=goal)
    while campaign.cursor(job.url) < goal:
        time.sleep(0.1)
    time.sleep(2)
    campaign.end(pid, campaign.signal.SIGTERM)


def start(job: worker.Work, behind: float, *, seed: int) -> int:
    """Fork an instance whose clock is back by so many seconds."""
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            random.seed(seed)
            clock = lambda: datetime.now(UTC) - timedelta(seconds=behind)  # noqa: E731
            asyncio.run(worker.work_on(job, to_the_end=False, clock=clock))
            status = 0
        except BaseException as error:  # noqa: BLE001 - the child must not run the parent's code
            print("worker:", repr(error), file=sys.stderr, flush=True)
        finally:
            os._exit(status)
    return pid


def integrity(path: Path) -> str:
    """Return what SQLite says of the file."""
    connection = sqlite3.connect(path)
    try:
        return str(connection.execute("PRAGMA integrity_check").fetchone()[0])
    finally:
        connection.close()


if __name__ == "__main__":
    sys.exit(main())
