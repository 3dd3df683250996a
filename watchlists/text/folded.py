"""A text after all steps of folding, with the way back to the text as given.

Knows characters and places. Must not know how a text is folded.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Callable

Maps = tuple[tuple[list[int], list[int]], ...]  # for each step: places after it, and where they came from


class Folded:
    """A text after all steps, with the way back.

    `text` starts and ends with one space. `source` is the text as given.
    """

    __slots__ = ("_maps", "_spans", "_words", "source", "text")

    def __init__(self, source: str, text: str, maps: "Maps | Callable[[], Maps]") -> None:
        self.source = source
        self.text = text
        self._maps = maps  # or what makes them: most texts hold nothing whose place is asked for
        self._words: list[str] | None = None
        self._spans: dict[tuple[int, int], tuple[int, int]] = {}  # those asked for: most are so many times

    @property
    def words(self) -> list[str]:
        """What stands between spaces in `text`."""
        if self._words is None:
            self._words = self.text.split()
        return self._words

    def before(self, position: int, most: int) -> list[str]:
        """Return up to `most` words of `text` before the one that holds `position` or starts there."""
        return self.text[: self.text.rindex(" ", 0, position)].rsplit(None, most)[-most:]

    def behind(self, position: int, most: int) -> list[str]:
        """Return up to `most` words of `text` behind the one that holds `position` or ends there."""
        return self.text[self.text.index(" ", position) :].split(None, most)[:most]

    def maps(self) -> Maps:
        """Return for each step, the last first, the places after it that came from elsewhere."""
        if callable(self._maps):
            self._maps = self._maps()
        return self._maps

    def origin(self, position: int) -> int:
        """Return the code point of `source` that the character at `position` of `text` came from."""
        position -= 1  # the leading space
        for places, sources in self._maps and self.maps():
            entry = bisect_right(places, position) - 1
            if entry >= 0:
                position = sources[entry] + position - places[entry]
        size = len(self.source)
        return 0 if position < 0 else min(size, position)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where `text[start:end]` stands in `source`."""
        if not self._maps and self.source.isascii():  # nothing moved but for the leading space
            size = len(self.source)
            return (start - 1 if start > 1 else 0), (end - 1 if end - 2 < size else size + 1)
        found = self._spans.get((start, end))
        if found is None:
            found = self._spans[start, end] = self._span(start, end)
        return found

    def _span(self, start: int, end: int) -> tuple[int, int]:
        if self._maps:
            first, last = self.origin(start), self.origin(end - 1) + 1
        else:
            size = len(self.source)
            first, last = (start - 1 if start > 1 else 0), (end - 1 if end - 2 < size else size + 1)
        while last < len(self.source) and unicodedata.category(self.source[last]) == "Mn":
            last += 1
        return first, max(first, last)

    def between(self, position: int) -> str:
        """Return what the text as given has between the characters at `position` - 1 and `position`."""
        return self.source[self.origin(position - 1) + 1 : self.origin(position)]

    def is_unbroken(self, start: int, end: int) -> bool:
        """Return whether the text as given goes on with the very characters `text[start:end]`."""
        first = self.origin(start - 1) + 1
        return self.source[first : first + end - start] == self.text[start:end]
