"""PostgreSQL behind the store's interface: one connection, any number of instances beside us.

Needs the extra `postgres` (psycopg). A statement that comes often is prepared by the server once, and what is
asked for many rows goes in one journey (pipeline mode). A connection that was lost is opened anew at the next
statement outside a transaction.
"""

import contextlib
import re
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, LiteralString

import psycopg
from psycopg.abc import Buffer
from psycopg.adapt import Loader
from psycopg.rows import dict_row

from bot.database.interface import closed_on_failure
from bot.database.values import pending, statements, storables
from bot.errors import StoreBusy, StoreConflict, StoreError, StoreFull

CONNECT_SECONDS = 10
CHANGED = "A newer sanctions-watch has just changed the store's tables; try again, and upgrade this one too."
LOST = "The connection to the PostgreSQL server was lost, or another instance was in the way."
STEPS = """
CREATE TABLE IF NOT EXISTS schema_steps (
    set_name TEXT NOT NULL,
    name TEXT NOT NULL,
    applied_at TIMESTAMPTZ NOT NULL DEFAULT now(),
    PRIMARY KEY (set_name, name)
)
"""
# literals, quoted names, comments and casts are passed over; then our parameters and psycopg's own sign
_TOKEN = re.compile(r"""('(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|/\*.*?\*/|::)|:([A-Za-z_]\w*)|%""", re.DOTALL)


@lru_cache(maxsize=1024)
def translate(sql: str) -> LiteralString:
    """Turn `:name` into psycopg's `%(name)s`, outside literals, quoted names, comments and casts."""

    def one(token: re.Match[str]) -> str:
        if token[2]:
            return f"%({token[2]})s"
        return token[0].replace("%", "%%")

    return _TOKEN.sub(one, sql)


class _Number(Loader):
    """Reads `numeric` (what a sum of BIGINT gives) as SQLite would: int where it is whole."""

    def load(self, data: Buffer) -> int | float:
        text = bytes(data).decode()
        return float(text) if "." in text or "e" in text.lower() or "n" in text.lower() else int(text)


