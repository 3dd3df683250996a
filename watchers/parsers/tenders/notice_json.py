"""Notices that a province's interface wraps in JSON: title, text or page, day and number of each. Pure."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from watchers.errors import ParseError
from watchers.parsers.answers import unwrapped
from watchers.parsers.dates import BEIJING, from_epoch, read_date

_TITLES = ("noticeTitle", "noticeName", "title", "articleTitle", "projectName", "ArticleTitle")
_BODIES = ("content", "noticeContent", "articleContent", "html", "body", "detail", "text", "infoContent")
_DATES = ("publishTime", "publishDate", "noticeTime", "pubDate", "published", "releaseTime", "issueTime")
# what a record says of the notice beside its text, and the label that means the same
_SAID = (
    ("采购人", ("buyerName", "purchaserName", "purchaser", "buyer", "tenderee")),
    ("采购代理机构", ("agentName", "agencyName", "agency")),
    ("项目编号", ("projectCode", "projectNo", "projectNumber", "bidCode")),
)
_MAX_SAID = 120
_NUMBERS = ("id", "articleId", "noticeId", "uuid")
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
    for record in _records(document):
        body, title = _first_text(record, _BODIES), _first_text(record, _TITLES)
        if not body or not title:
            continue
        written = next((record[key] for key in _DATES if record.get(key)), None)
        published = (
            from_epoch(written) if isinstance(written, int | float) else read_date(str(written), BEIJING)
        )
        identity = str(next((record[key] for key in _NUMBERS if record.get(key)), ""))
        said = tuple((label, _first_text(record, keys)[:_MAX_SAID]) for label, keys in _SAID)
        yield Wrapped(
            title=title,
            body=body,
            published=published,
            identity=identity,
            said=tuple(pair for pair in said if pair[1]),
        )


def _first_text(record: Mapping[str, Any], keys: Sequence[str]) -> str:
    return next((value for key in keys if isinstance(value := record.get(key), str) and value), "")


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
