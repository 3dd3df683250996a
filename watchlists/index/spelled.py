"""All spellings of a set of terms, as tables: of which term, made by which rule, worth how much alone.

Knows terms, variants and tables. Must not know how spellings are found in a text.
"""

from array import array
from collections import Counter
from collections.abc import Callable, Sequence

from watchlists.index.candidates import Entry
from watchlists.index.sequences import BARE, NEARLY, STRICT
from watchlists.index.tables import Tables
from watchlists.index.wordindex import Ranks
from watchlists.index.wordings import Wording, Wordings, put_wordings
from watchlists.model import MatchReason, Variant
from watchlists.spellings.commonness import Standing

Spelled = tuple[Entry | None, Variant, Standing]
# How a spelling is looked for: without spaces, where a slip may be forgiven; or as written, little words too.
# ALONE: one word, weak where several names of official lists hold it. BESIDE_FORM: a word of the language.
# MISHEARD: of a team's short name also what sounds the same, see `typos.misheard`; MISSPELT: also with a
# letter wrong, see `slips`.
HAN, FORGIVEN, AS_WRITTEN, ALONE, BESIDE_FORM, MISHEARD, MISSPELT = 1, 2, 4, 8, 16, 32, 64
_REASONS = tuple(MatchReason)
_STANDINGS = tuple(Standing)  # in the order of their numbers
_WEAK, _STRICT, _CAPITALS = 16, 32, 64
_REASON = 15
_NUMBER_OF = {reason: number for number, reason in enumerate(_REASONS)}
_COUNTS = bytes(
    STRICT * bool(how & AS_WRITTEN) | BARE * bool(how & BESIDE_FORM) | NEARLY * bool(how & MISSPELT)
    for how in range(256)
)
# What a variant holds behind its text, for each kind; its detail: see `writing.explain`.
_TOLD = {
    kind: (_REASONS[kind & _REASON], "", bool(kind & _WEAK), bool(kind & _STRICT), bool(kind & _CAPITALS))
    for kind in range(256)
    if kind & _REASON < len(_REASONS)
}
_TURNED = bytes(kind & _REASON == _NUMBER_OF[MatchReason.WORD_ORDER] for kind in range(256))
_made: Callable[[type[Variant], tuple[object, ...]], Variant] = tuple.__new__  # one call sooner
NOBODY = 0xFFFFFFFF  # the number of the term of a name that nobody watches


class SpelledPart:
    """Some of the spellings in the making, to be put one after the other by `put_spellings`."""

    def __init__(self) -> None:
        self._texts = Wording()
        self._terms, self._kinds, self._levels, self._sought = (
            array("I"),
            bytearray(),
            bytearray(),
            bytearray(),
        )
        self._held: list[str] = []

    def take(self, term: int, key: bytes) -> bool:  # noqa: ARG002 - the compiled form does, see `plainnames`
        """Make the spellings of a term where that can be done at a look; returns whether it was."""
        return False

    def hold(self, words: list[str]) -> None:
        """Note the words of a name of an official list."""
        self._held.extend(set(words))

    def add(self, term: int | None, variant: Variant, words: list[str], level: Standing, sought: int) -> None:
        """Take a spelling of the term of that number as the next; None: a name that nobody watches.

        `words`: its text between spaces; `sought`: how it is looked for.
        """
        if sought & HAN:
            self._texts.add_phrase(variant.text)
        else:
            self._texts.add(words)
        self._terms.append(NOBODY if term is None else term)
        self._kinds.append(kind_of(variant))
        self._levels.append(level)
        self._sought.append(sought)

    def put(self, part: Tables) -> None:
        """Keep what was taken."""
        self._texts.put(part)
        part.put_numbers("term of spelling", self._terms)
        for name, column in (("kinds", self._kinds), ("levels", self._levels), ("sought", self._sought)):
            part[name] = memoryview(bytes(column))
        counts = Counter(self._held)
        part.put_words("held", counts)
        part.put_numbers("times held", counts.values())


def kind_of(variant: Variant) -> int:
    """Return by which rule a spelling is made, and how it is written, as a number of 8 bits."""
    _, reason, _, weak, strict, capitals = variant
    kind = _NUMBER_OF[reason]
    if weak or strict or capitals:
        kind |= _WEAK * weak | _STRICT * strict | _CAPITALS * capitals
    return kind


def put_spellings(tables: Tables, parts: Sequence[Tables]) -> bytes:
    """Keep the spellings of all parts. Returns how each is looked for."""
    for name in ("term of spelling", "kinds", "levels"):
        tables[name] = memoryview(b"".join(part[name] for part in parts))
    put_wordings(tables, parts)
    sought = b"".join(part["sought"] for part in parts)
    tables["how it counts"] = memoryview(sought.translate(_COUNTS))
    return sought


class _Made(dict[int, Spelled]):
    """Spellings by number, each made when it is first asked for."""

    def __init__(self, read: Callable[[int], Spelled]) -> None:
        super().__init__()
        self._read = read

    def __missing__(self, number: int) -> Spelled:
        made = self[number] = self._read(number)
        return made


class Spellings:
    """The spellings that `put_spellings` kept: `made` has them by number."""

    def __init__(self, tables: Tables, entry: Callable[[int], Entry]) -> None:
        """`entry` gives a term by its number."""
        self._entry = entry
        self._terms = tables.numbers("term of spelling")
        self.texts = Wordings(tables)
        self._kinds = tables.numbers("kinds", "B")
        self._levels = tables.numbers("levels", "B")
        self._orgs = tables.get("orgs", memoryview(b""))
        self._watched_by = tables.numbers("watched by") if "watched by" in tables else memoryview(b"")
        self.made = _Made(self._read)

    @property
    def ranks(self) -> Ranks:
        """What decides which of two spellings wins."""
        turned = memoryview(_TURNED)
        return Ranks(self._terms, self._kinds, turned, self._levels, self._orgs, self._watched_by)

    def _read(self, number: int) -> Spelled:
        term = self._terms[number]
        variant = _made(Variant, (self.texts[number], *_TOLD[self._kinds[number]]))
        return None if term == NOBODY else self._entry(term), variant, _STANDINGS[self._levels[number]]
