"""The bot in one Slack workspace: its token's clients, its people, its listeners, its channel.

However many workspaces there are, each has one of these, and nothing in it knows of another. Knows Bolt.
"""

import secrets
from collections.abc import Collection
from dataclasses import dataclass

from pydantic import SecretStr
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize

from bot.chat.slack.announcing import AlertChannel, Announcer
from bot.chat.slack.answers import Answers
from bot.chat.slack.asking import Gate
from bot.chat.slack.channel import SlackChannel
from bot.chat.slack.client import (
    Identity,
    Workspace,
    posting_client,
    reading_client,
    reveal,
    sdk_logger,
)
from bot.chat.slack.listeners import register
from bot.chat.slack.people import EVERYONE, People
from bot.chat.slack.places import Places
from bot.installed import Installation, Installations
from bot.replies import Responder
from bot.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What every workspace shares. `seconds` is how long a submitted modal waits for its answer."""

    settings: Settings
    responder: Responder
    installations: Installations | None
    seconds: float


class Home:
    """One workspace. Without an `installation` it is that of SLACK_BOT_TOKEN, which Slack is asked for."""

    def __init__(self, around: Around, installation: Installation | None = None) -> None:
        settings = around.settings
        self.installation = installation
        token = installation.token if installation else settings.slack_bot_token
        self.posting, self.reading = posting_client(settings, token), reading_client(settings, token)
        self.workspace = Workspace(self.reading, _identity(installation) if installation else None)
        self.channel = SlackChannel(posting=self.posting, reading=self.reading, workspace=self.workspace)
        http = settings.slack_mode == "http"
        self.app = AsyncApp(
            name="sanctions-watch",
            logger=sdk_logger(),
            authorize=_Known(self.workspace, token),
            # a secret of nobody's where none is set: never an empty one, which anybody could sign with
            signing_secret=reveal(settings.slack_signing_secret) or secrets.token_hex(),
            request_verification_enabled=http,  # a socket is its own proof
        )
        responder = around.responder
        self.places = None
        if around.installations is not None:
            self.places = Places(
                responder,
                around.installations,
                self.workspace,
                self.reading,
                installed=installation is not None,
                set_channel=None if installation else settings.slack_channel,
            )
            responder = self.places
        answers = Answers(
            responder=responder,
            gate=Gate(
                responder=responder,
                people=People(self.reading, self.workspace, editors_here(settings.editors, installation)),
                workspace=self.workspace,
                tenant=installation is not None,
            ),
            announcer=Announcer(
                self.posting,
                self.places.alert_channel if self.places else _always(settings.slack_channel),
            ),
            client=self.posting,
        )
        register(self.app, answers, self.posting, seconds=around.seconds)

    async def close(self) -> None:
        """Give back the connections."""
        await self.channel.close()


def editors_here(editors: Collection[str], installation: Installation | None) -> tuple[str, ...]:
    """Return who of the setting may edit in a workspace.

    A person's id is unique in their workspace only: without one before it (T…/U…) it is one of the workspace
    of SLACK_BOT_TOKEN.
    """
    if installation is None:
        return tuple(editors)
    return tuple(one for one in editors if one == EVERYONE or "/" in one)


def _identity(installation: Installation) -> Identity:
    return Identity(
        team=installation.workspace,
        url="",
        user=installation.bot_user,
        bot=installation.bot,
        scopes=frozenset(installation.scopes),
    )


def _always(channel: str | None) -> AlertChannel:
    async def there(team: str) -> str:
        del team
        return channel or ""

    return there


class _Known(AsyncAuthorize):
    """Tells Bolt who the bot is, without a call for each request."""

    def __init__(self, workspace: Workspace, token: SecretStr | None) -> None:
        self._workspace, self._token = workspace, token

    async def __call__(self, **_: object) -> AuthorizeResult:
        home = await self._workspace.identity()
        return AuthorizeResult(
            enterprise_id=None,
            team_id=home.team,
            bot_user_id=home.user,
            bot_id=home.bot,
            bot_token=reveal(self._token),
        )
