"""Alert, Reply and the watchlist form as Adaptive Cards 1.5. Pure: plain dictionaries, no SDK.

Knows what Teams shows of a card: no more than six buttons, size limits, which elements read Markdown.
Text from outside goes through `teams_text`; links are the ones `safe_link` lets through. A card that would
be too large is built again with less of its quotes, lines and links until it fits.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from bot.alerts import Alert, AlertKind, Evidence, SourceLink
from bot.alerts import Line as AlertLine
from bot.chat.links import safe_link, shown_host
from bot.chat.teams_text import escaped, inert, lines, markdown_link, plain
from bot.chat.wording import REPEATED, Quote, because, label, quotes, source_name, when
from bot.replies import Bullets, Cell, Facts, Link, Paragraph, Part, Reply, Table, Tone
from watchlists.model import Severity

Card = dict[str, Any]
Element = dict[str, Any]

# Documented: about 100 KB of UTF-16 for a bot's message, advice to stay below 80; 28 KB for a webhook.
# The message around the card takes the rest.
BOT_BYTES = 78_000
WEBHOOK_BYTES = 27_000
MAX_ROWS = 25
MAX_COLUMNS = 3  # more do not fit side by side on a phone, nor in a channel's column
_BREAK = "\u200b"

_STYLES = {Severity.HIGH: "attention", Severity.MEDIUM: "warning", Severity.LOW: "accent"}
_INKS = {Severity.HIGH: "Attention", Severity.MEDIUM: "Warning", Severity.LOW: "Accent"}
_TONES = {Tone.OK: "Default", Tone.WARNING: "Warning", Tone.ERROR: "Attention"}
_KINDS = (("Organisation", "org"), ("Chip", "chip"), ("Cloud", "cloud"))


class Verb(StrEnum):
    """What our buttons ask for."""

    WHY = "why"
    FORM = "watchlist-form"
    ADD = "watchlist-add"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """How much of an alert a card shows."""

    quotes: int
    around: int
    terms: int
    facts: int
    lines: int
    sources: int
    text: int


_PLANS = (
    _Plan(quotes=6, around=160, terms=6, facts=16, lines=30, sources=8, text=2000),
    _Plan(quotes=4, around=120, terms=4, facts=10, lines=20, sources=4, text=1000),
    _Plan(quotes=2, around=80, terms=3, facts=6, lines=10, sources=2, text=500),
    _Plan(quotes=1, around=40, terms=1, facts=3, lines=5, sources=1, text=200),
    _Plan(quotes=0, around=40, terms=0, facts=0, lines=0, sources=0, text=0),
)


def alert_card(alert: Alert, *, for_webhook: bool = False, repeat: bool = False) -> Card:
    """Return the alert as a card; for a webhook without buttons that would need a bot to answer them.

    `repeat` says on the card that the same alert may have been posted before.
    """

    def build(plan: _Plan) -> Card:
        body = [*_head(alert, repeat=repeat), *_body(alert, plan)]
        return _card(body, list(_alert_actions(alert, plan, for_webhook=for_webhook)))

    return _fitting(build, for_webhook=for_webhook)


def summary(alert: Alert) -> str:
    """Return the line a notification shows, plain text."""
    return f"{label(alert)}: {plain(alert.title, 200)}"


def reply_card(reply: Reply) -> Card:
    """Return the answer to a command as a card, with a button to add `offer_term` where there is one."""
    parts: list[Element] = [
        _rich([_run(plain(reply.title, 300), weight="Bolder", size="Medium", color=_TONES[reply.tone])])
    ]
    for part in reply.parts:
        parts += _part(part)
    actions = [_form_button(reply.offer_term)] if reply.offer_term else []

    def build(plan: _Plan) -> Card:
        keep = dict(zip(_PLANS, (len(parts), 12, 6, 3, 1), strict=True))[plan]
        left_out = [_note("The rest is too long for a card; ask on the command line.")]
        return _card(parts[:keep] + (left_out if keep < len(parts) else []), actions)

    return _fitting(build, for_webhook=False)


def form_card(term: str, watchlists: Sequence[str]) -> Card:
    """Return the form that adds a term to one of `watchlists`, the first of them chosen."""
    body: list[Element] = [
        _rich([_run("Add to watchlist", weight="Bolder", size="Medium")]),
        {
            "type": "Input.Text",
            "id": "name",
            "label": "Name to watch",
            "value": plain(term, 200),
            "maxLength": 200,
            "isRequired": True,
            "errorMessage": "Give a name.",
        },
        _choice("kind", "Kind", _KINDS),
        _choice("watchlist", "Watchlist", [(plain(name, 100), name) for name in watchlists[:100]]),
        {
            "type": "Input.Text",
            "id": "aliases",
            "label": "Also written (separate with |)",
            "maxLength": 500,
        },
        {"type": "Input.Text", "id": "note", "label": "Why it is watched", "maxLength": 500},
    ]
    return _card(body, [{"type": "Action.Execute", "title": "Save", "verb": Verb.ADD, "data": {}}])


def _fitting(build: Callable[[_Plan], Card], *, for_webhook: bool) -> Card:
    limit, encoding = (WEBHOOK_BYTES, "utf-8") if for_webhook else (BOT_BYTES, "utf-16-le")
    card: Card = {}
    for plan in _PLANS:
        card = build(plan)
        if len(json.dumps(card, ensure_ascii=False).encode(encoding)) <= limit:
            break
    return card


def _card(body: Sequence[Element], actions: Sequence[Element]) -> Card:
    card: Card = {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json",
        "type": "AdaptiveCard",
        "version": "1.5",
        "msteams": {"width": "Full"},
        "body": list(body),
    }
    if actions:
        card["actions"] = list(actions)
    return card


def _head(alert: Alert, *, repeat: bool) -> Iterator[Element]:
    style = "emphasis" if alert.kind is AlertKind.HEALTH else _STYLES.get(alert.severity, "emphasis")
    ink = _INKS.get(alert.severity, "Default") if style != "emphasis" else "Default"
    title = plain(alert.title, 300) or "(no title)"
    items: list[Element] = [
        {
            "type": "ColumnSet",
            "columns": [
                {
                    "type": "Column",
                    "width": "stretch",
                    "items": [_rich([_run(label(alert).upper(), weight="Bolder", size="Small", color=ink)])],
                },
                {
                    "type": "Column",
                    "width": "auto",
                    "items": [_rich([_run(when(alert.created), size="Small", isSubtle=True)])],
                },
            ],
        },
        _rich([_run(title, weight="Bolder", size="Large")], spacing="Small"),
    ]
    yield {"type": "Container", "style": style, "bleed": True, "items": items}
    if repeat:
        yield _note(REPEATED)


def _body(alert: Alert, plan: _Plan) -> Iterator[Element]:
    for one in lines(alert.text, plan.text) if plan.text else ():
        yield _rich([_run(one)])
    found = quotes(alert.evidence, around=plan.around)
    for quote in found[: plan.quotes]:
        yield _quote(quote, plan)
    yield from _more(len(found), plan.quotes, "passage")
    facts = [
        {"title": escaped(fact.label, 60), "value": escaped(fact.value, 400)}
        for fact in alert.facts[: plan.facts]
    ]
    if facts:
        yield {"type": "FactSet", "facts": facts, "separator": True}
    for number, entry in enumerate(alert.lines[: plan.lines]):
        yield _entry(entry, first=number == 0)
    yield from _more(len(alert.lines), plan.lines, "line")
    for number, why in enumerate(alert.why[:6]):
        first = [_run("Why: ", weight="Bolder")] if number == 0 else []
        yield _rich([*first, _run(plain(why, 400))], separator=number == 0, spacing="Small")
    if alert.sources[: plan.sources]:
        yield _sources(alert.sources[: plan.sources])
    yield from _more(len(alert.sources), plan.sources, "source")


def _quote(quote: Quote, plan: _Plan) -> Element:
    runs = [_run("“")]
    for stretch, hit in quote.stretches:
        runs.append(_run(stretch, weight="Bolder", highlight=True) if hit else _run(stretch))
    runs.append(_run("”"))
    if quote.field == "title":
        runs.append(_run("  (title)", isSubtle=True))
    items = [_rich(runs)]
    for one in quote.evidence[: plan.terms]:
        items += _term(one)
    items += _more(len(quote.evidence), plan.terms, "term")
    return {"type": "Container", "style": "emphasis", "spacing": "Small", "items": items}


def _term(one: Evidence) -> Iterator[Element]:
    yield _rich(
        [
            _run(plain(one.term, 200), weight="Bolder", size="Small"),
            _run(f"  {plain(because(one), 300)}", size="Small", isSubtle=True),
        ],
        spacing="Small",
    )
    if one.note:
        note = f"watched because: {plain(one.note, 300)}"
        yield _rich([_run(note, size="Small", isSubtle=True, italic=True)], spacing="None")


def _entry(entry: AlertLine, *, first: bool) -> Element:
    runs = [_run("• ")]
    if entry.severity is not Severity.NONE:
        ink = _INKS.get(entry.severity, "Default")
        runs.append(_run(f"{entry.severity} ", weight="Bolder", color=ink))
    runs.append(_run(plain(entry.text, 300)))
    if entry.detail:
        runs.append(_run(f" – {plain(entry.detail, 300)}", isSubtle=True))
    host = shown_host(entry.url)
    if host:
        runs += [_run(" ("), _linked(host, entry.url), _run(")")]
    return _rich(runs, separator=first, spacing="Default" if first else "Small")


def _sources(sources: Sequence[SourceLink]) -> Element:
    items = []
    for source in sources:
        name = source_name(source)
        host = shown_host(source.url)
        runs = [_linked(plain(name, 200), source.url) if host else _run(plain(name, 200))]
        about = [host if host != name else "", when(source.published)]
        if not host and source.url.strip():
            about.append("its address is not one that may be linked")
        said = " · ".join(one for one in about if one)
        if said:
            runs.append(_run(f"  {said}", isSubtle=True, size="Small"))
        items.append(_rich(runs, spacing="None"))
    heading = "Source" if len(sources) == 1 else "Sources"
    items.insert(0, _rich([_run(heading, isSubtle=True, size="Small")]))
    return {"type": "Container", "separator": True, "items": items}


def _alert_actions(alert: Alert, plan: _Plan, *, for_webhook: bool) -> Iterator[Element]:
    links = [source.url for source in alert.sources[:10] if safe_link(source.url)]
    for url in links[: min(3, max(plan.sources, 1))]:
        title = f"Open {shown_host(url)}"
        yield {"type": "Action.OpenUrl", "title": title, "url": safe_link(url)}
    if for_webhook or alert.kind is not AlertKind.MATCH:
        return
    if links:
        yield {"type": "Action.Execute", "title": "Why?", "verb": Verb.WHY, "data": {"url": links[0]}}
    yield _form_button("")


def _form_button(term: str) -> Element:
    data = {"term": plain(term, 200)}
    return {"type": "Action.Execute", "title": "Add to watchlist", "verb": Verb.FORM, "data": data}


def _part(part: Part) -> Iterator[Element]:
    match part:
        case Paragraph(text=text):
            for one in lines(text, 2000):
                yield _rich([_run(one)], spacing="Small")
        case Facts(pairs=pairs):
            yield {
                "type": "FactSet",
                "facts": [
                    {"title": escaped(name, 60), "value": _fact(value)} for name, value in pairs[:MAX_ROWS]
                ],
            }
        case Bullets(lines=bullets):
            for cell in bullets[: 2 * MAX_ROWS]:
                yield _rich([_run("• "), *_cell(cell)], spacing="Small")
            yield from _more(len(bullets), 2 * MAX_ROWS, "line")
        case Table(columns=columns, rows=rows) if len(columns) > MAX_COLUMNS:
            lead = columns.index("Name") if "Name" in columns else 0
            for row in rows[:MAX_ROWS]:
                yield from _row(columns, row, lead)
            yield from _more(len(rows), MAX_ROWS, "row")
        case Table(columns=columns, rows=rows):
            head = [_table_cell([_run(plain(name, 60), weight="Bolder")]) for name in columns]
            body = [[_table_cell(_cell(cell)) for cell in row] for row in rows[:MAX_ROWS]]
            yield {
                "type": "Table",
                "showGridLines": False,
                "columns": [{"width": width} for width in _widths(columns, rows)],
                "rows": [{"type": "TableRow", "cells": cells} for cells in (head, *body)],
            }
            yield from _more(len(rows), MAX_ROWS, "row")


def _row(columns: Sequence[str], row: Sequence[Cell], lead: int) -> Iterator[Element]:
    """Draw a row of a wide table as a list entry: the leading cell in bold, below it the others by name."""
    leading = [{**run, "weight": "Bolder"} for run in _cell(row[lead])]
    yield _rich(leading, separator=True, spacing="Small")
    rest: list[Element] = []
    for number, (name, cell) in enumerate(zip(columns, row, strict=False)):
        if number == lead or cell == "":
            continue
        rest.append(_run(f"{' · ' if rest else ''}{plain(name, 60)} ", isSubtle=True, size="Small"))
        rest += [{**run, "size": "Small"} for run in _cell(cell)]
    if rest:
        yield _rich(rest, spacing="None")


def _widths(columns: Sequence[str], rows: Sequence[Sequence[Cell]]) -> list[int]:
    """Return each column's share of the width, by its longest cell within reason."""
    shares = [len(name) for name in columns]
    for row in rows[:MAX_ROWS]:
        for number, cell in enumerate(row[: len(shares)]):
            text = cell if isinstance(cell, str) else max(cell.label, shown_host(cell.url), key=len)
            shares[number] = max(shares[number], len(text))
    return [min(max(share, 8), 30) for share in shares]


