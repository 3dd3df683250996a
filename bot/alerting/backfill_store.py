"""The tables of what is still to be held against stored items (`bot.alerting.backfilling`). Set "bot".

Takes an open database and never opens a transaction of its own.
"""

import json
import secrets
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from bot.alerting.sought import Sought
from bot.database.interface import Database, moment
from watchers.looking_back import REACH
from watchlists.model import Severity

LEASE = timedelta(seconds=60)  # renewed with every piece; so long a killed process keeps others from it
LEASES_AHEAD = 5  # a lease that ends later is from before the clock was put back

MIGRATIONS: Sequence[tuple[str, str]] = (
    (
        "0900_backfills",
        """
        CREATE TABLE backfills (
            id TEXT PRIMARY KEY,
            watchlist TEXT NOT NULL,        -- its name, the same with all of the teams
            official INTEGER NOT NULL,      -- it is an official list
            terms TEXT,                     -- as a JSON array; NULL: every term of the watchlist
            label TEXT NOT NULL,            -- what the summary begins with
            asked INTEGER NOT NULL,         -- somebody waits for it
            since TEXT NOT NULL,
            at TEXT NOT NULL,               -- when it was begun
            seen_at TEXT NOT NULL,          -- the place among the stored items that was reached
            seen_key TEXT NOT NULL,
            read INTEGER NOT NULL,          -- items so far
            token TEXT, leased_until TEXT   -- which instance goes on with it
        );
        CREATE TABLE backfill_teams (
            backfill TEXT NOT NULL, team TEXT NOT NULL, PRIMARY KEY (backfill, team)
        );
        CREATE TABLE backfill_finds (
            backfill TEXT NOT NULL, team TEXT NOT NULL, item_key TEXT NOT NULL,
            alert_id TEXT,                  -- for the summary; NULL: the team was told of it before
            PRIMARY KEY (backfill, team, item_key)
        );
        """,
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Backfill:
    """What is sought in the items seen since, and told in pieces.

    `place` is where among the stored items it stands, newest first, after `read` of them. `asked`: somebody
    waits for it. `label`: what the summary begins with.
    """

    id: str
    sought: Sought
    label: str
    asked: bool
    since: datetime
    at: datetime
    place: tuple[str, str]
    read: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Finds:
    """The alerts of a team's summary, the most severe first, and of how many items it was told before."""

    team: str
    alerts: tuple[str, ...]
    before: int


def begin(db: Database, sought: Sought, label: str, now: datetime, *, asked: bool = False) -> None:
    """Note what is to be held against the items stored lately, in pieces after this transaction.

    Who does it waits first for what polls are about to store, scanned for what was watched before.
    """
    backfill_id = secrets.token_hex(8)
    db.execute(
        "INSERT INTO backfills VALUES (:id, :watchlist, :official, :terms, :label, :asked, :since, :at,"
        " '', '', 0, NULL, NULL)",
        {
            "id": backfill_id,
            "watchlist": sought.watchlist,
            "official": sought.official,
            "terms": None if sought.terms is None else json.dumps(sorted(sought.terms), ensure_ascii=False),
            "label": label,
            "asked": asked,
            "since": now - REACH,
            "at": now,
        },
    )
    db.execute_soon(
        "INSERT INTO backfill_teams VALUES (:id, :team)",
        [{"id": backfill_id, "team": team} for team in sorted(sought.teams)],
    )


def is_any(db: Database) -> bool:
    """Return whether anything is to be held against stored items, by whomever."""
    return bool(db.query("SELECT 1 AS one FROM backfills LIMIT 1"))


def claim(db: Database, token: str, now: datetime) -> Backfill | None:
    """Lease the oldest that no other instance goes on with; inside `atomic()`."""
    rows = db.query(
        f"""
        SELECT * FROM backfills WHERE leased_until IS NULL OR leased_until < :now OR leased_until > :absurd
        ORDER BY at, id LIMIT 1 {db.skip_locked}
        """,  # noqa: S608 - a constant
        {"now": now, "absurd": now + LEASE * LEASES_AHEAD},
    )
    if not rows:
        return None
    row = rows[0]
    db.execute(
        "UPDATE backfills SET token = :token, leased_until = :until WHERE id = :id",
        {"token": token, "until": now + LEASE, "id": row["id"]},
    )
    teams = db.query("SELECT team FROM backfill_teams WHERE backfill = :id", {"id": row["id"]})
    return _backfill(row, (one["team"] for one in teams))


def renew(db: Database, backfill_id: str, token: str, now: datetime) -> bool:
    """Return whether it is ours still, and keep it so; no other instance gets it before the end of this."""
    return bool(
        db.execute(
            "UPDATE backfills SET leased_until = :until WHERE id = :id AND token = :token",
            {"until": now + LEASE, "id": backfill_id, "token": token},
        )
    )


def move_on(db: Database, backfill_id: str, place: tuple[str, str], read: int) -> None:
    """Note that all up to this place were told of, and how many items that were."""
    db.execute(
        "UPDATE backfills SET seen_at = :seen, seen_key = :key, read = :read WHERE id = :id",
        {"seen": place[0], "key": place[1], "read": read, "id": backfill_id},
    )


def keep_finds(db: Database, backfill_id: str, team: str, finds: Mapping[str, str | None]) -> None:
    """Keep for the summary in which alert each item is, None where the team was told of it before.

    What was kept of an item stays: it was told in an earlier piece of this.
    """
    db.execute_soon(
        "INSERT INTO backfill_finds VALUES (:id, :team, :key, :alert)"
        " ON CONFLICT (backfill, team, item_key) DO NOTHING",
        [{"id": backfill_id, "team": team, "key": key, "alert": alert} for key, alert in finds.items()],
    )


def kept(db: Database, backfill_id: str, team: str) -> set[str]:
    """Return the alerts that are kept for a team's summary: an item that joins one is told there."""
    rows = db.query(
        "SELECT DISTINCT alert_id FROM backfill_finds"
        " WHERE backfill = :id AND team = :team AND alert_id IS NOT NULL",
        {"id": backfill_id, "team": team},
    )
    return {row["alert_id"] for row in rows}


def take_finds(db: Database, backfill_id: str, most: int) -> tuple[Finds, ...]:
    """Take out what is kept for so many teams; no team: nothing is left."""
    teams = [
        row["team"]
        for row in db.query(
            "SELECT DISTINCT team FROM backfill_finds WHERE backfill = :id ORDER BY team LIMIT :most",
            {"id": backfill_id, "most": most},
        )
    ]
    asked = [{"id": backfill_id, "team": team} for team in teams]
    found = db.query_each(
        "SELECT f.alert_id, a.severity FROM backfill_finds f LEFT JOIN alerts a ON a.id = f.alert_id"
        " WHERE f.backfill = :id AND f.team = :team ORDER BY a.created DESC, f.item_key",
        asked,
    )
    db.execute_many("DELETE FROM backfill_finds WHERE backfill = :id AND team = :team", asked)
    return tuple(_finds(team, rows) for team, rows in zip(teams, found, strict=True))


def end(db: Database, backfill_id: str) -> None:
    """Forget it: everybody was told."""
    db.execute("DELETE FROM backfill_teams WHERE backfill = :id", {"id": backfill_id})
    db.execute("DELETE FROM backfills WHERE id = :id", {"id": backfill_id})


def _finds(team: str, rows: Collection[Mapping[str, Any]]) -> Finds:
    fresh = sorted((row for row in rows if row["severity"]), key=lambda row: Severity(row["severity"]).rank)
    alerts = tuple(dict.fromkeys(row["alert_id"] for row in fresh))
    return Finds(team=team, alerts=alerts, before=len(rows) - len(fresh))


def _backfill(row: Mapping[str, Any], teams: Iterable[str]) -> Backfill:
    return Backfill(
        id=row["id"],
        sought=Sought(
            watchlist=row["watchlist"],
            teams=frozenset(teams),
            terms=None if row["terms"] is None else frozenset(json.loads(row["terms"])),
            official=bool(row["official"]),
        ),
        label=row["label"],
        asked=bool(row["asked"]),
        since=moment(row["since"]),
        at=moment(row["at"]),
        place=(row["seen_at"], row["seen_key"]),
        read=row["read"],
    )
