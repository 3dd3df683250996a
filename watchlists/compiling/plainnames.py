"""What is known of each word, by which the compiled form makes the spellings of names of plain words.

Most names of a long list are made of words that say nothing to any rule: little comes of them but a legal
form dropped and two short words as one. `_spelled.c` makes these, and numbers the words of all spellings;
names of which more is to be said it leaves to `variants`.

Knows words, and the tables that rules ask. Must not know texts, or who watches a term.
"""

from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

from watchlists import native
from watchlists.index.sequences import are_little
from watchlists.index.spelled import HAN, NOBODY, SpelledPart, kind_of
from watchlists.index.tables import Tables
from watchlists.index.wordings import LITTLE_IN_ORDER
from watchlists.model import Variant
from watchlists.spellings.commonness import Standing, ends_of_none, names_nobody
from watchlists.spellings.knownnames import well_known
from watchlists.spellings.latinnames import speaking
from watchlists.spellings.numbered import owners_words
from watchlists.spellings.offices import OFFICES
from watchlists.spellings.romanised import one_syllable
from watchlists.text.folding import ASCII_BYTES
from watchlists.words.legalforms import legal_edges, legal_forms
from watchlists.words.nationals import nationals
from watchlists.words.places import places, starts_of_places
from watchlists.words.vocabulary import LITTLE, common_words, english, plain_words, with_variants

if TYPE_CHECKING:
    from watchlists._spelled import Facts

_MANY = 300  # terms: to tell what is known of all words costs as much as the spellings of some hundred


def read_facts() -> None:
    """Read what is known of all words, where it is going to be asked for."""
    if native.Facts is not None:
        _facts()


def begun(terms: int) -> "SpelledPart | CompiledPart":
    """Return a part for the spellings of so many terms."""
    return SpelledPart() if native.SpelledPart is None or terms < _MANY else CompiledPart()


class CompiledPart:
    """The compiled form of `SpelledPart`, which makes the spellings of plain names by itself."""

    def __init__(self) -> None:
        assert native.SpelledPart is not None
        self._part = native.SpelledPart(_facts(), ASCII_BYTES, len(LITTLE_IN_ORDER))
        self.take = self._part.take
        self.hold = self._part.hold

    def add(self, term: int | None, variant: Variant, words: list[str], level: Standing, sought: int) -> None:
        """Take a spelling, as `SpelledPart.add`."""
        number, kind = NOBODY if term is None else term, kind_of(variant)
        if sought & HAN:
            self._part.add_phrase(number, variant.text, kind, level, sought)
        else:
            little = None if LITTLE.isdisjoint(words) else are_little(words)
            self._part.add(number, words, little, kind, level, sought)

    def put(self, part: Tables) -> None:
        """Keep what was taken."""
        names = (
            *(
                "words",
                "held",
                "times held",
                "parts",
                "sizes",
                "term of spelling",
                "kinds",
                "levels",
                "sought",
            ),
            *("phrases", "phrases starts"),
        )
        for name, column in zip(names, self._part.columns(), strict=True):
            part[name] = memoryview(column)


@cache
def _facts() -> "Facts":
    """Return what is known of words, and of texts of several, as `_spelled.c` has it."""
    assert native.Facts is not None
    said: tuple[Iterable[str], ...] = (
        speaking() | owners_words(),
        legal_edges(),
        with_variants(OFFICES),
        ("and",),
        common_words(),
        english(),
        plain_words(),
        names_nobody(),
        one_syllable(),
        starts_of_places(),
        nationals(),
        places(),
        ends_of_none(),
        map(" ".join, legal_forms()),
        well_known(),
        ("of",),
    )
    return native.Facts(said, LITTLE_IN_ORDER)
