"""The terminal as a channel: what a person reads, and what never reaches the terminal."""

import io
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.console import Console, RenderableType

from bot.alerts import Alert, AlertKind, Destination
from bot.chat.harmless import clean
from bot.chat.slack.render import headline
from bot.chat.teams.render import alert_card, summary
from bot.chat.terminal.channel import TerminalChannel
from bot.chat.terminal.render import render_alert
from bot.chat.terminal.reply import render_reply
from bot.chat.wording import quoted
from bot.errors import DeliveryError, Failure
from bot.replies import Bullets, Facts, Link, Paragraph, Reply, Table, Tone
from tests.bot.teams_kit import ALERT, DIGEST, HEALTH, HOSTILE
from watchlists.model import Severity

PLACE = Destination(id="terminal:", team="default", channel="terminal", address="")
REPLY = Reply(
    title="2 candidates",
    tone=Tone.WARNING,
    parts=(
        Table(("Score", "Name"), (("0.98", "[bold]深圳大学[/bold]"),)),
        Facts((("List", Link("89 FR 1", "https://www.federalregister.gov/d/1")),)),
        Bullets(("one", Link("evil", "javascript:alert(1)"))),
        Paragraph("first\nsecond"),
    ),
)


def shown(what: RenderableType, *, width: int = 80, colour: bool = False) -> str:
    console = Console(
        file=io.StringIO(), width=width, force_terminal=colour, color_system="standard" if colour else None
    )
    with console.capture() as captured:
        console.print(what)
    return captured.get()


def flat(text: str) -> str:
    """Return the words without the bar and the line breaks."""
    return re.sub(r"[\s┃]+", " ", text)


def test_an_alert_shows_all_it_knows() -> None:
    """Severity as a word, title, passage with its hits, terms and why, facts, source with its address."""
    words = flat(shown(render_alert(ALERT)))
    for part in (
        "HIGH SEVERITY",
        ALERT.title,
        "“[深圳大学]拟租用公有云算力，需要 8 张 NVIDIA [A100]，",
        "Shenzhen University organisation, as “深圳大学” (alias)",
        "Named in reports on rented A100 cards.",
        "NVIDIA A100 chip, as “A100” (model)",
        "Buyer 深圳大学",
        "Why An organisation and a chip are named near each other.",
        "Source CCGP published 2026-11-23 09:04 UTC https://www.ccgp.gov.cn/notice/1.htm",
        "Alert a1",
    ):
        assert part in words


@pytest.mark.parametrize("alert", [ALERT, HOSTILE, DIGEST, HEALTH], ids=lambda alert: alert.id)
@pytest.mark.parametrize("width", [40, 80, 120])
def test_lines_keep_to_the_width_also_in_chinese(alert: Alert, width: int) -> None:
    """Every line fits, counted in cells: a Chinese character takes two."""
    assert max(cell_len(line) for line in shown(render_alert(alert), width=width).splitlines()) <= width


def test_severity_is_a_colour_and_the_hit_stands_out() -> None:
    """On a terminal the severity is coloured and the hit reversed; the words stay the same."""
    text = shown(render_alert(ALERT), colour=True)
    assert "\x1b[1;7;91m HIGH SEVERITY " in text
    assert "\x1b[1;7m深圳大学" in text
    assert "]8;" in text  # the source is a link


def test_the_three_say_how_severe_a_list_change_is() -> None:
    """In words: who sees no colours, and whoever reads a notification, learns it too."""
    change = replace(ALERT, kind=AlertKind.LIST_CHANGE, severity=Severity.MEDIUM)
    assert "MEDIUM · LIST CHANGE" in shown(render_alert(change))
    assert summary(change).startswith("Medium · List change: ")
    assert "MEDIUM · LIST CHANGE" in str(alert_card(change))
    assert "Medium · List change · " in headline(change)


def test_the_title_is_quoted_only_where_nothing_else_is() -> None:
    """It is the headline; what was found in it is told all the same."""
    titled = replace(ALERT.evidence[0], field="title", passage=ALERT.title, start=0, end=2, term="Quay Lab")
    both = replace(ALERT, evidence=(titled, ALERT.evidence[0]))
    for drawn in (flat(shown(render_alert(both))), str(alert_card(both))):
        assert "Quay Lab" in drawn
        assert "in the title" in drawn
        assert "(title)" not in drawn
    for drawn in (flat(shown(render_alert(replace(ALERT, evidence=(titled,))))),):
        assert "(title)" in drawn


def test_digest_and_health_messages_have_their_lines() -> None:
    """Lines carry severity, text, detail and the host they lead to; a bad address leads nowhere."""
    words = flat(shown(render_alert(DIGEST)))
    assert "• low A notice about A100 – one kind (a.example)" in words
    assert "• A story" in words
    assert "javascript" not in words
    assert "CCGP list does not answer Three polls failed. What was known stays." in flat(
        shown(render_alert(HEALTH))
    )


def test_a_reply_is_drawn_with_all_its_parts() -> None:
    """Tables, facts, lists and paragraphs; rich markup in data stays text; a bad address is no link."""
    text = shown(render_reply(REPLY), colour=True)
    words = flat(shown(render_reply(REPLY)))
    assert "! 2 candidates" in words
    assert "0.98 [bold]深圳大学[/bold]" in words
    assert "89 FR 1 (www.federalregister.gov)" in words
    assert "• evil first second" in words
    assert "javascript" not in text


