"""What caching and pausing headers say, as durations. Pure; nonsense ends as a bounded duration or None."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

LONGEST = timedelta(days=7)  # no header may silence a source for longer
_MAX_AGE = re.compile(r"(?:^|[,\s])max-age\s*=\s*\"?([0-9]{1,9})", re.IGNORECASE)
_NO_CACHE = re.compile(r"(?:^|[,\s])no-(?:cache|store)\b", re.IGNORECASE)


def max_age(cache_control: str) -> timedelta | None:
    """Return how long a Cache-Control header calls the answer fresh, None where it does not say."""
    found = _MAX_AGE.search(cache_control)
    if found is None or _NO_CACHE.search(cache_control):
        return None
    return min(timedelta(seconds=int(found[1])), LONGEST)


def named_pause(headers: Mapping[str, str], now: datetime) -> timedelta | None:
    """Return the pause that an answer's headers ask for, see `retry_after`; None where they name none."""
    return retry_after(headers.get("Retry-After", ""), now=now, date=headers.get("Date", ""))


def retry_after(value: str, *, now: datetime, date: str) -> timedelta | None:
    """Return the pause a Retry-After header asks for, in either of its forms (RFC 9110, 10.2.3).

    A moment is counted from `date`, the answer's own Date header, so that a wrong clock on either side does
    no harm; without it from `now` (aware UTC). A moment in the past is no pause. Nonsense is None.
    """
    value = value.strip()
    if value.isascii() and value.isdigit():
        return min(timedelta(seconds=int(value[:9])), LONGEST)
    until = _moment(value)
    if until is None:
        return None
    return min(max(until - (_moment(date) or now), timedelta(0)), LONGEST)


def _moment(value: str) -> datetime | None:
    try:
        moment = parsedate_to_datetime(value)
        # "-0000" and a missing zone are read as UTC, which is what HTTP dates are
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, TypeError, OverflowError, IndexError):
        return None
