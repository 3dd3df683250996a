"""Where in a stretch of Chinese characters persons' names stand: where the likeliest reading has them. Pure.

A stretch is read in the way that is likeliest of all: each part is a word, as likely as it is frequent, or a
name, as likely as its surname and given characters are (`name_odds`), or characters that may be a word which
the dictionary lacks. So 池维保 in 资源池维保服务 is told from a name by what stands around it.
"""

import re
from collections.abc import Container, Sequence
from functools import lru_cache

from watchers.parsers.persons.name_odds import shipped
from watchers.parsers.persons.named_bodies import TITLE
from watchers.parsers.persons.person_cues import ROLES
from watchers.parsers.persons.vocabulary import likelihood

_LONGEST = 7  # characters of a word that are looked at
_NAME = 4  # characters of a name
_UNKNOWN = (2, 3)  # characters of a word that the dictionary lacks
_UNREAD = float("-inf")
# how much likelier a name is beside what tells of persons, and behind a body or an office
_CUED, _BEHIND_BODY = 5.0, 2.0
_BEFORE = re.compile(rf"(?:{ROLES}|[由请找交]|感谢|致谢)\Z")
_TITLE = re.compile(rf"(?:{TITLE})(?!级|后)")
_BEHIND = re.compile(rf"{_TITLE.pattern}|课题组|团队|研究组|投诉|举报|等人")
_BODY = re.compile("(?:[大中小]学|学[院校]|医院|公司|集团|研究[院所]|中心|[处科室局厅])\\Z")
_FAR = 6  # characters in which it stands


def likely_names(run: str, prior: float, taken: Container[int] = ()) -> list[tuple[int, int]]:
    """Return where names stand in a stretch of Chinese characters, none where it is `taken`, in their order.

    `prior` is how likely a name is where one word ends and the next begins, a logarithm: 0 where it is as
    likely as any one word that is so frequent.
    """
    names = _candidates(run, prior, taken)
    if not names:
        return []
    best: list[tuple[float, int, bool]] = [(0.0, 0, False)]
    for end in range(1, len(run) + 1):
        reading = (_UNREAD, end - 1, False)
        for start in range(max(0, end - _LONGEST), end):
            before = best[start][0]
            as_word = before + _of_word(run[start:end])
            if as_word > reading[0]:
                reading = (as_word, start, False)
            as_name = before + names.get((start, end), _UNREAD)
            if as_name > reading[0]:
                reading = (as_name, start, True)
        best.append(reading)
    return _read_back(best)


def _candidates(run: str, prior: float, taken: Container[int]) -> dict[tuple[int, int], float]:
    """Return what may be a name by how it begins, and how likely it is there."""
    names: dict[tuple[int, int], float] = {}
    for start, sign in enumerate(run):
        if start in taken or not shipped().begins_names(sign):
            continue
        for end in range(start + 1, min(len(run), start + _NAME) + 1):
            if end - 1 in taken:
                break
            word = run[start:end]
            if end - start == 1 and not _TITLE.match(run, end):
                continue  # a surname alone is one before a title: 王教授
            likely = shipped().name(word) + prior
            if likely + _CUED > _apart(word) and (likely := likely + _cued(run, start, end)) > _apart(word):
                names[start, end] = likely
    return names


def _cued(run: str, start: int, end: int) -> float:
    """Return how much likelier a name is for what stands beside it: 由…, 专家…, …课题组, 大学…."""
    before = max(0, start - _FAR), start
    if _BEHIND.match(run, end) or _BEFORE.search(run, *before):
        return _CUED
    return _BEHIND_BODY if _BODY.search(run, *before) else 0.0


@lru_cache(maxsize=1 << 16)
def _apart(word: str) -> float:
    """Return how likely a word is in the likeliest of the readings that hold nothing but it."""
    best = [0.0]
    for end in range(1, len(word) + 1):
        best.append(max(best[start] + _of_word(word[start:end]) for start in range(end)))
    return best[-1]


@lru_cache(maxsize=1 << 16)
def _of_word(word: str) -> float:
    """Return how likely a word is, a logarithm; one that no dictionary has as its characters make words."""
    known = likelihood(word)
    if known is None and len(word) in _UNKNOWN:
        return shipped().unknown_word(word)
    return _UNREAD if known is None else known


def _read_back(best: Sequence[tuple[float, int, bool]]) -> list[tuple[int, int]]:
    """Return the names of the likeliest reading of a whole stretch."""
    found: list[tuple[int, int]] = []
    end = len(best) - 1
    while end:
        _, start, named = best[end]
        if named:
            found.append((start, end))
        end = start
    return found[::-1]
