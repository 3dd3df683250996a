"""The composition root: one straight line of building the App (`bot.program`), teardown in reverse."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.actors import TEAM, operator
from bot.alerting.backfilling import Backfilling
from bot.begun import Opened, begun
from bot.chat.channel import Channel
from bot.chat.front_end import FrontEnd
from bot.chat.teams.front_end import build_teams, teams_wanted
from bot.chat.terminal.channel import TerminalChannel
from bot.commands.desk import Desk
from bot.database.interface import StoreThread
from bot.delivery.deliverer import Deliverer
from bot.grammar.responder import Commands
from bot.matching.kept_tables import beside
from bot.opening import now_utc
from bot.outbox.decisions import Limits as DeliveryLimits
from bot.polling.pipeline import Pipeline
from bot.program import App
from bot.settings import Settings, proxies
from bot.tenants.tenancy import Tenancy, renew_seals
from bot.tenants.vault import build_vault
from watchers.fetching.addresses import Guard
from watchers.fetching.fetch import Fetcher
from watchers.keys import Keys
from watchers.parsing.worker import ParserPool

if TYPE_CHECKING:
    from rich.console import Console

log = logging.getLogger("sanctions_watch.app")


@asynccontextmanager
async def running(
    settings: Settings,
    *,
    console: Console | None = None,
    chats: bool = True,
    clock: Callable[[], datetime] = now_utc,
    opened: Opened | None = None,
) -> AsyncIterator[App]:
    """Build everything, yield it, and take it down in reverse. Raises StoreError, SettingsError.

    `opened`: the store, where that was opened already.
    """
    async with AsyncExitStack() as stack:
        opened = opened or begun(settings, clock)
        db, matching = opened.db, opened.matching
        store = StoreThread(db)
        stack.callback(store.close)
        desk = Desk(db, matching, clock, beside(settings.sqlite_path, "names"))
        commands = Commands(store, desk, TEAM)
        fetcher = Fetcher(
            user_agent=settings.user_agent,
            guard=Guard(
                allow_networks=settings.allow_networks,
                allow_ports=tuple(int(port) for port in settings.allow_ports),
            ),
            proxies=proxies(),
        )
        stack.push_async_callback(fetcher.close)
        parsers = ParserPool()
        stack.push_async_callback(parsers.close)
        keys = Keys(settings.source_keys)
        pipeline = Pipeline(
            store=store, db=db, fetch=fetcher, parse=parsers, matching=matching, clock=clock, keys=keys
        )
        backfilling = Backfilling(store, db, matching, clock)
        app = App(
            settings=settings,
            db=db,
            store=store,
            matching=matching,
            desk=desk,
            commands=commands,
            fetcher=fetcher,
            parsers=parsers,
            keys=keys,
            pipeline=pipeline,
            backfilling=backfilling,
            deliverer=Deliverer(store, {}, now=clock),
            front_ends=(),
            clock=clock,
        )
        if chats:
            app.tenancy = await _tenancy(app)
            app.front_ends = front_ends(settings, commands, app)
        channels: dict[str, Channel] = {front.channel.name: front.channel for front in app.front_ends}
        for channel in channels.values():
            stack.push_async_callback(channel.close)
        if settings.teams_workflow_url is not None:
            from bot.chat.workflow import WorkflowChannel

            workflow = WorkflowChannel(settings.teams_workflow_url, allow_networks=settings.allow_networks)
            channels["workflow"] = workflow
            stack.push_async_callback(workflow.close)
        channels["terminal"] = TerminalChannel(console)
        app.deliverer = Deliverer(
            store,
            channels,
            limits=DeliveryLimits(grace=timedelta(seconds=settings.grace_seconds)),
            now=clock,
        )
        matching.loaded()
        yield app


async def _tenancy(app: App) -> Tenancy:
    """Return what keeps installations, every token sealed under the newest key. Raises SettingsError."""
    vault = build_vault(app.settings) if app.settings.slack_oauth else None
    if vault is not None:
        by = operator(TEAM)
        count, unread = await app.store.run(renew_seals, app.db, vault, by, app.clock())
        if count:
            log.info("keys.rotated workspaces=%d key=%s", count, vault.newest)
        for workspace, why in unread.items():
            log.error("slack.workspace_locked workspace=%s reason=%s", workspace, why)
    return Tenancy(app.store, vault, app.clock, app.wake)


def front_ends(settings: Settings, commands: Commands, app: App) -> tuple[FrontEnd, ...]:
    """Build the chats that the settings call for. Raises SettingsError."""
    found: list[FrontEnd] = []
    if settings.slack_wanted:
        from bot.chat.slack.front_end import build_slack

        found.append(build_slack(settings, commands, app.tenancy))
    if teams_wanted(settings):
        found.append(build_teams(settings, commands, app.tenancy))
    return tuple(found)
