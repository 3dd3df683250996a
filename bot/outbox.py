"""The outbox: alerts, where they go, and one delivery for each pair. The only road to a chat.

Knows the tables of set "bot" and what a caller writes and reads of them. The moves a delivery makes while it
is being sent are in `bot.outbox_claims`, the choice of the move in `bot.outbox_decisions`; docs/delivery.md
draws the whole. Nothing here opens a transaction: the caller's `atomic()` makes an alert and the cursor of
its source one commit.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.alert_codec import from_text, to_text
from bot.alerts import Alert, Delivery, DeliveryState, Destination
from bot.database import Database, Migration, moment, stamp

REQUEST_MEMORY = timedelta(hours=1)  # Slack repeats an event for a little over five minutes

MIGRATIONS = (
    Migration(
        "0001_outbox",
        """
        CREATE TABLE alerts (
            id TEXT PRIMARY KEY,
            team TEXT NOT NULL,
            kind TEXT NOT NULL,
            severity TEXT NOT NULL,
            revision BIGINT NOT NULL,
            created TEXT NOT NULL,
            changed TEXT NOT NULL,
            body TEXT NOT NULL              -- the whole alert as JSON (bot.alert_codec)
        );
        CREATE INDEX alerts_by_team ON alerts (team, created);

        CREATE TABLE destinations (
            id TEXT PRIMARY KEY,
            team TEXT NOT NULL,
            channel TEXT NOT NULL,
            address TEXT NOT NULL,
            options TEXT NOT NULL,          -- JSON object
            removed TEXT,                   -- when, else NULL
            not_before TEXT NOT NULL,       -- no post before: pace, Retry-After, a post under way
            held_at TEXT NOT NULL,          -- when not_before was written
            holder TEXT,                    -- token of the post under way
            failures BIGINT NOT NULL DEFAULT 0,   -- posts in a row that did not succeed
            told_dead TEXT,                 -- since when the team knows it is dead
            look_after TEXT NOT NULL,       -- no reading back before
            distrust_since TEXT             -- restored from a backup of that time: look before posting
        );
        CREATE INDEX destinations_by_team ON destinations (team);

        CREATE TABLE deliveries (
            key TEXT PRIMARY KEY,           -- stable hash of alert and destination; travels with the message
            alert_id TEXT NOT NULL REFERENCES alerts (id),
            destination_id TEXT NOT NULL REFERENCES destinations (id),
            seq BIGINT NOT NULL,            -- order of recording
            state TEXT NOT NULL,            -- pending | sending | sent | dead
            due TEXT,                       -- when it next wants work; NULL: nothing to do
            touched TEXT NOT NULL,          -- last change
            token TEXT,                     -- fences the claim: a change needs state AND token
            attempts BIGINT NOT NULL DEFAULT 0,
            first_sending TEXT,             -- when a message may first have left
            sending_revision BIGINT,        -- the oldest revision that may be the posted one
            may_repeat INTEGER NOT NULL DEFAULT 0,  -- could not be looked for: says so when posted again
            late INTEGER NOT NULL DEFAULT 0,        -- found in catching up: waits to go out with others
            message_id TEXT,
            posted_revision BIGINT NOT NULL DEFAULT -1,
            via TEXT,                       -- key of the digest that carried it
            reason TEXT NOT NULL DEFAULT '',
            note TEXT NOT NULL DEFAULT '',  -- the chat's own word, such as is_archived
            created TEXT NOT NULL,
            UNIQUE (alert_id, destination_id)
        );
        CREATE INDEX deliveries_in_order ON deliveries (destination_id, state, seq);
        CREATE INDEX deliveries_by_due ON deliveries (destination_id, due);
        CREATE INDEX deliveries_by_state ON deliveries (state, due);
        CREATE INDEX deliveries_by_seq ON deliveries (seq);
        CREATE INDEX deliveries_by_via ON deliveries (via);

        CREATE TABLE requests (
            id TEXT PRIMARY KEY,            -- event_id, trigger_id …
            seen TEXT NOT NULL
        );
        CREATE INDEX requests_by_age ON requests (seen);
        """,
    ),
)


def delivery_key(alert_id: str, destination_id: str) -> str:
    """Return the key of an alert's delivery to a destination: stable, opaque, safe to show."""
    parts = json.dumps([alert_id, destination_id], ensure_ascii=True)
    return hashlib.sha256(parts.encode()).hexdigest()[:32]


