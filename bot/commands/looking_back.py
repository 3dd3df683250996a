"""A new term is held against the items stored lately: these are read and scanned before the edit is written.

To read and scan twenty thousand items takes seconds, in which nobody else could write. So who answers runs
`look` first, where others are not held up: a page at a time, an index of the new terms alone saying which
items are worth the scan for all terms that judging them needs. The edit then tells what was found in its own
transaction, after the few items that came, changed or went since: killed before that, nothing was done.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Any, TypeVar

import watchers.looking_back
import watchlists.store
from bot.database.interface import Database
from watchers.looking_back import MOST, REACH, TOGETHER, Version
from watchers.model import Item
from watchlists.model import Passage, Scan, Watchlist

if TYPE_CHECKING:
    from bot.alerting.occasion import Scanned
    from bot.matching.in_force import Matching

Run = Callable[..., Any]  # calls a function where the store may be used
T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class LookBack:
    """Which new terms of a watchlist, with them, are held against the items seen since.

    `others`: the team's other watchlists, as revisions: what else is found in an item depends on them.
    """

    watchlist: Watchlist
    terms: tuple[str, ...]
    since: datetime
    others: Mapping[str, int] = field(default_factory=dict)

    def is_for(self, other: LookBack) -> bool:
        """Whether what was found for one is what the other would find; it may have been asked later."""
        return (self.watchlist, self.terms, self.others) == (other.watchlist, other.terms, other.others)


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


def asked_by(db: Database, watchlist: Watchlist, terms: Sequence[str], now: datetime) -> LookBack:
    """Return what an edit asks that brings these terms."""
    revisions = watchlists.store.revisions(db)
    others = {
        name: revision
        for (team, name), revision in revisions.items()
        if team == watchlist.team and name != watchlist.name
    }
    return LookBack(watchlist=watchlist, terms=tuple(terms), since=now - REACH, others=others)


def look(db: Database, matching: Matching, asked: LookBack, now: datetime, run: Run | None = None) -> Looked:
    """Read and scan what is stored; any thread may, where `run` calls a function on the store's.

    It ends where more are found than are told with the edit: who tells them later reads all of it again.
    """
    from bot.alerting.backfilling import AT_ONCE

    call: Run = run or _here
    read: dict[str, Version] = {}
    found: dict[str, Scanned] = {}
    scan: Callable[[Passage], Scan] | None = None
    may_name = _sieve(asked)
    before = ("", "")
    while len(read) < MOST and (
        page := call(watchers.looking_back.items_before, db, asked.since, before, TOGETHER)
    ):
        read |= {one.key: one.version for one in page}
        before = page[-1].place
        if not (near := [(one.key, one.item) for one in page if may_name(one.item)]):
            continue
        if scan is None:
            call(matching.refresh, db, now)
            scan = matching.scan_with(asked.watchlist)
        for key, one in _named(asked, near, scan):
            found[key] = one
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
    held = watchers.looking_back.versions_since(db, looked.asked.since, MOST)
    other = [key for key, version in held.items() if looked.read.get(key) != version]
    may_name = _sieve(looked.asked) if other else None
    items = watchers.looking_back.items_of(db, other).items()
    near = [(key, item) for key, item in items if may_name is not None and may_name(item)]
    fresh = dict(_named(looked.asked, near, scan))
    known = {key: one for key, one in looked.found.items() if held.get(key) == looked.read[key]} | fresh
    return [known[key] for key in held if key in known]


def _here(fn: Callable[..., T], *args: object) -> T:
    return fn(*args)


def _sieve(asked: LookBack) -> Callable[[Item], bool]:
    """Return whether one of the terms is found or considered in an item, whatever else is watched."""
    from bot.alerting.passages import passage_of
    from watchlists.sieve import sieve

    few = [term for term in asked.watchlist.terms if term.name in asked.terms]
    may_name = sieve(few, official=asked.watchlist.official)
    return lambda item: may_name(passage_of(item))


def _named(
    asked: LookBack, items: Iterable[tuple[str, Item]], scan: Callable[[Passage], Scan]
) -> Iterator[tuple[str, Scanned]]:
    """Yield the items in which one of the terms counts, with all that the team's watchlists find there."""
    from bot.alerting.occasion import Scanned
    from bot.alerting.passages import found_in
    from watchers.changes import identities

    watchlist, wanted = asked.watchlist, set(asked.terms)
    for key, item in items:
        made = found_in(item, scan)
        if wanted & {match.term for match in made.matches if match.watchlist == watchlist.id}:
            own = tuple(one for one in made.matches if one.watchlist.split("/", 1)[0] == watchlist.team)
            yield key, Scanned(key=key, item=item, identities=identities([item])[0], scan=Scan(matches=own))
