"""What a fresh store begins with, and the destinations that the settings name.

Knows the stores and the settings; knows no network.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

import watchers.store
import watchlists.store
from bot.actors import TEAM
from bot.alerts import Destination
from bot.database.interface import Database
from bot.outbox import outbox
from bot.tenants.welcome import GREETED, welcome
from watchers.defaults import default_sources
from watchlists.csvfile import read_terms
from watchlists.model import Watchlist
from watchlists.starter import starter_csv

if TYPE_CHECKING:
    from bot.settings import Settings

STARTER = "starter"
OWN_ONLY = "`sources add --defaults` adds the official lists, tenders and news that come with sanctions-watch"


def begin(db: Database, now: datetime) -> None:
    """Give a store without teams its first one, with the starter watchlist. Inside `atomic()`."""
    if watchlists.store.teams(db):
        return
    new_team(db, TEAM, now)


def new_team(db: Database, team: str, now: datetime) -> None:
    """Make a team with what a new one begins with: the starter watchlist and one of its own, empty."""
    watchlists.store.save_team(db, team, {}, now)
    terms, _ = read_terms(starter_csv())
    watchlists.store.save_watchlist(db, Watchlist(team=team, name="default"), now)
    watchlists.store.save_watchlist(db, Watchlist(team=team, name=STARTER, terms=terms), now)


def default_set(db: Database, now: datetime) -> int:
    """Add the default sources to a store that has none. Returns how many. Inside `atomic()`."""
    if watchers.store.size(db):
        return 0
    return sum(watchers.store.add_source(db, source, now) for source in default_sources())


def without_defaults(db: Database) -> bool:
    """Return whether sources are read, and none of them is a default one: somebody's own came first."""
    held = {source.id for source in watchers.store.sources(db)}
    return bool(held) and held.isdisjoint(source.id for source in default_sources())


def wanted_destinations(settings: Settings) -> tuple[Destination, ...]:
    """Return the destinations that the settings name; the terminal when no chat is set up."""
    wanted = []
    if settings.slack_bot_token and settings.slack_channel:
        channel = settings.slack_channel
        wanted.append(Destination(id=f"slack:{channel}", team=TEAM, channel="slack", address=channel))
    if settings.teams_workflow_url:
        wanted.append(Destination(id="workflow", team=TEAM, channel="workflow", address="workflow"))
    chat = wanted or settings.slack_wanted or settings.teams_client_id or settings.teams_trial
    if not chat:
        wanted.append(Destination(id="terminal", team=TEAM, channel="terminal", address="terminal"))
    return tuple(wanted)


def settle_destinations(db: Database, settings: Settings, now: datetime) -> None:
    """Make the stored destinations those of the settings; destinations that people added in chat stay.

    Inside `atomic()`. A destination that was stored before keeps its pace and its holds; a new one is
    greeted.
    """
    wanted = {destination.id: destination for destination in wanted_destinations(settings)}
    held = outbox.destinations_called(db, lambda name: name in wanted or _set_by_settings(name))
    for name, destination in wanted.items():
        if held.get(name) != destination:
            outbox.save_destination(db, destination, now)
        if name not in held and destination.channel in GREETED:
            watched = watchlists.store.watchlists(db, destination.team)
            sources = watchers.store.size(db)  # in a new store the choice is still to be made
            outbox.record(db, welcome(destination, watched, sources, now), [destination], now)
    for name, destination in held.items():
        ours = destination.channel in ("terminal", "workflow", "slack")
        if ours and name not in wanted:
            outbox.remove_destination(db, name, now)


def _set_by_settings(name: str) -> bool:
    """Tell them from what was chosen in chat: `slack:WORKSPACE/CHANNEL`."""
    return name in ("terminal", "workflow") or (name.startswith("slack:") and "/" not in name)
