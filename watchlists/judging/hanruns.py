"""The Chinese characters right before and behind a hit, as far as they may be of one name with it.

Knows folded texts and places. Must not know terms or what the characters mean.
"""

import re

from watchlists.spellings.knownnames import well_known
from watchlists.text.normalize import Folded, is_han
from watchlists.words.places import han_places

_BORDER = re.compile("[\\n\\t\\xa0\\u3000_-]|  ")
_TOWN = 4  # characters of a place
_NAME = 8  # of a well-known name, at most
_MOST_AFTER, _MOST_BEFORE = 24, 12  # characters


def run_after(folded: Folded, end: int) -> str:
    """Return the Chinese characters right after `end`, up to a break."""
    text = folded.text
    last = stop = end
    while last < len(text) and last - end < _MOST_AFTER and is_han(text[last]):
        last += 1
    if folded.is_unbroken(end, last):
        return text[end:last]
    while stop < last and not _is_border(folded, stop):
        stop += 1
    return text[end:stop]


def _is_border(folded: Folded, position: int) -> bool:
    """Return whether another cell, line or name begins at `position`.

    Single blanks may stand between any characters (a scan, a layout); one before a place or a well-known name
    begins a name.
    """
    gap = folded.between(position)
    if not gap:
        return False
    if gap != " ":
        return _BORDER.search(gap) is not None
    ahead = folded.text[position : position + _NAME]
    named = any(ahead[:size] in han_places() for size in range(2, _TOWN + 1)) or any(
        ahead[:size] in well_known() for size in range(_TOWN, _NAME + 1)
    )
    return named and not folded.between(position + 1)


def run_before(folded: Folded, start: int) -> str:
    """Return the Chinese characters right before `start`, back to a break."""
    text = folded.text
    last = first = start
    while last > 0 and start - last < _MOST_BEFORE and is_han(text[last - 1]):
        last -= 1
    if last < start and folded.is_unbroken(last + 1, start + 1):
        return text[last:start]
    while first > last and not _is_border(folded, first):
        first -= 1
    return text[first:start]
