"""Whether the letters of a body (DUT, CASC) are its own here, or another body's, or an ordinary word.

An expansion in brackets says whose they are; an article before them, small letters in a cased text and a
plural say that they are no name.

Knows the text around a hit, the words of fields and the names of a term. Must not know who watches it.
"""

import re

from watchlists.index.candidates import Candidate
from watchlists.judging.expansions import WORD, is_other, is_other_han, spells, tail, usual_names
from watchlists.model import Term
from watchlists.text.normalize import Folded, fold_name, is_han

_MIXED, _COMPOUND = re.compile(r"[a-z][A-Z]"), re.compile(r"\w-")  # 5-MeO-MiPT
_MOST = 6  # letters of an acronym
_FEWEST = 3
_REACH = 96  # characters of an expansion
_AFTER = re.compile(r" ?[（(] ?([^（()）;；]{3,90}?) ?(?:[,，][^（()）]*)?[)）]")
_CLOSED = re.compile(r" ?[)）]")
_BRACKETS = frozenset("()（）")
_OPEN = re.compile(r"[（(] ?$")
_NOT_SPOKEN = re.compile(r"[^\w&'’ -]")
_LEAST_SPOKEN, _MOST_SPOKEN = 8, 90  # characters
# A Chinese full name before letters in brackets, perhaps with words of the sentence before it.
_HAN_BEFORE = re.compile("([\u4e00-\u9fff]{6,16})[（(] ?$")
# What letters stand for, in so many words.
_TOLD = re.compile(
    r"(?:(?:,|:| [–—-]) (?:(?:or|i\.e\.,?|namely|that is,?|short for|yani|also|das heißt|soit) )?"
    r"| (?:stands for|is short for|means) )(?:the )?"
    r"([^,.;:()\n]{8,90})"
)


def is_acronym(text: str, term: Term) -> bool:
    """Return whether a folded spelling is some letters that a body is called by in capitals."""
    return (
        _FEWEST <= len(text) <= _MOST
        and text.isascii()
        and text.isalpha()
        and is_listed_in_capitals(text, term)
    )


def letters_of_other(candidate: Candidate, term: Term, folded: Folded) -> str:
    """Return in words why the acronym of a watched body is not its name here; "" where it may be."""
    text, source = candidate.variant.text, folded.source
    place = first, last = folded.span(candidate.start, candidate.end)
    written = source[first:last]
    in_capitals = written.isupper()
    if not in_capitals and _MIXED.search(written) and _COMPOUND.match(source[max(0, first - 2) : first]):
        return f"part of a compound with {written}"
    if candidate.is_exact and _is_plural(written, text):
        return f"{written} is not {text.upper()}"
    if not in_capitals:
        return ""
    other = _expansion_of_other(text, term, source, place) or _spelled_out(text, term, source, last)
    return f"the letters of {other}" if other else ""


def is_listed_in_capitals(text: str, term: Term) -> bool:
    """Return whether a folded word is one that the body is called by in capitals."""
    for name in (term.name, *term.aliases, *term.weak_aliases):
        if name.isupper() and fold_name(name) == text:
            return True
    return any(folded == text and shown.isupper() for folded, shown, _ in usual_names(term))


def _is_plural(written: str, text: str) -> bool:
    """Return whether letters have one s more than the acronym and nothing sets it apart (BGIS, not BGIs)."""
    if len(written) == len(text) and written.isascii():
        return False
    return fold_name(written) == f"{text}s" and not (written[:-1].isupper() and written[-1] == "s")


def _expansion_of_other(letters: str, term: Term, source: str, place: tuple[int, int]) -> str:
    """Return the expansion, behind or before the letters in brackets, that names another body."""
    first, last = place
    if _BRACKETS.isdisjoint(source[last : last + 2]):
        return ""
    if after := _AFTER.match(source[last : last + _REACH]):
        given = after.group(1)
        is_chinese = any(map(is_han, given))
    elif _CLOSED.match(source[last : last + 2]) and _OPEN.search(source[max(0, first - 3) : first]):
        before = source[max(0, first - _REACH) : first]
        chinese = None if before.isascii() else _HAN_BEFORE.search(before)
        given = chinese.group(1) if chinese else tail(_spoken_before(before), letters)
        is_chinese = chinese is not None
    else:
        return ""
    another = is_other_han(given, term) if is_chinese else is_other(given, letters, term)
    return given if another else ""


def _spelled_out(letters: str, term: Term, source: str, last: int) -> str:
    """Return what letters are said to stand for that is another's ("CERS, the Centre for …"), or ""."""
    told = _TOLD.match(source, last)
    if told is None:
        return ""
    given = told.group(1)
    for word in WORD.finditer(given):
        expansion = given[: word.end()]
        if len(expansion) >= _LEAST_SPOKEN and spells(expansion, letters):
            return expansion if is_other(expansion, letters, term) else ""
    return ""


def _spoken_before(before: str) -> str:
    """Return the words before the bracket that ends a text; "" for few."""
    opened = _OPEN.search(before)
    run = _NOT_SPOKEN.split(before[: opened.start()])[-1] if opened else ""
    if len(run) > _LEAST_SPOKEN:
        run = run.removesuffix(" ")
    return run[-_MOST_SPOKEN:] if len(run) >= _LEAST_SPOKEN else ""
