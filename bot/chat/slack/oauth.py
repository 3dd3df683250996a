"""Installing the app into a workspace: Slack's OAuth 2.0 with our store, and the two pages for it.

`/slack/install` sends a browser to Slack, which sends it back to `/slack/oauth_redirect` with a code. The
word that travels along (`state`) must be one of ours, unused, and the same as in this browser's cookie.
Knows Bolt's flow; keeps nothing itself.
"""

import html
import logging
import re
from functools import partial
from typing import Any

from aiohttp import web
from slack_bolt.oauth.async_callback_options import AsyncCallbackOptions, AsyncFailureArgs, AsyncSuccessArgs
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow
from slack_bolt.oauth.async_oauth_settings import AsyncOAuthSettings
from slack_bolt.request.async_request import AsyncBoltRequest
from slack_bolt.response import BoltResponse
from slack_sdk.oauth import OAuthStateUtils

from bot.chat.slack.client import reading_client, reveal, sdk_logger
from bot.chat.slack.faults import sentence
from bot.chat.slack.homes import Homes
from bot.chat.slack.installs import Installs, Refused, States
from bot.chat.slack.manifest import BOT_SCOPES
from bot.installed import Installations
from bot.replies import Responder
from bot.settings import Settings

INSTALL, REDIRECT = "/slack/install", "/slack/oauth_redirect"
_WORKSPACE = re.compile(r"[TE][A-Z0-9]{1,20}")
_STYLE = "body{font:16px/1.5 system-ui,sans-serif;max-width:38em;margin:3em auto;padding:0 1em}"
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
}
_WHY = {
    "access_denied": "You or an admin of the workspace said no.",
    "invalid_browser": "This page was not reached from /slack/install in this browser, or too long ago.",
    "invalid_state": "That took longer than ten minutes, or the page was loaded twice.",
    "missing_code": "Slack sent no code along.",
    "invalid_code": "Slack did not accept the code, or the app's client id and secret.",
}

_SUBSCRIBE = "/invite @sanctions-watch, then /sanctions subscribe"
_BEGIN = f"In the channel where alerts should go, type {_SUBSCRIBE}."

_LOG = logging.getLogger(__name__)


class _Cookies(OAuthStateUtils):
    """The cookie that ties an installation to a browser goes along from Slack's page, and from no form."""

    def build_set_cookie_for_new_state(self, state: str) -> str:
        return super().build_set_cookie_for_new_state(state) + "; SameSite=Lax"


def build_flow(
    settings: Settings, responder: Responder, installations: Installations, homes: Homes
) -> AsyncOAuthFlow:
    """Return Bolt's flow with our store, our pages, and the address Slack sends browsers back to."""
    made = AsyncOAuthSettings(
        client_id=settings.slack_client_id,
        client_secret=reveal(settings.slack_client_secret),
        scopes=list(BOT_SCOPES),
        user_scopes=[],
        redirect_uri=_own_address(settings),
        install_path=INSTALL,
        install_page_rendering_enabled=False,  # straight to Slack, as its directory wants it
        redirect_uri_path=REDIRECT,
        callback_options=AsyncCallbackOptions(
            success=partial(_succeeded, responder, installations), failure=_failed
        ),
        authorization_url=settings.slack_authorize_url,
        installation_store=Installs(settings, responder, installations, homes),
        state_store=States(installations),
        logger=sdk_logger(),
    )
    made.state_utils = _Cookies(
        cookie_name=made.state_cookie_name, expiration_seconds=made.state_expiration_seconds
    )
    client = reading_client(settings)
    client.token = None  # each call here brings its own
    return AsyncOAuthFlow(client=client, logger=sdk_logger(), settings=made)


def _own_address(settings: Settings) -> str | None:
    """Return where Slack sends browsers back to; None: to the first address that the app's pages name.

    An emulator has no such pages, and runs on this machine.
    """
    if settings.public_url:
        return settings.public_url + REDIRECT
    emulated = not settings.slack_authorize_url.startswith("https://slack.com/")
    return f"http://{settings.host}:{settings.port}{REDIRECT}" if emulated else None


