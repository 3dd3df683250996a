"""The Teams bot as one object: the SDK's App, its gate, its listeners and its channel.

Knows how the parts fit together; `bot.chat.teams.front_end` has checked the settings before this is imported.
"""

import logging

from aiohttp import web

from bot.chat.channel import Channel
from bot.chat.teams.announcing import Announcer
from bot.chat.teams.auth import KeySet, LocalGate, TokenGate
from bot.chat.teams.channel import TeamsChannel
from bot.chat.teams.listeners import Listeners
from bot.chat.teams.people import People
from bot.chat.teams.sdk import (
    PATH,
    PUBLIC,
    CloudEnvironment,
    Mount,
    Token,
    made_up_token,
    make_app,
    with_keys,
)
from bot.errors import DeliveryError
from bot.installed import Subscriptions
from bot.replies import Responder
from bot.settings import Settings

logger = logging.getLogger(__name__)

# In a trial nobody asks who the bot is; the SDK wants a name all the same.
_NOBODY = "00000000-0000-0000-0000-000000000000"


class TeamsFrontEnd:
    """Teams, connected. `cloud` and `token` as in `bot.chat.teams.front_end.build_teams`."""

    def __init__(
        self,
        settings: Settings,
        responder: Responder,
        subscriptions: Subscriptions,
        *,
        cloud: CloudEnvironment | None,
        token: str,
    ) -> None:
        self._trial = settings.teams_trial
        self._tenant = settings.teams_tenant_id or _NOBODY
        self._cloud = cloud or PUBLIC
        self._keys: KeySet | None = None
        self._mount = Mount()
        secret = settings.teams_client_secret
        credential: str | Token
        if self._trial:
            credential = made_up_token
        elif token:
            credential = lambda *_: token  # noqa: E731
        else:
            assert secret is not None
            credential = secret.get_secret_value()
        self._app = make_app(
            self._mount,
            client_id=settings.teams_client_id or _NOBODY,
            tenant_id=self._tenant,
            credential=credential,
            cloud=self._cloud,
            open_to_all=self._trial,
        )
        own = None if self._trial else self._tenant
        people = People(self._app, tenant=own, editors=settings.editors)
        self._teams = TeamsChannel(self._app)
        announcer = Announcer(self._teams, subscriptions)
        Listeners(responder, subscriptions, people, announcer).register(self._app)
        self.channel: Channel = self._teams

    def routes(self, application: web.Application) -> None:
        """Mount `POST /api/messages`; before the application starts."""
        application.router.add_post(PATH, self._mount.answer)

    async def start(self) -> None:
        """Get keys and token, in threads. Failing is logged, not raised: both are tried again when needed."""
        await self._teams.begin()
        if self._trial:
            self._mount.gate = LocalGate()
            logger.warning(
                "teams.TRIAL requests to %s are accepted WITHOUT A TOKEN from this machine; "
                "never run a real bot like this",
                PATH,
            )
            return
        check, self._keys = with_keys(self._app, KeySet)
        self._mount.gate = TokenGate(self._keys, check, issuer=self._cloud.token_issuer, tenant=self._tenant)
        await self._keys.prepare()
        try:
            await self._teams.login()
        except DeliveryError as error:
            logger.warning("teams.login_failed %s", error)

    async def close(self) -> None:
        """Free the connections."""
        await self._teams.close()

    async def check(self) -> tuple[tuple[bool, str], ...]:
        """Return for each thing looked at whether it is well, and a sentence that says so or what to do."""
        if self._trial:
            return ((True, "A trial on this machine only, requests are accepted without a token."),)
        return (await self._login_found(), await self._keys_found())

    async def token_works(self) -> tuple[bool, str]:
        """Return whether Microsoft's login gives the bot its token, and a sentence. Never raises."""
        return (True, "A trial needs no token.") if self._trial else await self._login_found()

    async def _login_found(self) -> tuple[bool, str]:
        try:
            await self._teams.login()
        except DeliveryError as error:
            return False, str(error)
        return True, "Microsoft's login gave the bot its token."

    async def _keys_found(self) -> tuple[bool, str]:
        if self._keys is None:
            await self._teams.begin()
            _, self._keys = with_keys(self._app, KeySet)
        await self._keys.prepare()
        if self._keys.known:
            return True, "Microsoft's signing keys were read."
        return (
            False,
            "Microsoft's signing keys cannot be read; check firewall and proxy (HTTPS_PROXY).",
        )
