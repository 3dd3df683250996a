"""What stands in brackets in a name: the name again, its short form, or more of it.

Knows one folded text and its words. Must not know how two names are compared.
"""

import re

from watchlists.names.name import NONE, without_forms
from watchlists.names.reading import script_of, words_of
from watchlists.names.tokens import Token

_BRACKETS = re.compile(r"[(（\[]([^()（）\[\]]*)[)）\]]")


def without_repeats(text: str) -> tuple[list[Token], frozenset[str], list[str]]:
    """Drop from brackets what only repeats the name or its initials.

    Return the words left, those initials, and brackets that hold another whole name of the same party.
    """
    outer = words_of(_BRACKETS.sub(" ", text))
    if not outer:
        return words_of(text), NONE, []
    others = []
    idents = {word.ident for word in outer}
    initials = {word.text[0] for word in outer}
    kept = list(outer)
    stated = set()
    plain = _BRACKETS.sub("", text).isascii()
    for bracket in _BRACKETS.finditer(text):
        inner = bracket[1]
        words = words_of(inner)
        if plain and len(words) * 2 >= len(outer) and script_of(inner) != "latin":
            others.append(inner)  # the same name in its own script
            continue
        if len(words) == 1 and len(outer) > 1 and _may_abbreviate(words[0], initials):
            stated.add(words[0].text)
            continue
        plain_words, forms = without_forms(words)
        if forms and len(plain_words) == 1 and len(outer) > 1 and _may_abbreviate(plain_words[0], initials):
            stated.add(plain_words[0].text)  # Marine Machine Plant JSC (JSC MMP)
            continue
        telling = [word for word in words if word.kind != "x"]
        fresh = [word for word in telling if word.ident not in idents]
        if len(fresh) * 2 <= len(telling):
            continue
        if len(words) > 1 and forms:
            others.append(inner)  # a name with a legal form of its own
            continue
        # where they stood: a town before the legal form is another firm's, behind it only where the firm sits
        before = len(words_of(_BRACKETS.sub(" ", text[: bracket.start()])))
        at = min(before, len(outer)) + len(kept) - len(outer)
        kept[at:at] = fresh
    return kept, frozenset(stated), others


def is_aside(inner: str, text: str) -> bool:
    """Return whether what stood in the brackets of a text is in its script: not the name again in its own."""
    return script_of(inner) == script_of(_BRACKETS.sub(" ", text))


def _may_abbreviate(word: Token, initials: set[str]) -> bool:
    """Return whether a single bracketed word is most likely the short form of the name before it."""
    text = word.text
    return (
        word.kind == ""
        and 1 < len(text) <= 8
        and sum([letter in initials for letter in text]) * 2 >= len(text)
    )
