"""Delivery end to end over a real store, with a chat that does as it is told and a clock moved by hand."""

import asyncio
import random
import subprocess
import sys
from collections.abc import AsyncIterator, Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.alerts import Alert, AlertKind, DeliveryState, Destination, Move, Receipt
from bot.database.interface import StoreThread, open_database
from bot.delivery.deliverer import Deliverer, Timing
from bot.errors import StoreFull
from bot.opening import MIGRATIONS
from bot.outbox import outbox
from bot.outbox.claims import claim
from bot.outbox.clock import steady
from bot.outbox.decisions import DeliveryReason, Limits
from bot.outbox.settling import settle
from tests.outbox_samples import (
    HandClock,
    ObedientChannel,
    a_destination,
    an_alert,
    final,
    sure,
    unknown,
)

pytestmark = pytest.mark.both_stores

R = DeliveryReason


class Bench:
    """A store, a channel, a clock and the deliverer over them."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.store = self.open()
        self.clock = HandClock()
        self.channel = ObedientChannel()
        self.deliverer = self.start()

    def open(self) -> StoreThread:
        """Open the store as another process would."""
        return StoreThread(open_database(self.url, MIGRATIONS))

    def start(self, store: Any = None) -> Deliverer:
        """Begin another deliverer, as after a restart."""
        return Deliverer(
            store or self.store,
            {self.channel.name: self.channel},
            limits=Limits(grace=timedelta(seconds=60)),
            timing=Timing(tick=0.01),
            now=self.clock.now,
            monotonic=self.clock.monotonic,
            draw=random.Random(7).random,
        )

    def record(self, *names: str, to: tuple[str, ...] = ("C1",), **more: Any) -> None:
        """Record alerts by name."""
        with self.store.db.atomic():
            for name in names:
                outbox.record(
                    self.store.db,
                    an_alert(name, **more),
                    [a_destination(each) for each in to],
                    self.clock.now(),
                )

    def state(self, name: str = "a1") -> list[DeliveryState]:
        """Return the states of an alert's deliveries."""
        return [each.state for each in outbox.deliveries(self.store.db, name)]


@pytest.fixture
async def bench(store_url: str) -> AsyncIterator[Bench]:
    made = Bench(store_url)
    yield made
    made.store.close()


async def passes(bench: Bench, *, seconds: float = 1.0, most: int = 200) -> None:
    """Make passes, with time between them, until nothing is left."""
    for _ in range(most):
        await bench.deliverer.drain_once()
        figures = outbox.figures(bench.store.db, bench.clock.now())
        if not figures.pending and not figures.sending:
            return
        bench.clock.tick(seconds)
    raise AssertionError(f"not done after {most} passes: {figures}")


async def test_alerts_arrive_in_order_everywhere(bench: Bench) -> None:
    """Each destination gets every alert once, in the order of recording."""
    names = [f"a{n}" for n in range(5)]
    bench.record(*names, to=("C1", "C2"))
    report = await bench.deliverer.drain(timedelta(minutes=1))
    assert bench.channel.told("C1") == bench.channel.told("C2") == names
    assert report.reasons == {R.POSTED: 10}
    assert (await bench.deliverer.drain_once()).posted == 0


async def test_every_kind_of_failure_ends_in_one_message(bench: Bench) -> None:
    """Refused, limited, lost before and lost after: told once each, and in the end all are told."""
    bench.record("a1", "a2", "a3", "a4", "a5")
    bench.channel.answers["C1"] = [
        sure(),
        sure(seconds=5),
        unknown("lost"),
        unknown("lost, but taken"),
        sure(),
        unknown("lost, but taken"),
    ]
    await passes(bench)
    assert sorted(bench.channel.told("C1")) == ["a1", "a2", "a3", "a4", "a5"]
    assert bench.deliverer.totals.reasons[R.FOUND] == 2
    assert bench.deliverer.totals.reasons[R.NOT_FOUND] == 1
    assert bench.channel.repeats == []


async def test_a_fault_in_a_channel_is_an_unknown_outcome(
    bench: Bench, caplog: pytest.LogCaptureFixture
) -> None:
    """A bug must neither end the loop nor repeat a message."""
    bench.record("a1")
    bench.channel.answers["C1"] = [ValueError("taken")]
    await passes(bench)
    assert bench.channel.told("C1") == ["a1"]
    assert "delivery.channel_fault" in caplog.text


