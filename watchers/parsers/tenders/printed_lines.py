"""Plain texts taken out of printed pages: lines that the page's width broke are made whole again. Pure.

A name or number that goes on in the next line would be read as half of itself, and half a name would stay.
"""

import re

from watchers.parsers.plain import tidy
from watchers.parsers.tenders.tender_labels import field_of
from watchers.parsers.tenders.tender_stages import stage_of
from watchers.parsers.tenders.tender_words import NUMBERING

_PAGE = re.compile(
    r"[-—–]\s*\d{1,3}\s*[-—–]|打印(?:时间|日期)[^。]{0,80}|第\s*\d{1,3}\s*页(?:\s*[,，/]?\s*共\s*\d{1,3}\s*页)?|\d{1,3}\s*/\s*\d{1,3}"
)
_LABELLED = re.compile(
    r"[（(\[【]?(?P<label>[\u4e00-\u9fff（）()/、 ]{2,20})(?:[:：]|[ \u3000](?=\S))(?P<value>[^:：]*)\Z"
)
_STARTS = re.compile(r"[^:：]{2,24}[:：]|[（(]?\d{1,2}[）)、.．]|\d{4}\s*年|\d{1,3}\s+[\u4e00-\u9fff]")
_BODY = re.compile(
    r"(?:公司|集团|大学|学院|学校|[中小]学|医院|中心|研究[院所]|[厂院所社店行部局委会馆站台队处室办厅]"
    r"|政府|银行|幼儿园)"
    r"(?:[（(][^（）()]{1,20}[）)])?[。；;，,]?\Z"
)
_PARTIES = {"buyer", "agency", "supplier", "candidate", "name", "issuer", "collector"}
_NAME_ENDS = re.compile(r"[、，,：:][\u4e00-\u9fff]\Z")  # 丁一、戊
_NAME_GOES_ON = re.compile(r"[\u4e00-\u9fff]{1,3}(?:[、，,（(。；;]|\Z)")
_NUMBER_ENDS = re.compile(r"\d[\dA-Za-z-]{2,}\Z|[\d-]{4,}\Z")
_NUMBER_GOES_ON = re.compile(r"\d{1,8}(?![\d年月日.、．])")
_KIND = re.compile(r"(?:公告|公示|通知书?|邀请书?|函|结果|公开)(?:[（(][^（）()]{1,12}[）)])?\Z")
_TITLE_LINES = 4


def with_whole_lines(text: str) -> str:
    """Return a plain text without the marks of its pages, each broken name or number on one line."""
    kept: list[str] = []
    for line in tidy(text).split("\n"):
        if _PAGE.fullmatch(line):
            continue
        if kept and _goes_on(kept[-1], line):
            kept[-1] += line
        else:
            kept.append(line)
    return "\n".join(kept)


def first_title(text: str) -> str:
    """Return the title of a plain text: its first lines up to one that tells what kind of notice it is.

    Where all stands on one line, up to the word that tells its kind, or the first label.
    """
    lines = text.split("\n")
    words = lines[0].split(" ")
    if len(lines[0]) > 60:
        if kind := next((n for n, word in enumerate(words, start=1) if _KIND.search(word)), 0):
            return " ".join(words[:kind])
        if label := next((n for n, word in enumerate(words) if n and field_of(word)), 0):
            return " ".join(words[:label])
    title = ""
    for line in lines[:_TITLE_LINES]:
        if title and (_STARTS.match(line) or NUMBERING.match(line) or len(line) > 60):
            break
        title += line
        if _KIND.search(line) or len(title) > 60:
            return title
    return title if title != lines[0] and stage_of(title) else lines[0]


def _goes_on(before: str, line: str) -> bool:
    """Whether a line goes on with the name or number that the one before it left unfinished."""
    if re.search(r"\d[,，]\Z", before) and re.match(r"\d{3}(?!\d)", line):  # 2,450, 000.00元
        return True
    if before[-1:] in "。；;：:！？" or NUMBERING.match(line) or _STARTS.match(line):
        return len(before) > 3 and _is_open(before) and line[:1].isdigit() and "）" in line
    if len(line) == 1 and "\u4e00" <= line <= "\u9fff":
        return True
    if _NAME_ENDS.search(before) and _NAME_GOES_ON.match(line):
        return True
    if _NUMBER_ENDS.search(before) and _NUMBER_GOES_ON.match(line):
        return True
    told = _LABELLED.match(before)
    if told and before.endswith("-") and re.match(r"[A-Za-z\d]", line):  # 项目编号：HLDX- CS-2026-22
        return True
    party = told and field_of(NUMBERING.sub("", told["label"].strip())) in _PARTIES
    return bool(party and told and told["value"].strip() and not _BODY.search(before) and len(line) <= 24)


def _is_open(line: str) -> bool:
    """Whether a bracket of the line is not closed in it."""
    return line.count("（") + line.count("(") > line.count("）") + line.count(")")
