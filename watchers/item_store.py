"""The table of items and what each is known by. Never opens a transaction of its own."""

import json
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from watchers.changes import OPENING, Decision, Known
from watchers.looking_back import item_of
from watchers.model import Item
from watchers.schema import Rows, moment

DETAIL_ATTEMPTS = 4  # then the list row alone has to do


def known(db: Rows, questions: Sequence[tuple[str, Collection[str]]]) -> list[dict[str, Known]]:
    """Return for each question (a source and identities) what is held of the identities, by identity."""
    answers: list[dict[str, Known]] = [{} for _ in questions]
    by_size: dict[int, list[tuple[int, dict[str, object]]]] = {}
    for number, (source_id, identities) in enumerate(questions):
        wanted = sorted(identities)
        for start in range(0, len(wanted), _SIZES[-1]):
            part = wanted[start : start + _SIZES[-1]]
            size = next(each for each in _SIZES if each >= len(part))
            padded = part + part[-1:] * (size - len(part))
            params: dict[str, object] = {f"i{place}": identity for place, identity in enumerate(padded)}
            by_size.setdefault(size, []).append((number, params | {"source": source_id}))
    for size, asked in by_size.items():
        marks = ", ".join(f":i{place}" for place in range(size))
        found = db.query_each(
            "SELECT d.identity, d.item_key, i.content_hash, i.seen_at, i.title, i.url,"  # noqa: S608 - marks only
            f" substr(i.text, 1, {OPENING}) AS opening FROM item_identities d"
            f" JOIN items i ON i.key = d.item_key WHERE d.source_id = :source AND d.identity IN ({marks})",
            [params for _, params in asked],
        )
        for (number, _), rows in zip(asked, found, strict=True):
            for row in rows:
                answers[number][row["identity"]] = Known(
                    key=row["item_key"],
                    content_hash=row["content_hash"],
                    seen_at=moment(row["seen_at"]),
                    title=row["title"],
                    url=row["url"],
                    opening=row["opening"],
                )
    return answers


# How many identities are asked for at a time: few sizes, so that the store knows the statement again, and all
# well under the limits on parameters of both stores.
_SIZES = (4, 16, 64, 200)


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """An item to be written. `details_due` counts the attempts left to read the page behind it."""

    decision: Decision
    now: datetime
    details_due: int = 0


def save_decision(db: Rows, decision: Decision, *, now: datetime, details_due: int = 0) -> bool:
    """Write one new or changed item; see `save_decisions`."""
    return save_decisions(db, [Writing(decision=decision, now=now, details_due=details_due)])[0]


def save_decisions(db: Rows, writings: Sequence[Writing]) -> list[bool]:
    """Write new or changed items and all they are known by. Returns whether each was not held before.

    A row is keyed by identity, so writing it twice changes nothing.
    """
    rows = [_row(each) for each in writings]
    fresh = [
        count > 0
        for count in db.execute_each(
            "INSERT INTO items VALUES (:key, :source_id, :item_id, :kind, :url, :title, :text, :lang,"
            " :published, :fields, :content_hash, :now, :now, :details_due, :now)"
            " ON CONFLICT (key) DO NOTHING",
            rows,
        )
    ]
    db.execute_many(
        "UPDATE items SET url = :url, title = :title, text = :text, lang = :lang, published = :published,"
        " fields = :fields, content_hash = :content_hash, changed_at = :now, details_due = :details_due,"
        " seen_at = :now WHERE key = :key",
        [row for row, new in zip(rows, fresh, strict=True) if not new],
    )
    db.execute_soon(
        "INSERT INTO item_identities VALUES (:source, :identity, :key) ON CONFLICT DO NOTHING",
        [
            {"source": each.decision.item.source, "identity": identity, "key": each.decision.key}
            for each in writings
            for identity in each.decision.identities
        ],
    )
    return fresh


def _row(writing: Writing) -> dict[str, object]:
    decision, item = writing.decision, writing.decision.item
    return {
        "key": decision.key,
        "source_id": item.source,
        "item_id": item.id,
        "kind": str(item.kind),
        "url": item.url,
        "title": item.title,
        "text": item.text,
        "lang": item.lang,
        "published": item.published,
        "fields": json.dumps(dict(item.fields), ensure_ascii=False, default=str),
        "content_hash": decision.content_hash,
        "now": writing.now,
        "details_due": writing.details_due,
    }


