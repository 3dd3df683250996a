"""Whether an item is about a matter of no concern: sport, jobs, share prices; of chips only a card may be."""

from collections.abc import Sequence
from functools import cache

from watchlists.model import Match, Passage
from watchlists.weighing.sayings import ENOUGH, is_consumer
from watchlists.weighing.wordtables import WordTables
from watchlists.words import groups

_CONCERN, _CARD = "concern", "card"
_BEGINNING = 4_000  # code points of a text: what it is about stands there, what is of concern anywhere


def everyday(found: Sequence[Match], passage: Passage) -> str:
    """Return in words what an item is about ("sport: 决赛, 夺冠"); "" for no such matter or any concern."""
    kinds = {_CARD if is_consumer(match) else match.kind for match in found}
    about = _about(kinds, (passage.title, passage.text[:_BEGINNING]))
    return "" if about and _is_of_concern(kinds, (passage.title, passage.text)) else about


def _about(kinds: set[str], texts: Sequence[str]) -> str:
    for row, matter, said_of in _matters():
        if matter != _CONCERN and kinds <= said_of:
            words = dict.fromkeys(word.lower() for text in texts for word in _tables().words(row, text))
            if len(words) >= (1 if matter.endswith("!") else ENOUGH):
                return f"{matter.rstrip('!')}: {', '.join(list(words)[:3])}"
    return ""


def _is_of_concern(kinds: set[str], texts: Sequence[str]) -> bool:
    return any(
        matter == _CONCERN and said_of & {*kinds, "any"} and any(_tables().words(row, text))
        for row, matter, said_of in _matters()
        for text in texts
    )


@cache
def _matters() -> tuple[tuple[str, str, frozenset[str]], ...]:
    """Return the rows' names with their matter and the kinds that it is said of."""
    headings = (row[0].partition(", ") for row in groups("everyday.txt"))
    return tuple(
        (str(at), matter, frozenset(said_of.split())) for at, (matter, _, said_of) in enumerate(headings)
    )


@cache
def _tables() -> WordTables:
    return WordTables({str(at): words for at, (_, *words) in enumerate(groups("everyday.txt"))})
