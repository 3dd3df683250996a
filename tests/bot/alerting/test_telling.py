"""Many teams are told in pieces: each once, whatever happens between two pieces."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

import watchers.leases
import watchers.store
from bot.alerting import telling
from bot.alerts import Destination
from bot.database.interface import Database, StoreThread, open_database
from bot.matching.in_force import Matching
from bot.opening import MIGRATIONS
from bot.outbox import outbox
from bot.polling.pipeline import Pipeline
from watchers.model import Entry, Fetched, Item, ItemKind, Parsed, Request, Source, SourceKind
from watchers.parsers import ParseContext
from watchlists.model import Term, Watchlist
from watchlists.store import save_team, save_watchlist

pytestmark = pytest.mark.both_stores

NOW = datetime(2026, 3, 1, tzinfo=UTC)
TEAMS = [f"team{number}" for number in range(7)]
PIECE = 3
LIST = Source(id="list", kind=SourceKind.CSL, url="https://lists.example/csl", name="List")
FEED = Source(id="wire", kind=SourceKind.FEED, url="https://news.example/feed", name="Wire")


class World:
    """Answers polls with what a test put there."""

    def __init__(self) -> None:
        self.answers: dict[SourceKind, Parsed] = {}
        self.asked = 0

    async def fetch(self, request: Request) -> Fetched:
        self.asked += 1
        return Fetched(url=request.url, final_url=request.url, status=200, body=str(self.asked).encode())

    async def parse(self, kind: SourceKind, body: bytes, context: ParseContext) -> Parsed:
        return self.answers.get(kind, Parsed(items=()))

    def list_of(self, *names: str) -> None:
        entries = tuple(Entry(entity_id=name, name=name, list="Held list") for name in names)
        self.answers[SourceKind.CSL] = Parsed(items=(), entries=entries, as_of="")

    def feed_of(self, *titles: str) -> None:
        made = [
            Item(
                id=title,
                source=FEED.id,
                kind=ItemKind.NEWS,
                url=f"https://x.example/{n}",
                title=title,
                text="",
            )
            for n, title in enumerate(titles, self.asked)
        ]
        self.answers[SourceKind.FEED] = Parsed(items=tuple(made))


class Bot:
    """A pipeline over a store that others may have begun to write to."""

    def __init__(self, db: Database, world: World) -> None:
        self.db, self.matching, self.now = db, Matching(), NOW
        self.store = StoreThread(db)
        self.pipeline = Pipeline(
            store=self.store, fetch=world, parse=world, matching=self.matching, clock=lambda: self.now
        )

    async def poll(self, source: Source) -> None:
        await self.store.run(self.matching.refresh, self.db, self.now)
        self.now += timedelta(days=1)
        await self.store.run(watchers.leases.pull_forward, self.db, source.id, self.now)
        await self.pipeline.poll_due([source.id])

    def told(self, title: str) -> list[str]:
        """Return the teams that have a delivery of an alert with this in its title, in order."""
        rows = self.db.query("SELECT alert_id FROM deliveries")
        alerts = [outbox.alert(self.db, row["alert_id"]) for row in rows]
        return sorted(one.team for one in alerts if one is not None and title in one.title)


@pytest.fixture
def world() -> World:
    return World()


@pytest.fixture
def bot(store_url: str, world: World, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bot]:
    monkeypatch.setattr(telling, "AT_ONCE", PIECE)
    db = open_database(store_url, MIGRATIONS)
    with db.atomic():
        for team in TEAMS:
            save_team(db, team, {"post": ["high", "medium", "low"]}, NOW)
            terms = (Term(name="Brelmor Dynamics Ltd", kind="org"), Term(name="Nvidia A100", kind="chip"))
            save_watchlist(db, Watchlist(team=team, name="default", terms=terms), NOW)
            there = Destination(id=f"there:{team}", team=team, channel="terminal", address="x")
            outbox.save_destination(db, there, NOW)
        for source in (LIST, FEED):
            watchers.store.add_source(db, source, NOW)
    made = Bot(db, world)
    yield made
    made.store.close()


class Killed(Exception):  # noqa: N818 - an event, not an error
    """What a kill -9 is to the transaction under way."""


def killed_after(pieces: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the process die in the piece after so many."""
    tell, done = telling._tell, []

    def dying(*args: object) -> object:
        done.append(tell(*args))  # type: ignore[arg-type]
        if len(done) > pieces:
            raise Killed
        return done[-1]

    monkeypatch.setattr(telling, "_tell", dying)


async def killed_telling(bot: Bot, world: World, monkeypatch: pytest.MonkeyPatch, *, pieces: int) -> None:
    """Let a list change and the process die while it tells the teams, after so many pieces."""
    world.list_of("Aldermoor Works")
    await bot.poll(LIST)
    world.list_of("Aldermoor Works", "Brelmor Dynamics Ltd")
    with monkeypatch.context() as dying:
        killed_after(pieces, dying)
        with pytest.raises(Killed):
            await bot.poll(LIST)


