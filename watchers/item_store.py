"""The table of items and what each is known by. Never opens a transaction of its own."""

import json
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from watchers.changes import Decision, Known, canonical_link
from watchers.model import Item, ItemKind
from watchers.store import Rows, moment, stamp

DETAIL_ATTEMPTS = 4  # then the list row alone has to do


def known(db: Rows, source_id: str, identities: Collection[str]) -> dict[str, Known]:
    """Return what is held of the identities, by identity."""
    answer: dict[str, Known] = {}
    wanted = sorted(identities)
    for start in range(0, len(wanted), 200):  # well under the limits on parameters of both stores
        names = {f"i{number}": name for number, name in enumerate(wanted[start : start + 200])}
        marks = ", ".join(f":{name}" for name in names)
        rows = db.query(
            "SELECT d.identity, d.item_key, i.content_hash FROM item_identities d"  # noqa: S608 - marks only
            f" JOIN items i ON i.key = d.item_key WHERE d.source_id = :source AND d.identity IN ({marks})",
            {"source": source_id, **names},
        )
        for row in rows:
            answer[row["identity"]] = Known(key=row["item_key"], content_hash=row["content_hash"])
    return answer


def save_decision(db: Rows, decision: Decision, *, now: datetime, details_due: int = 0) -> bool:
    """Write a new or changed item and all it is known by. Returns whether the item was not held before.

    `details_due` counts the attempts left to read the page behind it. The row is keyed by identity, so
    writing it twice changes nothing.
    """
    item = decision.item
    row: dict[str, object] = {
        "key": decision.key,
        "source_id": item.source,
        "item_id": item.id,
        "kind": str(item.kind),
        "url": item.url,
        "title": item.title,
        "text": item.text,
        "lang": item.lang,
        "published": stamp(item.published),
        "fields": json.dumps(dict(item.fields), ensure_ascii=False, default=str),
        "content_hash": decision.content_hash,
        "now": stamp(now),
        "details_due": details_due,
    }
    fresh = db.execute(
        "INSERT INTO items VALUES (:key, :source_id, :item_id, :kind, :url, :title, :text, :lang, :published,"
        " :fields, :content_hash, :now, :now, :details_due) ON CONFLICT (key) DO NOTHING",
        row,
    )
    if not fresh:
        db.execute(
            "UPDATE items SET url = :url, title = :title, text = :text, lang = :lang, published = :published,"
            " fields = :fields, content_hash = :content_hash, changed_at = :now, details_due = :details_due"
            " WHERE key = :key",
            row,
        )
    db.execute_many(
        "INSERT INTO item_identities VALUES (:source, :identity, :key) ON CONFLICT DO NOTHING",
        [
            {"source": item.source, "identity": identity, "key": decision.key}
            for identity in decision.identities
        ],
    )
    return bool(fresh)


def due_details(db: Rows, source_id: str, limit: int = 40) -> tuple[tuple[str, int, Item], ...]:
    """Return items whose page could not be read yet: key, attempts left, the item from its list row."""
    rows = db.query(
        "SELECT * FROM items WHERE source_id = :id AND details_due > 0 ORDER BY first_seen_at LIMIT :limit",
        {"id": source_id, "limit": limit},
    )
    return tuple((row["key"], row["details_due"], _item(row)) for row in rows)


def items_since(db: Rows, since: datetime, limit: int = 20_000) -> tuple[tuple[str, Item], ...]:
    """Return stored items first seen since `since`, newest first, with their keys."""
    rows = db.query(
        "SELECT * FROM items WHERE first_seen_at >= :since ORDER BY first_seen_at DESC LIMIT :limit",
        {"since": stamp(since), "limit": limit},
    )
    return tuple((row["key"], _item(row)) for row in rows)


def items_by_identity(db: Rows, identity: str) -> tuple[tuple[str, Item, datetime], ...]:
    """Return the items of any source known by `identity`: key, item, when first seen."""
    rows = db.query(
        "SELECT i.* FROM items i JOIN item_identities d ON d.item_key = i.key WHERE d.identity = :identity"
        " ORDER BY i.first_seen_at",
        {"identity": identity},
    )
    answer = []
    for row in rows:
        seen = moment(row["first_seen_at"])
        if seen is not None:
            answer.append((row["key"], _item(row), seen))
    return tuple(answer)


def _item(row: Mapping[str, Any]) -> Item:
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


def save_details(db: Rows, decision: Decision, *, attempts: int, now: datetime) -> None:
    """Write an item completed from its own page, or count the attempt that failed.

    The content hash stays that of the list row: it is what the next poll compares.
    """
    item = decision.item
    db.execute(
        "UPDATE items SET title = :title, text = :text, lang = :lang, published = :published,"
        " fields = :fields, changed_at = :now, details_due = :attempts WHERE key = :key",
        {
            "key": decision.key,
            "title": item.title,
            "text": item.text,
            "lang": item.lang,
            "published": stamp(item.published),
            "fields": json.dumps(dict(item.fields), ensure_ascii=False, default=str),
            "now": stamp(now),
            "attempts": max(0, attempts),
        },
    )


def items_by_link(db: Rows, link: str) -> tuple[tuple[str, Item, datetime], ...]:
    """Return the items whose link is `link` in its canonical form, though they are known by another name."""
    host = link.split("/", 1)[0]
    rows = db.query(
        "SELECT * FROM items WHERE lower(url) LIKE :host ORDER BY first_seen_at DESC LIMIT 5000",
        {"host": f"%{host}%"},
    )
    answer = []
    for row in rows:
        seen = moment(row["first_seen_at"])
        if seen is not None and canonical_link(row["url"]) == link:
            answer.append((row["key"], _item(row), seen))
    return tuple(answer)
