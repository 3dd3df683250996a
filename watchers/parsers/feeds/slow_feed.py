"""What is no XML, read by feedparser: the judge of last resort for feeds that the fast reader cannot read.

Nothing here reads a file or an address: feedparser is given a stream only, because given a string it would
open it.
"""

import io
import re
from typing import Any
from xml.sax import SAXException

import feedparser

from watchers.errors import ParseError
from watchers.parsers.feeds.raw_feed import MAX_ITEMS, Markup, RawEntry, RawFeed
from watchers.parsers.links import web_link

# feedparser's pattern for "name (e-mail)" is quadratic in the author's length; nobody here reads authors.
# One that is not closed ends before its entry does: what follows is no author's.
_PERSONS = r"(?:\w+:)?(?:author|creator|contributor|managingEditor|webMaster|owner)\b"
_OTHERS = r"/?(?:\w+:)?(?:item|entry|guid|id|link|title|description|summary|content|pubDate)\b"
_AUTHORS = re.compile(
    rf"<({_PERSONS})[^<>]*>[^<]*+(?:<(?!{_PERSONS}|{_OTHERS})[^<]*+)*?</\1\s*>", re.IGNORECASE
)

_ENTRY_END = re.compile(r"</(?:\w+:)?(?:item|entry)\s*>", re.IGNORECASE)


def read_slowly(text: str, url: str) -> RawFeed:
    """Return the feed in `text`, at most `MAX_ITEMS` entries of it. Raises ParseError where there is none.

    feedparser's sanitiser and link resolver stay off: we do both ourselves.
    """
    ends = [match.end() for match in _ENTRY_END.finditer(text)]
    if len(ends) > MAX_ITEMS:
        text = text[: ends[MAX_ITEMS - 1]]  # it takes seconds for thousands, and what follows is not kept
    stream = io.BytesIO(_AUTHORS.sub("", text).encode("utf-8", "replace"))
    try:
        found = feedparser.parse(
            stream,
            response_headers={"content-type": "application/xml; charset=utf-8", "content-location": url},
            sanitize_html=False,
            resolve_relative_uris=False,
        )
    except (
        ValueError,
        LookupError,
        TypeError,
        ArithmeticError,
        AttributeError,
        RecursionError,
        SAXException,
    ) as error:
        raise ParseError(f"Not a feed: no reader could read it ({type(error).__name__}).") from error
    if not found.entries and not found.get("version"):
        raise ParseError("Not a feed: no channel and no entry in it.")
    channel = found.feed
    base = url or web_link(channel.get("link"))
    feed = RawFeed(
        title=detail(channel, "title"),
        link=web_link(channel.get("link"), url),
        lang=channel.get("language") or "",
        ttl=channel.get("ttl") or "",
        total=max(len(found.entries), len(ends) if len(ends) > MAX_ITEMS else 0),
    )
    feed.entries = [_entry(entry, base) for entry in found.entries[:MAX_ITEMS]]
    return feed


def detail(thing: Any, name: str) -> Markup:
    """Return feedparser's field with the kind it found; what it calls plain may still hold HTML."""
    kind = (thing.get(f"{name}_detail") or {}).get("type") or ""
    return Markup(thing.get(name) or "", "html" if "html" in kind else "")


def _entry(entry: Any, base: str) -> RawEntry:
    source = entry.get("source") or {}
    raw = RawEntry(
        id=entry.get("id") or "",
        link=web_link(entry.get("link"), base),
        title=detail(entry, "title"),
        published=entry.get("published") or entry.get("created") or "",
        updated=entry.get("updated") or "" if "updated" in entry.keys() else "",  # noqa: SIM118 - `in` maps it to published
        publisher=source.get("title") or "",
        publisher_url=web_link(source.get("href"), base),
        categories=[tag.get("label") or tag.get("term") or "" for tag in entry.get("tags") or []],
    )
    raw.summaries.append(detail(entry, "summary"))
    raw.contents.extend(
        Markup(content.get("value") or "", "html" if "html" in (content.get("type") or "") else "")
        for content in entry.get("content") or []
    )
    return raw
