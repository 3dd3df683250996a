"""Says of one found spelling whether it is told, and in words why or why not.

The guards that may turn it down are asked in the order of `asking`; a weak spelling needs `support` besides.

Knows candidates and the folded fields of a passage. Must not know who watches a term.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from watchlists import hanguards
from watchlists.asking import guards_for
from watchlists.bodies import FULL
from watchlists.candidates import Candidate
from watchlists.context import Surroundings
from watchlists.hits import Hit, touching, traits
from watchlists.normalize import Folded
from watchlists.segments import Verdict
from watchlists.writing import explain

__all__ = ["Judge", "explain", "part"]


@dataclass(frozen=True, slots=True)
class Judge:
    """One passage: its folded fields."""

    fields: Mapping[str, Folded]
    surroundings: Surroundings

    def verdict(self, candidate: Candidate) -> Verdict | None:
        """Return why a watched candidate is turned down by what stands around it; None when it stands."""
        entry, folded = candidate.entry, self.fields[candidate.field]
        assert entry is not None
        asked = guards_for(traits(candidate) | touching(candidate, folded))
        if asked:
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
