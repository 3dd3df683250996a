"""The page of a notice: where its title, text, day, summary and files stand. Pure.

Knows both templates of www.ccgp.gov.cn and the classes that provinces mark elements with. Knows nothing of
what a notice says.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from watchers.parsers.date_figures import in_figures
from watchers.parsers.dates import BEIJING, read_date
from watchers.parsers.links import web_link
from watchers.parsers.persons.numbers import without_numbers
from watchers.parsers.plain import cut, fold_width, one_line
from watchers.parsers.tenders.no_notice import holds_notice
from watchers.parsers.tenders.notice_frame import drop_frame, show_hidden
from watchers.parsers.tenders.notice_title import best_title
from watchers.parsers.tenders.page_tables import cell_text, close_rows
from watchers.parsers.tenders.tender_labels import field_of

_BODIES = (
    "vF_detail_content",
    "vT_detail_content",
    "vF_detail_main",
    "vT_detail_main",
    "detail_content",
    "article-content",
    "notice-content",
    "content",
)
_CODES = {
    "code-winningSupplierName": "供应商名称",
    "code-winningSupplierAddr": "供应商地址",
    "code-summaryPrice": "中标金额",
    "code-00004": "项目编号",
    "code-00003": "项目名称",
    "code-00014": "采购人名称",
    "code-00009": "采购代理机构名称",
}
_FILE = re.compile(
    r"\.(?:pdf|docx?|xlsx?|zip|rar|7z|wps|et|szczf|ofd|txt|jpe?g|png)(?:[?#]|\Z)", re.IGNORECASE
)
_DOWNLOAD = re.compile(r"download|/oss/|uuid=|attach|附件|fileid", re.IGNORECASE)
_STORE = "https://download.ccgp.gov.cn/oss/download?uuid="
_UUID = re.compile(r"[0-9A-Za-z-]{8,64}")
_DAY = r"(\d{4}\s*[年\-/.]\s*\d{1,2}\s*[月\-/.]\s*\d{1,2}\s*日?(?:\s*\d{1,2}[:：时]\d{2}(?:[:：]\d{2}|分)?)?)"
_PUBLISHED = re.compile(
    r"(?:(?<!原)(?<!首次)(?<!招标)(?<!采购)(?:发布|信息|发稿|发文|添加|公布|公告(?:发布)?|更正)(?:时间|日期)"
    r"|发布日期|(?<![\u4e00-\u9fff])发布(?=[:：\s]{0,2}\d{4})|发布于|公告日(?=\s*[:：]))"
    rf"(?:\s*/?\s*(?:Date|Published|Release Date|Time))?\s*[:：]?\s*{_DAY}"
)
_SHOWN = re.compile(
    r"(?:(?<=[\s　】|])日期|公示(?:发布|开始)?(?:时间|日期)"
    rf"|(?<![\u4e00-\u9fff])时间(?=[:：]\s*\d{{4}}))\s*[:：]?\s*{_DAY}"
)
# the line below a heading: a day, perhaps with the source behind it, in an element named so
_META = re.compile(
    r"(?:\A|[-_\s])(?:\w{0,8}info|\w{0,4}time|\w{0,4}date|meta|fbt|source|sub\w{0,6}|sj|rq)(?=\Z|[-_\s])",
    re.IGNORECASE,
)
# behind the kind of notice or a place: 成交公告 2026-05-30 08:46
_DAY_WITHIN = re.compile(rf"[\u4e00-\u9fff]{{2,8}}[ \u3000·|｜]{{1,4}}{_DAY}")
_OF_FRAME = re.compile("来源[:：]|【打印】|浏览|点击数")
_DAY_ALONE = re.compile(rf"[\[【（(]?{_DAY}[\]】）)]?")
_DAY_ANYWHERE = re.compile(rf"(?<!\d){_DAY}")
_DAY_FIRST = re.compile(rf"[\s\[【（(]*{_DAY}")
# 青海省 · 2025-07-03 11:18, （公示日期：2026年2月11日）, 2024-12-03 11:25 | 浏览 512
_LINE_OF_DAY = re.compile(rf"(?:[^\d\n]{{0,24}}[\s·|｜:：])?[（(【]?{_DAY}")
_OTHER_DAY = re.compile(
    r"截止|开标|开启|报名|获取|递交|提交|合同|签订|[至到前~～—]\s*(?:\d|\Z)|起|日[上下]午|计划|拟"
    r"|期限|締切|開札|納入|入札書|履行|마감|개찰|제출|납품|계약"
)
_FIRST_LINES = 6
_MAX_ATTACHMENTS = 50


def title_of(root: Any) -> str:
    return meta(root, "ArticleTitle") or best_title(root)


def meta(root: Any, name: str) -> str:
    for element in root.iter("meta"):
        if (element.get("name") or element.get("property") or "").lower() == name.lower():
            return one_line(element.get("content") or "")
    return ""


def by_id(root: Any, name: str) -> str:
    for element in root.iter("span", "p", "em", "div"):
        if element.get("id") == name:
            return one_line("".join(element.itertext()))
    return ""


def _has_class(element: Any, name: str) -> bool:
    return name in (element.get("class") or "").split()


def main_of(root: Any, title: str) -> Any | None:
    """Return the element that holds the notice's text, without the site's frame; None where there is none.

    The first of the known containers with text in it, else the page's body where it reads as a notice.
    """
    close_rows(root)
    show_hidden(root)
    blocks = list(root.iter("div", "td", "section", "article"))
    for name in _BODIES:
        for element in blocks:
            if (_has_class(element, name) or element.get("id") == name) and len(
                "".join(element.itertext()).strip()
            ) > 20:
                drop_frame(element)
                return element
    body = root.find(".//body")
    if body is None:
        return None
    drop_frame(body)
    return body if holds_notice(body, title) else None


def summary_of(root: Any) -> tuple[tuple[str, str], ...]:
    """Return label and value of each row of the summary tables (`td.title` and the cell after it)."""
    found = []
    for cell in root.iter("td", "th"):
        if _has_class(cell, "title"):
            value = cell.getnext()
            if value is not None and value.tag in {"td", "th"}:
                found.append((cell_text(cell).rstrip(":："), cell_text(value)))
    return tuple((label, value) for label, value in found if label and value)


def coded(main: Any) -> Iterator[tuple[str, str]]:
    """Yield label and value of elements that provinces mark with a code of the national standard.

    A marked cell below a column head is left to the table's reader, which knows the rows.
    """
    for element in main.iter():
        for name in (element.get("class") or "").split() if isinstance(element.tag, str) else ():
            if name in _CODES and (value := cell_text(element)) and not _has_head(element):
                yield _CODES[name], value


def _has_head(element: Any) -> bool:
    table = next(element.iterancestors("table"), None)
    row = next(table.iter("tr"), None) if table is not None else None
    return (
        row is not None
        and sum(1 for cell in row if isinstance(cell.tag, str) and field_of(cell_text(cell)[:30])) > 1
    )


def published_of(root: Any, title: str) -> datetime | None:
    """Return the day, and hour, that the page gives as that of its publication."""
    stamps = (element.get("datetime") or "" for element in root.iter("time"))
    for written in (
        *(meta(root, name) for name in ("PubDate", "article:published_time")),
        *(by_id(root, name) for name in ("pubTime", "publish_time")),
        *islice(stamps, 1),
    ):
        if moment := read_date(written, BEIJING):
            return moment
    body = root.find(".//body")
    text = in_figures(" ".join((body if body is not None else root).itertext()))
    match = (
        _under_title(root, title)
        or _PUBLISHED.search(text)
        or _below_heading(root)
        or _under_title(root, title, clock=False)
        or _shown_since(text)
    )
    return read_date(fold_width(match[1]), BEIJING) if match else None


def _shown_since(text: str) -> re.Match[str] | None:
    """Return the day behind 公示时间, or a bare 时间 that ends no longer label (报价截止 时间)."""
    matches = _SHOWN.finditer(text)
    return next(
        (one for one in matches if not _OTHER_DAY.search(text[max(0, one.start() - 8) : one.start()])), None
    )


def _under_title(root: Any, title: str, *, clock: bool = True) -> re.Match[str] | None:
    """Return the day, with its hour, that stands alone below the notice's title."""
    for element in root.iter("h1", "h2", "h3", "h4", "div", "p", "td"):
        if title and len(below := cell_text(element)) < 300 and below == title:
            alone = element.tag == "td" and element.getnext() is None  # the day is in the row below
            for following in islice((element.getparent() if alone else element).itersiblings(), 2):
                text = cell_text(following)
                day = _DAY_FIRST.match(text) if _OF_FRAME.search(text[:80]) else _DAY_ALONE.fullmatch(text)
                if day and (not clock or ":" in fold_width(day[1])):
                    return day
    return None


