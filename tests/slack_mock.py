"""A small Slack on loopback: the Web API methods the bot calls, a record of calls, answers one can override.

    async with SlackMock() as slack:
        client = AsyncWebClient(token="xoxb-test", base_url=slack.api_url)
        slack.next("chat.postMessage", error("ratelimited", status=429, headers={"Retry-After": "3"}))

One handler per method (`api_chat_postMessage` …); a subclass or `next` adds faults. It keeps messages per
channel as Slack does: newest first, with metadata, paged at `page_size`, and checks that a message says
something. `ws` holds the Socket Mode connection, if one was opened. `join` adds another workspace, told by
its token; `codes` are what an installation may bring to `oauth.v2.access`.
"""

import asyncio
import contextlib
import itertools
import json
import time
from collections import defaultdict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any, Self

from aiohttp import WSMsgType, web

Answer = web.StreamResponse
Fault = Callable[["Call"], Awaitable[Answer | None]]
DEFAULT_SCOPES = (
    "app_mentions:read,channels:history,channels:read,chat:write,commands,"
    "groups:history,groups:read,users:read"
)


@dataclass(frozen=True, slots=True)
class Call:
    """One call of the Web API."""

    method: str
    payload: Mapping[str, Any]
    headers: Mapping[str, str]


def ok(**more: Any) -> web.Response:
    """Return Slack's yes."""
    return web.json_response({"ok": True, **more})


def error(code: str, *, status: int = 200, headers: Mapping[str, str] | None = None, **more: Any) -> Fault:
    """Return a fault that answers `code`."""

    async def answer(call: Call) -> Answer:
        return web.json_response({"ok": False, "error": code, **more}, status=status, headers=headers)

    return answer


