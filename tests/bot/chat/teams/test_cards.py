"""What Teams is sent: golden cards, and what no card may ever hold."""

import json
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.alerts import Alert, Evidence, Line, SourceLink
from bot.cases import Note, Triage, TriageState
from bot.chat.links import safe_link
from bot.chat.teams.elements import BOT_BYTES, WEBHOOK_BYTES
from bot.chat.teams.render import alert_card, summary
from bot.chat.teams.reply import form_card, reply_card
from bot.chat.teams.text import escaped, markdown_link
from bot.chat.workflow import workflow_message
from bot.replies import SEVERITY, Bullets, Facts, Link, Offer, Paragraph, Reply, Table, Tone
from tests.bot.teams_kit import ALERT, DIGEST, HEALTH, HOSTILE, evidence

GOLDEN = Path(__file__).parent / "golden"
FOUND = Reply(
    title="2 candidates for “Shenzhen Univ”",
    parts=(
        Table(
            ("Score", "Name", "Source"),
            (
                (
                    "0.98",
                    "Shenzhen University 深圳大学",
                    Link("89 FR 1", "https://www.federalregister.gov/d/1"),
                ),
                ("0.91", "Shenzhen <Uni> *x*", ""),
            ),
        ),
        Table(
            ("Score", "Name", "List", "Why", "Source"),
            (
                (
                    "0.98",
                    "深圳大学 <x>",
                    "Entity List",
                    "exact",
                    Link("89 FR 1", "https://www.federalregister.gov/1"),
                ),
                ("0.50", "Shenzhen Institute", "", "typo", ""),
            ),
        ),
        Facts((("Kind", "org"), ("List", Link("a [b] *c*", "https://x.example/(d)")))),
        Bullets(("one", Link("two", "https://x.example/"))),
        Paragraph("first line\nsecond line"),
    ),
    offer_term="Shenzhen Univ",
)
_DONE = Triage(state=TriageState.ACKNOWLEDGED, user="U1", via="slack", at=ALERT.created, reason="asking")
BRIEF = replace(ALERT, why=(), evidence=ALERT.evidence[1:], facts=())  # enough to show what became of it
ACKNOWLEDGED = replace(BRIEF, triage=_DONE)
DISMISSED = replace(BRIEF, triage=replace(_DONE, state=TriageState.DISMISSED, name="Ben [x](y)", reason=""))
_NOTED = Note(text="counsel *asks* <twice>", user="U1", name="Ana", via="slack", at=ALERT.created)
ASSIGNED = replace(BRIEF, triage=replace(_DONE, to="Ben [x](y)", name="Ana"), notes=(_NOTED, _NOTED))
SNOOZED = replace(BRIEF, triage=replace(_DONE, state=TriageState.SNOOZED, until=ALERT.created.date()))
RESOLVED = replace(BRIEF, triage=replace(_DONE, state=TriageState.RESOLVED, reason="account closed"))
CARDS = {
    "alert": alert_card(ALERT),
    "assigned": alert_card(ASSIGNED),
    "snoozed": alert_card(SNOOZED),
    "resolved": alert_card(RESOLVED),
    "alert-repeated-webhook": workflow_message(ALERT, repeat=True),
    "acknowledged": alert_card(ACKNOWLEDGED),
    "dismissed": alert_card(DISMISSED),
    "hostile": alert_card(HOSTILE),
    "digest": alert_card(DIGEST),
    "health": alert_card(HEALTH),
    "reply": reply_card(FOUND),
    "reply-offers": reply_card(
        Reply(
            title="Dismissed",
            offers=tuple(
                Offer(
                    label=f"“{name}” only near…",
                    words=f"watchlist context -- {name}",
                    fill="Words",
                    many=True,
                )
                for name in ("A100", "H100")
            ),
        )
    ),
    "reply-error": reply_card(Reply(title="There is no term “x”.", tone=Tone.ERROR)),
    "form": form_card("ACME <Trading> & Co", ("default", "cloud watch")),
}


def every(card: Any) -> Iterator[dict[str, Any]]:
    if isinstance(card, dict):
        yield card
        for value in card.values():
            yield from every(value)
    elif isinstance(card, list):
        for value in card:
            yield from every(value)


