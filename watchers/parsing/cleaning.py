"""What a parser read, made safe to store and show: no hostile characters, bounded lengths and counts.

Pure. Runs inside the parse worker, after the parser and before the answer leaves it. Characters that are only
invisible (zero-width joiners and the like) stay: matching has to see what the publisher wrote.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import MAXYEAR, MINYEAR, UTC, datetime
from typing import Any

from watchers.fetching.urls import linkable
from watchers.model import Entry, Item, Parsed

MAX_ITEMS = 500  # of one poll
MAX_ENTRIES = 200_000  # of one list
MAX_TITLE = 1_000
MAX_TEXT = 200_000
MAX_FIELD = 10_000
MAX_ID = 2_048
MAX_MEMBERS = 2_000  # of one list or mapping inside an item's fields
MAX_DEPTH = 6
MAX_WARNINGS = 50

# Controls but tab and line feed, bidirectional embeddings, overrides and isolates, lone surrogates,
# non-characters.
UNCLEAN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def clean_text(text: str, limit: int = MAX_TEXT) -> str:
    r"""Return the text without control and bidi-override characters, cut to `limit` code points.

    Line ends become "\n"; a surrogate pair written as two halves is joined, a lone half becomes U+FFFD.
    A cut is marked with an ellipsis.
    """
    if len(text) > limit:
        text = text[: limit - 1] + "…"
    if text.replace("\n", " ").isprintable():  # neither of the two patterns finds anything there
        return text
    text = _LINE_ENDS.sub("\n", text)
    if UNCLEAN.search(text) is None:
        return text
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return UNCLEAN.sub("", text)


def clean_line(text: str, limit: int = MAX_FIELD) -> str:
    """Return the text as one line: as `clean_text`, with every run of white space made one blank."""
    if len(text) <= limit and text.isprintable():  # the only white space in it is the blank
        return text.strip() if "  " not in text else " ".join(text.split())
    return clean_text(" ".join(clean_text(text, limit * 4).split()), limit)


def clean_value(value: object, depth: int = MAX_DEPTH) -> Any:
    """Return a JSON value with every text in it clean; what JSON cannot hold is written as text."""
    match value:
        case str():
            return clean_text(value, MAX_FIELD)
        case bool() | None:
            return value
        case int():
            return value if -(2**63) <= value < 2**63 else str(value)[:MAX_ID]
        case float():
            return value if value - value == 0 else None  # NaN and infinities are no JSON
        case Mapping() if depth:
            pairs = list(value.items())[:MAX_MEMBERS]
            return {clean_line(str(key), MAX_ID): clean_value(inner, depth - 1) for key, inner in pairs}
        case list() | tuple() | set() | frozenset() if depth:
            return [clean_value(inner, depth - 1) for inner in list(value)[:MAX_MEMBERS]]
        case _:
            return clean_text(str(value)[: MAX_FIELD * 2], MAX_FIELD)


def clean_time(moment: datetime | None) -> datetime | None:
    """Return an aware time that can be told in UTC, or None; a time without zone is read as UTC."""
    if moment is None:
        return None
    try:
        aware = moment.replace(tzinfo=UTC) if moment.utcoffset() is None else moment
        if not MINYEAR < aware.year < MAXYEAR:
            aware.astimezone(UTC)
    except (OverflowError, ValueError):
        return None
    return aware


def clean_item(item: Item) -> Item:
    """Return the item clean. A link that may not be clicked (another scheme, a user name) is dropped."""
    text, whole = clean_text(item.text, MAX_TEXT).strip(), clean_text(item.whole, MAX_TEXT).strip()
    return Item(
        id=clean_line(item.id, MAX_ID),
        source=clean_line(item.source, MAX_ID),
        kind=item.kind,
        url=clean_line(linkable(item.url), MAX_ID),
        title=clean_line(item.title, MAX_TITLE),
        text=text,
        lang=clean_line(item.lang, 35) if item.lang else None,
        published=clean_time(item.published),
        fields=clean_value(item.fields),
        whole=whole if whole != text else "",
    )


def clean_entry(entry: Entry) -> Entry:
    """Return the entry clean, field by field."""

    def several(values: tuple[str, ...]) -> tuple[str, ...]:
        return tuple(clean_line(value) for value in values[:MAX_MEMBERS])

    return Entry(
        entity_id=clean_line(entry.entity_id, MAX_ID),
        name=clean_line(entry.name, MAX_ID),
        list=clean_line(entry.list, MAX_ID),
        kind=clean_line(entry.kind, MAX_ID),
        aliases=several(entry.aliases),
        country=clean_line(entry.country, MAX_ID),
        addresses=several(entry.addresses),
        programs=several(entry.programs),
        citation=clean_line(entry.citation),
        license_requirement=clean_line(entry.license_requirement),
        license_policy=clean_line(entry.license_policy),
        start=clean_line(entry.start, MAX_ID),
        url=clean_line(linkable(entry.url), MAX_ID),
        remarks=clean_line(entry.remarks),
        details=several(entry.details),
    )


def bounded(parsed: Parsed, *, items: int = MAX_ITEMS, entries: int = MAX_ENTRIES) -> Parsed:
    """Return at most so many items and entries; what was left out is a warning."""
    warnings = [clean_line(warning, 500) for warning in parsed.warnings[:MAX_WARNINGS]]
    if len(parsed.items) > items:
        warnings.append(f"The answer holds {len(parsed.items):,} items; only the first {items:,} were taken.")
    if len(parsed.entries) > entries:
        warnings.append(
            f"The answer holds {len(parsed.entries):,} entries; only the first {entries:,} were taken."
        )
    return replace(
        parsed,
        items=parsed.items[:items],
        entries=parsed.entries[:entries],
        warnings=tuple(warnings),
        partial=parsed.partial or len(parsed.entries) > entries,
    )
