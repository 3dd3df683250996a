"""What is watched is edited between the scan of a poll and its write: nothing is lost, nothing told twice."""

import asyncio
import threading
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest

import bot.matching.in_force
import watchers.lists.store
import watchers.store
from bot.alerting import telling
from bot.alerts import Destination
from bot.commands.desk import Desk
from bot.database.interface import Database, StoreThread, open_database
from bot.grammar import line as grammar
from bot.matching.in_force import Matching
from bot.opening import MIGRATIONS
from bot.outbox import outbox
from bot.polling import writer
from bot.polling.pipeline import Pipeline, Report
from tests.bot.commands.test_looking_back import ADD, ANA, NOW, item
from tests.wires import Wires
from watchers.model import Entry, Source, SourceKind
from watchlists.model import Passage, Scan, Term, Watchlist
from watchlists.store import get_watchlist, save_team, save_watchlist

pytestmark = pytest.mark.both_stores

WIRE = Source(id="wire", kind=SourceKind.FEED, url="https://wire.example/feed", name="Wire")
REMOVE = "watchlist remove Tolmar"


class Held:
    """Holds a poll back between its scan of an item about a boat and its write, as often as it is `armed`."""

    def __init__(self, matching: Matching, monkeypatch: pytest.MonkeyPatch) -> None:
        self.done, self.go = threading.Event(), threading.Event()
        self.armed, self.scans = 1, 0
        scan = matching.scan

        def held(passage: Passage) -> Scan:
            found = scan(passage)
            self.scans += 1
            if self.armed and "rents a boat" in passage.text:
                self.armed -= 1
                self.done.set()
                assert self.go.wait(60)
                self.go.clear()
            return found

        monkeypatch.setattr(matching, "scan", held)


class Bot:
    """One that polls; `other` edits, as another instance beside it."""

    def __init__(self, url: str) -> None:
        self.db, self.matching, self.wires, self.now = (
            open_database(url, MIGRATIONS),
            Matching(),
            Wires(),
            NOW,
        )
        with self.db.atomic():
            for team in ("ours", "theirs"):
                save_team(self.db, team, {"post": ["high", "medium", "low"]}, NOW)
                there = Destination(id=team, team=team, channel="terminal", address="x")
                outbox.save_destination(self.db, there, NOW)
                terms = (Term(name="Tolmar", kind="org"), Term(name="Harbour Works", kind="org"))
                save_watchlist(self.db, Watchlist(team=team, name="default", terms=terms), NOW)
            watchers.store.add_source(self.db, WIRE, NOW)
        self.store = StoreThread(self.db)
        self.desk = Desk(self.db, self.matching, lambda: self.now)
        self.other = open_database(url, MIGRATIONS)
        self.pipeline = Pipeline(
            store=self.store,
            fetch=self.wires,
            parse=self.wires,
            matching=self.matching,
            clock=lambda: self.now,
        )

    async def first_poll(self) -> None:
        await self.pipeline.poll_due()
        self.now += timedelta(hours=2)

    async def poll_meanwhile(self, held: Held, *edits: Callable[[], object]) -> Report:
        """Poll, and make each edit between a scan and the write that follows it."""
        held.armed = len(edits)
        poll = asyncio.create_task(self.pipeline.poll_due())
        for edit in edits:
            await asyncio.to_thread(held.done.wait, 60)
            held.done.clear()
            await asyncio.to_thread(edit)
            held.go.set()
        [report] = await asyncio.wait_for(poll, 60)
        return report

    def here(self, text: str) -> Callable[[], object]:
        return lambda: self.store.call(said, self.desk, text)

    def beside(self, text: str) -> Callable[[], object]:
        return lambda: said(Desk(self.other, Matching(), lambda: self.now), text)

    def told(self, team: str = "ours") -> list[str]:
        """Return what of the team's alerts each names."""
        alerts = [one for one in outbox.alerts(self.db, team, None, 100) if one.evidence]
        return sorted(
            f"{one.title}: {', '.join(sorted(each.term for each in one.evidence))}" for one in alerts
        )

    def posts(self, team: str = "ours") -> int:
        own = "SELECT id FROM alerts WHERE team = :team"
        return len(self.db.query(f"SELECT key FROM deliveries WHERE alert_id IN ({own})", {"team": team}))

    def close(self) -> None:
        self.store.close()
        self.other.close()


