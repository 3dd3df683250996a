"""Written dates: an aware moment or nothing, never an exception."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchers.parsers.dates import BEIJING, from_epoch, read_date


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Thu, 26 Sep 2024 10:20:30 +0200", "2024-09-26T10:20:30+02:00"),
        ("Wed, 03 Jan 2024 12:00:00 EST", "2024-01-03T12:00:00-05:00"),
        ("2024-03-28T06:08:34-05:00", "2024-03-28T06:08:34-05:00"),
        ("20240824T003000Z", "2024-08-24T00:30:00+00:00"),
        ("2026-07-01+02:00", "2026-07-01T00:00:00+02:00"),
        ("2003-12-31T10:14:55.5Z", "2003-12-31T10:14:55.500000+00:00"),
        ("13-Feb-2026", "2026-02-13T00:00:00+00:00"),
        ("August 5, 2026", "2026-08-05T00:00:00+00:00"),
        ("2026-03-02T09:18:00+00:0", "2026-03-02T09:18:00+00:00"),
        ("2026-3-2T9:35:9+01:00", "2026-03-02T09:35:09+01:00"),
        ("mer, 16 set 2026 00:38:15 +0200", "2026-09-16T00:38:15+02:00"),
        ("16 Okt 2026 08:00", "2026-10-16T08:00:00+00:00"),
        ("3 марта 2026", "2026-03-03T00:00:00+00:00"),
        ("1 dic 2026 10:00:00 GMT", "2026-12-01T10:00:00+00:00"),
    ],
)
def test_dates_in_many_styles(written: str, expected: str) -> None:
    """RFC 822, ISO 8601 and what publishers write keep their own offset."""
    found = read_date(written)
    assert found is not None
    assert found.isoformat() == expected


@pytest.mark.parametrize(
    "written", ["2026年03月02日 09:15", "2026-03-02 09:15", "2026.03.02 09:15:00", "2026年3月2日 9点15分"]
)
def test_chinese_dates_are_beijing_time(written: str) -> None:
    """A date without a zone is in the zone of its source."""
    assert read_date(written, BEIJING) == datetime(2026, 3, 2, 1, 15, tzinfo=UTC)


@pytest.mark.parametrize(
    "written",
    [
        None,
        "",
        "soon",
        "Fri, 31 Dec 9999 23:59:59 +0000",
        "1970-01-01T00:00:00Z",
        "2024-02-30",
        "Thu, 99 Foo 20255",
    ],
)
def test_a_date_nobody_believes_is_none(written: str | None) -> None:
    """Garbage, the epoch and the year 9999 are no dates."""
    assert read_date(written) is None


@given(st.text(alphabet="0123456789-:/. TZ+年月日JanFeb,", max_size=40))
def test_no_text_raises(written: str) -> None:
    """Whatever is written, the answer is a believable aware moment or None."""
    found = read_date(written)
    assert found is None or (found.tzinfo is not None and 1990 <= found.year < 2100)


def test_epoch_in_seconds_and_milliseconds() -> None:
    """Both forms of Unix time are read."""
    assert from_epoch(1465188628000) == from_epoch(1465188628) == datetime(2016, 6, 6, 4, 50, 28, tzinfo=UTC)
    assert from_epoch(float("inf")) is None
