"""The daily digest: what was too small to be posted by itself, in one message a team."""

from datetime import datetime

from bot import outbox, verdicts
from bot.alerts import Alert, AlertKind
from bot.database import Database
from bot.drafting import summary


def digest(db: Database, team: str, now: datetime) -> Alert | None:
    """Enqueue one message for all that waits in the team's digest queue. Runs inside `atomic()`."""
    waiting = [
        alert for name in verdicts.take_digest(db, team, now) if (alert := outbox.alert(db, name)) is not None
    ]
    if not waiting:
        return None
    count = f"{len(waiting)} small {'find' if len(waiting) == 1 else 'finds'}"
    message = summary(
        AlertKind.DIGEST,
        f"Digest of {now:%Y-%m-%d}: {count}",
        waiting,
        team=team,
        seed=f"daily\x1f{now.isoformat()}",
        now=now,
        text="Items that name watched terms of one kind only. Each is kept: `alerts list --severity low`.",
    )
    outbox.record(db, message, outbox.destinations(db, team), now)
    return message
