"""Folding on every store: when, what, how many messages, and that everything is named."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from bot.alerts import Alert, AlertKind, DeliveryState, Receipt
from bot.database.interface import Database
from bot.health import failing
from bot.outbox import outbox, quiet
from bot.outbox.claims import claim
from bot.outbox.clock import follow
from bot.outbox.decisions import Limits
from bot.outbox.digests import FoldRules, fold
from bot.outbox.figures import figures, open_deliveries
from bot.outbox.quiet import QuietHours
from bot.outbox.searches import searched, to_search
from tests.outbox_samples import NOW, a_destination, an_alert
from watchers.model import Source, SourceKind, SourceState
from watchlists.model import Severity

RULES = FoldRules()
MINUTE = timedelta(minutes=1)


def record(
    db: Database, names: Iterable[str], *, now: datetime = NOW, late: bool = False, to: str = "C1", **more
) -> None:
    """Record alerts by name."""
    with db.atomic():
        for name in names:
            outbox.record(db, an_alert(name, **more), [a_destination(to)], now, late=late)


def test_late_alerts_of_a_clock_that_was_set_back_do_not_wait_for_it(db: Database) -> None:
    """Found while the clock was a day ahead: they go out once it is right, not a day later."""
    record(db, (f"a{n}" for n in range(3)), now=NOW + timedelta(days=1), late=True)
    follow(db, NOW, 0.0, "this boot")
    fold(db, NOW, RULES)
    assert claimable(db, NOW + MINUTE) == ["a0"]


def digests(db: Database) -> list[Alert]:
    """Return the digests, first part first."""
    found = [each for each in outbox.alerts(db, limit=10_000) if each.kind is AlertKind.DIGEST]
    return sorted(found, key=lambda each: each.title)


def claimable(db: Database, now: datetime) -> list[str]:
    """Return what would be posted now."""
    return [each.delivery.alert.id for each in claim(db, now, ("slack",), Limits())]


def test_late_alerts_wait_for_each_other_and_go_out_as_one(db: Database) -> None:
    """Nothing while more may come; a quiet minute later one message with a line and a link for each."""
    record(db, (f"a{n}" for n in range(8)), late=True)
    record(db, (f"a{n}" for n in range(8, 20)), now=NOW + MINUTE / 2, late=True)
    assert claimable(db, NOW + MINUTE) == []
    assert fold(db, NOW + MINUTE, RULES) == 0
    assert fold(db, NOW + 2 * MINUTE, RULES) == 20
    [digest] = digests(db)
    assert [line.url for line in digest.lines] == [f"https://news.example/a{n}" for n in range(20)]
    assert {line.detail for line in digest.lines} == {"Harbour University"}
    assert claimable(db, NOW + 2 * MINUTE) == [digest.id]
    assert fold(db, NOW + 3 * MINUTE, RULES) == 0


def test_many_failing_sources_are_one_notice_with_their_reasons(db: Database) -> None:
    """They are not called late alerts; what each says stands behind it, and where to look first above."""
    state = SourceState(source_id="s", failures=3, last_error="There is no host named feed.example.")
    with db.atomic():
        for number in range(12):
            source = Source(
                id=f"s{number}", kind=SourceKind.FEED, url="https://x.example", name=f"Wire {number}"
            )
            outbox.record(db, failing(source, state, now=NOW), [a_destination("C1")], NOW, late=True)
    fold(db, NOW + 2 * MINUTE, RULES)
    [digest] = digests(db)
    assert digest.title == "12 notices about sources"
    assert "12 sources fail together" in digest.text
    assert {line.detail for line in digest.lines} == {"There is no host named feed.example"}


def test_a_folded_delivery_names_its_digest(db: Database) -> None:
    """It is sent, through the digest's own delivery."""
    record(db, (f"a{n}" for n in range(11)), late=True)
    fold(db, NOW + 2 * MINUTE, RULES)
    [digest] = digests(db)
    [delivery] = outbox.deliveries(db, "a3")
    assert delivery.state is DeliveryState.SENT
    rows = db.query("SELECT DISTINCT via, reason FROM deliveries WHERE state = 'sent'")
    assert rows == [{"via": outbox.delivery_key(digest.id, "slack:T1/C1"), "reason": "in-digest"}]


def test_what_a_digest_told_is_posted_when_it_moves_on(db: Database) -> None:
    """A line of a digest cannot be edited: the newer revision gets a message of its own, once."""
    record(db, (f"a{n}" for n in range(11)), late=True)
    fold(db, NOW + 2 * MINUTE, RULES)
    [digest] = digests(db)
    with db.atomic():
        newer = replace(an_alert("a3"), revision=1)
        outbox.record(db, newer, (), NOW + 9 * MINUTE)
        assert outbox.retell(db, newer, NOW + 9 * MINUTE) == 1
        assert outbox.retell(db, newer, NOW + 9 * MINUTE) == 0
    assert claimable(db, NOW + 9 * MINUTE) == [digest.id], "it takes its place behind the digest"
    [delivery] = outbox.deliveries(db, "a3")
    assert delivery.state is DeliveryState.PENDING
    assert [each.state for each in outbox.deliveries(db, "a4")] == [DeliveryState.SENT]


