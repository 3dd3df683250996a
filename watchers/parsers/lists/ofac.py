"""OFAC's two lists (SDN and consolidated): CSV files joined by number, or one XML (`ofac_xml`).

Pure. The CSV files have no header: SDN or CONS_PRIM (parties), ALT (aliases), ADD (addresses) and
COMMENTS (the ends of remarks that did not fit). A live source is its first file; the addresses of the
others stand in the source's option "companions", and all come here together in one zip.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from sys import intern

from watchers.errors import ParseError
from watchers.model import Entry, Parsed
from watchers.parsers import ParseContext
from watchers.parsers.archive import NamedBytes, all_unpacked
from watchers.parsers.charset import without_utf16
from watchers.parsers.lists.countries import country_name
from watchers.parsers.lists.csv_table import csv_rows
from watchers.parsers.lists.entries import (
    PLAIN_MARKS,
    clean,
    distinct,
    kind_of,
    labelled,
    most_common,
    unique_ids,
)
from watchers.parsers.lists.ofac_xml import LINK, PROMISED, parse_xml
from watchers.parsers.lists.party_contacts import without_contact_parts

SDN = "Specially Designated Nationals (SDN) - Treasury Department"
CONSOLIDATED = "Consolidated Non-SDN List (CONS) - Treasury Department"
_RUNS_OVER = frozenset({"prim", "comments"})
_COLUMNS = {"prim": 12, "alt": 5, "add": 6, "comments": 2}
_ROLES = (
    ("comments", ("comment",)),
    ("alt", ("alt",)),
    ("add", ("add",)),
    ("prim", ("sdn", "prim", "cons")),
)
_PROGRAMS = re.compile(r"\]\s*\[|;\s*")
_NATIONALITY = re.compile(r"\b(?:nationality|citizen)\s+([A-Z][\w,'. -]*?)(?=;|\.|$)")
# What fills the column may run over into another file: it stays as it is, to be known again whole or cut.
_FULL = 990
_NO_VALUE = frozenset({"-0-", "-0"})  # the second: the last byte of a file is sometimes lost


def parse_sdn(body: bytes, context: ParseContext) -> Parsed:
    """Read SDN.XML, SDN_ENHANCED.XML, SDN.CSV, or a zip of the CSV files. Raises ParseError."""
    return parse_ofac(((context.url.rsplit("/", 1)[-1], body),), SDN)


def parse_consolidated(body: bytes, context: ParseContext) -> Parsed:
    """Read CONSOLIDATED.XML, CONS_ENHANCED.XML, CONS_PRIM.CSV, or a zip of CSV files. Raises ParseError."""
    return parse_ofac(((context.url.rsplit("/", 1)[-1], body),), CONSOLIDATED)


def parse_ofac(files: Sequence[NamedBytes], list_name: str) -> Parsed:
    """Read one publication from its files, in any order. Raises ParseError, also for a missing main file."""
    plain = [(name, without_utf16(body)) for name, body in all_unpacked(files)]
    if len(plain) == 1 and plain[0][1][:512].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        return parse_xml(plain[0][1], list_name)
    parts: dict[str, list[bytes]] = defaultdict(list)
    for name, body in plain:
        parts[_role(name, body)].append(body)
    if not parts["prim"]:
        raise ParseError("OFAC's main file (SDN or CONS_PRIM) is not among the files.")
    warnings = []
    for role, told in (("alt", "alias"), ("add", "address")):
        if not parts[role]:
            warnings.append(f'There is no {told} file (see the option "companions"): parties come without.')
    entries = _join(parts, list_name, warnings)
    if not entries:
        raise ParseError("The list has no entries.")
    return Parsed(entries=unique_ids(entries), warnings=tuple(warnings))


def _role(name: str, body: bytes) -> str:
    """Tell a file by its name, failing that by the number of its columns."""
    stem = re.split(r"[?#]", name)[0].rsplit("/", 1)[-1].casefold()
    columns = len(next(csv_rows(body[: body.find(b"\n") + 1] or body, promised=PROMISED), []))
    for role, words in _ROLES:
        # what a later version adds to its rows is not read; maybe no remark is too long for its column
        fits = columns >= _COLUMNS[role] or (role == "comments" and not columns)
        if fits and any(word in stem for word in words):
            return role
    for role, expected in _COLUMNS.items():
        if columns == expected:
            return role
    raise ParseError(f"This is not {PROMISED}: a row has {columns} columns, not 12, 6, 5 or 2.")


def _rows(bodies: Sequence[bytes], role: str) -> Iterator[list[str]]:
    """Yield the rows of one role, "-0-" as ""; one that is short has nothing in its last columns.

    A last row without all columns means a cut file.
    """
    columns = _COLUMNS[role]
    for body in bodies:
        last: list[str] | None = None
        headed = False  # OFAC writes no headings; should it begin to, the rows below are the same
        for row in csv_rows(body, promised=PROMISED):
            if not row[0].strip().isdigit():
                heading = last is None and len(row) >= columns and not headed
                headed = headed or heading
                if last is not None or (len(row) > 1 and not heading):
                    raise ParseError(
                        f"This is not {PROMISED}: a row begins with {clean(row[0])[:40]!r}, not a number."
                    )
                continue
            last = row
            # what runs over from one file into another is put together before blanks are tidied
            *plain, last_cell = (row + [""] * columns)[:columns]
            yield [*map(_value, plain), last_cell if role in _RUNS_OVER else _value(last_cell)]
        if last is not None and len(last) < columns:
            raise ParseError("The last row lacks columns: the download was cut off.")


def _value(cell: str) -> str:
    return "" if cell.strip() in _NO_VALUE else clean(cell)


def _join(parts: Mapping[str, Sequence[bytes]], list_name: str, warnings: list[str]) -> list[Entry]:
    aliases: defaultdict[str, list[str]] = defaultdict(list)
    addresses: defaultdict[str, list[str]] = defaultdict(list)
    countries: defaultdict[str, list[str]] = defaultdict(list)
    more: defaultdict[str, str] = defaultdict(str)
    notes: defaultdict[str, list[str]] = defaultdict(list)
    for number, _, _, name, remark, *_rest in _rows(parts.get("alt", ()), "alt"):
        aliases[number].append(name)
        if remark:
            notes[number].append(f"{name}: {remark}")
    for number, _, street, city, country, remark, *_rest in _rows(parts.get("add", ()), "add"):
        line = ", ".join(part for part in (street, city, country) if part)
        addresses[number].append(f"{line} ({remark})" if remark and line else line or remark)
        countries[number].append(intern(country_name(country)))
    for number, rest, *_rest in _rows(parts.get("comments", ()), "comments"):
        more[number] += "" if rest.strip() in _NO_VALUE else rest
    entries = []
    for row in _rows(parts["prim"], "prim"):
        number, name, kind, program, title, call_sign, vessel, tonnage, gross, flag, owner, remarks = row
        remarks = clean(("" if remarks.strip() in _NO_VALUE else remarks) + more.pop(number, ""))
        if len(remarks) < _FULL:
            remarks = without_contact_parts(remarks)
        nationality = _NATIONALITY.search(remarks.translate(PLAIN_MARKS))
        entries.append(
            Entry(
                entity_id=number,
                name=name,
                list=list_name,
                kind=kind_of(kind, "other" if kind else "organization"),
                aliases=distinct(aliases.pop(number, ())),
                country=most_common(countries.pop(number, ()))
                or (country_name(nationality[1]) if nationality else ""),
                addresses=distinct(addresses.pop(number, ())),
                programs=distinct(intern(one.strip("[] ")) for one in _PROGRAMS.split(program)),
                url=LINK.format(number),
                remarks=remarks,
                details=labelled(
                    ("title", title),
                    ("call sign", call_sign),
                    ("vessel type", vessel),
                    ("tonnage", tonnage),
                    ("gross registered tonnage", gross),
                    ("flag", flag),
                    ("owner", owner),
                    *(("alias remark", note) for note in notes.pop(number, ())),
                ),
            )
        )
    strays = len({*aliases, *addresses, *more})
    if strays:
        warnings.append(
            f"{strays} parties have aliases or addresses but are not in the main file: files of two days?"
        )
    return entries
