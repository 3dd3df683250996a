"""Moving a store from SQLite to PostgreSQL: everything arrives, and the old one takes nothing more."""

from pathlib import Path

import pytest

from bot.alerts import DeliveryState
from bot.database.interface import open_database
from bot.database.move import move
from bot.errors import StoreConflict, StoreError
from bot.outbox import outbox
from bot.outbox.claims import claim
from bot.outbox.decisions import Limits
from bot.outbox.searches import to_search
from tests.outbox_samples import NOW, a_destination, an_alert

SETS = {
    "bot": outbox.MIGRATIONS,
    "more": (("0001", "CREATE TABLE more (n BIGINT, x DOUBLE PRECISION, t TEXT);"),),
}


@pytest.fixture
def target(postgres: str, request: pytest.FixtureRequest) -> str:
    name = f"move_{abs(hash(request.node.name))}"
    admin = open_database(postgres, {})
    admin.execute(f"CREATE DATABASE {name}")
    admin.close()
    return postgres.replace("/postgres?", f"/{name}?")


def test_everything_moves_and_the_old_store_is_closed(tmp_path: Path, target: str) -> None:
    """Rows of every table, whatever is in them; a bot still on the old file can write nothing more."""
    source = f"sqlite:///{tmp_path}/bot.db"
    living = open_database(source, SETS)
    for n in range(1200):
        outbox.record(living, an_alert(f"a{n}"), [a_destination("C1"), a_destination("C2")], NOW)
    living.execute("INSERT INTO more VALUES (:n, :x, :t)", {"n": 2**60, "x": 0.5, "t": "深圳 %s :x 'q'"})
    living.execute("INSERT INTO more VALUES (NULL, NULL, NULL)")
    under_way = claim(living, NOW, ("slack",), Limits())
    moved = move(source, target, SETS)
    assert (moved["alerts"], moved["deliveries"], moved["more"]) == (1200, 2400, 2)
    with pytest.raises(StoreConflict, match="moved to PostgreSQL"):
        outbox.record(living, an_alert("late"), [a_destination()], NOW)
    with pytest.raises(StoreConflict, match="moved to PostgreSQL"):
        claim(living, NOW + Limits().grace, ("slack",), Limits())
    living.close()
    new = open_database(target, SETS)
    assert new.query("SELECT * FROM more ORDER BY n NULLS LAST") == [
        {"n": 2**60, "x": 0.5, "t": "深圳 %s :x 'q'"},
        {"n": None, "x": None, "t": None},
    ]
    assert outbox.alert(new, "a7") == an_alert("a7")
    assert outbox.deliveries(new, "a7")[0].state is DeliveryState.PENDING
    searches = to_search(new, NOW + Limits().grace, ("slack",), Limits())
    assert {each.key for search in searches for each in search.suspects} == {
        each.delivery.key for each in under_way
    }
    new.close()


def test_a_target_that_holds_something_is_refused(tmp_path: Path, target: str) -> None:
    """Both stores stay as they were."""
    source = f"sqlite:///{tmp_path}/bot.db"
    for url in (source, target):
        db = open_database(url, SETS)
        outbox.record(db, an_alert(url[:6]), [a_destination()], NOW)
        db.close()
    with pytest.raises(StoreError, match="must be empty"):
        move(source, target, SETS)
    old, new = open_database(source, SETS), open_database(target, SETS)
    outbox.record(old, an_alert("goes on"), [a_destination()], NOW)
    assert len(outbox.alerts(new)) == 1
    old.close()
    new.close()


def test_only_a_file_can_be_moved(tmp_path: Path, target: str) -> None:
    """A missing file is not made."""
    with pytest.raises(StoreError, match="SQLite file that is there"):
        move(f"sqlite:///{tmp_path}/none.db", target, SETS)
    assert not (tmp_path / "none.db").exists()
