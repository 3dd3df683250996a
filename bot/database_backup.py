"""Backup and restore of an SQLite store through SQLite's own online backup, never a file copy.

After a restore, what was posted since the backup is looked for in chat before anything is posted again
(`bot.outbox.distrust`), so an old backup does not repeat alerts.
"""

import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from bot.database import sqlite_file
from bot.errors import StoreError


def backup_to(url: str, path: Path) -> None:
    """Copy the store at `url` to `path` while others write to it. Raises StoreError."""
    source = _file(url)
    if not source.is_file():
        raise StoreError(f"There is no store at {source} yet; nothing to back up.")
    if path.is_dir():
        raise StoreError(f"{path} is a folder; name the file of the backup.")
    unfinished = path.with_name(path.name + ".unfinished")
    try:
        _copy(source, unfinished)
        unfinished.replace(path)
    except (sqlite3.Error, OSError) as error:
        unfinished.unlink(missing_ok=True)
        raise StoreError(f"The backup could not be written to {path}: {error}.") from None


def restore_from(url: str, path: Path) -> datetime:
    """Put the store back as `path` holds it; the old file stays beside it. Return the time of the backup.

    The program must not run meanwhile. Raises StoreError when `path` is no sound store.
    """
    target = _file(url)
    _check(path)
    made = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    fresh = target.with_name(target.name + ".restoring")
    try:
        _copy(path, fresh)
        if target.exists():
            kept = target.with_name(f"{target.name}.before-restore-{datetime.now(UTC):%Y%m%dT%H%M%S}")
            _copy(target, kept)
        for extra in ("-wal", "-shm"):
            target.with_name(target.name + extra).unlink(missing_ok=True)
        fresh.replace(target)
    except (sqlite3.Error, OSError) as error:
        raise StoreError(f"The store could not be restored: {error}.") from None
    return made


def _file(url: str) -> Path:
    path = sqlite_file(url)
    if path is None:
        raise StoreError("Only an SQLite store is backed up here; use pg_dump for PostgreSQL.")
    return path


def _copy(source: Path, target: Path) -> None:
    with sqlite3.connect(f"file:{source}?mode=ro", uri=True) as old, sqlite3.connect(target) as new:
        old.backup(new, pages=1000)
    old.close()
    new.close()


def _check(path: Path) -> None:
    try:
        with sqlite3.connect(f"file:{path}?mode=ro", uri=True) as db:
            (verdict,) = db.execute("PRAGMA integrity_check").fetchone()
            tables = {row[0] for row in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        db.close()
    except sqlite3.Error as error:
        raise StoreError(f"{path} is not a backup of a store: {error}.") from None
    if verdict != "ok" or not {"sources", "alerts", "deliveries"} <= tables:
        raise StoreError(f"{path} is not a sound backup of a sanctions-watch store.")
