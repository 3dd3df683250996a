"""A channel that the settings name is greeted, once: what is watched here, and how to begin."""

import csv
from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

import watchers.store
from bot.actors import Actor, Role
from bot.alerts import Alert, AlertKind
from bot.app import running
from bot.chat.teams.render import alert_card
from bot.commands.desk import Desk
from bot.database.interface import Database
from bot.grammar import line as grammar
from bot.matching.in_force import Matching
from bot.opening import open_store
from bot.outbox import outbox
from bot.settings import Settings, isolated
from bot.tenants import seeds
from tests.slack_limits import complaints
from tests.slack_mock import SlackMock
from watchers.defaults import default_sources
from watchers.model import Source, SourceKind
from watchlists.model import Term, Watchlist
from watchlists.starter import starter_csv
from watchlists.store import save_watchlist

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
STARTER = Counter(row["kind"] for row in csv.DictReader(starter_csv().splitlines()))
OWN = Source(id="own", kind=SourceKind.FEED, url="https://quay.example/feed", name="Quay")


def settings(folder: Path, **more: Any) -> Settings:
    return isolated(
        SANCTIONS_WATCH_DATABASE_URL=f"sqlite:///{folder / 'watch.db'}",
        SLACK_MODE="http",
        **more,
    )


def slack_of(folder: Path, channel: str = "C01ALERTS", **more: Any) -> Settings:
    return settings(folder, SLACK_BOT_TOKEN="xoxb-1", SLACK_SIGNING_SECRET="s", SLACK_CHANNEL=channel, **more)


@pytest.fixture
def db(tmp_path: Path) -> Iterator[Database]:
    held = open_store(settings(tmp_path))
    yield held
    held.close()


def greetings(db: Database, wanted: Settings) -> list[Alert]:
    with db.atomic():
        seeds.settle_destinations(db, wanted, NOW)
    return [one for one in outbox.alerts(db) if one.kind is AlertKind.WELCOME]


async def test_slack_hears_what_is_watched_and_how_to_begin(tmp_path: Path) -> None:
    """It is the first message of the channel; starting again says nothing more."""
    async with SlackMock() as slack:
        wanted = slack_of(tmp_path, SLACK_API_URL=slack.api_url)
        for _ in range(2):
            async with running(wanted) as app:
                await app.deliverer.drain(timedelta(seconds=20))
        (message,) = slack.messages["C01ALERTS"]
    shipped = f"{STARTER['org']} organisations, {STARTER['chip']} chips and {STARTER['cloud']} clouds"
    assert shipped in message["text"]
    assert "/sanctions status" in message["text"]
    assert not complaints(message)


def test_each_channel_is_greeted_once(db: Database, tmp_path: Path) -> None:
    """Another channel in the settings is another channel; the first one, named again, was greeted."""
    one, other = slack_of(tmp_path), slack_of(tmp_path, "C02OTHER")
    assert len(greetings(db, one)) == 1
    assert len(greetings(db, other)) == 2
    assert len(greetings(db, one)) == 2
    lives = [outbox.deliveries(db, each.id) for each in greetings(db, one)]
    assert sorted(life.destination.id for (life,) in lives) == ["slack:C01ALERTS", "slack:C02OTHER"]


def test_a_count_of_sources_is_told_only_where_there_are_some(db: Database, tmp_path: Path) -> None:
    """Of a new store nobody knows yet whether the default ones are read, or somebody's own."""
    (early,) = greetings(db, slack_of(tmp_path))
    assert f"I read news, tenders and sanctions lists for {STARTER.total()} names" in early.text
    with db.atomic():
        watchers.store.add_source(db, OWN, NOW)
    late = next(one for one in greetings(db, slack_of(tmp_path, "C02OTHER")) if one.id != early.id)
    assert "I read 1 source of news" in late.text


def test_own_sources_alone_are_told_apart(db: Database) -> None:
    """Whoever adds a source before the first start is told that the default ones are not read."""
    assert not seeds.without_defaults(db)
    with db.atomic():
        watchers.store.add_source(db, OWN, NOW)
    assert seeds.without_defaults(db)
    with db.atomic():
        watchers.store.add_source(db, default_sources()[0], NOW)
    assert not seeds.without_defaults(db)


def test_a_greeting_is_no_alert(db: Database, tmp_path: Path) -> None:
    """The list of what was told begins empty; the export, which is the record, has it."""
    assert len(greetings(db, slack_of(tmp_path))) == 1
    matching = Matching()
    matching.refresh(db, NOW)
    reader = Actor(team="default", user="U1", role=Role.READER, via="slack")
    assert grammar.answer("alerts list", Desk(db, matching, lambda: NOW), reader).title == "0 alerts"


def test_a_webhook_is_told_that_it_cannot_be_asked(db: Database, tmp_path: Path) -> None:
    """Its flow brings no words back; nothing offers any."""
    (said,) = greetings(db, settings(tmp_path, TEAMS_WORKFLOW_URL="https://x.logic.azure.com/w?sig=s"))
    assert "only posts" in said.text
    assert "/sanctions" not in said.text
    card = alert_card(said, for_webhook=True)
    assert not card.get("actions")


def test_a_terminal_is_not_greeted(db: Database, tmp_path: Path) -> None:
    """Who reads it has just started the program."""
    assert not greetings(db, settings(tmp_path))


def test_a_team_s_own_kinds_and_whole_lists_are_named(db: Database, tmp_path: Path) -> None:
    """In the team's own words."""
    with db.atomic():
        terms = (Term(name="MV Example", kind="vessel"),)
        save_watchlist(db, Watchlist(team="default", name="starter", terms=terms), NOW)
    (said,) = greetings(db, slack_of(tmp_path))
    assert "for 1 name (1 vessel)," in said.text
