"""The outbox: alerts, where they go, and one delivery for each pair. The only road to a chat.

Knows the tables of set "bot" and what a caller writes and reads of them. The moves a delivery makes while it
is being sent are in `bot.outbox.claims` and `bot.outbox.settling`, the choice of the move in
`bot.outbox.decisions`; docs/delivery.md draws the whole. Nothing here opens a transaction: the caller's
`atomic()` makes an alert and the cursor of its source one commit.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

from bot.alerts import Alert, Destination, delivery_key
from bot.database.interface import Database
from bot.outbox import quiet
from bot.outbox.codec import to_text
from bot.outbox.figures import dead_letters, figures
from bot.outbox.places import (
    add_destinations,
    destinations,
    destinations_called,
    destinations_of,
    halt,
    remove_destination,
    revive,
    save_destination,
)
from bot.outbox.reading import alert, alerts, deliveries, summaries_naming, undelivered
from bot.outbox.schema import MIGRATIONS

__all__ = [
    "MIGRATIONS",
    "alert",
    "alerts",
    "dead_letters",
    "deliveries",
    "delivery_key",
    "destinations",
    "destinations_called",
    "destinations_of",
    "distrust",
    "enqueue",
    "figures",
    "halt",
    "record",
    "remove_destination",
    "retell",
    "revive",
    "save_destination",
    "seen_request",
    "show_in_summaries",
    "trust",
    "undelivered",
]

REQUEST_MEMORY = timedelta(hours=1)  # Slack repeats an event for a little over five minutes


def record(
    db: Database,
    alert: Alert,
    destinations: Iterable[Destination],
    now: datetime,
    *,
    late: bool = False,
    asked: bool = False,
) -> None:
    """Store the alert and a pending delivery to each destination; call it inside `db.atomic()`.

    Again with the same alert nothing changes. A greater `alert.revision` replaces the stored alert, and
    messages already posted are updated. `late` marks an alert found in catching up after a pause: it waits
    until no more of them come and goes out in a digest when there are many (`bot.outbox.digests`). In its
    team's quiet hours it waits for their end (`bot.outbox.quiet`), unless somebody waits for it (`asked`).
    """
    row = {
        "id": alert.id,
        "team": alert.team,
        "kind": alert.kind,
        "severity": alert.severity,
        "revision": alert.revision,
        "created": alert.created,
        "now": now,
        "body": to_text(alert),
    }
    if alert.revision == 0:
        db.execute_soon(_INSERT_ALERT, [row])
    elif db.execute(_INSERT_ALERT, row):
        db.execute(
            """
            UPDATE deliveries SET due = :now, touched = :now
            WHERE alert_id = :id AND state = 'sent' AND via IS NULL AND due IS NULL
              AND posted_revision < :revision
            """,
            {"now": now, "id": alert.id, "revision": alert.revision},
        )
        if quiet.held_until(db, alert, now) is None:  # it may have become what is told at any hour
            db.execute(
                """
                UPDATE deliveries SET due = :now, touched = :now, late = 0, held_until = NULL
                WHERE alert_id = :id AND state = 'pending' AND held_until > :now
                """,
                {"now": now, "id": alert.id},
            )
    places = tuple(destinations)
    add_destinations(db, places, now)
    if places:
        enqueue(db, alert, places, now, late=late, asked=asked)


def enqueue(
    db: Database,
    alert: Alert,
    destinations: Iterable[Destination],
    now: datetime,
    *,
    late: bool,
    asked: bool = False,
) -> None:
    """Store a pending delivery of an alert that is recorded to destinations that are stored; see `record`."""
    morning = None if asked else quiet.held_until(db, alert, now)
    db.execute_soon(
        """
        INSERT INTO deliveries
            (key, alert_id, destination_id, seq, state, due, touched, late, created,
             token, first_sending, sending_revision, held_until)
        SELECT :key, :alert_id, :destination_id, (SELECT COALESCE(MAX(seq), 0) + 1 FROM deliveries),
               CASE WHEN distrust_since IS NULL THEN 'pending' ELSE 'sending' END,
               CASE WHEN distrust_since IS NULL THEN :due ELSE :now END, :now, :late, :now,
               CASE WHEN distrust_since IS NULL THEN NULL ELSE 'restored' END, distrust_since,
               CASE WHEN distrust_since IS NULL THEN NULL ELSE :revision END,
               CASE WHEN distrust_since IS NULL THEN :held_until ELSE NULL END
        FROM destinations WHERE id = :destination_id AND removed IS NULL
        ON CONFLICT DO NOTHING
        """,
        [
            {
                "key": delivery_key(alert.id, destination.id),
                "alert_id": alert.id,
                "destination_id": destination.id,
                "due": None if late or morning else now,
                "now": now,
                "late": late or morning is not None,
                "revision": alert.revision,
                "held_until": morning,
            }
            for destination in destinations
        ],
    )


_INSERT_ALERT = """
    INSERT INTO alerts (id, team, kind, severity, revision, created, changed, body)
    VALUES (:id, :team, :kind, :severity, :revision, :created, :now, :body)
    ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, severity = excluded.severity,
        revision = excluded.revision, changed = excluded.changed, body = excluded.body
    WHERE excluded.revision > alerts.revision
