"""What the parse worker says and how it is read: length-prefixed JSON frames, a batch of records in each.

The reading side trusts nothing: every frame is checked as a whole for characters that may not be there, every
field for its type. Small frames keep the reading side's loop free between two of them.
"""

import dataclasses
import json
import struct
from collections import deque
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from sys import intern
from typing import Any, NoReturn

from watchers.errors import ParseError
from watchers.model import Entry, Item, ItemKind, Parsed, SourceKind
from watchers.parsing.cleaning import UNCLEAN, clean_entry, clean_item, clean_line

LENGTH = struct.Struct(">I")
MAX_FRAME = 8 * 1024 * 1024
_MAX_RECORD = 1_500_000  # characters of JSON
_BATCH_CHARS = 100_000  # a frame holds about so much JSON, or one record that is larger

_ENCODER = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",", ":"))


def frame(value: object) -> bytes:
    """Return the value as one frame."""
    body = _ENCODER.encode(value).encode("utf-8", "replace")
    return LENGTH.pack(len(body)) + body


def answer_frames(answer: list[Parsed], *, budget: int) -> Iterator[bytes]:
    """Clean the records and yield the frames of an answer of at most about `budget` bytes.

    The answer is taken out of the list and let go record by record: the reading side holds them all by then.
    Records that no longer fit are left out, and a warning says how many.
    """
    parsed = answer.pop()
    groups = (("items", deque[Item | Entry](parsed.items)), ("entries", deque[Item | Entry](parsed.entries)))
    parsed = dataclasses.replace(parsed, items=(), entries=())
    warnings, partial = list(parsed.warnings), parsed.partial
    for name, records in groups:
        batch: list[str] = []
        size = huge = 0
        while records:
            record = records.popleft()
            clean = clean_item(record) if isinstance(record, Item) else clean_entry(record)
            said = clean.as_json()
            if isinstance(clean, Item) and clean.whole:
                said["whole"] = clean.whole  # for the caller alone
            text = _ENCODER.encode(said)
            if len(text) > _MAX_RECORD:
                huge += 1
                continue
            budget -= len(text.encode("utf-8", "replace"))
            if budget < 0:
                warnings.append(f"The answer is too long; {len(records) + 1:,} {name} were left out.")
                partial = True
                break
            batch.append(text)
            size += len(text)
            if size >= _BATCH_CHARS:
                yield _joined(name, batch)
                batch, size = [], 0
        if batch:
            yield _joined(name, batch)
        if huge:
            warnings.append(f"{huge:,} {name} were too large and were left out.")
    yield frame(
        {
            "end": {
                "warnings": warnings,
                "details": parsed.details,
                "next_page": clean_line(parsed.next_page, 2048) if parsed.next_page else None,
                "ttl": parsed.ttl.total_seconds() if parsed.ttl else None,
                "as_of": clean_line(parsed.as_of, 200),
                "partial": partial,
            }
        }
    )


def _joined(name: str, batch: Sequence[str]) -> bytes:
    body = f'{{"{name}":[{",".join(batch)}]}}'.encode("utf-8", "replace")
    return LENGTH.pack(len(body)) + body


def read_frame(raw: bytes) -> dict[str, Any]:
    """Return the JSON object of one frame. Raises ParseError when it is not one, or holds unclean text."""
    try:
        text = raw.decode("utf-8")
        if (not text.isprintable() and UNCLEAN.search(text)) or _has_escapes(text):
            raise nonsense()
        value = json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError):
        raise nonsense() from None
    if not isinstance(value, dict):
        raise nonsense()
    return value


def _has_escapes(text: str) -> bool:
    """Whether JSON text writes a character by its number, which our writer does only for unclean ones."""
    if "\\" not in text:
        return False
    single = text.replace("\\\\", "")  # a backslash of the text itself, written as two
    return "\\u" in single or "\\b" in single or "\\f" in single


def read_item(value: object) -> Item:
    """Rebuild an Item. Raises ParseError when a field is not of its type."""
    match value:
        case {
            "id": str(id_),
            "source": str(source),
            "kind": str(kind),
            "url": str(url),
            "title": str(title),
            "text": str(text),
            "published": (str() | None) as published,
            "fields": dict(fields),
            **rest,
        } if kind in _ITEM_KINDS:
            lang = rest.get("lang")
            whole = rest.get("whole", "")
            if not (isinstance(lang, str | None) and isinstance(whole, str)):
                raise nonsense()
            return Item(
                id=id_,
                source=source,
                kind=_ITEM_KINDS[kind],
                url=url,
                title=title,
                text=text,
                lang=lang,
                published=_time(published),
                fields=fields,
                whole=whole,
            )
    raise nonsense()


_ITEM_KINDS = {str(kind): kind for kind in ItemKind}
# All that an entry has, so that no field is ever forgotten on the way.
_ENTRY_FIELDS = dataclasses.fields(Entry)
_ENTRY_LISTS = tuple(one.name for one in _ENTRY_FIELDS if one.type == tuple[str, ...])
# the same in thousands of entries: held once
_REPEATED = frozenset({"kind", "list", "country", "citation", "license_requirement", "license_policy"})
_ENTRY_WORDS = tuple(one.name for one in _ENTRY_FIELDS if one.name not in _ENTRY_LISTS)


def read_entry(value: object) -> Entry:
    """Rebuild an Entry. Raises ParseError when a field is not of its type."""
    if not isinstance(value, dict):
        raise nonsense()
    words: dict[str, Any] = {}
    for name in _ENTRY_WORDS:
        word = value.get(name)
        if not isinstance(word, str):
            raise nonsense()
        words[name] = intern(word) if name in _REPEATED else word
    for name in _ENTRY_LISTS:
        words[name] = _strings(value.get(name))
    words["programs"] = tuple(map(intern, words["programs"]))
    return Entry(**words)


def read_end(value: object, items: list[Item], entries: list[Entry]) -> Parsed:
    """Rebuild Parsed from its last frame and the records before it. Raises ParseError as the others do."""
    match value:
        case {
            "warnings": list(warnings),
            "details": (str() | None) as details,
            "next_page": (str() | None) as next_page,
            "ttl": (int() | float() | None) as ttl,
            "as_of": str(as_of),
            "partial": bool(partial),
        }:
            try:
                return Parsed(
                    items=tuple(items),
                    entries=tuple(entries),
                    warnings=_strings(warnings),
                    details=SourceKind(details) if details else None,
                    next_page=next_page,
                    ttl=timedelta(seconds=ttl) if ttl else None,
                    as_of=as_of,
                    partial=partial,
                )
            except (ValueError, OverflowError):
                raise nonsense() from None
    raise nonsense()


def _strings(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise nonsense()
    return tuple(value)


def _time(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise nonsense() from None
    if moment.utcoffset() is None:
        raise nonsense()
    return moment


def nonsense() -> ParseError:
    """Return the error for an answer that a worker in good order does not give."""
    return ParseError("The parse worker gave an answer that cannot be trusted; it was stopped.")


def _no_constant(_: str) -> NoReturn:
    raise nonsense()
