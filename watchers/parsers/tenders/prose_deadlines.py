"""Until when offers are taken, as the sentences of a notice say it, and to when it was moved. Pure."""

import re
from datetime import datetime, timedelta

from watchers.parsers.dates import BEIJING, read_date
from watchers.parsers.plain import fold_width
from watchers.parsers.tenders.tender_findings import Findings

_DAY = r"\d{4}\s*[年\-/.]\s*\d{1,2}\s*[月\-/.]\s*\d{1,2}\s*日?"
# …截止时间由A延期至B; 原：…截止时间：A, 现更正为：…截止时间：B; 原定于A开标，推迟到B
_MOVED_TO = re.compile(
    r"(?:(?:更正|变更|调整|修改|延期|延长|推迟|顺延|提前|更改|改|延|推)(?:为|至|到)|(?:更正|变更|调整"
    r"|修改|延期)后(?:的?内容)?|现(?:为|公告内容)|→|仍[为以])"
    r"\s*[:：]?\s*(?:[^\n，。;；:：\d]{2,24}[:：]?\s*)?(?:北京时间)?[\s“\"「]*"
    rf"(?P<date>{_DAY}[^\n，。;；]{{0,16}})"
)
# 截止时间（下同）为2026年3月25日10时30分
_IS_AT = re.compile(
    r"(?:截[止标](?:时间|日期)?(?:[（(][^（）()\n]{0,30}[）)])?\s*(?:为|是|在|至|于|[:：])"
    r"|(?:报价|投标|响应|应答|递交|提交|报送|竞价|比选|征集|文件|材料)[^，。；;\d\n]{0,10}?(?:截[止至标]|最[迟晚])"
    r"(?:时间|日期)?[为是在至于到]?)\s*(?:北京时间)?\s*"
    rf"(?P<date>{_DAY}[^\n，。;；]{{0,20}})"
)
_OTHER_END = re.compile("报名|获取|公示|质疑|领取|发售|售卖|下载|保证金|异议|答疑|提问|购买")
_MOVED_DAY = re.compile(
    r"(?:延期|延长|推迟|顺延|提前|更正|变更|调整|改|延|推)(?:为|至|到)\s*(?:北京时间)?\s*"
    r"(?P<date>\d{1,2}\s*月\s*\d{1,2}\s*日[^\n，。;；]{0,16})"
)
_DEADLINE = re.compile("截止|开标|开启|原定")
_UNDER = re.compile(
    r"截止时间[^\n:：]{0,20}\n\s*(?:\d[.、])?\s*(?:时间\s*[:：])?\s*"
    rf"(?P<date>{_DAY}[^\n，。;；]{{3,20}})"
)
_BEFORE = re.compile(
    rf"(?P<date>{_DAY}"
    r"\s*(?:[（(](?:星期|周)[一二三四五六日天][）)])?\s*(?:上午|下午)?\s*\d{1,2}\s*[:：点时]\s*(?:\d{1,2}|整)?[^\n，。]{0,4}?)"
    r"\s*(?:[（(]北京时间[）)])?\s*(?:之?前|止)[，,]?\s*(?:[将把][^，。\n]{1,20}"
    r"|[^，。\n]{0,4}?)(?:[递提]交|上传|送|寄|报价|报名|发)"
)


def take_deadline(found: Findings, text: str) -> None:
    """Take the moment before which offers are to be handed in."""
    ends = (
        one
        for one in _IS_AT.finditer(text)
        if not _OTHER_END.search(text[max(0, one.start() - 12) : one.start()])
    )
    match = _BEFORE.search(text) or next(ends, None) or _UNDER.search(text)
    if match and (moment := read_date(fold_width(match["date"]), BEIJING)):
        found.values["deadline"] = moment.isoformat()


def take_moved(found: Findings, text: str, day: datetime | None) -> None:
    """Take the date to which a correction moves the deadline."""
    if match := next(filter(_is_deadline, _MOVED_TO.finditer(text)), None):
        written = match["date"]
    elif day and (match := next(filter(_is_deadline, _MOVED_DAY.finditer(text)), None)):
        written = f"{day.year}年{match['date']}"  # 延期至3月19日: of the notice's year
    else:
        return
    if moment := read_date(fold_width(written), BEIJING):
        if day and moment < day - timedelta(days=180):
            moment = moment.replace(year=moment.year + 1)
        found.values["deadline"] = moment.isoformat()


def _is_deadline(moved: re.Match[str]) -> bool:
    """Whether a new date is that of a deadline: its sentence says so, or the line before."""
    before = moved.string[max(0, moved.start() - 100) : moved.start()].rpartition("。")[2]
    return bool(_DEADLINE.search("\n".join(before.split("\n")[-2:])))
