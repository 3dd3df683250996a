"""Moves a whole SQLite store into an empty PostgreSQL one, also while a bot runs on it.

Knows tables by what the file says of itself, not by name: every set of migrations moves alike.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bot.database.interface import Database, closed_on_failure, open_database, sqlite_file
from bot.database.sqlite import SqliteDatabase, open_sqlite
from bot.database.sqlite_errors import plain_errors
from bot.errors import StoreConflict, StoreError

BATCH = 500


def move(source: str, target: str, migrations: Mapping[str, Sequence[tuple[str, str]]]) -> dict[str, int]:
    """Copy every row of the store at `source` to the empty store at `target`; return the rows by table.

    Nobody can write to the source meanwhile, and afterwards it refuses every write. A bot that still runs on
    it stops taking in and posting, with an error that says why; the bot on the new store looks for what that
    one had under way. All or nothing: on any fault the target stays empty and the source in use.

    Raises StoreError: `source` is no SQLite file, or `target` is the same or holds something already.
    """
    path = sqlite_file(source)
    if path is None or not path.is_file():
        raise StoreError("The store to move from must be an SQLite file that is there.")
    to = sqlite_file(target)
    if to is not None and to.resolve() == path.resolve():  # the settings still name it
        raise StoreError(
            "That store is moved onto itself: name the PostgreSQL one, postgresql://user@host/name."
        )
    old = open_sqlite(path, migrations)
    with closed_on_failure(old):
        new = open_database(target, migrations)
    try:
        with old.atomic():
            tables = _tables(old)
            try:
                with new.atomic():
                    rows = {name: _copy(old, new, name, columns) for name, columns in tables.items()}
            except StoreConflict as error:
                raise StoreError("The store to move to must be empty.") from error
            for name in tables:
                _close(old, name)
        return rows
    finally:
        new.close()
        old.close()


def _tables(db: Database) -> dict[str, list[str]]:
    """Return the columns of every table, in order of making: what others refer to comes first."""
    names = db.query(
        r"""
        SELECT name FROM sqlite_master WHERE type = 'table'
          AND name NOT LIKE 'sqlite\_%' ESCAPE '\' AND name NOT LIKE '\_sqlite\_%' ESCAPE '\' ORDER BY rowid
        """
    )
    return {
        row["name"]: [column["name"] for column in db.query(f'PRAGMA table_info("{row["name"]}")')]
        for row in names
    }


def _copy(old: SqliteDatabase, new: Database, table: str, columns: list[str]) -> int:
    if new.query(f'SELECT 1 AS one FROM "{table}" LIMIT 1'):  # noqa: S608 - the file's own names
        raise StoreError("The store to move to must be empty.")
    names = ", ".join(f'"{column}"' for column in columns)
    values = ", ".join(f":c{number}" for number in range(len(columns)))
    insert = f'INSERT INTO "{table}" ({names}) VALUES ({values})'  # noqa: S608
    count = 0
    for batch in _batches(old, f'SELECT {names} FROM "{table}"'):  # noqa: S608
        new.execute_many(insert, batch)
        count += len(batch)
    return count


def _batches(old: SqliteDatabase, select: str) -> Iterator[list[dict[str, Any]]]:
    """Yield rows in batches: a store may be larger than memory."""
    with plain_errors():
        cursor = old.tables.conn.execute(select)
        while rows := cursor.fetchmany(BATCH):
            yield [{f"c{number}": value for number, value in enumerate(row)} for row in rows]


def _close(old: Database, table: str) -> None:
    """Make the table refuse every change, for whoever has the file open."""
    for what in ("INSERT", "UPDATE", "DELETE"):
        old.execute(
            f"""
            CREATE TRIGGER "moved_{table}_{what}" BEFORE {what} ON "{table}"
            BEGIN SELECT RAISE(ABORT, 'this store was moved to PostgreSQL'); END
            """
        )
