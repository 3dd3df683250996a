"""Whether a noun of business in another script stands beside a name: корпорация КОМАК, ミクロン社.

It says that a company is named where the name alone is short or means other things too.

Knows folded texts and what nouns mean. Must not know terms or candidates.
"""

import re

from watchlists.text.normalize import Folded, fold_name
from watchlists.words.glosses import meanings_of, table

_FIRM = frozenset({"company"})
_BEHIND = ("社", "公司", "集团", "그룹", "사")
_BEHIND_LATIN = ("公司", "集团")  # Valve公司
_APPOSED = re.compile('[»”"]?, ([\u0400-\u052f]{4,})')
_NEAR = 24  # characters in which the word before stands


def beside_firm(folded: Folded, start: int, end: int) -> bool:
    """Return whether such a noun stands directly before or behind the name at `start` to `end`."""
    text = folded.text
    if text[start:end].isascii():
        return text[end : end + 3].lstrip().startswith(_BEHIND_LATIN)
    before = text[max(0, start - _NEAR) : start].split()
    if before:
        word = before[-1]
        if _FIRM in (meanings_of(word) if not word.isascii() else ()) or _FIRM in table().get(word, ()):
            return True
    behind = text[end : end + 3]
    if not text[start].isascii() and behind.startswith(_BEHIND):
        return True
    # «Калашников», концерн из Ижевска
    apposed = _APPOSED.match(folded.source, folded.origin(end - 1) + 1)
    return apposed is not None and _FIRM in meanings_of(fold_name(apposed.group(1)))
