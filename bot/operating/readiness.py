"""Whether work can be done now: the store can be written, its schema is ours, there is room, a token works.

Joins the store, the disk and the chats. A chat is asked in the background, so `/readyz` waits for no network.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field

from bot.database.disk import Disk
from bot.database.interface import MigrationSets, StoreThread
from bot.database.values import pending
from bot.errors import StoreError

ASK_EVERY = 60.0  # seconds between two questions to a chat whose token works
ASK_AGAIN = 10.0  # where it does not
Ask = Callable[[], Awaitable[tuple[bool, str]]]


@dataclass(kw_only=True)
class Readiness:
    """Answers `/readyz`. `asks` are the chats by name: each says in a sentence whether its token works."""

    store: StoreThread
    disk: Disk
    migrations: MigrationSets
    asks: Mapping[str, Ask]
    store_fault: str = ""  # why polling is suspended
    monotonic: Callable[[], float] = time.monotonic
    _tokens: dict[str, tuple[bool, str]] = field(default_factory=dict)
    _ask_after: float = 0.0
    _asking: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def verdict(self) -> tuple[bool, str]:
        """Return whether all is well, and what is not."""
        wrong = await self._store()
        if not wrong and self.disk.full:
            wrong = "The disk is full: polling has stopped, and goes on by itself when there is room."
        if not wrong:
            wrong = self._token_fault()
        return not wrong, wrong or "ready"

    async def ask(self) -> None:
        """Ask the chats whether our tokens work, where the last answer is old. Never raises."""
        if self.monotonic() < self._ask_after or self._asking.locked():
            return
        async with self._asking:
            names = list(self.asks)
            answers = await asyncio.gather(*(self.asks[name]() for name in names), return_exceptions=True)
            for name, answer in zip(names, answers, strict=True):
                if isinstance(answer, BaseException):
                    answer = False, f"{name}: {type(answer).__name__}."  # noqa: PLW2901 - the same, said
                self._tokens[name] = answer
            well = all(good for good, _ in self._tokens.values())
            self._ask_after = self.monotonic() + (ASK_EVERY if well else ASK_AGAIN)

    async def _store(self) -> str:
        if self.store_fault:
            return self.store_fault
        try:
            await self.store.run(self._touch)
        except StoreError as error:
            return str(error)
        return ""

    def _touch(self) -> None:
        db = self.store.db
        pending(db.applied(), self.migrations)  # raises for what a newer program made
        with db.atomic():
            db.execute("UPDATE teams SET rules = rules")

    def _token_fault(self) -> str:
        """Return what is wrong when no chat accepts us; one that does is enough to be of use."""
        if not self.asks:
            return ""
        if not self._tokens:
            return "No chat has answered yet whether its token works."
        if any(good for good, _ in self._tokens.values()):
            return ""
        return " ".join(words for _, words in self._tokens.values())
