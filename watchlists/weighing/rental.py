"""Whether a chip stands near rental words: computing is let by the hour."""

import re
from collections.abc import Iterable
from functools import lru_cache

from watchlists.model import Match, Passage

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
        for hit in _pattern(words).finditer(text):
            for match in chips:
                apart = max(match.start, hit.start()) - min(match.end, hit.end())
                if "title" in (name, match.field) or apart <= near:
                    return match, hit.group()
    return None


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