def said(desk: Desk, text: str) -> None:
    reply = desk.prepared(lambda: grammar.answer(text, desk, ANA, confirmed=True))
    assert reply.title.startswith(("Now watching", "No longer watching", "“Tolmar” is muted")), reply.title


@pytest.fixture
def served(store_url: str) -> Iterator[Bot]:
    made = Bot(store_url)
    yield made
    made.close()


@pytest.fixture
def held(served: Bot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Held]:
    one = Held(served.matching, monkeypatch)
    one.armed = 0
    yield one
    one.go.set()


@pytest.mark.parametrize("where", ["here", "beside"])
async def test_a_term_that_comes_meanwhile_is_found_once(served: Bot, held: Held, where: str) -> None:
    """Committed after the scan, by this instance or another: the edit sees nothing stored, the poll tells."""
    await served.first_poll()
    served.wires.items["wire"] = (item(1, "The Quay Lab rents a boat."), item(2, "Tolmar rents another."))
    report = await served.poll_meanwhile(held, getattr(served, where)(ADD))
    assert served.told() == ["Note 1 of the day: Quay Lab", "Note 2 of the day: Tolmar"]
    assert (served.posts(), report.told.alerts, report.matched) == (2, 3, 2)
    assert served.told("theirs") == ["Note 2 of the day: Tolmar"]
    served.now += timedelta(hours=2)
    await served.pipeline.poll_due()
    assert served.posts() == 2


class Slow(Matching):
    """Of an instance whose edits stay open, all done but committed, until they may `end`."""

    def __init__(self) -> None:
        super().__init__()
        self.looked, self.end = threading.Event(), threading.Event()

    def doubt(self, team: str, name: str) -> None:
        super().doubt(team, name)
        self.looked.set()
        assert self.end.wait(60)


async def test_an_edit_that_is_not_yet_committed_is_waited_for(served: Bot) -> None:
    """It looked at what was stored before the poll writes, and the poll does not see it yet."""
    await served.first_poll()
    served.wires.items["wire"] = (item(1, "The Quay Lab rents a boat."), item(2, "Tolmar rents another."))
    slow = Slow()
    edit = asyncio.create_task(asyncio.to_thread(said, Desk(served.other, slow, lambda: served.now), ADD))
    await asyncio.to_thread(slow.looked.wait, 60)
    poll = asyncio.create_task(served.pipeline.poll_due())
    await asyncio.wait({poll}, timeout=0.5)
    slow.end.set()
    await edit
    await asyncio.wait_for(poll, 60)
    assert served.told() == ["Note 1 of the day: Quay Lab", "Note 2 of the day: Tolmar"]


async def test_one_that_comes_before_each_write_is_scanned_for_inside_the_last(
    served: Bot, held: Held
) -> None:
    """However many edits overtake it, a poll is written."""
    await served.first_poll()
    served.wires.items["wire"] = (item(1, "The Quay Lab 6 rents a boat, Tolmar pays."),)
    edits = [served.beside(f'watchlist add "Quay Lab {number}"') for number in range(writer.MOST_TRIES + 1)]
    held.scans = 0
    await served.poll_meanwhile(held, *edits)
    assert held.scans == writer.MOST_TRIES + 2
    assert [one.split(": ")[0] for one in served.told()] == ["Note 1 of the day"]


@pytest.mark.parametrize("where", ["here", "beside"])
@pytest.mark.parametrize("edit", [REMOVE, "watchlist mute Tolmar"])
async def test_a_term_that_goes_or_is_muted_meanwhile_is_not_told(
    served: Bot, held: Held, where: str, edit: str
) -> None:
    """The other team still hears of it."""
    await served.first_poll()
    served.wires.items["wire"] = (item(1, "Tolmar rents a boat."),)
    await served.poll_meanwhile(held, getattr(served, where)(edit))
    assert (served.told(), served.posts()) == ([], 0)
    assert served.told("theirs") == ["Note 1 of the day: Tolmar"]


