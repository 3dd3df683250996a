"""What the words of an English name mean to other languages, in bodies with a name in them and whole firms.

Knows folded names and the words of `glosses`. Must not know sounds, texts or terms.
"""

from collections.abc import Iterator

from watchlists.spellings.romanised import is_romanised
from watchlists.words.glosses import COUNTRIES, FIRMS, HEADS, Meaning, concepts, table
from watchlists.words.nationals import national
from watchlists.words.places import is_place
from watchlists.words.vocabulary import LITTLE, canonical

MOST_NAMES = 3  # in a body's name
_TOWN = 2  # words of a place such as "xi an"
_LINKS = LITTLE | {"named", "after", "s", "based"}
_LEFT_OUT = frozenset({"state", "national", "research", "federal"})  # often, of a long name with a name in it
_TOWNS = frozenset({"moscow", "beijing", "nanjing", "tehran", "hong kong"})
_REGIONS = frozenset({"northwestern", "southeast", "northern", "middle east", "far eastern"})
_CHINESE = frozenset({"beijing", "nanjing", "china", "hong kong"})
_TAUGHT = frozenset({"technology", "technical", "aviation", "engineering", "physics"})
_FIRM_WORDS = {
    **dict.fromkeys(("corporation", "group", "concern", "holding", "enterprise", "co"), "company"),
    "industries": "industry",
    "industrial": "industry",
    "organisation": "organization",
    "agency": "organization",
    "north": "northern",
}
_LEAST_MEANING = 4  # words of a body that has no name in it
_LEAST_OF_LAND = 3  # words of a company's or office's name with a country


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


def firm_in_whole(text: str) -> Meaning:
    """Return what all words of a company's or office's folded name mean, an empty set where that is no name.

    "United Aircraft Corporation" is one in any language, that of a land with two words more; "Aircraft
    Corporation" says of what kind, and a Korean telecommunication company may be any of Korea.
    """
    words = [_FIRM_WORDS.get(word, word) for word in text.split()]
    meaning, names = meant(" ".join(words))
    if "industry" in meaning and not meaning & FIRMS:
        meaning |= {"company"}  # in lower case "Iran's electronics industry" is none
    content = meaning - FIRMS
    if names or names is None or not meaning & FIRMS or meaning & HEADS:
        return frozenset()
    if content & COUNTRIES:
        return meaning if len(content) >= _LEAST_OF_LAND else frozenset()
    return meaning if "united" in content and len(content) > 1 else frozenset()


def is_of_town(meaning: Meaning) -> bool:
    """Return whether a body is called university and by a town, and nothing else."""
    return len(meaning) == 2 and "university" in meaning and bool(meaning & _TOWNS)


def towns_called(word: str) -> Meaning:
    """Return the town that a word is another English name of: Peking; an empty set for none."""
    return next((meant for meant in table().get(word, ()) if meant <= _TOWNS), frozenset())


def ways(meaning: Meaning, names: tuple[str, ...] | None) -> Iterator[tuple[Meaning, tuple[str, ...]]]:
    """Yield the meaning and names of a body in every way other languages have them."""
    for shorter, fewer in _shortened(meaning, names):
        yield shorter, fewer
        if other := _called_otherwise(shorter, fewer):
            yield other, fewer


def _shortened(meaning: Meaning, names: tuple[str, ...] | None) -> Iterator[tuple[Meaning, tuple[str, ...]]]:
    """Yield the meaning and names of a body, in full and as it is called for short."""
    if names is None or len(names) > MOST_NAMES:
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
        if meaning & COUNTRIES and {"academy", "national"} < meaning:
            yield meaning - {"national"}, ()  # the Academy of Sciences of Belarus
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
