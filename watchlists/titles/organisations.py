"""Who buys, at the beginning of a title, and how such a name is said: 深圳大学, 赣州市公安局.

A well-known body by its English name, any other by its known words.

Knows words of bodies and places. Must not know things bought, but that none stands within a name.
"""

import re
from collections.abc import Mapping
from functools import cache

from watchlists.names.bodies import bodies, english_name, firm_of, known_as
from watchlists.names.scripts import script_words
from watchlists.names.tokens import token
from watchlists.titles.cutting import HAN, cut, laid
from watchlists.titles.terms import (
    BODY,
    FIRM,
    JOINING,
    PLACE,
    QUALITY,
    STEP,
    THING,
    UNKNOWN,
    Term,
    heads,
    terms,
)
from watchlists.words.dictionary import tokenized

ELLIPSIS = "…"
_LONGEST, _LONGEST_PART = 26, 10  # characters before what a body is, before what a part of it is
_LEAST = 4  # characters of a firm's name that begins a title; a shorter one is whose the things are: 华为
_NO_BRAND = ("公司", "集团", "银行")
_NO_PLACES = frozenset({"中华", "来宾"})  # words, too
_NOT_WITHIN = (THING, STEP, JOINING)  # kinds of words that no name holds


@cache
def words_of_titles() -> dict[str, Term]:
    """Return the words of titles, well-known bodies and places by their Chinese names."""
    found = {}
    for name, number in bodies().items():
        english = english_name(number) or known_as(number)
        if number <= 0 or not english or not re.fullmatch(f"[{HAN}]{{2,}}", name):
            continue
        brand = bool(firm_of(name)) and not name.endswith(_NO_BRAND)
        if len(name) >= _LEAST:
            found[name] = Term(FIRM if brand else BODY, english)
        elif brand:
            found[name] = Term(QUALITY, english)
    for name, meant in script_words().items():
        if len(meant) == 1 and token(meant[0]).kind == "p" and name not in _NO_PLACES:
            for written in (name, f"{name}市", f"{name}省"):
                found.setdefault(written, Term(PLACE, meant[0].title()))
    return found | terms()


@cache
def _words_of_names() -> dict[str, Term]:
    return words_of_titles() | heads()


@cache
def _forms() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return the patterns of a name up to the first word for what it is, and of a part of that body."""
    last = f"(?:{'|'.join(sorted(heads(), key=len, reverse=True))})"
    whole, part = (rf"[{HAN}()]{{0,{most}}}?{last}" for most in (_LONGEST, _LONGEST_PART))
    return re.compile(whole), re.compile(part)


def body_at(text: str, at: int) -> int:
    """Return where the name of a body ends that begins at a place of a text; that place where none does."""
    whole, part = _forms()
    edges = {end for _, _, end in tokenized(text)}
    end = at
    while found := (part if end > at else whole).match(text, end):
        within = cut(found.group(), _words_of_names())
        if found.end() not in edges or any(
            one.kind in _NOT_WITHIN and one.end - one.start > 1 for one in within
        ):
            break
        end = found.end()
    return end


def said(name: str, watched: Mapping[str, Term]) -> str:
    """Return how a body's name is said, what is not known of it left out."""
    words = [
        ELLIPSIS if one.kind in (UNKNOWN, JOINING) else one.says
        for one in laid(name, {**_words_of_names(), **watched})
    ]
    return " ".join(
        word for number, word in enumerate(words) if word and words[number - 1 : number] != [word]
    )
