"""Says what stands directly beside a found spelling and makes it something else: the guards, in order.

Which guards are asked depends on how the spelling is written (Chinese characters, words) and what it is (a
chip, a company, a body). Knows one candidate, its term and the folded text. Must not know who watches a term.
"""

from watchlists import brands, devices, guards, hanguards, longernames, otherfirms, persons, roads, usage
from watchlists.bodies import is_body
from watchlists.candidates import Candidate
from watchlists.context import Surroundings, meaning_of
from watchlists.model import MatchReason, RejectReason, Term
from watchlists.normalize import Folded, fold_name
from watchlists.roads import SHORT_MODEL
from watchlists.segments import Verdict
from watchlists.vocabulary import HEADS, canonical, english, is_place
from watchlists.writing import surface

_SHORTENED = frozenset({MatchReason.LEGAL_FORM, MatchReason.ABBREVIATION})
_SHORT_MODEL = 4  # characters of the longest of them


def beside_verdict(
    candidate: Candidate, term: Term, folded: Folded, surroundings: Surroundings
) -> Verdict | None:
    """Return why what stands directly beside a watched candidate turns it down; None when nothing does."""
    if verdict := _of_any(candidate, term, folded):
        return verdict
    if candidate.words is None:
        return _of_han(candidate, term, folded)
    if verdict := _of_words(candidate, term, folded):
        return verdict
    if term.kind == "chip":
        return _of_chip(candidate, term, folded, candidate.words)
    return _of_longer(candidate, term, folded, surroundings, candidate.words)


def _of_any(candidate: Candidate, term: Term, folded: Folded) -> Verdict | None:
    """Ask what is asked of every name."""
    start, end, kind, text = candidate.start, candidate.end, term.kind, candidate.variant.text
    if kind == "org" and candidate.words is not None and usage.labels_number(folded, start, end):
        return RejectReason.OTHER_MEANING, "a label of a number"
    if kind != "chip" and not term.name.startswith("《") and usage.played(folded, start, end):
        return RejectReason.OTHER_MEANING, "the title of a book or film, or a game that is played"
    if candidate.words is not None and usage.address_part(folded, start, end):
        return RejectReason.WORD_BOUNDARY, "the end of a web address"
    if kind == "org" and (is_place(text) or longernames.is_land(text)):
        if way := usage.location(folded, start, end):
            return RejectReason.OTHER_MEANING, way
    if kind != "chip" and _is_short_model(text) and (way := roads.numbered_thing(folded, start, end)):
        return RejectReason.OTHER_MEANING, way
    return None


def _of_han(candidate: Candidate, term: Term, folded: Folded) -> Verdict | None:
    """Ask what is asked of a name written without spaces."""
    start, end, kind = candidate.start, candidate.end, term.kind
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


def _of_words(candidate: Candidate, term: Term, folded: Folded) -> Verdict | None:
    """Ask what is asked of every name written with spaces."""
    start, end, kind, text = candidate.start, candidate.end, term.kind, candidate.variant.text
    if text.isalpha():
        if given := persons.surname(folded, start):
            return RejectReason.OTHER_MEANING, f"a person's surname after {given}"
        if kind == "org" and (person := persons.given_name(folded, start, end)):
            return RejectReason.OTHER_MEANING, f"a person: {person}"
        if kind == "chip" and (thing := persons.called_after(folded, end)):
            return RejectReason.LONGER_NAME, f"a {thing} of that name"
    if candidate.edits and text in english() and surface(candidate, folded).casefold().startswith(text):
        return RejectReason.DIFFERENT_NAME, "a word of another language"  # Integrale
    names = (term.name, *term.aliases)
    if kind == "org" and (noun := brands.other_field(folded, start, end, names)):
        return RejectReason.LONGER_NAME, f"… {noun} is another"
    if kind == "org" and candidate.variant.reason in _SHORTENED:
        if noun := brands.before_noun(folded, start, end):
            return RejectReason.OTHER_MEANING, f"words of the language before {noun}"
    if brands.parted(folded, start, end, names):
        return RejectReason.WORD_BOUNDARY, "a comma between its words"
    if kind == "cloud" and candidate.edits and candidate.variant.reason is MatchReason.SPACING:
        return RejectReason.DIFFERENT_NAME, "a letter differs from its words written as one"
    return None


