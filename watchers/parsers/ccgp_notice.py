"""Pages of the China Government Procurement site, and notices in the same words elsewhere, to one Item.

Knows both templates of www.ccgp.gov.cn (`vF_detail_content`, the older `vT_detail_content`), the summary
table hidden behind them, notices as HTML inside JSON, and plain text. What a label means is known to
tender_fields, what is personal to personal: no name of an expert or contact leaves this module.
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from watchers.errors import ParseError
from watchers.model import Item, ItemKind, Parsed
from watchers.parsers import ParseContext
from watchers.parsers.charset import decode
from watchers.parsers.dates import BEIJING, from_epoch, read_date
from watchers.parsers.links import web_link
from watchers.parsers.personal import is_personal_label, without_numbers, without_personal
from watchers.parsers.tender_fields import field_of, read_fields
from watchers.parsers.tender_words import CHANNEL_STAGES, stage_of
from watchers.parsers.text import (
    MAX_TEXT,
    MAX_TITLE,
    cut,
    fold_width,
    html_to_text,
    one_line,
    parse_html,
    tidy,
    visible_text,
)

_ID = re.compile(r"t(\d{8})_(\d+)")
_CHANNEL = re.compile(r"/(\w+)/\d{6}/t\d{8}_")
_GONE = re.compile(r"错误页面|页面不存在|您访问的页面(?:不存在|已删除)|404 Not Found")
_BLOCKED = re.compile(r"访问(?:过于)?频繁|频繁访问|访问受限|安全验证|请开启JavaScript|异常访问")
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
_TITLE_ORG = re.compile(
    r"\A(?:关于)?(?P<org>[\u4e00-\u9fff（）()·]{2,20}?(?:大学|学院|研究院|研究所|实验室|研究中心|医院|委员会|管理局|公安局|法院|检察院|海关|气象局|"
    r"图书馆|博物馆|科学院|集团公司|有限公司|学校|中学|小学|党校|电视台|银行|部队)"
    r"(?:附属[\u4e00-\u9fffA-Za-z]{0,15}?(?:医院|学校|中学|小学|幼儿园|研究所)|[\u4e00-\u9fff]{0,8}?(?:医院|校区|分校|分院|研究生院))?)"
)
_JSON_TITLES = ("noticeTitle", "noticeName", "title", "articleTitle", "projectName", "ArticleTitle")
_JSON_BODIES = ("content", "noticeContent", "articleContent", "html", "body", "detail", "text", "infoContent")
_JSON_DATES = ("publishTime", "publishDate", "noticeTime", "pubDate", "published", "releaseTime")
_MAX_ATTACHMENTS = 50


def parse_ccgp_notice(body: bytes, context: ParseContext) -> Parsed:
    """Return the notice as one item with the fields of docs/items.md.

    Raises ParseError for a block page, a page that is gone, and a page without a notice in it.
    """
    text = decode(body, context.content_type)
    stripped = text.lstrip("\ufeff \t\r\n")
    if stripped.startswith(("{", "[")):
        return _from_json(stripped, context)
    if "<" not in text or not re.search(r"<(?:html|body|div|p|table|span|meta)\b", text, re.IGNORECASE):
        title, _, _ = tidy(text).partition("\n")
        return _notice(title, text, None, (), context)
    return _from_page(text, context)


def notice_id(url: str) -> str:
    """Return the site's own number of a notice from its address: `t20260701_12345678`, or ""."""
    match = _ID.search(url)
    return f"t{match[1]}_{match[2]}" if match else ""


def _from_page(markup: str, context: ParseContext) -> Parsed:
    root = parse_html(markup)
    if root is None:
        raise ParseError("Not a notice: the page is empty.")
    title = _title(root)
    if _GONE.search(title):
        raise ParseError("The notice is gone: the site shows its error page.")
    main = _main(root)
    summary = _summary(root)
    if main is None or (not summary and main.tag == "body" and len("".join(main.itertext())) < 2_000):
        if _BLOCKED.search(markup):
            raise ParseError("The site refused the page: too many requests (block page).")
    if main is None:
        raise ParseError("Not a notice: the page has no notice text.")
    published = read_date(_meta(root, "PubDate"), BEIJING) or read_date(_by_id(root, "pubTime"), BEIJING)
    crumbs = [
        one_line("".join(link.itertext()))
        for link in root.iter("a")
        if "CurrChnlCls" in (link.get("class") or "")
    ]
    attachments = _attachments(root, main, context.url)
    pairs = (*summary, *_coded(main))
    tables = [grid for table in main.iter("table") if (grid := _grid(table))]
    text = visible_text(main)
    _blank_personal(main)
    return _notice(
        title,
        text,
        published,
        pairs,
        context,
        tables=tables,
        crumbs=crumbs,
        attachments=attachments,
        public=visible_text(main),
        shown=tuple(pair for pair in summary if not is_personal_label(pair[0])),
    )


