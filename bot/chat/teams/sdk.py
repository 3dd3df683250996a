"""The door to the Teams SDK: its names, imported without its side effects, and an App mounted on our server.

The SDK reads `.env` into the environment and warns of previews when imported; neither reaches the program.
Its own web server is never used: `Mount` puts its one route on our aiohttp application. Import this module
only after asking whether the extra is installed (see `bot.chat.teams.front_end`).
"""

import logging
import os
import secrets
import time
import warnings
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from typing import Any, TypeVar

import jwt
from aiohttp import web

from bot.errors import SettingsError


@contextmanager
def _without_side_effects() -> Iterator[None]:
    before = set(os.environ)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield
    for name in set(os.environ) - before:
        del os.environ[name]


with _without_side_effects():
    from microsoft_teams.api.activities.conversation.conversation_update import ConversationUpdateActivity
    from microsoft_teams.api.activities.install_update.add import InstalledActivity
    from microsoft_teams.api.activities.install_update.remove import UninstalledActivity
    from microsoft_teams.api.activities.invoke.adaptive_card.action import AdaptiveCardInvokeActivity
    from microsoft_teams.api.activities.message.message import MessageActivity, MessageActivityInput
    from microsoft_teams.api.auth.cloud_environment import PUBLIC, CloudEnvironment
    from microsoft_teams.api.auth.credentials import TokenCredentials
    from microsoft_teams.api.models.account import TeamsChannelAccount
    from microsoft_teams.api.models.activity import Activity as ActivityBase
    from microsoft_teams.api.models.attachment import Attachment
    from microsoft_teams.api.models.entity import MentionEntity
    from microsoft_teams.api.models.invoke_response import InvokeResponse
    from microsoft_teams.apps import ActivityContext, App
    from microsoft_teams.common import ClientOptions

__all__ = [
    "PUBLIC",
    "ActivityBase",
    "ActivityContext",
    "AdaptiveCardInvokeActivity",
    "App",
    "Attachment",
    "CloudEnvironment",
    "ConversationUpdateActivity",
    "InstalledActivity",
    "InvokeResponse",
    "MentionEntity",
    "MessageActivity",
    "MessageActivityInput",
    "Mount",
    "TeamsChannelAccount",
    "UninstalledActivity",
    "made_up_token",
    "make_app",
    "with_keys",
]

# The SDK's default is to wait for ever.
HTTP_SECONDS = 20.0

PATH = "/api/messages"
K = TypeVar("K", bound=jwt.PyJWKClient)
Check = Callable[[str, str | None], Awaitable[object]]
Gate = Callable[[web.Request, dict[str, Any]], Awaitable[int]]
Token = Callable[[str | list[str], str | None], str]


class Mount:
    """The SDK's `HttpServerAdapter` on an aiohttp application that somebody else serves.

    `gate` judges each request before the SDK sees it: 0 lets it through, anything else is the status
    of the answer, 200 included (an activity nobody needs). Without a gate nothing gets through.
    """

    def __init__(self) -> None:
        self.gate: Gate | None = None
        self._handler: Any = None

    def register_route(self, method: str, path: str, handler: Any) -> None:
        """Remember the SDK's one route."""
        assert (method, path) == ("POST", PATH)
        self._handler = handler

    def serve_static(self, path: str, directory: str) -> None:
        """Serve nothing: the bot has no pages."""

    async def start(self, port: int) -> None:
        """Refuse: our server is started by its owner."""
        raise NotImplementedError

    async def stop(self) -> None:
        """Nothing was started."""

    async def answer(self, request: web.Request) -> web.Response:
        """Answer `POST /api/messages`."""
        if self.gate is None or self._handler is None:
            return web.Response(status=503)
        try:
            body = await request.json()
        except (ValueError, RecursionError):
            return web.Response(status=400)
        if not isinstance(body, dict):
            return web.Response(status=400)
        status = await self.gate(request, body)
        if status:
            return web.Response(status=status)
        answer = await self._handler({"body": body, "headers": dict(request.headers)})
        if answer.get("body") is None:
            return web.Response(status=answer["status"])
        return web.json_response(answer["body"], status=answer["status"])


def make_app(
    mount: Mount,
    *,
    client_id: str,
    tenant_id: str,
    credential: str | Token,
    cloud: CloudEnvironment,
    open_to_all: bool,
) -> App:
    """Return the SDK's App. Every option that it would else take from the environment is given.

    `credential` is the client secret, or a function that returns the bot's token.
    """
    # The SDK copies this logger's level to httpx, which would log whole addresses at INFO.
    logging.getLogger("microsoft_teams.common.http.client").setLevel(logging.WARNING)
    # The login's client writes the address it cannot reach; the channel says so in its own words.
    logging.getLogger("urllib3").setLevel(logging.ERROR)
    # Its DEBUG lines hold message texts and token answers.
    logging.getLogger("microsoft_teams").setLevel(logging.WARNING)
    secret = credential if isinstance(credential, str) else None
    app = App(
        client_id=client_id,
        client_secret=secret,
        tenant_id=tenant_id,
        token=None if isinstance(credential, str) else credential,
        cloud=cloud,
        service_url="https://smba.trafficmanager.net/teams",
        client=ClientOptions(timeout=HTTP_SECONDS),
        http_server_adapter=mount,
        messaging_endpoint=PATH,
        dangerously_allow_unauthenticated_requests=open_to_all,
        fetch_user_token=False,
        state=False,
    )
    # A secret of the environment that is not ours (CLIENT_SECRET) must not slip in.
    if secret is None and not isinstance(app.credentials, TokenCredentials):
        raise SettingsError("CLIENT_SECRET is set, which is not one of our settings: remove it.")
    return app


def with_keys(app: App, make: Callable[[str], K]) -> tuple[Check, K]:
    """Give the initialised App's token check another set of keys; return the check and the keys.

    The SDK has no public place for either; `make` gets the address of the published keys.
    """
    validator = app.server._token_validator  # noqa: SLF001
    assert validator is not None, "the App was made without a client id"
    service = validator._service_validator  # noqa: SLF001
    keys = make(service.options.jwks_uri)
    service._jwks_client = keys  # noqa: SLF001
    return validator.validate_token, keys


def made_up_token(*_: object) -> str:
    """Return something shaped like a token, signed with a key nobody knows; for trials only."""
    claims = {"appid": "trial", "exp": int(time.time()) + 3600}
    return jwt.encode(claims, secrets.token_bytes(32), algorithm="HS256")
