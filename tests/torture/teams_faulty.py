"""A Bot Connector of Teams on loopback that fails in every way the real one can (`chat_faulty`).

Nothing can be read back from it, and no key travels with a message: what alert one is about stands in its
text, as `stories` writes it.
"""

import json
import re
import time
from dataclasses import replace
from typing import Any

from aiohttp import web
from chat_faulty import FaultyChat, Message

from bot.alerts import delivery_key
from bot.chat.wording import REPEATED

_ALERT = re.compile(r"Alert number (\d+) as of (\d+)")
_MOVE = re.compile(r"(?=move \d+: Alert number)")  # where what is said of one begins


class FaultyTeams(FaultyChat):
    """The server. A message in a channel's thread is posted to `CONVERSATION;messageid=ID`."""

    def app(self) -> web.Application:
        """Return the aiohttp application."""
        app = super().app()
        app.router.add_post("/api/v3/conversations/{conversation}/activities", self._post)
        app.router.add_put("/api/v3/conversations/{conversation}/activities/{id}", self._put)
        return app

    async def _post(self, request: web.Request) -> web.StreamResponse:
        self.account.calls["post"] += 1
        body, where = await request.json(), request.match_info["conversation"]
        channel = where.partition(";")[0]
        return await self.posted(request, ("", channel), lambda asked: self._take(where, body, asked))

    async def _put(self, request: web.Request) -> web.StreamResponse:
        self.account.calls["put"] += 1
        body = await request.json()
        return await self.edited(request, lambda: self._edit(request.match_info["id"], body))

    def _take(self, where: str, body: dict[str, Any], asked: float | None) -> dict[str, Any]:
        channel, _, below = where.partition(";messageid=")
        now, text = time.monotonic(), json.dumps(body)
        n, revision = map(int, _ALERT.search(text).groups())  # type: ignore[union-attr]  # all name one
        message = Message(
            key=delivery_key(f"alert-{n}", f"teams:{channel}"),
            workspace="",
            channel=channel,
            ts=str(1 + len(self.account.messages) + len(self.account.replies)),
            revision=revision,
            text=body.get("summary", ""),
            at=now,
            asked=asked or now,
            first=revision,
            below=below,
            repeat=REPEATED in text,
        )
        self.noted(message, asked)
        moves = [one for one in _MOVE.split(body.get("text", "")) if _MOVE.match(one)]
        if not moves:
            self.account.messages.append(message)
        for one in moves:
            said = replace(message, revision=int(one.split()[1][:-1]), repeat=REPEATED in one)
            self.account.replies.append(said)
        return {"id": message.ts}

    def _edit(self, ts: str, body: dict[str, Any]) -> web.Response:
        for message in self.account.messages:
            if message.ts == ts:
                found = _ALERT.search(json.dumps(body))
                message.revision = int(found[2])  # type: ignore[index]  # every card names one
                return web.json_response({"id": ts})
        return web.Response(status=404)
