"""Says of one found spelling whether it is told, and in words why or why not.

The guards that may turn it down are asked in the order of `asking`; a weak spelling needs `support` besides.

Knows candidates and the folded fields of a passage. Must not know who watches a term.
"""

from watchlists.index.candidates import Candidate
from watchlists.judging.asking import OF_PLACE, Guard, guards_for
from watchlists.judging.context import Surroundings
from watchlists.judging.hanbodies import part_of_body
from watchlists.judging.hits import Hit, hit_of, touching, traits
from watchlists.judging.segments import Verdict
from watchlists.spellings.bodies import FULL
from watchlists.text.normalize import Folded


class Judge:
    """One passage: its folded fields.

    Many names of a list may share a spelling; what stands around it is then asked once for them all.
    """

    __slots__ = ("_place", "_told", "_touching", "fields", "surroundings")

    def __init__(self, fields: dict[str, Folded]) -> None:
        self.fields = fields
        self.surroundings = Surroundings(fields)  # most hits are asked nothing of it
        self._place: tuple[object, ...] = ()  # of the last candidate
        self._touching = 0
        self._told: dict[Guard, Verdict | None] = {}  # by the guards that ask of no term

    def verdict(self, candidate: Candidate) -> Verdict | None:
        """Return why a watched candidate is turned down by what stands around it; None when it stands."""
        bits = candidate.touching
        if bits is None:
            self._go_to(candidate)
            bits = self._touching
        asked = guards_for(traits(candidate) | bits)
        return self._verdict_of(asked, candidate) if asked else None

    def _go_to(self, candidate: Candidate) -> None:
        """Note where a candidate stands: the next one may stand there too, as the name of another term."""
        field, start, end, _, variant, _, edits, _, _, bent, _, words, _, bits = candidate
        place = start, end, variant.text, edits, bent, words, field
        if place != self._place:
            self._place, self._told = place, {}
            self._touching = touching(candidate, self.fields[field]) if bits is None else bits

    def _verdict_of(self, asked: tuple[Guard, ...], candidate: Candidate) -> Verdict | None:
        """Return what the first of some guards says that turns a candidate down."""
        self._go_to(candidate)
        assert candidate.entry is not None
        folded = self.fields[candidate.field]
        told, hit = self._told, hit_of(Hit, (candidate, candidate.entry.term, folded, self.surroundings))
        for guard in asked:
            if guard in told:
                verdict = told[guard]
            else:
                verdict = guard(hit)
                if guard in OF_PLACE:
                    told[guard] = verdict
            if verdict:
                return verdict
        return None


def part(candidate: Candidate, folded: Folded) -> str:
    """Return the school, laboratory or campus named after a body; "" for none."""
    if candidate.words is not None or not candidate.is_exact or not candidate.variant.text.endswith(FULL):
        return ""
    return part_of_body(folded, candidate.end)