def _notice(
    title: str,
    text: str,
    published: Any,
    pairs: tuple[tuple[str, str], ...],
    context: ParseContext,
    *,
    tables: list[list[list[str]]] | None = None,
    crumbs: list[str] | None = None,
    attachments: list[dict[str, str]] | None = None,
    shown: tuple[tuple[str, str], ...] = (),
    public: str | None = None,
    identity: str = "",
) -> Parsed:
    title = one_line(title)
    text = tidy(text)
    channel = _CHANNEL.search(context.url)
    stage = stage_of(title, *reversed(crumbs or []), text[:60]) or CHANNEL_STAGES.get(
        channel[1] if channel else ""
    )
    fields = read_fields(
        fold_colons(text),
        pairs=pairs,
        tables=tables or (),
        stage=stage,
        default_org=context.options.get("default_org", ""),
    )
    if not title and not fields.get("project_name") and not fields.get("project_number"):
        raise ParseError("Not a notice: no title and no project in it.")
    title = title or fields.get("project_name") or fields["project_number"]
    if "buyer" not in fields and (match := _TITLE_ORG.match(fields.get("project_name") or title)):
        fields |= {"buyer": match["org"], "buyer_from": "title"}
    if attachments:
        fields["attachments"] = attachments
    warnings = [] if len(fields) > 2 else ["No field of a notice was recognised; only its text was kept."]
    keep = [str(value) for name, value in fields.items() if name.endswith("_number")]
    lines = "\n".join(f"{label}：{value}" for label, value in shown)
    if published is None and (match := re.search(r"公告(?:时间|日期)[:：]?\s*([^\n]{8,30})", text)):
        published = read_date(fold_width(match[1]), BEIJING)
    item = Item(
        id=identity or notice_id(context.url),
        source=context.source_id,
        kind=ItemKind.TENDER,
        url=web_link(context.url),
        title=cut(without_numbers(title), MAX_TITLE),
        text=cut(without_personal(f"{lines}\n{text if public is None else public}".strip(), keep), MAX_TEXT),
        lang="zh",
        published=published,
        fields=_impersonal(fields),
    )
    return Parsed(items=(item,), warnings=tuple(warnings))


def fold_colons(text: str) -> str:
    """Return the text with odd colons and wide blanks as the usual ones, so that one pattern reads all."""
    return text.replace("﹕", "：").replace("∶", "：").replace("\u3000", " ")


def _impersonal(fields: dict[str, Any]) -> dict[str, Any]:
    """Return the fields without phone numbers that stood in a value; numbers of projects stay."""
    return {
        name: without_numbers(value) if isinstance(value, str) and not name.endswith("_number") else value
        for name, value in fields.items()
    }


def _title(root: Any) -> str:
    if written := _meta(root, "ArticleTitle"):
        return written
    for element in root.iter("h1", "h2"):
        if (text := one_line("".join(element.itertext()))) and len(text) > 4:
            return text
    for element in root.iter("title"):
        return re.sub(r"[_\-|]\s*中国政府采购网\s*\Z", "", one_line("".join(element.itertext())))
    return ""


def _meta(root: Any, name: str) -> str:
    for element in root.iter("meta"):
        if (element.get("name") or "").lower() == name.lower():
            return one_line(element.get("content") or "")
    return ""


def _by_id(root: Any, name: str) -> str:
    for element in root.iter("span", "p", "em", "div"):
        if element.get("id") == name:
            return one_line("".join(element.itertext()))
    return ""


def _has_class(element: Any, name: str) -> bool:
    return name in (element.get("class") or "").split()


def _main(root: Any) -> Any | None:
    """Return the element that holds the notice's text; the first of the known containers with text in it."""
    blocks = list(root.iter("div", "td", "section", "article"))
    for name in _BODIES:
        for element in blocks:
            if (_has_class(element, name) or element.get("id") == name) and len(
                "".join(element.itertext()).strip()
            ) > 20:
                return element
    body = root.find(".//body")
    text = "".join(body.itertext()) if body is not None else ""
    labels = {
        found
        for match in re.finditer(r"([\u4e00-\u9fff（）]{2,14})\s*[:：]", text)
        if (found := field_of(match[1]))
    }
    return body if len(labels) >= 2 else None


