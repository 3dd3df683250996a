"""`alerts acknowledge|assign|snooze|resolve|dismiss|reopen|note`: what a team makes of an alert.

Synchronous; returns Replies. What is offered for that is in `bot.commands.offers`.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from bot.actors import Actor
from bot.alerts import Alert
from bot.cases import Cause, Triage, TriageState
from bot.commands.desk import Desk
from bot.commands.offers import against
from bot.errors import CallError, StoreBusy
from bot.replies import Bullets, Paragraph, Reply, Tone, counted, when
from bot.triage import handling as triage
from bot.triage.colleagues import Names
from bot.triage.handling import Wish

_TRIES = 3
LONGEST = timedelta(days=3_650)
_AGAINST = "So that it is not found again: name words that must stand near a term, or mute it."


def _once_more(work: Callable[[], Reply]) -> Reply:
    """Do it again where a poll of another instance changed the same alerts and we gave way to it."""
    for _ in range(_TRIES - 1):
        try:
            return work()
        except StoreBusy:  # nothing was written
            continue
    return work()


def settle_all(desk: Desk, actor: Actor, alert_ids: Sequence[str], wish: Wish) -> Reply:
    """Do what is wished of several alerts with one answer; nothing where one is not known or no case."""
    return _once_more(lambda: _settle_all(desk, actor, alert_ids, wish))


def _settle_all(desk: Desk, actor: Actor, alert_ids: Sequence[str], wish: Wish) -> Reply:
    if len(alert_ids) == 1:
        return settle(desk, actor, alert_ids[0], wish)
    with desk.db.atomic():
        replies = [settle(desk, actor, one, wish) for one in alert_ids]
    changed = [one for one in replies if one.tone is Tone.OK]
    did = _done(wish, actor, desk.clock()).did
    return Reply(
        title=f"{counted(len(changed), 'alert')} {did} by {actor.name or actor.user}",
        parts=(Bullets(tuple(one.title for one in replies)),),
        tone=Tone.OK if len(changed) == len(replies) else Tone.WARNING,
        data=[one.data for one in replies],
        public=bool(changed),
        people=tuple(dict.fromkeys(who for one in replies for who in one.people)),
    )


def settle(desk: Desk, actor: Actor, alert_id: str, wish: Wish) -> Reply:
    """Do what is wished of an alert; its messages are edited so that everybody sees who did it.

    Who puts a false match aside is offered what keeps it from being found again.
    """
    with desk.db.atomic():
        alert, changed = triage.settle(desk.db, actor, alert_id, wish, now=desk.clock())
    done = alert.triage
    data = {
        "alert": alert.id,
        "state": str(alert.state),
        "by": done.user if done else None,
        "cause": str(done.cause) if done and done.cause else None,
        "to": done.to or None if done else None,
        "until": done.until.isoformat() if done and done.until else None,
    }
    if not changed or done is None:
        kept = f"; keep the reason with `alerts note {alert_id} …`" if wish.reason else ""
        return Reply(
            title=f"Nothing changed: it is {handled(done) if done else alert.state}{kept}",
            tone=Tone.WARNING,
            data=data,
            people=people([alert], actor),
        )
    offers = against(desk, actor, alert) if wish.cause is Cause.FALSE_MATCH else ()
    because = f": {done.because}" if done.because else ""
    return Reply(
        title=f"“{alert.title}” {done.did} by {actor.name or actor.user}{because}",
        parts=(Paragraph(_AGAINST),) if offers else (),
        data=data,
        public=True,
        offers=offers,
        people=(done.to,) if done.to else (),
    )


def assigned(actor: Actor, to: str, reason: str) -> Wish:
    """Return the wish to give an alert to somebody; to oneself where nobody is named, or “me” is."""
    name = " ".join(to.split()).removeprefix("@")
    if name.casefold() in ("", "me", actor.user.casefold(), actor.name.casefold() or "me"):
        return Wish(state=TriageState.ACKNOWLEDGED, reason=reason, take=True)
    return Wish(state=TriageState.ACKNOWLEDGED, reason=reason, to=name[:100])


def snoozed(days: int | None, until: Callable[[date], date] | None, reason: str, now: datetime) -> Wish:
    """Return the wish to hear of an alert again on a later day. Raises CallError for one that is not."""
    if days is not None and until is not None:
        raise CallError("Say --days or --until, not both.")
    later = timedelta(days=7 if days is None else days)
    day = until(now.date()) if until else (now + later).date()
    if not now.date() < day <= (now + LONGEST).date():
        raise CallError("Snooze until a day after today, and within ten years.")
    return Wish(state=TriageState.SNOOZED, reason=reason, until=day)


def resolved(reason: str) -> Wish:
    """Return the wish to close an alert with what was decided. Raises CallError where that is not said."""
    if not reason.strip():
        raise CallError("Say what was decided or done: `alerts resolve ID …`.")
    return Wish(state=TriageState.RESOLVED, reason=reason)


def note(desk: Desk, actor: Actor, alert_id: str, text: str) -> Reply:
    """Keep a remark with an alert; its messages show the newest one."""
    if not text:
        raise CallError("Say what to note: `alerts note ID …`.")

    def keep() -> Reply:
        with desk.db.atomic():
            alert = triage.note(desk.db, actor, alert_id, text, now=desk.clock())
        return Reply(
            title=f"Noted on “{alert.title}” by {actor.name or actor.user}: {text}",
            data={"alert": alert.id, "notes": len(alert.notes)},
            public=True,
        )

    return _once_more(keep)


def record(alert: Alert, names: Names) -> tuple[str, ...]:
    """Return all that was done and noted, a line each, in the order of time, people by their names."""
    steps = alert.steps or ((alert.triage,) if alert.triage else ())  # of before steps were kept
    named = (replace(one, to=names.get(one.via, one.to)) if one.to else one for one in steps)
    said = [(one.at, handled(one)) for one in named]
    said += [(one.at, f"noted by {one.who}, {when(one.at)}: {one.text}") for one in alert.notes]
    return tuple(words for _, words in sorted(said, key=lambda each: each[0]))


def handled(done: Triage) -> str:
    """Return a step in words: `dismissed by Ana, 2026-11-28 14:06 UTC: false match`."""
    because = f": {done.because}" if done.because else ""
    return f"{done.did} by {done.who}, {when(done.at)}{because}"


def briefly(done: Triage) -> str:
    """Return the same without when and without words of their own."""
    cause = f" ({done.cause.words})" if done.cause else ""
    return f"{done.did} by {done.who}{cause}"


def people(alerts: Sequence[Alert], actor: Actor) -> tuple[str, ...]:
    """Return who handled these, or has them, in the front end that asks, as it knows them."""
    steps = [one for alert in alerts for one in (*alert.steps, *((alert.triage,) if alert.triage else ()))]
    here = [
        one for one in (*steps, *(note for alert in alerts for note in alert.notes)) if one.via == actor.via
    ]
    given = [one.to for one in steps if one.via == actor.via and one.to]
    return tuple(dict.fromkeys((*(one.user for one in here), *given)))


def _done(wish: Wish, actor: Actor, now: datetime) -> Triage:
    return Triage(state=wish.state, user=actor.user, via=actor.via, at=now, to=wish.to, until=wish.until)
