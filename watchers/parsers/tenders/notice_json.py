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
from watchers.parsers.persons.person_labels import is_personal_label
from watchers.parsers.plain import without_unseen
from watchers.parsers.tenders.no_notice import is_of_server
from watchers.parsers.tenders.record_keys import Record, folded, titled, values_of
from watchers.parsers.tenders.tender_labels import field_of
from watchers.parsers.tenders.tender_stages import stage_of

# what a record says of the notice beside its text, and the label that means the same
_SAID = (
    ("采购人", "buyer"),
    ("采购代理机构", "agency"),
    ("记录编号", "project_number"),  # a number of its own: that of the text comes first
    ("成交供应商", "supplier"),
    ("成交金额", "award"),
    ("预算金额", "budget"),
    ("投标截止时间", "deadline"),
    ("型号", "model"),
)
_SUMS = {"award", "budget"}
_UNIT = re.compile(r"(?:人民币)?[百千万亿]{0,2}元")  # of the record's sums, under a key of its own
_MODEL = re.compile(r"[A-Za-z].*\d|\d.*[A-Za-z]")  # xh is 型号 by its initials, and 序号
_MAX_SAID = 120
_MARKUP = re.compile(r"<(?:p|div|table|span)\b[^<>]*>", re.IGNORECASE)
_DEPTH = 6
_FEW = 2  # lines: a record that says less is none of a notice
_PROSE = 40  # characters of a text that says something by itself
_NAME = 8  # characters: a person's name has fewer
_TITLE = range(8, 120)
_HAN = re.compile("[\u4e00-\u9fff]")
_NO_TEXT = re.compile(
    r"https?:|[\d\s:./+-]+\Z|[\w-]{16,}\Z"
    r"|[\u4e00-\u9fff·]{2,4}(?:[\s,，、;；|]+[\u4e00-\u9fff·]{2,4})+\Z"
)
_CALL = re.compile(r"\d{7}|\d{3,4}-\d{4}|@")  # how to reach somebody
_PERSONAL = re.compile(
    r"man\Z|person|contact|linker|phone|mobile|mail|fax|expert|author|creator|user|operator|editor|judge|manager"
    r"|lxr|lxdh|pingwei|zhuanjia|dianhua"
)


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
    records = list(map(folded, _records(document)))
    for record in records:
        yield from _wrapped(record, _text(record, "body") or _page(record))
    for record in records:  # no text in one piece: what the record says, part by part
        lines = list(_lines(record))
        if len(lines) >= _FEW or any(len(line) >= _PROSE for line in lines):
            yield from _wrapped(record, "\n".join(lines))


def _wrapped(record: Record, body: str) -> Iterator[Wrapped]:
    """Yield the notice that a record is, its text in hand; nothing for one without a title."""
    title = _title(record)
    if not body or not title or is_of_server(title):
        return
    if "<" not in body and "&lt;" in body:
        body = html.unescape(body)
    written = next(values_of(record, "date"), None)
    published = from_epoch(written) if isinstance(written, int | float) else read_date(str(written), BEIJING)
    parts = (folded(part) for value in record.values() for part in _parts(value))
    said = (pair for one in (record, *parts) for pair in _told(one))
    yield Wrapped(
        title=without_unseen(title),
        body=without_unseen(body),
        published=published,
        identity=str(next(values_of(record, "id"), "")),
        said=tuple(dict.fromkeys(said)),
    )


def _title(record: Record) -> str:
    """Return a record's title: under a key for titles, else the value that tells a stage as a title does."""
    title = _text(record, "title") or titled(record) or record.get("name")
    if isinstance(title, str) and title:
        return title
    texts = (value for value in record.values() if isinstance(value, str) and len(value) in _TITLE)
    return next((value for value in texts if stage_of(value) and "：" not in value), "")


def _lines(record: Record) -> Iterator[str]:
    """Yield what a record says as lines: label and value, and texts that can be no person's name."""
    told = list(dict.fromkeys(_told(record)))
    yield from (f"{label}：{value}" for label, value in told)
    seen = {value for _, value in told} | {_title(record)}
    for key, value in record.items():
        if not isinstance(value, str) or value in seen or _PERSONAL.search(key) or is_personal_label(key):
            continue
        if _HAN.search(key):
            yield f"{key}：{value}"
        elif (
            len(value) > _NAME
            and not _NO_TEXT.match(value)
            and not (len(value) < _PROSE and _CALL.search(value))
        ):
            yield value


def _text(record: Record, name: str) -> str:
    return next((value for value in values_of(record, name) if isinstance(value, str)), "")


def _parts(value: Any) -> list[Mapping[str, Any]]:
    """Return the packages or winners that a record lists, each a record of its own."""
    return [part for part in value if isinstance(part, Mapping)] if isinstance(value, list) else []


def _told(record: Record) -> Iterator[tuple[str, str]]:
    """Yield label and value of what a record says beside a text."""
    units = (value for value in record.values() if isinstance(value, str) and _UNIT.fullmatch(value))
    unit = next(units, "")
    for label, name in _SAID:
        value = _said(record, name)[:_MAX_SAID]
        if value and (name != "model" or _MODEL.search(value)):
            yield label, f"{value}{unit}" if name in _SUMS and value[-1:].isdecimal() else value
    for key, written in record.items():
        if _HAN.search(key) and field_of(key) and isinstance(written, str | int | float):
            yield key, str(written)[:_MAX_SAID]


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
