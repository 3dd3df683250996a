"""The spellings of a name in Latin or other letters with spaces, made by rule.

Knows names and the tables in `words/`. Must not know texts, terms or automata.
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise

from watchlists.model import MatchReason, Variant
from watchlists.spellings.offices import (
    OFFICES,
    TURNED,
    UNITED,
    WORKS,
    country_moved,
    noun_moved,
    number_moved,
)
from watchlists.spellings.orders import national, orders
from watchlists.spellings.parents import belonging, spelled
from watchlists.spellings.romanised import is_romanised, is_syllable, syllables_apart
from watchlists.words import words
from watchlists.words.vocabulary import (
    HEADS,
    LITTLE,
    canonical,
    english,
    is_common,
    is_place,
    legal_edges,
    legal_prefix,
    legal_suffix,
    places,
    with_variants,
)

# Words with usual short forms of several kinds, or of several words; the others are in `abbreviations.txt`.
_PHRASES = (
    (("artificial", "intelligence"), ("ai",)),
    (("atomic",), ("at",)),
    (("international",), ("int", "l")),
    (("international",), ("intl",)),
    (("national",), ("nat", "l")),
    (("engineering",), ("eng", "g")),
    (("government",), ("gov", "t")),
    (("department",), ("dep", "t")),
    (("development",), ("dev", "t")),
    (("association",), ("ass", "n")),
    (("commission",), ("comm",)),
    (("association",), ("assoc", "n")),
    (("институт",), ("ин", "т")),
    (("университет",), ("ун", "т")),
    (("science", "and", "technology"), ("s", "t")),
    (("united", "states"), ("u", "s")),
    (("technical",), ("tech",)),
    (("technical",), ("techn",)),
    (("electric",), ("elec",)),
    (("electrical",), ("elec",)),
    (("central",), ("cent",)),
    (("central",), ("ctr",)),
    (("north",), ("n",)),
    (("south",), ("s",)),
    (("east",), ("e",)),
    (("west",), ("w",)),
    (("northern",), ("north",)),
    (("southern",), ("south",)),
    (("eastern",), ("east",)),
    (("western",), ("west",)),
    (("northeast",), ("n", "e")),
    (("northwest",), ("n", "w")),
    (("southeast",), ("s", "e")),
    (("southwest",), ("s", "w")),
    (("northeastern",), ("n", "e")),
    (("northwestern",), ("n", "w")),
    (("southeastern",), ("s", "e")),
    (("southwestern",), ("s", "w")),
)
_SHORTENED = frozenset(phrase[0] for phrase, _ in _PHRASES)
_FIGURE_APART = re.compile(r"(?<=^\d)(?=[a-z]{4})|(?<=[a-z]{4})(?=\d$)")  # 4Paradigm
_PAIR = 2  # words
_BRIEF = 4  # letters
_LONGEST_BRIEF = 6  # letters of a Chinese syllable
_PERSON = 3  # words of a person's name
_RUSSIAN_ACADEMY = "ран"
_BESIDE_AND = 4  # words of a name, "and" among them
_LEAST_BRAND = 5  # letters
# What stands before the name of whom a body is called after.
_AFTER = frozenset({"after", "for", "им", "имени"})
_MANY_PAIRS = 3  # of short words: the name is spelled syllable by syllable
_MOST_SHORTENED = 12  # spellings with words of a name shortened


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
        (_SHORT, _SHORTENED),
        (_NAMED, _AFTER),
        (_WORKS, WORKS),
        (_TURNED, {*with_variants(TURNED), UNITED}),
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


def without_form(name: str) -> str:
    """Return in words what is left of a folded name."""
    return f"{name} without its legal form"


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
    if core != tokens and not (len(core) == 1 and core[0] in LITTLE) and core != ["the"]:
        plain = len(core) == 1 and is_common(core[0])
        if not plain or core[0] not in english() or listed.reason is MatchReason.EXACT:
            yield listed.derived(
                " ".join(core),
                MatchReason.LEGAL_FORM,
                without_form(listed.text),
                weak=plain or (len(core) == 1 and len(core[0]) < 4),
            )
    if not organisation and len(core) == 1:
        word = core[0]
        for cut in range(3, len(word) - 2):
            if word[:cut] in english() and word[cut:] in english():
                text = f"{word[:cut]} {word[cut:]}"
                yield listed.derived(text, MatchReason.SPACING, f"{word} as two words")
    if not organisation and len(core) == 2:
        yield listed.derived("".join(core), MatchReason.SPACING, f"{' '.join(core)} run together")
    if organisation and len(core) == 2 and len(core[0]) <= 3 < len(core[1]) and not is_common(core[1]):
        yield listed.derived("".join(core), MatchReason.SPACING, f"{' '.join(core)} run together")  # SKhynix
    if organisation:
        if kinds & (_PLACE | _TRADE):
            for short in _brand(listed, core, headed=bool(kinds & _HEAD)):
                yield short
                yield from _with_joined_pairs(short, short.text.split())
        yield from _other_orders(listed, core) if kinds & _HEAD and listed.text.isascii() else ()
    for order in country_moved(tokens) if kinds & _OFFICE else ():
        yield listed.derived(
            " ".join(order), MatchReason.WORD_ORDER, f"{listed.text} with its country elsewhere"
        )
    for order in noun_moved(tokens) if kinds & _TURNED and organisation else ():
        detail = f"{listed.text} with its noun elsewhere"
        yield listed.derived(" ".join(order), MatchReason.WORD_ORDER, detail, strict=True)
    for order in number_moved(core) if kinds & _WORKS else ():
        yield listed.derived(" ".join(order), MatchReason.WORD_ORDER, f"{listed.text}, its number elsewhere")
    if organisation and len(core) > 2 and (other := national(core[0])):
        text = " ".join([other, *core[1:]])
        yield listed.derived(text, MatchReason.ABBREVIATION, f"{other} for {core[0]}")
    if kinds & _NAMED and (named := _named_after(core)):
        yield from named_forms(listed, named)
        yield from _letters_named_after(listed, core, named)
        if core[-1] == _RUSSIAN_ACADEMY and len(core) > named + 1:
            yield from _of_academy(listed, core, named)
    for shorter, detail in _shortened(core) if kinds & _SHORT else ():
        yield listed.derived(" ".join(shorter), MatchReason.ABBREVIATION, detail)
    if kinds & _HEAD and (called := _called_university(core)):
        yield listed.derived(" ".join(called), MatchReason.ABBREVIATION, f"short for {listed.text}")
    if len(core) > 1:
        yield from _with_joined_pairs(listed, core)
    if kinds & _HEAD:
        for parts in syllables_apart(core):
            detail = f"{' '.join(core)}, its syllables apart"
            yield listed.derived(" ".join(parts), MatchReason.SPACING, detail)
    if len(core) == 1 and not core[0].isalpha() and (apart := _FIGURE_APART.sub(" ", core[0])) != core[0]:
        yield listed.derived(apart, MatchReason.SPACING, f"{core[0]} as two words")


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


def _named_after(core: list[str]) -> int:
    """Return at which word the person's name begins that a body is called after; 0 for none."""
    for at in range(1, len(core) - 1):
        if core[at] in _AFTER and (core[at] not in {"after", "for"} or core[at - 1] == "named"):
            return at + 1
    return 0


