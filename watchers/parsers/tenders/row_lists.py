"""Lists of notices in the JSON of provinces' interfaces: rows of fields with one name each. Pure.

What the fields are called is known to `record_keys`. The rows stand at any depth, also in JSON inside a JSON
string, or as hits of a search (`_source`).
"""

import html
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from watchers.errors import ParseError
from watchers.parsers.answers import unwrapped
from watchers.parsers.plain import cut, one_line
from watchers.parsers.tenders.record_keys import KEYS, Record, folded, titled, values_of

_MAX_DEPTH = 6
_KIND = re.compile(
    r"(?:公开)?(?:招标|采购|中标|成交|结果|更正|变更|补充|资格预审|中标候选人|中标结果)(?:公告|公示)"
)
_AREA_CODE = re.compile(r"[\dA-Za-z]*\d[\dA-Za-z]*")
_TOLD = range(8, 200)  # characters of a title under a key that nobody would look for
_HREF = re.compile(r"<a\b[^>]*?\bhref=[\"']?([^\"'\s>]+)", re.IGNORECASE)
_HAN = re.compile("[\u4e00-\u9fff]{4}")
_ID = re.compile(r"[\w.-]{1,80}")
Row = dict[str, Any]
"""What one row of a list tells, under the names of `KEYS`."""


def read_rows(text: str) -> list[Row]:
    """Return the first list of notices in the JSON, each with the keys of `KEYS`, "" where it tells nothing.

    Raises ParseError for text that is no JSON, and for JSON without such a list.
    """
    try:
        document = json.loads(text, strict=False)
    except (ValueError, RecursionError) as error:
        raise ParseError("Not a notice list (JSON that cannot be read).") from error
    rows = next(_row_lists(document), None) or next(_row_lists(document, named=False), None)
    if rows is None:
        message = document.get("message") or document.get("msg") if isinstance(document, Mapping) else ""
        told = f" ({cut(one_line(str(message)), 100)})" if message else ""
        raise ParseError(f"Not a notice list: no rows with titles in the JSON{told}.")
    return [{name: _value(row, name) for name in KEYS} for row in rows]


def markup_in(document: Any, depth: int = 0) -> Iterator[str]:
    """Yield the texts in a JSON document that are markup with links: a list that its page only inserts."""
    if isinstance(document, str) and re.search(r"<a\b", document):
        yield document
    elif depth < _MAX_DEPTH:
        values = document.values() if isinstance(document, Mapping) else document
        for value in values if isinstance(document, Mapping | list) else ():
            yield from markup_in(value, depth + 1)


def has_rows(document: Any) -> bool:
    """Whether a JSON document holds a list of notices, their titles and dates."""
    lists = (*_row_lists(document), *_row_lists(document, named=False))
    return any(_value(row, "date") for rows in lists for row in rows[:1])


def _value(row: Record, name: str) -> Any:
    """Return the text or number under the first of the field's keys that has one that can be it."""
    values = list(values_of(row, name))
    if name == "title":  # `zhaoBiaoGongGaoTitle`; `TITLE: 招标公告` beside `NAME: …项目招标公告`
        values += filter(None, [titled(row)])
        kind = next((value for value in values if isinstance(value, str) and _KIND.fullmatch(value)), None)
        values = [*(value for value in values if value != kind), *((row.get("name"), kind) if kind else ())]
    elif name == "area":  # the code of a region is no name
        values = [value for value in values if isinstance(value, str) and not _AREA_CODE.fullmatch(value)]
    elif name == "url":
        return _url(row, values)
    return next((value for value in values if isinstance(value, str | int | float)), "")


def _url(row: Record, values: list[Any]) -> str:
    """Return a row's link: under a key of the field, a whole one under another key, or in its title.

    One that ends in an empty parameter (`/notice/form?id=`) lacks the row's id, which its page appends.
    """
    whole = (value for key, value in row.items() if key.endswith("url") and str(value).startswith("http"))
    found: str = next((value for value in (*values, *whole) if isinstance(value, str) and value), "")
    if not found:
        link = _HREF.search(str(_value(row, "title")))
        return html.unescape(link[1]) if link else ""
    identity = str(_value(row, "id"))
    return found + identity if found.endswith("=") and _ID.fullmatch(identity) else found


def _row_lists(document: Any, depth: int = 0, *, named: bool = True) -> Iterator[list[Record]]:
    """Yield each list of records with titles, the keys of the records folded.

    With `named=False`, dated records whose titles stand under a key of the interface's own.
    """
    if depth > _MAX_DEPTH:
        return
    document = unwrapped(document)
    if isinstance(document, Mapping):
        for key, value in document.items():
            if str(key).startswith("["):  # {"[{…}, …]": "a pager"}: a list for a key
                yield from _row_lists(key, depth + 1, named=named)
            yield from _row_lists(value, depth + 1, named=named)
    elif isinstance(document, list):
        records = [folded(value) for value in document if isinstance(value, Mapping)]
        rows = [row for row in (records if named else _titled(records)) if _value(row, "title")]
        if rows:
            yield rows
        else:
            for value in document:
                yield from _row_lists(value, depth + 1, named=named)


def _titled(records: list[Record]) -> list[Record]:
    """Return dated records with their title under "title": the first key under which each says its own.

    The names of notices differ from row to row and are Chinese; kinds, regions and agencies repeat.
    """
    dated = [row for row in records if _value(row, "date")]
    for key in dated[0] if len(dated) > 1 else ():
        told = [row.get(key) for row in dated]
        titles = [one for one in told if isinstance(one, str) and _HAN.search(one) and len(one) in _TOLD]
        if len(set(titles)) == len(titles) > len(dated) * 0.8:
            return [{**row, "title": row[key]} for row in dated]
    return []