"""


def retell(db: Database, alert: Alert, now: datetime, *, late: bool = False) -> int:
    """Post an alert by itself where only a digest told of it: there is no message to edit. Return how many.

    Call it after `record`, inside the same transaction; `late` as there.
    """
    rows = db.query(
        """
        SELECT d.key, t.distrust_since FROM deliveries d JOIN destinations t ON t.id = d.destination_id
        WHERE d.alert_id = :id AND d.state = 'sent' AND d.via IS NOT NULL AND t.removed IS NULL
        """,
        {"id": alert.id},
    )
    morning = quiet.held_until(db, alert, now) if rows else None
    late = late or morning is not None
    db.execute_many(
        """
        UPDATE deliveries
        SET seq = (SELECT MAX(seq) + 1 FROM deliveries), state = :state, due = :due, held_until = :held_until,
            touched = :now, late = :late, token = :token, first_sending = :since,
            sending_revision = :revision, via = NULL, attempts = 0, reason = '', note = '', created = :now
        WHERE key = :key
        """,
        [
            {"key": row["key"], "now": now, "late": late, "since": row["distrust_since"]}
            | (
                {"state": "sending", "due": now, "token": "restored", "revision": alert.revision}
                | {"held_until": None}
                if row["distrust_since"]  # restored from a backup: looked for first
                else {"state": "pending", "due": None if late else now, "token": None, "revision": None}
                | {"held_until": morning}
            )
            for row in rows
        ],
    )
    return len(rows)


def show_in_summaries(db: Database, alert: Alert, now: datetime) -> None:
    """Let the team's summaries that name the alert say how it stands with the team now; inside `atomic()`."""
    for summary in summaries_naming(db, alert):
        lines = (replace(one, triage=alert.triage) if one.alert == alert.id else one for one in summary.lines)
        record(db, replace(summary, lines=tuple(lines), revision=summary.revision + 1), (), now)


def seen_request(db: Database, request_id: str, now: datetime) -> bool:
    """Return whether this inbound request was seen in the last hour, and remember it."""
    db.execute("DELETE FROM requests WHERE seen < :then", {"then": now - REQUEST_MEMORY})
    return not db.execute(
        "INSERT INTO requests (id, seen) VALUES (:id, :now) ON CONFLICT DO NOTHING",
        {"id": request_id, "now": now},
    )


def distrust(db: Database, since: datetime, now: datetime) -> None:
    """After restoring a backup made at `since`: look for every message before posting it.

    What waited then may have been posted since, and what is found again now may have been told already;
    both are looked for in the chat first. `trust` ends it.
    """
    db.execute("UPDATE destinations SET distrust_since = :since", {"since": since})
    db.execute(
        """
        UPDATE deliveries SET state = 'sending', token = 'restored', due = :now, touched = :now,
            first_sending = COALESCE(first_sending, :since),
            sending_revision = COALESCE(sending_revision, 0), held_until = NULL
        WHERE state IN ('pending', 'sending')
        """,
        {"now": now, "since": since},
    )


def trust(db: Database) -> None:
    """End what `distrust` began: the sources have been read again since."""
    db.execute("UPDATE destinations SET distrust_since = NULL")