class Pages:
    """The two addresses of an installation, on the bot's own server."""

    def __init__(self, flow: AsyncOAuthFlow) -> None:
        self._flow = flow

    def routes(self, app: web.Application) -> None:
        """Mount both."""
        app.router.add_get(INSTALL, self.install, allow_head=False)
        app.router.add_get(REDIRECT, self.redirected, allow_head=False)

    async def install(self, request: web.Request) -> web.Response:
        """Send a browser to Slack, to the workspace that the address names, if it names one."""
        team = request.query.get("team", "")
        query = f"team={team}" if _WORKSPACE.fullmatch(team) else ""  # it goes into Slack's address as it is
        return _answer(await self._flow.handle_installation(_asked(request, query)))

    async def redirected(self, request: web.Request) -> web.Response:
        """Take the code that Slack sent along, and say what became of it."""
        try:
            return _answer(await self._flow.handle_callback(_asked(request, request.query_string)))
        except Exception as error:  # noqa: BLE001 - whatever network or store do, a page and no traceback
            _LOG.warning("slack.install_failed reason=%s", sentence(error))
            return _answer(_page(502, "Not installed", f"{sentence(error)}. Please try again."))


async def _succeeded(
    responder: Responder, installations: Installations, args: AsyncSuccessArgs
) -> BoltResponse:
    """Return the page that says what to do next: where channels are subscribed already, that they go on."""
    workspace = args.installation.team_id or ""
    team = await responder.team_of("slack", workspace)
    held = [one for one in await installations.places(team) if one.channel == "slack"]
    page = _page(
        200,
        f"sanctions-watch is installed in {args.installation.team_name or workspace}",
        _goes_on(len(held)) if held else _BEGIN,
        "Admins of the workspace may do that and edit the watchlist; everybody may ask: /sanctions help.",
    )
    return _without_cookie(args.settings, page)


def _goes_on(channels: int) -> str:
    which = "channel that is" if channels == 1 else f"{channels} channels that are"
    return (
        f"Alerts go on to the {which} subscribed, and what waited follows. If the app was removed meanwhile,"
        f" type /invite @sanctions-watch there. For further channels: {_SUBSCRIBE}."
    )


async def _failed(args: AsyncFailureArgs) -> BoltResponse:
    why = str(args.error) if isinstance(args.error, Refused) else _WHY.get(args.reason, "")
    _LOG.warning("slack.not_installed reason=%s", args.reason if args.reason in _WHY else "refused")
    page = _page(
        403 if isinstance(args.error, Refused) else args.suggested_status_code,
        "Nothing was installed",
        why or f"Slack says: {args.reason[:100]}",
        again=True,
    )
    return _without_cookie(args.settings, page)


def _page(status: int, title: str, *lines: str, again: bool = False) -> BoltResponse:
    body = "".join(f"<p>{html.escape(line)}</p>" for line in lines)
    body += f'<p>To try again, open <a href="{INSTALL}">{INSTALL}</a>.</p>' if again else ""
    text = (
        f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{html.escape(title)}</title>'
        f"<style>{_STYLE}</style><h1>{html.escape(title)}</h1>{body}</html>"
    )
    return BoltResponse(status=status, body=text, headers={"Content-Type": "text/html; charset=utf-8"})


def _without_cookie(settings: Any, page: BoltResponse) -> BoltResponse:
    page.headers["set-cookie"] = [settings.state_utils.build_set_cookie_for_deletion()]
    return page


def _asked(request: web.Request, query: str) -> AsyncBoltRequest:
    headers = {name: [value] for name, value in request.headers.items()}
    return AsyncBoltRequest(body="", query=query, headers=headers)  # type: ignore[arg-type]


def _answer(bolt: BoltResponse) -> web.Response:
    """Return Bolt's answer with every header as it is: the adapter of Bolt drops parts of cookies."""
    answer = web.Response(status=bolt.status, text=bolt.body or "", content_type="text/html")
    for name, values in bolt.headers.items():
        if name.lower() not in ("content-type", "content-length"):
            for value in values:
                answer.headers.add(name, value)
    answer.headers.update(_HEADERS)
    return answer
