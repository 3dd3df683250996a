"""How a hit is written, where that says it is no name: small letters, a word of Russian, another's letters.

Each guard returns why it turns a hit down, or None (see `asking`). Knows one hit and the tables of words.
Must not know who watches a term.
"""

import re

from watchlists.judging import acronyms, articles, longernames, owners
from watchlists.judging.hits import Hit
from watchlists.judging.segments import Verdict
from watchlists.judging.writing import in_capitals, is_half_capitalised, is_tag, surface
from watchlists.model import RejectReason
from watchlists.spellings.knownnames import well_known
from watchlists.words.vocabulary import english


def small_letters(hit: Hit) -> Verdict | None:
    """Turn down a word that counts in capitals only and has others."""
    if in_capitals(hit.candidate, hit.folded):
        return None
    return RejectReason.OTHER_MEANING, "a word, not in capitals"


def half_capitalised(hit: Hit) -> Verdict | None:
    """Turn down "together AI"."""
    if not is_half_capitalised(hit.candidate, hit.folded):
        return None
    return RejectReason.OTHER_MEANING, "a word of the language before AI or cloud"


def small_phrase(hit: Hit) -> Verdict | None:
    """Turn down words of the language in small letters behind an article."""
    if not articles.is_small_phrase(hit.candidate, hit.folded):
        return None
    return RejectReason.OTHER_MEANING, "words of the language in lower case"


_VOWELS = frozenset("аеёиоуыэюяєії")
_ADJECTIVE = 5  # letters of its ending
_ADJECTIVES = re.compile("ск(?:ий|ого|ому|им|ом|ая|ой|ую|ое|ие|их|ими)$")


def russian_word(hit: Hit) -> Verdict | None:
    """Turn down a Cyrillic word in small letters: companies are called by such words (Квант, Алмаз).

    And an adjective, which a town of that name has too: Кронштадтский музей; and a longer name: Ангстрем-Т.
    """
    written = surface(hit.candidate, hit.folded)
    own = hit.candidate.variant.text
    if longer := longernames.hyphenated(*hit.place):
        return RejectReason.LONGER_NAME, f"{longer} is another firm"
    if hit.term.context and (whom := longernames.called_after_other(*hit.place, hit.names)):
        return RejectReason.LONGER_NAME, f"… {whom} is another body"
    if " " not in own and "ск" not in own[-_ADJECTIVE:] and _ADJECTIVES.match(written[len(own) :]):
        return RejectReason.OTHER_MEANING, "an adjective"
    if not ("\u0400" <= written[0] <= "\u04ff" and written.isalpha() and written.islower()):
        return None
    if _VOWELS.isdisjoint(written):  # мцст
        return None
    if hit.folded.source.islower() or (own in well_known() and is_tag(hit.candidate, hit.folded)):
        return None
    return RejectReason.OTHER_MEANING, "a Russian word in lower case"


def letters_of_other(hit: Hit) -> Verdict | None:
    """Turn down letters that are another body's, or a word."""
    use = acronyms.letters_of_other(hit.candidate, hit.term, hit.folded)
    return (RejectReason.OTHER_MEANING, use) if use else None


def other_owner(hit: Hit) -> Verdict | None:
    """Turn down the service of a cloud, or the product of its owner, that the term is no name of."""
    if hit.term.kind == "org" and hit.candidate.variant.text not in english():
        return None
    owner = owners.other_owner(hit.candidate, hit.term, hit.folded)
    return (RejectReason.OTHER_MEANING, f"a service of {owner}") if owner else None
