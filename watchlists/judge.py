"""Says of one found spelling whether it is told, and in words why or why not.

The guards that may turn it down are asked in the order of `asking`; a weak spelling needs support besides.

Knows candidates and the folded fields of a passage. Must not know who watches a term.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from watchlists import chips, evidence, fields, hanguards, longernames, otherfirms
from watchlists.asking import guards_for
from watchlists.bodies import FULL, is_body, short_bodies
from watchlists.candidates import Candidate
from watchlists.commonness import Standing, standing
from watchlists.context import Surroundings, meaning_of
from watchlists.firms import beside_firm
from watchlists.hannames import is_word
from watchlists.hits import Hit, touching, traits
from watchlists.model import MatchReason, Term
from watchlists.normalize import Folded, fold_name
from watchlists.segments import Verdict
from watchlists.vocabulary import (
    english,
    han_places,
    has_form_beside,
    is_common,
)
from watchlists.writing import explain, in_capitals, is_capitalised

_SHORT = 2  # characters of the shortest forms
_SENTENCE = "。；;！？"  # full stops of Latin script end one too
_SAME_LIST = 32  # characters between bodies that are named together
_BESIDE = 80  # a weak name counts when another hit is within so many characters


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

    def supports(self, candidate: Candidate, strong: Sequence[Candidate]) -> bool:
        """Return whether a weak name has context, a legal form, its term's strong name or a hit beside it."""
        entry = candidate.entry
        assert entry is not None
        folded = self.fields[candidate.field]
        if candidate.variant.capitals and not in_capitals(candidate, folded):
            return False
        if candidate.variant.text in english() and not is_capitalised(candidate, folded):
            return False
        if self._has_legal_form(candidate):
            return True
        if entry.term.kind == "org" and not is_body(candidate) and not candidate.variant.text.isascii():
            if candidate.words is not None and beside_firm(folded, candidate.start, candidate.end):
                return True
        if (
            candidate.words is None
            and entry.term.kind == "org"
            and not is_body(candidate)
            and otherfirms.in_other_trade(folded, candidate.end, candidate.variant.text, entry.term)
        ):
            return False
        if (
            candidate.words is None
            and len(candidate.variant.text) == _SHORT
            and self._behind_place(candidate)
        ):
            return False
        meaning = meaning_of(candidate.variant.text, model=entry.term.kind == "chip")
        context = entry.term.context or (meaning.context if meaning is not None else ())
        if not context and entry.term.kind == "chip" and not candidate.variant.text.isdigit():
            context = chips.own_words(fold_name(entry.term.name))
        place = (candidate.field, candidate.start, candidate.end)
        if context and self.surroundings.distance(*place, context, outside=True) is not None:
            return True
        if (
            candidate.words is None
            and entry.term.kind == "org"
            and candidate.variant.reason in {MatchReason.LEGAL_FORM, MatchReason.ABBREVIATION}
            and not is_word(candidate.variant.text)
            and self.surroundings.speaks_of_company(*place)
        ):
            return True
        if (
            longernames.is_land(candidate.variant.text)
            and candidate.variant.reason is MatchReason.ABBREVIATION
            and fields.of_computing(self.surroundings.clause(*place, stops=_SENTENCE))
        ):
            return True
        if (
            entry.term.kind == "cloud"
            and not entry.term.context
            and evidence.of_business(self.surroundings.around(*place))
        ):
            return True
        if (
            candidate.words is not None
            and is_body(candidate)
            and evidence.of_study(self.surroundings.around(*place))
        ):
            return True
        if candidate.variant.reason is MatchReason.WORD_ORDER:
            return candidate.words is None and self._town_near(candidate)
        if candidate.words is None and is_body(candidate) and hanguards.of_study(folded, candidate.end):
            return True
        if (
            candidate.words is None
            and is_body(candidate)
            and (self._among_bodies(candidate) or hanguards.part_of_body(folded, candidate.end))
        ):
            return True
        if candidate.variant.reason is MatchReason.LEGAL_FORM and _says_nothing(candidate, entry.term):
            return False  # "Machine Group Ltd": the word without its form is no name
        return any(
            other.entry is entry
            or (
                other.field == candidate.field
                and 0 <= max(candidate.start - other.end, other.start - candidate.end) <= _BESIDE
            )
            for other in strong
        )

    def _town_near(self, candidate: Candidate) -> bool:
        """Return whether a town of the term's full names stands near a name that lacks it (位于长春的…)."""
        entry, text = candidate.entry, self.fields[candidate.field].text
        assert entry is not None
        near = text[max(0, candidate.start - _SAME_LIST) : candidate.end + _SAME_LIST]
        return any(town in near for town in otherfirms.towns_inside(entry.term))

    def _among_bodies(self, candidate: Candidate) -> bool:
        """Return whether a short form of another university stands near (中大 … 暨大)."""
        text = self.fields[candidate.field].text
        start, end = candidate.start, candidate.end
        near = (text[max(0, start - _SAME_LIST) : start], text[end : end + _SAME_LIST])
        return any(name in side for side in near for name in short_bodies())

    def _behind_place(self, candidate: Candidate) -> bool:
        """Return whether a place stands before a short form and makes it another's: 大连海大."""
        before = self.fields[candidate.field].text[max(0, candidate.start - 3) : candidate.start]
        return any(before[-size:] in han_places() for size in (2, 3))

    def _has_legal_form(self, candidate: Candidate) -> bool:
        """Return whether a legal form stands directly before or after a bare name of words."""
        if candidate.words is None or candidate.variant.reason is not MatchReason.LEGAL_FORM:
            return False
        return has_form_beside(self.fields[candidate.field].words, *candidate.words)


def _says_nothing(candidate: Candidate, term: Term) -> bool:
    """Return whether a name without its form is a word, or says of which kind a company is (博彩公司)."""
    if candidate.words is not None:
        return is_common(candidate.variant.text)
    return standing(fold_name(term.name)) is Standing.COMMON


def part(candidate: Candidate, folded: Folded) -> str:
    """Return the school, laboratory or campus named after a body; "" for none."""
    if candidate.words is not None or not candidate.is_exact or not candidate.variant.text.endswith(FULL):
        return ""
    return hanguards.part_of_body(folded, candidate.end)
