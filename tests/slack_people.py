"""A Responder and payloads for the Slack tests: what people do, as Slack sends it."""

import asyncio
import json
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from pydantic import SecretStr
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.signature import SignatureVerifier

from bot.actors import Actor, Role
from bot.chat.slack.front_end import SlackFrontEnd, build_slack
from bot.replies import Paragraph, Reply, Tone
from bot.settings import Settings, isolated
from tests.slack_mock import SlackMock

SECRET = "test-signing-secret"
PEOPLE = {
    "U01ANA": {"is_admin": True},
    "U02BEN": {},
    "U03GUEST": {"is_restricted": True},
    "U04OTHER": {"team_id": "T99OTHER", "is_stranger": True, "is_admin": True},
}


@dataclass
class FakeResponder:
    """Records what was asked; answers `replies` by first word, else echoes. `gate` holds answers back."""

    replies: dict[str, Reply] = field(default_factory=dict)
    asked: list[tuple[str, Actor]] = field(default_factory=list)
    seen: set[str] = field(default_factory=set)
    lists: tuple[str, ...] = ("default", "starter")
    gate: asyncio.Event | None = None
    asks_back: tuple[str, ...] = ()  # what begins so is asked back
    confirmed: list[str] = field(default_factory=list)

    async def answer(self, text: str, actor: Actor, *, confirmed: bool = False) -> Reply:
        if self.gate:
            await self.gate.wait()
        self.asked.append((text, actor))
        if confirmed:
            self.confirmed.append(text)
        elif self.asks_back and text.replace('"', "").startswith(self.asks_back):
            return Reply(title=f"Really: {text}?", confirm=True, tone=Tone.WARNING)
        if "add" in text and actor.role is Role.READER:
            return Reply(title="Only editors may change this.", tone=Tone.ERROR, status=2)
        for start, reply in self.replies.items():
            if text.replace('"', "").startswith(start):
                return reply
        return Reply(title=f"You said: {text}", parts=(Paragraph("and nothing more"),))

    async def first_time(self, request_id: str) -> bool:
        new = request_id not in self.seen
        self.seen.add(request_id)
        return new

    async def watchlist_names(self, team: str) -> tuple[str, ...]:
        return self.lists

    async def team_of(self, via: str, workspace: str) -> str:
        return f"team-of-{workspace}"


def settings_for(slack: SlackMock, **more: Any) -> Settings:
    """Return settings for a bot against `slack`, signed HTTP unless said otherwise."""
    values: dict[str, Any] = {
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": SecretStr("xoxb-secret"),
        "SLACK_SIGNING_SECRET": SecretStr(SECRET),
        "SLACK_MODE": "http",
        "SLACK_CHANNEL": "C01ALERTS",
    }
    return isolated(**(values | more))


def front_for(slack: SlackMock, responder: FakeResponder, seconds: float = 10, **more: Any) -> SlackFrontEnd:
    """Return the Slack side, with people in the workspace."""
    slack.users = {one: dict(user) for one, user in PEOPLE.items()}
    return build_slack(settings_for(slack, **more), responder, answer_seconds=seconds)


def signed(body: str, *, secret: str = SECRET, age: int = 0) -> dict[str, str]:
    """Return the headers Slack sends with `body`."""
    stamp = str(int(time.time()) - age)
    signature = SignatureVerifier(secret).generate_signature(timestamp=stamp, body=body)
    assert signature is not None
    return {"X-Slack-Request-Timestamp": stamp, "X-Slack-Signature": signature}


def form(payload: dict[str, Any], content: str = "application/x-www-form-urlencoded") -> tuple[str, str]:
    """Return body and content type as Slack sends them: events as JSON, all else as a form."""
    if payload.get("type") == "event_callback":
        return json.dumps(payload), "application/json"
    if "command" in payload:
        return urlencode(payload), content
    return urlencode({"payload": json.dumps(payload)}), content


async def send(front: SlackFrontEnd, payload: dict[str, Any]) -> BoltResponse:
    """Put one payload through the whole of Bolt, signature included; return the acknowledgement."""
    body, content = form(payload)
    headers: dict[str, Any] = {**signed(body), "content-type": content}
    return await front.app.async_dispatch(AsyncBoltRequest(body=body, headers=headers))


def command(
    slack: SlackMock, text: str, *, user: str = "U01ANA", trigger: str = "t1", **more: str
) -> dict[str, Any]:
    """Return a slash command."""
    base = {
        "command": "/sanctions",
        "text": text,
        "user_id": user,
        "team_id": slack.team,
        "channel_id": "C01ALERTS",
        "trigger_id": trigger,
        "response_url": slack.response_url(),
        "api_app_id": "A01APP",
    }
    return base | more


