"""Instances that share sources: who stood still between its claim and a poll asks nobody a second time."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

import watchers.store
from bot.database.interface import StoreThread, open_database
from bot.matching.in_force import Matching
from bot.opening import MIGRATIONS
from bot.polling.leasing import LEASE
from bot.polling.pipeline import Pipeline
from tests.wires import Wires
from watchers.model import Fetched, Request, Source, SourceKind

pytestmark = pytest.mark.both_stores

NOW = datetime(2026, 3, 1, tzinfo=UTC)
NAMES = ("s0", "s1", "s2")


class Standing(StoreThread):
    """Lets its program stand still after it has claimed sources, until `go` is set."""

    def __init__(self, db: Any) -> None:
        super().__init__(db)
        self.claimed, self.go = asyncio.Event(), asyncio.Event()

    async def run(self, fn: Callable[..., Any], *args: object) -> Any:
        answer = await super().run(fn, *args)
        if fn.__name__ == "_claim":
            self.claimed.set()
            await self.go.wait()
        return answer


class Slow(Wires):
    """Answers when `go` is set."""

    def __init__(self) -> None:
        super().__init__()
        self.begun, self.go = asyncio.Event(), asyncio.Event()

    async def fetch(self, request: Request) -> Fetched:
        self.begun.set()
        await self.go.wait()
        return await super().fetch(request)


class Instance:
    """One program of several on a store; `now` is the time of all of them."""

    now = NOW

    def __init__(self, url: str) -> None:
        self.db, self.wires = open_database(url, MIGRATIONS), Slow()
        self.store = Standing(self.db)
        self.pipeline = Pipeline(
            store=self.store,
            fetch=self.wires,
            parse=self.wires,
            matching=Matching(),
            clock=lambda: Instance.now,
        )

    async def polled(self) -> set[str]:
        """Poll what is due, without standing still; return what was recorded."""
        self.store.go.set()
        self.wires.go.set()
        return {one.result.source.id for one in await self.pipeline.poll_due() if one.recorded}


@pytest.fixture
def instances(store_url: str) -> Iterator[tuple[Instance, Instance]]:
    Instance.now = NOW
    one, other = Instance(store_url), Instance(store_url)
    with one.db.atomic():
        for name in NAMES:
            source = Source(id=name, kind=SourceKind.FEED, url=f"https://{name}.example/feed", name=name)
            watchers.store.add_source(one.db, source, NOW)
    yield one, other
    one.store.close()
    other.store.close()


async def test_who_stood_still_for_too_long_asks_nobody_again(instances: tuple[Instance, Instance]) -> None:
    """Its leases ended meanwhile, and another instance has polled."""
    still, other = instances
    late = asyncio.create_task(still.pipeline.poll_due())
    await still.store.claimed.wait()
    Instance.now += LEASE + timedelta(seconds=1)
    assert await other.polled() == set(NAMES)
    still.store.go.set()
    still.wires.go.set()
    assert await late == ()
    assert not still.wires.asked


@pytest.mark.parametrize("stood", [LEASE + timedelta(seconds=1), LEASE - timedelta(seconds=1)])
async def test_who_stood_still_renews_its_leases_first(
    instances: tuple[Instance, Instance], stood: timedelta
) -> None:
    """Where nobody else was there they are still its own; a moment before their end they are made longer."""
    still, other = instances
    late = asyncio.create_task(still.pipeline.poll_due())
    await still.store.claimed.wait()
    Instance.now += stood
    still.store.go.set()
    await still.wires.begun.wait()
    Instance.now += LEASE - timedelta(seconds=2)
    assert await other.polled() == set()
    still.wires.go.set()
    assert {one.result.source.id for one in await late if one.recorded} == set(NAMES)
