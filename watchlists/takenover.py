"""The names of terms as other languages take them over: translated bodies, and brands written by their sound.

A body is kept by what its words mean, with the sounds of the name in it ("sharif" of a university of
technology); a company's name by its sounds alone. Nothing is spelled out for any language: a text's words are
read into meanings and sounds when they are met (`glosses`, `sounds`).

Knows terms' spellings. Must not know texts.
"""

from collections.abc import Iterable, Iterator
from itertools import islice, permutations, product
from typing import NamedTuple

from watchlists.candidates import Entry
from watchlists.glosses import COUNTRIES, HEADS, Meaning, concepts, table
from watchlists.model import MatchReason, Term, Variant
from watchlists.normalize import fold_name
from watchlists.orders import national
from watchlists.romanised import is_romanised
from watchlists.sounds import outlines, readings
from watchlists.tables import Tables
from watchlists.vocabulary import (
    LITTLE,
    canonical,
    english,
    is_common,
    is_place,
    legal_prefix,
    legal_suffix,
)

# Spellings that a body or company is called by; the others are made of these.
_KINDS = frozenset({MatchReason.EXACT, MatchReason.ALIAS, MatchReason.LEGAL_FORM, MatchReason.ABBREVIATION})
_LINKS = LITTLE | {"named", "after", "s", "based"}
_LEFT_OUT = frozenset({"state", "national", "research", "federal"})  # often, of a long name with a name in it
_TOWNS = frozenset({"moscow", "beijing", "nanjing", "tehran", "hong kong"})
_REGIONS = frozenset({"northwestern", "southeast", "northern"})
_CHINESE = frozenset({"beijing", "nanjing", "china", "hong kong"})
_TAUGHT = frozenset({"technology", "technical", "aviation", "engineering", "physics"})
_KINDS_OF_FIRM = frozenset(
    {"concern", "group", "corporation", "company", "holding", "systems", "technologies", "technology"}
    | {"industries", "electronics", "design", "bureau", "plant", "works"}
)
_SPOKEN = frozenset({"micron", "neutron", "proton", "photon"})
_PREFIXES = frozenset({"micro", "nano", "mini", "euro", "tele", "inter", "info", "petro", "agro"})
_LEAST_MEANING = 4  # words of a body that has no name in it
_MOST_NAMES = 3
_LEAST_BRAND = 5  # letters
_MOST_SOUNDS = 12
NAMELESS = ""  # instead of the outline of a name
_TOWN = 2  # words of a place such as "xi an"


class Body(NamedTuple):
    """A body by the words of the name in it, with what they sound like together, and the term it is."""

    names: tuple[str, ...]
    sounds: str
    entry: Entry
    spelling: str


class Brand(NamedTuple):
    """A company's name by the sounds of its words.

    `short`: without what kind of company it is, so that it may be a person's as well.
    """

    sounds: tuple[str, ...]
    name: str
    entry: Entry
    short: bool


class TakenOver:
    """Terms by what other languages make of their names.

    Attributes:
        bodies: by meaning, then by the outline of the name in it (`NAMELESS` for none).
        brands: by the outline, of several words by those of the first two with a space between.
        begun: the outlines of the first of several words.
        followed: by these the brands whose other words mean something: Hanwha Aerospace.

    """

    def __init__(self, spellings: Iterable[tuple[str, Entry]]) -> None:
        """`spellings`: folded names in Latin letters, each with the term it is a name of."""
        self.bodies: dict[Meaning, dict[str, list[Body]]] = {}
        self.brands: dict[str, list[Brand]] = {}
        self.begun: set[str] = set()
        self.followed: dict[str, list[Brand]] = {}
        for text, entry in spellings:
            meaning, names = meant(text)
            if meaning & HEADS:
                for shorter, fewer in _ways(meaning, names):
                    self._add_body(shorter, fewer, text, entry)
                continue
            words = text.split()
            self._add_brand(words, text, entry, short=_is_heard_as_word(words))
            if len(words) > 1 and words[-1] in _KINDS_OF_FIRM:
                self._add_brand(words[:-1], text, entry, short=True)

    def _add_body(self, meaning: Meaning, names: tuple[str, ...], text: str, entry: Entry) -> None:
        held = self.bodies.setdefault(meaning, {})
        for sounds in _orders(names) if names else ("",):
            for outline in filter(None, outlines(sounds)) if names else (NAMELESS,):
                listed = held.setdefault(outline, [])
                if all(body.entry is not entry or body.sounds != sounds for body in listed):
                    listed.append(Body(names, sounds, entry, text))

    def _add_brand(self, words: list[str], text: str, entry: Entry, *, short: bool) -> None:
        if not is_brand(words):
            return
        choices = list(islice(product(*map(readings, words)), _MOST_SOUNDS))
        if len(words) > 1:  # kana and Hangul may run together
            choices += [("".join(choice),) for choice in choices]
        for choice in choices:
            brand = Brand(choice, text, entry, short)
            for first in outlines(choice[0]):
                for second in outlines(choice[1]) if len(choice) > 1 else ("",):
                    held = self.brands.setdefault(f"{first} {second}".strip(), [])
                    if brand not in held:
                        held.append(brand)
                if len(choice) > 1:
                    self.begun.add(first)
                if len(choice) == len(words) > 1 and all(canonical(word) in concepts() for word in words[1:]):
                    self.followed.setdefault(first, []).append(brand)


