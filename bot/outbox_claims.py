"""The moves of a delivery while it is being sent: claim, settle, look for, give back.

Any number of processes may call these on one store. A claim writes a fresh token; every later change compares
state AND token, so whoever lost the claim (stood still too long, or was taken for dead) changes nothing.
While a post is under way its destination is held too, so two processes never post to one channel at once.

Each function here is one transaction of its own and holds no network call.
"""

import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.alerts import Alert, AlertKind, Delivery, DeliveryState, Destination
from bot.database import Database, moment, stamp
from bot.outbox import DELIVERY_ROWS, destinations, read_delivery, record
from bot.outbox_decisions import Decision, Limits
from watchlists.model import Severity

CLOCK_SLACK = timedelta(seconds=5)  # clocks of two machines may differ by this much

# New messages before updates. Waiting ones are many and few are backed off: COALESCE keeps SQLite to the
# index that is in order. Sent ones are very many and few want an update: the index on `due` finds those.
IS_DUE = {"pending": "COALESCE(due, '9') <= :now", "sent": "due <= :now"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """The right to post one delivery (or, when it is `sent` already, to update its message)."""

    delivery: Delivery
    token: str
    failures: int  # of the destination, in a row
    may_repeat: bool

    @property
    def updating(self) -> bool:
        """Whether a message is there already."""
        return self.delivery.state is DeliveryState.SENT


def claim(
    db: Database,
    now: datetime,
    channels: Collection[str],
    limits: Limits,
    *,
    busy: Collection[str] = (),
    limit: int = 50,
) -> tuple[Claim, ...]:
    """Take what is due: at most one delivery for each destination, the first recorded first.

    `channels` are the front ends we can post to, `busy` destinations to leave alone. New messages go before
    updates of old ones.
    """
    names = {f"c{number}": name for number, name in enumerate(sorted(channels))}
    if not names:
        return ()
    ready = f"""
        SELECT * FROM destinations t
        WHERE removed IS NULL AND not_before <= :now AND channel IN ({", ".join(f":{c}" for c in names)})
          AND NOT EXISTS (SELECT 1 FROM pauses p WHERE p.channel = t.channel AND p.until > :now)
          AND EXISTS (SELECT 1 FROM deliveries d WHERE d.destination_id = t.id
                      AND d.due <= :now AND d.state IN ('pending', 'sent'))
        ORDER BY not_before LIMIT :limit
    """  # noqa: S608 - placeholders only
    params: dict[str, object] = {"now": now, "limit": limit + len(busy), **names}
    if all(row["id"] in busy for row in db.query(ready, params)):
        return ()  # a look costs no lock
    with db.atomic():
        rows = [row for row in db.query(f"{ready} {db.skip_locked}", params) if row["id"] not in busy]
        taken = (_take(db, row, now, limits) for row in rows[:limit])
        return tuple(each for each in taken if each is not None)


def _take(db: Database, destination: dict[str, Any], now: datetime, limits: Limits) -> Claim | None:
    where: dict[str, object] = {"destination": destination["id"], "now": now}
    for state, is_due in IS_DUE.items():
        rows = db.query(
            f"""
            SELECT key FROM deliveries
            WHERE destination_id = :destination AND state = '{state}' AND {is_due}
            ORDER BY seq, key LIMIT 1 {db.skip_locked}
            """,  # noqa: S608 - constants
            where,
        )
        if rows:
            break
    else:
        return None
    row = db.query(f"{DELIVERY_ROWS} WHERE d.key = :key", {"key": rows[0]["key"]})[0]
    delivery = read_delivery(row)
    token = secrets.token_hex(8)
    claimed = {"key": delivery.key, "token": token, "now": now, "destination": destination["id"]}
    if state == "pending":
        db.execute(
            """
            UPDATE deliveries SET state = 'sending', token = :token, due = :due, touched = :now,
                first_sending = COALESCE(first_sending, :now),
                sending_revision = COALESCE(sending_revision, :revision), attempts = attempts + 1
            WHERE key = :key
            """,
            claimed | {"due": now + limits.grace, "revision": delivery.alert.revision},
        )
    else:
        db.execute(
            """
            UPDATE deliveries SET token = :token, due = :due, touched = :now, attempts = attempts + 1
            WHERE key = :key
            """,
            claimed | {"due": now + limits.grace},
        )
    db.execute(
        """
        UPDATE destinations SET not_before = :until, held_at = :now, holder = :token WHERE id = :destination
        """,
        # If we are killed, nobody knows what the chat answered, a Retry-After least of all: so long as the
        # post's own fate is open, nothing else is posted there.
        claimed | {"until": now + limits.grace},
    )
    return Claim(
        delivery=delivery,
        token=token,
        failures=destination["failures"],
        may_repeat=bool(row["may_repeat"]),
    )


def settle(db: Database, claimed: Claim, decision: Decision, now: datetime) -> bool:
    """Write the decision; return False when the claim was lost meanwhile (then nothing changed).

    A first dead letter of a destination is told to the team's other destinations, once until a post there
    succeeds again.
    """
    delivery = claimed.delivery
    state = DeliveryState.SENT if claimed.updating else DeliveryState.SENDING
    with db.atomic():
        if not move(db, delivery.key, state=state, token=claimed.token, decision=decision, now=now):
            return False
        db.execute(
            """
            UPDATE destinations SET
                not_before = CASE WHEN holder = :token THEN :until ELSE not_before END,
                held_at = CASE WHEN holder = :token THEN :now ELSE held_at END,
                holder = CASE WHEN holder = :token THEN NULL ELSE holder END,
                failures = CASE :trouble WHEN 0 THEN 0 WHEN 1 THEN failures + 1 ELSE failures END,
                told_dead = CASE :trouble WHEN 0 THEN NULL ELSE told_dead END
            WHERE id = :id
            """,
            {
                "until": now + decision.hold,
                "now": now,
                "id": delivery.destination.id,
                "token": claimed.token,
                "trouble": -1 if decision.trouble is None else int(decision.trouble),
            },
        )
        if decision.everywhere:
            _pause(db, delivery.destination.channel, now + decision.hold, now)
        if decision.state is DeliveryState.DEAD:
            _tell_dead(db, delivery.destination, decision, now)
    return True


def _pause(db: Database, channel: str, until: datetime, now: datetime) -> None:
    """Post nothing through the front end before `until`; a longer pause stands."""
    db.execute(
        """
        INSERT INTO pauses VALUES (:channel, :until, :now) ON CONFLICT (channel) DO UPDATE
        SET until = excluded.until, held_at = excluded.held_at WHERE excluded.until > pauses.until
        """,
        {"channel": channel, "until": until, "now": now},
    )


def _tell_dead(db: Database, destination: Destination, decision: Decision, now: datetime) -> None:
    first = db.execute(
        "UPDATE destinations SET told_dead = :now WHERE id = :id AND told_dead IS NULL",
        {"now": now, "id": destination.id},
    )
    if first:
        others = {row["id"] for row in db.query("SELECT id FROM destinations WHERE told_dead IS NULL")}
        record(
            db,
            dead_destination(destination, decision.note, now),
            [each for each in destinations(db, destination.team) if each.id in others],
            now,
        )


def dead_destination(destination: Destination, note: str, now: datetime) -> Alert:
    """Return the health alert that tells a team it is not being reached somewhere."""
    return Alert(
        id=f"health:destination:{destination.id}:{stamp(now)}",
        team=destination.team,
        kind=AlertKind.HEALTH,
        severity=Severity.HIGH,
        title=f"Alerts no longer arrive at {destination.id}",
        created=now,
        text=(
            f"The chat answered: {note}. What cannot be posted there is kept; "
            "after mending the cause it can be sent again."
        ),
    )


def move(
    db: Database, key: str, *, state: DeliveryState, token: str, decision: Decision, now: datetime
) -> bool:
    """Apply a decision if state and token still are what the decider saw."""
    # The alert may be growing in another instance at this moment: one of the two must see the other's change,
    # or the update of this message is never made.
    db.query(
        f"""
        SELECT revision FROM alerts
        WHERE id = (SELECT alert_id FROM deliveries WHERE key = :key) {db.for_update}
        """,  # noqa: S608 - a constant
        {"key": key},
    )
    moved = db.execute(
        """
        UPDATE deliveries SET state = :to, reason = :reason, note = :note, touched = :now,
            due = CASE WHEN :done = 1 AND COALESCE(:revision, posted_revision) <
                (SELECT revision FROM alerts WHERE alerts.id = deliveries.alert_id) THEN :now ELSE :due END,
            attempts = CASE WHEN :done = 1 THEN 0 ELSE attempts END,
            token = CASE WHEN :to = 'sending' THEN token END,
            message_id = COALESCE(:message_id, message_id),
            posted_revision = COALESCE(:revision, posted_revision)
        WHERE key = :key AND state = :state AND token = :token
        """,
        {
            "key": key,
            "state": state,
            "token": token,
            "to": decision.state,
            # the alert may have grown while the message was under way: then an update is due at once
            "done": decision.state is DeliveryState.SENT and decision.wait is None,
            "reason": decision.reason,
            "note": decision.note,
            "now": now,
            "due": None if decision.wait is None else stamp(now + decision.wait),
            "message_id": decision.message_id,
            "revision": decision.revision,
        },
    )
    if moved and decision.state is DeliveryState.PENDING:
        # the destination may have been removed meanwhile: then nobody would ever take it up again
        db.execute(
            """
            UPDATE deliveries SET state = 'dead', due = NULL, reason = 'destination-removed'
            WHERE key = :key AND destination_id IN (SELECT id FROM destinations WHERE removed IS NOT NULL)
            """,
            {"key": key},
        )
    return moved > 0


def rebase(db: Database, now: datetime) -> int:
    """After the clock was set back: keep every wait as long as it was meant. Return how many were moved.

    A wait that was written "in the future" would otherwise last as much longer as the clock went back.
    Safe to repeat, by any process.
    """
    ahead = {"ahead": now + CLOCK_SLACK}
    with db.atomic():
        holds = db.query(
            "SELECT id, not_before, look_after, held_at FROM destinations WHERE held_at > :ahead", ahead
        )
        for row in holds:
            back = moment(row["held_at"]) - now
            db.execute(
                """
                UPDATE destinations SET not_before = :not_before, look_after = :now, held_at = :now
                WHERE id = :id
                """,
                {"not_before": moment(row["not_before"]) - back, "now": now, "id": row["id"]},
            )
        pauses = db.query("SELECT channel, until, held_at FROM pauses WHERE held_at > :ahead", ahead)
        for row in pauses:
            until = moment(row["until"]) - (moment(row["held_at"]) - now)
            db.execute(
                "UPDATE pauses SET until = :until, held_at = :now WHERE channel = :channel",
                {"until": until, "now": now, "channel": row["channel"]},
            )
        waits = db.query(
            "SELECT key, due, touched FROM deliveries WHERE due IS NOT NULL AND touched > :ahead", ahead
        )
        for row in waits:
            due = moment(row["due"]) - (moment(row["touched"]) - now)
            db.execute(
                "UPDATE deliveries SET due = :due, touched = :now WHERE key = :key",
                {"due": due, "now": now, "key": row["key"]},
            )
    return len(holds) + len(pauses) + len(waits)
