"""What a clock that was set does to the outbox, mended: every wait stays as long as it was meant.

Waits are kept as wall-clock times. Beside them stands how the wall clock stood to the steady one of this boot
of the machine, so that a clock set while nobody ran is noticed by whoever starts next.
"""

import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from bot.database.interface import Database, moment

CLOCK_SLACK = timedelta(seconds=5)  # clocks of two machines may differ by this much
# By which the wall clock may differ from the steady one between two looks.
CLOCK_JUMP = timedelta(seconds=0.5)
FORGOTTEN = timedelta(days=30)  # boots that nobody looked at for so long


def steady() -> float:
    """Return the seconds of a clock that nobody sets; on Linux it goes on while the machine sleeps.

    Else what slept for a night would take its claim for fresh, and its wall clock for set.
    """
    sleepless: int | None = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if sleepless is None else time.clock_gettime(sleepless)


def this_boot() -> str:
    """Return what names this boot of the machine, since which the steady clock counts for every process.

    Where the system names none it is this process: then what happened before it is not known.
    """
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text(encoding="ascii").strip()
    except OSError:
        return f"process {uuid4()}"


@dataclass(frozen=True, slots=True)
class _Wait:
    """A column that says until when, and the one that says when that was written."""

    table: str
    key: str
    until: str
    written: str
    under_way: str  # the rows that a clock set forward must not end early


_WAITS = (
    _Wait("destinations", "id", "not_before", "held_at", "1 = 1"),
    _Wait("pauses", "channel", "until", "held_at", "1 = 1"),
    _Wait("deliveries", "key", "due", "touched", "state = 'sending'"),
)


def follow(db: Database, now: datetime, steady: float, boot: str) -> timedelta:
    """Mend what waits after the clock was set, and note how it stands now. Return by how much it was set.

    `steady`: seconds of a clock that nobody sets and that counts since `boot`. Safe to repeat by any process.
    """
    with db.atomic():
        rows = db.query(f"SELECT wall, steady FROM clocks WHERE boot = :boot {db.for_update}", {"boot": boot})  # noqa: S608
        jump = timedelta()
        for row in rows:
            jump = now - moment(row["wall"]) - timedelta(seconds=steady - row["steady"])
        if jump > CLOCK_JUMP:
            _set_forward(db, now, jump)
        _set_back(db, now)
        if jump < -CLOCK_JUMP:
            _look_further_back(db, jump)
        db.execute(
            """
            INSERT INTO clocks VALUES (:boot, :now, :steady)
            ON CONFLICT (boot) DO UPDATE SET wall = excluded.wall, steady = excluded.steady
            """,
            {"boot": boot, "now": now, "steady": steady},
        )
        db.execute("DELETE FROM clocks WHERE wall < :old", {"old": now - FORGOTTEN})
    return jump if abs(jump) > CLOCK_JUMP else timedelta()


def _set_forward(db: Database, now: datetime, jump: timedelta) -> None:
    """Lengthen by the jump what was being waited for: a pause that a chat named, a post under way."""
    before = now - jump
    for wait in _WAITS:
        rows = db.query(
            f"SELECT {wait.key}, {wait.until} FROM {wait.table}"  # noqa: S608 - constants
            f" WHERE {wait.until} > :before AND {wait.written} <= :written AND {wait.under_way}",
            {"before": before, "written": before + CLOCK_SLACK},
        )
        _move(db, wait, [(row, jump) for row in rows], now)


def _set_back(db: Database, now: datetime) -> None:
    """Shorten what would else last as much longer as the clock went back."""
    for wait in _WAITS:
        rows = db.query(
            f"SELECT {wait.key}, {wait.until}, {wait.written} FROM {wait.table}"  # noqa: S608 - constants
            f" WHERE {wait.until} IS NOT NULL AND {wait.written} > :ahead",
            {"ahead": now + CLOCK_SLACK},
        )
        _move(db, wait, [(row, now - moment(row[wait.written])) for row in rows], now)
        if wait.table == "destinations":
            ids = [{"id": row["id"], "now": now} for row in rows]
            db.execute_many("UPDATE destinations SET look_after = :now WHERE id = :id", ids)


def _look_further_back(db: Database, jump: timedelta) -> None:
    """Say of posts of unknown fate by the clock as it is now when they may have left."""
    rows = db.query("SELECT key, first_sending FROM deliveries WHERE state = 'sending'")
    db.execute_many(
        "UPDATE deliveries SET first_sending = :first WHERE key = :key",
        [{"key": row["key"], "first": moment(row["first_sending"]) + jump} for row in rows],
    )


def _move(
    db: Database, wait: _Wait, rows: Iterable[tuple[Mapping[str, Any], timedelta]], now: datetime
) -> None:
    db.execute_many(
        f"UPDATE {wait.table} SET {wait.until} = :until, {wait.written} = :now WHERE {wait.key} = :key",  # noqa: S608
        [{"until": moment(row[wait.until]) + by, "now": now, "key": row[wait.key]} for row, by in rows],
    )
