"""What a passage speaks of, by the words of its field: roads, music, medicine, food.

A name that means several things means the other one where the words around belong to another field and
outnumber those of the watched meaning.

Knows folded text and word tables. Must not know terms or places of hits.
"""

from collections.abc import Iterable
from functools import cache

import ahocorasick_rs

from watchlists.normalize import fold_name, is_han, is_spaceless
from watchlists.words import groups, words


@cache
def _fields() -> tuple[dict[str, tuple[str, ...]], ahocorasick_rs.AhoCorasick, tuple[str, ...]]:
    """Return the fields of a word with spaces around it, and an automaton over the words without."""
    spaced: dict[str, tuple[str, ...]] = {}
    for field, listed in groups("fields.txt"):
        for word in listed.split():
            spaced[fold_name(word)] = (*spaced.get(fold_name(word), ()), field)
    without = tuple(word for word in spaced if is_spaceless(word[0]))
    return spaced, ahocorasick_rs.AhoCorasick(without), without


@cache
def _computing() -> tuple[frozenset[str], tuple[str, ...]]:
    """Return the words of computing, those written with spaces and those without."""
    folded = {fold_name(word) for word in words("computing.txt")}
    return frozenset(folded), tuple(word for word in folded if is_han(word[0]))


def of_computing(text: str) -> frozenset[str]:
    """Return the words of computing in a folded text."""
    spaced, without = _computing()
    return spaced.intersection(text.split()) | {word for word in without if word in text}


def told(text: str, besides: Iterable[str] = ()) -> dict[str, frozenset[str]]:
    """Return the words of each field in a folded text, but for fields that hold one of `besides`."""
    spaced, automaton, without = _fields()
    found: dict[str, set[str]] = {}
    here = set(text.split()) & spaced.keys()
    here.update(without[number] for number, _, _ in automaton.find_matches_as_indexes(text, overlapping=True))
    for word in here:
        for field in spaced[word]:
            found.setdefault(field, set()).add(word)
    own = {field for word in besides for field in spaced.get(fold_name(word), ())}
    return {field: frozenset(some) for field, some in found.items() if field not in own}
