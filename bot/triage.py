"""Triage: somebody takes an alert in hand, or puts it aside, and everybody sees who.

The alert keeps who and when; its messages, and those of digests that name it, are edited by the outbox like
for any other news. Takes an open
database and never opens a transaction of its own.
"""

from dataclasses import replace
from datetime import datetime

from bot import audit, outbox
from bot.actors import Actor
from bot.alerts import CAN_BE_HANDLED, Alert, Cause, Triage, TriageState
from bot.database import Database
from bot.errors import CommandError

_ACTIONS = {
    TriageState.ACKNOWLEDGED: "alerts.acknowledge",
    TriageState.DISMISSED: "alerts.dismiss",
    TriageState.OPEN: "alerts.reopen",
}


def own(db: Database, actor: Actor, alert_id: str) -> Alert:
    """Return an alert of the actor's team. Raises CommandError when there is none."""
    alert = outbox.alert(db, alert_id)
    if alert is None or alert.team != actor.team:
        raise CommandError(f"No alert “{alert_id}”; `alerts list` shows the newest.")
    return alert


def settle(
    db: Database,
    actor: Actor,
    alert_id: str,
    state: TriageState,
    *,
    reason: str,
    now: datetime,
    cause: Cause | None = None,
) -> tuple[Alert, bool]:
    """Put the alert into `state`. Return it, and whether that changed anything.

    Who comes second finds it done and changes nothing: the first name stays. Call it inside `db.atomic()`.
    Raises CommandError: no such alert, or none that can be handled.
    """
    db.lock("triage")  # two people on two instances: one after the other
    held = own(db, actor, alert_id)
    if held.kind not in CAN_BE_HANDLED:
        raise CommandError(
            f"Alert “{alert_id}” is a {held.kind} message: there is nothing to {_verb(state)}."
        )
    if held.state is state:
        return held, False
    done = Triage(
        state=state, user=actor.user, via=actor.via, name=actor.name, at=now, reason=reason, cause=cause
    )
    alert = replace(held, triage=done, revision=held.revision + 1)
    outbox.record(db, alert, (), now)
    for summary in outbox.summaries_naming(db, alert):
        lines = (replace(one, triage=done) if one.alert == alert.id else one for one in summary.lines)
        outbox.record(db, replace(summary, lines=tuple(lines), revision=summary.revision + 1), (), now)
    audit.append(db, actor, _ACTIONS[state], alert_id, before=str(held.state), after=done.because, now=now)
    return alert, True


def _verb(state: TriageState) -> str:
    return _ACTIONS[state].partition(".")[2]