@dataclass
class SlackMock:
    """The workspace: people, channels, messages, and everything that was called."""

    team: str = "T01TEST"
    bot_user: str = "U0BOT"
    bot: str = "B0BOT"
    scopes: str = DEFAULT_SCOPES
    page_size: int = 100
    users: dict[str, dict[str, Any]] = field(default_factory=dict)
    channels: dict[str, dict[str, Any]] = field(
        default_factory=lambda: {"C01ALERTS": {"name": "sanctions-alerts"}, "C02OTHER": {"name": "other"}}
    )
    messages: dict[str, list[dict[str, Any]]] = field(default_factory=lambda: defaultdict(list))
    calls: list[Call] = field(default_factory=list)
    responses: list[dict[str, Any]] = field(default_factory=list)  # what came to response_url addresses
    acks: list[dict[str, Any]] = field(default_factory=list)  # what came over the Socket Mode connection
    others: dict[str, "SlackMock"] = field(default_factory=dict)  # further workspaces, by token
    codes: dict[str, dict[str, Any]] = field(default_factory=dict)
    ws: web.WebSocketResponse | None = None
    clock: Callable[[], float] = time.time

    def __post_init__(self) -> None:
        self._faults: dict[str, list[Fault]] = defaultdict(list)
        self._stamps = itertools.count(1)
        self._runner: web.AppRunner | None = None
        self.base = ""
        self.changed = asyncio.Condition()

    async def __aenter__(self) -> Self:
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self._call)
        app.router.add_post("/respond/{name}", self._respond)
        app.router.add_get("/socket", self._socket)
        self._runner = web.AppRunner(app, shutdown_timeout=0.1)
        await self._runner.setup()
        site = web.TCPSite(self._runner, "127.0.0.1", 0)
        await site.start()
        host, port = self._runner.addresses[0][:2]
        self.base = f"http://{host}:{port}"
        return self

    async def __aexit__(self, *_: object) -> None:
        if self._runner:
            await self._runner.cleanup()

    def join(self, token: str, other: "SlackMock") -> "SlackMock":
        """Let calls with this token go to another workspace; it has no server of its own."""
        other.base = self.base
        self.others[token] = other
        return other

    @property
    def api_url(self) -> str:
        """The base address of the Web API."""
        return f"{self.base}/api/"

    def response_url(self, name: str = "r") -> str:
        """Return an address as Slack gives for answers."""
        return f"{self.base}/respond/{name}"

    def next(self, method: str, *faults: Fault) -> None:
        """Answer the next calls of `method` by these, one each; a fault that returns None lets it through."""
        self._faults[method].extend(faults)

    def called(self, method: str) -> list[Mapping[str, Any]]:
        """Return the payloads of all calls of `method`."""
        return [call.payload for call in self.calls if call.method == method]

    async def until(self, reached: Callable[[], bool], *, seconds: float = 10) -> None:
        """Wait until something that came in, or what was made of it later, makes `reached` true."""
        async with asyncio.timeout(seconds):
            while not reached():
                with contextlib.suppress(TimeoutError):
                    async with asyncio.timeout(0.05), self.changed:
                        await self.changed.wait()

    async def _notify(self) -> None:
        async with self.changed:
            self.changed.notify_all()

    async def _call(self, request: web.Request) -> Answer:
        method = request.match_info["method"]
        call = Call(method, await _payload(request), dict(request.headers))
        there = self.others.get(call.headers.get("Authorization", "").removeprefix("Bearer "), self)
        there.calls.append(call)
        await self._notify()
        if there._faults[method]:
            answer = await there._faults[method].pop(0)(call)
            if answer is not None:
                return answer
        return await there.answer(call)

    async def answer(self, call: Call) -> Answer:
        """Answer as Slack would without a fault."""
        handler = getattr(self, "api_" + call.method.replace(".", "_"), None)
        if handler is None:
            return web.json_response({"ok": False, "error": "unknown_method"})
        response: web.Response = handler(call.payload)
        response.headers["X-OAuth-Scopes"] = self.scopes
        response.headers["Date"] = format_datetime(datetime.fromtimestamp(self.clock(), UTC), usegmt=True)
        return response

    async def _respond(self, request: web.Request) -> Answer:
        body = await request.json()
        self.responses.append({"to": request.match_info["name"], **body})
        await self._notify()
        if self._faults["response_url"]:
            answer = await self._faults["response_url"].pop(0)(Call("response_url", body, {}))
            if answer is not None:
                return answer
        return web.Response(text="ok")

    async def _socket(self, request: web.Request) -> Answer:
        self.ws = web.WebSocketResponse()
        await self.ws.prepare(request)
        await self.ws.send_json({"type": "hello", "num_connections": 1})
        await self._notify()
        async for message in self.ws:
            if message.type is WSMsgType.TEXT:
                self.acks.append(json.loads(message.data))
                await self._notify()
        return self.ws

    # one handler per method

    def api_auth_test(self, payload: Mapping[str, Any]) -> web.Response:
        return ok(
            team="Test",
            team_id=self.team,
            user="sanctions-watch",
            user_id=self.bot_user,
            bot_id=self.bot,
            url="https://test.slack.example/",
        )

    def api_auth_revoke(self, payload: Mapping[str, Any]) -> web.Response:
        return ok(revoked=True)

    def api_oauth_v2_access(self, payload: Mapping[str, Any]) -> web.Response:
        refresh = payload.get("grant_type") == "refresh_token"
        what = payload.get("refresh_token") if refresh else payload.get("code")
        answer = self.codes.pop(str(what), None)  # each is good once
        wrong = "invalid_refresh_token" if refresh else "invalid_code"
        return ok(**answer) if answer else web.json_response({"ok": False, "error": wrong})

    def api_apps_connections_open(self, payload: Mapping[str, Any]) -> web.Response:
        return ok(url=self.base.replace("http:", "ws:") + "/socket?ticket=very-secret")

    def api_users_info(self, payload: Mapping[str, Any]) -> web.Response:
        user = self.users.get(payload["user"])
        if user is None:
            return web.json_response({"ok": False, "error": "user_not_found"})
        return ok(user={"id": payload["user"], "team_id": self.team, **user})

    def api_users_list(self, payload: Mapping[str, Any]) -> web.Response:
        ids = sorted(self.users)
        start = int(payload.get("cursor") or 0)
        members = [{"id": one, "team_id": self.team, **self.users[one]} for one in ids[start : start + 2]]
        more = str(start + 2) if start + 2 < len(ids) else ""
        return ok(members=members, response_metadata={"next_cursor": more})

    def api_conversations_info(self, payload: Mapping[str, Any]) -> web.Response:
        channel = self.channels.get(payload["channel"])
        if channel is None:
            return web.json_response({"ok": False, "error": "channel_not_found"})
        return ok(channel={"id": payload["channel"], "is_member": True, "is_archived": False, **channel})

    def api_conversations_list(self, payload: Mapping[str, Any]) -> web.Response:
        ids = sorted(self.channels)
        start = int(payload.get("cursor") or 0)
        page = ids[start : start + self.page_size]
        more = str(start + self.page_size) if start + self.page_size < len(ids) else ""
        return ok(
            channels=[{"id": one, **self.channels[one]} for one in page],
            response_metadata={"next_cursor": more},
        )

    def api_conversations_history(self, payload: Mapping[str, Any]) -> web.Response:
        return self._page(payload, [m for m in self.messages[payload["channel"]] if "thread_ts" not in m])

    def api_conversations_replies(self, payload: Mapping[str, Any]) -> web.Response:
        thread = [
            m for m in self.messages[payload["channel"]] if payload["ts"] in (m["ts"], m.get("thread_ts"))
        ]
        return self._page(payload, thread, newest_first=False)

    def _page(
        self, payload: Mapping[str, Any], messages: list[dict[str, Any]], *, newest_first: bool = True
    ) -> web.Response:
        kept = [m for m in messages if float(m["ts"]) > float(payload.get("oldest") or 0)]
        kept.sort(key=lambda m: float(m["ts"]), reverse=newest_first)
        start = int(payload.get("cursor") or 0)
        size = min(self.page_size, int(payload.get("limit") or self.page_size))
        page = [dict(m) for m in kept[start : start + size]]
        if str(payload.get("include_all_metadata")).lower() not in {"true", "1"}:
            for message in page:
                message.pop("metadata", None)
        more = start + size < len(kept)
        return ok(
            messages=page,
            has_more=more,
            response_metadata={"next_cursor": str(start + size) if more else ""},
        )

    def api_chat_postMessage(self, payload: Mapping[str, Any]) -> web.Response:  # noqa: N802 - Slack's word
        channel = self._channel(str(payload.get("channel", "")))
        if channel is None:
            return web.json_response({"ok": False, "error": "channel_not_found"})
        if not payload.get("text") and not payload.get("blocks"):
            return web.json_response({"ok": False, "error": "no_text"})
        ts = f"{self.clock():.0f}.{next(self._stamps):06d}"
        kept = ("text", "blocks", "metadata", "thread_ts")
        message = {"ts": ts, "bot_id": self.bot, **{key: payload[key] for key in kept if payload.get(key)}}
        self.messages[channel].append(message)
        return ok(channel=channel, ts=ts, message=message)

    def api_chat_update(self, payload: Mapping[str, Any]) -> web.Response:
        for message in self.messages[payload["channel"]]:
            if message["ts"] == payload["ts"]:
                message.update({k: payload[k] for k in ("text", "blocks", "metadata") if k in payload})
                return ok(channel=payload["channel"], ts=payload["ts"], text=payload.get("text", ""))
        return web.json_response({"ok": False, "error": "message_not_found"})

    def api_chat_postEphemeral(self, payload: Mapping[str, Any]) -> web.Response:  # noqa: N802
        return ok(message_ts=f"{self.clock():.6f}")

    def api_views_publish(self, payload: Mapping[str, Any]) -> web.Response:
        return web.json_response({"ok": True, "view": payload.get("view")})

    def api_views_open(self, payload: Mapping[str, Any]) -> web.Response:
        return ok(view={"id": "V1", "hash": "h1"})

    def _channel(self, name: str) -> str | None:
        if name in self.channels:
            return name
        named = [one for one, channel in self.channels.items() if channel["name"] == name.removeprefix("#")]
        return named[0] if named else None


async def _payload(request: web.Request) -> dict[str, Any]:
    """Return the arguments, sent as JSON, as a form or in the query; JSON inside a form field is read."""
    if request.content_type == "application/json":
        body = await request.text()
        return dict(json.loads(body)) if body else {}
    form: dict[str, Any] = {**request.query, **await request.post()}
    for name in ("blocks", "metadata", "view"):
        if isinstance(form.get(name), str):
            form[name] = json.loads(form[name])
    return form
