"""Alerts as Adaptive Cards 1.5. Pure: plain dictionaries, no SDK.

Knows what Teams shows of a card: no more than six buttons, size limits. A card that would be too large is
built again with less of its quotes, lines and links until it fits.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.alerts import OURS, WITH_COMMANDS, Alert, Evidence, SourceLink
from bot.alerts import Line as AlertLine
from bot.cases import TriageState
from bot.chat import wording
from bot.chat.direction import isolated, isolated_stretches
from bot.chat.harmless import shortened
from bot.chat.links import shown_host
from bot.chat.quotes import Quote, passages
from bot.chat.teams.actions import actions
from bot.chat.teams.elements import (
    INKS,
    Card,
    Element,
    card,
    first_that_fits,
    graded,
    linked,
    more,
    note,
    rich,
    run,
    sentence,
)
from bot.chat.teams.text import escaped, lines, plain
from bot.chat.titles import in_english
from bot.replies import when
from watchlists.model import Severity

_STYLES = {Severity.HIGH: "attention", Severity.MEDIUM: "warning", Severity.LOW: "accent"}


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
        body = [*_head(alert, repeat=repeat)]
        if alert.state is not TriageState.DISMISSED:  # of no concern: its head, and the way back
            body += _body(alert, plan)
        return card(body, list(actions(alert, plan.sources, plan.lines, for_webhook=for_webhook)))

    return first_that_fits((build(plan) for plan in _PLANS), for_webhook=for_webhook)


def summary(alert: Alert) -> str:
    """Return the line a notification shows, plain text."""
    return f"{wording.label(alert)}: {plain(alert.title, 200)}"


def _head(alert: Alert, *, repeat: bool) -> Iterator[Element]:
    calm = alert.kind in OURS or alert.state is TriageState.DISMISSED
    style = "emphasis" if calm else _STYLES.get(alert.severity, "emphasis")
    ink = INKS.get(alert.severity, "Default") if style != "emphasis" else "Default"
    title = isolated(plain(alert.title, 160)) or "(no title)"
    items: list[Element] = [
        {
            "type": "ColumnSet",
            "columns": [
                {
                    "type": "Column",
                    "width": "stretch",
                    "items": [rich([run(_word(alert).upper(), weight="Bolder", size="Small", color=ink)])],
                },
                {
                    "type": "Column",
                    "width": "auto",
                    "items": [
                        rich(
                            [
                                run(
                                    f"{'found ' if alert.sources else ''}{when(alert.created)}",
                                    size="Small",
                                    isSubtle=True,
                                )
                            ]
                        )
                    ],
                },
            ],
        },
        rich([run(title, weight="Bolder", size="Large")], spacing="Small"),
    ]
    if said := in_english(alert):
        items.append(rich([run(plain(said, 300), size="Small")], spacing="None"))
    yield {"type": "Container", "style": style, "bleed": True, "items": items}
    if repeat:
        yield note(wording.REPEATED)
    for did, who, rest in (wording.handled(alert), wording.noted(alert)):
        if did:
            yield rich([run(f"{did} "), run(who, weight="Bolder"), run(f" · {rest}", isSubtle=True)])


def _word(alert: Alert) -> str:
    return "Dismissed" if alert.state is TriageState.DISMISSED else wording.label(alert)


def _body(alert: Alert, plan: _Plan) -> Iterator[Element]:
    for number, why in enumerate(alert.why[:6]):
        first = [run("Why: ", weight="Bolder")] if number == 0 else []
        said = plain(why, 400)
        yield rich([*first, run(said[:1].upper() + said[1:])], spacing="Small")
    for one in lines(alert.text, plan.text) if plan.text else ():
        yield rich(sentence(one) if alert.kind in WITH_COMMANDS else [run(one)])
    told, rest = wording.weighed(alert.facts)
    facts = [
        {"title": escaped(fact.label, 60), "value": isolated(escaped(fact.shown, 400))}
        for fact in told[: plan.facts]
    ]
    if facts:
        yield {"type": "FactSet", "facts": facts, "separator": True}
    if rest and plan.facts:
        said = " · ".join(rest)
        yield rich([run(said, size="Small", isSubtle=True)], spacing="Small")
    found = passages(alert.evidence, around=plan.around)
    for quote in found[: plan.quotes]:
        yield from _quote(quote, plan)
    yield from more(len(found), plan.quotes, "passage")
    for number, entry in enumerate(wording.entries(alert)[: plan.lines]):
        yield _entry(entry, first=number == 0)
    if rest_said := wording.the_rest(alert, plan.lines):
        yield rich(sentence(rest_said, isSubtle=True), spacing="Small")
    yield from _watched(alert, plan)
    if alert.sources[: plan.sources]:
        yield _sources(alert.sources[: plan.sources])
    yield from more(len(alert.sources), plan.sources, "source")


def _quote(quote: Quote, plan: _Plan) -> Iterator[Element]:
    """Yield a box with the passage and what was found in it; without a box what the headline shows."""
    terms = [_term(one) for one in quote.evidence[: plan.terms]]
    terms += more(len(quote.evidence), plan.terms, "term")
    if not quote.stretches:
        yield from terms
        return
    runs = [run("“")]
    for stretch, hit in isolated_stretches(quote.stretches):
        runs.append(run(stretch, weight="Bolder", highlight=True) if hit else run(stretch))
    runs.append(run("”"))
    if quote.field == "title":
        runs.append(run("  (title)", isSubtle=True))
    yield {"type": "Container", "style": "emphasis", "spacing": "Small", "items": [rich(runs), *terms]}


def _term(one: Evidence) -> Element:
    return rich(
        [
            run(isolated(plain(one.term, 200)), weight="Bolder", size="Small"),
            run(f"  {shortened(wording.how_found(one), 300)}", size="Small", isSubtle=True),
        ],
        spacing="Small",
    )


def _watched(alert: Alert, plan: _Plan) -> Iterator[Element]:
    """Small print: on which watchlists the terms are, and why the team put them there."""
    said = wording.watched(alert.evidence)[: 1 + plan.terms] if plan.terms else ()
    for number, one in enumerate(said):
        small = run(plain(one, 300), size="Small", isSubtle=True)
        yield rich([small], spacing="None" if number else "Default")


def _entry(entry: AlertLine, *, first: bool) -> Element:
    runs = [run("• ")]
    if entry.severity is not Severity.NONE:
        runs.append(graded(entry.severity))
    text, host = isolated(plain(entry.text, 300)), shown_host(entry.url)
    runs += [linked(text, entry.url), run(f" ({host})", isSubtle=True)] if host else [run(text)]
    if entry.detail:
        runs.append(run(f" – {isolated(plain(entry.detail, 300))}", isSubtle=True))
    if entry.triage:
        runs.append(run(f" · {wording.briefly(entry.triage)}", isSubtle=True, italic=True))
    return rich(runs, separator=first, spacing="Default" if first else "Small")


def _sources(sources: Sequence[SourceLink]) -> Element:
    items = []
    for source in sources:
        name = wording.source_name(source)
        host = shown_host(source.url)
        shown = isolated(plain(name, 200))
        runs = [linked(shown, source.url) if host else run(shown)]
        about = [host if host != name else "", wording.published(source.published)]
        if not host and source.url.strip():
            about.append("its address is not one that may be linked")
        said = " · ".join(one for one in about if one)
        if said:
            runs.append(run(f"  {said}", isSubtle=True, size="Small"))
        items.append(rich(runs, spacing="None"))
    heading = "Source" if len(sources) == 1 else "Sources"
    items.insert(0, rich([run(heading, isSubtle=True, size="Small")]))
    return {"type": "Container", "separator": True, "items": items}
