"""The EU consolidated list of financial sanctions (xmlFullSanctionsList 1.1 or its CSV twin).

Pure. Facts stand in attributes; the CSV has them in columns of the same names. A party's names have no
order of rank, so its first name is the oldest strong one in English or without language: the same whatever
order the file is in.
"""

from lxml import etree

from watchers.errors import ParseError
from watchers.model import Entry, Parsed
from watchers.parsers import ParseContext, xml
from watchers.parsers.lists.countries import country_name
from watchers.parsers.lists.entries import (
    WEAK,
    clean,
    distinct,
    iso_day,
    kind_of,
    labelled,
    most_common,
    unique_ids,
    years_between,
)
from watchers.parsers.lists.eu_csv import is_eu_csv, parties_of

LIST = "EU consolidated list of financial sanctions"
PROMISED = "the EU list"
URL = "https://www.sanctionsmap.eu/"
_PLACE = ("street", "poBox", "city", "zipCode", "region", "place")


def parse_eu(body: bytes, context: ParseContext) -> Parsed:  # noqa: ARG001 - every parser has this form
    """Read the XML export or the CSV. Raises ParseError for anything else, and for a list without entries."""
    if is_eu_csv(body):
        as_of, elements = parties_of(body)
        return _parsed([_entry(element) for element in elements], as_of)
    if xml.root_of(body) == "WHOLE":
        raise ParseError(
            "This is version 1.0 of the EU list; 1.1 is read: xmlFullSanctionsList_1_1"
            " or csvFullSanctionsList_1_1."
        )
    entries: list[Entry] = []
    as_of = ""
    for event, name, element in xml.walk(body, root="export", tags=("sanctionEntity",), promised=PROMISED):
        if event == "start" and name == "export":
            as_of = iso_day(element.get("generationDate"))
        elif event == "end":
            entries.append(_entry(element))
    return _parsed(entries, as_of)


def _parsed(entries: list[Entry], as_of: str) -> Parsed:
    if not entries:
        raise ParseError("The list has no entries.")
    return Parsed(entries=unique_ids(entries), as_of=as_of)


def _get(element: etree._Element, name: str) -> str:
    return clean(element.get(name))


def _country(element: etree._Element) -> str:
    """Return the country's name; the list calls one "UNKNOWN" where it says none."""
    told = _get(element, "countryDescription")
    return "" if told.upper() == "UNKNOWN" else told


def _birth(element: etree._Element) -> str:
    """Return a date of birth with what is said of its certainty: "1965", "between 1960 and 1962"."""
    years = years_between(_get(element, "yearRangeFrom"), _get(element, "yearRangeTo"))
    day = _get(element, "birthdate") or _get(element, "year") or years
    return f"about {day}" if day and _get(element, "circa").casefold() == "true" else day


def _rank(alias: etree._Element) -> tuple[bool, bool, int]:
    number = _get(alias, "logicalId")
    return (
        _get(alias, "strong").casefold() == "false",
        _get(alias, "nameLanguage").upper() not in {"", "EN"},
        int(number) if number.isdigit() else 0,
    )


def _whole(alias: etree._Element) -> str:
    parts = (_get(alias, part) for part in ("firstName", "middleName", "lastName"))
    return _get(alias, "wholeName") or " ".join(part for part in parts if part)


def _entry(element: etree._Element) -> Entry:
    aliases = sorted(xml.children(element, "nameAlias"), key=_rank)
    names = tuple(dict.fromkeys(name for name in map(_whole, aliases) if name))
    lines, countries = [], []
    for address in xml.children(element, "address"):
        parts = (*(_get(address, part) for part in _PLACE), _country(address))
        lines.append(", ".join(dict.fromkeys(part for part in parts if part)))
        countries.append(country_name(_get(address, "countryIso2Code")))
    nations = [_get(one, "countryIso2Code") for one in xml.children(element, "citizenship")]
    regulations = [
        *xml.children(element, "regulation"),
        *(found for alias in aliases for found in xml.children(alias, "regulationSummary")),
    ]
    told = ((_get(one, "numberTitle"), _get(one, "publicationDate")) for one in regulations)
    titles = dict.fromkeys(", ".join(part for part in pair if part) for pair in told if pair[0])
    kinds = xml.children(element, "subjectType")
    published = (_get(one, "publicationDate") for one in regulations)
    return Entry(
        entity_id=_get(element, "euReferenceNumber") or _get(element, "logicalId"),
        name=names[0] if names else "",
        list=LIST,
        kind=kind_of(_get(kinds[0], "classificationCode") or _get(kinds[0], "code")) if kinds else "other",
        aliases=names[1:],
        country=most_common(countries) or most_common(country_name(one) for one in nations),
        addresses=distinct(lines),
        programs=tuple(dict.fromkeys(one for one in (_get(r, "programme") for r in regulations) if one)),
        citation="; ".join(sorted(titles)),
        start=_get(element, "designationDate") or min((day for day in published if day), default=""),
        url=URL,
        remarks=" ".join(
            dict.fromkeys(
                part for part in (_get(element, "designationDetails"), *xml.texts(element, "remark")) if part
            )
        ),
        details=labelled(
            ("UN reference", _get(element, "unitedNationId")),
            *((WEAK, _whole(one)) for one in aliases if _get(one, "strong").casefold() == "false"),
            *(("citizenship", _country(one)) for one in xml.children(element, "citizenship")),
            *(("date of birth", _birth(one)) for one in xml.children(element, "birthdate")),
            *(
                ("place of birth", ", ".join(filter(None, (_get(one, "city"), _country(one)))))
                for one in xml.children(element, "birthdate")
            ),
            *(
                (_get(one, "identificationTypeDescription") or "identification", _get(one, "number"))
                for one in xml.children(element, "identification")
            ),
            *(("title", _get(one, "title")) for one in aliases),
            *(("function", _get(one, "function")) for one in aliases),
        ),
    )
