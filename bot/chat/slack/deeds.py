"""The modals in which somebody notes, resolves or assigns an alert, and the command of each. Pure."""

import json
from collections.abc import Mapping
from typing import Any

from bot.chat import deeds
from bot.chat.slack.blocks import Block, plain
from bot.chat.slack.modal import text_field, typed

CALLBACK = "alert_deed"
TITLES = {
    deeds.NOTE: "Add a note",
    deeds.RESOLVE: "Resolve the alert",
    deeds.ASSIGN: "Assign the alert",
}
_ASKED = {
    deeds.NOTE: "What to note",
    deeds.RESOLVE: "What was decided or done",
    deeds.ASSIGN: "What they should know",
}
_INPUT = "value"


def view(deed: str, alert: str, *, channel: str) -> Block:
    """Return the modal; `channel` is where a person who is given the alert is told."""
    blocks: list[Block] = []
    if deed == deeds.ASSIGN:
        picked = {
            "type": "users_select",
            "action_id": _INPUT,
            "placeholder": plain("Somebody of this workspace", 150),
        }
        label = plain("Who looks into it", 2_000)
        blocks.append({"type": "input", "block_id": "to", "label": label, "element": picked})
    blocks.append(text_field("said", _ASKED[deed], optional=deed == deeds.ASSIGN))
    return {
        "type": "modal",
        "callback_id": CALLBACK,
        "title": plain(TITLES[deed], 24),
        "submit": plain("Save", 24),
        "close": plain("Cancel", 24),
        "private_metadata": json.dumps({"channel": channel, "deed": deed, "alert": alert}),
        "blocks": blocks,
    }


def command(submitted: Mapping[str, Any]) -> str:
    """Return the command of a submitted modal; "" where it is none of ours."""
    try:
        held = json.loads(submitted.get("private_metadata") or "{}")
        deed, alert = str(held["deed"]), str(held["alert"])
    except (ValueError, KeyError, TypeError):
        return ""
    values = (submitted.get("state") or {}).get("values") or {}
    picked = (values.get("to") or {}).get(_INPUT) or {}
    return deeds.command(deed, alert, words=typed(values, "said"), to=str(picked.get("selected_user") or ""))
