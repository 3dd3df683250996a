"""Installations on every store: sealed, bound to their workspace, removed, resumed, sealed anew."""

import asyncio
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from pydantic import SecretStr

import watchlists.store
from bot.actors import Actor, Role, operator
from bot.alerts import Destination
from bot.database.interface import Database, StoreThread, open_database
from bot.errors import VaultError
from bot.installed import Installation
from bot.opening import MIGRATIONS
from bot.outbox import outbox
from bot.settings import isolated
from bot.tenants import installations
from bot.tenants.tenancy import REMOVED, STATE_LIFE, Tenancy, renew_seals
from bot.tenants.vault import Vault, new_key, read_keys
from bot.triage import audit
from tests.outbox_samples import NOW, an_alert

pytest.importorskip("cryptography", reason="sealing needs the extra slack-oauth")
OLD, NEW = new_key(), new_key()
TOKEN = "xoxb-planted-1"


@pytest.fixture
def connect(url: str) -> Iterator[Callable[[], Database]]:
    """Return what opens one more connection to a store with all tables."""
    opened: list[Database] = []

    def another() -> Database:
        opened.append(open_database(url, MIGRATIONS))
        return opened[-1]

    yield another
    for each in opened:
        each.close()


def vault(*keys: str) -> Vault:
    return Vault(read_keys(isolated(SANCTIONS_WATCH_SECRET_KEYS=",".join(keys))))


def installation(workspace: str = "T1", token: str = TOKEN) -> Installation:
    return Installation(
        workspace=workspace,
        name=f"Desk {workspace}",
        app="A1",
        bot="B1",
        bot_user="U0BOT",
        scopes=("chat:write", "commands"),
        installer="U01ANA",
        token=SecretStr(token),
    )


def everything(db: Database) -> str:
    """Return all that the tables hold of installations and the audit log."""
    return repr([db.query("SELECT * FROM installations"), db.query("SELECT * FROM audit")])


class Bot:
    """A Tenancy over a store, with a clock that is set."""

    def __init__(self, db: Database, *keys: str) -> None:
        self.now = NOW
        self.db = db
        self.woken = 0
        self.tenancy = Tenancy(StoreThread(db), vault(*keys), lambda: self.now, self._woken)

    def _woken(self) -> None:
        self.woken += 1


def place(workspace: str = "T1", channel: str = "C1") -> Destination:
    return Destination(
        id=f"slack:{workspace}/{channel}",
        team=f"slack-{workspace}",
        channel="slack",
        address=channel,
        workspace=workspace,
    )


def by(workspace: str = "T1") -> Actor:
    return Actor(
        team=f"slack-{workspace}", user="U1", role=Role.EDITOR, via="slack", workspace=workspace, channel="C1"
    )


async def test_a_token_is_kept_sealed(db: Database) -> None:
    """It comes back whole, and stands in no row as it is."""
    bot = Bot(db, OLD)
    await bot.tenancy.save(installation())
    found = await bot.tenancy.find("T1")
    assert found is not None
    assert found.token.get_secret_value() == TOKEN
    assert (found.name, found.bot_user, found.scopes) == ("Desk T1", "U0BOT", ("chat:write", "commands"))
    assert TOKEN not in everything(db)
    assert TOKEN not in repr(found)
    assert await bot.tenancy.find("T2") is None
    [held] = await bot.tenancy.held()
    assert held.key == vault(OLD).newest


async def test_a_new_workspace_gets_a_team_of_its_own(db: Database) -> None:
    """With the starter watchlist; a second installation changes neither the team nor its lists."""
    bot = Bot(db, OLD)
    for workspace in ("T1", "T2"):
        await bot.tenancy.save(installation(workspace))
    names = [row["name"] for row in watchlists.store.names(db, "slack-T1")]
    assert names == ["default", "starter"]
    watchlists.store.drop_watchlist(db, "slack-T1", "starter")
    await bot.tenancy.save(installation("T1", "xoxb-second"))
    assert [row["name"] for row in watchlists.store.names(db, "slack-T1")] == ["default"]
    assert installations.team_of(db, "T2") == "slack-T2"
    assert installations.team_of(db, "T3") is None
    found = await bot.tenancy.find("T1")
    assert found is not None
    assert (found.token.get_secret_value(), found.generation) == ("xoxb-second", 2)


