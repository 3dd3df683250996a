"""What a name in Chinese letters says, for readers of Latin ones.

A well-known body by its English name; any other name by its words as they are compared (`reading.py`): known
ones by their meaning, the rest by sound, without the legal form.

Knows one name. Must not know who watches it, nor how it is shown.
"""

from functools import lru_cache
from typing import NamedTuple

from watchlists.names.bodies import english_name, known_as
from watchlists.names.name import Name
from watchlists.names.prepared import prepare

_LONGEST = 60  # characters; what is longer is a sentence
_PLACE = "p"  # kind of a word
_VOWELS = frozenset("aeiouy")
_REMEMBERED = 2_000


class Gloss(NamedTuple):
    """`text`: the name in Latin letters, "" where there is none; `known`: it is its English name."""

    text: str
    known: bool


NO_GLOSS = Gloss("", known=False)


@lru_cache(maxsize=_REMEMBERED)
def gloss(name: str) -> Gloss:
    """Return what a name written in Chinese characters says; nothing for names in any other script."""
    if len(name) > _LONGEST or name.isascii():
        return NO_GLOSS
    found = prepare(name)
    if not found or found[0].script != "han":
        return NO_GLOSS
    body = found[0].body
    if english := english_name(body) or known_as(body):
        return Gloss(english, known=True)
    return Gloss(_read(found[0]), known=all(word.kind == _PLACE for word in found[0].rest))


def _read(name: Name) -> str:
    """Return the words of a name; "" where one is a short form, which may be another body's."""
    texts = [word.text for word in name.rest]
    if any(len(text) > 1 and _VOWELS.isdisjoint(text) and not text.isdigit() for text in texts):
        return ""
    return " ".join(text.capitalize() for text in texts)
