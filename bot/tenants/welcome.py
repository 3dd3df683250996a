"""The first message of a channel that the settings name: what is watched here, and how to begin. Pure.

Where people choose a channel in chat (`subscribe`, adding the bot to a team), the answer says so itself.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime

from bot.alerts import Alert, AlertKind, Destination, alert_id
from bot.entry_words import in_a_sentence
from bot.replies import counted
from watchlists.model import Severity, Watchlist

GREETED = ("slack", "workflow")  # a terminal's reader has just typed the command
_KINDS = {"org": "organisation", "chip": "chip", "cloud": "cloud"}
_ASKING = (
    "`/sanctions status` says how things stand, `/sanctions watchlist show` what is watched,"
    " `/sanctions watchlist add` watches one more, `/sanctions help` says the rest. Under each alert,"
    " Acknowledge says who looks into it."
)
_FIRST = "What a source holds when it is first read comes as one summary; after that, what is new."
_NOBODY_ASKS = "Nothing can be asked here: this channel was given a webhook, which only posts."


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
