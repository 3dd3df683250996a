"""Where the words of a list stand in a folded text: any of a few dozen, in a few hundred characters.

Knows folded text only. Must not know terms, or what the words say.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from watchlists.text.normalize import fold_name, is_spaceless

_SHORT = 3  # letters of words that other words hold by chance
_PLURAL_OF_Y = re.compile(r"(?<=[a-z][b-df-hj-np-tv-z])y$")  # tenancy, tenancies


class _Form(NamedTuple):
    """A folded word: whether it begins and ends a word of the text, and its plural is another word."""

    text: str
    begins: bool
    ends: bool
    is_single: bool


@lru_cache(maxsize=4_096)
def _forms(words: tuple[str, ...], *, whole: bool) -> tuple[_Form, ...]:
    """Return the forms of words, those of like edges one after the other."""
    found: dict[tuple[bool, bool], list[_Form]] = {}
    for word in words:
        folded = fold_name(word.removesuffix("="))
        if not folded:
            continue
        bounded = whole or len(folded) <= _SHORT
        # Chinese and kana stand in a row, and Korean words go on with particles
        begins = bounded and (not is_spaceless(folded[0]) or "\uac00" <= folded[0] <= "\ud7a3")
        ends = bounded and not is_spaceless(folded[-1])
        spelt = (folded, _PLURAL_OF_Y.sub("ie", folded)) if _PLURAL_OF_Y.search(folded) else (folded,)
        alike = found.setdefault((begins, ends), [])
        alike += [_Form(text, begins, ends, word.endswith("=")) for text in spelt]
    return tuple(form for alike in found.values() for form in alike)


def _end(form: _Form, text: str, at: int, end: int) -> int:
    """Return where a form that stands at `at` ends in `text[:end]`, with its plural; 0 where it is none."""
    last = at + len(form.text)
    if form.begins and at and text[at - 1].isalnum():
        return 0
    plural = last < end and text[last] == "s"
    behind = text[last + 1] if last + 1 < end else " "  # the s
    if form.is_single and plural and not (behind.isalnum() or behind == "_"):
        return 0
    if not form.ends:
        return last
    if plural:
        return 0 if behind.isalnum() else last + 1
    return 0 if last < end and text[last].isalnum() else last


def mentions(
    words: tuple[str, ...], text: str, start: int = 0, end: int | None = None, *, whole: bool = False
) -> list[tuple[int, int]]:
    """Return where any of the words stand in `text[start:end]`, in order and apart.

    Short words, and all when `whole`, are found as whole words, perhaps with a plural s, the others in longer
    words too. A word that ends in "=" is not meant by its plural.
    """
    end = len(text) if end is None else end
    found: list[tuple[int, int, int]] = []
    for order, form in enumerate(_forms(words, whole=whole)):
        at = text.find(form.text, start, end)
        while at >= 0:
            if last := _end(form, text, at, end):
                found.append((at, order, last))
            at = text.find(form.text, at + 1, end)
    apart: list[tuple[int, int]] = []
    done = start
    for first, _, last in sorted(found):
        if first >= done:
            apart.append((first, last))
            done = last
    return apart


def mention_at(words: tuple[str, ...], text: str, at: int) -> str:
    """Return the first of the words that stands at one place, as `mentions` finds it; "" for none."""
    for form in _forms(words, whole=False):
        if text.startswith(form.text, at) and (last := _end(form, text, at, len(text))):
            return text[at:last]
    return ""
