"""OpenSanctions' entities, one a line: whole, or the operations of a delta.

Pure. Addresses and sanctions are records of their own that hang on a party; they are put together here.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from watchers.errors import ParseError
from watchers.model import Entry, Parsed
from watchers.parsers.lists.countries import country_name
from watchers.parsers.lists.entries import (
    WEAK,
    clean,
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


def parse_entities(body: bytes) -> Parsed:
    """Read the lines. Raises ParseError where none is an entity, or the last is broken."""
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
