"""Many waiting alerts become a few digests, so that a pause ends in a summary and not in a flood.

Three kinds of deliveries are folded into a digest. The second and third only where more than `single_most` of
them wait for one destination:

* what waited for the end of its team's quiet hours (`bot.outbox.quiet`): as soon as they end;
* late alerts, found while catching up after this program was down: once no other has come for `quiet`, or
  after `longest` at the latest;
* deliveries older than `old`, as after the chat was down: when the destination answers again.

A folded delivery counts as `sent` through (`via`) the digest's own delivery: the digest has a line for it,
with its link.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.alerts import AlertKind, delivery_key
from bot.database.interface import Database, moment
from bot.outbox.clock import CLOCK_SLACK
from bot.outbox.digest_text import Part, digest
from bot.outbox.outbox import record
from bot.outbox.places import read_destination
from bot.outbox.reading import stored

FOLDED = (AlertKind.MATCH, AlertKind.HEALTH)


@dataclass(frozen=True, slots=True, kw_only=True)
class FoldRules:
    """When to fold and how much goes into one message."""

    single_most: int = 10  # so many may still go one by one
    old: timedelta = timedelta(minutes=10)
    quiet: timedelta = timedelta(seconds=60)
    longest: timedelta = timedelta(minutes=15)
    lines: int = 100  # in one message
    # what a front end shows of one message where it is less (bot.chat.*_render): a line it leaves out is lost
    lines_in: Mapping[str, int] = field(default_factory=lambda: {"terminal": 40, "teams": 20, "workflow": 20})
    messages: int = 5  # to one destination, in one go


def fold(db: Database, now: datetime, rules: FoldRules = FoldRules()) -> int:
    """Fold what waits for each destination; what is too little to fold goes out singly.

    One transaction for each destination. Return how many deliveries were folded.
    """
    folded = 0
    for destination_id in _waiting(db, now, rules):
        with db.atomic():
            folded += _fold_one(db, destination_id, now, rules)
    return folded


def _waiting(db: Database, now: datetime, rules: FoldRules) -> list[str]:
    rows = db.query(
        """
        SELECT d.destination_id AS id FROM deliveries d JOIN destinations t ON t.id = d.destination_id
        WHERE d.state = 'pending' AND t.removed IS NULL AND (d.held_until IS NULL OR d.held_until <= :now)
          AND (d.due IS NULL OR (d.created <= :old AND t.failures = 0))
        GROUP BY d.destination_id
        HAVING COUNT(*) > :most OR MAX(CASE WHEN d.due IS NULL THEN 1 ELSE 0 END) = 1
        ORDER BY d.destination_id
        """,
        {"now": now, "old": now - rules.old, "most": rules.single_most},
    )
    return [row["id"] for row in rows]


def _fold_one(db: Database, destination_id: str, now: datetime, rules: FoldRules) -> int:
    told = _fold_night(db, destination_id, now, rules)
    late = db.query(
        """
        SELECT MAX(created) AS newest, MIN(created) AS oldest FROM deliveries
        WHERE destination_id = :id AND state = 'pending' AND due IS NULL AND held_until IS NULL
        """,
        {"id": destination_id},
    )[0]
    if (
        late["newest"]
        and now - rules.quiet < moment(late["newest"]) <= now + CLOCK_SLACK  # later: the clock was set back
        and moment(late["oldest"]) > now - rules.longest
    ):
        return told  # more may come
    rows = _foldable(
        db,
        destination_id,
        "held_until IS NULL AND (due IS NULL OR created <= :old)",
        {"old": now - rules.old},
    )
    folded = _write(db, destination_id, rows, now, rules) if len(rows) > rules.single_most else 0
    # what is left of the late ones goes out singly
    db.execute(
        """
        UPDATE deliveries SET due = :now, touched = :now
        WHERE destination_id = :id AND state = 'pending' AND due IS NULL AND held_until IS NULL
        """,
        {"now": now, "id": destination_id},
    )
    return told + folded


def _fold_night(db: Database, destination_id: str, now: datetime, rules: FoldRules) -> int:
    """Make one digest of what waited for the end of quiet hours; what is no line of one follows by itself."""
    rows = _foldable(db, destination_id, "held_until <= :now", {"now": now})
    folded = _write(db, destination_id, rows, now, rules, night=True) if len(rows) > 1 else 0
    db.execute(
        """
        UPDATE deliveries SET due = :now, held_until = NULL, touched = :now
        WHERE destination_id = :id AND state = 'pending' AND held_until <= :now
        """,
        {"now": now, "id": destination_id},
    )
    return folded


def _foldable(
    db: Database, destination_id: str, condition: str, values: Mapping[str, object]
) -> Mapping[str, str]:
    """Return the waiting deliveries that may become lines of a digest, key to alert id, in their order."""
    kinds = ", ".join(f"'{kind.value}'" for kind in FOLDED)
    rows = db.query(
        f"""
        SELECT key, alert_id FROM deliveries
        WHERE destination_id = :id AND state = 'pending' AND {condition}
          AND EXISTS (SELECT 1 FROM alerts a WHERE a.id = deliveries.alert_id AND a.kind IN ({kinds}))
        ORDER BY seq {db.skip_locked}
        """,  # noqa: S608 - constants
        {"id": destination_id, **values},
    )
    return {row["key"]: row["alert_id"] for row in rows}


def _write(
    db: Database,
    destination_id: str,
    keys: Mapping[str, str],
    now: datetime,
    rules: FoldRules,
    *,
    night: bool = False,
) -> int:
    """Record the digests of these deliveries (key to alert id) and mark each as told by its digest."""
    row = db.query("SELECT * FROM destinations WHERE id = :id", {"id": destination_id})[0]
    destination = read_destination(row)
    waiting = [(key, stored(db, alert_id)) for key, alert_id in keys.items()]
    waiting.sort(key=lambda pair: pair[1].severity.rank)  # stable: then by order of recording
    size = min(rules.lines, rules.lines_in.get(destination.channel, rules.lines))
    named = waiting[: size * rules.messages]
    rest = waiting[len(named) :]
    parts = [named[first : first + size] for first in range(0, len(named), size)]
    for number, told in enumerate(parts, start=1):
        unnamed = rest if number == len(parts) else []
        part = Part(number=number, of=len(parts), total=len(waiting), unnamed=len(unnamed))
        alert = digest(destination, [each for _, each in told], part, now, night=night)
        record(db, alert, [destination], now, asked=night)
        db.execute_many(
            """
            UPDATE deliveries SET state = 'sent', due = NULL, held_until = NULL, touched = :now, via = :via,
                reason = 'in-digest'
            WHERE key = :key AND state = 'pending'
            """,
            [
                {"key": key, "now": now, "via": delivery_key(alert.id, destination_id)}
                for key, _ in told + unnamed
            ],
        )
    return len(waiting)
