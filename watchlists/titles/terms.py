"""The words of titles with what they mean: `terms.csv`. General knowledge, written for this project.

Of each row the kind of its words, what they say in English ("" says nothing), and the words, in simplified
characters.
"""

import csv
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from typing import NamedTuple

THING, MATTER, QUALITY = "n", "m", "a"  # what is counted, what is not, and what tells more of either
VAGUE = "g"  # of any purchase: equipment, services, smart
STEP, JOINING, NOTHING = "s", "j", "-"  # of a purchase; "and", a comma; what needs no word
HEAD = "h"  # of the name of a body: what it is
WITHIN = "w"  # the same, what it is for
UNIT = "u"  # behind the name of a place: county, town
PLACE = "p"  # not as it is read: Hohhot; the tables of matching have more
BODY, FIRM, AS_WRITTEN, UNKNOWN = "o", "f", "x", "?"  # not from the table


class Term(NamedTuple):
    """A word of the table: its kind, and what it says."""

    kind: str
    english: str


@cache
def terms() -> dict[str, Term]:
    """Return all words of titles."""
    return {word: term for word, term in rows() if term.kind not in (HEAD, WITHIN, UNIT)}


@cache
def heads() -> dict[str, Term]:
    """Return the words for what a body is."""
    return {word: term for word, term in rows() if term.kind == HEAD}


@cache
def words_of_names() -> dict[str, Term]:
    """Return the words of which names of bodies are made."""
    return {word: term for word, term in rows() if term.kind in (HEAD, WITHIN, UNIT)}


@cache
def units() -> dict[str, Term]:
    """Return the words behind names of places, the longest first."""
    found = {word: term for word, term in rows() if term.kind == UNIT}
    return dict(sorted(found.items(), key=lambda one: -len(one[0])))


def rows() -> Iterator[tuple[str, Term]]:
    text = files(__package__).joinpath("terms.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        for word in row["chinese"].split("|"):
            yield word, Term(row["kind"], row["english"])