async def test_a_row_moved_to_another_workspace_is_refused(db: Database) -> None:
    """Whoever can write to the database cannot make one workspace speak with another's token."""
    bot = Bot(db, OLD)
    await bot.tenancy.save(installation("T1"))
    await bot.tenancy.save(installation("T2", "xoxb-planted-2"))
    db.execute(
        "UPDATE installations SET token = (SELECT token FROM installations WHERE workspace = 'T1')"
        " WHERE workspace = 'T2'"
    )
    with pytest.raises(VaultError, match="another workspace"):
        await bot.tenancy.find("T2")
    assert await bot.tenancy.find("T1") is not None


async def test_a_removal_deletes_the_token_and_stops_visibly_and_a_return_resumes(db: Database) -> None:
    """What waits is a dead letter with its reason; installed again, it waits as before, for the same team."""
    bot = Bot(db, OLD)
    for workspace in ("T1", "T2"):
        await bot.tenancy.save(installation(workspace))
        await bot.tenancy.subscribe(place(workspace), by(workspace))
        alert = an_alert(f"a-{workspace}", team=f"slack-{workspace}")
        outbox.record(db, alert, [place(workspace)], NOW)
    assert await bot.tenancy.remove("T1", "app_uninstalled")
    assert not await bot.tenancy.remove("T1", "tokens_revoked"), "once"
    assert await bot.tenancy.find("T1") is None
    assert db.query("SELECT workspace FROM installations WHERE token IS NOT NULL") == [{"workspace": "T2"}]
    assert [one.note for one in outbox.undelivered(db, "slack-T1")["a-T1"]] == [REMOVED]
    assert outbox.figures(db, NOW).pending == 1, "the other workspace's"
    held = {one.workspace: one for one in await bot.tenancy.held()}
    assert (held["T1"].why, held["T1"].key) == ("app_uninstalled", "")
    woken = bot.woken
    await bot.tenancy.save(installation("T1", "xoxb-again"))
    assert outbox.undelivered(db, "slack-T1") == {}
    assert outbox.figures(db, NOW).pending == 2
    assert bot.woken == woken + 1
    actions = [row.action for row in audit.rows(db) if row.team == "slack-T1"]
    assert actions == ["slack.install", "alerts.subscribe", "slack.remove", "slack.install"]
    assert audit.verify(db) == ""


@pytest.mark.parametrize(
    ("told", "removed"),
    [
        (None, True),
        (NOW + timedelta(seconds=1), True),
        (NOW - timedelta(minutes=5), False),  # Slack repeats what it told before the app came back
        (NOW - timedelta(days=300), True),  # no repeat comes so late
    ],
)
async def test_what_slack_told_before_the_return_removes_nothing(
    db: Database, told: datetime | None, removed: bool
) -> None:
    """An event is repeated for minutes; the token it was about is gone."""
    bot = Bot(db, OLD)
    await bot.tenancy.save(installation())
    assert await bot.tenancy.remove("T1", "app_uninstalled", told) is removed


async def test_the_refusal_of_an_older_token_removes_nothing(db: Database) -> None:
    """Installed again while a call was under way: the token that was refused is not the one that is here."""
    bot = Bot(db, OLD)
    await bot.tenancy.save(installation())
    first = await bot.tenancy.find("T1")
    await bot.tenancy.save(installation(token="xoxb-again"))
    assert first is not None
    assert not await bot.tenancy.remove("T1", "token_revoked", generation=first.generation)
    second = await bot.tenancy.find("T1")
    assert second is not None
    assert await bot.tenancy.remove("T1", "token_revoked", generation=second.generation)


