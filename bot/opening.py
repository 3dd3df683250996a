"""Opens the store: every package's schema, and what a fresh one begins with. Names the real clock.

Kept apart from `bot.app`, so that a command that only reads the store loads neither network nor chat.
"""

from datetime import UTC, datetime

import watchers.schema
import watchers.store
import watchlists.store
from bot.alerting import backfill_store, suppliers, telling_store, told, verdicts
from bot.database.interface import Database, open_database
from bot.operating import daily
from bot.outbox import outbox
from bot.settings import Settings
from bot.tenants import installations, seeds
from bot.triage import audit, colleagues
from bot.triage import handling as triage

MIGRATIONS = {
    "watchers": watchers.schema.MIGRATIONS,
    "watchlists": watchlists.store.MIGRATIONS,
    "bot": (
        *outbox.MIGRATIONS,
        *told.MIGRATIONS,
        *verdicts.MIGRATIONS,
        *suppliers.MIGRATIONS,
        *audit.MIGRATIONS,
        *daily.MIGRATIONS,
        *installations.MIGRATIONS,
        *telling_store.MIGRATIONS,
        *triage.MIGRATIONS,
        *colleagues.MIGRATIONS,
        *backfill_store.MIGRATIONS,
    ),
}


def now_utc() -> datetime:
    """Return the time."""
    return datetime.now(UTC)


def open_store(settings: Settings) -> Database:
    """Open the store, bring its schema up to date and give a fresh one its beginnings."""
    db = open_database(settings.database_url, MIGRATIONS)
    with db.atomic():
        seeds.begin(db, now_utc())
    return db
