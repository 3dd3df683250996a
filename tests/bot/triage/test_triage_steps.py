"""Assign, snooze, resolve, note: each step is kept with who and when, shown, exported and audited."""

import csv
import io
import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Event, Thread
from time import sleep

import pytest
from click.testing import CliRunner

from bot.actors import Actor, Role
from bot.alerting.drafting import MOVED_ON, joined
from bot.alerts import Alert, AlertKind, Fact, Line, SourceLink
from bot.cases import TriageState
from bot.cli import main as cli
from bot.database.interface import open_database
from bot.errors import StoreBusy
from bot.grammar import line as grammar
from bot.opening import MIGRATIONS
from bot.operating import daily
from bot.outbox import outbox
from bot.replies import Bullets, Paragraph, Reply, Tone
from bot.triage import audit
from bot.triage import handling as triage
from tests.bot.desk_kit import desk_over
from tests.bot.triage_kit import BEN, NOW, TOLD, told
from watchlists.model import Severity

pytestmark = pytest.mark.both_stores

ANA = Actor(team="ours", user="U01ANA", role=Role.EDITOR, via="slack", name="Ana Castillo")
READER = replace(BEN, role=Role.READER)


class Bench:
    """A desk whose clock a test turns, with one alert posted to one place."""

    def __init__(self, url: str) -> None:
        self.now = NOW + timedelta(hours=1)
        self.db = told(url)
        self.desk = desk_over(self.db, NOW, lambda: self.now)

    def say(self, text: str, actor: Actor = ANA) -> Reply:
        self.now += timedelta(minutes=1)
        return grammar.answer(text, self.desk, actor)

    @property
    def held(self) -> Alert:
        found = outbox.alert(self.db, "a1")
        assert found is not None
        return found


@pytest.fixture
def bench(store_url: str) -> Iterator[Bench]:
    made = Bench(store_url)
    yield made
    made.db.close()


def test_an_alert_is_given_to_somebody_and_taken_over(bench: Bench) -> None:
    """Who has it is shown; giving it to the same person again changes nothing, taking it over does."""
    given = bench.say("alerts assign a1 --to Ben Baker --note your customer")
    assert given.title == "“Institute rents chips” assigned to Ben Baker by Ana Castillo: your customer"
    assert given.public
    assert bench.held.state is TriageState.ACKNOWLEDGED
    again = bench.say("alerts assign a1 --to @Ben Baker")
    assert again.tone is Tone.WARNING
    assert "assigned to Ben Baker by Ana Castillo" in again.title
    taken = bench.say("alerts assign a1", BEN)
    assert taken.title.endswith("acknowledged by Ben Baker")
    assert bench.say("alerts assign a1 --to me", BEN).tone is Tone.WARNING
    assert bench.say("alerts acknowledge a1").tone is Tone.WARNING, "it is in hand already"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("alerts assign a1 to Ben Baker --note your customer", "assigned to Ben Baker by Ana"),
        ("alerts dismiss a1 because false-match", "dismissed by Ana Castillo: false match"),
        ("alerts resolve a1 reason account closed", "account closed"),
        ("alerts snooze a1 Until 2026-03-04 --note to note", "snoozed until 2026-03-04"),
        ("alerts snooze a1 2026-03-04", "snoozed until 2026-03-04"),
        ("alerts snooze a1 Tomorrow", "snoozed until 2026-03-02"),
        ("alerts dismiss a1 false match", "dismissed by Ana Castillo: false match"),
        ("alerts dismiss a1 False-match", "dismissed by Ana Castillo: false match"),
        ("alerts note a1 to note", "by Ana Castillo: to note"),
        ("alerts resolve a1 A100 licence checked, on file", "resolved by Ana Castillo: A100 licence checked"),
        ("alerts dismiss a1 sold to nobody --because known", "known already: sold to nobody"),
        ("alerts acknowledge a1 asking sales", "acknowledged by Ana Castillo: asking sales"),
        ("alerts assign a1 Ben Baker", "assigned to Ben Baker by Ana"),
    ],
)
def test_behind_an_id_an_option_needs_no_hyphens(bench: Bench, text: str, told: str) -> None:
    """No id is called so; within a text such a word stays one."""
    assert told in bench.say(text).title


