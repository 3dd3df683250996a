"""The outbox in numbers, for doctor and the metrics. Only reads."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.database.interface import Database, moment


@dataclass(frozen=True, slots=True)
class DeadLetters:
    """How many deliveries to a destination no repeat can bring, and the reason that the last one died of."""

    destination: str
    count: int
    note: str


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
    # Each count by the index that holds only such rows; almost all are sent, which is what is left.
    [row] = db.query(
        """
        SELECT (SELECT COUNT(*) FROM deliveries) AS every,
            (SELECT COUNT(*) FROM deliveries WHERE state = 'pending') AS pending,
            (SELECT COUNT(*) FROM deliveries WHERE state = 'sending' AND due IS NOT NULL) AS sending,
            (SELECT COUNT(*) FROM deliveries WHERE state = 'dead') AS dead,
            (SELECT MIN(created) FROM deliveries WHERE state = 'pending' AND held_until IS NULL) AS oldest
        """
    )
    pending, sending, dead = row["pending"], row["sending"], row["dead"]
    return Figures(
        pending=pending,
        sending=sending,
        sent=row["every"] - pending - sending - dead,
        dead=dead,
        oldest_pending=_age(row["oldest"], now),
    )


def dead_letters(db: Database) -> tuple[DeadLetters, ...]:
    """Return the dead letters by destination, where there are any; removed destinations are left out."""
    rows = db.query(
        """
        SELECT t.id, COUNT(*) AS dead,
            (SELECT note FROM deliveries x WHERE x.destination_id = t.id AND x.state = 'dead'
             ORDER BY seq DESC LIMIT 1) AS note
        FROM destinations t JOIN deliveries d ON d.destination_id = t.id AND d.state = 'dead'
        WHERE t.removed IS NULL GROUP BY t.id ORDER BY t.id
        """
    )
    return tuple(DeadLetters(row["id"], row["dead"], row["note"] or "") for row in rows)


def _age(since: str | None, now: datetime) -> timedelta | None:
    return now - moment(since) if since else None


def open_deliveries(db: Database, channels: tuple[str, ...], now: datetime) -> int:
    """Return how many deliveries still want work from these channels; what waits for a morning does not."""
    names = {f"c{number}": name for number, name in enumerate(channels)}
    rows = db.query(
        f"""
        SELECT COUNT(*) AS n FROM deliveries d JOIN destinations t ON t.id = d.destination_id
        WHERE t.removed IS NULL AND t.channel IN ({", ".join(f":{c}" for c in names) or "''"})
          AND (d.state IN ('pending', 'sending') OR d.due IS NOT NULL)
          AND (d.held_until IS NULL OR d.held_until <= :now)
        """,  # noqa: S608 - placeholders only
        names | {"now": now},
    )
    return int(rows[0]["n"])
