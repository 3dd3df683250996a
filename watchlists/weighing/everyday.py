"""Whether an item is about a matter of no concern: sport, jobs, share prices; of chips only a card may be."""

import re
from collections.abc import Sequence
from functools import cache

from watchlists.model import Match, Passage
from watchlists.weighing.sayings import ENOUGH, LONG, any_of, is_consumer
from watchlists.words import groups

_CONCERN, _CARD = "concern", "card"


def everyday(found: Sequence[Match], passage: Passage) -> str:
    """Return in words what an item is about ("sport: 决赛, 夺冠"); "" for no such matter or any concern."""
    kinds = {_CARD if is_consumer(match) else match.kind for match in found}
    text = f"{passage.title}\n{passage.text[:LONG]}"
    for matter, said_of, pattern in _matters():
        if matter == _CONCERN:
            if said_of & {*kinds, "any"} and pattern.search(text):
                return ""
        elif kinds <= said_of:
            words = tuple(dict.fromkeys(hit.group().lower() for hit in pattern.finditer(text)))
            if len(words) >= (1 if matter.endswith("!") else ENOUGH):
                return f"{matter.rstrip('!')}: {', '.join(words[:3])}"
    return ""


@cache
def _matters() -> tuple[tuple[str, frozenset[str], re.Pattern[str]], ...]:
    """Return the matters with the kinds that they are said of and their words, those of concern first."""
    rows = []
    for heading, *words in groups("everyday.txt"):
        matter, _, said_of = heading.partition(", ")
        rows.append((matter, frozenset(said_of.split()), any_of(words)))
    return tuple(sorted(rows, key=lambda row: row[0] != _CONCERN))
