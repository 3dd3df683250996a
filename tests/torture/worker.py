"""One instance of the part under torture: records alerts and delivers them, until it is killed.

It runs the real store, outbox, Deliverer and Slack channel. What it should have recorded is a counter in
the same transaction, as a source's cursor would be.
"""

import asyncio
import random
import signal
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, cast

from pydantic import SecretStr
from slack_faulty import LIFE

from bot.alerts import Alert, AlertKind, Destination, Receipt
from bot.chat.channel import Channel
from bot.chat.slack.channel import SlackChannel
from bot.chat.slack.client import Workspace, posting_client, reading_client
from bot.chat.slack.front_end import build_slack
from bot.database.interface import Database, StoreThread, open_database
from bot.delivery.deliverer import Deliverer
from bot.errors import DeliveryError, Failure, StoreError
from bot.installed import Installation
from bot.opening import MIGRATIONS
from bot.outbox import outbox
from bot.outbox.decisions import Limits
from bot.settings import Settings
from bot.tenants import installations
from bot.tenants.tenancy import Tenancy, team_for
from bot.tenants.vault import build_vault
from watchlists.model import Severity

if TYPE_CHECKING:
    from bot.replies import Responder

CURSOR = (("0001 cursor", "CREATE TABLE cursors (name TEXT PRIMARY KEY, n BIGINT NOT NULL);"),)
SETS = {**MIGRATIONS, "torture": CURSOR}


RENEWING = 1.0  # seconds that a renewal may take before another begins: as much shorter as all else here


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
    workspaces: int = 0  # that installed the app, each with the same names of channels
    key: str = ""  # under which their tokens are sealed


def workspace_of(work: Work, n: int) -> str:
    """Return for whom alert n is."""
    return f"T{n % work.workspaces}" if work.workspaces else ""


def team_of(work: Work, n: int) -> str:
    """Return the team of alert n."""
    return team_for(workspace_of(work, n)) if work.workspaces else "team"


def places(work: Work, workspace: str) -> list[Destination]:
    """Return all destinations of a workspace."""
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


def alert(work: Work, n: int, revision: int = 0) -> Alert:
    """Return alert number n."""
    created = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=n)
    return Alert(
        id=f"alert-{n}",
        team=team_of(work, n),
        kind=AlertKind.LIST_CHANGE,
        severity=Severity.HIGH,
        title=f"Alert number {n}",
        created=created,
        revision=revision,
    )


def chosen(work: Work, n: int) -> list[Destination]:
    """Return where alert n goes: one or two destinations, the same for every instance."""
    draw = random.Random(n)
    return draw.sample(places(work, workspace_of(work, n)), k=min(work.channels, draw.choice((1, 1, 2))))


def utc_now() -> datetime:
    """Return the time."""
    return datetime.now(UTC)


def record_next(db: Database, work: Work, now: datetime) -> bool:
    """Record the next alert with its cursor, at times a newer revision of an old one; False at the end."""
    with db.atomic():
        db.lock("cursor")
        rows = db.query("SELECT n FROM cursors WHERE name = 'alerts'")
        n = rows[0]["n"] if rows else 0
        if n >= work.most:
            return False
        outbox.record(db, alert(work, n), chosen(work, n), now)
        if n % 10 == 9:
            old = outbox.alert(db, f"alert-{n - 7}")
            if old is None:
                raise AssertionError(f"alert-{n - 7} is lost")
            outbox.record(db, alert(work, n - 7, old.revision + 1), chosen(work, n - 7), now)
        db.execute(
            "INSERT INTO cursors VALUES ('alerts', :n) ON CONFLICT (name) DO UPDATE SET n = excluded.n",
            {"n": n + 1},
        )
    return True


def record_some(db: Database, work: Work, now: datetime) -> bool:
    """Record as many alerts as share a transaction."""
    with db.atomic():
        return all(record_next(db, work, now) for _ in range(work.together))


