"""Which official news tell one story, where no number or citation says so. Reads the store, writes nothing.

A document on public inspection has no page yet that a list could cite, OFAC's lists cite none, and two
sources carry the same list: then the parties decide (`watchers.lists.announced`).
"""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta

import watchers.looking_back
from bot.database.interface import Database
from watchers.lists.announced import list_code, rule_of, same_change
from watchers.model import Item, ItemKind

REACH = timedelta(days=90)  # from the word to the list; the longest known gaps are of weeks


def is_official(item: Item) -> bool:
    """Return whether every team hears of the item: a list changed, or a document announces that it will."""
    return item.kind is ItemKind.LIST_CHANGE or bool(item.fields.get("announces"))


def kin(db: Database, items: Sequence[tuple[str, Item]], now: datetime) -> dict[str, tuple[str, ...]]:
    """Return, by the key of each item, the keys of stored official news that tell the same, newest first."""
    if not items:
        return {}
    held = watchers.looking_back.official_since(db, now - REACH)
    return {
        key: tuple(other for other, past in held if other != key and tell_the_same(item, past))
        for key, item in items
    }


def tell_the_same(fresh: Item, past: Item) -> bool:
    """Whether two official news are one: a document and the change it announces, or one change told twice.

    One source tells nothing twice: its second change is another one.
    """
    match fresh.kind is ItemKind.LIST_CHANGE, past.kind is ItemKind.LIST_CHANGE:
        case True, True:
            return fresh.source != past.source and same_change(fresh.fields, past.fields)
        case True, False:
            return rule_of(past.fields, fresh.fields, past.text) is not None
        case False, True:
            return rule_of(fresh.fields, past.fields, fresh.text) is not None
        case _:
            return False  # documents are told apart by their numbers


def told_by_source(db: Database, alert_id: str, item: Item) -> bool:
    """Whether the alert holds an earlier change of the same list by the item's own source."""
    if item.kind is not ItemKind.LIST_CHANGE:
        return False
    rows = db.query(
        "SELECT i.fields FROM told_keys t JOIN items i ON i.key = substr(t.key, 6)"
        " WHERE t.alert_id = :alert AND t.key LIKE 'item:%' AND i.kind = 'list-change'"
        " AND i.source_id = :source AND i.item_id <> :own",
        {"alert": alert_id, "source": item.source, "own": item.id},
    )
    own = list_code(str(item.fields.get("list", "")))
    return any(list_code(str(json.loads(row["fields"]).get("list", ""))) == own for row in rows)