async def test_without_reading_back_the_repeat_is_marked(bench: Bench) -> None:
    """At least once, and honest about it."""
    bench.channel.can_find = False
    bench.record("a1")
    bench.channel.answers["C1"] = [unknown("taken")]
    await passes(bench)
    assert bench.channel.told("C1") == ["a1", "a1"]
    assert len(bench.channel.repeats) == 1
    assert bench.channel.searches == []


async def test_reading_back_that_fails_is_tried_again(bench: Bench) -> None:
    """Nothing is posted before a search succeeded; a search that can never succeed leaves it to the post."""
    bench.record("a1")
    bench.channel.answers["C1"] = [unknown("lost")]
    bench.channel.search_answers = [sure(seconds=30), unknown()]
    await passes(bench)
    assert len(bench.channel.searches) == 3
    assert bench.channel.repeats == []
    bench.record("a2")
    bench.channel.answers["C1"] = [unknown("lost")]
    bench.channel.search_answers = [final("missing_scope")]
    await passes(bench)
    assert bench.channel.told("C1") == ["a1", "a2"]
    assert len(bench.channel.repeats) == 1


async def test_one_search_a_destination_for_all_that_is_unknown(bench: Bench) -> None:
    """Reading back is dear: one go for everything."""
    bench.record("a1", "a2", "a3")
    bench.channel.answers["C1"] = [unknown("lost")] * 3
    for _ in range(4):
        await bench.deliverer.drain_once()
        bench.clock.tick(15)
    bench.clock.tick(60)
    await passes(bench)
    assert [len(keys) for keys, _ in bench.channel.searches] == [3]


async def test_a_restart_looks_for_what_was_under_way(bench: Bench) -> None:
    """Killed after the chat took it, before we noted it: found, not repeated."""
    bench.record("a1")
    bench.channel.answers["C1"] = [unknown("taken")]
    original = bench.deliverer._settle
    bench.deliverer._settle = lambda *_: asyncio.sleep(0)  # type: ignore[method-assign,assignment]
    await bench.deliverer.drain_once()
    assert original
    assert bench.state() == [DeliveryState.SENDING]
    bench.deliverer = bench.start()
    await bench.deliverer.drain_once()
    assert bench.channel.told("C1") == ["a1"]
    bench.clock.tick(61)
    await bench.deliverer.drain_once()
    assert bench.state() == [DeliveryState.SENT]
    assert bench.channel.told("C1") == ["a1"]


async def test_a_process_that_stood_still_does_not_post(bench: Bench) -> None:
    """After the claim the process is stopped for long: it gives the delivery back without a call."""

    class StandsStill(StoreThread):
        def __init__(self, inner: StoreThread, clock: HandClock) -> None:
            self.db, self._inner, self._clock = inner.db, inner, clock

        async def run(self, fn: Callable[..., Any], *args: object) -> Any:
            answer = await self._inner.run(fn, *args)
            if fn.__name__ == "_look" and answer[1]:
                self._clock.tick(20)
            return answer

    bench.record("a1")
    stopped = bench.start(StandsStill(bench.store, bench.clock))
    report = await stopped.drain_once()
    assert report.reasons == {R.TOO_LATE: 1}
    assert bench.channel.messages == []
    assert bench.state() == [DeliveryState.PENDING]
    await bench.deliverer.drain_once()
    assert bench.channel.told("C1") == ["a1"]


async def test_who_stood_still_during_a_post_keeps_a_pause_it_may_not_have_heard(bench: Bench) -> None:
    """The answer came while the process stood still and was dropped: it may have been a Retry-After."""
    stood = bench.channel.post

    async def slow(key: str, alert: Alert, destination: Destination, *, repeat: bool = False) -> Receipt:
        if destination.address == "C1":
            bench.clock.tick(20)
        return await stood(key, alert, destination, repeat=repeat)

    bench.channel.answers["C1"] = [unknown()]
    bench.record("a1", "a2", to=("C1", "C2"))
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(bench.channel, "post", slow)
        await bench.deliverer.drain_once()
    for _ in range(58):
        bench.clock.tick(1)
        await bench.deliverer.drain_once()
    assert bench.channel.told("C1") == []
    assert bench.channel.told("C2") == ["a1", "a2"], "nobody else waits"
    await passes(bench)
    assert sorted(bench.channel.told("C1")) == ["a1", "a2"]


