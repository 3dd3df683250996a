"""`quiet`: the hours in which a team is told nothing, but what it names. Synchronous; returns Replies."""

from __future__ import annotations

import re

from bot.actors import Actor
from bot.alerts import Delivery
from bot.commands.desk import Desk
from bot.errors import CallError
from bot.outbox import quiet
from bot.outbox.quiet import QuietHours
from bot.replies import Facts, Offer, Paragraph, Reply, counted, when
from bot.triage import audit

_HOW = (
    "`quiet hours 20:00-07:30 Europe/Berlin --except high` holds back overnight what is not of high severity."
)
_UTC = (
    "No time zone was said, so these are hours of UTC; a zone or town goes behind them: `20:00-07:30 Berlin`."
)


def show(desk: Desk, actor: Actor) -> Reply:
    """Answer which quiet hours the team has, and what waits for their end."""
    own = quiet.hours(desk.db, actor.team)
    if own is None:
        return Reply(
            title="No quiet hours: alerts are posted when they are found",
            parts=(Paragraph(_HOW),),
            data={"hours": None, "until": None, "waiting": 0},
        )
    return Reply(title=f"Quiet hours {own}", parts=_parts(desk, actor, own), data=_data(desk, actor, own))


def begin(desk: Desk, actor: Actor, words: str, *, loud: str = "", weekend: bool = False) -> Reply:
    """Set the team's quiet hours: `words` are the hours and the time zone.

    What is found in them waits and comes as one digest when they end, but for what is as grave as `loud`.
    """
    try:
        first, last, zone = quiet.read_hours(words)
    except ValueError as error:
        raise CallError(str(error)) from None
    own = QuietHours(begin=first, end=last, zone=zone, loud=loud, weekend=weekend)
    before = _save(desk, actor, own)
    unsaid = zone == "UTC" and not re.search(r"utc|gmt|\bz$", words, re.IGNORECASE)
    return Reply(
        title=f"Quiet hours {own}",
        parts=(*((Paragraph(_UTC),) if unsaid else ()), *_parts(desk, actor, own)),
        data=_data(desk, actor, own),
        public=True,
        offers=(Offer(label="Undo", words=_words(before)),) if before != own else (),
    )


def end(desk: Desk, actor: Actor) -> Reply:
    """Take the team's quiet hours away; what waited for their end is told now."""
    waits = quiet.waiting(desk.db, actor.team, desk.clock())
    before = _save(desk, actor, None)
    told = f" {_waits(waits)} follow{'s' if waits == 1 else ''} now." if waits else ""
    return Reply(
        title="No quiet hours any more",
        parts=(Paragraph(f"Alerts are posted when they are found.{told}"),),
        data={"hours": None, "waiting": waits},
        public=True,
        offers=(Offer(label="Undo", words=_words(before)),) if before is not None else (),
    )


def why_it_waits(one: Delivery) -> str:
    """Return why a delivery is where it is: the chat's own word, or the quiet hours; "" for neither."""
    return one.note or (f"quiet hours, until {when(one.held_until)}" if one.held_until else "")


def said(desk: Desk, actor: Actor) -> str:
    """Return the quiet hours and what waits, for `status`; "" where there are none."""
    own = quiet.hours(desk.db, actor.team)
    if own is None:
        return ""
    until = own.until(desk.clock())
    waits = quiet.waiting(desk.db, actor.team, desk.clock())
    return f"{own}" + (f"; now until {when(until)}, {_waits(waits)} held back" if until else "")


def _save(desk: Desk, actor: Actor, own: QuietHours | None) -> QuietHours | None:
    """Keep these hours and return those there were."""
    with desk.db.atomic():
        before = quiet.hours(desk.db, actor.team)
        now = desk.clock()
        quiet.save_hours(desk.db, actor.team, own, now)
        audit.append(
            desk.db, actor, "alerts.quiet", actor.team, before=_noted(before), after=_noted(own), now=now
        )
    return before


def _words(own: QuietHours | None) -> str:
    """Return the command that sets these hours."""
    if own is None:
        return "quiet off"
    options = (f" --except {own.loud}" if own.loud else "") + (" --weekend" if own.weekend else "")
    return f"quiet hours {own.begin}-{own.end} {own.zone}{options}"


def _noted(own: QuietHours | None) -> str:
    return "" if own is None else f"{own}" + (f", except {own.loud}" if own.loud else "")


def _parts(desk: Desk, actor: Actor, own: QuietHours) -> tuple[Paragraph | Facts, ...]:
    until = own.until(desk.clock())
    loud = {
        "high": "High severity is posted at once.",
        "medium": "High and medium severity are posted at once.",
        "low": "High, medium and low severity are posted at once.",
        "": "That goes for high severity too; with `--except high` it is posted at once.",
    }[own.loud]
    waits = quiet.waiting(desk.db, actor.team, desk.clock())
    now = f"quiet until {when(until)}, {_waits(waits)} held back" if until else "not quiet"
    there = f"{own.local(desk.clock()):%a %Y-%m-%d %H:%M} ({own.zone})"
    return (
        Paragraph(f"What is found then waits and comes as one digest when they end. {loud}"),
        Facts((("Now", now), ("In the team's zone", there))),
        Paragraph("`quiet off` ends them and tells at once what waits."),
    )


def _waits(count: int) -> str:
    return counted(count, "message")


def _data(desk: Desk, actor: Actor, own: QuietHours) -> dict[str, object]:
    until = own.until(desk.clock())
    return {
        "hours": {
            "begin": own.begin,
            "end": own.end,
            "zone": own.zone,
            "except": own.loud or None,
            "weekend": own.weekend,
        },
        "until": until.isoformat() if until else None,
        "waiting": quiet.waiting(desk.db, actor.team, desk.clock()),
    }
