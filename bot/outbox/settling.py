"""What became of claimed deliveries, written: sent, to be tried again, or dead, and its destination let go.

Who lost a claim meanwhile (`bot.outbox.claims`) changes nothing. `settle` is one transaction and holds no
network call. Many deliveries go in one: each is fenced by itself, and a commit costs as much for fifty as for
one.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from bot import health
from bot.alerts import DeliveryState, Destination
from bot.database.interface import Database
from bot.outbox.decisions import NOT_TAKEN, Claim, Decision, given_back
from bot.outbox.moves import Move, move
from bot.outbox.outbox import destinations, record


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What the chat answered to a claim, decided."""

    claimed: Claim
    decision: Decision
    at: datetime


def _untouched(decision: Decision) -> bool:
    """Whether the chat surely took nothing, no reply below a message either."""
    return decision.reason in NOT_TAKEN and not decision.partly


def settle(db: Database, results: Sequence[Result]) -> list[bool]:
    """Write what became of these claims, in one transaction.

    Return for each whether the claim still held; where it was lost meanwhile nothing changed. A first dead
    letter of a destination is told to the team's other destinations, once until a post there succeeds again.
    """
    with db.atomic():
        results = _unless_revived(db, results)
        held = move(
            db,
            [
                Move(
                    key=one.claimed.delivery.key,
                    alert=one.claimed.delivery.alert.id,
                    state=DeliveryState.SENT if one.claimed.updating else DeliveryState.SENDING,
                    token=one.claimed.token,
                    decision=one.decision,
                    at=one.at,
                    said=one.claimed.said if _untouched(one.decision) else None,
                )
                for one in results
            ],
        )
        ours = [one for one, mine in zip(results, held, strict=True) if mine]
        db.execute_many(
            """
            UPDATE destinations SET
                not_before = CASE WHEN holder = :token THEN :until ELSE not_before END,
                held_at = CASE WHEN holder = :token THEN :now ELSE held_at END,
                holder = CASE WHEN holder = :token THEN NULL ELSE holder END,
                failures = CASE :trouble WHEN 0 THEN 0 WHEN 1 THEN failures + 1 ELSE failures END,
                told_dead = CASE :trouble WHEN 0 THEN NULL ELSE told_dead END
            WHERE id = :id
            """,
            [
                {
                    "until": one.at + one.decision.hold,
                    "now": one.at,
                    "id": one.claimed.delivery.destination.id,
                    "token": one.claimed.token,
                    "trouble": -1 if one.decision.trouble is None else int(one.decision.trouble),
                }
                for one in sorted(ours, key=lambda one: one.claimed.delivery.destination.id)
            ],
        )
        for one in ours:
            destination = one.claimed.delivery.destination
            if one.decision.everywhere:
                _pause(db, destination, one.at + one.decision.hold, one.at)
            if one.decision.state is DeliveryState.DEAD:
                _tell_dead(db, destination, one.decision, one.at)
    return held


def _unless_revived(db: Database, results: Sequence[Result]) -> Sequence[Result]:
    """Let wait what was refused while somebody mended the cause: nobody would revive it a second time."""
    refused = [one for one in results if one.decision.state is DeliveryState.DEAD]
    if not refused:
        return results
    places = sorted({one.claimed.delivery.destination.id for one in refused})
    rows = db.query_each(
        f"SELECT id, holder FROM destinations WHERE id = :id {db.for_update}",  # noqa: S608 - a constant
        [{"id": each} for each in places],
    )
    holders = {row["id"]: row["holder"] for [row] in rows}
    return [
        replace(one, decision=given_back(one.decision))
        if one in refused and holders[one.claimed.delivery.destination.id] != one.claimed.token
        else one
        for one in results
    ]


def _pause(db: Database, destination: Destination, until: datetime, now: datetime) -> None:
    """Post nothing to the destination's workspace before `until`; a longer pause stands."""
    workspace = f"/{destination.workspace}" if destination.workspace else ""
    db.execute(
        """
        INSERT INTO pauses VALUES (:channel, :until, :now) ON CONFLICT (channel) DO UPDATE
        SET until = excluded.until, held_at = excluded.held_at WHERE excluded.until > pauses.until
        """,
        {"channel": destination.channel + workspace, "until": until, "now": now},
    )


def _tell_dead(db: Database, destination: Destination, decision: Decision, now: datetime) -> None:
    first = db.execute(
        "UPDATE destinations SET told_dead = :now WHERE id = :id AND told_dead IS NULL",
        {"now": now, "id": destination.id},
    )
    if first:
        others = {row["id"] for row in db.query("SELECT id FROM destinations WHERE told_dead IS NULL")}
        record(
            db,
            health.unreachable(destination, decision.note, now=now),
            [each for each in destinations(db, destination.team) if each.id in others],
            now,
        )