def _summary(root: Any) -> tuple[tuple[str, str], ...]:
    """Return label and value of each row of the summary tables (`td.title` and the cell after it)."""
    found = []
    for cell in root.iter("td", "th"):
        if _has_class(cell, "title"):
            value = cell.getnext()
            if value is not None and value.tag in {"td", "th"}:
                found.append((_cell(cell).rstrip(":："), _cell(value)))
    return tuple((label, value) for label, value in found if label and value)


def _coded(main: Any) -> Iterator[tuple[str, str]]:
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


def _blank_personal(main: Any) -> None:
    """Empty the cells that a label beside them or a head above them announces as a person or a phone."""
    for table in main.iter("table"):
        columns: set[int] = set()
        for row in table.iter("tr"):
            cells = [child for child in row if child.tag in {"td", "th"}]
            labels = [len(text := _cell(cell)) <= 20 and is_personal_label(text) for cell in cells]
            if any(labels) and (len(cells) % 2 or any(labels[1::2]) or len(cells) > 4):
                columns = {number for number, personal in enumerate(labels) if personal}
                continue
            for number, cell in enumerate(cells):
                if number in columns or (number and labels[number - 1] and not labels[number]):
                    _empty(cell)


def _empty(element: Any) -> None:
    tail = element.tail
    element.clear()
    element.tail = tail


def _cell(element: Any) -> str:
    return one_line(" ".join(element.itertext()))


def _grid(table: Any) -> list[list[str]]:
    """Return a table's cells as a rectangle: a cell over several rows or columns stands in each."""
    if next(table.iterdescendants("table"), None) is not None:
        return []  # a frame for the layout; the tables in it are read on their own
    grid: list[list[str]] = []
    spans: dict[int, tuple[int, str]] = {}  # column -> rows still to fill, text
    for row in list(table.iter("tr"))[:2_000]:
        cells: list[str] = []
        waiting = [child for child in row if child.tag in {"td", "th"}]
        while waiting or len(cells) in spans:
            if len(cells) in spans:
                left, text = spans.pop(len(cells))
                if left > 1:
                    spans[len(cells)] = (left - 1, text)
                cells.append(text)
                continue
            cell = waiting.pop(0)
            text = _cell(cell)
            rows, columns = _span(cell, "rowspan"), _span(cell, "colspan")
            for _ in range(columns):
                if rows > 1:
                    spans[len(cells)] = (rows - 1, text)
                cells.append(text)
        if any(cells):
            grid.append(cells)
    return grid


def _span(cell: Any, name: str) -> int:
    written = cell.get(name) or "1"
    return min(max(int(written), 1), 100) if written.isdecimal() else 1


def _attachments(root: Any, main: Any, base: str) -> list[dict[str, str]]:
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
            name = one_line("".join(link.itertext())) or one_line(link.get("title") or "")
            if url and (_FILE.search(url) or _FILE.search(name) or _DOWNLOAD.search(url)):
                found.setdefault(url, cut(without_numbers(name), 200))
    return [{"name": name, "url": url} for url, name in list(found.items())[:_MAX_ATTACHMENTS]]


def _from_json(text: str, context: ParseContext) -> Parsed:
    """Read a notice that a province's interface wraps in JSON, its page as a string inside."""
    try:
        document = json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        raise ParseError("Not a notice (JSON that cannot be read).") from error
    for record in _records(document):
        body = next(
            (record[key] for key in _JSON_BODIES if isinstance(record.get(key), str) and record[key]), ""
        )
        title = next(
            (record[key] for key in _JSON_TITLES if isinstance(record.get(key), str) and record[key]), ""
        )
        if not body or not title:
            continue
        written = next((record[key] for key in _JSON_DATES if record.get(key)), None)
        published = (
            from_epoch(written) if isinstance(written, int | float) else read_date(str(written), BEIJING)
        )
        root = parse_html(f"<div>{body}</div>") if "<" in body else None
        tables = [grid for table in root.iter("table") if (grid := _grid(table))] if root is not None else []
        return _notice(
            title,
            html_to_text(body) if "<" in body else body,
            published,
            tuple(_coded(root)) if root is not None else (),
            context,
            tables=tables,
            attachments=_attachments(root, root, context.url) if root is not None else None,
            identity=str(
                next((record[key] for key in ("id", "articleId", "noticeId", "uuid") if record.get(key)), "")
            ),
        )
    raise ParseError("Not a notice: the JSON has no title with a text.")


def _records(document: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    if depth > 6:
        return
    if isinstance(document, str) and document.lstrip().startswith(("{", "[")):
        try:
            document = json.loads(document, strict=False)
        except (ValueError, RecursionError):
            return
    if isinstance(document, Mapping):
        yield document
        for value in document.values():
            yield from _records(value, depth + 1)
    elif isinstance(document, list):
        for value in document:
            yield from _records(value, depth + 1)
