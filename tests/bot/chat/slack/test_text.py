"""Text for Slack: outside text carries no markup, cuts hold, mrkdwn only where it is exact."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.harmless import line
from bot.chat.slack.blocks import MAX_SECTION, context, fields, header, paragraph, plain
from bot.chat.slack.text import Span, escape, exact, link, mrkdwn, spaced
from tests.slack_limits import complaints, mrkdwn_texts

HOSTILE = st.text(alphabet=st.sampled_from("<>&*_~`:|!@#> abc深\n"), max_size=60)
SPANS = st.lists(
    st.builds(
        Span,
        text=HOSTILE,
        bold=st.booleans(),
        italic=st.booleans(),
        url=st.sampled_from(["", "https://e.example/?a=1&b=2"]),
    ),
    min_size=1,
    max_size=5,
).map(tuple)
LIVE = re.compile(r"<(?!https://e\.example/\?a=1&amp;b=2\|)")


def test_three_characters_are_escaped_once() -> None:
    """Only & < > become entities; what looks like an entity already stays text."""
    assert escape("<!channel> & &lt;") == "&lt;!channel&gt; &amp; &amp;lt;"


@pytest.mark.parametrize(
    ("spans", "said"),
    [
        ((Span("plain"),), True),
        ((Span("see "), Span("A100", bold=True), Span(", rented")), True),
        ((Span("("), Span("A100", bold=True), Span(")")), True),
        ((Span("采购"), Span("深圳大学", bold=True), Span("项目")), False),
        ((Span("x"), Span("A100", bold=True)), False),
        ((Span(" A100", bold=True),), False),
        ((Span("a*b"),), False),
        ((Span("snake_case"),), False),
        ((Span(":fire:"),), False),
        ((Span("12:30 UTC"),), True),
        ((Span("> quoted"),), False),
        ((Span("a > b"),), True),
        ((Span("a|b", url="https://e.example/"),), False),
    ],
)
def test_mrkdwn_is_used_only_where_it_says_the_same(spans: tuple[Span, ...], said: bool) -> None:
    """Markup characters, and bold that touches other letters, need rich text."""
    assert exact(spans) is said


def test_bold_in_chinese_gets_a_blank() -> None:
    """A hit inside Chinese text stands free, so that it can be set in bold; Latin text is left alone."""
    spans = spaced((Span("采购"), Span("深圳大学", bold=True), Span("项目，含"), Span("A100", bold=True)))
    assert mrkdwn(spans) == "采购 *深圳大学* 项目，含 *A100*"
    assert exact(spans)
    latin = (Span("pre"), Span("A100", bold=True), Span("-80GB"))
    assert spaced(latin) == latin


@given(st.lists(SPANS, max_size=6), st.booleans(), st.booleans())
def test_no_outside_text_can_carry_markup(lines: list[tuple[Span, ...]], bullet: bool, quote: bool) -> None:
    """In every text that Slack reads markup in, the only links are ours and markup signs come from us."""
    blocks = paragraph(lines, bullet=bullet, quote=quote) + context(lines)
    if lines:
        blocks += fields([("Label", spans) for spans in lines])
    for text in mrkdwn_texts(blocks):
        assert not LIVE.search(text), text
    for block in paragraph(lines, bullet=bullet, quote=quote):
        if block.get("text", {}).get("type") == "mrkdwn":
            bare = "".join(re.sub(r"[*_~`]", "", s.text) for spans in lines for s in spans)
            ours = sum(2 * (s.bold + s.italic) for spans in lines for s in spans)
            assert len(re.findall(r"[*_~`]", block["text"]["text"])) <= ours, bare


@given(st.lists(SPANS, min_size=1, max_size=3))
def test_every_word_is_said(lines: list[tuple[Span, ...]]) -> None:
    """Whichever way a paragraph is written, no letter of it is lost."""
    wanted = [span.text for spans in lines if "".join(s.text for s in spans).strip() for span in spans]
    got = str(paragraph(lines))
    for text in wanted:
        for letter in set(text) & set("abc深"):
            assert letter in got


def test_long_paragraphs_become_several_blocks() -> None:
    """A section never exceeds Slack's limit, and no line is dropped."""
    blocks = paragraph([(Span(f"line {number} " + "&" * 100),) for number in range(60)], bullet=True)
    assert len(blocks) > 1
    assert all(len(block["text"]["text"]) <= MAX_SECTION for block in blocks)
    assert sum(block["text"]["text"].count("• ") for block in blocks) == 60


def test_a_line_too_long_for_a_section_is_still_said() -> None:
    """A single line above the limit is written as rich text, which has none."""
    (block,) = paragraph([(Span("&" * 2000, bold=True),)])
    assert block["type"] == "rich_text"


def test_a_plain_sentence_with_markup_signs_stays_plain() -> None:
    """Where nothing is set in bold, plain text says it exactly."""
    (block,) = paragraph([(Span("add U1 to SANCTIONS_WATCH_EDITORS (or *)"),)], bullet=True)
    assert block["text"] == {
        "type": "plain_text",
        "text": "• add U1 to SANCTIONS_WATCH_EDITORS (or *)",
        "emoji": False,
    }


def test_headlines_are_cut() -> None:
    """A headline keeps to 150 characters and shows that it was cut."""
    block = header("x" * 100_000)
    assert len(block["text"]["text"]) == 150
    assert block["text"]["text"].endswith("…")
    assert plain("", 10)["text"] == " "


@pytest.mark.parametrize(
    ("url", "label", "shown"),
    [
        (
            "https://bis.example.gov/x?a=1&b=2",
            "Entity List",
            "<https://bis.example.gov/x?a=1&amp;b=2|Entity List> (bis.example.gov)",
        ),
        ("https://bis.example.gov/x", "bis.example.gov", "<https://bis.example.gov/x|bis.example.gov>"),
        ("https://evil.example/", "ofac.gov", "<https://evil.example/|ofac.gov> (evil.example)"),
        ("https://ofac.gov@evil.example/", "OFAC", "OFAC"),
        ("javascript:alert(1)", "OFAC", "OFAC"),
        ("https://e.example/a|b>c", "", "<https://e.example/a%7Cb%3Ec|e.example>"),
    ],
)
def test_links_show_the_real_host(url: str, label: str, shown: str) -> None:
    """Only checked addresses become links, and what they lead to is said beside the label."""
    assert mrkdwn(link(url, label)) == shown


def test_plain_text_calls_nobody_anywhere() -> None:
    """Not even where something else than Slack shows the message; other brackets stay."""
    text = plain("ACME <Trading> & Co <!channel> <@U1> <#C1> <https://evil.example|ofac.gov>", 150)["text"]
    assert text == "ACME <Trading> & Co ‹!channel> ‹@U1> ‹#C1> ‹https://evil.example|ofac.gov>"


def test_control_characters_never_arrive() -> None:
    """Lone surrogates, which no UTF-8 request can carry, are cleaned before a block is made."""
    assert complaints({"text": "x", "blocks": [header(line("a\ud800b"))]}) == []
