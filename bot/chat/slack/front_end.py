"""The Slack side as one thing: channel, listeners, web routes or Socket Mode, and the checks of `doctor`.

Builds what the other `slack_*` modules are; the only place that knows both ways Slack reaches the bot.
"""

from __future__ import annotations

import asyncio
import contextlib
import logging
from typing import TYPE_CHECKING, cast

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.async_app import AsyncApp
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.errors import SlackApiError

from bot.chat.channel import Channel
from bot.chat.slack.channels import SlackChannels
from bot.chat.slack.checks import Finding, check_connection, check_installed, check_own
from bot.chat.slack.client import reading_client, reveal, sdk_logger
from bot.chat.slack.faults import PERMANENT, code_of, sentence
from bot.chat.slack.guard import MAX_BODY, Guard
from bot.chat.slack.home import Around, Home
from bot.chat.slack.homes import Homes, Reception
from bot.chat.slack.listeners import ANSWER_SECONDS
from bot.chat.slack.lobby import build_lobby
from bot.chat.slack.needs import missing
from bot.chat.slack.oauth import Pages, build_flow
from bot.errors import BotError, SettingsError
from bot.installed import Installations
from bot.replies import Responder
from bot.settings import Settings

if TYPE_CHECKING:
    from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler

PATH = "/slack/events"
_CONNECT_SECONDS = 10.0
TRIED = 5  # workspaces whose token is tried before we say that none works

_LOG = logging.getLogger(__name__)


def build_slack(
    settings: Settings,
    responder: Responder,
    installations: Installations | None = None,
    *,
    answer_seconds: float = ANSWER_SECONDS,
) -> SlackFrontEnd:
    """Build the Slack side; opens no connection yet.

    Needs SLACK_BOT_TOKEN, or what lets workspaces install the app (then `installations` keeps them), and what
    the mode needs. `answer_seconds` is how long a submitted modal waits for its answer.
    Raises SettingsError with one sentence naming what is missing.
    """
    if lacks := next(missing(settings), ""):
        raise SettingsError(f"Slack: {lacks}.")
    around = Around(
        settings=settings, responder=responder, installations=installations, seconds=answer_seconds
    )
    return SlackFrontEnd(around)


