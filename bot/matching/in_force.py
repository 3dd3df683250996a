"""The matcher in force and what each team wants: kept up to date with the store, never rebuilt needlessly.

Watching an official list is a watchlist of the team without stored terms: they are the entries of the
list as held, so that an update of the list is in force with the next item.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from threading import Timer
from typing import TYPE_CHECKING

from bot.database.interface import Database
from bot.facts import Rate
from bot.matching import rebuilding, revisions
from bot.matching.kept_index import KeptIndex
from bot.matching.rebuilding import Rebuild
from bot.matching.retrying import Retrying
from bot.matching.teamviews import TeamView, Views
from bot.matching.watched import Watched
from watchlists.compiling.collecting import no_collecting, settle
from watchlists.model import Passage, Scan, Watchlist

if TYPE_CHECKING:
    from watchlists.matcher import Matcher

MANY_PENDING = 1_000  # terms in small indexes; with more an index of all terms is made in the background
READ_AHEAD_AFTER = 30.0  # seconds from a start with a kept index: chats and polls begin before
LOOK_EVERY = timedelta(seconds=1)  # for edits of rules and mutes by other instances

log = logging.getLogger("sanctions_watch.matching")


class Matching:
    """Holds the matcher. `refresh` runs on the store's thread; `scan` may run on any."""

    def __init__(self, rate: Rate | None = None, kept: Path | None = None) -> None:
        """`kept`: the file beside the store that holds a big index from one start to the next."""
        self._views = Views(rate)
        self._kept = KeptIndex(kept)
        self._matcher: Matcher | None = None  # until `refresh`
        self._lists: dict[tuple[str, str], Watchlist] = {}  # without their terms
        self._notes: dict[tuple[str, str], dict[str, str]] = {}  # of each watchlist
        self._revisions: revisions.Revisions = {}
        self._edition = 0  # edits taken in
        self._retrying = Retrying()
        self._rebuild: Rebuild | None = None
        self._beginning = False
        self._found: tuple[Matcher, dict[str, str]] | None = None  # that was kept, at the beginning
        self._seen: tuple[object, datetime] | None = None

    @property
    def views(self) -> Mapping[str, TeamView]:
        """What judging an item needs to know of each team, by team; none before the first `refresh`."""
        return self._views.by_team

    def keep_up(self, db: Database, now: datetime) -> bool:
        """Take in edits of watchlists and lists at once, of rules and mutes within a second.

        For whoever asks a hundred times a second: it costs two small queries when nothing has changed.
        """
        if self._seen is not None and not (self._rebuild is not None and self._rebuild.done.is_set()):
            state, at = self._seen
            if state == revisions.state(db) and abs(now - at) < LOOK_EVERY:
                return False
        return self.refresh(db, now)

    @property
    def edition(self) -> int:
        """What is scanned for from now on: a number that moves with every edit taken in."""
        return self._edition

    def is_current(self, db: Database, edition: int) -> bool:
        """Return whether what was scanned for in an edition is what the store has."""
        if (seen := self._seen) is None or edition != self._edition:
            return False
        return seen[0] == revisions.state(db) or self._revisions == revisions.revisions(db)

    def judge_by(self, db: Database, now: datetime) -> None:
        """Take in rules and mutes as they are now; watchlists stay as they are in force."""
        self._views.refresh(db, now, self._lists, self._notes, is_edited=False)

    def doubt(self, team: str, name: str) -> None:
        """Let the next refresh read this watchlist again: the transaction it was read in may yet fail."""
        if (team, name) in self._revisions:
            self._revisions[team, name], self._seen = revisions.NONE, None

    def begin(self, db: Database, now: datetime, *, loading: bool = False) -> None:
        """As the first `refresh`, but take the index that was kept, or make it in the background.

        What is to be scanned waits for it while the rest of the program starts: first, with `loading`, until
        `loaded` is called.
        """
        self._beginning = True
        if loading:
            self._kept.may_load.clear()
        try:
            with no_collecting():
                self._found = self._kept.matcher()
                if self._found is None and revisions.terms(db) > rebuilding.BIG:
                    self._kept.expect_many()
                self.refresh(db, now)
            if self._matcher is not None:
                settle()
                ahead = Timer(READ_AHEAD_AFTER, rebuilding.read_ahead, (self._matcher,))
                ahead.daemon = True
                ahead.start()
        finally:
            self._beginning, self._found = False, None
            self._kept.give_up()

    def loaded(self) -> None:
        """Say that the rest of the program has started, and polls."""
        self._kept.may_load.set()

    @property
    def is_beginning(self) -> bool:
        """Whether the first index is not yet there."""
        return self._matcher is None and self._rebuild is not None and not self._rebuild.done.is_set()

    def wait(self) -> None:
        """Return when the first index is there, or could not be made."""
        if self._matcher is None and (rebuild := self._rebuild) is not None:
            rebuild.done.wait()

    def follow(self, db: Database, now: datetime) -> None:
        """Take in an edit where there is a matcher; a process that never scanned has none to keep current."""
        if self._matcher is not None or self._rebuild is not None:
            self.refresh(db, now)

    def refresh(self, db: Database, now: datetime) -> bool:
        """Take in every edit since the last call. Returns whether there was any."""
        state, now_held = revisions.state(db), revisions.revisions(db)
        changed = [key for key, revision in now_held.items() if self._revisions.get(key) != revision]
        gone = [key for key in self._revisions if key not in now_held]
        watched = Watched(db)
        read = watched.read(changed)
        self._lists |= read
        self._notes |= {key: watched.notes(one) for key, one in read.items()}
        for key in gone:
            del self._lists[key], self._notes[key]
        self._take_in(watched, changed, gone, now)
        self._revisions = now_held
        is_edited = bool(changed or gone)
        self._views.refresh(db, now, self._lists, self._notes, is_edited=is_edited)
        self._edition += is_edited
        self._seen = (state, now)  # at the end: what could not be taken in is not in force
        return is_edited

    def _take_in(
        self, watched: Watched, changed: list[tuple[str, str]], gone: list[tuple[str, str]], now: datetime
    ) -> None:
        """Put edited watchlists in force at once, and now and then make an index of all of them beside it.

        The first time, and with very many new terms, all is compiled here.
        """
        if self._beginning:
            self._matcher = self._kept_up_to_date(watched)
            if self._matcher is None:
                self._start_rebuild(watched).given.wait()  # what else this process does at its start can wait
            return
        if self._matcher is None and self._rebuild is not None:
            self._rebuild.done.wait()
            self._matcher = self._rebuild.matcher  # first this: scans look for one or the other
            self._rebuild = None
        matcher, rebuild = self._matcher, self._rebuild
        if rebuild is not None:
            rebuild.edited |= {*changed, *gone}
            if rebuild.matcher is not None:
                self._rebuild, self._retrying.failures, matcher = None, 0, rebuild.matcher
                changed = [key for key in rebuild.edited if key in self._lists]
                gone = [key for key in rebuild.edited if key not in self._lists]
            elif rebuild.failure is not None:
                self._rebuild = None
                again = self._retrying.put_off(now)
                told = f"{type(rebuild.failure).__name__}: {rebuild.failure}"
                log.warning("matcher.rebuild_failed %s error=%s", again, told)
        if matcher is not None:
            matcher = self._edited(matcher, watched, changed, gone)
        if matcher is None:
            self._rebuild = None
            matcher = rebuilding.compiled(watched.everything(self._lists.values()), self._kept)
            self._kept.keep(matcher)
        replaced, self._matcher = self._matcher, matcher
        if replaced is not None and replaced.tables is not matcher.tables:
            del replaced
            settle(replaced=True)
        if self._rebuild is None and matcher.pending > MANY_PENDING and not self._retrying.waits(now):
            self._start_rebuild(watched)

    def _kept_up_to_date(self, watched: Watched) -> Matcher | None:
        """Return the matcher that was kept, with what changed since; None where none is, or too much did."""
        if self._found is None:
            return None
        matcher, marks = self._found
        here = {one.id for one in self._lists.values()}
        gone = [(team, name) for team, _, name in (one.partition("/") for one in marks if one not in here)]
        changed = [key for key, one in self._lists.items() if marks.get(one.id) != watched.mark(one)]
        return self._edited(matcher, watched, changed, gone)

    def _edited(
        self, matcher: Matcher, watched: Watched, changed: list[tuple[str, str]], gone: list[tuple[str, str]]
    ) -> Matcher | None:
        """Return the matcher with edits on top; None where they bring too many new terms for that."""
        for team, name in gone:
            matcher = matcher.updated(Watchlist(team=team, name=name))
        for key in changed:
            watchlist = watched.whole(self._lists[key])
            if len(watchlist.terms) > rebuilding.BIG and matcher.unknown(watchlist) > rebuilding.BIG:
                return None
            matcher = matcher.updated(watchlist)
        return matcher

    def _start_rebuild(self, watched: Watched) -> Rebuild:
        rebuild = self._rebuild = Rebuild(watched.everything(self._lists.values()), self._kept)
        rebuild.start()
        return rebuild

    def scan_with(self, watchlist: Watchlist) -> Callable[[Passage], Scan]:
        """Return a scan for what is in force, with one watchlist as it is to be; after a `refresh`."""
        assert self._matcher is not None
        return self._matcher.updated(watchlist).scan

    def scan(self, passage: Passage, *, rejected: bool = False) -> Scan:
        """Return what every team's terms find in a passage; nothing before `begin` or the first `refresh`.

        Raises what kept the first index from being made.
        """
        rebuild, matcher = self._rebuild, self._matcher
        if matcher is None and rebuild is not None:
            rebuild.done.wait()
            if rebuild.failure is not None:
                raise rebuild.failure
            matcher = rebuild.matcher
        return Scan() if matcher is None else matcher.scan(passage, rejected=rejected)
