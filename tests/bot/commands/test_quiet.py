"""`quiet`: set, shown, ended; what waits is counted, and who changed it is on record."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.commands.desk import Desk
from bot.outbox import outbox
from bot.replies import Tone
from bot.triage import audit
from tests.bot.desk_kit import a_desk, said
from tests.bot.triage_kit import PLACE, TOLD
from watchlists.model import Severity

NIGHT = datetime(2026, 3, 2, 22, tzinfo=UTC)
ALERT = replace(TOLD, severity=Severity.MEDIUM, created=NIGHT)


@pytest.fixture
def desk(store_url: str) -> Iterator[Desk]:
    with a_desk(store_url, NIGHT) as made:
        yield made


def record(desk: Desk, *severities: Severity) -> None:
    with desk.db.atomic():
        for number, severity in enumerate(severities):
            alert = replace(ALERT, id=f"a{number}", severity=severity)
            outbox.record(desk.db, alert, [PLACE], NIGHT)


def test_quiet_hours_are_set_shown_and_ended(desk: Desk) -> None:
    """Each answer says what holds, how many alerts wait and until when; the channel reads of a change."""
    assert said(desk, "quiet show").title == "No quiet hours: alerts are posted when they are found"
    done = said(desk, "quiet hours 20:00-07:30 Europe/Berlin --except high")
    assert (done.title, done.public) == ("Quiet hours 20:00–07:30 (Europe/Berlin)", True)
    record(desk, Severity.HIGH, Severity.MEDIUM, Severity.LOW)
    shown = said(desk, "quiet show")
    assert (shown.data["waiting"], shown.data["until"]) == (2, "2026-03-03T06:30:00+00:00")
    assert shown.data["hours"]["except"] == "high"
    assert "2 messages held back" in repr(said(desk, "status").parts)
    assert "quiet hours, until 2026-03-03 06:30 UTC" in repr(said(desk, "alerts show a1").parts)
    assert "quiet hours" not in repr(said(desk, "alerts show a0").parts)
    over = said(desk, "quiet off")
    assert "2 messages follow now" in repr(over.parts)
    assert said(desk, "quiet show").data["hours"] is None
    changes = [(row.before, row.after) for row in audit.rows(desk.db) if row.action == "alerts.quiet"]
    set_to = "20:00–07:30 (Europe/Berlin), except high"
    assert changes == [("", set_to), (set_to, "")]


def test_a_change_of_the_hours_can_be_undone(desk: Desk) -> None:
    """The answer offers the hours there were before, with all that held; nothing where nothing changed."""
    first = said(desk, "quiet hours 20:00-07:30 Europe/Berlin --except high --weekend")
    assert [one.words for one in first.offers] == ["quiet off"]
    assert said(desk, "quiet hours 20:00-07:30 Europe/Berlin --except high --weekend").offers == ()
    held = said(desk, "quiet show").data["hours"]
    for change in ("quiet hours 22-6 +08:00", "quiet off"):
        (undo,) = said(desk, change).offers
        said(desk, undo.words)
        assert said(desk, "quiet show").data["hours"] == held


def test_without_an_exception_the_answer_says_how_to_make_one(desk: Desk) -> None:
    """Nobody should learn in the morning that a grave alert waited all night."""
    assert "`--except high`" in repr(said(desk, "quiet hours 20-7 UTC").parts)
    assert "`--except high`" not in repr(said(desk, "quiet hours 20-7 UTC --except high").parts)


def test_hours_that_are_none_change_nothing(desk: Desk) -> None:
    """One sentence says what is wrong."""
    said(desk, "quiet hours 20:00-07:30 UTC")
    for wrong in (
        "quiet hours tonight",
        "quiet hours 20-7 Atlantis",
        "quiet hours",
        "quiet hours 1-2 --except all",
    ):
        assert said(desk, wrong).tone is Tone.ERROR
    assert said(desk, "quiet show").data["hours"]["begin"] == "20:00"


def test_hours_without_a_zone_are_said_to_be_of_utc(desk: Desk) -> None:
    """Who thinks of the clock on the wall would be told nothing for half a working day."""
    assert "No time zone was said" in repr(said(desk, "quiet hours 20:00-07:30").parts)
    for zone in ("UTC", "Berlin", "+08:00"):
        assert "No time zone was said" not in repr(said(desk, f"quiet hours 20:00-07:30 {zone}").parts)
