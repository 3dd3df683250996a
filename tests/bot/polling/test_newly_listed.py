"""Parties that an official list names newly are held against stored items: one message a list change."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

import watchers.leases
import watchers.store
from bot.actors import Actor, Role
from bot.alerting import backfilling
from bot.alerting.backfilling import Backfilling
from bot.alerts import Alert, Destination
from bot.commands.desk import Desk
from bot.database.interface import StoreThread, open_database
from bot.grammar import line as grammar
from bot.matching.in_force import Matching
from bot.opening import MIGRATIONS
from bot.outbox import outbox
from bot.polling.pipeline import Pipeline
from tests.bot.alerting.test_telling import FEED, LIST, NOW, World
from tests.bot.commands.test_looking_back import keep
from tests.stores import tables
from watchers.model import Entry, Item, ItemKind, Parsed, Source, SourceKind
from watchlists.model import Term, Watchlist
from watchlists.store import save_team, save_watchlist

pytestmark = pytest.mark.both_stores

HELD = ("Aldermoor Works", "Corvane Instruments Ltd")
NEW = "Brelmor Dynamics Ltd"
TENDERS = Source(id="tenders", kind=SourceKind.FEED, url="https://tenders.example/feed", name="Tenders")


def tender(number: int, text: str) -> Item:
    return Item(
        id=str(number),
        source=TENDERS.id,
        kind=ItemKind.TENDER,
        url=f"https://tenders.example/{number}",
        title=f"Purchase {number}",
        text=text,
        fields={"project_number": f"PN-2026-{number:04}"},
    )


class Bot:
    """Two teams, of which `ours` may watch the list whole; some stored tenders name a party."""

    def __init__(self, url: str, world: World) -> None:
        self.db, self.matching, self.now, self.world = open_database(url, MIGRATIONS), Matching(), NOW, world
        with self.db.atomic():
            for team in ("ours", "theirs"):
                save_team(self.db, team, {"post": ["high", "medium"]}, NOW)
                there = Destination(id=f"there:{team}", team=team, channel="terminal", address="x")
                outbox.save_destination(self.db, there, NOW)
                own = (Term(name="Nvidia A100", kind="chip"),)
                save_watchlist(self.db, Watchlist(team=team, name="default", terms=own), NOW)
            for source in (LIST, FEED, TENDERS):
                watchers.store.add_source(self.db, source, NOW)
        self.store = StoreThread(self.db)
        self.begin()

    def begin(self) -> None:
        """Build what a process has, as after a restart."""
        self.matching = Matching()
        self.matching.refresh(self.db, self.now)
        self.desk = Desk(self.db, self.matching, lambda: self.now)
        self.pipeline = Pipeline(
            store=self.store,
            fetch=self.world,
            parse=self.world,
            matching=self.matching,
            clock=lambda: self.now,
        )
        self.backfilling = Backfilling(self.store, self.db, self.matching, lambda: self.now)

    def hold(self, *items: Item) -> None:
        """Store items as polls of before did."""
        with self.db.atomic():
            keep(self.db, *items, at=self.now)
        self.now += timedelta(minutes=1)

    def say(self, text: str, team: str = "ours") -> str:
        actor = Actor(team=team, user="U1", role=Role.EDITOR, via="test")
        reply = self.desk.prepared(lambda: grammar.answer(text, self.desk, actor, confirmed=True))
        assert reply.status == 0, reply
        return repr(reply)

    async def list_of(self, *entries: str | Entry) -> None:
        """Poll the list, which holds this now."""
        made = tuple(
            Entry(entity_id=one, name=one, list="Held list") if isinstance(one, str) else one
            for one in entries
        )
        self.world.answers[SourceKind.CSL] = Parsed(items=(), entries=made, as_of="")
        self.now += timedelta(hours=2)
        watchers.leases.pull_forward(self.db, LIST.id, self.now)
        await self.pipeline.poll_due([LIST.id])

    def summaries(self, team: str = "ours") -> list[Alert]:
        """Return the digests that a team gets."""
        posted = {row["alert_id"] for row in self.db.query("SELECT alert_id FROM deliveries")}
        found = outbox.alerts(self.db, team, None, 100)
        return [one for one in found if one.kind == "digest" and one.id in posted]

    def posts(self, team: str = "ours") -> int:
        own = "SELECT id FROM alerts WHERE team = :team"
        return len(self.db.query(f"SELECT key FROM deliveries WHERE alert_id IN ({own})", {"team": team}))


@pytest.fixture
def bot(store_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bot]:
    monkeypatch.setattr(backfilling, "PAUSE", 0)
    made = Bot(store_url, World())
    made.hold(
        tender(1, f"Winner: {NEW}."),
        tender(2, f"Supplier {NEW}, for boats."),
        tender(3, "Winner: Corvane Instruments Ltd."),
        tender(4, f"{NEW} delivers desks."),
    )
    yield made
    made.store.close()


async def watched(bot: Bot) -> None:
    """Let the first team watch the list whole, and hear what is stored of it."""
    await bot.list_of(*HELD)
    bot.say("watchlist watch list")
    await bot.backfilling.go_on()


async def test_a_party_that_is_listed_today_is_told_with_the_tenders_that_name_it(bot: Bot) -> None:
    """One message beside that of the change; nothing to the team that does not watch the list."""
    await watched(bot)
    before = bot.posts(), bot.posts("theirs"), len(bot.summaries())
    await bot.list_of(*HELD, NEW)
    assert await bot.backfilling.go_on()
    assert (bot.posts(), bot.posts("theirs")) == (before[0] + 2, before[1] + 1)
    summary = bot.summaries()[0]
    assert summary.title == "Held list changed: 3 stored items name Brelmor Dynamics Ltd"
    assert summary.text == "Stored in the last 30 days."
    assert {line.url for line in summary.lines} == {f"https://tenders.example/{n}" for n in (1, 2, 4)}
    assert {line.detail for line in summary.lines} == {NEW}
    assert len(bot.summaries()) == before[2] + 1
    told = outbox.alert(bot.db, summary.lines[0].alert)
    assert told is not None
    assert "official list" in told.why[0]
    await bot.list_of(*HELD, NEW)
    assert not await bot.backfilling.go_on()
    assert [name for name, rows in tables(bot.db).items() if name.startswith("backfill") and rows] == []


async def test_what_the_team_was_told_of_is_counted_and_not_repeated(bot: Bot) -> None:
    """An item that was told for another term, before the party was listed."""
    await watched(bot)
    bot.hold(tender(5, f"{NEW} delivers Nvidia A100."))
    bot.say('watchlist add "delivers Nvidia" --kind org')
    before = bot.posts()
    await bot.list_of(*HELD, NEW)
    await bot.backfilling.go_on()
    assert bot.posts() == before + 2
    summary = bot.summaries()[0]
    assert summary.title == "Held list changed: 3 stored items name Brelmor Dynamics Ltd"
    assert summary.text == "Stored in the last 30 days. Of 1 more you were told already."


async def test_an_alias_that_is_added_counts_as_a_party(bot: Bot) -> None:
    """A change of anything else begins nothing."""
    await watched(bot)
    moved = Entry(entity_id=HELD[0], name=HELD[0], list="Held list", addresses=("Quay 1",))
    await bot.list_of(moved, HELD[1])
    assert not await bot.backfilling.go_on()
    named = Entry(entity_id=HELD[0], name=HELD[0], list="Held list", aliases=(NEW,), addresses=("Quay 1",))
    await bot.list_of(named, HELD[1])
    await bot.backfilling.go_on()
    assert bot.summaries()[0].title == "Held list changed: 3 stored items name Aldermoor Works"


async def test_of_a_part_of_a_list_only_its_parties_count(bot: Bot) -> None:
    await bot.list_of(*HELD)
    bot.say("watchlist watch list:Other")
    assert await bot.backfilling.go_on()
    await bot.list_of(*HELD, NEW)
    assert not await bot.backfilling.go_on()
    await bot.list_of(*HELD, NEW, Entry(entity_id="B2", name=NEW, list="Other"))
    assert await bot.backfilling.go_on()
    [summary] = bot.summaries()
    assert summary.title == "Other changed: 3 stored items name Brelmor Dynamics Ltd"


async def test_who_begins_to_watch_a_list_is_told_what_is_stored_of_it(bot: Bot) -> None:
    """In one summary, once; also the least severe is in it. The change of a list itself was told already."""
    await bot.list_of(*HELD, NEW)
    bot.say("rules set --post high")
    assert "in the last 30 days" in bot.say("watchlist watch list")
    assert bot.summaries() == []
    await bot.backfilling.go_on()
    [summary] = bot.summaries()
    assert summary.title.startswith("Now watching list: 4 stored items name ")
    assert all(name in summary.title for name in (NEW, HELD[1]))
    assert len(summary.lines) == 4
    assert bot.summaries("theirs") == []
    bot.say("watchlist watch list --off")
    bot.say("watchlist watch list")
    await bot.backfilling.go_on()
    assert len(bot.summaries()) == 1


async def test_the_rules_of_the_team_hold(bot: Bot) -> None:
    """What they do not post waits for the digest."""
    await watched(bot)
    bot.say("rules set --post high")
    before = len(bot.summaries())
    await bot.list_of(*HELD, NEW)
    await bot.backfilling.go_on()
    assert len(bot.summaries()) == before
    assert len(bot.db.query("SELECT * FROM digest_queue WHERE team = 'ours'")) >= 3


async def test_stages_of_one_purchase_in_several_pieces_are_one_alert_of_the_summary(
    bot: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """None is posted as a story that moved on, and none counts as told before."""
    monkeypatch.setattr(backfilling, "AT_ONCE", 1)
    await watched(bot)
    for day, stage in enumerate(("tender", "award", "contract")):
        bot.hold(
            replace(
                tender(6, f"{NEW}, {stage}."),
                id=f"6-{stage}",
                url=f"https://tenders.example/6-{stage}",
                published=NOW + timedelta(days=day),
                fields={"project_number": "PN-2026-0006", "stage": stage},
            )
        )
    before = bot.posts()
    await bot.list_of(*HELD, NEW)

    def ticking() -> datetime:
        bot.now += timedelta(seconds=1)
        return bot.now

    await Backfilling(bot.store, bot.db, bot.matching, ticking).go_on()
    assert bot.posts() == before + 2
    summary = bot.summaries()[0]
    assert summary.title == "Held list changed: 4 stored items name Brelmor Dynamics Ltd"
    assert summary.text == "Stored in the last 30 days."


async def test_quiet_hours_hold_the_summary_back(bot: Bot) -> None:
    await watched(bot)
    bot.say("quiet hours 00:00-23:59 UTC")
    await bot.list_of(*HELD, NEW)
    await bot.backfilling.go_on()
    waits = bot.db.query("SELECT alert_id FROM deliveries WHERE held_until IS NOT NULL")
    assert bot.summaries()[0].id in {row["alert_id"] for row in waits}


async def test_a_list_that_is_read_for_the_first_time_is_held_against_what_is_stored(bot: Bot) -> None:
    """By a team that had said it watches it: the list was removed and comes again, say."""
    official = Watchlist(team="ours", name=LIST.id, official=True)
    with bot.db.atomic():
        save_watchlist(bot.db, official, NOW)
    await bot.list_of(*HELD)
    await bot.backfilling.go_on()
    [summary] = bot.summaries()
    assert summary.title == "First reading of List: 1 stored item names Corvane Instruments Ltd"


async def test_a_bot_that_ends_between_goes_on_after_its_start(bot: Bot) -> None:
    await watched(bot)
    await bot.list_of(*HELD, NEW)
    bot.begin()
    await bot.backfilling.go_on()
    assert bot.summaries()[0].title == "Held list changed: 3 stored items name Brelmor Dynamics Ltd"


async def test_a_list_change_that_is_not_believed_begins_nothing(bot: Bot) -> None:
    await watched(bot)
    await bot.list_of(*(f"Brelmor Dynamics {number} Ltd" for number in range(300)))
    assert not await bot.backfilling.go_on()