async def test_a_list_change_reaches_every_team_once(bot: Bot, world: World) -> None:
    """In pieces, in one poll."""
    world.list_of("Aldermoor Works")
    await bot.poll(LIST)
    world.list_of("Aldermoor Works", "Brelmor Dynamics Ltd")
    await bot.poll(LIST)
    assert bot.told("Held list") == TEAMS
    assert bot.db.query("SELECT * FROM tellings") == []


async def test_an_item_that_many_teams_watch_reaches_each_once(bot: Bot, world: World) -> None:
    """Also the summary of a first poll is told in pieces."""
    world.feed_of("Brelmor Dynamics rents Nvidia A100 servers")
    await bot.poll(FEED)
    assert bot.told("stood there already") == TEAMS
    world.feed_of("Brelmor Dynamics buys Nvidia A100 boards")
    await bot.poll(FEED)
    assert bot.told("buys") == TEAMS


async def test_only_teams_that_watch_are_told(bot: Bot, world: World) -> None:
    """A piece is of teams that are concerned, not of teams."""
    world.feed_of("Nothing")
    await bot.poll(FEED)
    with bot.db.atomic():
        for team in TEAMS[:2]:
            save_watchlist(bot.db, Watchlist(team=team, name="default", terms=()), NOW)
    world.feed_of("Brelmor Dynamics buys Nvidia A100 boards")
    await bot.poll(FEED)
    assert bot.told("buys") == TEAMS[2:]


@pytest.mark.parametrize("pieces", [1, 2])
async def test_a_kill_between_pieces_loses_nobody_and_repeats_nothing(
    pieces: int, bot: Bot, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was begun is gone on with at the next tick, by whatever process."""
    await killed_telling(bot, world, monkeypatch, pieces=pieces)
    assert bot.told("Held list") == TEAMS[: pieces * PIECE]
    another = Bot(bot.db, world)
    await another.store.run(another.matching.refresh, another.db, NOW)
    await another.pipeline.poll_due()
    assert bot.told("Held list") == TEAMS
    await another.pipeline.poll_due()
    assert bot.told("Held list") == TEAMS


async def test_a_kill_in_the_first_piece_leaves_nothing(
    bot: Bot, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first piece is the poll's own transaction: then the poll is made again."""
    await killed_telling(bot, world, monkeypatch, pieces=0)
    assert bot.told("Held list") == []
    await bot.poll(LIST)
    assert bot.told("Held list") == TEAMS


async def test_a_failing_source_is_told_to_every_team_once(bot: Bot, world: World) -> None:
    """What is said of a source goes the same way."""
    world.list_of("Aldermoor Works")
    await bot.poll(LIST)
    world.list_of(*(f"Party {number}" for number in range(3)))  # nothing is left of what was held
    for _ in range(4):
        await bot.poll(LIST)
    assert bot.told("List") == TEAMS


async def test_what_a_removed_source_had_still_to_tell_is_dropped(
    bot: Bot, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever removed it wants to hear no more of it; nothing is left to trip over."""
    await killed_telling(bot, world, monkeypatch, pieces=1)
    with bot.db.atomic():
        watchers.store.remove_source(bot.db, LIST.id)
    await bot.pipeline.tell_rest()
    assert bot.told("Held list") == TEAMS[:PIECE]
    assert bot.db.query("SELECT * FROM tellings") == []


NOTICE = "采购人：海岳大学\n采购服务器两台。"


def notice() -> Item:
    return Item(
        id="n",
        source=FEED.id,
        kind=ItemKind.TENDER,
        url="https://x.example/n",
        title="采购公告",
        text=NOTICE,
        whole=f"{NOTICE}\n评审专家无影灯推荐 Nvidia A100 服务器。",
    )


async def test_a_notice_is_matched_as_a_whole_for_every_team_and_kept_without_its_persons(
    bot: Bot, world: World
) -> None:
    """Also the teams of later pieces hear of what stands only in what is not kept; no store has the rest."""
    await bot.poll(FEED)  # a first look is silent
    item = notice()
    world.answers[SourceKind.FEED] = Parsed(items=(item,))
    await bot.poll(FEED)
    assert bot.told("采购公告") == TEAMS
    tables = bot.db.query("SELECT title, text, fields FROM items")
    assert "无影灯" not in str([dict(row) for row in tables])
    alerts = [
        outbox.alert(bot.db, row["alert_id"]) for row in bot.db.query("SELECT alert_id FROM deliveries")
    ]
    assert "无影灯" not in str(alerts)
    assert "Nvidia A100" in str(alerts)


async def test_what_stood_only_in_what_is_not_kept_is_told_after_a_kill(
    bot: Bot, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The words found are noted with what is left to tell, and nothing around them."""
    await bot.poll(FEED)
    world.answers[SourceKind.FEED] = Parsed(items=(notice(),))
    with monkeypatch.context() as dying:
        killed_after(1, dying)
        with pytest.raises(Killed):
            await bot.poll(FEED)
    (left,) = bot.db.query("SELECT items FROM tellings")
    assert "Nvidia A100" in left["items"]
    assert "无影灯" not in left["items"]
    another = Bot(bot.db, world)
    await another.store.run(another.matching.refresh, another.db, NOW)
    await another.pipeline.poll_due()
    assert bot.told("采购公告") == TEAMS
