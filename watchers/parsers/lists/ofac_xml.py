"""OFAC's plain XML file (SDN.XML, CONSOLIDATED.XML) to entries. Pure."""

from sys import intern

from lxml import etree

from watchers.errors import ParseError
from watchers.model import Entry, Parsed
from watchers.parsers import xml
from watchers.parsers.lists.countries import country_name
from watchers.parsers.lists.entries import (
    WEAK,
    clean,
    distinct,
    iso_day,
    kind_of,
    label_of,
    labelled,
    most_common,
    unique_ids,
)
from watchers.parsers.lists.ofac_enhanced import ROOT as ENHANCED
from watchers.parsers.lists.ofac_enhanced import parse_enhanced
from watchers.parsers.lists.party_contacts import without_contact_parts

PROMISED = "OFAC's list"
LINK = "https://sanctionssearch.ofac.treas.gov/Details.aspx?id={}"
_ID = ("idNumber", "idCountry", "issueDate", "expirationDate")
_VESSEL = {
    "call sign": "callSign",
    "vessel type": "vesselType",
    "flag": "vesselFlag",
    "owner": "vesselOwner",
    "tonnage": "tonnage",
    "gross registered tonnage": "grossRegisteredTonnage",
}


def parse_xml(body: bytes, list_name: str) -> Parsed:
    """Read the XML file, plain or ENHANCED. Raises ParseError."""
    root = xml.root_of(body)
    if root == ENHANCED:
        return parse_enhanced(body, list_name, LINK)
    if root == "Sanctions":
        raise ParseError(
            "This is OFAC's ADVANCED file; SDN.XML, SDN_ENHANCED.XML and the CSV files are read."
        )
    entries: list[Entry] = []
    as_of, promised = "", 0
    for event, name, element in xml.walk(
        body, root="sdnList", tags=("publshInformation", "sdnEntry"), promised=PROMISED
    ):
        if event == "end" and name == "publshInformation":
            as_of = iso_day(xml.text(element, "Publish_Date"), "%m/%d/%Y")
            count = xml.text(element, "Record_Count")
            promised = int(count) if count.isdigit() else 0
        elif event == "end":
            entries.append(_entry(element, list_name))
    if not entries:
        raise ParseError("The list has no entries.")
    if promised and len(entries) < promised:
        raise ParseError(f"Only {len(entries)} of {promised} entries are in the file: it was cut.")
    warnings = (
        (f"The file names {promised} entries and has {len(entries)}.",) if 0 < promised < len(entries) else ()
    )
    return Parsed(entries=unique_ids(entries), warnings=warnings, as_of=as_of)


def _name(element: etree._Element) -> str:
    """Return a name as the CSV writes it: "LAST, First"."""
    return ", ".join(part for part in (xml.text(element, "lastName"), xml.text(element, "firstName")) if part)


def _entry(element: etree._Element, list_name: str) -> Entry:
    # most parties have few of the lists; the tree is walked for those alone
    held = {xml.local(child): child for child in element}

    def within(group: str, *path: str) -> list[etree._Element]:
        return xml.below(held[group], *path) if group in held else []

    def said(group: str, *path: str) -> tuple[str, ...]:
        return xml.texts(held[group], *path) if group in held else ()

    lines, countries = [], []
    for address in within("addressList", "address"):
        place = [xml.text(address, tag) for tag in ("address1", "address2", "address3")]
        city = " ".join(xml.text(address, tag) for tag in ("city", "stateOrProvince", "postalCode"))
        country = xml.text(address, "country")
        lines.append(", ".join(part for part in (*place, clean(city), country) if part))
        countries.append(intern(country_name(country)))
    nationalities = said("nationalityList", "nationality", "country")
    citizenships = said("citizenshipList", "citizenship", "country")
    nations = (country_name(one) for one in (*nationalities, *citizenships))
    number = xml.text(element, "uid")
    return Entry(
        entity_id=number,
        name=_name(element),
        list=list_name,
        kind=kind_of(xml.text(element, "sdnType")),
        aliases=distinct([_name(aka) for aka in within("akaList", "aka")]),
        country=most_common(countries) or most_common(nations),
        addresses=distinct(lines),
        programs=tuple(map(intern, said("programList", "program"))),
        url=LINK.format(number),
        remarks=without_contact_parts(xml.text(element, "remarks")),
        details=labelled(
            ("title", xml.text(element, "title")),
            *(
                (WEAK, _name(aka))
                for aka in within("akaList", "aka")
                if xml.text(aka, "category").casefold() == "weak"
            ),
            *(
                (label_of(xml.text(one, "idType")) or "id", _told(one, *_ID))
                for one in within("idList", "id")
            ),
            *(("nationality", one) for one in nationalities),
            *(("citizenship", one) for one in citizenships),
            *(("date of birth", one) for one in said("dateOfBirthList", "dateOfBirthItem", "dateOfBirth")),
            *(
                ("place of birth", one)
                for one in said("placeOfBirthList", "placeOfBirthItem", "placeOfBirth")
            ),
            *((label, one) for label, tag in _VESSEL.items() for one in said("vesselInfo", tag)),
        ),
    )


def _told(element: etree._Element, *tags: str) -> str:
    return ", ".join(part for part in (xml.text(element, tag) for tag in tags) if part)
