"""Words of a table in a passage, and what of a passage is near to hits.

Knows matches, passages and the format of `words/signs.txt`. Must not know what a sign means.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from watchlists.model import Match, Passage
from watchlists.words import groups

ENOUGH = 2  # points that make a sign
LONG = 4_000  # code points of a text that are asked for words: what an item is about stands at its beginning
_POINTS = {"strong": 2, "weak": 1}
_LETTER = r"[A-Za-zÀ-ÿА-Яа-яЁё]"  # of words that are written with blanks between
# A card for game players: shops and reviews speak of such all day.
_CONSUMER = re.compile(r"\bgeforce\b|\brtx ?[2-9]0\d0\b", re.IGNORECASE)


def is_consumer(match: Match) -> bool:
    """Return whether a chip is a game player's card."""
    return _CONSUMER.search(match.term) is not None


def near_to(found: Sequence[Match], passage: Passage, near: int) -> list[str]:
    """Return what of a passage is near to any of the matches, in code points; the title always is.

    A match in the title is near to everything, as far as `LONG` reaches.
    """
    if any(match.field == "title" for match in found):
        return [passage.title, passage.text[:LONG]]
    near = min(near, LONG)
    spans: list[tuple[int, int]] = []
    for match in sorted(found, key=lambda match: match.start):
        first, last = max(0, match.start - near), match.end + near
        if spans and first <= spans[-1][1]:
            spans[-1] = spans[-1][0], max(spans[-1][1], last)
        else:
            spans.append((first, last))
    return [passage.title, *(passage.text[first:last][: 2 * LONG] for first, last in spans)] if spans else []


def told(sign: str, texts: Sequence[str]) -> tuple[tuple[str, ...], int]:
    """Return the words of a sign in some texts, each once, and their points together."""
    words: dict[str, int] = {}
    for strength, pattern in _signs()[sign].items():
        for text in texts:
            words.update((hit.group().lower(), _POINTS[strength]) for hit in pattern.finditer(text))
    return tuple(words), sum(words.values())


@cache
def _signs() -> dict[str, dict[str, re.Pattern[str]]]:
    """Return the patterns of `signs.txt` by sign and strength, the strong words first."""
    rows: dict[str, dict[str, list[str]]] = {}
    for heading, *words in groups("signs.txt"):
        sign, strength = heading.split()
        rows.setdefault(sign, {"strong": [], "weak": []})[strength].extend(words)
    return {
        sign: {strength: any_of(words) for strength, words in by.items() if words}
        for sign, by in rows.items()
    }


def any_of(words: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern of any of the words.

    Those of letters stand by themselves, with `*` at their end they go on; between slashes stands a pattern.
    """
    parts = []
    for word in sorted(set(words), key=lambda word: (-len(word), word)):
        if word[0] == word[-1] == "/":
            parts.append(word[1:-1])
            continue
        begins = rf"(?<!{_LETTER})" if re.match(_LETTER, word) else ""
        ends = rf"(?!{_LETTER})" if re.match(_LETTER, word[-1]) else ""
        parts.append(begins + r"\s".join(map(_piece, word.split())) + ends)
    return re.compile("|".join(parts), re.IGNORECASE)


def _piece(word: str) -> str:
    return f"{re.escape(word[:-1])}{_LETTER}*" if word.endswith("*") else re.escape(word)
