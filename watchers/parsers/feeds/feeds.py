"""RSS, Atom and JSON Feed to Items: the fast reader first, feedparser for what that cannot read surely.

    bytes -> feed_tree -> fast_feed -> RawFeed -> feed_items -> Items
                 |  text, no XML: slow_feed  ^
                 `- text, JSON:   json_feed  |

Of a feed read before, only the entries that are new go this way (see `again`).

Knows which reader reads a body, and what of it was read before.
"""

import re

from watchers.errors import ParseError
from watchers.model import Parsed
from watchers.parsers import ParseContext
from watchers.parsers.charset import decode, is_utf8
from watchers.parsers.feeds.again import Entries, LastTime, LastTimes, entries_of, without
from watchers.parsers.feeds.fast_feed import NotAFeed, read_tree
from watchers.parsers.feeds.feed_items import to_parsed
from watchers.parsers.feeds.feed_tree import EntityBomb, NotPlainXml, grow, grow_repaired
from watchers.parsers.feeds.json_feed import read_json
from watchers.parsers.feeds.raw_feed import RawEntry, RawFeed
from watchers.parsers.feeds.slow_feed import read_slowly

_GZIP = b"\x1f\x8b"
_HTML = re.compile(
    r"\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE | re.DOTALL
)
_EMPTY = RawEntry()
_WEB_PAGE = "Not a feed: a web page came in its place (a block page, a log-in, or the feed has moved)."
LAST_TIMES = LastTimes()


def parse_feed(body: bytes, context: ParseContext) -> Parsed:
    """Return the feed's entries as news items, the newest `MAX_ITEMS`.

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
        feed = read_tree(tree, context.url)
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
                return read_json(text, context.url)
            tree = grow_repaired(text)
        return read_tree(tree, context.url)
    except EntityBomb as bomb:
        raise ParseError(f"Not read: the document declares an entity that expands ({bomb}).") from bomb
    except NotAFeed as found:
        if found.page:
            raise ParseError(_WEB_PAGE) from found
        raise ParseError(f"Not a feed ({found}).") from found
    except NotPlainXml as trouble:
        if _HTML.match(text):
            raise ParseError(_WEB_PAGE) from trouble
        return read_slowly(text, context.url)
