"""The tables of the package (migration set "watchers"), and how its stores speak to a database."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any, Protocol

MIGRATIONS: Sequence[tuple[str, str]] = (
    (
        "0001_sources_items_lists",
        """
        CREATE TABLE sources (
            id TEXT PRIMARY KEY, kind TEXT NOT NULL, url TEXT NOT NULL, name TEXT NOT NULL,
            interval_seconds INTEGER NOT NULL, options TEXT NOT NULL, paused INTEGER NOT NULL,
            added_at TEXT NOT NULL
        );
        CREATE TABLE source_states (
            source_id TEXT PRIMARY KEY REFERENCES sources(id) ON DELETE CASCADE,
            etag TEXT, last_modified TEXT, content_hash TEXT,
            next_poll_at TEXT NOT NULL, last_poll_at TEXT, last_success_at TEXT, last_item_at TEXT,
            failures INTEGER NOT NULL, last_error TEXT, told_failing INTEGER NOT NULL,
            baselined INTEGER NOT NULL, usual_gap_seconds INTEGER,
            lease_token TEXT, leased_until TEXT
        );
        CREATE INDEX source_states_due ON source_states(next_poll_at);
        CREATE TABLE items (
            key TEXT PRIMARY KEY, source_id TEXT NOT NULL, item_id TEXT NOT NULL, kind TEXT NOT NULL,
            url TEXT NOT NULL, title TEXT NOT NULL, text TEXT NOT NULL, lang TEXT, published TEXT,
            fields TEXT NOT NULL, content_hash TEXT NOT NULL,
            first_seen_at TEXT NOT NULL, changed_at TEXT NOT NULL, details_due INTEGER NOT NULL
        );
        CREATE INDEX items_first_seen ON items(first_seen_at);
        CREATE INDEX items_source ON items(source_id, details_due);
        CREATE TABLE item_identities (
            source_id TEXT NOT NULL, identity TEXT NOT NULL, item_key TEXT NOT NULL,
            PRIMARY KEY (source_id, identity)
        );
        CREATE INDEX item_identities_identity ON item_identities(identity);
        CREATE TABLE lists (
            source_id TEXT PRIMARY KEY, as_of TEXT NOT NULL, read_at TEXT NOT NULL, entries INTEGER NOT NULL,
            fault TEXT, revision INTEGER NOT NULL, accept_next INTEGER NOT NULL
        );
        CREATE TABLE list_entries (
            source_id TEXT NOT NULL, entity_id TEXT NOT NULL, entry TEXT NOT NULL,
            PRIMARY KEY (source_id, entity_id)
        );
        """,
    ),
    (
        "0002_items_seen",
        # when the item was last among what its source shows, to the day: what is still shown is never
        # forgotten, or it would be new again
        """
        ALTER TABLE items ADD COLUMN seen_at TEXT NOT NULL DEFAULT '';
        UPDATE items SET seen_at = changed_at;
        CREATE INDEX items_seen ON items(source_id, seen_at);
        """,
    ),
    (
        "0003_list_orders",
        # `row_order` is `watchers.lists.ordering.written`; `disorder` is set from the first file in another
        # order until the order has stayed the same for a while, `disordered_at` is when it last changed
        """
        CREATE TABLE list_orders (
            source_id TEXT PRIMARY KEY, row_order TEXT NOT NULL, disorder TEXT, disordered_at TEXT
        );
        """,
    ),
    (
        "0004_source_readers",
        # `watchers.lists.readers.reader_version` of the reader that read the answer of `content_hash`
        """
        ALTER TABLE source_states ADD COLUMN reader TEXT;
        """,
    ),
    (
        "0005_earlier_copies",
        # see `watchers.lists.earlier_copies`
        """
        ALTER TABLE source_states ADD COLUMN earlier TEXT;
        """,
    ),
)


class Rows(Protocol):
    """What this store asks of a database; aware times are written in UTC, as text that sorts as they pass."""

    skip_locked: str

    def query(self, sql: str, params: Mapping[str, object] | None = None) -> list[dict[str, Any]]:
        """Return the rows of a SELECT (or of RETURNING)."""

    def execute(self, sql: str, params: Mapping[str, object] | None = None) -> int:
        """Run a statement and return the number of rows it touched."""

    def execute_many(self, sql: str, rows: Iterable[Mapping[str, object]]) -> None:
        """Run a statement once for each row."""

    def execute_soon(self, sql: str, rows: Iterable[Mapping[str, object]]) -> None:
        """Run a statement once for each row, together with others where the store gathers them."""

    def execute_each(self, sql: str, rows: Iterable[Mapping[str, object]]) -> list[int]:
        """Run a statement once for each row and return the number of rows that each touched."""

    def query_each(self, sql: str, rows: Iterable[Mapping[str, object]]) -> list[list[dict[str, Any]]]:
        """Run a SELECT once for each row of parameters and return the answers in that order."""


def moment(text: str | None) -> datetime | None:
    """Return the aware time that a column holds."""
    return datetime.fromisoformat(text) if text else None
