"""The EU list's CSV (csvFullSanctionsList 1.1) as the elements that its XML has.

Pure. A row repeats what the list says of a party and adds one name, address, birth, document or citizenship.
Columns are the XML's attributes behind the name of their element: NameAlias_WholeName is nameAlias@wholeName.
"""

from collections.abc import Iterator, Mapping

from lxml import etree

from watchers.parsers.lists.csv_table import csv_rows, table
from watchers.parsers.lists.entries import clean, iso_day

PROMISED = "the EU list"
_NEEDED = ("Entity_LogicalId", "NameAlias_WholeName")
_PARTS = {
    "Entity_SubjectType": "subjectType",
    "Entity_Regulation": "regulation",
    "NameAlias": "nameAlias",
    "Address": "address",
    "BirthDate": "birthdate",
    "Identification": "identification",
    "Citizenship": "citizenship",
}
_ENTITY = "Entity"
_PART_NAMES = {part.casefold(): part for part in (*_PARTS, _ENTITY)}
_RENAMED = {
    (_ENTITY, "eu_referencenumber"): "euReferenceNumber",
    ("Entity_SubjectType", ""): "code",
    ("Identification", "typecode"): "identificationTypeCode",
    ("Identification", "typedescription"): "identificationTypeDescription",
}
# What the XML adapter reads, by its name in small letters: the letters' case is all that a header may lose.
_ATTRIBUTES = {
    name.casefold(): name
    for name in (
        *("birthdate", "circa", "city", "classificationCode", "countryDescription", "countryIso2Code"),
        *("designationDate", "designationDetails", "firstName", "function", "lastName", "logicalId"),
        *("middleName", "nameLanguage", "number", "numberTitle", "place", "poBox", "programme"),
        *("publicationDate", "region", "remark", "street", "strong", "title", "unitedNationId"),
        *("wholeName", "year", "yearRangeFrom", "yearRangeTo", "zipCode"),
    )
}
# Which part of a party a column belongs to, and under what attribute
_Place = tuple[str, str]
_Facts = tuple[tuple[str, str], ...]


def is_eu_csv(body: bytes) -> bool:
    """Whether the bytes begin with the header of the CSV."""
    return b"entity_logicalid" in body[:4096].split(b"\n", 1)[0].lower()


def parties_of(body: bytes) -> tuple[str, Iterator[etree._Element]]:
    """Return the day the file was made, and each party as its `sanctionEntity`. Raises ParseError."""
    rows = csv_rows(body, delimiter=";", promised=PROMISED)
    header = [clean(name).casefold() for name in next(rows, [])]
    places = {name: place for name in header if (place := _place(name))}
    made = ""
    parties: dict[str, dict[str, dict[_Facts, None]]] = {}
    for row in table(rows, header=header, needed=_NEEDED, promised=PROMISED):
        made = made or clean(row.get("filegenerationdate"))
        parts: dict[str, list[tuple[str, str]]] = {}
        for name, place in places.items():
            if told := clean(row[name]):
                parts.setdefault(place[0], []).append((place[1], told))
        party = parties.setdefault(clean(row["entity_logicalid"]), {})
        for part, facts in parts.items():
            party.setdefault(part, {})[tuple(facts)] = None
    return iso_day(made, "%d/%m/%Y"), _elements(parties)


def _place(column: str) -> _Place | None:
    """Return part and attribute of a column in small letters; None for what the XML adapter does not read."""
    part = next(
        (name for folded, name in _PART_NAMES.items() if column == folded or column.startswith(f"{folded}_")),
        None,
    )
    if part is None:
        return None
    rest = column[len(part) + 1 :]
    attribute = _RENAMED.get((part, rest)) or _ATTRIBUTES.get(rest)  # none: the regulation behind one name
    return (part, attribute) if attribute else None


def _elements(parties: Mapping[str, Mapping[str, Mapping[_Facts, None]]]) -> Iterator[etree._Element]:
    for party in parties.values():
        told: dict[str, str] = {}
        for facts in party.get(_ENTITY, ()):
            told = {**dict(facts), **told}
        remark = told.pop("remark", "")
        element = etree.Element("sanctionEntity", told)
        if remark:
            etree.SubElement(element, "remark").text = remark
        for part, tag in _PARTS.items():
            for facts in party.get(part, ()):
                etree.SubElement(element, tag, dict(facts))
        yield element
