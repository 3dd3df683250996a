"""Parties that an official list names newly are held against stored items, for teams that watch it whole.

Runs inside the transaction that puts the list in force; what is begun there is done in pieces afterwards
(`bot.alerting.backfilling`).
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime

import watchlists.store
from bot.alerting import backfill_store
from bot.alerting.sought import Sought
from bot.database.interface import Database
from bot.entry_words import in_a_sentence
from watchers.lists.differences import ChangedEntry, ListDifference
from watchers.lists.items import short_name
from watchers.model import Entry
from watchers.poll import PollResult

_NAMES = ("name", "aliases")


def begin_of_poll(db: Database, result: PollResult, now: datetime) -> None:
    """Begin with what a poll has put in force: all of a first copy, else what it names newly."""
    source = result.source
    if result.baseline:
        begin(db, source.id, None, f"First reading of {source.name}", now)
    elif result.difference is not None and (entries := named_newly(result.difference)):
        lists = list(dict.fromkeys(short_name(entry.list) for entry in entries))
        begin(db, source.id, entries, f"{in_a_sentence(lists)} changed", now)


def begin(db: Database, list_id: str, entries: Sequence[Entry] | None, label: str, now: datetime) -> None:
    """Begin with these entries of a list (None: all) for every team that watches it or a part they are in.

    `label`: what the summary begins with.
    """
    teams: defaultdict[str, set[str]] = defaultdict(set)
    for team, name in watchlists.store.official(db):
        if name.partition(":")[0] == list_id:
            teams[name].add(team)
    for name, watching in teams.items():
        part = name.partition(":")[2]
        own = None if entries is None else {one.name for one in entries if not part or one.list == part}
        if own is None or own:
            sought = Sought(
                watchlist=name,
                teams=frozenset(watching),
                terms=None if own is None else frozenset(own),
                official=True,
            )
            backfill_store.begin(db, sought, label, now)


def named_newly(difference: ListDifference) -> list[Entry]:
    """Return the entries that were added, and those with a name that they had not."""
    return [*difference.added, *_renamed(difference.changed)]


def _renamed(changed: Iterable[ChangedEntry]) -> Iterable[Entry]:
    for one in changed:
        before = {name for field in one.fields if field.field in _NAMES for name in _each(field.before)}
        after = {name for field in one.fields if field.field in _NAMES for name in _each(field.after)}
        if after - before:
            yield one.entry


def _each(value: str | Sequence[str]) -> Sequence[str]:
    return (value,) if isinstance(value, str) else value
