"""Feeds read again: an entry that is byte for byte what it was last time is not parsed a second time.

A feed that changed brings one or two new entries and thirty old ones, and to parse an entry costs far more
than to see that it is the same. So the old ones are cut out of the body, each leaves an empty element in its
place, and what remains is parsed as usual. The whole body is parsed after all in two cases: where something
outside the entries could have changed their meaning (namespaces, xml:base, the feed's title, link or
language), and where the empty elements do not come out as entries in their places (a cut went through a
comment, say).
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from watchers.model import Item

Mark = tuple[int, int]
Span = tuple[int, int]

_ROOT = re.compile(rb"<(?=[A-Za-z])")
_AFTER_NAME = frozenset((b" ", b"\t", b"\r", b"\n", b">"))  # in a start tag that is not empty
_HEAD = 4_000  # bytes in which the root begins
_LIMIT = 12_000_000  # characters: the entries of some 250 feeds of usual size
_OVERHEAD = 1_000  # what an Item weighs besides its text, in characters


@dataclass(frozen=True, slots=True)
class Entries:
    """Where the entries of a body are, and what tells each from others."""

    name: bytes = b""
    spans: tuple[Span, ...] = ()
    marks: tuple[Mark, ...] = ()


def entries_of(body: bytes) -> Entries:
    """Return the entries of a body in UTF-8, as far as they can be seen without parsing it."""
    root = _ROOT.search(body, 0, _HEAD)
    name = b"entry" if root and body.startswith(b"feed", root.end()) else b"item"
    spans = tuple(_spans(body, b"<" + name, b"</" + name + b">"))
    view = memoryview(body)
    # 64 bits with a secret of the process in them: equal neither by accident nor on purpose.
    marks = tuple([(end - start, hash(view[start:end])) for start, end in spans])
    return Entries(name, spans, marks)


def _spans(body: bytes, opening: bytes, closing: bytes) -> list[Span]:
    spans = []
    position = body.find(opening)
    while position >= 0:
        after = position + len(opening)
        if body[after : after + 1] in _AFTER_NAME:
            end = body.find(closing, after)
            if end < 0:
                break
            after = end + len(closing)
            spans.append((position, after))
        position = body.find(opening, after)
    return spans


def without(body: bytes, entries: Entries, known: Sequence[Item | None]) -> bytes:
    """Return the body with an empty element in the place of each entry that is known."""
    empty = b"<" + entries.name + b"/>"
    kept: list[bytes] = []
    position = 0
    for (start, end), item in zip(entries.spans, known, strict=True):
        if item is not None:
            kept += (body[position:start], empty)
            position = end
    return b"".join((*kept, body[position:]))


@dataclass(frozen=True, slots=True)
class LastTime:
    """What a feed brought: its Items by the marks of their bytes, and what stands for all around them."""

    frame: int
    items: dict[Mark, Item]

    def known(self, entries: Entries) -> list[Item | None]:
        """Return the Item of each entry that is the same as then, None for the others."""
        return [self.items.get(mark) for mark in entries.marks]

    @property
    def weight(self) -> int:
        """Return about how many characters it holds."""
        return sum([len(item.text) + len(item.title) + _OVERHEAD for item in self.items.values()])


class LastTimes:
    """What each feed brought last; those that were not read for longest are forgotten first.

    `limit` is how many characters they may hold together.
    """

    def __init__(self, limit: int = _LIMIT) -> None:
        self._feeds: dict[tuple[str, str], tuple[LastTime, int]] = {}  # with what each weighs
        self._limit = limit
        self._weight = 0

    def get(self, feed: tuple[str, str]) -> LastTime | None:
        """Return what the feed brought last time, if that is known."""
        held = self._feeds.get(feed)
        return held[0] if held else None

    def put(self, feed: tuple[str, str], brought: LastTime) -> None:
        """Keep what the feed brought now in place of what it brought before."""
        self.forget(feed)
        weight = brought.weight
        self._feeds[feed] = brought, weight
        self._weight += weight
        while self._weight > self._limit:
            self.forget(next(iter(self._feeds)))

    def forget(self, feed: tuple[str, str]) -> None:
        """Forget the feed, so that all of it is read next time."""
        held = self._feeds.pop(feed, None)
        if held is not None:
            self._weight -= held[1]
