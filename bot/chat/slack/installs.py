"""slack_sdk's stores of installations and of states, over ours. Keeps nothing itself."""

import logging
from datetime import UTC, datetime

from pydantic import SecretStr
from slack_bolt.error import BoltError
from slack_sdk.oauth.installation_store import Installation as SdkInstallation
from slack_sdk.oauth.installation_store.async_installation_store import AsyncInstallationStore
from slack_sdk.oauth.state_store.async_state_store import AsyncOAuthStateStore

from bot.chat.slack.client import posting_client
from bot.chat.slack.faults import sentence
from bot.chat.slack.homes import Homes
from bot.errors import BotError
from bot.installed import Installation, Installations
from bot.replies import Responder
from bot.settings import Settings

_LOG = logging.getLogger(__name__)


class Refused(BoltError):  # noqa: N818 - the house word
    """An installation that is not kept; the text is shown to who installs."""


class Installs(AsyncInstallationStore):
    """What slack_sdk keeps installations in, over our store: one bot token for a workspace, none of persons.

    Who asks for a token asks `slack.homes`, not this; so it only saves.
    """

    def __init__(
        self, settings: Settings, responder: Responder, installations: Installations, homes: Homes
    ) -> None:
        self._settings, self._responder = settings, responder
        self._installations, self._homes = installations, homes

    async def async_save(self, installation: SdkInstallation) -> None:
        """Keep an installation, or end it at Slack too. Raises Refused."""
        try:
            await self._keep(installation)
        except Refused:
            if installation.bot_token:
                await self._end(SecretStr(installation.bot_token))
            raise

    async def _keep(self, installation: SdkInstallation) -> None:
        workspace = installation.team_id or ""
        self._judge(installation, workspace)
        ends = installation.bot_token_expires_at
        kept = Installation(
            workspace=workspace,
            name=installation.team_name or workspace,
            app=installation.app_id or "",
            bot=installation.bot_id or "",
            bot_user=installation.bot_user_id or "",
            scopes=tuple(installation.bot_scopes or ()),
            installer=installation.user_id or "",
            token=SecretStr(installation.bot_token or ""),
            refresh=SecretStr(installation.bot_refresh_token) if installation.bot_refresh_token else None,
            expires=datetime.fromtimestamp(ends, UTC) if ends else None,
        )
        try:
            await self._installations.save(kept, team=await self._team(workspace))
        except BotError as error:
            raise Refused(str(error)) from None
        self._homes.look_again(workspace)

    async def _end(self, token: SecretStr) -> None:
        """Give a token back that is not kept, so that nobody holds it."""
        try:
            await posting_client(self._settings, token).auth_revoke()
        except Exception as error:  # noqa: BLE001 - whatever the SDK raises: it is forgotten here all the same
            _LOG.warning("slack.token_not_revoked reason=%s", sentence(error))

    def _judge(self, one: SdkInstallation, workspace: str) -> None:
        """Refuse what cannot be served. Raises Refused."""
        allowed = self._settings.slack_workspaces
        if one.is_enterprise_install or not workspace:
            raise Refused("Install the app in each workspace by itself, not in the whole organisation.")
        if allowed and workspace not in allowed:
            raise Refused(f"Workspace {workspace} may not use this bot (its operator: SLACK_WORKSPACES).")
        if not one.bot_token:
            raise Refused("Slack gave no bot token: the app needs bot scopes.")
        if bool(one.bot_refresh_token) != bool(one.bot_token_expires_at):
            raise Refused("Slack gave a token that ends, and nothing to get the next one with.")

    async def _team(self, workspace: str) -> str:
        """Return the team of the workspace of SLACK_BOT_TOKEN, which has one already; "" for others."""
        own = self._homes.own
        if own is None:
            return ""
        try:
            team = (await own.workspace.identity()).team
        except Exception as error:  # noqa: BLE001 - whatever the SDK raises
            raise Refused(f"Slack did not say whose SLACK_BOT_TOKEN is: {sentence(error)}.") from None
        return await self._responder.team_of("slack", workspace) if team == workspace else ""


class States(AsyncOAuthStateStore):
    """slack_sdk's state store over ours."""

    def __init__(self, installations: Installations) -> None:
        self._installations = installations

    async def async_issue(self, *_: object, **__: object) -> str:
        """Return a new word."""
        return await self._installations.new_state()

    async def async_consume(self, state: str) -> bool:
        """Return whether the word is good; it is used now."""
        return await self._installations.take_state(state)
