"""The audit log: one row a change, and a chain that shows what was touched afterwards."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from bot.actors import Actor, Role
from bot.database.interface import Database, open_database
from bot.opening import MIGRATIONS
from bot.triage import audit

pytestmark = pytest.mark.both_stores

NOW = datetime(2026, 3, 1, tzinfo=UTC)
ACTOR = Actor(team="t", user="U1", role=Role.EDITOR, via="slack", workspace="W", channel="C", request_id="r1")


@pytest.fixture
def db(store_url: str) -> Iterator[Database]:
    store = open_database(store_url, MIGRATIONS)
    for number in range(5):
        with store.atomic():
            audit.append(store, ACTOR, "watchlist.add", f"own/{number}", after="x", now=NOW)
    yield store
    store.close()


def test_a_whole_log_verifies(db: Database) -> None:
    """Every field of the actor is kept, and the chain holds."""
    assert audit.verify(db) == ""
    first = next(audit.rows(db))
    assert (first.who, first.workspace, first.channel, first.request_id) == ("U1", "W", "C", "r1")


@pytest.mark.parametrize(
    ("sql", "says"),
    [
        ("UPDATE audit SET after = 'y' WHERE seq = 3", "Row 3"),
        ("UPDATE audit SET who = 'U2' WHERE seq = 1", "Row 1"),
        ("DELETE FROM audit WHERE seq = 2", "Row 2 of the audit log is missing"),
        ("UPDATE audit SET hash = 'zz' WHERE seq = 4", "Row 4"),
    ],
)
def test_what_is_touched_shows(db: Database, sql: str, says: str) -> None:
    """An altered or missing row breaks the chain at its place."""
    db.execute(sql)
    assert says in audit.verify(db)


def test_a_change_that_is_rolled_back_leaves_no_row(db: Database) -> None:
    """The row and the change are one commit."""

    def change() -> None:
        with db.atomic():
            audit.append(db, ACTOR, "watchlist.add", "own/6", now=NOW)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        change()
    assert len(list(audit.rows(db))) == 5
