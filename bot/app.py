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
from bot.tenants.vault import Vault, build_vault
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
        guard = Guard(allow_networks=settings.allow_networks, allow_ports=settings.allow_ports)
        fetcher = Fetcher(user_agent=settings.user_agent, guard=guard, proxies=proxies())
        stack.push_async_callback(fetcher.close)
        parsers = ParserPool()
        stack.push_async_callback(parsers.close)
        keys = Keys(settings.source_keys)
        channels: dict[str, Channel] = {"terminal": TerminalChannel(console)}
        limits = DeliveryLimits(grace=timedelta(seconds=settings.grace_seconds))
        deliverer = Deliverer(store, channels, limits=limits, now=clock)
        vault = await _vault(settings, store, clock()) if chats and settings.slack_oauth else None
        tenancy = Tenancy(store, vault, clock, deliverer.wake)
        found = front_ends(settings, commands, tenancy) if chats else ()
        channels |= {front.channel.name: front.channel for front in found}
        if chats and settings.teams_workflow_url is not None:
            from bot.chat.workflow import WorkflowChannel

            url = settings.teams_workflow_url
            channels["workflow"] = WorkflowChannel(url, allow_networks=settings.allow_networks)
        for channel in channels.values():
            stack.push_async_callback(channel.close)
        matching.loaded()
        yield App(
            settings=settings,
            db=db,
            store=store,
            matching=matching,
            desk=desk,
            commands=commands,
            fetcher=fetcher,
            parsers=parsers,
            keys=keys,
            pipeline=Pipeline(
                store=store, fetch=fetcher, parse=parsers, matching=matching, clock=clock, keys=keys
            ),
            backfilling=Backfilling(store, db, matching, clock),
            tenancy=tenancy,
            deliverer=deliverer,
            front_ends=found,
            clock=clock,
        )


async def _vault(settings: Settings, store: StoreThread, now: datetime) -> Vault:
    """Return the vault of tokens, every one of them sealed under its newest key. Raises SettingsError."""
    vault = build_vault(settings)
    count, unread = await store.run(renew_seals, store.db, vault, operator(TEAM), now)
    if count:
        log.info("keys.rotated workspaces=%d key=%s", count, vault.newest)
    for workspace, why in unread.items():
        log.error("slack.workspace_locked workspace=%s reason=%s", workspace, why)
    return vault


def front_ends(settings: Settings, commands: Commands, tenancy: Tenancy) -> tuple[FrontEnd, ...]:
    """Build the chats that the settings call for. Raises SettingsError."""
    found: list[FrontEnd] = []
    if settings.slack_wanted:
        from bot.chat.slack.front_end import build_slack

        found.append(build_slack(settings, commands, tenancy))
    if teams_wanted(settings):
        found.append(build_teams(settings, commands, tenancy))
    return tuple(found)
