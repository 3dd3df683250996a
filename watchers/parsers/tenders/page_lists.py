"""Lists of notices on pages of any site: links with a day beside each, row after row. Pure.

Knows no site: a row is what holds one notice's link and its day; the most alike rows are the list. Links that
a script opens (`onclick="showview('20260302…', …)"`) tell the notice's id.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from watchers.parsers.links import web_link
from watchers.parsers.plain import one_line
from watchers.parsers.tenders.row_lists import Row
from watchers.parsers.tenders.tender_stages import stage_of

_DAY = re.compile(
    r"20\d\d\s*[-./年]\s*(?:1[0-2]|0?[1-9])\s*[-./月]\s*(?:[12]\d|3[01]|0?[1-9])(?!\d)\s*日?"
    r"(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?"
)
_HAN = re.compile("[\u4e00-\u9fff]")
_TITLE = range(6, 200)  # Chinese characters of a title
_UP = 4  # elements above a link in which its day is looked for
_OPENED = re.compile(r"\(\s*['\"]?(?P<id>[\w-]{6,80})['\"]?\s*(?:,|\))")
_AREA = re.compile(r"[【\[［]\s*(?P<area>[\u4e00-\u9fff]{2,12})\s*[】\]］]")
_NEXT = re.compile(r"\s*(?:下一?页|后一?页|[>»›]{1,2})\s*\Z")
_NOTICES = 3  # of so many rows one at least tells a stage


def rows_on(root: Any) -> list[Row]:
    """Return the rows of the page's list of notices, with the keys of `record_keys`; [] where it has none."""
    groups: dict[tuple[str, str], list[Row]] = defaultdict(list)
    titled = [(link, title) for link in root.iter("a") if (title := _title(link))]
    links = {link for link, _ in titled}
    for link, title in titled:
        if found := _row_of(link, links):
            row, day = found
            groups[row.tag, row.get("class") or ""].append(_told(link, title, row, day))
    rows = max(groups.values(), key=len, default=[])
    told = sum(1 for row in rows if stage_of(row["title"]))
    return rows if told * _NOTICES >= len(rows) else []


def next_page(root: Any, url: str) -> str | None:
    """Return the address behind 下一页, where the page has one."""
    for link in root.iter("a"):
        if _NEXT.match("".join(link.itertext())) and (there := web_link(link.get("href"), url)):
            return there if there != url else None
    return None


def _title(link: Any) -> str:
    written = one_line("".join(link.itertext()))
    title = one_line(link.get("title") or "")
    title = title if len(title) >= len(written) - 3 and _HAN.search(title) else written
    return title if len(_HAN.findall(title)) in _TITLE else ""


def _row_of(link: Any, links: set[Any]) -> tuple[Any, str] | None:
    """Return the smallest element around a link that tells a day besides, and the day."""
    element = link
    for _ in range(_UP):
        element = element.getparent()
        if element is None or any(other is not link and other in links for other in element.iter("a")):
            return None
        beside = " ".join(_texts_beside(element, link))
        if day := _DAY.search(beside):
            return element, day[0]
    return None


def _texts_beside(element: Any, link: Any) -> Iterator[str]:
    inside = set(link.iter())
    for part in element.iter():
        if part not in inside and isinstance(part.tag, str):
            yield part.text or ""
        if part is not element and (part not in inside or part is link):
            yield part.tail or ""


def _told(link: Any, title: str, row: Any, day: str) -> Row:
    opened = _OPENED.search(link.get("onclick") or link.get("href") or "")
    address = link.get("href") or ""
    scripted = not address or address.startswith(("#", "javascript:"))
    area = _AREA.search(" ".join(_texts_beside(row, link)))
    told: Row = dict.fromkeys(("type", "buyer", "project_number"), "")
    return told | {
        "id": opened["id"] if opened and scripted else "",
        "title": title,
        "date": day,
        "url": "" if scripted else address,
        "area": area["area"] if area else "",
    }
