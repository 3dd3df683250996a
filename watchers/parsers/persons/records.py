"""What of a structured record (OCDS, SAM.gov, TED) is kept: all but the persons whom it names. Pure."""

from collections.abc import Mapping, Sequence
from typing import Any

from watchers.parsers.persons.contact_names import without_contacts_of
from watchers.parsers.persons.western_bodies import ends_body
from watchers.parsers.persons.western_names import without_names

_NAMED_PARTS = ("lots", "milestones", "attachments")  # fields whose members have a name


def shown_record(
    title: str, text: str, fields: Mapping[str, Any], contacts: Sequence[str]
) -> tuple[str, str, dict[str, Any]]:
    """Return what is kept of a record's title, its text and its fields, whose parties are bodies.

    `contacts` are the persons whom the record names as such (`contacts_of`).
    """
    bodies = known_bodies(fields)

    def line(name: str) -> str:
        return without_names(without_contacts_of(name, contacts), bodies=bodies, title=True)

    kept = dict(fields)
    for name in _NAMED_PARTS:
        if parts := fields.get(name):
            kept[name] = [_named(part, line(part["name"])) if "name" in part else part for part in parts]
    return line(title), without_names(without_contacts_of(text, contacts), bodies=bodies), kept


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
