"""Evidence for alerts that tests make by hand."""

from typing import Any

from bot.alerts import Evidence


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
