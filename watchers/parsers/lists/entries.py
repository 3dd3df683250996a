"""What every list parser needs: clean text, folded names, stable ids, normal kinds, rows of a CSV file.

Pure. Knows nothing of any one list, and opens nothing.
"""

import codecs
import csv
import hashlib
import html
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from html.entities import name2codepoint
from typing import Any

from watchers.model import Entry
from watchers.parsers.lists.party_contacts import is_contact

csv.field_size_limit(4 * 1024 * 1024)  # one cell may hold hundreds of aliases; the default is 128 KiB

DERIVED = "~"  # in an entity id: we made it from the name, because the list gives no number
_MISREAD = re.compile(r"[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u0192\u02c6-\u02dc\u2013-\u2122]")
_SPACE = re.compile(r"\s+")
# the semicolon is part of it: "AT&T; Bell" has none, and it parts no values of a cell
_ESCAPE = re.compile(
    r"&(?!lt;|gt;|#0*6[02];|#x0*3[ceCE];)"
    rf"(?:#\d{{1,7}}|#x[0-9a-fA-F]{{1,6}}|{'|'.join(name2codepoint)});"
)
_WORDS = re.compile(r"[^\W_]+")
# lone surrogates, controls and bidirectional overrides never leave a parser
_UNSAFE = re.compile(
    r"[\x00-\x08\x0e-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
# quotation marks and dashes of Windows-1252 that were read as Latin-1
_MISTAKEN = {
    code: bytes([code]).decode("cp1252")
    for code in range(0x80, 0xA0)
    if code not in {0x81, 0x8D, 0x8F, 0x90, 0x9D}
}
# Styles of quotation mark, apostrophe and dash, which say nothing
PLAIN_MARKS = str.maketrans(
    {
        **dict.fromkeys("‘’‚‛`´ʼ′", "'"),
        **dict.fromkeys("“”„‟«»″", '"'),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "…": "...",
    }
)
_KINDS = {
    "individual": "person",
    "person": "person",
    "p": "person",
    "entity": "organization",
    "enterprise": "organization",
    "organization": "organization",
    "organisation": "organization",
    "company": "organization",
    "legalentity": "organization",
    "publicbody": "organization",
    "e": "organization",
    "vessel": "vessel",
    "ship": "vessel",
    "aircraft": "aircraft",
    "airplane": "aircraft",
}


def clean(value: object) -> str:
    """Return one line of plain text: NFC, no control characters, single blanks, none at the ends.

    HTML escapes ("R &amp; D") are what they stand for, but for those that would become markup.
    """
    if value is None:
        return ""
    text = value if isinstance(value, str) else str(value)
    if "&" in text:
        text = _ESCAPE.sub(lambda match: html.unescape(match[0]), text)
    if text.isascii() and text.isprintable():
        return text.strip() if "  " not in text else _SPACE.sub(" ", text).strip()
    if not text.isascii():
        text = unicodedata.normalize("NFC", _UNSAFE.sub("", mended(text).translate(_MISTAKEN)))
    else:
        text = _UNSAFE.sub("", text)
    return _SPACE.sub(" ", text).strip()


def mended(text: str) -> str:
    """Return UTF-8 that was once read as Windows-1252 as it was meant ("GarcÃ\u00ada" is "García").

    Only where every such letter takes part: proper text practically never happens to be valid UTF-8.
    """
    for _ in range(2):  # twice misread does occur
        if not _MISREAD.search(text):
            return text
        try:
            text = text.encode("cp1252", errors="byte_by_byte").decode("utf-8")
        except UnicodeError:
            return text
    return text


def _byte_by_byte(error: UnicodeError) -> tuple[bytes, int]:
    """Encode the five codes that Windows-1252 leaves undefined as the bytes they came from."""
    if isinstance(error, UnicodeEncodeError):
        lost = error.object[error.start : error.end]
        if all(ord(char) < 0x100 for char in lost):
            return bytes(map(ord, lost)), error.end
    raise error


codecs.register_error("byte_by_byte", _byte_by_byte)


def cells(value: object, separator: str = ";") -> tuple[str, ...]:
    """Return the parts of a cell that joins several values, each once, blanks dropped."""
    return distinct(clean(part) for part in clean(value).split(separator))


def distinct(values: Iterable[str]) -> tuple[str, ...]:
    """Return the values, each once, in their order; those that are empty are dropped."""
    return tuple(dict.fromkeys(filter(None, values)))


def labelled(*pairs: tuple[str, object]) -> tuple[str, ...]:
    """Return "label: value" for each pair with a value, but for ways to reach a party (`Entry.details`)."""
    told = ((label, clean(value)) for label, value in pairs if not is_contact(label))
    return tuple(dict.fromkeys(f"{label}: {value}" for label, value in told if value))


def label_of(told: str) -> str:
    """Return a label as a list writes it ("Tax ID No. -") without what parts it from its value."""
    return told.rstrip(" :,-–—‐")


WEAK = "weak alias"  # `Entry.details`: an alias of which the list itself says that it finds many others


def fold(name: str) -> str:
    """Return the name as identity sees it: no case, accents, punctuation or width ("Co., LTD" = "co ltd")."""
    if name.isascii():
        words = _WORDS.findall(name.lower())
    else:
        bare = unicodedata.normalize("NFKD", name.casefold())
        words = _WORDS.findall("".join(char for char in bare if not unicodedata.combining(char)))
    return " ".join(words) or _SPACE.sub(" ", name).strip().casefold()


def kind_of(word: object, otherwise: str = "other") -> str:
    """Return the common word for a list's own kind; `otherwise` where the list says nothing we know."""
    return _KINDS.get(clean(word).casefold(), otherwise)


def derived_id(prefix: str, *parts: str) -> str:
    """Return an id made from what names the party, for lists that number nothing: "EL~0f3a…"."""
    digest = hashlib.sha256("\x1f".join(fold(part) for part in parts).encode()).hexdigest()
    return f"{prefix}{DERIVED}{digest[:16]}"


def is_derived(entity_id: str) -> bool:
    """Whether the id was made from the name (so that a respelled name brings another id)."""
    return DERIVED in entity_id


def unique_ids(entries: Iterable[Entry]) -> tuple[Entry, ...]:
    """Return the entries with one id each: none lost, none merged, whatever order the file is in.

    Rows that are the same throughout become one. Rows that share an id get a suffix. It is made from the
    country; where that does not tell them apart, from country, citation and start; else from all they say.
    """
    entries = tuple(entries)
    if len({entry.entity_id for entry in entries}) == len(entries):
        return entries
    groups: defaultdict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        groups[entry.entity_id].append(entry)
    answer: list[Entry] = []
    for entity_id, group in groups.items():
        rows = list(dict.fromkeys(group)) if len(group) > 1 else group
        if len(rows) == 1:
            answer.append(rows[0])
            continue
        ways = (
            [(row.country,) for row in rows],
            [(row.country, row.citation, row.start) for row in rows],
            [(str(sorted(row.as_json().items(), key=lambda pair: pair[0])),) for row in rows],
        )
        keys = next(way for way in ways if way is ways[-1] or len(set(way)) == len(rows))
        answer += [
            replace(
                row, entity_id=f"{entity_id}.{hashlib.sha256(chr(31).join(key).encode()).hexdigest()[:6]}"
            )
            for row, key in zip(rows, keys, strict=True)
        ]
    return tuple(answer)


def most_common(countries: Iterable[str]) -> str:
    """Return the country most addresses name, the first in the alphabet among equals: order plays no part."""
    counted = Counter(country for country in countries if country)
    return min(counted, key=lambda country: (-counted[country], country), default="")


def iso_day(text: object, *forms: str) -> str:
    """Return an ISO day from a date written in one of `forms` (strptime), or from an ISO time; "" otherwise.

    A time with an offset is turned to UTC first.
    """
    told = clean(text)
    for form in forms:
        try:
            return datetime.strptime(told, form).replace(tzinfo=UTC).date().isoformat()
        except ValueError:
            continue
    try:
        moment = datetime.fromisoformat(told)
    except ValueError:
        return ""
    return (moment.astimezone(UTC) if moment.tzinfo else moment).date().isoformat()


def years_between(first: str, last: str) -> str:
    """Return "between 1960 and 1962", "after 1960", "before 1962"; "" where neither year is said."""
    if first and last:
        return f"between {first} and {last}"
    return f"after {first}" if first else f"before {last}" if last else ""


def is_day(text: str) -> bool:
    """Whether the text is an ISO day that exists."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def text_of(value: Any) -> str:
    """Return clean text of a JSON value that may be a string, a number, a list of them, or nothing."""
    if isinstance(value, (list, tuple)):
        return "; ".join(part for part in (text_of(one) for one in value) if part)
    if isinstance(value, dict):
        return ", ".join(part for part in (text_of(one) for one in value.values()) if part)
    return clean(value)
