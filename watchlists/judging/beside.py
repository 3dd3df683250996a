"""What stands directly beside a hit and makes it something else: a label, a person, a part of a longer name.

Each guard returns why it turns a hit down, or None. Which guards a hit is asked, in which order, stands in
`asking`. Knows one hit and the tables of words. Must not know who watches a term.
"""

import re

from watchlists.judging import (
    brands,
    devices,
    guards,
    hanguards,
    hangulguards,
    joined,
    longernames,
    otherfirms,
    othermodels,
    persons,
    roads,
    usage,
)
from watchlists.judging.hits import Hit
from watchlists.judging.roads import is_short_model
from watchlists.judging.segments import Verdict
from watchlists.judging.writing import surface
from watchlists.model import AS_NAMED, MatchReason, RejectReason
from watchlists.spellings import slips
from watchlists.spellings.bodies import is_body
from watchlists.text.normalize import fold_name
from watchlists.words.ambiguous import meaning_of

# French "d'occasion" and "à louer", Italian "e A100" behind a model: that letter belongs to no model.
_ELIDED = re.compile(r"\s+(?:[cdjlmnstCDJLMNST]['’]|[aeàè] )")
_RUSSIAN_HEADS = ("университет", "институт", "академия", "університет", "інститут", "академія")
_SHORTENED = frozenset({MatchReason.LEGAL_FORM, MatchReason.ABBREVIATION})


def label(hit: Hit) -> Verdict | None:
    """Turn down letters that say what kind of number follows (TEL: 0553-…)."""
    return (RejectReason.OTHER_MEANING, "a label of a number") if usage.labels_number(*hit.place) else None


def title(hit: Hit) -> Verdict | None:
    """Turn down a name in the marks of a title, and what is played; not what is listed in such marks."""
    is_title = not hit.term.name.startswith("《") and usage.played(*hit.place)
    return (
        (RejectReason.OTHER_MEANING, "the title of a book or film, or a game that is played")
        if is_title
        else None
    )


def address(hit: Hit) -> Verdict | None:
    """Turn down the end of a web address."""
    return (
        (RejectReason.WORD_BOUNDARY, "the end of a web address") if usage.address_part(*hit.place) else None
    )


def location(hit: Hit) -> Verdict | None:
    """Turn down a place where something is."""
    way = usage.location(*hit.place)
    return (RejectReason.OTHER_MEANING, way) if way else None


def surname(hit: Hit) -> Verdict | None:
    """Turn down a surname behind a given name or title."""
    given = persons.surname(*hit.place)
    return (RejectReason.OTHER_MEANING, f"a person's surname after {given}") if given else None


def given_name(hit: Hit) -> Verdict | None:
    """Turn down a given name before a surname or somebody's age."""
    person = persons.given_name(*hit.place)
    return (RejectReason.OTHER_MEANING, f"a person: {person}") if person else None


def called_after(hit: Hit) -> Verdict | None:
    """Turn down the person after whom a tunnel or a prize is called."""
    thing = persons.called_after(hit.folded, hit.candidate.end)
    return (RejectReason.LONGER_NAME, f"a {thing} of that name") if thing else None


def misspelt(hit: Hit) -> Verdict | None:
    """Turn down a word one letter from a short name where that makes another name."""
    other = slips.other_name(hit.candidate, hit.folded)
    if not other:
        return None
    return RejectReason.DIFFERENT_NAME, f"a letter from {hit.candidate.variant.text}, but {other}"


def other_field(hit: Hit) -> Verdict | None:
    """Turn down one word before a noun that makes it a team, a band, a bus line, and is in no name of it."""
    for noun, word in brands.nouns_of_others(*hit.place):
        if not any(word in fold_name(name).split() for name in hit.names):
            return RejectReason.LONGER_NAME, f"… {noun} is another"
    return None


def parted(hit: Hit) -> Verdict | None:
    """Turn down two words of the language with a comma between."""
    is_parted = brands.parted(*hit.place, hit.names)
    return (
        (RejectReason.WORD_BOUNDARY, "a comma or the end of a sentence between its words")
        if is_parted
        else None
    )


