"""The tables of sources and their state. Who polls which source is in `leases`, items are in `item_store`.

Takes an open database and never opens a transaction of its own: the caller groups the writes.
"""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from watchers.errors import UnknownSource
from watchers.model import Source, SourceKind, SourceState
from watchers.schema import Rows, moment


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
            "now": now,
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
    return read_source(rows[0])


def sources(db: Rows) -> tuple[Source, ...]:
    """Return every source, in the order added."""
    return tuple(read_source(row) for row in db.query("SELECT * FROM sources ORDER BY added_at, id"))


def size(db: Rows) -> int:
    """Return how many sources there are."""
    [row] = db.query("SELECT COUNT(*) AS sources FROM sources")
    return int(row["sources"])


def states(db: Rows) -> dict[str, SourceState]:
    """Return the state of every source by id."""
    return {row["source_id"]: read_state(row) for row in db.query("SELECT * FROM source_states")}


def sources_and_states(db: Rows) -> tuple[tuple[Source, SourceState], ...]:
    """Return every source with its state, in the order added."""
    held = states(db)
    return tuple((one, held.get(one.id, SourceState(source_id=one.id))) for one in sources(db))


def health(db: Rows) -> dict[str, tuple[int, str | None]]:
    """Return of every source by id how often it failed in a row, and its last good poll as stored."""
    rows = db.query("SELECT source_id, failures, last_success_at FROM source_states")
    return {row["source_id"]: (row["failures"], row["last_success_at"]) for row in rows}


_COLUMNS = [*(name for name in SourceState.__dataclass_fields__ if name != "usual_gap"), "usual_gap_seconds"]
_SAVE_STATE = (
    f"INSERT INTO source_states ({', '.join(_COLUMNS)}) VALUES (:{', :'.join(_COLUMNS)})"  # noqa: S608 - names
    " ON CONFLICT (source_id) DO UPDATE SET"
    f" {', '.join(f'{name} = excluded.{name}' for name in _COLUMNS)}, lease_token = NULL, leased_until = NULL"
)


def save_state(db: Rows, state: SourceState) -> None:
    """Write the state and give up the lease on the source."""
    gap = None if state.usual_gap is None else int(state.usual_gap.total_seconds())
    row = {name: getattr(state, name) for name in _COLUMNS[:-1]}
    db.execute_soon(_SAVE_STATE, [row | {"usual_gap_seconds": gap}])


def read_source(row: Mapping[str, Any]) -> Source:
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


def read_state(row: Mapping[str, Any]) -> SourceState:
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
        earlier=row["earlier"],
    )
