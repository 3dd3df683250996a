"""The daily sign of life, and what `/metrics` shows."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import watchers.leases
import watchers.store
from bot.alerting.occasion import Told
from bot.alerts import AlertKind, Destination
from bot.app import running
from bot.database.interface import Database, StoreThread, open_database
from bot.delivery.deliverer import Deliverer
from bot.errors import SettingsError, StoreError
from bot.opening import MIGRATIONS, now_utc
from bot.operating import daily, upkeep
from bot.operating.metrics import Metrics
from bot.outbox import outbox
from bot.outbox.decisions import DeliveryReason
from bot.polling.pipeline import Report
from bot.settings import isolated, load
from watchers.errors import FetchError
from watchers.model import NotModified, PollOutcome, Request, Source, SourceKind, SourceState
from watchers.parsing.worker import ParserPool
from watchers.poll import PollResult

pytestmark = pytest.mark.both_stores

NOW = datetime(2026, 3, 1, 8, tzinfo=UTC)


@pytest.fixture
def db(store_url: str) -> Iterator[Database]:
    store = open_database(store_url, MIGRATIONS)
    with store.atomic():
        for name in ("fresh", "stale"):
            source = Source(id=name, kind=SourceKind.FEED, url="https://x.example", name=name)
            watchers.store.add_source(store, source, NOW)
        good = SourceState(source_id="fresh", next_poll_at=NOW, last_success_at=NOW - timedelta(hours=1))
        watchers.store.save_state(store, good)
        outbox.save_destination(store, Destination(id="d", team="t", channel="terminal", address="d"), NOW)
    yield store
    store.close()


async def test_a_store_that_cannot_be_used_is_one_line_of_the_log(
    store_url: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    """A server that is down for an hour must not fill the log with tracebacks."""
    async with running(isolated(SANCTIONS_WATCH_DATABASE_URL=store_url)) as app:

        def fails(*_: object) -> None:
            raise StoreError("The server does not answer.")

        monkeypatch.setattr(watchers.leases, "rebase", fails)
        await app.upkeep.look_round()
    [line] = [record for record in caplog.records if record.name == "sanctions_watch.upkeep"]
    assert line.getMessage() == "store.fault reason=The server does not answer."
    assert line.exc_info is None


@pytest.mark.parametrize(("failing", "calls"), [(0, 1), (2, 3), (9, 3)])
async def test_a_dead_mans_switch_is_called_until_it_answers(
    store_url: str, monkeypatch: pytest.MonkeyPatch, failing: int, calls: int
) -> None:
    """A server that is away for a moment is no reason to look dead for a day."""
    called: list[str] = []

    class Fetch:
        async def fetch(self, request: Request) -> NotModified:
            called.append(request.url)
            if len(called) <= failing:
                raise FetchError("No answer.")
            return NotModified(url=request.url)

    monkeypatch.setattr(upkeep, "HEARTBEAT_PAUSES", (0.0, 0.0, 0.0))
    values = {
        "SANCTIONS_WATCH_DATABASE_URL": store_url,
        "SANCTIONS_WATCH_HEARTBEAT": "https://alive.example/x",
    }
    async with running(isolated(**values)) as app:
        app.upkeep.fetch = Fetch()
        monkeypatch.setattr(app.upkeep, "_digests", lambda: True)
        await app.upkeep.day()
    assert called == ["https://alive.example/x"] * calls


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


def test_metrics_follow_what_changes_of_sources(db: Database) -> None:
    """Also by another instance; of a source that was removed, or was never read since, nothing is left."""
    metrics = Metrics()
    metrics.look(db, NOW)
    read = SourceState(source_id="stale", next_poll_at=NOW, last_success_at=NOW, failures=0)
    fails = SourceState(
        source_id="fresh", next_poll_at=NOW, last_success_at=NOW - timedelta(hours=1), failures=3
    )
    with db.atomic():
        watchers.store.save_state(db, read)
        watchers.store.save_state(db, fails)
    metrics.look(db, NOW)
    text = metrics.text()
    [shown] = [line for line in text.splitlines() if 'success_timestamp_seconds{source="stale"}' in line]
    assert float(shown.split()[1]) == NOW.timestamp()
    assert 'sanctions_watch_source_failures{source="fresh"} 3.0' in text
    with db.atomic():
        watchers.store.remove_source(db, "fresh")
        watchers.store.save_state(db, SourceState(source_id="stale", next_poll_at=NOW))
    metrics.look(db, NOW)
    text = metrics.text()
    assert 'source="fresh"' not in text
    assert 'source_success_timestamp_seconds{source="stale"}' not in text
    assert 'sanctions_watch_source_failures{source="stale"} 0.0' in text


async def test_a_dead_letter_does_not_wait_for_its_turn_to_be_counted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It is an alarm: the deliveries are counted at the next tick, and only then."""
    counted: list[datetime] = []
    async with running(isolated()) as app:
        app.metrics.follow(app.deliverer, app.parsers)
        count = app.metrics.count

        def counting(db: Database, now: datetime) -> None:
            counted.append(now)
            count(db, now)

        monkeypatch.setattr(app.metrics, "count", counting)
        await app.upkeep.count_deaths()
        assert not counted
        app.deliverer.totals.reasons.update([DeliveryReason.UNDELIVERABLE])
        await app.upkeep.count_deaths()
        await app.upkeep.count_deaths()
        assert len(counted) == 1