def record(
    db: Database, alert: Alert, destinations: Iterable[Destination], now: datetime, *, late: bool = False
) -> None:
    """Store the alert and a pending delivery to each destination; call it inside `db.atomic()`.

    Again with the same alert nothing changes. A greater `alert.revision` replaces the stored alert, and
    messages already posted are updated. `late` marks an alert found in catching up after a pause: it waits
    until no more of them come and goes out in a digest when there are many (`bot.digests`).
    """
    moved = db.execute(
        """
        INSERT INTO alerts (id, team, kind, severity, revision, created, changed, body)
        VALUES (:id, :team, :kind, :severity, :revision, :created, :now, :body)
        ON CONFLICT (id) DO UPDATE SET kind = excluded.kind, severity = excluded.severity,
            revision = excluded.revision, changed = excluded.changed, body = excluded.body
        WHERE excluded.revision > alerts.revision
        """,
        {
            "id": alert.id,
            "team": alert.team,
            "kind": alert.kind,
            "severity": alert.severity,
            "revision": alert.revision,
            "created": alert.created,
            "now": now,
            "body": to_text(alert),
        },
    )
    if moved and alert.revision > 0:
        db.execute(
            """
            UPDATE deliveries SET due = :now, touched = :now
            WHERE alert_id = :id AND state = 'sent' AND via IS NULL AND due IS NULL
              AND posted_revision < :revision
            """,
            {"now": now, "id": alert.id, "revision": alert.revision},
        )
    for destination in destinations:
        _add_destination(db, destination, now)
        db.execute(
            """
            INSERT INTO deliveries
                (key, alert_id, destination_id, seq, state, due, touched, late, created,
                 token, first_sending, sending_revision)
            SELECT :key, :alert_id, :destination_id, (SELECT COALESCE(MAX(seq), 0) + 1 FROM deliveries),
                   CASE WHEN distrust_since IS NULL THEN 'pending' ELSE 'sending' END,
                   CASE WHEN distrust_since IS NULL THEN :due ELSE :now END, :now, :late, :now,
                   CASE WHEN distrust_since IS NULL THEN NULL ELSE 'restored' END, distrust_since,
                   CASE WHEN distrust_since IS NULL THEN NULL ELSE :revision END
            FROM destinations WHERE id = :destination_id
            ON CONFLICT DO NOTHING
            """,
            {
                "key": delivery_key(alert.id, destination.id),
                "alert_id": alert.id,
                "destination_id": destination.id,
                "due": None if late else now,
                "now": now,
                "late": late,
                "revision": alert.revision,
            },
        )


def _add_destination(db: Database, destination: Destination, now: datetime) -> None:
    db.execute(
        """
        INSERT INTO destinations (id, team, channel, address, options, not_before, held_at, look_after)
        VALUES (:id, :team, :channel, :address, :options, :now, :now, :now) ON CONFLICT DO NOTHING
        """,
        _destination_row(destination) | {"now": now},
    )


def save_destination(db: Database, destination: Destination, now: datetime) -> None:
    """Add the destination, or bring back or change one of the same id; a hold on it ends.

    Its dead letters stay dead until `revive`.
    """
    _add_destination(db, destination, now)
    db.execute(
        """
        UPDATE destinations SET team = :team, channel = :channel, address = :address, options = :options,
            removed = NULL, failures = 0, told_dead = NULL, not_before = :now, held_at = :now
        WHERE id = :id
        """,
        _destination_row(destination) | {"now": now},
    )


def remove_destination(db: Database, destination_id: str, now: datetime) -> bool:
    """Stop posting to the destination; what waits for it becomes dead. Return whether it was there."""
    there = db.execute(
        "UPDATE destinations SET removed = :now WHERE id = :id AND removed IS NULL",
        {"now": now, "id": destination_id},
    )
    db.execute(
        """
        UPDATE deliveries SET state = 'dead', due = NULL, touched = :now, reason = 'destination-removed'
        WHERE destination_id = :id AND state = 'pending'
        """,
        {"now": now, "id": destination_id},
    )
    db.execute(
        "UPDATE deliveries SET due = NULL WHERE destination_id = :id AND state = 'sent'",
        {"id": destination_id},
    )
    return there > 0


def revive(db: Database, destination_id: str, now: datetime) -> int:
    """Give the destination's dead letters another try, after its cause was mended. Return how many."""
    db.execute(
        """
        UPDATE destinations SET failures = 0, told_dead = NULL, not_before = :now, held_at = :now
        WHERE id = :id
        """,
        {"now": now, "id": destination_id},
    )
    return db.execute(
        """
        UPDATE deliveries
        SET state = 'pending', due = :now, touched = :now, attempts = 0, reason = '', note = ''
        WHERE destination_id = :id AND state = 'dead'
        """,
        {"now": now, "id": destination_id},
    )


def destinations(db: Database, team: str | None = None) -> tuple[Destination, ...]:
    """Return where the team's alerts go (None: every team's), without the removed ones."""
    rows = db.query(
        "SELECT * FROM destinations WHERE removed IS NULL AND (:team = '' OR team = :team) ORDER BY id",
        {"team": team or ""},
    )
    return tuple(read_destination(row) for row in rows)


def alert(db: Database, alert_id: str) -> Alert | None:
    """Return the stored alert, in its newest revision."""
    rows = db.query("SELECT body FROM alerts WHERE id = :id", {"id": alert_id})
    return from_text(rows[0]["body"]) if rows else None


