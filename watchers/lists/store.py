"""The tables of official lists in force. Never opens a transaction of its own."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from watchers.lists.differences import ChangedEntry, FieldChange, ListDifference
from watchers.lists.ordering import in_order, written
from watchers.model import Entry, SourceKind
from watchers.schema import Rows

_TOGETHER = 1_000  # entries that are read or written at once
_HELD = (
    "SELECT lists.*, list_orders.disorder, list_orders.disordered_at FROM lists"
    " LEFT JOIN list_orders ON list_orders.source_id = lists.source_id"
)


def held_list(db: Rows, source_id: str) -> dict[str, Any] | None:
    """Return the state of a held list (as_of, read_at, entries, fault, disorder, revision), or None."""
    rows = db.query(f"{_HELD} WHERE lists.source_id = :id", {"id": source_id})
    return rows[0] if rows else None


def held_lists(db: Rows) -> tuple[dict[str, Any], ...]:
    """Return the state of every held list."""
    return tuple(db.query(f"{_HELD} ORDER BY lists.source_id"))


def entries_in_order(db: Rows, source_id: str, like: Sequence[Entry] = ()) -> tuple[tuple[Entry, ...], bool]:
    """Return the entries of a list as they stood in its file, and whether that order is known.

    What they say alike with `like`, a newer copy, both hold once: two copies of a list take little more
    memory than one.
    """
    rows = db.query("SELECT row_order FROM list_orders WHERE source_id = :id", {"id": source_id})
    newer = {entry.entity_id: entry for entry in like}
    entries = [
        entry_from_json(json.loads(row["entry"]), newer.get(row["entity_id"]))
        for row in _each_row(db, source_id)
    ]
    return (in_order(entries, rows[0]["row_order"]), True) if rows else (tuple(entries), False)


def _each_row(db: Rows, source_id: str) -> Iterator[dict[str, Any]]:
    """Yield entity_id and entry of a list as stored, few at a time. Rows read may be written meanwhile."""
    beyond, params = "", dict[str, object](id=source_id, limit=_TOGETHER)
    while True:
        rows = db.query(
            f"SELECT entity_id, entry FROM list_entries WHERE source_id = :id {beyond}"  # noqa: S608
            " ORDER BY entity_id LIMIT :limit",
            params,
        )
        yield from rows
        if len(rows) < _TOGETHER:
            return
        beyond, params["after"] = "AND entity_id > :after", rows[-1]["entity_id"]


def save_disorder(db: Rows, source_id: str, disorder: str | None, now: datetime) -> None:
    """Note that the newest file's rows came in another order; None: that they have settled."""
    db.execute(
        "UPDATE list_orders SET disorder = :disorder, disordered_at = :at WHERE source_id = :id",
        {"disorder": disorder, "at": now if disorder else None, "id": source_id},
    )


def list_entries(db: Rows, source_id: str | None = None) -> tuple[Entry, ...]:
    """Return the entries held of one list, or of all."""
    where = "WHERE source_id = :id" if source_id is not None else ""
    rows = db.query(f"SELECT entry FROM list_entries {where}", {"id": source_id} if where else None)  # noqa: S608
    return tuple(entry_from_json(json.loads(row["entry"])) for row in rows)


def entries_as_stored(db: Rows, source_id: str) -> list[str]:
    """Return the entries held of a list as JSON text, for who need not understand them all."""
    rows = db.query(
        "SELECT entry FROM list_entries WHERE source_id = :id ORDER BY entity_id", {"id": source_id}
    )
    return [row["entry"] for row in rows]


def entries_after(db: Rows, after: tuple[str, str], limit: int) -> list[dict[str, Any]]:
    """Return the next entries of all lists as stored: rows of source_id, entity_id and entry as JSON text.

    `after`: the first two of the last row that was read, ("", "") to begin with.
    """
    return db.query(
        "SELECT source_id, entity_id, entry FROM list_entries"
        " WHERE (source_id, entity_id) > (:source, :entity) ORDER BY source_id, entity_id LIMIT :limit",
        {"source": after[0], "entity": after[1], "limit": limit},
    )


