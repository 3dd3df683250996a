"""What stands in and beside a chip's number and makes it another model: A100X, RTX 4090 Ti, Jetson Orin 2.

Knows words of chips. Must not know terms, texts or automata.
"""

import re

from watchlists.judging.segments import Verdict
from watchlists.model import RejectReason
from watchlists.spellings.modelnumbers import (
    OTHER_LINE_BEFORE,
    OTHER_MODEL_AFTER,
    has_glued_count,
    is_count,
    is_counted,
)

_FIGURE = re.compile(r"\d")
# What a figure behind a chip counts: "Jetson AGX Orin 8卡".
_COUNTED = re.compile(
    r"(?:gi?b|tb|tops|watts?|w|units?|pcs?|pces?|ea|each|sets?|nos|cards?|boards?|modules?|nodes?|pieces?|x"
    r"|stuck|stk|unidades|unites|pezzi|adet|шт|штук\w*|ед)\b|[卡块台张片颗个枚套件대]"
)


def other_model(surface: str, spelling: str, before: list[str], after: list[str], gap: str) -> Verdict | None:
    """Return why a model number is another model, from its last letter and the words beside it."""
    if any(mark in surface for mark in ",;，；、"):
        return RejectReason.OTHER_MODEL, "its parts are parts of a list"
    if surface.endswith("S") and not spelling.endswith("s"):
        return RejectReason.OTHER_MODEL, f"{surface} ends in a capital S, which is no plural"
    last = surface.rsplit(maxsplit=1)[-1].lower()
    if has_glued_count(last, spelling) and not spelling.endswith(last) and not is_counted(gap, after):
        return RejectReason.OTHER_MODEL, f"{surface} has figures more"
    if is_count(after):
        after = []
    if after[:2] == ["max", "q"]:
        after = []  # the same chip at less power
    if len(after) > 1 and after[0] == "plus" and _FIGURE.search(after[1]):
        after = []  # A100 plus H100 nodes
    if after and gap.strip() in {"", "-"} and after[0] in OTHER_MODEL_AFTER and "\n" not in gap:
        return RejectReason.OTHER_MODEL, f"… {after[0]} is another model"
    joined = gap.strip(" ") in {"", "-"}
    later = after and joined and after[0].isdigit() and len(after[0]) < 3 and not _FIGURE.search(spelling)
    if later and not _COUNTED.match(" ".join(after[1:])):
        return RejectReason.OTHER_MODEL, f"… {after[0]} is a later model"
    if before and before[-1] in OTHER_LINE_BEFORE:
        return RejectReason.OTHER_MODEL, f"{before[-1]} … is another model"
    return None
