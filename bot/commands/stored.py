"""What stored items that name a new term come to: told at once, or begun and told in pieces.

Runs inside the edit's `atomic()`. A command that brings no term loads nothing of what tells.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from bot.commands.looking_back import LookBack
from bot.database.interface import Database
from bot.outbox import outbox
from bot.replies import counted

if TYPE_CHECKING:
    from bot.alerting.occasion import Scanned
    from bot.matching.in_force import Matching

log = logging.getLogger("sanctions_watch.desk")


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """How many stored items name a new term, and of how many of them the team had not been told.

    `quiet` are neither told now nor before: muted, or of no weight by the rules. `fresh` is None where more
    than `named` name it: they are counted and told after the edit (`bot.alerting.backfilling`).
    """

    named: int = 0
    fresh: int | None = 0
    quiet: int = 0

    @property
    def count(self) -> int | None:
        """How many name it, None where that is not known yet."""
        return None if self.fresh is None else self.named

    def said(self, what: str = "it") -> str:
        """Return what follows for whoever made the edit, as a sentence; "" where no stored item names it."""
        if not self.named:
            return ""
        names = f"{counted(self.named, 'stored item names', 'stored items name')} {what}"
        if self.fresh is None:
            return f"More than {names}; a summary of those that you were not told of follows."
        if self.quiet:
            some = f"a summary of {self.fresh:,} follows" if self.fresh else "none of them is told"
            return f"{names}; {some}, and `why` with its address says why one is not."
        if not self.fresh:
            return f"{names}, and you were told of {'it' if self.named == 1 else 'all of them'} already."
        some = "" if self.fresh == self.named else f" of the {self.fresh:,} that you were not told of"
        return f"{names}; a summary{some} follows."


def tell(
    db: Database, matching: Matching, asked: LookBack, found: Sequence[Scanned], label: str, now: datetime
) -> Stored:
    """Tell the team in one summary that begins with `label`, or begin to where much was found."""
    from bot.alerting import backfill_store, backfilling, posting, recorder
    from bot.alerting.backfill_telling import STORED
    from bot.alerting.occasion import Occasion
    from bot.alerting.told import Memory

    team = asked.watchlist.team
    if len(found) > backfilling.AT_ONCE:
        backfill_store.begin(db, asked.sought, label, now, asked=True)
        return Stored(named=backfilling.AT_ONCE, fresh=None)
    matching.refresh(db, now)
    memory = Memory(db, now)
    occasion = Occasion(db=db, memory=memory, source=STORED, now=now, backfill=True, asked=True)
    told = recorder.tell(occasion, found, matching.views)
    if occasion.fresh:
        message = posting.found_again(label, occasion.fresh, "it", team=team, now=now)
        outbox.record(db, message, memory.destinations(team), now, asked=True)
    log.info(
        "watchlist.backfill watchlist=%s items=%d alerts=%d", asked.watchlist.id, len(found), told.alerts
    )
    known = sum(memory.alert_of(team, f"item:{one.key}") is not None for one in found)
    return Stored(named=len(found), fresh=told.alerts + told.low, quiet=len(found) - known)
