"""Whether two writings of a list's value say the same: two copies of one list are never written alike.

Pure. These make no difference: Unicode forms, blanks, HTML escapes, styles of quotation mark, dash and
apostrophe, letters lost to "?" or U+FFFD, and the order of values in a cell. A change of case, accent or
punctuation is a change: it is what the authority wrote.
"""

import html
import re
import unicodedata
from collections.abc import Sequence

from watchers.parsers.lists.entries import PLAIN_MARKS, clean
from watchers.parsers.lists.party_contacts import is_contact, without_contact_parts

_DRIFTS_IN_ASCII = ("&", "  ", "`")
# OFAC's CSV holds so much of a remark; what runs over stands in a file of its own, which a copy may lack.
# Blanks inside may have been taken out of it since.
_COLUMN = range(990, 1001)
_LOST = re.compile(r"[?\ufffd]+")


def canonical(value: str) -> str:
    """Return the value with everything removed that drifts."""
    if value.isascii() and not any(mark in value for mark in _DRIFTS_IN_ASCII):
        return value.strip()
    text = html.unescape(value) if "&" in value else value
    return clean(unicodedata.normalize("NFKC", clean(text)).translate(PLAIN_MARKS))


def same_text(left: str, right: str) -> bool:
    """Whether two values say the same."""
    if left == right:
        return True
    left, right = canonical(left), canonical(right)
    return left == right or _lost_letters(left, right) or _lost_letters(right, left)


def same_remark(left: str, right: str) -> bool:
    """Whether two remarks say the same, one cut at the column's width what the whole one says.

    Ways to reach a party, which earlier readers kept, are nothing.
    """
    short, whole = sorted((canonical(left), canonical(right)), key=len)
    return (
        same_text(left, right)
        or (len(short) in _COLUMN and whole.startswith(short))
        or same_text(without_contact_parts(left), without_contact_parts(right))
    )


def same_details(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether two rows of "label: value" hold the same, ways to reach the party aside."""
    ours, theirs = ([one for one in told if not is_contact(one)] for told in (left, right))
    return same_set(ours, theirs)


def _lost_letters(damaged: str, whole: str) -> bool:
    """Whether `damaged` is `whole` with letters outside ASCII turned to "?" or U+FFFD."""
    if whole.isascii() or not _LOST.search(damaged):
        return False
    pattern = "[^\\x00-\\x7f]{1,3}".join(re.escape(part) for part in _LOST.split(damaged))
    return re.fullmatch(pattern, whole) is not None


def same_set(left: Sequence[str], right: Sequence[str]) -> bool:
    """Whether two cells hold the same values, in any order."""
    if left == right or set(left) == set(right):
        return True
    ours, theirs = {canonical(one) for one in left}, {canonical(one) for one in right}
    if ours == theirs:
        return True
    rest, others = sorted(ours - theirs), sorted(theirs - ours)
    return len(rest) == len(others) and all(any(same_text(one, other) for other in others) for one in rest)
