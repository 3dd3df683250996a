"""`status`: what waits, what is watched, how the reading goes."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

import watchers.store
from bot.alerts import AlertKind, Line
from bot.commands.desk import Desk
from bot.outbox import outbox
from bot.replies import Facts, Reply, Table, Tone
from tests.bot.desk_kit import a_desk, said
from tests.bot.triage_kit import TOLD
from watchers.lists.store import replace_list, save_list_fault
from watchers.model import Entry, Source, SourceKind, SourceState
from watchlists.csvfile import read_terms
from watchlists.model import Severity, Watchlist
from watchlists.store import save_watchlist

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)
ALERT = replace(TOLD, severity=Severity.MEDIUM, created=NOW)


@pytest.fixture
def desk(store_url: str) -> Iterator[Desk]:
    with a_desk(store_url, NOW) as made:
        yield made


def ask(desk: Desk, text: str = "status") -> Reply:
    return said(desk, text)


def facts(reply: Reply) -> dict[str, object]:
    (part,) = [one for one in reply.parts if isinstance(one, Facts)]
    return dict(part.pairs)


def listed(reply: Reply) -> dict[str, object]:
    """Return the first row of the reply's table, by column."""
    (table,) = [one for one in reply.parts if isinstance(one, Table)]
    return dict(zip(table.columns, table.rows[0], strict=True))


def test_a_fresh_bot_says_how_to_begin(desk: Desk) -> None:
    """Nothing is read yet: what comes next is said, and what may be asked."""
    reply = ask(desk)
    assert (reply.title, reply.tone) == ("Nothing waits for you", Tone.OK)
    assert "sanctions-watch run" in str(facts(reply)["Sources"])
    assert "lookup NAME" in repr(reply.parts)


def test_what_waits_is_named_the_most_severe_first(desk: Desk) -> None:
    """Alerts of other teams, handled ones and summaries do not count; of many the rest is counted."""
    with desk.db.atomic():
        for number in range(7):
            newer = NOW + timedelta(minutes=number)
            outbox.record(desk.db, replace(ALERT, id=f"m{number}", created=newer), (), NOW)
        outbox.record(desk.db, replace(ALERT, id="high", severity=Severity.HIGH), (), NOW)
        outbox.record(desk.db, replace(ALERT, id="theirs", team="theirs"), (), NOW)
        outbox.record(desk.db, replace(ALERT, id="digest", kind=AlertKind.DIGEST), (), NOW)
    ask(desk, "alerts acknowledge m0")
    reply = ask(desk)
    assert reply.title == "7 open alerts"
    assert facts(reply)["Open alerts"] == "1 high, 6 medium"
    (table,) = [part for part in reply.parts if isinstance(part, Table)]
    assert [row[-1] for row in table.rows] == ["high", "m6", "m5", "m4", "m3"]
    assert "2 more" in repr(reply.parts)
    assert len(ask(desk, reply.fields["next"]).data) == 7


def test_trouble_is_said_where_it_is(desk: Desk) -> None:
    """A failing source and a list that is not in force are named, with where to read why."""
    terms, _ = read_terms("kind,name,aliases,context,note\norg,Harbour Institute,,,\n")
    with desk.db.atomic():
        save_watchlist(desk.db, Watchlist(team="ours", name="own", terms=terms), NOW)
        save_watchlist(desk.db, Watchlist(team="ours", name="csl", official=True), NOW)
        for name, failures in (("wire", 3), ("daily", 0)):
            source = Source(id=name, kind=SourceKind.FEED, url=f"https://{name}.example/", name=name)
            watchers.store.add_source(desk.db, source, NOW)
            state = SourceState(
                source_id=name, failures=failures, last_success_at=NOW, last_error="503", next_poll_at=NOW
            )
            watchers.store.save_state(desk.db, state)
        replace_list(desk.db, "csl", (Entry(entity_id="e", name="Quarry", list="EL"),), as_of="", now=NOW)
        save_list_fault(desk.db, "csl", "The list shrank.")
    reply = ask(desk)
    told = facts(reply)
    assert reply.tone is Tone.WARNING
    title = "No open alert, but not every source can be read and the newest file of a list is not in force"
    assert reply.title == title
    assert told["Watched"] == "1 term in 1 watchlist; every party of csl"
    assert told["Sources"] == "1 of 2 read without fault"
    assert str(told["Failing"]).startswith("wire;")
    assert told["Official lists"] == "1 entry of 1 list, last read 2026-03-01 12:00 UTC"
    assert "csl" in str(told["Not in force"])


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0, "0 s"),
        (59, "59 s"),
        (61, "1 min"),
        (3_599, "59 min"),
        (3_600, "1 h"),
        (4_212, "1 h 10 min"),
        (86_399, "23 h 59 min"),
        (86_400 + 3_599, "1 d"),
        (97_200, "1 d 3 h"),
        (90 * 86_400, "90 d"),
    ],
)
def test_how_long_ago_is_said_as_people_say_it(desk: Desk, seconds: int, said: str) -> None:
    """Whole units, two at the most: nobody reads 1.17 h."""
    source = Source(id="wire", kind=SourceKind.FEED, url="https://wire.example/", name="Wire")
    read = NOW - timedelta(seconds=seconds)
    with desk.db.atomic():
        watchers.store.add_source(desk.db, source, NOW)
        state = SourceState(source_id="wire", last_success_at=read, next_poll_at=NOW)
        watchers.store.save_state(desk.db, state)
    (table,) = [part for part in ask(desk, "sources list").parts if isinstance(part, Table)]
    assert f"{said} ago" in table.rows[0]
    assert table.rows[0][:2] == ("wire", "Wire")  # alerts call it by its name


def test_a_long_list_of_alerts_says_of_which_it_is_and_what_shows_more(desk: Desk) -> None:
    """What was asked for is asked for again, with more of it."""
    with desk.db.atomic():
        for number in range(30):
            outbox.record(desk.db, replace(ALERT, id=f"m{number}"), (), NOW)
    ask(desk, "alerts acknowledge m0")
    reply = ask(desk, "alerts list Institute --state open --severity medium")
    assert reply.title == "The 20 newest open medium alerts about “Institute”"
    assert "2026-03-01 12:00 UTC" in repr(reply.parts)
    more = ask(desk, reply.fields["next"])
    assert (more.title, more.fields) == ("29 open medium alerts about “Institute”", {})


def test_messages_that_are_no_alerts_say_what_they_are_where_alerts_say_how_serious(desk: Desk) -> None:
    """A digest has no severity of its own; a list without one has no column for what there is not."""
    with desk.db.atomic():
        outbox.record(desk.db, ALERT, (), NOW)
    first = listed(ask(desk, "alerts list"))
    assert first["Severity"] == "medium"
    assert "Kind" not in first
    named = (Line(text="a", severity=Severity.LOW, alert=ALERT.id),)
    digest = replace(ALERT, id="digest", kind=AlertKind.DIGEST, lines=named, created=NOW + timedelta(hours=1))
    with desk.db.atomic():
        outbox.record(desk.db, digest, (), NOW)
    both = ask(desk, "alerts list --since 2026-01-01")
    assert both.title == "2 messages since 2026-01-01, 1 of them an alert"
    first = listed(both)
    assert (first["Severity"], first["Kind"]) == ("", "digest")
    shown = ask(desk, "alerts show digest").parts[0]
    assert isinstance(shown, Facts)
    assert dict(shown.pairs) == {"Kind": "digest", "Most severe": "medium", "When": "2026-03-01 13:00 UTC"}
