"""Stored items that name a new term are told in pieces: each once, in one summary, whatever comes between."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot.alerting import backfilling
from bot.alerting.backfill_store import LEASE
from bot.alerting.backfilling import Backfilling, Here
from bot.commands import looking_back
from bot.commands.desk import Desk
from bot.database.interface import Database, open_database
from bot.grammar import line as grammar
from bot.matching.in_force import Matching
from bot.matching.revisions import LOCK
from bot.opening import MIGRATIONS
from bot.outbox import outbox
from tests.bot.commands.test_looking_back import ADD, ANA, NOW, filled, item, keep, told
from tests.processes import killed_there
from tests.stores import tables
from watchers.looking_back import Kept, items_before
from watchlists.model import Watchlist
from watchlists.store import save_team, save_watchlist

MUCH_LATER = LEASE + timedelta(seconds=1)


class Killed(BaseException):
    """What a kill -9 is to what is under way."""


class Dies:
    """Where the store may be used; the process ends at the call of this number, `done` or not."""

    def __init__(self, at: int, *, done: bool) -> None:
        self.at, self.done, self.calls = at, done, 0

    async def run(self, fn: Callable[..., Any], *args: object) -> Any:
        self.calls += 1
        if self.calls == self.at and not self.done:
            raise Killed
        answer = fn(*args)
        if self.calls == self.at:
            raise Killed
        return answer


def much_named(url: str) -> Database:
    """Open a store in which nine items name the Quay Lab: two of them are one report, and one was told."""
    db = filled(url)
    report = " ".join(f"The harbour master of port {number} signs." for number in range(9))
    with db.atomic():
        save_team(db, "ours", {"post": ["high"]}, NOW)
        for number in range(20, 26):
            text = (
                f"The Quay Lab opens. {report}"
                if number in (21, 24)
                else f"The Quay Lab sells boat {number}."
            )
            keep(db, item(number, text), at=NOW - timedelta(minutes=number))
    return db


def added(db: Database) -> Desk:
    """Add the term, and leave what names it to be told in pieces."""
    desk = Desk(db, Matching(), lambda: NOW)
    desk.matching.refresh(db, NOW)
    reply = grammar.answer(ADD, desk, ANA)
    assert "More than 2 stored items name it; a summary of those that you were not told of follows." in repr(
        reply
    )
    return desk


def in_pieces(db: Database, store: object = None, matching: Matching | None = None) -> Backfilling:
    return Backfilling(store or Here(), db, matching or Matching(), lambda: NOW + MUCH_LATER)  # type: ignore[arg-type]


def summaries(db: Database) -> list[tuple[str, list[str]]]:
    """Return each summary that is posted: its title and what it names, in order."""
    posted = {row["alert_id"] for row in db.query("SELECT alert_id FROM deliveries")}
    found = (one for one in outbox.alerts(db, "ours", None, 100) if one.id in posted)
    return [(one.title, [line.text for line in one.lines]) for one in found]


def became(db: Database) -> list[tuple[str, str]]:
    """Return what became of each item."""
    return sorted((row["item_key"], row["reason"]) for row in db.query("SELECT * FROM verdicts"))


def left(db: Database) -> list[str]:
    """Return the tables of what is still to be told that hold anything."""
    return [name for name, rows in tables(db).items() if name.startswith("backfill") and rows]


@pytest.fixture
def whole(tmp_path: Path) -> tuple[list, list]:
    """What is told where it is told in the transaction of the edit."""
    db = much_named(f"sqlite:///{tmp_path}/whole.db")
    desk = Desk(db, Matching(), lambda: NOW)
    desk.matching.refresh(db, NOW)
    desk.prepared(lambda: grammar.answer(ADD, desk, ANA))
    answer = told(db), became(db)
    assert len(answer[0]) == 8 + 2  # one is a reprint; the summary, and the number of posts
    db.close()
    return answer


@pytest.fixture
def db(store_url: str, whole: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    monkeypatch.setattr(backfilling, "AT_ONCE", 2)
    monkeypatch.setattr(backfilling, "TOGETHER", 4)
    monkeypatch.setattr(backfilling, "PAUSE", 0)
    opened = much_named(store_url)
    yield opened
    opened.close()


def test_what_is_told_later_is_not_read_to_its_end_before(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Once more is found than is told with the edit, the rest is left to who tells it; it is counted then."""
    pages: list[int] = []

    def page(*asked: object) -> tuple[Kept, ...]:
        found = items_before(*asked)
        pages.append(len(found))
        return found

    monkeypatch.setattr(looking_back.watchers.looking_back, "items_before", page)
    monkeypatch.setattr(looking_back, "TOGETHER", 4)
    desk = Desk(db, Matching(), lambda: NOW)
    desk.matching.refresh(db, NOW)
    reply = grammar.answer(ADD, desk, ANA)
    assert pages == [4, 4], "of five"
    assert reply.data["stored_items"] is None


