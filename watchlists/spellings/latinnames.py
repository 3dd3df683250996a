"""The spellings of a name in Latin or other letters with spaces, made by rule.

Knows names and the tables in `words/`. Must not know texts, terms or automata.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise

from watchlists.model import MatchReason, Variant
from watchlists.spellings.namedafter import AFTER, named_after
from watchlists.spellings.offices import (
    BESIDE,
    OFFICES,
    TURNED,
    UNITED,
    WORKS,
    beside_moved,
    country_moved,
    noun_moved,
    number_moved,
)
from watchlists.spellings.orders import orders
from watchlists.spellings.parents import belonging, spelled
from watchlists.spellings.romanised import is_romanised, is_syllable, syllables_apart
from watchlists.spellings.shortwords import SHORTENED, shortened
from watchlists.words import words
from watchlists.words.legalforms import legal_edges, legal_prefix, legal_suffix
from watchlists.words.nationals import national
from watchlists.words.places import is_place, places
from watchlists.words.vocabulary import HEADS, LITTLE, canonical, english, is_common, with_variants

_FIGURE_APART = re.compile(r"(?<=^\d)(?=[a-z]{4})|(?<=[a-z]{4})(?=\d$)")  # 4Paradigm
_BRIEF = 4  # letters
_LONGEST_BRIEF = 6  # letters of a Chinese syllable
_PERSON = 3  # words of a person's name
_LEAST_BRAND = 5  # letters
_MANY_PAIRS = 3  # of short words: the name is spelled syllable by syllable


# What a word says of the rules that may apply to a name with it, as bits.
_LEGAL, _PLACE, _HEAD, _OFFICE, _TRADE, _SHORT, _NAMED, _WORKS, _TURNED = (1 << bit for bit in range(9))


@cache
def _kinds() -> dict[str, int]:
    """Return the words that say something of the rules, with what; most words of names say nothing."""
    trade = words("latin_industry.txt")
    table: dict[str, int] = {}
    for kind, said in (
        (_LEGAL, legal_edges()),
        (_PLACE, places()),
        (_HEAD, with_variants(HEADS)),
        (_OFFICE, with_variants(OFFICES)),
        (_TRADE, with_variants(trade)),
        (_SHORT, SHORTENED),
        (_NAMED, AFTER),
        (_WORKS, WORKS),
        (_TURNED, {*with_variants(TURNED), UNITED, *BESIDE}),
    ):
        for word in said:
            table[word] = table.get(word, 0) | kind
    return table


@cache
def speaking() -> frozenset[str]:
    """Return the words of which rules make more than a legal form dropped, or an office's country moved."""
    return frozenset(word for word, kinds in _kinds().items() if kinds & ~(_LEGAL | _OFFICE))


def core_of(tokens: list[str]) -> list[str]:
    """Return the words of a name without its legal forms; all where nothing else is left."""
    core = tokens[: len(tokens) - legal_suffix(tokens)] or tokens
    return core[legal_prefix(core) :] or core


def latin_spellings(listed: Variant, *, organisation: bool) -> Iterable[Variant]:
    """Return legal forms dropped, short names, word orders and abbreviations of a name in Latin letters."""
    tokens = listed.text.split()
    if len(tokens) > 2 and _kinds().keys().isdisjoint(tokens):
        return _with_joined_pairs(listed, tokens)  # most names: nothing but two short words as one
    return _by_words(listed, tokens, organisation=organisation)


