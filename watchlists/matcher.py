"""Finds every watched name of every team in a passage, in one scan.

`Matcher.compile` makes one index of the distinct terms of all teams. `scan` folds the passage, finds
spellings, lets the longest name win, asks guards and context, and only then looks up who watches the term
(`holders`), so that its cost does not grow with the number of teams. `updated` puts a small index beside the
big one.

Knows watchlists and text. Must not know feeds, chat or the database.
"""

from collections.abc import Callable, Iterable
from copy import copy

from watchlists.compiling.collecting import no_collecting
from watchlists.compiling.compiler import compiled
from watchlists.compiling.shard import Shard, joints_of
from watchlists.holders import Holders
from watchlists.index.candidates import Candidate, Refused, longest
from watchlists.index.listed import listed_first
from watchlists.index.tables import Tables
from watchlists.judging.judge import Judge
from watchlists.judging.judged import judged, untorn
from watchlists.matches import each_once, matches_of, rejections_of
from watchlists.model import Match, Passage, Rejection, Scan, Watchlist
from watchlists.text.folded import Folded

_NOTHING = Scan()
_scan: Callable[[type[Scan], tuple[tuple[Match, ...], tuple[Rejection, ...]]], Scan] = tuple.__new__
_MOST_SHARDS = 6  # more small indexes than this are made into one


class Matcher:
    """The distinct terms of all watchlists, ready to be found. Never changes; `updated` makes another."""

    def __init__(self, tables: Tables) -> None:
        """Take what `compiler.compiled` made."""
        self.tables = tables  # of all terms but those of the small indexes
        self._holders = Holders(tables)
        with no_collecting():  # else the first texts wait for the collector to go through the whole index
            self._shards: tuple[Shard, ...] = (Shard(tables, self._holders.terms.__getitem__),)
        self._joints = joints_of(self._shards)

    @classmethod
    def compile(cls, watchlists: Iterable[Watchlist]) -> "Matcher":
        """Return a matcher for the terms of all `watchlists`; one distinct term is compiled once.

        Raises NotCompiled where many are compiled by a process of their own, and that dies.
        """
        return cls(compiled(tuple(watchlists)))

    def read_ahead(self) -> None:
        """Make what the first text in another script would wait for, while there is none."""
        for shard in self._shards:
            shard.read_ahead()

    @property
    def pending(self) -> int:
        """How many terms stand in small indexes; past a few hundred a fresh `compile` makes scans quicker."""
        return len(self._holders.later)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the watchlists held."""
        return self._holders.ids

    def unknown(self, watchlist: Watchlist) -> int:
        """Return how many terms of a watchlist `updated` would have to compile."""
        return self._holders.unknown(watchlist)

    def updated(self, watchlist: Watchlist) -> "Matcher":
        """Return a matcher with this watchlist replaced or added; this one goes on serving.

        Only terms that no watchlist holds yet are compiled.
        """
        new: Matcher = copy(self)
        new._holders, fresh = self._holders.replaced(watchlist)
        if fresh and len(self._shards) < _MOST_SHARDS:
            new._shards = (*self._shards, Shard.of(fresh))
        elif fresh:
            new._holders.forget_dropped()
            new._shards = (self._shards[0], Shard.of(new._holders.later))
        if fresh:
            new._joints = joints_of(new._shards)
        return new

    def scan(self, passage: Passage, *, rejected: bool = False) -> Scan:
        """Return what `passage` names, for every team, ordered by field and position.

        With `rejected`, also the hits that were considered and turned down, each with its reason.
        """
        fields = {}
        if passage.title:
            fields["title"] = self._joints.fold(passage.title)
        if passage.text:
            fields["text"] = self._joints.fold(passage.text)
        refused: list[Refused] = []
        found: list[Candidate] = []
        settled = not rejected
        holders, shards = self._holders, self._shards
        plain = not (rejected or len(shards) > 1)
        for name, folded in fields.items():
            if plain:  # as nearly always
                some, all_win = shards[0].winners(name, folded, edited=holders.edited)
            else:
                some, all_win = self._found(name, folded, refused.append if rejected else None)
            found += some
            settled = settled and all_win
        if not found and not refused:
            return _NOTHING
        if not holders.hold_all:
            found = [c for c in found if c.entry is None or holders.of(c.entry)]
        judge = Judge(fields)
        if not settled and (refused or any(candidate.entry is not None for candidate in found)):
            found = longest(untorn(found, judge, refused.append), refused.append, holders.teams)
        named = [candidate for candidate in found if candidate.entry is not None]
        if not named and not refused:
            return _NOTHING
        matches: list[Match] = []
        for candidate, verdict in judged(named, judge, holders.teams, explained=rejected):
            if verdict is None:
                matches += matches_of(candidate, fields, holders)
            else:
                refused.append((candidate, *verdict))
        unlisted: list[Rejection] = []
        if len(matches) > 1:
            matches, unlisted = listed_first(matches)
        if not rejected:
            return _scan(Scan, (tuple(matches), ()))
        reasons = [rejection for refusal in refused for rejection in rejections_of(refusal, fields, holders)]
        return Scan(matches=tuple(matches), rejected=each_once((*reasons, *unlisted)))

    def _found(
        self, field: str, folded: Folded, refuse: Callable[[Refused], None] | None
    ) -> tuple[list[Candidate], bool]:
        """Return the spellings of all terms in one field, and whether all win, in order (`candidates`).

        Those that lose against another may be left out.
        """
        shards = self._shards
        if refuse is not None:
            return [candidate for shard in shards for candidate in shard.find(field, folded, refuse)], False
        later: list[Candidate] = []
        if len(shards) > 1:
            later = [candidate for shard in shards[1:] for candidate in shard.find(field, folded)]
        if later:
            return shards[0].find(field, folded) + later, False
        return shards[0].winners(field, folded, edited=self._holders.edited)