async def test_a_result_the_store_cannot_take_is_kept_in_hand(bench: Bench, monkeypatch: Any) -> None:
    """The disk is full when a post succeeded: it is noted as soon as there is room, and not repeated."""
    full = [StoreFull("full"), StoreFull("full")]

    class Full(StoreThread):
        def __init__(self, inner: StoreThread) -> None:
            self.db, self._inner = inner.db, inner

        async def run(self, fn: Callable[..., Any], *args: object) -> Any:
            if fn is settle and full:
                raise full.pop()
            return await self._inner.run(fn, *args)

    monkeypatch.setattr("bot.delivery.deliverer.STORE_PAUSE", 0.0)
    bench.record("a1")
    bench.deliverer = bench.start(Full(bench.store))
    await bench.deliverer.drain_once()
    assert bench.state() == [DeliveryState.SENT]
    assert bench.channel.told("C1") == ["a1"]
    assert bench.deliverer.totals.store_faults == 2


async def test_a_clock_set_forward_makes_nothing_look_old(bench: Bench) -> None:
    """The clock jumps an hour while an answer is outstanding: one more grace time passes before a search."""
    bench.record("a1")
    bench.channel.answers["C1"] = [unknown("lost")]
    await bench.deliverer.drain_once()
    bench.clock.jump(3600)
    for _ in range(5):
        await bench.deliverer.drain_once()
        bench.clock.tick(10)
    assert bench.channel.searches == []
    bench.clock.tick(15)
    await passes(bench)
    assert bench.channel.told("C1") == ["a1"]


def test_the_steady_clock_goes_on_while_the_machine_sleeps() -> None:
    """Under a clock of boot time that is eight hours ahead, as after a night's sleep, it is so too."""
    asleep = ("unshare", "--time", "--boottime", "28800")
    if subprocess.run([*asleep, "true"], check=False, capture_output=True).returncode:
        pytest.skip("this system lets nobody set the time it was asleep")
    say = (sys.executable, "-c", "from bot.outbox.clock import steady; print(steady())")
    before = steady()
    told = subprocess.run([*asleep, *say], check=True, capture_output=True, text=True)
    assert float(told.stdout) - before >= 28_800


async def test_a_clock_set_back_stops_nothing(bench: Bench) -> None:
    """The clock goes back a day: a pause of two seconds is over after two seconds."""
    bench.record("a1", "a2")
    bench.channel.answers["C1"] = [sure(seconds=2)]
    await bench.deliverer.drain_once()
    bench.clock.jump(-86400)
    await bench.deliverer.drain_once()
    assert bench.channel.messages == []
    bench.clock.tick(2.5)
    await bench.deliverer.drain(timedelta(seconds=1))
    assert bench.channel.told("C1") == ["a1", "a2"]


async def test_what_is_still_recorded_by_a_clock_since_set_back_waits_no_day(bench: Bench) -> None:
    """A poll that began before the clock was set back ends after it was noticed."""
    ahead = bench.clock.now()
    await bench.deliverer.drain_once()
    bench.clock.jump(-86400)
    await bench.deliverer.drain_once()
    with bench.store.db.atomic():
        outbox.record(bench.store.db, an_alert(), [a_destination("C1")], ahead)
    for _ in range(4):
        bench.clock.tick(20)
        await bench.deliverer.drain_once()
    assert bench.channel.told("C1") == ["a1"]


async def test_a_clock_set_forward_ends_no_pause(bench: Bench) -> None:
    """The clock jumps an hour: a pause of thirty seconds that the chat named lasts thirty seconds."""
    bench.record("a1", "a2")
    bench.channel.answers["C1"] = [sure(seconds=30)]
    await bench.deliverer.drain_once()
    bench.clock.jump(3600)
    await bench.deliverer.drain_once()
    bench.clock.tick(29)
    await bench.deliverer.drain_once()
    assert bench.channel.messages == []
    bench.clock.tick(2)
    await bench.deliverer.drain(timedelta(seconds=1))
    assert bench.channel.told("C1") == ["a1", "a2"]


@pytest.mark.parametrize("jump", [3600, 7 * 86_400, -86_400], ids=["an hour", "a week", "back a day"])
async def test_a_clock_set_while_nobody_runs_ends_no_pause(bench: Bench, jump: float) -> None:
    """Stopped in a pause of thirty seconds, the clock set, started again: thirty seconds, for every channel.

    And who was killed while a post was under way leaves it alone for as long as it may still arrive.
    """
    bench.record("a1", "a2", to=("C1", "C2"))
    bench.channel.answers["C1"] = [sure(seconds=30, everywhere=True)]
    bench.channel.answers["C2"] = [unknown("lost")]
    await bench.deliverer.drain_once()
    bench.clock.tick(10)
    bench.clock.jump(jump)
    bench.deliverer = bench.start()
    for _ in range(2):
        await bench.deliverer.drain_once()
        assert bench.channel.messages == []
        assert bench.channel.searches == []
        bench.clock.tick(19)
    await passes(bench)
    assert sorted(bench.channel.told("C1")) == sorted(bench.channel.told("C2")) == ["a1", "a2"]


