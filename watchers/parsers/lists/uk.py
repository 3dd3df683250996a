"""The UK Sanctions List: CSV (a report date, a header, one row per name) or XML.

Pure. "Unique ID" repeats over the rows of one party. A row's own "Last Updated" is not kept: it moves
without anything else moving. Telephone numbers and mail addresses of parties are not kept either.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from lxml import etree

from watchers.errors import ParseError
from watchers.model import Entry, Parsed
from watchers.parsers import ParseContext, xml
from watchers.parsers.lists.countries import country_name
from watchers.parsers.lists.csv_table import csv_rows, table
from watchers.parsers.lists.entries import (
    WEAK,
    clean,
    distinct,
    iso_day,
    kind_of,
    labelled,
    most_common,
    unique_ids,
)

LIST = "UK Sanctions List"
PROMISED = "the UK Sanctions List"
URL = "https://www.gov.uk/government/publications/the-uk-sanctions-list"
# OFSI's list, which the UK Sanctions List took the place of
_CLOSED = (
    "This is OFSI's Consolidated List, closed on 28 January 2026; the UK Sanctions List took its place:"
    " UK-Sanctions-List.csv or .xml."
)
_REPORT = re.compile(r"report date:?\s*(\d[\w/-]*(?: [a-z]+ \d{4})?)", re.IGNORECASE)
_DAYS = ("%d-%b-%Y", "%d/%m/%Y", "%d-%m-%Y", "%d %B %Y", "%d %b %Y")
_GIVEN = tuple(f"name {number}" for number in (1, 2, 3, 4, 5, 6))
_LINES = tuple(f"address line {number}" for number in (1, 2, 3, 4, 5, 6))
_DETAILS = {
    "UN reference": "un reference number",
    "title": "title",
    "date of birth": "d.o.b",
    "nationality": "nationality(/ies)",
    "national identifier": "national identifier number",
    "passport": "passport number",
    "position": "position",
    "town of birth": "town of birth",
    "country of birth": "country of birth",
    "type of entity": "type of entity",
    "subsidiary": "subsidiaries",
    "parent company": "parent company",
    "registration": "business registration number (s)",
    "IMO number": "imo number",
    "owner": "current owner/operator (s)",
    "previous owner": "previous owner/operator (s)",
    "flag": "current believed flag of ship",
    "previous flag": "previous flags",
    "type of ship": "type of ship",
    "tonnage": "tonnage of ship",
    "length": "length of ship",
    "year built": "year built",
    "hull number": "hull identification number (hin)",
    "sanctions": "sanctions imposed",
}


def parse_uk(body: bytes, context: ParseContext) -> Parsed:  # noqa: ARG001 - every parser has this form
    """Read the CSV or the XML. Raises ParseError for anything else, and for a list without entries."""
    if body[:256].lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<":
        return _parse_xml(body)
    return _parse_csv(body)


def _parse_csv(body: bytes) -> Parsed:
    rows = csv_rows(body, promised=PROMISED)
    header = next(rows, [])
    report = _REPORT.search(clean(header[0])) if header else None
    as_of = iso_day(report[1], *_DAYS) if report else ""
    if report:
        header = next(rows, [])
    elif header and clean(header[0]).casefold() == "last updated" and not any(map(clean, header[2:])):
        raise ParseError(_CLOSED)
    groups: dict[str, list[dict[str, str]]] = {}
    for row in table(rows, header=header, needed=("Unique ID", "Name 6", "Name type"), promised=PROMISED):
        told = {column: clean(cell) for column, cell in row.items() if cell and not cell.isspace()}
        if told.get("unique id"):
            groups.setdefault(told["unique id"], []).append(told)
    entries = tuple(_csv_entry(number, group) for number, group in groups.items())
    warnings = () if entries else ("The list has a header and no parties.",)
    return Parsed(entries=unique_ids(entries), warnings=warnings, as_of=as_of)


def _values(group: Iterable[Mapping[str, str]], column: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(row[column] for row in group if row.get(column)))


def _csv_entry(number: str, group: Sequence[Mapping[str, str]]) -> Entry:
    names = [
        (row.get("name type", ""), " ".join(row[part] for part in _GIVEN if row.get(part))) for row in group
    ]
    lines, countries = [], []
    for row in group:
        parts = [row.get(column, "") for column in (*_LINES, "address postal code", "address country")]
        lines.append(", ".join(part for part in parts if part))
        countries.append(country_name(parts[-1]))
    name, aliases = _named([*names, *(("", native) for native in _values(group, "name non-latin script"))])
    nations = _values(group, "nationality(/ies)")
    return Entry(
        entity_id=number,
        name=name,
        list=LIST,
        kind=kind_of(next(iter(_values(group, "designation type")), "")),
        aliases=aliases,
        country=most_common(dict.fromkeys(countries)) or most_common(country_name(one) for one in nations),
        addresses=distinct(lines),
        programs=_values(group, "regime name"),
        start=_day(next(iter(_values(group, "date designated")), "")),
        url=URL,
        remarks=" ".join((*_values(group, "other information"), *_values(group, "uk statement of reasons"))),
        details=labelled(
            *_weak(
                (row.get("alias strength", ""), name) for row, (_, name) in zip(group, names, strict=True)
            ),
            *((label, value) for label, column in _DETAILS.items() for value in _values(group, column)),
        ),
    )


def _weak(told: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Yield the names whose strength the list calls low ("Low quality a.k.a")."""
    for strength, name in told:
        if name and strength.casefold().startswith("low"):
            yield WEAK, name


