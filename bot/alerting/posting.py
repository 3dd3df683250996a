"""In how many messages a team hears of what is new to it: one each, one for all, or the daily digest.

Knows alerts and the outbox. Must not know items or how they were found.
"""

from collections.abc import Sequence
from datetime import datetime

from bot.alerting import verdicts
from bot.alerting.drafting import summary
from bot.alerting.occasion import FLOOD, Occasion
from bot.alerting.verdicts import Reason, Stage
from bot.alerts import Alert, AlertKind
from bot.matching.teamviews import TeamView
from bot.outbox import outbox
from bot.replies import counted


def is_flood(occasion: Occasion, view: TeamView, fresh: Sequence[Alert]) -> bool:
    """Whether so many of its fresh alerts are posted at once that the team hears of them in one message."""
    kept_back = occasion.baseline or occasion.backfill or occasion.late
    return not kept_back and sum(alert.severity in view.rules.post for alert in fresh) > FLOOD


def stage(occasion: Occasion, view: TeamView, alert: Alert, *, flood: bool) -> tuple[Stage, Reason]:
    """Return how far an alert comes that is new to the team, and of a `flood` of them or not."""
    if occasion.baseline:
        return Stage.BASELINE, Reason.FIRST_POLL
    if alert.severity not in view.rules.post and not occasion.asked:
        return Stage.RULES, Reason.DIGEST
    if occasion.backfill:
        return Stage.BASELINE, Reason.BACKFILL
    if flood:
        return Stage.FLOOD, Reason.MANY
    return Stage.POSTED, Reason.NEW


def post(occasion: Occasion, view: TeamView, fresh: Sequence[Alert]) -> None:
    """Enqueue what the team hears of its fresh alerts."""
    db, now = occasion.db, occasion.now
    loud = [alert for alert in fresh if alert.severity in view.rules.post]
    quiet = [alert for alert in fresh if alert.severity not in view.rules.post]
    destinations = occasion.memory.destinations(view.team)
    occasion.done.alerts += len(loud)
    occasion.done.low += len(quiet)
    if occasion.baseline:
        if fresh:
            outbox.record(db, _first(occasion, view.team, fresh), destinations, now)
        return
    if occasion.asked:
        loud, quiet = list(fresh), []
    for alert in quiet:
        verdicts.queue_for_digest(db, view.team, alert.id, now)
    if occasion.backfill:
        occasion.fresh.extend(loud)
        return
    if is_flood(occasion, view, fresh):
        title = f"{occasion.source.name}: {counted(len(loud), 'alert')} in one poll"
        seed = f"flood\x1f{occasion.source.id}\x1f{now.isoformat()}"
        message = summary(AlertKind.DIGEST, title, loud, team=view.team, seed=seed, now=now)
        outbox.record(db, message, destinations, now)
        return
    for alert in loud:  # late ones wait for those of other sources, to go out in one digest
        outbox.enqueue(db, alert, destinations, now, late=occasion.late)


def _first(occasion: Occasion, team: str, fresh: Sequence[Alert]) -> Alert:
    """Return the one message of what was there before, at a source's first poll."""
    source, now = occasion.source, occasion.now
    title = f"{source.name}: {counted(len(fresh), 'match', 'matches')} among {counted(occasion.read, 'item')}"
    title += " that stood there already; from now on only what is new is told"
    seed = f"baseline\x1f{source.id}\x1f{now.isoformat()}"
    return summary(AlertKind.BASELINE, title, fresh, team=team, seed=seed, now=now)


def found_again(
    label: str,
    alerts: Sequence[Alert],
    named: str,
    *,
    team: str,
    now: datetime,
    more: int = 0,
    text: str = "",
) -> Alert:
    """Return the one message of stored items that name what is watched since lately.

    `label` says since what, `named` what they name; `more` alerts are not among those given.
    """
    title = f"{label}: {counted(len(alerts) + more, 'stored item names', 'stored items name')} {named}"
    seed = f"backfill\x1f{label}\x1f{now.isoformat()}"
    return summary(AlertKind.DIGEST, title, alerts, team=team, seed=seed, now=now, more=more, text=text)
