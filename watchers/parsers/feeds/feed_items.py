"""What a feed's entry is as an Item: plain text made once, one date, one link, the source's own id. Pure.

Knows nothing of formats and their bytes, and does not know which items are new.
"""

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from itertools import repeat
from typing import Any

from watchers.model import Item, ItemKind, Parsed
from watchers.parsers import ParseContext
from watchers.parsers.dates import read_date
from watchers.parsers.feeds.raw_feed import Markup, RawEntry, RawFeed
from watchers.parsers.languages import language_code, language_of
from watchers.parsers.links import unwrap
from watchers.parsers.plain import cut, one_line, tidy
from watchers.parsers.text import MAX_TEXT, MAX_TITLE, html_to_text, text_or_html

MAX_CATEGORIES = 20
_LONGEST_TTL = timedelta(days=1)
# Ids that publishers send for "none"; seen on many entries of one feed, so they name nothing.
_DUDS = {
    *("", "n/a", "na", "none", "null", "nil", "undefined", "unknown", "-"),
    *("0", "id", "guid", "tag:", "urn:uuid:"),
}
_NIL_UUID = re.compile(r"(?:urn:uuid:)?0{8}-0{4}-0{4}-0{4}-0{12}\Z", re.IGNORECASE)


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


def known_id(written: str, home: str) -> str:
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