ESCAPES = [
    "\x1b[31m",
    "\x1b]0;title\x07",
    "\x1b]8;;http://evil\x1b\\",
    "\x9b2J",
    "\x1bc",
    "\x07",
    "\x08",
    "\u202e",
]


@pytest.mark.parametrize("nasty", ESCAPES)
def test_no_control_sequence_from_outside_reaches_the_terminal(nasty: str) -> None:
    """Wherever data is shown, escape sequences are gone before it is."""
    first, link = ALERT.evidence[0], ALERT.sources[0]
    passage = f"{nasty}深圳{nasty}大学{nasty} x"
    alert = replace(
        ALERT,
        title=f"a{nasty}b",
        team=f"t{nasty}",
        text=f"x{nasty}\n{nasty}y",
        why=(f"w{nasty}",),
        evidence=(
            replace(
                first, term=nasty, detail=nasty, note=nasty, passage=passage, start=0, end=len(passage) - 2
            ),
        ),
        facts=tuple(replace(fact, label=f"l{nasty}", value=f"v{nasty}") for fact in ALERT.facts),
        sources=(replace(link, name=f"n{nasty}", url=f"https://x.example/{nasty}"),),
        lines=tuple(replace(line, text=f"z{nasty}", detail=nasty) for line in DIGEST.lines),
    )
    reply = Reply(title=f"r{nasty}", parts=(Paragraph(f"p{nasty}"), Table((nasty,), ((nasty,),))))
    for text in (shown(render_alert(alert)), shown(render_reply(reply))):
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", text)


@given(st.text())
def test_cleaning_keeps_words_and_drops_the_rest(text: str) -> None:
    """Nothing a display obeys is left; cleaning twice changes nothing more; lines stay when asked for."""
    once = clean(text)
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e]", once)
    assert clean(once) == once
    assert "\n" not in once
    assert clean("a\r\nb\n c", lines=True) == "a\nb\nc"
    assert quoted(text).count('"') == 2


async def test_the_channel_prints_and_marks_updates_and_repeats() -> None:
    """A post is a card; a newer revision is printed again and says so; nothing can be read back."""
    out = io.StringIO()
    channel = TerminalChannel(Console(file=out, width=80))
    assert (await channel.post("k", ALERT, PLACE)).message_id == "k"
    assert "updated" not in out.getvalue()
    await channel.update("k", "k", ALERT, PLACE)
    assert "updated" in out.getvalue()
    assert "May have been posted before" not in out.getvalue()
    await channel.post("k", ALERT, PLACE, repeat=True)
    assert "May have been posted before" in out.getvalue()
    assert not channel.can_find
    assert await channel.find(["k"], PLACE, timedelta(hours=1)) == {}
    await channel.close()


async def test_a_terminal_without_chinese_shows_question_marks() -> None:
    """What the encoding cannot show never costs the alert."""
    raw = io.BytesIO()
    out = io.TextIOWrapper(raw, encoding="ascii")
    await TerminalChannel(Console(file=out, width=80)).post("k", ALERT, PLACE)
    assert b"HIGH SEVERITY" in raw.getvalue()
    assert b"NVIDIA A100" in raw.getvalue()


class Broken(io.StringIO):
    def __init__(self, error: Exception) -> None:
        super().__init__()
        self.error = error

    def write(self, text: str) -> int:
        raise self.error


@pytest.mark.parametrize(
    ("error", "failure"),
    [
        (BrokenPipeError(), Failure.SURE),
        (OSError(28, "No space left on device"), Failure.AMBIGUOUS),
        (ValueError("I/O operation on closed file."), Failure.AMBIGUOUS),
    ],
)
async def test_output_that_fails_is_a_delivery_error(error: Exception, failure: Failure) -> None:
    """A closed pipe took nothing; a full disk may have taken a part."""
    channel = TerminalChannel(Console(file=Broken(error), width=80))
    with pytest.raises(DeliveryError) as caught:
        await channel.post("k", ALERT, PLACE)
    assert caught.value.failure is failure


def test_a_table_that_does_not_fit_becomes_a_list() -> None:
    """Narrow rows stand in columns; wide ones are named and told line by line, so that no word is cut up."""
    narrow = Table(("Source", "Health"), (("wire", "ok"), ("csl", "failing 3×")))
    assert re.search(r"wire +ok", shown(render_reply(Reply(title="t", parts=(narrow,)))))
    name = "深圳大学智能计算云服务采购项目成交公告"
    row = ("a57dbc4b0cf3", "high", name, "Shenzhen University, Amazon Web Services, NVIDIA A100, NVIDIA H100")
    wide = Table(("Alert", "Severity", "Title", "Terms"), (row, row))
    text = shown(render_reply(Reply(title="t", parts=(wide,))), width=80)
    assert text.count(name) == 2
    assert "Alert a57dbc4b0cf3 · Severity high · Terms Shenzhen University" in flat(text)
    assert max(cell_len(one) for one in text.splitlines()) <= 80


@pytest.mark.parametrize("mark", ["\u0301", "\u20dd", "\u0489"])
def test_marks_do_not_pile_up_over_the_lines_around(mark: str) -> None:
    """What a language needs stays: Vietnamese has two on a letter, Hebrew four."""
    assert clean(f"H{mark * 3000}100 rented") == f"H{mark * 4}100 rented"
    for unseen in ("\u200e", "\u200d"):
        assert clean(f"H{f'{mark}{unseen}' * 3000}100").count(mark) == 4, "also with something between"
    for kept in ("e\u0302\u0301", "\u05d1\u05b0\u05bc\u0591\u05bd"):
        assert clean(kept) == kept
