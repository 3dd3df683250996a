"""The wordings of what a team was told lately, and which of them another item may be a reprint of. Pure.

To compare each of two thousand items with all that were told before it takes longer than all else that is
done with them. Two items are one report only if they share runs of words or a headline
(`bot.alerting.reprints`), so where many are asked about, wordings are found by these.
"""

from array import array
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from json import loads
from typing import Any

from bot.alerting.reprints import ENOUGH, KEPT, SAME_REPORT, SAME_TITLE_LETTERS, Sketch, unpacked

FEW = 8  # items; to find the wordings by their runs costs as much as to compare so many with all of them
TOGETHER = 1_000  # wordings whose runs are filed together: so long is what is made to sort them
SEALED = 100  # told just now; fewer are compared with one by one


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """The wording of an item that a team was told of."""

    alert_id: str
    sketch: Sketch
    terms: frozenset[str]


Kept = Wording | Mapping[str, Any]  # as told just now, or as a row of the store


class Wordings:
    """The wording of what a team was told lately, newest first."""

    def __init__(self, rows: Sequence[Mapping[str, Any]]) -> None:
        self._fresh: list[Wording] = []
        self._shelves = [_Shelf(rows[first : first + TOGETHER]) for first in range(0, len(rows), TOGETHER)]
        self._asked = 0

    def add(self, wording: Wording) -> None:
        """Take in what is told just now."""
        self._fresh.insert(0, wording)

    def sharing(self, terms: frozenset[str]) -> Iterator[Wording]:
        """Yield those that one of the terms is in: nothing is a reprint of the others."""
        yield from _with_terms(terms, self._fresh)
        for shelf in self._shelves:
            yield from _with_terms(terms, shelf.kept)

    def like(self, words: Wording) -> Iterator[Wording]:
        """Yield all of `sharing` that `words` may be a reprint of, and perhaps more."""
        self._asked += 1
        if self._asked <= FEW:
            yield from self.sharing(words.terms)
            return
        if len(self._fresh) >= SEALED:
            self._seal()
        yield from _with_terms(words.terms, self._fresh)
        for shelf in self._shelves:
            yield from _with_terms(words.terms, shelf.like(words.sketch))

    def _seal(self) -> None:
        """Put what is told just now on a shelf, together with those that are no longer: so there are few."""
        newest: list[Kept] = [*self._fresh]
        while self._shelves and len(self._shelves[0].kept) <= min(len(newest), TOGETHER - len(newest)):
            newest += self._shelves.pop(0).kept
        self._shelves.insert(0, _Shelf(newest))
        self._fresh = []


class _Shelf:
    """Wordings that are found by the runs and headlines they have."""

    def __init__(self, kept: Sequence[Kept]) -> None:
        self.kept = kept

    def like(self, sketch: Sketch) -> Iterator[Kept]:
        """Yield those that one with this sketch may be a reprint of, in their order."""
        places = set(self._by_title.get(sketch.title, ()))
        if sketch.runs >= ENOUGH:
            # of two whole sketches it is known how many of their runs must be in both
            most = sketch.runs * SAME_REPORT if sketch.runs <= KEPT else 0
            least = self._least
            places |= {at for at, shared in self._shared(sketch).items() if shared >= min(most, least[at])}
        return (self.kept[place] for place in sorted(places))

    def _shared(self, sketch: Sketch) -> Counter[int]:
        """Return which have runs of the sketch, and how many of them."""
        runs, places = self._by_run
        end = len(runs)
        shared: Counter[int] = Counter()
        for run in set(sketch.hashes):
            at = bisect_left(runs, run)
            if at < end and runs[at] == run:
                shared.update(places[at : bisect_right(runs, run, at)])
        return shared

    @cached_property
    def _by_run(self) -> tuple[Sequence[int], Sequence[int]]:
        """Every run of every wording, in order, and beside each its place: eight bytes for both."""
        filed = sorted((run << 32) | at for at, one in enumerate(self.kept) for run in set(_hashes(one)))
        return array("I", (one >> 32 for one in filed)), array("I", (one & 0xFFFFFFFF for one in filed))

    @cached_property
    def _least(self) -> Sequence[float]:
        """How many runs of each must be in another, at the least: of a sample that is not known."""
        runs = (one.sketch.runs if isinstance(one, Wording) else one["runs"] for one in self.kept)
        return [one * SAME_REPORT if one <= KEPT else 0 for one in runs]

    @cached_property
    def _by_title(self) -> Mapping[str, Sequence[int]]:
        titles: defaultdict[str, list[int]] = defaultdict(list)
        for place, one in enumerate(self.kept):
            title = one.sketch.title if isinstance(one, Wording) else one["title"]
            if len(title) >= SAME_TITLE_LETTERS:
                titles[title].append(place)
        return dict(titles)


def _with_terms(terms: frozenset[str], kept: Iterable[Kept]) -> Iterator[Wording]:
    """Yield those that one of the terms is in."""
    for one in kept:
        own = one.terms if isinstance(one, Wording) else _terms(one["terms"])
        if own & terms:
            yield one if isinstance(one, Wording) else _wording(one, own)


def _wording(row: Mapping[str, Any], terms: frozenset[str]) -> Wording:
    sketch = Sketch(title=row["title"], hashes=_hashes(row), runs=row["runs"])
    return Wording(alert_id=row["alert_id"], sketch=sketch, terms=terms)


def _hashes(one: Kept) -> Sequence[int]:
    return one.sketch.hashes if isinstance(one, Wording) else unpacked(one["hashes"])


@lru_cache(maxsize=4096)
def _terms(text: str) -> frozenset[str]:
    return frozenset(loads(text))
