"""The Consolidated Screening List of trade.gov: eleven US lists in one file, as CSV, TSV or JSON.

Pure. Numbered parties (OFAC's) are known by list and number. The others have only `_id`, which may be
renewed with the file, so they are known by list and name.
"""

import json
import re
from collections.abc import Iterator, Mapping
from itertools import chain, islice
from typing import Any

from watchers.errors import ParseError
from watchers.lists.citations import first_day
from watchers.model import Entry, Parsed
from watchers.parsers import ParseContext
from watchers.parsers.lists.countries import country_name, is_country
from watchers.parsers.lists.csl_identifiers import identifiers, type_stands_last
from watchers.parsers.lists.csv_table import csv_rows, refuse_page, table
from watchers.parsers.lists.entries import (
    cells,
    clean,
    derived_id,
    distinct,
    iso_day,
    kind_of,
    labelled,
    most_common,
    text_of,
    unique_ids,
)
from watchers.parsers.lists.party_contacts import without_contact_parts

PROMISED = "the Consolidated Screening List"
NEEDED = ("source", "name")
_CODE = re.compile(r"\(([A-Z][\w-]*?)(?:\s+List)?\)")
# Short names of the lists whose heading has none in brackets, or an inconstant one.
_CODES = {"capta list": "CAP", "ns-mbs": "MBS"}
# State joins aliases with commas, the rest with "; ": only there does a comma part names.
_COMMA_LISTS = frozenset({"ISN"})
_ALIAS_COMMA = re.compile(
    r",\s+(?!(?:ltd|inc|llc|l\.l\.c|limited|s\.?a|jsc|corp|co|gmbh|jr|sr)\b\.?)", re.IGNORECASE
)

_SAMPLE = (
    2_000  # rows that tell the file's layout; OFAC's parties stand behind the few hundred of other lists
)


def parse_csl(body: bytes, context: ParseContext) -> Parsed:  # noqa: ARG001 - every parser has this form
    """Read the whole file, or one answer of the search service. Raises ParseError for anything else."""
    refuse_page(body, PROMISED)
    head = body[:64].lstrip(b"\xef\xbb\xbf \t\r\n")
    as_of = ""
    if head[:1] in (b"{", b"["):
        records, as_of = _json_records(body)
    else:
        records = _csv_records(body)
    first = list(islice(records, _SAMPLE))
    type_last = type_stands_last(one.get("ids") for one in first)
    entries, warnings = [], []
    nameless = 0
    for record in chain(first, records):
        entry = _entry(record, type_last=type_last)
        if entry is None:
            nameless += 1
        else:
            entries.append(entry)
    if nameless:
        warnings.append(f"{nameless} rows name no party or no list and were left out.")
    if not entries:
        raise ParseError("The list has no entries.")
    return Parsed(entries=unique_ids(entries), warnings=tuple(warnings), as_of=as_of)


def _csv_records(body: bytes) -> Iterator[Mapping[str, Any]]:
    first = body[:4096].split(b"\n", 1)[0].decode("latin-1")
    delimiter = max(",\t;|", key=first.count)
    rows = csv_rows(body, delimiter=delimiter, promised=PROMISED)
    header = [clean(name).casefold() for name in next(rows, [])]
    return table(rows, header=header, needed=NEEDED, promised=PROMISED)


def _json_records(body: bytes) -> tuple[Iterator[Mapping[str, Any]], str]:
    try:
        document = json.loads(body)
    except ValueError as error:
        raise ParseError("The JSON is broken or cut off.") from error
    results = document.get("results") if isinstance(document, dict) else document
    if not isinstance(results, list):
        told = text_of(document.get("message") or document.get("error")) if isinstance(document, dict) else ""
        raise ParseError(
            f"This is not {PROMISED}: there are no results" + (f" ({told[:200]})." if told else ".")
        )
    if (
        isinstance(document, dict)
        and isinstance(document.get("total"), int)
        and document["total"] > len(results)
    ):
        raise ParseError(f"Only {len(results)} of {document['total']} entries are in this answer.")
    used = document.get("sources_used") if isinstance(document, dict) else None
    listed = used if isinstance(used, list) else []
    days = (iso_day(one.get("source_last_updated")) for one in listed if isinstance(one, dict))
    as_of = max(days, default="")
    return (record for record in results if isinstance(record, dict)), as_of


