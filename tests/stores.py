"""What tests ask of a store as a whole, on SQLite and on PostgreSQL alike."""

from typing import Any

import pytest

from bot.database.interface import Database
from bot.database.sqlite import SqliteDatabase


def tables(db: Database) -> dict[str, list[dict[str, Any]]]:
    """Return every row of every table, by the table's name."""
    listed = (
        "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name"
        if isinstance(db, SqliteDatabase)
        else "SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename"
    )
    return {row["name"]: db.query(f'SELECT * FROM "{row["name"]}"') for row in db.query(listed)}


def only_sqlite(url: str) -> None:
    """Skip on PostgreSQL: what is tested copies or moves the file."""
    if not url.startswith("sqlite"):
        pytest.skip("a file is what this is about; PostgreSQL has tools of its own")