@pytest.mark.both_stores
async def test_all_is_told_once_as_in_one_transaction(db: Database, whole: tuple) -> None:
    added(db)
    assert [title for title, _ in told(db)] == ["posts"]
    assert await in_pieces(db).go_on()
    assert (told(db), became(db)) == whole
    [(title, lines)] = summaries(db)
    assert (title, len(lines)) == ("New term “Quay Lab”: 8 stored items name it", 8)
    assert left(db) == []
    assert not await in_pieces(db).go_on()


@pytest.mark.parametrize("done", [False, True])
async def test_killed_anywhere_another_goes_on_and_nothing_is_lost_or_told_twice(
    whole: tuple, done: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before or after each thing that is done with the store; the next waits for the end of the lease."""
    monkeypatch.setattr(backfilling, "AT_ONCE", 2)
    monkeypatch.setattr(backfilling, "TOGETHER", 4)
    monkeypatch.setattr(backfilling, "PAUSE", 0)
    kills, at = 0, 0
    while True:
        at += 1
        db = much_named(f"sqlite:///{tmp_path}/{at}.db")
        added(db)
        try:
            await Backfilling(Dies(at, done=done), db, Matching(), lambda: NOW).go_on()
        except Killed:
            kills += 1
        else:
            break
        finally:
            await in_pieces(db).go_on()
            assert (told(db), became(db)) == whole
            assert (len(summaries(db)), left(db)) == (1, [])
            db.close()
    assert kills > 20


KILLED = """
import asyncio, sys
sys.path.append(sys.argv[1])
from bot.alerting import backfill_store, backfilling
from bot.alerting.backfilling import Backfilling, Here
from bot.commands import looking_back
from bot.database.interface import open_database
from bot.matching.in_force import Matching
from bot.opening import MIGRATIONS
from tests.bot.commands.test_looking_back import NOW
backfilling.AT_ONCE, backfilling.TOGETHER, backfilling.PAUSE = 2, 4, 0
pieces, keep = [], backfill_store.keep_finds
def here(*asked):
    keep(*asked)
    pieces.append(asked)
    if len(pieces) == 3:
        print("there", flush=True)
        sys.stdin.read()
backfill_store.keep_finds = here
db = open_database(sys.argv[2], MIGRATIONS)
asyncio.run(Backfilling(Here(), db, Matching(), lambda: NOW).go_on())
"""


async def test_a_process_that_is_killed_inside_a_piece(whole: tuple, tmp_path: Path) -> None:
    """Nobody takes over before its lease ends: it might go on."""
    url = f"sqlite:///{tmp_path}/bot.db"
    db = much_named(url)
    with pytest.MonkeyPatch.context() as small:
        small.setattr(backfilling, "AT_ONCE", 2)
        added(db)
    db.close()
    killed_there(KILLED, url)
    db = open_database(url, MIGRATIONS)
    before = told(db)
    assert 1 < len(before) < len(whole[0])
    assert not await Backfilling(Here(), db, Matching(), lambda: NOW + LEASE / 2).go_on()
    assert told(db) == before
    assert await in_pieces(db).go_on()
    assert (told(db), became(db)) == whole
    db.close()


@pytest.mark.both_stores
async def test_others_write_between_the_pieces(
    db: Database, store_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A piece tells no more than it may, and its transaction is over before the next begins."""
    desk = added(db)
    other = open_database(store_url, MIGRATIONS)
    told_before, seen = 0, []

    async def between(seconds: float) -> None:
        nonlocal told_before
        now = len(db.query("SELECT id FROM alerts"))
        seen.append(now - told_before)
        told_before = now
        with other.atomic():
            outbox.seen_request(other, f"r{now}", NOW)

    monkeypatch.setattr(backfilling.asyncio, "sleep", between)
    await in_pieces(db, matching=desk.matching).go_on()
    assert len(seen) >= 5
    assert max(seen) <= 2
    other.close()


@pytest.mark.both_stores
async def test_what_a_poll_is_about_to_store_is_read_too(db: Database, store_url: str) -> None:
    """It was scanned for what was watched before the term came."""
    desk = added(db)
    other = open_database(store_url, MIGRATIONS)
    stored, late = threading.Event(), item(30, "The Quay Lab moves.")

    def poll() -> None:
        with other.atomic():
            other.lock(LOCK, shared=True)
            keep(other, late, at=NOW + timedelta(seconds=1))
            stored.set()
            done.wait(0.5)

    done = threading.Event()
    polling = asyncio.create_task(asyncio.to_thread(poll))
    await asyncio.to_thread(stored.wait)
    await asyncio.to_thread(asyncio.run, in_pieces(db, matching=desk.matching).go_on())
    done.set()
    await polling
    other.close()
    [(_, lines)] = summaries(db)
    assert late.title in lines


@pytest.mark.both_stores
async def test_a_term_that_goes_meanwhile_is_told_no_further(
    db: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was told by then is in the summary."""
    monkeypatch.setattr(backfilling, "TOGETHER", 100)
    desk = added(db)

    class Removes(Here):
        pieces = 0

        async def run(self, fn: Callable[..., Any], *args: object) -> Any:
            answer = fn(*args)
            self.pieces += fn.__name__ == "_tell"
            if self.pieces == 1 and fn.__name__ == "_tell":
                save_watchlist(db, Watchlist(team="ours", name="default"), NOW)
            return answer

    assert await in_pieces(db, Removes(), desk.matching).go_on()
    [(title, lines)] = summaries(db)
    assert (title, len(lines)) == ("New term “Quay Lab”: 2 stored items name it", 2)
    assert left(db) == []


@pytest.mark.both_stores
async def test_one_that_stood_still_for_longer_than_its_lease_stops(db: Database, whole: tuple) -> None:
    """Another has told everything meanwhile."""
    added(db)

    class StandsStill(Here):
        pieces = 0

        async def run(self, fn: Callable[..., Any], *args: object) -> Any:
            self.pieces += fn.__name__ == "_tell"
            if fn.__name__ == "_tell":
                await in_pieces(db).go_on()
                assert (told(db), became(db)) == whole
            return fn(*args)

    store = StandsStill()
    assert await Backfilling(store, db, Matching(), lambda: NOW).go_on()
    assert store.pieces == 1
    assert (told(db), became(db)) == whole
    assert len(summaries(db)) == 1


@pytest.mark.both_stores
async def test_what_is_muted_is_not_told(db: Database) -> None:
    desk = added(db)
    grammar.answer('watchlist mute "Quay Lab"', desk, ANA, confirmed=True)
    assert await in_pieces(db, matching=desk.matching).go_on()
    assert summaries(db) == []
    assert left(db) == []
