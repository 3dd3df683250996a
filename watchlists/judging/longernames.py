"""What stands beside a name in Latin letters and makes it a part of a longer one: another body's, a lake's.

Knows folded texts and word tables. Must not know terms, candidates or automata.
"""

import re
from functools import lru_cache

from watchlists.text.normalize import Folded, fold_name
from watchlists.words import words
from watchlists.words.vocabulary import HEADS, canonical, is_common, is_foreign, is_place, legal_edges

# "… Institute of Science Education and Research", "… Institute of Science and Technology"
_FIELDS_AFTER = re.compile(r"(?: ([A-Z][a-z]+))? (?:and|&) ([A-Z][a-z]+)((?: [A-Z][\w-]+)*)")
_COUNTRY_AFTER = re.compile(r" of (?:the )?([A-Z][a-z]+(?: [A-Z][a-z]+)?)")
_PARENT_AFTER = re.compile(
    r"(?:,| of| at| under|, part of)(?: the)? ((?:[A-Z][\w'’.-]+ (?:(?:of|and|for|&) )?){0,6}?"
    r"(?:Academy|University|Ministry|Corporation|Council|Agency|Group)"
    r"(?: of(?: [A-Z][\w'’-]+| and)+)?)"
)
_OF_CHINA = frozenset({"china", "chinese", "cas", "prc"})
_SMALL = frozenset({"of", "and", "the", "for"})
_NO_FIELDS = frozenset({"the", "an", "national", "state", "federal", "republican"})
_CAPITAL_AFTER = re.compile(r" ([A-Z][a-z]+)\b")
_LAND_BEFORE = re.compile(
    r"\b(?:[Ll]akes?|[Rr]iver|[Mm]ount|Mt\.?|[Ss]ea|[Gg]ulf|[Rr]egion|[Mm]ountains?)(?: of)? $"
)
_OF_WHAT = re.compile("(?:[оеё]го|[иы]х|[оеё]й|и[ияй]|[оеё]в|[кхгстн]и|ства|ок|ін|ої|связи|речи)$")
_NEXT = 32  # characters in which the next word stands
_LAND_AFTER = re.compile(r" (?:region|lake|river|mountain|sea|range|basin|ridge|coast|shore|seal)s?\b")


def another_field(folded: Folded, start: int, end: int, *, chinese: bool) -> str:
    """Return what goes on behind a body called after a field and makes it another; "" for nothing.

    `chinese`: the body is in China, so that one "of Ukraine" is another.
    """
    found = folded.text[start:end].split()
    if "of" not in found or canonical(found[-1]) in HEADS:
        return ""
    stop = folded.origin(end - 1) + 1
    country = _COUNTRY_AFTER.match(folded.source, stop) if chinese else None
    if country and any(map(_is_abroad, (country.group(1), country.group(1).split()[0]))):
        return country.group().strip()
    fields = words("latin_fields.txt")
    after = _FIELDS_AFTER.match(folded.source, stop)
    if after is None:
        return ""
    first, second, rest = after.group(1), after.group(2).lower(), after.group(3).lower().split()
    if first is not None:
        goes_on = first.lower() in fields and (second in fields or second == "research")
    else:  # what "and" joins may be another name: "… Technology and Science Daily"
        goes_on = second in fields and all(word in fields or is_place(word) for word in rest)
    return after.group().strip() if goes_on else ""


def town_between(found: str, spelling: str) -> str:
    """Return the town before the noun of an institute whose name has none there; "" if none does.

    "(Shenyang)" leaves a company the same; "Academy of X Shenyang Institute of Y" is another institute.
    """
    written, own = found.split(), spelling.split()
    for town, noun, of in zip(written, written[1:], written[2:], strict=False):
        if of == "of" and noun == "institute" and town not in own and is_place(town):
            return f"{town} {noun}"
    return ""


def field_before(folded: Folded, start: int, end: int) -> str:
    """Return the field directly before a body named after a person, or of a state; "" for none.

    It makes it another: Technological State University of Belarus.
    """
    found = folded.text[start:end]
    of_state = found.startswith("state university of ")
    if not of_state and (canonical(found.split()[0]) not in HEADS or " named " not in found):
        return ""
    before = folded.text[max(0, start - _NEXT) : start].split()
    first = folded.origin(start)
    joined = folded.source[first - 1 : first] == " " and folded.source[first - 2 : first - 1].isalpha()
    if not before or not joined or not folded.source[folded.origin(start - 1 - len(before[-1]))].isupper():
        return ""
    return before[-1] if is_common(before[-1]) and before[-1] not in _NO_FIELDS else ""


def russian_field(folded: Folded, end: int) -> str:
    """Return the genitive that goes on behind a body's Russian name (университет связи), or ""."""
    behind = folded.text[end : end + _NEXT].split()
    stop = folded.origin(end - 1) + 1
    if not behind or not is_of_what(behind[0]) or not folded.source[stop : stop + 2].strip(" ").islower():
        return ""
    return behind[0]


def is_of_what(word: str) -> bool:
    """Return whether a Russian word looks like a noun or adjective in the genitive."""
    return "\u0400" <= word[0] <= "\u052f" and _OF_WHAT.search(word) is not None


def other_parent(folded: Folded, end: int, names: tuple[str, ...]) -> str:
    """Return the academy, university or ministry an institute is said to be of; "" for its own or none."""
    stop = folded.origin(end - 1) + 1
    parent = _PARENT_AFTER.match(folded.source, stop)
    if parent is None:
        return ""
    told = {canonical(word) for word in fold_name(parent.group(1)).split()}
    own = {canonical(word) for name in names for word in fold_name(name).split()}
    return parent.group(1) if len(told - own - _SMALL) > len(told & own - _SMALL) / 2 else ""


def only_abroad(found: list[str]) -> str:
    """Return a place abroad among folded words that hold none in China and no word for it; "" if there is."""
    places = [word for word in found if is_place(word)]
    if not _OF_CHINA.isdisjoint(found) or not all(map(is_foreign, places)):
        return ""
    return places[0] if places else ""


def _is_abroad(place: str) -> bool:
    name = fold_name(place)
    return is_place(name) and is_foreign(name)


@lru_cache(maxsize=10_000)
def is_chinese(names: tuple[str, ...]) -> bool:
    """Return whether any of a body's names says that it is in China."""
    return any(
        name.startswith(("中国", "中科院"))
        or any(
            word in {"china", "chinese"} or (is_place(word) and not is_foreign(word))
            for word in fold_name(name).split()
        )
        for name in names
    )


def is_land(name: str) -> bool:
    """Return whether the folded name is that of a land, a river, a lake, a mountain or a region."""
    return name in words("land_names.txt")


def of_land(folded: Folded, start: int, end: int) -> str:
    """Return the land, lake or other company that a name of a land stands for (Lake Baikal); "" if none."""
    if not is_land(folded.text[start:end]):
        return ""
    first, stop = folded.span(start, end)
    before = _LAND_BEFORE.search(folded.source[max(0, first - 14) : first])
    after = _LAND_AFTER.match(folded.source, stop) or _CAPITAL_AFTER.match(folded.source, stop)
    if before:
        return before.group() + folded.source[first:stop]
    return (
        folded.source[first : after.end()]
        if after and after.group().strip().lower() not in legal_edges()
        else ""
    )
