"""Tokens that expire: one of all instances gets the next one in time.

Slack issues a token for twelve hours, with a refresh token that buys the next pair once. The old token goes
on working until it ends. A used refresh token is accepted again for a short while, in case the answer was
lost (docs.slack.dev/authentication/using-token-rotation).

Knows slack_sdk's rotator. Who may renew, and what is kept, is decided by the installations.
"""

import asyncio
import logging
from collections.abc import Callable, Coroutine
from dataclasses import replace
from datetime import UTC, datetime
from time import monotonic
from typing import Any

from pydantic import SecretStr
from slack_sdk.errors import SlackTokenRotationError
from slack_sdk.oauth.installation_store import Bot
from slack_sdk.oauth.token_rotation.async_rotator import AsyncTokenRotator

from bot.chat.slack.client import posting_client, reveal
from bot.chat.slack.faults import code_of, delivery_error, sentence
from bot.errors import BotError, DeliveryError, Failure, StoreError
from bot.installed import Installation, Installations
from bot.settings import Settings

# Slack's words for "never again": the app must be installed anew. Any other fault is tried again.
_NEVER = frozenset({"account_inactive", "invalid_grant", "invalid_refresh_token", "token_revoked"})
CALL_SECONDS = 10  # less than `bot.tenants.renewals.RENEWING`: then nobody else has begun meanwhile
LOOK_EVERY = 3.0  # seconds between two looks for what was begun and not ended
REFUSED_PAUSE = 60.0  # seconds before Slack is asked again, unasked, for what it refused just now
STORE_PAUSE = 1.0  # seconds before the store is tried again
END_SECONDS = 3.0  # for what is under way when we are told to stop

_LOG = logging.getLogger(__name__)


class Renewals:
    """Sees to it that an installation's token is a good one. `renewed` is told whose token is a new one."""

    def __init__(
        self, settings: Settings, installations: Installations, renewed: Callable[[str], None]
    ) -> None:
        self.every = LOOK_EVERY
        self._settings, self._installations, self._renewed = settings, installations, renewed
        self._under_way: dict[str, asyncio.Task[None]] = {}  # by workspace
        self._not_before: dict[str, float] = {}  # by workspace: no look for it
        self._watching: asyncio.Task[None] | None = None

    def watch(self) -> None:
        """From now on end what was begun and not ended, here or by an instance that is no more.

        The pair may have been given and lost with it, or with the connection. Slack takes what renews, used
        once, again for a short while: so it is tried again soon, without waiting until somebody needs it.
        """
        if self._watching is None:
            self._watching = asyncio.create_task(self._watch())

    async def _watch(self) -> None:
        while True:
            try:
                begun = await self._installations.unfinished()
            except StoreError:
                begun = ()  # it says so elsewhere
            for workspace in begun:
                if workspace not in self._under_way and self._not_before.get(workspace, 0) <= monotonic():
                    await self._ended(workspace)
            await asyncio.sleep(self.every)

    async def _ended(self, workspace: str) -> None:
        try:
            one = await self._installations.find(workspace)
            if one is not None:
                await self.fresh(one)
        except BotError as error:
            _LOG.debug("slack.renewal_waits workspace=%s reason=%s", workspace, error)

    async def fresh(self, one: Installation) -> Installation | None:
        """Return the installation with a token that lasts, or None where it must be read anew.

        While its token lasts it is returned as it is. So is one that Slack will never renew: Slack then
        refuses the token, and that is reported like any other refusal. Raises DeliveryError (sure) where the
        token has ended and the next one cannot be had now.
        """
        if one.refresh is None:
            return one
        if one.workspace not in self._under_way and await self._installations.may_renew(one):
            try:
                # whoever waits may be told to wait no longer: the next pair is given once, and must be kept
                await asyncio.shield(self._begun(one.workspace, self._renew(one, one.refresh)))
            except Exception as error:  # noqa: BLE001 - whatever the SDK raises: tried again in a few seconds
                cause = error.api_error if isinstance(error, SlackTokenRotationError) else error
                _LOG.warning("slack.not_renewed workspace=%s reason=%s", one.workspace, sentence(cause))
                if code_of(cause) in _NEVER:
                    await self._installations.never_renew(one)
                    return replace(one, refresh=None)
                if code_of(cause) and delivery_error(cause).failure is not Failure.AMBIGUOUS:
                    # Slack refused: nothing was given, so nothing is lost by waiting
                    self._not_before[one.workspace] = monotonic() + REFUSED_PAUSE
            else:
                self._renewed(one.workspace)
                return None
        if one.expired:
            raise DeliveryError(
                f"the token of workspace {one.workspace} has ended and is not renewed yet",
                failure=Failure.SURE,
            )
        return one

    async def end(self) -> None:
        """Begin none any more, and let those under way keep what they got."""
        if self._watching is not None:
            self._watching.cancel()
        if self._under_way:
            await asyncio.wait(self._under_way.values(), timeout=END_SECONDS)

    def _begun(self, workspace: str, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = self._under_way[workspace] = asyncio.create_task(work)
        task.add_done_callback(lambda _: self._under_way.pop(workspace, None))
        return task

    async def _renew(self, one: Installation, refresh: SecretStr) -> None:
        client = posting_client(self._settings)
        client.token = None  # the call brings the app's own credentials
        client.timeout = CALL_SECONDS
        rotator = AsyncTokenRotator(
            client_id=self._settings.slack_client_id or "",
            client_secret=reveal(self._settings.slack_client_secret) or "",
            client=client,
        )
        bot = Bot(
            app_id=one.app,
            team_id=one.workspace,
            bot_token=one.token.get_secret_value(),
            bot_id=one.bot,
            bot_user_id=one.bot_user,
            bot_refresh_token=refresh.get_secret_value(),
            bot_token_expires_at=0,  # whether it is time was decided by our clock
            installed_at=0.0,
        )
        new = await rotator.perform_bot_token_rotation(bot=bot)
        if new is None or not new.bot_refresh_token or new.bot_token_expires_at is None:
            raise ValueError("no token in the answer")
        ends = datetime.fromtimestamp(new.bot_token_expires_at, UTC)
        pair = SecretStr(new.bot_token), SecretStr(new.bot_refresh_token)
        while True:
            try:
                await self._installations.renew(one, *pair, ends)
                break
            except StoreError as error:
                _LOG.warning("slack.renewal_not_kept workspace=%s reason=%s", one.workspace, error)
                await asyncio.sleep(STORE_PAUSE)
