"""Makes the spellings of terms, in several processes, and the indexes they are found by.

Knows terms, variants and tables. Must not know texts, or who watches a term.
"""

from collections.abc import Callable
from functools import cache, partial
from itertools import chain, compress, count

from watchlists.compiling.plainnames import begun
from watchlists.compiling.spread import Spread
from watchlists.index.candidates import Entry
from watchlists.index.distinct import is_official
from watchlists.index.spelled import (
    ALONE,
    AS_WRITTEN,
    BESIDE_FORM,
    FORGIVEN,
    HAN,
    MISHEARD,
    MISSPELT,
    SpelledPart,
    put_spellings,
)
from watchlists.index.tables import Tables
from watchlists.index.tellingwords import put_word_index
from watchlists.model import MatchReason, Term, Variant
from watchlists.scanning.hanscan import put_han_index
from watchlists.scanning.takenover import MOST_SPELLINGS, plain_spellings, put_taken_over, spellings_of
from watchlists.spellings.barewords import is_bare
from watchlists.spellings.commonness import (
    SHARED_BY,
    Standing,
    may_be_shared,
    standing,
    standing_of_words,
)
from watchlists.spellings.knownnames import folded_rows
from watchlists.spellings.slips import may_be_misspelt
from watchlists.spellings.variants import variants
from watchlists.text.characters import SPACELESS
from watchlists.text.normalize import fold
from watchlists.words.vocabulary import is_common

_FORGIVING = frozenset(
    {MatchReason.EXACT, MatchReason.ALIAS, MatchReason.LEGAL_FORM, MatchReason.ABBREVIATION}
)
_SHORTENED = frozenset({MatchReason.LEGAL_FORM, MatchReason.ABBREVIATION})
_ALONE, _HAN = (bytes(how & kind for how in range(256)) for kind in (ALONE, HAN))
_LONG_HAN = 7  # characters of an institute's name without its academy
_PARTED = frozenset(",（(")  # a name with these has two parts, and texts the first of them
_SHORTEST = 3  # letters of names that are no other's longer one
_IN_FULL = 3  # words of a company's full name, which a shorter one of another company may begin

_Terms = tuple[Callable[[int], Entry], Callable[[int], bytes] | None]  # by number: each, and its key


class Spelling:
    """The spellings of terms in the making: begun by `hands` processes, put into tables by this one."""

    def __init__(
        self,
        entry: Callable[[int], Entry],
        size: int,
        hands: int = 1,
        key: Callable[[int], bytes] | None = None,
    ) -> None:
        """`entry` gives each of `size` terms by its number, `key` its key (see `distinct`)."""
        self._begun = Spread(partial(_part, (entry, key)), size, hands)

    def put(self, tables: Tables, *, unwatched: bool) -> None:
        """Keep them; with `unwatched`, also the well-known names that win over shorter ones."""
        parts = self._begun.done()
        put_taken_over(tables, parts)
        if unwatched:
            parts.append(_unwatched_part())
        sought = put_spellings(tables, parts)
        _weaken(tables, parts, sought)
        put_word_index(tables)
        numbers = compress(count(), sought.translate(_HAN))
        forgiven = ((how & FORGIVEN > 0, how & MISHEARD > 0) for how in sought if how & HAN)
        put_han_index(tables, zip(tables.texts("phrases"), numbers, forgiven, strict=False))


def _part(terms: _Terms, first: int, last: int) -> Tables:
    """Return every spelling of some terms that is worth looking for."""
    spelled, (made_of, key) = begun(last - first), terms
    heard: list[tuple[str, int]] = []  # what other languages take over, of teams' names if these are few
    for number in range(first, last):
        if key is not None and spelled.take(number, (given := key(number))):
            if len(heard) <= MOST_SPELLINGS and not is_official(given):
                heard += [(text, number) for text in plain_spellings(made_of(number).term)]
            continue
        entry = made_of(number)
        term, official = entry.term, entry.official
        made = variants(term, official=official)
        if official and made and made[0].reason is MatchReason.EXACT:  # the name itself
            spelled.hold(made[0].text.split())
        if not official and len(heard) <= MOST_SPELLINGS:
            heard += [(text, number) for text in spellings_of(term, made)]
        for variant in made:
            words = variant.text.split()
            level = standing_of(variant, words, official=official)
            if level is not Standing.COMMON or term.context:
                spelled.add(number, variant, words, level, _sought(variant, words, level, entry))
    part = Tables()
    spelled.put(part)
    part.put_words("taken over", (text for text, _ in heard))
    part.put_numbers("term taken over", (number for _, number in heard))
    return part