def test_every_figure_that_is_promised_is_there(db: Database) -> None:
    """The names of docs/operations.md, each once, each as Prometheus wants it."""
    metrics = Metrics()
    deliverer = Deliverer(StoreThread(db), {}, now=now_utc)
    metrics.follow(deliverer, ParserPool())
    deliverer.totals.reasons.update([DeliveryReason.RATE_LIMITED, DeliveryReason.FOUND, DeliveryReason.FOUND])
    deliverer.sender.timed(0.3)
    result = PollResult(
        source=watchers.store.get_source(db, "fresh"),
        outcome=PollOutcome.OK,
        state=SourceState(source_id="fresh", next_poll_at=NOW),
    )
    metrics.polled(Report(result=result, told=Told(alerts=1), items=(), matched=4), due=NOW, now=NOW)
    metrics.look(db, NOW)
    text = metrics.text()
    names = {line.split()[2] for line in text.splitlines() if line.startswith("# TYPE")}
    document = Path(__file__).parents[3] / "docs" / "operations.md"
    rows = [line for line in document.read_text(encoding="utf-8").splitlines() if line.startswith("| `")]
    promised = {name for row in rows for name in re.findall(r"`([a-z_]+)(?:\{\w+\})?`", row.split("|")[1])}
    assert {f"sanctions_watch_{name}" for name in promised} <= names | {f"{name}_total" for name in names}
    for line in (
        "sanctions_watch_matches_total 4.0",
        "sanctions_watch_rate_limited_total 1.0",
        "sanctions_watch_duplicates_found_total 2.0",
        'sanctions_watch_reconciles_total{outcome="found"} 2.0',
        'sanctions_watch_post_seconds_bucket{le="0.5"} 1.0',
        'sanctions_watch_polls_total{outcome="ok"} 1.0',
        "sanctions_watch_poll_late_seconds_count 1.0",
        "sanctions_watch_parser_kills_total 0.0",
    ):
        assert line in text


def test_the_heartbeat_is_a_word_or_an_address(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Another value is refused in one sentence that does not repeat it."""
    assert isolated(SANCTIONS_WATCH_HEARTBEAT="message").heartbeat == "message"
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SANCTIONS_WATCH_HEARTBEAT", "carrier-pigeon")
    with pytest.raises(SettingsError, match="SANCTIONS_WATCH_HEARTBEAT") as caught:
        load()
    assert "pigeon" not in str(caught.value)
