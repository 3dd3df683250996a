"""Says of one found spelling whether it is told, and in words why or why not.

Order: a word that counts in capitals only, what stands directly beside it (`guards`, `hanguards`, `usage`),
what it means here (`meanings`), and for weak spellings what supports it.

Knows candidates and the folded fields of a passage. Must not know who watches a term.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from watchlists import (
    acronyms,
    brands,
    chips,
    devices,
    evidence,
    fields,
    guards,
    hanguards,
    longernames,
    otherfirms,
    owners,
    persons,
    roads,
    usage,
)
from watchlists.bodies import FULL, is_body, short_bodies
from watchlists.candidates import Candidate
from watchlists.commonness import Standing
from watchlists.context import Surroundings, meaning_of
from watchlists.hannames import is_word
from watchlists.meanings import meaning_verdict
from watchlists.model import MatchReason, RejectReason, Term
from watchlists.normalize import Folded, fold_name
from watchlists.roads import SHORT_MODEL
from watchlists.segments import Verdict
from watchlists.vocabulary import (
    HEADS,
    canonical,
    english,
    han_places,
    has_form_beside,
    is_common,
    is_place,
)
from watchlists.writing import explain, in_capitals, is_capitalised, is_half_capitalised, surface

_SHORT = 2  # characters of the shortest forms
_SHORTENED = frozenset({MatchReason.LEGAL_FORM, MatchReason.ABBREVIATION})
_SHORT_MODEL = 4  # characters of the longest of them
_SENTENCE = "。；;！？"  # full stops of Latin script end one too
_SAME_LIST = 32  # characters between bodies that are named together
_BESIDE = 80  # a weak name counts when another hit is within so many characters


__all__ = ["Judge", "explain", "is_body", "part", "surface"]


@dataclass(frozen=True, slots=True)
class Judge:
    """One passage: its folded fields."""

    fields: Mapping[str, Folded]
    surroundings: Surroundings

    def verdict(self, candidate: Candidate) -> Verdict | None:
        """Return why a watched candidate is turned down by what stands around it; None when it stands."""
        entry = candidate.entry
        assert entry is not None
        folded = self.fields[candidate.field]
        if (
            candidate.variant.capitals
            and candidate.standing is not Standing.WEAK
            and not in_capitals(candidate, folded)
        ):
            return RejectReason.OTHER_MEANING, "a word, not in capitals"
        if is_half_capitalised(candidate, folded):
            return RejectReason.OTHER_MEANING, "a word of the language before AI or cloud"
        if use := evidence.russian_word(candidate, folded, self.surroundings):
            return RejectReason.OTHER_MEANING, use
        if entry.term.kind != "chip" and (use := acronyms.letters_of_other(candidate, entry.term, folded)):
            return RejectReason.OTHER_MEANING, use
        if entry.term.kind == "cloud" and (owner := owners.other_owner(candidate, entry.term, folded)):
            return RejectReason.OTHER_MEANING, f"a service of {owner}"
        return self._beside(candidate, entry.term, folded) or meaning_verdict(
            candidate, entry.term, folded, self.surroundings
        )

    def _beside(self, candidate: Candidate, term: Term, folded: Folded) -> Verdict | None:
        """Ask the guards."""
        start, end, kind = candidate.start, candidate.end, term.kind
        if kind == "org" and candidate.words is not None and usage.labels_number(folded, start, end):
            return RejectReason.OTHER_MEANING, "a label of a number"
        if kind != "chip" and usage.played(folded, start, end):
            return RejectReason.OTHER_MEANING, "the title of a book or film, or a game that is played"
        if candidate.words is not None and usage.address_part(folded, start, end):
            return RejectReason.WORD_BOUNDARY, "the end of a web address"
        place = is_place(candidate.variant.text) or longernames.is_land(candidate.variant.text)
        if kind == "org" and place and (way := usage.location(folded, start, end)):
            return RejectReason.OTHER_MEANING, way
        text = candidate.variant.text
        is_short_model = len(text) <= _SHORT_MODEL and SHORT_MODEL.fullmatch(text) is not None
        if kind != "chip" and is_short_model:
            if way := roads.numbered_thing(folded, start, end):
                return RejectReason.OTHER_MEANING, way
        if candidate.words is not None and candidate.variant.text.isalpha():
            if given := persons.surname(folded, start):
                return RejectReason.OTHER_MEANING, f"a person's surname after {given}"
            if kind == "org" and (person := persons.given_name(folded, start, end)):
                return RejectReason.OTHER_MEANING, f"a person: {person}"
            if kind == "chip" and (thing := persons.called_after(folded, end)):
                return RejectReason.LONGER_NAME, f"a {thing} of that name"
        if candidate.words is not None and candidate.edits and candidate.variant.text in english():
            if surface(candidate, folded).casefold().startswith(candidate.variant.text):
                return RejectReason.DIFFERENT_NAME, "a word of another language"  # Integrale
        if candidate.words is None:
            if kind == "chip" and (counted := usage.counts_next(folded, start, end)):
                return RejectReason.OTHER_MEANING, counted
            if other := usage.counted_on(folded, start, end):
                return RejectReason.OTHER_MEANING, f"a step of a row, beside {other}"
            if kind == "org" and not is_body(candidate) and (longer := usage.dotted(folded, start, end)):
                return RejectReason.LONGER_NAME, f"part of {longer}"
            if kind == "org" and candidate.variant.reason in _SHORTENED:
                if town := otherfirms.of_other_town(folded, start, end, term):
                    return RejectReason.DIFFERENT_NAME, f"a company of {town}"
            return hanguards.han_guard(
                folded, start, end, kind=kind, spelling=candidate.variant.text, body=is_body(candidate)
            )
        names = (term.name, *term.aliases)
        if kind == "org" and (noun := brands.other_field(folded, start, end, names)):
            return RejectReason.LONGER_NAME, f"… {noun} is another"
        if kind == "org" and candidate.variant.reason in _SHORTENED:
            if noun := brands.before_noun(folded, start, end):
                return RejectReason.OTHER_MEANING, f"words of the language before {noun}"
        if brands.parted(folded, start, end, names):
            return RejectReason.WORD_BOUNDARY, "a comma between its words"
        first, last = candidate.words
        words = folded.words
        if kind == "cloud" and candidate.edits and candidate.variant.reason is MatchReason.SPACING:
            return RejectReason.DIFFERENT_NAME, "a letter differs from its words written as one"
        if kind == "chip":
            gap = guards.gap_after(folded, end)
            written = surface(candidate, folded)
            if candidate.edits > 1:
                return RejectReason.DIFFERENT_NAME, "products are told apart by fewer letters"
            if counted := usage.measure(gap, words[last + 1 : last + 2], lower=written.islower()):
                return RejectReason.OTHER_MEANING, counted
            if level := roads.level(folded, end) or roads.standard(folded, start, end):
                return RejectReason.OTHER_MEANING, level
            if is_short_model and (
                way := self._numbered(candidate)
                or roads.other_makers(folded, start, words[max(0, first - 1) : first])
            ):
                return RejectReason.OTHER_MEANING, way
            has_cores = devices.counts_cores(folded, start)
            return guards.chip_guard(
                surface(candidate, folded),
                candidate.variant.text,
                [] if has_cores else words[max(0, first - 1) : first],
                words[last + 1 : last + 3],
                gap,
            )
        if kind == "org" and candidate.variant.reason is MatchReason.ABBREVIATION:
            if longer := longernames.of_land(folded, start, end):
                return RejectReason.LONGER_NAME, f"{longer} is another"
        if kind == "org" and candidate.variant.reason is MatchReason.LEGAL_FORM:
            if longer := guards.longer_company(folded, start, end):
                return RejectReason.LONGER_NAME, f"… {longer} is another body"
        if HEADS.isdisjoint(map(canonical, candidate.variant.text.split())) and not is_body(candidate):
            return guards.house_of(folded, end) if kind == "org" else None
        if candidate.entry is not None:
            institute = folded.text[start:end].startswith("institute of ")
            if institute and (other := self._elsewhere(candidate, term)):
                return RejectReason.DIFFERENT_NAME, other
            chinese = longernames.is_chinese((candidate.entry.term.name, *candidate.entry.term.aliases))
            if longer := longernames.another_field(folded, start, end, chinese=chinese):
                return RejectReason.LONGER_NAME, f"… {longer} is another body"
        text_before = " ".join(folded.text[max(0, start - 60) : start].split()) + " "
        return guards.beside_body(folded, start, end, words[last + 1 : last + 4], text_before)

    def _elsewhere(self, candidate: Candidate, term: Term) -> str:
        """Return why an "Institute of X" alone is another country's or another academy's; "" if it is not."""
        folded, names = self.fields[candidate.field], (term.name, *term.aliases)
        if candidate.variant.text in map(fold_name, names):
            return ""
        if parent := longernames.other_parent(folded, candidate.end, names):
            return f"an institute of {parent}"
        if not longernames.is_chinese(names):
            return ""
        text = self.surroundings.around(candidate.field, candidate.start, candidate.end)
        abroad = longernames.only_abroad(text.split())
        return f"an institute in {abroad}" if abroad else ""

    def _numbered(self, candidate: Candidate) -> str:
        """Return in words why a letter and figures are a road, a room or a size; "" if none."""
        entry, folded = candidate.entry, self.fields[candidate.field]
        assert entry is not None
        place = folded, candidate.start, candidate.end
        meaning = meaning_of(candidate.variant.text, model=True)
        context = entry.term.context or (meaning.context if meaning is not None else ())
        if devices.given_as_chip(*place, entry.term, context):
            return ""
        return roads.road(*place) or roads.on_road(*place) or roads.numbered_thing(*place)

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
        if candidate.variant.reason is MatchReason.LEGAL_FORM and is_common(candidate.variant.text):
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


def part(candidate: Candidate, folded: Folded) -> str:
    """Return the school, laboratory or campus named after a body; "" for none."""
    if candidate.words is not None or not candidate.is_exact or not candidate.variant.text.endswith(FULL):
        return ""
    return hanguards.part_of_body(folded, candidate.end)
