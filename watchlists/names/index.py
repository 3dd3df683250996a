"""Find the parties that a name may mean, among tens of thousands, without comparing it with each.

Every name is filed under its words (by meaning), the letter triples of its own words, its consonant
outline and its initials. A query collects the names filed under its rarest entries first, and only the
best few dozen are compared in full.

Knows parties and their names. Must not know where they come from (official list, watchlist, file), nor
who asks.
"""

from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache, partial
from heapq import nlargest
from math import log

from watchlists.model import Candidate, Party
from watchlists.names.explanation import LookupReason
from watchlists.names.prepared import Name, prepare
from watchlists.names.scorer import Judgement, probability
from watchlists.names.spacing import as_one_word
from watchlists.names.syllables import spoken
from watchlists.names.tokens import Token
from watchlists.names.transliterate import consonants, loose

_WORK = 10_000  # entries read for one query, rarest first: what decides speed
_POOL = 300  # names ranked by what they share
_COMPARED = 48  # names compared in full
_INITIALS = 4.0  # initials stand for the whole name, so their entry counts for several
_FEW = 20  # compared first; the others only when none of these is a clear answer
_CLEAR = 2.2  # log odds of a clear answer: nine in ten
_PLACE = 0.6  # what a name loses for standing lower among those that share the rarest entries with the query
_OTHER_SIDE = {"=": "≈", "≈": "=", "|": "¦", "¦": "|"}
_OWN = frozenset(["", "n", "f"])  # kinds of words that are a name's own
_SOUNDS = frozenset("%~#=≈")  # how the entries begin that do not depend on the vowels
_WHOLE = frozenset("|¦&§")  # those that the whole name makes: a name that has them is no longer for it
_LEAST = 0.01  # below this a candidate is noise


class NameIndex:
    """Every name of every party, ready to be searched. Build once, search from any thread."""

    def __init__(self, parties: tuple[Party, ...]) -> None:
        self._parties = parties
        self._names: list[Name] = []
        self._texts: list[str] = []
        self._owners = array("I")
        self._files: dict[str, array[int]] = defaultdict(partial(array, "I"))
        self._count = 0
        for number, party in enumerate(parties):
            self._add(number, party)
        self._rarity = {key: log(1 + len(self._names) / len(entry)) for key, entry in self._files.items()}
        totals = [0.0] * len(self._names)
        sounds = [0.0] * len(self._names)
        for key, entry in self._files.items():
            if key[0] in _WHOLE:
                continue
            rarity = self._rarity[key]
            for position in entry:
                totals[position] += rarity
            if key[0] in _SOUNDS:
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
                for key in _entries(name):
                    files[key].append(position)

    def nearest(self, query: Name, *, limit: int = _COMPARED) -> list[int]:
        """Return the positions of the names that share most with the query, best first."""
        files, rarity = self._files, self._rarity
        known = sorted([(len(files[key]), key) for key in _sought(query) if key in files])
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

    def neighbours(self, query: Name) -> Iterator[tuple[Party, Name]]:
        """Yield the names that share most with the query and whose they are, best first, not yet compared."""
        for position in self.nearest(query):
            yield self._parties[self._owners[position]], self._names[position]

    def search(self, name: str, *, limit: int = 10) -> tuple[Candidate, ...]:
        """Return at most `limit` candidates, best first, one for each party; empty when nothing fits."""
        if limit < 1:
            return ()
        best: dict[int, tuple[float, int, Judgement]] = {}
        top = -30.0
        for query in prepare(name):
            for rank, position in enumerate(self.nearest(query)):
                if rank == _FEW and top > _CLEAR:
                    break
                owner = self._owners[position]
                other = self._names[position]
                judged = Judgement(query, other, kind=self._parties[owner].kind)
                odds = judged.odds
                if not other.reads_as(query):
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


def _entries(name: Name) -> set[str]:
    """Return what a name is filed under."""
    found: set[str] = set()
    common = not any(t.kind in _OWN for t in name.tokens)
    for t in name.tokens:
        found.add(t.ident)
        found |= _parts(t)
        if common and t.kind == "p":
            found |= _triples(t)  # "Shenzhen University": nothing else is left where both words are misspelt
    before = heard = ""
    for t in name.tokens:  # words written together and apart
        if len(t.key) > 3:
            found.add("+" + t.key)
        if before:
            found.add("+" + before + t.key)
            if heard or t.heard:
                found.add("%" + consonants(before + t.key))
        before, heard = t.key, t.heard
    if len(name.tokens) == 1:
        found.add("=" + name.tokens[0].text)
    for character in name.han:
        found.add("汉" + character)
    if name.body:
        found.add(f"§{name.body}")
    for short in name.stated:
        found.add("≈" + short)
    run_together = as_one_word(name)
    if run_together:
        found.add(("|" if len(name.words) > 1 else "¦") + run_together)
    found.update(["&" + said for said in spoken(name)])
    if len(name.words) > 1:
        found.update(["≈" + short for short in name.acronyms])
    return found


def _sought(query: Name) -> set[str]:
    """Return the entries that a name may share with the query.

    Initials stand for a name's words where the other is written so ("=" and "≈"), and so does a word for a
    whole name ("|" and "¦"): that two names of several words have the same initials says nothing.
    """
    return {_OTHER_SIDE.get(key[0], key[0]) + key[1:] for key in _entries(query)}


@lru_cache(maxsize=4096)  # common words only: the parts of every word would outweigh the index
def _parts(t: Token) -> frozenset[str]:
    """Return the letter triples and outlines of a word of its own; none for a word many names share."""
    parts: set[str] = set()
    if t.kind in _OWN:
        if t.heard != "consonants":  # without its vowels a word has no letter triples to share
            parts = _triples(t)
        if len(t.outline) > 1:
            parts.add("%" + t.outline)
        if t.core:
            parts.add("%" + consonants(t.core))
        if t.heard == "syllables" or len(t.text) > 3:
            parts.add("$" + loose(t.text))
    return frozenset(parts)


def _triples(t: Token) -> set[str]:
    """Return every three letters of a word that follow one another, its ends included."""
    key = f"_{t.key}_"
    return {key[at : at + 3] for at in range(len(key) - 2)}
