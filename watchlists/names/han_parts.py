"""The parts of Chinese names: segments with their role, figures, and short forms that everybody knows.

Knows one name, or the pieces of one, in Han characters. Must not know how sure a short form is.
"""

import re
from functools import cache, lru_cache

from watchlists.names.han_tables import han_segments, han_short_forms
from watchlists.names.numbers import DIGITS, han_number

_FIGURES = re.compile("[0-9〇零一二三四五六七八九十]+")
_COUNTED = re.compile("(?:(?<=第)[0-9〇零一二三四五六七八九十]+|[0-9〇零一二三四五六七八九十]{2,})")
_ORDINAL = re.compile("第[0-9〇零一二三四五六七八九十百]+次?")
_FORM = re.compile("(?:股份|有限|责任)+公司$")
_FREE = frozenset("的和与及暨")  # little words that no short form keeps
_ONE_WAY = DIGITS | dict.fromkeys(map(ord, "省市"))
_LONGEST_PERSON = len("欧阳建国")  # of whose name the order tells
_LONGEST_PIECE = 4  # characters of a short form that everybody knows


@cache
def _longest() -> int:
    return max(map(len, han_segments()))


@lru_cache(maxsize=20_000)
def segments(name: str) -> tuple[tuple[str, str], ...]:
    """Cut a full name into (part, role), the longest known part first; the rest goes two by two."""
    table = han_segments()
    parts: list[tuple[str, str]] = []
    rest = ""

    def flush() -> None:
        nonlocal rest
        while rest:
            size = 3 if len(rest) == 3 else 2
            parts.append((rest[:size], ""))
            rest = rest[size:]

    at = 0
    while at < len(name):
        ordinal = _ORDINAL.match(name, at)
        if ordinal:
            flush()
            parts.append((ordinal.group(), "what"))
            at = ordinal.end()
            continue
        for size in range(min(_longest(), len(name) - at), 0, -1):
            kind = table.get(name[at : at + size])
            if kind is not None and (
                size > 1
                or (at + 1 == len(name) and kind == "frame")
                or (not rest and parts and kind == "thin")
            ):
                flush()
                parts.append((name[at : at + size], kind))
                at += size
                break
        else:
            if name[at] in _FREE:
                flush()
                parts.append((name[at], "free"))
            else:
                rest += name[at]
            at += 1
    flush()
    return tuple(parts)


def other_number(short: str, full: str) -> bool:
    """Return whether the figures differ: 第二十二中学 is not 二十中, 第二十一中学 not 一中."""
    said = {han_number(figures) for figures in _FIGURES.findall(short)}
    meant = {han_number(figures) for figures in _COUNTED.findall(full)}
    return bool(said and meant) and said.isdisjoint(meant)


def same_characters(one: str, other: str) -> bool:
    """Return whether two names have the same characters.

    第2 is 第二, 市 and the legal form may be left out, and the parts of a body's name stand in another order.
    """
    one, other = (_FORM.sub("", name.translate(_ONE_WAY)) for name in (one, other))
    return one == other or (len(one) > _LONGEST_PERSON and sorted(one) == sorted(other))


def another_body(short: str, full: str) -> float:
    """Return how much of a short form are pieces that everybody knows to mean another body."""
    table = han_short_forms()
    at = other = 0
    while at < len(short):
        for size in range(min(_LONGEST_PIECE, len(short) - at), 1, -1):
            found = table.get(short[at : at + size])
            if found is not None:
                forms, only = found
                if only and not any(_holds(full, form) for form in forms):
                    other += size
                at += size
                break
        else:
            at += 1
    return float(other > 0)


def _holds(full: str, form: tuple[str, ...]) -> bool:
    at = 0
    for part in form:
        at = full.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return True
