"""Right-to-left text in messages, commands named in sentences, and facts of many: the same in both chats."""

import json
import unicodedata
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bot import health
from bot.alerts import Alert, Destination, Fact
from bot.chat.command_words import parted
from bot.chat.direction import isolated, isolated_stretches
from bot.chat.slack.render import alert_blocks, alert_text, headline
from bot.chat.slack.reply import reply_blocks
from bot.chat.teams.render import alert_card
from bot.chat.teams.reply import reply_card
from bot.replies import Paragraph, Reply
from bot.tenants.seeds import welcome
from tests import slack_samples
from tests.bot.teams_kit import evidence
from watchers.model import Source, SourceKind

ARABIC = (
    "\u062c\u0627\u0645\u0639\u0629 \u0627\u0644\u0634\u0645\u0627\u0644"  # a made-up University of the North
)
TENDER = f"\u062a\u0639\u0644\u0646 {ARABIC} (2026/114) NVIDIA H100 16."


def rtl() -> Alert:
    hits = (evidence("North University", "org", ARABIC, passage=TENDER),)
    facts = tuple(Fact(label=name, value=ARABIC) for name in ("Buyer", "Region"))
    return replace(slack_samples.tender(), title=TENDER, evidence=hits, facts=facts)


def balanced(text: str) -> bool:
    """Return whether every isolate that is opened is closed, and nothing else reorders the line."""
    depth = 0
    for char in text:
        kind = unicodedata.bidirectional(char)
        depth += {"RLI": 1, "LRI": 1, "PDI": -1}.get(kind, 0)
        if depth < 0 or kind in {"RLO", "LRO", "RLE", "LRE", "PDF", "FSI"}:
            return False
    return depth == 0


@pytest.mark.parametrize("text", ["", "NVIDIA H100", "深圳大学", "Zürich 🚀"])
def test_what_is_read_from_left_to_right_stays_as_it_is(text: str) -> None:
    """No mark is added where none is needed."""
    assert isolated(text) == text
    assert isolated_stretches([(text, True)]) == ((text, True),)


def test_foreign_text_is_isolated_in_the_direction_most_of_it_is_read_in() -> None:
    """An Arabic notice that begins with a Latin name is still read from right to left."""
    assert isolated(f"H100 {ARABIC}") == f"\u2067H100 {ARABIC}\u2069"
    assert isolated(f"A long English sentence about {ARABIC[:4]}").startswith("\u2066")


def test_both_chats_keep_the_order_of_an_arabic_tender() -> None:
    """Title, quotation, facts and what was written stand between marks that are closed in their own line."""
    alert = rtl()
    assert f"\u2067{TENDER}\u2069" in headline(alert)
    for payload in (alert_blocks(alert), alert_card(alert)):
        said = json.dumps(payload, ensure_ascii=False)
        assert balanced(said)
        assert f"“\u2067{ARABIC}\u2069”" in said
        assert f"\u2067{ARABIC}\u2069" in said.replace("“", "")
    said = json.dumps(alert_blocks(alert), ensure_ascii=False)
    assert ">\u2067" + TENDER.replace(ARABIC, f"*{ARABIC}*") + "\u2069" in said


def test_a_name_quoted_in_an_answer_keeps_its_order() -> None:
    """Its numbers and the quotation marks stay in place; a name read from left to right has no mark."""
    name = f"{ARABIC} H100 {ARABIC}"
    reply = Reply(title=f"“{name}” dismissed by U1", parts=(Paragraph("“深圳大学” is not in “default”."),))
    told = f"“\u2067{name}\u2069” dismissed by U1"
    for message in (reply_blocks(reply), reply_card(reply)):
        shown = json.dumps(message, ensure_ascii=False)
        assert told in shown
        assert shown.count("\u2069") == 1


def test_text_from_outside_brings_no_marks_of_its_own() -> None:
    """An override in a title is dropped before ours are put."""
    title = f"\u202e{ARABIC}\u2069\u2067"
    assert headline(replace(rtl(), title=title)).endswith(f"\u2067{ARABIC}\u2069")


def test_commands_are_set_apart_and_no_backtick_is_left() -> None:
    """In health messages and answers, in both chats; in a notification they stand in quotation marks."""
    source = Source(
        id="csl", kind=SourceKind.FEED, url="https://x.example", name="The list", interval=timedelta(hours=1)
    )
    alert = health.quarantined(source, "It is small.", readable=True, now=datetime(2026, 3, 1, tzinfo=UTC))
    command = "sanctions-watch lists update csl --accept"
    reply = Reply(title="None yet", parts=(Paragraph("`sources list` shows what is read."),))
    slack = json.dumps([alert_blocks(alert), reply_blocks(reply)])
    assert f"`{command}`" in slack  # code in mrkdwn
    assert "`sources list`" in slack
    teams = json.dumps([alert_card(alert), reply_card(reply)])
    assert "`" not in teams
    for said in (command, "sources list"):
        assert json.dumps({"type": "TextRun", "text": said, "fontType": "Monospace"}) in teams
    assert f"“{command}”" in alert_text(alert)
    assert "on the server" in alert_text(alert)  # nobody can say it in a chat


def test_a_backtick_in_a_name_is_no_command() -> None:
    """Only what begins like a command of ours is set apart."""
    assert parted("the firm `Bad_Actor` and `lists`") == (
        ("the firm `Bad_Actor` and ", False),
        ("lists", True),
    )
    assert parted("say `/sanctions status` or `quiet` with `--except high`, not `-x` or `-- high`")[
        1:6:2
    ] == (
        ("/sanctions status", True),
        ("quiet", True),
        ("--except high", True),
    )


def test_the_first_message_of_a_channel_sets_its_commands_apart() -> None:
    """What a newcomer should type reads as such: no backtick is left to be seen."""
    place = Destination(id="slack:C1", team="default", channel="slack", address="C1")
    blocks = json.dumps(alert_blocks(welcome(place, (), 0, datetime(2026, 11, 1, tzinfo=UTC))))
    assert "`/sanctions watchlist add`" in blocks
    assert '"plain_text", "text": "I read' not in blocks


def test_of_many_facts_the_lesser_ones_are_small_print() -> None:
    """All are told; few facts stay as they are."""
    names = (
        *("Buyer", "Supplier", "Award", "Stage", "Models", "Project", "Agency", "Project no."),
        *("Region", "Type"),
    )
    many = replace(slack_samples.tender(), facts=tuple(Fact(label=one, value=f"v-{one}") for one in names))
    [section] = [block for block in alert_blocks(many) if "fields" in block]
    assert len(section["fields"]) == 6
    [facts] = [one for one in alert_card(many)["body"] if one["type"] == "FactSet"]
    assert [fact["title"] for fact in facts["facts"]] == list(names[:6])
    for said in (json.dumps(alert_blocks(many)), json.dumps(alert_card(many))):
        assert all(f"v-{one}" in said for one in names)
        assert "Region: v-Region" in said
    few = replace(many, facts=many.facts[5:])
    [section] = [block for block in alert_blocks(few) if "fields" in block]
    assert len(section["fields"]) == 5
