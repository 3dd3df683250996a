"""How a name is used in its sentence: as a word of the language, a gloss, an ordinal, a measure.

Knows the text directly around a hit. Must not know terms beyond their kind, contexts or automata.
"""

import re

from watchlists.normalize import Folded, is_han
from watchlists.words import words

_BEFORE = re.compile(r"([A-Za-z'’]+)[ \"“‘(]*$")
_GLOSS = re.compile(r"[（(][^（()）]{0,12}$")
_ORDINAL = re.compile("第([一二三四五六七八九十百]+)(..)")


def word_of_language(folded: Folded, start: int, *, beside_context: bool) -> str:
    """Return in words how a lower-case English word is used; "" where it may be a name without a capital.

    `beside_context`: one of its context words is the very next word ("the mistral model").
    """
    before = _BEFORE.search(folded.source[max(0, folded.origin(start) - 24) : folded.origin(start)])
    word = before.group(1).lower().strip("'’") if before else ""
    if word in words("verb_before.txt"):
        return f"a verb after {word}"
    if word in words("noun_before.txt") and not beside_context:
        return f"a noun after {word}"
    return ""


def glossed(folded: Folded, start: int, end: int) -> bool:
    """Return whether a word in lower case stands in brackets behind Chinese as what it is called abroad."""
    first, stop = folded.span(start, end)
    opened = _GLOSS.search(folded.source[max(0, first - 14) : first])
    if not opened or folded.source[stop : stop + 1] not in "）),，;；":
        return False
    before = folded.source[: max(0, first - 14) + opened.start()].rstrip()
    return bool(before) and is_han(before[-1])


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
