"""A town and its Slavic adjective in the names of bodies: Murom Plant, Муромский завод.

No table holds every town. Only for names of bodies: of two persons, Sokol and Sokolsky are two.

Knows the words left over by an alignment. Must not know how much evidence is enough.
"""

import re

from watchlists.names.alignment import Alignment
from watchlists.names.tokens import Token

_ENDING = re.compile(r"sk(?:i|y|iy|yy|ii|yi|ij|yj|a|aya|aia|oe|oye|oie|ogo|oy|e)$")
_LINKS = frozenset(("ov", "ev", "en", "in", "an"))  # between the name and the ending
_LIKENESS = 0.95
_STEM = 4  # letters of a town
_BEGIN = 3  # that both begin with


def called_after_place(found: Alignment) -> bool:
    """Pair a word with the adjective made from it where both are left over; return whether any was."""
    paired = False
    begins = [u.text[:_BEGIN] for u in found.right if u.kind == ""]
    if not begins:
        return False
    for t in tuple(found.left):
        if t.kind or t.text[:_BEGIN] not in begins:  # nearly always
            continue
        for u in tuple(found.right):
            if u.kind == "" and (_is_made_from(t, u) or _is_made_from(u, t)):
                found.left.remove(t)
                found.right.remove(u)
                found.pair((t,), (u,), _LIKENESS, "close")
                paired = True
                break
    return paired


def _is_made_from(adjective: Token, town: Token) -> bool:
    """Return whether one word is the other with an adjective's ending: Muromskiy, Tulskiy, Penzenskiy."""
    text, name = adjective.text, town.text
    if len(name) < _STEM or text[:_BEGIN] != name[:_BEGIN]:
        return False
    ending = _ENDING.search(text)
    if ending is None:
        return False
    base, bare = text[: ending.start()], name.rstrip("aeiouy")
    return base in {name, bare} or f"{base}sk" == name or (base[:-2] == bare and base[-2:] in _LINKS)
