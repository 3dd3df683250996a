"""Alert to JSON and back: what the store keeps of an alert, whole.

A stored alert stays readable: a field that is new since it was written takes its default, one that is gone
is passed over.
"""

from __future__ import annotations

import json
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

from bot.alerts import Alert, Delivery

if TYPE_CHECKING:
    from pydantic import TypeAdapter


@cache
def _alert() -> TypeAdapter[Alert]:
    """Return what reads and writes alerts; made when the first one is met."""
    from pydantic import TypeAdapter

    return TypeAdapter(Alert)


def as_json(alert: Alert) -> dict[str, Any]:
    """Return the alert as JSON values."""
    shape: dict[str, Any] = _alert().dump_python(alert, mode="json")
    return shape


def life_as_json(delivery: Delivery) -> dict[str, Any]:
    """Return what became of an alert at one destination: the evidence that an export holds of it."""
    return {
        "destination": delivery.destination.id,
        "state": str(delivery.state),
        "reason": delivery.reason,
        "note": delivery.note,
        "message_id": delivery.message_id,
        "revision": delivery.posted_revision if delivery.posted_revision >= 0 else None,
        "at": delivery.changed.isoformat() if delivery.changed else None,
        "held_until": delivery.held_until.isoformat() if delivery.held_until else None,
    }


def to_text(alert: Alert) -> str:
    """Return the alert as one line of JSON."""
    from pydantic_core import PydanticSerializationError

    try:
        return _alert().dump_json(alert).decode()
    except (UnicodeError, PydanticSerializationError):  # a lone surrogate: the store replaces it
        return json.dumps(as_json(alert), ensure_ascii=False, separators=(",", ":"))


@lru_cache(maxsize=512)  # an alert is read once for each of its destinations, at about the same time
def from_text(text: str) -> Alert:
    """Read what `to_text` wrote. Raises ValueError when it is no alert."""
    return _alert().validate_json(text)
