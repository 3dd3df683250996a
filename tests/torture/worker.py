"""One instance of the part under torture: records alerts and delivers them, until it is killed.

It runs the real store, outbox, Deliverer and the channel of Slack or Teams. `stories` says what is recorded.
"""

import asyncio
import random
import signal
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, cast

from pydantic import SecretStr
from slack_faulty import LIFE
from stories import SETS, Work, record_some

from bot.alerts import Alert, Destination, Receipt
from bot.chat.channel import Channel
from bot.chat.slack.channel import SlackChannel
from bot.chat.slack.client import Workspace, posting_client, reading_client
from bot.chat.slack.front_end import build_slack
from bot.chat.teams.channel import TeamsChannel
from bot.chat.teams.sdk import PUBLIC, Mount, made_up_token, make_app
from bot.database.interface import StoreThread, open_database
from bot.delivery.deliverer import Deliverer
from bot.errors import DeliveryError, Failure, StoreError
from bot.installed import Installation
from bot.outbox.decisions import Limits
from bot.settings import Settings, isolated
from bot.tenants import installations
from bot.tenants.tenancy import Tenancy
from bot.tenants.vault import build_vault

if TYPE_CHECKING:
    from bot.replies import Responder

RENEWING = 1.0  # seconds that a renewal may take before another begins: as much shorter as all else here


def utc_now() -> datetime:
    """Return the time."""
    return datetime.now(UTC)


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
    return isolated(
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


def channel_of(work: Work, store: StoreThread) -> Channel:
    """Return the real channel, pointed at the faulty chat."""
    if work.teams:
        app = make_app(
            Mount(), client_id="c", tenant_id="t", credential=made_up_token, cloud=PUBLIC, open_to_all=True
        )
        teams = TeamsChannel(app)
        teams.pause = work.pause
        return teams
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
    settings = isolated(SLACK_BOT_TOKEN="xoxb-torture", SLACK_API_URL=work.api)
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
    channel = channel_of(work, store)
    deliverer = Deliverer(store, {channel.name: channel}, limits=limits, now=clock)
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
