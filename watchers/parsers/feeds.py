"""RSS, Atom and JSON Feed to Items: the fast reader first, feedparser for what that cannot read surely.

Knows how an entry becomes an Item: plain text made once, one date, one link, the source's own id. Does not
know which items are new. Nothing here reads a file or an address: feedparser is given a stream only, because
given a string it would open it.
"""

import io
import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any
from xml.sax import SAXException

import feedparser

from watchers.errors import ParseError
from watchers.model import Item, ItemKind, Parsed
from watchers.parsers import ParseContext
from watchers.parsers.charset import decode
from watchers.parsers.dates import read_date
from watchers.parsers.fast_feed import EntityBomb, Markup, NotAFeed, NotPlainXml, RawEntry, RawFeed, read_xml
from watchers.parsers.languages import language_code, language_of
from watchers.parsers.links import unwrap, web_link
from watchers.parsers.text import MAX_TEXT, MAX_TITLE, cut, html_to_text, one_line, text_or_html, tidy

MAX_ITEMS = 500  # entries of one body; real feeds carry 10 to 100
MAX_CATEGORIES = 20
_LONGEST_TTL = timedelta(days=1)
_GZIP = b"\x1f\x8b"
_HTML = re.compile(
    r"\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
# Ids that publishers send for "none"; seen on many entries of one feed, so they name nothing.
_DUDS = {
    "",
    "n/a",
    "na",
    "none",
    "null",
    "nil",
    "undefined",
    "unknown",
    "-",
    "0",
    "id",
    "guid",
    "tag:",
    "urn:uuid:",
}
_NIL_UUID = re.compile(r"(?:urn:uuid:)?0{8}-0{4}-0{4}-0{4}-0{12}\Z", re.IGNORECASE)
# feedparser's pattern for "name (e-mail)" is quadratic in the author's length; nobody here reads authors.
_AUTHORS = re.compile(
    r"<((?:\w+:)?(?:author|creator|contributor|managingEditor|webMaster|owner))\b[^>]*>.*?</\1\s*>",
    re.DOTALL | re.IGNORECASE,
)


def parse_feed(body: bytes, context: ParseContext) -> Parsed:
    """Return the feed's entries as news items, newest MAX_ITEMS.

    Raises ParseError where the body is no feed: a page, an empty document, something compressed, cut before
    the first entry, or a document whose entities expand.
    """
    return to_parsed(read_feed(body, context), context)


def read_feed(body: bytes, context: ParseContext) -> RawFeed:
    """Return the feed as it came, by whichever reader can read it. Raises ParseError as `parse_feed`."""
    if body.startswith(_GZIP):
        raise ParseError("Not a feed: the body is compressed and its headers do not say so.")
    text = decode(body, context.content_type)
    if text.lstrip("\ufeff \t\r\n").startswith(("{", "[")):
        return _read_json(text, context.url)
    try:
        return read_xml(text, context.url, MAX_ITEMS)
    except EntityBomb as bomb:
        raise ParseError(f"Not read: the document declares an entity that expands ({bomb}).") from bomb
    except NotAFeed as found:
        raise ParseError(f"Not a feed ({found}).") from found
    except NotPlainXml as trouble:
        if _HTML.match(text):
            raise ParseError("Not a feed (HTML page).") from trouble
        return _read_slowly(text, context.url)


def to_parsed(feed: RawFeed, context: ParseContext) -> Parsed:
    """Return the feed's entries as Items."""
    home = feed.link.rstrip("/")
    title = one_line(plain(feed.title))
    items = tuple(_item(entry, feed, title, home, context) for entry in feed.entries)
    warnings = []
    if feed.total > len(items):
        warnings.append(f"The feed has {feed.total} entries; {len(items)} of them were read.")
    if feed.cut_off:
        warnings.append("The feed ends in the middle of an entry; the whole ones before it were read.")
    undated = sum(1 for item in items if "published_raw" in item.fields)
    if undated:
        warnings.append(f"{undated} entries have a date that cannot be read.")
    return Parsed(items=items, warnings=tuple(warnings), ttl=_ttl(feed.ttl))


def plain(markup: Markup) -> str:
    """Return the plain text of a field, made once."""
    if not markup.value:
        return ""
    if markup.kind == "html":
        return html_to_text(markup.value)
    return tidy(markup.value) if markup.kind == "text" else text_or_html(markup.value)


def _item(entry: RawEntry, feed: RawFeed, feed_title: str, home: str, context: ParseContext) -> Item:
    full_title = one_line(plain(entry.title))
    blocks = list(_blocks(entry))
    title = cut(full_title, MAX_TITLE)
    if title != full_title:
        blocks.insert(0, full_title)
    text = cut("\n".join(blocks), MAX_TEXT)
    published, fields = _dates(entry)
    if feed_title:
        fields["feed"] = cut(feed_title, 200)
    if entry.publisher:
        fields["publisher"] = cut(one_line(entry.publisher), 200)
    if entry.publisher_url:
        fields["publisher_url"] = entry.publisher_url
    if entry.categories:
        seen = dict.fromkeys(
            cut(one_line(text_or_html(label)), 100) for label in entry.categories[:MAX_CATEGORIES]
        )
        fields["categories"] = [label for label in seen if label]
    return Item(
        id=known_id(entry.id, home),
        source=context.source_id,
        kind=ItemKind.NEWS,
        url=unwrap(entry.link),
        title=title,
        text=text,
        lang=language_code(entry.lang or feed.lang) or language_of(f"{title} {text[:300]}"),
        published=published,
        fields=fields,
    )


def known_id(written: str, home: str = "") -> str:
    """Return the id, or "" where it is a word for none or merely the address of the feed's home page."""
    found = one_line(written)[:1_000]
    if found.lower() in _DUDS or _NIL_UUID.match(found) or (home and found.rstrip("/") == home):
        return ""
    return found


def _blocks(entry: RawEntry) -> Iterator[str]:
    """Yield the texts of the entry, those that another holds already left out."""
    texts = [text for markup in (*entry.summaries, *entry.contents) if (text := plain(markup))]
    for number, text in enumerate(texts):
        head = text.rstrip(" .…[]")
        if not any(_holds(other, head) for other in texts[:number]) and not any(
            len(other) > len(text) and _holds(other, head) for other in texts[number + 1 :]
        ):
            yield text


def _holds(text: str, part: str) -> bool:
    """Whether `part` is in `text`; its first words are looked for first, which is faster for long parts."""
    start = text.find(part[:80])
    return start >= 0 and (text.startswith(part, start) or part in text)


def _dates(entry: RawEntry) -> tuple[datetime | None, dict[str, Any]]:
    fields: dict[str, Any] = {}
    updated = read_date(entry.updated)
    published = read_date(entry.published)
    if published is None:
        written = entry.published or (entry.updated if updated is None else "")
        if written:
            fields["published_raw"] = cut(one_line(written), 100)
        published = updated
    elif updated and updated != published:
        fields["updated"] = updated.isoformat()
    return published, fields


def _ttl(minutes: str) -> timedelta | None:
    """Return the pause the channel asks for (RSS 2.0 `ttl`, minutes), at most a day."""
    try:
        pause = timedelta(minutes=float(minutes))
    except (ValueError, OverflowError):
        return None
    return min(pause, _LONGEST_TTL) if pause > timedelta(0) else None


def _read_json(text: str, url: str) -> RawFeed:
    """Read JSON Feed 1.0 and 1.1 (jsonfeed.org)."""
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
    feed.entries = [
        _json_entry(entry, url or home) for entry in entries[:MAX_ITEMS] if isinstance(entry, Mapping)
    ]
    return feed


def _json_entry(entry: Mapping[str, Any], base: str) -> RawEntry:
    raw = RawEntry(
        id=_string(entry.get("id")),
        link=web_link(_string(entry.get("url")), base) or web_link(_string(entry.get("external_url")), base),
        title=Markup(_string(entry.get("title")), "text"),
        published=_string(entry.get("date_published")),
        updated=_string(entry.get("date_modified")),
        lang=_string(entry.get("language")),
        categories=[_string(tag) for tag in entry.get("tags") or [] if isinstance(tag, str)],
    )
    raw.summaries.append(Markup(_string(entry.get("summary")), "text"))
    if content := _string(entry.get("content_html")):
        raw.contents.append(Markup(content, "html"))
    else:
        raw.contents.append(Markup(_string(entry.get("content_text")), "text"))
    return raw


def _string(value: Any) -> str:
    return value if isinstance(value, str) else str(value) if isinstance(value, int | float) else ""


def _read_slowly(text: str, url: str) -> RawFeed:
    """Let feedparser read what is no XML. Its sanitiser and link resolver stay off: we do both ourselves."""
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
        title=_detail(channel, "title"),
        link=web_link(channel.get("link"), url),
        lang=channel.get("language") or "",
        ttl=channel.get("ttl") or "",
        total=len(found.entries),
    )
    feed.entries = [_slow_entry(entry, base) for entry in found.entries[:MAX_ITEMS]]
    return feed


def _detail(thing: Any, name: str) -> Markup:
    """Return feedparser's field with the kind it found; what it calls plain may still hold HTML."""
    kind = (thing.get(f"{name}_detail") or {}).get("type") or ""
    return Markup(thing.get(name) or "", "html" if "html" in kind else "")


def _slow_entry(entry: Any, base: str) -> RawEntry:
    source = entry.get("source") or {}
    raw = RawEntry(
        id=entry.get("id") or "",
        link=web_link(entry.get("link"), base),
        title=_detail(entry, "title"),
        published=entry.get("published") or entry.get("created") or "",
        updated=entry.get("updated") or "" if "updated" in entry.keys() else "",  # noqa: SIM118 - `in` maps it to published
        publisher=source.get("title") or "",
        publisher_url=web_link(source.get("href"), base),
        categories=[tag.get("label") or tag.get("term") or "" for tag in entry.get("tags") or []],
    )
    raw.summaries.append(_detail(entry, "summary"))
    raw.contents.extend(
        Markup(content.get("value") or "", "html" if "html" in (content.get("type") or "") else "")
        for content in entry.get("content") or []
    )
    return raw