def short_code(source: str) -> str:
    """Return the list's short name: "EL" of "Entity List (EL) - Bureau of Industry and Security"."""
    told = source.casefold()
    for words, code in _CODES.items():
        if words in told:
            return code
    match = _CODE.search(source)
    return (
        match[1].upper()
        if match
        else "".join(word[0] for word in source.split(" - ", maxsplit=1)[0].split()).upper()
    )


def _entry(record: Mapping[str, Any], *, type_last: bool) -> Entry | None:
    source, name = clean(record.get("source")), clean(record.get("name"))
    if not source or not name:
        return None
    code = short_code(source)
    number = clean(record.get("entity_number"))
    addresses, countries = _addresses(record.get("addresses"))
    own = country_name(clean(record.get("country")))
    citation = clean(record.get("federal_register_notice"))
    nationalities = _many(record.get("nationalities")) or _many(record.get("citizenships"))
    return Entry(
        entity_id=f"{code}-{number}" if number else derived_id(code, name),
        name=name,
        list=source,
        kind=kind_of(record.get("type")),
        aliases=_aliases(record.get("alt_names"), code),
        country=most_common(countries) or own or most_common(country_name(one) for one in nationalities),
        addresses=addresses,
        programs=_many(record.get("programs")),
        citation=citation,
        license_requirement=clean(record.get("license_requirement")),
        license_policy=clean(record.get("license_policy")),
        start=clean(record.get("start_date")) or first_day(citation),
        url=clean(record.get("source_list_url")),
        remarks=without_contact_parts(clean(record.get("remarks"))),
        details=(
            *labelled(
                ("title", record.get("title")),
                ("end date", record.get("end_date")),
                ("standard order", record.get("standard_order")),
                ("call sign", record.get("call_sign")),
                ("vessel type", record.get("vessel_type")),
                ("gross tonnage", record.get("gross_tonnage")),
                ("gross registered tonnage", record.get("gross_registered_tonnage")),
                ("flag", record.get("vessel_flag")),
                ("owner", record.get("vessel_owner")),
            ),
            *_each("citizenship", record.get("citizenships")),
            *_each("nationality", record.get("nationalities")),
            *_each("date of birth", record.get("dates_of_birth")),
            *_each("place of birth", record.get("places_of_birth")),
            *identifiers(record.get("ids"), type_last=type_last),
        ),
    )


def _many(value: Any) -> tuple[str, ...]:
    """Return the values of a cell joined with "; " or of a JSON list."""
    if isinstance(value, list):
        return tuple(dict.fromkeys(told for told in (text_of(one) for one in value) if told))
    return cells(value)


def _each(label: str, value: Any) -> tuple[str, ...]:
    return labelled(*((label, one) for one in _many(value)))


def _aliases(value: Any, code: str) -> tuple[str, ...]:
    told = _many(value)
    if code in _COMMA_LISTS and not isinstance(value, list):
        told = tuple(part.strip() for one in told for part in _ALIAS_COMMA.split(one))
    return distinct(told)


def _addresses(value: Any) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the addresses as lines, and their countries."""
    if isinstance(value, list):
        lines, countries = [], []
        for one in value:
            if not isinstance(one, dict):
                lines.append(clean(one))
                continue
            parts = [clean(one.get(key)) for key in ("address", "city", "state", "postal_code", "country")]
            lines.append(", ".join(part for part in parts if part))
            countries.append(country_name(parts[-1]))
        return distinct(lines), tuple(countries)
    told = cells(value)
    ends = (line.rsplit(",", 1)[-1].strip() for line in told)
    return told, tuple(country_name(end) for end in ends if is_country(end))
