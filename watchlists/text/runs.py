"""Words of a text that may hold two run together: A100vsH100, theH100, 2024A100.

Told by their letters alone, before folding takes the capitals away. Whether a word is two is for those to say
who know names (`scanning/joints.py`); the blank that stands between two is put in here, and places count the
text as given.

Knows characters only. Must not know watchlists, names or rules.
"""

import re
from collections.abc import Iterable
from functools import partial

from watchlists import native
from watchlists.text.characters import is_spaceless
from watchlists.text.folded import Folded, Maps
from watchlists.text.normalize import fold

_LEAST = 5  # letters and figures of two words
_LEAST_VERSUS = 3  # of "vs" and what stands on its other side
_DIGIT, _LOWER, _UPPER = "0-9\uff10-\uff19", "a-z\uff41-\uff5a", "A-Z\uff21-\uff3a"
_WORD = re.compile(f"[{_DIGIT}{_LOWER}{_UPPER}]{{{_LEAST_VERSUS},}}")
# A capital behind a small letter, two letters behind a figure, a letter behind a year at the start.
_CHANGES = re.compile(
    f"[{_LOWER}][{_UPPER}]|[{_DIGIT}][{_LOWER}{_UPPER}]{{2}}|^[12１２][{_DIGIT}]{{3}}[{_LOWER}{_UPPER}]"
)
_VERSUS = re.compile("[vVｖＶ][sSｓＳ]")
_HASH = frozenset("#＃")


def suspects_in_python(text: str) -> list[tuple[int, int]]:
    """Return where words stand in `text` that may hold two: first character, and the one behind the last."""
    found = []
    for word in _WORD.finditer(text):
        start, end = word.span()
        shows = text[start - 1 : start] in _HASH or _CHANGES.search(word.group())
        if (shows and end - start >= _LEAST) or _is_versus(text, start, end):
            found.append((start, end))
    return found


def _is_versus(text: str, start: int, end: int) -> bool:
    """Return whether a word begins or ends with "vs" where another script stands beside it."""
    before, after = text[start - 1 : start], text[end : end + 1]
    if before and is_spaceless(before) and _VERSUS.match(text, start):
        return True
    return bool(after) and is_spaceless(after) and bool(_VERSUS.match(text, end - 2))


def fold_cut(text: str, cuts: Iterable[int]) -> Folded:
    """Return `text` folded as if a blank stood before each of these characters, in order."""
    pieces, places, sources = [], [], []
    done = 0
    for shift, cut in enumerate(cuts, 1):
        pieces.append(text[done:cut])
        places.append(cut + shift)
        sources.append(cut)
        done = cut
    folded = fold(" ".join([*pieces, text[done:]]))
    return Folded(text, folded.text, partial(_maps, folded, places, sources))


def _maps(folded: Folded, places: list[int], sources: list[int]) -> Maps:
    return (*folded.maps(), (places, sources))


suspects = native.suspects or suspects_in_python  # the compiled form, where there is one