def replace_list(db: Rows, source_id: str, entries: Sequence[Entry], *, as_of: str, now: datetime) -> None:
    """Make `entries` the list in force; rows that did not change are not rewritten."""
    fresh = {entry.entity_id: entry for entry in entries}
    number = len(fresh)
    gone, differing = [], []
    for row in _each_row(db, source_id):
        entry = fresh.pop(row["entity_id"], None)
        if entry is None:
            gone.append({"id": source_id, "entity": row["entity_id"]})
        elif _as_stored(entry) != row["entry"]:
            differing.append(entry)
    db.execute_many("DELETE FROM list_entries WHERE source_id = :id AND entity_id = :entity", gone)
    differing += fresh.values()
    for start in range(0, len(differing), _TOGETHER):
        db.execute_many(
            "INSERT INTO list_entries VALUES (:id, :entity, :entry)"
            " ON CONFLICT (source_id, entity_id) DO UPDATE SET entry = excluded.entry",
            [
                {"id": source_id, "entity": one.entity_id, "entry": _as_stored(one)}
                for one in differing[start : start + _TOGETHER]
            ],
        )
    db.execute(
        "INSERT INTO lists VALUES (:id, :as_of, :now, :entries, NULL, 1, 0)"
        " ON CONFLICT (source_id) DO UPDATE SET as_of = excluded.as_of,"
        " read_at = excluded.read_at, entries = excluded.entries, fault = NULL, accept_next = 0,"
        " revision = lists.revision + 1",
        {"id": source_id, "as_of": as_of, "now": now, "entries": number},
    )
    db.execute(
        "INSERT INTO list_orders VALUES (:id, :row_order, NULL, NULL)"
        " ON CONFLICT (source_id) DO UPDATE SET row_order = excluded.row_order",
        {"id": source_id, "row_order": written(entries)},
    )


def save_list_fault(db: Rows, source_id: str, fault: str) -> bool:
    """Note why the newest file is not trusted; the held list stays. Returns whether this is news."""
    return bool(
        db.execute(
            "UPDATE lists SET fault = :fault WHERE source_id = :id AND (fault IS NULL OR fault <> :fault)",
            {"fault": fault, "id": source_id},
        )
    )


def clear_list_fault(db: Rows, source_id: str) -> None:
    """Forget the fault of a list: its source serves the file in force again."""
    db.execute("UPDATE lists SET fault = NULL WHERE source_id = :id", {"id": source_id})


def _as_stored(entry: Entry) -> str:
    return json.dumps(entry.as_json(), ensure_ascii=False, sort_keys=True)


def entry_from_json(data: Mapping[str, Any], like: Entry | None = None) -> Entry:
    """Return the Entry that `Entry.as_json` wrote; made of the values of `like` where they are equal."""
    values: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value
        for name, value in data.items()
        if name in Entry.__dataclass_fields__
    }
    if like is not None:
        for name, value in values.items():
            if value == (same := getattr(like, name)):
                values[name] = same
    return Entry(**values)


def trust_next(db: Rows, source_id: str) -> None:
    """Let the next file of the list be taken as it is: an operator looked at what the breaker held back.

    The changes it brings are then told like any others.
    """
    db.execute("UPDATE lists SET fault = NULL, accept_next = 1 WHERE source_id = :id", {"id": source_id})
    db.execute(
        "UPDATE list_orders SET disorder = NULL, disordered_at = NULL WHERE source_id = :id",
        {"id": source_id},
    )
    db.execute(
        "UPDATE source_states SET content_hash = NULL, etag = NULL, last_modified = NULL"
        " WHERE source_id = :id",
        {"id": source_id},
    )


def last_change(db: Rows, kind: SourceKind | None = None) -> ListDifference | None:
    """Return the newest change that a poll found in a held list (of that kind), or None.

    A poll stores one item for each rule; here the entries of all its rules make one difference again.
    """
    of_kind = "AND sources.kind = :kind" if kind is not None else ""
    newest = db.query(
        "SELECT items.source_id, items.first_seen_at, sources.kind FROM items"  # noqa: S608 - fixed text
        " JOIN sources ON sources.id = items.source_id"
        f" WHERE items.kind = 'list-change' {of_kind} ORDER BY items.first_seen_at DESC LIMIT 1",
        {"kind": str(kind)} if kind is not None else None,
    )
    if not newest:
        return None
    source_id = newest[0]["source_id"]
    rows = db.query(
        "SELECT fields FROM items WHERE kind = 'list-change' AND source_id = :id AND first_seen_at = :at"
        " ORDER BY key",
        {"id": source_id, "at": newest[0]["first_seen_at"]},
    )
    told = [json.loads(row["fields"]) for row in rows]
    added = tuple(entry_from_json(entry) for fields in told for entry in fields["added"])
    removed = tuple(entry_from_json(entry) for fields in told for entry in fields["removed"])
    changed = tuple(changed_from_json(one) for fields in told for one in fields["changed"])
    held = held_list(db, source_id)
    new = int(held["entries"]) if held else 0
    return ListDifference(
        kind=SourceKind(newest[0]["kind"]),
        old=new - len(added) + len(removed),
        new=new,
        added=added,
        removed=removed,
        changed=changed,
        fault=held["fault"] if held else None,
    )


def changed_from_json(data: Mapping[str, Any]) -> ChangedEntry:
    """Return the ChangedEntry that `watchers.lists.differences.changed_json` wrote."""
    return ChangedEntry(
        entry=entry_from_json(data["entry"]),
        fields=tuple(
            FieldChange(field=name, before=_values(both["before"]), after=_values(both["after"]))
            for name, both in data["fields"].items()
        ),
    )


def _values(value: Any) -> str | tuple[str, ...]:
    return tuple(value) if isinstance(value, list) else str(value)