def mention(
    slack: SlackMock, text: str, *, user: str = "U01ANA", event_id: str = "Ev1", **more: str
) -> dict[str, Any]:
    """Return an app_mention event."""
    event = {"type": "app_mention", "user": user, "text": text, "channel": "C01ALERTS", "ts": "1.1"} | more
    return {
        "type": "event_callback",
        "team_id": slack.team,
        "event_id": event_id,
        "api_app_id": "A",
        "event": event,
    }


def action(
    slack: SlackMock, action_id: str, value: str = "", *, user: str = "U01ANA", trigger: str = "t1"
) -> dict[str, Any]:
    """Return a pressed button."""
    return {
        "type": "block_actions",
        "team": {"id": slack.team},
        "user": {"id": user, "team_id": slack.team},
        "channel": {"id": "C01ALERTS"},
        "container": {"type": "message", "channel_id": "C01ALERTS"},
        "trigger_id": trigger,
        "response_url": slack.response_url(),
        "actions": [{"type": "button", "action_id": action_id, "block_id": "b", "value": value}],
    }


def submission(
    slack: SlackMock, view: dict[str, Any], *, user: str = "U01ANA", trigger: str = "t2", **said: str
) -> dict[str, Any]:
    """Return a submitted modal with `said` in its fields; what is not said stays as Slack leaves it."""
    values: dict[str, Any] = {}
    for block in view["blocks"]:
        kind, name = block["element"]["type"], block["block_id"]
        if kind == "static_select":
            chosen = {"value": said[name]} if name in said else block["element"].get("initial_option")
            element = {"type": kind, "selected_option": chosen}
        elif kind == "users_select":
            element = {"type": kind, "selected_user": said.get(name)}
        else:
            element = {"type": kind, "value": said.get(name, block["element"].get("initial_value"))}
        values[name] = {block["element"]["action_id"]: element}
    shown = view | {"id": "V1", "hash": "h1", "state": {"values": values}}
    return {
        "type": "view_submission",
        "team": {"id": slack.team},
        "user": {"id": user, "team_id": slack.team},
        "trigger_id": trigger,
        "view": shown,
    }


def shortcut(
    slack: SlackMock, callback: str, *, user: str = "U01ANA", text: str | None = None
) -> dict[str, Any]:
    """Return a global shortcut, or with `text` one on a message."""
    base: dict[str, Any] = {
        "type": "shortcut",
        "callback_id": callback,
        "team": {"id": slack.team},
        "user": {"id": user, "team_id": slack.team},
        "trigger_id": "t1",
    }
    if text is None:
        return base
    more = {"channel": {"id": "C02OTHER"}, "message": {"text": text}, "response_url": slack.response_url()}
    return base | more | {"type": "message_action"}


@dataclass
class Chat:
    """One workspace, who answers there, and the front end between the two: what people do, one word each."""

    slack: SlackMock
    responder: FakeResponder
    front: SlackFrontEnd

    async def typed(self, text: str, **more: str) -> BoltResponse:
        """Type a slash command; the acknowledgement comes back, as of all that follow."""
        return await send(self.front, command(self.slack, text, **more))

    async def mentioned(self, text: str, **more: str) -> BoltResponse:
        """Mention the bot."""
        return await send(self.front, mention(self.slack, text, **more))

    async def pressed(self, action_id: str, value: str = "", **more: str) -> BoltResponse:
        """Press a button."""
        return await send(self.front, action(self.slack, action_id, value, **more))

    async def chosen(self, action_id: str, value: str, **more: str) -> BoltResponse:
        """Choose from a menu."""
        made = action(self.slack, action_id, **more)
        option = {"type": "static_select", "action_id": action_id, "selected_option": {"value": value}}
        return await send(self.front, made | {"actions": [option]})

    async def submitted(self, view: dict[str, Any], **said: str) -> BoltResponse:
        """Submit a modal."""
        return await send(self.front, submission(self.slack, view, **said))

    async def shortcut(self, callback: str, **more: str) -> BoltResponse:
        """Choose a shortcut, with `text` that of a message."""
        return await send(self.front, shortcut(self.slack, callback, **more))

    async def said(self, count: int = 1) -> dict[str, Any]:
        """Wait for so many answers and return the last."""
        await self.slack.until(lambda: len(self.slack.responses) >= count)
        return self.slack.responses[count - 1]

    async def opened(self) -> dict[str, Any]:
        """Wait for a modal and return the view of the newest."""
        await self.slack.until(lambda: bool(self.slack.called("views.open")))
        view: dict[str, Any] = dict(self.slack.called("views.open")[-1]["view"])
        return view
