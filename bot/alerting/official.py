"""Which official news tell one story, where no number or citation says so. Reads the store, writes nothing.

A document on public inspection has no page yet that a list could cite, OFAC's lists cite none, and two
sources carry the same list: then the parties decide (`watchers.lists.announced`).
"""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta

import watchers.looking_back
from bot.alerting.purchases import letters
from bot.alerting.reprints import SAME_TITLE_LETTERS
from bot.database.interface import Database
from watchers.lists.announced import list_code, names_a_list, rule_of, same_change
from watchers.model import Item, ItemKind

REACH = timedelta(days=90)  # from the word to the list; the longest known gaps are of weeks
NEAR = timedelta(days=4)  # from a document's filing to its publication, and what is said of it
REACH_OF_HEADLINES = 2 * NEAR  # what was read late is of an earlier day
_REGISTER = "federalregister"


def is_official(item: Item) -> bool:
    """Return whether every team hears of the item: a list changed, or a document announces that it will."""
    return item.kind is ItemKind.LIST_CHANGE or bool(item.fields.get("announces"))


def kin(db: Database, items: Sequence[tuple[str, Item]], now: datetime) -> dict[str, tuple[str, ...]]:
    """Return, by the key of each item, what stored news tell the same, newest first.

    These are `kin:KEY` of official news, and `carried:KEY` where one carries the headline of the other.
    """
    answer: dict[str, tuple[str, ...]] = {}
    official = [(key, item) for key, item in items if is_official(item)]
    carriers = [(key, item) for key, item in items if not is_official(item) and _may_carry(item)]
    if official:
        held = watchers.looking_back.official_since(db, now - REACH)
        titles = [item.title for _, item in official if item.kind is ItemKind.NEWS]
        news = watchers.looking_back.news_titled(db, titles, now - REACH_OF_HEADLINES) if titles else ()
        for key, item in official:
            own = [f"kin:{other}" for other, past in held if other != key and tell_the_same(item, past)]
            own += [f"carried:{other}" for other, past in news if other != key and carries(past, item)]
            answer[key] = tuple(own)
    if carriers:
        held = watchers.looking_back.official_since(db, now - REACH_OF_HEADLINES)
        for key, item in carriers:
            answer[key] = tuple(f"carried:{other}" for other, past in held if carries(item, past))
    return answer


def carries(news: Item, document: Item) -> bool:
    """Whether a report bears the title of a document that announces a change, and is of about its day.

    Titles repeat for years, so the days must be near; what stands around it is who publishes it.
    """
    if is_official(news) or document.kind is not ItemKind.NEWS or not is_official(document):
        return False
    title = letters(document.title)
    if len(title) < SAME_TITLE_LETTERS or news.published is None or document.published is None:
        return False
    said = letters(news.title).removeprefix(_REGISTER).removesuffix(_REGISTER)
    said = said.removesuffix(letters(str(news.fields.get("publisher") or "")))
    return said == title and abs(news.published - document.published) <= NEAR


def _may_carry(item: Item) -> bool:
    return item.kind is ItemKind.NEWS and names_a_list(item.title)


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
