"""OpenSanctions: targets.simple.csv, entities (JSON Lines), their deltas, the index, source tables.

Pure. The data is CC BY-NC 4.0; business use needs a licence, so the source is opt-in. A delta or an index
is not a list: its warnings say so, and no poll takes it in place of one.
"""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from watchers.errors import ParseError
from watchers.model import Entry, Parsed
from watchers.parsers import ParseContext
from watchers.parsers.lists.countries import country_name
from watchers.parsers.lists.csv_table import csv_rows, refuse_page, table
from watchers.parsers.lists.entries import (
    WEAK,
    cells,
    clean,
    derived_id,
    iso_day,
    kind_of,
    labelled,
    most_common,
    text_of,
    unique_ids,
)

PROMISED = "an OpenSanctions file"
LINK = "https://www.opensanctions.org/entities/{}/"
CHANGES_ONLY = "This is a file of changes, not a whole list"
_NAMED = frozenset({"person", "organization", "company", "legalentity", "publicbody", "vessel", "airplane"})
_DETAILS = {
    "date of birth": "birthDate",
    "place of birth": "birthPlace",
    "nationality": "nationality",
    "position": "position",
    "title": "title",
    "registration": "registrationNumber",
    "tax number": "taxNumber",
    "identifier": "idNumber",
    "passport": "passportNumber",
    "IMO number": "imoNumber",
    "LEI": "leiCode",
    "gender": "gender",
    "source": "sourceUrl",
    WEAK: "weakAlias",
}


def parse_opensanctions(body: bytes, context: ParseContext) -> Parsed:  # noqa: ARG001 - every parser has this form
    """Read any of the forms, told apart by their shape. Raises ParseError for none of them."""
    refuse_page(body, PROMISED)
    head = body[:256].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head[:1] == b"{":
        try:
            document = json.loads(body)
        except ValueError:
            return _parse_lines(body)
        if isinstance(document, dict) and ("op" in document or "schema" in document):
            return _parse_lines(body)
        return _parse_index(document)
    return _parse_csv(body)


def _parse_csv(body: bytes) -> Parsed:
    rows = csv_rows(body, promised=PROMISED)
    header = next(rows, [])
    names = [clean(name) for name in header]
    if "schema" in names:
        simple = table(rows, header=header, needed=("id", "schema", "name"), promised=PROMISED)
        entries = [_simple(row) for row in simple]
    else:
        crawled = table(rows, header=header, needed=("Type", "Name", "List"), promised=PROMISED)
        entries = [_crawled(row) for row in crawled]
    if not entries:
        raise ParseError("The list has no entries.")
    return Parsed(entries=unique_ids(entry for entry in entries if entry.name))


def _joined(cell: str | None) -> tuple[str, ...]:
    """Return the values of a cell; one that holds ";" itself stands in quotation marks."""
    told = clean(cell)
    if '"' not in told:
        return cells(told)
    parts = next(csv.reader([told], delimiter=";"), [])
    return tuple(dict.fromkeys(part for part in map(clean, parts) if part))


def _simple(row: Mapping[str, str]) -> Entry:
    countries = [country_name(one) for one in _joined(row.get("countries"))]
    return Entry(
        entity_id=clean(row["id"]),
        name=clean(row["name"]),
        list=f"OpenSanctions: {clean(row.get('dataset')) or 'unnamed dataset'}",
        kind=kind_of(row["schema"]),
        aliases=_joined(row.get("aliases")),
        country=most_common(countries),
        addresses=_joined(row.get("addresses")),
        programs=_joined(row.get("program_ids")),
        start=iso_day(row.get("first_seen")),
        url=LINK.format(clean(row["id"])),
        remarks="; ".join(_joined(row.get("sanctions"))),
        details=labelled(
            *(("date of birth", one) for one in _joined(row.get("birth_date"))),
            *(("identifier", one) for one in _joined(row.get("identifiers"))),
        ),
    )


def _crawled(row: Mapping[str, str]) -> Entry:
    """Read a row of a maintained source table (cn_sanctions): no ids, Chinese names in their own column."""
    name, native = clean(row["Name"]), clean(row.get("Chinese name"))
    names = [one for one in (name, *_joined(row.get("Alias")), native) if one]
    list_name = " - ".join(part for part in (clean(row["List"]), clean(row.get("Body"))) if part)
    written = clean(row.get("Date"))
    return Entry(
        entity_id=derived_id("CN", list_name, names[0] if names else ""),
        name=names[0] if names else "",
        list=list_name,
        kind=kind_of(row["Type"]),
        aliases=tuple(dict.fromkeys(names[1:])),
        country=country_name(clean(row.get("Country"))),
        addresses=_joined(row.get("Address")),
        programs=_joined(row.get("Topics")),
        start=iso_day(written, "%d.%m.%Y") or written,
        url=clean(row.get("Source URL")),
        remarks=clean(row.get("Summary")) or clean(row.get("Chinese summary")),
        details=labelled(("end date", row.get("End date")), ("Wikidata", row.get("QID"))),
    )