def chip(hit: Hit) -> Verdict | None:
    """Turn down a model number that is another's, or a figure of something else."""
    candidate, folded, start, end = hit.candidate, *hit.place
    assert candidate.words is not None
    text, (first, last) = candidate.variant.text, candidate.words
    words, written, gap = folded.words, surface(candidate, folded), guards.gap_after(folded, end)
    before = words[max(0, first - 1) : first]
    if candidate.edits > 1:
        return RejectReason.DIFFERENT_NAME, "products are told apart by fewer letters"
    if counted := usage.measure(gap, words[last + 1 : last + 2], lower=written.islower()):
        return RejectReason.OTHER_MEANING, counted
    if level := roads.level(folded, end) or roads.standard(folded, start, end):
        return RejectReason.OTHER_MEANING, level
    if is_short_model(text) and (way := _numbered(hit) or roads.other_makers(folded, start, before)):
        return RejectReason.OTHER_MEANING, way
    after = [] if _ELIDED.match(folded.source, folded.span(start, end)[1]) else words[last + 1 : last + 3]
    return othermodels.other_model(written, text, before, after, gap)


def longer_company(hit: Hit) -> Verdict | None:
    """Turn down common words that begin another company's name."""
    longer = guards.longer_company(*hit.place)
    return (RejectReason.LONGER_NAME, f"… {longer} is another body") if longer else None


def russian_field(hit: Hit) -> Verdict | None:
    """Turn down a Russian body whose noun a field follows: университет лесного хозяйства."""
    if not hit.candidate.variant.text.endswith(_RUSSIAN_HEADS):
        return None
    field = longernames.russian_field(hit.folded, hit.candidate.end)
    return (RejectReason.LONGER_NAME, f"… {field} is another body") if field else None


def other_body(hit: Hit) -> Verdict | None:
    """Turn down a body whose words are part of the name of another."""
    folded, start, end = hit.place
    if longer := longernames.another_field(folded, start, end):
        return RejectReason.LONGER_NAME, f"… {longer} is another body"
    text_before = " ".join(folded.text[max(0, start - 60) : start].split()) + " "
    return guards.beside_body(folded, start, end, folded.behind(end, 3), text_before)


def without_spaces(hit: Hit) -> Verdict | None:
    """Turn down a name without spaces that is part of a longer one, a step of a row, another company."""
    candidate, term, folded, start, end = hit.candidate, hit.term, *hit.place
    if term.kind == "chip" and (counted := usage.counts_next(folded, start, end)):
        return RejectReason.OTHER_MEANING, counted
    if longer := hangulguards.longer_word(folded, start, end):
        return RejectReason.WORD_BOUNDARY, f"the characters belong to {longer}"
    if other := usage.counted_on(folded, start, end):
        return RejectReason.OTHER_MEANING, f"a step of a row, beside {other}"
    if term.kind == "org" and not is_body(candidate) and (longer := joined.dotted(folded, start, end)):
        return RejectReason.LONGER_NAME, f"part of {longer}"
    if term.kind == "org" and candidate.variant.reason in _SHORTENED:
        if town := otherfirms.of_other_town(folded, start, end, term):
            return RejectReason.DIFFERENT_NAME, f"another company of that short name, in {town}"
    return hanguards.han_guard(
        folded,
        start,
        end,
        kind=term.kind,
        spelling=candidate.variant.text,
        body=is_body(candidate),
        listed=candidate.variant.reason in AS_NAMED,
    )


def _numbered(hit: Hit) -> str:
    """Return in words why a letter and figures are a road, a room or a size; "" if none."""
    meaning = meaning_of(hit.candidate.variant.text, model=True)
    context = hit.term.context or (meaning.context if meaning is not None else ())
    if devices.given_as_chip(*hit.place, hit.term, context):
        return ""
    return roads.road(*hit.place) or roads.on_road(*hit.place) or roads.numbered_thing(*hit.place)
