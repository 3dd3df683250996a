"""Whether a chip stands near rental words: computing is let by the hour."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from watchlists.model import Match, Passage
from watchlists.weighing.wordtables import automaton, lowered

if TYPE_CHECKING:
    from ahocorasick_rs import AhoCorasick

# What goes on so is another word: 出租车 is a taxi.
_ANOTHER_WORD = {"出租": "(?!车|車|汽|屋|房)"}


def rented(
    chips: Iterable[Match], passage: Passage, words: tuple[str, ...], near: int
) -> tuple[Match, str] | None:
    """Return the chip and the rental word near it; None for none. `near` as in `watchlists.rules`."""
    if not chips or not words:
        return None
    for name in ("title", "text"):
        text = passage.title if name == "title" else passage.text
        for hit in _hits(words, text):
            for match in chips:
                apart = max(match.start, hit.start()) - min(match.end, hit.end())
                if "title" in (name, match.field) or apart <= near:
                    return match, hit.group()
    return None


def _hits(words: tuple[str, ...], text: str) -> Iterator[re.Match[str]]:
    """Yield the rental words in a text, none in another: a pattern of so many is slow to search for."""
    found = _automaton(words).find_matches_as_indexes(lowered(text), overlapping=True)
    done = 0
    for at in sorted(start for _, start, _ in found):
        if at >= done and (hit := _pattern(words).match(text, at)):
            yield hit
            done = hit.end()


@lru_cache(maxsize=2_000)
def _automaton(words: tuple[str, ...]) -> "AhoCorasick":
    return automaton(lowered(word) for word in words if word)


@lru_cache(maxsize=2_000)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    ordered = sorted(words, key=len, reverse=True)
    # A word of letters must end where it ends ("rental" is not in "parental"); Chinese has no spaces.
    return re.compile(
        "|".join(
            rf"(?<![A-Za-z]){re.escape(word)}(?![A-Za-z])"
            if word.isascii()
            else re.escape(word) + _ANOTHER_WORD.get(word, "")
            for word in ordered
        ),
        re.IGNORECASE,
    )
