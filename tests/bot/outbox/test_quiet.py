"""Quiet hours on their own: how they are read, until when they last."""

from datetime import datetime

import pytest

from bot.outbox.quiet import QuietHours, read_hours


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("20:00-07:30 Europe/Berlin", ("20:00", "07:30", "Europe/Berlin")),
        ("20-7 berlin", ("20:00", "07:00", "Europe/Berlin")),
        ("22:30 – 6:00 new york", ("22:30", "06:00", "America/New_York")),
        ("9pm-6:30am new york", ("21:00", "06:30", "America/New_York")),
        ("12 a.m. to 12 p.m. UTC", ("00:00", "12:00", "UTC")),
        ("9 to 17", ("09:00", "17:00", "UTC")),
        ("20:00-08:00 +08:00", ("20:00", "08:00", "+08:00")),
        ("20:00-24:00, UTC-5", ("20:00", "00:00", "-05:00")),
    ],
)
def test_hours_are_read_as_people_write_them(said: str, meant: tuple[str, str, str]) -> None:
    """With the zone's name, its town or how far it is from UTC; without one it is UTC."""
    assert read_hours(said) == meant


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("overnight", "20:00-07:30"),
        ("25:00-07:00", "no hours of a day"),
        ("9-6am", "no hours of a day"),
        ("13pm-6am", "no hours of a day"),
        ("20:00-20:00", "begin when they end"),
        ("20:00-07:00 Atlantis", "no time zone"),
        ("20:00-07:00 +27:00", "no time zone"),
        ("20:00-07:00 /etc/passwd", "no time zone"),
    ],
)
def test_what_are_no_hours_is_said_in_a_sentence(said: str, why: str) -> None:
    """What is wrong, and how it is written."""
    with pytest.raises(ValueError, match=why):
        read_hours(said)


BERLIN = QuietHours(begin="20:00", end="07:30", zone="Europe/Berlin")
WEEKEND = QuietHours(begin="20:00", end="07:30", zone="Europe/Berlin", weekend=True)
NOON = QuietHours(begin="12:00", end="13:00", zone="+08:00")


@pytest.mark.parametrize(
    ("own", "now", "ends"),
    [
        (BERLIN, "2026-11-30T18:59+00:00", None),
        (BERLIN, "2026-11-30T19:00+00:00", "2026-12-01T06:30+00:00"),
        (BERLIN, "2026-12-01T06:29+00:00", "2026-12-01T06:30+00:00"),
        (BERLIN, "2026-12-01T06:30+00:00", None),
        (BERLIN, "2026-07-01T18:00+00:00", "2026-07-02T05:30+00:00"),  # summer time
        (BERLIN, "2026-10-24T22:00+00:00", "2026-10-25T06:30+00:00"),  # the clock is set back
        (WEEKEND, "2026-12-04T20:00+00:00", "2026-12-07T06:30+00:00"),  # Friday night to Monday
        (WEEKEND, "2026-12-05T12:00+00:00", "2026-12-07T06:30+00:00"),
        (BERLIN, "2026-12-05T12:00+00:00", None),
        (NOON, "2026-12-01T04:30+00:00", "2026-12-01T05:00+00:00"),
    ],
)
def test_quiet_hours_end_on_the_clock_of_the_place(own: QuietHours, now: str, ends: str | None) -> None:
    """Past midnight, over a weekend, and on the night in which the clock is changed."""
    assert own.until(datetime.fromisoformat(now)) == (datetime.fromisoformat(ends) if ends else None)