def _table_cell(runs: Sequence[Element]) -> Element:
    return {"type": "TableCell", "items": [_rich(runs)]}


def _cell(cell: Cell) -> list[Element]:
    if isinstance(cell, str):
        return [_run(plain(cell, 400) or "–")]
    host = shown_host(cell.url)
    name = plain(cell.label, 200) or host or "link"
    if not host:
        return [_run(name)]
    shown = [_linked(name, cell.url)]
    if host not in name:
        # a zero-width space after each dot lets a narrow column break the line there
        shown.append(_run(f" ({host.replace('.', f'.{_BREAK}')})", isSubtle=True))
    return shown


def _fact(cell: Cell) -> str:
    if isinstance(cell, Link):
        return markdown_link(cell.label or shown_host(cell.url) or "link", cell.url)
    return escaped(cell, 600) or "–"


def _choice(name: str, title: str, choices: Sequence[tuple[str, str]]) -> Element:
    return {
        "type": "Input.ChoiceSet",
        "id": name,
        "label": title,
        "value": choices[0][1] if choices else "",
        "choices": [{"title": shown, "value": value} for shown, value in choices],
    }


def _more(count: int, limit: int, what: str) -> Iterator[Element]:
    if count > limit:
        left = count - limit
        yield _note(f"… and {left} more {what}{'' if left == 1 else 's'}")


def _note(text: str) -> Element:
    return _rich([_run(text, isSubtle=True, italic=True)], spacing="Small")


def _linked(text: str, url: str) -> Element:
    action = {"type": "Action.OpenUrl", "url": safe_link(url)}
    return _run(text, color="Accent", underline=True, selectAction=action)


def _run(text: str, **how: object) -> Element:
    return {"type": "TextRun", "text": inert(text), **how}


def _rich(runs: Sequence[Element], **how: object) -> Element:
    return {"type": "RichTextBlock", "inlines": list(runs), **how}
