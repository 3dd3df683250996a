"""What becomes of a claimed delivery after an attempt: pure, every answer carries its reason.

Knows outcomes, waits and the draw it is given. Knows no store, no chat and no clock.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum

from bot.alerts import Delivery, DeliveryState, Receipt
from bot.errors import DeliveryError, Failure


class DeliveryReason(StrEnum):
    """Why a delivery is where it is (docs/reasons.md); logged and counted."""

    POSTED = "posted"
    UPDATED = "updated"  # the message was replaced by the alert's newer revision
    RATE_LIMITED = "rate-limited"  # the chat named a pause
    FAILED = "failed"  # surely not taken: tried again later
    UNKNOWN = "unknown"  # may have been taken: looked for before any repeat
    UNDELIVERABLE = "undeliverable"  # no repeat can succeed: dead letter
    UPDATE_REFUSED = "update-refused"  # the message stays as it was posted
    TOO_LATE = "too-late"  # the process stood still between the claim and the post; nothing was sent
    FOUND = "found"  # read back: it had arrived
    NOT_FOUND = "not-found"  # read back: it had not arrived
    CANNOT_LOOK = "cannot-look"  # the chat shows nothing back: posted again, marked as a repeat
    IN_DIGEST = "in-digest"  # told as a line of a digest
    DESTINATION_REMOVED = "destination-removed"


NOT_TAKEN = (DeliveryReason.FAILED, DeliveryReason.RATE_LIMITED, DeliveryReason.TOO_LATE)  # for certain


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """The right to post one delivery (or, when it is `sent` already, to update its message).

    `said` is the revision up to which what became of the alert may stand below its message, from before.
    """

    delivery: Delivery
    token: str
    failures: int  # of the destination, in a row
    may_repeat: bool
    said: int = -1

    @property
    def updating(self) -> bool:
        """Whether a message is there already."""
        return self.delivery.state is DeliveryState.SENT


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The move a delivery makes.

    `wait`: until it next wants work (None: nothing left to do). `hold`: until anything else may be posted to
    its destination, with `everywhere` to any destination of the same front end. `trouble`: counts as a
    failure of the destination (None: says nothing about it).
    """

    state: DeliveryState
    reason: DeliveryReason
    wait: timedelta | None = None
    hold: timedelta = timedelta()
    trouble: bool | None = None
    message_id: str | None = None
    revision: int | None = None  # the revision now known to be posted
    note: str = ""
    everywhere: bool = False
    partly: bool = False  # something of it was taken all the same


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How long to wait.

    `grace` must exceed the time a post takes plus the time a chat may still be taking it afterwards.
    """

    grace: timedelta = timedelta(seconds=60)
    backoff_first: timedelta = timedelta(seconds=2)
    backoff_most: timedelta = timedelta(minutes=15)
    hold_most: timedelta = timedelta(minutes=2)  # between tries of a destination that keeps failing

    @property
    def send(self) -> timedelta:
        """The longest a post may take, so that grace leaves room for a late acceptance; at most 30 s."""
        return min(timedelta(seconds=30), self.grace * 0.4)


TOLERATED = 3  # failures in a row before a destination as a whole slows down


def backoff(first: timedelta, most: timedelta, failures: int, draw: float) -> timedelta:
    """Return a wait that doubles with each failure, between half and all of it by `draw` (0 to 1)."""
    whole: timedelta = min(most, first * 2 ** min(failures, 20))
    return whole * (0.5 + draw / 2)


def judge(
    outcome: Receipt | DeliveryError,
    claimed: Claim,
    *,
    pause: timedelta,
    limits: Limits,
    draw: float,
    unheard: bool = False,
) -> Decision:
    """Decide what becomes of a delivery that was just tried.

    `pause` is the least time between two messages to its destination. `unheard`: no answer was waited for any
    longer, or it came while we stood still; it may have named a pause.
    """
    updating = claimed.updating
    stays = Decision(  # the message as it is now in the chat
        state=DeliveryState.SENT,
        reason=DeliveryReason.UPDATED if updating else DeliveryReason.POSTED,
        hold=pause,
        revision=claimed.delivery.alert.revision,
    )
    if isinstance(outcome, Receipt):
        return replace(stays, trouble=False, message_id=outcome.message_id)
    note = outcome.reason
    if outcome.failure is Failure.PERMANENT and updating:
        return replace(stays, reason=DeliveryReason.UPDATE_REFUSED, note=note)
    if outcome.failure is Failure.PERMANENT:
        reason = DeliveryReason.UNDELIVERABLE
        return Decision(state=DeliveryState.DEAD, reason=reason, hold=pause, trouble=True, note=note)
    slow = claimed.failures + 1 - TOLERATED
    hold = max(pause, backoff(limits.backoff_first, limits.hold_most, slow, draw) if slow > 0 else pause)
    if unheard and (updating or outcome.failure is Failure.AMBIGUOUS):
        hold = max(hold, limits.grace)  # as after a kill
    if outcome.failure is Failure.AMBIGUOUS and not updating:
        return Decision(
            state=DeliveryState.SENDING,
            reason=DeliveryReason.UNKNOWN,
            wait=limits.grace,
            hold=max(hold, outcome.retry_after or hold),
            trouble=True,
            note=note,
            everywhere=outcome.everywhere,
        )
    state = DeliveryState.SENT if updating else DeliveryState.PENDING
    if outcome.retry_after is not None:
        return Decision(
            state=state,
            reason=DeliveryReason.RATE_LIMITED,
            wait=outcome.retry_after,
            hold=max(pause, outcome.retry_after),
            note=note,
            everywhere=outcome.everywhere,
            partly=outcome.partly,
        )
    again = backoff(limits.backoff_first, limits.backoff_most, claimed.delivery.attempts, draw)
    unknown = outcome.failure is Failure.AMBIGUOUS
    if unknown:  # the chat may still be taking it: a reply, or an edit that must not come after a newer one
        again = max(again, limits.grace)
    reason = DeliveryReason.UNKNOWN if unknown else DeliveryReason.FAILED
    return Decision(
        state=state,
        reason=reason,
        wait=again,
        hold=hold,
        trouble=True,
        note=note,
        partly=outcome.partly,
    )


def too_late(claimed: Claim) -> Decision:
    """Decide what becomes of a claim that was too old to be used: back to what it was, due at once."""
    state = DeliveryState.SENT if claimed.updating else DeliveryState.PENDING
    return Decision(state=state, reason=DeliveryReason.TOO_LATE, wait=timedelta())


def given_back(refused: Decision) -> Decision:
    """Decide what becomes of a delivery that was refused just when the cause was mended: tried again."""
    return Decision(
        state=DeliveryState.PENDING, reason=DeliveryReason.FAILED, wait=timedelta(), note=refused.note
    )


def judge_search(key: str, found: Mapping[str, Receipt] | None, revision: int) -> tuple[Decision, bool]:
    """Decide what becomes of a delivery that was looked for, and whether a new post may be a repeat.

    `found` are the messages read back, None when the chat shows nothing back. `revision` is the oldest one
    that may have been posted.
    """
    if found is None:
        reason = DeliveryReason.CANNOT_LOOK
    elif (receipt := found.get(key)) and receipt.digest and not revision:
        # one that has grown since is to be told again, by itself (`outbox.retell`)
        return Decision(state=DeliveryState.SENT, reason=DeliveryReason.IN_DIGEST, revision=revision), False
    elif receipt and not receipt.digest:
        decision = Decision(
            state=DeliveryState.SENT,
            reason=DeliveryReason.FOUND,
            message_id=receipt.message_id,
            revision=revision,
            trouble=False,
        )
        return decision, False
    else:
        reason = DeliveryReason.NOT_FOUND
    return Decision(state=DeliveryState.PENDING, reason=reason, wait=timedelta()), found is None
