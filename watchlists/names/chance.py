"""What two names may have in common by chance: a number, or two characters' sounds.

Knows two prepared names and their alignment. Must not know what it is worth beside other evidence.
"""

from rapidfuzz.distance import Indel

from watchlists.names.alignment import Alignment
from watchlists.names.name import Name

_TWO = len("中芯")
_HEARD = 0.7  # how alike two characters read together and a word are at least
_SYLLABLE = 4  # letters of a word that is one more syllable of a person's name


def is_by_chance(a: Name, b: Name, found: Alignment) -> bool:
    """Return whether two names have nothing more in common."""
    if a.script != b.script and _TWO in (len(a.han), len(b.han)) and _hardly_heard(found):
        return True
    left_over = bool(found.left or found.right)
    return left_over and bool(a.numbers or b.numbers) and (_is_a_number(a) or _is_a_number(b))


def _is_a_number(name: Name) -> bool:
    """Return whether a name is a number alone: "2 Co., Ltd." is no Snow Storm 2."""
    return all(word.kind == "#" for word in name.tokens)


def _hardly_heard(found: Alignment) -> bool:
    """Return whether two Chinese characters were found in Latin words by the class of their sounds alone.

    中芯 is no Jong Chun: such a likeness is nothing by chance in longer names only.
    """
    for one, other, _, how in found.pairs:
        keys = "".join([t.key for t in one]), "".join([t.key for t in other])
        alike = Indel.normalized_similarity(*keys) if how in {"close", "joined"} else 1.0
        if alike < (1.0 if how == "close" else _HEARD):
            return True
    return any(t.kind == "" and len(t.text) <= _SYLLABLE for t in (*found.left, *found.right))
