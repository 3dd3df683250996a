"""Deliveries that are due, each claimed by one process, to be posted; `bot.outbox.settling` has what follows.

Any number of processes may call this on one store. A claim writes a fresh token; every later change compares
state AND token, so whoever lost the claim (stood still too long, or was taken for dead) changes nothing.
While a post is under way its destination is held too, so two processes never post to one channel at once.

`claim` is one transaction and holds no network call.
"""

import secrets
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from bot.database.interface import Database
from bot.outbox.decisions import Claim, Limits
from bot.outbox.reading import DELIVERY_ROWS, read_delivery


def claim(
    db: Database,
    now: datetime,
    channels: Collection[str],
    limits: Limits,
    *,
    busy: Collection[str] = (),
    limit: int = 50,
    after: str = "",
) -> tuple[Claim, ...]:
    """Take what is due: at most one delivery for each destination, the first recorded first.

    `channels` are the front ends we can post to, `busy` the destinations to leave alone. New messages go
    before updates of old ones. Destinations are served in the order of their ids, beginning behind `after`
    and going round. A caller that passes the last one it claimed looks at few destinations where thousands
    wait, and instances that stand at different places are not in each other's way.
    """
    names = {f"c{number}": name for number, name in enumerate(sorted(channels))}
    if not names:
        return ()
    asked = {"now": now, "limit": limit + len(busy), **names}
    ready = [row["id"] for row in db.query(_ready(names), asked | {"after": after})]
    if after and len(ready) < limit:
        ready += [row["id"] for row in db.query(_ready(names), asked | {"after": ""})]
    places = [{"id": each, "now": now} for each in dict.fromkeys(ready) if each not in busy]
    if not places:
        return ()  # a look costs no lock
    with db.atomic():
        held = db.query_each(
            f"SELECT * FROM destinations WHERE id = :id AND removed IS NULL AND not_before <= :now"  # noqa: S608
            f" {db.skip_locked}",
            places[:limit],
        )
        return _take(db, [rows[0] for rows in held if rows], now, limits)


def _ready(channels: Collection[str]) -> str:
    """Return the SELECT of destinations after `:after` that may be posted to and have something due.

    It is recursive, and each step leaps to the next destination with open work (index `deliveries_open`). So
    it never reads what was sent long ago, nor the rest of a long backlog, nor destinations with nothing to
    do, and it stops at the last one wanted. A join or an ORDER BY would read them all.
    """
    ours = ", ".join(f":{channel}" for channel in channels)
    return f"""
        WITH RECURSIVE working (id) AS (
            SELECT MIN(destination_id) FROM deliveries WHERE due IS NOT NULL AND destination_id > :after
            UNION ALL
            SELECT (SELECT MIN(d.destination_id) FROM deliveries d
                    WHERE d.due IS NOT NULL AND d.destination_id > working.id)
            FROM working WHERE working.id IS NOT NULL
        )
        SELECT id FROM (
            SELECT working.id AS id, (
                SELECT 1 FROM destinations t
                WHERE t.id = working.id AND t.removed IS NULL AND t.not_before <= :now
                  AND t.channel IN ({ours})
                  AND NOT EXISTS (SELECT 1 FROM pauses p WHERE p.until > :now AND p.channel =
                                  t.channel || CASE t.workspace WHEN '' THEN '' ELSE '/' || t.workspace END
                  )
                  AND EXISTS (SELECT 1 FROM deliveries d WHERE d.destination_id = t.id
                              AND d.due <= :now AND d.state IN ('pending', 'sent'))
            ) AS ready FROM working
        ) AS looked WHERE ready = 1 LIMIT :limit
    """  # noqa: S608 - placeholders only


def _take(db: Database, held: Sequence[dict[str, Any]], now: datetime, limits: Limits) -> tuple[Claim, ...]:
    """Claim one delivery for each of these destinations, whose rows we hold: new messages before updates."""
    places = {row["id"]: row for row in held}
    due: dict[str, str] = {}  # by destination: the delivery's key
    # Waiting ones may be many and few are backed off: COALESCE keeps SQLite to the index that is in order.
    for state, is_due in (("pending", "COALESCE(due, '9') <= :now"), ("sent", "due <= :now")):
        missing = [{"id": each, "now": now} for each in places if each not in due]
        found = db.query_each(
            f"""
            SELECT destination_id, key FROM deliveries
            WHERE destination_id = :id AND state = '{state}' AND {is_due}
            ORDER BY seq, key LIMIT 1 {db.skip_locked}
            """,  # noqa: S608 - constants
            missing,
        )
        due |= {rows[0]["destination_id"]: rows[0]["key"] for rows in found if rows}
    whole = db.query_each(f"{DELIVERY_ROWS} WHERE d.key = :key", [{"key": key} for key in due.values()])
    claims = []
    for [row] in whole:
        delivery = read_delivery(row)
        # a store that was put back from a backup does not know what was said since
        restored = places[row["destination_id"]]["distrust_since"]
        claims.append(
            Claim(
                delivery=delivery,
                token=secrets.token_hex(8),
                failures=places[row["destination_id"]]["failures"],
                may_repeat=bool(row["may_repeat"]),
                said=delivery.alert.revision if restored else row["said_revision"],
            )
        )
    # If we are killed, nobody knows what the chat answered, a Retry-After least of all: so long as the post's
    # own fate is open, nothing else is posted there.
    until = now + limits.grace
    marks = [
        (each, {"key": each.delivery.key, "token": each.token, "due": until, "now": now}) for each in claims
    ]
    db.execute_many(
        """
        UPDATE deliveries SET state = 'sending', token = :token, due = :due, touched = :now,
            first_sending = COALESCE(first_sending, :now),
            sending_revision = COALESCE(sending_revision, :revision), attempts = attempts + 1
        WHERE key = :key
        """,
        [mark | {"revision": each.delivery.alert.revision} for each, mark in marks if not each.updating],
    )
    db.execute_many(
        """
        UPDATE deliveries SET token = :token, due = :due, touched = :now, attempts = attempts + 1,
            said_revision = :revision
        WHERE key = :key
        """,
        [mark | {"revision": each.delivery.alert.revision} for each, mark in marks if each.updating],
    )
    db.execute_many(
        "UPDATE destinations SET not_before = :until, held_at = :now, holder = :token WHERE id = :id",
        [
            {"until": until, "now": now, "token": each.token, "id": each.delivery.destination.id}
            for each in claims
        ],
    )
    return tuple(claims)
