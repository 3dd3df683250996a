"""What is particular to the SQLite file: its settings, its copies, a full disk, backup and restore."""

import contextlib
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from bot.alerts import DeliveryState
from bot.database.interface import Database, StoreThread, open_database
from bot.database.sqlite import SqliteDatabase
from bot.errors import StoreError, StoreFull
from bot.operating.backup import backup_to, restore_from
from bot.outbox import outbox
from bot.outbox.claims import claim
from bot.outbox.decisions import Limits
from bot.outbox.searches import searched, to_search
from tests.outbox_samples import NOW, a_destination, an_alert

SETS = {"bot": outbox.MIGRATIONS}


def opened(path: Path) -> Database:
    """Open the file."""
    return open_database(f"sqlite:///{path}", SETS)


def test_every_connection_has_our_settings(tmp_path: Path) -> None:
    """Write-ahead log, full synchronisation, foreign keys, patience: the second connection as the first."""
    for _ in range(2):
        db = opened(tmp_path / "bot.db")
        settings = {
            name: db.query(f"PRAGMA {name}")[0]
            for name in ("journal_mode", "synchronous", "foreign_keys", "busy_timeout")
        }
        assert [next(iter(each.values())) for each in settings.values()] == ["wal", 2, 1, 15000]
        db.close()


def test_reading_first_and_writing_later_never_fails_for_a_lock(tmp_path: Path) -> None:
    """The trap of deferred transactions: two that read, then write, wait for each other instead."""
    one, two = opened(tmp_path / "bot.db"), opened(tmp_path / "bot.db")
    begun = threading.Event()

    def other() -> None:
        begun.wait(5)
        with two.atomic():
            two.query("SELECT COUNT(*) AS n FROM requests")
            two.execute("INSERT INTO requests VALUES ('two', 'x')")

    thread = threading.Thread(target=other)
    thread.start()
    with one.atomic():
        one.query("SELECT COUNT(*) AS n FROM requests")
        begun.set()
        thread.join(0.1)
        one.execute("INSERT INTO requests VALUES ('one', 'x')")
    thread.join()
    assert [row["id"] for row in one.query("SELECT id FROM requests ORDER BY id")] == ["one", "two"]
    one.close()
    two.close()


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("mysql://x", "must begin with sqlite:/// or postgresql://"),
        ("sqlite:////nowhere/at/all.db", "folder for the database is not there"),
        ("postgresql://bot:hunter2@127.0.0.1:1/x", "does not answer"),
        ("sqlite://watch.db", "names no file"),  # a slash too few: a store in memory would lose everything
        ("sqlite:/var/lib/watch.db", "names no file"),
        ("sqlite:watch.db", "names no file"),
        ("sqlite:///", "names no file"),
        ("sqlite:////tmp", "this is a folder"),
    ],
)
def test_an_address_that_cannot_serve_is_a_sentence(url: str, sentence: str) -> None:
    """One sentence, and the password is not in it."""
    with pytest.raises(StoreError, match=sentence) as caught:
        open_database(url, SETS)
    assert "hunter2" not in repr(caught.value)
    assert caught.value.__cause__ is None


def test_a_file_that_is_no_database_is_a_sentence(tmp_path: Path) -> None:
    """Nothing is written to it."""
    path = tmp_path / "bot.db"
    path.write_text("dear diary, " * 1000)
    with pytest.raises(StoreError, match="not an SQLite database"):
        opened(path)
    assert path.read_text().startswith("dear diary")


def test_a_copy_is_kept_before_an_existing_file_is_changed(tmp_path: Path) -> None:
    """The copy holds what was committed, also what only the log holds yet; a fresh file needs none."""
    path = tmp_path / "bot.db"
    db = opened(path)
    assert not list(tmp_path.glob("*.bak"))
    outbox.record(db, an_alert(), [a_destination()], NOW)
    more = {"bot": (*outbox.MIGRATIONS, ("0002 more", "CREATE TABLE more (x TEXT);"))}
    open_database(f"sqlite:///{path}", more).close()
    db.close()
    [kept] = tmp_path.glob("*.bak")
    assert kept.name == "bot.db.before-bot-0002-more.bak"
    old = opened(kept)
    assert outbox.alert(old, "a1") == an_alert()
    old.close()


