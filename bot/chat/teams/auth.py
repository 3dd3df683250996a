"""Who may call `/api/messages`: checks before the SDK's own token check, and the key set both use.

Knows HTTP requests, tokens and activities as they arrive. The SDK checks signature, audience, expiry and the
service address. Three things it leaves open are closed here:

- The SDK accepts an activity without a service address, and one of any channel. In Web Chat and Direct Line
  callers choose who they are.
- Where a token claims another issuer, or an unknown key, the SDK downloads keys inside the event loop.
- The SDK lets any tenant speak to the bot.

Without tokens (`LocalGate`) the bot can only be tried on one machine: caller, Host header and service address
must be loopback, and nothing may have forwarded the request.
"""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

import jwt
from aiohttp import web

from bot.chat.teams.front_end import is_loopback

logger = logging.getLogger(__name__)

# Microsoft publishes new keys before it uses them and asks to read them at least once a day:
# https://learn.microsoft.com/azure/bot-service/rest-api/bot-framework-rest-connector-authentication
KEYS_LAST = timedelta(hours=12)
# An unknown key asks for a download; a stranger who invents keys gets no more than one a minute.
KEYS_REST = timedelta(minutes=1)
_DOWNLOAD_SECONDS = 10.0
_WANTED = frozenset({"message", "invoke", "conversationUpdate", "installationUpdate"})
_FORWARDED = ("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "True-Client-Ip")
_OF_A_PAGE = ("Origin", "Sec-Fetch-Site")  # any web page may send requests to the machine of who reads it


class KeySet(jwt.PyJWKClient):
    """The published signing keys: downloaded in a thread, answered from memory only."""

    def __init__(self, uri: str) -> None:
        super().__init__(uri, cache_jwk_set=False, timeout=_DOWNLOAD_SECONDS)
        self._known: dict[str, jwt.PyJWK] = {}
        self._read_at: float | None = None
        self._tried_at: float | None = None
        self._one_at_a_time = asyncio.Lock()

    def get_signing_key(self, kid: str) -> jwt.PyJWK:
        """Return the key in memory; the SDK calls this inside the event loop, so nothing is downloaded."""
        try:
            return self._known[kid]
        except KeyError:
            raise jwt.PyJWKClientError("The token names a key that is not published.") from None

    async def prepare(self, kid: str = "") -> None:
        """Download the keys when they are old or `kid` is not among them; failing keeps what is known."""
        async with self._one_at_a_time:
            now = time.monotonic()
            old = self._read_at is None or now - self._read_at > KEYS_LAST.total_seconds()
            rested = self._tried_at is None or now - self._tried_at > KEYS_REST.total_seconds()
            if not rested or not (old or (kid and kid not in self._known)):
                return
            self._tried_at = now
            try:
                found = await asyncio.to_thread(self._download)
            except (jwt.PyJWTError, ValueError, OSError) as error:
                logger.warning("teams.keys_failed error=%s known=%d", type(error).__name__, len(self._known))
                return
            self._known, self._read_at = found, time.monotonic()

    @property
    def known(self) -> int:
        """How many keys are in memory."""
        return len(self._known)

    def _download(self) -> dict[str, jwt.PyJWK]:
        keys = self._get_signing_keys_from_jwk_set(jwt.PyJWKSet.from_dict(self.fetch_data()))
        return {str(key.key_id): key for key in keys}


class TokenGate:
    """The gate of a real bot.

    `check` is the SDK's own check of a token against a service address, reading its keys from `keys`; it
    raises for a bad one. (The SDK will check once more: nothing here makes its check lighter.)
    """

    def __init__(
        self, keys: KeySet, check: Callable[[str, str], Awaitable[object]], *, issuer: str, tenant: str
    ) -> None:
        self._keys = keys
        self._check = check
        self._issuer = issuer
        self._tenant = tenant

    async def __call__(self, request: web.Request, body: dict[str, Any]) -> int:
        """Return 0 for a request the SDK should check and answer, else the status of the refusal."""
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        try:
            parts = jwt.decode_complete(token, options={"verify_signature": False})
        except jwt.PyJWTError:
            return _refused(401, "no token" if not token else "not a token")
        kid = parts["header"].get("kid")
        if scheme != "Bearer" or not isinstance(kid, str):
            return _refused(401, "no bearer token with a key id")
        if parts["payload"].get("iss") != self._issuer:
            return _refused(401, "another issuer")
        service = body.get("serviceUrl")
        if not isinstance(service, str) or not _may_be_answered(service):
            return _refused(401, "no service address that may be answered")
        await self._keys.prepare(kid)
        try:
            await self._check(token, service)
        except jwt.PyJWTError as error:
            return _refused(401, str(error))
        if body.get("channelId") != "msteams":
            return _refused(403, "not from Teams")
        if tenant_of(body) != self._tenant:
            return _refused(403, "another tenant")
        return 0 if _wanted(body) else _unneeded(body)


class LocalGate:
    """The gate of a trial on one machine, where no token is asked for; no bot service sends from a page."""

    async def __call__(self, request: web.Request, body: dict[str, Any]) -> int:
        """Return 0 for a request from this machine to this machine, else the status of the refusal."""
        if any(name in request.headers for name in _FORWARDED):
            return _refused(403, "forwarded by a proxy")
        if any(name in request.headers for name in _OF_A_PAGE):
            return _refused(403, "sent by a web page")
        host = urlsplit(f"//{request.headers.get('Host', '')}").hostname or ""
        service = urlsplit(str(body.get("serviceUrl") or "")).hostname or ""
        if not all(is_loopback(name) for name in (request.remote or "", host, service)):
            return _refused(403, "not from this machine")
        return 0 if _wanted(body) else _unneeded(body)


def tenant_of(body: dict[str, Any]) -> str:
    """Return the tenant an activity comes from, "" where it names none."""
    conversation, channel_data = body.get("conversation"), body.get("channelData")
    tenant = conversation.get("tenantId") if isinstance(conversation, dict) else None
    if not tenant and isinstance(channel_data, dict) and isinstance(channel_data.get("tenant"), dict):
        tenant = channel_data["tenant"].get("id")
    return tenant if isinstance(tenant, str) else ""


def _wanted(body: dict[str, Any]) -> bool:
    kind = str(body.get("type"))
    return kind in _WANTED and (kind != "invoke" or body.get("name") == "adaptiveCard/action")


def _unneeded(body: dict[str, Any]) -> int:
    """Return the status for an activity nobody here answers: "not implemented" for a call, else "fine"."""
    return 501 if body.get("type") == "invoke" else 200


def _may_be_answered(service_url: str) -> bool:
    """Return whether the address is one our bot's token may be sent to; the token's claim must equal it."""
    try:
        parts = urlsplit(service_url)
    except ValueError:
        return False
    host = parts.hostname or ""
    return "@" not in parts.netloc and (
        (parts.scheme == "https" and bool(host)) or (parts.scheme == "http" and is_loopback(host))
    )


def _refused(status: int, why: str) -> int:
    logger.warning("teams.refused status=%d why=%r", status, why)
    return status
