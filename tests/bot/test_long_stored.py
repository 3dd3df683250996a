"""What is done daily costs as much in a store that is years old as in a young one.

Counted in the steps that SQLite's machine takes, which are the same on every computer.
"""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from itertools import count
from pathlib import Path

import pytest

import watchers.item_store
import watchers.store
from bot.alerting import verdicts
from bot.database.sqlite import SqliteDatabase, connect, migrate
from bot.opening import MIGRATIONS
from bot.operating import retention
from bot.outbox import outbox
from bot.outbox.digests import fold
from tests.outbox_samples import NOW, a_destination, an_alert
from watchers.changes import decide
from watchers.model import Item, ItemKind, Source, SourceKind

YEAR = timedelta(days=365)
WIRE = Source(id="wire", kind=SourceKind.FEED, url="https://news.example/feed", name="Wire")


def told(db: SqliteDatabase, name: str, when: datetime, *, late: bool = False, times: int = 1) -> None:
    """Keep an alert that is posted, or waits with others, and verdicts on the items that led to it."""
    outbox.record(db, an_alert(name, created=when), [a_destination()], when, late=late)
    for number in range(times):
        verdicts.save(
            db,
            verdicts.Verdict(
                item_key=f"{name}-{number}",
                team="red",
                stage=verdicts.Stage.POSTED,
                reason=verdicts.Reason.NEW,
                detail="",
                severity="high",
                alert_id=name,
                at=when,
            ),
        )
    if not late:
        db.execute("UPDATE deliveries SET state = 'sent', due = NULL WHERE alert_id = :id", {"id": name})


def keep(db: SqliteDatabase, numbers: range) -> list[str]:
    """Keep items of the wire; return their keys."""
    items = [
        Item(
            id=f"i{number}",
            source="wire",
            kind=ItemKind.NEWS,
            url=f"https://news.example/{number}",
            title=f"No. {number}",
            text="",
        )
        for number in numbers
    ]
    decisions = decide(items, {})
    for decision in decisions:
        watchers.item_store.save_decision(db, decision, now=NOW)
    return [decision.key for decision in decisions]


@contextmanager
def a_store(path: Path, past: int) -> Iterator[tuple[SqliteDatabase, sqlite3.Connection]]:
    """Make a store that holds so many alerts, all posted."""
    connection = connect(path)
    db = SqliteDatabase(connection, path)
    with closing(db):
        migrate(db, MIGRATIONS)
        with db.atomic():
            watchers.store.add_source(db, WIRE, NOW)
            outbox.save_destination(db, a_destination(), NOW)
            for number in range(past):
                told(db, f"past-{number}", NOW - timedelta(hours=1), times=3)
        yield db, connection


def steps(connection: sqlite3.Connection, work: Callable[[], object]) -> int:
    """Return how many steps the store took for some work."""
    taken = count()
    connection.set_progress_handler(lambda: next(taken) < 0, 1)
    work()
    connection.set_progress_handler(None, 0)
    return next(taken)


def after_a_pause(db: SqliteDatabase) -> Callable[[], object]:
    """Fold what was found in catching up."""
    with db.atomic():
        for number in range(15):
            told(db, f"late-{number}", NOW, late=True)
    return lambda: fold(db, NOW + timedelta(hours=1))


def of_an_old_time(db: SqliteDatabase) -> Callable[[], object]:
    """Delete what is older than a year."""
    with db.atomic():
        for number in range(15):
            told(db, f"old-{number}", NOW - 2 * YEAR)
    return lambda: list(retention.prune(db, retention.Rules(content=YEAR), NOW))


@pytest.mark.parametrize("begin", [after_a_pause, of_an_old_time])
def test_what_was_told_before_makes_nothing_slower(
    tmp_path: Path, begin: Callable[[SqliteDatabase], Callable[[], object]]
) -> None:
    """A year of alerts is gone through neither to fold fifteen others nor to delete fifteen."""
    taken = []
    for past in (20, 1000):
        with a_store(tmp_path / f"{past}.db", past) as (db, connection):
            work = begin(db)
            taken.append(steps(connection, work))
            assert db.query("SELECT COUNT(*) AS n FROM alerts WHERE id LIKE 'past-%'") == [{"n": past}]
    young, old = taken
    assert old < 1.5 * young


def test_many_items_are_read_together(tmp_path: Path) -> None:
    """The identities of a source are gone through once for twenty items, not for each."""
    with a_store(tmp_path / "store.db", 0) as (db, connection):
        with db.atomic():
            keys = keep(db, range(1000))
        found = watchers.item_store.stored(db, "wire", keys[:20])
        assert [one.key for one in found] == keys[:20]
        assert all(one.identities == tuple(sorted(one.identities)) and one.identities for one in found)
        alone = steps(connection, lambda: watchers.item_store.stored(db, "wire", keys[:1]))
        together = steps(connection, lambda: watchers.item_store.stored(db, "wire", keys[:20]))
        assert together < 5 * alone
