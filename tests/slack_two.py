"""A bot that several Slack workspaces may install, on a real store and a real server, against SlackMock.

async with workspaces(store_url) as place:
    await place.install("T1")
    await place.say("T1", "watchlist show")
"""

import contextlib
import io
import itertools
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any, cast
from urllib.parse import parse_qs, urlsplit

from aiohttp import ClientResponse, web
from aiohttp.test_utils import TestClient, TestServer
from rich.console import Console

from bot.app import running
from bot.chat.slack.front_end import PATH, SlackFrontEnd
from bot.outbox.decisions import DeliveryReason
from bot.program import App
from bot.settings import Settings, isolated
from bot.tenants.vault import new_key
from tests.slack_mock import DEFAULT_SCOPES, SlackMock
from tests.slack_people import PEOPLE, SECRET, command, form, signed

KEY = new_key()
SENT = itertools.count()  # every request has a name of its own, whoever of several bots gets it
REDIRECT = "/slack/oauth_redirect"
COOKIE = "slack-app-oauth-state"


def token_of(workspace: str, number: int = 1) -> str:
    """Return the token that Slack gives at the n-th installation."""
    return f"xoxb-{workspace}-pl4nted-{number}"


def granted(workspace: str, number: int = 1, **more: Any) -> dict[str, Any]:
    """Return what Slack answers to the code of an installation."""
    return {
        "app_id": "A01APP",
        "access_token": token_of(workspace, number),
        "token_type": "bot",
        "scope": DEFAULT_SCOPES,
        "bot_user_id": f"UB{workspace}",
        "team": {"id": workspace, "name": f"Desk {workspace}"},
        "authed_user": {"id": "U01ANA"},
        "is_enterprise_install": False,
        **more,
    }


@dataclass
class Place:
    """The bot, its address, and Slack with its workspaces by id."""

    slack: SlackMock
    app: App
    client: TestClient[web.Request, web.Application]
    homes: dict[str, SlackMock] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)

    @property
    def front(self) -> SlackFrontEnd:
        return cast("SlackFrontEnd", self.app.front_ends[0])

    async def start(self, cookie: str = "") -> tuple[str, str]:
        """Open the page that installs; return the state in the address and the cookie."""
        async with self.client.get("/slack/install", allow_redirects=False) as answer:
            assert answer.status == 302
            state = parse_qs(urlsplit(answer.headers["Location"]).query)["state"][0]
            held = answer.headers["Set-Cookie"].split(";")[0]
        return state, cookie or held

    async def back(self, query: dict[str, str], cookie: str) -> tuple[int, str]:
        """Come back from Slack; return status and page."""
        answer: ClientResponse
        async with self.client.get(REDIRECT, params=query, headers={"Cookie": cookie}) as answer:
            return answer.status, await answer.text()

    async def install(self, workspace: str, **more: Any) -> tuple[int, str]:
        """Install the app as a person's browser does; the workspace comes to be where it was not."""
        number = self.numbers[workspace] = self.numbers.get(workspace, 0) + 1
        home = self.homes.setdefault(workspace, SlackMock(team=workspace, bot=f"B{workspace}"))
        home.bot_user = f"UB{workspace}"
        home.users = {one: dict(user, team_id=user.get("team_id", workspace)) for one, user in PEOPLE.items()}
        self.slack.join(token_of(workspace, number), home)
        code = f"code-{workspace}-{number}"
        self.slack.codes[code] = granted(workspace, number, **more)
        state, cookie = await self.start()
        return await self.back({"code": code, "state": state}, cookie)

    async def post(self, payload: dict[str, Any], **headers: str) -> int:
        """Send what Slack sends, signed; return the status."""
        body, content = form(payload)
        heads = {"content-type": content, **signed(body), **headers}
        async with self.client.post(PATH, data=body, headers=heads) as answer:
            await answer.text()
            return answer.status

    async def say(
        self, workspace: str, text: str, *, user: str = "U01ANA", channel: str = "C01ALERTS"
    ) -> dict[str, Any]:
        """Type a slash command in a workspace; return what is answered."""
        name = f"{workspace}-{next(SENT)}"
        payload = command(self.slack, text, user=user, trigger=f"t-{name}", channel_id=channel)
        payload |= {"team_id": workspace, "response_url": self.slack.response_url(name)}
        assert await self.post(payload) == 200
        await self.slack.until(lambda: any(one["to"] == name for one in self.slack.responses))
        return next(one for one in self.slack.responses if one["to"] == name)

    async def tell(self, workspace: str, kind: str, **more: Any) -> int:
        """Send an event about the app."""
        event = {"type": kind, **more.pop("event", {})}
        body = {
            "type": "event_callback",
            "team_id": workspace,
            "event_id": f"Ev{next(SENT)}",
            "api_app_id": "A01APP",
            "event": event,
            **more,
        }
        return await self.post(body)

    async def deliver(self) -> None:
        """Post all that is due."""
        await self.app.deliverer.drain(timedelta(seconds=20))

    async def deliver_once(self) -> None:
        """Make one pass; what a busy machine claimed too long before it could post is tried again."""
        while DeliveryReason.TOO_LATE in (await self.app.deliverer.drain_once()).reasons:
            pass

    def texts(self, workspace: str, channel: str = "C01ALERTS") -> list[str]:
        """Return the messages that stand in a channel."""
        return [json.dumps(one, ensure_ascii=False) for one in self.homes[workspace].messages[channel]]


def settings_of(slack: SlackMock, url: str, **more: Any) -> Settings:
    """Return the settings of a bot that any workspace may install."""
    values: dict[str, Any] = {
        "SANCTIONS_WATCH_DATABASE_URL": url,
        "SANCTIONS_WATCH_SECRET_KEYS": KEY,
        "SANCTIONS_WATCH_PUBLIC_URL": "https://bot.example.com",
        "SANCTIONS_WATCH_GRACE_SECONDS": "1",
        "SLACK_API_URL": slack.api_url,
        "SLACK_AUTHORIZE_URL": f"{slack.base}/oauth/v2/authorize",
        "SLACK_CLIENT_ID": "111.222",
        "SLACK_CLIENT_SECRET": "client-pl4nted",
        "SLACK_SIGNING_SECRET": SECRET,
        "SLACK_MODE": "http",
    }
    given = {name: value for name, value in (values | more).items() if value is not None}
    return isolated(**given)


@contextlib.asynccontextmanager
async def workspaces(
    url: str, slack: SlackMock | None = None, homes: dict[str, SlackMock] | None = None, **more: Any
) -> AsyncIterator[Place]:
    """Run the bot on the store at `url`; a second run may be given the Slack of the first."""
    async with contextlib.AsyncExitStack() as stack:
        if slack is None:
            slack = await stack.enter_async_context(SlackMock())
        quiet = Console(file=io.StringIO())
        app = await stack.enter_async_context(running(settings_of(slack, url, **more), console=quiet))
        served = web.Application()
        for front in app.front_ends:
            front.routes(served)
        client = await stack.enter_async_context(TestClient(TestServer(served)))
        yield Place(slack=slack, app=app, client=client, homes={} if homes is None else homes)
