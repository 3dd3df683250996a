"""What the outbox holds, as people ask for it: alerts, and what became of each at its destinations."""

import json
from datetime import datetime
from typing import Any

from bot.alerts import Alert, Delivery, DeliveryState
from bot.database.interface import Database, moment
from bot.outbox.codec import from_text
from bot.outbox.places import read_destination

# A delivery with its alert and destination: ends before WHERE.
DELIVERY_ROWS = """
    SELECT d.*, a.body, t.id, t.team, t.channel, t.address, t.options, t.workspace
    FROM deliveries d JOIN alerts a ON a.id = d.alert_id JOIN destinations t ON t.id = d.destination_id
"""


def alert(db: Database, alert_id: str, *, to_change: bool = False) -> Alert | None:
    """Return the stored alert, in its newest revision.

    `to_change`, inside `atomic()`: another instance that wants to change it too waits, and then finds what we
    made of it. Else of two changes to one revision only the first would be kept.
    """
    held = db.for_update if to_change else ""
    rows = db.query(f"SELECT body FROM alerts WHERE id = :id {held}", {"id": alert_id})  # noqa: S608
    return from_text(rows[0]["body"]) if rows else None


def stored(db: Database, alert_id: str) -> Alert:
    """Return an alert that is known to be stored, as that of a delivery."""
    return from_text(db.query("SELECT body FROM alerts WHERE id = :id", {"id": alert_id})[0]["body"])


def alerts(
    db: Database, team: str | None = None, since: datetime | None = None, limit: int = 50
) -> tuple[Alert, ...]:
    """Return stored alerts, newest first: of one team or (None) all, created at or after `since`."""
    rows = db.query(
        """
        SELECT body FROM alerts WHERE (:team = '' OR team = :team) AND created >= :since
        ORDER BY created DESC, id LIMIT :limit
        """,
        {"team": team or "", "since": since or "", "limit": limit},
    )
    return tuple(from_text(row["body"]) for row in rows)


def summaries_naming(db: Database, alert: Alert) -> tuple[Alert, ...]:
    """Return the team's digests and first readings with a line that stands for the alert, to be changed.

    Inside `atomic()`: another instance that wants to change one of them waits.
    """
    rows = db.query(
        f"""
        SELECT body FROM alerts WHERE team = :team AND created >= :created AND kind IN ('digest', 'baseline')
          AND body LIKE :named ORDER BY created, id {db.for_update}
        """,  # noqa: S608 - a constant
        {"team": alert.team, "created": alert.created, "named": f'%"alert":{json.dumps(alert.id)}%'},
    )
    return tuple(from_text(row["body"]) for row in rows)


def deliveries(db: Database, alert_id: str) -> tuple[Delivery, ...]:
    """Return what became of an alert at each destination."""
    rows = db.query(
        f"{DELIVERY_ROWS} WHERE d.alert_id = :id ORDER BY d.seq",
        {"id": alert_id},
    )
    return tuple(read_delivery(row) for row in rows)


def undelivered(db: Database, team: str) -> dict[str, tuple[Delivery, ...]]:
    """Return by alert the team's deliveries that no repeat could bring to their destination."""
    rows = db.query(
        f"{DELIVERY_ROWS} WHERE d.state = 'dead' AND t.removed IS NULL AND t.team = :team ORDER BY d.seq",
        {"team": team},
    )
    found: dict[str, tuple[Delivery, ...]] = {}
    for row in rows:
        found[row["alert_id"]] = (*found.get(row["alert_id"], ()), read_delivery(row))
    return found


def read_delivery(row: dict[str, Any]) -> Delivery:
    """Read a row of `DELIVERY_ROWS`."""
    return Delivery(
        key=row["key"],
        alert=from_text(row["body"]),
        destination=read_destination(row),
        state=DeliveryState(row["state"]),
        attempts=row["attempts"],
        message_id=row["message_id"],
        posted_revision=row["posted_revision"],
        reason=row["reason"],
        note=row["note"],
        changed=moment(row["touched"]),
        held_until=moment(row["held_until"]) if row["held_until"] else None,
    )
