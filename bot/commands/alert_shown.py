"""`alerts show`: all that is known of one alert. Synchronous; returns a Reply."""

from collections.abc import Iterable
from typing import Any

from bot.actors import Actor
from bot.alerts import Alert, AlertKind, Evidence, Move, SourceLink
from bot.commands.desk import Desk
from bot.commands.offers import ways
from bot.commands.quiet import why_it_waits
from bot.commands.triage import briefly, people, record
from bot.outbox import outbox
from bot.outbox.codec import as_json, life_as_json
from bot.replies import SEVERITY, Bullets, Cell, Facts, Link, Paragraph, Part, Reply, Table, when
from bot.triage import handling as triage
from bot.triage.colleagues import Names
from watchlists.model import Severity

MESSAGES = {  # what is no case for anybody is not counted as one, and has no severity of its own
    AlertKind.BASELINE: "first reading",
    AlertKind.DIGEST: "digest",
    AlertKind.HEALTH: "health",
    AlertKind.WELCOME: "welcome",
}


def alerts_show(desk: Desk, actor: Actor, alert_id: str) -> Reply:
    """Answer all that is known of one alert, and what became of it in each channel."""
    alert = triage.own(desk.db, actor, alert_id)
    deliveries = outbox.deliveries(desk.db, alert_id)
    first = [*_weight(alert), ("When", when(alert.created))]
    made = record(alert, Names(desk.db, actor.team))
    parts: list[Part] = [
        Facts(tuple(first)),
        Bullets(alert.why),
        Facts(tuple((fact.label, fact.shown) for fact in alert.facts)),
        Bullets(_passages(alert.evidence)),
        Bullets(tuple(Link(_dated(source), source.url) for source in alert.sources)),
        *_lines(alert),
        *((Paragraph("What became of it:"), Bullets(tuple(map(_moved, alert.moves)))) if alert.moves else ()),
        *((Paragraph("What was made of it:"), Bullets(made)) if made else ()),
        *((Paragraph("Where it was told:"),) if deliveries else ()),
        Bullets(
            tuple(
                f"{one.destination.id}: {one.state}"
                + (f" ({why_it_waits(one)})" if why_it_waits(one) else "")
                for one in deliveries
            )
        ),
    ]
    data: dict[str, Any] = {
        **as_json(alert),
        "deliveries": [life_as_json(one) for one in deliveries],
    }
    return Reply(
        title=alert.title,
        parts=tuple(part for part in parts if _holds(part)),
        data=data,
        offers=tuple(ways(alert)),
        people=people([alert], actor),
    )


def _weight(alert: Alert) -> list[tuple[str, str]]:
    """Return what the message is and how serious; of one that names alerts, how serious they are at most."""
    kind = MESSAGES.get(alert.kind, "")
    named = any(one.alert for one in alert.lines)
    said = [("Most severe" if named else "Severity", str(alert.severity))]
    return ([("Kind", kind)] if kind else []) + (said if alert.severity is not Severity.NONE else [])


def _lines(alert: Alert) -> tuple[Part, ...]:
    """Return all lines of an alert: of a summary the alerts it stands for, as `alerts list` shows them."""
    if not any(one.alert for one in alert.lines):
        said = (" – ".join(filter(None, (one.text, one.detail))) for one in alert.lines)
        pairs = zip(said, (one.url for one in alert.lines), strict=True)
        more = (Paragraph(f"… and {alert.more:,} more: `lists changes` has them."),) if alert.more else ()
        return (Bullets(tuple(Link(text, url) if url else text for text, url in pairs)), *more)
    rows = tuple(
        (
            str(one.severity),
            Link(one.text, one.url) if one.url else one.text,
            briefly(one.triage) if one.triage else "",
            one.detail,
            one.alert,
        )
        for one in alert.lines
    )
    more = (Paragraph(f"… and {alert.more:,} more, see `alerts list`."),) if alert.more else ()
    return (Table((SEVERITY, "Title", "Handled", "Found", "Alert"), rows), *more)


def _dated(source: SourceLink) -> str:
    """Return the name of a source, with when it says that it published."""
    return source.name + (f", published {when(source.published)}" if source.published else "")


def _moved(move: Move) -> Cell:
    """Return one step of the story: what it was, when it was read, what it brought; linked to its notice."""
    at = f", {when(move.at)}" if move.at else ""
    said = f"{move.head}{at}{': ' if move.told else ''}{'; '.join(move.told)}"
    return Link(said, move.url) if move.url else said


def _passages(evidence: Iterable[Evidence]) -> tuple[str, ...]:
    """Return each passage once, behind the terms that were found in it."""
    found: dict[str, list[str]] = {}
    for one in evidence:
        found.setdefault(one.passage, []).append(f"{one.term} ({one.reason})")
    return tuple(f"{', '.join(terms)}: “{passage}”" for passage, terms in found.items())


def _holds(part: Part) -> bool:
    return bool(part.pairs if isinstance(part, Facts) else part.lines if isinstance(part, Bullets) else True)
