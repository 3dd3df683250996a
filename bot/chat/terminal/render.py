"""An alert as a rich renderable, drawn the way a chat channel would show it. Pure.

Knows the shape of Alert and how a terminal shows them. Everything from outside becomes
`rich.text.Text` after `clean`: no markup is read from it and no control character reaches the terminal.
"""

from collections.abc import Iterator

from rich import box
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.padding import Padding
from rich.panel import Panel
from rich.style import Style
from rich.table import Table as RichTable
from rich.text import Text

from bot.alerts import CAN_BE_HANDLED, OURS, Alert, SourceLink
from bot.alerts import Line as AlertLine
from bot.cases import TriageState
from bot.chat import wording
from bot.chat.harmless import clean, line
from bot.chat.links import safe_link, shown_host
from bot.chat.quotes import Quote, passages
from bot.chat.titles import in_english
from bot.replies import when
from watchlists.model import Severity

MAX_QUOTES = 8
MAX_NOTES = 5
MAX_LINES = 40
_COLOURS = {
    Severity.HIGH: "bright_red",
    Severity.MEDIUM: "yellow",
    Severity.LOW: "cyan",
    Severity.NONE: "bright_blue",
}
_HIT = "bold reverse"
# A bar at the left, as chats draw an attachment; the sides stay open, so wide characters cannot break them.
_BAR = box.Box("┃   \n┃   \n┃   \n┃   \n┃   \n┃   \n┃   \n┃   \n")


def render_alert(alert: Alert, *, updated: bool = False, repeat: bool = False) -> RenderableType:
    """Return the alert as a card. `updated` marks a newer revision, `repeat` a possible second showing.

    What was printed cannot be edited, so an update is short: the values and sources as they are now.
    """
    colour = _colour(alert)
    head = RichTable.grid(expand=True, padding=(0, 1))
    head.add_column(no_wrap=True)
    head.add_column(justify="right", style="dim", no_wrap=True)
    head.add_row(
        Text.assemble(
            (f" {wording.label(alert).upper()} ", f"bold reverse {colour}"), *_marks(alert, updated=updated)
        ),
        when(alert.created),
    )
    parts: list[RenderableType] = [head, Text(line(alert.title) or "(no title)", style="bold")]
    if not updated and (said := in_english(alert)):
        parts.append(Text(line(said), style="dim"))
    if repeat:
        parts.append(Text(wording.REPEATED, style="italic yellow"))
    for did, who, rest in (wording.handled(alert), wording.noted(alert)):
        if did:
            parts.append(Text.assemble((f"{did} ", ""), (who, "bold"), (f" · {rest}", "dim")))
    if alert.state is TriageState.DISMISSED:
        return Panel(Group(*parts), box=_BAR, border_style="dim", padding=(0, 1))
    if alert.why and not updated:
        parts += [Text(), pairs([("Why", Text("\n".join(line(why) for why in alert.why)))])]
    if alert.text.strip():
        parts += [Text(), Text(clean(alert.text, lines=True))]
    if alert.facts:
        parts += [Text(), pairs([(line(fact.label), Text(line(fact.shown))) for fact in alert.facts])]
    if not updated:
        parts += _evidence(alert)
    if alert.lines:
        parts += [
            Text(),
            *(_entry(one) for one in wording.entries(alert)[:MAX_LINES]),
        ]
        if rest := wording.the_rest(alert, MAX_LINES):
            parts.append(Text(rest, style="dim"))
    if not updated:
        parts += _watched(alert)
    if alert.sources:
        first = "Source" if len(alert.sources) == 1 else "Sources"
        rows = [(first if not number else "", _source(one)) for number, one in enumerate(alert.sources)]
        parts += [Text(), pairs(rows)]
    if alert.kind in CAN_BE_HANDLED and not updated:
        parts.append(Text(f"Alert   {line(alert.id)}", style="dim"))  # the word for `alerts show ID`
    return Panel(Group(*parts), box=_BAR, border_style=colour, padding=(0, 1))


def _colour(alert: Alert) -> str:
    if alert.kind in OURS:
        return "magenta"
    return _COLOURS[alert.severity]


def _marks(alert: Alert, *, updated: bool) -> Iterator[tuple[str, str]]:
    if updated:
        yield "  updated", "bold"
    if alert.team:
        yield f"  {line(alert.team)}", "dim"


def _evidence(alert: Alert) -> Iterator[RenderableType]:
    found = passages(alert.evidence)
    for quote in found[:MAX_QUOTES]:
        yield Text()
        if quote.stretches:
            yield _Passage(quote)
        for one in quote.evidence:
            yield Padding(
                Text.assemble((line(one.term), "bold"), (f"  {line(wording.how_found(one))}", "")),
                (0, 0, 0, 2),
            )
    yield from _more(len(found), MAX_QUOTES)


def _watched(alert: Alert) -> Iterator[RenderableType]:
    """Small print: on which watchlists the terms are, and why the team put them there."""
    if said := wording.watched(alert.evidence):
        yield Text()
        yield Text("\n".join(said[: 1 + MAX_NOTES]), style="dim")
        yield from _more(len(said), 1 + MAX_NOTES)


class _Passage:
    """A quoted passage whose hits stand out: by style on a terminal, in brackets where styles are lost."""

    def __init__(self, quote: Quote) -> None:
        self._quote = quote

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Yield the passage as one Text."""
        del options
        text = Text("“")
        for stretch, hit in self._quote.stretches:
            if hit and console.color_system is None:
                text.append(f"[{stretch}]")
            else:
                text.append(stretch, style=_HIT if hit else "")
        text.append("”")
        if self._quote.field == "title":
            text.append("  (title)", style="dim")
        yield text


def _entry(one: AlertLine) -> RenderableType:
    text = Text("• ")
    if one.severity is not Severity.NONE:
        text.append(f"{one.severity} ", style=f"bold {_COLOURS[one.severity]}")
    text.append(line(one.text))
    if one.detail:
        text.append(f" – {line(one.detail)}", style="dim")
    host = shown_host(one.url)
    if host:
        text.append(" (")
        text.append(host, style=linked(one.url))
        text.append(")")
    if one.alert:
        text.append(f" {wording.briefly(one.triage) or line(one.alert)}", style="dim")
    return text


def _source(source: SourceLink) -> Text:
    text = Text.assemble((wording.source_name(source), "bold"))
    if source.published:
        text.append(f"  {wording.published(source.published)}", style="dim")
    link = safe_link(source.url)
    if link:
        text.append("\n")
        text.append(link, style=linked(source.url))
    elif source.url.strip():
        text.append("\n(its address is not one that may be linked)", style="dim")
    return text


def linked(url: str) -> Style:
    """Return the style of a link; `safe_link` lets nothing through that could end the escape sequence."""
    return Style(underline=True, link=safe_link(url))


def _more(count: int, limit: int) -> Iterator[RenderableType]:
    if count > limit:
        yield Text(f"… and {count - limit} more", style="dim")


def pairs(rows: list[tuple[str, Text]]) -> RenderableType:
    grid = RichTable.grid(padding=(0, 2))
    grid.add_column(style="dim", max_width=24)
    grid.add_column(overflow="fold")
    for name, value in rows:
        grid.add_row(Text(name), value)
    return grid
