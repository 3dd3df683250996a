"""A fresh store for each test, once on SQLite and once on PostgreSQL: one behaviour on both."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot.database.interface import Database, open_database
from bot.outbox import outbox


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of an empty store."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/store.db"
    make, _ = request.getfixturevalue("postgres_databases")
    return str(make(""))


@pytest.fixture
def connect(url: str) -> Iterator[Callable[[], Database]]:
    """Return what opens one more connection to the store, as another process would."""
    opened: list[Database] = []

    def another() -> Database:
        opened.append(open_database(url, {"bot": outbox.MIGRATIONS}))
        return opened[-1]

    yield another
    for each in opened:
        each.close()


@pytest.fixture
def db(connect: Callable[[], Database]) -> Database:
    """Return a store with the outbox's tables."""
    return connect()
