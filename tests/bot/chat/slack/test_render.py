"""Alerts and answers as Slack gets them: goldens, limits, what must be on the page."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.alerts import Alert, AlertKind, Evidence, Fact, Line, SourceLink
from bot.chat.pages import pages
from bot.chat.slack.entries import MAX_LINES
from bot.chat.slack.render import alert_blocks, alert_text, headline
from bot.chat.slack.reply import MAX_PAGE, MAX_ROWS, read_turn, reply_blocks, reply_text
from bot.chat.wording import REPEATED
from bot.replies import SEVERITY, Bullets, Paragraph, Reply, Table, Tone
from tests import slack_samples
from tests.slack_limits import complaints, mrkdwn_texts
from watchlists.model import Severity

GOLDEN = Path(__file__).parent / "golden"
PAYLOADS = slack_samples.payloads()
NAMES = sorted(PAYLOADS)


@pytest.mark.parametrize("name", sorted(PAYLOADS.keys() - slack_samples.UNREAD))
def test_payloads_are_as_looked_at(name: str) -> None:
    """Each payload is the one that was looked at; `python -m tests.slack_samples` writes them anew."""
    expected = json.loads((GOLDEN / f"{name}.json").read_text(encoding="utf-8"))
    assert PAYLOADS[name] == expected


@pytest.mark.parametrize("name", NAMES)
def test_slack_would_take_every_payload(name: str) -> None:
    """Limits hold by construction, also for hostile and overlong input."""
    assert complaints(PAYLOADS[name]) == []


@pytest.mark.parametrize("name", ["hostile", "hostile-reply"])
def test_hostile_text_stays_text(name: str) -> None:
    """No mention, channel call or masked link from outside is live anywhere Slack reads markup."""
    payload = PAYLOADS[name]
    for text in [*mrkdwn_texts(payload), str(payload["text"])]:
        for live in ("<!", "<@", "<#", "<https://evil", "<javascript"):
            assert live not in text


def test_severity_is_said_in_a_word() -> None:
    """The sign is not the only thing that tells how serious it is."""
    for severity in (Severity.HIGH, Severity.MEDIUM, Severity.LOW):
        assert str(severity).capitalize() in headline(replace(slack_samples.tender(), severity=severity))
        assert str(severity).capitalize() in headline(replace(slack_samples.list_change(), severity=severity))


def said(alert: Alert) -> str:
    """Return everything the blocks say, as one string."""
    return json.dumps(alert_blocks(alert), ensure_ascii=False)


def test_a_match_says_who_where_and_why() -> None:
    """Terms, the passage with the hit in bold, facts, reasons, every source's host and link, and buttons."""
    alert = slack_samples.tender()
    text = said(alert)
    for term in ("Shenzhen University", "NVIDIA A100", "NVIDIA H100", "Amazon Web Services"):
        assert f"*{term}*" in text
    assert "*A100* 或 *H100*" in text
    assert "*Buyer*\\n深圳大学" in text
    for why in alert.why:
        assert why in text
    for host in ("www.ccgp.gov.example", "news.example.com", "tech.example.org"):
        assert host in text
    for action in ("open_source", "why", "add_term"):
        assert f'"{action}"' in text


def test_why_a_term_was_found_is_said() -> None:
    """How it was written where that differs from its name, the reason, the score where it is not sure."""
    text = said(slack_samples.tender())
    assert "*Shenzhen University*  organisation, as “深圳大学” (alias)" in text
    news = slack_samples.news()
    unsure = replace(news, evidence=(replace(news.evidence[0], score=0.62, reason="word-order"),))
    assert "as “H800” (word order, score 0.62)" in said(unsure)
    told = replace(unsure, evidence=(replace(unsure.evidence[0], detail="“800H” in another order"),))
    assert "(word order: “800H” in another order, score 0.62)" in said(told)
    assert "Watchlist: starter" in text
    assert "Named in the 2024 reports" in text


def test_the_title_is_not_quoted_beside_a_passage() -> None:
    """It is the headline already; where it is all there is, it is quoted."""
    news = slack_samples.news()
    head = replace(news.evidence[0], field="title", passage="Servers with H800 arrive", start=13, end=17)
    assert "Servers with" not in said(replace(news, evidence=(head, news.evidence[1])))
    assert "in the title" in said(replace(news, evidence=(head, news.evidence[1])))
    assert "Servers with *H800* arrive" in said(replace(news, evidence=(head,)))


def test_the_text_says_it_too() -> None:
    """Notifications and screen readers get headline, terms, passage, facts and links."""
    text = alert_text(slack_samples.tender())
    assert text.startswith("🔴 High severity · 深圳大学云计算服务采购项目中标公告")
    assert "算力租赁服务" in text
    assert "Buyer: 深圳大学" in text
    assert "https://news.example.com/2024/08/23/shenzhen-cloud?ref=rss&amp;x=1" in text


