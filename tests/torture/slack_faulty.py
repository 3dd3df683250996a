"""A Slack Web API on loopback that fails in every way the real one can, and keeps an exact account.

Faults of `chat.postMessage`, drawn by a seeded generator: 429 with Retry-After, `ok:false`, 500 and reset
before the message is taken, the same after it, no answer (taken or not), half an answer, acceptance up to
`late` seconds after the connection is gone. Its clock may be minutes off ours. `conversations.history`
gives few messages a page and fails too. It has several workspaces, whose channels are called alike: the
token says which one is meant. What was taken is what counts: `report()`.

With token rotation (`_control` names what renews) `oauth.v2.access` gives the next pair as Slack's documents
say: what renewed is taken again for `REUSED` seconds, of each workspace's tokens the newest two are good. Its
answer is slow or lost now and then, so that who asked may be dead when it comes.
"""

import asyncio
import json
import random
import time
from collections import Counter
from collections.abc import Awaitable, Callable
from dataclasses import asdict, dataclass, field
from typing import Any

from aiohttp import web

BOT = "B0TORTURE"
RETRY_AFTER = 1  # seconds
REUSED = 6.0  # seconds for which what renewed is taken again; Slack calls it "a short grace period"
LIFE = 2 * 3600 + 1  # seconds that a token lasts: two hours before the end it is renewed, so after a second
# each with how often it is drawn among the faults
FAULTS = {
    "limited": 2,  # 429, Retry-After: 1
    "refused": 1,  # ok:false, may be tried again
    "error_before": 2,  # 500, not taken
    "error_after": 2,  # 500, taken
    "reset_before": 2,
    "reset_after": 2,
    "hang_before": 1,  # no answer, not taken
    "hang_after": 1,
    "half_answer": 2,  # taken
    "late": 2,  # the connection is gone, then it is taken
    "late_error": 1,  # 503, then it is taken
}


@dataclass(slots=True)
class Message:
    """A message that was taken."""

    key: str
    workspace: str
    channel: str
    ts: str
    revision: int
    text: str
    at: float
    asked: float  # when its call came in


@dataclass(slots=True)
class Account:
    """Everything that happened.

    `early`: calls before a Retry-After ended, each with when the 429 was answered and when the call came;
    `fast`: posts too close to each other in a channel.
    """

    messages: list[Message] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)
    calls: Counter[str] = field(default_factory=Counter)
    early: list[tuple[float, float]] = field(default_factory=list)
    fast: int = 0


