"""What a name is filed under in the lookup index, and what a query looks for there.

Its words by meaning, the letter triples of its own words, their consonants, its initials; of a name of common
words alone, its words two by two. The first character of an entry says which it is.

Knows one prepared name. Must not know the index, nor how two names are compared.
"""

from functools import lru_cache
from itertools import combinations

from watchlists.names.name import Name
from watchlists.names.numbers import DIGITS
from watchlists.names.spacing import as_one_word
from watchlists.names.syllables import spoken
from watchlists.names.tokens import Token
from watchlists.names.transliterate import consonants, loose, without_doubles
from watchlists.names.unvowelled import half_vowels, outlines

SOUNDS = frozenset("%~#=≈")  # how the entries begin that do not depend on the vowels
CHARACTER = "汉"  # before a character of a Chinese name
WHOLE = frozenset("|¦&§")  # those that the whole name makes: a name that has them is no longer for it
_OTHER_SIDE = {"=": "≈", "≈": "=", "|": "¦", "¦": "|"}
# What an entry says beside its rarity. Meaning and sound are one for a word, its triples many; a word as
# written, or two together, is most often filed by its meaning as well.
_WORTH = {"~": 2.0, "%": 2.0, "+": 0.5}
_OWN = frozenset(["", "n", "f"])  # kinds of words that are a name's own
_FEW = 3  # consonants of a word that is filed by its half-vowels too: Huawei, Dahua
_TOGETHER = 6  # common words of a name that are filed two by two


def worth(entry: str) -> float:
    """Return how many times its rarity an entry says."""
    return _WORTH.get(entry[0], 1.0)


def entries(name: Name) -> set[str]:
    """Return what a name is filed under."""
    found = entries_of_whole(name)
    for t in name.tokens:
        found |= entries_of_word(t)
    return found


@lru_cache(maxsize=4096)  # for queries, which have the same common words
def entries_of_word(t: Token) -> frozenset[str]:
    """Return what every name is filed under that has this word."""
    found = {t.ident}
    if len(t.key) > 3:
        found.add("+" + t.key)
    if t.kind in _OWN:
        if t.heard != "consonants":  # without its vowels a word has no letter triples to share
            found |= _triples(t)
        if len(t.outline) > 1:
            found.add("%" + t.outline)
        if t.heard == "consonants":
            found.update(["%" + way for way in outlines(t.text) if len(way) > 1])
        if len(t.outline) < _FEW and (half := half_vowels(t.text)):
            found.add("%" + without_doubles(half.upper()))
        if t.core:
            found.add("%" + consonants(t.core))
        if t.heard == "syllables" or len(t.text) > 3:
            found.add("$" + loose(t.text))
    return frozenset(found)


def entries_of_whole(name: Name) -> set[str]:
    """Return what a name is filed under beside what each of its words is."""
    found: set[str] = set()
    common = _OWN.isdisjoint([t.kind for t in name.tokens])
    before = heard = ""
    for t in name.tokens:  # words written together and apart
        if common and t.kind == "p":
            found |= _triples(t)  # "Shenzhen University": nothing else is left where both words are misspelt
        if before:
            found.add("+" + before + t.key)
            if heard or t.heard:
                found.add("%" + consonants(before + t.key))
        before, heard = t.key, t.heard
    if len(name.tokens) == 1:
        found.add("=" + name.tokens[0].text)
    elif common or name.numbers:
        found |= _by_two(name.tokens)
    for character in name.han.translate(DIGITS):
        found.add(CHARACTER + character)
    if name.body:
        found.add(f"§{abs(name.body)}")
    for short in name.stated:
        found.add("≈" + short)
    run_together = as_one_word(name)
    if run_together:
        found.add(("|" if len(name.words) > 1 else "¦") + run_together)
    found.update(["&" + said for said in spoken(name)])
    if len(name.words) > 1:
        found.update(["≈" + short for short in name.acronyms])
    return found


def sought(query: Name) -> set[str]:
    """Return the entries that a name may share with the query.

    Initials stand for a name's words where the other is written so ("=" and "≈"), and so does a word for a
    whole name ("|" and "¦"): that two names of several words have the same initials says nothing.
    """
    return {_OTHER_SIDE.get(key[0], key[0]) + key[1:] for key in entries(query)}


def _by_two(tokens: list[Token]) -> set[str]:
    """Return the common words and numbers of a name two by two, in any order: each alone is in many names."""
    idents = sorted({t.ident for t in tokens if t.ident[0] in "~#"})[:_TOGETHER]
    return {f"^{one}{other}" for one, other in combinations(idents, 2)}


def _triples(t: Token) -> set[str]:
    """Return every three letters of a word that follow one another, its ends included."""
    key = f"_{t.key}_"
    return {key[at : at + 3] for at in range(len(key) - 2)}
