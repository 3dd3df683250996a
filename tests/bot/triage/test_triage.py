"""Acknowledge, dismiss, reopen: who did it is kept with the alert, and its messages follow."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.actors import Actor, Role
from bot.alerting.drafting import joined, summary
from bot.alerts import Alert, AlertKind, Fact, Line, SourceLink
from bot.cases import Cause, TriageState
from bot.commands.desk import Desk
from bot.grammar import line as grammar
from bot.outbox import outbox
from bot.replies import Tone
from bot.triage import audit
from tests.bot.desk_kit import desk_over
from tests.bot.triage_kit import BEN, NOW, PLACE, TOLD, told
from tests.samples import hit
from watchlists.csvfile import read_terms
from watchlists.model import Severity, Watchlist
from watchlists.store import save_watchlist

pytestmark = pytest.mark.both_stores

ANA = Actor(team="ours", user="U1", role=Role.EDITOR, via="slack")


@pytest.fixture
def desk(store_url: str) -> Iterator[Desk]:
    """Return a desk with one alert posted to one place."""
    db = told(store_url)
    yield desk_over(db, NOW, lambda: NOW + timedelta(hours=1))
    db.close()


def held(desk: Desk) -> Alert:
    found = outbox.alert(desk.db, "a1")
    assert found is not None
    return found


def test_a_passage_is_shown_once_with_all_that_was_found_in_it(desk: Desk) -> None:
    """However many terms it holds."""
    passage = "The Quay Lab rents Quux X900 racks."
    evidence = tuple(hit(passage, term) for term in ("Quay Lab", "Quux X900"))
    source = replace(TOLD.sources[0], published=NOW - timedelta(hours=3))
    with desk.db.atomic():
        told = replace(TOLD, id="a2", evidence=evidence, sources=(source,))
        outbox.record(desk.db, told, (PLACE,), NOW)
    shown = repr(grammar.answer("alerts show a2", desk, ANA).parts)
    assert "Wire, published 2026-03-01 06:00 UTC" in shown
    assert "Where it was told:" in shown
    assert f"Quay Lab (exact), Quux X900 (exact): “{passage}”" in shown
    assert shown.count(passage) == 1


def test_of_one_poll_the_most_severe_come_first_however_few_are_asked_for(desk: Desk) -> None:
    """Newest first; of one minute by severity, then by when it was published, then always the same."""
    with desk.db.atomic():
        for number, (severity, minutes, day) in enumerate(
            [
                (Severity.LOW, 5, 3),
                (Severity.HIGH, 5, 1),
                (Severity.HIGH, 5, 2),
                (Severity.MEDIUM, 5, 1),
                (Severity.LOW, 9, 1),
            ]
        ):
            source = SourceLink(
                name="Wire", url="https://news.example/1", published=NOW - timedelta(days=9 - day)
            )
            when = NOW + timedelta(minutes=minutes, seconds=number)
            one = replace(TOLD, id=f"n{number}", severity=severity, created=when, sources=(source,))
            outbox.record(desk.db, one, (), NOW)
    shown = [row["id"] for row in grammar.answer("alerts list", desk, ANA).data]
    assert shown == ["n4", "n2", "n1", "n3", "n0", "a1"]
    for few in range(1, 6):
        assert [row["id"] for row in grammar.answer(f"alerts list --limit {few}", desk, ANA).data] == shown[
            :few
        ]


def test_several_are_put_aside_with_one_line(desk: Desk) -> None:
    """One answer names them all; where one is not known, none is touched."""
    with desk.db.atomic():
        for name in ("ac1", "ac2"):
            outbox.record(desk.db, replace(TOLD, id=name, title=f"Alert {name}"), (), NOW)
    refused = grammar.answer("alerts dismiss ac1 a999", desk, ANA)
    assert (refused.tone, outbox.alert(desk.db, "ac1").state) == (Tone.ERROR, TriageState.OPEN)
    reply = grammar.answer("alerts dismiss ac1 ac2 --because known", desk, ANA)
    assert (reply.title, reply.public) == ("2 alerts dismissed by U1", True)
    assert "“Alert ac2” dismissed by U1: known already" in repr(reply.parts)
    again = grammar.answer("alerts acknowledge a1 ac1", desk, BEN)
    assert again.title == "2 alerts acknowledged by Ben Baker"
    mixed = grammar.answer("alerts dismiss a1 ac2", desk, BEN)
    assert (mixed.title, mixed.tone) == ("1 alert dismissed by Ben Baker", Tone.WARNING)
    assert mixed.people == ()
    assert {name: outbox.alert(desk.db, name).state for name in ("a1", "ac1", "ac2")} == {
        "a1": "dismissed",
        "ac1": "acknowledged",
        "ac2": "dismissed",
    }


def test_what_was_told_of_a_name_and_since_when(desk: Desk) -> None:
    """By the term, by any of its spellings, by the words found, by the title; and by time."""
    passage = "之江实验室 rents chips"
    found = hit(passage, "之江实验室", "Zhejiang Lab", reason="alias")
    grammar.answer("watchlist add Zhejiang Lab --alias 浙江实验室", desk, ANA)
    with desk.db.atomic():
        new = replace(
            TOLD, id="n1", title="Racks for rent", evidence=(found,), created=NOW + timedelta(minutes=30)
        )
        old = replace(new, id="o1", created=NOW - timedelta(days=40))
        for one in (new, old):
            outbox.record(desk.db, one, (), NOW)

    def listed(words: str) -> list[str]:
        return [row["id"] for row in grammar.answer(f"alerts list {words}", desk, ANA).data]

    for name in ("zhejiang lab", "浙江实验室", "之江实验室", "racks for"):
        assert listed(name) == ["n1", "o1"]
        assert listed(f"{name} --since 30d") == ["n1"]
    assert listed("Institute") == ["a1"]
    assert listed("--since 30d --limit 1") == ["n1"]
    assert listed("--since 2026-01-01") == ["n1", "a1", "o1"]
    assert listed("Fudan University") == []
    told = grammar.answer("alerts list Zhejiang Lab --since 30d", desk, ANA)
    assert told.title == "1 alert about “Zhejiang Lab” in the last 30 days"
    assert grammar.answer("alerts list --since lately", desk, ANA).tone is Tone.ERROR


def test_a_name_that_is_found_already_is_added_with_a_word(desk: Desk) -> None:
    """Who adds a spelling of a watched term hears of it; who adds another name does not."""
    grammar.answer("watchlist add Beihang University --alias 北航 --watchlist default", desk, ANA)
    twice = grammar.answer("watchlist add 北航", desk, ANA)
    held = "It was found already, as a spelling of “Beihang University” in default."
    assert held in repr(twice.parts) or "Beihang University" in twice.title
    again = grammar.answer("watchlist add Beihang University --watchlist starter", desk, ANA)
    assert "It was watched already, in default." in repr(again.parts) or again.tone is Tone.ERROR
    assert "found already" not in repr(grammar.answer("watchlist add Fudan University", desk, ANA).parts)


def test_who_acknowledged_is_kept_and_the_message_is_due_for_an_edit(desk: Desk) -> None:
    """The alert's next revision names the person and the time; the posted message is brought up to it."""
    reply = grammar.answer('alerts acknowledge a1 --note "asking sales"', desk, ANA)
    assert (reply.tone, reply.public) == (Tone.OK, True)
    done = held(desk).triage
    assert done is not None
    assert (done.state, done.user, done.via, done.reason) == ("acknowledged", "U1", "slack", "asking sales")
    assert done.at == NOW + timedelta(hours=1)
    assert held(desk).revision == 1
    assert desk.db.query("SELECT due FROM deliveries")[0]["due"] is not None
    assert [row.action for row in audit.rows(desk.db)] == ["alerts.acknowledge"]
    shown = grammar.answer("alerts show a1", desk, BEN)
    assert "acknowledged by U1, 2026-03-01 10:00 UTC: asking sales" in repr(shown.parts)
    assert shown.people == ()  # an id of Slack says nothing in Teams


