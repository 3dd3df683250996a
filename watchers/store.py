"""Tables of sources and their state, and the schema of the whole package (migration set "watchers").

Items are in `item_store`, official lists in `lists.store`.

Takes an open database and never opens a transaction of its own: the caller groups the writes.
"""

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any, Protocol

from watchers.errors import UnknownSource
from watchers.model import Source, SourceKind, SourceState

LEASES_AHEAD = 5  # so many leases ahead none is set: clocks of instances are not that far apart
CLOCKS_APART = timedelta(minutes=1)  # what two instances' clocks may differ by

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
)


class Rows(Protocol):
    """What this store asks of a database."""

    skip_locked: str

    def query(self, sql: str, params: Mapping[str, object] | None = None) -> list[dict[str, Any]]:
        """Return the rows of a SELECT (or of RETURNING)."""
        ...

    def execute(self, sql: str, params: Mapping[str, object] | None = None) -> int:
        """Run a statement and return the number of rows it touched."""
        ...

    def execute_many(self, sql: str, rows: Iterable[Mapping[str, object]]) -> None:
        """Run a statement once for each row."""
        ...

    def execute_soon(self, sql: str, rows: Iterable[Mapping[str, object]]) -> None:
        """Run a statement once for each row, together with others where the store gathers them."""
        ...

    def execute_each(self, sql: str, rows: Iterable[Mapping[str, object]]) -> list[int]:
        """Run a statement once for each row and return the number of rows that each touched."""
        ...

    def query_each(self, sql: str, rows: Iterable[Mapping[str, object]]) -> list[list[dict[str, Any]]]:
        """Run a SELECT once for each row of parameters and return the answers in that order."""
        ...


def stamp(moment: datetime | None) -> str | None:
    """Return an aware time as sortable text (UTC, microseconds)."""
    if moment is None:
        return None
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def moment(text: str | None) -> datetime | None:
    """Return the aware time that `stamp` wrote."""
    return datetime.fromisoformat(text) if text else None


def add_source(db: Rows, source: Source, now: datetime) -> bool:
    """Store a source, due at once. Returns False, and changes nothing, when the id is taken."""
    added = db.execute(
        "INSERT INTO sources VALUES (:id, :kind, :url, :name, :seconds, :options, :paused, :now)"
        " ON CONFLICT (id) DO NOTHING",
        {
            "id": source.id,
            "kind": str(source.kind),
            "url": source.url,
            "name": source.name,
            "seconds": int(source.interval.total_seconds()),
            "options": json.dumps(dict(source.options), ensure_ascii=False),
            "paused": int(source.paused),
            "now": stamp(now),
        },
    )
    if added:
        save_state(db, SourceState(source_id=source.id, next_poll_at=now))
    return bool(added)


def remove_source(db: Rows, source_id: str) -> None:
    """Forget a source and what it is known by; items that were told stay. Raises UnknownSource."""
    get_source(db, source_id)
    for table in ("source_states", "item_identities", "lists", "list_entries", "list_orders"):
        db.execute(f"DELETE FROM {table} WHERE source_id = :id", {"id": source_id})  # noqa: S608 - fixed names
    db.execute("DELETE FROM sources WHERE id = :id", {"id": source_id})


def pause_source(db: Rows, source_id: str, *, paused: bool) -> None:
    """Stop polling a source, or go on. Raises UnknownSource."""
    if not db.execute(
        "UPDATE sources SET paused = :paused WHERE id = :id", {"paused": int(paused), "id": source_id}
    ):
        raise UnknownSource(f"No source “{source_id}”; `sources list` shows them all.")


def get_source(db: Rows, source_id: str) -> Source:
    """Return one source. Raises UnknownSource."""
    rows = db.query("SELECT * FROM sources WHERE id = :id", {"id": source_id})
    if not rows:
        raise UnknownSource(f"No source “{source_id}”; `sources list` shows them all.")
    return _source(rows[0])


def sources(db: Rows) -> tuple[Source, ...]:
    """Return every source, in the order added."""
    return tuple(_source(row) for row in db.query("SELECT * FROM sources ORDER BY added_at, id"))


def get_state(db: Rows, source_id: str) -> SourceState:
    """Return what is known of a source between polls."""
    rows = db.query("SELECT * FROM source_states WHERE source_id = :id", {"id": source_id})
    return _state(rows[0]) if rows else SourceState(source_id=source_id)


def states(db: Rows) -> dict[str, SourceState]:
    """Return the state of every source by id."""
    return {row["source_id"]: _state(row) for row in db.query("SELECT * FROM source_states")}


def save_state(db: Rows, state: SourceState) -> None:
    """Write the state and give up the lease on the source."""
    db.execute_soon(
        """
        INSERT INTO source_states (source_id, etag, last_modified, content_hash, next_poll_at, last_poll_at,
            last_success_at, last_item_at, failures, last_error, told_failing, baselined, usual_gap_seconds,
            reader)
        VALUES (:source_id, :etag, :last_modified, :content_hash, :next_poll_at, :last_poll_at,
            :last_success_at, :last_item_at, :failures, :last_error, :told_failing, :baselined, :gap, :reader)
        ON CONFLICT (source_id) DO UPDATE SET etag = excluded.etag, last_modified = excluded.last_modified,
            content_hash = excluded.content_hash, next_poll_at = excluded.next_poll_at,
            last_poll_at = excluded.last_poll_at, last_success_at = excluded.last_success_at,
            last_item_at = excluded.last_item_at, failures = excluded.failures,
            last_error = excluded.last_error, told_failing = excluded.told_failing,
            baselined = excluded.baselined, usual_gap_seconds = excluded.usual_gap_seconds,
            reader = excluded.reader,
            lease_token = NULL, leased_until = NULL
        """,
        [
            {
                "source_id": state.source_id,
                "etag": state.etag,
                "last_modified": state.last_modified,
                "content_hash": state.content_hash,
                "next_poll_at": stamp(state.next_poll_at),
                "last_poll_at": stamp(state.last_poll_at),
                "last_success_at": stamp(state.last_success_at),
                "last_item_at": stamp(state.last_item_at),
                "failures": state.failures,
                "last_error": state.last_error,
                "told_failing": int(state.told_failing),
                "baselined": int(state.baselined),
                "gap": int(state.usual_gap.total_seconds()) if state.usual_gap is not None else None,
                "reader": state.reader,
            }
        ],
    )