class FaultySlack:
    """The server.

    `rate` of posts fail; a message may be taken up to `late` seconds after its connection ended; `gap` is
    the least time between two messages in a channel (counted, not enforced).
    """

    def __init__(
        self,
        seed: int,
        *,
        rate: float = 0.2,
        late: float = 0.4,
        page: int = 15,
        gap: float = 0.0,
        dead: dict[str, str] | None = None,
    ) -> None:
        self.rate = rate
        self.skew = 0.0
        self.faults = FAULTS
        self.account = Account()
        self._late, self._page, self._gap = late, page, gap
        self._dead = dead or {}  # channel to the error it always answers
        self.tokens: dict[str, str] = {}  # to workspace; without any, every token is that of T1
        self.renewers: dict[str, str] = {}  # what renews, to workspace
        self._used: dict[str, float] = {}  # what renewed, and when first
        self._draw = random.Random(seed)
        self._barred: dict[tuple[str, str], float] = {}
        self._last: dict[tuple[str, str], float] = {}
        self._micros = 0  # the last message's time: no two are alike
        self._later: set[asyncio.Task[None]] = set()

    def app(self) -> web.Application:
        """Return the aiohttp application."""
        app = web.Application()
        app.router.add_route("*", "/api/{method}", self._call)
        app.router.add_get("/_report", self._report)
        app.router.add_post("/_control", self._control)
        return app

    async def _report(self, _: web.Request) -> web.Response:
        account = self.account
        return web.json_response(
            {
                "messages": [asdict(message) for message in account.messages],
                "faults": account.faults,
                "calls": account.calls,
                "early": account.early,
                "fast": account.fast,
                "tokens": self.tokens,
                "renewers": {one: place for one, place in self.renewers.items() if one not in self._used},
            }
        )

    async def _control(self, request: web.Request) -> web.Response:
        wanted = await request.json()
        self.rate, self.skew = wanted.get("rate", self.rate), wanted.get("skew", self.skew)
        for gone in wanted.get("left", ()):  # workspaces
            self.tokens = {one: place for one, place in self.tokens.items() if place != gone}
            self.renewers = {one: place for one, place in self.renewers.items() if place != gone}
        self.tokens |= wanted.get("tokens", {})
        self.renewers |= wanted.get("renewers", {})
        return web.json_response({})

    async def _call(self, request: web.Request) -> web.StreamResponse:
        method = request.match_info["method"]
        self.account.calls[method] += 1
        if request.content_type == "application/json":
            args = await request.json()
        else:
            args = dict(request.query) | dict(await request.post())
        if method == "oauth.v2.access":
            return await self._renewed(request, args)
        answers: dict[str, Callable[[web.Request, Any], Awaitable[web.StreamResponse]]] = {
            "auth.test": self._auth,
            "chat.postMessage": self._post,
            "chat.update": self._update,
            "conversations.history": self._history,
            "conversations.replies": self._replies,
        }
        if method not in answers:
            return web.json_response({"ok": False, "error": "unknown_method"})
        token = request.headers.get("Authorization", "").removeprefix("Bearer ")
        args["workspace"] = self.tokens.get(token, "") if self.tokens else "T1"
        if not args["workspace"]:
            return web.json_response({"ok": False, "error": "token_revoked"})
        return await answers[method](request, args)

    async def _renewed(self, request: web.Request, args: Any) -> web.StreamResponse:
        old, now = args["refresh_token"], time.monotonic()
        workspace = self.renewers.get(old, "")
        if not workspace or now - self._used.get(old, now) > REUSED:
            return web.json_response({"ok": False, "error": "invalid_refresh_token"})
        self._used.setdefault(old, now)
        number = sum(place == workspace for place in self.renewers.values())
        token, renewer = f"xoxb-{workspace}-{number}-{now}", f"xoxe-{workspace}-{number}-{now}"
        self.tokens[token], self.renewers[renewer] = workspace, workspace
        good = [one for one, place in self.tokens.items() if place == workspace]
        for oldest in good[:-2]:
            del self.tokens[oldest]
        self.account.faults["renewed"] += 1
        await asyncio.sleep(self._draw.uniform(0, 0.3))  # given, and who asked may be killed meanwhile
        if self._draw.random() < self.rate:
            self.account.faults["pair_lost"] += 1
            return self._reset(request)
        pair = {"access_token": token, "refresh_token": renewer, "expires_in": LIFE, "token_type": "bot"}
        return web.json_response({"ok": True, **pair})

    async def _auth(self, _: web.Request, args: Any) -> web.Response:
        identity = {"team_id": args["workspace"], "url": "https://torture.invalid/"}
        return web.json_response({"ok": True, "user_id": "U1", "bot_id": BOT, **identity})

    def _take(self, args: dict[str, Any], *, asked: float | None = None) -> Message:
        now = time.monotonic()
        place = args["workspace"], args["channel"]
        if asked is None:
            if now - self._last.get(place, -1e9) < self._gap:
                self.account.fast += 1
            self._last[place] = now
        self._micros = max(self._micros + 1, int((time.time() + self.skew) * 1e6))
        payload = (args.get("metadata") or {}).get("event_payload") or {}
        if isinstance(args.get("metadata"), str):
            payload = json.loads(args["metadata"])["event_payload"]
        message = Message(
            key=payload.get("key", ""),
            workspace=args["workspace"],
            channel=args["channel"],
            ts=f"{self._micros // 10**6}.{self._micros % 10**6:06}",
            revision=payload.get("revision", 0),
            text=args.get("text", ""),
            at=now,
            asked=asked or now,
        )
        self.account.messages.append(message)
        return message

    def _taken(self, args: dict[str, Any]) -> dict[str, Any]:
        message = self._take(args)
        return {"ok": True, "channel": message.channel, "ts": message.ts, "message": {"text": message.text}}

    async def _post(self, request: web.Request, args: dict[str, Any]) -> web.StreamResponse:
        channel = args["channel"]
        dead = self._dead.get(channel, "")
        if dead and (dead != "invalid_blocks" or args.get("blocks") not in (None, "", "[]", [])):
            self.account.faults[dead] += 1
            return web.json_response({"ok": False, "error": dead})
        place = args["workspace"], channel
        until, now = self._barred.get(place, 0.0), time.monotonic()
        if now < until:
            self.account.early.append((until - RETRY_AFTER, now))
        if self._draw.random() >= self.rate:
            return web.json_response(self._taken(args))
        fault = self._draw.choices(list(self.faults), list(self.faults.values()))[0]
        self.account.faults[fault] += 1
        if fault == "limited":
            self._barred[place] = time.monotonic() + RETRY_AFTER
            headers = {"Retry-After": str(RETRY_AFTER)}
            return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers=headers)
        if fault == "refused":
            return web.json_response({"ok": False, "error": "team_added_to_org"})
        if fault == "half_answer":
            return await self._half(request, self._taken(args))
        if fault.endswith("_after"):
            self._take(args)
        if fault.startswith("late"):
            self._take_later(args)
        if fault.startswith("hang"):
            await asyncio.sleep(60)
        if "error" in fault:
            return web.Response(status=503 if fault == "late_error" else 500, text="<html>oops</html>")
        return self._reset(request)

    def _take_later(self, args: dict[str, Any]) -> None:
        asked = time.monotonic()

        async def later(seconds: float) -> None:
            await asyncio.sleep(seconds)
            self._take(args, asked=asked)

        task = asyncio.get_running_loop().create_task(later(self._draw.uniform(0, self._late)))
        self._later.add(task)
        task.add_done_callback(self._later.discard)

    def _reset(self, request: web.Request) -> web.Response:
        if request.transport is not None:
            request.transport.abort()
        return web.Response(status=500)

    async def _half(self, request: web.Request, answer: dict[str, Any]) -> web.StreamResponse:
        body = json.dumps(answer).encode()
        response = web.StreamResponse(headers={"Content-Type": "application/json"})
        response.content_length = len(body)
        await response.prepare(request)
        await response.write(body[: len(body) // 2])
        self._reset(request)
        return response

    async def _update(self, request: web.Request, args: dict[str, Any]) -> web.StreamResponse:
        if self._draw.random() < self.rate:
            self.account.faults["update"] += 1
            if self._draw.random() < 0.5:
                return web.Response(status=500)
            return self._reset(request)
        sought = args["workspace"], args["channel"], args["ts"]
        for message in self.account.messages:
            if (message.workspace, message.channel, message.ts) == sought:
                metadata = args.get("metadata") or {}
                payload = (json.loads(metadata) if isinstance(metadata, str) else metadata)["event_payload"]
                message.revision = payload["revision"]
                return web.json_response({"ok": True, "channel": message.channel, "ts": message.ts})
        return web.json_response({"ok": False, "error": "message_not_found"})

    async def _history(self, request: web.Request, args: dict[str, Any]) -> web.StreamResponse:
        if self._draw.random() < self.rate / 4:
            self.account.faults["history"] += 1
            if self._draw.random() < 0.5:
                return web.Response(status=500)
            return self._reset(request)
        older_than = float(args.get("cursor") or "inf")
        wanted = [
            message
            for message in self.account.messages
            if (message.workspace, message.channel) == (args["workspace"], args["channel"])
            and float(args["oldest"]) < float(message.ts) < older_than
        ]
        wanted.sort(key=lambda message: float(message.ts), reverse=True)
        size = min(self._page, int(args.get("limit", 100)))
        answer: dict[str, Any] = {
            "ok": True,
            "messages": [
                {
                    "ts": message.ts,
                    "bot_id": BOT,
                    "text": message.text,
                    "metadata": {
                        "event_type": "sanctions_watch_alert",
                        "event_payload": {"key": message.key, "revision": message.revision},
                    },
                }
                for message in wanted[:size]
            ],
            "has_more": len(wanted) > size,
        }
        if len(wanted) > size:
            answer["response_metadata"] = {"next_cursor": wanted[size - 1].ts}
        return web.json_response(answer)

    async def _replies(self, _: web.Request, __: Any) -> web.Response:
        return web.json_response({"ok": True, "messages": []})


async def serve(slack: FaultySlack) -> str:
    """Serve on a free port of loopback; return the API's base address."""
    runner = web.AppRunner(slack.app(), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, backlog=512).start()
    return f"http://127.0.0.1:{runner.addresses[0][1]}/api/"