def test_who_handled_it_can_be_named_by_the_chat_they_did_it_in(desk: Desk) -> None:
    """List, alert, the answer to who comes second, and a watchlist's history say whose ids they hold."""
    eve = replace(ANA, user="U2")
    grammar.answer("alerts acknowledge a1", desk, ANA)
    for words in ("alerts list", "alerts show a1", "alerts acknowledge a1"):
        assert grammar.answer(words, desk, eve).people == ("U1",)
        assert grammar.answer(words, desk, BEN).people == ()
    grammar.answer('watchlist add "Harbour Institute" --kind org', desk, ANA)
    assert grammar.answer("watchlist history", desk, eve).people == ("U1",)


def test_the_second_finds_it_done(desk: Desk) -> None:
    """The first name stays, nothing is written, and the answer says who it was."""
    grammar.answer("alerts dismiss a1", desk, BEN)
    reply = grammar.answer("alerts dismiss a1", desk, ANA)
    assert reply.tone is Tone.WARNING
    assert "dismissed by Ben Baker" in reply.title
    assert not reply.public
    assert held(desk).revision == 1
    assert len(list(audit.rows(desk.db))) == 1


def test_reopening_undoes_either(desk: Desk) -> None:
    """An alert may be taken up again by anybody who may handle it; one that is open stays so."""
    assert "it is open" in grammar.answer("alerts reopen a1", desk, ANA).title
    grammar.answer("alerts dismiss a1", desk, ANA)
    grammar.answer("alerts reopen a1", desk, BEN)
    assert held(desk).state is TriageState.OPEN
    assert [row.action for row in audit.rows(desk.db)] == ["alerts.dismiss", "alerts.reopen"]


