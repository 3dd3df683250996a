"""Text that is read from right to left, inside lines of ours that are read from left to right. Pure.

What comes from outside is put between Unicode isolates (UAX 9): its words, numbers and brackets keep their
own order, and the quotation marks and signs around it stay where we put them. Text from outside cannot bring
such marks of its own (`wording.clean`), so what is opened here is closed here.
"""

import re
import unicodedata
from collections.abc import Sequence

_QUOTED = re.compile("“([^“”]+)”")
_RIGHT_TO_LEFT, _LEFT_TO_RIGHT, _END = "\u2067", "\u2066", "\u2069"


def isolated(text: str) -> str:
    """Return `text` between isolates where any of it is read from right to left, else as it is."""
    opening = _opening(text)
    return f"{opening}{text}{_END}" if opening else text


def isolated_names(text: str) -> str:
    """Return a sentence of ours with what it quotes between isolates, where that needs any."""
    if text.isascii():
        return text
    return _QUOTED.sub(lambda found: f"“{isolated(found[1])}”", text)


def isolated_stretches(stretches: Sequence[tuple[str, bool]]) -> tuple[tuple[str, bool], ...]:
    """Return the marked stretches of one passage with isolates around them all, where it needs any."""
    opening = _opening("".join(text for text, _ in stretches))
    return ((opening, False), *stretches, (_END, False)) if opening else tuple(stretches)


def _opening(text: str) -> str:
    """Return the mark for the direction that most letters have; "" where all are read from left to right."""
    if text.isascii():
        return ""
    kinds = [unicodedata.bidirectional(char) for char in text]
    leftward = sum(kind in {"R", "AL"} for kind in kinds)
    if not leftward:
        return ""
    return _RIGHT_TO_LEFT if leftward >= kinds.count("L") else _LEFT_TO_RIGHT
