"""Who buys, at the beginning of a title, and how such a name is said: 深圳大学, 赣州市公安局.

A well-known body by its English name, any other by its known words.

Knows words of bodies and places. Must not know things bought, but that none stands within a name.
"""

import re
from collections.abc import Container, Iterator, Mapping
from functools import cache
from itertools import takewhile

from watchlists.names.bodies import bodies, english_name, firm_of, known_as
from watchlists.names.scripts import simplified
from watchlists.titles.cutting import HAN, cut, laid
from watchlists.titles.places import others, read_aloud, well_known
from watchlists.titles.terms import (
    BODY,
    FIRM,
    HEAD,
    MATTER,
    NOTHING,
    PLACE,
    QUALITY,
    STEP,
    THING,
    UNIT,
    UNKNOWN,
    VAGUE,
    Term,
    heads,
    terms,
    words_of_names,
)
from watchlists.words.dictionary import tagged

ELLIPSIS = "…"
_LONGEST, _LONGEST_PART, _LONGEST_PLACE = 30, 16, 12  # characters of a body's name, of what is a part of it
_OF_NAMES = re.compile(f"[{HAN}()]")
_NAMES = ("ns", "nt")  # places and bodies, to the dictionary
_NONE = Term(UNKNOWN, "")
_UNITS = "省市县区州旗"
_BRANCH = "分公司"
_LEAST = 4  # characters of a firm's name that begins a title; a shorter one is whose the things are: 华为
_NO_BRAND = ("公司", "集团", "银行")
_NOT_WITHIN = (THING, STEP)  # kinds of words that no name holds
_ENDS = (HEAD, BODY, FIRM)  # of words with which a name ends
_BEFORE = re.compile(r"(?:关于|征[集求]|\[[^\]]*\]|20\d\d年?度?(?:[-—至到]20\d\d年度?)?|[A-Z0-9-]{6,}-|\s)*")
_BEGINS = re.compile(r"关于|征[集求]|[-—–:：)\]]+ *|^")
_SMALL = re.compile(r"(?<![A-Za-z0-9'.-])(?!(?:and|of|for|the|in)\b)[a-z]")


@cache
def words_of_titles() -> dict[str, Term]:
    """Return the words of titles, well-known bodies and places by their Chinese names: 昇 is written 升."""
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
    for name, place in well_known():
        found.setdefault(name, place)
    return {name.translate(simplified()): term for name, term in (found | terms()).items()}


@cache
def _words_of_names() -> dict[str, Term]:
    return words_of_titles() | words_of_names()


def bodies_in(text: str, known: Mapping[str, Term]) -> Iterator[tuple[int, int]]:
    """Yield where names of bodies stand in a text: at its beginning, and where a place or a body begins."""
    names = {**others(text, known), **_words_of_names()}
    found = _BEFORE.match(text)
    starts = {found.end() if found else 0, *(begin.end() for begin in _BEGINS.finditer(text))}
    edges = {0}
    for word, kind in tagged(text):
        if kind in _NAMES or names.get(word, _NONE).kind in (PLACE, BODY, FIRM):
            starts.add(max(edges))
        edges.add(max(edges) + len(word))
    at = 0
    for start in sorted(starts):
        if start >= at and (end := _body_at(text, start, edges, names)) > start:
            yield start, end
            at = end


def _body_at(text: str, at: int, edges: Container[int], names: Mapping[str, Term]) -> int:
    """Return where the name of a body ends that begins at a place of a text; that place where none does.

    What follows may be a part of it, a college say; with a county of its own only where it is a branch.
    """
    end = _end_of_name(text, at, _LONGEST, edges, names)
    while end > at and (part := _end_of_name(text, end, _LONGEST_PART, edges, names)) > end:
        if _begins_with_unit(text, end, names) and not text.startswith(_BRANCH, part - len(_BRANCH)):
            break
        end = part
    return end


def _end_of_name(text: str, at: int, most: int, edges: Container[int], names: Mapping[str, Term]) -> int:
    """Return where the first word for what a body is ends; the beginning where other words come first."""
    for end in range(at + 1, min(len(text), at + most) + 1):
        if not _OF_NAMES.match(text[end - 1]):
            break
        if end not in edges or not _ends_a_name(text, at, end):
            continue
        within = cut(text[at:end], names)
        if any(
            one.kind == NOTHING or (one.kind in _NOT_WITHIN and one.end - one.start > 1) for one in within
        ):
            break
        one_character = within[-1].end - within[-1].start == 1  # 智慧城市体验厅 is no department
        if within[-1].kind in _ENDS and not (one_character and within[0].kind in (VAGUE, MATTER, QUALITY)):
            return end
    return at


def _ends_a_name(text: str, at: int, end: int) -> bool:
    """Return whether a word for what a body is ends there, and is no beginning of another word: 移动办公."""
    starts = (start for start in range(at, end) if text[start:end] in heads())
    start = next(starts, end)
    longer = (text[start:further] for further in range(end + 1, min(len(text), end + _LONGEST_PLACE) + 1))
    return start < end and not any(word in terms() for word in longer)


def _begins_with_unit(text: str, at: int, names: Mapping[str, Term]) -> bool:
    """Return whether a place with the word for what it is begins there: 同安区, not 深圳."""
    return any(
        names.get(text[at:end], _NONE).kind == PLACE and text[end - 1] in _UNITS
        for end in range(at + 2, min(len(text), at + _LONGEST_PLACE) + 1)
    )


def said(name: str, watched: Mapping[str, Term]) -> str:
    """Return how a body's name is said: what is not known of it as it is read, or left out."""
    known = _words_of_names()
    words: list[str] = []
    pieces = laid(name, {**others(name, known), **known, **watched})
    while pieces:
        run = list(takewhile(lambda one: one.kind == UNKNOWN, pieces))
        behind = pieces[len(run) : len(run) + 1]
        sure = bool(run and behind) and behind[0].kind == UNIT
        if sure and len(run) == 1:  # 良乡 is no township
            run += behind
        words.append(
            (read_aloud(name[run[0].start : run[-1].end], sure=sure) or ELLIPSIS) if run else pieces[0].says
        )
        del pieces[: len(run) or 1]
    shown = (word for number, word in enumerate(words) if word and words[number - 1 : number] != [word])
    return _SMALL.sub(lambda found: found[0].upper(), " ".join(shown))