def test_the_list_can_be_cut_to_what_is_open(desk: Desk) -> None:
    """`--state` picks; summaries and health messages are never open cases."""
    with desk.db.atomic():
        outbox.record(desk.db, replace(TOLD, id="d1", kind=AlertKind.DIGEST), (), NOW)
    assert [one["id"] for one in grammar.answer("alerts list --state open", desk, ANA).data] == ["a1"]
    grammar.answer("alerts acknowledge a1", desk, ANA)
    assert grammar.answer("alerts list --state open", desk, ANA).data == []
    assert "acknowledged by U1" in repr(grammar.answer("alerts list", desk, ANA).parts)
    refused = grammar.answer("alerts dismiss d1", desk, ANA)
    assert refused.tone is Tone.ERROR
    assert "nothing to dismiss" in refused.title


@pytest.mark.parametrize(
    ("news", "state"),
    [
        ({"facts": (Fact(label="Stage", value="award"),)}, TriageState.OPEN),
        ({"severity": Severity.HIGH}, TriageState.OPEN),
        ({"lines": (Line(text="added: Harbour Works"),)}, TriageState.OPEN),
        ({"sources": (SourceLink(name="Copy", url="https://copy.example/1"),)}, TriageState.DISMISSED),
    ],
)
def test_what_moves_on_is_open_again(desk: Desk, news: dict[str, object], state: TriageState) -> None:
    """A new stage, severity or party wants a new look; one more copy of the same report does not."""
    with desk.db.atomic():
        outbox.record(desk.db, replace(TOLD, severity=Severity.MEDIUM, revision=1), (), NOW)
    grammar.answer("alerts dismiss a1", desk, ANA)
    fresh = replace(TOLD, **({"severity": Severity.MEDIUM} | news))
    assert joined(held(desk), fresh, update_facts=True).state is state


def test_why_it_was_put_aside_is_kept_shown_and_logged(desk: Desk) -> None:
    """The cause and the person's own words stand with the alert, in its list, and in the audit log."""
    reply = grammar.answer('alerts dismiss a1 --because duplicate --reason "see a0"', desk, ANA)
    assert reply.title.endswith("dismissed by U1: a duplicate: see a0")
    done = held(desk).triage
    assert done is not None
    assert (done.cause, done.reason, done.because) == (Cause.DUPLICATE, "see a0", "a duplicate: see a0")
    assert [cause.words for cause in Cause] == ["false match", "known already", "not relevant", "a duplicate"]
    assert "dismissed by U1 (a duplicate)" in repr(grammar.answer("alerts list", desk, BEN).parts)
    assert [row.after for row in audit.rows(desk.db)][-1] == "a duplicate: see a0"
    assert not reply.offers
    wrong = grammar.answer("alerts dismiss a1 --because boredom", desk, ANA)
    assert wrong.tone is Tone.ERROR
    assert "false-match" in wrong.title


