"""Killed in the middle of an upgrade, a store is as it was or as it should be; the next start finishes it."""

import os
import random
import signal
import time
from pathlib import Path

import pytest

from bot.database.interface import open_database
from bot.errors import StoreError
from bot.outbox import outbox
from tests.outbox_samples import NOW, a_destination, an_alert

STEPS = tuple(
    (f"0{number}00_step", f"CREATE TABLE step_{number} (x TEXT); INSERT INTO step_{number} VALUES ('done');")
    for number in range(1, 9)
)
NEWER = {"bot": outbox.MIGRATIONS, "more": STEPS}
# a step that takes a while: the blow falls into it
SLOW = """
    CREATE TABLE slow AS WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 200000)
    SELECT i FROM n;
"""


def test_a_killed_upgrade_is_finished_by_the_next_start(tmp_path: Path) -> None:
    """At any moment: all steps of the transaction or none; nothing stored is lost; the copy is there."""
    url, draw = f"sqlite:///{tmp_path / 'store.db'}", random.Random(3)
    db = open_database(url, {"bot": outbox.MIGRATIONS})
    outbox.record(db, an_alert(), [a_destination()], NOW)
    db.close()
    newer = {**NEWER, "more": (*STEPS, ("0900_slow", SLOW))}
    half = 0
    for _ in range(12):
        child = os.fork()
        if child == 0:
            try:
                open_database(url, newer).close()
            finally:
                os._exit(0)
        time.sleep(draw.uniform(0, 0.12))
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        db = open_database(url, {"bot": outbox.MIGRATIONS})
        done = set(db.applied()) - {"bot"}
        tables = {row["name"] for row in db.query("SELECT name FROM sqlite_master WHERE name LIKE 'step_%'")}
        assert len(tables) in (0, len(STEPS)), "all or none"
        assert bool(tables) == bool(done)
        assert outbox.alert(db, "a1") == an_alert()
        db.close()
        half += not tables
        if tables:
            break
    db = open_database(url, newer)
    assert [len(steps) for steps in db.applied().values()] == [len(outbox.MIGRATIONS), len(STEPS) + 1]
    assert outbox.figures(db, NOW).pending == 1
    assert db.query("PRAGMA integrity_check") == [{"integrity_check": "ok"}]
    db.close()
    assert list(tmp_path.glob("store.db.before-more-0100_step.bak"))
    with pytest.raises(StoreError, match="written by a newer sanctions-watch"):
        open_database(url, NEWER)
