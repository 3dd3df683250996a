"""`rules`: shown, set and put back; what is found is weighed and posted by them from then on."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

import watchers.leases
import watchers.store
from bot.actors import Actor, Role
from bot.alerts import Alert, Destination
from bot.commands.desk import Desk
from bot.database.interface import StoreThread, open_database
from bot.grammar import line as grammar
from bot.matching.in_force import Matching
from bot.opening import MIGRATIONS
from bot.operating import daily
from bot.outbox import outbox
from bot.polling.pipeline import Pipeline
from bot.replies import Reply, Tone
from bot.triage import audit
from tests.wires import Wires
from watchers.model import Item, ItemKind, Source, SourceKind
from watchlists.model import Term, Watchlist
from watchlists.store import save_team, save_watchlist, teams

pytestmark = pytest.mark.both_stores
TERMS = (Term(name="Harbour Institute", kind="org"), Term(name="Nvidia A100", kind="chip"))


class Team:
    """A team with a channel, a feed and a clock."""

    def __init__(self, store_url: str) -> None:
        self.now, self.wires, self.read = datetime(2026, 3, 2, 12, tzinfo=UTC), Wires(), 0
        self.db = open_database(store_url, MIGRATIONS)
        self.store, matching = StoreThread(self.db), Matching()
        self.desk = Desk(self.db, matching, lambda: self.now)
        self.pipeline = Pipeline(
            store=self.store,
            fetch=self.wires,
            parse=self.wires,
            matching=matching,
            clock=lambda: self.now,
        )
        with self.db.atomic():
            save_team(self.db, "ours", {"list_change": "high"}, self.now)
            save_watchlist(self.db, Watchlist(team="ours", name="default", terms=TERMS), self.now)
            place = Destination(id="slack:C1", team="ours", channel="slack", address="C1")
            outbox.save_destination(self.db, place, self.now)
            feed = Source(id="wire", kind=SourceKind.FEED, url="https://wire.example/feed", name="Wire")
            watchers.store.add_source(self.db, feed, self.now)

    def ask(self, text: str, role: Role = Role.EDITOR) -> Reply:
        return grammar.answer(text, self.desk, Actor(team="ours", user="U1", role=role, via="test"))

    async def reads(self, title: str, text: str) -> str:
        """Poll a report and return the id of the alert it gave."""
        self.read += 1
        item = Item(
            id=f"item-{self.read}",
            source="wire",
            kind=ItemKind.NEWS,
            url=f"https://wire.example/{self.read}",
            title=title,
            text=text,
        )
        self.wires.items["wire"] = (*self.wires.items.get("wire", ()), item)
        await self.poll()
        [row] = self.db.query("SELECT alert_id FROM verdicts WHERE at = :now", {"now": self.now})
        return str(row["alert_id"])

    def alert(self, alert_id: str) -> Alert:
        found = outbox.alert(self.db, alert_id)
        assert found is not None
        return found

    async def poll(self) -> None:
        self.now += timedelta(hours=1)
        await self.store.run(watchers.leases.pull_forward, self.db, "wire", self.now)
        await self.pipeline.poll_due()

    def posted(self) -> list[str]:
        return [row["alert_id"] for row in self.db.query("SELECT alert_id FROM deliveries ORDER BY alert_id")]


@pytest.fixture
def team(store_url: str) -> Iterator[Team]:
    made = Team(store_url)
    yield made
    made.store.close()


def test_rules_are_shown_set_and_put_back(team: Team) -> None:
    """Only what is named changes, the answer offers the way back, and who changed it is on record."""
    assert team.ask("rules show").data["post"] == ["high", "medium"]
    done = team.ask("Rules set —post High --near 250")
    assert (done.title, done.public) == ("Posted at once: high severity", True)
    assert (done.data["post"], done.data["near"]) == (["high"], 250)
    assert "medium and low severity" in repr(done.parts)
    assert [offer.words for offer in done.offers] == ["rules set --post medium --near 400"]
    assert team.ask("rules set --near 250").offers == ()  # nothing to take back
    assert team.ask("rules set --near 100").data["post"] == ["high"]
    assert team.ask("rules set --post none").title == "Nothing is posted at once"
    assert team.ask("rules reset").data["near"] == 400
    assert teams(team.db) == {"ours": {"list_change": "high"}}  # what no command sets stays
    changes = [(row.before, row.after) for row in audit.rows(team.db) if row.action == "alerts.rules"]
    assert changes[0] == ("--post medium --near 400", "--post high --near 250")
    assert changes[-1] == ("--post none --near 100", "--post medium --near 400")


@pytest.mark.parametrize("said", ["", "--post all", "--near 0", "--near far", "high"])
def test_what_is_no_rule_changes_nothing(team: Team, said: str) -> None:
    """One sentence says what is wrong."""
    assert team.ask(f"rules set {said}").tone is Tone.ERROR
    assert team.ask("rules show").data["near"] == 400


def test_who_may_not_edit_may_read_them(team: Team) -> None:
    """As with the watchlists."""
    assert team.ask("rules show", Role.READER).tone is not Tone.ERROR
    assert team.ask("rules set --post high", Role.READER).tone is Tone.ERROR
    assert team.ask("rules reset", Role.READER).tone is Tone.ERROR


async def test_what_is_found_next_is_posted_by_them(team: Team) -> None:
    """How near, and how grave; what is not posted comes with the digest, which sends nobody elsewhere."""
    await team.poll()
    apart = "Harbour Institute said so. " + "Weather and tides. " * 5 + "Nvidia A100 boards arrive."
    first = await team.reads("Spring in the port", apart)
    assert team.alert(first).severity == "high"
    team.ask("rules set --post high --near 40")
    second = await team.reads("Autumn at the quay", apart.replace("tides", "storms and an early frost"))
    assert team.alert(second).severity == "medium"
    assert team.posted() == [first]
    digest = daily.digest(team.db, "ours", team.now)
    assert digest is not None
    assert [line.text for line in digest.lines] == ["Autumn at the quay"]
    assert "`rules show`" in digest.text


async def test_what_waits_for_the_digest_is_posted_when_other_rules_post_it(team: Team) -> None:
    """Between the two, what was left to the digest became what is posted at once."""
    await team.poll()
    team.ask("rules set --post high")
    story = "Harbour Institute opened a hall on the quay for guests. " + "Weather and tides. " * 40
    held = await team.reads("News of the harbour", story + "A board named Nvidia A100 was shown elsewhere.")
    assert team.posted() == []
    team.ask("rules set --post medium")
    again = story + "A board named Nvidia A100 was shown elsewhere. Harbour Institute bought the Nvidia A100."
    assert await team.reads("News of the harbour", again) == held
    assert team.alert(held).severity == "high"
    assert team.posted() == [held]
    assert daily.digest(team.db, "ours", team.now) is None