async def test_another_boot_says_nothing_of_the_clock(bench: Bench, monkeypatch: pytest.MonkeyPatch) -> None:
    """Elsewhere, or after a reboot, the steady clock is another: the wall clock counts."""
    bench.record("a1")
    bench.channel.answers["C1"] = [sure(seconds=30)]
    await bench.deliverer.drain_once()
    bench.clock.tick(31)
    bench.clock.steady = 5.0
    monkeypatch.setattr("bot.delivery.deliverer.this_boot", lambda: "another")
    bench.deliverer = bench.start()
    await bench.deliverer.drain(timedelta(seconds=1))
    assert bench.channel.told("C1") == ["a1"]


async def test_one_bad_destination_holds_up_nobody(bench: Bench) -> None:
    """One archived, one that never answers, one that is limited: two others get everything meanwhile."""
    never = asyncio.Event()

    class OneHangs(ObedientChannel):
        async def post(
            self, key: str, alert: Alert, destination: Destination, *, repeat: bool = False
        ) -> Receipt:
            if destination.address == "HANGS":
                await never.wait()
            return await super().post(key, alert, destination, repeat=repeat)

    bench.channel = OneHangs()
    bench.deliverer = bench.start()
    bench.channel.answers = {"ARCHIVED": [final()] * 9, "LIMITED": [sure(seconds=3600)]}
    names = [f"a{n}" for n in range(5)]
    bench.record(*names, to=("ARCHIVED", "HANGS", "LIMITED", "C1", "C2"))
    stop = asyncio.Event()
    running = asyncio.create_task(bench.deliverer.run(stop))

    def told(address: str) -> list[str]:
        return [name for name in bench.channel.told(address) if name in names]

    while told("C1") != names or told("C2") != names:
        await asyncio.sleep(0.01)
    assert told("LIMITED") == told("HANGS") == told("ARCHIVED") == []
    while outbox.figures(bench.store.db, bench.clock.now()).dead < 5:
        await asyncio.sleep(0.01)
    health = [each for each in outbox.alerts(bench.store.db) if each.kind is AlertKind.HEALTH]
    assert len(health) == 1
    never.set()
    stop.set()
    await running


async def test_told_to_stop_it_finishes_what_is_under_way(bench: Bench) -> None:
    """The post in hand ends and is noted; nothing more is claimed."""
    begun, go_on = asyncio.Event(), asyncio.Event()

    class Slow(ObedientChannel):
        async def post(
            self, key: str, alert: Alert, destination: Destination, *, repeat: bool = False
        ) -> Receipt:
            begun.set()
            await go_on.wait()
            return await super().post(key, alert, destination, repeat=repeat)

    bench.channel = Slow()
    bench.deliverer = bench.start()
    bench.record("a1", "a2")
    stop = asyncio.Event()
    running = asyncio.create_task(bench.deliverer.run(stop))
    await begun.wait()
    stop.set()
    await asyncio.sleep(0.05)
    go_on.set()
    await running
    assert bench.state("a1") == [DeliveryState.SENT]
    assert bench.state("a2") == [DeliveryState.PENDING]


async def test_two_deliverers_share_one_outbox(bench: Bench) -> None:
    """Two processes on one store, each draining: every alert once."""
    names = [f"a{n}" for n in range(20)]
    bench.record(*names, to=("C1", "C2", "C3"))
    other = bench.open()
    second = bench.start(other)
    await asyncio.gather(bench.deliverer.drain(timedelta(minutes=1)), second.drain(timedelta(minutes=1)))
    for address in ("C1", "C2", "C3"):
        assert bench.channel.told(address) == names
    other.close()


async def test_messages_keep_the_channels_pace(bench: Bench) -> None:
    """One message a second and no faster, however much waits."""
    bench.channel.pause = 1.0
    bench.record("a1", "a2", "a3")
    for sent in (1, 1, 2, 2, 3):
        await bench.deliverer.drain_once()
        assert len(bench.channel.messages) == sent
        bench.clock.tick(0.6)


