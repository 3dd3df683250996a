"""What a company called by one word, or by two words of the language, is not: a racing team, a row of words.

Knows folded texts and word tables. Must not know terms, candidates or automata.
"""

import re
from functools import lru_cache

from watchlists.text.normalize import Folded, fold_name
from watchlists.words import words
from watchlists.words.vocabulary import is_common

_NOUN_AFTER = re.compile(r" ([A-Z][\w’'-]+)(?: ([A-Z][\w’'-]+))?")
_COMMA = re.compile("[,，、]")
_SENTENCE = re.compile(r"\b([a-z]{3,})[.!?]\s+[A-Z]")
# "Hunan, University of": as an index has it.
_INDEXED = re.compile(r" of(?=\s*(?:[.,;:()\[\]|\n–—]|-\s|$))")
_ANY_PRODUCT = frozenset({"ai", "api", "gpu"})
_PAIR = 2  # words


def nouns_of_others(folded: Folded, start: int, end: int) -> list[tuple[str, str]]:
    """Return the nouns behind one word that make it a team, a band, a bus line, as written and folded."""
    if " " in folded.text[start:end]:
        return []
    found = _NOUN_AFTER.match(folded.source, folded.span(start, end)[1])
    return [(noun, word) for noun in found.groups() if noun and (word := _of_others(noun))] if found else []


@lru_cache(maxsize=10_000)
def _of_others(noun: str) -> str:
    """Return a noun folded where a table has it as one that no firm's name ends in; else ""."""
    word = fold_name(noun).split()[0]
    return word if word in words("not_of_firms.txt") else ""


def parted(folded: Folded, start: int, end: int, names: tuple[str, ...]) -> bool:
    """Return whether a comma parts a name of two words of the language, or a sentence ends between two words.

    "Together, AI firms …", "by air. Mahan stayed".
    """
    first, last = folded.span(start, end)
    stop = _SENTENCE.search(folded.source, first, last)
    if stop and is_common(stop[1]):
        return True
    if not _COMMA.search(folded.source, first, last):
        return False
    found = folded.text[start:end].split()
    if len(found) != _PAIR or not all(is_common(word) or word in _ANY_PRODUCT for word in found):
        return False
    return not any(map(_COMMA.search, names)) and _INDEXED.match(folded.source, last) is None
