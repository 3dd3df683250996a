"""Watchlist CSV, the form a person keeps in a spreadsheet: header `kind,name,aliases,context,note`.

UTF-8 with or without BOM, or UTF-16 with one; cells separated by commas (full-width ones too), semicolons or
tabs, as spreadsheet programs and keyboards write them; a title may stand above the header. `aliases` and
`context` hold words separated by `|` or by line breaks within the cell. An alias that begins with `~` is weak
(it counts only beside context or another hit). Unknown columns are kept on the round trip.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from watchlists.errors import InvalidTerm, WatchlistError
from watchlists.model import Term

_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")  # how xlsx and ods, and how xls begin
_SEPARATORS = ",;\t，；"
_HEADER_WITHIN = 10  # lines: below a title, a date, the `sep=;` that Excel writes
COLUMNS = ("kind", "name", "aliases", "context", "note")
_END = "\x04 end of the sheet"  # stands in no sheet
MAX_NAME = 300
MAX_ALIASES = 100
# With these a spreadsheet begins a formula (the full-width ones where it is set to Chinese or Japanese)
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
# What a spreadsheet saves where a formula has no value
_NO_VALUE = re.compile(r"#(?:REF!|N/A|NAME\?|VALUE!|DIV/0!|NULL!|NUM!)", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class RowError:
    """A row that was not taken, by its line number in the file."""

    line: int
    reason: str


def cell(text: str) -> str:
    """Return the text so that no spreadsheet takes it for a formula; `read_terms` takes the mark off."""
    return f"'{text}" if _is_formula(text) else text


def _text(written: str) -> str:
    return written[1:] if written.startswith("'") and _is_formula(written) else written


def _is_formula(text: str) -> bool:
    return text.lstrip("'").startswith(_FORMULA)


def read_terms(text: str) -> tuple[tuple[Term, ...], tuple[RowError, ...]]:
    """Return the terms of a CSV text and the rows that are wrong; the other rows still count.

    Raises WatchlistError when the text as a whole is no watchlist (no header, no `name` column).
    """
    sheet, separator, passed = _told(text.removeprefix("\ufeff"))
    above = len(passed)
    # A quotation mark that nobody closes takes every row below into its cell: the mark of the end shows it.
    lines = io.StringIO(f"{sheet}\n{_END}\n", newline="")
    reader = csv.DictReader(lines, delimiter=separator)
    try:
        heads = [(head or "").strip().lower() for head in reader.fieldnames or ()]
    except csv.Error as error:
        raise WatchlistError(f"This is not a CSV file: {error}.") from None
    if "name" not in heads or "kind" not in heads:
        held = ", ".join(head[:30] for head in heads[:8] if head) or "nothing"
        raise WatchlistError(
            "The first line must be the header `kind,name,aliases,context,note`"
            f" (at least `kind` and `name`), with commas, semicolons or tabs between; it holds: {held}."
            " Save the sheet as CSV, UTF-8."
        )
    if twice := next((head for head in heads if head and heads.count(head) > 1), None):
        raise WatchlistError(f"Two columns are called “{twice}”; give one another heading.")
    while not heads[-1]:
        heads.pop()
    reader.fieldnames = heads
    terms: list[Term] = []
    errors = [
        RowError(line=number, reason="it stands above the header")
        for number, line in enumerate(passed, 1)
        if line.strip(f"{_SEPARATORS}\r\n ") and not line.lower().startswith("sep=")
    ]
    seen: dict[str, int] = {}
    began = above + 2
    rows = iter(reader)
    while True:
        try:
            row = next(rows)
        except StopIteration:
            break
        except csv.Error as error:
            errors.append(RowError(line=above + reader.line_num, reason=f"not readable: {error}"))
            continue
        line = above + reader.line_num
        values = [value for value in row.values() if isinstance(value, str)]
        if _END in values:
            break
        if any(value.rstrip().endswith(_END) for value in values):
            reason = "a quotation mark is not closed: the rows below it are not read"
            errors.append(RowError(line=began, reason=reason))
            break
        began = line + 1
        cells = {head: _text(value) for head, value in row.items() if head and isinstance(value, str)}
        if not any(value.strip() for value in cells.values()):
            continue
        try:
            for value in (row.get("") or "", *row.get(None, ())):
                if value.strip():
                    raise InvalidTerm(
                        f"“{value.strip()[:30]}” stands under no heading; quote cells that hold “{separator}”"
                    )
            for head in ("name", "aliases"):
                if _NO_VALUE.fullmatch(cells.get(head, "").strip()):
                    raise InvalidTerm(f"“{cells[head].strip()}” is a spreadsheet's error, no text ({head})")
            term = term_of(
                cells.get("name", ""),
                kind=cells.get("kind", ""),
                aliases=_apart(cells.get("aliases", "")),
                context=_apart(cells.get("context", "")),
                note=cells.get("note", ""),
                extra={head: value for head, value in cells.items() if head not in COLUMNS},
            )
            if term.name.casefold() in seen:
                raise InvalidTerm(f"“{term.name}” stands in line {seen[term.name.casefold()]} already")
        except InvalidTerm as error:
            errors.append(RowError(line=line, reason=str(error)))
            continue
        seen[term.name.casefold()] = line
        terms.append(term)
    return tuple(terms), tuple(errors)


def _told(text: str) -> tuple[str, str, list[str]]:
    """Return the sheet from its header on, what separates its cells, and the lines that stand above it.

    The separator is what the header holds most of.
    """
    lines = io.StringIO(text, newline="")
    passed: list[str] = []
    for line in islice(lines, _HEADER_WITHIN):
        separator = max(_SEPARATORS, key=line.count)
        heads = {head.strip('" \r\n').lower() for head in line.split(separator)}
        if {"kind", "name"} <= heads:
            return line + lines.read(), separator, passed
        passed.append(line)
    return text, max(_SEPARATORS, key=passed[0].count) if passed else ",", []


def _apart(written: str) -> list[str]:
    """Return the words of a cell: parted by bars, of Chinese keyboards too, or each on a line of its own."""
    return re.split(r"[|｜\r\n]", written)


def decoded(body: bytes) -> str:
    """Return the text of a saved sheet. Raises WatchlistError where its letters are in doubt."""
    if body.startswith(_WORKBOOKS):
        raise WatchlistError("It is a workbook, not a CSV file; save the sheet as CSV, UTF-8.")
    utf16 = body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    try:
        return body.decode("utf-16" if utf16 else "utf-8-sig")
    except UnicodeDecodeError:
        raise WatchlistError("It is not UTF-8 text; save the sheet as CSV, UTF-8.") from None


def term_of(
    name: str,
    *,
    kind: str,
    aliases: Iterable[str] = (),
    context: Iterable[str] = (),
    note: str = "",
    extra: dict[str, str] | None = None,
) -> Term:
    """Return a checked Term. Raises InvalidTerm with one clause that says what is wrong."""
    name, kind = " ".join(name.split()), kind.strip().lower()
    if not name:
        raise InvalidTerm("the name is empty")
    if not kind:
        raise InvalidTerm(
            "the kind is empty; use org, chip, cloud or a word of your own, in each row"
            " (of merged cells only the first row holds it)"
        )
    if any(not letter.isprintable() for letter in name + kind):
        raise InvalidTerm("the name holds a control character")
    if len(name) > MAX_NAME:
        raise InvalidTerm(f"the name is longer than {MAX_NAME} characters")
    if len([letter for letter in name if letter.isalnum()]) < 2:
        raise InvalidTerm(f"“{name}” is too short to be found without noise; give at least two letters")
    strong: list[str] = []
    weak: list[str] = []
    for alias in (" ".join(word.split()) for word in aliases):
        if alias.strip("~ "):
            (weak if alias.startswith("~") else strong).append(alias.lstrip("~ "))
    if len(strong) + len(weak) > MAX_ALIASES:
        raise InvalidTerm(f"more than {MAX_ALIASES} aliases")
    short = next((alias for alias in strong + weak if len(alias) < 2), None)
    if short is not None:
        raise InvalidTerm(f"the alias “{short}” is too short to be found without noise")
    return Term(
        name=name,
        kind=kind,
        aliases=tuple(dict.fromkeys(strong)),
        weak_aliases=tuple(dict.fromkeys(weak)),
        context=tuple(dict.fromkeys(word.strip() for word in context if word.strip())),
        note=note.strip(),
        extra=extra or {},
    )


def write_terms(terms: Iterable[Term]) -> str:
    """Return the CSV text that `read_terms` reads back to the same terms."""
    terms = tuple(terms)
    extra = tuple(dict.fromkeys(head for term in terms for head in term.extra))
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, fieldnames=(*COLUMNS, *extra), lineterminator="\n")
    writer.writeheader()
    for term in terms:
        row = {
            "kind": term.kind,
            "name": term.name,
            "aliases": "|".join((*term.aliases, *(f"~{alias}" for alias in term.weak_aliases))),
            "context": "|".join(term.context),
            "note": term.note,
            **term.extra,
        }
        writer.writerow({head: cell(value) for head, value in row.items()})
    return out.getvalue()
