"""A name written together or apart: #HarbinEngineeringUniversity, Qi Li An Optics and Qilian Optics.

Little words count here: An, De and Le are syllables as well.

Knows prepared names. Must not know what it is worth that their letters are the same.
"""

import re

from watchlists.names.name import Name

_SHORTEST = 12  # letters of a word that may be a whole name
_FEWEST = 3  # words of a name that is looked for as one word; two are found by their sounds
_LETTERS = 6  # of a name that is compared without blanks
_NO_LETTERS = frozenset("i#")  # kinds of words that stand for themselves behind others: Robert A., Roberta
_NOBODY = frozenset(("~group", "~company"))  # words behind a name that may be its legal form
_FORM = re.compile("(?:company|corporation|corp|limited|ltd|llc|inc|gmbh)$")


def as_one_word(name: Name) -> str:
    """Return what may be a whole name in one word, without the legal form at its end; "" for other names."""
    if len(name.words) == 1:
        text = name.words[0].text
        return _FORM.sub("", text) if len(text) >= _SHORTEST else ""
    return "".join([word.text for word in name.rest]) if len(name.rest) >= _FEWEST else ""


def same_letters(one: Name, other: Name) -> bool:
    """Return whether two names are the same letters but for blanks and words for group at the end."""
    for word, its in zip(one.rest, other.rest, strict=False):
        if word is its:
            continue
        if not (word.text.startswith(its.text) or its.text.startswith(word.text)):  # most names
            if word.ident not in _NOBODY and its.ident not in _NOBODY:
                return False
        break
    letters = _letters(one)
    return len(letters) >= _LETTERS and letters == _letters(other)


def _letters(name: Name) -> str:
    words = list(name.rest)
    while words and words[-1].ident in _NOBODY:
        words.pop()
    if any(word.heard or (word.kind in _NO_LETTERS and place) for place, word in enumerate(words)):
        return ""
    return "".join([word.text for word in words])