def test_after_a_false_match_what_helps_is_offered(desk: Desk) -> None:
    """For each own term: words that must be near, or silence; official lists cannot be edited."""
    passage = "the A100 ring road"
    found = [
        hit(passage, "A100", term, "chip", reason="alias") for term in ("Nvidia A100", "Party of a list")
    ]
    terms, _ = read_terms("kind,name,aliases,context,note\nchip,Nvidia A100,A100,,\n")
    with desk.db.atomic():
        save_watchlist(desk.db, Watchlist(team="ours", name="own", terms=terms), NOW)
        outbox.record(desk.db, replace(TOLD, id="a2", evidence=tuple(found)), (), NOW)
    reply = grammar.answer("alerts dismiss a2 --because false-match", desk, ANA)
    near, mute = reply.offers
    assert (near.many, mute.many) == (True, False)
    assert grammar.answer(mute.words, desk, ANA).confirm  # asked back like any other
    filled = f'{near.words} "GPU" "data centre"'
    assert grammar.answer(filled, desk, ANA).confirm  # typed, it is; a form is a yes
    assert grammar.answer(filled, desk, ANA, confirmed=True).title == (
        "“Nvidia A100” counts only near “GPU”, “data centre”"
    )
    more = grammar.answer('watchlist context "Nvidia A100" server GPU', desk, ANA)
    assert more.title.endswith("“GPU”, “data centre”, “server”")  # more places to be found: no question
    with desk.db.atomic():
        outbox.record(desk.db, replace(TOLD, id="a3", evidence=tuple(found)), (), NOW)
    how, _ = grammar.answer("alerts dismiss a3 --because false-match", desk, ANA).offers
    assert not how.fill  # further words would find it more often: what there are is shown instead
    assert "data centre" in repr(grammar.answer(how.words, desk, ANA).parts)
    less = grammar.answer('watchlist context "Nvidia A100" GPU --off', desk, ANA)
    assert less.title.endswith("“data centre”, “server”")
    assert grammar.answer('watchlist context "Nvidia A100" --off', desk, ANA).title.endswith("anywhere again")
    assert grammar.answer('watchlist context "Nvidia A100" --off', desk, ANA).tone is Tone.ERROR
    assert "context" in [row["action"] for row in grammar.answer("watchlist history", desk, ANA).data]


def test_one_of_a_digest_is_handled_and_the_digest_shows_it(desk: Desk) -> None:
    """The line says who took it up and the digest is due for an edit; the other line is as it was."""
    other = replace(TOLD, id="a2", title="Port reopens")
    told = summary(AlertKind.DIGEST, "Two", [TOLD, other], team="ours", seed="d", now=NOW)
    with desk.db.atomic():
        outbox.record(desk.db, other, (), NOW)
        outbox.record(desk.db, told, (PLACE,), NOW)
        outbox.record(desk.db, replace(told, id="theirs", team="theirs"), (), NOW)
        desk.db.execute("UPDATE deliveries SET state = 'sent', due = NULL, posted_revision = 0")
    [choose] = grammar.answer("alerts list", desk, ANA).offers
    assert ("High · Institute rents chips", "a1") in choose.choices
    shown = grammar.answer(f"{choose.words} a1", desk, ANA)
    acknowledge, _, dismiss, *_ = shown.offers
    grammar.answer(acknowledge.words, desk, BEN)
    now = outbox.alert(desk.db, told.id)
    theirs = outbox.alert(desk.db, "theirs")
    assert now is not None
    assert theirs is not None
    assert [one.triage.who if one.triage else "" for one in now.lines] == ["Ben Baker", ""]
    assert (now.revision, theirs.revision) == (1, 0)
    due = desk.db.query("SELECT alert_id FROM deliveries WHERE due IS NOT NULL ORDER BY alert_id")
    assert {row["alert_id"] for row in due} == {"a1", told.id}
    _, cause = dismiss.choices[0]
    assert "false match" in grammar.answer(f"{dismiss.words} {cause}", desk, ANA).title
    assert [offer.label for offer in grammar.answer("alerts show a1", desk, ANA).offers] == [
        "Reopen",
        "Note…",
    ]
    assert grammar.answer(f"alerts show {told.id}", desk, ANA).offers == ()
