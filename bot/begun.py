"""Begins what takes longest, before all else is loaded: opens the store, and has its watchlists made ready.

Knows the store and the settings; knows no network, no chat.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from bot.database.interface import Database, closed_on_failure
from bot.facts import Rate
from bot.matching.in_force import Matching
from bot.matching.kept_tables import beside
from bot.opening import now_utc, open_store
from bot.settings import Settings
from bot.tenants import seeds


@dataclass(frozen=True, slots=True)
class Opened:
    """The store, open, and the matching of what it watches, begun (`Matching.begin`)."""

    db: Database
    matching: Matching


def begun(settings: Settings, clock: Callable[[], datetime] = now_utc) -> Opened:
    """Open the store and begin what takes longest: a big index that was not kept is compiled meanwhile.

    Raises StoreError.
    """
    db = open_store(settings)
    with closed_on_failure(db):
        with db.atomic():
            seeds.settle_destinations(db, settings, clock())
        matching = Matching(rate_of(settings), beside(settings.sqlite_path, "index"))
        matching.begin(db, clock(), loading=True)
    return Opened(db, matching)


def rate_of(settings: Settings) -> Rate | None:
    """Return the rate of exchange that the settings name, or None."""
    if not settings.yuan_per_dollar:
        return None
    value, _, day = settings.yuan_per_dollar.partition(" ")
    return Rate(Decimal(value), day)
