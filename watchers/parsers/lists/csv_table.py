"""The rows of a list that is published as CSV. A page in its place, or a file cut off, is an error. Pure."""

import csv
import io
import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from watchers.errors import ParseError
from watchers.parsers.lists.entries import clean

_PAGE = re.compile(rb"<(?:!doctype\s+html|html)\b", re.IGNORECASE)


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
    """Yield each row as a mapping by the header in small letters. Repeats of the header are skipped.

    `header` is the row already read; `needed` names the columns without which this is another file.
    Raises ParseError for another header or a last row that lacks columns (cut off).
    """
    names = [clean(name).casefold() for name in header]
    missing = [name for name in needed if name.casefold() not in names]
    if missing:
        raise ParseError(f"This is not {promised}: there is no column {missing[0]!r}.")
    first, last = names[0], names
    for row in rows:
        if row[0].strip("\ufeff ").casefold() == first and [clean(cell).casefold() for cell in row] == names:
            continue
        last = row
        # a short row inside the file is read with what it has
        yield dict(zip_longest(names, row[: len(names)], fillvalue=""))
    if len(last) < len(names):
        raise ParseError("The last row lacks columns: the download was cut off.")
