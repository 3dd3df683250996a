"""Socket Mode against a Slack on loopback: connect, answer, say what is wrong, and `doctor`'s checks."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from bot.chat.slack.front_end import SlackFrontEnd
from bot.chat.slack.manifest import BOT_SCOPES
from bot.errors import SettingsError
from tests.slack_mock import SlackMock, error
from tests.slack_people import FakeResponder, command, front_for


@pytest.fixture
async def front(slack: SlackMock, responder: FakeResponder) -> AsyncIterator[SlackFrontEnd]:
    made = front_for(
        slack, responder, SLACK_MODE="socket", SLACK_APP_TOKEN="xapp-secret", SLACK_SIGNING_SECRET=None
    )
    yield made
    await made.close()


async def push(slack: SlackMock, payload: dict[str, Any], envelope: str) -> None:
    assert slack.ws is not None
    await slack.ws.send_json(
        {
            "type": "slash_commands",
            "envelope_id": envelope,
            "payload": payload,
            "accepts_response_payload": True,
        }
    )


async def test_a_command_over_the_socket(
    slack: SlackMock, responder: FakeResponder, front: SlackFrontEnd
) -> None:
    """The socket is the proof, no signature; each envelope is acknowledged, a repeat answered once."""
    await front.start()
    await push(slack, command(slack, "lookup X"), "e1")
    await push(slack, command(slack, "lookup X"), "e2")
    await slack.until(lambda: len(slack.acks) == 2 and bool(slack.responses))
    assert {ack["envelope_id"] for ack in slack.acks} == {"e1", "e2"}
    assert len(responder.asked) == 1
    opened = [call for call in slack.calls if call.method == "apps.connections.open"]
    assert all(call.headers["Authorization"] == "Bearer xapp-secret" for call in opened)


async def test_a_wrong_app_token_is_one_sentence(slack: SlackMock, front: SlackFrontEnd) -> None:
    """Start says what to do instead of trying for ever."""
    slack.next("apps.connections.open", error("invalid_auth"))
    with pytest.raises(SettingsError, match="SLACK_APP_TOKEN") as caught:
        await front.start()
    assert "xapp-secret" not in str(caught.value)


async def test_the_log_is_quiet_and_has_no_secrets(
    slack: SlackMock, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No advice on tokens at the start; what fails in the SDK is one line without traceback or ticket."""
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-secret")
    front = front_for(slack, FakeResponder(), SLACK_MODE="socket", SLACK_APP_TOKEN="xapp-secret")
    assert caplog.text == ""
    try:
        raise RuntimeError("cannot open wss://wss.example/link/?ticket=very-secret&x=1\nwith xapp-secret")
    except RuntimeError as error:
        front.app.logger.exception(f"Failed to connect (error: {error}); Retrying...")  # noqa: G004, TRY401
    assert "Failed to connect" in caplog.text
    assert "secret" not in caplog.text
    assert "Traceback" not in caplog.text


async def test_a_slack_that_stumbles_is_tried_again(
    slack: SlackMock, front: SlackFrontEnd, caplog: pytest.LogCaptureFixture
) -> None:
    """What is no fault of the token does not end the start: the connection follows."""
    slack.next("apps.connections.open", error("internal_error"))
    await front.start()
    await slack.until(lambda: slack.ws is not None)
    assert "slack.socket_delayed" in caplog.text


async def test_closing_twice_is_fine(slack: SlackMock, front: SlackFrontEnd) -> None:
    """Before the start, after it, and again."""
    await front.close()
    await front.start()
    await front.close()
    await front.close()


async def test_doctor_finds_all_well(front: SlackFrontEnd) -> None:
    """Token, scopes, channel, socket and editors, a sentence each."""
    found = await front.check()
    assert [well for well, _ in found] == [True] * 5
    assert "#sanctions-alerts" in found[2][1]


@pytest.mark.parametrize(
    ("method", "code", "said"),
    [
        ("auth.test", "invalid_auth", "SLACK_BOT_TOKEN"),
        ("conversations.info", "channel_not_found", "/invite"),
        ("conversations.info", "fatal_error", "could not be checked"),
        ("apps.connections.open", "not_allowed_token_type", "connections:write"),
        ("apps.connections.open", "fatal_error", "could not be checked"),
    ],
)
async def test_doctor_says_what_to_do(
    slack: SlackMock, front: SlackFrontEnd, method: str, code: str, said: str
) -> None:
    """Each fault is named with its remedy."""
    slack.next(method, error(code))
    bad = [sentence for well, sentence in await front.check() if not well]
    assert len(bad) == 1
    assert said in bad[0]


async def test_a_token_is_not_blamed_when_slack_does_not_answer(slack: SlackMock) -> None:
    """Whether it works is not known then."""
    silent = front_for(slack, FakeResponder(), SLACK_API_URL="http://127.0.0.1:9/api/")
    said = [sentence for well, sentence in await silent.check() if not well]
    assert any("SLACK_BOT_TOKEN could not be checked: No answer from Slack" in one for one in said)
    assert not any("does not work" in one for one in said)


async def test_doctor_names_missing_scopes_with_their_use(slack: SlackMock, front: SlackFrontEnd) -> None:
    """The scopes that the token lacks, and what each is for."""
    slack.scopes = ",".join(scope for scope in BOT_SCOPES if scope != "users:read")
    (bad,) = [sentence for well, sentence in await front.check() if not well]
    assert "users:read" in bad
    assert "guest" in bad


@pytest.mark.parametrize(
    ("channel", "said"),
    [({"is_member": False}, "/invite"), ({"is_archived": True}, "archived")],
)
async def test_doctor_looks_at_the_channel(
    slack: SlackMock, front: SlackFrontEnd, channel: dict[str, bool], said: str
) -> None:
    """The bot must be in it, and it must be alive."""
    slack.channels["C01ALERTS"] |= channel
    (bad,) = [sentence for well, sentence in await front.check() if not well]
    assert said in bad


@pytest.mark.parametrize(
    ("name", "well"),
    [("#sanctions-alerts", True), ("sanctions-alerts", True), ("#typo", False), (None, False)],
)
async def test_doctor_knows_the_channel_by_name(slack: SlackMock, name: str | None, well: bool) -> None:
    """By name as well as by id; one nobody knows is said so."""
    front = front_for(slack, FakeResponder(), SLACK_CHANNEL=name)
    found = await front.check()
    assert found[2][0] is well


@pytest.mark.parametrize(
    ("editors", "said"), [("", "neither"), ("U07EVA", "U07EVA"), ("*", "Every full member")]
)
async def test_doctor_says_who_may_edit(slack: SlackMock, editors: str, said: str) -> None:
    """A fresh installation says how to become an editor."""
    front = front_for(slack, FakeResponder(), SANCTIONS_WATCH_EDITORS=editors)
    assert said in (await front.check())[-1][1]
