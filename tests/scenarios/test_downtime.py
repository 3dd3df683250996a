"""The bot was away for a week or a month: each source is read once, and a pause ends in a few messages."""

import hashlib
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

import watchers.store
import watchlists.store
from bot.actors import Actor, Role
from bot.alerts import Alert, Destination
from bot.commands.sheets import import_csv
from bot.delivery.deliverer import Deliverer
from bot.outbox import outbox
from bot.polling.pipeline import Pipeline
from bot.program import App
from tests.wires import Wires
from tests.world import Clock, Recording
from watchers.model import Item, ItemKind, Source, SourceKind

SOURCES, MISSED, OFFICIAL = 200, 500, 30
WATCHLIST = "kind,name,aliases,context,note\norg,Harbour Institute,,,\nchip,Nvidia A100,A100,,\n"


@dataclass
class World:
    """The bot, two hundred feeds in memory, a channel."""

    app: App
    pipeline: Pipeline
    deliverer: Deliverer
    wires: Wires
    channel: Recording
    clock: Clock


def story(number: int, source: str, *, official: bool = False) -> Item:
    """Return a report like no other that names what is watched."""
    words = hashlib.sha256(str(number).encode()).hexdigest()
    rare = " ".join(words[start : start + 6] for start in range(0, 60, 6))
    return Item(
        id=f"item-{number}",
        source=source,
        kind=ItemKind.NEWS,
        url=f"https://news.example/{number}",
        title=f"Harbour Institute {words[:12]} {number}",
        text=f"{rare} Harbour Institute rents Nvidia A100 servers {words[20:40]} {rare[::-1]}",
        fields={"announces": {"list": "Entity List"}} if official else {},
    )


@pytest.fixture
def world(app: App, channel_name: str, channel: Recording, clock: Clock) -> World:
    db, wires = app.db, Wires()
    channel.name = channel_name
    with db.atomic():
        watchlists.store.drop_watchlist(db, "default", "starter")
        outbox.remove_destination(db, "terminal", clock())
        there = Destination(id="there", team="default", channel=channel.name, address="C1")
        outbox.save_destination(db, there, clock())
        for number in range(SOURCES):
            name = f"s{number}"
            source = Source(id=name, kind=SourceKind.FEED, url=f"https://{name}.example/feed", name=name)
            assert watchers.store.add_source(db, source, clock())
    owner = Actor(team="default", user="U1", role=Role.OWNER, via="test")
    app.desk.prepared(lambda: import_csv(app.desk, owner, WATCHLIST))
    pipeline = Pipeline(store=app.store, fetch=wires, parse=wires, matching=app.matching, clock=clock)
    channels = {channel.name: channel}
    deliverer = Deliverer(app.store, channels, now=clock, monotonic=lambda: clock().timestamp())
    return World(app, pipeline, deliverer, wires, channel, clock)


@pytest.mark.parametrize(
    ("channel_name", "away"), [("slack", timedelta(days=30)), ("terminal", timedelta(days=7))]
)
async def test_a_long_pause_ends_in_a_few_messages(world: World, away: timedelta) -> None:
    """One poll a source, at most five messages a channel, and every match can be reached from them."""
    await world.pipeline.poll_due()  # the baseline
    with world.app.db.atomic():  # these have a habit, and are silent longer than it
        for number in range(100, SOURCES):
            state = watchers.store.states(world.app.db)[f"s{number}"]
            state = replace(state, last_item_at=world.clock(), usual_gap=timedelta(hours=2))
            watchers.store.save_state(world.app.db, state)
    await world.deliverer.drain_once()
    assert world.channel.posts == []
    world.wires.asked.clear()
    world.clock.now += away
    for number in range(MISSED):
        name = f"s{number % 150}"
        item = story(number, name, official=number < OFFICIAL)
        world.wires.items[name] = (*world.wires.items.get(name, ()), item)
    for _ in range(20):  # the scheduler ticks, the deliverer drains
        await world.pipeline.poll_due()
        await world.deliverer.drain_once()
        world.clock.now += timedelta(seconds=10)
    assert set(world.wires.asked.values()) == {1}
    assert len(world.wires.asked) == SOURCES
    posts = world.channel.posts
    assert len(posts) <= 5, [post.title for post in posts]
    missed = {f"https://news.example/{number}" for number in range(MISSED)}
    named = {line.url for post in posts for line in post.lines}
    if world.channel.name == "slack":
        assert missed <= named
    else:  # fewer lines fit: the last message says how many more there are, and where
        more = len(missed - named)
        assert more
        assert any("are listed by `alerts list`" in post.text for post in posts)
    assert missed <= await reachable(world)
    assert no_others_wait(world)


async def reachable(world: World) -> set[str]:
    """Return the links that `alerts list` shows."""
    actor = Actor(team="default", user="U1", role=Role.READER, via="test")
    reply = await world.app.commands.answer("alerts list --limit 1000", actor)
    return {source["url"] for alert in reply.data for source in alert["sources"]}


def no_others_wait(world: World) -> bool:
    """Whether nothing is left that would be posted later."""
    alerts: tuple[Alert, ...] = outbox.alerts(world.app.db, "default", None, 2000)
    states = {str(one.state) for alert in alerts for one in outbox.deliveries(world.app.db, alert.id)}
    return states == {"sent"}
