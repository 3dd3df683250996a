"""Whether the words around an ambiguous name bear it out, or make another meaning plain.

Order: the way it is written and used in its sentence, words of another meaning near, and whether its context
is there at all and in its own clause.

Knows candidates, the table of ambiguous names and what stands near. Must not know who watches a term.
"""

from collections.abc import Iterator
from functools import cache

from watchlists.judging import articles, evidence, persons, usage
from watchlists.judging.elsewhere import elsewhere
from watchlists.judging.hits import Hit
from watchlists.judging.reading import Reading, read
from watchlists.judging.segments import Verdict
from watchlists.judging.writing import beside_other_script, is_capitalised
from watchlists.model import RejectReason
from watchlists.text.sentences import PHRASE_STOPS
from watchlists.words import groups
from watchlists.words.vocabulary import english

_SAME_PHRASE = 8  # a word in lower case is a name only with its context in the same phrase
_SAME_SENTENCE = 80  # but for one in quotation marks, or in a text without capitals
_AS_NEAR = 6  # a word of another meaning this much further off than the context is as near
_BESIDE_MAKER = 3  # context this near is part of how the name is given


def small_words(hit: Hit) -> Verdict | None:
    """Turn down words of the language without a capital, and without a version behind them."""
    if is_capitalised(hit.candidate, hit.folded) or usage.versioned(hit.folded, hit.candidate.end):
        return None
    return RejectReason.OTHER_MEANING, "words of the language, not capitalised"


def meaning(hit: Hit) -> Verdict | None:
    """Turn down a name whose words around make it another meaning, or lack the context it needs."""
    reading = read(*hit)
    for use in _uses(reading):
        if use:
            return RejectReason.OTHER_MEANING, use
    return _beside_others(reading) or _among_others(reading) or _context_verdict(reading)


def _uses(reading: Reading) -> Iterator[str]:
    """Yield in words what shows that the name is used as a word or a person's name, "" where nothing does."""
    candidate, folded, meaning = reading.candidate, reading.folded, reading.meaning
    start, end = candidate.start, candidate.end
    finish = folded.span(start, end)[1]
    after = folded.source[finish : finish + 24]
    if reading.is_chinese and (meaning is not None or reading.needed):
        far = reading.near is None or reading.is_further(_BESIDE_MAKER)
        yield usage.chinese_word(folded, start, end, far=far)
    if meaning is not None and meaning.person and persons.person_follows(after):
        yield "a person's first name"
    if reading.written.islower():
        if meaning is not None and usage.glossed(folded, start, end):
            yield "what a word is called in English, in brackets"
        if reading.written.isascii() and not beside_other_script(candidate, folded):
            yield _word_in_lower_case(reading)
    elif meaning is not None and reading.written.istitle() and not is_capitalised(candidate, folded):
        # at the start of a sentence every word has a capital
        if phrase := reading.surroundings.as_word(reading.written.lower()):
            yield f"a word of the language: {phrase}"
    if reading.needed and candidate.variant.text in english():
        yield usage.imperative(folded, start, end)


def _word_in_lower_case(reading: Reading) -> str:
    """Return in words why a name in small letters is a word of the language; "" if it may be a name."""
    text, near, surroundings = reading.candidate.variant.text, reading.near, reading.surroundings
    is_word = text in english()
    if is_word and (near is None or near > 1):
        may_be_name = articles.set_apart(reading.folded, reading.candidate.start, reading.candidate.end)
        reach = _SAME_SENTENCE if may_be_name else _SAME_PHRASE
        clause = surroundings.clause(*reading.place, stops=PHRASE_STOPS)
        if near is None or near > reach or not surroundings.told_in(clause, reading.context):
            return "an English word in lower case"
    if is_word or ((reading.meaning is not None or reading.term.context) and text.isalpha()):
        start = reading.candidate.start
        return usage.word_of_language(reading.folded, start, beside_context=near in {0, 1})
    return ""


@cache
def _makers_of_words() -> tuple[str, ...]:
    """Return the names of makers and clouds' owners that are several words."""
    return tuple(name for row in groups("cloud_owners.txt") for name in row if " " in name)


def _beside_others(reading: Reading) -> Verdict | None:
    """Return the word of another meaning that stands as near as the context."""
    near, meaning, surroundings = reading.near, reading.meaning, reading.surroundings
    if meaning is None or not meaning.others or near == 0:
        return None
    other = surroundings.other_meaning(*reading.place, meaning.others, reading.context)
    if other is not None:  # no word of a maker's name: Hugging Face
        phrases = (*reading.context, *_makers_of_words())
        other = surroundings.other_meaning(*reading.place, meaning.others, phrases)
    reach = near if near is None or near <= _BESIDE_MAKER else near + _AS_NEAR
    if other is None or (reach is not None and other[0] > reach):
        return None
    if near is not None and reading.is_chinese and usage.made_use_of(reading.folded, reading.candidate.start):
        return None
    return RejectReason.OTHER_MEANING, f"beside {other[1]}"


def _among_others(reading: Reading) -> Verdict | None:
    """Return the words of other meanings that outnumber the context."""
    surroundings = reading.surroundings
    if reading.meaning is not None and reading.is_further(_BESIDE_MAKER):
        others = surroundings.told(*reading.place, reading.others, whole=True, beyond=reading.context)
        own = len(surroundings.told(*reading.place, reading.context))
        if (len(others) > 1 and len(others) > own) or (own <= len(others) and _titled(reading)):
            return RejectReason.OTHER_MEANING, "among " + ", ".join(sorted(others)[:4])
    return None


def _titled(reading: Reading) -> bool:
    """Return whether the title has a word of another meaning, and none of the context.

    Not of a chip: its number may be so much that any title has a word of one (a stock sheet).
    """
    surroundings = reading.surroundings
    if reading.term.kind == "chip":
        return False
    return surroundings.in_title(reading.others, whole=True) and not surroundings.in_title(reading.context)


def _context_verdict(reading: Reading) -> Verdict | None:
    """Return why a name lacks its context, or has it in another clause only."""
    candidate, folded, surroundings = reading.candidate, reading.folded, reading.surroundings
    meaning = reading.meaning
    if reading.near is None:
        if reading.needed:
            if not reading.term.context and meaning is not None:
                if evidence.presumed(candidate, folded, meaning, surroundings):
                    return None
            asked = reading.term.context or reading.context  # as listed, not as other languages have it
            return RejectReason.NO_CONTEXT, "none of " + ", ".join(asked[:6]) + " is near"
        listed_word = meaning is not None and not meaning.alone and reading.is_chinese
        if listed_word and not evidence.han_name(candidate, folded, surroundings):
            return RejectReason.NO_CONTEXT, "a word of the language, and no word of business near"
        return None
    if reading.needed and reading.near:
        if reading.is_further(_SAME_PHRASE) or reading.term.kind == "chip" or reading.is_chinese:
            return elsewhere(reading)
    return None