def test_a_full_disk_loses_nothing_committed(tmp_path: Path) -> None:
    """What does not fit is refused whole, with a sentence; with space again writing goes on."""
    db = opened(tmp_path / "bot.db")
    outbox.record(db, an_alert("first"), [a_destination()], NOW)
    [row] = db.query("PRAGMA page_count")
    db.query(f"PRAGMA max_page_count = {row['page_count'] + 4}")
    recorded = 1
    with pytest.raises(StoreFull, match="disk is full"):  # noqa: PT012 - how many fit is not our subject
        while True:
            with db.atomic():
                outbox.record(db, an_alert(f"a{recorded}"), [a_destination()], NOW)
            recorded += 1
    assert recorded > 1
    assert len(outbox.alerts(db, limit=1000)) == recorded
    assert outbox.figures(db, NOW).pending == recorded
    assert db.query("PRAGMA integrity_check") == [{"integrity_check": "ok"}]
    db.query("PRAGMA max_page_count = 1000000")
    outbox.record(db, an_alert("after"), [a_destination()], NOW)
    assert outbox.alert(db, "after") is not None
    db.close()


async def test_the_store_thread_is_one_thread(tmp_path: Path) -> None:
    """Every call runs there, in order, and its error comes back to who asked."""
    store = StoreThread(opened(tmp_path / "bot.db"))
    names = {await store.run(lambda: threading.current_thread().name) for _ in range(5)}
    assert len(names) == 1
    assert names != {threading.current_thread().name}
    with pytest.raises(ZeroDivisionError):
        await store.run(lambda: 1 // 0)
    store.close()


def test_a_backup_is_whole_while_others_write(tmp_path: Path) -> None:
    """Copied in the middle of writing: sound, and every alert in it has its delivery."""
    path, copy = tmp_path / "bot.db", tmp_path / "backup.db"
    db = opened(path)
    stop = threading.Event()

    def write() -> None:
        number = 0
        while not stop.is_set():
            with db.atomic():
                outbox.record(db, an_alert(f"a{number}"), [a_destination()], NOW)
            number += 1

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for _ in range(5):
            backup_to(f"sqlite:///{path}", copy)
    finally:
        stop.set()
        writer.join()
    db.close()
    with closing(sqlite3.connect(copy)) as made:
        assert made.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        counts = made.execute("SELECT (SELECT COUNT(*) FROM alerts), (SELECT COUNT(*) FROM deliveries)")
        alerts, deliveries = counts.fetchone()
        assert alerts == deliveries > 0
    assert not copy.with_name("backup.db.part").exists()


def test_a_restored_store_looks_before_it_posts(tmp_path: Path) -> None:
    """What waited in the backup, and what the sources bring again, is read back; the old file is kept."""
    path, copy = tmp_path / "bot.db", tmp_path / "backup.db"
    db = opened(path)
    outbox.record(db, an_alert("waits"), [a_destination()], NOW)
    backup_to(f"sqlite:///{path}", copy)
    later = NOW + timedelta(hours=5)
    outbox.record(db, an_alert("after"), [a_destination()], later)
    db.close()
    assert restore_from(f"sqlite:///{path}", copy) == NOW
    db = opened(path)
    assert outbox.alert(db, "after") is None
    outbox.record(db, an_alert("after"), [a_destination()], later)
    assert claim(db, later, ("slack",), Limits()) == ()
    [search] = to_search(db, later, ("slack",), Limits())
    assert len(search.suspects) == 2
    assert search.since == NOW
    db.close()
    kept = opened(tmp_path / "bot.db.before-restore.bak")
    assert outbox.deliveries(kept, "after")[0].state is DeliveryState.PENDING
    kept.close()


@pytest.mark.parametrize("everywhere", [True, False])
def test_a_pause_named_since_the_backup_outlives_the_restore(tmp_path: Path, everywhere: bool) -> None:
    """Retry-After holds its channel, or all of them, whatever store is in force."""
    path, copy, url = tmp_path / "bot.db", tmp_path / "backup.db", f"sqlite:///{tmp_path / 'bot.db'}"
    db = opened(path)
    outbox.record(db, an_alert(), [a_destination()], NOW)
    backup_to(url, copy)
    until, held = NOW + timedelta(minutes=10), NOW + timedelta(minutes=1)
    name = "UPDATE destinations SET not_before = :until, held_at = :held"
    if everywhere:
        name = "INSERT INTO pauses VALUES ('slack', :until, :held)"
    db.execute(name, {"until": until, "held": held})
    db.close()
    assert restore_from(url, copy) == NOW
    restore_from(url, copy)  # what the store before knows is what was carried over
    db = opened(path)
    soon, then = until - timedelta(seconds=1), until + timedelta(seconds=1)
    [search] = to_search(db, soon, ("slack",), Limits())
    searched(db, search, {}, soon)  # it is not in the chat, so it waits to be posted
    assert claim(db, soon, ("slack",), Limits()) == ()
    assert len(claim(db, then, ("slack",), Limits())) == 1
    db.close()


def test_a_store_in_use_is_not_put_back(tmp_path: Path) -> None:
    """Not under a bot, however still it stands: it would go on with what it remembers. Nothing is touched."""
    path, copy = tmp_path / "bot.db", tmp_path / "backup.db"
    db = opened(path)
    backup_to(f"sqlite:///{path}", copy)
    outbox.record(db, an_alert(), [a_destination()], NOW)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(StoreError, match=r"Another program has bot\.db open; stop the bot"):
        restore_from(f"sqlite:///{path}", copy)
    assert outbox.alert(db, "a1") == an_alert()
    assert sorted(tmp_path.iterdir()) == before
    db.close()
    restore_from(f"sqlite:///{path}", copy)
    db = opened(path)
    assert outbox.alert(db, "a1") is None
    db.close()


def test_a_store_of_a_killed_program_is_put_back(tmp_path: Path) -> None:
    """It leaves its log of writes and no lock."""
    path, copy = tmp_path / "bot.db", tmp_path / "backup.db"
    opened(path).close()
    backup_to(f"sqlite:///{path}", copy)
    write = (
        "import os, sqlite3, sys; db = sqlite3.connect(sys.argv[1]);"
        " db.execute(\"INSERT INTO requests VALUES ('late', '')\"); db.commit(); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", write, str(path)], check=False)
    assert path.with_name("bot.db-wal").stat().st_size
    restore_from(f"sqlite:///{path}", copy)
    with closing(sqlite3.connect(tmp_path / "bot.db.before-restore.bak")) as kept:
        assert kept.execute("SELECT id FROM requests").fetchall() == [("late",)]
    db = opened(path)
    assert db.query("SELECT id FROM requests") == []
    db.close()


