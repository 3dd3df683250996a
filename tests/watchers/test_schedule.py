"""When a source is polled next."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from watchers import schedule
from watchers.model import Source, SourceKind, SourceState

NOW = datetime(2026, 3, 1, tzinfo=UTC)
SOURCE = Source(id="s", kind=SourceKind.FEED, url="https://x.example", name="S", interval=timedelta(hours=1))
STATE = SourceState(source_id="s", last_success_at=NOW, last_item_at=NOW)


def failed(state: SourceState, retry_after: timedelta | None = None) -> SourceState:
    return schedule.after_failure(SOURCE, state, now=NOW, error="No.", retry_after=retry_after)


def pause(state: SourceState) -> timedelta:
    assert state.next_poll_at is not None
    return state.next_poll_at - NOW - schedule.jitter("s", SOURCE.interval)


def test_jitter_is_stable_and_small() -> None:
    """A source keeps its share of a tenth of the interval; sources differ."""
    shares = {schedule.jitter(f"s{n}", SOURCE.interval) for n in range(50)}
    assert len(shares) > 40
    assert all(timedelta() <= share < SOURCE.interval * 0.1 for share in shares)
    assert schedule.jitter("s", SOURCE.interval) == schedule.jitter("s", SOURCE.interval)


def test_failures_back_off_and_keep_what_was_known() -> None:
    """Each failure doubles the pause up to a cap; validators and history stay."""
    state, pauses = replace(STATE, etag='"1"'), []
    for _ in range(8):
        state = failed(state)
        pauses.append(pause(state))
    assert pauses[:3] == [SOURCE.interval, SOURCE.interval * 2, SOURCE.interval * 4]
    assert pauses[-1] == schedule.MAX_BACKOFF
    assert (state.etag, state.last_success_at, state.failures) == ('"1"', NOW, 8)


def test_retry_after_is_never_undercut() -> None:
    """A pause that the source named holds, within reason."""
    assert pause(failed(STATE, timedelta(hours=5))) == timedelta(hours=5)
    assert pause(failed(STATE, timedelta(seconds=1))) == SOURCE.interval
    assert pause(failed(STATE, timedelta(days=900))) == schedule.MAX_RETRY_AFTER


def test_a_wish_of_the_source_lengthens_the_interval_only() -> None:
    """ttl and max-age may slow us down, up to four times; they never speed us up."""

    def after(asked: timedelta) -> timedelta:
        return pause(schedule.after_success(SOURCE, STATE, now=NOW, asked=asked, fresh=False))

    assert after(timedelta(minutes=5)) == SOURCE.interval
    assert after(timedelta(hours=3)) == timedelta(hours=3)
    assert after(timedelta(days=30)) == SOURCE.interval * 4


def test_failing_is_told_with_the_third_failure_and_once() -> None:
    """Two failures are weather; the third is told, further ones are not."""
    state, told = STATE, []
    for _ in range(6):
        state = failed(state)
        told.append(schedule.should_tell_failing(state))
        state = replace(state, told_failing=state.told_failing or told[-1])
    assert told == [False, False, True, False, False, False]


def test_silence_is_measured_by_the_sources_own_habit() -> None:
    """A weekly source may be silent for weeks; an hourly one not."""
    hourly = replace(STATE, usual_gap=timedelta(hours=1))
    weekly = replace(STATE, usual_gap=timedelta(days=7))
    later = NOW + timedelta(days=10)
    assert schedule.is_silent(SOURCE, hourly, later)
    assert not schedule.is_silent(SOURCE, weekly, later)


@pytest.mark.parametrize("state", [STATE, SourceState(source_id="s", last_success_at=NOW)])
def test_a_feed_without_a_habit_is_silent_after_a_month(state: SourceState) -> None:
    """Nothing new since it was added, or nothing at all: a feed is told then, a search or list is not."""
    added = replace(SOURCE, added_at=NOW)
    assert not schedule.is_silent(added, state, NOW + timedelta(days=29))
    assert schedule.is_silent(added, state, NOW + timedelta(days=31))
    for kind in (SourceKind.GOOGLE_NEWS, SourceKind.TED, SourceKind.UN):
        assert not schedule.is_silent(replace(added, kind=kind), state, NOW + timedelta(days=300))


def test_a_clock_put_back_is_noticed() -> None:
    """A next poll further ahead than any rule sets it comes from a clock that has since been put back."""
    assert schedule.next_tick_is_late(replace(STATE, next_poll_at=NOW + timedelta(days=30)), SOURCE, NOW)
    assert not schedule.next_tick_is_late(failed(STATE, timedelta(days=1)), SOURCE, NOW)
