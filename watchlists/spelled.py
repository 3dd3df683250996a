"""All spellings of a set of terms, as tables: of which term, made by which rule, worth how much alone.

Knows terms, variants and tables. Must not know how spellings are found in a text.
"""

from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import chain

from watchlists.candidates import Entry
from watchlists.commonness import Standing
from watchlists.model import MatchReason, Variant
from watchlists.tables import Tables
from watchlists.wordings import Wordings

Spelled = tuple[Entry | None, Variant, Standing]
Leveled = tuple[int | None, Variant, Standing]  # the number of the term; None: a name nobody watches
_REASONS = tuple(MatchReason)
_WEAK, _STRICT, _CAPITALS = 16, 32, 64
_REASON = 15
_NOBODY = 0xFFFFFFFF  # the number of the term of a name that nobody watches


def tabulated_part(spelled: Iterable[Leveled], counts: Callable[[Leveled], int]) -> Tables:
    """Return spellings as columns, to be put one after the other by `put_spellings`.

    `counts`: what finding a spelling in a text needs to know of it.
    """
    texts: list[str] = []
    terms, kinds, levels, asked = array("I"), bytearray(), bytearray(), bytearray()
    number_of = {reason: number for number, reason in enumerate(_REASONS)}
    for one in spelled:
        term, variant, level = one
        texts.append(variant.text)
        terms.append(_NOBODY if term is None else term)
        flags = _WEAK * variant.weak | _STRICT * variant.strict | _CAPITALS * variant.capitals
        kinds.append(number_of[variant.reason] | flags)
        levels.append(level)
        asked.append(counts(one))
    part = Tables()
    part.put_words("texts", (*texts, ""))  # a text may be empty, and the only one
    part.put_numbers("term of spelling", terms)
    for name, column in (("kinds", kinds), ("levels", levels), ("counts", asked)):
        part[name] = memoryview(bytes(column))
    return part


def put_spellings(tables: Tables, parts: Sequence[Tables]) -> Iterator[tuple[str, int]]:
    """Keep spellings, each with the number of its term; None: a name that nobody watches.

    Returns the text of each, in the order of their numbers, and what `counts` said of it.
    """
    for name in ("term of spelling", "kinds", "levels"):
        tables[name] = memoryview(b"".join(part[name] for part in parts))
    return chain.from_iterable(zip(part.words("texts"), part["counts"], strict=False) for part in parts)


class Spellings:
    """The spellings that `put_spellings` kept, by number; each is made when it is asked for."""

    def __init__(self, tables: Tables, entry: Callable[[int], Entry]) -> None:
        """`entry` gives a term by its number."""
        self._entry = entry
        self._terms = tables.numbers("term of spelling")
        self.texts = Wordings(tables)
        self._kinds = tables.numbers("kinds", "B")
        self._levels = tables.numbers("levels", "B")
        self._made: dict[int, Spelled] = {}

    def __getitem__(self, number: int) -> Spelled:
        found = self._made.get(number)
        if found is None:
            found = self._made[number] = self._read(number)
        return found

    def _read(self, number: int) -> Spelled:
        kind, term = self._kinds[number], self._terms[number]
        variant = Variant(
            text=self.texts[number],
            reason=_REASONS[kind & _REASON],
            detail="",  # see `writing.explain`
            weak=bool(kind & _WEAK),
            strict=bool(kind & _STRICT),
            capitals=bool(kind & _CAPITALS),
        )
        return None if term == _NOBODY else self._entry(term), variant, Standing(self._levels[number])
