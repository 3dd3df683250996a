"""The ticks begin and end without a word."""

import asyncio
import logging

import pytest

from bot.polling.scheduler import Scheduler


async def test_stopping_in_the_middle_of_a_tick_is_no_failure(caplog: pytest.LogCaptureFixture) -> None:
    """Who stops the bot gets no traceback of the work that was cut off."""
    begun, ended = asyncio.Event(), asyncio.Event()

    async def tick() -> None:
        begun.set()
        try:
            await asyncio.sleep(60)
        finally:
            ended.set()

    scheduler = Scheduler(tick=tick, seconds=60, jumped=lambda: None)
    with caplog.at_level(logging.WARNING):
        scheduler.start()
        await asyncio.wait_for(begun.wait(), 10)
        await scheduler.close()
        await asyncio.wait_for(ended.wait(), 10)
        for _ in range(3):  # what APScheduler does with the result comes a turn later
            await asyncio.sleep(0)
    assert caplog.text == ""
