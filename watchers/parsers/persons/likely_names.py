"""Where in a stretch of Chinese characters persons' names stand: where the likeliest reading has them. Pure.

A stretch is read in the way that is likeliest of all: each part is a word, as likely as it is frequent, or a
name, as likely as its surname and given characters are (`name_odds`), or characters that may be a word which
the dictionary lacks. So 池维保 in 资源池维保服务 is told from a name by what stands around it.
"""

import re
from collections.abc import Container, Sequence

from watchers.parsers.persons.name_odds import shipped
from watchers.parsers.persons.named_bodies import TITLE
from watchers.parsers.persons.person_cues import ROLES
from watchers.parsers.persons.vocabulary import likelihood

_LONGEST = 7  # characters of a word that are looked at
_NAME = (1, 2, 3, 4)  # characters of a name; of a surname alone before a title
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
    best: list[tuple[float, int, bool]] = [(0.0, 0, False)]
    for end in range(1, len(run) + 1):
        reading = (_UNREAD, end - 1, False)
        for start in range(max(0, end - _LONGEST), end):
            word, before = run[start:end], best[start][0]
            reading = max(reading, (before + _of_word(word), start, False))
            if end - start in _NAME and not any(at in taken for at in range(start, end)):
                if end - start == 1 and not _TITLE.match(run, end):
                    continue
                name = shipped().name(word) + prior + _cued(run, start, end)
                reading = max(reading, (before + name, start, True))
        best.append(reading)
    return _read_back(best)


def _cued(run: str, start: int, end: int) -> float:
    """Return how much likelier a name is for what stands beside it: 由…, 专家…, …课题组, 大学…."""
    before = max(0, start - _FAR), start
    if _BEHIND.match(run, end) or _BEFORE.search(run, *before):
        return _CUED
    return _BEHIND_BODY if _BODY.search(run, *before) else 0.0


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
