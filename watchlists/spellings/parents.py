"""A body's name with that of the body it belongs to: "Institute of X of the Y Academy of Sciences".

Either may stand first, the inner one in two orders of its own, the outer one by its letters or without what
it is an academy of.

Knows folded words. Must not know texts or terms.
"""

from collections.abc import Iterator
from typing import NamedTuple

from watchlists.words.nationals import national
from watchlists.words.places import is_place
from watchlists.words.vocabulary import HEADS, LITTLE, canonical

_OUTER = frozenset({"academy", "university"})
_OF_ALL = frozenset({"sciences", "science"})  # what most academies are of
_LINKS = LITTLE | {"under"}
_LEAST = 2  # words of an inner name
_LETTERS = 3


class Belonging(NamedTuple):
    """The words of a body's own name, and those of the body it belongs to."""

    inner: list[str]
    outer: list[str]


def belonging(core: list[str]) -> Belonging | None:
    """Return the two names that one in folded words is made of; None for a name of one body."""
    plain = list(map(canonical, core))
    heads = [at for at, word in enumerate(plain) if word in HEADS]
    if len(heads) < 2:
        return None
    first, last = heads[0], heads[-1]
    if plain[first] in _OUTER and core[last - 1] in _OF_ALL and core[first + 1] == "of":
        return Belonging(core[last:], core[:last]) if len(core) - last >= _LEAST else None
    if plain[first] == "university" and last == first + 1 < len(core) - _LEAST:
        return Belonging(core[last:], core[:last])
    if plain[last] not in _OUTER:
        return None
    start = last
    while start > first + 1 and core[start - 1] not in _LINKS:
        start -= 1
    if start == first + 1 or (start == first + 2 and core[start - 1] in _LINKS):
        # no little word before it: "Institute of X Chinese Academy of Sciences"
        start = last
        while start > first + _LEAST and (national(core[start - 1]) or is_place(core[start - 1])):
            start -= 1
        if start == last:
            return None
    end = start
    while end > first + 1 and core[end - 1] in _LINKS:
        end -= 1
    return Belonging(core[:end], core[start:]) if end >= _LEAST else None


def spelled(body: Belonging) -> Iterator[tuple[list[str], bool]]:
    """Yield the usual ways to say that a body belongs to another, and whether that is shortened."""
    inners = [body.inner, *_turned(body.inner)]
    for outer, is_short in _outers(body.outer):
        for inner in inners:
            yield [*outer, *inner], is_short
            if not outer[-1].endswith("s") or is_short:
                yield [*outer, "s", *inner], is_short
            yield [*inner, "in", *outer], is_short  # of it, at it, or with nothing between
            yield [*inner, "under", *outer], is_short


def _turned(inner: list[str]) -> Iterator[list[str]]:
    """Yield a body's own name with its noun at the other end."""
    heads = [at for at, word in enumerate(inner) if canonical(word) in HEADS]
    if len(heads) != 1:
        return
    before, noun, after = inner[: heads[0]], inner[heads[0]], inner[heads[0] + 1 :]
    if len(after) > 1 and after[0] in {"of", "for"}:
        yield [*before, *after[1:], noun]
    elif before and not after:
        yield [noun, "of", *before]


def _outers(outer: list[str]) -> Iterator[tuple[list[str], bool]]:
    """Yield the name of the outer body in full, and by what an academy is called for short."""
    yield outer, False
    if canonical(outer[-1]) in HEADS or "academy" not in map(canonical, outer):
        return
    letters = "".join(word[0] for word in outer if word not in LITTLE)
    if len(letters) >= _LETTERS and (letters != "cas" or outer[0] == "chinese"):
        yield [letters], True
    if outer[-1] in _OF_ALL and outer[-2] == "of" and canonical(outer[0]) != "academy":
        yield outer[:-2], True
