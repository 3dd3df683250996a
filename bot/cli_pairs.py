"""One line of `compare --jsonl`: two names, or two parties with their other names and countries."""

from typing import Any

from bot.cli_streams import text_of
from watchlists.lookup import compare as compare_names
from watchlists.lookup import compare_parties
from watchlists.model import Party


def _party(asked: dict[str, Any], side: str, kind: str) -> Party:
    """Return a side of a comparison that is given as a name, or as {"name", "aliases"?, "country"?}."""
    given = asked[side]
    if isinstance(given, str):
        return Party(entity_id=side, name=given, list="", kind=kind)
    if not isinstance(given, dict):
        raise TypeError(f'“{side}” must be a name or {{"name", "aliases", "country"}}')
    aliases = given.get("aliases") or []
    if isinstance(aliases, str):
        aliases = aliases.split("|")
    if not isinstance(aliases, list) or not all(isinstance(alias, str) for alias in aliases):
        raise TypeError(f"“aliases” of “{side}” must be texts")
    return Party(
        entity_id=side,
        name=text_of(given, "name"),
        aliases=tuple(aliases),
        country=text_of(given, "country", needed=False),
        list="",
        kind=kind,
    )


def compare_line(asked: dict[str, Any]) -> dict[str, Any]:
    """Return the answer to one line. Raises KeyError, TypeError."""
    kind = text_of(asked, "kind", needed=False)
    if isinstance(asked["left"], str) and isinstance(asked["right"], str):
        answer = compare_names(asked["left"], asked["right"], kind=kind)
    else:
        answer = compare_parties(_party(asked, "left", kind), _party(asked, "right", kind))
    return {
        "match": answer.match,
        "score": round(answer.score, 4),
        "reason": answer.reason,
        "detail": answer.detail,
    }