def _by_words(listed: Variant, tokens: list[str], *, organisation: bool) -> Iterator[Variant]:
    """Yield the spellings of a name with words that say something of the rules, or of two words."""
    kinds, said = 0, _kinds()
    for token in tokens:
        kinds |= said.get(token, 0)
    core = core_of(tokens) if kinds & _LEGAL else tokens
    if core != tokens:
        yield from without_form(listed, core)
    yield from _as_one_or_two(listed, core, organisation=organisation)
    if organisation and kinds & (_PLACE | _TRADE):
        for short in _brand(listed, core, headed=bool(kinds & _HEAD)):
            yield short
            yield from _with_joined_pairs(short, short.text.split())
    if organisation and kinds & _HEAD and listed.text.isascii():
        yield from _other_orders(listed, core)
    yield from _moved(listed, tokens, core, kinds, organisation=organisation)
    other = national(core[0]) if organisation else ""
    if other and len(core) > 2:
        text = " ".join([other, *core[1:]])
        yield listed.derived(text, MatchReason.ABBREVIATION, f"{other} for {core[0]}")
    elif other and len(core) > 1 and core[1].endswith("s") and is_place(other):  # Helicopters of Russia
        text = f"{core[1]} of {other}"
        yield listed.derived(text, MatchReason.WORD_ORDER, f"{other} for {core[0]}", strict=True)
    if kinds & _NAMED:
        yield from named_after(listed, core)
    for shorter, detail in shortened(core) if kinds & _SHORT else ():
        yield listed.derived(" ".join(shorter), MatchReason.ABBREVIATION, detail)
    if kinds & _HEAD and (called := _called_university(core)):
        yield listed.derived(" ".join(called), MatchReason.ABBREVIATION, f"short for {listed.text}")
    if len(core) > 1:
        yield from _with_joined_pairs(listed, core)
    for parts in syllables_apart(core) if kinds & _HEAD else ():
        detail = f"{' '.join(core)}, its syllables apart"
        yield listed.derived(" ".join(parts), MatchReason.SPACING, detail)


def without_form(listed: Variant, core: list[str]) -> Iterator[Variant]:
    """Yield the name without its legal form, weak where that is a word or some letters."""
    is_one = len(core) == 1
    if core == ["the"] or (is_one and core[0] in LITTLE):
        return
    plain = is_one and is_common(core[0])
    if not plain or core[0] not in english() or listed.reason is MatchReason.EXACT:
        detail, weak = f"{listed.text} without its legal form", plain or (is_one and len(core[0]) < 4)
        yield listed.derived(" ".join(core), MatchReason.LEGAL_FORM, detail, weak=weak)


def _as_one_or_two(listed: Variant, core: list[str], *, organisation: bool) -> Iterator[Variant]:
    """Yield a name of one word as two and of two as one, where it may be written so: SKhynix, Deep Seek."""
    if len(core) == 1:
        word = core[0]
        for cut in range(3, len(word) - 2) if not organisation else ():
            if word[:cut] in english() and word[cut:] in english():
                text = f"{word[:cut]} {word[cut:]}"
                yield listed.derived(text, MatchReason.SPACING, f"{word} as two words")
        if not word.isalpha() and (apart := _FIGURE_APART.sub(" ", word)) != word:
            yield listed.derived(apart, MatchReason.SPACING, f"{word} as two words")
    elif len(core) == 2:
        first, second = core
        if not organisation or (len(first) <= 3 < len(second) and not is_common(second)):
            yield listed.derived(first + second, MatchReason.SPACING, f"{first} {second} run together")


def _moved(
    listed: Variant, tokens: list[str], core: list[str], kinds: int, *, organisation: bool
) -> Iterator[Variant]:
    """Yield an office's or plant's name with its country, its noun or its number elsewhere."""
    for order in country_moved(tokens) if kinds & _OFFICE else ():
        detail = f"{listed.text} with its country elsewhere"
        yield listed.derived(" ".join(order), MatchReason.WORD_ORDER, detail)
    for order in (*noun_moved(tokens), *beside_moved(core)) if kinds & _TURNED and organisation else ():
        detail = f"{listed.text} with its noun elsewhere"
        yield listed.derived(" ".join(order), MatchReason.WORD_ORDER, detail, strict=True)
    for order in number_moved(core) if kinds & _WORKS else ():
        yield listed.derived(" ".join(order), MatchReason.WORD_ORDER, f"{listed.text}, its number elsewhere")


