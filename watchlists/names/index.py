"""Find the parties that a name may mean, among tens of thousands, without comparing it with each.

Every name is filed (`filing.py`). A query collects the names filed under its rarest entries first, and only
the best few dozen are compared in full, with the few that it may be short for (`filed_short.py`).

Knows parties and their names. Must not know where they come from (official list, watchlist, file), nor
who asks.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial
from heapq import nlargest
from math import log

from watchlists.model import Candidate, Party
from watchlists.names.explanation import LookupReason
from watchlists.names.filed_short import ShortForms
from watchlists.names.filing import SOUNDS, WHOLE, entries, sought, worth
from watchlists.names.prepared import Name, prepare
from watchlists.names.scorer import Judgement, probability

_WORK = 10_000  # entries read for one query, rarest first: what decides speed
_POOL = 300  # names ranked by what they share
_COMPARED = 48  # names compared in full
_FEW = 20  # compared first; the others only when none of these is a clear answer
_CLEAR = 2.2  # log odds of a clear answer: nine in ten
_INITIALS = 4.0  # initials stand for the whole name, so their entry counts for several
_PLACE = 0.6  # what a name loses for standing lower among those that share the rarest entries with the query
_LEAST = 0.01  # below this a candidate is noise


class NameIndex:
    """Every name of every party, ready to be searched. Build once, search from any thread."""

    def __init__(self, parties: tuple[Party, ...]) -> None:
        self._parties = parties
        self._names: list[Name] = []
        self._texts: list[str] = []
        self._owners = array("I")
        self._files: dict[str, array[int]] = defaultdict(partial(array, "I"))
        self._short = ShortForms(self._names, self._files)
        self._count = 0
        for number, party in enumerate(parties):
            self._add(number, party)
        count = len(self._names)
        self._rarity = {key: worth(key) * log(1 + count / len(entry)) for key, entry in self._files.items()}
        totals = [0.0] * len(self._names)
        sounds = [0.0] * len(self._names)
        for key, entry in self._files.items():
            if key[0] in WHOLE:
                continue
            rarity = self._rarity[key]
            for position in entry:
                totals[position] += rarity
            if key[0] in SOUNDS:
                for position in entry:
                    sounds[position] += rarity
        self._weights = array("f", totals)
        self._sounds = array("f", sounds)

    @classmethod
    def build(cls, parties: Iterable[Party]) -> "NameIndex":
        """Return an index over the name and aliases of each party; a name without a letter is left out."""
        return cls(tuple(parties))

    def __len__(self) -> int:
        """Return the number of names."""
        return self._count

    def _add(self, number: int, party: Party) -> None:
        files = self._files
        for text in dict.fromkeys((party.name, *party.aliases)):
            forms = prepare(text)
            self._count += bool(forms)
            for name in forms:
                position = len(self._names)
                self._names.append(name)
                self._texts.append(text)
                self._owners.append(number)
                self._short.add(position, name)
                for key in entries(name):
                    files[key].append(position)

    def nearest(self, query: Name, *, limit: int = _COMPARED) -> list[int]:
        """Return the positions of the names that share most with the query, best first."""
        files, rarity = self._files, self._rarity
        known = sorted([(len(files[key]), key) for key in sought(query) if key in files])
        shared: dict[int, float] = {}
        get = shared.get
        work = 0
        total = 0.0
        for size, key in known:
            work += size
            if work > _WORK and len(shared) > limit:
                break
            weight = rarity[key] * (_INITIALS if key[0] in "=≈§" else 1)
            total += rarity[key]
            for position in files[key]:
                shared[position] = get(position, 0.0) + weight
        # a name written without vowels shares no spelling with the others: they lose nothing by theirs
        unwritten = any(t.heard == "consonants" for t in query.tokens)
        weights = self._sounds if unwritten else self._weights
        pool = (
            nlargest(_POOL, shared.items(), key=lambda item: item[1])
            if len(shared) > _POOL
            else list(shared.items())
        )
        ranked = nlargest(
            limit, [(value / (total + 0.35 * weights[position]), position) for position, value in pool]
        )
        return [position for _, position in ranked]

    def _ranked(self, query: Name) -> Iterator[tuple[int, int]]:
        """Yield rank and position of what is compared in full: short forms, then what shares most."""
        yield from enumerate(self._short.nearest(query))
        yield from enumerate(self.nearest(query))

    def neighbours(self, query: Name) -> Iterator[tuple[Party, Name]]:
        """Yield the names that may be the query's and whose they are, best first, not yet compared."""
        for _, position in self._ranked(query):
            yield self._parties[self._owners[position]], self._names[position]

    def search(self, name: str, *, limit: int = 10) -> tuple[Candidate, ...]:
        """Return at most `limit` candidates, best first, one for each party; empty when nothing fits."""
        if limit < 1:
            return ()
        best: dict[int, tuple[float, int, Judgement]] = {}
        top = -30.0
        for query in prepare(name):
            for rank, position in self._ranked(query):
                if rank == _FEW and top > _CLEAR:
                    break
                owner = self._owners[position]
                other = self._names[position]
                judged = Judgement(query, other, kind=self._parties[owner].kind)
                odds = judged.odds
                if not other.means(query):
                    odds -= _PLACE * log(1 + rank)
                top = max(top, odds)
                held = best.get(owner)
                if held is None or odds > held[0]:
                    best[owner] = (odds, position, judged)
        found = nlargest(limit, best.values(), key=lambda item: item[0])
        return tuple([self._candidate(*item) for item in found if probability(item[0]) >= _LEAST])

    def _candidate(self, odds: float, position: int, judged: Judgement) -> Candidate:
        party = self._parties[self._owners[position]]
        text = self._texts[position]
        reason, detail = judged.why()
        if reason is LookupReason.EXACT and text != party.name:
            reason = LookupReason.ALIAS
        return Candidate(
            party=party, matched_name=text, score=probability(odds), reason=reason, detail=detail
        )