class NaiveSlack(SlackChannel):
    """Takes every failure for "not sent", as a plain retry does."""

    async def post(
        self, key: str, alert: Alert, destination: Destination, *, repeat: bool = False
    ) -> Receipt:
        """Post, and call an unknown outcome a failure."""
        try:
            return await super().post(key, alert, destination, repeat=repeat)
        except DeliveryError as error:
            raise DeliveryError(error.reason, failure=Failure.SURE) from None


def settings_of(work: Work) -> Settings:
    """Return the settings of a bot that workspaces may install, at the faulty Slack."""
    return Settings(
        _env_file=None,
        SLACK_API_URL=work.api,
        SLACK_CLIENT_ID="1.2",
        SLACK_CLIENT_SECRET="torture",
        SLACK_SIGNING_SECRET="torture",
        SLACK_MODE="http",
        SANCTIONS_WATCH_SECRET_KEYS=work.key,
    )


async def install(work: Work, workspace: str, token: str, renewer: str) -> None:
    """Install the app into a workspace, for the first time or again, with a token that soon ends."""
    store = StoreThread(open_database(work.url, SETS))
    one = Installation(
        workspace=workspace,
        name=workspace,
        app="A1",
        bot="B0TORTURE",
        bot_user="U1",
        scopes=(),
        installer="U2",
        token=SecretStr(token),
        refresh=SecretStr(renewer),
        expires=utc_now() + timedelta(seconds=LIFE),
    )
    await Tenancy(store, build_vault(settings_of(work)), utc_now).save(one)
    store.close()


def installed(work: Work, workspace: str) -> Installation | None:
    """Return a workspace's installation as stored."""
    db = open_database(work.url, SETS)
    try:
        return installations.find(db, build_vault(settings_of(work)), workspace)
    finally:
        db.close()


def slack(work: Work, store: StoreThread) -> Channel:
    """Return the real channel, pointed at the faulty Slack."""
    if work.workspaces:
        settings = settings_of(work)
        tenancy = Tenancy(store, build_vault(settings), utc_now)
        tenancy.renewing = timedelta(seconds=RENEWING)
        # nobody asks anything here, so nobody answers
        front = build_slack(settings, cast("Responder", None), tenancy)
        assert front.homes.renewals is not None
        front.homes.renewals.every = RENEWING / 4
        front.homes.renewals.watch()
        front.channel.pause = work.pause
        return front.channel
    settings = Settings(_env_file=None, SLACK_BOT_TOKEN="xoxb-torture", SLACK_API_URL=work.api)
    reading = reading_client(settings)
    kind = NaiveSlack if work.naive else SlackChannel
    channel = kind(posting=posting_client(settings), reading=reading, workspace=Workspace(reading))
    channel.pause = work.pause
    return channel


async def work_on(work: Work, *, to_the_end: bool, clock: Callable[[], datetime] = utc_now) -> None:
    """Record and deliver; `to_the_end`: only deliver, until nothing is left."""
    store = StoreThread(open_database(work.url, SETS))
    limits = Limits(
        grace=timedelta(seconds=work.grace),
        backoff_first=timedelta(seconds=0.1),
        backoff_most=timedelta(seconds=2),
        hold_most=timedelta(seconds=1),
    )
    deliverer = Deliverer(store, {"slack": slack(work, store)}, limits=limits, now=clock)
    if to_the_end:
        await deliverer.drain(timedelta(minutes=5))
        store.close()
        return
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, stop.set)
    draining = asyncio.create_task(deliverer.run(stop) if work.posts else stop.wait())
    draw = random.Random(work.seed)
    more = True
    while more and not stop.is_set():
        try:
            more = await store.run(record_some, store.db, work, clock())
        except StoreError:
            await asyncio.sleep(0.2)
            continue
        deliverer.wake()
        await asyncio.sleep(draw.uniform(0, 2 * work.each))
    await draining
    store.close()
