"""Which characters that no dictionary holds are words all the same, and no names: 隔爆, 光片, 灾备. Pure.

Each is looked at with what stands beside it: where no stretch of a name's length that holds it is likely a
name (`name_odds`), it is of a word that the dictionary lacks. Behind a stretch that goes on with the word for
a thing a name is less likely, one that stands alone is likelier one.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from watchers.parsers.persons.name_odds import NameOdds, shipped

Part = tuple[int, int, bool]

_LIMIT = -3.0  # odds above which a stretch may be a name; `bench/fit/name_weights.py` prints what each loses
_BEFORE_A_THING = -1.75
_ALONE = -6.0
_SURNAME = 2.0  # of a character by itself
_GIVEN = 0.0
_GIVEN_ALONE = -2.5
_DICTIONARY = -8.0  # of three characters that the dictionary has for a name
# of one at an edge, where a blank may part it from the rest of a name
_SURNAME_AT_EDGE = -1.0
_GIVEN_AT_EDGE = 1.5
_SPELT = 3  # characters of a name that is spelt by sound
_LONGEST = 4
_GIVEN_LENGTH = 2
_FAR = 8  # parts in which a name is looked at
_DOT = re.compile("[·•・‧]")
_PERSONAL = re.compile(
    "老师|教授|先生|女士|同志|院士|博士|主任|经理|团队|课题组?|小组|实验室|工作室|个人|本人|等人|简历|身份|声明|授权|承诺|代表"
    "|律师|专家|研究员|工程师|科研|名下|处|组|室|购|采购|申"
)


def words_among(
    run: str, parts: Sequence[Part], *, may_name: Callable[[str], bool], is_thing: Callable[[str], bool]
) -> list[Part]:
    """Return the parts of a stretch, those of them known as well that no likely name holds.

    `may_name` says of a word of the dictionary that it is a name as often; `is_thing` that it is a noun.
    """
    judge = shipped()
    if _DOT.search(run) or len(run) == 1:  # a name of another tongue
        return list(parts)

    def on_a_thing(number: int) -> bool:
        """Whether the words go on with a thing behind a part, or with what is done to one: 并行存储."""
        behind = [run[start:end] for start, end, _ in parts[number + 1 : number + 3]]
        if not behind or len(behind[0]) == 1 or _PERSONAL.match(behind[0]):
            return False
        return is_thing(behind[0]) or (len(behind) > 1 and len(behind[1]) > 1 and is_thing(behind[1]))

    def may_be_name(first: int, last: int) -> bool:
        start, end = parts[first][0], parts[last][1]
        if end - start == len(run):
            limit = _ALONE
        else:
            limit = _BEFORE_A_THING if on_a_thing(last) else _LIMIT
        return judge.odds(run[start:end]) >= limit

    def is_word(number: int) -> bool:
        start, end, _ = parts[number]
        low, high = _unknown_around(parts, number)
        cut = 0 < end <= _GIVEN_LENGTH < len(run) and _begins_as_given(run, judge)
        return not (
            not "\u4e00" <= run[start] <= "\u9fff"
            or (end - start > 1 and may_name(run[start:end]))
            or _may_be_of_name(run, start, end, judge)
            or (cut and not on_a_thing(high))
            or _may_be_given(run, parts[low][0], parts[high][1], judge)
            or any(may_be_name(*window) for window in _windows(parts, number, len(run)))
        )

    return [(start, end, known or is_word(number)) for number, (start, end, known) in enumerate(parts)]


def _begins_as_given(run: str, judge: NameOdds) -> bool:
    """Whether a stretch may go on with what a blank parts from a surname: 丁 健太课题组."""
    return judge.given(run[:_GIVEN_LENGTH]) > _GIVEN_ALONE


def _may_be_of_name(run: str, start: int, end: int, judge: NameOdds) -> bool:
    """Whether a part by itself is likely of a name: a surname, a name known, one cut by a blank."""
    part = run[start:end]
    if end - start > 1:
        return end - start > 2 and judge.given(part) > _DICTIONARY
    if start and end < len(run):
        return judge.alone(part) > _SURNAME
    return judge.alone(part) > _SURNAME_AT_EDGE or judge.given(part) > _GIVEN_AT_EDGE


def _may_be_given(run: str, low: int, high: int, judge: NameOdds) -> bool:
    """Whether unknown characters that stand together are likely of a name with whatever surname, or none."""
    if high - low == 1:
        return False
    alone = high - low == len(run) or len(run) <= _LONGEST
    if judge.given(run[low:high]) > (_GIVEN_ALONE if alone else _GIVEN):
        return True
    return high - low >= _SPELT and judge.spelt(run[low:high]) > _LIMIT


def _windows(parts: Sequence[Part], number: int, size: int) -> Iterator[tuple[int, int]]:
    """Yield first and last part of each stretch of a name's length that holds a part; of a short run all."""
    short = size <= _LONGEST
    for first in range(0 if short else max(0, number - 2), len(parts) if short else number + 1):
        for last in range(first if short else number, min(len(parts), number + 3)):
            if 2 <= parts[last][1] - parts[first][0] <= _LONGEST:
                yield first, last


def _unknown_around(parts: Sequence[Part], number: int) -> tuple[int, int]:
    """Return the numbers of the first and last of the unknown parts that stand together with one."""
    first = last = number
    while first and number - first < _FAR and not parts[first - 1][2]:
        first -= 1
    while last + 1 < len(parts) and last - number < _FAR and not parts[last + 1][2]:
        last += 1
    return first, last
