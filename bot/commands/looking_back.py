"""A new term is held against the items stored lately: these are read and scanned before the edit is written.

To read and scan twenty thousand items takes seconds, in which nobody else could write. So who answers runs
`look` first, where others are not held up: a page at a time, and the scan for all terms only of items that
may name a new one. The edit then tells what was found in its own transaction, after the few items that came,
changed or went since: killed before that, nothing was done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

import watchers.looking_back
import watchlists.store
from bot.alerting.sought import Sought
from bot.database.interface import Database
from watchers.looking_back import MOST, REACH, TOGETHER, Version
from watchlists.model import Passage, Scan, Watchlist

if TYPE_CHECKING:
    from bot.alerting.occasion import Scanned
    from bot.matching.in_force import Matching

Run = Callable[..., Any]  # calls a function where the store may be used
T = TypeVar("T")


def here(fn: Callable[..., T], *args: object) -> T:
    """Call a function on this thread: it is the store's."""
    return fn(*args)


@dataclass(frozen=True, slots=True, kw_only=True)
class LookBack:
    """Which new terms of a watchlist, with them, are held against the items seen since.

    `others`: the team's other watchlists, as revisions: what else is found in an item depends on them.
    """

    watchlist: Watchlist
    sought: Sought
    since: datetime
    others: Mapping[str, int] = field(default_factory=dict)

    def is_for(self, other: LookBack) -> bool:
        """Whether what was found for one is what the other would find; it may have been asked later."""
        return (self.watchlist, self.sought, self.others) == (other.watchlist, other.sought, other.others)


@dataclass(frozen=True, slots=True, kw_only=True)
class Looked:
    """What came of it: every item that was read, as it was then, and by key those that name a term.

    `many`: so many were found that they are told after the edit; the rest was not read.
    """

    asked: LookBack
    read: Mapping[str, Version]
    found: Mapping[str, Scanned]
    many: bool = False


class LookBackAwaited(Exception):  # noqa: N818 - says what is to be done first
    """An edit needs to know which stored items name its terms: `look`, and say it again."""

    def __init__(self, asked: LookBack) -> None:
        super().__init__()
        self.asked = asked


def asked_by(db: Database, watchlist: Watchlist, terms: Iterable[str], now: datetime) -> LookBack:
    """Return what an edit asks that brings these terms."""
    revisions = watchlists.store.revisions(db)
    others = {
        name: revision
        for (team, name), revision in revisions.items()
        if team == watchlist.team and name != watchlist.name
    }
    sought = Sought.of(watchlist, terms)
    return LookBack(watchlist=watchlist, sought=sought, since=now - REACH, others=others)


def look(db: Database, matching: Matching, asked: LookBack, now: datetime, run: Run = here) -> Looked:
    """Read and scan what is stored; any thread may, where `run` calls a function on the store's.

    It ends where more are found than are told with the edit: who tells them later reads all of it again.
    """
    from bot.alerting.backfilling import AT_ONCE

    read: dict[str, Version] = {}
    found: dict[str, Scanned] = {}
    scan: Callable[[Passage], Scan] | None = None
    may_name = asked.sought.sieve(asked.watchlist.terms)
    before = ("", "")
    while len(read) < MOST and (
        page := run(watchers.looking_back.items_before, db, asked.since, before, TOGETHER)
    ):
        read |= {one.key: one.version for one in page}
        before = page[-1].place
        if not (near := [(one.key, one.item) for one in page if may_name(one.item)]):
            continue
        if scan is None:
            run(matching.refresh, db, now)
            scan = matching.scan_with(asked.watchlist)
        for _, one in asked.sought.hits(near, scan):
            found[one.key] = one
            if len(found) > AT_ONCE:
                return Looked(asked=asked, read=read, found=found, many=True)
    return Looked(asked=asked, read=read, found=found)


def found_now(db: Database, looked: Looked, scan: Callable[[Passage], Scan]) -> list[Scanned]:
    """Return the stored items that name a term as they are now, newest first.

    These are `looked`, and what came or changed since; of many, those that were found. Runs inside the edit's
    transaction; `scan` is for the edited watchlists.
    """
    if looked.many:
        return list(looked.found.values())
    asked = looked.asked
    held = watchers.looking_back.versions_since(db, asked.since, MOST)
    known = {key: one for key, one in looked.found.items() if held.get(key) == looked.read[key]}
    if other := [key for key, version in held.items() if looked.read.get(key) != version]:
        may_name = asked.sought.sieve(asked.watchlist.terms)
        items = watchers.looking_back.items_of(db, other).items()
        near = [(key, item) for key, item in items if may_name(item)]
        known |= {one.key: one for _, one in asked.sought.hits(near, scan)}
    return [known[key] for key in held if key in known]
