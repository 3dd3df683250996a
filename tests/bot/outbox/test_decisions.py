"""What becomes of a delivery after an attempt, case by case."""

from datetime import timedelta

import pytest

from bot.alerts import Delivery, DeliveryState, Receipt
from bot.errors import DeliveryError
from bot.outbox.decisions import (
    Claim,
    Decision,
    DeliveryReason,
    Limits,
    backoff,
    judge,
    judge_search,
    too_late,
)
from tests.outbox_samples import a_destination, an_alert, final, sure, unknown

PAUSE = timedelta(seconds=1)
LIMITS = Limits(grace=timedelta(seconds=60))
SENT = Receipt(message_id="m1")
S, R = DeliveryState, DeliveryReason


def claimed(*, updating: bool = False, failures: int = 0, attempts: int = 0) -> Claim:
    """Return a claim on a delivery of an alert in its revision 3."""
    state = S.SENT if updating else S.SENDING
    delivery = Delivery(
        key="k", alert=an_alert(revision=3), destination=a_destination(), state=state, attempts=attempts
    )
    return Claim(delivery=delivery, token="t", failures=failures, may_repeat=False)


def decide(outcome: Receipt | DeliveryError, *, unheard: bool = False, **how) -> Decision:
    """Judge with the draw that gives the longest wait."""
    return judge(outcome, claimed(**how), pause=PAUSE, limits=LIMITS, draw=1.0, unheard=unheard)


CASES = [
    # outcome, updating, state, reason, seconds until it wants work (None: never), counts as trouble
    (SENT, False, S.SENT, R.POSTED, None, False),
    (SENT, True, S.SENT, R.UPDATED, None, False),
    # surely not taken: again later, the first time after two seconds
    (sure(), False, S.PENDING, R.FAILED, 2, True),
    (sure(), True, S.SENT, R.FAILED, 2, True),
    # the chat named a pause: that long and no blame
    (sure(seconds=30), False, S.PENDING, R.RATE_LIMITED, 30, None),
    (sure(seconds=30), True, S.SENT, R.RATE_LIMITED, 30, None),
    # may have been taken: looked for after the grace time; so long no edit is made again
    (unknown(), False, S.SENDING, R.UNKNOWN, 60, True),
    (unknown(), True, S.SENT, R.UNKNOWN, 60, True),
    # can never succeed: dead letter; a message that may not be edited stays
    (final(), False, S.DEAD, R.UNDELIVERABLE, None, True),
    (final(), True, S.SENT, R.UPDATE_REFUSED, None, None),
]


@pytest.mark.parametrize(("outcome", "updating", "state", "reason", "wait", "trouble"), CASES)
def test_outcomes(
    outcome: Receipt | DeliveryError,
    updating: bool,
    state: DeliveryState,
    reason: DeliveryReason,
    wait: float | None,
    trouble: bool | None,
) -> None:
    """Each outcome has one move and one reason."""
    decision = decide(outcome, updating=updating)
    assert (decision.state, decision.reason, decision.trouble) == (state, reason, trouble)
    assert decision.wait == (None if wait is None else timedelta(seconds=wait))
    assert decision.hold >= PAUSE, "no two messages closer than the chat allows"


def test_a_named_pause_holds_the_whole_destination() -> None:
    """Retry-After bars the next message too, also after an unknown outcome."""
    assert decide(sure(seconds=30)).hold == timedelta(seconds=30)
    slow = unknown()
    slow.retry_after = timedelta(seconds=40)
    assert decide(slow).hold == timedelta(seconds=40)
    assert decide(slow).wait == LIMITS.grace


def test_a_pause_that_may_have_been_named_unheard_is_kept() -> None:
    """Nobody waited for the answer any longer: it may have been a Retry-After, so the destination waits."""
    assert decide(unknown(), unheard=True).hold == LIMITS.grace
    assert decide(sure(), updating=True, unheard=True).hold == LIMITS.grace
    assert decide(sure(), unheard=True).hold == decide(SENT, unheard=True).hold == PAUSE, "it was heard"
    assert decide(sure(seconds=30), unheard=True).hold == timedelta(seconds=30), "the chat named it"


def test_the_revision_posted_is_remembered() -> None:
    """A later revision is told as an update of exactly this one."""
    assert decide(SENT).revision == 3
    assert decide(final(), updating=True).revision == 3
    assert decide(sure()).revision is None


def test_waits_grow_and_end_growing() -> None:
    """Doubling, between half and all of it by the draw, never over the most."""
    waits = [decide(sure(), attempts=n).wait for n in range(14)]
    assert waits[:3] == [timedelta(seconds=s) for s in (2, 4, 8)]
    assert max(w for w in waits if w) == LIMITS.backoff_most
    assert backoff(PAUSE, LIMITS.backoff_most, 2, 0.0) == timedelta(seconds=2)
    assert backoff(PAUSE, LIMITS.backoff_most, 10**6, 1.0) == LIMITS.backoff_most


def test_a_destination_slows_down_only_when_it_keeps_failing() -> None:
    """One bad message does not hold up the next; a chat that is down is not hammered."""
    holds = [decide(unknown(), failures=n).hold for n in range(20)]
    assert holds[:3] == [PAUSE] * 3
    assert holds[3] > PAUSE
    assert holds[-1] == LIMITS.hold_most
    assert decide(SENT, failures=20).hold == PAUSE


def test_a_post_ends_well_before_it_is_looked_for() -> None:
    """The time for a post leaves more than half of the grace time for a late acceptance."""
    for seconds in (0.5, 10, 60, 3600):
        limits = Limits(grace=timedelta(seconds=seconds))
        assert limits.send < limits.grace / 2
        assert limits.send <= timedelta(seconds=30)


@pytest.mark.parametrize(
    ("found", "state", "reason", "repeat"),
    [
        ({"k": SENT}, S.SENT, R.FOUND, False),
        ({"other": SENT}, S.PENDING, R.NOT_FOUND, False),
        ({}, S.PENDING, R.NOT_FOUND, False),
        (None, S.PENDING, R.CANNOT_LOOK, True),
    ],
)
def test_search_results(
    found: dict[str, Receipt] | None, state: DeliveryState, reason: DeliveryReason, repeat: bool
) -> None:
    """Found is sent; not found goes again at once; where nothing can be read the repeat says so."""
    decision, may_repeat = judge_search("k", found, 2)
    assert (decision.state, decision.reason, may_repeat) == (state, reason, repeat)
    assert decision.message_id == ("m1" if state is S.SENT else None)
    assert decision.revision == (2 if state is S.SENT else None)


def test_an_unused_claim_goes_back_to_what_it_was() -> None:
    """A message that is there already must never become one that waits to be posted."""
    assert too_late(claimed()).state is S.PENDING
    assert too_late(claimed(updating=True)).state is S.SENT
    assert too_late(claimed(updating=True)).wait == timedelta()
