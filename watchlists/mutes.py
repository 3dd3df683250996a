"""Terms that a team wants to hear nothing of for a time, though they stay watched; `store` makes the table.

Takes an open database and never opens a transaction of its own: the caller groups the writes.
"""

from datetime import datetime

from watchlists.store import Rows


def mute(db: Rows, team: str, term: str, *, until: datetime | None, user: str, reason: str) -> None:
    """Stop telling the team of a term, for good or until a time."""
    db.execute(
        "INSERT INTO mutes VALUES (:team, :term, :until, :who, :reason)"
        " ON CONFLICT (team, term) DO UPDATE SET until = excluded.until, who = excluded.who,"
        " reason = excluded.reason",
        {"team": team, "term": term, "until": until, "who": user, "reason": reason},
    )


def unmute(db: Rows, team: str, term: str) -> bool:
    """End a mute. Returns whether there was one."""
    return bool(
        db.execute("DELETE FROM mutes WHERE team = :team AND term = :term", {"team": team, "term": term})
    )


def muted(db: Rows, now: datetime) -> dict[tuple[str, str], str]:
    """Return who muted what and why, by team and term, for the mutes in force."""
    rows = db.query("SELECT * FROM mutes WHERE until IS NULL OR until > :now", {"now": now})
    return {(row["team"], row["term"]): f"muted by {row['who']}: {row['reason']}" for row in rows}
