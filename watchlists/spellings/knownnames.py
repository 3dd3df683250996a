"""Well-known bodies and companies, each by all its usual names in any language, from the tables in `words/`.

Knows tables of names. Must not know terms or texts.
"""

from functools import cache

from watchlists.model import MatchReason
from watchlists.text.normalize import fold_name, is_han
from watchlists.words import groups


@cache
def rows() -> dict[str, tuple[tuple[str, str, bool], ...]]:
    """Return, for every strong well-known name, all names of its row: folded, shown, weak."""
    table: dict[str, tuple[tuple[str, str, bool], ...]] = {}
    for file in ("institutions.txt", "branches.txt", "companies.txt"):
        for row in groups(file):
            names = []
            for cell in row:
                shown = cell.removesuffix("?")
                if shown:
                    names.append((fold_name(shown), shown, cell.endswith("?")))
            for folded, _, weak in names:
                if not weak:
                    table.setdefault(folded, tuple(names))
    return table


def usual_names(spelling: str) -> tuple[tuple[str, str], ...]:
    """Return all names of the well-known body that has this folded name: folded, and as shown."""
    return tuple((folded, shown) for folded, shown, _ in rows().get(spelling, ()))


@cache
def well_known() -> frozenset[str]:
    """Return the folded names of well-known companies, clouds and institutions."""
    return frozenset(rows())


@cache
def others() -> frozenset[str]:
    """Return the folded names of companies that hold the name of a better known body or company."""
    return frozenset(fold_name(name) for row in groups("other_names.txt") for name in row)


def doubtful(spellings: tuple[str, ...]) -> frozenset[str]:
    """Return the names of a well-known body that mean other things too, by the tables."""
    table = rows()
    row = next((table[spelling] for spelling in spellings if spelling in table), ())
    return frozenset(folded for folded, _, weak in row if weak)


def reason_of_name(spelling: str, other: str, row: list[str]) -> MatchReason:
    """Return whether a usual name is a short form, another alphabet's form or simply another name."""
    script = [
        name for name in row if is_han(name[0]) == is_han(other[0]) and name.isascii() == other.isascii()
    ]
    if len(other) < max(map(len, script)):
        return MatchReason.ABBREVIATION
    if other.isascii() or is_han(other[0]) or spelling.isascii() == other.isascii():
        return MatchReason.ALIAS
    return MatchReason.TRANSLITERATION
