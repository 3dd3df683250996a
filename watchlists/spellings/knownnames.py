"""Well-known bodies and companies, each by all its usual names in any language, from the tables in `words/`.

Knows tables of names. Must not know terms or texts.
"""

from functools import cache

from watchlists.model import MatchReason
from watchlists.text.normalize import fold_name, is_han
from watchlists.words import groups

_CAS = "Chinese Academy of Sciences"
_CAS_BEHIND = f" {_CAS.lower()}"
_CAS_ROW = 2
_LETTERS = 3  # of the initials that mean many things


@cache
def rows() -> dict[str, tuple[tuple[str, str, bool], ...]]:
    """Return, for every strong well-known name, all names of its row: folded, shown, weak."""
    table: dict[str, tuple[tuple[str, str, bool], ...]] = {}
    for file in ("institutions.txt", "branches.txt", "companies.txt", "other_bodies.txt"):
        for names in folded_rows(file):
            for folded, _, weak in names:
                if not weak:
                    table.setdefault(folded, names)
                    if folded.endswith(_CAS_BEHIND):  # as "… of the Chinese Academy of Sciences" is turned
                        table.setdefault(f"{_CAS_BEHIND[1:]} {folded.removesuffix(_CAS_BEHIND)}", names)
    return table


@cache
def folded_rows(file: str) -> tuple[tuple[tuple[str, str, bool], ...], ...]:
    """Return the rows of a table of names, each name folded, as shown, and whether it is weak."""
    few = (
        _LETTERS if file == "other_bodies.txt" else 0
    )  # PLA is a plastic: of whole names only it is the army
    return tuple(tuple(_name(cell, few) for cell in _with_parent(row)) for row in groups(file))


def _name(cell: str, few: int) -> tuple[str, str, bool]:
    shown = cell.removesuffix("?")
    return fold_name(shown), shown, shown != cell or (len(shown) <= few and shown.isupper())


def _with_parent(row: tuple[str, ...]) -> tuple[str, ...]:
    """Return a row with the English name of an institute of the Chinese academy in full.

    Without "Chinese Academy of Sciences" it is what others may be called too, and what a list has is with it.
    """
    if (
        len(row) < _CAS_ROW
        or not row[1].startswith("中国科学院")
        or not row[1].endswith(("所", "院", "台", "中心"))
    ):
        return row
    return row if any(_CAS in name for name in row) else (*row, f"{row[0]}, {_CAS}")


def at_its_place(spelling: str) -> tuple[str, ...]:
    """Return the Chinese names of a body with several seats, each with the place that one has in brackets.

    地大 武汉 for 中国地质大学 武汉; () for other names. Short for other things too, the place says which.
    """
    body, _, place = spelling.partition(" ")
    row = rows().get(body, ()) if place and " " not in place else ()
    return tuple(f"{folded} {place}" for folded, _, _ in row if folded != body and is_han(folded[0]))


@cache
def well_known() -> frozenset[str]:
    """Return the folded names of well-known companies, clouds and institutions."""
    return frozenset(rows())


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
