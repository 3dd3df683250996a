"""A new term is held against what is stored before the edit is written: others write meanwhile."""

import asyncio
import threading
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import watchers.item_store
import watchers.store
import watchlists.store
from bot.actors import Actor, Role
from bot.alerting.sought import Sought
from bot.alerts import Destination
from bot.commands import looking_back
from bot.commands.desk import Desk
from bot.database.interface import Database, StoreThread, open_database
from bot.grammar import line as grammar
from bot.grammar.responder import Commands
from bot.matching.in_force import Matching
from bot.opening import MIGRATIONS
from bot.outbox import outbox
from bot.replies import Reply
from tests.bot.desk_kit import desk_over
from tests.processes import killed_there
from watchers.changes import decide
from watchers.model import Item, ItemKind, Source, SourceKind
from watchlists.model import Term, Watchlist
from watchlists.store import get_watchlist, save_team, save_watchlist

NOW = datetime(2026, 3, 1, tzinfo=UTC)
ANA = Actor(team="ours", user="U1", role=Role.EDITOR, via="test")
ADD = 'watchlist add "Quay Lab"'


def item(number: int, text: str) -> Item:
    return Item(
        id=str(number),
        source="wire",
        kind=ItemKind.NEWS,
        url=f"https://wire.example/{number}",
        title=f"Note {number} of the day",
        text=text,
    )


def keep(db: Database, *items: Item, at: datetime = NOW) -> None:
    """Store items as a poll does."""
    known = watchers.item_store.known(db, [("wire", {f"id:{one.id}" for one in items})])[0]
    for decision in decide(items, known):
        watchers.item_store.save_decision(db, decision, now=at)


