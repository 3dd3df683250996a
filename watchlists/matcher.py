"""Finds every watched name of every team in a passage, in one scan.

`Matcher.compile` makes one index of the distinct terms of all teams. `scan` folds the passage, finds
spellings, lets the longest name win, asks guards and context, and only then looks up who watches the term, so
that its cost does not grow with the number of teams. `updated` puts a small index beside the big one.

Knows watchlists and text. Must not know feeds, chat or the database.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from copy import copy

from watchlists.compiling.collecting import no_collecting
from watchlists.compiling.compiler import compiled
from watchlists.compiling.shard import Shard, joints_of
from watchlists.index.candidates import Candidate, Entry, Refused, longest
from watchlists.index.distinct import DistinctTerms, key_of
from watchlists.index.listed import listed_first
from watchlists.index.tables import Tables
from watchlists.judging.judge import Judge, explain, part
from watchlists.judging.judged import judged, untorn
from watchlists.model import (
    AS_NAMED,
    Match,
    MatchReason,
    Passage,
    Rejection,
    Scan,
    Term,
    Variant,
    Watchlist,
    team_of,
)
from watchlists.spellings.variants import variants
from watchlists.text.folding import Folded

# How sure a match is, by its reason: near certain as listed, least where letters differ.
SCORES = {
    MatchReason.EXACT: 1.0,
    MatchReason.ALIAS: 0.98,
    MatchReason.LEGAL_FORM: 0.97,
    MatchReason.SPACING: 0.95,
    MatchReason.SCRIPT: 0.95,
    MatchReason.MODEL: 0.95,
    MatchReason.ABBREVIATION: 0.92,
    MatchReason.WORD_ORDER: 0.92,
    MatchReason.TRANSLITERATION: 0.9,
    MatchReason.AFFILIATE: 0.9,
    MatchReason.TYPO: 0.85,
}
_NOTHING = Scan()
_made: Callable[[type[Match], Iterable[object]], Match] = (
    tuple.__new__
)  # as the class does it, one call sooner
_scan: Callable[[type[Scan], tuple[tuple[Match, ...], tuple[Rejection, ...]]], Scan] = tuple.__new__
_MOST_SHARDS = 6  # more small indexes than this are made into one


class Matcher:
    """The distinct terms of all watchlists, ready to be found. Never changes; `updated` makes another."""

    def __init__(self, tables: Tables) -> None:
        """Take what `compiler.compiled` made."""
        self.tables = tables  # of all terms but those of the small indexes
        self._slots = list(tables.texts("watchlists"))  # watchlist number -> Watchlist.id
        self._live = {name: number for number, name in enumerate(self._slots)}  # its number now
        self._compiled = len(self._slots)  # numbers from here on came with edits
        self._known = DistinctTerms(tables)
        self._later: dict[bytes, Entry] = {}  # terms of the small indexes
        self._extra: dict[Entry, tuple[int, ...]] = {}  # owners that came after an entry was compiled
        self._stale: frozenset[int] = frozenset()  # numbers that were replaced
        self._edited = False  # whether others watch a term than did when it was compiled
        self._teams_of: dict[Entry, frozenset[str]] = {}  # of the entries that were asked for
        with no_collecting():  # else the first texts wait for the collector to go through the whole index
            self._shards: tuple[Shard, ...] = (Shard(tables, self._known.__getitem__),)
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
        return len(self._later)

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids of the watchlists held."""
        return tuple(self._live)

    def unknown(self, watchlist: Watchlist) -> int:
        """Return how many terms of a watchlist `updated` would have to compile."""
        keys = (key_of(term, official=watchlist.official) for term in watchlist.terms)
        return sum(key not in self._later and self._known.find(key) is None for key in keys)

    def updated(self, watchlist: Watchlist) -> "Matcher":
        """Return a matcher with this watchlist replaced or added; this one goes on serving.

        Only terms that no watchlist holds yet are compiled.
        """
        new: Matcher = copy(self)
        old = self._live.get(watchlist.id)
        if old is not None and old >= self._compiled:  # edited before: no table speaks of that number
            number = old
        else:
            number = len(self._slots)
            new._slots = [*self._slots, watchlist.id]
            new._live = {**self._live, watchlist.id: number}
            new._stale = self._stale if old is None else self._stale | {old}
        new._later = dict(self._later)
        new._extra = dict(self._extra)
        new._teams_of = {}
        if old is not None:
            without = ((entry, _without(old, owners)) for entry, owners in self._extra.items())
            new._extra = {entry: owners for entry, owners in without if owners}
        fresh: list[Entry] = []
        for term in watchlist.terms:
            key = key_of(term, official=watchlist.official)
            number_held = self._known.find(key)
            held = new._later.get(key) if number_held is None else self._known[number_held]
            if held is None:
                held = new._later[key] = Entry(term, official=watchlist.official)
                fresh.append(held)
            new._extra[held] = (*new._extra.get(held, ()), number)
        if fresh and len(self._shards) < _MOST_SHARDS:
            new._shards = (*self._shards, Shard.of(fresh))
        elif fresh:
            new._later = {key: entry for key, entry in new._later.items() if new._extra.get(entry)}
            new._shards = (self._shards[0], Shard.of(new._later.values()))
        if fresh:
            new._joints = joints_of(new._shards)
        new._edited = bool(new._stale or new._extra)
        return new

    def variants(self, term: Term) -> tuple[Variant, ...]:
        """Return the spellings of `term` that are looked for."""
        return variants(term)

    def _owners(self, entry: Entry) -> Sequence[str]:
        """Return the ids of the watchlists that hold the entry now."""
        if not self._edited:
            return list(map(self._slots.__getitem__, entry.owners))
        held = [self._slots[number] for number in entry.owners if number not in self._stale]
        return held + [self._slots[number] for number in self._extra.get(entry, ())]

    def _teams(self, entry: Entry) -> frozenset[str]:
        """Return the teams that watch the entry now."""
        teams = self._teams_of.get(entry)
        if teams is None:
            teams = self._teams_of[entry] = frozenset(map(team_of, self._owners(entry)))
        return teams

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
        shards, plain = self._shards, not (rejected or len(self._shards) > 1)
        for name, folded in fields.items():
            if plain:  # as nearly always
                some, all_win = shards[0].winners(name, folded, edited=self._edited)
            else:
                some, all_win = self._found(name, folded, refused.append if rejected else None)
            found += some
            settled = settled and all_win
        if not found and not refused:
            return _NOTHING
        if self._stale or self._later:
            found = [c for c in found if c.entry is None or self._owners(c.entry)]
        judge = Judge(fields)
        if not settled and (refused or any(candidate.entry is not None for candidate in found)):
            found = longest(untorn(found, judge, refused.append), refused.append, self._teams)
        named = [candidate for candidate in found if candidate.entry is not None]
        if not named and not refused:
            return _NOTHING
        matches: list[Match] = []
        for candidate, verdict in judged(named, judge, self._teams, explained=rejected):
            if verdict is None:
                self._tell(candidate, judge, matches)
            else:
                refused.append((candidate, *verdict))
        unlisted: list[Rejection] = []
        if len(matches) > 1:
            matches, unlisted = listed_first(matches)
        if not rejected:
            return _scan(Scan, (tuple(matches), ()))
        reasons = [rejection for refusal in refused for rejection in self._rejections(refusal, judge)]
        return Scan(matches=tuple(matches), rejected=_each_once((*reasons, *unlisted)))

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
        return shards[0].winners(field, folded, edited=self._edited)

    def _told(self, candidate: Candidate, entry: Entry) -> Sequence[str]:
        """Return the ids of the watchlists that are told of a candidate, by its entry."""
        owners, hidden = self._owners(entry), candidate.hidden
        return [one for one in owners if team_of(one) not in hidden] if hidden else owners

    def _tell(self, candidate: Candidate, judge: Judge, matches: list[Match]) -> None:
        """Add one match for each watchlist that holds the term."""
        field, start, end, entry, _, _, _, _, _, _, _, words, hidden, _ = candidate
        assert entry is not None
        folded = judge.fields[field]
        start, end = folded.span(start, end)
        written = folded.source[start:end]
        reason, detail = explain(candidate, written)
        if words is None and reason in AS_NAMED and (inside := part(candidate, folded)):
            reason, detail = MatchReason.AFFILIATE, f"{inside} of {written}: {detail}"
        term, score = entry.term, SCORES[reason]
        for owner in self._told(candidate, entry) if hidden else self._owners(entry):
            told = term.name, term.kind, owner, field, start, end, written, score, reason, detail
            matches.append(_made(Match, told))

    def _rejections(self, refusal: Refused, judge: Judge) -> Iterator[Rejection]:
        """Yield one rejection for each watchlist that holds the term."""
        candidate, reason, detail = refusal
        if candidate.entry is None:
            return
        folded = judge.fields[candidate.field]
        start, end = folded.span(candidate.start, candidate.end)
        for owner in self._told(candidate, candidate.entry):
            yield Rejection(
                term=candidate.entry.term.name,
                kind=candidate.entry.term.kind,
                watchlist=owner,
                field=candidate.field,
                start=start,
                end=end,
                surface=folded.source[start:end],
                reason=reason,
                detail=detail,
            )


def _each_once(rejections: Iterable[Rejection]) -> tuple[Rejection, ...]:
    """Return the first of those that turn down the same words for the same reason, as two spellings may."""
    found: dict[tuple[object, ...], Rejection] = {}
    for one in rejections:
        found.setdefault((one.term, one.watchlist, one.field, one.start, one.end, one.reason), one)
    return tuple(found.values())


def _without(number: int, owners: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(owner for owner in owners if owner != number) if number in owners else owners


def sieve(terms: Iterable[Term], *, official: bool = False) -> Callable[[Passage], bool]:
    """Return what tells of a passage whether one of these terms may be found in it, whatever else is watched.

    Made for thousands of passages. It says yes wherever a `Matcher` with these terms, alone or among others,
    finds or turns down one of them.
    """
    shard = Shard.of([Entry(term, official=official) for term in terms], for_many=True)
    joints = joints_of((shard,))

    def may_name(passage: Passage) -> bool:
        for name, text in zip(("title", "text"), passage[:2], strict=True):
            refused: list[Refused] = []
            if text and (shard.find(name, joints.fold(text), refused.append) or refused):
                return True
        return False

    return may_name
