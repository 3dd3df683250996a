"""OFAC's ENHANCED XML (SDN_ENHANCED, CONS_ENHANCED): parties with names and addresses in their own script.

Pure. Names, ids and programs are those of SDN.XML and the CSV files; what those squeeze into remarks is
here in features and documents. OFAC's file of changes has the same shape, and is refused in its place.
"""

from sys import intern

from lxml import etree

from watchers.errors import ParseError
from watchers.model import Entry, Parsed
from watchers.parsers import xml
from watchers.parsers.lists.countries import country_name
from watchers.parsers.lists.entries import (
    WEAK,
    clean,
    iso_day,
    kind_of,
    label_of,
    labelled,
    most_common,
    unique_ids,
)
from watchers.parsers.lists.party_contacts import without_contact_parts

ROOT = "sanctionsData"
PROMISED = "OFAC's enhanced list"
# Features that SDN.XML has elements for, under its words; the others keep their own.
_LABELS = {
    "birthdate": "date of birth",
    "place of birth": "place of birth",
    "nationality country": "nationality",
    "citizenship country": "citizenship",
    "title": "title",
    "vessel type": "vessel type",
    "vessel flag": "flag",
    "vessel owner": "owner",
    "vessel call sign": "call sign",
    "vessel tonnage": "tonnage",
    "vessel gross registered tonnage": "gross registered tonnage",
}
_SDN = "SDN List"
_NATIONS = ("nationality", "citizenship", "Nationality of Registration")
_CITY = ("CITY", "STATE/PROVINCE", "REGION", "POSTAL CODE")


def parse_enhanced(body: bytes, list_name: str, link: str) -> Parsed:
    """Read the file; `link` is the address of a party's page, with {} for its number. Raises ParseError."""
    entries: list[Entry] = []
    as_of = ""
    published: frozenset[str] = frozenset()
    for event, name, element in xml.walk(
        body, root=ROOT, tags=("publicationInfo", "entity"), promised=PROMISED
    ):
        if event == "start":
            continue
        if name == "publicationInfo":
            as_of = iso_day(xml.text(element, "dataAsOf"))
            if not as_of and xml.text(element, "datePublished"):
                raise ParseError(
                    "This is OFAC's file of changes; the whole list is SDN.XML, SDN.CSV or SDN_ENHANCED.XML."
                )
            published = frozenset(xml.texts(element, "filters", "sanctionsLists", "sanctionsList"))
        else:
            entries.append(_entry(element, list_name, link, published))
    if not entries:
        raise ParseError("The list has no entries.")
    return Parsed(entries=unique_ids(entries), as_of=as_of)


def _is(element: etree._Element, tag: str) -> bool:
    return xml.text(element, tag).casefold() == "true"


def _names(element: etree._Element) -> tuple[list[str], list[str]]:
    """Return the names, the primary one first, and those the list itself calls weak."""
    first: list[str] = []
    others: list[str] = []
    weak: list[str] = []
    for name in xml.below(element, "names", "name"):
        for spelling in xml.below(name, "translations", "translation"):
            told = xml.text(spelling, "formattedFullName")
            main = _is(name, "isPrimary") and _is(spelling, "isPrimary")
            (first if main else others).append(told)
            if _is(name, "isLowQuality"):
                weak.append(told)
    return [name for name in (*first, *others) if name], weak


def _lines(address: etree._Element) -> list[str]:
    """Return an address once in each script it is written in."""
    country = xml.text(address, "country")
    lines = []
    for spelling in xml.below(address, "translations", "translation"):
        parts = {
            xml.text(part, "type").upper(): xml.text(part, "value")
            for part in xml.below(spelling, "addressParts", "addressPart")
        }
        city = " ".join(parts[kind] for kind in _CITY if parts.get(kind))
        streets = [told for kind, told in parts.items() if kind not in _CITY]
        lines.append(", ".join(part for part in (*streets, city, country) if part))
    return lines


def _features(element: etree._Element) -> list[tuple[str, str]]:
    answer = []
    for feature in xml.below(element, "features", "feature"):
        label = label_of(xml.text(feature, "type"))
        note = xml.text(feature, "comments")
        told = xml.text(feature, "value")
        label = _LABELS.get(label.casefold(), label)
        answer.append((intern(label), f"{told} {note}" if told and note.startswith("(") else told or note))
    return answer


def _document(element: etree._Element) -> tuple[str, str]:
    parts = (xml.text(element, tag) for tag in ("documentNumber", "issuingCountry"))
    return intern(label_of(xml.text(element, "type")) or "id"), ", ".join(part for part in parts if part)


def _entry(element: etree._Element, list_name: str, link: str, published: frozenset[str]) -> Entry:
    number = element.get("id") or ""
    names, weak = _names(element)
    addresses = xml.below(element, "addresses", "address")
    features = _features(element)
    countries = (country_name(xml.text(address, "country")) for address in addresses)
    nations = (country_name(told) for label, told in features if label in _NATIONS)
    lists = [
        (clean(one.text), iso_day(one.get("datePublished")))
        for one in xml.below(element, "sanctionsLists", "sanctionsList")
    ]
    # parties of the other lists often stand on SDN too, for other reasons and from another day
    days = (day for name, day in lists if day and (name == _SDN) is (_SDN in published))
    return Entry(
        entity_id=number,
        name=names[0] if names else "",
        list=list_name,
        kind=kind_of(xml.text(element, "generalInfo", "entityType")),
        aliases=tuple(dict.fromkeys(name for name in names[1:] if name != names[0])),
        country=intern(most_common(countries) or most_common(nations)),
        addresses=tuple(dict.fromkeys(line for one in addresses for line in _lines(one) if line)),
        programs=tuple(map(intern, xml.texts(element, "sanctionsPrograms", "sanctionsProgram"))),
        start=min(days, default=""),
        url=link.format(number),
        remarks=without_contact_parts(xml.text(element, "generalInfo", "remarks")),
        details=labelled(
            *((WEAK, name) for name in weak),
            *features,
            *map(_document, xml.below(element, "identityDocuments", "identityDocument")),
            *(
                (xml.text(one, "type") or "linked to", xml.text(one, "relatedEntity"))
                for one in xml.below(element, "relationships", "relationship")
            ),
            *(("list", name) for name, _ in lists if name not in published),
        ),
    )
