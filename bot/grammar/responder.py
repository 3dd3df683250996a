"""The Responder behind every chat front end: words in, Reply out, on the store's thread.

Knows no chat. `bot.grammar.line` reads the words; this module adds what is asynchronous and what must be
remembered between requests.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from contextlib import AsyncExitStack
from functools import partial

import watchlists.store
from bot.actors import Actor
from bot.commands.desk import Desk
from bot.commands.looking_back import LookBackAwaited
from bot.commands.own_watchlists import DEFAULT
from bot.database.interface import StoreThread
from bot.errors import StoreError
from bot.grammar import line as grammar
from bot.matching.official_names import NamesAwaited
from bot.outbox import outbox
from bot.replies import Reply
from bot.tenants import installations

_NOT_YET = (
    "What this needs could not be made ready just now, and nothing was done."
    " Please say it again in a few minutes."
)
_TRIES = 3  # of one command: what it waited for may be another by the time it is there

log = logging.getLogger("sanctions_watch.commands")


class Commands:
    """Answers people; the real `Responder`, which says what each method promises."""

    def __init__(self, store: StoreThread, desk: Desk, team: str = "default") -> None:
        self._store, self._desk, self._team = store, desk, team
        self.renew_names: Callable[[], Awaitable[None]] | None = None
        """Where the index of names is made beside: returns when it is there, or could not be made."""

    async def answer(self, text: str, actor: Actor, *, confirmed: bool = False) -> Reply:
        try:
            reply = await self._prepared(text, actor, confirmed=confirmed)
        except StoreError as error:
            return grammar.mistake(str(error))
        except Exception:
            log.exception("command.failed via=%s", actor.via)
            return grammar.mistake("That went wrong on our side and was logged; please try again.")
        log.info(
            "command.answered via=%s team=%s user=%s tone=%s", actor.via, actor.team, actor.user, reply.tone
        )
        return reply

    async def _prepared(self, text: str, actor: Actor, *, confirmed: bool) -> Reply:
        """Answer once what a command waits for is there; until then it did nothing."""
        answer = partial(grammar.answer, text, self._desk, actor, confirmed=confirmed)
        async with AsyncExitStack() as stack:
            for _ in range(_TRIES):
                try:
                    return await self._store.run(self._desk.asking, answer)
                except LookBackAwaited as awaited:
                    looking = self._desk.looking_back(awaited.asked, self._store.call)
                    await asyncio.to_thread(looking.__enter__)
                    stack.push(looking)
                except NamesAwaited:
                    assert self.renew_names is not None
                    await self.renew_names()
        return grammar.mistake(_NOT_YET)

    async def first_time(self, request_id: str) -> bool:
        now = self._desk.clock()
        return not await self._store.run(outbox.seen_request, self._desk.db, request_id, now)

    async def watchlist_names(self, team: str) -> tuple[str, ...]:
        rows = await self._store.run(watchlists.store.names, self._desk.db, team)
        own = [row["name"] for row in rows if not row["official"] and row["name"] != DEFAULT]
        return (DEFAULT, *own)

    async def team_of(self, via: str, workspace: str) -> str:
        """Return the team that a chat workspace or tenant acts for.

        One that installed the app has its own; the one that the settings name acts for the first team.
        """
        own = None
        if via == "slack" and workspace:
            own = await self._store.run(installations.team_of, self._desk.db, workspace)
        return own or self._team