def _other_orders(listed: Variant, core: list[str]) -> Iterator[Variant]:
    """Yield the words of a body's name in other orders; of one that belongs to another, the two names."""
    body = belonging(core)
    if body is not None:
        for order, is_short in spelled(body):
            reason = MatchReason.ABBREVIATION if is_short else MatchReason.WORD_ORDER
            yield listed.derived(
                " ".join(order), reason, f"{' '.join(body.inner)} with {' '.join(body.outer)}"
            )
        return
    for order, strict in orders(core):
        detail = f"words of {' '.join(core)} in another order"
        yield listed.derived(" ".join(order), MatchReason.WORD_ORDER, detail, strict=strict)


def _called_university(core: list[str]) -> list[str]:
    """Return a university's name without its field (Sharif University), or [] where that tells nothing."""
    at = core.index("university") if "university" in core[:-1] else 0
    called = core[:at]
    if not called or len(called) > _PERSON or core[at + 1] != "of":
        return []
    tells = all(
        len(word) >= _LEAST_BRAND and not is_common(word) and not is_romanised(word) and not is_place(word)
        for word in called
    )
    return core[: at + 1] if tells else []


def _with_joined_pairs(listed: Variant, core: list[str]) -> list[Variant]:
    """Return the name with two short rare words as one: "Sun Yat-sen" is also "Sun Yatsen"."""
    brief = [at for at, word in enumerate(core) if len(word) <= _LONGEST_BRIEF and _is_brief(word)]
    firsts = [one for one, other in pairwise(brief) if other == one + 1] if len(brief) > 1 else []
    if not firsts or len(firsts) >= _MANY_PAIRS:
        return []
    detail = f"{' '.join(core)} with two words as one"
    return [
        listed.derived(
            " ".join([*core[:at], core[at] + core[at + 1], *core[at + 2 :]]), MatchReason.SPACING, detail
        )
        for at in firsts
    ]


def _is_brief(word: str) -> bool:
    return (2 <= len(word) <= _BRIEF or is_syllable(word)) and word.isalpha() and not is_common(word)


def _brand(listed: Variant, core: list[str], *, headed: bool) -> Iterator[Variant]:
    """Yield the name without the place before and the line of business after it."""
    rest = list(core)
    if headed and not HEADS.isdisjoint(map(canonical, rest)):
        if len(rest) > 3 and is_place(rest[0]) and not is_common(rest[1]) and len(rest[1]) > 4:
            yield listed.derived(
                " ".join(rest[1:]), MatchReason.ABBREVIATION, f"{listed.text} without its place"
            )
        return
    if len(rest) > 2 and is_place(rest[0]) and rest[0] != "china" and not is_common(rest[1]):
        rest = rest[1:]
        yield listed.derived(" ".join(rest), MatchReason.LEGAL_FORM, f"{listed.text} without its place")
    if not LITTLE.isdisjoint(rest):
        return
    if len(rest) > 2 and is_place(rest[-1]) and not is_common(rest[0]):
        rest = rest[:-1]
        yield listed.derived(" ".join(rest), MatchReason.LEGAL_FORM, f"{listed.text} without its place")
    while len(rest) > 1 and _kinds().get(rest[-1], 0) & _TRADE:
        rest = rest[:-1]
        if all(is_common(token) for token in rest):
            return
        if len(rest) == 1 and len(rest[0]) < _LEAST_BRAND:
            return
        if len(rest) == 1 and rest[0] != core[0]:  # a single word is a name only where it opens the full name
            if is_place(core[0]) and core[1] == rest[0]:
                yield listed.derived(" ".join(core[:2]), MatchReason.ABBREVIATION, f"short for {listed.text}")
            return
        yield listed.derived(
            " ".join(rest),
            MatchReason.ABBREVIATION,
            f"short for {listed.text}",
            weak=len(rest) == 1 and rest[0] in words("land_names.txt"),
        )