async def test_what_is_told_in_pieces_follows_the_edits_between_them(
    served: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A term that goes when the first team was told is not told to the next."""
    monkeypatch.setattr(telling, "AT_ONCE", 1)
    await served.first_poll()
    served.wires.items["wire"] = (item(1, "Tolmar rents a boat."),)
    go_on, edited = writer.PollWriter.go_on, []

    def first_edited(self: writer.PollWriter, *asked: object) -> object:
        if not edited:
            edited.append(save_watchlist(served.db, Watchlist(team="theirs", name="default"), NOW))
        return go_on(self, *asked)  # type: ignore[arg-type]

    monkeypatch.setattr(writer.PollWriter, "go_on", first_edited)
    await served.pipeline.poll_due()
    assert edited
    assert served.told() == ["Note 1 of the day: Tolmar"]
    assert (served.told("theirs"), served.db.query("SELECT * FROM tellings")) == ([], [])


async def test_a_party_that_is_listed_meanwhile_is_found(served: Bot, held: Held) -> None:
    """By the team that watches the list; a list that nobody watches costs no second scan."""

    def listed(source: str, *names: str) -> None:
        entries = [Entry(entity_id=name, name=name, list="Held") for name in names]
        with served.other.atomic():
            watchers.lists.store.replace_list(served.other, source, entries, as_of="", now=NOW)

    listed("watched", "Aldermoor Ltd")
    listed("unwatched", "Aldermoor Ltd")
    with served.other.atomic():
        save_watchlist(served.other, Watchlist(team="ours", name="watched", official=True), NOW)
    await served.first_poll()
    served.wires.items["wire"] = (item(1, "Brelmor Dynamics Ltd rents a boat."),)
    await served.poll_meanwhile(held, lambda: listed("watched", "Aldermoor Ltd", "Brelmor Dynamics Ltd"))
    assert served.told() == ["Note 1 of the day: Brelmor Dynamics Ltd"]
    assert held.scans == 2
    served.now += timedelta(hours=2)
    served.wires.items["wire"] += (item(2, "Brelmor Dynamics Ltd sells it."),)
    await served.poll_meanwhile(held, lambda: listed("unwatched", "Brelmor Dynamics Ltd"))
    assert held.scans == 3
    assert served.posts() == 2


async def test_an_index_that_is_made_beside_loses_no_edit(
    served: Bot, held: Held, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The edit comes while the index of all terms is made from what was before, and that takes over later."""
    monkeypatch.setattr(bot.matching.in_force, "MANY_PENDING", 1)
    may_end, made = threading.Event(), bot.matching.rebuilding.compiled

    def slowly(*asked: object) -> object:
        if threading.current_thread().name == "matcher":
            assert may_end.wait(60)
        return made(*asked)  # type: ignore[arg-type]

    monkeypatch.setattr(bot.matching.rebuilding, "compiled", slowly)
    await served.first_poll()
    await asyncio.to_thread(served.beside('watchlist add "Ombrix Marine"'))
    await served.store.run(served.matching.refresh, served.db, NOW)
    await asyncio.to_thread(served.beside('watchlist add "Zyntrall Photonics"'))
    await served.store.run(served.matching.refresh, served.db, NOW)
    rebuild = served.matching._rebuild
    assert rebuild is not None
    served.wires.items["wire"] = (item(1, "The Quay Lab rents a boat of Ombrix Marine."),)

    def edit() -> None:
        served.beside(ADD)()
        may_end.set()
        rebuild.join()

    await served.poll_meanwhile(held, edit)
    assert served.told() == ["Note 1 of the day: Ombrix Marine, Quay Lab"]
    assert served.posts() == 1


async def test_an_edit_that_was_taken_back_leaves_no_trace(
    served: Bot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its transaction fails after the term was in force; the next edit is, though it counts the same."""
    await served.first_poll()

    def fails(db: Database) -> None:
        with db.atomic():
            said(served.desk, ADD)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await served.store.run(fails, served.db)
    await asyncio.to_thread(served.beside('watchlist add "Ombrix Marine"'))
    assert [one.name for one in get_watchlist(served.db, "ours", "default").terms][2:] == ["Ombrix Marine"]
    served.wires.items["wire"] = (item(1, "The Quay Lab sails."), item(2, "Ombrix Marine sails."))
    await served.pipeline.poll_due()
    assert served.told() == ["Note 2 of the day: Ombrix Marine"]
