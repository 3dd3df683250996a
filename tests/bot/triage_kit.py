"""One alert told to one place, and its store: what tests of alerts and of what waits begin with."""

from datetime import UTC, datetime

from bot.actors import Actor, Role
from bot.alerts import Alert, AlertKind, Destination, Fact, SourceLink
from bot.database.interface import Database, open_database
from bot.opening import MIGRATIONS
from bot.outbox import outbox
from watchlists.model import Severity
from watchlists.store import save_team

NOW = datetime(2026, 3, 1, 9, tzinfo=UTC)
BEN = Actor(team="ours", user="0e1f", role=Role.EDITOR, via="teams", name="Ben Baker")
PLACE = Destination(id="terminal", team="ours", channel="terminal", address="")
TOLD = Alert(
    id="a1",
    team="ours",
    kind=AlertKind.MATCH,
    severity=Severity.HIGH,
    title="Institute rents chips",
    facts=(Fact(label="Stage", value="tender"),),
    sources=(SourceLink(name="Wire", url="https://news.example/1"),),
    created=NOW,
)


def told(url: str) -> Database:
    """Return a store in which the alert was told, and posted to the place."""
    db = open_database(url, MIGRATIONS)
    with db.atomic():
        save_team(db, "ours", {}, NOW)
        outbox.record(db, TOLD, (PLACE,), NOW)
        db.execute("UPDATE deliveries SET state = 'sent', due = NULL, posted_revision = 0, message_id = 'm'")
    return db
