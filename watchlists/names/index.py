"""Find the parties that a name may mean.

Knows parties and their names. Must not know where they come from (official list, watchlist, file), nor who
asks.
"""

import re
import unicodedata
from collections.abc import Iterable

from anyascii import anyascii
from rapidfuzz import fuzz, process

from watchlists.model import Candidate, Comparison, Party

_WORD = re.compile(r"\w+")
_LEAST = 0.5  # below this a candidate is noise


def _fold(name: str) -> str:
    text = unicodedata.normalize("NFKC", name).casefold()
    return " ".join(_WORD.findall(anyascii(text).casefold().replace("'", "").replace(".", "")))


def _score(left: str, right: str) -> float:
    return max(fuzz.token_sort_ratio(left, right), 0.9 * fuzz.token_set_ratio(left, right)) / 100


class NameIndex:
    """Every name of every party, ready to be searched."""

    def __init__(self, parties: tuple[Party, ...], names: list[str], owners: list[int]) -> None:
        self._parties = parties
        self._names = names
        self._owners = owners
        self._folded = [_fold(name) for name in names]

    @classmethod
    def build(cls, parties: Iterable[Party]) -> "NameIndex":
        """Return an index over the name and aliases of each party; one with no readable name is left out."""
        kept = tuple(parties)
        names: list[str] = []
        owners: list[int] = []
        for number, party in enumerate(kept):
            for name in (party.name, *party.aliases):
                if name.strip():
                    names.append(name)
                    owners.append(number)
        return cls(kept, names, owners)

    def __len__(self) -> int:
        return len(self._names)

    def search(self, name: str, *, limit: int = 10) -> tuple[Candidate, ...]:
        """Return at most `limit` candidates, best first, one for each party; empty when nothing fits."""
        query = _fold(name)
        if not query or limit < 1:
            return ()
        found: dict[int, Candidate] = {}
        hits = process.extract(
            query, self._folded, scorer=fuzz.token_sort_ratio, limit=limit * 10, score_cutoff=_LEAST * 100
        )
        for text, _, position in hits:
            party = self._parties[self._owners[position]]
            same = text == query
            score = 1.0 if same else _score(query, text) * 0.95
            own = self._names[position] == party.name
            candidate = Candidate(
                party=party,
                matched_name=self._names[position],
                score=round(score, 4),
                reason=("exact" if own else "alias") if same else "typo",
            )
            held = found.get(self._owners[position])
            if held is None or held.score < candidate.score:
                found[self._owners[position]] = candidate
        return tuple(sorted(found.values(), key=lambda c: -c.score)[:limit])


def compare(left: str, right: str, *, kind: str = "") -> Comparison:  # noqa: ARG001 - used by the full scorer
    """Say whether two names mean one party. `kind` (org, person, vessel, …) helps where it is known."""
    first, second = _fold(left), _fold(right)
    if not first or not second:
        return Comparison(match=False, score=0.0, reason="different")
    same = first == second
    score = 1.0 if same else _score(first, second) * 0.95
    return Comparison(
        match=score >= 0.85,
        score=round(score, 4),
        reason="exact" if same else "typo" if score >= 0.85 else "different",
    )
