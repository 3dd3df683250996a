"""What every list parser needs: clean text, folded names, stable ids, normal kinds, rows of a CSV file.

Pure. Knows nothing of any one list, and opens nothing.
"""

import codecs
import csv
import hashlib
import io
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import zip_longest
from typing import Any

from watchers.errors import ParseError
from watchers.model import Entry
from watchers.parsers.lists.party_contacts import is_contact

csv.field_size_limit(4 * 1024 * 1024)  # one cell may hold hundreds of aliases; the default is 128 KiB

DERIVED = "~"  # in an entity id: we made it from the name, because the list gives no number
_MISREAD = re.compile(r"[\u00c2-\u00f4][\u0080-\u00bf\u0152-\u0192\u02c6-\u02dc\u2013-\u2122]")
_SPACE = re.compile(r"\s+")
_WORDS = re.compile(r"[^\W_]+")
_PAGE = re.compile(rb"<(?:!doctype\s+html|html)\b", re.IGNORECASE)
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
    """Return one line of plain text: NFC, no control characters, single blanks, none at the ends."""
    if value is None:
        return ""
    text = value if isinstance(value, str) else str(value)
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
    parts = (clean(part) for part in clean(value).split(separator))
    return tuple(dict.fromkeys(part for part in parts if part))


def labelled(*pairs: tuple[str, object]) -> tuple[str, ...]:
    """Return "label: value" for each pair with a value, but for ways to reach a party (`Entry.details`)."""
    told = ((label, clean(value)) for label, value in pairs if not is_contact(label))
    return tuple(dict.fromkeys(f"{label}: {value}" for label, value in told if value))


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


def is_day(text: str) -> bool:
    """Whether the text is an ISO day that exists."""
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def refuse_page(body: bytes, promised: str) -> None:
    """Raise ParseError where a web page came in place of what was promised (block page, log-in, error)."""
    if _PAGE.search(body[:2048]):
        raise ParseError(f"A web page came in place of {promised}: a block or error page, not the list.")
    if body[:4] in (b"PK\x03\x04", b"%PDF"):
        raise ParseError(f"A document of another type came in place of {promised}.")


def encoding_of(body: bytes) -> str:
    """Return how the bytes are written: by their mark, else UTF-8 where they are that, else Windows-1252."""
    if body[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    try:
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        # a file cut in the middle of a letter is still UTF-8; its cut is found by its last row
        if error.start < len(body) - 3:
            return "cp1252"
    return "utf-8-sig"


def csv_rows(body: bytes, *, delimiter: str = ",", promised: str) -> Iterator[list[str]]:
    """Yield the rows of a CSV file without holding them all; blank rows and the end mark (^Z) are skipped.

    Raises ParseError where the file ends inside a quoted cell (it was cut off) or is no text at all.
    """
    refuse_page(body, promised)
    encoding = encoding_of(body)

    def rows(*, strict: bool) -> Iterator[list[str]]:
        text = io.TextIOWrapper(io.BytesIO(body), encoding=encoding, errors="replace", newline="")
        return csv.reader(text, delimiter=delimiter, strict=strict)

    strict = True
    try:
        for _ in rows(strict=True):
            pass
    except csv.Error as error:
        if "unexpected end of data" in str(error):
            raise ParseError("The file breaks off inside a quoted cell: the download was cut off.") from error
        strict = False  # a stray quote mark: read as spreadsheets read it
    except UnicodeError as error:
        raise ParseError("The file is not text.") from error
    try:
        for row in rows(strict=strict):
            if row and row != ["\x1a"] and any(row):
                yield row
    except csv.Error as error:
        raise ParseError(f"The rows cannot be read: {error}.") from error


def table(
    rows: Iterator[list[str]], *, header: Sequence[str], needed: Sequence[str], promised: str
) -> Iterator[dict[str, str]]:
    """Yield each row as a mapping by the header. Repeats of the header are skipped.

    `header` is the row already read; `needed` names the columns without which this is another file.
    Raises ParseError for another header or a last row that lacks columns (cut off).
    """
    names = [clean(name) for name in header]
    missing = [name for name in needed if name not in names]
    if missing:
        raise ParseError(f"This is not {promised}: there is no column {missing[0]!r}.")
    last = names
    for row in rows:
        if row[0].strip("\ufeff ") == names[0] and [clean(cell) for cell in row] == names:
            continue
        last = row
        # a short row inside the file is read with what it has
        yield dict(zip_longest(names, row[: len(names)], fillvalue=""))
    if len(last) < len(names):
        raise ParseError("The last row lacks columns: the download was cut off.")


def text_of(value: Any) -> str:
    """Return clean text of a JSON value that may be a string, a number, a list of them, or nothing."""
    if isinstance(value, (list, tuple)):
        return "; ".join(part for part in (text_of(one) for one in value) if part)
    if isinstance(value, dict):
        return ", ".join(part for part in (text_of(one) for one in value.values()) if part)
    return clean(value)
