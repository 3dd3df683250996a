"""JSON Feed 1.0 and 1.1 (jsonfeed.org) to a RawFeed. Pure."""

import json
from collections.abc import Mapping
from typing import Any

from watchers.errors import ParseError
from watchers.parsers.feeds.raw_feed import Markup, RawEntry, RawFeed, newest
from watchers.parsers.links import web_link


def read_json(text: str, url: str) -> RawFeed:
    """Return the feed in `text`, its newest entries. Raises ParseError where it is none."""
    try:
        document = json.loads(text.lstrip("\ufeff"), strict=False)
    except (ValueError, RecursionError) as error:
        raise ParseError("Not a feed (JSON that cannot be read).") from error
    entries = document.get("items") if isinstance(document, Mapping) else None
    if not isinstance(entries, list) or "jsonfeed.org" not in str(document.get("version", "")):
        raise ParseError("Not a feed (JSON without the version and items of a JSON Feed).")
    home = web_link(_string(document.get("home_page_url")), url)
    feed = RawFeed(
        title=Markup(_string(document.get("title")), "text"),
        link=home,
        lang=_string(document.get("language")),
        total=len(entries),
    )
    read = [_entry(entry, url or home) for entry in entries if isinstance(entry, Mapping)]
    feed.entries = newest(read)
    return feed


def _entry(entry: Mapping[str, Any], base: str) -> RawEntry:
    tags = entry.get("tags")
    raw = RawEntry(
        id=_string(entry.get("id")),
        link=web_link(_string(entry.get("url")), base) or web_link(_string(entry.get("external_url")), base),
        title=Markup(_string(entry.get("title")), "text"),
        published=_string(entry.get("date_published")),
        updated=_string(entry.get("date_modified")),
        lang=_string(entry.get("language")),
        categories=[tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else [],
    )
    raw.summaries.append(Markup(_string(entry.get("summary")), "text"))
    if content := _string(entry.get("content_html")):
        raw.contents.append(Markup(content, "html"))
    else:
        raw.contents.append(Markup(_string(entry.get("content_text")), "text"))
    return raw


def _string(value: Any) -> str:
    return value if isinstance(value, str) else str(value) if isinstance(value, int | float) else ""
