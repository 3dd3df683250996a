"""Slack's limits for messages and views, checked with slack_sdk's models and what those leave out."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from slack_sdk.errors import SlackObjectFormationError
from slack_sdk.models.blocks import Block
from slack_sdk.models.views import View


def complaints(payload: Mapping[str, Any]) -> list[str]:
    """Return what Slack would refuse in a message or a modal, one sentence each."""
    found = []
    blocks = payload["blocks"]
    modal = payload.get("type") == "modal"
    if not 0 < len(blocks) <= (100 if modal else 50):
        found.append(f"{len(blocks)} blocks")
    if not modal and not 0 < len(payload.get("text", "")) <= 40_000:
        found.append(f"text of {len(payload.get('text', ''))} characters")
    if modal:
        try:
            View(**payload).validate_json()
        except SlackObjectFormationError as error:
            found.append(str(error))
    for number, block in enumerate(blocks):
        try:
            parsed = Block.parse(block)
            if parsed is None:
                found.append(f"block {number}: unknown type")
            else:
                parsed.validate_json()
        except SlackObjectFormationError as error:
            found.append(f"block {number}: {error}")
        found += [f"block {number}: {one}" for one in _left_out(block)]
    try:
        json.dumps(payload).encode("utf-8")
    except UnicodeEncodeError:
        found.append("not encodable")
    return found


def _left_out(block: Mapping[str, Any]) -> Iterator[str]:
    fields = block.get("fields") or []
    if len(fields) > 10:
        yield f"{len(fields)} fields"
    for text in _texts(block):
        limit = 2_000 if text in fields else 150 if block["type"] == "header" else 3_000
        if not 0 < len(text["text"]) <= limit:
            yield f"a text of {len(text['text'])} characters"
    if block["type"] == "actions":
        ids = [element["action_id"] for element in block["elements"]]
        if len(set(ids)) != len(ids):
            yield f"action ids {ids}"
    if block["type"] == "rich_text" and not block["elements"][0]["elements"]:
        yield "empty rich text"


def _texts(node: Any) -> Iterator[Mapping[str, Any]]:
    """Yield every text object inside."""
    if isinstance(node, Mapping):
        if node.get("type") in {"mrkdwn", "plain_text"}:
            yield node
        for value in node.values():
            yield from _texts(value)
    elif isinstance(node, list):
        for value in node:
            yield from _texts(value)


def mrkdwn_texts(node: Any) -> Iterator[str]:
    """Yield every text that Slack reads markup in."""
    for text in _texts(node):
        if text["type"] == "mrkdwn":
            yield text["text"]
