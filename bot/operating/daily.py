"""Once a day: the digest of what was too small to be posted by itself, what waits again, the sign of life.

Runs inside the caller's `atomic()`. Part of migration set "bot".
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

import watchers.lists.store
import watchers.store
from bot.alerting import verdicts
from bot.alerting.drafting import summary
from bot.alerts import Alert, AlertKind, alert_id
from bot.database.interface import Database, moment
from bot.outbox import outbox
from bot.replies import counted
from bot.triage import handling as triage
from watchers.schedule import TELL_AFTER_FAILURES
from watchlists.model import Severity

HOUR = 8  # UTC, when the day's work falls due
MIGRATIONS: Sequence[tuple[str, str]] = (
    ("0500_daily", "CREATE TABLE daily_runs (day TEXT PRIMARY KEY, at TEXT NOT NULL);"),
)


def is_due(db: Database, now: datetime) -> bool:
    """Return whether the day's work is still to be done: it falls due at `HOUR`, however late we look."""
    return not db.query("SELECT 1 AS one FROM daily_runs WHERE day = :day", {"day": _day(now)})


def _day(now: datetime) -> str:
    return f"{now - timedelta(hours=HOUR):%Y-%m-%d}"


def take_day(db: Database, now: datetime) -> bool:
    """Return whether the day's work is ours to do, and note that it is done: once a day, by one instance.

    A new store begins with the next day's.
    """
    first = not db.query("SELECT 1 AS one FROM daily_runs LIMIT 1")
    fresh = db.execute(
        "INSERT INTO daily_runs VALUES (:day, :now) ON CONFLICT (day) DO NOTHING",
        {"day": _day(now), "now": now},
    )
    db.execute("DELETE FROM daily_runs WHERE day < :old", {"old": f"{now - timedelta(days=7):%Y-%m-%d}"})
    return bool(fresh) and not first


def digest(db: Database, team: str, now: datetime) -> Alert | None:
    """Enqueue one message for all that waits in the team's digest queue."""
    waiting = [
        alert for name in verdicts.take_digest(db, team) if (alert := outbox.alert(db, name)) is not None
    ]
    if not waiting:
        return None
    count = f"{len(waiting)} small {'find' if len(waiting) == 1 else 'finds'}"
    message = summary(
        AlertKind.DIGEST,
        f"{count}, {now:%Y-%m-%d}",
        waiting,
        team=team,
        seed=f"daily\x1f{now.isoformat()}",
        now=now,
        text="What is not posted at once (`rules show`). Each is kept: `alerts list`.",
    )
    outbox.record(db, message, outbox.destinations(db, team), now)
    return message


def remind(db: Database, team: str, now: datetime) -> Alert | None:
    """Open again what was snoozed until now, and enqueue one message that names it."""
    again = triage.due(db, team, now)
    if not again:
        return None
    message = summary(
        AlertKind.DIGEST,
        f"{counted(len(again), 'snoozed alert')} open again, {now:%Y-%m-%d}",
        again,
        team=team,
        seed=f"snoozed\x1f{now.isoformat()}",
        now=now,
    )
    outbox.record(db, message, outbox.destinations(db, team), now)
    return message


def sign_of_life(db: Database, team: str, now: datetime) -> Alert:
    """Enqueue the message by which a silent bot differs from a dead one."""
    message = Alert(
        id=alert_id(team, f"alive\x1f{now:%Y-%m-%d}"),
        team=team,
        kind=AlertKind.HEALTH,
        severity=Severity.NONE,
        title=f"Alive on {now:%Y-%m-%d}: {vital_signs(db, team, now)}",
        created=now,
    )
    outbox.record(db, message, outbox.destinations(db, team), now)
    return message


def end_distrust(db: Database) -> bool:
    """Trust a restored store again when every source was read since, or keeps failing; return whether.

    What was told between the backup and the restore has been found again by then, and looked for in chat.
    """
    rows = db.query("SELECT MAX(distrust_since) AS since FROM destinations WHERE removed IS NULL")
    if not rows[0]["since"]:
        return False
    since = moment(rows[0]["since"])
    for source, state in watchers.store.sources_and_states(db):
        read = state.last_success_at is not None and state.last_success_at > since
        failing = state.failures >= TELL_AFTER_FAILURES
        if not (source.paused or read or failing):
            return False
    outbox.trust(db)
    return True


def vital_signs(db: Database, team: str, now: datetime) -> str:
    """Return what the last day brought: alerts, sources read, age of the oldest list."""
    day = now - timedelta(days=1)
    told = sum(alert.kind is AlertKind.MATCH for alert in outbox.alerts(db, team, day, 10_000))
    active = [state for source, state in watchers.store.sources_and_states(db) if not source.paused]
    read = sum(state.last_success_at is not None and state.last_success_at >= day for state in active)
    lists = [moment(held["read_at"]) for held in watchers.lists.store.held_lists(db)]
    oldest = f", oldest list data from {min(lists):%Y-%m-%d}" if lists else ""
    matched = f"{counted(told, 'item')} matched" if told else "nothing matched"
    return f"{matched}, {read} of {len(active)} sources read{oldest}"
