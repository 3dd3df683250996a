"""What the instances under torture record: alerts, each moved on now and then, and where they go.

Everything follows from an alert's number, so that every instance, and one that was put back to a backup,
records the same. What should have been recorded is a counter in the same transaction, as a source's cursor
would be.
"""

import random
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from bot.alerts import Alert, AlertKind, Destination, Move
from bot.database.interface import Database
from bot.opening import MIGRATIONS
from bot.outbox import outbox
from bot.tenants.tenancy import team_for
from watchlists.model import Severity

CURSOR = (("0001 cursor", "CREATE TABLE cursors (name TEXT PRIMARY KEY, n BIGINT NOT NULL);"),)
SETS = {**MIGRATIONS, "torture": CURSOR}

MOVING = 0.3  # share of alerts with which an older one moves on
REACH = 20  # among how many of the newest alerts one that moves on is chosen
HUSHED = 0.2  # share of moves that are not shown in the channel


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """What an instance is told to do. `most` alerts are recorded, `each` seconds apart."""

    url: str
    api: str
    most: int
    each: float
    grace: float
    pause: float
    channels: int
    seed: int
    posts: bool = True  # False: only record
    together: int = 1  # alerts in one transaction, as polls that are ready together share one
    naive: bool = False  # take every failure for "not sent": what the outbox is there to avoid
    teams: bool = False  # to a Teams connector, not to Slack
    workspaces: int = 0  # that installed the app, each with the same names of channels
    key: str = ""  # under which their tokens are sealed


def workspace_of(work: Work, n: int) -> str:
    """Return for whom alert n is."""
    return f"T{n % work.workspaces}" if work.workspaces else ""


def team_of(work: Work, n: int) -> str:
    """Return the team of alert n."""
    return team_for(workspace_of(work, n)) if work.workspaces else "team"


def places(work: Work, workspace: str) -> list[Destination]:
    """Return all destinations of a workspace; in Teams by turns a channel, with threads, and a chat."""
    if work.teams:
        addresses = [f"19:c{n:04}@thread.{('tacv2', 'v2')[n % 2]}" for n in range(work.channels)]
        options = (("service_url", work.api),)
        return [
            Destination(id=f"teams:{one}", team="team", channel="teams", address=one, options=options)
            for one in addresses
        ]
    return [
        Destination(
            id=f"slack:{workspace or 'T1'}/C{n:04}",
            team=team_for(workspace) if workspace else "team",
            channel="slack",
            address=f"C{n:04}",
            workspace=workspace,
        )
        for n in range(work.channels)
    ]


def new_alert(work: Work, n: int) -> Alert:
    """Return alert number n."""
    return Alert(
        id=f"alert-{n}",
        team=team_of(work, n),
        kind=AlertKind.LIST_CHANGE,
        severity=Severity.HIGH,
        title=f"Alert number {n} as of 0",
        created=datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=n),
    )


def chosen(work: Work, n: int) -> list[Destination]:
    """Return where alert n goes: one or two destinations, the same for every instance."""
    draw = random.Random(n)
    return draw.sample(places(work, workspace_of(work, n)), k=min(work.channels, draw.choice((1, 1, 2))))


def record_next(db: Database, work: Work, now: datetime) -> bool:
    """Record the next alert with its cursor, at times what became of an old one; False at the end."""
    with db.atomic():
        db.lock("cursor")
        rows = db.query("SELECT n FROM cursors WHERE name = 'alerts'")
        n = rows[0]["n"] if rows else 0
        if n >= work.most:
            return False
        outbox.record(db, new_alert(work, n), chosen(work, n), now)
        draw = random.Random(f"move/{n}")
        if n and draw.random() < MOVING:
            old = draw.randrange(max(0, n - REACH), n)
            _move_on(db, work, old, hushed=draw.random() < HUSHED, now=now)
        db.execute(
            "INSERT INTO cursors VALUES ('alerts', :n) ON CONFLICT (name) DO UPDATE SET n = excluded.n",
            {"n": n + 1},
        )
    return True


def record_some(db: Database, work: Work, now: datetime) -> bool:
    """Record as many alerts as share a transaction."""
    with db.atomic():
        return all(record_next(db, work, now) for _ in range(work.together))


def _move_on(db: Database, work: Work, n: int, *, hushed: bool, now: datetime) -> None:
    old = outbox.alert(db, f"alert-{n}", to_change=True)
    if old is None:
        raise AssertionError(f"alert-{n} is lost")
    revision = old.revision + 1
    move = Move(revision=revision, head=f"move {revision}", hushed=hushed, at=now)
    grown = replace(
        old, revision=revision, title=f"Alert number {n} as of {revision}", moves=(*old.moves, move)
    )
    outbox.record(db, grown, chosen(work, n), now)
