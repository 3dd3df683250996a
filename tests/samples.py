"""Matches, and evidence for alerts, that tests make by hand."""

from typing import Any

from bot.alerts import Evidence
from watchlists.model import Match, MatchReason


def hit(passage: str, surface: str, term: str = "", kind: str = "org", **more: Any) -> Evidence:
    """Return evidence that a term was found where `surface` stands in the passage."""
    start = passage.index(surface)
    base: dict[str, Any] = {
        "term": term or surface,
        "kind": kind,
        "watchlist": "ours/own",
        "reason": "exact",
        "detail": "",
        "score": 1.0,
        "field": "text",
        "passage": passage,
        "start": start,
        "end": start + len(surface),
    }
    return Evidence(**(base | more))


def a_match(surface: str, start: int = 0, kind: str = "org", **more: Any) -> Match:
    """Return a match of a term that is called as it stands in the text."""
    base: dict[str, Any] = {
        "term": surface,
        "kind": kind,
        "watchlist": "t/own",
        "field": "text",
        "start": start,
        "end": start + len(surface),
        "surface": surface,
        "score": 1.0,
        "reason": MatchReason.EXACT,
    }
    return Match(**(base | more))
