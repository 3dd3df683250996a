"""A transaction whose small writes go together: many rows of one statement cost little more than one.

Over a wire each statement is a journey, and a hundred alerts written row by row are a thousand of them.
"""

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from bot.database.interface import Database, Params


class Gathering:
    """The `Database` inside a transaction: rows given to `execute_soon` wait until anything else is asked.

    A statement that reads or writes otherwise finds all that was written before it. Rows that wait go
    statement by statement, in the order in which each was first given.
    """

    def __init__(self, db: Database) -> None:
        self.skip_locked = db.skip_locked
        self.for_update = db.for_update
        self._db = db
        self._waiting: dict[str, list[Mapping[str, object]]] = {}

    def query(self, sql: str, params: Params = None) -> list[dict[str, Any]]:
        self.flush()
        return self._db.query(sql, params)

    def execute(self, sql: str, params: Params = None) -> int:
        self.flush()
        return self._db.execute(sql, params)

    def execute_many(self, sql: str, rows: Iterable[Mapping[str, object]]) -> None:
        written = list(rows)
        if written:
            self.flush()
            self._db.execute_many(sql, written)

    def execute_soon(self, sql: str, rows: Iterable[Mapping[str, object]]) -> None:
        """Let the rows wait for others."""
        written = list(rows)
        if written:
            self._waiting.setdefault(sql, []).extend(written)

    def query_each(self, sql: str, rows: Iterable[Mapping[str, object]]) -> list[list[dict[str, Any]]]:
        asked = list(rows)
        if not asked:
            return []
        self.flush()
        return self._db.query_each(sql, asked)

    def execute_each(self, sql: str, rows: Iterable[Mapping[str, object]]) -> list[int]:
        self.flush()
        return self._db.execute_each(sql, rows)

    @contextlib.contextmanager
    def atomic(self) -> Iterator[None]:
        self.flush()
        with self._db.atomic():
            yield
            self.flush()

    def lock(self, name: str, *, shared: bool = False) -> None:
        self.flush()
        self._db.lock(name, shared=shared)

    def applied(self) -> dict[str, list[str]]:
        return self._db.applied()

    def flush(self) -> None:
        """Write what waits. To be called before the transaction ends."""
        waiting, self._waiting = self._waiting, {}
        for sql, rows in waiting.items():
            self._db.execute_many(sql, rows)

    def close(self) -> None:
        """The connection is not ours to close."""


@contextlib.contextmanager
def gathered(db: Database) -> Iterator[Gathering]:
    """A transaction whose small writes go together."""
    with db.atomic():
        gathering = Gathering(db)
        yield gathering
        gathering.flush()
