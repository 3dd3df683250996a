"""One wrong character in a Chinese name: 研究昕 for 研究所, 自动空制 for 自动控制.

A character of a body's own word makes another body (华星, 华兴); one that tears a word which many names share
is a slip.

Knows two names in Han characters. Must not know what else speaks for one party or for two.
"""

from watchlists.names.han_parts import other_number, segments
from watchlists.names.han_tables import han_segments
from watchlists.words.dictionary import is_word

_LEAST = 6  # characters of a name in which one may be wrong
_SHARED = frozenset(("frame", "what"))
_NO_OWN_WORD = ("研究所", "研究院", "大学", "学院", "实验室", "中心")  # bodies called by their field and town


def by_slip(one: str, other: str) -> str:
    """Return the word of one name of which the other has one character wrong and all else the same; ""."""
    if len(one) != len(other) or len(one) < _LEAST:
        return ""
    wrong = [place for place, (a, b) in enumerate(zip(one, other, strict=True)) if a != b]
    if len(wrong) != 1 or other_number(one, other):
        return ""
    return _torn(one, other, wrong[0]) or _torn(other, one, wrong[0])


def _torn(right: str, slipped: str, place: int) -> str:
    """Return the word that `right` has at a place where `slipped` has none."""
    at = 0
    for part, role in segments(right):
        if at <= place < at + len(part):
            written = slipped[at : at + len(part)]
            is_shared = role in _SHARED or (not role and right.endswith(_NO_OWN_WORD) and is_word(part))
            return part if is_shared and len(part) > 1 and not _means(written) else ""
        at += len(part)
    return ""


def _means(text: str) -> bool:
    return text in han_segments() or is_word(text)
