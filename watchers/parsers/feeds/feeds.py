"""RSS, Atom and JSON Feed to Items: the fast reader first, feedparser for what that cannot read surely.

    bytes -> feed_tree -> fast_feed -> RawFeed -> Items
                 |  text, no XML: slow_feed  ^
                 `- text, JSON:   json_feed  |

Of a feed read before, only the entries that are new go this way (see `again`).

Knows how an entry becomes an Item: plain text made once, one date, one link, the source's own id. Does not
know which items are new.
"""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import repeat
from typing import Any

from watchers.errors import ParseError
from watchers.model import Item, ItemKind, Parsed
from watchers.parsers import ParseContext
from watchers.parsers.charset import decode, is_utf8
from watchers.parsers.dates import read_date
from watchers.parsers.feeds.again import Entries, LastTime, LastTimes, entries_of, without
from watchers.parsers.feeds.fast_feed import NotAFeed, read_tree
from watchers.parsers.feeds.feed_tree import EntityBomb, NotPlainXml, grow, grow_repaired
from watchers.parsers.feeds.json_feed import read_json
from watchers.parsers.feeds.raw_feed import Markup, RawEntry, RawFeed
from watchers.parsers.feeds.slow_feed import read_slowly
from watchers.parsers.languages import language_code, language_of
from watchers.parsers.links import unwrap
from watchers.parsers.plain import cut, one_line, tidy
from watchers.parsers.text import MAX_TEXT, MAX_TITLE, html_to_text, text_or_html