class PostgresDatabase:
    """One PostgreSQL connection. See `bot.database.interface.Database` for what each method promises."""

    skip_locked = "FOR UPDATE SKIP LOCKED"
    for_update = "FOR UPDATE"

    def __init__(self, url: str) -> None:
        self._url = url
        self._lock = threading.RLock()
        self._depth = 0
        self._connection = _connect(url)

    def __repr__(self) -> str:
        """Show no address: it may hold a password."""
        return "PostgresDatabase()"

    def query(self, sql: str, params: Mapping[str, object] | None = None) -> list[dict[str, Any]]:
        with self._cursor() as cursor:
            cursor.execute(translate(sql), storables(params))
            return cursor.fetchall() if cursor.description else []

    def execute(self, sql: str, params: Mapping[str, object] | None = None) -> int:
        with self._cursor() as cursor:
            cursor.execute(translate(sql), storables(params))
            return max(cursor.rowcount, 0)

    def execute_many(self, sql: str, rows: Iterable[Mapping[str, object]]) -> None:
        values = [storables(row) for row in rows]
        with self._lock, self._whole(), self._cursor() as cursor:
            cursor.executemany(translate(sql), values)

    execute_soon = execute_many

    def query_each(self, sql: str, rows: Iterable[Mapping[str, object]]) -> list[list[dict[str, Any]]]:
        values = [storables(row) for row in rows]
        if not values:
            return []
        with self._cursor() as cursor:
            cursor.executemany(translate(sql), values, returning=True)
            return [each.fetchall() for each in cursor.results()]

    def execute_each(self, sql: str, rows: Iterable[Mapping[str, object]]) -> list[int]:
        values = [storables(row) for row in rows]
        if not values:
            return []
        with self._lock, self._whole(), self._cursor() as cursor:
            cursor.executemany(translate(sql), values, returning=True)
            return [max(each.rowcount, 0) for each in cursor.results()]

    def _whole(self) -> contextlib.AbstractContextManager[None]:
        """The transaction under way, or one of its own; for who holds the lock."""
        return contextlib.nullcontext() if self._depth else self.atomic()

    @contextlib.contextmanager
    def atomic(self) -> Iterator[None]:
        with self._lock, plain_errors(), self._alive().transaction():
            self._depth += 1
            try:
                yield
                if self._connection.closed:  # psycopg would end the block as if it had been committed
                    raise StoreError(LOST)
            finally:
                self._depth -= 1

    def lock(self, name: str, *, shared: bool = False) -> None:
        if not self._depth:
            raise RuntimeError("lock() belongs inside atomic()")
        how = "_shared" if shared else ""
        self.query(f"SELECT pg_advisory_xact_lock{how}(hashtextextended(:name, 0))", {"name": name})

    def applied(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = {}
        for row in self.query("SELECT set_name, name FROM schema_steps ORDER BY applied_at, name"):
            found.setdefault(row["set_name"], []).append(row["name"])
        return found

    def close(self) -> None:
        with self._lock:
            self._connection.close()

    @contextlib.contextmanager
    def _cursor(self) -> Iterator[psycopg.Cursor[dict[str, Any]]]:
        with self._lock, plain_errors(), self._alive().cursor() as cursor:
            try:
                yield cursor
            except psycopg.errors.FeatureNotSupported as error:
                # A newer program, starting beside this one, gave a table another column: what the server
                # prepared on this connection is of no use any more.
                if error.diag.source_function != "RevalidateCachedQuery":
                    raise
                self._connection.close()
                raise StoreError(CHANGED) from error

    def _alive(self) -> psycopg.Connection[dict[str, Any]]:
        """Return the connection, opened anew when it was lost."""
        if self._connection.closed and not self._depth:  # never in the middle of a transaction
            self._connection = _connect(self._url)
        return self._connection


def _connect(url: str) -> psycopg.Connection[dict[str, Any]]:
    try:
        connection = psycopg.connect(
            url,
            autocommit=True,
            connect_timeout=CONNECT_SECONDS,
            prepare_threshold=3,
            row_factory=dict_row,
            application_name="sanctions-watch",
            client_encoding="UTF8",
        )
    except psycopg.Error:
        # libpq's own text repeats host, user and more of the address
        raise StoreError(
            "The PostgreSQL server does not answer, or refuses the address in SANCTIONS_WATCH_DATABASE_URL."
        ) from None
    if connection.info.parameter_status("server_encoding") != "UTF8":
        connection.close()
        raise StoreError(
            "The PostgreSQL database is not in UTF-8, so it cannot hold names of all scripts; make one with"
            " createdb --encoding UTF8 --template template0"
        )
    connection.adapters.register_loader("numeric", _Number)
    return connection


@contextlib.contextmanager
def plain_errors() -> Iterator[None]:
    """Turn PostgreSQL's errors that no programmer caused into one sentence each."""
    try:
        yield
    except psycopg.IntegrityError as error:
        raise StoreConflict(f"The store refuses this: {error.diag.message_primary}.") from error
    except psycopg.errors.InsufficientResources as error:
        raise StoreFull(
            "The database server is out of room or memory: nothing committed is lost, "
            "and work goes on by itself when there is space."
        ) from error
    except (psycopg.errors.InsufficientPrivilege, psycopg.errors.ReadOnlySqlTransaction) as error:
        raise StoreError(
            f"The PostgreSQL server refuses this ({error.diag.message_primary}): the user in"
            " SANCTIONS_WATCH_DATABASE_URL must be allowed to make tables there and to write."
        ) from error
    except (psycopg.errors.DeadlockDetected, psycopg.errors.SerializationFailure) as error:
        raise StoreBusy("Another instance changed the same at the same moment; say it once more.") from error
    except psycopg.OperationalError as error:
        if error.sqlstate and error.sqlstate.startswith(("42", "22")):
            raise
        raise StoreError(LOST) from error


def open_postgres(url: str, migrations: Mapping[str, Sequence[tuple[str, str]]]) -> PostgresDatabase:
    """Connect and apply what is pending of every set; see `bot.database.interface.open_database`."""
    db = PostgresDatabase(url)
    with closed_on_failure(db):
        migrate(db, migrations)
    return db


def migrate(db: PostgresDatabase, migrations: Mapping[str, Sequence[tuple[str, str]]]) -> None:
    """Apply pending steps in one transaction; instances that start together wait for each other."""
    with db.atomic():
        db.lock("sanctions-watch schema")
        db.execute(STEPS)
        for name, step, sql in pending(db.applied(), migrations):
            for statement in statements(sql):
                db.execute(statement)
            db.execute(
                "INSERT INTO schema_steps (set_name, name) VALUES (:set_name, :name)",
                {"set_name": name, "name": step},
            )
