"""Whether a noun of business of another language stands behind a name: Valve公司, «Калашников», концерн.

It says that a company is named where the name alone is short or means other things too.

Knows folded texts and what nouns mean. Must not know terms or candidates.
"""

import re

from watchlists.text.normalize import Folded, fold_name
from watchlists.words.glosses import meanings_of

_FIRM = frozenset({"company"})
_BEHIND_LATIN = ("公司", "集团")  # Valve公司
_APPOSED = re.compile('[»”"]?, ([\u0400-\u052f]{4,})')


def beside_firm(folded: Folded, start: int, end: int) -> bool:
    """Return whether such a noun stands directly behind the name at `start` to `end`, or behind a comma."""
    text = folded.text
    if text[start:end].isascii():
        return text[end : end + 3].lstrip().startswith(_BEHIND_LATIN)
    # «Калашников», концерн из Ижевска
    apposed = _APPOSED.match(folded.source, folded.origin(end - 1) + 1)
    return apposed is not None and _FIRM in meanings_of(fold_name(apposed.group(1)))