class SlackFrontEnd:
    """Slack, connected: `channel` posts; in http mode `routes` receives, in socket mode `start` does."""

    def __init__(self, around: Around) -> None:
        settings = self._settings = around.settings
        self._socket: AsyncSocketModeHandler | None = None
        self._connecting: asyncio.Future[None] | None = None
        self._guard = Guard(reveal(settings.slack_signing_secret) or "") if self._http else None
        self.homes = Homes(around)
        self.channel: Channel = SlackChannels(self.homes, self._left)
        self._installations = around.installations
        self._pages: Pages | None = None
        self.app: AsyncApp
        if settings.slack_oauth and around.installations is not None:
            flow = build_flow(settings, around.responder, around.installations, self.homes)
            self._pages = Pages(flow)
            secret = reveal(settings.slack_signing_secret) if self._http else None
            lobby = build_lobby(flow, around.installations, self.homes, secret=secret)
            # a Reception is all of an app that Bolt's adapters know of
            self.app = cast("AsyncApp", Reception(self.homes, lobby))
        else:
            assert self.homes.own is not None  # what is missing was looked for
            self.app = self.homes.own.app

    async def _left(self, home: Home, why: str) -> bool:
        """Note that a workspace took its access away without telling us. Return whether it did."""
        gone = home.installation
        if gone is None or self._installations is None:
            return True
        self.homes.drop(gone.workspace)
        return await self._installations.remove(gone.workspace, why, generation=gone.generation)

    @property
    def _http(self) -> bool:
        return self._settings.slack_mode == "http"

    def routes(self, app: web.Application) -> None:
        """Mount POST /slack/events in http mode, and in either mode the pages for installing, if wanted."""
        if self._http:
            app.router.add_post(PATH, self.receive)
        if self._pages is not None:
            self._pages.routes(app)

    async def start(self) -> None:
        """Connect in socket mode; nothing to do in http mode.

        Raises SettingsError when Slack does not accept the app-level token. When Slack cannot be reached
        within a few seconds, this returns and the SDK goes on trying.
        """
        if self.homes.renewals is not None:
            self.homes.renewals.watch()
        if self._pages is not None and self.homes.own is not None:
            with contextlib.suppress(Exception):  # asked again when somebody needs it
                await self.homes.own.workspace.identity()
        if self._http:
            return
        from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler  # in no other mode

        client = reading_client(self._settings, self._settings.slack_app_token)
        token = reveal(self._settings.slack_app_token)
        assert token is not None
        try:
            await client.apps_connections_open(app_token=token)
        except SlackApiError as error:
            if code_of(error) in PERMANENT:
                raise SettingsError(
                    f"Slack does not accept SLACK_APP_TOKEN for Socket Mode ({code_of(error)}): make one with"
                    " the scope connections:write on the app's page Basic Information."
                ) from None
            _LOG.warning("slack.socket_delayed reason=%s", sentence(error))
        except Exception as error:  # noqa: BLE001 - whatever the network does: the SDK tries again
            _LOG.warning("slack.socket_delayed reason=%s", sentence(error))
        self._socket = AsyncSocketModeHandler(self.app, token, logger=sdk_logger(), web_client=client)
        self._connecting = asyncio.ensure_future(self._connect(self._socket))
        await asyncio.wait({self._connecting}, timeout=_CONNECT_SECONDS)

    async def _connect(self, socket: AsyncSocketModeHandler) -> None:
        await socket.connect_async()  # type: ignore[no-untyped-call]  # the SDK's own
        _LOG.info("slack.connected mode=socket")

    async def close(self) -> None:
        """Disconnect; safe to call twice and before `start`."""
        if self._connecting is not None:
            self._connecting.cancel()
            self._connecting = None
        if self._socket is not None:
            await self._socket.close_async()  # type: ignore[no-untyped-call]  # the SDK's own
            self._socket = None

    async def check(self) -> tuple[tuple[bool, str], ...]:
        """Return what `doctor` says of Slack: (well, sentence) for each workspace and the connection."""
        found: list[Finding] = []
        if self.homes.own is not None:
            found += await check_own(self._settings, self.homes.own)
        if self._pages is not None and self._installations is not None:
            found += await check_installed(self._settings, self._installations, self.homes)
        return (*found, *await check_connection(self._settings))

    async def token_works(self) -> tuple[bool, str]:
        """Ask Slack whether a bot's token works now; return that, and a sentence. Never raises."""
        if self.homes.own is not None:
            return await self._works(self.homes.own)
        said = True, "No workspace has installed the app yet."
        assert self._installations is not None
        try:
            held = [one.workspace for one in await self._installations.held() if one.removed is None]
        except BotError as error:
            return False, str(error)
        for workspace in held[:TRIED]:
            try:
                home = await self.homes.installed(workspace)
            except BotError as error:
                said = False, f"{workspace}: {error}."
                continue
            said = await self._works(home) if home else said
            if home and said[0]:
                break
        return said

    async def _works(self, home: Home) -> tuple[bool, str]:
        try:
            await home.workspace.knows_us()
        except Exception as error:  # noqa: BLE001 - whatever the SDK raises becomes a sentence
            return False, f"{sentence(error)}."
        return True, "Slack accepts the bot's token."

    async def receive(self, request: web.Request) -> web.Response:
        """Answer one request of Slack's: 401 unless Slack signed it, 413 when it is too large."""
        if (request.content_length or 0) > MAX_BODY:
            raise web.HTTPRequestEntityTooLarge(max_size=MAX_BODY, actual_size=request.content_length or 0)
        body = await request.read()
        if self._guard is None or not self._guard.accepts(request.headers, body):
            return web.json_response({"error": "invalid request"}, status=401)
        try:
            bolt = AsyncBoltRequest(
                body=body.decode("utf-8"),
                query=request.query_string,
                headers={name: [value] for name, value in request.headers.items()},
            )
            if not isinstance(bolt.body.get("event", {}), dict):
                raise TypeError("an event that is none")
        except (ValueError, RecursionError, AttributeError, TypeError):  # JSON, and not of Slack's form
            return web.json_response({"error": "unreadable"}, status=400)
        return await to_aiohttp_response(await self.app.async_dispatch(bolt))
