"""`alerts list`: what the team was told, and what it made of it.

Synchronous; returns Replies.
"""

from collections import Counter
from collections.abc import Iterable, Mapping

from bot.actors import Actor
from bot.alerting.drafting import in_short
from bot.alerts import CAN_BE_HANDLED, Alert, AlertKind, Delivery
from bot.cases import TriageState
from bot.commands import own_watchlists
from bot.commands.alert_shown import MESSAGES
from bot.commands.desk import Desk
from bot.commands.lists import start_of
from bot.commands.offers import to_handle
from bot.commands.triage import briefly, people
from bot.outbox import outbox
from bot.outbox import walk as outbox_walk
from bot.outbox.codec import as_json, life_as_json
from bot.phrases import quoted
from bot.replies import SEVERITY, Bullets, Link, Paragraph, Part, Reply, Table, Tone, counted, when
from watchlists.model import Severity

_LISTED = tuple(kind for kind in AlertKind if kind is not AlertKind.WELCOME)  # a greeting tells of nothing
_MOST = 10_000  # that one answer may hold


def alerts_list(
    desk: Desk,
    actor: Actor,
    name: str = "",
    *,
    limit: int = 20,
    severity: str = "",
    state: str = "",
    since: str = "",
) -> Reply:
    """Answer what the team was told, and which alerts did not arrive somewhere.

    Newest first; of one minute, and so of one poll, the most severe first. With `name` only alerts about a
    term of that name or spelling, or with the name in their title. `since` is a span before now (30d) or a
    day.
    """
    start, span = start_of(since, desk.clock()) if since else (None, "")
    names = _names(desk, actor, name)
    dead = outbox.undelivered(desk.db, actor.team)
    told = outbox_walk.walk(
        desk.db,
        actor.team,
        since=start,
        kinds=CAN_BE_HANDLED if state else _LISTED,
        severity=Severity(severity) if severity else None,
        state=TriageState(state) if state else None,
    )
    found = _newest((alert for alert in told if not name or _is_about(alert, names)), limit)
    others = any(alert.kind in MESSAGES for alert in found)  # beside alerts
    rows = tuple(
        (
            "" if alert.kind in MESSAGES else str(alert.severity),
            Link(alert.title, alert.sources[0].url) if alert.sources else alert.title,
            *((MESSAGES.get(alert.kind, ""),) if others else ()),
            briefly(alert.triage) if alert.triage else "",
            in_short(alert),
            when(alert.created),
            alert.id,
        )
        for alert in found
    )
    table = Table(
        (SEVERITY, "Title", *(("Kind",) if others else ()), "Handled", "Found", "When", "Alert"), rows
    )
    more = len(rows) == limit < _MOST
    return Reply(
        title=_counted(
            found,
            (state, severity),
            (f" about “{name}”" if name else "") + (f" {span}" if span else ""),
            more=more,
        ),
        tone=Tone.WARNING if dead else Tone.OK,
        parts=(
            *_undelivered(dead),
            table if rows else Paragraph(_none(desk, actor, name)),
        ),
        data=[
            {**as_json(alert), "undelivered": [life_as_json(one) for one in dead.get(alert.id, ())]}
            for alert in found
        ],
        offers=to_handle(found),
        people=people(found, actor),
        fields={"next": _with_more(name, limit, severity, state, since)} if more else {},
    )


def _counted(found: Iterable[Alert], only: Iterable[str], which: str, *, more: bool) -> str:
    """Return how many of what are listed, and `which`; summaries and news of sources are messages."""
    by = Counter(alert.kind in CAN_BE_HANDLED for alert in found)
    kind = " ".join(filter(None, (*only, "message" if by[False] else "alert")))
    said = f"The {by.total()} newest {kind}s" if more else counted(by.total(), kind)
    return f"{said}{which}" + (
        f", {by[True] or 'none'} of them {'alerts' if by[True] != 1 else 'an alert'}" if by[False] else ""
    )


def _with_more(name: str, limit: int, severity: str, state: str, since: str) -> str:
    """Return the words that show twice as many."""
    given = (("severity", severity), ("state", state), ("since", since), ("limit", str(2 * limit)))
    options = (f"--{option}={quoted(value)}" for option, value in given if value)
    return " ".join(("alerts list", *options, *((f"-- {quoted(name)}",) if name else ())))


def _none(desk: Desk, actor: Actor, name: str) -> str:
    meant = own_watchlists.meant(desk, actor, name) if name else ""
    if meant and meant.casefold() != name.casefold():
        return f"None. Did you mean “{meant}”?"
    return "None. `sources list` shows what is read, `watchlist show` what is watched."


def _names(desk: Desk, actor: Actor, name: str) -> tuple[str, ...]:
    """Return the name and, where it is a spelling of a term that is watched, the term's own name."""
    known = own_watchlists.found(desk, actor, name)
    return (name.casefold(), *((known[1].name.casefold(),) if known else ()))


def _is_about(alert: Alert, names: Iterable[str]) -> bool:
    told = (
        alert.title,
        *(word for one in alert.evidence for word in (one.term, one.passage[one.start : one.end])),
    )
    said = " ".join(told).casefold()
    return any(name in said for name in names)


def _newest(told: Iterable[Alert], limit: int) -> list[Alert]:
    """Return the newest alerts; of one minute, which is what a list shows, the most severe first."""
    found: list[Alert] = []
    for alert in told:  # the minute that the limit cuts, whole: what is left out is its least severe
        if len(found) >= limit and _minute(alert) < _minute(found[limit - 1]):
            break
        found.append(alert)

    def place(alert: Alert) -> tuple[float, int, float, float, str]:
        published = alert.sources[0].published if alert.sources else None
        return (
            -_minute(alert),
            alert.severity.rank,
            -alert.created.timestamp(),
            -(published.timestamp() if published else 0),
            alert.id,
        )

    return sorted(found, key=place)[:limit]


def _minute(alert: Alert) -> float:
    return alert.created.timestamp() // 60


def waiting(desk: Desk, actor: Actor) -> tuple[Alert, ...]:
    """Return the alerts that nobody of the team has looked at, the most severe first, then the newest."""
    found = outbox_walk.walk(desk.db, actor.team, kinds=CAN_BE_HANDLED, state=TriageState.OPEN)
    return tuple(sorted(found, key=lambda alert: alert.severity.rank))


def _undelivered(dead: Mapping[str, tuple[Delivery, ...]]) -> tuple[Part, ...]:
    """Return a line for each destination that alerts did not reach, with the chat's own word."""
    last: dict[str, Delivery] = {}
    count: Counter[str] = Counter()
    for one in (each for deliveries in dead.values() for each in deliveries):
        last[one.destination.id] = one
        count[one.destination.id] += 1
    lines = tuple(
        f"{count[name]} not delivered to {name}: {one.note}; when it is mended, whoever runs sanctions-watch"
        f" says `alerts retry {name}` on the server"
        for name, one in last.items()
    )
    return (Bullets(lines),) if lines else ()
