"""`status`: at a glance what waits, what is watched, how the reading goes, and how to begin.

Synchronous; returns a Reply. What Slack shows on the app's Home is this answer.
"""

import watchers.lists.store
import watchers.store
import watchlists.store
from bot.actors import Actor
from bot.alerting.drafting import in_short
from bot.alerts import Alert
from bot.commands import quiet
from bot.commands.alerts import waiting
from bot.commands.desk import Desk
from bot.commands.offers import to_handle
from bot.entry_words import in_a_sentence
from bot.outbox import outbox
from bot.replies import (
    SEVERITY,
    Bullets,
    Cell,
    Facts,
    Link,
    Paragraph,
    Part,
    Reply,
    Table,
    Tone,
    counted,
    when,
)

SHOWN = 5  # open alerts named
_TROUBLE = {
    "Failing": "not every source can be read",
    "Not in force": "the newest file of a list is not in force",
    "Undelivered": "not every alert arrived",
}
_BEGIN = (
    "`lookup NAME`: who is held under a name, on any official list",
    "`watchlist show`: what is watched; `watchlist add NAME`: watch one more",
    "`alerts list --state open`: what nobody has looked at yet",
    "`lists changes`: what changed on official lists lately",
    "`help`: every other word",
)


def status(desk: Desk, actor: Actor) -> Reply:
    """Answer what waits for the team, what it watches, and how sources, lists and deliveries are."""
    open_ones = waiting(desk, actor)
    facts = (
        ("Open alerts", _open(open_ones)),
        ("Watched", _watched(desk, actor)),
        *_sources(desk),
        *_lists(desk),
        *_undelivered(desk, actor),
        *((("Quiet hours", held),) if (held := quiet.said(desk, actor)) else ()),
    )
    parts: list[Part] = [Facts(tuple(facts))]
    if open_ones:
        parts.append(Paragraph("What nobody has looked at yet:"))
        parts.append(
            Table((SEVERITY, "Title", "Found", "When", "Alert"), tuple(map(_row, open_ones[:SHOWN])))
        )
        if len(open_ones) > SHOWN:
            rest = len(open_ones) - SHOWN
            parts.append(Paragraph(f"… and {rest:,} more: `alerts list --state open`"))
    parts += [Paragraph("What you can ask:"), Bullets(_BEGIN)]
    trouble = [_TROUBLE[label] for label, _ in facts if label in _TROUBLE]
    title = counted(len(open_ones), "open alert") if open_ones else "Nothing waits for you"
    if trouble:  # what cannot be read brings no alert: silence is no all-clear
        title = f"{title if open_ones else 'No open alert'}, but {in_a_sentence(trouble)}"
    return Reply(
        title=title,
        tone=Tone.WARNING if trouble else Tone.OK,
        parts=tuple(parts),
        data={
            "open": [alert.id for alert in open_ones],
            **{label.lower().replace(" ", "_"): value for label, value in facts},
        },
        offers=to_handle(open_ones[:SHOWN]),
        fields={"next": "alerts list --state open"} if len(open_ones) > SHOWN else {},
    )


def _open(alerts: tuple[Alert, ...]) -> str:
    if not alerts:
        return "none"
    by = [(grade, sum(alert.severity == grade for alert in alerts)) for grade in ("high", "medium", "low")]
    return ", ".join(f"{count:,} {grade}" for grade, count in by if count)


def _row(alert: Alert) -> tuple[Cell, ...]:
    title: Cell = Link(alert.title, alert.sources[0].url) if alert.sources else alert.title
    return (str(alert.severity), title, in_short(alert), when(alert.created), alert.id)


def _watched(desk: Desk, actor: Actor) -> str:
    rows = watchlists.store.names(desk.db, actor.team)
    own = [row for row in rows if not row["official"] and row["terms"]]
    terms = sum(row["terms"] for row in own)
    whole = [row["name"] for row in rows if row["official"]]
    said = f"{counted(terms, 'term')} in {counted(len(own), 'watchlist')}"
    return said + (f"; every party of {', '.join(whole)}" if whole else "")


def _sources(desk: Desk) -> tuple[tuple[str, str], ...]:
    every = watchers.store.sources_and_states(desk.db)
    polled = [(source, state) for source, state in every if not source.paused]
    failing = [source.id for source, state in polled if state.failures]
    unread = sum(not state.last_success_at and not state.failures for _, state in polled)
    well = len(polled) - len(failing) - unread
    said = f"{well} of {len(every)} read without fault"
    said += f", {unread} not read yet" if unread else ""
    said += f", {len(every) - len(polled)} paused" if len(every) > len(polled) else ""
    if not every:
        said = "none yet; the first `sanctions-watch run` adds the default ones"
    named = ", ".join(failing[:SHOWN]) + (f" and {len(failing) - SHOWN} more" if len(failing) > SHOWN else "")
    return (("Sources", said), *((("Failing", f"{named}; “sources list” says why"),) if failing else ()))


def _lists(desk: Desk) -> tuple[tuple[str, str], ...]:
    held = watchers.lists.store.held_lists(desk.db)
    if not held:
        return (("Official lists", "none held yet"),)
    entries = sum(row["entries"] for row in held)
    newest = max(row["read_at"] for row in held)[:16].replace("T", " ")
    faulty = ", ".join(row["source_id"] for row in held if row["fault"])
    said = f"{counted(entries, 'entry', 'entries')} of {counted(len(held), 'list')}, last read {newest} UTC"
    more = (("Not in force", f"the newest file of {faulty}; “lists list” says why"),) if faulty else ()
    return (("Official lists", said), *more)


def _undelivered(desk: Desk, actor: Actor) -> tuple[tuple[str, str], ...]:
    dead = outbox.undelivered(desk.db, actor.team)
    return (
        (("Undelivered", f"{counted(len(dead), 'alert')}; “alerts list” says where and why"),) if dead else ()
    )
