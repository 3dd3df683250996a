"""One line of `compare --jsonl`: two names, or two parties with their other names and countries.

A party is {"name", "aliases"?, "country"?}, or an entity as OpenSanctions and other lists of FollowTheMoney
write one (https://followthemoney.tech/docs/): its "caption", its "schema", and its names and countries under
"properties", or directly under "names" and "country".
"""

from collections.abc import Iterator
from typing import Any

from bot.cli.streams import text_of
from watchlists.lookup import compare as compare_names
from watchlists.lookup import compare_parties
from watchlists.model import Party

# Properties of an entity that hold names and countries, and its schemata that are no organisation.
_NAMES = ("name", "alias", "aliases", "previousName", "weakAlias", "abbreviation")
_COUNTRIES = ("country", "countries", "jurisdiction", "mainCountry", "nationality", "citizenship")
_KINDS = {"Person": "person", "Vessel": "vessel", "Airplane": "vessel"}
_SHAPE = '{"name", "aliases", "country"}'


def _texts(given: Any, what: str) -> Iterator[str]:
    """Yield the texts of a field that may be one text, several between "|", a list, or lists by name."""
    if isinstance(given, str):
        yield from given.split("|") if what.startswith("“aliases") else (given,)
    elif isinstance(given, list):
        for one in given:
            if not isinstance(one, str):
                raise TypeError(f"{what} must be texts")
            yield one
    elif isinstance(given, dict):
        for name in (*_NAMES, *_COUNTRIES, *sorted(given.keys() - {*_NAMES, *_COUNTRIES})):
            yield from _texts(given.get(name), what)
    elif given is not None:
        raise TypeError(f"{what} must be texts")


def _party(given: Any, side: str, kind: str) -> Party:
    """Return a side of a comparison. Raises TypeError."""
    if isinstance(given, str):
        return Party(entity_id=side, name=given, list="", kind=kind)
    if not isinstance(given, dict):
        raise TypeError(f"“{side}” must be a name or {_SHAPE}")
    held = given.get("properties")
    if not isinstance(held, dict):
        held = {key: given.get(key) for key in ("name", "names", *_NAMES[1:], *_COUNTRIES)}
    fields = {key: tuple(_texts(value, f"“{key}” of “{side}”")) for key, value in held.items() if value}
    names = [name for key in ("name", "names", *_NAMES[1:]) for name in fields.get(key, ()) if name.strip()]
    main = text_of(given, "caption", needed=False) or (names[0] if names else "")
    if not main:
        raise TypeError(f"“{side}” must have a name: {_SHAPE}")
    return Party(
        entity_id=side,
        name=main,
        aliases=tuple(dict.fromkeys(name for name in names if name != main)),
        country=";".join(dict.fromkeys(land for key in _COUNTRIES for land in fields.get(key, ()))),
        list="",
        kind=kind or _kind(given),
    )


def _kind(given: dict[str, Any]) -> str:
    schema = text_of(given, "schema", needed=False)
    return _KINDS.get(schema, "org" if schema else "")


def compare_line(asked: dict[str, Any]) -> dict[str, Any]:
    """Return the answer to one line. Raises KeyError, TypeError."""
    kind = text_of(asked, "kind", needed=False)
    if isinstance(asked["left"], str) and isinstance(asked["right"], str):
        answer = compare_names(asked["left"], asked["right"], kind=kind)
    else:
        answer = compare_parties(_party(asked["left"], "left", kind), _party(asked["right"], "right", kind))
    return {
        "match": answer.match,
        "score": answer.score,
        "reason": answer.reason,
        "detail": answer.detail,
    }
