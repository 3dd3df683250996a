"""A Slack Web API on loopback that fails in every way the real one can (`chat_faulty`).

Its clock may be minutes off ours. `conversations.history` and `.replies` give few messages a page and fail
too. It has several workspaces, whose channels are called alike: the token says which one is meant.

With token rotation (`_control` names what renews) `oauth.v2.access` gives the next pair as Slack's documents
say: what renewed is taken again for `REUSED` seconds, of each workspace's tokens the newest two are good. Its
answer is slow or lost now and then, so that who asked may be dead when it comes.
"""

import asyncio
import json
import time
from collections.abc import Awaitable, Callable, Iterable
from email.utils import formatdate
from typing import Any

from aiohttp import web
from chat_faulty import RETRY_AFTER, FaultyChat, Message

BOT = "B0TORTURE"
REUSED = 6.0  # seconds for which what renewed is taken again; Slack calls it "a short grace period"
LIFE = 2 * 3600 + 1  # seconds that a token lasts: two hours before the end it is renewed, so after a second


class FaultySlack(FaultyChat):
    """The server; it gives `page` messages a page, and channels in `dead` always answer that error."""

    def __init__(
        self,
        seed: int,
        *,
        rate: float = 0.2,
        page: int = 15,
        gap: float = 0.0,
        dead: dict[str, str] | None = None,
    ) -> None:
        super().__init__(seed, rate=rate, gap=gap)
        self._page = page
        self._dead = dead or {}
        self.tokens: dict[str, str] = {}  # to workspace; without any, every token is that of T1
        self.renewers: dict[str, str] = {}  # what renews, to workspace
        self._used: dict[str, float] = {}  # what renewed, and when first
        self._micros = 0  # the last message's time: no two are alike

    def app(self) -> web.Application:
        """Return the aiohttp application."""
        app = super().app()
        app.router.add_route("*", "/api/{method}", self._call)
        return app

    def more(self) -> dict[str, Any]:
        """Return the tokens that are good, and what renews."""
        unused = {one: place for one, place in self.renewers.items() if one not in self._used}
        return {"tokens": self.tokens, "renewers": unused}

    def controlled(self, wanted: dict[str, Any]) -> None:
        """Take workspaces away, or give them tokens."""
        for gone in wanted.get("left", ()):
            self.tokens = {one: place for one, place in self.tokens.items() if place != gone}
            self.renewers = {one: place for one, place in self.renewers.items() if place != gone}
        self.tokens |= wanted.get("tokens", {})
        self.renewers |= wanted.get("renewers", {})

    def limited(self) -> web.Response:
        """Answer that there are too many calls."""
        headers = {"Retry-After": str(RETRY_AFTER)}
        return web.json_response({"ok": False, "error": "ratelimited"}, status=429, headers=headers)

    def refused(self) -> web.Response:
        """Answer what may be tried again."""
        return web.json_response({"ok": False, "error": "team_added_to_org"})

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
        await asyncio.sleep(self.draw.uniform(0, 0.3))  # given, and who asked may be killed meanwhile
        if self.draw.random() < self.rate:
            self.account.faults["pair_lost"] += 1
            return self.reset(request)
        pair = {"access_token": token, "refresh_token": renewer, "expires_in": LIFE, "token_type": "bot"}
        return web.json_response({"ok": True, **pair})

    async def _auth(self, _: web.Request, args: Any) -> web.Response:
        identity = {"team_id": args["workspace"], "url": "https://torture.invalid/"}
        answer = web.json_response({"ok": True, "user_id": "U1", "bot_id": BOT, **identity})
        answer.headers["Date"] = formatdate(time.time() + self.skew, usegmt=True)
        return answer

    def _take(self, args: dict[str, Any], asked: float | None = None) -> dict[str, Any]:
        now = time.monotonic()
        self._micros = max(self._micros + 1, int((time.time() + self.skew) * 1e6))
        payload, below = _payload(args), args.get("thread_ts", "")
        message = Message(
            key=payload.get("key") or payload.get("moved", ""),
            workspace=args["workspace"],
            channel=args["channel"],
            ts=f"{self._micros // 10**6}.{self._micros % 10**6:06}",
            revision=payload.get("revision", 0),
            text=args.get("text", ""),
            at=now,
            asked=asked or now,
            first=payload.get("revision", 0),
            below=below,
            seen=not below or bool(args.get("reply_broadcast")),
        )
        self.noted(message, asked)
        (self.account.replies if below else self.account.messages).append(message)
        return {"ok": True, "channel": message.channel, "ts": message.ts, "message": {"text": message.text}}

    async def _post(self, request: web.Request, args: dict[str, Any]) -> web.StreamResponse:
        channel = args["channel"]
        dead = self._dead.get(channel, "")
        if dead and (dead != "invalid_blocks" or args.get("blocks") not in (None, "", "[]", [])):
            self.account.faults[dead] += 1
            return web.json_response({"ok": False, "error": dead})
        place = args["workspace"], channel
        return await self.posted(request, place, lambda asked: self._take(args, asked))

    async def _update(self, request: web.Request, args: dict[str, Any]) -> web.StreamResponse:
        return await self.edited(request, lambda: self._edit(args))

    def _edit(self, args: dict[str, Any]) -> web.Response:
        sought = args["workspace"], args["channel"], args["ts"]
        for message in self.account.messages:
            if (message.workspace, message.channel, message.ts) == sought:
                message.revision = _payload(args)["revision"]
                return web.json_response({"ok": True, "channel": message.channel, "ts": message.ts})
        return web.json_response({"ok": False, "error": "message_not_found"})

    async def _history(self, request: web.Request, args: dict[str, Any]) -> web.StreamResponse:
        oldest = float(args["oldest"])
        account = self.account
        held = [one for one in (*account.messages, *account.replies) if one.seen and float(one.ts) > oldest]
        return self._paged(request, "history", args, sorted(_here(held, args), key=_when, reverse=True))

    async def _replies(self, request: web.Request, args: dict[str, Any]) -> web.StreamResponse:
        parent = [one for one in _here(self.account.messages, args) if one.ts == args["ts"]]
        if not parent:
            return web.json_response({"ok": False, "error": "thread_not_found"})
        below = [one for one in _here(self.account.replies, args) if one.below == args["ts"]]
        return self._paged(request, "replies", args, [*parent, *sorted(below, key=_when)])

    def _paged(
        self, request: web.Request, fault: str, args: dict[str, Any], wanted: list[Message]
    ) -> web.StreamResponse:
        if self.draw.random() < self.rate / 4:
            self.account.faults[fault] += 1
            return web.Response(status=500) if self.draw.random() < 0.5 else self.reset(request)
        start = next((n for n, one in enumerate(wanted) if one.ts == args.get("cursor")), -1) + 1
        page = wanted[start : start + min(self._page, int(args.get("limit", 100)))]
        more = start + len(page) < len(wanted)
        answer: dict[str, Any] = {"ok": True, "messages": [_shown(one) for one in page], "has_more": more}
        if more:
            answer["response_metadata"] = {"next_cursor": page[-1].ts}
        return web.json_response(answer)


def _payload(args: dict[str, Any]) -> dict[str, Any]:
    """Return what a message says of itself."""
    metadata = args.get("metadata") or {}
    found: dict[str, Any] = (json.loads(metadata) if isinstance(metadata, str) else metadata).get(
        "event_payload", {}
    )
    return found


def _here(messages: Iterable[Message], args: dict[str, Any]) -> list[Message]:
    place = args["workspace"], args["channel"]
    return [one for one in messages if (one.workspace, one.channel) == place]


def _when(message: Message) -> float:
    return float(message.ts)


def _shown(message: Message) -> dict[str, Any]:
    """Return a message as Slack shows it."""
    payload = {"moved" if message.below else "key": message.key, "revision": message.revision}
    shown: dict[str, Any] = {
        "ts": message.ts,
        "bot_id": BOT,
        "text": message.text,
        "metadata": {"event_type": "sanctions_watch_alert", "event_payload": payload},
    }
    return shown | ({"thread_ts": message.below, "subtype": "thread_broadcast"} if message.below else {})