async def test_keys_are_changed_without_a_break(db: Database) -> None:
    """New in front of old: all open; sealed anew, the old one may go; twice changes nothing."""
    await Bot(db, OLD).tenancy.save(installation("T1"))
    both = Bot(db, NEW, OLD)
    await both.tenancy.save(installation("T2"))
    assert renew_seals(db, vault(NEW, OLD), operator("default"), NOW) == (1, {})
    assert renew_seals(db, vault(NEW, OLD), operator("default"), NOW) == (0, {})
    alone = Bot(db, NEW)
    for workspace in ("T1", "T2"):
        found = await alone.tenancy.find(workspace)
        assert found is not None
        assert found.token.get_secret_value() == TOKEN
    assert [row.action for row in audit.rows(db)][-1] == "keys.rotate"


async def test_a_lost_key_concerns_its_workspaces_alone(db: Database) -> None:
    """They say which key is missing; the others go on, and nothing is thrown away."""
    await Bot(db, OLD).tenancy.save(installation("T1"))
    bot = Bot(db, NEW)
    await bot.tenancy.save(installation("T2"))
    with pytest.raises(VaultError, match=vault(OLD).newest):
        await bot.tenancy.find("T1")
    assert await bot.tenancy.find("T2") is not None
    count, unread = renew_seals(db, vault(NEW), operator("default"), NOW)
    assert (count, list(unread)) == (0, ["T1"])
    assert await Bot(db, NEW, OLD).tenancy.find("T1") is not None, "the key came back"


async def test_a_state_is_good_once_for_a_while_at_any_instance(connect: Callable[[], Database]) -> None:
    """Made by one instance, taken by another; not twice, not late, not made up, not under another's key."""
    one, two = Bot(connect(), OLD), Bot(connect(), NEW, OLD)
    state = await one.tenancy.new_state()
    assert await two.tenancy.take_state(state)
    assert not await one.tenancy.take_state(state)
    late = await one.tenancy.new_state()
    two.now = NOW + STATE_LIFE
    assert not await two.tenancy.take_state(late)
    stranger = Bot(one.db, new_key())
    for wrong in ("", "forged", state[:-2], await stranger.tenancy.new_state(), "é", "=" * 50):
        assert not await one.tenancy.take_state(wrong)
    assert one.db.query("SELECT * FROM installations") == []


async def test_two_instances_install_one_workspace_at_once(connect: Callable[[], Database]) -> None:
    """One team, one row; the token of the later stands."""
    bots = [Bot(connect(), OLD) for _ in range(2)]
    await asyncio.gather(*(bot.tenancy.save(installation(token=f"xoxb-{n}")) for n, bot in enumerate(bots)))
    db = bots[0].db
    [row] = db.query("SELECT team, generation FROM installations")
    assert (row["team"], row["generation"]) == ("slack-T1", 2)
    assert [row["name"] for row in watchlists.store.names(db, "slack-T1")] == ["default", "starter"]


async def test_where_alerts_go_is_chosen_and_ended(db: Database) -> None:
    """Each change leaves its row; ending twice is no second one."""
    bot = Bot(db, OLD)
    await bot.tenancy.save(installation())
    await bot.tenancy.subscribe(place(), by())
    assert await bot.tenancy.places("slack-T1") == (place(),)
    assert await bot.tenancy.places("slack-T2") == ()
    assert await bot.tenancy.unsubscribe(place(), by())
    assert not await bot.tenancy.unsubscribe(place(), by())
    rows = [(row.action, row.subject, row.who) for row in audit.rows(db) if row.action.startswith("alerts")]
    assert rows == [("alerts.subscribe", place().id, "U1"), ("alerts.unsubscribe", place().id, "U1")]
