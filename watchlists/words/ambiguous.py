"""Names that are known to mean several things, with the words that show which is meant: `ambiguous.txt`.

Knows folded names and the table. Must not know texts.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from watchlists.text.normalize import fold_name
from watchlists.words import groups


@dataclass(frozen=True, slots=True, kw_only=True)
class Meaning:
    """The watched and the other meanings of an ambiguous name."""

    context: tuple[str, ...]
    others: tuple[str, ...]
    person: bool = False  # also a person's first name
    word: bool = False  # a word of the language in its other meanings: a capital tells the name
    alone: bool = False  # needs no context where the term lists none


@cache
def _meanings() -> tuple[dict[str, Meaning], tuple[tuple[re.Pattern[str], Meaning], ...]]:
    """Return the table of ambiguous names: by name, and by pattern."""
    names: dict[str, Meaning] = {}
    patterns = []
    for row in groups("ambiguous.txt"):
        cells = [*row, "", "", ""]
        meaning = Meaning(
            context=tuple(cells[1].split()),
            others=tuple(cells[2].split()),
            person="person" in cells[3],
            word="word" in cells[3],
            alone="alone" in cells[3],
        )
        if row[0].startswith("/"):
            patterns.append((re.compile(row[0].strip("/")), meaning))
            continue
        for name in row[0].split(","):
            names[fold_name(name)] = meaning
    return names, tuple(patterns)


@cache
def ambiguous() -> frozenset[str]:
    """Return the folded names that are known to be ambiguous, but for those told by their form."""
    return frozenset(_meanings()[0])


@lru_cache(maxsize=10_000)
def meaning_of(name: str, *, model: bool = False) -> Meaning | None:
    """Return what is known of an ambiguous folded name; None when it is not known to be ambiguous.

    `model` asks also whether it looks like a short model number.
    """
    names, patterns = _meanings()
    if name in names:
        return names[name]
    for pattern, meaning in patterns if model else ():
        if pattern.fullmatch(name):
            return meaning
    return None
