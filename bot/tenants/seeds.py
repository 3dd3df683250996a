"""What a fresh store begins with, and the destinations that the settings name, with how each is greeted.

Knows the stores and the settings; knows no network.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import watchers.store
import watchlists.store
from bot.actors import TEAM
from bot.alerts import Alert, AlertKind, Destination, alert_id
from bot.database.interface import Database
from bot.entry_words import in_a_sentence
from bot.outbox import outbox
from bot.replies import counted
from watchers.defaults import default_sources
from watchlists.csvfile import read_terms
from watchlists.model import Severity, Watchlist
from watchlists.starter import starter_csv

if TYPE_CHECKING:
    from bot.settings import Settings

STARTER = "starter"
OWN_ONLY = "`sources add --defaults` adds the official lists, tenders and news that come with sanctions-watch"
GREETED = ("slack", "workflow")  # a terminal's reader has just typed the command
_KINDS = {"org": "organisation", "chip": "chip", "cloud": "cloud"}
_ASKING = (
    "`/sanctions status` says how things stand, `/sanctions watchlist show` what is watched,"
    " `/sanctions watchlist add` watches one more, `/sanctions help` says the rest. Under each alert,"
    " Acknowledge says who looks into it."
)
_FIRST = "What a source holds when it is first read comes as one summary; after that, what is new."
_NOBODY_ASKS = "Nothing can be asked here: this channel was given a webhook, which only posts."


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


def welcome(destination: Destination, watched: Sequence[Watchlist], sources: int, now: datetime) -> Alert:
    """Return the message to a destination that is posted to for the first time.

    `watched` are its team's watchlists, `sources` how many are read (0: not known yet). It has one id for
    each destination, so it is told once, also to one that was taken away and came back.
    """
    read = f"{counted(sources, 'source')} of " if sources else ""
    asking = _NOBODY_ASKS if destination.channel == "workflow" else _ASKING
    return Alert(
        id=alert_id(destination.team, f"welcome\x1f{destination.id}"),
        team=destination.team,
        kind=AlertKind.WELCOME,
        severity=Severity.NONE,
        title="Alerts will be posted here",
        text=f"I read {read}news, tenders and sanctions lists for {_named(watched)}, and post what matches"
        " once, with its source and the reason."
        f"\n{_FIRST}\n{asking}",
        created=now,
    )


def _named(watched: Sequence[Watchlist]) -> str:
    """Return what is watched in a few words: `12 names (7 organisations, 3 chips and 2 clouds)`."""
    kinds = Counter(term.kind for one in watched if not one.official for term in one.terms)
    whole = [f"every party of {one.name}" for one in watched if one.official]
    if not kinds:
        return in_a_sentence(whole) if whole else "the names your team will watch (none yet)"
    each = [counted(count, *_of_kind(kind)) for kind, count in sorted(kinds.items(), key=_place)]
    names = f"{counted(kinds.total(), 'name')} ({in_a_sentence(each)})"
    return in_a_sentence([names, *whole])


def _place(of_kind: tuple[str, int]) -> tuple[int, int]:
    """Return where a kind is named: those that every team has first, then the team's own by their count."""
    kind, count = of_kind
    return (list(_KINDS).index(kind) if kind in _KINDS else len(_KINDS), -count)


def _of_kind(kind: str) -> tuple[str, str]:
    """Return a kind's word for one and for many; a team's own word stands as it is."""
    return (_KINDS[kind], f"{_KINDS[kind]}s") if kind in _KINDS else (kind, kind)
