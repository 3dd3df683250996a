"""`alerts acknowledge|dismiss|reopen`: what a team makes of an alert, and what is offered for that.

Synchronous; returns Replies.
"""

from collections.abc import Iterable, Iterator, Sequence

from bot import own_watchlists, triage
from bot.actors import Actor
from bot.alerts import CAN_BE_HANDLED, Alert, Cause, Triage, TriageState
from bot.desk import Desk
from bot.replies import HANDLE_ONE, Bullets, Offer, Paragraph, Reply, Tone, counted

MUTED_DAYS = 30  # what is offered against a term that is found too often
_LABEL = 30  # letters of a term on a button
_MOST_TERMS = 3  # of a false match that something is offered about
_AGAINST = "So that it is not found again: name words that must stand near a term, or mute it."
_CAUSES = (
    *((cause.words.capitalize(), f"--because={cause}") for cause in Cause),
    ("No reason given", "--reason="),
)
_SAID = {
    TriageState.ACKNOWLEDGED: "acknowledged",
    TriageState.DISMISSED: "dismissed",
    TriageState.OPEN: "reopened",
}


def ways(alert: Alert) -> Iterator[Offer]:
    """Yield what may be made of an alert."""
    if alert.kind not in CAN_BE_HANDLED:
        return
    again = f"alerts show {alert.id}"
    if alert.state is TriageState.OPEN:
        yield Offer(label="Acknowledge", words=f"alerts acknowledge {alert.id}", again=again)
    if alert.state is not TriageState.DISMISSED:
        yield Offer(label="Dismiss…", words=f"alerts dismiss {alert.id}", choices=_CAUSES, again=again)
    if alert.state is not TriageState.OPEN:
        yield Offer(label="Reopen", words=f"alerts reopen {alert.id}", again=again)


def to_handle(alerts: Iterable[Alert]) -> tuple[Offer, ...]:
    """Return the offer to take up one of these, where any can be."""
    choices = tuple((alert.title, alert.id) for alert in alerts if alert.kind in CAN_BE_HANDLED)
    return (Offer(label=HANDLE_ONE, words="alerts show", choices=choices),) if choices else ()


def settle_all(
    desk: Desk,
    actor: Actor,
    alert_ids: Sequence[str],
    state: TriageState,
    *,
    reason: str = "",
    cause: Cause | None = None,
) -> Reply:
    """Acknowledge, dismiss or reopen several alerts with one answer; none where one of them is not known."""
    if len(alert_ids) == 1:
        return settle(desk, actor, alert_ids[0], state, reason=reason, cause=cause)
    for one in alert_ids:
        triage.own(desk.db, actor, one)
    replies = [settle(desk, actor, one, state, reason=reason, cause=cause) for one in alert_ids]
    changed = [one for one in replies if one.tone is Tone.OK]
    return Reply(
        title=f"{counted(len(changed), 'alert')} {_SAID[state]} by {actor.name or actor.user}",
        parts=(Bullets(tuple(one.title for one in replies)),),
        tone=Tone.OK if len(changed) == len(replies) else Tone.WARNING,
        data=[one.data for one in replies],
        public=bool(changed),
        people=tuple(dict.fromkeys(who for one in replies for who in one.people)),
    )


def settle(
    desk: Desk,
    actor: Actor,
    alert_id: str,
    state: TriageState,
    *,
    reason: str = "",
    cause: Cause | None = None,
) -> Reply:
    """Acknowledge, dismiss or reopen an alert; its messages are edited so that everybody sees who did it.

    Who puts a false match aside is offered what keeps it from being found again.
    """
    now = desk.clock()
    with desk.db.atomic():
        alert, changed = triage.settle(desk.db, actor, alert_id, state, reason=reason, now=now, cause=cause)
    data = {
        "alert": alert.id,
        "state": str(alert.state),
        "by": alert.triage.user if alert.triage else None,
        "cause": str(alert.triage.cause) if alert.triage and alert.triage.cause else None,
    }
    if not changed:
        held = handled(alert.triage) if alert.triage else str(alert.state)
        return Reply(
            title=f"Nothing changed: it is {held}",
            tone=Tone.WARNING,
            data=data,
            people=people([alert], actor),
        )
    offers = _against(desk, actor, alert) if cause is Cause.FALSE_MATCH else ()
    because = f": {alert.triage.because}" if alert.triage and alert.triage.because else ""
    return Reply(
        title=f"“{alert.title}” {_SAID[state]} by {actor.name or actor.user}{because}",
        parts=(Paragraph(_AGAINST),) if offers else (),
        data=data,
        public=True,
        offers=offers,
    )


def _against(desk: Desk, actor: Actor, alert: Alert) -> tuple[Offer, ...]:
    """Return what may be done about the terms of a false match; official lists cannot be edited."""
    offers: list[Offer] = []
    for name in dict.fromkeys(evidence.term for evidence in alert.evidence):
        known = own_watchlists.found(desk, actor, name)
        if known is None:
            continue
        term = known[1]
        said, shown = f'"{term.name}"', f"“{_short(term.name)}”"
        if term.context:  # more words would find it more often
            offers.append(Offer(label=f"How {shown} is found", words=f"watchlist show {said} --variants"))
        else:
            asked = f"Words of which one must stand near {shown}, one a line"
            words = f"watchlist context -- {said}"
            offers.append(Offer(label=f"{shown} only near…", words=words, fill=asked, many=True))
        mute = f"watchlist mute --days {MUTED_DAYS} -- {said}"
        offers.append(Offer(label=f"Mute {shown} for {MUTED_DAYS} days", words=mute))
    return tuple(offers[: 2 * _MOST_TERMS])


def handled(done: Triage) -> str:
    because = f": {done.because}" if done.because else ""
    said = _SAID.get(done.state, done.state)
    return f"{said} by {done.who}, {done.at:%Y-%m-%d %H:%M} UTC{because}"


def briefly(done: Triage) -> str:
    cause = f" ({done.cause.words})" if done.cause else ""
    return f"{_SAID[done.state]} by {done.who}{cause}"


def people(alerts: Iterable[Alert], actor: Actor) -> tuple[str, ...]:
    """Return who handled these in the front end that asks, as it knows them."""
    done = (alert.triage for alert in alerts if alert.triage)
    return tuple(dict.fromkeys(one.user for one in done if one.via == actor.via))


def _short(name: str) -> str:
    return name if len(name) <= _LABEL else name[: _LABEL - 1] + "…"
