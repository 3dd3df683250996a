"""A list in force from one copy to the next: what is written, and what of two copies is held once."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

import watchers.lists.store
import watchers.store
from bot.database.gather import gathered
from bot.database.interface import Database, open_database
from bot.opening import MIGRATIONS
from watchers.model import Entry, Source, SourceKind

pytestmark = pytest.mark.both_stores

NOW = datetime(2026, 3, 1, tzinfo=UTC)
MANY = 3_500  # more than are read or written at once


@pytest.fixture
def db(store_url: str) -> Iterator[Database]:
    store = open_database(store_url, MIGRATIONS)
    with store.atomic():
        for name in ("big", "other"):
            source = Source(id=name, kind=SourceKind.OFAC_SDN, url="https://x.example/", name=name)
            watchers.store.add_source(store, source, NOW)
    yield store
    store.close()


def entry(name: str, **more: object) -> Entry:
    told = {"addresses": (f"{name} Road 1", f"{name} Road 2"), "programs": ("A", "B"), "remarks": name * 3}
    return Entry(entity_id=name, name=f"{name} Works", list="SDN", **(told | more))  # type: ignore[arg-type]


def first_copy() -> list[Entry]:
    """Return entries whose ids every store sorts in its own way, in an order that is none of theirs."""
    heads = ("", "a", "B", "b", "Ä", "~", "中", "9", "10", "-")
    return [entry(f"{heads[number % len(heads)]}{number * 7919 % MANY}") for number in range(MANY)]


def put_in_force(db: Database, entries: list[Entry], name: str = "big") -> None:
    with gathered(db) as store:
        watchers.lists.store.replace_list(store, name, entries, as_of="2026-03-01", now=NOW)


def held(db: Database, name: str = "big") -> list[Entry]:
    return list(watchers.lists.store.entries_in_order(db, name)[0])


def test_a_list_comes_back_as_its_newest_copy_says(db: Database) -> None:
    """Entries taken off, put on and edited, on every page of what is held; other lists are left alone."""
    before = first_copy()
    put_in_force(db, before)
    put_in_force(db, before[:50], "other")
    assert held(db) == before
    edited = {number: replace(before[number], remarks="Edited.") for number in range(0, MANY, 11)}
    after = [edited.get(number, one) for number, one in enumerate(before) if number % 7]
    after[1000:1000] = [entry(f"new {number}") for number in range(MANY)]
    put_in_force(db, after)
    assert held(db) == after
    assert held(db, "other") == before[:50]
    state = watchers.lists.store.held_list(db, "big")
    assert state is not None
    assert state["entries"] == len(after)


def test_only_rows_that_changed_are_written(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    """A list of ten thousands of entries, of which one changed, is one row."""
    before = first_copy()
    put_in_force(db, before)
    written: list[object] = []
    plainly = type(db).execute_many

    def counted(self: Database, sql: str, rows: object) -> None:
        rows = list(rows)  # type: ignore[call-overload]
        written.extend(row["entity"] for row in rows)
        plainly(self, sql, rows)

    monkeypatch.setattr(type(db), "execute_many", counted)
    put_in_force(db, [replace(before[0], name="Another"), *before[2:]])
    assert sorted(map(str, written)) == sorted((before[0].entity_id, before[1].entity_id))


def test_what_two_copies_say_alike_is_held_once(db: Database) -> None:
    """So that comparing a list with its next copy takes little more memory than one of them."""
    before = first_copy()
    put_in_force(db, before)
    newer = [replace(one, remarks=f"{one.remarks} Edited.") for one in first_copy()[: MANY // 2]]
    told, ordered = watchers.lists.store.entries_in_order(db, "big", newer)
    assert list(told) == before
    assert ordered
    for one, new in zip(told, newer, strict=False):
        assert one.addresses is new.addresses
        assert one.name is new.name
        assert one.remarks != new.remarks
