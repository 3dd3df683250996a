"""SQLite behind the store's interface: one connection, write-ahead log, nothing implicit.

Every connection gets its pragmas from us. Python's own transaction handling is off (`isolation_level=None`):
a deferred transaction that reads first and writes later fails at once with "database is locked", whatever
the timeout, so every `atomic()` begins IMMEDIATE. sqlite-utils brings savepoints and migrations; it is loaded
where one of them is needed, which a command that only reads an up-to-date store never does.
"""

from __future__ import annotations

import contextlib
import sqlite3
import threading
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from bot.database.copies import BUSY_SECONDS, copy, make_private
from bot.database.disk import allocate
from bot.database.interface import closed_on_failure
from bot.database.sqlite_errors import plain_errors
from bot.database.values import pending, statements, storables
from bot.errors import StoreError

if TYPE_CHECKING:
    import sqlite_utils
    from sqlite_utils.migrations import Migrations

PRAGMAS = (
    "synchronous=FULL",  # a commit survives a power cut
    "foreign_keys=ON",
    "trusted_schema=OFF",
    "journal_size_limit=67108864",  # the log is cut back to 64 MiB after a checkpoint
)


class SqliteDatabase:
    """One SQLite connection. See `bot.database.interface.Database` for what each method promises."""

    skip_locked = ""
    for_update = ""

    def __init__(self, connection: sqlite3.Connection, path: Path | None) -> None:
        self.path = path
        self._connection = connection
        self._lock = threading.RLock()

    @cached_property
    def tables(self) -> sqlite_utils.Database:
        """The same connection as sqlite-utils sees it."""
        import sqlite_utils

        return sqlite_utils.Database(self._connection)

    def query(self, sql: str, params: Mapping[str, object] | None = None) -> list[dict[str, Any]]:
        return self.query_each(sql, [params or {}])[0]

    def execute(self, sql: str, params: Mapping[str, object] | None = None) -> int:
        with self._lock, plain_errors():
            cursor = self._connection.execute(sql, storables(params))
            cursor.fetchall()
            return max(cursor.rowcount, 0)

    def execute_many(self, sql: str, rows: Iterable[Mapping[str, object]]) -> None:
        with self._lock, self._whole(), plain_errors():
            self._connection.executemany(sql, map(storables, rows))

    execute_soon = execute_many

    def query_each(self, sql: str, rows: Iterable[Mapping[str, object]]) -> list[list[dict[str, Any]]]:
        with self._lock, plain_errors():
            answers = []
            for row in rows:
                cursor = self._connection.execute(sql, storables(row))
                names = [column[0] for column in cursor.description or ()]
                if len(names) == 1:  # the entries of a list are tens of thousands, and read at every start
                    answers.append([{names[0]: value} for (value,) in cursor])
                    continue
                answers.append([dict(zip(names, values, strict=True)) for values in cursor])
            return answers

    def execute_each(self, sql: str, rows: Iterable[Mapping[str, object]]) -> list[int]:
        with self._lock, self._whole(), plain_errors():
            return [max(self._connection.execute(sql, storables(row)).rowcount, 0) for row in rows]

    def _whole(self) -> contextlib.AbstractContextManager[None]:
        """The transaction under way, or one of its own; for who holds the lock."""
        return contextlib.nullcontext() if self._inside() else self.atomic()

    @contextlib.contextmanager
    def atomic(self) -> Iterator[None]:
        with self._lock:
            if self._inside():
                with plain_errors(), self.tables.atomic():
                    yield
                return
            with plain_errors():
                self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                with plain_errors():
                    self._connection.execute("COMMIT")
            except BaseException:
                # a full disk may have rolled back already
                if self._inside():
                    self._connection.execute("ROLLBACK")
                raise

    def lock(self, name: str, *, shared: bool = False) -> None:  # noqa: ARG002 - the interface
        """Nothing to do: `atomic()` excludes every other writer."""
        if not self._inside():
            raise RuntimeError("lock() belongs inside atomic()")

    def applied(self) -> dict[str, list[str]]:
        """Return the steps of the schema that the store has now, by set; none of a fresh store."""
        found: dict[str, list[str]] = {}
        if not self.query("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = '_sqlite_migrations'"):
            return found
        for row in self.query("SELECT migration_set, name FROM _sqlite_migrations ORDER BY applied_at, name"):
            found.setdefault(row["migration_set"], []).append(row["name"])
        return found

    def _inside(self) -> bool:
        return self._connection.in_transaction

    def reserve_log(self, size: int) -> None:
        """Let the log of writes hold `size` bytes of the disk from now on, which nobody else can take.

        SQLite writes into the log that is there, whatever its size, until it has copied the log into the
        file. So when another program has filled the disk, a few thousand pages can still be written. Raises
        OSError where there is no room for it.
        """
        if self.path is None:
            return
        log = self.path.with_name(f"{self.path.name}-wal")
        if not (log.exists() and log.stat().st_size):  # as it is after each start: write what is there
            [row] = self.query("PRAGMA user_version")
            self.execute(f"PRAGMA user_version = {row['user_version']:d}")
        with self.atomic():  # nobody writes to the log meanwhile
            have = log.stat().st_size
            if have < size:
                with log.open("r+b") as written:
                    allocate(written, have, size - have)

    def close(self) -> None:
        """Give the connection back; the last one folds the log into the file."""
        with self._lock:
            self._connection.close()


