"""Where in a stretch of Chinese characters the names of bodies and places stand. Pure."""

import re
from collections.abc import Sequence

from watchers.parsers.persons.bodies import SURE_SIGN
from watchers.parsers.persons.persons import ALL_SURNAMES, COMPOUND_SURNAMES

# where the name of a body or of a place surely ends: behind a person's name none of these stands
SURE = re.compile(rf"(?:{SURE_SIGN})\Z")
END = r"\Z"
BODY = re.compile(rf"(?:{SURE_SIGN}|(?<=..)[院所厂店局厅校署港村镇乡县市区省州]){END}")
WEAK = frozenset("处组室部队路楼馆站场社科库台房厅院所店铺局署校")
"""Signs of offices and places that stand behind persons too: words before them have to be known."""
_DIVISIONS = frozenset("市县区")  # no given name has them
_LONGEST = 6  # characters of a sign at an end
# behind these begins another name
PARTS_NAMES = frozenset("由为与和及在向对等的是给")
_LABELS = re.compile(
    "单位|电话|方式|地址|名称|时间|金额|评审|供应商|联系|项目|联系人|采购人|代理|编号|来自|位于|讲师|教师|专家|代表|负责人|经理|法人"
    "|评委|成员|股东"
)
_GOES_ON = re.compile("(?:股份|责任)?有限|公司|机构|中心|事务所")  # 某某招标代理有限公司
TITLE = "教授|老师|同志|先生|女士|院士|博士|大师|名师|传承人|法师|医生|导师|烈士|作家|画家|艺术家|同学|研究员"
_OF_PERSON = re.compile(TITLE)
# what is done, and what for: no part of a name before it
_DONE = re.compile("采购|购置|购买|租赁|申请|申购|经费|启动|科研|安装|位于|提供|负责|委托|投诉|举报")


def in_bodies(run: str, parts: Sequence[tuple[int, int, bool]]) -> set[int]:
    """Return the numbers of the words in a stretch that belong to the name of a body or place."""
    begin = done = 0
    covered = set[int]()
    for number, (start, end, _) in enumerate(parts):
        if (
            run[start:end] in PARTS_NAMES
            or (_LABELS.fullmatch(run[start:end]) and not _GOES_ON.match(run, end))
            or _OF_PERSON.fullmatch(run[start:end])
            or (_DONE.fullmatch(run[start:end]) and not _GOES_ON.match(run, end))
        ):
            begin = number + 1
        elif BODY.search(run, max(0, end - _LONGEST), end):
            words = parts[max(begin, done) : number]
            if not SURE.search(run, max(0, end - _LONGEST), end) and run[end - 1] not in _DIVISIONS:
                if any(not known and _may_name(run[low:end]) for low, _, known in words):
                    continue  # 钱三省
            covered.update(range(max(begin, done), number + 1))
            done = number + 1  # each word is counted once, however many signs follow it
    return covered


def _may_name(text: str) -> bool:
    """Whether a text that ends as a place does may be a person's name."""
    return len(text) < 3 or (len(text) == 3 and (text[0] in ALL_SURNAMES or text[:2] in COMPOUND_SURNAMES))
