"""The names of companies, offices and works in other orders: their country or number elsewhere.

Knows folded words of names and places. Must not know texts or terms.
"""

from collections.abc import Iterator

from watchlists.spellings.orders import place_size
from watchlists.words.nationals import national
from watchlists.words.places import is_place
from watchlists.words.vocabulary import LITTLE, canonical, is_common

# Nouns of companies and offices, whose country moves about too ("China's Commercial Aircraft Corporation").
OFFICES = frozenset(
    {"corporation", "company", "group", "association", "ministry", "commission", "agency", "industry"}
    | {"organization", "authority", "administration", "corps"}
)


# Countries by the names that their ministries bear. General knowledge.
_IN_FULL = {
    ("russian", "federation"): "russia",
    ("people", "s", "republic", "of", "china"): "china",
    ("islamic", "republic", "of", "iran"): "iran",
    ("republic", "of", "korea"): "korea",
    ("republic", "of", "belarus"): "belarus",
    ("syrian", "arab", "republic"): "syria",
}
# Nouns of works that are told apart by a number.
WORKS = frozenset(
    {"plant", "factory", "shipyard", "works", "arsenal", "завод", "фабрика", "верфь", "арсенал"}
)
# Nouns of offices that stand before or behind what they are for: "Agency for X", "X Agency". Of others the
# order says which is meant, or X says only what kind of company it is.
TURNED = frozenset({"agency", "organization", "authority", "administration"})
UNITED = "united"
# Nouns that stand on either side of a name of one word: Air X, X Air.
_LETTERS = frozenset({"kb", "okb", "nii", "tskb", "кб", "окб", "цкб", "нии", "нпо", "нпп"})
BESIDE = _LETTERS | {
    *("air", "airlines", "bank", "concern", "npo", "shipyard", "zavod"),
    *("концерн", "корпорация", "холдинг", "компания", "завод"),
}
_LEAST = 2  # words beside a number, or beside such a noun
_MOST_FIGURES = 5
_LINKS = frozenset({"of", "for"})


def country_moved(tokens: list[str]) -> Iterator[list[str]]:
    """Yield the orders of a company's or office's whole name with its country elsewhere.

    "X Corporation of China", "China X Corporation" and "China's X Corporation" are one; a name of one word
    beside its country and noun ("Bank of China") is left alone.
    """
    tokens = _country_in_short(tokens)
    size = place_size(tokens)
    if size and size < len(tokens) - 1:
        place, rest = tokens[:size], tokens[size:]
    elif len(tokens) > 4 and tokens[-2] == "of" and is_place(tokens[-1]):
        place, rest = tokens[-1:], tokens[:-2]
    else:
        return
    if OFFICES.isdisjoint(map(canonical, tokens)):
        return
    if not size:
        yield [*place, *rest]
        yield [*rest, "of", *place]
    if any(token in LITTLE for token in rest[:1]):
        return
    if size and canonical(rest[-1]) in OFFICES and len(rest) > 1:
        yield [*rest, "of", *place]
    yield [*place, "s", *rest]
    if not size and rest[0] in {"ministry", "commission"} and rest[1] == "of":
        for owner in ([*place, "s"], place, list(filter(None, [national(place[0])]))):
            yield [*owner, *rest[2:], rest[0]]
            if owner != [*place, "s"]:
                yield [*owner, *rest]


def noun_moved(tokens: list[str]) -> Iterator[list[str]]:
    """Yield an office's name with its noun at the other end: "Agency for X", "Corporation of United X".

    None for one with a place, whose country tells (`country_moved`), and one of fewer than two words more.
    """
    if any(map(is_place, tokens)) or any(map(national, tokens)):
        return
    first, last = canonical(tokens[0]), canonical(tokens[-1])
    if last in TURNED or (tokens[0] == UNITED and last in OFFICES):
        rest = tokens[:-1]
        if len(rest) >= _LEAST and LITTLE.isdisjoint(rest):
            for link in ("of", "for"):
                yield [tokens[-1], link, *rest]
                if tokens[0] == UNITED and not rest[-1].endswith("s"):
                    yield [tokens[-1], link, *rest[:-1], f"{rest[-1]}s"]
    elif (
        first in TURNED and tokens[1] in _LINKS and len(tokens) > _LEAST + 1 and LITTLE.isdisjoint(tokens[2:])
    ):
        yield [*tokens[2:], tokens[0]]


def beside_moved(core: list[str]) -> Iterator[list[str]]:
    """Yield a noun of BESIDE and a name of one word, no place or common one, the other way round."""
    if len(core) == _LEAST:
        for noun, own in (core, core[::-1]):
            told = noun in _LETTERS or not is_common(own)  # "KB Radar" is no radar
            if noun in BESIDE and len(own) > _LEAST and told and not is_place(own):
                yield core[::-1]


def number_moved(core: list[str]) -> Iterator[list[str]]:
    """Yield the ways to write the number of a plant: "558 Repair Plant", "Repair Plant No. 558"."""
    numbers = [at for at, word in enumerate(core) if word.isdecimal() and len(word) <= _MOST_FIGURES]
    if len(numbers) != 1 or len(core) <= _LEAST:
        return
    at = numbers[0]
    number, before, behind = core[at], core[:at], core[at + 1 :]
    rest = [*before, *behind[bool(behind) and behind[0] == "й" :]]
    if len(rest) < _LEAST or WORKS.isdisjoint(rest):
        return
    for count in (["no", number], ["number", number], ["n", number], [number]):
        yield [*rest, *count]
        yield [*count, *rest]
    if rest[0].isascii():
        yield [number + ending(int(number)), *rest]
    for case in ("й", "го", "му", "м") if not rest[0].isascii() else ():
        yield [number, case, *rest]


def ending(number: int) -> str:
    """Return the ending of an English ordinal."""
    if number % 100 in {11, 12, 13}:
        return "th"
    return {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")


def _country_in_short(tokens: list[str]) -> list[str]:
    """Return a name with the country at its end as it is called every day: Ministry of … of Russia."""
    for full, short in _IN_FULL.items():
        size = len(full)
        if tuple(tokens[-size:]) == full and len(tokens) > size + 2:
            before = tokens[:-size]
            return [*(before[:-1] if before[-1] == "the" else before), short]
    return tokens
