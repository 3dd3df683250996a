"""The names of terms as other languages take them over: translated bodies, and brands written by their sound.

A body is kept by what its words mean, with the sounds of the name in it ("sharif" of a university of
technology); a company's name by its sounds alone. Nothing is spelled out for any language: a text's words are
read into meanings and sounds when they are met (`glosses`, `sounds`).

Knows terms' spellings. Must not know texts.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice, permutations, product
from typing import NamedTuple

from watchlists.index.candidates import Entry
from watchlists.index.tables import Tables
from watchlists.model import MatchReason, Term, Variant
from watchlists.scanning.meanings_abroad import MOST_NAMES, firm_in_whole, meant, ways
from watchlists.scanning.soundalike import outlines
from watchlists.scanning.sounds import readings
from watchlists.text.normalize import fold_name
from watchlists.words.glosses import FIRMS, HEADS, Meaning, concepts
from watchlists.words.legalforms import legal_prefix, legal_suffix
from watchlists.words.places import is_place
from watchlists.words.vocabulary import LITTLE, canonical, english, is_common

# Spellings that a body or company is called by; the others are made of these.
_KINDS = frozenset({MatchReason.EXACT, MatchReason.ALIAS, MatchReason.LEGAL_FORM, MatchReason.ABBREVIATION})
_KINDS_OF_FIRM = frozenset(
    {"concern", "group", "corporation", "company", "holding", "systems", "technologies", "technology"}
    | {"industries", "electronics", "design", "bureau", "plant", "works"}
)
_SPOKEN = frozenset({"micron", "neutron", "proton", "photon"})
_PREFIXES = frozenset({"micro", "nano", "mini", "euro", "tele", "inter", "info", "petro", "agro"})
_LEAST_BRAND = 5  # letters
_LEAST_SPOKEN = 10  # letters of several words of the language
_MOST_SOUNDS = 12
MOST_SPELLINGS = 10_000  # of a team's names: of more, other words sound like one
NAMELESS = ""  # instead of the outline of a name
_SHORTEST_WORD = 3  # letters


class Body(NamedTuple):
    """A body by the words of the name in it, with what they sound like together, and the term it is."""

    names: tuple[str, ...]
    sounds: str
    entry: Entry
    spelling: str


class Brand(NamedTuple):
    """A company's name by the sounds of its words.

    `short`: without what kind of company it is, so that it may be a person's as well. `spoken`: of words of
    the language, which others take over as such, so that it counts where each has a capital (Токио Электрон).
    """

    sounds: tuple[str, ...]
    name: str
    entry: Entry
    short: bool
    spoken: bool = False


class TakenOver:
    """Terms by what other languages make of their names.

    Attributes:
        bodies: by meaning, then by the outline of the name in it (`NAMELESS` for none).
        brands: by the outline, of several words by those of the first two with a space between.
        begun: the outlines of the first of several words.
        followed: by these the brands whose other words mean something: Hanwha Aerospace.
        heads: the nouns around which bodies are looked for.

    """

    def __init__(self, spellings: Iterable[tuple[str, Entry]]) -> None:
        """`spellings`: folded names in Latin letters, each with the term it is a name of."""
        self.bodies: dict[Meaning, dict[str, list[Body]]] = {}
        self.brands: dict[str, list[Brand]] = {}
        self.begun: set[str] = set()
        self.followed: dict[str, list[Brand]] = {}
        self.heads = HEADS
        for text, entry in spellings:
            meaning, names = meant(text)
            if meaning & HEADS:
                for shorter, fewer in ways(meaning, names):
                    self._add_body(shorter, fewer, text, entry)
                continue
            if whole := firm_in_whole(text):
                self.heads = HEADS | FIRMS
                self._add_body(whole, (), text, entry)
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
        spoken = not is_brand(words)
        if spoken and not is_spoken(words):
            return
        choices = list(islice(product(*map(readings, words)), _MOST_SOUNDS))
        if len(words) > 1 and not spoken:  # kana and Hangul may run together
            choices += [("".join(choice),) for choice in choices]
        for choice in choices:
            brand = Brand(choice, text, entry, short, spoken)
            # a second word without consonants (AI) has no outline: it is not looked for by its sound
            seconds = tuple(filter(None, _outlines(choice[1]))) if len(choice) > 1 else ("",)
            for first in _outlines(choice[0]):
                for second in seconds:
                    held = self.brands.setdefault(f"{first} {second}".strip(), [])
                    if brand not in held:
                        held.append(brand)
                if len(choice) > 1:
                    self.begun.add(first)
                if spoken:
                    continue
                if len(choice) == len(words) > 1 and all(canonical(word) in concepts() for word in words[1:]):
                    self.followed.setdefault(first, []).append(brand)


@lru_cache(maxsize=1_000)
def _outlines(sounds: str) -> tuple[str, ...]:
    """Return `outlines`, of which those of one name are asked again and again."""
    return tuple(outlines(sounds))


def _is_heard_as_word(words: list[str]) -> bool:
    """Return whether a name sounds like a word that other languages have taken over: Mikron, Vektor."""
    if len(words) > 1:
        return False
    written = words[0].replace("k", "c"), words[0].replace("f", "ph")
    return any(word in _SPOKEN or word in english() for word in written)


def _orders(names: tuple[str, ...]) -> Iterator[str]:
    """Yield what a body's name sounds like, its words in any order."""
    for order in permutations(names):
        for parts in islice(product(*map(readings, order)), _MOST_SOUNDS):
            yield "".join(parts)


def is_brand(words: list[str]) -> bool:
    """Return whether a name tells by its sounds: its first word is none of a language, no place."""
    first = words[0]
    return (
        len(words) <= MOST_NAMES
        and all(len(word) > 1 and word.isalpha() and word.isascii() for word in words)
        and len("".join(words)) >= _LEAST_BRAND
        and len(first) > 3
        and first not in english()
        and first not in _PREFIXES
        and not is_place(first)
    )


def is_spoken(words: list[str]) -> bool:
    """Return whether a name of several words, be they words of the language, tells by its sounds."""
    return (
        1 < len(words) <= MOST_NAMES
        and all(
            len(word) >= _SHORTEST_WORD and word.isalpha() and word.isascii() and word not in LITTLE
            for word in words
        )
        and len("".join(words)) >= _LEAST_SPOKEN
    )


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
    """Keep the spellings of all parts, each with the number of its term; none, where they are too many."""
    listed = list(parts)
    if sum(len(part.numbers("term taken over")) for part in listed) > MOST_SPELLINGS:
        listed.clear()
    tables.put_words("taken over", (text for part in listed for text in part.words("taken over")))
    tables.put_numbers(
        "term taken over", (number for part in listed for number in part.numbers("term taken over"))
    )
