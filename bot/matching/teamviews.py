"""What judging an item needs to know of each team: its rules, its notes, what it muted.

Knows the store's rules and mutes. Must not know how names are found.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

import watchlists.mutes
import watchlists.store
from bot.database.interface import Database
from bot.facts import Rate
from watchlists.model import Watchlist
from watchlists.rules import Rules

KEPT_RULES = 2_000

Key = tuple[str, str]  # a team, and the name of a watchlist or a term of it


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamView:
    """What judging an item for a team needs."""

    team: str
    rules: Rules = field(default_factory=Rules)
    notes: Mapping[str, str] = field(default_factory=dict)  # why a term is watched
    official: frozenset[str] = frozenset()  # ids of the watchlists that are official lists
    rate: Rate | None = None  # for dollar figures beside yuan
    muted: Mapping[str, str] = field(default_factory=dict)  # by term: who muted it and why


class Views:
    """The views of all teams, `by_team`, made anew where something of them has changed."""

    def __init__(self, rate: Rate | None) -> None:
        self._rate = rate
        self._rules: dict[str, Rules] = {}
        self._read_before: dict[str, Rules] = {}
        self._muted: Mapping[Key, str] = {}
        self.by_team: Mapping[str, TeamView] = {}

    def refresh(
        self,
        db: Database,
        now: datetime,
        lists: Mapping[Key, Watchlist],
        notes: Mapping[Key, Mapping[str, str]],
        *,
        is_edited: bool,
    ) -> None:
        """Take in rules and mutes as stored, and the watchlists with their notes where these were edited."""
        rules = {team: self._read(text) for team, text in watchlists.store.teams_as_stored(db).items()}
        muted = watchlists.mutes.muted(db, now)
        if is_edited or rules != self._rules or muted != self._muted or not self.by_team:
            self._rules, self._muted = rules, muted
            self.by_team = self._made(lists, notes)

    def _read(self, text: str) -> Rules:
        """Read a team's rules; a thousand teams seldom have many different ones."""
        if text not in self._read_before:
            if len(self._read_before) > KEPT_RULES:
                self._read_before.clear()
            self._read_before[text] = Rules.from_json(json.loads(text))
        return self._read_before[text]

    def _made(
        self, lists: Mapping[Key, Watchlist], notes: Mapping[Key, Mapping[str, str]]
    ) -> dict[str, TeamView]:
        official: dict[str, list[str]] = {team: [] for team in self._rules}
        notes_of: dict[str, dict[str, str]] = {}
        for (owner, name), watchlist in lists.items():
            official.setdefault(owner, []).extend([watchlist.id] if watchlist.official else ())
            notes_of.setdefault(owner, {}).update(notes[owner, name])
        muted_of: dict[str, dict[str, str]] = {}
        for (owner, term), why in self._muted.items():
            muted_of.setdefault(owner, {})[term] = why
        return {
            team: TeamView(
                team=team,
                rules=self._rules.get(team, Rules()),
                notes=notes_of.get(team, {}),
                official=frozenset(ids),
                rate=self._rate,
                muted=muted_of.get(team, {}),
            )
            for team, ids in official.items()
        }
