"""How a name is used in its sentence: as a word of the language, a road, an ordinal, a measure.

Knows the text directly around a hit. Must not know terms beyond their kind, contexts or automata.
"""

import re

from watchlists.chips import makers
from watchlists.normalize import Folded
from watchlists.variants import well_known
from watchlists.words import words

_BEFORE = re.compile(r"([A-Za-z']+)[ \"“‘(]*$")
_ROAD_AFTER = re.compile(
    r"(?: (?:at|near|outside|towards?|between|past|through|into|beyond|out of|(?:south|north|east|west) of)"
    r" (?:the )?([A-Z][a-z]+))|(?: (?:north|south|east|west|clockwise|anti-?clockwise|coast)-?(?:bound)?\b)"
)
_ROAD_BEFORE = re.compile(
    r"\b(?:the|busy|main|nearby|old|new|closed|blocked|along|off|onto|down|up|via|shut|clogged|left|joins?) $"
)
_ORDINAL = re.compile("第([一二三四五六七八九十百]+)(..)")


def word_of_language(folded: Folded, start: int, *, beside_context: bool) -> str:
    """Return in words how a lower-case English word is used; "" where it may be a name without a capital.

    `beside_context`: one of its context words is the very next word ("the mistral model").
    """
    before = _BEFORE.search(folded.source[max(0, folded.origin(start) - 24) : folded.origin(start)])
    word = before.group(1).lower() if before else ""
    if word in words("verb_before.txt"):
        return f"a verb after {word}"
    if word in words("noun_before.txt") and not beside_context:
        return f"a noun after {word}"
    return ""


def road(folded: Folded, start: int, end: int) -> str:
    """Return in words why a letter and figures are a road ("blocked the A30 at Okehampton"); "" if not."""
    first, stop = folded.span(start, end)
    after = _ROAD_AFTER.match(folded.source[stop : stop + 40])
    if not after or not _ROAD_BEFORE.search(folded.source[max(0, first - 24) : first]):
        return ""
    place = after.group(1)
    if place and (place.lower() in makers() or place.lower() in well_known()):
        return ""
    return f"a road: … {after.group().strip()}"


def measure(gap: str, after: list[str]) -> str:
    """Return in words why the figure that ends a name belongs to the next word; "" if not."""
    if after and "-" in gap and gap.strip() == "-" and after[0] in words("units.txt"):
        return f"a figure with its unit: -{after[0]}"
    return ""


def counted_on(folded: Folded, start: int, end: int) -> str:
    """Return the other ordinal that shows a Chinese name is a step of a row (第四范式 beside 第五范式)."""
    name = _ORDINAL.match(folded.text, start, end)
    if not name:
        return ""
    for other in _ORDINAL.finditer(folded.text):
        if other.group(2) == name.group(2) and other.group(1) != name.group(1):
            return other.group()
    return ""
