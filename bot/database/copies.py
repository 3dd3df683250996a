"""Copies of an SQLite file, taken while others use it. Knows files; knows no table."""

import contextlib
import os
import sqlite3
from pathlib import Path

from bot.database.sqlite_errors import plain_errors
from bot.errors import StoreError, StoreFull

BUSY_SECONDS = 15.0


def make_private(path: Path) -> None:
    """Make an empty file that nobody but its owner may read. Raises OSError, also where there is a file."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def copy(source: Path, target: Path, *, sound: bool = False) -> None:
    """Copy a database that may be in use (online backup); `target` appears whole or not at all.

    Whoever may read the source may read the copy, nobody else. `sound`: a damaged one is no copy. Raises
    StoreError when there is no room, no such folder, or the folder cannot be written to.
    """
    unfinished = target.with_name(f"{target.name}.part")
    try:
        unfinished.unlink(missing_ok=True)
        make_private(unfinished)
        try:
            with (
                plain_errors(),
                contextlib.closing(sqlite3.connect(source, timeout=BUSY_SECONDS)) as reader,
                contextlib.closing(sqlite3.connect(unfinished)) as writer,
            ):
                reader.backup(writer)
                if sound and writer.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                    raise StoreError("The database file is damaged; restore the last backup.")
            with contextlib.suppress(OSError):  # a disk that knows no owners
                unfinished.chmod(source.stat().st_mode & 0o777)
            unfinished.replace(target)
        finally:
            unfinished.unlink(missing_ok=True)
        directory = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(directory)
        finally:
            os.close(directory)
    except StoreFull:
        raise StoreFull(f"There is no room for {target}; what was to be copied is as it was.") from None
    except OSError as error:
        raise StoreError(f"{target} cannot be written: {error.strerror}.") from None