def published_in_text(text: str) -> datetime | None:
    """Return the day that a text gives as its publication's: by a label, or on one of its first lines."""
    text = in_figures(text)
    if match := _PUBLISHED.search(text):
        return read_date(fold_width(match[1]), BEIJING)
    for line in text.split("\n", _FIRST_LINES)[:_FIRST_LINES]:
        if (
            (match := _LINE_OF_DAY.match(line))
            and len(line) <= 80
            and not _OTHER_DAY.search(re.sub(r"\s", "", line))
        ):
            return read_date(fold_width(match[1]), BEIJING)
    return None


def _below_heading(root: Any) -> re.Match[str] | None:
    """Return the day with which the line of an element named `info`, `time` or the like begins."""
    for element in root.iter("div", "p", "span", "time", "em", "td"):
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        if element.tag == "time" or (names != " " and _META.search(names)):
            text = cell_text(element)
            if len(text) <= 80 and (match := _DAY_FIRST.match(text) or _DAY_WITHIN.match(text)):
                return match
        elif element.tag == "p" and len(text := cell_text(element)) <= 80 and _OF_FRAME.search(text):
            if (match := _DAY_ANYWHERE.search(text)) and not _OTHER_DAY.search(text):
                return match
    return None


def attachments_of(root: Any, main: Any, base: str) -> list[dict[str, str]]:
    """Return name and address of each file that the notice links to."""
    places = [
        main,
        *(
            place
            for place in root.iter("ul", "div")
            if {"fjxx", "table"} & set((place.get("class") or "").split())
        ),
    ]
    found: dict[str, str] = {}
    for place in places:
        for link in place.iter("a"):
            url = web_link(link.get("href"), base)
            if not url and _has_class(link, "bizDownload") and _UUID.fullmatch(link.get("id") or ""):
                url = _STORE + link.get("id")  # what the page's script makes of it
            name = one_line("".join(link.itertext())) or one_line(link.get("title") or "")
            if url and (_FILE.search(url) or _FILE.search(name) or _DOWNLOAD.search(url)):
                found.setdefault(url, cut(without_numbers(name), 200))
    return [{"name": name, "url": url} for url, name in list(found.items())[:_MAX_ATTACHMENTS]]
