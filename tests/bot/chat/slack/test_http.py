"""Slack's requests on a real server: what Slack did not sign is refused before anything reads it."""

import io
import json
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from slack_sdk.signature import Clock

from bot.chat.slack.front_end import PATH
from bot.chat.slack.guard import MAX_BODY, Guard
from bot.errors import SettingsError
from tests.slack_mock import SlackMock
from tests.slack_people import SECRET, FakeResponder, command, form, front_for, mention, signed

FORM = "application/x-www-form-urlencoded"
Client = TestClient[web.Request, web.Application]


@pytest.fixture
async def client(slack: SlackMock, responder: FakeResponder) -> AsyncIterator[Client]:
    app = web.Application()
    front_for(slack, responder).routes(app)
    async with TestClient(TestServer(app)) as made:
        yield made


async def post(
    client: Client, body: str | bytes, headers: dict[str, str], content: str = FORM
) -> tuple[int, str]:
    async with client.post(PATH, data=body, headers={"content-type": content, **headers}) as response:
        return response.status, await response.text()


async def test_a_signed_command_is_answered(
    client: Client, slack: SlackMock, responder: FakeResponder
) -> None:
    """The way Slack sends it: 200 at once, the answer through response_url."""
    body, content = form(command(slack, "help"))
    assert (await post(client, body, signed(body), content))[0] == 200
    await slack.until(lambda: bool(slack.responses))
    assert responder.asked[0][0] == "help"


async def test_slack_can_verify_the_address(client: Client) -> None:
    """Slack's url_verification is answered with its challenge."""
    body = json.dumps({"type": "url_verification", "token": "x", "challenge": "3eZbrw1a"})
    status, answer = await post(client, body, signed(body), "application/json")
    assert status == 200
    assert "3eZbrw1a" in answer


GENUINE = "command=%2Fsanctions&text=help&user_id=U01ANA"
STAMP, SIGNATURE = "X-Slack-Request-Timestamp", "X-Slack-Signature"
FORGERIES = {
    "unsigned": {},
    "wrong secret": signed(GENUINE, secret="another"),
    "six minutes old": signed(GENUINE, age=360),
    "an hour ahead": signed(GENUINE, age=-3600),  # signed at import: a suite may run for minutes
    "other body": signed(GENUINE + "&x=1"),
    "no timestamp": {SIGNATURE: signed(GENUINE)[SIGNATURE]},
    "no signature": {STAMP: signed(GENUINE)[STAMP]},
    "timestamp is a word": signed(GENUINE) | {STAMP: "soon"},
    "timestamp is not ASCII": signed(GENUINE) | {STAMP: "١٧٣٢٣٥"},
    "timestamp is a float": signed(GENUINE) | {STAMP: "1e9"},
    "timestamp is negative": signed(GENUINE) | {STAMP: "-1"},
    "timestamp is huge": signed(GENUINE) | {STAMP: "9" * 400},
    "signature is not ASCII": signed(GENUINE) | {SIGNATURE: "v0=" + "é" * 64},
    "signature is cut": signed(GENUINE) | {SIGNATURE: signed(GENUINE)[SIGNATURE][:-1]},
    "signature of another version": signed(GENUINE) | {SIGNATURE: "v1" + signed(GENUINE)[SIGNATURE][2:]},
    "signature is empty": signed(GENUINE) | {SIGNATURE: ""},
}


@pytest.mark.parametrize("forgery", sorted(FORGERIES))
async def test_what_slack_did_not_sign_is_refused(
    client: Client, responder: FakeResponder, slack: SlackMock, forgery: str
) -> None:
    """401 for unsigned, forged, stale and malformed alike; nothing is asked and Slack is not called."""
    status, answer = await post(client, GENUINE, FORGERIES[forgery])
    assert status == 401
    assert "Traceback" not in answer
    assert responder.asked == []
    assert slack.calls == []


