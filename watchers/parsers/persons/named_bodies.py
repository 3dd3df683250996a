"""Where in a stretch of Chinese characters the names of bodies and places stand. Pure."""

import re
from collections.abc import Sequence

from watchers.parsers.persons.bodies import SIGN
from watchers.parsers.persons.persons import ALL_SURNAMES
from watchers.parsers.persons.technical_words import GIVEN

# where the name of a body or of a place ends
BODY = re.compile(
    rf"(?:{SIGN}|(?<=..)[院所厂店站场馆社局厅处科室部校库台署]|(?<=..)(?<!团)队|(?<=.)[村镇乡县市区省州港])\Z"
)
_NAME = 4  # of that of a person
_LONGEST = 6  # characters of a sign at an end
PLACE = re.compile(
    "(?:[路街巷桥河湖江山岛湾港园城寺庙洞峰岭沟渠坝堤塘泉关]|小区|大厦|广场|花园|公寓|大道|工程|系统|平台|隧道|高速"
    "|机场|码头|遗址|故居|古城|景区|新城|[奖杯号旗盟])\\Z"
)
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
_NO_BODY = re.compile("工作站|图形站|[在交找]处")


def names_body(word: str) -> bool:
    """Whether a short word ends as the name of a body does, or of a place and is made as no person's."""
    if BODY.search(word):
        return True
    return PLACE.search(word) is not None and not _may_name(word)


def _may_name(word: str) -> bool:
    """Whether a word that ends as places do may be a person's name: 江山, 邢台山."""
    return len(word) <= _NAME and word[0] in ALL_SURNAMES and word[-1] in GIVEN


def in_bodies(run: str, parts: Sequence[tuple[int, int, bool]], *ends: re.Pattern[str]) -> set[int]:
    """Return the numbers of the words in a stretch that belong to the name of a body or place."""
    begin = done = 0
    covered = set[int]()
    for number, (start, end, _) in enumerate(parts):
        if (
            run[start:end] in PARTS_NAMES
            or (_LABELS.fullmatch(run[start:end]) and not _GOES_ON.match(run, end))
            or _OF_PERSON.fullmatch(run[start:end])
            or (_DONE.fullmatch(run[start:end]) and not _GOES_ON.match(run, end))
            or _NO_BODY.fullmatch(run[start:end])
        ) or (run[start:end] == "处" and number and not parts[number - 1][2]):
            begin = number + 1
        elif any(one.search(run, max(0, end - _LONGEST), end) for one in ends or (BODY,)):
            first = parts[max(begin, done)][0]
            if _may_name(run[first:end]) and not BODY.search(run, first, end):
                continue  # 邢台山
            covered.update(range(max(begin, done), number + 1))
            done = number + 1  # each word is counted once, however many signs follow it
    return covered
