"""What the faulty chats share: faults drawn by a seeded generator, and an exact account of what was taken.

Faults of a post: told to wait, refused for now, 500 and reset before the message is taken, the same after it,
no answer (taken or not), half an answer or one that comes a byte a second, acceptance up to `late` seconds
after the connection is gone. Of an edit: 500 and reset before and after, and made late. What was taken is
what counts: `_report`.
"""

import asyncio
import json
import random
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from typing import Any

from aiohttp import web

RETRY_AFTER = 1  # seconds
# each with how often it is drawn among the faults
FAULTS = {
    "limited": 2,  # 429, Retry-After: 1
    "refused": 1,  # may be tried again
    "error_before": 2,  # 500, not taken
    "error_after": 2,  # 500, taken
    "reset_before": 2,
    "reset_after": 2,
    "hang_before": 1,  # no answer, not taken
    "hang_after": 1,
    "half_answer": 2,  # taken
    "drip": 1,  # taken, its answer comes a byte a second
    "late": 2,  # the connection is gone, then it is taken
    "late_error": 1,  # 503, then it is taken
}
EDIT_FAULTS = ("edit_error", "edit_reset", "edited_error", "edited_reset", "edit_late")


@dataclass(slots=True)
class Message:
    """A message that was taken."""

    key: str
    workspace: str
    channel: str
    ts: str  # its id
    revision: int
    text: str
    at: float
    asked: float  # when its call came in
    first: int = 0  # the revision it was taken with, before any edit
    below: str = ""  # the message under which it stands
    seen: bool = True  # shown in the channel, not in a thread only
    repeat: bool = False  # says that it may be one


@dataclass(slots=True)
class Account:
    """Everything that happened.

    `replies`: what became of alerts, each with the key of the alert and the revision that moved it on;
    `early`: calls before a Retry-After ended, each with when the 429 was answered and when the call came;
    `fast`: posts too close to each other in a channel.
    """

    messages: list[Message] = field(default_factory=list)
    replies: list[Message] = field(default_factory=list)
    faults: Counter[str] = field(default_factory=Counter)
    calls: Counter[str] = field(default_factory=Counter)
    early: list[tuple[float, float]] = field(default_factory=list)
    fast: int = 0


class FaultyChat:
    """A server; `rate` of posts fail, and half as many edits.

    A message may be taken up to `late` seconds after its connection ended; `gap` is the least time between
    two messages in a channel (counted, not enforced).
    """

    def __init__(self, seed: int, *, rate: float = 0.2, late: float = 0.4, gap: float = 0.0) -> None:
        self.rate = rate
        self.skew = 0.0
        self.faults = FAULTS
        self.account = Account()
        self.draw = random.Random(seed)
        self._late, self._gap = late, gap
        self._barred: dict[tuple[str, str], float] = {}
        self._last: dict[tuple[str, str], float] = {}
        self._later: set[asyncio.Task[None]] = set()

    def app(self) -> web.Application:
        """Return the aiohttp application."""
        app = web.Application(client_max_size=2**22)
        app.router.add_get("/_report", self._reported)
        app.router.add_post("/_control", self._controlled)
        return app

    async def _reported(self, _: web.Request) -> web.Response:
        account = self.account
        messages = {name: [asdict(one) for one in getattr(account, name)] for name in ("messages", "replies")}
        figures = {name: getattr(account, name) for name in ("faults", "calls", "early", "fast")}
        return web.json_response(messages | figures | self.more())

    async def _controlled(self, request: web.Request) -> web.Response:
        wanted = await request.json()
        self.rate, self.skew = wanted.get("rate", self.rate), wanted.get("skew", self.skew)
        self.controlled(wanted)
        return web.json_response({})

    def limited(self) -> web.Response:
        """Answer that there are too many calls."""
        return web.Response(status=429, headers={"Retry-After": str(RETRY_AFTER)})

    def refused(self) -> web.Response:
        """Answer what may be tried again."""
        return web.Response(status=412)

    def more(self) -> dict[str, Any]:
        """Return what else stands in the report."""
        return {}

    def controlled(self, wanted: dict[str, Any]) -> None:
        """Change what else may be changed."""

    def noted(self, message: Message, asked: float | None) -> None:
        """Keep a message, and whether it came too soon after the last of its channel."""
        place = message.workspace, message.channel
        if asked is None:
            self.account.fast += message.at - self._last.get(place, -1e9) < self._gap
            self._last[place] = message.at

    async def posted(
        self,
        request: web.Request,
        place: tuple[str, str],
        take: Callable[[float | None], dict[str, Any]],
    ) -> web.StreamResponse:
        """Answer a post, or not; `take` takes it, told when it was asked if that is past."""
        until, now = self._barred.get(place, 0.0), time.monotonic()
        if now < until:
            self.account.early.append((until - RETRY_AFTER, now))
        if self.draw.random() >= self.rate:
            return web.json_response(take(None))
        fault = self.draw.choices(list(self.faults), list(self.faults.values()))[0]
        self.account.faults[fault] += 1
        if fault == "limited":
            self._barred[place] = time.monotonic() + RETRY_AFTER
            return self.limited()
        if fault == "refused":
            return self.refused()
        if fault in ("half_answer", "drip"):
            return await self._slowly(request, json.dumps(take(None)).encode(), drips=fault == "drip")
        if fault.endswith("_after"):
            take(None)
        if fault.startswith("late"):
            asked = time.monotonic()
            self._after(lambda: take(asked))
        if fault.startswith("hang"):
            await asyncio.sleep(60)
        if "error" in fault:
            return web.Response(status=503 if fault == "late_error" else 500, text="<html>oops</html>")
        return self.reset(request)

    async def edited(
        self, request: web.Request, edit: Callable[[], web.StreamResponse]
    ) -> web.StreamResponse:
        """Answer an edit, or not."""
        if self.draw.random() >= self.rate / 2:
            return edit()
        fault = self.draw.choice(EDIT_FAULTS)
        self.account.faults[fault] += 1
        if fault.startswith("edited"):
            edit()
        if fault == "edit_late":
            self._after(edit)
        return web.Response(status=500) if "error" in fault else self.reset(request)

    def reset(self, request: web.Request) -> web.Response:
        """Cut the connection."""
        if request.transport is not None:
            request.transport.abort()
        return web.Response(status=500)

    def _after(self, what: Callable[[], object]) -> None:
        async def later(seconds: float) -> None:
            await asyncio.sleep(seconds)
            what()

        task = asyncio.get_running_loop().create_task(later(self.draw.uniform(0, self._late)))
        self._later.add(task)
        task.add_done_callback(self._later.discard)

    async def _slowly(self, request: web.Request, body: bytes, *, drips: bool) -> web.StreamResponse:
        response = web.StreamResponse(headers={"Content-Type": "application/json"})
        response.content_length = len(body)
        await response.prepare(request)
        if drips:
            for one in body:
                await response.write(bytes((one,)))
                await asyncio.sleep(1)
            return response
        await response.write(body[: len(body) // 2])
        self.reset(request)
        return response


async def serve(chat: FaultyChat) -> str:
    """Serve on a free port of loopback; return the API's base address."""
    runner = web.AppRunner(chat.app(), access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0, backlog=512).start()
    return f"http://127.0.0.1:{runner.addresses[0][1]}/api/"
