"""Whether work can be done: store, schema, disk, tokens; and what a full disk does."""

import asyncio
import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.alerts import Destination
from bot.database.disk import Disk
from bot.database.interface import Database, StoreThread, open_database
from bot.errors import StoreFull
from bot.opening import MIGRATIONS
from bot.operating.readiness import ASK_AGAIN, ASK_EVERY, Readiness
from bot.operating.room import Room
from bot.outbox import outbox
from tests.outbox_samples import NOW
from watchlists.store import save_team

SMALL = 256 * 1024
THERE = Destination(id="slack:C1", team="default", channel="slack", address="C1")


@pytest.fixture
def store(store_url: str) -> Iterator[StoreThread]:
    """Return a store with one team and one destination."""
    db = open_database(store_url, MIGRATIONS)
    with db.atomic():
        save_team(db, "default", {}, NOW)
        outbox.save_destination(db, THERE, NOW)
    thread = StoreThread(db)
    yield thread
    thread.close()


class Free:
    """What the disk says is free, to be turned."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.bytes = 2**30
        usage = shutil.disk_usage("/")
        monkeypatch.setattr(shutil, "disk_usage", lambda _: usage._replace(free=self.bytes))


@pytest.fixture
def free(monkeypatch: pytest.MonkeyPatch) -> Free:
    return Free(monkeypatch)


@pytest.fixture
def disk(tmp_path: Path) -> Disk:
    return Disk(tmp_path / "store.db", pieces=2, piece=SMALL, least=SMALL, starved=SMALL // 4)


def ready(store: StoreThread, disk: Disk, **asks: tuple[bool, str]) -> Readiness:
    """Return the readiness of a bot whose chats answer so."""

    def answering(words: tuple[bool, str]):
        async def ask() -> tuple[bool, str]:
            return words

        return ask

    return Readiness(
        store=store,
        disk=disk,
        migrations=MIGRATIONS,
        asks={name: answering(words) for name, words in asks.items()},
    )


async def test_all_is_well(store: StoreThread, disk: Disk) -> None:
    """Without a chat nothing needs a token; with chats one that works is enough."""
    assert await ready(store, disk).verdict() == (True, "ready")
    one = ready(store, disk, slack=(True, "fine"), teams=(False, "Teams: no token."))
    assert await one.verdict() == (False, "No chat has answered yet whether its token works.")
    await one.ask()
    assert await one.verdict() == (True, "ready")


async def test_no_token_that_works_is_not_ready(store: StoreThread, disk: Disk) -> None:
    """It says what the chat said."""
    one = ready(store, disk, slack=(False, "Slack: token_revoked."))
    await one.ask()
    assert await one.verdict() == (False, "Slack: token_revoked.")


async def test_a_chat_is_asked_now_and_then(store: StoreThread, disk: Disk) -> None:
    """Once a minute while all is well, sooner when it is not; a question that fails is an answer."""
    asked, now = [], 100.0

    async def ask() -> tuple[bool, str]:
        asked.append(now)
        if len(asked) == 2:
            raise RuntimeError
        return True, "fine"

    one = Readiness(store=store, disk=disk, migrations=MIGRATIONS, asks={"slack": ask}, monotonic=lambda: now)
    for _ in range(150):
        await one.ask()
        now += 1
    assert asked == [100, 100 + ASK_EVERY, 100 + ASK_EVERY + ASK_AGAIN, 100 + 2 * ASK_EVERY + ASK_AGAIN]


async def test_a_store_brought_up_to_date_by_a_newer_program_is_not_ready(
    store: StoreThread, disk: Disk, store_url: str
) -> None:
    """An instance left over from before must not go on writing as if nothing were."""
    newer = {**MIGRATIONS, "bot": (*MIGRATIONS["bot"], ("9999_future", "CREATE TABLE future (x TEXT);"))}
    open_database(store_url, newer).close()
    good, words = await ready(store, disk).verdict()
    assert not good
    assert "newer sanctions-watch" in words


async def test_a_locked_store_is_not_ready(store: StoreThread, disk: Disk, monkeypatch) -> None:
    """The reason of the last poll that failed is told too."""
    one = ready(store, disk)
    one.store_fault = "The database was locked for too long by another program."
    assert await one.verdict() == (False, one.store_fault)


def titles(db: Database) -> list[str]:
    return [alert.title for alert in outbox.alerts(db)]


def room_of(store: StoreThread, disk: Disk) -> tuple[Room, list[str]]:
    woken: list[str] = []
    wake = lambda: woken.append("woken")  # noqa: E731
    return Room(store, disk, teams=lambda: ("default",), clock=lambda: NOW, wake=wake), woken


def reserves(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.glob("*.reserve-*"))


@pytest.mark.parametrize("call", ["posix_fallocate", "none"])
async def test_a_full_disk_stops_polling_and_is_told(
    store: StoreThread, disk: Disk, free: Free, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str
) -> None:
    """Once, and once more when there is room again; polling goes on by itself. macOS has no such call."""
    if call == "none":
        monkeypatch.delattr(os, "posix_fallocate", raising=False)
    room, woken = room_of(store, disk)
    await room.prepare()
    first = tmp_path / "store.db.reserve-0"
    assert first.stat().st_blocks * 512 >= SMALL, "really there, not a hole"
    assert await room.look()
    free.bytes = SMALL - 1
    for _ in range(3):
        assert not await room.look()
    assert titles(store.db) == ["The disk is full: nothing is read until there is room"]
    assert woken == ["woken"]
    assert (await ready(store, disk).verdict())[0] is False
    free.bytes = 2 * SMALL - 1
    assert not await room.look(), "a little more is no room to work in"
    free.bytes = 2**30
    assert await room.look()
    assert len(reserves(tmp_path)) == 2
    assert "There is room on the disk again" in titles(store.db)
    assert await ready(store, disk).verdict() == (True, "ready")
    assert len(titles(store.db)) == 2


async def test_what_was_kept_is_given_up_piece_by_piece(
    store: StoreThread, disk: Disk, free: Free, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Somebody who goes on filling the disk takes the first piece; the second is there for the message."""
    room, _ = room_of(store, disk)
    disk.prepare()
    record, fails = outbox.record, 2

    def full_at_first(*args, **more) -> None:
        nonlocal fails
        fails -= 1
        if fails >= 0:
            raise StoreFull("no room")
        record(*args, **more)

    monkeypatch.setattr(outbox, "record", full_at_first)
    free.bytes = 0
    assert not await room.look()
    assert (reserves(tmp_path), titles(store.db)) == (["store.db.reserve-1"], [])
    assert not await room.look()
    assert (reserves(tmp_path), titles(store.db)) == ([], [])
    assert not await room.look()
    assert len(titles(store.db)) == 1


async def test_a_store_that_is_full_though_the_disk_is_not(
    store: StoreThread, disk: Disk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A quota, or a PostgreSQL server: polling goes on when the store takes writes again, not before."""
    room, _ = room_of(store, Disk(None))
    full = True
    record = outbox.record

    def fails(*args, **more) -> None:
        if full:
            raise StoreFull("no room")
        record(*args, **more)

    monkeypatch.setattr(outbox, "record", fails)
    await room.ran_out()
    await asyncio.gather(room.ran_out(), room.ran_out())
    assert not await room.look()
    full = False
    assert await room.look()


async def test_a_disk_too_small_for_a_reserve_works_without(
    store: StoreThread, disk: Disk, free: Free
) -> None:
    """There is no reserve, and no harm."""
    free.bytes = 2 * SMALL
    assert not disk.prepare()
    room, _ = room_of(store, disk)
    assert await room.look()