def _of_chip(candidate: Candidate, term: Term, folded: Folded, place: tuple[int, int]) -> Verdict | None:
    """Ask what makes a model number another's, or a figure of something else."""
    start, end, text, (first, last) = candidate.start, candidate.end, candidate.variant.text, place
    words, written, gap = folded.words, surface(candidate, folded), guards.gap_after(folded, end)
    before = words[max(0, first - 1) : first]
    if candidate.edits > 1:
        return RejectReason.DIFFERENT_NAME, "products are told apart by fewer letters"
    if counted := usage.measure(gap, words[last + 1 : last + 2], lower=written.islower()):
        return RejectReason.OTHER_MEANING, counted
    if level := roads.level(folded, end) or roads.standard(folded, start, end):
        return RejectReason.OTHER_MEANING, level
    if _is_short_model(text) and (
        way := _numbered(candidate, term, folded) or roads.other_makers(folded, start, before)
    ):
        return RejectReason.OTHER_MEANING, way
    beside = [] if devices.counts_cores(folded, start) else before
    return guards.chip_guard(written, text, beside, words[last + 1 : last + 3], gap)


def _of_longer(
    candidate: Candidate, term: Term, folded: Folded, surroundings: Surroundings, place: tuple[int, int]
) -> Verdict | None:
    """Ask whether an organisation's or cloud's words are part of a longer name."""
    start, end, kind, last = candidate.start, candidate.end, term.kind, place[1]
    if kind == "org" and candidate.variant.reason is MatchReason.ABBREVIATION:
        if longer := longernames.of_land(folded, start, end):
            return RejectReason.LONGER_NAME, f"{longer} is another"
    if kind == "org" and candidate.variant.reason is MatchReason.LEGAL_FORM:
        if longer := guards.longer_company(folded, start, end):
            return RejectReason.LONGER_NAME, f"… {longer} is another body"
    if HEADS.isdisjoint(map(canonical, candidate.variant.text.split())) and not is_body(candidate):
        return guards.house_of(folded, end) if kind == "org" else None
    if folded.text.startswith("institute of ", start, end):
        if other := _elsewhere(candidate, term, folded, surroundings):
            return RejectReason.DIFFERENT_NAME, other
    chinese = longernames.is_chinese((term.name, *term.aliases))
    if longer := longernames.another_field(folded, start, end, chinese=chinese):
        return RejectReason.LONGER_NAME, f"… {longer} is another body"
    text_before = " ".join(folded.text[max(0, start - 60) : start].split()) + " "
    return guards.beside_body(folded, start, end, folded.words[last + 1 : last + 4], text_before)


def _elsewhere(candidate: Candidate, term: Term, folded: Folded, surroundings: Surroundings) -> str:
    """Return why an "Institute of X" alone is another country's or another academy's; "" if it is not."""
    names = (term.name, *term.aliases)
    if candidate.variant.text in map(fold_name, names):
        return ""
    if parent := longernames.other_parent(folded, candidate.end, names):
        return f"an institute of {parent}"
    if not longernames.is_chinese(names):
        return ""
    text = surroundings.around(candidate.field, candidate.start, candidate.end)
    abroad = longernames.only_abroad(text.split())
    return f"an institute in {abroad}" if abroad else ""


def _numbered(candidate: Candidate, term: Term, folded: Folded) -> str:
    """Return in words why a letter and figures are a road, a room or a size; "" if none."""
    place = folded, candidate.start, candidate.end
    meaning = meaning_of(candidate.variant.text, model=True)
    context = term.context or (meaning.context if meaning is not None else ())
    if devices.given_as_chip(*place, term, context):
        return ""
    return roads.road(*place) or roads.on_road(*place) or roads.numbered_thing(*place)


def _is_short_model(text: str) -> bool:
    return len(text) <= _SHORT_MODEL and SHORT_MODEL.fullmatch(text) is not None
