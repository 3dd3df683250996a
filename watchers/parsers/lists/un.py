"""The UN Security Council's consolidated list (XML).

Pure. Alias and address elements occur empty, texts with line breaks inside. VERSIONNUM and the dates of
the last update are not kept: they move without anything else moving.
"""

from collections.abc import Iterator

from lxml import etree

from watchers.errors import ParseError
from watchers.model import Entry, Parsed
from watchers.parsers import ParseContext, xml
from watchers.parsers.lists.countries import country_name
from watchers.parsers.lists.entries import (
    WEAK,
    cells,
    distinct,
    iso_day,
    labelled,
    most_common,
    unique_ids,
    years_between,
)

LIST = "UN Security Council Consolidated List"
PROMISED = "the UN consolidated list"
URL = "https://main.un.org/securitycouncil/en/content/un-sc-consolidated-list"
_NAMES = ("FIRST_NAME", "SECOND_NAME", "THIRD_NAME", "FOURTH_NAME")
_ISSUED = ("NUMBER", "CITY_OF_ISSUE", "ISSUING_COUNTRY", "COUNTRY_OF_ISSUE", "DATE_OF_ISSUE")
_PLACE = ("STREET", "CITY", "STATE_PROVINCE", "ZIP_CODE", "COUNTRY")


def parse_un(body: bytes, context: ParseContext) -> Parsed:  # noqa: ARG001 - every parser has this form
    """Read the XML. Raises ParseError for anything else, and for a list without entries."""
    entries: list[Entry] = []
    as_of = ""
    for event, name, element in xml.walk(
        body, root="CONSOLIDATED_LIST", tags=("INDIVIDUAL", "ENTITY"), promised=PROMISED
    ):
        if event == "start":
            as_of = iso_day(element.get("dateGenerated"))
        else:
            entries.append(_entry(element, name))
    if not entries:
        raise ParseError("The list has no entries.")
    return Parsed(entries=unique_ids(entries), as_of=as_of)


def _joined(element: etree._Element, tags: tuple[str, ...], separator: str = ", ") -> str:
    return separator.join(part for part in (xml.text(element, tag) for tag in tags) if part)


def _noted(told: str, element: etree._Element) -> str:
    """Return what is told with the element's note in brackets, or either of the two where one is missing."""
    note = xml.text(element, "NOTE")
    return f"{told} ({note})" if told and note else told or note


def _birth(element: etree._Element) -> str:
    """Return a date of birth with what is said of its certainty: "1973", "between 1960 and 1962"."""
    years = years_between(xml.text(element, "FROM_YEAR"), xml.text(element, "TO_YEAR"))
    day = xml.text(element, "DATE") or xml.text(element, "YEAR") or years
    if day and xml.text(element, "TYPE_OF_DATE").casefold() == "approximately":
        day = f"about {day}"
    return _noted(day, element)


def _alias_details(alias: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield what the list says of an alias: that it is weak, a note, the birth that goes with it."""
    names = cells(xml.text(alias, "ALIAS_NAME"))
    if xml.text(alias, "QUALITY").casefold() == "low":
        yield from ((WEAK, name) for name in names)
    if xml.text(alias, "NOTE"):
        yield "alias note", ": ".join((*names[:1], xml.text(alias, "NOTE")))
    yield "date of birth", xml.text(alias, "DATE_OF_BIRTH")
    yield "place of birth", _joined(alias, ("CITY_OF_BIRTH", "COUNTRY_OF_BIRTH"))


def _document(element: etree._Element) -> tuple[str, str]:
    """Return kind and number of a document, with who issued it, when, and the list's note."""
    kinds = [xml.text(element, tag) for tag in ("TYPE_OF_DOCUMENT", "TYPE_OF_DOCUMENT2")]
    kind, *more = [kind for kind in kinds if kind] or ["document"]
    if len(more) == 1 and not any(char.isdigit() for char in more[0]):
        kind, more = f"{kind} {more[0]}", []  # of which kind it is; with digits it is what the document says
    told = _joined(element, _ISSUED)
    return kind, _noted(", ".join(part for part in (*more, told) if part), element) or "no number told"


def _entry(element: etree._Element, group: str) -> Entry:
    name = _joined(element, _NAMES, " ")
    aliases = [
        *xml.texts(element, f"{group}_ALIAS", "ALIAS_NAME"),
        *xml.texts(element, "NAME_ORIGINAL_SCRIPT"),
    ]
    lines, countries = [], []
    for address in xml.below(element, f"{group}_ADDRESS"):
        lines.append(_noted(_joined(address, _PLACE), address))
        countries.append(country_name(xml.text(address, "COUNTRY")))
    nations = xml.texts(element, "NATIONALITY", "VALUE")
    births = xml.below(element, "INDIVIDUAL_DATE_OF_BIRTH")
    places = xml.below(element, "INDIVIDUAL_PLACE_OF_BIRTH")
    return Entry(
        entity_id=xml.text(element, "DATAID"),
        name=name,
        list=LIST,
        kind="person" if group == "INDIVIDUAL" else "organization",
        aliases=tuple(dict.fromkeys(one for alias in aliases for one in cells(alias) if one != name)),
        country=most_common(countries) or most_common(country_name(one) for one in nations),
        addresses=distinct(lines),
        programs=xml.texts(element, "UN_LIST_TYPE"),
        start=iso_day(xml.text(element, "LISTED_ON")) or xml.text(element, "LISTED_ON"),
        url=URL,
        remarks=xml.text(element, "COMMENTS1"),
        details=labelled(
            ("reference", xml.text(element, "REFERENCE_NUMBER")),
            *(told for alias in xml.below(element, f"{group}_ALIAS") for told in _alias_details(alias)),
            *(("title", one) for one in xml.texts(element, "TITLE", "VALUE")),
            *(("designation", one) for one in xml.texts(element, "DESIGNATION", "VALUE")),
            *(("nationality", one) for one in nations),
            ("gender", xml.text(element, "GENDER")),
            *(("date of birth", _birth(one)) for one in births),
            *(("place of birth", _noted(_joined(one, _PLACE), one)) for one in places),
            *map(_document, xml.below(element, "INDIVIDUAL_DOCUMENT")),
        ),
    )
