"""When an index that could not be made is tried again: later each time."""

from datetime import datetime, timedelta

FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=30), timedelta(hours=1)


class Retrying:
    """Counts failures in a row; the first wait is doubled with each, up to the longest."""

    def __init__(self) -> None:
        self.failures = 0
        self._not_before: datetime | None = None

    def waits(self, now: datetime) -> bool:
        """Return whether the next try is to come later; not where the clock was put back."""
        return self._not_before is not None and timedelta() < self._not_before - now <= LONGEST_WAIT

    def put_off(self, now: datetime) -> str:
        """Take in a failure; return how many there were and when the next try is, for the log."""
        wait = min(FIRST_WAIT * 2**self.failures, LONGEST_WAIT)
        self.failures += 1
        self._not_before = now + wait
        return f"failures={self.failures} next_try_in={wait.total_seconds():.0f}s"
