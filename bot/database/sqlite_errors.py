"""What SQLite's errors mean, one sentence each, for those that no programmer caused. Knows no connection."""

import contextlib
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from bot.errors import StoreConflict, StoreError, StoreFull


@contextlib.contextmanager
def plain_errors(path: Path | None = None) -> Iterator[None]:
    """Turn SQLite's errors that no programmer caused into one sentence each; one about `path` names it."""
    try:
        yield
    except sqlite3.IntegrityError as error:
        raise StoreConflict(f"The store refuses this: {error}.") from error
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", 0)
        if code == sqlite3.SQLITE_IOERR_SHMSIZE:  # the first thing that an open store needs room for
            code = sqlite3.SQLITE_FULL
        sentence = _SENTENCES.get(code & 0xFF)
        if sentence is None:
            raise
        told = sentence()
        raise (type(told)(f"{path}: {told}") if path is not None else told) from error


_SENTENCES: Mapping[int, Callable[[], StoreError]] = {
    sqlite3.SQLITE_FULL: lambda: StoreFull(
        "The disk is full: nothing committed is lost, and work goes on by itself when there is space."
    ),
    sqlite3.SQLITE_BUSY: lambda: StoreError("The database was locked for too long by another program."),
    sqlite3.SQLITE_LOCKED: lambda: StoreError("The database was locked for too long by another program."),
    sqlite3.SQLITE_READONLY: lambda: StoreError("The database file or its folder cannot be written to."),
    sqlite3.SQLITE_IOERR: lambda: StoreFull("The disk holding the database fails to read or write."),
    sqlite3.SQLITE_CANTOPEN: lambda: StoreError(
        "The database file cannot be opened: this user may not read it, or not write to its folder."
    ),
    sqlite3.SQLITE_CORRUPT: lambda: StoreError("The database file is damaged; restore the last backup."),
    sqlite3.SQLITE_NOTADB: lambda: StoreError("The file is not an SQLite database."),
}
