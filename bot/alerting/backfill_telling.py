"""What a team is told of stored items that name its new terms: each an alert, all in one summary.

Runs inside the caller's `atomic()`. Knows what was told and the outbox; must not know how items are found.
"""

from collections.abc import Sequence
from datetime import datetime

from bot.alerting import backfill_store, posting, recorder, verdicts
from bot.alerting.backfill_store import Backfill, Finds
from bot.alerting.drafting import MAX_LINES
from bot.alerting.occasion import Occasion, Scanned
from bot.alerting.sought import Sought
from bot.alerting.told import Memory
from bot.alerts import Alert
from bot.database.interface import Database
from bot.entry_words import in_a_sentence
from bot.matching.teamviews import TeamView
from bot.outbox import outbox
from watchers.model import Source, SourceKind

STORED = Source(id="store", kind=SourceKind.FEED, url="", name="Stored items")


def tell(
    db: Database,
    memory: Memory,
    backfill: Backfill,
    view: TeamView,
    items: Sequence[Scanned],
    now: datetime,
) -> None:
    """Record what is new to a team of these items, and keep it for the summary."""
    occasion = Occasion(
        db=db,
        memory=memory,
        source=STORED,
        now=now,
        backfill=True,
        begun=backfill.at,
        asked=backfill.asked,
    )
    recorder.tell(occasion, items, {view.team: view})
    summed_up = {alert.id for alert in occasion.fresh} | backfill_store.kept(db, backfill.id, view.team)
    finds: dict[str, str | None] = {}
    for one in items:
        held = memory.alert_of(view.team, f"item:{one.key}")
        if held is None or verdicts.waits_for_digest(db, view.team, held):
            continue  # muted, or told with the digest
        finds[one.key] = held if held in summed_up else None
    backfill_store.keep_finds(db, backfill.id, view.team, finds)


def sum_up(db: Database, backfill: Backfill, finds: Finds, now: datetime) -> None:
    """Enqueue the summary of what was found for a team, where any of it is new to the team."""
    if not finds.alerts:
        return
    alerts = [alert for name in finds.alerts[:MAX_LINES] if (alert := outbox.alert(db, name)) is not None]
    more = len(finds.alerts) - len(alerts)
    message = posting.found_again(
        backfill.label,
        alerts,
        _named(backfill.sought, alerts, more),
        team=finds.team,
        now=now,
        more=more,
        text=_text(backfill, finds.before),
    )
    outbox.record(db, message, outbox.destinations(db, finds.team), now, asked=backfill.asked)


def _named(sought: Sought, alerts: Sequence[Alert], more: int) -> str:
    """Return what the items name: of an official list, which of its parties."""
    if not sought.official:
        return "it"
    parties = dict.fromkeys(one.term for alert in alerts for one in alert.evidence if sought.counts(one))
    return in_a_sentence(tuple(parties)) if parties and not more else "its parties"


def _text(backfill: Backfill, before: int) -> str:
    days = (backfill.at - backfill.since).days
    known = f" Of {before:,} more you were told already." if before else ""
    return f"Stored in the last {days} days.{known}"
