"""How a decision about a delivery is written: only while state and token are what the decider saw."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from bot.alerts import DeliveryState
from bot.database.interface import Database
from bot.outbox.decisions import Decision


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A decision about a delivery, valid while state and token are what the decider saw."""

    key: str
    alert: str
    state: DeliveryState
    token: str
    decision: Decision
    at: datetime
    said: int | None = None  # what may stand below the message, where that is less than was claimed


def move(db: Database, moves: Sequence[Move]) -> list[bool]:
    """Apply the decisions whose state and token still hold; return for each whether it did."""
    if db.for_update:
        # The alert may be growing in another instance at this moment: one of the two must see the other's
        # change, or the update of this message is never made. Always in one order, or instances block each
        # other.
        db.query_each(
            f"SELECT revision FROM alerts WHERE id = :id {db.for_update}",  # noqa: S608 - a constant
            [{"id": each} for each in sorted({one.alert for one in moves})],
        )
    moved = db.execute_each(
        """
        UPDATE deliveries SET state = :to, reason = :reason, note = :note, touched = :now,
            due = CASE WHEN :done = 1 AND COALESCE(:revision, posted_revision) <
                (SELECT revision FROM alerts WHERE alerts.id = deliveries.alert_id) THEN :now ELSE :due END,
            attempts = CASE WHEN :done = 1 THEN 0 ELSE attempts END,
            token = CASE WHEN :to = 'sending' THEN token END,
            message_id = COALESCE(:message_id, message_id),
            posted_revision = COALESCE(:revision, posted_revision),
            said_revision = COALESCE(:said, said_revision)
        WHERE key = :key AND state = :state AND token = :token
        """,
        [
            {
                "key": one.key,
                "state": one.state,
                "token": one.token,
                "to": one.decision.state,
                # the alert may have grown while the message was under way: then an update is due at once
                "done": one.decision.state is DeliveryState.SENT and one.decision.wait is None,
                "reason": one.decision.reason,
                "note": one.decision.note,
                "now": one.at,
                "due": None if one.decision.wait is None else one.at + one.decision.wait,
                "message_id": one.decision.message_id,
                "revision": one.decision.revision,
                "said": one.said,
            }
            for one in moves
        ],
    )
    held = [count > 0 for count in moved]
    # a destination may have been removed meanwhile: then nobody would ever take its deliveries up again
    db.execute_many(
        """
        UPDATE deliveries SET state = 'dead', due = NULL, reason = 'destination-removed'
        WHERE key = :key AND destination_id IN (SELECT id FROM destinations WHERE removed IS NOT NULL)
        """,
        [
            {"key": one.key}
            for one, mine in zip(moves, held, strict=True)
            if mine and one.decision.state is DeliveryState.PENDING
        ],
    )
    return held
