"""The wall clock is set while the bot runs: polls go on at their pace, and nothing is told twice."""

import asyncio
import time
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import Self

import apscheduler.schedulers.base
import pytest

import watchers.store
import watchlists.store
from bot.actors import Actor, Role
from bot.alerts import Destination
from bot.app import running
from bot.commands.sheets import import_csv
from bot.delivery.deliverer import Deliverer
from bot.outbox import outbox
from bot.polling import scheduler
from bot.polling.pipeline import Pipeline
from bot.settings import isolated
from tests.scenarios.test_downtime import WATCHLIST, story
from tests.wires import Wires
from tests.world import Recording
from watchers.model import Fetched, Request, Source, SourceKind

INTERVAL, TICK = timedelta(minutes=5), timedelta(seconds=5)
LATEST = INTERVAL * 1.1 * 2 + timedelta(seconds=10)  # a tenth of the interval is each source's own jitter
SET = {
    "none": timedelta(),
    "+1h": timedelta(hours=1),
    "-1h": timedelta(hours=-1),
    "+1d": timedelta(days=1),
    "-1d": timedelta(days=-1),
}
# what a machine's clock does that is kept in local time, and one that is set by its own zone's rules
SUMMER_BEGINS, SUMMER_ENDS = datetime(2026, 3, 29, 1, tzinfo=UTC), datetime(2026, 10, 25, 1, tzinfo=UTC)


class Clocks:
    """A wall clock that can be set, and the time that really passes."""

    def __init__(self, start: datetime) -> None:
        self.passed, self.start = timedelta(), start

    def __call__(self) -> datetime:
        return self.start + self.passed

    def monotonic(self) -> float:
        return self.passed.total_seconds()


class Timed(Wires):
    """Feeds that note when each was asked, by the time that really passed."""

    def __init__(self, clocks: Clocks) -> None:
        super().__init__()
        self.clocks, self.times = clocks, dict[str, list[timedelta]]()

    async def fetch(self, request: Request) -> Fetched:
        self.times.setdefault(request.url, []).append(self.clocks.passed)
        return await super().fetch(request)


@pytest.fixture
def _berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let the machine live in a zone with summer time."""
    with monkeypatch.context() as changed:
        changed.setenv("TZ", "Europe/Berlin")
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("_berlin")
@pytest.mark.parametrize(
    ("jump", "start"),
    [
        *((jump, datetime(2026, 5, 1, tzinfo=UTC)) for jump in SET.values()),
        (SET["+1h"], SUMMER_BEGINS - timedelta(minutes=30)),
        (SET["-1h"], SUMMER_ENDS - timedelta(minutes=30)),
        (SET["none"], SUMMER_BEGINS - timedelta(minutes=30)),
        (SET["none"], SUMMER_ENDS - timedelta(minutes=30)),
    ],
    ids=[*SET, "summer begins, set", "summer ends, set", "summer begins, UTC", "summer ends, UTC"],
)
async def test_a_clock_that_is_set_delays_no_poll(jump: timedelta, start: datetime, store_url: str) -> None:
    """No source waits longer than one interval and ten seconds more than it should; no alert comes twice."""
    clocks = Clocks(start)
    wires, channel = Timed(clocks), Recording()
    settings = isolated(SANCTIONS_WATCH_DATABASE_URL=store_url)
    async with running(settings, chats=False, clock=clocks) as app:
        with app.db.atomic():
            watchlists.store.drop_watchlist(app.db, "default", "starter")
            there = Destination(id="terminal", team="default", channel="terminal", address="terminal")
            outbox.save_destination(app.db, there, clocks())
            for number in range(4):
                name = f"s{number}"
                url = f"https://{name}.example/feed"
                source = Source(id=name, kind=SourceKind.FEED, url=url, name=name, interval=INTERVAL)
                watchers.store.add_source(app.db, source, clocks())
        owner = Actor(team="default", user="U1", role=Role.OWNER, via="test")
        app.desk.prepared(lambda: import_csv(app.desk, owner, WATCHLIST))
        pipeline = Pipeline(store=app.store, fetch=wires, parse=wires, matching=app.matching, clock=clocks)
        deliverer = Deliverer(app.store, {"terminal": channel}, now=clocks, monotonic=clocks.monotonic)
        told = 0
        for tick in range(int(timedelta(minutes=60) / TICK)):
            if tick == 300:  # 25 minutes in
                clocks.start += jump
            if tick % 100 == 50:  # something new every now and then
                wires.items[f"s{tick % 3}"] = (story(tick, f"s{tick % 3}"),)
                told += 1
            await pipeline.poll_due()
            if tick % 6 == 0:  # every 30 s, and with the tick that follows a jump (the scheduler's watchdog)
                await app.upkeep.look_round()
            await deliverer.drain_once()
            clocks.passed += TICK
    for times in wires.times.values():
        gaps = [later - sooner for sooner, later in pairwise(times)]
        assert max(gaps) <= LATEST
        assert clocks.passed - times[-1] <= LATEST
    links = Counter(source.url for post in channel.posts for source in post.sources)
    assert len(links) == told
    assert set(links.values()) == {1}


@pytest.mark.parametrize("jump", [SET["-1h"], SET["+1h"], SET["-1d"], SET["+1d"]], ids=str)
async def test_the_scheduler_ticks_on(jump: timedelta, monkeypatch: pytest.MonkeyPatch) -> None:
    """The watchdog says that the clock was set, and the next tick comes with it, neither lost nor many."""
    shift = timedelta()

    class Wall(datetime):
        @classmethod
        def now(cls, tz: object = None) -> Self:
            return super().now(tz) + shift  # type: ignore[arg-type]

    for module in (scheduler, apscheduler.schedulers.base):
        monkeypatch.setattr(module, "datetime", Wall)
    ticked, seen = asyncio.Event(), list[str]()

    async def tick() -> None:
        seen.append("tick")
        ticked.set()

    one = scheduler.Scheduler(tick=tick, seconds=0.5, jumped=lambda: seen.append("jumped"))
    one.start()
    await asyncio.wait_for(ticked.wait(), 10)
    shift = jump
    while "jumped" not in seen:
        await asyncio.sleep(0.05)
    del seen[:]
    ticked.clear()
    await asyncio.wait_for(ticked.wait(), 10)
    await one.close()
    assert seen.count("tick") <= 2
