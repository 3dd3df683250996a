"""Clients of Slack's Web API, and who the bot is there. The place that holds the tokens.

Knows settings and slack_sdk. There are two clients on purpose. The one that posts never repeats a call by
itself: Slack has no idempotency key, and the SDK's default handler repeats a post after a reset, which makes
two messages of one. The one that only reads may repeat a call, and waits as long as Slack asks.
"""

import logging
import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

import aiohttp
from pydantic import SecretStr
from slack_sdk.http_retry.async_handler import AsyncRetryHandler
from slack_sdk.http_retry.builtin_async_handlers import (
    AsyncConnectionErrorRetryHandler,
    AsyncRateLimitErrorRetryHandler,
    AsyncServerErrorRetryHandler,
)
from slack_sdk.web.async_client import AsyncWebClient

from bot.settings import Settings

# Seconds for one call. Delivery's grace time must be longer: after it, an answer can no longer come.
TIMEOUT = 20
IDLE_SECONDS = 1.0  # how long a connection may stand idle and still carry a post; servers wait far longer
_READ_RETRIES = 3
_CHANNEL_ID = re.compile(r"[CDG][A-Z0-9]{4,}")
_SECRETS = re.compile(r"xox[a-z]-[\w-]+|xapp-[\w-]+|(?<=ticket=)[\w%.-]+|(?<=with code: )\S+")

# Bolt reads SLACK_BOT_TOKEN from the environment by itself, and says so where it is given another way.
_TOKEN_ADVICE = re.compile(r"`token`.* will be (ignored|unused)")


class OneLine(logging.Filter):
    """Keeps the SDK's log to one line each, without tracebacks, tokens and connection tickets."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record in place. Drops only Bolt's advice on where it took the token from."""
        record.msg = _SECRETS.sub("…", record.getMessage().partition("\n")[0])
        if _TOKEN_ADVICE.search(record.msg):
            return False
        record.args = None
        record.exc_info = None
        record.exc_text = None
        return True


def sdk_logger() -> logging.Logger:
    """Return the logger for slack_sdk and slack_bolt: warnings and worse only.

    Their lower levels write message text and the addresses for answers, which are not for a log.
    """
    for name in ("slack_sdk", "slack_bolt"):  # what makes a logger of its own
        logging.getLogger(name).setLevel(logging.WARNING)
    logger = logging.getLogger("bot.chat.slack.sdk")
    logger.setLevel(logging.WARNING)
    if not logger.filters:
        logger.addFilter(OneLine())
    return logger


def posting_client(settings: Settings, token: SecretStr | None = None) -> AsyncWebClient:
    """Return the client that posts: each call is made once. `token` is that of another workspace."""
    return _client(settings, token, [])


def posting_session() -> aiohttp.ClientSession:
    """Return the connections that posts go over; to be made where the loop runs.

    A connection serves the next post only when that follows at once: one that stood idle may be closed by the
    other side just as a post sets out, which would leave it unknown whether the post was taken.
    """
    return aiohttp.ClientSession(
        timeout=aiohttp.ClientTimeout(total=TIMEOUT),
        connector=aiohttp.TCPConnector(limit=0, keepalive_timeout=IDLE_SECONDS),
    )


def reading_client(settings: Settings, token: SecretStr | None = None) -> AsyncWebClient:
    """Return the client that reads: repeats after a reset, a server error, and Slack's Retry-After.

    `token` is another one than the bot's, such as the app-level token for Socket Mode.
    """
    again = (AsyncConnectionErrorRetryHandler, AsyncServerErrorRetryHandler, AsyncRateLimitErrorRetryHandler)
    return _client(settings, token, [handler(max_retry_count=_READ_RETRIES) for handler in again])


def _client(settings: Settings, token: SecretStr | None, handlers: list[AsyncRetryHandler]) -> AsyncWebClient:
    return AsyncWebClient(
        token=reveal(token or settings.slack_bot_token),
        base_url=settings.slack_api_url,
        timeout=TIMEOUT,
        retry_handlers=handlers,
        logger=sdk_logger(),
    )


def reveal(secret: SecretStr | None) -> str | None:
    """Return the token for the SDK's hands only."""
    return secret.get_secret_value() if secret else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Who the bot is: its workspace, the workspace's address, its user and bot ids, its scopes."""

    team: str
    url: str
    user: str
    bot: str
    scopes: frozenset[str]


class Workspace:
    """The workspace the token belongs to; asked once, kept. `identity` where it is known already."""

    def __init__(self, client: AsyncWebClient, identity: Identity | None = None) -> None:
        self._client = client
        self._identity = identity
        self._channels: dict[str, str] = {}

    async def identity(self) -> Identity:
        """Return who the bot is. Raises what slack_sdk raises while it cannot be asked."""
        if self._identity is None:
            answer = await self._client.auth_test()
            scopes = str(answer.headers.get("X-OAuth-Scopes", ""))
            self._identity = Identity(
                team=str(answer.get("team_id", "")),
                url=str(answer.get("url", "")),
                user=str(answer.get("user_id", "")),
                bot=str(answer.get("bot_id", "")),
                scopes=frozenset(scope.strip() for scope in scopes.split(",") if scope.strip()),
            )
        return self._identity

    @property
    def known(self) -> str | None:
        """Return the workspace's id if Slack was asked for it already."""
        return self._identity.team if self._identity else None

    async def knows_us(self) -> None:
        """Ask anew whether the token works. Raises what slack_sdk raises when it does not."""
        await self._client.auth_test()

    async def time(self) -> datetime:
        """Return the time by Slack's clock; ours may be hours off. Raises what slack_sdk raises."""
        told = str((await self._client.auth_test()).headers.get("Date", ""))
        try:
            return parsedate_to_datetime(told)
        except ValueError:
            return datetime.now(UTC)

    async def channel_id(self, name: str) -> str | None:
        """Return the id of a channel given by id, `name` or `#name`; None when the bot sees none such.

        Raises what slack_sdk raises.
        """
        if _CHANNEL_ID.fullmatch(name):
            return name
        wanted = name.removeprefix("#").lower()
        if wanted not in self._channels:
            async for page in await self._client.conversations_list(
                types="public_channel,private_channel", exclude_archived=True, limit=500
            ):
                for channel in page.get("channels") or ():
                    self._channels[str(channel.get("name", "")).lower()] = str(channel["id"])
        return self._channels.get(wanted)
