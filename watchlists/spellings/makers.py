"""The makers of chips and their lines of products, as they are named in chips' names.

Knows the tables `makers.txt` and `product_lines.txt`. Must not know terms or texts.
"""

import re
from functools import cache, lru_cache

from watchlists.text.normalize import fold_name
from watchlists.words import groups


@cache
def makers() -> frozenset[str]:
    """Return the folded names of chip makers and product lines' owners."""
    return frozenset(fold_name(cell.removesuffix("?")) for row in groups("makers.txt") for cell in row)


@cache
def _makers_by_letter() -> dict[str, list[str]]:
    """Return how makers stand before a number, the longest first, by their first letters."""
    found: dict[str, list[str]] = {}
    for maker in sorted(makers(), key=len, reverse=True):
        found.setdefault(maker[:1], []).append(f"{maker} " if maker.isascii() else maker)
    return found


def makers_rows() -> tuple[tuple[str, ...], ...]:
    """Return the folded names of each maker in all languages."""
    return folded_rows("makers.txt")


def without_maker(text: str) -> str:
    """Return a folded chip name without the maker's name before it."""
    for maker in _makers_by_letter().get(text[:1], ()):
        if text.startswith(maker):
            bare = text[len(maker) :].strip()
            # "Kunlunxin 2" and "Gaudi 2" keep their word: a lone figure names nothing, a word or two little
            return bare if re.search(r"[a-z].*\d|\d{3}|[^\W\da-z]{2}|(?:[a-z]+ ){2}[a-z]", bare) else text
    return text


@lru_cache(maxsize=4_096)
def own_words(name: str) -> tuple[str, ...]:
    """Return the names of the makers and lines of a chip, by a folded name of it."""
    rows = (*folded_rows("product_lines.txt"), *folded_rows("makers.txt"))
    return tuple(cell for row in rows if any(map(name.startswith, row)) for cell in row)


@cache
def folded_rows(file: str) -> tuple[tuple[str, ...], ...]:
    """Return the rows of a table, folded, without the mark of names that mean other things too."""
    return tuple(tuple(fold_name(cell.removesuffix("?")) for cell in row) for row in groups(file))
