"""The Slack side as one thing: channel, listeners, web routes or Socket Mode, and the checks of `doctor`.

Builds what the other `slack_*` modules are; the only place that knows both ways Slack reaches the bot.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable

from aiohttp import web
from slack_bolt.adapter.aiohttp import to_aiohttp_response
from slack_bolt.adapter.socket_mode.async_handler import AsyncSocketModeHandler
from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_sdk.errors import SlackApiError

from bot.chat.channel import Channel
from bot.chat.slack_answers import Answers
from bot.chat.slack_channel import SlackChannel
from bot.chat.slack_checks import check
from bot.chat.slack_client import Workspace, posting_client, reading_client, reveal, sdk_logger
from bot.chat.slack_faults import PERMANENT, code_of, sentence
from bot.chat.slack_guard import MAX_BODY, Guard
from bot.chat.slack_listeners import ANSWER_SECONDS, register
from bot.chat.slack_people import People
from bot.errors import SettingsError
from bot.replies import Responder
from bot.settings import Settings

PATH = "/slack/events"
_CONNECT_SECONDS = 10.0

_LOG = logging.getLogger(__name__)


def build_slack(
    settings: Settings, responder: Responder, *, answer_seconds: float = ANSWER_SECONDS
) -> "SlackFrontEnd":
    """Build the Slack side. Needs SLACK_BOT_TOKEN, and what the mode needs; opens no connection yet.

    `answer_seconds` is how long a submitted modal waits for its answer.
    Raises SettingsError with one sentence naming what is missing.
    """
    missing = missing_settings(settings)
    if missing:
        raise SettingsError(f"Slack: {missing[0]}")
    return SlackFrontEnd(settings, responder, answer_seconds)


def missing_settings(settings: Settings) -> tuple[str, ...]:
    """Return one sentence for each setting that Slack needs and has not, in the mode that is set."""
    found = []
    if settings.slack_bot_token is None:
        found.append("SLACK_BOT_TOKEN is missing (xoxb-…: the app's page OAuth & Permissions).")
    if settings.slack_mode == "socket" and settings.slack_app_token is None:
        found.append(
            "SLACK_APP_TOKEN is missing (xapp-…: the app's page Basic Information, App-Level Tokens,"
            " scope connections:write), or set SLACK_MODE=http."
        )
    if settings.slack_mode == "http" and not reveal(settings.slack_signing_secret):
        found.append("SLACK_SIGNING_SECRET is missing (the app's page Basic Information).")
    return tuple(found)


class SlackFrontEnd:
    """Slack, connected: `channel` posts; in http mode `routes` receives, in socket mode `start` does."""

    def __init__(self, settings: Settings, responder: Responder, answer_seconds: float) -> None:
        self._settings = settings
        posting, reading = posting_client(settings), reading_client(settings)
        self.workspace = Workspace(reading)
        self.channel: Channel = SlackChannel(posting=posting, reading=reading, workspace=self.workspace)
        self._socket: AsyncSocketModeHandler | None = None
        self._connecting: asyncio.Future[None] | None = None
        self._guard = Guard(reveal(settings.slack_signing_secret) or "") if self._http else None
        self.app = AsyncApp(
            name="sanctions-watch",
            logger=sdk_logger(),
            authorize=_authorize(self.workspace, reveal(settings.slack_bot_token)),
            signing_secret=reveal(settings.slack_signing_secret) or "",
            request_verification_enabled=self._http,  # a socket is its own proof
        )
        answers = Answers(
            responder=responder,
            people=People(reading, self.workspace, settings.editors),
            workspace=self.workspace,
            client=posting,
            alert_channel=settings.slack_channel,
        )
        register(self.app, answers, posting, seconds=answer_seconds)

    @property
    def _http(self) -> bool:
        return self._settings.slack_mode == "http"

    def routes(self, app: web.Application) -> None:
        """Mount POST /slack/events in http mode; nothing in socket mode."""
        if self._http:
            app.router.add_post(PATH, self.receive)

    async def start(self) -> None:
        """Connect in socket mode; nothing to do in http mode.

        Raises SettingsError when Slack does not accept the app-level token. When Slack cannot be reached
        within a few seconds, this returns and the SDK goes on trying.
        """
        if self._http:
            return
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
        """Return what `doctor` says of Slack: (well, sentence) for token, scopes, channel and connection."""
        return await check(self._settings, self.workspace)

    async def token_works(self) -> tuple[bool, str]:
        """Ask Slack whether the bot's token works now; return that, and a sentence. Never raises."""
        try:
            await self.workspace.knows_us()
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
        except (ValueError, RecursionError):
            return web.json_response({"error": "unreadable"}, status=400)
        return await to_aiohttp_response(await self.app.async_dispatch(bolt))


def _authorize(workspace: Workspace, token: str | None) -> Callable[[], Awaitable[AuthorizeResult]]:
    """Return what tells Bolt who the bot is, without a call for each request.

    A plain function: Bolt reads the names of its arguments and does not know methods.
    """

    async def authorize() -> AuthorizeResult:
        home = await workspace.identity()
        return AuthorizeResult(
            enterprise_id=None, team_id=home.team, bot_user_id=home.user, bot_id=home.bot, bot_token=token
        )

    return authorize
