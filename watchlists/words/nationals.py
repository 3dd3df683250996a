"""Countries and their adjectives: Iran, Iranian.

Knows the table `nationals.txt`. Must not know names.
"""

from functools import cache

from watchlists.words import lines


@cache
def _nationals() -> dict[str, str]:
    """Return each country with its adjective, and each adjective with its country."""
    pairs = [line.split() for line in lines("nationals.txt")]
    return {one: other for pair in pairs for one, other in (pair, pair[::-1])}


def nationals() -> frozenset[str]:
    """Return every country that has an adjective in the table, and these adjectives."""
    return frozenset(_nationals())


def national(word: str) -> str:
    """Return a country's adjective, or the country of an adjective (Iran, Iranian); "" for no such word."""
    return _nationals().get(word, "")
