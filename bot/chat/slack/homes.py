"""All workspaces that are served: which home a request or a destination belongs to.

Knows installations by their interface only. A home is kept for a while; what another instance changed
(installed again, removed) is seen after that, or when Slack refuses a token.
"""

import asyncio
import logging
import time
from dataclasses import dataclass

from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse

from bot.chat.slack.client import TIMEOUT
from bot.chat.slack.faults import sentence
from bot.chat.slack.home import Around, Home
from bot.chat.slack.renewal import Renewals
from bot.errors import StoreError, VaultError
from bot.installed import Installation, Installations

FRESH = 30.0  # seconds for which a home is used without a look at the store
LEAVING = ("app_uninstalled", "tokens_revoked")

_LOG = logging.getLogger(__name__)


@dataclass(slots=True)
class _Kept:
    home: Home
    looked: float


class Homes:
    """The workspace of the settings, if they name one, and every workspace that installed the app."""

    def __init__(self, around: Around) -> None:
        self._around = around
        self._installations = around.installations
        self.renewals = (
            Renewals(around.settings, self._installations, self.look_again) if self._installations else None
        )
        self._kept: dict[str, _Kept] = {}
        self._looking: dict[str, asyncio.Lock] = {}
        self._told_locked: set[str] = set()
        self._closing: dict[asyncio.Task[None], Home] = {}
        self.own = Home(around) if around.settings.slack_bot_token is not None else None

    @property
    def serves_installed(self) -> bool:
        """Return whether the settings let workspaces install the app."""
        return self._around.settings.slack_oauth

    async def of(self, workspace: str) -> Home | None:
        """Return the home of a workspace by Slack's id, None when it has not installed the app.

        Raises VaultError when its token cannot be opened, StoreError, and what slack_sdk raises.
        """
        if self.own is not None and self.own.workspace.known == workspace:
            return self.own  # also where it installed the app too: its channel is set, not chosen
        found = await self.installed(workspace) if workspace else None
        if found is None and self.own is not None and workspace:
            return self.own if (await self.own.workspace.identity()).team == workspace else None
        return found

    async def installed(self, workspace: str) -> Home | None:
        """Return the home of a workspace that installed the app, None for others. Raises as `of`."""
        if self._installations is None:
            return None
        async with self._looking.setdefault(workspace, asyncio.Lock()):
            kept, now = self._kept.get(workspace), time.monotonic()
            if kept is not None and now - kept.looked < FRESH:
                return kept.home
            try:
                installation = await self._found(self._installations, workspace)
            except StoreError:
                if kept is None:
                    raise
                return kept.home  # it was well a moment ago
            except VaultError as error:
                self._tell_locked(workspace, error)
                raise
            if installation is None:
                self.drop(workspace)
                return None
            self._told_locked.discard(workspace)
            old = kept.home.installation if kept else None
            if kept is not None and old is not None and old.token == installation.token:
                kept.home.installation = installation
                kept.looked = now
                return kept.home
            self.drop(workspace)
            home = Home(self._around, installation)
            self._kept[workspace] = _Kept(home, now)
            return home

    async def _found(self, installations: Installations, workspace: str) -> Installation | None:
        """Return the installation in use, its token renewed where that is due."""
        found = await installations.find(workspace)
        if found is None or self.renewals is None:
            return found
        return await self.renewals.fresh(found) or await installations.find(workspace)

    async def is_renewing(self, workspace: str) -> bool:
        """Return whether its next token was asked for, and is not kept yet. Raises StoreError."""
        return self._installations is not None and workspace in await self._installations.unfinished()

    def look_again(self, workspace: str) -> None:
        """Ask the store before the workspace is served again."""
        if workspace in self._kept:
            self._kept[workspace].looked = -FRESH

    def drop(self, workspace: str) -> None:
        """Forget a home; what it is just posting may end, then its connections are given back."""
        kept = self._kept.pop(workspace, None)
        if kept is not None:
            task = asyncio.get_running_loop().create_task(_close_later(kept.home))
            self._closing[task] = kept.home
            task.add_done_callback(lambda done: self._closing.pop(done, None))

    async def close(self) -> None:
        """Give back every connection."""
        if self.renewals is not None:
            await self.renewals.end()
        closing = dict(self._closing)
        for task in closing:
            task.cancel()
        homes = [*closing.values(), *(kept.home for kept in self._kept.values())]
        self._kept.clear()
        for home in (*homes, self.own):
            if home is not None:
                await home.close()

    def _tell_locked(self, workspace: str, error: VaultError) -> None:
        if workspace not in self._told_locked:
            self._told_locked.add(workspace)
            _LOG.error("slack.workspace_locked workspace=%s reason=%s", workspace, error)


class Reception:
    """What Bolt's adapters take for an app: each request goes to the app of its workspace.

    What belongs to none (Slack tries the address, a workspace left, one that is not here) goes to the lobby.
    """

    def __init__(self, homes: Homes, lobby: AsyncApp) -> None:
        self._homes, self._lobby = homes, lobby

    async def async_dispatch(self, req: AsyncBoltRequest) -> BoltResponse:
        """Answer a request. 503 while nobody can say whose it is: Slack tries again."""
        event = req.body.get("event")
        if isinstance(event, dict) and event.get("type") in LEAVING:
            return await self._lobby.async_dispatch(req)
        try:
            home = await self._homes.of(req.context.team_id or "")
        except VaultError:
            home = None
        except Exception as error:  # noqa: BLE001 - the store, or Slack asked whose SLACK_BOT_TOKEN is
            _LOG.warning(
                "slack.workspace_unknown reason=%s",
                str(error) if isinstance(error, StoreError) else sentence(error),
            )
            return BoltResponse(status=503, body="")
        return await (home.app if home is not None else self._lobby).async_dispatch(req)


async def _close_later(home: Home) -> None:
    await asyncio.sleep(2 * TIMEOUT)  # no call takes longer
    await home.close()
