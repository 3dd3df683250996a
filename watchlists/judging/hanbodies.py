"""What follows or precedes a body's Chinese name: a body of its own, a part of it, what only such a body has.

Knows folded texts and word tables. Must not know terms.
"""

import re

from watchlists.judging.hanruns import run_after
from watchlists.judging.segments import Verdict
from watchlists.model import RejectReason
from watchlists.text.normalize import Folded
from watchlists.words import longest_first, words
from watchlists.words.places import is_place

_STOP = re.compile(
    "[的与和及在为将对就于向由从被把给了是拟采购委签举办承等以已因并或称说到至内外其该暨诉]|有(?!限)|联(?!谊)|招(?!待所)"
    "|供应商|中标|成交|投标|[甲乙买卖]方|合作方|单位|代理机构|授权|确定|选择|推荐|邀请|携手|起诉|处罚|通报|公示|约谈|拜访|走访|[入参]股"
)
_STUDENT_FIELDS = tuple("命物态化科医理殖源存产活")
PART = re.compile(
    "[^的与和在为将对就于向由从被把给是拟采购招委联签举办承等以已因并或称]{0,12}?"
    "(?:学院|学部|研究生院|研究院|研究所|研究中心|实验室|工程中心|校区|图书馆|(?<!^)系(?!统))"
    # 计软院, 先研院
    "|(?![附医法剧影戏寺书系])[\u4e00-\u9fff]{1,4}(?<![医法剧影戏寺书附])院(?![校长线外内子落])"
)
_CITY_SCHOOL = re.compile("城(?:市|乡|镇|建)[^，。]{0,8}?(?:学院|学部|研究院|研究所|研究中心|实验室|系|专业)")
_ROAD = re.compile(
    "[东南西北中]?(?:路(?!由|演|线|测|径|灯|面)|街(?!道)|站(?=[^，。]{0,2}(?:建设|改造|工程|出口|项目)))"
)
_HAS = re.compile(
    "的?(?:校?团委|校?党委|教授|校友|校长|毕业|学子|学生|师生|本科|研究生|硕士|博士|课题组|校园|校庆|招生办|教务处|老师|科研人员|研究员)"
)
_BUILDS = re.compile(
    "研制|承研|承制|所长|副所长|总师|副总师|牵头(?:研|承|攻)|科研人员|研究员|高级工程师"
)  # 14所研制
_DIRECTLY_BEHIND = frozenset({"学报"})  # else what its people write in


def separate_body(name: str, after: str, goes_on: bool) -> Verdict | None:
    """Return whether what follows a body's name makes it another body.

    `goes_on`: whether its last word may be longer (大学城); a word behind a blank is one by itself.
    """
    if not after:
        return None
    if goes_on and (verdict := _longer_word(name, after)):
        return verdict
    for size in (2, 3):
        if is_place(after[:size]) and after[size : size + 2] == "学院":
            return RejectReason.SEPARATE_BODY, f"{name}{after[: size + 2]} is an independent college"
    for college in longest_first("independent_colleges.txt"):
        if after.startswith(college) and college[:-2] not in words("fields_han.txt"):
            return RejectReason.SEPARATE_BODY, f"{name}{college} is an independent college"
    if road := _ROAD.match(after):
        return RejectReason.SEPARATE_BODY, f"{name}{road.group()} is a place"
    stop = _STOP.search(after)
    span = after[: stop.start()] if stop else after
    for word in longest_first("separate_han.txt"):
        at = span.find(word)
        if at < 0:
            continue
        if word in {"城", "站"} and (at > 0 or not goes_on or _CITY_SCHOOL.match(after)):
            continue
        if at > 0 and word in _DIRECTLY_BEHIND:
            continue
        return RejectReason.SEPARATE_BODY, f"{name}{span[: at + len(word)]} is a separate body"
    return None


def _longer_word(name: str, after: str) -> Verdict | None:
    """Return whether the last word of a body's name goes on behind it."""
    if after[0] == "城" and name.endswith("大学") and not _CITY_SCHOOL.match(after):
        return RejectReason.SEPARATE_BODY, f"{name}城 is a place"
    if after[0] == "堂" and after[1:2] != "吉" and name.endswith("大学"):
        return RejectReason.WORD_BOUNDARY, "the characters belong to 大学堂"
    if after[0] == "生" and name.endswith(("大学", "中学")) and not after[1:].startswith(_STUDENT_FIELDS):
        return RejectReason.LONGER_NAME, "students (大学生), not the university"
    return None


def longer_body(name: str, before: str) -> Verdict | None:
    """Return whether what precedes a body's name makes it a longer name."""
    if before.endswith(("国立", "省立", "市立", "私立")):
        return RejectReason.LONGER_NAME, f"{before[-2:]}{name} is another body"
    return None


def part_of_body(folded: Folded, end: int) -> str:
    """Return the school, laboratory or campus that follows a body's Chinese name; "" for none."""
    match = PART.match(run_after(folded, end))
    return match.group() if match else ""


def of_study(folded: Folded, end: int) -> bool:
    """Return whether what only a university has follows (华工团委), or what an institute does (14所研制)."""
    after = run_after(folded, end)
    return (_BUILDS if folded.text[end - 1] == "所" else _HAS).match(after) is not None
