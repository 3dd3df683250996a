"""Words that are no name wherever they stand: labels, heads of columns, counts, sums. Pure."""

import re

from watchers.parsers.persons.person_labels import is_personal_label
from watchers.parsers.tenders.tender_labels import field_of

_COUNT = re.compile("第?[一二三四五六七八九十两百千]+[台套个件年月日次期批项名人份种号包段轮]")
_NUMBER = re.compile("第?[一二三四五六七八九十两百千]+")
_HEAD = re.compile(
    "序号|名次|排[名序]|备注|单价|数量|合计|小计|总价|品牌|产地|是否|公告|名称|内容|说明|其[他它]|详见|附件|地[址点]"
)
_ALONE = re.compile(
    "[百千万亿]+[元圆円美]+|[美欧日港]元|成交|中标|人民币|不?含税|合格|同上|如有|地域|地区|区域|省份|城市|属地"
)


def is_label(word: str) -> bool:
    """Whether a word is what stands in front of a value, or at the head of a column."""
    return bool(field_of(word) or _HEAD.match(word) or is_personal_label(word))


def is_count(word: str) -> bool:
    """Whether a word is nothing but a count or a number: 第二包, 三十."""
    return bool(_COUNT.fullmatch(word) or _NUMBER.fullmatch(word))


def stands_alone(word: str) -> bool:
    """Whether a word stands alone in tables and behind labels: 万元, 合格."""
    return _ALONE.fullmatch(word) is not None
