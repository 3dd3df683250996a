"""Items held, asked for by those who look back: by their time, their link, or what else they are known by."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from watchers.changes import canonical_link
from watchers.model import Item, ItemKind
from watchers.schema import Rows, moment, stamp


def items_since(db: Rows, since: datetime, limit: int = 20_000) -> tuple[tuple[str, Item], ...]:
    """Return stored items first seen since `since`, newest first, with their keys."""
    rows = db.query(
        "SELECT * FROM items WHERE first_seen_at >= :since ORDER BY first_seen_at DESC LIMIT :limit",
        {"since": stamp(since), "limit": limit},
    )
    return tuple((row["key"], item_of(row)) for row in rows)


def official_since(db: Rows, since: datetime, limit: int = 500) -> tuple[tuple[str, Item], ...]:
    """Return the list changes, and the documents that announce one, first seen since; newest first."""
    rows = db.query(
        "SELECT * FROM items WHERE first_seen_at >= :since AND (kind = 'list-change'"
        " OR (kind = 'news' AND fields LIKE :announces)) ORDER BY first_seen_at DESC LIMIT :limit",
        {"since": stamp(since), "limit": limit, "announces": '%"announces": {%'},
    )
    return tuple((row["key"], item_of(row)) for row in rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredChange:
    """A change of an official list that a poll found: the item it became, and when (aware UTC)."""

    item: Item
    seen: datetime


def list_changes_since(db: Rows, since: datetime, limit: int = 500) -> tuple[StoredChange, ...]:
    """Return the changes of official lists first seen since, newest first."""
    rows = db.query(
        "SELECT * FROM items WHERE kind = 'list-change' AND first_seen_at >= :since"
        " ORDER BY first_seen_at DESC, key LIMIT :limit",
        {"since": stamp(since), "limit": limit},
    )
    return tuple(StoredChange(item=item_of(row), seen=_first_seen(row)) for row in rows)


def items_by_identity(db: Rows, identity: str) -> tuple[tuple[str, Item, datetime], ...]:
    """Return the items of any source known by `identity`: key, item, when first seen."""
    rows = db.query(
        "SELECT i.* FROM items i JOIN item_identities d ON d.item_key = i.key WHERE d.identity = :identity"
        " ORDER BY i.first_seen_at",
        {"identity": identity},
    )
    return tuple((row["key"], item_of(row), _first_seen(row)) for row in rows)


def items_by_link(db: Rows, link: str) -> tuple[tuple[str, Item, datetime], ...]:
    """Return the items whose link is `link` in its canonical form, though they are known by another name."""
    host = link.split("/", 1)[0]
    rows = db.query(
        "SELECT * FROM items WHERE lower(url) LIKE :host ORDER BY first_seen_at DESC LIMIT 5000",
        {"host": f"%{host}%"},
    )
    return tuple(
        (row["key"], item_of(row), _first_seen(row)) for row in rows if canonical_link(row["url"]) == link
    )


def _first_seen(row: Mapping[str, Any]) -> datetime:
    return datetime.fromisoformat(row["first_seen_at"])


def item_of(row: Mapping[str, Any]) -> Item:
    """Return the item that a row of the table of items holds."""
    return Item(
        id=row["item_id"],
        source=row["source_id"],
        kind=ItemKind(row["kind"]),
        url=row["url"],
        title=row["title"],
        text=row["text"],
        lang=row["lang"],
        published=moment(row["published"]),
        fields=json.loads(row["fields"]),
    )
