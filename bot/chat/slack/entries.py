"""The lines of an alert that holds many: a digest's matches, a list's changes. Pure."""

from bot.alerts import Alert, Line
from bot.chat.direction import isolated
from bot.chat.harmless import line, shortened
from bot.chat.links import safe_link
from bot.chat.slack.blocks import Block, context, paragraph
from bot.chat.slack.cases import line_became
from bot.chat.slack.text import Span, Spans, link, sentence, words
from bot.chat.wording import entries, the_rest
from watchlists.model import Severity

# Together these keep a message under Slack's undocumented limit on all blocks together; the rest is counted.
MAX_LINES = 100
MAX_LINES_SIZE = 40_000

SIGNS = {Severity.HIGH: "🔴", Severity.MEDIUM: "🟠", Severity.LOW: "🔵"}


def lines(alert: Alert) -> list[Block]:
    """Return the lines of `alert`, as many as a message holds, and how many more there are."""
    shown: list[Spans] = []
    size = 0
    for one in entries(alert)[:MAX_LINES]:
        spans = _entry(one)
        size += sum(len(span.text) + len(span.url) for span in spans)
        if size > MAX_LINES_SIZE:
            break
        shown.append(spans)
    return paragraph(shown) + context([sentence(the_rest(alert, len(shown)))])


def _entry(one: Line) -> Spans:
    sign = SIGNS.get(one.severity)
    graded = Span(f"{sign} {severity_word(one.severity)}  " if sign else "• ")
    text = link(one.url, one.text, limit=220) or (Span(isolated(shortened(line(one.text), 220))),)
    detail = shortened(line(one.detail), 200)
    return (graded, *text, *((Span(f" – {detail}"),) if detail else ()), *line_became(one))


def said(one: Line) -> str:
    """Return one line as escaped text, its address written out."""
    return " – ".join(part for part in (words(_entry(one)), safe_link(one.url) or "") if part)


def severity_word(severity: Severity) -> str:
    """Return how serious, as a word: `High`."""
    return str(severity).capitalize()
