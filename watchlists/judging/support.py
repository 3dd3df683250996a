"""What bears out a weak name: context, a legal form, a noun of business or study, its term, another hit.

What the passage says is everybody's; another hit bears it out for those who watch that too, so that what one
team lists changes nothing for another (`Matcher`).

Knows candidates and the folded fields of a passage. Must not know who watches a term.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from watchlists.index.candidates import Candidate
from watchlists.judging import fields, goods, hanbodies, hanguards, joined, longernames, torn
from watchlists.judging.context import Surroundings
from watchlists.judging.contextwords import with_other_languages
from watchlists.judging.firms import beside_firm
from watchlists.judging.writing import in_capitals, is_capitalised
from watchlists.model import MatchReason, Term
from watchlists.spellings.bodies import han_bodies, is_body
from watchlists.spellings.commonness import Standing, standing
from watchlists.spellings.makers import own_words
from watchlists.text.normalize import Folded, fold_name
from watchlists.text.sentences import STOPS
from watchlists.words.ambiguous import meaning_of
from watchlists.words.dictionary import is_word
from watchlists.words.legalforms import has_form_beside
from watchlists.words.places import han_places
from watchlists.words.vocabulary import english, is_common

_SHORT = 2  # characters of the shortest forms
_TELLING = ("大", "所")  # at the end of a body's short name
_FORM = 3  # words beside a name in which a legal form stands
_BESIDE = 80  # a weak name counts when another hit is within so many characters
# Members of an enumeration are looked up slowly.
_LEGAL_FORM, _ABBREVIATION, _MODEL = MatchReason.LEGAL_FORM, MatchReason.ABBREVIATION, MatchReason.MODEL
_SHORTENED = frozenset({_LEGAL_FORM, _ABBREVIATION})
# nouns directly before a company's name: "drone maker Edge"
_IS_FIRM = frozenset(
    {"maker", "manufacturer", "producer", "supplier", "vendor", "contractor", "conglomerate", "startup"}
)


@dataclass(frozen=True, slots=True)
class Support:
    """One passage: its folded fields."""

    fields: Mapping[str, Folded]
    surroundings: Surroundings

    def of_text(self, candidate: Candidate) -> bool | None:
        """Return whether the words around a weak name bear it out.

        False: nothing can; None: they do not, but a hit beside it may (see `beside`).
        """
        entry, folded = candidate.entry, self.fields[candidate.field]
        assert entry is not None
        if not self._is_written_as_name(candidate):
            return False
        if self._has_legal_form(candidate):
            return True
        of_body = is_body(candidate)
        is_firm = entry.term.kind == "org" and not of_body
        if is_firm and candidate.words is not None and beside_firm(folded, candidate.start, candidate.end):
            return True
        text = candidate.variant.text
        if (len(text) == _SHORT or hanguards.is_number_of(text)) and self._behind_place(candidate):
            return False
        if is_firm and text in han_bodies():
            return False  # 复旦 is the university, not 复旦微电子
        if candidate.words is None and torn.is_torn_institute(folded, candidate.start, candidate.end):
            return False
        if self._has_context(candidate) or self._speaks_of_its_kind(candidate, of_body=of_body):
            return True
        if _is_number_of_line(candidate):
            return False
        if candidate.words is None and of_body:
            if hanbodies.of_study(folded, candidate.end) or hanbodies.part_of_body(folded, candidate.end):
                return True
        if candidate.words is None and entry.term.kind == "org":
            if joined.beside_company(folded, candidate.start, candidate.end, bodies=not is_firm):
                return True
        if candidate.variant.reason is _LEGAL_FORM and _says_nothing(candidate, entry.term):
            return False  # "Machine Group Ltd": the word without its form is no name
        return None

    def beside(self, candidate: Candidate, strong: Sequence[Candidate]) -> Iterator[Candidate]:
        """Yield the strong hits that bear out a weak one: those of its term, and those that stand near."""
        for other in strong:
            if other.entry is candidate.entry:
                yield other
            elif other.field == candidate.field:
                if 0 <= max(candidate.start - other.end, other.start - candidate.end) <= _BESIDE:
                    yield other

    def _is_written_as_name(self, candidate: Candidate) -> bool:
        """Return whether a name has the capitals that it counts with only."""
        folded = self.fields[candidate.field]
        if candidate.variant.capitals and not in_capitals(candidate, folded):
            return False
        return candidate.variant.text not in english() or is_capitalised(candidate, folded)

    def _has_legal_form(self, candidate: Candidate) -> bool:
        """Return whether a legal form or a noun for a company stands directly beside a bare name."""
        if candidate.words is None or candidate.variant.reason is not _LEGAL_FORM:
            return False
        folded = self.fields[candidate.field]
        before = folded.before(candidate.start, _FORM)
        if not _IS_FIRM.isdisjoint(before[-1:]):
            return True
        return has_form_beside(before, folded.behind(candidate.end, _FORM))

    def _has_context(self, candidate: Candidate) -> bool:
        """Return whether a word of context is near: the team's, a table's, or the maker or line of a chip."""
        entry, text = candidate.entry, candidate.variant.text
        assert entry is not None
        is_chip = entry.term.kind == "chip"
        is_number = is_chip and _is_number_of_line(candidate)
        meaning = meaning_of(text, model=is_chip)
        context = with_other_languages(entry.term.context) or (meaning.context if meaning is not None else ())
        if is_number or (not context and is_chip and not text.isdigit()):
            context = own_words(fold_name(entry.term.name))
        place = (candidate.field, candidate.start, candidate.end)
        if is_chip and goods.has_memory(self.fields[candidate.field], candidate.end):
            return True  # 4090 48G
        return bool(context) and self.surroundings.distance(*place, context, outside=True) is not None

    def _speaks_of_its_kind(self, candidate: Candidate, *, of_body: bool) -> bool:
        """Return whether the passage speaks of what the term is: of business, computing or study."""
        entry, text, reason = candidate.entry, candidate.variant.text, candidate.variant.reason
        assert entry is not None
        place = (candidate.field, candidate.start, candidate.end)
        is_han_org = candidate.words is None and entry.term.kind == "org"
        if is_han_org and reason in _SHORTENED and not is_word(text):
            if self.surroundings.speaks_of_company(*place):
                return True
        if reason is _ABBREVIATION and longernames.is_land(text):
            if fields.of_computing(self.surroundings.clause(*place, stops=STOPS)):
                return True
        if entry.term.kind == "chip" and reason is _MODEL and text.replace(" ", "").isalpha():
            computing = fields.of_computing(self.surroundings.around(*place)) - set(text.split())
            if is_capitalised(candidate, self.fields[candidate.field]) and computing:
                return True  # Grace Hopper racks
        tells = candidate.words is not None or (
            len(text) > _SHORT and text.endswith(_TELLING) and not hanguards.is_number_of(text)
        )  # 中北大, 物理所
        return tells and of_body and fields.is_of_study(self.surroundings.around(*place))

    def _behind_place(self, candidate: Candidate) -> bool:
        """Return whether a place stands before a short form and makes it another's: 大连海大."""
        before = self.fields[candidate.field].text[max(0, candidate.start - 4) : candidate.start].rstrip(" ")
        return any(before[-size:] in han_places() for size in (2, 3))


def _is_number_of_line(candidate: Candidate) -> bool:
    """Return whether a name is a model number of which only its own maker or line says whose it is: V100."""
    return candidate.variant.reason is _MODEL and candidate.variant.text[0].isalpha()


def _says_nothing(candidate: Candidate, term: Term) -> bool:
    """Return whether a name without its form is a word, or says of which kind a company is (博彩公司)."""
    if candidate.words is not None:
        return is_common(candidate.variant.text)
    return standing(fold_name(term.name)) is Standing.COMMON