def test_a_few_late_alerts_go_out_singly(db: Database) -> None:
    """Ten or fewer need no digest; they are only a minute later."""
    record(db, (f"a{n}" for n in range(10)), late=True)
    assert fold(db, NOW + 2 * MINUTE, RULES) == 0
    assert digests(db) == []
    assert claimable(db, NOW + 2 * MINUTE) == ["a0"]


def test_catching_up_for_long_is_told_in_between(db: Database) -> None:
    """A stream of late alerts that never pauses is folded after a quarter of an hour all the same."""
    for minute in range(17):
        record(db, [f"a{minute}"], now=NOW + minute * MINUTE, late=True)
        folded = fold(db, NOW + minute * MINUTE, RULES)
        assert bool(folded) is (minute == 15), minute


def test_a_young_queue_is_not_folded(db: Database) -> None:
    """A burst of sixty alerts goes out one by one at the chat's pace."""
    record(db, (f"a{n}" for n in range(60)))
    assert fold(db, NOW + 9 * MINUTE, RULES) == 0


def test_an_old_queue_is_folded_when_its_destination_answers(db: Database) -> None:
    """Not while posts there fail: every ten minutes of a long outage would make one more digest."""
    record(db, (f"a{n}" for n in range(60)))
    record(db, (f"b{n}" for n in range(3)), to="C2")
    db.execute("UPDATE destinations SET failures = 4")
    assert fold(db, NOW + 11 * MINUTE, RULES) == 0
    db.execute("UPDATE destinations SET failures = 0")
    assert fold(db, NOW + 11 * MINUTE, RULES) == 60
    assert outbox.deliveries(db, "b0")[0].state is DeliveryState.PENDING


def test_five_hundred_missed_alerts_make_five_messages_that_name_all(db: Database) -> None:
    """No more than five messages, and every alert is a line in one of them, worst first."""
    record(db, (f"low{n}" for n in range(400)), late=True, severity=Severity.LOW)
    record(db, (f"high{n}" for n in range(100)), late=True)
    assert fold(db, NOW + 2 * MINUTE, RULES) == 500
    parts = digests(db)
    assert len(parts) == 5
    assert [part.severity for part in parts] == [Severity.HIGH] + [Severity.LOW] * 4
    named = [line.url.rpartition("/")[2] for part in parts for line in part.lines]
    assert sorted(named) == sorted([f"low{n}" for n in range(400)] + [f"high{n}" for n in range(100)])
    assert outbox.figures(db, NOW).pending == 5


def test_what_does_not_fit_is_counted(db: Database) -> None:
    """With more than five full messages the last says how many more there are and where."""
    rules = FoldRules(lines=10, messages=2, single_most=5)
    record(db, (f"a{n}" for n in range(27)), late=True)
    assert fold(db, NOW + 2 * MINUTE, rules) == 27
    first, last = digests(db)
    assert len(first.lines) == len(last.lines) == 10
    assert "7 more are listed by `alerts list`" in last.text
    assert "more" not in first.text
    assert outbox.figures(db, NOW).pending == 2


def test_a_digest_is_no_longer_than_its_front_end_shows(db: Database) -> None:
    """A card holds fewer lines than a message in Slack: more parts, none with a line left out."""
    with db.atomic():
        for n in range(45):
            outbox.record(db, an_alert(f"a{n}"), [a_destination(channel="teams")], NOW, late=True)
    assert fold(db, NOW + 2 * MINUTE, RULES) == 45
    assert [len(part.lines) for part in digests(db)] == [20, 20, 5]


def test_list_changes_are_never_folded(db: Database) -> None:
    """A change of an official list is a message of its own."""
    record(db, (f"a{n}" for n in range(12)), late=True, kind=AlertKind.LIST_CHANGE)
    assert fold(db, NOW + 2 * MINUTE, RULES) == 0
    assert claimable(db, NOW + 2 * MINUTE) == ["a0"]


NIGHT = QuietHours(begin="08:00", end="12:00", zone="UTC", loud="high")  # of the team "red"; NOW is 09:00
MORNING = NOW.replace(hour=12)


def at_night(db: Database, own: QuietHours | None = NIGHT, now: datetime = NOW) -> None:
    with db.atomic():
        quiet.save_hours(db, "red", own, now)


