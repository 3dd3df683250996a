"""What a team has set up: its watchlists as in force, how it weighs what is found, what it muted.

For who judges texts outside the program that runs (`scan`, `backtest`). A sheet given on the command line is
judged as by a team that set nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

import watchlists.mutes
import watchlists.store
from bot.actors import TEAM
from watchlists.model import Passage, RejectReason, Scan, Watchlist
from watchlists.rules import Judgement, Rules, judge

if TYPE_CHECKING:
    from bot.database.interface import Database


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamSetup:
    """One team's own. `muted`: who muted a term and why, by term."""

    watchlists: tuple[Watchlist, ...]
    team: str = TEAM
    rules: Rules = field(default_factory=Rules)
    muted: Mapping[str, str] = field(default_factory=dict)

    def judged(self, found: Scan, passage: Passage) -> tuple[Scan, Judgement]:
        """Return a scan in which what is muted counts as rejected, and how much the rest matters."""
        if self.muted:
            loud = tuple(match for match in found.matches if match.term not in self.muted)
            quiet = (
                match.refused(RejectReason.MUTED, self.muted[match.term])
                for match in found.matches
                if match.term in self.muted
            )
            found = Scan(matches=loud, rejected=(*found.rejected, *quiet))
        official = frozenset(one.id for one in self.watchlists if one.official)
        return found, judge(found.matches, passage, self.rules, official=official)


def setup_of(db: Database, team: str, now: datetime) -> TeamSetup:
    """Return what the team has set up."""
    from bot.matching.watched import Watched

    return TeamSetup(
        team=team,
        watchlists=tuple(map(Watched(db).whole, watchlists.store.watchlists(db, team))),
        rules=Rules.from_json(watchlists.store.teams(db)[team]),
        muted={term: why for (owner, term), why in watchlists.mutes.muted(db, now).items() if owner == team},
    )
