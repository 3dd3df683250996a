"""OpenSanctions: targets.simple.csv, entities (JSON Lines), their deltas, the index, source tables.

Pure. The data is CC BY-NC 4.0; business use needs a licence, so the source is opt-in. A delta or an index
is not a list: its warnings say so, and no poll takes it in place of one.
"""

import csv
import json
from collections.abc import Mapping
from typing import Any

from watchers.errors import ParseError
from watchers.model import Entry, Parsed
from watchers.parsers import ParseContext
from watchers.parsers.lists.countries import country_name
from watchers.parsers.lists.csv_table import csv_rows, refuse_page, table
from watchers.parsers.lists.entries import (
    cells,
    clean,
    derived_id,
    iso_day,
    kind_of,
    labelled,
    most_common,
    unique_ids,
)
from watchers.parsers.lists.opensanctions_entities import LINK, PROMISED, parse_entities


def parse_opensanctions(body: bytes, context: ParseContext) -> Parsed:  # noqa: ARG001 - every parser has this form
    """Read any of the forms, told apart by their shape. Raises ParseError for none of them."""
    refuse_page(body, PROMISED)
    head = body[:256].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head[:1] == b"{":
        try:
            document = json.loads(body)
        except ValueError:
            return parse_entities(body)
        if isinstance(document, dict) and ("op" in document or "schema" in document):
            return parse_entities(body)
        return _parse_index(document)
    return _parse_csv(body)


def _parse_csv(body: bytes) -> Parsed:
    rows = csv_rows(body, promised=PROMISED)
    header = next(rows, [])
    names = [clean(name).casefold() for name in header]
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
    name, native = clean(row["name"]), clean(row.get("chinese name"))
    names = [one for one in (name, *_joined(row.get("alias")), native) if one]
    list_name = " - ".join(part for part in (clean(row["list"]), clean(row.get("body"))) if part)
    written = clean(row.get("date"))
    return Entry(
        entity_id=derived_id("CN", list_name, names[0] if names else ""),
        name=names[0] if names else "",
        list=list_name,
        kind=kind_of(row["type"]),
        aliases=tuple(dict.fromkeys(names[1:])),
        country=country_name(clean(row.get("country"))),
        addresses=_joined(row.get("address")),
        programs=_joined(row.get("topics")),
        start=iso_day(written, "%d.%m.%Y") or written,
        url=clean(row.get("source url")),
        remarks=clean(row.get("summary")) or clean(row.get("chinese summary")),
        details=labelled(("end date", row.get("end date")), ("Wikidata", row.get("qid"))),
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
