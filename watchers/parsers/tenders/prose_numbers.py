"""The number of a project, as the sentences of a notice say it where no label does. Pure."""

import re

from watchers.parsers.tenders.tender_findings import Findings, take

_EARLY = 20_000  # characters: a notice names its project early
_NUMBER_OF = re.compile(
    r"(?:(?:项目|招标|采购|询价|磋商|谈判|竞价|比选|标段|公告)(?:项目)?编号|(?<=[（(，,；;])编号[为是]?)\s*[:：]?\s*"
    r"(?P<number>(?=[A-Za-z\d\-（(\[〔/]{0,20}\d)[A-Z\d][\w\-./（()）\[\]〔〕]{3,39})"
)
# 决定取消ABCD-JC-2026-15号项目; 竞价结果：服务器（J20260088）
_NUMBERED = re.compile(
    r"(?<![A-Za-z0-9-])(?P<number>[A-Z]{2,8}[A-Z\d]*(?:-[A-Z\d]{1,12}){1,5})号(?:的)?(?:项目|采购|招标)"
    r"|(?<=[”\"」』])\s*[（(](?P<quoted>(?=[^（）()]*\d)[A-Z][A-Z\d]*(?:[-/\[\]][A-Z\d]{1,12}){1,6})[）)]"
    r"|[（(](?P<within>(?=[^（）()]*\d)[A-Z][A-Z\d]*(?:-[A-Z\d]{1,12}){1,6})[）)](?=[”\"」』])"
    r"|(?<=[\u4e00-\u9fff])[（(](?P<code>[A-Z]{1,6}\d{7,14})[）)](?=[\u4e00-\u9fff]{0,6}(?:公[告示]|结果|\n|\Z))"
)
# 某平台采购（ABC-GK-26-01）于今日定标: not a maker's number, which has no two parts in figures
_CODED = re.compile(
    r"(?<=[\u4e00-\u9fff])[（(](?P<number>[A-Z]{2,8}\d{0,4}(?=[^（）()]*(?:-\d{1,4}-\d|-20\d\d|20\d\d-))"
    r"(?:[-/][A-Z\d]{1,12}){2,6})[）)]"
    r"(?!\s*(?:\d|[一二两三四五六七八九十]{1,2}[台套个块]|标准|规范|型))"
)
# 编号改为ABC-2: what was before is void
_RENUMBERED = re.compile(
    r"(?:编号|项目号)\s*(?:改|变更|更改|调整|更正|修改)[为成]\s*[:：]?\s*(?P<number>[A-Z\d][A-Za-z\d\-/\[\]〔〕]{3,39})"
)


def take_number(found: Findings, text: str) -> None:
    """Take the project's number: behind its label in a sentence, in brackets, or what it was changed to."""
    early = text[:_EARLY]
    if match := _RENUMBERED.search(text):
        found.forget("project_number")
    elif "project_number" in found.values:
        return
    else:
        match = _NUMBER_OF.search(text) or _NUMBERED.search(early) or _CODED.search(early)
    if match:
        take(found, "project_number", "", next(filter(None, match.groups())))
