"""The daily sign of life, and what `/metrics` shows."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import watchers.store
from bot import daily, outbox
from bot.alerts import AlertKind, Destination
from bot.app import MIGRATIONS
from bot.database import Database, open_database
from bot.errors import SettingsError
from bot.metrics import Metrics
from bot.settings import isolated, load
from watchers.model import Source, SourceKind, SourceState

NOW = datetime(2026, 3, 1, 8, tzinfo=UTC)


@pytest.fixture
def db(tmp_path: Path) -> Database:
    store = open_database(f"sqlite:///{tmp_path / 'store.db'}", MIGRATIONS)
    with store.atomic():
        for name in ("fresh", "stale"):
            source = Source(id=name, kind=SourceKind.FEED, url="https://x.example", name=name)
            watchers.store.add_source(store, source, NOW)
        good = SourceState(source_id="fresh", next_poll_at=NOW, last_success_at=NOW - timedelta(hours=1))
        watchers.store.save_state(store, good)
        outbox.save_destination(store, Destination(id="d", team="t", channel="terminal", address="d"), NOW)
    return store


def test_the_sign_of_life_says_what_was_read(db: Database) -> None:
    """A quiet day is told from a dead bot; the message comes once a day."""
    with db.atomic():
        message = daily.sign_of_life(db, "t", NOW)
        daily.sign_of_life(db, "t", NOW + timedelta(minutes=5))
    assert message.kind is AlertKind.HEALTH
    assert "nothing matched, 1 of 2 sources read" in message.title
    assert outbox.figures(db, NOW).pending == 1


def test_the_days_work_is_done_once_however_late(db: Database) -> None:
    """A new store begins with the next day's; a day missed while nothing ran is made up for, once."""
    eight = timedelta(hours=daily.HOUR) - timedelta(hours=NOW.hour)
    done = []
    for hours in (-1, 0, 1, 23.9, 24.1, 25, 100, 100.5, 119.5, 120.5):
        now = NOW + eight + timedelta(hours=hours)
        if daily.is_due(db, now):
            with db.atomic():
                if daily.take_day(db, now):
                    done.append(hours)
                assert not daily.take_day(db, now), "another instance does not"
    assert done == [0, 24.1, 100, 120.5]


def test_metrics_show_sources_and_outbox(db: Database) -> None:
    """The figures an operator alarms on are there."""
    with db.atomic():
        daily.sign_of_life(db, "t", NOW)
    metrics = Metrics()
    metrics.look(db, NOW + timedelta(seconds=90))
    text = metrics.text()
    assert 'sanctions_watch_deliveries{state="pending"} 1.0' in text
    assert "sanctions_watch_oldest_pending_seconds 90.0" in text
    assert 'sanctions_watch_source_success_timestamp_seconds{source="fresh"}' in text
    assert 'sanctions_watch_source_success_timestamp_seconds{source="stale"}' not in text


def test_the_heartbeat_is_a_word_or_an_address(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Another value is refused in one sentence that does not repeat it."""
    assert isolated(SANCTIONS_WATCH_HEARTBEAT="message").heartbeat == "message"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SANCTIONS_WATCH_HEARTBEAT", "carrier-pigeon")
    with pytest.raises(SettingsError, match="SANCTIONS_WATCH_HEARTBEAT") as caught:
        load()
    assert "pigeon" not in str(caught.value)