def test_a_digest_loses_no_line() -> None:
    """What a digest names stays named and linked, up to a hundred lines; the rest is counted."""
    lines = tuple(
        Line(text=f"Story {n}.", url=f"https://news.example.com/{n}", severity=Severity.LOW)
        for n in range(MAX_LINES + 20)
    )
    alert = replace(slack_samples.digest(), lines=lines)
    text = said(alert)
    assert all(f"|Story {n}.>" in text for n in range(MAX_LINES))
    assert f"20 more; `alerts show {alert.id}` has them" in text
    assert complaints({"text": alert_text(alert), "blocks": alert_blocks(alert)}) == []
    full = alert_text(alert, limit=38_000)
    assert all(f"https://news.example.com/{n}" in full for n in range(MAX_LINES))


def test_a_possible_repeat_says_so() -> None:
    """A message that may have arrived before is marked, in blocks and text."""
    alert = slack_samples.news()
    assert REPEATED in json.dumps(alert_blocks(alert, repeat=True))
    assert REPEATED in alert_text(alert, repeat=True)


def test_an_alert_needs_no_source_and_no_evidence() -> None:
    """Health messages have neither; nothing dead is offered."""
    blocks = alert_blocks(slack_samples.health())
    assert blocks[0]["text"]["text"].startswith("🩺 Health")
    assert all(block["type"] != "actions" for block in blocks)
    assert "HTTP 503" in json.dumps(blocks)


def test_an_address_that_may_not_be_linked_is_no_button() -> None:
    """A feed's javascript: or user@host link is not offered, and the alert is still complete."""
    alert = slack_samples.news()
    bad = replace(alert, sources=(replace(alert.sources[0], url="javascript:alert(1)"),))
    assert "open_source" not in said(bad)
    assert "Example News" in said(bad)


def test_kinds_have_their_own_sign() -> None:
    """Each kind of message is told apart at first sight."""
    made = [replace(slack_samples.news(), kind=kind, severity=Severity.NONE) for kind in AlertKind]
    assert len({headline(alert)[0] for alert in made}) == len(AlertKind)


def test_pages_hold_every_row_once() -> None:
    """Cutting into pages neither drops nor repeats a row, and keeps the order."""
    reply = Reply(
        title="t",
        parts=(
            Paragraph("before"),
            Table(("Name",), tuple((f"row {n}",) for n in range(90))),
            Bullets(tuple(f"line {n} " + "x" * 390 for n in range(40))),
        ),
    )
    rows: list[object] = []
    cut = pages(reply, rows=MAX_ROWS, size=MAX_PAGE)
    for page in cut:
        for part in page:
            rows += part.rows if isinstance(part, Table) else part.lines if isinstance(part, Bullets) else []
    assert rows == [*reply.parts[1].rows, *reply.parts[2].lines]  # type: ignore[union-attr]
    for number in range(len(cut)):
        blocks = reply_blocks(reply, page=number, key="k")
        assert complaints({"text": "x", "blocks": blocks}) == []


def test_page_buttons_lead_there_and_back() -> None:
    """The first page offers the next one, the last the one before."""

    def turns(page: int) -> list[tuple[str, int] | None]:
        blocks = reply_blocks(slack_samples.shown_watchlist(95), page=page, key="k")
        return [
            read_turn(element["value"])
            for block in blocks
            if block["type"] == "actions"
            for element in block["elements"]
        ]

    assert turns(0) == [("k", 1)]
    assert turns(1) == [("k", 0), ("k", 2)]
    assert turns(2) == [("k", 1)]


@pytest.mark.parametrize("value", ["", "x", "[]", "{}", '{"k": "a"}', '{"k": "a", "p": "x"}', "null", "7"])
def test_a_page_value_may_be_anything(value: str) -> None:
    """A value that is not ours turns no page."""
    assert read_turn(value) is None


def test_the_acting_person_is_named() -> None:
    """Their bare id in an answer becomes their name; a public answer that does not say who gets a line."""
    told = Reply(title="Done", parts=(Paragraph("Added by U01ANA; it counts."),), public=True)
    assert "Added by <@U01ANA>; it counts." in json.dumps(reply_blocks(told, actor=slack_samples.ANA))
    silent = Reply(title="Done", public=True)
    assert "By <@U01ANA>" in json.dumps(reply_blocks(silent, actor=slack_samples.ANA))
    assert "U01ANA" not in json.dumps(reply_blocks(Reply(title="Mine"), actor=slack_samples.ANA))


def test_colleagues_whom_an_answer_names_are_named() -> None:
    """Only those the answer says it names: an id in a text from outside stays text."""
    rows = (("Rented chips (U03EVE)", "acknowledged by U02BEN"), ("Port reopens", "dismissed by U01ANA"))
    told = Reply(
        title="Nothing changed: it is dismissed by U02BEN",
        parts=(Table(("Title", "Handled"), rows), Paragraph("Ask U03EVE")),
        people=("U02BEN",),
    )
    drawn = json.dumps(reply_blocks(told, actor=slack_samples.ANA))
    named = re.findall(r'<@(\w+)>|"user_id": "(\w+)"', drawn)
    assert sorted(one or other for one, other in named) == ["U01ANA", "U02BEN", "U02BEN"]


