"""Provinces, cities and countries by their names, in Latin letters and Chinese.

Knows `words/places.txt`. Must not know terms or texts.
"""

from collections.abc import Iterator
from functools import cache
from itertools import takewhile

from watchlists.text.normalize import fold_name
from watchlists.words import groups


@cache
def _places() -> tuple[frozenset[str], frozenset[str]]:
    """Return place names as Latin words and as Chinese names, from one table."""
    latin, han = set(), set()
    for row in groups("places.txt"):
        for name in row:
            folded = fold_name(name)
            if folded.isascii():
                latin.add(folded)
            elif folded:
                han.add(folded)
    return frozenset(latin), frozenset(han)


def is_place(name: str) -> bool:
    """Return whether the folded name is a province, city or country, in Latin letters or Chinese."""
    return name in places()


@cache
def places() -> frozenset[str]:
    """Return the folded names of provinces, cities and countries, in Latin letters and Chinese."""
    latin, han = _places()
    return latin | han


@cache
def starts_of_places() -> frozenset[str]:
    """Return the first words of places."""
    return frozenset(place.split()[0] for place in places())


def rows_of_china() -> Iterator[tuple[str, ...]]:
    """Yield the rows of places in China, the country's own too: those before Japan in the table."""
    return takewhile(lambda row: row[0] != "Japan", groups("places.txt"))


@cache
def _chinese_places() -> frozenset[str]:
    """Return the folded names of the places in China."""
    return frozenset(fold_name(name) for row in rows_of_china() for name in row)


def is_foreign(place: str) -> bool:
    """Return whether a Chinese place name, with or without 省 or 市, is outside China."""
    return place not in _chinese_places() and place[:-1] not in _chinese_places()


def latin_places() -> frozenset[str]:
    """Return the folded names of places in Latin letters."""
    return _places()[0]


def han_places() -> frozenset[str]:
    """Return the Chinese names of places."""
    return _places()[1]
