"""What a clock that was set back does to the outbox, mended."""

from datetime import datetime, timedelta

from bot.database import Database, moment

CLOCK_SLACK = timedelta(seconds=5)  # clocks of two machines may differ by this much


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
