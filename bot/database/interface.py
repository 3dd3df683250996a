"""The one door to the store: a narrow interface with one behaviour on SQLite and on PostgreSQL.

Knows connections, transactions and migrations. Knows no table: each package owns its own migration set.

SQL given here is the subset both stores read alike, with named parameters (`:name`):

* `INSERT … ON CONFLICT (…) DO NOTHING | DO UPDATE SET x = excluded.x`, `RETURNING`, `WITH`, `CASE`.
* Types `TEXT`, `INTEGER`, `BIGINT`, `DOUBLE PRECISION`; JSON is TEXT; a truth value is INTEGER 0 or 1.
* Times are TEXT as `stamp` writes them (`2026-11-23T09:04:14.000000+00:00`): they sort as they pass.
  An aware `datetime` given as a parameter is written so.
* Never `INSERT OR …`, `AUTOINCREMENT`, `rowid`, scalar `MAX(a, b)`, `LIKE` on mixed case (use
  `lower(x) LIKE`), or `ORDER BY` on human text where the exact order matters (collations differ).

NUL and lone surrogates in text are replaced by U+FFFD on the way in: PostgreSQL cannot hold the first,
neither store the second.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any, Protocol, TypeVar

from bot.database.values import moment, stamp
from bot.errors import StoreError

__all__ = ["Database", "Migration", "StoreThread", "moment", "open_database", "sqlite_file", "stamp"]

T = TypeVar("T")
Params = Mapping[str, object] | None
# One step of a schema: its name (sorts after the last one's) and one or more SQL statements.
Migration = tuple[str, str]
MigrationSets = Mapping[str, Sequence[Migration]]
_IN_MEMORY = ("sqlite://", "sqlite:///:memory:")


class Database(Protocol):
    """A store. Calls from several threads wait for each other; a transaction belongs to one thread.

    Every method raises `StoreError` (one sentence) when the store is full, locked, unreachable or damaged,
    and `StoreConflict` when a constraint forbids the write.
    """

    # The end of a SELECT whose rows are changed next: "" on SQLite, whose `atomic()` excludes all others.
    skip_locked: str  # passes over rows that another instance holds
    for_update: str  # waits for them

    def query(self, sql: str, params: Params = None) -> list[dict[str, Any]]:
        """Return the rows, each as a dictionary by column name."""

    def execute(self, sql: str, params: Params = None) -> int:
        """Run one statement and return how many rows it touched."""

    def execute_many(self, sql: str, rows: Iterable[Mapping[str, object]]) -> None:
        """Run one statement for each row, all or none: inside `atomic()` a failure ends the whole of it."""

    def query_each(self, sql: str, rows: Iterable[Mapping[str, object]]) -> list[list[dict[str, Any]]]:
        """Run one SELECT for each row of parameters and return the answers in that order.

        A store that is reached over a network answers all of them in one round trip.
        """

    def execute_each(self, sql: str, rows: Iterable[Mapping[str, object]]) -> list[int]:
        """As `execute_many`, and return how many rows each of them touched."""

    def execute_soon(self, sql: str, rows: Iterable[Mapping[str, object]]) -> None:
        """As `execute_many`, for writes whose order among each other does not matter.

        Where writes are gathered (`bot.database.gather`) the rows wait for others of the same statement.
        """

    def atomic(self) -> AbstractContextManager[None]:
        """Write all or nothing; inside another `atomic()` a savepoint.

        On SQLite it begins immediately: no other process writes until it ends, so it holds no network
        call and no parsing. A statement outside `atomic()` commits by itself.
        """

    def lock(self, name: str, *, shared: bool = False) -> None:
        """Inside `atomic()`: wait until no other instance holds the lock of this name; held to the end.

        `shared`: other than those that share it. For "look, then write" that no constraint can guard. On
        SQLite `atomic()` excludes others already.
        """

    def applied(self) -> dict[str, list[str]]:
        """Return the steps of the schema that the store has now, by set."""

    def close(self) -> None:
        """Give the connection back."""


def sqlite_file(url: str) -> Path | None:
    """Return the file behind a `sqlite:///…` address, or None for memory and other stores."""
    prefix = "sqlite:///"
    path = url.removeprefix(prefix) if url.startswith(prefix) else ""
    return Path(path) if path and path != ":memory:" else None


@contextmanager
def closed_on_failure(db: Database) -> Iterator[None]:
    """Close a database that was opened where what is done with it fails."""
    try:
        yield
    except BaseException:
        db.close()
        raise


def open_database(url: str, migrations: MigrationSets) -> Database:
    """Open the store at `url` and bring its schema up to date.

    `url` is `sqlite:///file.db` (three slashes and a relative path, four and an absolute one),
    `sqlite://` for one in memory, or `postgresql://…` (needs the extra `postgres`). `migrations` are the
    sets by name; all pending steps of all sets are applied in one transaction. An existing SQLite file is
    copied beside itself first (`<file>.before-<set>-<step>.bak`).

    Raises StoreError in a plain sentence: a store newer than this program, a folder that is not there, a file
    that is no database, a server that does not answer. The address is never repeated: it may hold a password.
    """
    scheme = url.partition(":")[0]
    if scheme == "sqlite":
        from bot.database.sqlite import open_sqlite

        file = sqlite_file(url)
        if file is None and url not in _IN_MEMORY:  # a slash too few must not lose everything at the end
            raise StoreError(
                "The database address names no file: write sqlite:///watch.db for one in this folder,"
                " sqlite:////var/lib/watch.db (four slashes) for one elsewhere."
            )
        return open_sqlite(file, migrations)
    if scheme in ("postgresql", "postgres"):
        try:
            from bot.database.postgres import open_postgres
        except ImportError:
            raise StoreError(
                "PostgreSQL needs an extra: run `make extras` (a container is built with EXTRAS=1)."
            ) from None

        return open_postgres(url, migrations)
    raise StoreError("The database address must begin with sqlite:/// or postgresql://.")


class StoreThread:
    """The one thread that talks to the store, so that the event loop never waits for a disk.

    `await store.run(outbox.record, store.db, alert, destinations, now)`
    """

    def __init__(self, db: Database) -> None:
        self.db = db
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="store")

    async def run(self, fn: Callable[..., T], *args: object) -> T:
        """Call `fn(*args)` in the store's thread and return what it returns.

        Cancelling the wait does not undo a call that has begun.
        """
        import asyncio

        return await asyncio.get_running_loop().run_in_executor(self._pool, fn, *args)

    def call(self, fn: Callable[..., T], *args: object) -> T:
        """Do the same for another thread, which waits."""
        return self._pool.submit(fn, *args).result()

    def close(self) -> None:
        """Finish what is queued, then close the database."""
        self._pool.submit(self.db.close).result()
        self._pool.shutdown()