def test_a_shell_reads_the_words_behind_an_id_alike(
    bench: Bench, store_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its commands are those of the chats, with options of their own."""
    monkeypatch.setenv("SANCTIONS_WATCH_DATABASE_URL", store_url)
    monkeypatch.chdir(tmp_path)
    words = ["alerts", "resolve", "a1", "A100", "licence", "checked", "--team", "ours", "--json"]
    assert CliRunner().invoke(cli.cli, words).exit_code == 0
    done = bench.held.triage
    assert done is not None
    assert (str(done.state), done.reason) == ("resolved", "A100 licence checked")


def test_an_id_with_a_slip_is_no_reason(bench: Bench) -> None:
    """What looks like an id is one: the others are not dismissed with it for a reason."""
    assert bench.say("alerts dismiss a1 a57dbc4b0cf").title.startswith("No alert “a57dbc4b0cf”")
    assert bench.held.state is TriageState.OPEN


def test_a_reason_that_comes_too_late_is_not_passed_over(bench: Bench) -> None:
    """Nothing changes, and whoever gave it hears where to keep it."""
    bench.say("alerts dismiss a1")
    late = bench.say("alerts dismiss a1 --reason sold to nobody")
    assert late.title.endswith("; keep the reason with `alerts note a1 …`")
    assert "keep the reason" not in bench.say("alerts dismiss a1").title


def test_an_alert_is_resolved_with_what_was_decided(bench: Bench) -> None:
    """Without words it is refused: the decision is the record. It can be opened again."""
    assert "alerts resolve ID …" in bench.say("alerts resolve a1").title
    assert bench.held.triage is None
    assert "account closed" in bench.say("alerts resolve a1 --reason account closed").title
    assert bench.held.state is TriageState.RESOLVED
    assert [row["id"] for row in bench.say("alerts list --state resolved").data] == ["a1"]
    assert [row["id"] for row in bench.say("alerts list --state open").data] == []
    assert bench.say("alerts reopen a1 --note new facts", BEN).title.endswith(
        "reopened by Ben Baker: new facts"
    )


def test_what_is_snoozed_is_open_again_on_its_day_and_told_once(bench: Bench) -> None:
    """By the first daily run of that day; the message names it with the reason; nothing before."""
    bench.say("alerts snooze a1 --until 2026-03-04 --note waiting for counsel")
    assert bench.held.state is TriageState.SNOOZED
    for day, wanted in ((3, None), (4, "1 snoozed alert open again, 2026-03-04"), (5, None)):
        with bench.db.atomic():
            told = daily.remind(bench.db, "ours", datetime(2026, 3, day, 8, tzinfo=UTC))
        assert (told.title if told else None) == wanted
        if told:
            assert [(one.alert, one.text) for one in told.lines] == [("a1", TOLD.title)]
            assert [one.destination.id for one in outbox.deliveries(bench.db, told.id)] == ["terminal"]
    assert bench.held.state is TriageState.OPEN
    assert "waiting for counsel" in repr(bench.say("alerts show a1").parts)


@pytest.mark.parametrize("wish", ["alerts resolve a1 --reason done", "alerts reopen a1"])
def test_what_became_something_else_meanwhile_is_not_woken(bench: Bench, wish: str) -> None:
    """Snoozing ends with the next step."""
    bench.say("alerts snooze a1")
    assert bench.held.triage is not None
    assert bench.held.triage.until == (bench.now + timedelta(days=7)).date()
    bench.say(wish)
    with bench.db.atomic():
        assert daily.remind(bench.db, "ours", NOW + timedelta(days=30)) is None


def test_other_teams_are_not_woken(bench: Bench) -> None:
    """Each team is told of its own."""
    bench.say("alerts snooze a1 --days 1")
    with bench.db.atomic():
        assert daily.remind(bench.db, "theirs", NOW + timedelta(days=30)) is None
        assert daily.remind(bench.db, "ours", NOW + timedelta(days=30)) is not None


@pytest.mark.parametrize(
    "wrong",
    [
        "--until 2026-03-01",
        "--until 2025-01-01",
        "--until 2036-04-01",
        "--days 1 --until 2026-03-09",
        "--days 0",
    ],
)
def test_a_day_that_is_none_is_refused(bench: Bench, wrong: str) -> None:
    """One sentence, and nothing changes."""
    assert bench.say(f"alerts snooze a1 {wrong}").tone is Tone.ERROR
    assert bench.held.triage is None


def test_notes_are_kept_in_order_and_change_nothing_else(bench: Bench) -> None:
    """However the alert stands; the message is due for an edit, the audit log has each."""
    bench.say("alerts note a1 the reseller answers by Friday")
    bench.say('alerts note a1 "no answer"', BEN)
    assert [(one.who, one.text) for one in bench.held.notes] == [
        ("Ana Castillo", "the reseller answers by Friday"),
        ("Ben Baker", "no answer"),
    ]
    assert bench.held.triage is None
    assert bench.held.revision == 2
    assert bench.db.query("SELECT alert_id FROM deliveries WHERE due IS NOT NULL")
    rows = [(row.action, row.who, row.after) for row in audit.rows(bench.db)]
    assert rows == [
        ("alerts.note", "U01ANA", "the reseller answers by Friday"),
        ("alerts.note", "0e1f", "no answer"),
    ]


def test_all_that_was_done_stands_in_the_order_of_time(bench: Bench) -> None:
    """`alerts show` is the record that a lawyer asks for."""
    bench.say("alerts acknowledge a1")
    bench.say("alerts note a1 asked sales")
    bench.say("alerts assign a1 --to Ben Baker")
    bench.say("alerts snooze a1 --until 2026-03-09", BEN)
    bench.say("alerts dismiss a1 --because known --reason our own test", BEN)
    shown = bench.say("alerts show a1").parts
    record = shown[shown.index(Paragraph("What was made of it:")) + 1]
    assert isinstance(record, Bullets)
    said = [str(line).partition(", 2026")[0] + str(line).partition("UTC")[2] for line in record.lines]
    assert said == [
        "acknowledged by Ana Castillo",
        "noted by Ana Castillo: asked sales",
        "assigned to Ben Baker by Ana Castillo",
        "snoozed until 2026-03-09 by Ben Baker",
        "dismissed by Ben Baker: known already: our own test",
    ]
    actions = [(row.action, row.before, row.after) for row in audit.rows(bench.db)]
    assert actions[2:4] == [
        ("alerts.assign", "acknowledged", "assigned to Ben Baker"),
        ("alerts.snooze", "acknowledged", "snoozed until 2026-03-09"),
    ]
    assert not audit.verify(bench.db)


def test_news_about_it_opens_it_again_and_the_record_says_so(bench: Bench) -> None:
    """What was decided before stays on record."""
    bench.say("alerts resolve a1 --reason account closed")
    fresh = replace(
        TOLD,
        facts=(Fact(label="Stage", value="award"),),
        sources=(SourceLink(name="Wire", url="https://news.example/2"),),
        created=NOW + timedelta(days=2),
    )
    moved = joined(bench.held, fresh, update_facts=True)
    assert moved.state is TriageState.OPEN
    assert [(one.state, one.who) for one in moved.steps] == [
        (TriageState.RESOLVED, "Ana Castillo"),
        (TriageState.OPEN, MOVED_ON),
    ]


@pytest.mark.parametrize("verb", ["assign", "snooze", "resolve --reason x", "note"])
def test_readers_decide_nothing(bench: Bench, verb: str) -> None:
    """It is for editors, as every change is."""
    words, _, rest = verb.partition(" ")
    refused = bench.say(f"alerts {words} a1 {rest or 'x'}", READER)
    assert refused.tone is Tone.ERROR
    assert bench.held == TOLD


def test_a_summary_is_no_case(bench: Bench) -> None:
    """Nothing is to be noted on it."""
    with bench.db.atomic():
        outbox.record(bench.db, replace(TOLD, id="d1", kind=AlertKind.DIGEST), (), NOW)
    assert bench.say("alerts note d1 x").title == "Alert “d1” is a digest message: there is nothing to note."


def test_an_export_holds_the_record(
    bench: Bench, store_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """For a spreadsheet in words, for an archive field by field."""
    bench.say("alerts assign a1 --to Ben Baker")
    bench.say("alerts note a1 asked sales")
    bench.say("alerts snooze a1 --until 2026-03-09 --note counsel", BEN)
    monkeypatch.setenv("SANCTIONS_WATCH_DATABASE_URL", store_url)
    monkeypatch.chdir(tmp_path)
    words = ["alerts", "export", "--team", "ours", "--format"]
    cli.assemble()
    table = CliRunner().invoke(cli.cli, [*words, "csv"])
    assert table.exit_code == 0, table.output + str(table.exception)
    [row] = csv.DictReader(io.StringIO(table.stdout))
    assert (row["state"], row["by"], row["to"], row["until"]) == ("snoozed", "Ben Baker", "", "2026-03-09")
    assert [step.partition(",")[0] for step in row["record"].split("|")] == [
        "assigned to Ben Baker by Ana Castillo",
        "noted by Ana Castillo",
        "snoozed until 2026-03-09 by Ben Baker",
    ]
    whole = json.loads(CliRunner().invoke(cli.cli, [*words, "jsonl"]).stdout)
    assert [one["to"] for one in whole["steps"]] == ["Ben Baker", ""]
    assert whole["notes"][0]["text"] == "asked sales"


def test_an_export_says_in_which_message_an_alert_was_told(
    bench: Bench, store_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One of a summary was told by it alone; the summary is no case, so it has no state."""
    named = (Line(text=TOLD.title, severity=TOLD.severity, alert="a1"),)
    digest = replace(TOLD, id="d1", kind=AlertKind.DIGEST, lines=named, created=NOW)
    with bench.db.atomic():
        outbox.record(bench.db, digest, (), NOW)
    monkeypatch.setenv("SANCTIONS_WATCH_DATABASE_URL", store_url)
    monkeypatch.chdir(tmp_path)
    words = ["alerts", "export", "--team", "ours", "-", "--format"]
    cli.assemble()
    table = CliRunner().invoke(cli.cli, [*words, "csv"])
    rows = {row["id"]: (row["state"], row["deliveries"]) for row in csv.DictReader(io.StringIO(table.stdout))}
    assert rows["d1"] == ("", "")
    state, told = rows["a1"]
    assert (state, told.rpartition("|")[2]) == ("open", "in d1")
    lines = CliRunner().invoke(cli.cli, [*words, "jsonl"]).stdout.splitlines()
    assert {one["id"]: one["told_in"] for one in map(json.loads, lines)} == {"a1": ["d1"], "d1": []}


def test_a_summary_among_several_leaves_all_as_they_were(bench: Bench) -> None:
    """Nothing is done by halves."""
    with bench.db.atomic():
        outbox.record(bench.db, replace(TOLD, id="ad1", kind=AlertKind.DIGEST), (), NOW)
    assert bench.say("alerts dismiss a1 ad1").tone is Tone.ERROR
    assert bench.held.state is TriageState.OPEN


def test_a_note_and_news_at_the_same_time_are_both_kept(bench: Bench, store_url: str) -> None:
    """While a poll changes an alert, another instance waits with what somebody makes of it."""
    other = open_database(store_url, MIGRATIONS)

    def noted() -> None:
        with other.atomic():
            triage.note(other, BEN, "a1", "asking our reseller", now=NOW)

    person = Thread(target=noted)
    with bench.db.atomic():
        held = outbox.alert(bench.db, "a1", to_change=True)
        assert held is not None
        person.start()
        person.join(0.3)
        news = replace(TOLD, severity=Severity.HIGH, facts=(Fact(label="Stage", value="award"),))
        outbox.record(bench.db, joined(held, news, update_facts=True), (), NOW)
    person.join()
    other.close()
    assert [fact.value for fact in bench.held.facts] == ["award (before: tender)"]
    assert [one.text for one in bench.held.notes] == ["asking our reseller"]


def test_who_waits_for_a_poll_that_waits_for_them_is_no_error(bench: Bench, store_url: str) -> None:
    """Several alerts at once, which another instance changes in the opposite order: both come through."""
    with bench.db.atomic():
        outbox.record(bench.db, replace(TOLD, id="a2"), (), NOW)
    other = open_database(store_url, MIGRATIONS)
    first = Event()
    gave_way: list[StoreBusy] = []

    def poll() -> None:
        try:
            with other.atomic():
                outbox.alert(other, "a2", to_change=True)
                first.set()
                sleep(0.3)  # until the person holds the first and waits for this one
                outbox.alert(other, "a1", to_change=True)
        except StoreBusy as error:  # the server chooses who; a poll begins anew by itself
            gave_way.append(error)

    polling = Thread(target=poll)
    polling.start()
    first.wait()
    reply = bench.say("alerts dismiss a1 a2 --because known")
    polling.join()
    other.close()
    assert reply.title == "2 alerts dismissed by Ana Castillo"
    for name in ("a1", "a2"):
        found = outbox.alert(bench.db, name)
        assert found is not None
        assert [one.state for one in found.steps] == [TriageState.DISMISSED]


def test_a_digest_that_another_instance_changes_is_waited_for(bench: Bench, store_url: str) -> None:
    """Else of two changes to its lines only one would be kept."""
    line = Line(text="Institute rents chips", alert="a1")
    digest = replace(TOLD, id="d1", kind=AlertKind.DIGEST, created=NOW, lines=(line,))
    with bench.db.atomic():
        outbox.record(bench.db, digest, (), NOW)
    other = open_database(store_url, MIGRATIONS)
    person = Thread(target=grammar.answer, args=("alerts dismiss a1", bench.desk, ANA))
    with other.atomic():
        held = outbox.alert(other, "d1", to_change=True)
        assert held is not None
        person.start()
        person.join(0.3)
        outbox.record(
            other, replace(held, title="More while it was away", revision=held.revision + 1), (), NOW
        )
    person.join()
    other.close()
    found = outbox.alert(bench.db, "d1")
    assert found is not None
    assert found.title == "More while it was away"
    assert found.lines[0].triage is not None
