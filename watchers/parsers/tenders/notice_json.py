"""Notices that a province's interface wraps in JSON: title, text or page, day and number of each. Pure."""

import html
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from watchers.errors import ParseError
from watchers.parsers.answers import unwrapped
from watchers.parsers.dates import BEIJING, from_epoch, read_date
from watchers.parsers.plain import without_unseen
from watchers.parsers.tenders.record_keys import Record, folded, titled, values_of

# what a record says of the notice beside its text, and the label that means the same
_SAID = (
    ("采购人", "buyer"),
    ("采购代理机构", "agency"),
    ("项目编号", "project_number"),
    ("成交供应商", "supplier"),
    ("成交金额", "award"),
    ("预算金额", "budget"),
    ("投标截止时间", "deadline"),
)
_MAX_SAID = 120
_MARKUP = re.compile(r"<(?:p|div|table|span)\b[^<>]*>", re.IGNORECASE)
_DEPTH = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrapped:
    """A notice as it stood in JSON; its body is a page or plain text."""

    title: str
    body: str
    published: datetime | None
    identity: str
    said: tuple[tuple[str, str], ...] = ()  # label and value


def wrapped_notices(text: str) -> Iterator[Wrapped]:
    """Yield each record that has a title and a text. Raises ParseError for what is no JSON."""
    try:
        document = json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        raise ParseError("Not a notice (JSON that cannot be read).") from error
    for record in map(folded, _records(document)):
        title = _text(record, "title") or titled(record) or record.get("name")
        body = _text(record, "body") or _page(record)
        if "<" not in body and "&lt;" in body:
            body = html.unescape(body)
        if not body or not isinstance(title, str) or not title:
            continue
        written = next(values_of(record, "date"), None)
        published = (
            from_epoch(written) if isinstance(written, int | float) else read_date(str(written), BEIJING)
        )
        parts = (folded(part) for value in record.values() for part in _parts(value))
        said = (pair for one in (record, *parts) for pair in _told(one))
        yield Wrapped(
            title=without_unseen(title),
            body=without_unseen(body),
            published=published,
            identity=str(next(values_of(record, "id"), "")),
            said=tuple(dict.fromkeys(said)),
        )


def _text(record: Record, name: str) -> str:
    return next((value for value in values_of(record, name) if isinstance(value, str)), "")


def _parts(value: Any) -> list[Mapping[str, Any]]:
    """Return the packages or winners that a record lists, each a record of its own."""
    return [part for part in value if isinstance(part, Mapping)] if isinstance(value, list) else []


def _told(record: Record) -> Iterator[tuple[str, str]]:
    """Yield label and value of what a record says beside a text."""
    for label, name in _SAID:
        if value := _said(record, name)[:_MAX_SAID]:
            yield label, value


def _said(record: Record, name: str) -> str:
    """Return a text or sum of the record, "" for a list or an object."""
    return next((str(value) for value in values_of(record, name) if isinstance(value, str | int | float)), "")


def _page(record: Record) -> str:
    """Return the longest value that is marked up, whatever its key."""
    pages = (value for value in record.values() if isinstance(value, str) and _MARKUP.search(value))
    return max(pages, key=len, default="")


def _records(document: Any, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    if depth > _DEPTH:
        return
    document = unwrapped(document)
    if isinstance(document, Mapping):
        yield document
        for value in document.values():
            yield from _records(value, depth + 1)
    elif isinstance(document, list):
        for value in document:
            yield from _records(value, depth + 1)
