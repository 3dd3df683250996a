"""Fills the disk under a running instance, again and again: `python tests/torture/disk_full.py --times 20`.

The store lies on a small tmpfs (mounting one needs root; elsewhere it says so and ends). Each time a file
takes all space for a moment; then it is removed, and the instance must go on by itself. At the end what
Slack holds is compared with what was committed, as in `campaign`:

    full=… slowest_back=… faults_seen=… alerts=… lost=… dup=…
"""

import argparse
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import campaign
from children import end
from options import read_options


def main() -> int:
    """Run it and print the figures."""
    options = read_options(
        __doc__,
        times=20,
        faults=0.2,
        pause=0.02,
        seed=1,
    )
    campaign.keep_log("")
    return on_small_disk(12, lambda folder: run(options, folder))


def on_small_disk(megabytes: int, work: Callable[[Path], int]) -> int:
    """Return what `work` does on a disk of that size of its own; 0 where none can be made."""
    with tempfile.TemporaryDirectory() as folder:
        mount = ["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", folder]
        if subprocess.run(mount, check=False, capture_output=True).returncode:
            print("no tmpfs can be mounted here: nothing was tried")
            return 0
        try:
            return work(Path(folder))
        finally:
            subprocess.run(["umount", folder], check=False)


def run(options: argparse.Namespace, folder: Path) -> int:
    """Fill and free the folder under one instance."""
    draw = random.Random(options.seed)
    chat, api = campaign.start_chat(options)
    url = f"sqlite:///{folder}/bot.db"
    job = campaign.work(options, url, api, each=0.02, grace=1.5, channels=8)
    living = campaign.start_worker(job, seed=1)
    slowest, stuck = 0.0, 0
    blows = campaign.Blows()
    ballast = folder / "ballast"
    try:
        for _ in range(options.times):
            time.sleep(draw.uniform(0.3, 1.5))
            fill(ballast)
            time.sleep(draw.uniform(1.0, 2.5))
            before = campaign.cursor(url)
            time.sleep(0.5)
            stuck += campaign.cursor(url) == before
            ballast.unlink()
            freed = time.monotonic()
            while campaign.cursor(url) == before and time.monotonic() < freed + 60:
                time.sleep(0.05)
            slowest = max(slowest, time.monotonic() - freed)
        end(living, signal.SIGTERM)
        living = 0
        campaign.control(api, rate=0.0)
        print(f"full={options.times} stood_still={stuck} slowest_back={slowest:.1f}s")
        return campaign.drained(job, blows)
    finally:
        for pid in filter(None, (living, chat)):
            end(pid)


def integrity(path: Path) -> str:
    """Return what SQLite says of the file."""
    connection = sqlite3.connect(path)
    try:
        return str(connection.execute("PRAGMA integrity_check").fetchone()[0])
    finally:
        connection.close()


def fill(ballast: Path) -> None:
    """Take all the space there is, to the last byte."""
    with ballast.open("wb", buffering=0) as file:
        for size in (65536, 512, 1):
            try:
                while True:
                    file.write(b"\0" * size)
            except OSError:
                continue


if __name__ == "__main__":
    sys.exit(main())
