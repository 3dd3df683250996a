"""Lists of the China Government Procurement site, and of provinces' interfaces, to one item a row. Pure.

Knows the channel pages (`ul.c_list_bid`), the search page (`ul.vT-srch-result-list-bid`, its links in a
script), lists as JSON (`row_lists`) and those of any other site (`page_lists`). A page without its list is a
failure, not "no news": the site answers too quick a reader with status 200 and a sentence.
"""

import re
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin

from watchers.errors import ParseError
from watchers.model import Item, Parsed, SourceKind
from watchers.parsers import ParseContext
from watchers.parsers.charset import decode
from watchers.parsers.links import web_link
from watchers.parsers.plain import one_line
from watchers.parsers.tenders.ccgp_notice import notice_id
from watchers.parsers.tenders.list_items import item_of, items_of_answer, items_of_rows
from watchers.parsers.tenders.page_lists import next_page, rows_on
from watchers.parsers.text import parse_html

_PAGER = re.compile(
    r"Pager\(\{\s*size\s*:\s*(?P<size>\d+)\s*,\s*current\s*:\s*(?P<current>\d+)\s*,\s*prefix\s*:\s*['\"](?P<prefix>[\w-]+)['\"]"
    r"\s*,\s*suffix\s*:\s*['\"](?P<suffix>\w+)['\"]"
)
_LINKS = re.compile(r"ohtmlurls\s*=\s*[\"'](?P<links>[^\"']*)[\"']")
_BLOCKED = re.compile(r"频繁访问|访问(?:过于)?频繁|安全验证|访问受限|异常访问|请求过于频繁")


def parse_ccgp_list(body: bytes, context: ParseContext) -> Parsed:
    """Return the rows as tender items; `details` says that each link leads to a notice.

    Raises ParseError for a block page and for a page without a list. An empty list is one without rows.
    """
    text = decode(body, context.content_type).lstrip("\ufeff \t\r\n")
    if text.startswith(("{", "[")):
        return items_of_answer(text, context)
    root = parse_html(text)
    lists = [] if root is None else list(root.iter("ul"))
    rows = next((element for element in lists if "c_list_bid" in (element.get("class") or "").split()), None)
    if rows is not None:
        items = tuple(item for row in rows.iter("li") if (item := _row(row, context)))
        if not items:  # a channel is never without notices; a search may be
            raise ParseError("The notice list is there, but it has no rows.")
        return Parsed(items=items, details=SourceKind.CCGP_NOTICE, next_page=_next(text, context.url))
    found = next(
        (element for element in lists if "vT-srch-result-list-bid" in (element.get("class") or "").split()),
        None,
    )
    if found is not None:
        return _search(found, text, context)
    if _BLOCKED.search(text):
        raise ParseError("The site refused the page: too many requests (频繁访问).")
    if root is not None and (told := rows_on(root)):
        return replace(items_of_rows(told, context), next_page=next_page(root, context.url))
    raise ParseError("Not a notice list: the page has no list of links with a day beside each.")


def _row(row: Any, context: ParseContext) -> Item | None:
    """Read `a[href][title]`, `em[rel=bxlx]` the type, then `em` time, area, buyer."""
    link = next(row.iter("a"), None)
    if link is None:
        return None
    url = web_link(link.get("href"), context.url)
    title = link.get("title") or "".join(link.itertext())  # the text of the link is shortened
    kind = ""
    cells = []
    for cell in row.iter("em"):
        if cell.get("rel") == "bxlx":
            kind = one_line("".join(cell.itertext()))
        else:
            cells.append(one_line("".join(cell.itertext())))
    cells += [""] * (3 - len(cells))
    return item_of(
        context,
        url=url,
        title=title,
        written=cells[0],
        kind=kind,
        area=cells[1],
        buyer=cells[2],
        identity=notice_id(url),
    )


def _next(text: str, url: str) -> str | None:
    """Return the page after this one: `index.htm`, `index_1.htm`, … up to the pager's size."""
    pager = _PAGER.search(text)
    if not pager or not url:
        return None
    following = int(pager["current"]) + 1
    return (
        urljoin(url, f"{pager['prefix']}_{following}.{pager['suffix']}")
        if following < int(pager["size"])
        else None
    )


def _search(rows: Any, text: str, context: ParseContext) -> Parsed:
    """Read a search result: the links stand in a script, in the order of the rows."""
    match = _LINKS.search(text)
    links = [link.strip() for link in match["links"].split(",")] if match else []
    items = []
    for number, row in enumerate(rows.iter("li")):
        link = next(row.iter("a"), None)
        if link is None:
            continue
        url = web_link(link.get("href"), context.url) or (
            web_link(links[number]) if number < len(links) else ""
        )
        facts = one_line(" ".join("".join(span.itertext()) for span in row.iter("span")))
        kind = next((one_line("".join(part.itertext())) for part in row.iter("strong")), "")
        area = next(
            (one_line("".join(part.itertext())) for span in row.iter("span") for part in span.iter("a")), ""
        )
        summary = next((one_line("".join(part.itertext())) for part in row.iter("p")), "")
        items.append(
            item_of(
                context,
                url=url,
                title="".join(link.itertext()),
                written=facts.partition("|")[0],
                kind=kind,
                area=area,
                buyer=_between(facts, "采购人"),
                agency=_between(facts, "代理机构", kind),
                identity=notice_id(url),
                summary=summary,
            )
        )
    unlinked = sum(1 for item in items if not item.url)
    warnings = (f"{unlinked} rows have no link.",) if unlinked else ()
    return Parsed(items=tuple(items), details=SourceKind.CCGP_NOTICE, warnings=warnings)


def _between(facts: str, label: str, stop: str = "") -> str:
    match = re.search(rf"{label}\s*[:：]\s*([^|]*)", facts)
    found = match[1].strip() if match else ""
    return found.removesuffix(stop).strip() if stop else found
