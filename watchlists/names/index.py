"""Find the parties that a name may mean, among tens of thousands, without comparing it with each.

Every name is filed (`filing.py`). A query collects the names filed under its rarest entries first, and only
the best few dozen are compared in full, with the few that it may be short for (`filed_short.py`).

Knows parties and their names. Must not know where they come from (official list, watchlist, file), nor
who asks.
"""

from collections.abc import Iterable, Iterator
from heapq import nlargest
from math import log

from watchlists.index.tables import Tables
from watchlists.model import Candidate, Party
from watchlists.names.explanation import LookupReason
from watchlists.names.filed import tables_of
from watchlists.names.filing import sought
from watchlists.names.held import held_in
from watchlists.names.judgement import Judgement
from watchlists.names.name import Name
from watchlists.names.odds import probability
from watchlists.names.prepared import prepare

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

    def __init__(self, tables: Tables) -> None:
        """Read the index that `tables_of` returned. That takes no time: names are prepared when asked for.

        Only for tables that this very program made (`watchlists.compiling.program`): it prepares names again.
        """
        self._held = held_in(tables)

    @classmethod
    def build(cls, parties: Iterable[Party]) -> "NameIndex":
        """Return an index over the name and aliases of each party; a name without a letter is left out."""
        return cls(tables_of(parties))

    def __len__(self) -> int:
        """Return the number of names."""
        return self._held.count

    def nearest(self, query: Name) -> list[int]:
        """Return the positions of the names that share most with the query, best first."""
        filed, rarity = self._held.filed.get, self._held.rarity
        found = {key: places for key in sought(query) if (places := filed(key)) is not None}
        known = sorted([(len(places), key) for key, places in found.items()])
        shared: dict[int, float] = {}
        get = shared.get
        work = 0
        total = 0.0
        for size, key in known:
            work += size
            if work > _WORK and len(shared) > _COMPARED:
                break
            says = rarity(key, size)
            weight = says * (_INITIALS if key[0] in "=≈§" else 1)
            total += says
            for position in found[key]:
                shared[position] = get(position, 0.0) + weight
        # a name written without vowels shares no spelling with the others: they lose nothing by theirs
        unwritten = any(t.heard == "consonants" for t in query.tokens)
        weights = self._held.sounds if unwritten else self._held.weights
        pool = (
            nlargest(_POOL, shared.items(), key=lambda item: item[1])
            if len(shared) > _POOL
            else list(shared.items())
        )
        ranked = nlargest(
            _COMPARED, [(value / (total + 0.35 * weights[position]), position) for position, value in pool]
        )
        return [position for _, position in ranked]

    def _ranked(self, query: Name) -> Iterator[tuple[int, int]]:
        """Yield rank and position of what is compared in full: short forms, then what shares most."""
        yield from enumerate(self._held.short.nearest(query))
        yield from enumerate(self.nearest(query))

    def search(self, name: str, *, limit: int = 10) -> tuple[Candidate, ...]:
        """Return at most `limit` candidates, best first, one for each party; empty when nothing fits."""
        if limit < 1:
            return ()
        held = self._held
        best: dict[int, tuple[float, int, Judgement]] = {}
        top = -30.0
        for query in prepare(name):
            for rank, position in self._ranked(query):
                if rank == _FEW and top > _CLEAR:
                    break
                owner = held.owners[position]
                other = held.names[position]
                if query.aside and other.aside:  # whose they both say they are
                    continue
                judged = Judgement(query, other, kind=held.parties[owner].kind)
                odds = judged.odds
                if not other.means(query):
                    odds -= _PLACE * log(1 + rank)
                top = max(top, odds)
                surest = best.get(owner)
                if surest is None or odds > surest[0]:
                    best[owner] = (odds, position, judged)
        found = nlargest(limit, best.values(), key=lambda item: item[0])
        return tuple([self._candidate(*item) for item in found if probability(item[0]) >= _LEAST])

    def _candidate(self, odds: float, position: int, judged: Judgement) -> Candidate:
        party, text = self._held.party(position), self._held.text(position)
        reason, detail = judged.why()
        if reason is LookupReason.EXACT and text != party.name:
            reason = LookupReason.ALIAS
        return Candidate(
            party=party, matched_name=text, score=probability(odds), reason=reason, detail=detail
        )
