"""Whoever changed something is called by their name, in every front end and export, not by an id."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from bot.actors import Actor, Role
from bot.cli import main as cli
from bot.commands.desk import Desk
from bot.grammar import line as grammar
from bot.triage.colleagues import Names, remember
from tests.bot.desk_kit import a_desk
from tests.slack_mock import SlackMock
from tests.slack_people import FakeResponder, command, front_for, send
from watchlists.model import Watchlist
from watchlists.store import save_watchlist

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
ANA = Actor(team="ours", user="9f-ana", role=Role.EDITOR, via="teams", name="Ana Castillo")
BEN = Actor(team="ours", user="0e-ben", role=Role.EDITOR, via="teams", name="Ben Baker")


@pytest.fixture
def desk(store_url: str) -> Iterator[Desk]:
    with a_desk(
        store_url, NOW, also=lambda db: save_watchlist(db, Watchlist(team="ours", name="default"), NOW)
    ) as made:
        yield made


@pytest.mark.both_stores
def test_a_history_names_colleagues(desk: Desk) -> None:
    """Who asks need not be who edited; a new name replaces the old; another front end's id is another."""
    grammar.answer("watchlist add Harbour Works --kind org", desk, ANA)
    history = grammar.answer("watchlist history", desk, BEN)
    assert "Ana Castillo (teams)" in repr(history.parts)
    assert [(row["user"], row["name"]) for row in history.data] == [("9f-ana", "Ana Castillo")]
    grammar.answer("watchlist add Quay Lab --kind org", desk, replace(ANA, name="Ana Ruiz"))
    assert "Castillo" not in repr(grammar.answer("watchlist history", desk, BEN).parts)
    assert Names(desk.db, "ours").get("slack", "9f-ana") == "9f-ana"
    with desk.db.atomic():
        remember(desk.db, replace(ANA, name=""))
    assert Names(desk.db, "ours").get("teams", "9f-ana") == "Ana Ruiz"
    assert Names(desk.db, "theirs").get("teams", "9f-ana") == "9f-ana"


@pytest.mark.both_stores
def test_exports_name_people(
    desk: Desk, store_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The audit log's chain is over the ids; the name stands beside, and the chain holds."""
    grammar.answer("watchlist add Harbour Works --kind org", desk, ANA)
    monkeypatch.setenv("SANCTIONS_WATCH_DATABASE_URL", store_url)
    monkeypatch.chdir(tmp_path)
    cli.assemble()
    [row] = csv.DictReader(
        io.StringIO(CliRunner().invoke(cli.cli, ["audit", "export", "--format", "csv"]).stdout)
    )
    assert (row["who"], row["name"]) == ("9f-ana", "Ana Castillo")
    whole = json.loads(CliRunner().invoke(cli.cli, ["audit", "export"]).stdout)
    assert whole["name"] == "Ana Castillo"
    assert CliRunner().invoke(cli.cli, ["audit", "verify"]).exit_code == 0


async def test_slack_says_what_somebody_is_called() -> None:
    """Their full name before the one they chose for the day; a name is shown as text."""
    async with SlackMock() as slack:
        responder = FakeResponder()
        front = front_for(slack, responder)
        slack.users["U01ANA"] = {
            "is_admin": True,
            "name": "ana",
            "profile": {"real_name": "Ana\n<!here>", "display_name": "🌴"},
        }
        await send(front, command(slack, "status"))
        await slack.until(lambda: bool(responder.asked))
        assert responder.asked[0][1].name == "Ana <!here>"