def mark_seen(db: Rows, keys: Collection[str], now: datetime) -> None:
    """Note that a poll brought these items again."""
    if not keys:
        return
    db.execute_soon(
        "UPDATE items SET seen_at = :now WHERE key = :key",
        [{"key": key, "now": now} for key in sorted(keys)],
    )


def forgettable(
    db: Rows, source_id: str, *, older_than: datetime, still_shown: timedelta, limit: int
) -> tuple[str, ...]:
    """Return keys of items first seen before `older_than` that their source shows no more, oldest first.

    An item counts as shown for `still_shown` longer than the source's newest look at its items: while a
    source answers "not changed", or is paused, nothing of it is forgotten. Items of a source that was removed
    are judged by age alone. Items whose page is still to be read stay.
    """
    one = {"id": source_id}
    last = moment(db.query("SELECT MAX(seen_at) AS at FROM items WHERE source_id = :id", one)[0]["at"])
    there = db.query("SELECT 1 AS one FROM sources WHERE id = :id", one)
    before = older_than if last is None or not there else min(older_than, last - still_shown)
    rows = db.query(
        "SELECT key FROM items WHERE source_id = :id AND seen_at < :before AND first_seen_at < :older"
        " AND details_due = 0 ORDER BY seen_at LIMIT :limit",
        {"id": source_id, "before": before, "older": older_than, "limit": limit},
    )
    return tuple(row["key"] for row in rows)


def sources_with_items(db: Rows) -> tuple[str, ...]:
    """Return the id of every source that an item is held of, removed ones included."""
    return tuple(row["id"] for row in db.query("SELECT DISTINCT source_id AS id FROM items ORDER BY id"))


def forget(db: Rows, source_id: str, keys: Collection[str]) -> None:
    """Delete these items of the source and all they are known by. Inside the caller's transaction."""
    rows = [{"key": key, "id": source_id} for key in keys]
    db.execute_many("DELETE FROM items WHERE key = :key AND source_id = :id", rows)
    for marks, names in _together(keys):
        db.execute(
            f"DELETE FROM item_identities WHERE source_id = :id AND item_key IN ({marks})",  # noqa: S608 - marks
            {"id": source_id, **names},
        )


def _together(keys: Collection[str]) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield marks for the keys and what they stand for, many at a time.

    No index leads from a key to its identities: each question goes through those of the whole source.
    """
    wanted = list(keys)
    for start in range(0, len(wanted), _SIZES[-1]):
        some = wanted[start : start + _SIZES[-1]]
        names: dict[str, object] = {f"k{number}": key for number, key in enumerate(some)}
        yield ", ".join(f":{name}" for name in names), names


def due_details(
    db: Rows, source_ids: Sequence[str], limit: int = 40
) -> list[tuple[tuple[str, int, Item], ...]]:
    """Return for each source the items whose page could not be read yet.

    Each with its key, the attempts left, and the item from its list row.
    """
    found = db.query_each(
        "SELECT * FROM items WHERE source_id = :id AND details_due > 0 ORDER BY first_seen_at LIMIT :limit",
        [{"id": each, "limit": limit} for each in source_ids],
    )
    return [tuple((row["key"], row["details_due"], item_of(row)) for row in rows) for rows in found]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """An item as it is held, with all it is known by."""

    key: str
    item: Item
    identities: tuple[str, ...]


def stored(db: Rows, source_id: str, keys: Sequence[str]) -> tuple[Stored, ...]:
    """Return the items of a source with these keys, in this order; without those that are not held."""
    items = db.query_each("SELECT * FROM items WHERE key = :key", [{"key": key} for key in keys])
    identities: dict[str, list[str]] = {key: [] for key in keys}
    for marks, names in _together(identities):
        for row in db.query(
            "SELECT item_key, identity FROM item_identities"  # noqa: S608 - marks only
            f" WHERE source_id = :id AND item_key IN ({marks}) ORDER BY identity",
            {"id": source_id, **names},
        ):
            identities[row["item_key"]].append(row["identity"])
    return tuple(
        Stored(key=key, item=item_of(rows[0]), identities=tuple(identities[key]))
        for key, rows in zip(keys, items, strict=True)
        if rows
    )


def save_details(db: Rows, decision: Decision, *, attempts: int, now: datetime) -> None:
    """Write an item completed from its own page, or count the attempt that failed.

    The content hash stays that of the list row: it is what the next poll compares.
    """
    db.execute(
        "UPDATE items SET title = :title, text = :text, lang = :lang, published = :published,"
        " fields = :fields, changed_at = :now, details_due = :details_due WHERE key = :key",
        _row(Writing(decision=decision, now=now, details_due=max(0, attempts))),
    )