async def test_a_backlog_goes_out_as_one_digest_when_the_chat_is_back(bench: Bench) -> None:
    """Down for an hour with forty alerts waiting: a message or two, then one digest that names the rest."""
    names = [f"a{n}" for n in range(40)]
    bench.record(*names)
    bench.channel.answers["C1"] = [sure()] * 30
    for _ in range(60):
        await bench.deliverer.drain_once()
        bench.clock.tick(60)
    bench.channel.answers["C1"] = []
    await passes(bench)
    [digest] = [alert for *_, alert in bench.channel.messages if alert.kind is AlertKind.DIGEST]
    single = [name for name in bench.channel.told("C1") if name in names]
    assert len(single) <= 2
    told = {line.url.rpartition("/")[2] for line in digest.lines} | set(single)
    assert told == set(names)


async def test_a_channel_is_given_what_its_message_does_not_show_yet(bench: Bench) -> None:
    """What moved before it was posted or was told with an edit is not handed over; of a failed edit it is."""
    moves = tuple(Move(revision=number, head=f"stage {number}") for number in (1, 2, 4))
    for revision, answer in ((1, None), (2, None), (3, None), (4, sure()), (5, None)):
        bench.channel.answers["C1"] = [answer] if answer else []
        upto = tuple(move for move in moves if move.revision <= revision)
        with bench.store.db.atomic():
            alert = replace(an_alert(revision=revision), moves=upto)
            outbox.record(bench.store.db, alert, [a_destination("C1")], bench.clock.now())
        await bench.deliverer.drain_once()
        bench.clock.tick(60)
    await bench.deliverer.drain_once()
    assert bench.channel.updates == [("m1", 2), ("m1", 3), ("m1", 5)]
    assert bench.channel.moved == [(2,), (), (4,)]


@pytest.mark.parametrize(
    ("can_find", "lost", "doubt"),
    [
        (True, "unheard", False),  # the chat is read before anything is said again
        (False, "unheard", True),
        (False, "killed", True),
        (False, "killed, failed", True),
        (False, "unheard, failed", True),
        (False, "failed", False),
    ],
)
async def test_what_may_have_been_said_says_so_where_it_cannot_be_looked_for(
    bench: Bench, can_find: bool, lost: str, doubt: bool
) -> None:
    """An edit without an answer may have said what moved before it, and nothing of what moved after it."""
    bench.channel.can_find = can_find
    moves: tuple[Move, ...] = ()
    for revision in (0, 1, 2):
        bench.clock.tick(600)
        if revision:
            moves += (Move(revision=revision, head=f"stage {revision}", at=bench.clock.now()),)
        with bench.store.db.atomic():
            alert = replace(an_alert(revision=revision), moves=moves)
            outbox.record(bench.store.db, alert, [a_destination("C1")], bench.clock.now())
        for each in lost.split(", ") if revision == 1 else ["well"]:
            bench.clock.tick(600)
            if each == "killed":
                claim(bench.store.db, bench.clock.now(), [bench.channel.name], Limits())
                continue
            bench.channel.answers["C1"] = {"failed": [sure()], "unheard": [unknown()]}.get(each, [])
            await bench.deliverer.drain_once()
    assert bench.channel.updates == [("m1", 2)]
    assert bench.channel.moved == [(1, 2)]
    assert bench.channel.doubted == [(1,) if doubt else ()]


@pytest.mark.parametrize(
    ("partly", "restored", "said"), [(False, False, -1), (True, False, 1), (False, True, 2)]
)
async def test_of_what_was_surely_not_said_the_store_knows(
    bench: Bench, partly: bool, restored: bool, said: int
) -> None:
    """A refused edit said nothing, unless a reply was taken before; a backup knows nothing of what came."""
    failed = sure()
    failed.partly = partly
    for revision in (0, 1, 2):
        bench.clock.tick(600)
        with bench.store.db.atomic():
            alert = an_alert(revision=revision)
            outbox.record(bench.store.db, alert, [a_destination("C1")], bench.clock.now())
        bench.channel.answers["C1"] = [failed] if revision == 1 else []
        if revision < 2:
            bench.clock.tick(600)
            await bench.deliverer.drain_once()
    if restored:
        with bench.store.db.atomic():
            outbox.distrust(bench.store.db, bench.clock.now(), bench.clock.now())
    [claimed] = claim(bench.store.db, bench.clock.now(), [bench.channel.name], Limits())
    assert claimed.said == said
