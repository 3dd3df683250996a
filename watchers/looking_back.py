"""Items held, asked for by those who look back: by their time, their link, or what else they are known by."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from watchers.changes import canonical_link
from watchers.model import Item, ItemKind
from watchers.schema import Rows, moment

REACH = timedelta(days=30)  # how far back a new term looks
MOST = 20_000  # items that it looks at, the newest
TOGETHER = 500  # items that are read at once

Version = tuple[str, str]  # another with every change of an item


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An item as stored, and its `place` among all: when it was first seen, and its key."""

    key: str
    item: Item
    version: Version
    place: tuple[str, str]


def items_before(db: Rows, since: datetime, before: tuple[str, str], limit: int) -> tuple[Kept, ...]:
    """Return stored items first seen since `since`, newest first, from those before a place on.

    ("", ""): from the newest.
    """
    behind = "AND (first_seen_at, key) < (:seen, :key)" if before[0] else ""
    rows = db.query(
        f"SELECT * FROM items WHERE first_seen_at >= :since {behind}"  # noqa: S608 - fixed text
        " ORDER BY first_seen_at DESC, key DESC LIMIT :limit",
        {"since": since, "limit": limit, **({"seen": before[0], "key": before[1]} if behind else {})},
    )
    return tuple(
        Kept(
            key=row["key"],
            item=item_of(row),
            version=(row["content_hash"], row["changed_at"]),
            place=(row["first_seen_at"], row["key"]),
        )
        for row in rows
    )


def versions_since(db: Rows, since: datetime, limit: int) -> dict[str, Version]:
    """Return the version of each stored item first seen since `since`, by key, newest first."""
    rows = db.query(
        "SELECT key, content_hash, changed_at FROM items WHERE first_seen_at >= :since"
        " ORDER BY first_seen_at DESC, key DESC LIMIT :limit",
        {"since": since, "limit": limit},
    )
    return {row["key"]: (row["content_hash"], row["changed_at"]) for row in rows}


def items_of(db: Rows, keys: Sequence[str]) -> dict[str, Item]:
    """Return the stored items of these keys, in their order."""
    found = db.query_each("SELECT * FROM items WHERE key = :key", [{"key": key} for key in keys])
    return {row["key"]: item_of(row) for rows in found for row in rows}


def official_since(db: Rows, since: datetime) -> tuple[tuple[str, Item], ...]:
    """Return the list changes, and the documents that announce one, first seen since; newest first."""
    rows = db.query(
        "SELECT * FROM items WHERE first_seen_at >= :since AND (kind = 'list-change'"
        " OR (kind = 'news' AND fields LIKE :announces)) ORDER BY first_seen_at DESC LIMIT :limit",
        {"since": since, "limit": TOGETHER, "announces": '%"announces": {%'},
    )
    return tuple((row["key"], item_of(row)) for row in rows)


def news_titled(db: Rows, titles: Iterable[str], since: datetime) -> tuple[tuple[str, Item], ...]:
    """Return the news first seen since whose titles hold one of these, in any case; newest first of each."""
    asked = [{"since": since, "title": f"%{title.lower()}%"} for title in dict.fromkeys(titles)]
    found = db.query_each(
        "SELECT * FROM items WHERE first_seen_at >= :since AND kind = 'news' AND lower(title) LIKE :title"
        " ORDER BY first_seen_at DESC",
        asked,
    )
    return tuple((row["key"], item_of(row)) for rows in found for row in rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredChange:
    """A change of an official list that a poll found: the item it became, and when (aware UTC)."""

    item: Item
    seen: datetime


def list_changes_since(db: Rows, since: datetime) -> tuple[StoredChange, ...]:
    """Return the changes of official lists first seen since, newest first."""
    rows = db.query(
        "SELECT * FROM items WHERE kind = 'list-change' AND first_seen_at >= :since"
        " ORDER BY first_seen_at DESC, key LIMIT :limit",
        {"since": since, "limit": TOGETHER},
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