def _named(names: Sequence[tuple[str, str]]) -> tuple[str, tuple[str, ...]]:
    """Return the primary name and the others. The list writes the type in several spellings."""
    told = [(kind.casefold(), name) for kind, name in names if name]
    first = next((name for kind, name in told if kind == "primary name"), None)
    if first is None:
        first = min((name for kind, name in told if kind.startswith("primary")), default=None)
    if first is None:
        first = told[0][1] if told else ""
    return first, tuple(dict.fromkeys(name for _, name in told if name != first))


def _day(text: str) -> str:
    return iso_day(text, "%d/%m/%Y", "%d-%b-%Y") or text


def _parse_xml(body: bytes) -> Parsed:
    if xml.root_of(body) == "ArrayOfFinancialSanctionsTarget":
        raise ParseError(_CLOSED)
    entries: list[Entry] = []
    as_of = ""
    for event, name, element in xml.walk(
        body, root="Designations", tags=("DateGenerated", "Designation"), promised=PROMISED
    ):
        if event == "end" and name == "DateGenerated":
            as_of = iso_day(clean(element.text), "%d/%m/%Y")
        elif event == "end":
            entries.append(_xml_entry(element))
    if not entries:
        raise ParseError("The list has no entries.")
    return Parsed(entries=unique_ids(entries), as_of=as_of)


def _xml_entry(element: etree._Element) -> Entry:
    names = [
        (
            xml.text(name, "NameType"),
            " ".join(part for part in (xml.text(name, f"Name{number}") for number in range(1, 7)) if part),
        )
        for name in xml.below(element, "Names", "Name")
    ]
    strengths = [xml.text(name, "AliasStrength") for name in xml.below(element, "Names", "Name")]
    native = xml.texts(element, "NonLatinNames", "NonLatinName", "NameNonLatinScript")
    name, aliases = _named([*names, *(("", one) for one in native)])
    lines, countries = [], []
    for address in xml.below(element, "Addresses", "Address"):
        parts = [xml.text(address, f"AddressLine{number}") for number in range(1, 7)]
        parts += [xml.text(address, "AddressPostalCode"), xml.text(address, "AddressCountry")]
        lines.append(", ".join(part for part in parts if part))
        countries.append(country_name(parts[-1]))
    return Entry(
        entity_id=xml.text(element, "UniqueID"),
        name=name,
        list=LIST,
        kind=kind_of(xml.text(element, "IndividualEntityShip")),
        aliases=aliases,
        country=most_common(countries) or most_common(_nations(element)),
        addresses=distinct(lines),
        programs=xml.texts(element, "RegimeName"),
        start=_day(xml.text(element, "DateDesignated")),
        url=URL,
        remarks=" ".join(
            (*xml.texts(element, "OtherInformation"), *xml.texts(element, "UKStatementofReasons"))
        ),
        details=labelled(
            *_weak((strength, one) for strength, (_, one) in zip(strengths, names, strict=True)),
            ("UN reference", xml.text(element, "UNReferenceNumber")),
            ("sanctions", xml.text(element, "SanctionsImposed")),
            *_leaves(element, "IndividualDetails", "EntityDetails", "ShipDetails"),
        ),
    )


def _nations(element: etree._Element) -> list[str]:
    path = ("IndividualDetails", "Individual", "Nationalities", "Nationality")
    return [country_name(one) for one in xml.texts(element, *path)]


def _leaves(element: etree._Element, *branches: str) -> list[tuple[str, str]]:
    """Return what the parts of the party's details say, labelled by their tags in words."""
    told = []
    for branch in branches:
        for part in xml.below(element, branch):
            for leaf in part.iter():
                if isinstance(leaf.tag, str) and not len(leaf) and clean(leaf.text):
                    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", xml.local(leaf))
                    told.append((words.lower(), clean(leaf.text)))
    return told
