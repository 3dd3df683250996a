"""What of a structured record (OCDS, SAM.gov, TED) is kept: all but the persons whom it names.

Pure.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import unquote_plus

from watchers.parsers.persons.capitals import WITHHELD
from watchers.parsers.persons.western import shown_line
from watchers.parsers.persons.western_bodies import ends_body
from watchers.parsers.persons.western_names import without_names

_CONTACT_KEYS = frozenset(
    {"contactPoint", "additionalContactPoints", "pointOfContact", "contactPerson", "contact"}
)
_NAMED_PARTS = ("lots", "milestones", "attachments")  # fields whose members have a name


def contacts_of(record: object, depth: int = 8) -> Iterator[str]:
    """Yield the persons whom a record names as its contacts, in whatever part of it; no teams and offices."""
    if not depth:
        return
    if isinstance(record, Mapping):
        for key, value in record.items():
            if key in _CONTACT_KEYS:
                for contact in value if isinstance(value, list) else (value,):
                    named = contact if isinstance(contact, Mapping) else {}
                    for name in (named.get("name"), named.get("fullName")):
                        if isinstance(name, str) and " " in name.strip() and shown_line(name) != name:
                            yield name.strip()
            yield from contacts_of(value, depth - 1)
    elif isinstance(record, list):
        for one in record:
            yield from contacts_of(one, depth - 1)


def names_one_of(address: str, names: Iterable[str]) -> bool:
    """Whether an address (of a file) has a word of one of these names, which is two words or more."""
    words = set(re.findall(r"[^\W\d_]{2,}", unquote_plus(address).casefold()))
    return any(
        len(own := re.findall(r"[^\W\d_]{3,}", name.casefold())) > 1
        and not words.isdisjoint((own[0], own[-1]))
        for name in names
    )


def without_contacts_of(text: str, names: Iterable[str]) -> str:
    """Return the text with a sign in place of these names, wherever they stand as words of their own."""
    known = sorted(set(names), key=len, reverse=True)
    if not known:
        return text
    return re.sub(rf"(?<![\w'’-])(?:{'|'.join(map(re.escape, known))})(?![\w'’-])", WITHHELD, text)


def shown_record(title: str, text: str, fields: Mapping[str, Any]) -> tuple[str, str, dict[str, Any]]:
    """Return what is kept of a record's title, its text and its fields, whose parties are bodies."""
    bodies = known_bodies(fields)

    def line(name: str) -> str:
        return without_names(name, bodies=bodies, title=True)

    kept = dict(fields)
    for name in _NAMED_PARTS:
        if parts := fields.get(name):
            kept[name] = [_named(part, line(part["name"])) if "name" in part else part for part in parts]
    return line(title), without_names(text, bodies=bodies), kept


def known_bodies(fields: Mapping[str, Any]) -> Sequence[str]:
    """Return the names in a notice's fields by which no person is called: of parties, places and models."""
    parties = (fields.get("buyer", ""), fields.get("agency", ""), *fields.get("supplier", ()))
    places = fields.get("region", "").split(", ")
    names = [name for name in (*parties, *places, *fields.get("models", ())) if name]
    return [*names, *filter(None, map(_without_form, parties))]


def _without_form(name: str) -> str:
    """Return a party's name as texts say it, Tai Tarian for Tai Tarian Ltd; "" for a word alone."""
    first, _, last = name.rstrip(".").rpartition(" ")
    return first.rstrip(",") if " " in first and ends_body(last) else ""


def _named(part: Mapping[str, Any], name: str) -> dict[str, Any]:
    rest = {key: value for key, value in part.items() if key != "name"}
    return {"name": name, **rest} if name or "url" in part else rest
