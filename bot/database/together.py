"""Calls that come at about the same time, made as one: a transaction for many costs little more than for one.

Nobody waits for company: the first call goes at once, and what comes while it is under way goes together
after it.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

One = TypeVar("One")
Answer = TypeVar("Answer")


class Together(Generic[One, Answer]):
    """Answers `await together(one)` by `work`, which takes what has gathered and answers in that order.

    At most `most` go in one call. Where a call of several fails each is tried by itself, so that nobody gets
    another's error; `work` must therefore do all or nothing.
    """

    def __init__(
        self, work: Callable[[Sequence[One]], Awaitable[Sequence[Answer]]], *, most: int = 100
    ) -> None:
        self._work = work
        self._most = most
        self._waiting: deque[tuple[One, asyncio.Future[Answer]]] = deque()
        self._running: asyncio.Task[None] | None = None

    async def __call__(self, one: One) -> Answer:
        """Return the answer to `one`, or raise what its work raised.

        Cancelling the wait does not undo work that has begun.
        """
        answer: asyncio.Future[Answer] = asyncio.get_running_loop().create_future()
        self._waiting.append((one, answer))
        if self._running is None:
            self._running = asyncio.create_task(self._run())
        return await answer

    async def _run(self) -> None:
        try:
            while self._waiting:
                size = min(self._most, len(self._waiting))
                batch = [self._waiting.popleft() for _ in range(size)]
                batch = [(one, answer) for one, answer in batch if not answer.cancelled()]
                if batch:
                    await self._answer(batch)
        finally:
            self._running = None

    async def _answer(self, batch: Sequence[tuple[One, asyncio.Future[Answer]]]) -> None:
        try:
            answers = await self._work([one for one, _ in batch])
        except Exception as error:  # noqa: BLE001 - it is the callers' to judge
            if len(batch) > 1:
                for each in batch:
                    await self._answer([each])
            elif not batch[0][1].done():
                batch[0][1].set_exception(error)
            return
        for (_, waiting), answer in zip(batch, answers, strict=True):
            if not waiting.done():
                waiting.set_result(answer)
