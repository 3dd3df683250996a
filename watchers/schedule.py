"""When to poll next: interval, stable jitter, failures, Retry-After. Pure; the clock is an argument."""

import hashlib
from dataclasses import replace
from datetime import datetime, timedelta

from watchers.model import Source, SourceState

MAX_BACKOFF = timedelta(hours=6)
MAX_RETRY_AFTER = timedelta(days=1)  # a longer wish is taken as a mistake
NEVER_LATE = max(MAX_BACKOFF, MAX_RETRY_AFTER)  # a next poll that is no further ahead than any rule sets it
TELL_AFTER_FAILURES = 3  # the message about a failing source comes with this failure, and once
SILENCE_FACTOR = 8  # a source silent for so many of its usual gaps is told
SILENCE_FLOOR = timedelta(days=3)
SILENCE_WITHOUT_HABIT = timedelta(days=30)  # where nothing new came since the source was added
_GAP_WEIGHT = 0.2  # of the newest gap in the running mean


def jitter(source_id: str, interval: timedelta) -> timedelta:
    """Return the source's own share of up to a tenth of `interval`: the same at every poll and restart."""
    draw = int.from_bytes(hashlib.sha256(source_id.encode()).digest()[:4], "big") / 2**32
    return interval * 0.1 * draw


def after_success(
    source: Source, state: SourceState, *, now: datetime, asked: timedelta | None, fresh: bool
) -> SourceState:
    """Return the state after a poll that worked.

    `asked` is the pause the source wishes (ttl, max-age); it may lengthen our interval up to four times,
    never shorten it. `fresh` says that the poll brought something new: it moves the usual gap.
    """
    interval = max(source.interval, min(asked or timedelta(), source.interval * 4))
    gap = state.usual_gap
    if fresh and state.last_item_at is not None:
        seen = now - state.last_item_at
        gap = seen if gap is None else gap * (1 - _GAP_WEIGHT) + seen * _GAP_WEIGHT
    return replace(
        state,
        next_poll_at=now + interval + jitter(source.id, source.interval),
        last_poll_at=now,
        last_success_at=now,
        last_item_at=now if fresh else state.last_item_at,
        failures=0,
        last_error=None,
        usual_gap=gap,
    )


def after_failure(
    source: Source, state: SourceState, *, now: datetime, error: str, retry_after: timedelta | None
) -> SourceState:
    """Return the state after a poll that failed: everything known is kept, the pause doubles.

    A pause that the source named is never undercut.
    """
    failures = state.failures + 1
    pause = min(source.interval * 2 ** min(failures - 1, 10), max(MAX_BACKOFF, source.interval))
    if retry_after is not None:
        pause = max(pause, min(retry_after, MAX_RETRY_AFTER))
    return replace(
        state,
        next_poll_at=now + pause + jitter(source.id, source.interval),
        last_poll_at=now,
        failures=failures,
        last_error=error,
    )


def should_tell_failing(state: SourceState) -> bool:
    """Return whether the team must hear now that the source fails: with the third failure, once."""
    return state.failures >= TELL_AFTER_FAILURES and not state.told_failing


def is_silent(source: Source, state: SourceState, now: datetime) -> bool:
    """Return whether the source has brought nothing new for far longer than usual.

    One that brought nothing new since it was added has no usual gap: a month is far too long for a feed,
    while a search or a list may well have nothing to say.
    """
    since = state.last_item_at or source.added_at
    if since is None or (state.usual_gap is None and not source.kind.is_never_empty):
        return False
    if state.usual_gap is None:
        return now - since > SILENCE_WITHOUT_HABIT
    return now - since > max(state.usual_gap * SILENCE_FACTOR, SILENCE_FLOOR)


def next_tick_is_late(state: SourceState, source: Source, now: datetime) -> bool:
    """Return whether `next_poll_at` lies further ahead than any rule sets it: the clock was put back."""
    limit = max(source.interval * 4, NEVER_LATE) + jitter(source.id, source.interval)
    return state.next_poll_at is not None and state.next_poll_at - now > limit
