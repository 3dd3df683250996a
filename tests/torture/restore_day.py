"""Back to a backup of yesterday: `python tests/torture/restore_day.py`.

Clocks (ours and Slack's) stand a day back. Instances record about `--rate` alerts a second and post them; in
the middle of it the backup is made. Then a day passes in a few steps, with more alerts in each. Then the
backup is restored, all that was published since is found again, and what Slack holds is compared with what
was recorded:

    writes_per_second=… integrity=ok backup_age_hours=… alerts=… lost=… dup=…
"""

import argparse
import signal
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import campaign
from children import end
from disk_full import integrity
from options import read_options
from stories import Work

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
    chat, api = campaign.start_chat(options)
    store, backup = folder / "bot.db", folder / "backup.db"
    url = f"sqlite:///{store}"
    job = campaign.work(options, url, api, each=1 / options.rate)
    blows = campaign.Blows()
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
        bad = campaign.drained(job, blows)
        sound = integrity(store)
        print(f"writes_per_second={rate:.0f} integrity={sound} backup_age_hours={age:.1f}")
        return int(bad or sound != "ok" or age < 23)
    finally:
        end(chat)


def day_begins(job: Work, options: argparse.Namespace, backup: Path) -> float:
    """Record and post, with the backup made in the middle; return how many alerts a second were recorded."""
    # one instance cannot write so fast beside its posts where the machine is busy: one writes, another posts
    writer = replace(job, each=job.each * TOGETHER / 3, together=TOGETHER, posts=False)
    pids = [
        campaign.start_worker(writer, seed=1, behind=DAY),
        campaign.start_worker(replace(job, most=0), seed=2, behind=DAY),
    ]
    time.sleep(1)
    first, at = campaign.cursor(job.url), time.monotonic()
    time.sleep(options.seconds / 2)
    backup_to(job.url, backup)
    time.sleep(options.seconds / 2)
    rate = (campaign.cursor(job.url) - first) / (time.monotonic() - at)
    for pid in pids:
        end(pid, signal.SIGTERM)
    assert integrity(backup) == "ok"
    return rate


def finish(job: Work, behind: float, goal: int) -> None:
    """Let an instance whose clock is `behind` seconds back record up to the goal, and post for a while."""
    pid = campaign.start_worker(job, seed=goal, behind=behind)
    while campaign.cursor(job.url) < goal:
        time.sleep(0.1)
    time.sleep(2)
    end(pid, signal.SIGTERM)


if __name__ == "__main__":
    sys.exit(main())