def claim_due(
    db: Rows, *, now: datetime, lease: timedelta, token: str, limit: int = 50, only: Collection[str] = ()
) -> tuple[tuple[Source, SourceState], ...]:
    """Lease up to `limit` sources that are due, oldest first, and return them with their state.

    Call inside a transaction. No other instance gets them before `save_state` or the end of the lease.
    A lease that ends later than any clock near ours would set it is from before our clock was put back: it
    holds nobody. `only` names sources to poll now, due or not (a paused one too).
    """
    free = "(s.leased_until IS NULL OR s.leased_until < :now OR s.leased_until > :absurd)"
    if only:
        names = {f"only{number}": name for number, name in enumerate(sorted(only))}
        marks = ", ".join(f":{name}" for name in names)
        which, params = f"s.source_id IN ({marks}) AND {free}", dict[str, object](names)
    else:
        which = f"s.next_poll_at <= :now AND src.paused = 0 AND {free}"
        params = {}
    rows = db.query(
        f"SELECT src.*, s.* FROM source_states s JOIN sources src ON src.id = s.source_id"  # noqa: S608
        f" WHERE {which} ORDER BY s.next_poll_at LIMIT :limit {db.skip_locked}",
        {**params, "now": stamp(now), "absurd": stamp(now + lease * LEASES_AHEAD), "limit": limit},
    )
    claimed = [(_source(row), _state(row)) for row in rows]
    db.execute_many(
        "UPDATE source_states SET lease_token = :token, leased_until = :until WHERE source_id = :id",
        [{"token": token, "until": stamp(now + lease), "id": source.id} for source, _ in claimed],
    )
    return tuple(claimed)


def renew_leases(db: Rows, token: str, until: datetime) -> int:
    """Make the leases held under `token` last until a later time. Returns how many there are."""
    return db.execute(
        "UPDATE source_states SET leased_until = :until WHERE lease_token = :token",
        {"until": stamp(until), "token": token},
    )


def leases(db: Rows, source_ids: Sequence[str]) -> list[str | None]:
    """Return under which token each source is leased: a poll that outlived its lease must not be recorded."""
    found = db.query_each(
        "SELECT lease_token FROM source_states WHERE source_id = :id", [{"id": each} for each in source_ids]
    )
    return [rows[0]["lease_token"] if rows else None for rows in found]


def pull_forward(db: Rows, source_id: str, now: datetime) -> None:
    """Make a source due now: its next poll was set by a clock that has since been put back."""
    db.execute(
        "UPDATE source_states SET next_poll_at = :now WHERE source_id = :id AND next_poll_at > :now",
        {"now": stamp(now), "id": source_id},
    )


def rebase(db: Rows, now: datetime) -> int:
    """Shorten the waits of sources that were polled in the future: the clock was put back since.

    Each keeps the pause it had from its last poll, counted from now. Returns how many there were.
    """
    rows = db.query(
        "SELECT source_id, last_poll_at, next_poll_at FROM source_states WHERE last_poll_at > :now",
        {"now": stamp(now + CLOCKS_APART)},
    )
    moved = []
    for row in rows:
        last, following = moment(row["last_poll_at"]), moment(row["next_poll_at"])
        assert last is not None  # compared above
        assert following is not None  # NOT NULL
        due = now + max(following - last, timedelta())
        moved.append({"id": row["source_id"], "now": stamp(now), "due": stamp(due)})
    db.execute_many(
        "UPDATE source_states SET last_poll_at = :now, next_poll_at = :due WHERE source_id = :id", moved
    )
    return len(moved)


def _source(row: Mapping[str, Any]) -> Source:
    return Source(
        id=row["id"],
        kind=SourceKind(row["kind"]),
        url=row["url"],
        name=row["name"],
        interval=timedelta(seconds=row["interval_seconds"]),
        options=json.loads(row["options"]),
        paused=bool(row["paused"]),
        added_at=moment(row["added_at"]),
    )


def _state(row: Mapping[str, Any]) -> SourceState:
    gap = row["usual_gap_seconds"]
    return SourceState(
        source_id=row["source_id"],
        etag=row["etag"],
        last_modified=row["last_modified"],
        content_hash=row["content_hash"],
        next_poll_at=moment(row["next_poll_at"]),
        last_poll_at=moment(row["last_poll_at"]),
        last_success_at=moment(row["last_success_at"]),
        last_item_at=moment(row["last_item_at"]),
        failures=row["failures"],
        last_error=row["last_error"],
        told_failing=bool(row["told_failing"]),
        baselined=bool(row["baselined"]),
        usual_gap=timedelta(seconds=gap) if gap is not None else None,
        reader=row["reader"],
    )