def test_how_serious_a_row_is_stands_first() -> None:
    """In words and colour, as in a digest; of what has no severity the word stays in its place."""
    rows = (("high", "Rented chips", "a1"), ("health", "Source fails", "a2"))
    told = Reply(title="2 messages", parts=(Table((SEVERITY, "Title", "Alert"), rows),))
    said = reply_text(told).split("\n")
    assert said[1:] == [
        "🔴 High  Rented chips  Alert: a1",
        "Source fails  Severity: health · Alert: a2",
    ]


def test_a_name_that_somebody_typed_is_no_person_of_slack() -> None:
    """Slack refuses a message that mentions what is no id of its own, and the answer would be lost."""
    told = Reply(title="“X” assigned to Ben Baker by Ana", people=("Ben Baker",), public=True)
    drawn = json.dumps([reply_blocks(told, actor=slack_samples.ANA), reply_text(told, slack_samples.ANA)])
    assert "Ben Baker" in drawn
    assert "<@Ben" not in drawn
    assert '"user_id"' not in drawn


def test_errors_and_warnings_have_a_sign() -> None:
    """Tone is a sign before the words; a plain answer, such as candidates on a list, has no tick."""
    assert reply_text(Reply(title="No", tone=Tone.ERROR)).startswith("❌ ")
    assert reply_text(Reply(title="Hm", tone=Tone.WARNING)).startswith("⚠️ ")
    assert reply_text(Reply(title="2 candidates")) == "2 candidates"


ANY = st.text(alphabet=st.characters(), max_size=80) | st.sampled_from(
    ["<!here>", "x" * 5000, "深" * 3000, "\ud800"]
)
ALERT = st.builds(
    Alert,
    id=ANY,
    team=st.just("acme"),
    kind=st.sampled_from(AlertKind),
    severity=st.sampled_from(Severity),
    title=ANY,
    created=st.just(slack_samples.WHEN),
    why=st.lists(ANY, max_size=3).map(tuple),
    evidence=st.lists(
        st.builds(
            Evidence,
            term=ANY,
            kind=ANY,
            watchlist=ANY,
            reason=ANY,
            detail=ANY,
            score=st.floats(0, 1),
            field=st.sampled_from(["title", "text"]),
            passage=ANY,
            start=st.integers(0, 90),
            end=st.integers(0, 90),
            note=ANY,
        ),
        max_size=4,
    ).map(tuple),
    facts=st.lists(st.builds(Fact, label=ANY, value=ANY), max_size=12).map(tuple),
    sources=st.lists(st.builds(SourceLink, url=ANY, name=ANY), max_size=4).map(tuple),
    lines=st.lists(st.builds(Line, text=ANY, url=ANY, detail=ANY), max_size=4).map(tuple),
    text=ANY,
)


@given(ALERT)
@settings(max_examples=60)
def test_slack_takes_whatever_comes(alert: Alert) -> None:
    """No text from outside, however odd, makes a message that Slack refuses, or one that calls anybody."""
    payload = {"text": alert_text(alert), "blocks": alert_blocks(alert)}
    assert complaints(payload) == []
    for text in [*mrkdwn_texts(payload), payload["text"]]:
        assert "<!" not in text
        assert "<@" not in text


def test_many_entries_of_a_list_are_told_briefly() -> None:
    """Link and verb that stand above are not repeated; of many entries only the other names are shown."""
    link = "https://www.federalregister.gov/citation/90-FR-1"
    lines = tuple(
        Line(text=f"added: Foundry {n} (China)", url=link, detail=f"a.k.a. 铸造{n} · at {n} Quay")
        for n in range(40)
    )
    change = replace(
        slack_samples.list_change(),
        title="Entity List: 40 added (China 40), 90 FR 1",
        lines=lines,
        sources=(SourceLink(url=link, name="eCFR"),),
    )
    shown = said(change)
    assert "Foundry 39 (China) – a.k.a. 铸造39" in shown
    assert "Quay" not in shown
    assert "added: " not in shown
    few = said(replace(change, lines=lines[:3]))
    assert "2 Quay" in few
    mixed = said(replace(change, lines=(*lines, Line(text="removed: Old Name"))))
    assert "added: Foundry 1" in mixed


def test_a_command_in_what_a_digest_says_of_itself_is_drawn_as_one() -> None:
    """As in a notice about a source; what stands in its lines is from outside and stays text."""
    said = replace(slack_samples.digest(), text="Each is kept: `alerts list`.")
    line = replace(said.lines[0], text="Say `rm`")
    marked = list(mrkdwn_texts(alert_blocks(replace(said, lines=(line,)))))
    assert "Each is kept: `alerts list`." in marked
    assert not any("`rm`" in one for one in marked)
