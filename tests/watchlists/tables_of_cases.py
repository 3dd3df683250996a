"""The tables of rows for scans and for pairs of names, in `data`: as a spreadsheet has them, a case a line.

`NAME_watched.csv` is what is watched, `NAME_cases.csv` what a text names (several between |), and why. Each
text is scanned against all that its table watches, so a row also says what is not found.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from tests.sheets import rows, several
from watchlists.model import Term

DATA = Path(__file__).parent / "data"
NAMES = (
    "common",
    "body",  # rules hold for names that no table of words holds too
    "called",
    "chip",  # a model number counts beside its maker, noun and count
    "firm",  # companies by the forms of their names, in several scripts
    "goods",  # chips offered or asked for, with no maker named and no context listed
    "joint",  # two words run together, by what shows that they are two
    "known",  # a body and its parts count; bodies and places that carry its name do not
    "meaning",  # an ambiguous name counts where its own sentence bears it out
    "namesake",  # a Chinese name is a body's, and not a person's, a building's or two words'
    "other",  # a person's name, another body's, a noun
    "order",  # bodies, offices and works by their words in other orders
    "owner",  # whose a name is, and what it is, by what stands beside it
    "spelt",  # as Russian, Turkish and hasty writers have names, and what only looks like them
    "script",  # names in other scripts, and in full where the listed one is cut short
    "short",  # short forms, numbers and other names of well-known bodies, each listed by one name
    "word",  # a name that is a word of the language counts in its own phrase
)


class Case(NamedTuple):
    """A text, what it names, and the rule in a sentence."""

    text: str
    expected: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Table:
    """What is watched, and texts that name it or do not."""

    name: str
    watched: tuple[Term, ...]
    cases: tuple[Case, ...]


class Pair(NamedTuple):
    """Two names, whether they mean one party, and the rule in a sentence."""

    left: str
    right: str
    kind: str
    same: bool
    rule: str


def _table(name: str) -> Table:
    return Table(
        name=name,
        watched=tuple(
            Term(name=term, kind=kind, aliases=several(aliases), context=several(context))
            for kind, term, aliases, context in rows(DATA / f"{name}_watched.csv")
        ),
        cases=tuple(Case(text, several(names), why) for text, names, why in rows(DATA / f"{name}_cases.csv")),
    )


TABLES = tuple(map(_table, NAMES))
PAIRS = tuple(
    Pair(left, right, kind, same == "yes", rule) for left, right, kind, same, rule in rows(DATA / "pairs.csv")
)