def alerts(
    db: Database, team: str | None = None, since: datetime | None = None, limit: int = 50
) -> tuple[Alert, ...]:
    """Return stored alerts, newest first: of one team or (None) all, created at or after `since`."""
    rows = db.query(
        """
        SELECT body FROM alerts WHERE (:team = '' OR team = :team) AND created >= :since
        ORDER BY created DESC, id LIMIT :limit
        """,
        {"team": team or "", "since": stamp(since) if since else "", "limit": limit},
    )
    return tuple(from_text(row["body"]) for row in rows)


def deliveries(db: Database, alert_id: str) -> tuple[Delivery, ...]:
    """Return what became of an alert at each destination."""
    rows = db.query(
        f"{DELIVERY_ROWS} WHERE d.alert_id = :id ORDER BY d.seq",
        {"id": alert_id},
    )
    return tuple(read_delivery(row) for row in rows)


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
            sending_revision = COALESCE(sending_revision, 0)
        WHERE state IN ('pending', 'sending')
        """,
        {"now": now, "since": since},
    )


def trust(db: Database) -> None:
    """End what `distrust` began: the sources have been read again since."""
    db.execute("UPDATE destinations SET distrust_since = NULL")


@dataclass(frozen=True, slots=True, kw_only=True)
class DestinationFigures:
    """What waits for one destination, for doctor and the metrics."""

    id: str
    team: str
    channel: str
    pending: int = 0
    sending: int = 0
    sent: int = 0
    dead: int = 0
    oldest_pending: timedelta | None = None
    held_until: datetime | None = None  # not before this time will it be posted to
    failures: int = 0
    dead_since: datetime | None = None
    note: str = ""  # the last reason a letter died of


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The outbox by state. `oldest_pending` is the age of what has waited longest."""

    pending: int = 0
    sending: int = 0
    sent: int = 0
    dead: int = 0
    oldest_pending: timedelta | None = None


def figures(db: Database, now: datetime) -> Figures:
    """Return the outbox's figures."""
    counts = {
        row["state"]: row["n"]
        for row in db.query("SELECT state, COUNT(*) AS n FROM deliveries GROUP BY state")
    }
    oldest = db.query("SELECT MIN(created) AS at FROM deliveries WHERE state = 'pending'")[0]["at"]
    return Figures(**counts, oldest_pending=_age(oldest, now))


def destination_figures(db: Database, now: datetime) -> tuple[DestinationFigures, ...]:
    """Return the same by destination, those with trouble included; removed ones are left out."""
    rows = db.query(
        """
        SELECT t.id, t.team, t.channel, t.not_before, t.failures, t.told_dead,
            (SELECT note FROM deliveries x WHERE x.destination_id = t.id AND x.state = 'dead'
             ORDER BY seq DESC LIMIT 1) AS note,
            SUM(CASE WHEN d.state = 'pending' THEN 1 ELSE 0 END) AS pending,
            SUM(CASE WHEN d.state = 'sending' THEN 1 ELSE 0 END) AS sending,
            SUM(CASE WHEN d.state = 'sent' THEN 1 ELSE 0 END) AS sent,
            SUM(CASE WHEN d.state = 'dead' THEN 1 ELSE 0 END) AS dead,
            MIN(CASE WHEN d.state = 'pending' THEN d.created END) AS oldest
        FROM destinations t LEFT JOIN deliveries d ON d.destination_id = t.id
        WHERE t.removed IS NULL
        GROUP BY t.id, t.team, t.channel, t.not_before, t.failures, t.told_dead ORDER BY t.id
        """
    )
    return tuple(
        DestinationFigures(
            id=row["id"],
            team=row["team"],
            channel=row["channel"],
            pending=row["pending"],
            sending=row["sending"],
            sent=row["sent"],
            dead=row["dead"],
            oldest_pending=_age(row["oldest"], now),
            held_until=until if (until := moment(row["not_before"])) > now else None,
            failures=row["failures"],
            dead_since=moment(row["told_dead"]) if row["told_dead"] else None,
            note=row["note"] or "",
        )
        for row in rows
    )


def _age(since: str | None, now: datetime) -> timedelta | None:
    return now - moment(since) if since else None


# A delivery with its alert and destination: ends before WHERE.
DELIVERY_ROWS = """
    SELECT d.*, a.body, t.id, t.team, t.channel, t.address, t.options
    FROM deliveries d JOIN alerts a ON a.id = d.alert_id JOIN destinations t ON t.id = d.destination_id
"""


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
    )


def read_destination(row: dict[str, Any]) -> Destination:
    """Read a row of the table destinations."""
    return Destination(
        id=row["id"],
        team=row["team"],
        channel=row["channel"],
        address=row["address"],
        options=tuple(json.loads(row["options"]).items()),
    )


def _destination_row(destination: Destination) -> dict[str, object]:
    return {
        "id": destination.id,
        "team": destination.team,
        "channel": destination.channel,
        "address": destination.address,
        "options": json.dumps(dict(destination.options), ensure_ascii=False),
    }