def test_what_is_found_in_quiet_hours_comes_as_one_digest_when_they_end(db: Database) -> None:
    """Nothing before, however long it waits; what the team names is posted at once, and other teams' too."""
    at_night(db)
    record(db, ("a1", "a2"), severity=Severity.MEDIUM)
    record(db, ("a3",), severity=Severity.LOW, now=NOW + MINUTE, late=True)
    record(db, ("grave",), severity=Severity.HIGH)
    record(db, ("theirs",), severity=Severity.LOW, team="blue", to="C2")
    assert set(claimable(db, NOW + MINUTE)) == {"grave", "theirs"}
    assert fold(db, MORNING - MINUTE, RULES) == 0
    assert claimable(db, MORNING - MINUTE) == []
    assert quiet.waiting(db, "red", MORNING - MINUTE) == 3
    assert fold(db, MORNING, RULES) == 3
    [digest] = digests(db)
    assert digest.title == "3 alerts from the quiet hours"
    assert [line.alert for line in digest.lines] == ["a1", "a2", "a3"]
    assert claimable(db, MORNING) == [digest.id]
    assert (fold(db, MORNING + MINUTE, RULES), claimable(db, MORNING + 9 * MINUTE)) == (0, [])


@pytest.mark.parametrize("found", [{}, None], ids=["read back", "not read back"])
def test_a_backup_that_is_put_back_at_night_waits_for_the_morning(
    db: Database, found: dict[str, Receipt] | None
) -> None:
    """What it held back is looked for and held back again, with what is found anew; the grave is posted."""
    at_night(db)
    record(db, ("a1", "a2"), severity=Severity.MEDIUM)
    outbox.distrust(db, NOW, NOW)
    record(db, ("a3",), severity=Severity.MEDIUM, now=NOW + MINUTE)
    record(db, ("grave",), severity=Severity.HIGH, now=NOW + MINUTE)
    assert claimable(db, NOW + MINUTE) == []
    [search] = to_search(db, NOW + MINUTE, {"slack"}, Limits())
    assert searched(db, search, found, NOW + MINUTE).total() == 4
    assert claimable(db, NOW + 2 * MINUTE) == ["grave"]
    assert quiet.waiting(db, "red", NOW + 2 * MINUTE) == 3
    outbox.trust(db)
    assert fold(db, MORNING, RULES) == 3


def test_one_alert_of_the_night_is_posted_as_itself_and_list_changes_are(db: Database) -> None:
    """A digest of one line would hide its buttons; what an official list says stays whole."""
    at_night(db)
    record(db, ("a1",), severity=Severity.MEDIUM)
    record(db, ("l1", "l2"), severity=Severity.MEDIUM, kind=AlertKind.LIST_CHANGE)
    assert fold(db, MORNING, RULES) == 0
    assert [claimable(db, MORNING + number * MINUTE)[0] for number in range(2)] == ["a1", "l1"]


def test_an_alert_that_becomes_grave_at_night_is_told_at_once(db: Database) -> None:
    """And one that only grows waits on, and is told as it then is."""
    at_night(db)
    record(db, ("a1", "a2", "a3"), severity=Severity.MEDIUM)
    record(db, ("a1",), severity=Severity.HIGH, revision=1)
    record(db, ("a2",), severity=Severity.MEDIUM, revision=1)
    assert claimable(db, NOW + MINUTE) == ["a1"]
    fold(db, MORNING, RULES)
    [digest] = digests(db)
    assert [line.text for line in digest.lines] == ["Alert a2, revision 1", "Alert a3, revision 0"]


def test_what_waits_follows_the_hours_that_are_set(db: Database) -> None:
    """Ended, it comes at once; set anew, it waits for the new end, but what is named now does not."""
    at_night(db)
    record(db, ("a1", "a2"), severity=Severity.MEDIUM)
    at_night(db, QuietHours(begin="08:00", end="10:00", zone="UTC", loud="high"))
    assert fold(db, NOW + 59 * MINUTE, RULES) == 0
    at_night(db, QuietHours(begin="08:00", end="23:00", zone="UTC", loud="medium"))
    assert fold(db, NOW + MINUTE, RULES) == 2
    record(db, ("a3", "a4"), severity=Severity.LOW)
    at_night(db, None)
    assert fold(db, NOW + MINUTE, RULES) == 2


def test_what_waits_for_a_morning_is_no_backlog(db: Database) -> None:
    """Neither for the figures that alarm somebody, nor for a run that ends when nothing is left."""
    at_night(db)
    record(db, ("a1",), severity=Severity.LOW)
    told = figures(db, NOW + 60 * MINUTE)
    assert (told.pending, told.oldest_pending) == (1, None)
    assert open_deliveries(db, ("slack",), NOW + 60 * MINUTE) == 0
    assert open_deliveries(db, ("slack",), MORNING) == 1


def test_what_somebody_asked_for_is_told_at_night_too(db: Database) -> None:
    """A greeting, and the answer to an edit: whoever is there waits for it."""
    at_night(db)
    with db.atomic():
        for name, kind, asked in (("w", AlertKind.WELCOME, False), ("d", AlertKind.DIGEST, True)):
            alert = an_alert(name, kind=kind, severity=Severity.NONE)
            outbox.record(db, alert, [a_destination(name)], NOW, asked=asked)
    assert set(claimable(db, NOW)) == {"w", "d"}
