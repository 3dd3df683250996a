"""What an operator does to a store: another try for dead letters, the move, trust after a restore."""

import errno
import json
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import watchers.store
from bot.actors import operator
from bot.alerts import Alert, AlertKind, Destination
from bot.cli import main as cli
from bot.cli.writing import write_whole
from bot.database.interface import Database, open_database
from bot.opening import MIGRATIONS
from bot.operating import daily
from bot.outbox import outbox
from bot.triage import audit
from tests.stores import only_sqlite
from watchers.model import Source, SourceKind, SourceState
from watchlists.model import Severity

pytestmark = pytest.mark.both_stores

NOW = datetime(2026, 3, 1, tzinfo=UTC)
THERE = Destination(id="slack:C1", team="default", channel="slack", address="C1")


@pytest.fixture
def db(store_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    """Return a store with one dead letter and one source."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SANCTIONS_WATCH_DATABASE_URL", store_url)
    store = open_database(store_url, MIGRATIONS)
    alert = Alert(
        id="a1", team="default", kind=AlertKind.MATCH, severity=Severity.HIGH, title="x", created=NOW
    )
    with store.atomic():
        outbox.record(store, alert, [THERE], NOW)
        store.execute("UPDATE deliveries SET state = 'dead', reason = 'permanent', due = NULL")
        source = Source(id="wire", kind=SourceKind.FEED, url="https://x.example/feed", name="Wire")
        watchers.store.add_source(store, source, NOW)
    yield store
    store.close()


def run(*words: str) -> Result:
    cli.assemble()
    return CliRunner().invoke(cli.cli, words)


def test_an_export_is_what_its_file_is_called(db: Database, tmp_path: Path) -> None:
    """A .csv is CSV without a word more, marked for Excel where asked; a workbook is not pretended."""
    for words, begins in (
        (("alerts", "export", "a.csv"), "id,created,"),
        (("alerts", "export", "a.jsonl"), '{"id"'),
        (("alerts", "export", "a.txt", "--format", "excel"), "\ufeffid,created,"),
        (("audit", "export", "a.CSV"), "seq,at,"),
        (("watchlist", "export", "a.csv"), "kind,name,"),
        (("watchlist", "export", "a.csv", "--excel"), "\ufeffkind,name,"),
    ):
        assert run(*words).exit_code == 0
        assert (tmp_path / words[2]).read_text(encoding="utf-8").startswith(begins), words
    refused = run("alerts", "export", "a.xlsx")
    assert "No .xlsx file is written" in str(refused.exception)
    assert not (tmp_path / "a.xlsx").exists()


@pytest.mark.parametrize("words", [(), ("slack:C1",)])
def test_dead_letters_get_another_try(db: Database, words: tuple[str, ...]) -> None:
    """They wait again, of one destination or of all, and the log says who asked for it."""
    done = run("alerts", "retry", *words)
    assert done.exit_code == 0, done.output
    assert [str(one.state) for one in outbox.deliveries(db, "a1")] == ["pending"]
    assert [(row.action, row.subject) for row in audit.rows(db)] == [("alerts.retry", "slack:C1")]
    run("alerts", "retry")
    assert len(list(audit.rows(db))) == 1, "nothing was dead any more"


def test_an_unknown_destination_is_named(db: Database) -> None:
    """And those there are."""
    assert "slack:C1" in str(run("alerts", "retry", "slack:C9").exception)
    assert [str(one.state) for one in outbox.deliveries(db, "a1")] == ["dead"]


def test_a_store_moves_only_from_sqlite(db: Database, store_url: str) -> None:
    """A wrong address is one sentence, and the store stays in use."""
    only_sqlite(store_url)
    done = run("migrate-store", "sqlite:///nothing.db", "postgresql://bot:pl4nted@127.0.0.1:1/x")
    assert "must be an SQLite file" in str(done.exception)
    done = run("migrate-store", f"sqlite:///{Path.cwd()}/store.db", "postgresql://bot:pl4nted@127.0.0.1:1/x")
    assert done.exit_code != 0
    assert "pl4nted" not in str(done.exception) + done.output
    done = run("migrate-store", f"sqlite:///{Path.cwd()}/store.db")  # the settings still name the old one
    assert "moved onto itself" in str(done.exception)
    with db.atomic():
        db.execute("UPDATE deliveries SET touched = touched")


def test_a_restored_store_is_trusted_when_every_source_was_read(db: Database) -> None:
    """Not before: what was told since the backup must be found, and looked for, first."""
    with db.atomic():
        outbox.distrust(db, NOW, NOW + timedelta(days=1))
        assert not daily.end_distrust(db)
        read = SourceState(
            source_id="wire", next_poll_at=NOW, last_success_at=NOW + timedelta(days=1, minutes=5)
        )
        watchers.store.save_state(db, read)
        assert daily.end_distrust(db)
        assert not daily.end_distrust(db), "once"
    assert db.query("SELECT distrust_since FROM destinations")[0]["distrust_since"] is None


def test_what_did_not_arrive_is_listed(db: Database) -> None:
    """In the list, with the chat's own word and what to do; in the alert; in both forms of the export."""
    db.execute("UPDATE deliveries SET note = 'is_archived'")
    listed = run("alerts", "list")
    words = " ".join(listed.output.split())
    assert "1 not delivered to slack:C1: is_archived" in words
    assert "alerts retry slack:C1" in words
    [alert] = json.loads(run("alerts", "list", "--json").output)
    assert [(one["destination"], one["state"]) for one in alert["undelivered"]] == [("slack:C1", "dead")]
    assert "slack:C1: dead (is_archived)" in " ".join(run("alerts", "show", "a1").output.split())
    whole = json.loads(run("alerts", "export").output)
    assert whole["deliveries"][0]["note"] == "is_archived"
    assert "slack:C1 dead is_archived" in run("alerts", "export", "--format", "csv").output
    run("alerts", "retry")
    assert "not delivered" not in run("alerts", "list").output


def test_an_export_is_of_a_range(db: Database) -> None:
    """From a day on, before a day; what is no day is a wrong call."""
    for since, until, found in (
        ("2026-03-01", "2026-03-02", 1),
        ("2026-03-02", "2026-04-01", 0),
        ("2026-02-01", "2026-03-01", 0),
    ):
        done = run("alerts", "export", "--since", since, "--until", until)
        assert len(done.output.splitlines()) == found
    assert run("alerts", "export", "--until", "2026-13-99").exit_code == 2
    assert run("audit", "export", "--since", "yesterday").exit_code == 2
    with db.atomic():
        for day in (1, 2, 3):
            audit.append(db, operator("default"), "x", f"=day {day}", now=NOW + timedelta(days=day))
    done = run("audit", "export", "--since", "2026-03-02", "--until", "2026-03-04", "--format", "csv")
    assert [line.count("'=day") for line in done.output.splitlines()] == [0, 1, 1]
    done = run("audit", "export", "--since", "2026-03-04")
    assert [json.loads(line)["subject"] for line in done.output.splitlines()] == ["=day 3"]


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Yesterday's export is not given up for half of today's; the mode, links and pipes stay as they are."""
    path = tmp_path / "alerts.csv"
    write_whole(path, b"yesterday")
    path.chmod(0o600)
    link = tmp_path / "link.csv"
    link.symlink_to(path)
    write_whole(link, b"through the link")
    assert (path.read_bytes(), link.is_symlink()) == (b"through the link", True)
    write_whole(path, b"today")
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"today", 0o600)

    def full(self: Path, content: bytes) -> int:
        with self.open("wb") as file:
            file.write(content[:2])
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OSError, match=r"No space left on device: '.*alerts\.csv'"):
        write_whole(path, b"tomorrow")
    assert path.read_bytes() == b"today"
    assert sorted(one.name for one in tmp_path.iterdir()) == ["alerts.csv", "link.csv"]