def _unwatched_part() -> Tables:
    spelled, part = SpelledPart(), Tables()
    for text, shown in unwatched_names():
        how = HAN if _is_spaceless(text) else 0
        variant = Variant(text=text, reason=MatchReason.EXACT, detail=shown)
        spelled.add(None, variant, text.split(), Standing.STRONG, how)
    spelled.put(part)
    return part


def _sought(variant: Variant, words: list[str], level: Standing, entry: Entry) -> int:
    """Return how a spelling of these words is looked for, see `spelled`."""
    strong = level is Standing.STRONG
    alone = ALONE if strong and entry.official and may_be_shared(words) else 0
    if _is_spaceless(variant.text):
        in_full = variant.reason is MatchReason.WORD_ORDER and len(variant.text) >= _LONG_HAN
        forgiven = strong and (variant.reason in _FORGIVING or (in_full and " " not in variant.text))
        return HAN | alone | FORGIVEN * forgiven | MISHEARD * (forgiven and not entry.official)
    if strong:
        misspelt = not entry.official and variant.reason in _FORGIVING and may_be_misspelt(words, entry.term)
        return alone | AS_WRITTEN * variant.strict | MISSPELT * misspelt
    bare = BESIDE_FORM * is_bare(entry.term, variant, level)
    return bare | AS_WRITTEN * (variant.strict or needs_capital(entry, level))


def _is_spaceless(text: str) -> bool:
    return not text.isascii() and SPACELESS.search(text) is not None


def needs_capital(entry: Entry | None, level: Standing) -> bool:
    """Return whether the spelling counts with a capital only."""
    return level is Standing.CAPITALISED and entry is not None and not entry.term.context


def _weaken(tables: Tables, parts: list[Tables], sought: bytes) -> None:
    """Make weak the names of one word that several names of official lists hold."""
    rows, listed = tables.groups("parts"), tables.words("words")
    words = {  # of each name its only word; one in a script without spaces is none of them
        number: listed[first >> 1]
        for number in compress(count(), sought.translate(_ALONE))
        if not (first := rows.numbers[rows.starts[number]]) & 1 and first >> 1 < len(listed)
    }
    held = dict.fromkeys(words.values(), 0)
    for part in parts:
        counted = zip(part.words("held"), part.numbers("times held"), strict=True)
        for word, times in [one for one in counted if one[0] in held]:
            held[word] += times
    levels = bytearray(tables["levels"])
    for number, word in words.items():
        if held[word] >= SHARED_BY:
            levels[number] = Standing.WEAK
    tables["levels"] = memoryview(bytes(levels))


def standing_of(variant: Variant, words: list[str], *, official: bool) -> Standing:
    """Return what a spelling of these words is worth alone, its own weakness included."""
    text, reason, _, weak, _, _ = variant
    if reason is MatchReason.SPACING and len(words) > 1 and all(w.isdigit() or is_common(w) for w in words):
        return Standing.CAPITALISED  # "Deep Seek", not "a deep seek"
    if reason is MatchReason.WORD_ORDER and words[2:3] == ["in"] and all(map(is_common, words[:2])):
        return Standing.CAPITALISED  # "Engineering University in Harbin", not an engineering university there
    level = standing_of_words(words, official=official)
    if (
        reason in _SHORTENED
    ):  # "360 Co., Ltd.": a figure counts things; "Reynolds LLC": the word is a name of many
        weak = weak or text.isdigit() or (official and text.isalpha())
    return max(level, Standing.WEAK) if weak else level


def in_plain_words(term: Term) -> dict[str, Standing]:
    """Return the listed names of a team's term that say little by themselves, with what each is worth.

    Nobody looks for a `COMMON` one; of the words of a language, `CAPITALISED` ones count with a capital.
    Context that the term has makes up for it.
    """
    if term.context:
        return {}
    plain = (Standing.CAPITALISED, Standing.COMMON)
    said = {name: standing(fold(name).text) for name in (term.name, *term.aliases)}
    return {
        name: worth
        for name, level in said.items()
        if level in plain and (worth := _best(Term(name=name, kind=term.kind))) in plain
    }


def _best(term: Term) -> Standing:
    levels = (standing_of(one, one.text.split(), official=False) for one in variants(term))
    return min(levels, default=Standing.COMMON)


@cache
def unwatched_names() -> tuple[tuple[str, str], ...]:
    """Return well-known names, folded and as shown, that win over a watched name inside them."""
    names: dict[str, str] = {}
    for file, fewest in (("institutions.txt", 1), ("other_names.txt", 1), ("companies.txt", _IN_FULL)):
        for folded, name, weak in chain.from_iterable(folded_rows(file)):
            if weak or len(folded) <= _SHORTEST or not _PARTED.isdisjoint(name):
                continue
            if fewest == 1 or len(folded.split()) >= fewest:
                names.setdefault(folded, name)
    return tuple(names.items())
