"""What a payload of Slack says: who asks, where, and what was written, typed or chosen.

Knows Slack's payloads. Must not know what is answered.
"""

import re
from collections.abc import Mapping
from html import unescape
from typing import Any

from bot.chat.slack import modal
from bot.chat.slack.asking import Request

_MENTION = re.compile(r"^\s*<@[UW][A-Z0-9]+(\|[^>]*)?>\s*")
_PERSON = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")
_LINKED = re.compile(r"<((?:https?://|mailto:)([^|>\s]*))(?:\|([^>]*))?>")


def of_command(body: Mapping[str, Any]) -> Request:
    """Return who typed a slash command, and where."""
    trigger = str(body.get("trigger_id") or "")
    return Request(
        user=str(body.get("user_id", "")),
        channel=str(body.get("channel_id", "")),
        id=trigger,
        trigger=trigger,
    )


def of_action(body: Mapping[str, Any]) -> Request:
    """Return who pressed a button or took a shortcut, and where."""
    trigger = str(body.get("trigger_id") or "")
    channel = (body.get("channel") or {}).get("id") or (body.get("container") or {}).get("channel_id")
    return Request(
        user=str((body.get("user") or {}).get("id", "")),
        channel=str(channel or ""),
        id=trigger,
        trigger=trigger,
    )


def of_view(body: Mapping[str, Any], view: Mapping[str, Any]) -> Request:
    """Return who sent a modal; told apart by its trigger, without one by the view and its hash."""
    once = body.get("trigger_id") or f"{view.get('id', '')}:{view.get('hash', '')}"
    return Request(
        user=str((body.get("user") or {}).get("id", "")),
        channel=modal.channel_of(view),
        id=str(once),
    )


def command_text(body: Mapping[str, Any]) -> str:
    """Return the words behind a slash command.

    Slack writes people as ids only where the app's manifest wants entities escaped, as older ones did.
    """
    return _PERSON.sub(r"\1", str(body.get("text") or "")).strip()


def said(text: str) -> str:
    """Return what a person wrote in a message: without the bot's name; links, people, entities resolved."""
    return unescape(_PERSON.sub(r"\1", _LINKED.sub(_typed, _MENTION.sub("", text)))).strip()


def _typed(link: re.Match[str]) -> str:
    """Return what was typed where Slack made a link: of a bare `quay.example` it makes an address."""
    address, rest, label = link.groups()
    return label if label and label.rstrip("/") == rest.rstrip("/") else address


def value(body: Mapping[str, Any]) -> str:
    """Return what the button that was pressed, or the line that was chosen, stands for."""
    return modal.given((body.get("actions") or [{}])[0])
