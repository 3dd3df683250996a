"""A workspace is forgotten on every store: all of it, nothing of others; the audit log still verifies."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from pydantic import SecretStr

import watchlists.mutes
import watchlists.store
from bot.actors import TEAM, Actor, Role, operator
from bot.alerting import suppliers
from bot.alerts import Destination
from bot.cli import main as cli
from bot.database.interface import Database, StoreThread, open_database
from bot.errors import CommandError
from bot.installed import Installation
from bot.opening import MIGRATIONS
from bot.outbox import outbox
from bot.outbox.claims import claim
from bot.outbox.decisions import Limits
from bot.settings import isolated
from bot.tenants.forgetting import forget
from bot.tenants.tenancy import Tenancy
from bot.tenants.vault import Vault, new_key, read_keys
from bot.triage import audit
from tests.outbox_samples import NOW, an_alert
from tests.samples import a_match
from tests.stores import tables
from watchers.model import Item, ItemKind
from watchlists.model import Term, Watchlist

pytest.importorskip("cryptography", reason="sealing needs the extra slack-oauth")
VAULT = Vault(read_keys(isolated(SANCTIONS_WATCH_SECRET_KEYS=new_key())))


@pytest.fixture
def db(url: str) -> Iterator[Database]:
    """Return a store with all tables."""
    opened = open_database(url, MIGRATIONS)
    yield opened
    opened.close()


async def moved_in(db: Database, workspace: str, team: str = "") -> None:
    """Let a workspace install the app, and leave something in every table that has teams."""
    tenancy = Tenancy(StoreThread(db), VAULT, lambda: NOW)
    mark = f"mark-{workspace}"
    await tenancy.save(
        Installation(
            workspace=workspace,
            name=mark,
            app="A1",
            bot="B1",
            bot_user="U0",
            scopes=(),
            installer=mark,
            token=SecretStr(f"xoxb-{mark}"),
        ),
        team=team,
    )
    team = team or f"slack-{workspace}"
    by = Actor(team=team, user=mark, role=Role.EDITOR, via="slack", workspace=workspace)
    place = Destination(
        id=f"slack:{workspace}/C1", team=team, channel="slack", address="C1", workspace=workspace
    )
    await tenancy.subscribe(place, by)
    with db.atomic():
        terms = (Term(name=mark, kind="org"),)
        watchlists.store.save_watchlist(db, Watchlist(team=team, name="default", terms=terms), NOW)
        watchlists.mutes.mute(db, team, mark, until=None, user=mark, reason=mark)
        audit.append(db, by, "watchlist.add", mark, before=mark, after=mark, now=NOW)
        outbox.record(db, an_alert(mark, team=team), [place], NOW)
        item = Item(
            id=mark,
            source="s",
            kind=ItemKind.TENDER,
            url="https://news.example/1",
            title="Public",
            text="",
            fields={"supplier": [f"{mark} Ltd"]},
        )
        match = a_match("C", kind="chip", watchlist=f"{team}/default")
        suppliers.remember(db, team, mark, item, [match], NOW)
        for sql in (
            "INSERT INTO verdicts VALUES (:mark, :team, 'match', 'new', :mark, 'high', :mark, :now)",
            "INSERT INTO digest_queue VALUES (:team, :mark, :now)",
            "INSERT INTO colleagues VALUES (:team, 'slack', 'U1', :mark)",
            "INSERT INTO snoozed VALUES (:mark, :team, :now)",
            "INSERT INTO told_keys VALUES (:team, :mark, :mark, :now)",
            "INSERT INTO told_wording VALUES (:team, :mark, :mark, :now, :mark, 1, '', '')",
            "INSERT INTO supplier_proposals VALUES (:team, :mark, :now, :mark)",
            (
                "INSERT INTO backfills VALUES"
                " (:mark, 'own', 0, NULL, :mark, 1, :now, :now, '', '', 0, NULL, NULL)"
            ),
            "INSERT INTO backfill_teams VALUES (:mark, :team)",
            "INSERT INTO backfill_finds VALUES (:mark, :team, :mark, :mark)",
            "INSERT INTO edits VALUES (:mark, :team, 'default', 'add', :mark, '', '', :mark, 'slack', :now)",
        ):
            db.execute(sql, {"mark": mark, "team": team, "now": NOW})
        db.execute(
            "INSERT INTO pauses VALUES (:place, :now, :now)", {"place": f"slack/{workspace}", "now": NOW}
        )


def held_of(db: Database, word: str) -> list[str]:
    """Return the tables that hold a word."""
    return sorted(name for name, rows in tables(db).items() if word in repr(rows))


async def test_nothing_of_it_is_left_and_all_of_the_other(db: Database) -> None:
    """Every table that knows teams; in the audit log only who forgot it."""
    await moved_in(db, "T1")
    await moved_in(db, "T2")
    theirs = held_of(db, "T2")
    assert len(theirs) > 12
    assert held_of(db, "T1") == theirs
    gone = forget(db, "T1", operator(TEAM), NOW)
    assert gone["alerts"] == gone["deliveries"] == gone["installations"] == 1
    assert held_of(db, "mark-T1") == held_of(db, "slack-T1") == []
    assert held_of(db, "T1") == ["audit"]
    [row] = [row for row in audit.rows(db) if "T1" in repr(row)]
    assert (row.action, row.subject, row.team) == ("workspaces.forget", "T1", TEAM)
    assert held_of(db, "T2") == theirs
    [claimed] = claim(db, NOW, ["slack"], Limits())
    assert claimed.delivery.destination.workspace == "T2"


async def test_the_audit_log_verifies_and_still_shows_what_was_altered(db: Database) -> None:
    """The emptied rows are accounted for; one that was emptied by somebody else is not."""
    await moved_in(db, "T1")
    await moved_in(db, "T2")
    forget(db, "T1", operator(TEAM), NOW)
    assert audit.verify(db) == ""
    [theirs] = [row.seq for row in audit.rows(db) if row.action == "watchlist.add"]
    db.execute("UPDATE audit SET action = '', subject = '' WHERE seq = :seq", {"seq": theirs})
    assert f"Row {theirs}" in audit.verify(db)


async def test_it_may_come_back_and_begins_anew(db: Database) -> None:
    """A fresh team, and nothing resumed."""
    await moved_in(db, "T1")
    forget(db, "T1", operator(TEAM), NOW)
    with pytest.raises(CommandError, match="Nothing is held"):
        forget(db, "T1", operator(TEAM), NOW)
    await moved_in(db, "T1")
    [row] = db.query("SELECT generation FROM installations")
    assert row["generation"] == 1
    assert audit.verify(db) == ""


async def test_what_a_poll_wrote_meanwhile_goes_when_it_is_said_again(db: Database) -> None:
    """An instance that had not noticed yet recorded one more alert."""
    await moved_in(db, "T1")
    forget(db, "T1", operator(TEAM), NOW)
    outbox.record(db, an_alert("late", team="slack-T1"), [], NOW)
    assert forget(db, "T1", operator(TEAM), NOW) == {"alerts": 1}


async def test_a_team_that_is_not_its_alone_stays(db: Database) -> None:
    """That of the settings, and one that another workspace acts for too."""
    await moved_in(db, "T1", TEAM)
    before = tables(db)
    with pytest.raises(CommandError, match="not its alone"):
        forget(db, "T1", operator(TEAM), NOW)
    assert tables(db) == before


async def test_the_command_asks_holds_and_overwrites(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not without --yes, not under a legal hold; then no byte of it is in the file."""
    path = tmp_path / "bot.db"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SANCTIONS_WATCH_DATABASE_URL", f"sqlite:///{path}")
    db = open_database(f"sqlite:///{path}", MIGRATIONS)
    await moved_in(db, "T1")
    await moved_in(db, "T2")
    db.close()
    cli.assemble()

    def run(*words: str) -> tuple[int, str]:
        done = CliRunner().invoke(cli.cli, ["workspaces", "forget", *words])
        return done.exit_code, done.output + str(done.exception)

    assert "--yes" in run("T1")[1]
    monkeypatch.setenv("SANCTIONS_WATCH_LEGAL_HOLD", "true")
    assert "LEGAL_HOLD" in run("T1", "--yes")[1]
    monkeypatch.delenv("SANCTIONS_WATCH_LEGAL_HOLD")
    assert b"mark-T1" in path.read_bytes()
    index = path.with_name("bot.db.index")
    index.write_bytes(b"mark-T1")
    assert run("T1", "--yes")[0] == 0
    sqlite3.connect(path).execute("PRAGMA wal_checkpoint(TRUNCATE)")
    assert b"mark-T1" not in path.read_bytes()
    assert b"mark-T2" in path.read_bytes()
    assert not index.exists()
