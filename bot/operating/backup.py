"""Copies of an SQLite store: made while the bot runs, put back so that nothing is told twice.

Knows files and the outbox's `distrust`. A PostgreSQL store is copied by its own tools (`pg_dump`).
"""

import contextlib
import sqlite3
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from bot.database.copies import copy, make_private
from bot.database.interface import moment, sqlite_file, stamp
from bot.database.sqlite import SqliteDatabase, connect
from bot.database.sqlite_errors import plain_errors
from bot.errors import StoreError
from bot.outbox import outbox

ALONE_SECONDS = 3.0  # for a command that only reads and is soon done
_UNREADABLE = (sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT)


def backup_to(url: str, path: Path) -> None:
    """Copy the store at `url` to `path` while it may be in use; `path` appears whole or not at all.

    Raises StoreError: no such store, a damaged one, no room, or not an SQLite store.
    """
    source = _file(url)
    if not source.is_file():
        raise StoreError(f"There is no database at {source}.")
    if not path.parent.is_dir():
        raise StoreError(f"The folder for the backup is not there: {path.parent}")
    if path.is_dir():
        raise StoreError(f"{path} is a folder; name the file the backup should be.")
    if path.exists() and path.samefile(source):
        raise StoreError("A backup needs another path than the database itself.")
    copy(source, path, sound=True)  # the last good backup is not given up for a damaged one


def restore_from(url: str, path: Path) -> datetime:
    """Put the store at `url` back as it is in `path`; return the time it is of.

    What the store held before is kept beside it (`<file>.before-restore.bak`), and pauses that a chat named
    since the backup (Retry-After) still count. The swap is one transaction: killed in the middle, the store
    is as it was. Every message of the restored outbox is looked for in the
    chat before it is posted (`outbox.distrust`), already when the swap is done.

    Raises StoreError: `path` is no sound backup of a store, `url` is not an SQLite store, or another program
    has it open: a bot would go on with the watchlists and sources it remembers.
    """
    target = _file(url)
    if not target.parent.is_dir():
        raise StoreError(f"The folder for the database is not there: {target.parent}")
    with _workroom(target.parent) as folder:
        prepared = folder / "store.db"
        with plain_errors():
            _check(path)
            if target.exists():
                with _alone(target):
                    pass  # before anything is written
            copy(path, prepared)
            made = _prepare(prepared, datetime.fromtimestamp(path.stat().st_mtime, UTC))
            if target.exists():
                kept = target.with_name(f"{target.name}.before-restore.bak")
                _keep(target, kept)
                _carry_pauses(kept, prepared)
            if not target.exists():
                make_private(target)
            with contextlib.closing(sqlite3.connect(prepared)) as reader, _alone(target) as writer:
                reader.backup(writer)
    return made


@contextlib.contextmanager
def _alone(target: Path) -> Iterator[sqlite3.Connection]:
    """A connection to the store that nobody else can open meanwhile. Raises StoreError where somebody has.

    SQLite asks the system: every program with the store open holds a lock on the file, also when it stands
    still, and none that has ended does, however it ended.
    """
    with contextlib.closing(sqlite3.connect(target, timeout=ALONE_SECONDS, isolation_level=None)) as db:
        try:
            db.execute("PRAGMA locking_mode=EXCLUSIVE")
            db.execute("BEGIN EXCLUSIVE")
            db.execute("ROLLBACK")  # the lock stays until the connection is closed
        except sqlite3.DatabaseError as error:
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF
            if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise StoreError(
                    f"Another program has {target.name} open; stop the bot first. Nothing was changed."
                ) from None
            if code not in _UNREADABLE:
                raise
        yield db


@contextlib.contextmanager
def _workroom(beside: Path) -> Iterator[Path]:
    """A folder of our own on the disk of the store. Raises StoreError where none can be made."""
    try:
        room = tempfile.TemporaryDirectory(dir=beside, prefix=".restore-")
    except OSError as error:
        raise StoreError(f"The folder of the database cannot be written to: {error.strerror}.") from None
    with room as folder:
        yield Path(folder)


def _keep(target: Path, kept: Path) -> None:
    """Keep what the store holds; a file that is no database is put aside as it is, out of the way."""
    try:
        copy(target, kept)
    except StoreError as error:
        if getattr(error.__cause__, "sqlite_errorcode", 0) & 0xFF not in _UNREADABLE:
            raise
        target.replace(kept)
        for more in ("-wal", "-shm"):  # of a store that is gone
            target.with_name(f"{target.name}{more}").unlink(missing_ok=True)


def _carry_pauses(kept: Path, prepared: Path) -> None:
    """Take over the pauses that only the replaced store knew of, so that no call comes too early.

    Nothing is taken over from a store that cannot be read, or is of another version.
    """
    with (
        contextlib.closing(sqlite3.connect(kept)) as old,
        contextlib.closing(sqlite3.connect(prepared)) as new,
        contextlib.suppress(sqlite3.DatabaseError),
    ):
        pauses = old.execute("SELECT channel, until, held_at FROM pauses").fetchall()
        held = old.execute("SELECT not_before, held_at, id FROM destinations").fetchall()
        looks = old.execute("SELECT look_after, id FROM destinations").fetchall()
        with new:
            new.executemany(
                """
                INSERT INTO pauses (channel, until, held_at) VALUES (?, ?, ?)
                ON CONFLICT (channel) DO UPDATE SET until = excluded.until, held_at = excluded.held_at
                WHERE excluded.until > pauses.until
                """,
                pauses,
            )
            new.executemany(
                """
                UPDATE destinations SET not_before = ?1, held_at = ?2
                WHERE id = ?3 AND not_before < ?1
                """,
                held,
            )
            later = "UPDATE destinations SET look_after = ?1 WHERE id = ?2 AND look_after < ?1"
            new.executemany(later, looks)


def _file(url: str) -> Path:
    path = sqlite_file(url)
    if path is None:
        raise StoreError(
            "Backup and restore are for SQLite files; for PostgreSQL use pg_dump and pg_restore."
        )
    return path


def _check(path: Path) -> None:
    if not path.is_file():
        raise StoreError(f"There is no backup at {path}.")
    with contextlib.closing(sqlite3.connect(path)) as reader:
        tables = {name for (name,) in reader.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if not {"alerts", "deliveries", "destinations"} <= tables:
            raise StoreError(f"{path} is not a backup of this program.")
        if reader.execute("PRAGMA integrity_check").fetchone()[0] != "ok":
            raise StoreError(f"{path} is damaged.")


def _prepare(path: Path, written: datetime) -> datetime:
    """Make the copy look before it posts; return the time its content is of.

    That is the last thing it knows of, so a copy made by another tool serves as well; never later than the
    file's own time, should a clock have been wrong.
    """
    db = SqliteDatabase(connect(path), path)
    try:
        [row] = db.query(
            """
            SELECT MAX(at) AS last FROM (
                SELECT MAX(touched) AS at FROM deliveries
                UNION ALL SELECT MAX(changed) FROM alerts
                UNION ALL SELECT MAX(held_at) FROM destinations) AS times
            """
        )
        made = min(moment(row["last"] or stamp(written)), written)
        with db.atomic():
            outbox.distrust(db, made, made)
    finally:
        db.close()
    return made
