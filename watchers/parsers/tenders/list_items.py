"""Rows of a list of notices to items, however the list was written: of a page or of an interface. Pure."""

import json
import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from watchers.errors import ParseError
from watchers.model import Item, ItemKind, Parsed, SourceKind
from watchers.parsers import ParseContext
from watchers.parsers.dates import BEIJING, from_epoch, read_date
from watchers.parsers.links import web_link
from watchers.parsers.persons.clauses import shown_text
from watchers.parsers.persons.impersonal import impersonal, name_without_persons
from watchers.parsers.persons.numbers import without_numbers
from watchers.parsers.persons.personal import without_personal
from watchers.parsers.plain import cut, one_line
from watchers.parsers.tenders.ccgp_notice import notice_id
from watchers.parsers.tenders.page_lists import rows_on
from watchers.parsers.tenders.row_lists import Row, markup_in, read_rows
from watchers.parsers.tenders.tender_stages import CHANNEL_STAGES, stage_of
from watchers.parsers.text import MAX_TITLE, html_to_text, parse_html, text_or_html

_DAY_IN_ADDRESS = re.compile(
    r"(?<!\d)(?P<year>20\d\d)(?:(?P<sign>[/_-])(?:0?[1-9]|1[0-2])(?P=sign)(?:0?[1-9]|[12]\d|3[01])"
    r"|(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01]))(?=[/_.-])"
)
_COUNTED = re.compile(r"1\d{9}(?:\d{3})?")  # seconds or milliseconds since 1970
_CHANNEL = re.compile(r"/(zygg|dfgg)/(\w+)/")


def item_of(
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
    """Return one row as an item; `written` is its day as text or counted."""
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
        text=shown_text(kept),
        whole=without_numbers(f"{title}\n{seen}"),
        lang="zh",
        published=_moment(written) or day_in(url),
        fields=impersonal({name: value for name, value in told.items() if value}, [number]),
    )


def _moment(written: Any) -> datetime | None:
    """Return a time that is counted from 1970, or written."""
    if isinstance(written, int | float) or _COUNTED.fullmatch(str(written or "")):
        return from_epoch(float(written))
    return read_date(str(written or ""), BEIJING)


def day_in(url: str) -> datetime | None:
    """Return the day that stands in a notice's address: `/202603/t20260302_1.htm`, `/2026/3/2/art_1.html`."""
    match = _DAY_IN_ADDRESS.search(url)
    if match is None:
        return None
    written = (
        re.sub(r"[/_]", "-", match[0]) if match["sign"] else f"{match[0][:4]}-{match[0][4:6]}-{match[0][6:]}"
    )
    return read_date(written, BEIJING)


def items_of_answer(text: str, context: ParseContext) -> Parsed:
    """Read a list given as JSON, its rows as records or as the markup that a page inserts."""
    try:
        return items_of_rows(read_rows(text), context)
    except ParseError:
        for markup in markup_in(json.loads(text, strict=False)) if _is_json(text) else ():
            if (root := parse_html(f"<div>{markup}</div>")) is not None and (rows := rows_on(root)):
                return items_of_rows(rows, context)
        raise


def _is_json(text: str) -> bool:
    try:
        json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return False
    return True


def items_of_rows(rows: Sequence[Row], context: ParseContext) -> Parsed:
    """Return the rows as items. `options["notice_url"]` makes links: `https://…/{id}`."""
    template = context.options.get("notice_url", "")
    items = []
    for row in rows:
        identity = str(row["id"])
        url = web_link(str(row["url"]), context.url) if row["url"] else ""
        if not url and template and re.fullmatch(r"[\w.-]{1,80}", identity):
            url = web_link(template.replace("{id}", identity))
        items.append(
            item_of(
                context,
                url=url,
                title=html_to_text(str(row["title"])),
                written=row["date"],
                kind=one_line(str(row["type"])) if re.search("[\u4e00-\u9fff]", str(row["type"])) else "",
                area=one_line(str(row["area"])),
                buyer=one_line(str(row["buyer"])),
                agency=one_line(str(row.get("agency", ""))),
                identity=notice_id(url) or identity,
                number=one_line(str(row["project_number"])),
            )
        )
    linked = bool(items) and all(item.url for item in items)
    return Parsed(
        items=tuple(items), details=SourceKind.CCGP_NOTICE if linked and urlsplit(items[0].url).path else None
    )