def filled(url: str) -> Database:
    """Open a store with nine items, of which every third names the Quay Lab, four at a time seen together."""
    db = open_database(url, MIGRATIONS)
    with db.atomic():
        save_team(db, "ours", {}, NOW)
        outbox.save_destination(db, Destination(id="c", team="ours", channel="slack", address="C1"), NOW)
        save_watchlist(
            db, Watchlist(team="ours", name="default", terms=(Term(name="Tolmar", kind="org"),)), NOW
        )
        watchers.store.add_source(
            db, Source(id="wire", kind=SourceKind.FEED, url="https://wire.example", name="Wire"), NOW
        )
        for number in range(9):
            text = (
                f"The Quay Lab rents boat {number}." if number % 3 == 0 else f"Boat {number} runs to Tolmar."
            )
            keep(db, item(number, text), at=NOW - timedelta(hours=number // 4))
    return db


def told(db: Database) -> list[tuple[str, str]]:
    """Return all that was told: titles and texts of every alert, and where each goes."""
    alerts = sorted((one.title, repr(one.why)) for one in outbox.alerts(db, "ours", None, 100))
    posts = db.query("SELECT count(*) AS posts FROM deliveries")
    return [*alerts, ("posts", str(posts[0]["posts"]))]


class Slow:
    """Scanning stops before the first item until it is let `go`."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.begun, self.go = threading.Event(), threading.Event()
        self.times = 0
        sieve = Sought.sieve

        def slow(sought: Sought, own: Iterable[Term]) -> Callable[[Item], bool]:
            may_name = sieve(sought, own)
            self.times += 1

            def waits(one: Item) -> bool:
                self.begun.set()
                assert self.go.wait(60)
                return may_name(one)

            return waits

        monkeypatch.setattr(Sought, "sieve", slow)


class Bot:
    """What of the bot answers people."""

    def __init__(self, db: Database) -> None:
        self.db = db
        self.store = StoreThread(db)
        self.desk = Desk(db, Matching(), lambda: NOW)
        self.commands = Commands(self.store, self.desk)

    async def say(self, text: str) -> Reply:
        return await self.commands.answer(text, ANA)


@pytest.fixture
def served(store_url: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[Bot]:
    monkeypatch.setattr(looking_back, "TOGETHER", 2)
    bot = Bot(filled(store_url))
    yield bot
    bot.store.close()


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> Iterator[Slow]:
    one = Slow(monkeypatch)
    yield one
    one.go.set()


def expected(
    tmp_path: Path, *texts: str, also: Callable[[Database], object] = lambda _: None
) -> tuple[Reply, list]:
    """Return what is answered and told where the edit looks back inside its own transaction."""
    db = filled(f"sqlite:///{tmp_path}/expected.db")
    with db.atomic():
        also(db)
    desk = desk_over(db, NOW)
    replies = [grammar.answer(text, desk, ANA, confirmed=True) for text in texts]
    answer = replies[-1], told(db)
    db.close()
    return answer


@pytest.mark.both_stores
async def test_the_answer_is_the_same_and_told_once(served: Bot, tmp_path: Path) -> None:
    """In pages of two, some of them seen at one time."""
    reply, alerts = expected(tmp_path, ADD)
    assert "3 stored items name it; a summary follows." in repr(reply)
    assert await served.say(ADD) == reply
    assert told(served.db) == alerts
    assert served.desk.looked == []


async def test_what_is_muted_is_not_said_to_be_told(served: Bot) -> None:
    """A new spelling of a term that is muted; of one that is not, all are told at first, and then known."""
    await served.commands.answer("watchlist mute Tolmar", ANA, confirmed=True)
    reply = repr(await served.say("watchlist alias Tolmar Tolmaro"))
    assert "6 stored items name it; none of them is told, and `why`" in reply
    await served.say("watchlist mute Tolmar --off")
    assert "6 stored items name it; a summary follows." in repr(
        await served.say("watchlist alias Tolmar Talmar")
    )
    again = repr(await served.say("watchlist alias Tolmar Telmar"))
    assert "6 stored items name it, and you were told of all of them already." in again


@pytest.mark.both_stores
async def test_others_write_meanwhile_and_what_they_change_counts(
    served: Bot, slow: Slow, tmp_path: Path
) -> None:
    """One item went, one no longer names the term, one does now, and one came."""

    def meanwhile(db: Database) -> None:
        watchers.item_store.forget(db, "wire", [key for key, in_it in keys(db).items() if in_it == "0"])
        for number, text in (("3", "Boats."), ("4", "The Quay Lab sails.")):
            db.execute(
                "UPDATE items SET text = :text, content_hash = 'other', changed_at = :now"
                " WHERE item_id = :number",
                {"text": text, "now": NOW, "number": number},
            )
        keep(db, item(20, "A yard sells to the Quay Lab again."), at=NOW + timedelta(minutes=1))

    def keys(db: Database) -> dict[str, str]:
        return {row["key"]: row["item_id"] for row in db.query("SELECT key, item_id FROM items")}

    def write() -> None:
        with served.db.atomic():
            meanwhile(served.db)

    answer = asyncio.create_task(served.say(ADD))
    await asyncio.to_thread(slow.begun.wait)
    await asyncio.wait_for(served.store.run(write), 60)
    assert not answer.done()
    slow.go.set()
    reply, alerts = expected(tmp_path, ADD, also=meanwhile)
    assert await answer == reply
    assert "3 stored items name it" in repr(reply)
    assert told(served.db) == alerts


async def test_edits_that_are_made_meanwhile_stay(served: Bot, slow: Slow, tmp_path: Path) -> None:
    """Of the same watchlist: another term goes, and what this one finds is looked for again."""
    answer = asyncio.create_task(served.say(ADD))
    await asyncio.to_thread(slow.begun.wait)
    gone = await served.commands.answer("watchlist remove Tolmar", ANA, confirmed=True)
    assert gone.title == "No longer watching “Tolmar”"
    slow.go.set()
    assert "3 stored items name it" in repr(await answer)
    terms = get_watchlist(served.db, "ours", "default").terms
    assert [term.name for term in terms] == ["Quay Lab"]
    assert slow.times == 2
    assert told(served.db) == expected(tmp_path, "watchlist remove Tolmar", ADD)[1]


async def test_two_who_add_it_at_once_are_told_once(served: Bot, slow: Slow) -> None:
    """The second learns that it is watched already."""
    both = [asyncio.create_task(served.say(ADD)) for _ in range(2)]
    await asyncio.to_thread(slow.begun.wait)
    slow.go.set()
    done, refused = sorted(reply.title for reply in await asyncio.gather(*both))
    assert done.startswith("Now watching “Quay Lab”")
    assert refused.startswith("“Quay Lab” is watched already")
    [summary] = [title for title, _ in told(served.db) if title.startswith("New term")]
    assert summary == "New term “Quay Lab”: 3 stored items name it"


KILLED = """
import sys
sys.path.append(sys.argv[1])
from bot.alerting import recorder
from bot.alerting.sought import Sought
from tests.bot.commands.test_looking_back import ADD, ANA, NOW
from tests.bot.desk_kit import desk_over
from bot.database.interface import open_database
from bot.grammar import line as grammar
from bot.opening import MIGRATIONS
def here(*asked, **how):
    print("there", flush=True)
    sys.stdin.read()
if sys.argv[3] == "while it reads":
    Sought.sieve = lambda sought, own: here
else:
    tell = recorder.tell
    recorder.tell = lambda *asked: (tell(*asked), here())
desk = desk_over(open_database(sys.argv[2], MIGRATIONS), NOW)
desk.prepared(lambda: grammar.answer(ADD, desk, ANA))
"""


@pytest.mark.parametrize("when", ["while it reads", "before it is committed"])
def test_killed_in_the_middle_nothing_was_done_and_it_is_told_once_when_said_again(
    when: str, tmp_path: Path
) -> None:
    """Neither the term nor an alert is there; who says it again is answered as if nothing had been."""
    url = f"sqlite:///{tmp_path}/bot.db"
    filled(url).close()
    killed_there(KILLED, url, when)
    db = open_database(url, MIGRATIONS)
    assert [term.name for term in get_watchlist(db, "ours", "default").terms] == ["Tolmar"]
    assert told(db) == [("posts", "0")]
    desk = desk_over(db, NOW)
    reply, alerts = expected(tmp_path, ADD)
    assert desk.prepared(lambda: grammar.answer(ADD, desk, ANA)) == reply
    assert told(db) == alerts
    assert watchlists.store.get_watchlist(db, "ours", "default").terms[-1].name == "Quay Lab"
    db.close()