@pytest.mark.parametrize("content", [b"not a database" * 1000, b"", None])
def test_what_is_no_backup_is_refused(tmp_path: Path, content: bytes | None) -> None:
    """The store stays as it was."""
    path, strange = tmp_path / "bot.db", tmp_path / "strange.db"
    db = opened(path)
    outbox.record(db, an_alert(), [a_destination()], NOW)
    if content is not None:
        strange.write_bytes(content)
    with pytest.raises(StoreError):
        restore_from(f"sqlite:///{path}", strange)
    assert outbox.alert(db, "a1") == an_alert()
    db.close()


def test_backup_needs_a_file(tmp_path: Path) -> None:
    """No such store, no such folder, the store itself, another kind of store: one sentence each."""
    path = tmp_path / "bot.db"
    with pytest.raises(StoreError, match="no database"):
        backup_to(f"sqlite:///{path}", tmp_path / "b.db")
    opened(path).close()
    with pytest.raises(StoreError, match="folder"):
        backup_to(f"sqlite:///{path}", tmp_path / "no/b.db")
    with pytest.raises(StoreError, match="another path"):
        backup_to(f"sqlite:///{path}", path)
    with pytest.raises(StoreError, match="pg_dump"):
        backup_to("postgresql://u:secret@h/d", tmp_path / "b.db")


