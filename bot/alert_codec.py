"""Alert to JSON and back: what the store keeps of an alert, whole.

A stored alert stays readable: a field that is new since it was written takes its default, one that is gone
is passed over.
"""

import json
from typing import Any

from pydantic import TypeAdapter

from bot.alerts import Alert

_ALERT = TypeAdapter(Alert)


def as_json(alert: Alert) -> dict[str, Any]:
    """Return the alert as JSON values."""
    shape: dict[str, Any] = _ALERT.dump_python(alert, mode="json")
    return shape


def to_text(alert: Alert) -> str:
    """Return the alert as one line of JSON."""
    return json.dumps(as_json(alert), ensure_ascii=False, separators=(",", ":"))


def from_text(text: str) -> Alert:
    """Read what `to_text` wrote. Raises ValueError when it is no alert."""
    return _ALERT.validate_json(text)