MAX_ITEMS = 500  # entries of one body; real feeds carry 10 to 100
MAX_CATEGORIES = 20
_LONGEST_TTL = timedelta(days=1)
_GZIP = b"\x1f\x8b"
_HTML = re.compile(
    r"\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
# Ids that publishers send for "none"; seen on many entries of one feed, so they name nothing.
_DUDS = {
    *("", "n/a", "na", "none", "null", "nil", "undefined", "unknown", "-"),
    *("0", "id", "guid", "tag:", "urn:uuid:"),
}
_EMPTY = RawEntry()
_WEB_PAGE = "Not a feed: a web page came in its place (a block page, a log-in, or the feed has moved)."
LAST_TIMES = LastTimes()
_NIL_UUID = re.compile(r"(?:urn:uuid:)?0{8}-0{4}-0{4}-0{4}-0{12}\Z", re.IGNORECASE)


def parse_feed(body: bytes, context: ParseContext) -> Parsed:
    """Return the feed's entries as news items, newest MAX_ITEMS.

    Raises ParseError where the body is no feed: a page, an empty document, something compressed, cut before
    the first entry, or a document whose entities expand.
    """
    entries = entries_of(body)
    if entries.spans and (parsed := _read_again(body, entries, context)):
        return parsed
    feed = read_feed(body, context)
    parsed = to_parsed(feed, context)
    _keep(feed, entries, parsed, context)
    return parsed


def _read_again(body: bytes, entries: Entries, context: ParseContext) -> Parsed | None:
    """Return the feed as `parse_feed` does, from its new entries alone; None where all has to be read."""
    last = LAST_TIMES.get((context.source_id, context.url))
    if last is None:
        return None
    known = last.known(entries)
    if not any(known) or not is_utf8(body, context.content_type):
        return None
    tree = grow(without(body, entries, known), context.content_type)
    if tree is None:
        return None
    try:
        feed = read_tree(tree, context.url, MAX_ITEMS)
    except NotAFeed:
        return None
    in_place = feed.total == len(known) == len(feed.entries) and all(
        entry == _EMPTY for entry, item in zip(feed.entries, known, strict=True) if item is not None
    )
    if not in_place or _frame(feed) != last.frame:
        return None
    parsed = to_parsed(feed, context, known)
    _keep(feed, entries, parsed, context)
    return parsed


def _keep(feed: RawFeed, entries: Entries, parsed: Parsed, context: ParseContext) -> None:
    """Remember the feed's entries, where what was seen of them before parsing is what they are."""
    if feed.frame is not None and len(parsed.items) == len(entries.marks) == feed.total:
        items = dict(zip(entries.marks, parsed.items, strict=True))
        LAST_TIMES.put((context.source_id, context.url), LastTime(_frame(feed), items))


def _frame(feed: RawFeed) -> int:
    """Return what stands for all that the feed's Items depend on besides the bytes of their entries."""
    return hash((feed.frame, feed.title, feed.link, feed.lang))


def read_feed(body: bytes, context: ParseContext) -> RawFeed:
    """Return the feed as it came, by whichever reader can read it. Raises ParseError as `parse_feed`."""
    if body.startswith(_GZIP):
        raise ParseError("Not a feed: the body is compressed and its headers do not say so.")
    text = ""
    try:
        tree = grow(body, context.content_type)
        if tree is None:
            text = decode(body, context.content_type)
            if text.lstrip("\ufeff \t\r\n").startswith(("{", "[")):
                return read_json(text, context.url, MAX_ITEMS)
            tree = grow_repaired(text)
        return read_tree(tree, context.url, MAX_ITEMS)
    except EntityBomb as bomb:
        raise ParseError(f"Not read: the document declares an entity that expands ({bomb}).") from bomb
    except NotAFeed as found:
        if found.page:
            raise ParseError(_WEB_PAGE) from found
        raise ParseError(f"Not a feed ({found}).") from found
    except NotPlainXml as trouble:
        if _HTML.match(text):
            raise ParseError(_WEB_PAGE) from trouble
        return read_slowly(text, context.url, MAX_ITEMS)


def to_parsed(feed: RawFeed, context: ParseContext, known: Sequence[Item | None] = ()) -> Parsed:
    """Return the feed's entries as Items; those `known` are taken as they are, in place of their entries."""
    home = feed.link.rstrip("/")
    lang = language_code(feed.lang)
    common = {"feed": cut(title, 200)} if (title := _line(feed.title)) else {}
    items = tuple(
        [
            item or _item(entry, dict(common), lang, home, context.source_id)
            for entry, item in zip(feed.entries, known or repeat(None), strict=False)
        ]
    )
    warnings = []
    if feed.total > len(items):
        warnings.append(f"The feed has {feed.total} entries; {len(items)} of them were read.")
    if feed.cut_off:
        warnings.append("The feed ends in the middle of an entry; the whole ones before it were read.")
    undated = sum(1 for item in items if "published_raw" in item.fields)
    if undated:
        warnings.append(f"{undated} entries have a date that cannot be read.")
    return Parsed(items=items, warnings=tuple(warnings), ttl=_ttl(feed.ttl), partial=feed.cut_off)


def plain(markup: Markup) -> str:
    """Return the plain text of a field, made once."""
    value, kind = markup
    if not value:
        return ""
    if kind == "html":
        return html_to_text(value)
    return tidy(value) if kind == "text" else text_or_html(value)


def _line(markup: Markup) -> str:
    """Return the plain text of a field on one line."""
    value = markup.value
    return one_line(value if "<" not in value and "&" not in value else plain(markup))


def _item(entry: RawEntry, fields: dict[str, Any], lang: str | None, home: str, source: str) -> Item:
    """Return the entry as an Item; `fields` are those that all items share, `lang` is the feed's language."""
    title = _line(entry.title)
    text = "\n".join(_blocks(entry))
    if len(title) > MAX_TITLE:
        text = f"{title}\n{text}".rstrip()
        title = cut(title, MAX_TITLE)
    text = cut(text, MAX_TEXT)
    published = _read_dates(entry, fields)
    if entry.publisher:
        fields["publisher"] = cut(one_line(entry.publisher), 200)
    if entry.publisher_url:
        fields["publisher_url"] = entry.publisher_url
    if entry.categories:
        seen = dict.fromkeys(map(_label, entry.categories[:MAX_CATEGORIES]))
        seen.pop("", None)
        fields["categories"] = list(seen)
    return Item(
        id=known_id(entry.id, home),
        source=source,
        kind=ItemKind.NEWS,
        url=unwrap(entry.link),
        title=title,
        text=text,
        lang=(language_code(entry.lang) if entry.lang else lang) or language_of(f"{title} {text[:300]}"),
        published=published,
        fields=fields,
    )


def known_id(written: str, home: str = "") -> str:
    """Return the id, or "" where it is a word for none or merely the address of the feed's home page."""
    found = one_line(written)[:1_000]
    if (len(found) < 10 and found.lower() in _DUDS) or ("00000000-" in found and _NIL_UUID.match(found)):
        return ""
    return "" if home and found.rstrip("/") == home else found


def _label(written: str) -> str:
    return _short_label(written) if len(written) < 100 else cut(one_line(text_or_html(written)), 100)


@lru_cache(maxsize=1_000)  # a feed's entries share a few
def _short_label(written: str) -> str:
    return one_line(text_or_html(written))


def _blocks(entry: RawEntry) -> list[str]:
    """Return the texts of the entry, those that another holds already left out."""
    texts = [text for markup in (*entry.summaries, *entry.contents) if (text := plain(markup))]
    if len(texts) < 2:
        return texts
    heads = [text.rstrip(" .…[]") for text in texts]
    kept = []
    for number, head in enumerate(heads):
        for place, other in enumerate(texts):
            # of two that differ in their last dots at most, the first is kept
            if (place < number or len(heads[place]) > len(head)) and _holds(other, head):
                break
        else:
            kept.append(texts[number])
    return kept


def _holds(text: str, part: str) -> bool:
    """Whether `part` is in `text`; its first words are looked for first, which is faster for long parts."""
    start = text.find(part[:80])
    return start >= 0 and (text.startswith(part, start) or part in text)


def _read_dates(entry: RawEntry, fields: dict[str, Any]) -> datetime | None:
    """Return when the entry was published; what else its dates say goes into `fields`."""
    published = read_date(entry.published)
    updated = read_date(entry.updated) if entry.updated != entry.published else published
    if published is None:
        written = entry.published or (entry.updated if updated is None else "")
        if written:
            fields["published_raw"] = cut(one_line(written), 100)
        return updated
    if updated and updated != published:
        fields["updated"] = updated.isoformat()
    return published


def _ttl(minutes: str) -> timedelta | None:
    """Return the pause the channel asks for (RSS 2.0 `ttl`, minutes), at most a day."""
    if not minutes:
        return None
    try:
        pause = timedelta(minutes=float(minutes))
    except (ValueError, OverflowError):
        return None
    return min(pause, _LONGEST_TTL) if pause > timedelta(0) else None
