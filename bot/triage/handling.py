"""Triage: somebody takes an alert in hand, gives it on, decides or notes something, and everybody sees who.

The alert keeps every step; its messages, and those of digests that name it, are edited by the outbox like
for any other news. What is snoozed is open again at the first daily run of its day (`due`). Takes an open
database and never opens a transaction of its own. Part of migration set "bot".
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.actors import Actor
from bot.alerts import CAN_BE_HANDLED, Alert
from bot.cases import Cause, Note, Triage, TriageState
from bot.database.interface import Database, Migration
from bot.errors import CommandError
from bot.outbox import outbox
from bot.triage import audit

MIGRATIONS: Sequence[Migration] = (
    (
        "0700_snoozed",
        "CREATE TABLE snoozed (alert_id TEXT PRIMARY KEY, team TEXT NOT NULL, until TEXT NOT NULL);",
    ),
)
NOTE = "alerts.note"
_ACTIONS = {
    TriageState.ACKNOWLEDGED: "alerts.acknowledge",
    TriageState.SNOOZED: "alerts.snooze",
    TriageState.RESOLVED: "alerts.resolve",
    TriageState.DISMISSED: "alerts.dismiss",
    TriageState.OPEN: "alerts.reopen",
}
_ASSIGN = "alerts.assign"
_CLOCK = "sanctions-watch"  # who opens what was snoozed


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody wants to become of an alert; the fields are those of `Triage`.

    `take`: it is theirs from now on, whoever had it.
    """

    state: TriageState
    reason: str = ""
    cause: Cause | None = None
    to: str = ""
    until: date | None = None
    take: bool = False


def own(db: Database, actor: Actor, alert_id: str, *, to_change: bool = False) -> Alert:
    """Return an alert of the actor's team, `to_change` as in `outbox.alert`.

    Raises CommandError when there is none.
    """
    alert = outbox.alert(db, alert_id, to_change=to_change)
    if alert is None or alert.team != actor.team:
        raise CommandError(f"No alert “{alert_id}”; `alerts list` shows the newest.")
    return alert


def settle(db: Database, actor: Actor, alert_id: str, wish: Wish, *, now: datetime) -> tuple[Alert, bool]:
    """Do what is wished of the alert. Return it, and whether that changed anything.

    Who comes second finds it done and changes nothing: the first name stays. Call it inside `db.atomic()`.
    Raises CommandError: no such alert, or none that can be handled.
    """
    db.lock("triage")  # two people on two instances: one after the other
    action = _ASSIGN if wish.to or wish.take else _ACTIONS[wish.state]
    held = _case(db, actor, alert_id, action)
    if _is_so(held.triage, held.state, wish, actor):
        return held, False
    done = Triage(
        state=wish.state,
        user=actor.user,
        via=actor.via,
        name=actor.name,
        at=now,
        reason=wish.reason,
        cause=wish.cause,
        to=wish.to,
        until=wish.until,
    )
    alert = _step(db, held, done, now)
    after = "; ".join(filter(None, (done.did if done.to or done.until else "", done.because)))
    audit.append(db, actor, action, alert_id, before=str(held.state), after=after, now=now)
    return alert, True


def note(db: Database, actor: Actor, alert_id: str, text: str, *, now: datetime) -> Alert:
    """Keep a remark with the alert and return it so. Inside `db.atomic()`.

    Raises CommandError as `settle`.
    """
    db.lock("triage")
    held = _case(db, actor, alert_id, NOTE)
    said = Note(text=text, user=actor.user, via=actor.via, name=actor.name, at=now)
    alert = replace(held, notes=(*held.notes, said), revision=held.revision + 1)
    outbox.record(db, alert, (), now)
    audit.append(db, actor, NOTE, alert_id, after=text, now=now)
    return alert


def due(db: Database, team: str, now: datetime) -> tuple[Alert, ...]:
    """Open what was snoozed until today or before, and return it, the earliest first.

    Call it inside `db.atomic()`.
    """
    db.lock("triage")
    rows = db.query(
        "SELECT alert_id FROM snoozed WHERE team = :team AND until <= :today ORDER BY until, alert_id",
        {"team": team, "today": f"{now:%Y-%m-%d}"},
    )
    found = []
    for row in rows:
        held = outbox.alert(db, row["alert_id"], to_change=True)
        if held is None or held.triage is None or held.state is not TriageState.SNOOZED:
            db.execute("DELETE FROM snoozed WHERE alert_id = :id", {"id": row["alert_id"]})
            continue
        said = f"snoozed by {held.triage.who}" + (f": {held.triage.reason}" if held.triage.reason else "")
        again = Triage(state=TriageState.OPEN, user="", via="", name=_CLOCK, at=now, reason=said)
        found.append(_step(db, held, again, now))
    return tuple(found)


def _case(db: Database, actor: Actor, alert_id: str, action: str) -> Alert:
    held = own(db, actor, alert_id, to_change=True)
    if held.kind not in CAN_BE_HANDLED:
        verb = action.partition(".")[2]
        raise CommandError(f"Alert “{alert_id}” is a {held.kind} message: there is nothing to {verb}.")
    return held


def _is_so(held: Triage | None, state: TriageState, wish: Wish, actor: Actor) -> bool:
    """Whether the alert stands so already. To be assigned, a snoozed one or another's is not as wished."""
    if state is not wish.state:
        return False
    if wish.to or wish.take:
        has = (held.to or held.user) if held else ""
        return has == (wish.to or actor.user)
    return wish.until is None or (held is not None and held.until == wish.until)


def _step(db: Database, held: Alert, done: Triage, now: datetime) -> Alert:
    """Put a step on record, with the alert and in every summary that names it."""
    alert = replace(held, triage=done, steps=(*held.steps, done), revision=held.revision + 1)
    outbox.record(db, alert, (), now)
    outbox.show_in_summaries(db, alert, now)
    db.execute("DELETE FROM snoozed WHERE alert_id = :id", {"id": alert.id})
    if done.until:
        db.execute(
            "INSERT INTO snoozed VALUES (:id, :team, :until)",
            {"id": alert.id, "team": alert.team, "until": f"{done.until:%Y-%m-%d}"},
        )
    return alert
