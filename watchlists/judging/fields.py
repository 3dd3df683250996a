"""What a passage speaks of: computing and its products, study, business.

Knows folded text and word tables. Must not know terms or places of hits.
"""

from functools import cache

import ahocorasick_rs

from watchlists.text.normalize import fold_name, is_han
from watchlists.words import words


@cache
def _table(name: str) -> tuple[frozenset[str], ahocorasick_rs.AhoCorasick, tuple[str, ...]]:
    """Return the words of a table, and an automaton over those of several words or without spaces."""
    folded = {fold_name(word) for word in words(name)}
    without = tuple(word for word in folded if is_han(word[0]) or " " in word)
    spaced = frozenset(word for word in folded if " " not in word)
    return spaced, ahocorasick_rs.AhoCorasick(without), without


def _in(table: str, text: str) -> frozenset[str]:
    spaced, automaton, without = _table(table)
    found = automaton.find_matches_as_indexes(text, overlapping=True)
    return spaced.intersection(text.split()).union(without[number] for number, _, _ in found)


def of_computing(text: str) -> frozenset[str]:
    """Return the words of computing in a folded text."""
    return _in("computing.txt", text)


def products(text: str) -> frozenset[str]:
    """Return the names of AI services, clouds and chips in a folded text."""
    return _in("products.txt", text)


def is_of_study(text: str) -> bool:
    """Return whether a folded text holds a word of study or research."""
    spaced, automaton, _ = _table("study_cues.txt")
    return not spaced.isdisjoint(text.split()) or bool(automaton.find_matches_as_indexes(text))


def of_bodies(text: str) -> frozenset[str]:
    """Return the words of study, research and business in a folded text."""
    return _in("study_cues.txt", text) | _in("business_cues.txt", text) | _in("company_cues.txt", text)
