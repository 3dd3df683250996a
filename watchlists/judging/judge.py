"""Says of one found spelling whether it is told, and in words why or why not.

The guards that may turn it down are asked in the order of `asking`; a weak spelling needs `support` besides.

Knows candidates and the folded fields of a passage. Must not know who watches a term.
"""

from collections.abc import Mapping

from watchlists.index.candidates import Candidate
from watchlists.judging import hanguards
from watchlists.judging.asking import guards_for
from watchlists.judging.context import Surroundings
from watchlists.judging.hits import Hit, touching, traits
from watchlists.judging.segments import Verdict
from watchlists.judging.writing import explain
from watchlists.spellings.bodies import FULL
from watchlists.text.normalize import Folded

__all__ = ["Judge", "explain", "part"]


class Judge:
    """One passage: its folded fields."""

    __slots__ = ("fields", "surroundings")

    def __init__(self, fields: Mapping[str, Folded], surroundings: Surroundings) -> None:
        self.fields = fields
        self.surroundings = surroundings

    def verdict(self, candidate: Candidate) -> Verdict | None:
        """Return why a watched candidate is turned down by what stands around it; None when it stands."""
        folded = self.fields[candidate.field]
        asked = guards_for(traits(candidate) | touching(candidate, folded))
        if asked:
            entry = candidate.entry
            assert entry is not None
            hit = Hit(candidate, entry.term, folded, self.surroundings)
            for guard in asked:
                if verdict := guard(hit):
                    return verdict
        return None


def part(candidate: Candidate, folded: Folded) -> str:
    """Return the school, laboratory or campus named after a body; "" for none."""
    if candidate.words is not None or not candidate.is_exact or not candidate.variant.text.endswith(FULL):
        return ""
    return hanguards.part_of_body(folded, candidate.end)