@pytest.mark.parametrize(
    ("body", "content"),
    [
        (b"{not json", "application/json"),
        (b"payload=%7Bnot+json", FORM),
        (b"\xff\xfe\x00", FORM),
        (b"\xff", "application/json; charset=nonsense"),
        (b"", "application/json"),
        (b"[" * 50_000, "application/json"),
    ],
)
async def test_an_unreadable_body_is_refused_unread(client: Client, body: bytes, content: str) -> None:
    """Without a signature nobody parses the body, so it cannot do harm."""
    assert (await post(client, body, {}, content))[0] == 401
    assert (await post(client, body, signed(GENUINE), content))[0] == 401


async def test_a_signed_body_that_cannot_be_read_is_no_fault_of_ours(client: Client) -> None:
    """Even then: a refusal, no traceback."""
    for body, content in (
        ("{not json", "application/json"),
        ("payload=%7Bnot+json", FORM),
        ("[1]", "application/json"),
        ("null", "application/json"),
        ('{"type": "event_callback", "event": null}', "application/json"),
        ('{"type": "event_callback", "event": [1]}', "application/json"),
        ("payload=1", FORM),
        ("payload=%5B1%5D", FORM),
    ):
        assert (await post(client, body, signed(body), content))[0] == 400, body


async def test_a_body_is_limited_before_it_is_verified(client: Client) -> None:
    """Too large is refused by its stated size, and by its real size where none is stated."""
    large = "x" * (MAX_BODY + 1)
    async with client.post(PATH, data=io.BytesIO(large.encode()), headers=signed(large)) as response:
        assert response.status == 413

    async def chunks() -> AsyncIterator[bytes]:
        for _ in range(MAX_BODY // 65_536 + 1):
            yield b"x" * 65_536

    async with client.post(PATH, data=chunks()) as response:
        assert response.status == 413


async def test_a_redelivered_event_is_handled_once(
    client: Client, slack: SlackMock, responder: FakeResponder
) -> None:
    """Slack repeats an event up to three times, with a retry header: once is answered, all get 200."""
    body, content = form(mention(slack, "<@U0BOT> help"))
    for retry in range(4):
        headers = signed(body) | ({"x-slack-retry-num": str(retry)} if retry else {})
        assert (await post(client, body, headers, content))[0] == 200
    await slack.until(lambda: bool(slack.called("chat.postEphemeral")))
    assert len(responder.asked) == 1


async def test_nothing_else_is_served(client: Client) -> None:
    """The path answers POST only."""
    async with client.get(PATH) as response:
        assert response.status == 405


async def test_socket_mode_serves_nothing(slack: SlackMock) -> None:
    """With Socket Mode there is no address to attack."""
    app = web.Application()
    front_for(slack, FakeResponder(), SLACK_MODE="socket", SLACK_APP_TOKEN="xapp-1").routes(app)
    async with TestClient(TestServer(app)) as client:
        assert (await post(client, GENUINE, signed(GENUINE)))[0] == 404


class StoodAt(Clock):
    def __init__(self, seconds: float) -> None:
        self.now = lambda: seconds  # type: ignore[method-assign]


def test_the_guard_uses_the_clock_it_is_given() -> None:
    """Five minutes to either side."""
    headers = signed(GENUINE)
    stamp = int(headers[STAMP])
    for age, fresh in ((0, True), (300, True), (301, False), (-301, False)):
        guard = Guard(SECRET, clock=StoodAt(stamp + age))
        assert guard.accepts(headers, GENUINE.encode()) is fresh


@pytest.mark.parametrize(
    ("settings", "named"),
    [
        ({"SLACK_BOT_TOKEN": None}, "SLACK_BOT_TOKEN"),
        ({"SLACK_SIGNING_SECRET": None}, "SLACK_SIGNING_SECRET"),
        ({"SLACK_MODE": "socket"}, "SLACK_APP_TOKEN"),
    ],
)
async def test_a_missing_setting_is_named(
    slack: SlackMock, settings: dict[str, str | None], named: str
) -> None:
    """One sentence says which setting is missing for the mode that is set."""
    with pytest.raises(SettingsError, match=named):
        front_for(slack, FakeResponder(), **settings)