@pytest.mark.parametrize("name", sorted(CARDS))
def test_cards_are_the_ones_that_were_looked_at(name: str, request: pytest.FixtureRequest) -> None:
    """Each was checked against the 1.5 schema (but for Teams’ own list of people) and looked at.

    After a wanted change: `python -m tests.bot.chat.teams.test_cards` writes them anew; check and look again.
    """
    path = GOLDEN / f"{name}.json"
    assert CARDS[name] == json.loads(path.read_text(encoding="utf-8")), f"differs from {path}"


@pytest.mark.parametrize("name", sorted(CARDS))
def test_cards_hold_no_mention_and_only_safe_links(name: str) -> None:
    """Nothing from data becomes a mention, a link that `safe_link` refuses, or text read as Markdown."""
    for element in every(CARDS[name]):
        assert "entities" not in element
        assert element.get("type") != "TextBlock"  # its text would be read as Markdown
        if element.get("type") == "Action.OpenUrl":
            assert safe_link(element["url"]) == element["url"]
            assert "evil" not in element["url"]
    assert len(CARDS[name].get("actions", ())) <= 6
    names = [one["id"] for one in every(CARDS[name]) if str(one.get("type")).startswith("Input.")]
    assert len(names) == len(set(names)), "two fields of one name on a card"
    for element in every(CARDS[name]):
        for one in element.get("choices", ()):
            assert one["title"], "a choice without a title is refused"
            assert one["value"], "a choice without a value is refused"


def test_the_hit_is_what_stands_out() -> None:
    """The passage is quoted whole, with exactly the matched words in bold."""
    runs = [one for one in every(alert_card(ALERT)) if one.get("type") == "TextRun"]
    assert [run["text"] for run in runs if run.get("highlight")] == ["深圳大学", "A100"]
    quote = "".join(run["text"] for run in runs)
    assert f"“{ALERT.evidence[0].passage}”" in quote


def test_what_the_headline_shows_gets_no_box_of_its_own() -> None:
    """A term found only in the title is still told, with how; the text's passage alone stands in a box."""
    headline = evidence("Tianjin University", "org", "Tianjin", passage="Tianjin buys cards", field="title")
    body = alert_card(replace(ALERT, title=headline.passage, evidence=(headline, *ALERT.evidence)))["body"]
    [box] = [one for one in body[1:] if one.get("style") == "emphasis"]
    assert ALERT.evidence[0].passage in "".join(run["text"] for run in box["items"][0]["inlines"])
    [told] = [one for one in body if one.get("inlines", [{}])[0].get("text") == "Tianjin University"]
    assert told["inlines"][1]["text"].strip()
    assert told not in box["items"]


def test_a_webhooks_card_has_no_button_that_needs_a_bot() -> None:
    """A Workflows webhook cannot answer Action.Execute or Action.Submit."""
    types = {one.get("type") for one in every(workflow_message(ALERT))}
    assert "Action.OpenUrl" in types
    assert not types & {"Action.Execute", "Action.Submit"}


def huge() -> Alert:
    passage = "深圳大学" * 400
    some = tuple(
        evidence(f"Term {n} " + "x" * 190, "org", "深圳大学", passage=f"{n}{passage}", note="注" * 900)
        for n in range(40)
    )
    return replace(
        ALERT,
        title="题" * 5000,
        text="文\n" * 9000,
        why=("因" * 2000,) * 20,
        evidence=some,
        facts=ALERT.facts * 200,
        lines=(Line(text="行" * 999, url="https://a.example/" + "p" * 2900, detail="细" * 999),) * 500,
        sources=(SourceLink(url="https://a.example/" + "q" * 2900, name="源" * 999),) * 300,
    )