def test_a_damaged_store_takes_the_place_of_no_good_backup(tmp_path: Path) -> None:
    """What is damaged is said, and the last backup is there to be restored."""
    path, backup = tmp_path / "bot.db", tmp_path / "copy.db"
    db = opened(path)
    for number in range(200):
        db.execute("INSERT INTO requests VALUES (:id, '')", {"id": f"{number}" * 100})
    db.close()
    backup_to(f"sqlite:///{path}", backup)
    good = backup.read_bytes()
    with path.open("r+b") as file:
        file.seek(path.stat().st_size // 2)
        file.write(b"\xa5" * (path.stat().st_size // 2))
    with pytest.raises(StoreError, match="damaged"):
        backup_to(f"sqlite:///{path}", backup)
    assert backup.read_bytes() == good
    assert not list(tmp_path.glob("*.part*"))
    restore_from(f"sqlite:///{path}", backup)
    again = opened(path)
    assert again.query("SELECT COUNT(*) AS n FROM requests") == [{"n": 200}]
    again.close()


def test_a_store_that_is_no_database_any_more_can_be_restored(tmp_path: Path) -> None:
    """It is put aside as it is; the log that belonged to it is not written into the new one."""
    path, backup = tmp_path / "bot.db", tmp_path / "copy.db"
    db = opened(path)
    db.execute("INSERT INTO requests VALUES ('a', '')")
    db.close()
    backup_to(f"sqlite:///{path}", backup)
    junk = bytes(range(256)) * 64
    path.write_bytes(junk)
    path.with_name("bot.db-wal").write_bytes(junk)
    restore_from(f"sqlite:///{path}", backup)
    assert path.with_name("bot.db.before-restore.bak").read_bytes() == junk
    again = opened(path)
    assert again.query("SELECT id FROM requests") == [{"id": "a"}]
    again.close()


def modes(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()}


def test_what_is_watched_is_readable_by_its_owner_alone(tmp_path: Path) -> None:
    """A new store, its log, and copies of it; an operator who opened a store to a group opens its copies."""
    path, backup = tmp_path / "bot.db", tmp_path / "copy.db"
    db = opened(path)
    backup_to(f"sqlite:///{path}", backup)
    assert set(modes(tmp_path).values()) == {0o600}, modes(tmp_path)
    db.close()
    path.chmod(0o640)
    backup_to(f"sqlite:///{path}", backup)
    assert modes(tmp_path)["copy.db"] == 0o640
    path.unlink()
    restore_from(f"sqlite:///{path}", backup)
    assert modes(tmp_path)["bot.db"] == 0o600


def test_a_backup_that_cannot_be_written_is_a_sentence_and_leaves_nothing(small_disk: Path) -> None:
    """The sentence names the backup, not the store, and the room it took is given back."""
    path = small_disk.parent / "bot.db"
    opened(path).close()
    (small_disk / "ballast").write_bytes(b"x" * (4 * 2**20 - 64 * 1024))
    with pytest.raises(StoreFull, match=r"no room for .*copy\.db"):
        backup_to(f"sqlite:///{path}", small_disk / "copy.db")
    assert [one.name for one in small_disk.iterdir()] == ["ballast"]
    (small_disk.parent / "copy.db.part").mkdir()
    with pytest.raises(StoreError, match=r"copy\.db cannot be written"):
        backup_to(f"sqlite:///{path}", small_disk.parent / "copy.db")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """Return a folder on a disk of 4 MiB; mounting one needs root."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", str(folder)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("no tmpfs can be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=False)


def test_a_store_on_a_full_disk_says_that_it_is_full(small_disk: Path) -> None:
    """Even where it cannot be opened for reading; the sentence names the file."""
    path = small_disk / "store.db"
    opened(path).close()
    with (small_disk / "ballast").open("wb", buffering=0) as ballast, contextlib.suppress(OSError):
        while True:
            ballast.write(b"x" * 512)
    with pytest.raises(StoreFull, match=r"store\.db: The disk is full"):
        opened(path)


@pytest.mark.parametrize("restarted", [False, True])
@pytest.mark.parametrize("kept", [0, 2 * 2**20])
def test_what_the_log_holds_can_be_written_when_the_disk_is_full(
    small_disk: Path, kept: int, restarted: bool
) -> None:
    """No other program can take it, and what was written is there for whoever opens the file next.

    After a start the log is empty, and room is kept in it all the same.
    """
    path = small_disk / "store.db"
    db = opened(path)
    db.execute("INSERT INTO requests VALUES ('before', 'then')")
    if restarted:
        db.close()
        db = opened(path)
    assert isinstance(db, SqliteDatabase)
    db.reserve_log(kept)
    with (small_disk / "ballast").open("wb", buffering=0) as ballast, contextlib.suppress(OSError):
        while True:
            ballast.write(b"x" * 512)
    if kept:
        for number in range(10):
            db.execute("INSERT INTO requests VALUES (:text, '')", {"text": f"{number}" * 50_000})
    else:
        with pytest.raises(StoreFull):
            db.execute("INSERT INTO requests VALUES (:text, '')", {"text": "x" * 50_000})
    another = opened(path)
    assert another.query("SELECT COUNT(*) AS n FROM requests") == [{"n": 11 if kept else 1}]
    assert another.query("PRAGMA integrity_check") == [{"integrity_check": "ok"}]
    another.close()
    (small_disk / "ballast").unlink()
    db.close()
    again = opened(path)
    assert again.query("SELECT COUNT(*) AS n FROM requests") == [{"n": 11 if kept else 1}]
    again.close()
