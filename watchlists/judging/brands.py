"""What a company called by one word, or by two words of the language, is not: a racing team, a row of words.

Knows folded texts and word tables. Must not know terms, candidates or automata.
"""

import re

from watchlists.text.normalize import Folded, fold_name
from watchlists.words import words
from watchlists.words.vocabulary import is_common

_NOUN_AFTER = re.compile(r" ([A-Z][\w’'-]+)(?: ([A-Z][\w’'-]+))?")
_COMMA = re.compile("[,，、]")
# "Hunan, University of": as an index has it.
_INDEXED = re.compile(r" of(?=\s*(?:[.,;:()\[\]|\n–—]|-\s|$))")
_ANY_PRODUCT = frozenset({"ai", "api", "gpu"})
_PAIR = 2  # words


def other_field(folded: Folded, start: int, end: int, names: tuple[str, ...]) -> str:
    """Return the noun behind a name of one word that makes it a team, a band, a bus line; "" for none.

    `names`: those of the term, which may have the noun themselves.
    """
    if " " in folded.text[start:end]:
        return ""
    found = _NOUN_AFTER.match(folded.source, folded.origin(end - 1) + 1)
    nouns: tuple[str | None, ...] = found.groups() if found else ()
    for noun in filter(None, nouns):
        word = fold_name(noun).split()[0]
        if word in words("not_of_firms.txt") and not any(word in fold_name(name).split() for name in names):
            return noun
    return ""


def parted(folded: Folded, start: int, end: int, names: tuple[str, ...]) -> bool:
    """Return whether a comma parts a name of two words of the language ("Together, AI firms …")."""
    first, last = folded.span(start, end)
    if not _COMMA.search(folded.source, first, last):
        return False
    found = folded.text[start:end].split()
    if len(found) != _PAIR or not all(is_common(word) or word in _ANY_PRODUCT for word in found):
        return False
    return not any(map(_COMMA.search, names)) and _INDEXED.match(folded.source, last) is None
