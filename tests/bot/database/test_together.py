"""Calls at about the same time are made as one, and each gets its own answer or its own error."""

import asyncio
from collections.abc import Sequence

import pytest

from bot.database.together import Together


async def test_what_comes_while_a_call_is_under_way_goes_together() -> None:
    """The first goes at once; the others gather, at most so many, in the order in which they came."""
    calls: list[list[int]] = []
    open_ = asyncio.Event()

    async def work(some: Sequence[int]) -> Sequence[int]:
        calls.append(list(some))
        await open_.wait()
        return [one * 10 for one in some]

    together = Together(work, most=3)
    waiting = [asyncio.create_task(together(n)) for n in range(6)]
    await asyncio.sleep(0)
    open_.set()
    assert await asyncio.gather(*waiting) == [0, 10, 20, 30, 40, 50]
    assert calls == [[0, 1, 2], [3, 4, 5]]
    assert await together(7) == 70


async def test_an_error_is_the_callers_own() -> None:
    """Where a call of several fails each is tried by itself."""
    calls: list[list[int]] = []

    async def work(some: Sequence[int]) -> Sequence[int]:
        calls.append(list(some))
        await asyncio.sleep(0)
        if 2 in some:
            raise ValueError("two")
        return list(some)

    together = Together(work)
    first = asyncio.create_task(together(0))
    await asyncio.sleep(0)
    answers = await asyncio.gather(*(together(n) for n in (1, 2, 3)), return_exceptions=True)
    assert await first == 0
    assert [answers[0], answers[2]] == [1, 3]
    assert isinstance(answers[1], ValueError)
    assert [1, 2, 3] in calls
    with pytest.raises(ValueError, match="two"):
        await together(2)


async def test_who_gave_up_waiting_is_passed_over() -> None:
    """A cancelled wait takes nobody with it; what had not begun is not begun."""
    calls: list[list[int]] = []

    async def work(some: Sequence[int]) -> Sequence[int]:
        calls.append(list(some))
        await asyncio.sleep(0.01)
        return list(some)

    together = Together(work, most=1)
    tasks = [asyncio.create_task(together(n)) for n in range(3)]
    await asyncio.sleep(0)
    tasks[1].cancel()
    assert await tasks[0] == 0
    assert await tasks[2] == 2
    assert calls == [[0], [2]]
