"""Persons in rows and lines of a fixed shape: before an employer and a rank, marks, a fee, a date. Pure."""

import re
from collections.abc import Iterator

from watchers.parsers.persons.person_cues import HAN, OF_BODY, is_likely_person

# 1 丁一 某大学 教授: whoever stands before an employer and a rank
_RANK = (
    "教授|副?研究员|(?:正?高级|助理)?(?:工程|经济|会计|实验|农艺|审计)师|高工|讲师|博士|院士|主任医师"
    "|处长|科长|主任|院长|所长|正高|副高"
)
_EMPLOYER = "大学|学院|研究院|研究所|医院|公司|协会|学会|中心|学校|[局站所院厅]"
_ROW = re.compile(
    rf"(?m)(?:^"
    rf"|(?<=[\s、.．）)：:；;]))(?P<name>[{HAN}·]{{2,6}})(?=[ \t\u3000，,\n]{{1,3}}(?:[男女][，, ]{{1,2}})?"
    rf"(?:(?:工作)?单位[:： ]{{1,2}})?"
    rf"(?:[^\s，,。；;：:]{{2,24}}?(?:{_EMPLOYER})[ \t\u3000，,]{{1,3}}(?:职称[:： ]{{1,2}})?(?:{_RANK})"
    rf"|(?:职称[:： ]{{1,2}})?(?:{_RANK})[ \t\u3000，,]))"
)
# 丁一 92.5: whoever stands before a judge's marks
_MARKED = re.compile(
    rf"(?<![{HAN}A-Za-z\d])(?P<name>[{HAN}·]{{2,6}})(?=[ \t\u3000:：（(]{{1,2}}(?:[4-9]\d"
    rf"|100)(?:\.\d{{1,3}})?(?:分|(?=[\s，,；;）)、|])))"
)
# 丁一 3000元: a person's quote or fee
_PRICED = re.compile(rf"(?<![{HAN}A-Za-z\d])(?P<name>[{HAN}]{{2,4}})(?=[ \t\u3000]{{0,2}}\d[\d,.]{{1,9}}元)")
# （丁一 2026年5月1日）: whoever signs
_DATED = re.compile(
    rf"(?<![{HAN}A-Za-z\d])(?P<name>[{HAN}·]{{2,5}})(?=[ \t\u3000，,]{{1,4}}(?:日期[:：])?20\d\d\s?[年./-])"
)
# 某律师事务所 丁一: whoever stands behind a body at the end of a line or in brackets
_BEHIND_BODY = re.compile(
    rf"(?<=[{HAN}](?:[公司厂所院行处科室部局厅办组站校委会]))[ \t\u3000]{{1,3}}(?P<name>[{HAN}]{{2,4}})"
    r"(?=[ \t]*(?:[）)，,；;。]|\n|\Z))"
)
# how likely a name must be beside each
_SHAPES = ((_MARKED, 2), (_PRICED, 3), (_DATED, 1), (_BEHIND_BODY, 1))


def in_rows(text: str) -> Iterator[tuple[int, int]]:
    """Yield where names stand that a row or line of such a shape holds."""
    for row in _ROW.finditer(text):
        name = row["name"]
        if not OF_BODY.search(name):
            yield row.span("name")
    for shape, least in _SHAPES:
        for told in shape.finditer(text):
            if is_likely_person(told["name"], least):
                yield told.span("name")
