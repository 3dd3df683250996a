"""Where the words of a folded text start, and whether one may have a capital there.

Knows folded texts only. Must not know names, watchlists or what a hit means.
"""

from functools import lru_cache

from watchlists import native
from watchlists.text.folded import Folded

_ONE_BY_ONE = 32  # places of words told each by itself; more are told along the text


class WordStarts:
    """Where the words of one text start, found as far as they are asked for."""

    __slots__ = ("_asked", "_starts", "_text", "_words")

    def __init__(self, text: str, words: list[str]) -> None:
        self._text = text
        self._words = words
        self._starts: list[int] = []
        self._asked = 0

    def start(self, number: int) -> int:
        """Return where word `number` of the text starts."""
        self._asked += 1
        if native.word_start is not None and self._asked <= _ONE_BY_ONE:
            return native.word_start(self._text, number)  # counts from the start of the text each time
        starts = self._starts
        position = starts[-1] + len(self._words[len(starts) - 1]) if starts else 0
        for word in self._words[len(starts) : number + 1]:
            position = self._text.index(word, position)
            starts.append(position)
            position += len(word)
        return starts[number]


@lru_cache(maxsize=2)
def starts_of(folded: Folded) -> WordStarts:
    """Return where the words of a text start; those of a title and its text are remembered."""
    return WordStarts(folded.text, folded.words)


def may_have_capital(folded: Folded, at: int) -> bool:
    """Return whether an ASCII text has no small letter where word `at` starts; other texts are not asked."""
    if not folded.source.isascii():
        return True
    return not folded.source[folded.origin(starts_of(folded).start(at))].islower()