def _parse_lines(body: bytes) -> Parsed:
    """Read JSON Lines: entities, or the operations of a delta."""
    entities: list[Mapping[str, Any]] = []
    changes, deleted, broken = 0, [], 0
    lines = body.splitlines()
    for number, line in enumerate(lines):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except ValueError as error:
            if number == len(lines) - 1:
                raise ParseError("The last line is broken: the download was cut off.") from error
            broken += 1
            continue
        if not isinstance(record, dict):
            broken += 1
        elif "op" in record and isinstance(record.get("entity"), dict):
            changes += 1
            if record["op"] == "DEL":
                deleted.append(clean(record["entity"].get("id")))
            else:
                entities.append(record["entity"])
        elif "schema" in record:
            entities.append(record)
        else:
            broken += 1
    if broken and not entities and not changes:
        raise ParseError(f"This is not {PROMISED}: no line is an entity.")
    warnings = []
    if broken:
        warnings.append(f"{broken} lines are not entities and were left out.")
    if changes:
        told = f", {len(deleted)} deleted ({', '.join(deleted[:20])})" if deleted else ""
        warnings.append(f"{CHANGES_ONLY}: {len(entities)} added or modified{told}.")
    seen = (iso_day(entity.get("last_seen")) for entity in entities)
    return Parsed(
        entries=unique_ids(_joined_entities(entities)),
        warnings=tuple(warnings),
        as_of="" if changes else max(seen, default=""),
        partial=changes > 0,
    )


def _joined_entities(entities: Sequence[Mapping[str, Any]]) -> Iterable[Entry]:
    """Yield the parties, with addresses and programs from the records that hang on them."""
    addresses: dict[str, str] = {}
    programs: dict[str, list[str]] = {}
    for entity in entities:
        properties = entity.get("properties") or {}
        if entity.get("schema") == "Address":
            addresses[clean(entity.get("id"))] = text_of(properties.get("full")) or clean(
                entity.get("caption")
            )
        elif entity.get("schema") == "Sanction":
            for party in properties.get("entity") or ():
                programs.setdefault(clean(party), []).extend(
                    properties.get("program") or properties.get("authority") or ()
                )
    for entity in entities:
        if clean(entity.get("schema")).casefold() in _NAMED:
            yield _entity(entity, addresses, programs)


def _entity(
    entity: Mapping[str, Any], addresses: Mapping[str, str], programs: Mapping[str, list[str]]
) -> Entry:
    properties: Mapping[str, Any] = entity.get("properties") or {}

    def values(name: str) -> tuple[str, ...]:
        return tuple(dict.fromkeys(told for told in map(clean, properties.get(name) or ()) if told))

    number = clean(entity.get("id"))
    name = clean(entity.get("caption")) or next(iter(values("name")), "")
    linked = tuple(addresses[one] for one in values("addressEntity") if addresses.get(one))
    countries = values("country") or values("jurisdiction") or values("nationality")
    country = most_common(country_name(one) for one in countries)
    datasets = entity.get("datasets") or ()
    return Entry(
        entity_id=number,
        name=name,
        list=f"OpenSanctions: {', '.join(sorted(map(clean, datasets))) or 'unnamed dataset'}",
        kind=kind_of(entity.get("schema")),
        aliases=tuple(
            dict.fromkeys(
                one for one in (*values("name"), *values("alias"), *values("weakAlias")) if one != name
            )
        ),
        country=country,
        addresses=tuple(dict.fromkeys((*values("address"), *linked))),
        programs=tuple(
            dict.fromkeys((*values("program"), *map(clean, programs.get(number, ())), *values("topics")))
        ),
        start=min(values("createdAt"), default="") or iso_day(entity.get("first_seen")),
        url=LINK.format(number),
        remarks=" ".join((*values("notes"), *values("description"))),
        details=labelled(
            *((label, one) for label, key in _DETAILS.items() for one in values(key)),
            *(("country", one) for one in dict.fromkeys(map(country_name, countries)) if one != country),
        ),
    )


def _parse_index(document: Any) -> Parsed:
    """Read an index or a delta's table of versions: no entries; what it tells stands in the warnings."""
    if not isinstance(document, dict):
        raise ParseError(f"This is not {PROMISED}.")
    if "versions" in document:
        newest = max(document["versions"], default="none")
        told = f"This names {len(document['versions'])} deltas, newest {newest}; it is not a list."
        return Parsed(
            warnings=(told,), as_of=iso_day(clean(document.get("updated_at")).replace("Z", "+00:00"))
        )
    datasets = document.get("datasets") or ([document] if "resources" in document else [])
    named = [one for one in datasets if isinstance(one, dict) and one.get("name")]
    if not named:
        raise ParseError(f"This is not {PROMISED}: it names no data set.")
    warnings = [
        f"{clean(one['name'])}: {one.get('entity_count', '?')} entities,"
        f" last change {clean(one.get('last_change')) or 'unknown'}, version"
        f" {clean(one.get('version')) or 'unknown'}; this is an index, not a list."
        for one in named
    ]
    days = (iso_day(one.get("updated_at")) for one in (document, *named))
    return Parsed(warnings=tuple(warnings), as_of=max(days, default=""))