def connect(path: Path | None) -> sqlite3.Connection:
    """Open one connection with our pragmas (None: in memory); a new file is for its owner alone."""
    if path is not None:
        with contextlib.suppress(OSError):  # it is there; or SQLite says what is wrong
            make_private(path)
    with plain_errors(path):
        connection = sqlite3.connect(
            path or ":memory:", timeout=BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        try:
            _write_ahead(connection)
            for pragma in PRAGMAS:
                connection.execute(f"PRAGMA {pragma}")
        except BaseException:
            connection.close()
            raise
    return connection


def _write_ahead(connection: sqlite3.Connection) -> None:
    """Switch the file to the write-ahead log, once; the switch itself ignores the busy timeout."""
    until = time.monotonic() + BUSY_SECONDS
    while connection.execute("PRAGMA journal_mode").fetchone()[0] not in ("wal", "memory"):
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.05)


def open_sqlite(path: Path | None, migrations: Mapping[str, Sequence[tuple[str, str]]]) -> SqliteDatabase:
    """Open the file (or memory) and apply what is pending of every set, see `open_database`."""
    if path is not None and not path.parent.is_dir():
        raise StoreError(f"The folder for the database is not there: {path.parent}")
    if path is not None and path.is_dir():
        raise StoreError(f"The database must be a file, and this is a folder: {path}")
    db = SqliteDatabase(connect(path), path)
    with closed_on_failure(db):
        migrate(db, migrations)
    return db


def migrate(db: SqliteDatabase, migrations: Mapping[str, Sequence[tuple[str, str]]]) -> None:
    """Apply pending steps in one transaction; programs that start together wait for each other."""
    if not pending(db.applied(), migrations):
        return
    sets = {name: _registered(name, steps) for name, steps in migrations.items()}
    with db.atomic(), plain_errors():
        waiting = pending(db.applied(), migrations)  # again, now that nobody else can write
        if not waiting:
            return
        if db.path is not None and db.applied():
            set_name, step, _ = waiting[0]
            name = f"{db.path.name}.before-{set_name}-{step.replace(' ', '-')}.bak"
            copy(db.path, db.path.with_name(name))
        for each in sets.values():
            each.apply(db.tables)


def _registered(name: str, steps: Sequence[tuple[str, str]]) -> Migrations:
    """Return sqlite-utils' own kind of migration set."""
    from sqlite_utils.migrations import Migrations

    migrations = Migrations(name)
    for step, sql in steps:

        def apply(tables: sqlite_utils.Database, sql: str = sql) -> None:
            for statement in statements(sql):
                tables.conn.execute(statement)

        migrations(name=step)(apply)
    return migrations