def _is_heard_as_word(words: list[str]) -> bool:
    """Return whether a name sounds like a word that other languages have taken over: Mikron, Vektor."""
    word = words[0]
    return len(words) == 1 and not {word.replace("k", "c"), word.replace("f", "ph")}.isdisjoint(
        _SPOKEN | english()
    )


def _orders(names: tuple[str, ...]) -> Iterator[str]:
    """Yield what a body's name sounds like, its words in any order."""
    for order in permutations(names):
        for parts in islice(product(*map(readings, order)), _MOST_SOUNDS):
            yield "".join(parts)


def is_brand(words: list[str]) -> bool:
    """Return whether a name tells by its sounds: its first word is none of a language, no place."""
    first = words[0]
    return (
        len(words) <= _MOST_NAMES
        and all(word.isalpha() and word.isascii() for word in words)
        and len("".join(words)) >= _LEAST_BRAND
        and len(first) > 3
        and first not in english()
        and first not in _PREFIXES
        and not is_place(first)
    )


def meant(text: str) -> tuple[Meaning, tuple[str, ...] | None]:
    """Return what the words of a folded English name mean to other languages, and the names among them.

    The names are None where a word is none.
    """
    words = text.split()
    meaning: set[str] = set()
    names: list[str] = []
    at = 0
    while at < len(words):
        pair = " ".join(words[at : at + _TOWN])
        if " " in pair and pair in concepts():
            meaning.add(pair)
            at += _TOWN
            continue
        if " " in pair and is_place(pair):
            names.append(pair.replace(" ", ""))
            at += _TOWN
            continue
        word = words[at]
        at += 1
        plain = canonical(word)
        if plain in concepts():
            meaning.add(plain)
        elif (country := national(word)) and canonical(country) in concepts():
            meaning.add(canonical(country))
        elif town := towns_called(plain):
            meaning.update(town)
        elif word in _LINKS or len(word) == 1:
            continue
        elif not word.isalpha():
            return frozenset(meaning), None
        else:
            names.append(word)
    return frozenset(meaning), tuple(names)


def is_of_town(meaning: Meaning) -> bool:
    """Return whether a body is called university and by a town, and nothing else."""
    return len(meaning) == 2 and "university" in meaning and bool(meaning & _TOWNS)


def towns_called(word: str) -> Meaning:
    """Return the town that a word is another English name of: Peking; an empty set for none."""
    return next((meant for meant in table().get(word, ()) if meant <= _TOWNS), frozenset())


def _ways(meaning: Meaning, names: tuple[str, ...] | None) -> Iterator[tuple[Meaning, tuple[str, ...]]]:
    """Yield the meaning and names of a body in every way other languages have them."""
    for shorter, fewer in _shortened(meaning, names):
        yield shorter, fewer
        if other := _called_otherwise(shorter, fewer):
            yield other, fewer


def _shortened(meaning: Meaning, names: tuple[str, ...] | None) -> Iterator[tuple[Meaning, tuple[str, ...]]]:
    """Yield the meaning and names of a body, in full and as it is called for short."""
    if names is None or len(names) > _MOST_NAMES:
        return
    if not names:
        in_town = meaning & _TOWNS and (len(meaning) > 2 or is_of_town(meaning))
        in_region = meaning & _REGIONS and len(meaning) > 2
        if (
            len(meaning) >= _LEAST_MEANING
            or in_town
            or in_region
            or (meaning & COUNTRIES and len(meaning) > 2)
        ):
            yield meaning, ()
        return
    yield meaning, names
    own = tuple(name for name in names if not is_place(name))
    if own:
        if own != names:
            yield meaning, own
        shorter = meaning - _LEFT_OUT - (_TOWNS if len(meaning) > 2 else frozenset())
        if shorter != meaning:
            yield shorter, own


def _called_otherwise(meaning: Meaning, names: tuple[str, ...]) -> Meaning:
    """Return the meaning of an institute that teaches as a university: what Asian languages call it.

    Chinese ones are told apart by it: Beijing has an institute and a university of technology. () for none.
    """
    fields = meaning - HEADS - COUNTRIES - _TOWNS
    if "institute" not in meaning or not fields & _TAUGHT or meaning & _CHINESE:
        return frozenset()
    if names and all(map(is_romanised, names)):
        return frozenset()
    return meaning - {"institute"} | {"university"}


def spellings_of(term: Term, made: Iterable[Variant]) -> list[str]:
    """Return the spellings of a term that are looked for by meaning and sound."""
    if term.kind == "chip":
        return []
    return [
        variant.text
        for variant in made
        if variant.reason in _KINDS
        and not (variant.weak or variant.strict or variant.capitals)
        and len(variant.text) >= _LEAST_BRAND
        and variant.text.isascii()
    ]


def plain_spellings(term: Term) -> list[str]:
    """Return what `spellings_of` returns for a term of plain words, of which only legal forms are dropped."""
    names = [fold_name(name) for name in (term.name, *term.aliases)]
    cores = []
    for words in map(str.split, names):
        core = words[: len(words) - legal_suffix(words)] or words
        core = core[legal_prefix(core) :] or core
        if len(core) > 1 or (core and not is_common(core[0])):
            cores.append(" ".join(core))
    return [text for text in dict.fromkeys((*names, *cores)) if len(text) >= _LEAST_BRAND and text.isascii()]


def put_taken_over(tables: Tables, parts: Iterable[Tables]) -> None:
    """Keep the spellings of all parts, each with the number of its term."""
    listed = list(parts)
    tables.put_words("taken over", (text for part in listed for text in part.words("taken over")))
    tables.put_numbers(
        "term taken over", (number for part in listed for number in part.numbers("term taken over"))
    )
