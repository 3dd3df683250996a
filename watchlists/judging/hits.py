"""A found spelling in its passage, and the bits that say which guards can object to it at all.

Most guards want a certain kind of term, a certain way a spelling was made, or a certain character right
beside it. What a spelling is by itself is found out once for each that is met (`traits`), what touches it
once for each hit (`touching`); a guard is asked where all bits it needs are there (see `asking`).

Knows candidates, terms and the folded text. Must not know guards, or who watches a term.
"""

import re
from collections.abc import Callable
from functools import cache, lru_cache
from itertools import count
from typing import NamedTuple

from watchlists.index.candidates import Candidate
from watchlists.judging.acronyms import is_acronym
from watchlists.judging.context import Surroundings
from watchlists.judging.longernames import is_land
from watchlists.judging.reading import known_meaning
from watchlists.model import MatchReason, Term
from watchlists.spellings.bodies import is_body_term
from watchlists.spellings.commonness import Standing
from watchlists.spellings.slips import is_office
from watchlists.text.normalize import Folded
from watchlists.words import words
from watchlists.words.ambiguous import ambiguous
from watchlists.words.places import is_place, places
from watchlists.words.vocabulary import english, heads_and_variants

_bit = (1 << number for number in count())
# Of a hit: how it is written there, and what touches it. The first, with the same numbers in `_candidates.c`.
EDITED = next(_bit)
ONE_WORD = next(_bit)
COMMA = next(_bit)  # or the end of a sentence between its two words
WORD_BEFORE = next(_bit)  # a space, and a letter or full stop before that
STOP_BEFORE = next(_bit)
COLON_BEHIND = next(_bit)
CAPITAL_BEHIND = next(_bit)  # a space behind it, and one of A to Z
NOT_ASCII = next(_bit)  # its text
# Of a spelling: how it is written and what it is the name of.
WORDS, NO_SPACES = next(_bit), next(_bit)
ORG, CHIP, CLOUD, NO_CHIP = next(_bit), next(_bit), next(_bit), next(_bit)
BODY = next(_bit)  # a university, an institute, a laboratory
# How it was made, and what it is worth alone.
LEGAL_FORM = next(_bit)  # by leaving one out
CAPITALS = next(_bit)  # counts in capitals only
CAPITALISED = next(_bit)  # words of the language
# What its text is besides.
LETTERS = next(_bit)  # nothing but letters, or a word behind the letters of an office
ACRONYM = next(_bit)  # letters that a body is called by in capitals
HALF = next(_bit)  # a word of English before AI, API or GPU
PLACE = next(_bit)
PHRASE = next(_bit)  # several words, all of the language
MEANINGS = next(_bit)  # has several, or a team gave it context
ONE_MEANING = next(_bit)

# Members of an enumeration are looked up slowly.
_CAPITALISED, _WEAK = Standing.CAPITALISED, Standing.WEAK
_EXACT = MatchReason.EXACT
_OF_KIND = {"org": ORG | NO_CHIP, "chip": CHIP, "cloud": CLOUD | NO_CHIP}
_ALWAYS_CAPITALS = (" ai", " api", " gpu")
_COMMA = re.compile(r"[,，、]|[.!?]\s+[A-Z]")


class Hit(NamedTuple):
    """A candidate with its term, in its field of its passage."""

    candidate: Candidate
    term: Term
    folded: Folded
    surroundings: Surroundings

    @property
    def place(self) -> tuple[Folded, int, int]:
        """The text and the folded characters of the hit."""
        return self.folded, self.candidate.start, self.candidate.end

    @property
    def names(self) -> tuple[str, ...]:
        """The name and the aliases of the term."""
        return (self.term.name, *self.term.aliases)


# As the class does it, one call sooner.
hit_of: Callable[[type[Hit], tuple[Candidate, Term, Folded, Surroundings]], Hit] = tuple.__new__


def traits(candidate: Candidate) -> int:
    """Return what is told by the spelling of a watched candidate alone, as bits."""
    entry, text = candidate.entry, candidate.variant.text
    assert entry is not None
    found = entry.traits.get(text)
    if found is None:
        found = entry.traits[text] = _of_spelling(candidate, entry.term)
    return found


def _of_spelling(candidate: Candidate, term: Term) -> int:
    text, reason, _, _, _, capitals = candidate.variant
    kind, context, standing = term.kind, term.context, candidate.standing
    found = _OF_KIND.get(kind, NO_CHIP)
    found |= NO_SPACES if candidate.words is None else WORDS
    parts = text.split()
    told = reason is _EXACT and not term.aliases and term.name.isascii()  # its own words say what it is
    if not heads_and_variants().isdisjoint(parts) or (not told and is_body_term(term)):
        found |= BODY
    if reason is MatchReason.LEGAL_FORM:
        found |= LEGAL_FORM
    if capitals and standing is not _WEAK:
        found |= CAPITALS
    if standing is _CAPITALISED:
        found |= CAPITALISED
    if text.endswith(_ALWAYS_CAPITALS) and text.rpartition(" ")[0] in english():
        found |= HALF
    if len(parts) > 1 and kind != "chip" and english().issuperset(parts):
        found |= PHRASE
    if is_office(parts):
        found |= LETTERS
    if len(parts) > 1 and not context and kind != "chip" and text not in _phrases():
        return found | ONE_MEANING  # as most names are
    found |= MEANINGS if context or known_meaning(candidate, term) is not None else ONE_MEANING
    if text.isalpha():
        found |= LETTERS
        if is_acronym(text, term):
            found |= ACRONYM
    if is_place(text) or is_land(text):
        found |= PLACE
    return found


@cache
def _phrases() -> frozenset[str]:
    """Return what is told of texts of several words by tables: places, lands, names of several meanings."""
    told = places() | words("land_names.txt") | ambiguous() | english()
    return frozenset(text for text in told if " " in text)


def touching(candidate: Candidate, folded: Folded) -> int:
    """Return what is told by how a hit stands in its text, as bits."""
    _, start, end, _, _, _, edits, _, _, _, _, words, _, _ = candidate
    source = folded.source
    first, stop = folded.span(start, end)
    found = _before(source[first - 2 if first > 2 else 0 : first]) | _behind(source[stop : stop + 2])
    if not source.isascii():
        found |= NOT_ASCII
    if edits:
        found |= EDITED
    if words is not None:
        more = words[1] - words[0]
        if not more:
            found |= ONE_WORD
        elif more == 1 and _COMMA.search(source, first, stop):
            found |= COMMA
    return found


@lru_cache(maxsize=10_000)
def _before(two: str) -> int:
    """Return what is told by the two characters before a hit, as bits."""
    if two[-1:] == " ":
        return WORD_BEFORE if two[0].isalpha() or two[0] == "." else 0
    return STOP_BEFORE if two[-1:] in {".", "\n"} else 0


@lru_cache(maxsize=10_000)
def _behind(two: str) -> int:
    """Return what is told by the two characters behind a hit, as bits."""
    found = COLON_BEHIND if ":" in two or "：" in two else 0
    return found | CAPITAL_BEHIND if two[:1] == " " and "A" <= two[1:] <= "Z" else found
