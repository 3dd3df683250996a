"""Lists of the China Government Procurement site, and of provinces' interfaces, to one item a row. Pure.

Knows the channel pages (`ul.c_list_bid`), the search page (`ul.vT-srch-result-list-bid`, its links in a
script) and lists as JSON (`row_lists`). A page without its list is a failure, not "no news": the site
answers too quick a reader with status 200 and a sentence.
"""

import re
from datetime import datetime
from typing import Any
from urllib.parse import urljoin, urlsplit

from watchers.errors import ParseError
from watchers.model import Item, ItemKind, Parsed, SourceKind
from watchers.parsers import ParseContext
from watchers.parsers.charset import decode
from watchers.parsers.dates import BEIJING, from_epoch, read_date
from watchers.parsers.links import web_link
from watchers.parsers.persons.impersonal import impersonal, name_without_persons
from watchers.parsers.persons.person_talk import without_talk_of_persons
from watchers.parsers.persons.personal import without_numbers, without_personal
from watchers.parsers.persons.shown import shown_text
from watchers.parsers.plain import cut, one_line
from watchers.parsers.tenders.ccgp_notice import notice_id
from watchers.parsers.tenders.row_lists import read_rows
from watchers.parsers.tenders.tender_words import CHANNEL_STAGES, stage_of
from watchers.parsers.text import MAX_TITLE, html_to_text, parse_html, text_or_html

_PAGER = re.compile(
    r"Pager\(\{\s*size\s*:\s*(?P<size>\d+)\s*,\s*current\s*:\s*(?P<current>\d+)\s*,\s*prefix\s*:\s*['\"](?P<prefix>[\w-]+)['\"]"
    r"\s*,\s*suffix\s*:\s*['\"](?P<suffix>\w+)['\"]"
)
_LINKS = re.compile(r"ohtmlurls\s*=\s*[\"'](?P<links>[^\"']*)[\"']")
_BLOCKED = re.compile(r"频繁访问|访问(?:过于)?频繁|安全验证|访问受限|异常访问|请求过于频繁")
_DAY_IN_ADDRESS = re.compile(
    r"(?<!\d)(?P<year>20\d\d)(?:(?P<sign>[/_-])(?:0?[1-9]|1[0-2])(?P=sign)(?:0?[1-9]|[12]\d|3[01])"
    r"|(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(?=[/_.-])"
)
_CHANNEL = re.compile(r"/(zygg|dfgg)/(\w+)/")


def parse_ccgp_list(body: bytes, context: ParseContext) -> Parsed:
    """Return the rows as tender items; `details` says that each link leads to a notice.

    Raises ParseError for a block page and for a page without a list. An empty list is one without rows.
    """
    text = decode(body, context.content_type).lstrip("\ufeff \t\r\n")
    if text.startswith(("{", "[")):
        return _from_json(text, context)
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
    raise ParseError("Not a notice list: the page has no list element (c_list_bid).")


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
    return _item(
        context,
        url=url,
        title=title,
        written=cells[0],
        kind=kind,
        area=cells[1],
        buyer=cells[2],
        identity=notice_id(url),
    )


def _item(
    context: ParseContext,
    *,
    url: str,
    title: str,
    written: Any,
    kind: str = "",
    area: str = "",
    buyer: str = "",
    agency: str = "",
    identity: str = "",
    number: str = "",
    summary: str = "",
) -> Item:
    title = cut(without_numbers(one_line(text_or_html(title))), MAX_TITLE)
    buyer = buyer or context.options.get("default_org", "")
    channel = _CHANNEL.search(url or context.url)
    stage = stage_of(kind or title, title) or CHANNEL_STAGES.get(channel[2] if channel else "")
    told = {
        "stage": stage, "type": kind, "buyer": buyer, "agency": agency, "region": area,
        "project_number": number,
        "scope": {"zygg": "central", "dfgg": "local"}.get(channel[1] if channel else ""),
    }  # fmt: skip
    lines = (("", kind), ("采购人：", buyer), ("代理机构：", agency), ("地域：", area), ("", summary))
    seen = "\n".join(f"{label}{value}" for label, value in lines if value)
    kept = without_personal(seen, [number])
    return Item(
        id=identity,
        source=context.source_id,
        kind=ItemKind.TENDER,
        url=url,
        title=name_without_persons(title, [number]) or "公告",
        text=shown_text(without_talk_of_persons(kept)),
        whole=without_numbers(f"{title}\n{seen}"),
        lang="zh",
        published=from_epoch(written)
        if isinstance(written, int | float)
        else read_date(str(written or ""), BEIJING) or day_in(url),
        fields=impersonal({name: value for name, value in told.items() if value}, [number]),
    )


def day_in(url: str) -> datetime | None:
    """Return the day that stands in a notice's address: `/202603/t20260302_1.htm`, `/2026/3/2/art_1.html`."""
    match = _DAY_IN_ADDRESS.search(url)
    if match is None:
        return None
    written = (
        re.sub(r"[/_]", "-", match[0]) if match["sign"] else f"{match[0][:4]}-{match[0][4:6]}-{match[0][6:]}"
    )
    return read_date(written, BEIJING)


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
            _item(
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


def _from_json(text: str, context: ParseContext) -> Parsed:
    """Read a list that an interface gives as JSON. `options["notice_url"]` makes links: `https://…/{id}`."""
    template = context.options.get("notice_url", "")
    items = []
    for row in read_rows(text):
        identity = str(row["id"])
        url = web_link(str(row["url"]), context.url) if row["url"] else ""
        if not url and template and re.fullmatch(r"[\w.-]{1,80}", identity):
            url = web_link(template.replace("{id}", identity))
        items.append(
            _item(
                context,
                url=url,
                title=html_to_text(str(row["title"])),
                written=row["date"],
                kind=one_line(str(row["type"])) if re.search("[\u4e00-\u9fff]", str(row["type"])) else "",
                area=one_line(str(row["area"])),
                buyer=one_line(str(row["buyer"])),
                identity=notice_id(url) or identity,
                number=one_line(str(row["project_number"])),
            )
        )
    linked = bool(items) and all(item.url for item in items)
    return Parsed(
        items=tuple(items), details=SourceKind.CCGP_NOTICE if linked and urlsplit(items[0].url).path else None
    )
