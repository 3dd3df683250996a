"""A long name written as one word: #HarbinEngineeringUniversity, nationaliraniantankercompany@….

Knows one prepared name. Must not know how two are compared.
"""

import re

from watchlists.names.prepared import Name

_SHORTEST = 12  # letters of a word that may be a whole name
_FEWEST = 3  # words of a name that is looked for as one word; two are found by their sounds
_FORM = re.compile("(?:company|corporation|corp|limited|ltd|llc|inc|gmbh)$")


def as_one_word(name: Name) -> str:
    """Return what may be a whole name in one word, without the legal form at its end; "" for other names."""
    if len(name.words) == 1:
        text = name.words[0].text
        return _FORM.sub("", text) if len(text) >= _SHORTEST else ""
    return "".join([word.text for word in name.rest]) if len(name.rest) >= _FEWEST else ""
