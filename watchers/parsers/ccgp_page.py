"""The page of a notice: where its title, text, summary, tables and files stand. Pure.

Knows both templates of www.ccgp.gov.cn, the classes that provinces mark elements with, and tables whose
cells span rows and columns. Knows nothing of what a notice says.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import islice
from typing import Any

from watchers.parsers.dates import BEIJING, read_date
from watchers.parsers.links import web_link
from watchers.parsers.notice_frame import best_title, drop_frame, holds_notice, show_hidden
from watchers.parsers.personal import is_english_personal, is_personal_label, without_numbers
from watchers.parsers.plain import cut, fold_width, one_line
from watchers.parsers.tender_labels import field_of
from watchers.parsers.tender_tables import Table

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
_LISTS = ("c_list_bid", "vT-srch-result-list-bid")
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
_HEAD_OF_PERSONS = re.compile(
    r"(?:工作)?单位(?:名称)?|职称|职务|专业|性别|(?:论证|评审)?意见|签[字名]|职称/职务"
)
_DAY = r"(\d{4}\s*[年\-/.]\s*\d{1,2}\s*[月\-/.]\s*\d{1,2}\s*日?(?:\s*\d{1,2}:\d{2}(?::\d{2})?)?)"
_PUBLISHED = re.compile(
    r"(?:(?<!原)(?<!首次)(?:发布|信息|发稿|发文|添加|公布|公告(?:发布)?|更正)(?:时间|日期)"
    r"|(?:[\s　】|]|发布)日期|发布于)"
    rf"(?:\s*/?\s*(?:Date|Published|Release Date|Time))?\s*[:：]?\s*{_DAY}"
)
_SHOWN = re.compile(
    rf"(?:公示(?:发布|开始)?(?:时间|日期)|(?<![\u4e00-\u9fff])时间(?=[:：]\s*\d{{4}}))\s*[:：]?\s*{_DAY}"
)
# the line below a heading: a day, perhaps with the source behind it, in an element named so
_META = re.compile(
    r"(?:\A|[-_\s])(?:\w{0,8}info|\w{0,4}time|\w{0,4}date|meta|fbt|source|sub\w{0,6}|sj|rq)(?=\Z|[-_\s])",
    re.IGNORECASE,
)
_DAY_FIRST = re.compile(rf"[\s\[【（(]*{_DAY}")
_MAX_ROWS = 2_000
_MAX_ATTACHMENTS = 50


def is_list(root: Any) -> bool:
    """Whether a page of the site is one of its lists: of a channel, of a search."""
    return any(_has_class(element, name) for element in root.iter("ul") for name in _LISTS)


def title_of(root: Any) -> str:
    return meta(root, "ArticleTitle") or best_title(root)


def meta(root: Any, name: str) -> str:
    for element in root.iter("meta"):
        if (element.get("name") or "").lower() == name.lower():
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
                found.append((_cell(cell).rstrip(":："), _cell(value)))
    return tuple((label, value) for label, value in found if label and value)


def coded(main: Any) -> Iterator[tuple[str, str]]:
    """Yield label and value of elements that provinces mark with a code of the national standard.

    A marked cell below a column head is left to the table's reader, which knows the rows.
    """
    for element in main.iter():
        for name in (element.get("class") or "").split() if isinstance(element.tag, str) else ():
            if name in _CODES and (value := _cell(element)) and not _has_head(element):
                yield _CODES[name], value


def _has_head(element: Any) -> bool:
    table = next(element.iterancestors("table"), None)
    row = next(table.iter("tr"), None) if table is not None else None
    return (
        row is not None
        and sum(1 for cell in row if isinstance(cell.tag, str) and field_of(_cell(cell)[:30])) > 1
    )


def blank_personal(main: Any) -> list[str]:
    """Empty the cells that a label beside them or a head above them announces as a person or a phone.

    Return what stood in them.
    """
    emptied: list[str] = []
    for table in list(main.iter("table")):
        columns: set[int] = set()
        paired = False  # rows of label, value, perhaps a remark were seen
        rows = [row for row in table.iter("tr") if next(row.iterancestors("table")) is table][:_MAX_ROWS]
        for cells in _spread(rows):
            if len(cells) < 2:  # a line of a page laid out as a table: the text's own reader knows it
                continue
            labels = [_is_personal(_cell(cell)) for cell in cells]
            numbered = _cell(cells[0]).strip("、.．").isdecimal()  # 1 | 联系人 | …: no row of heads
            several = len({id(cell) for cell in cells})
            texts = [_cell(cell)[:30] for cell in cells[:2]]
            paired = paired or bool(field_of(texts[0]) and not field_of(texts[1]) and not any(labels))
            if paired and several == 3 and labels[0] and not any(labels[1:]):
                emptied.append(_cell(cells[1]))
                cells[1].clear(keep_tail=True)
                continue
            heads = several % 2 or any(labels[1::2]) or several > 4 or _HEAD_OF_PERSONS.fullmatch(texts[1])
            if any(labels) and not numbered and heads:
                columns = {number for number, personal in enumerate(labels) if personal}
                continue
            for number, cell in enumerate(cells):
                if number in columns or (number and labels[number - 1] and not labels[number]):
                    emptied.append(_cell(cell))
                    cell.clear(keep_tail=True)
    return emptied


def _is_personal(text: str) -> bool:
    return (len(text) <= 20 and is_personal_label(text)) or (len(text) <= 48 and is_english_personal(text))


def _cell(element: Any) -> str:
    return one_line(" ".join(element.itertext()))


def rows_of(root: Any) -> frozenset[str]:
    """Return the rows of the tables as lines without blanks, to tell them from other lines of the text."""
    return frozenset(
        re.sub(r"\s", "", "".join(row.itertext()))
        for row in root.iter("tr")
        if row.find(".//table") is None and sum(1 for cell in row if cell.tag in {"td", "th"}) > 1
    )


def published_of(root: Any) -> datetime | None:
    """Return the day, and hour, that the page gives as that of its publication."""
    for written in (meta(root, "PubDate"), by_id(root, "pubTime"), by_id(root, "publish_time")):
        if moment := read_date(written, BEIJING):
            return moment
    body = root.find(".//body")
    text = " ".join((body if body is not None else root).itertext())
    match = _PUBLISHED.search(text) or _below_heading(root) or _SHOWN.search(text)
    return read_date(fold_width(match[1]), BEIJING) if match else None


def close_rows(root: Any) -> None:
    """Put cells that stand in a table without a row into one: `<table><th>…<th>…<tr>`, as browsers do."""
    for part in list(root.iter("table", "thead", "tbody", "tfoot")):
        row = None
        for child in list(part):
            if child.tag not in {"td", "th"}:
                row = None
                continue
            if row is None:
                row = part.makeelement("tr")
                child.addprevious(row)
            row.append(child)


def published_in_text(text: str) -> datetime | None:
    """Return the day that a text without a page gives as that of its publication."""
    match = _PUBLISHED.search(text)
    return read_date(fold_width(match[1]), BEIJING) if match else None


def _below_heading(root: Any) -> re.Match[str] | None:
    """Return the day with which the line of an element named `info`, `time` or the like begins."""
    for element in root.iter("div", "p", "span", "time", "em", "td"):
        names = f"{element.get('class') or ''} {element.get('id') or ''}"
        if element.tag == "time" or (names != " " and _META.search(names)):
            text = _cell(element)
            if len(text) <= 80 and (match := _DAY_FIRST.match(text)):
                return match
    return None


def tables_of(root: Any) -> list[Table]:
    """Return the cells of each table that has any, with the line of text that stands above it."""
    return [
        Table(caption=_caption(table), rows=grid) for table in root.iter("table") if (grid := _grid(table))
    ]


def _caption(table: Any) -> str:
    """Return the lines just above a table, its own caption first; "" where it stands at the top."""
    lines = [_cell(caption) for caption in table.iter("caption")][:1]
    element = table
    for _ in range(4):
        for before in islice(element.itersiblings(preceding=True), 4):
            if before.tag == "table" or before.find(".//table") is not None or len(lines) > 1:
                return " ".join(lines)
            if text := _cell(before)[-60:]:
                lines.append(text)
        element = element.getparent()
        if lines or element is None or element.tag in {"td", "body"}:
            break
    return " ".join(lines)


def _grid(table: Any) -> list[list[str]]:
    """Return a table's cells as a rectangle: a cell over several rows or columns stands in each."""
    if next(table.iterdescendants("table"), None) is not None:
        return []  # a frame for the layout; the tables in it are read on their own
    texts: dict[Any, str] = {}
    grid = []
    for cells in _spread(list(table.iter("tr"))[:_MAX_ROWS]):
        row = [texts[cell] if cell in texts else texts.setdefault(cell, _cell(cell)) for cell in cells]
        if any(row):
            grid.append(row)
    return grid


def _spread(rows: list[Any]) -> Iterator[list[Any]]:
    """Yield the cells of each row; one over several rows or columns stands in each of them."""
    spans: dict[int, tuple[int, Any]] = {}  # column -> rows still to fill, cell
    for row in rows:
        cells: list[Any] = []
        waiting = [child for child in row if child.tag in {"td", "th"}]
        waiting.reverse()
        while waiting or len(cells) in spans:
            if len(cells) in spans:
                left, cell = spans.pop(len(cells))
                if left > 1:
                    spans[len(cells)] = (left - 1, cell)
                cells.append(cell)
                continue
            cell = waiting.pop()
            down, across = _span(cell, "rowspan"), _span(cell, "colspan")
            for _ in range(across):
                if down > 1:
                    spans[len(cells)] = (down - 1, cell)
                cells.append(cell)
        yield cells


def _span(cell: Any, name: str) -> int:
    written = cell.get(name) or "1"
    return min(max(int(written), 1), 100) if written.isdecimal() else 1


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
