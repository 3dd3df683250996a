"""Words of a table in a passage, and what of a passage is near to hits.

Knows matches, passages and the format of `words/signs.txt`. Must not know what a sign means.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

from watchlists.model import Match, Passage
from watchlists.weighing.wordtables import WordTables, lowered
from watchlists.words import groups

ENOUGH = 2  # points that make a sign
_POINTS = {"strong": 2, "weak": 1}
_AROUND = 200  # code points around a word that a pattern of a few words with it in them may take
# A card for game players: shops and reviews speak of such all day.
_CONSUMER = re.compile(r"\bgeforce\b|\brtx ?[2-9]0\d0\b", re.IGNORECASE)


def is_consumer(match: Match) -> bool:
    """Return whether a chip is a game player's card."""
    return _CONSUMER.search(match.term) is not None


def near_to(found: Sequence[Match], passage: Passage, near: int) -> list[str]:
    """Return what of a passage is near to any of the matches, in code points; the title always is.

    A match in the title is near to everything.
    """
    if any(match.field == "title" for match in found):
        return [passage.title, passage.text]
    spans = joined((match.start - near, match.end + near) for match in found)
    texts = [passage.text[first:last] for first, last in spans]
    return [passage.title, *texts] if texts else []


def told(sign: str, texts: Sequence[str]) -> tuple[tuple[str, ...], int]:
    """Return the words of a sign in some texts, each once, and their points together."""
    words: dict[str, int] = {}
    for strength, points in _POINTS.items():
        for text in texts:
            said = _signs().words(f"{sign} {strength}", text)
            words.update((word.lower(), points) for word in said)
    return tuple(words), sum(words.values())


def around(words: Sequence[str], pattern: re.Pattern[str], text: str) -> Iterator[re.Match[str]]:
    """Yield where a pattern stands around any of the words, of which each match has one: fast in a long text.

    The words are in small letters.
    """
    plain = lowered(text)
    places = (hit for word in words for hit in _starts(word, plain))
    for first, last in joined((at - _AROUND, at + _AROUND) for at in places):
        yield from pattern.finditer(text, first, last)


def joined(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans from left to right, those that meet as one; none begins before the text does."""
    whole: list[tuple[int, int]] = []
    for first, last in sorted((max(0, first), last) for first, last in spans):
        if whole and first <= whole[-1][1]:
            whole[-1] = whole[-1][0], max(whole[-1][1], last)
        else:
            whole.append((first, last))
    return whole


def _starts(word: str, text: str) -> Iterator[int]:
    at = text.find(word)
    while at >= 0:
        yield at
        at = text.find(word, at + len(word))


@cache
def _signs() -> WordTables:
    """Return the tables of `signs.txt` by sign and strength."""
    rows: dict[str, list[str]] = {}
    for heading, *words in groups("signs.txt"):
        rows.setdefault(heading, []).extend(words)
    return WordTables(rows)