def test_an_alert_of_any_size_fits() -> None:
    """Teams refuses what is too large: a card loses quotes, lines and links until it fits."""
    bot, webhook = alert_card(huge()), workflow_message(huge())
    assert len(json.dumps(bot, ensure_ascii=False).encode("utf-16-le")) <= BOT_BYTES
    assert len(json.dumps(webhook, ensure_ascii=False).encode()) <= 28_000
    assert WEBHOOK_BYTES < 28_000
    texts = " ".join(one["text"] for one in every(webhook) if one.get("type") == "TextRun")
    assert "more passages" in texts
    assert "more lines" in texts
    long = Reply(title="t", parts=tuple(Paragraph("长" * 1900) for _ in range(400)))
    assert len(json.dumps(reply_card(long), ensure_ascii=False).encode("utf-16-le")) <= BOT_BYTES


@given(st.text(max_size=60))
def test_escaped_text_reads_as_it_was_written(text: str) -> None:
    """Undoing backslashes and entities as CommonMark does gives the text back, and no syntax is left bare."""
    safe = escaped(text, 200)
    bare = re.sub(r"\\[!-/:-@\[-`{-~]", "x", safe)
    assert not re.search(r"[*_\[\]()`~#<>|]", bare)
    assert not re.match(r"[-+=]|\d+[.)]", bare)
    undone = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", safe)
    undone = undone.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
    assert undone == escaped_free(text)


def escaped_free(text: str) -> str:
    from bot.chat.teams.text import plain

    return plain(text, 200)


def test_a_markdown_link_cannot_be_ended_early() -> None:
    """Brackets in the label and parentheses in the address stay part of them; a bad address is no link."""
    assert markdown_link("a]b", "https://x.example/(y)") == r"[a\]b](https://x.example/%28y%29)"
    assert markdown_link("a", "javascript:alert(1)") == "a"


def test_evidence_whose_position_is_wrong_does_no_harm() -> None:
    """Positions outside the passage, or across each other, quote the passage without a hit."""
    wrong: list[Evidence] = [
        evidence("a", "org", "深圳大学", start=900, end=950),
        evidence("b", "org", "深圳大学", start=3, end=1),
        evidence("c", "org", "深圳大学", start=0, end=4),
        evidence("d", "org", "深圳大学", start=2, end=6),
    ]
    runs = [one for one in every(alert_card(replace(ALERT, evidence=tuple(wrong)))) if "highlight" in one]
    assert [run["text"] for run in runs] == ["深圳大学"]


def test_the_notification_says_what_and_how_bad() -> None:
    """What a phone shows is plain text without control characters."""
    assert summary(ALERT) == f"High severity: {ALERT.title}"
    assert summary(HOSTILE) == (
        "High severity: <at>everyone</at> *free* [ofac.gov](https://evil.example) & Co gnp.exe"
    )


if __name__ == "__main__":
    for made, drawn in CARDS.items():
        text = json.dumps(drawn, ensure_ascii=False, indent=1)
        (GOLDEN / f"{made}.json").write_text(text + "\n", encoding="utf-8")


def test_how_serious_a_row_is_stands_first() -> None:
    """In words and colour, as in a digest; of what has no severity the word stays in its place."""
    rows = (("high", "Rented chips", "A100", "a1"), ("health", "Source fails", "", "a2"))
    shown = reply_card(Reply(title="t", parts=(Table((SEVERITY, "Title", "Terms", "Alert"), rows),)))
    said = ["".join(one["text"] for one in line["inlines"]) for line in shown["body"]]
    assert said[1:] == [
        "High Rented chips",
        "Terms A100 · Alert a1",
        "Source fails",
        "Severity health · Alert a2",
    ]
    assert shown["body"][1]["inlines"][0]["color"] == "Attention"


def test_a_choice_says_what_is_chosen() -> None:
    """Of an offer that says nothing of it: which."""
    choices = (("Tomorrow", "--days=1"),)
    labels = []
    for fill in ("Until when", ""):
        offer = Offer(label="Snooze…", words="alerts snooze a1", fill=fill, choices=choices)
        (button,) = reply_card(Reply(title="t", offers=(offer,)))["actions"]
        labels.append(button["card"]["body"][0]["label"])
    assert labels == ["Until when", "Which"]


def test_a_command_in_what_a_digest_says_of_itself_is_drawn_as_one() -> None:
    drawn = str(alert_card(replace(DIGEST, text="Each is kept: `alerts list`.")))
    assert "'text': 'alerts list'" in drawn
    assert "`alerts list`" not in drawn
