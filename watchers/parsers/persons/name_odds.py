"""How much likelier a few Chinese characters are a person's name than words, by how each stands in both.

The numbers of `name_weights.txt` are counted by `bench/fit/name_weights.py`: for a character, how likely it
is as a surname, in given names, and at the beginning, in the middle and at the end
of words. A name is one of a surname and one or two characters; words are cut as is likeliest. Knows no text.
"""

import math
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from watchers.parsers.persons.persons import COMPOUND_SURNAMES, EVERY_SURNAME

SURNAME, FIRST, SECOND, ONLY, BEGIN, MIDDLE, END = range(7)
STEP = 4  # of a logarithm, in the table
ZERO = 33  # the sign that stands for no loss: !
_RAREST = -20.0
_NO_SURNAME = -12.0
_RARE = (-18.0, *[-12.75] * 6)  # of a character that the table lacks
_SELDOM = -9.0  # a surname that none of the names that were counted has
_ALONE = -1.5  # a character that is a word by itself
_ONE, _TWO = -1.4, -0.3  # a quarter of all given names are of one character
_UNKNOWN = -4.0  # a word that no dictionary has
_COMPOUND_BEGINS = frozenset(surname[0] for surname in COMPOUND_SURNAMES)
_COMPOUND = -8.0  # a surname of two characters


class NameOdds:
    """The judge: `odds` are a logarithm, above 0 where a name is likelier."""

    def __init__(self, table: Mapping[str, Sequence[float]]) -> None:
        self._table = table

    def odds(self, stretch: str) -> float:
        """Return the odds that two to four characters are a surname and a given name."""
        return self.name(stretch) - self._word(stretch)

    def name(self, stretch: str) -> float:
        """Return how likely one to four characters are as a surname and a given name, if any, a logarithm."""
        if len(stretch) == 1:
            return self._surname(stretch)
        name = self._name(1, stretch)
        return max(name, self._name(2, stretch)) if stretch[:2] in COMPOUND_SURNAMES else name

    def begins_names(self, sign: str) -> bool:
        """Whether a character is a surname, or the beginning of one."""
        return self._surname(sign) > _NO_SURNAME or sign in _COMPOUND_BEGINS

    def unknown_word(self, stretch: str) -> float:
        """Return how likely a few characters are as one word that no dictionary has, a logarithm."""
        if not all(sign in self._table for sign in stretch):
            return -math.inf
        first, *middle, last = map(self._of, stretch)
        return _UNKNOWN + first[BEGIN] + sum(row[MIDDLE] for row in middle) + last[END]

    def _of(self, sign: str) -> Sequence[float]:
        return self._table.get(sign, _RARE)

    def _name(self, size: int, stretch: str) -> float:
        given = stretch[size:]
        surname = self._surname(stretch[0]) if size == 1 else _COMPOUND
        if len(given) == 1:
            return surname + self._of(given)[ONLY] + _ONE
        if len(given) == 2:
            return surname + self._of(given[0])[FIRST] + self._of(given[1])[SECOND] + _TWO
        return _RAREST * 3

    def _surname(self, sign: str) -> float:
        """Return how likely a character is as a surname, also one that no name had which was counted."""
        return max(self._of(sign)[SURNAME], _SELDOM if sign in EVERY_SURNAME else _RAREST)

    def _word(self, stretch: str) -> float:
        """Return how likely characters are as words, cut in the likeliest way."""
        rows = [self._of(sign) for sign in stretch]
        best = [0.0]
        for end, row in enumerate(rows, 1):
            within = 0.0
            likeliest = best[-1] + max(row[BEGIN], row[END]) + _ALONE
            for begin in range(end - 2, -1, -1):
                likeliest = max(likeliest, best[begin] + rows[begin][BEGIN] + within + row[END])
                within += rows[begin][MIDDLE]
            best.append(likeliest)
        return best[-1]


def written(sign: str, row: Sequence[float]) -> str:
    """Return a line of the table: the character, and for each place a sign that says how unlikely it is."""
    return sign + "".join(chr(ZERO + min(round(-loss * STEP), 90)) for loss in row) + "\n"


@cache
def shipped() -> NameOdds:
    """Return the judge of the table that is shipped."""
    table: dict[str, Sequence[float]] = {}
    for line in files(__package__).joinpath("name_weights.txt").read_text("utf-8").splitlines():
        if not line.startswith("#"):
            table[line[0]] = tuple((ZERO - ord(sign)) / STEP for sign in line[1:])
    return NameOdds(table)