def _of_academy(listed: Variant, core: list[str], at: int) -> Iterator[Variant]:
    """Yield a Russian institute without its academy's letters, or without whom it is called after."""
    detail = f"short for {listed.text}"
    alone = listed.derived(" ".join(core[:-1]), MatchReason.ABBREVIATION, detail)
    yield alone
    yield from named_forms(alone, at)
    yield from _letters_named_after(alone, core[:-1], at)
    if at > _BESIDE_AND - 1:
        yield listed.derived(" ".join([*core[: at - 1], core[-1]]), MatchReason.ABBREVIATION, detail)


def _letters_named_after(listed: Variant, core: list[str], at: int) -> Iterator[Variant]:
    """Yield a Russian body by its letters and whom it is called after: ИЯФ им. Будкера."""
    before = [word for word in core[: at - 1] if len(word) > 1]
    person = [word for word in core[at:] if len(word) > 1]
    if core[at - 1] in {"им", "имени"} and len(before) > _PAIR and len(person) == 1:
        letters = "".join(word[0] for word in before)
        for link in ("им", "имени"):
            yield listed.derived(
                f"{letters} {link} {person[0]}", MatchReason.ABBREVIATION, f"{letters} for {' '.join(before)}"
            )


def named_forms(listed: Variant, at: int) -> Iterator[Variant]:
    """Yield a name with and without the initials of whom the body is called after, "им" and "имени" alike.

    `at`: the word at which the person's name begins.
    """
    tokens = listed.text.split()
    surname = next((place for place in range(at, len(tokens)) if len(tokens[place]) > 1), len(tokens))
    links = [["имени"], ["им"]] if tokens[at - 1] in {"им", "имени"} else [["after"], ["for"]]
    for link in links:
        for initials in {surname: (tokens[at:surname], []), at: ([],)}[surname]:
            text = " ".join([*tokens[: at - 1], *link, *initials, *tokens[surname:]])
            if text != listed.text:
                yield listed.derived(text, MatchReason.ABBREVIATION, f"{listed.text}, other initials")


def _shortened(core: list[str]) -> list[tuple[list[str], str]]:
    """Return the name with one or several of its words in their usual short forms, and how."""
    found: list[tuple[list[str], str]] = [(core, "")]
    for phrase, short in _PHRASES:
        if phrase[0] not in core:
            continue
        for name, detail in tuple(found):
            for at in range(len(name) - len(phrase) + 1):
                if tuple(name[at : at + len(phrase)]) == phrase and len(found) <= _MOST_SHORTENED:
                    how = f"{' '.join(short)} for {' '.join(phrase)}"
                    shorter = [*name[:at], *short, *name[at + len(phrase) :]]
                    found.append((shorter, f"{detail}, {how}" if detail else how))
    return [item for item in found[1:] if len(item[0]) > 1]


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
