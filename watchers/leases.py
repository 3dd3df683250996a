"""Who polls which source, and when: sources are leased, so that any number of instances may share a store.

Takes an open database and never opens a transaction of its own.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta

from watchers.model import Source, SourceState
from watchers.schema import Rows
from watchers.store import read_source, read_state

LEASES_AHEAD = 5  # so many leases ahead none is set: clocks of instances are not that far apart
CLOCKS_APART = timedelta(minutes=1)  # what two instances' clocks may differ by


def claim_due(
    db: Rows, *, now: datetime, lease: timedelta, token: str, limit: int = 50, only: Collection[str] = ()
) -> tuple[tuple[Source, SourceState], ...]:
    """Lease up to `limit` sources that are due, oldest first, and return them with their state.

    Call inside a transaction. No other instance gets them before `save_state` or the end of the lease.
    A lease that ends later than any clock near ours would set it is from before our clock was put back: it
    holds nobody. `only` names sources to poll now, due or not (a paused one too).
    """
    free = "(s.leased_until IS NULL OR s.leased_until < :now OR s.leased_until > :absurd)"
    if only:
        names = {f"only{number}": name for number, name in enumerate(sorted(only))}
        marks = ", ".join(f":{name}" for name in names)
        which, params = f"s.source_id IN ({marks}) AND {free}", dict[str, object](names)
    else:
        which = f"s.next_poll_at <= :now AND src.paused = 0 AND {free}"
        params = {}
    rows = db.query(
        f"SELECT src.*, s.* FROM source_states s JOIN sources src ON src.id = s.source_id"  # noqa: S608
        f" WHERE {which} ORDER BY s.next_poll_at LIMIT :limit {db.skip_locked}",
        {**params, "now": now, "absurd": now + lease * LEASES_AHEAD, "limit": limit},
    )
    claimed = [(read_source(row), read_state(row)) for row in rows]
    db.execute_many(
        "UPDATE source_states SET lease_token = :token, leased_until = :until WHERE source_id = :id",
        [{"token": token, "until": now + lease, "id": source.id} for source, _ in claimed],
    )
    return tuple(claimed)


def renew_leases(db: Rows, token: str, until: datetime) -> set[str]:
    """Make the leases held under `token` last until a later time. Returns the ids of their sources."""
    db.execute(
        "UPDATE source_states SET leased_until = :until WHERE lease_token = :token",
        {"until": until, "token": token},
    )
    held = db.query("SELECT source_id FROM source_states WHERE lease_token = :token", {"token": token})
    return {row["source_id"] for row in held}


def leases(db: Rows, source_ids: Sequence[str]) -> list[str | None]:
    """Return under which token each source is leased: a poll that outlived its lease must not be recorded."""
    found = db.query_each(
        "SELECT lease_token FROM source_states WHERE source_id = :id", [{"id": each} for each in source_ids]
    )
    return [rows[0]["lease_token"] if rows else None for rows in found]


def waiting_beyond(db: Rows, moment: datetime) -> tuple[tuple[Source, SourceState], ...]:
    """Return the sources whose next poll is after a moment, with their state."""
    rows = db.query(
        "SELECT src.*, s.* FROM source_states s JOIN sources src ON src.id = s.source_id"
        " WHERE s.next_poll_at > :moment",
        {"moment": moment},
    )
    return tuple((read_source(row), read_state(row)) for row in rows)


def pull_forward(db: Rows, source_id: str, now: datetime) -> None:
    """Make a source due now: its next poll was set by a clock that has since been put back."""
    db.execute(
        "UPDATE source_states SET next_poll_at = :now WHERE source_id = :id AND next_poll_at > :now",
        {"now": now, "id": source_id},
    )


def rebase(db: Rows, now: datetime) -> int:
    """Shorten the waits of sources that were polled in the future: the clock was put back since.

    Each keeps the pause it had from its last poll, counted from now. Returns how many there were.
    """
    rows = db.query(
        "SELECT source_id, last_poll_at, next_poll_at FROM source_states WHERE last_poll_at > :now",
        {"now": now + CLOCKS_APART},
    )
    moved = []
    for row in rows:
        last, following = (datetime.fromisoformat(row[name]) for name in ("last_poll_at", "next_poll_at"))
        due = now + max(following - last, timedelta())
        moved.append({"id": row["source_id"], "now": now, "due": due})
    db.execute_many(
        "UPDATE source_states SET last_poll_at = :now, next_poll_at = :due WHERE source_id = :id", moved
    )
    return len(moved)
