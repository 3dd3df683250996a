"""What happened to each item for each team, at which stage and why: the memory behind `why`.

Takes an open database and never opens a transaction of its own. Part of migration set "bot".
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from bot.database.interface import Database, moment

MIGRATIONS: Sequence[tuple[str, str]] = (
    (
        "0200_verdicts",
        """
        CREATE TABLE verdicts (
            item_key TEXT NOT NULL, team TEXT NOT NULL, stage TEXT NOT NULL, reason TEXT NOT NULL,
            detail TEXT NOT NULL, severity TEXT NOT NULL, alert_id TEXT, at TEXT NOT NULL,
            PRIMARY KEY (item_key, team)
        );
        CREATE TABLE digest_queue (
            team TEXT NOT NULL, alert_id TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (team, alert_id)
        );
        """,
    ),
    (
        "0210_verdicts_of_alerts",  # who forgets an alert asks for its verdicts; most are of no alert
        "CREATE INDEX verdicts_alert ON verdicts (alert_id) WHERE alert_id IS NOT NULL;",
    ),
)


class Stage(StrEnum):
    """How far an item came; documented in docs/reasons.md."""

    MATCH = "match"  # scanned: nothing was found, or what was found is muted
    RULES = "rules"  # found, but too little to be posted by itself
    DEDUPE = "dedupe"  # the team was told of it before
    BASELINE = "baseline"  # there already when the source was first read
    FLOOD = "flood"  # one of many at once: told in one message
    POSTED = "posted"  # an alert of its own


class Reason(StrEnum):
    """Why an item stopped at its stage, or did not; documented in docs/reasons.md."""

    NO_TERM = "no-term"
    MUTED = "muted"
    DIGEST = "digest"
    EVERYDAY = "everyday"
    SAME_ITEM = "same-item"
    SAME_LINK = "same-link"
    SAME_DOCUMENT = "same-document"
    SAME_RULE = "same-rule"
    SAME_PROJECT = "same-project"
    REPRINT = "reprint"
    FIRST_POLL = "first-poll"
    BACKFILL = "backfill"
    MANY = "many"
    NEW = "new"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What became of an item for a team. `detail` is one sentence for a person."""

    item_key: str
    team: str
    stage: Stage
    reason: Reason
    detail: str
    severity: str
    alert_id: str | None
    at: datetime


def save(db: Database, verdict: Verdict) -> None:
    """Write the verdict; a later one on the same item and team replaces it."""
    db.execute_soon(
        "INSERT INTO verdicts VALUES (:key, :team, :stage, :reason, :detail, :severity, :alert, :at)"
        " ON CONFLICT (item_key, team) DO UPDATE SET stage = excluded.stage, reason = excluded.reason,"
        " detail = excluded.detail, severity = excluded.severity, alert_id = excluded.alert_id,"
        " at = excluded.at",
        [
            {
                "key": verdict.item_key,
                "team": verdict.team,
                "stage": str(verdict.stage),
                "reason": str(verdict.reason),
                "detail": verdict.detail,
                "severity": verdict.severity,
                "alert": verdict.alert_id,
                "at": verdict.at,
            }
        ],
    )


def of_item(db: Database, item_key: str, team: str | None = None) -> tuple[Verdict, ...]:
    """Return the verdicts on one item, of one team or of all."""
    where = "AND team = :team" if team is not None else ""
    params: dict[str, object] = {"key": item_key}
    if team is not None:
        params["team"] = team
    rows = db.query(f"SELECT * FROM verdicts WHERE item_key = :key {where} ORDER BY team", params)  # noqa: S608
    return tuple(
        Verdict(
            **row | {"stage": Stage(row["stage"]), "reason": Reason(row["reason"]), "at": moment(row["at"])}
        )
        for row in rows
    )


def queue_for_digest(db: Database, team: str, alert_id: str, now: datetime) -> None:
    """Keep an alert for the team's next digest."""
    db.execute_soon(
        "INSERT INTO digest_queue VALUES (:team, :alert, :now) ON CONFLICT (team, alert_id) DO NOTHING",
        [{"team": team, "alert": alert_id, "now": now}],
    )


def take_digest(db: Database, team: str) -> tuple[str, ...]:
    """Empty the team's digest queue and return the alerts that were in it, oldest first.

    Call inside the transaction that records the digest. What another instance adds meanwhile stays.
    """
    rows = db.query(
        "SELECT alert_id FROM digest_queue WHERE team = :team ORDER BY at, alert_id", {"team": team}
    )
    db.execute_many(
        "DELETE FROM digest_queue WHERE team = :team AND alert_id = :alert",
        [{"team": team, "alert": row["alert_id"]} for row in rows],
    )
    return tuple(row["alert_id"] for row in rows)


def waits_for_digest(db: Database, team: str, alert_id: str) -> bool:
    """Return whether the alert is in the team's digest queue."""
    params = {"team": team, "alert": alert_id}
    sql = "SELECT 1 AS one FROM digest_queue WHERE team = :team AND alert_id = :alert"
    return bool(db.query(sql, params))


def leave_digest(db: Database, alert_id: str) -> None:
    """Take an alert out of the queues: it was posted by itself after all."""
    db.execute("DELETE FROM digest_queue WHERE alert_id = :alert", {"alert": alert_id})
