"""What is deleted after its time: items, alerts with their deliveries, rows of the audit log.

Kept are pending and failed deliveries, and whatever tells that an item is old: an item goes only when its
source no longer shows it, and an alert only when none of the items that led to it is held any more. Under a
legal hold nothing is deleted. Any number of instances may do this on one store.
"""

import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

import watchers.item_store
from bot.actors import Actor, Role
from bot.alerting.told import REMEMBERED
from bot.database.interface import Database
from bot.settings import Settings
from bot.triage import audit

BATCH = 200  # rows deleted in one transaction: others write in between
STILL_SHOWN = timedelta(days=30)  # a feed that drops an item may bring it back

log = logging.getLogger("sanctions_watch.retention")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """How long to keep content and audit rows; None: for ever. `hold`: delete nothing."""

    content: timedelta | None = None
    audit: timedelta | None = None
    hold: bool = False


@dataclass(slots=True, kw_only=True)
class Pruned:
    """How much was deleted."""

    items: int = 0
    alerts: int = 0
    audit_rows: int = 0

    def __bool__(self) -> bool:
        return bool(self.items or self.alerts or self.audit_rows)


def rules_of(settings: Settings) -> Rules:
    """Return the rules that the settings name."""

    def days(number: int) -> timedelta | None:
        return timedelta(days=number) if number else None

    return Rules(
        content=days(settings.keep_days), audit=days(settings.keep_audit_days), hold=settings.legal_hold
    )


def prune(db: Database, rules: Rules, now: datetime) -> Iterator[Pruned]:
    """Delete what is older than the rules keep; what was deleted is in the audit log.

    Yields what was deleted so far after each small transaction, so that others get their turn.
    """
    done = Pruned()
    if rules.hold:
        return
    if rules.content is not None:
        before = now - rules.content
        for source_id in watchers.item_store.sources_with_items(db):
            while count := _items(db, source_id, before):
                done.items += count
                yield done
        while count := _alerts(db, before):
            done.alerts += count
            yield done
        with db.atomic():
            db.execute("DELETE FROM told_wording WHERE at < :before", {"before": now - REMEMBERED})
            db.execute("DELETE FROM supplier_wins WHERE at < :before", {"before": before})
            if done.items or done.alerts:
                after = f"{done.items} items, {done.alerts} alerts"
                audit.append(
                    db, _clerk(), "retention.delete", f"older than {before:%Y-%m-%d}", after=after, now=now
                )
    if rules.audit is not None:
        with db.atomic():
            done.audit_rows = audit.prune(db, _clerk(), before=now - rules.audit, now=now)
    if done:
        log.info(
            "retention.deleted items=%d alerts=%d audit_rows=%d", done.items, done.alerts, done.audit_rows
        )
    yield done


def _clerk() -> Actor:
    return Actor(team="", user="retention", role=Role.OWNER, via="setting")


def _items(db: Database, source_id: str, before: datetime) -> int:
    with db.atomic():
        keys = watchers.item_store.forgettable(
            db, source_id, older_than=before, still_shown=STILL_SHOWN, limit=BATCH
        )
        watchers.item_store.forget(db, source_id, keys)
        db.execute_many("DELETE FROM verdicts WHERE item_key = :key", [{"key": key} for key in keys])
    return len(keys)


def _alerts(db: Database, before: datetime) -> int:
    """Delete a batch of alerts that nothing waits for and no item that is held belongs to."""
    with db.atomic():
        rows = db.query(
            f"""
            SELECT id FROM alerts a
            WHERE created < :before AND changed < :before
              AND NOT EXISTS (
                SELECT 1 FROM deliveries d JOIN destinations t ON t.id = d.destination_id
                WHERE d.alert_id = a.id AND (
                  d.state IN ('pending', 'sending') OR d.due IS NOT NULL
                  OR (d.state = 'dead' AND t.removed IS NULL)))
              AND NOT EXISTS (SELECT 1 FROM digest_queue q WHERE q.alert_id = a.id)
              AND NOT EXISTS (SELECT 1 FROM snoozed s WHERE s.alert_id = a.id)
              AND NOT EXISTS (
                SELECT 1 FROM told_keys k JOIN items i ON i.key = substr(k.key, 6)
                WHERE k.alert_id = a.id AND substr(k.key, 1, 5) = 'item:')
            ORDER BY created LIMIT :limit {db.skip_locked}
            """,  # noqa: S608 - a constant
            {"before": before, "limit": BATCH},
        )
        gone = [{"id": row["id"]} for row in rows]
        for table in ("deliveries", "told_keys", "told_wording"):
            db.execute_many(f"DELETE FROM {table} WHERE alert_id = :id", gone)  # noqa: S608 - fixed names
        db.execute_many("DELETE FROM verdicts WHERE alert_id = :id", gone)
        db.execute_many("DELETE FROM alerts WHERE id = :id", gone)
    return len(gone)
