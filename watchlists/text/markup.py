"""A text without what HTML and addresses put into its words: references, tags of emphasis, coded blanks.

What feeds and searches answer has "Xi&#39;an" and "华<em>为</em>" in it. Other tags stand between words and
do no harm.

Knows characters only. Must not know names, or what a page means.
"""

import re
from collections.abc import Iterator
from html import unescape
from itertools import chain

_REFERENCE = r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});"
_EMPHASIS = r"</?(?:b|strong|em|i|mark|font|u|wbr)(?:\s+[\w-]+=[^<>]{0,200})?/?>"
_MARKUP = re.compile(f"{_REFERENCE}|{_EMPHASIS}|%20", re.IGNORECASE)


class Unmarked:
    """A text as given, and `plain`: the same without markup."""

    __slots__ = ("_spans", "given", "plain")

    def __init__(self, given: str) -> None:
        self.given = given
        self.plain = _MARKUP.sub(_read, given)
        self._spans: list[tuple[int, int]] = []  # of every plain character in what was given, once asked for

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return where `plain[start:end]`, not empty, stands in the text as given."""
        if self.plain == self.given:
            return start, end
        self._spans = self._spans or list(_spans(self.given))
        return self._spans[start][0], self._spans[end - 1][1]


def _read(match: re.Match[str]) -> str:
    return {"&": unescape(match.group()), "%": " "}.get(match.group()[0], "")


def _spans(given: str) -> Iterator[tuple[int, int]]:
    """Yield where each character that is left came from."""
    done = 0
    for match in chain(_MARKUP.finditer(given), [None]):
        stop = len(given) if match is None else match.start()
        yield from ((at, at + 1) for at in range(done, stop))
        if match is not None:
            done = match.end()
            yield from [match.span()] * len(_read(match))
