"""Names that a form or a payment message cut off after so many letters: their last word is begun only.

Knows two prepared names and their alignment. Must not know what it is worth beside other evidence.
"""

from watchlists.names.alignment import Alignment
from watchlists.names.name import Name

_CUT_FROM = 20  # letters of a name that may be cut off: 35 of a line, with blanks and little words
_BEGUN = 3  # letters of its last word at least
_UNKNOWN = frozenset(("", "g"))  # kinds of such a word
_BEGINS = 0.9  # how surely it is the word that begins so


def pair_cut_off(a: Name, b: Name, found: Alignment) -> bool:
    """Pair the last word of a name that was cut off with the word it begins; return whether one was.

    Words must be left over on both sides.
    """
    for left, right, name, swap in (
        (found.left, found.right, a, False),
        (found.right, found.left, b, True),
    ):
        cut = left[-1]
        if len(name.joined) < _CUT_FROM or cut is not name.tokens[-1] or len(cut.text) < _BEGUN:
            continue  # as most names
        for whole in right:
            if whole.text.startswith(cut.text) and cut.kind in _UNKNOWN and not whole.heard:
                left.remove(cut)
                right.remove(whole)
                found.pair(*(((whole,), (cut,)) if swap else ((cut,), (whole,))), _BEGINS, "initial")
                return True
    return False
