"""Where alerts go: destinations are added, held, given up and revived, and what waits for them follows.

As in `bot.outbox.outbox`, nothing here opens a transaction: the caller does.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import Any

from bot.alerts import Destination
from bot.database.interface import Database


def add_destinations(db: Database, destinations: Iterable[Destination], now: datetime) -> None:
    """Add those that are not held; the others stay as they are."""
    db.execute_soon(
        """
        INSERT INTO destinations
            (id, team, channel, address, options, workspace, not_before, held_at, look_after)
        VALUES (:id, :team, :channel, :address, :options, :workspace, :now, :now, :now) ON CONFLICT DO NOTHING
        """,
        [_destination_row(each) | {"now": now} for each in destinations],
    )


def save_destination(db: Database, destination: Destination, now: datetime) -> None:
    """Add the destination, or bring back or change one of the same id; a hold on it ends.

    Its dead letters stay dead until `revive`.
    """
    add_destinations(db, [destination], now)
    db.execute(
        """
        UPDATE destinations SET team = :team, channel = :channel, address = :address, options = :options,
            workspace = :workspace, removed = NULL, failures = 0, told_dead = NULL, not_before = :now,
            held_at = :now
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
        "UPDATE deliveries SET due = NULL WHERE destination_id = :id AND state = 'sent' AND due IS NOT NULL",
        {"id": destination_id},
    )
    return there > 0


def halt(db: Database, destination_id: str, note: str, now: datetime) -> int:
    """Make what waits for the destination dead letters at once, with `note` as the reason. Return how many.

    For a destination whose workspace took our access away: nothing need be tried to know. `revive` ends it.
    """
    db.execute(
        "UPDATE destinations SET told_dead = COALESCE(told_dead, :now) WHERE id = :id",
        {"now": now, "id": destination_id},
    )
    return db.execute(
        """
        UPDATE deliveries
        SET state = 'dead', due = NULL, touched = :now, reason = 'undeliverable', note = :note
        WHERE destination_id = :id AND state = 'pending'
        """,
        {"now": now, "id": destination_id, "note": note},
    )


def revive(db: Database, destination_id: str, now: datetime) -> int:
    """Give the destination's dead letters another try, after its cause was mended. Return how many.

    One that may be in the chat, and could not be looked for there, is looked for now. Who is just being
    refused there is told so: the post under way holds the destination no longer (`bot.outbox.settling`).
    """
    db.execute(
        """
        UPDATE destinations SET failures = 0, told_dead = NULL, not_before = :now, held_at = :now,
            look_after = :now, holder = NULL
        WHERE id = :id
        """,
        {"now": now, "id": destination_id},
    )
    return db.execute(
        """
        UPDATE deliveries
        SET state = CASE may_repeat WHEN 0 THEN 'pending' ELSE 'sending' END,
            token = CASE may_repeat WHEN 0 THEN NULL ELSE 'revived' END,
            due = :now, touched = :now, attempts = 0, reason = '', note = '', held_until = NULL
        WHERE destination_id = :id AND state = 'dead'
        """,
        {"now": now, "id": destination_id},
    )


def destinations(db: Database, team: str | None = None) -> tuple[Destination, ...]:
    """Return where the team's alerts go (None: every team's), without the removed ones."""
    if team:
        return destinations_of(db, [team])[team]
    rows = db.query("SELECT * FROM destinations WHERE removed IS NULL ORDER BY id")
    return tuple(read_destination(row) for row in rows)


def destinations_called(db: Database, wanted: Callable[[str], bool]) -> dict[str, Destination]:
    """Return by their ids those of which the id is wanted; there may be thousands of others."""
    held = db.query("SELECT id FROM destinations WHERE removed IS NULL ORDER BY id")
    found = db.query_each(
        "SELECT * FROM destinations WHERE id = :id", [row for row in held if wanted(row["id"])]
    )
    return {row["id"]: read_destination(row) for rows in found for row in rows}


def destinations_of(db: Database, teams: Sequence[str]) -> dict[str, tuple[Destination, ...]]:
    """Return the same for each of these teams."""
    found = db.query_each(
        "SELECT * FROM destinations WHERE removed IS NULL AND team = :team ORDER BY id",
        [{"team": team} for team in teams],
    )
    return {
        team: tuple(read_destination(row) for row in rows) for team, rows in zip(teams, found, strict=True)
    }


def read_destination(row: dict[str, Any]) -> Destination:
    """Read a row of the table destinations."""
    return Destination(
        id=row["id"],
        team=row["team"],
        channel=row["channel"],
        address=row["address"],
        options=tuple(json.loads(row["options"]).items()),
        workspace=row["workspace"],
    )


def _destination_row(destination: Destination) -> dict[str, object]:
    return {
        "id": destination.id,
        "team": destination.team,
        "channel": destination.channel,
        "address": destination.address,
        "options": json.dumps(dict(destination.options), ensure_ascii=False),
        "workspace": destination.workspace,
    }
