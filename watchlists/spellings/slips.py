"""Names of six and seven letters with a letter wrong (Linnode, Aselsen), of five with two swapped (Hseai).

One letter makes another name of a short one (Mikro, Hauser) far sooner than of a long one. So only names of
one word that teams list are looked for so, and what is found is one only where it is written as a name is,
begins as it does, and neither a table nor the text itself says that somebody else is called so.

Knows candidates and word tables. Must not know watchlists or contexts.
"""

import re
from functools import cache

from watchlists.index.candidates import Candidate
from watchlists.model import Term
from watchlists.spellings.cyrillic import office_letters
from watchlists.spellings.knownnames import well_known
from watchlists.spellings.romanised import is_romanised
from watchlists.text.normalize import Folded
from watchlists.words import words
from watchlists.words.vocabulary import is_common

_PAIR = 2  # words
_SWAPPED_ONLY, _MOST = 5, 7  # letters; of more, one is forgiven to any list (`sequences`)
_NAME_BEFORE = re.compile(r"(?:^|[^\W\d_])[^\S\n]?\b([A-Z][^\W\d_]+|[A-Z]\.) $")
_DOUBLED = re.compile(r"(.)\1")
_NAME_BEHIND = re.compile(r" ([A-Z][^\W\d_]+)")


def may_be_misspelt(name: list[str], term: Term) -> bool:
    """Return whether a strong name of these words is looked for with a letter wrong too."""
    if (len(name) != 1 and not is_office(name)) or term.kind == "chip":
        return False
    word = name[-1]
    is_lettered = word.isalpha() and (word.isascii() or _is_cyrillic(word))
    return _SWAPPED_ONLY <= len(word) <= _MOST and is_lettered and not is_common(word)


def other_name(candidate: Candidate, folded: Folded) -> str:
    """Return in words why what differs from a short name in a letter is another name; "" where it is not."""
    name, found = candidate.variant.text, folded.text[candidate.start : candidate.end]
    office, _, own = name.rpartition(" ")
    if not is_office([office, own]):
        office = ""
    elif not found.startswith(f"{office} "):
        return "it begins otherwise"
    else:
        name, found = own, found.removeprefix(f"{office} ")
    if len(name) > _MOST:
        return ""
    if " " in found or found[0] != name[0]:
        return "it begins otherwise"
    if found.startswith(name) and found[-1] != name[-1]:
        return "it is a longer word"
    swapped = sorted(found) == sorted(name)
    if len(name) == _SWAPPED_ONLY and not swapped and not office:
        return "of so short a name only two letters may be swapped"
    if _is_cyrillic(name) and not swapped and _DOUBLED.sub(r"\1", found) != name:
        return "it may be another word, or bent"  # no table has the words of the language
    if (is_romanised(found) and not swapped) or found in _names():
        return "it is a name or word of its own"
    first, stop = folded.span(candidate.start, candidate.end)
    source = folded.source
    if source[first:stop].islower():
        return "it is in lower case"
    before, behind = _NAME_BEFORE.search(source[max(0, first - 20) : first]), _NAME_BEHIND.match(source, stop)
    for beside in (before, behind):
        if beside and not is_common(beside[1].casefold()):
            return f"it is part of a name with {beside[1]}"
    if folded.text.count(found) > 1 and folded.words.count(found) > 1 and name not in folded.words:
        return "it stands there more than once"  # a slip is made once
    return ""


def is_office(name: list[str]) -> bool:
    """Return whether a name is a word behind the letters of a Russian office: КБ Радар."""
    return len(name) == _PAIR and name[0] in office_letters()


def _is_cyrillic(word: str) -> bool:
    return "\u0400" <= word[0] <= "\u04ff"


@cache
def _names() -> frozenset[str]:
    """Return the words of well-known names, given names, and what other languages write with a capital."""
    return (words("first_names.txt") | words("nouns_abroad.txt")).union(*map(str.split, well_known()))
