"""The Slack channel against a Slack on loopback, through the real SDK client."""

import asyncio
import socket
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp import web
from pydantic import SecretStr

from bot.alerts import Alert, Destination, Line, Move, Receipt, delivery_key
from bot.chat.channel import Channel
from bot.chat.slack.channel import EVENT_TYPE, SlackChannel
from bot.chat.slack.client import Workspace, posting_client, reading_client
from bot.errors import DeliveryError, Failure
from bot.settings import isolated
from tests import slack_samples
from tests.slack_mock import Answer, Call, SlackMock, error

ALERTS = Destination(id="slack:T01/C01ALERTS", team="acme", channel="slack", address="C01ALERTS")


def channel_to(api_url: str) -> SlackChannel:
    settings = isolated(SLACK_API_URL=api_url, SLACK_BOT_TOKEN=SecretStr("xoxb-secret"))
    reading = reading_client(settings)
    return SlackChannel(posting=posting_client(settings), reading=reading, workspace=Workspace(reading))


@pytest.fixture
def channel(slack: SlackMock) -> SlackChannel:
    return channel_to(slack.api_url)


HOUR = timedelta(hours=1)


async def test_a_post_carries_key_text_and_blocks(slack: SlackMock, channel: SlackChannel) -> None:
    """One call; the key travels in the metadata; nothing is unfolded or looked up by Slack."""
    receipt = await channel.post("k1", slack_samples.tender(), ALERTS)
    (call,) = slack.calls
    assert call.method == "chat.postMessage"
    assert call.headers["Authorization"] == "Bearer xoxb-secret"
    payload = call.payload
    assert payload["metadata"] == {"event_type": EVENT_TYPE, "event_payload": {"key": "k1", "revision": 0}}
    assert payload["unfurl_links"] is False
    assert payload["unfurl_media"] is False
    assert payload["link_names"] is False
    assert payload["text"].startswith("🔴 High severity")
    assert payload["blocks"][0]["type"] == "header"
    (message,) = slack.messages["C01ALERTS"]
    assert receipt.message_id == f"C01ALERTS/{message['ts']}"


async def test_a_channel_may_be_named(slack: SlackMock, channel: SlackChannel) -> None:
    """#name works as well as the id, for posting and for finding."""
    slack.page_size = 1  # names are looked for on every page
    named = Destination(id="d", team="acme", channel="slack", address="#sanctions-alerts")
    receipt = await channel.post("k1", slack_samples.news(), named)
    assert receipt.message_id.startswith("C01ALERTS/")
    assert await channel.find(["k1"], named, HOUR) == {"k1": receipt}


@pytest.mark.parametrize("code", ["invalid_blocks", "invalid_blocks_format", "msg_blocks_too_long"])
async def test_refused_blocks_become_plain_text_once(
    slack: SlackMock, channel: SlackChannel, code: str
) -> None:
    """The alert is told in plain text, when Slack refuses the blocks; a second refusal is permanent."""
    slack.next("chat.postMessage", error(code))
    receipt = await channel.post("k1", slack_samples.tender(), ALERTS)
    first, second = slack.called("chat.postMessage")
    assert first["blocks"]
    assert second["blocks"] == []
    assert second["metadata"] == first["metadata"]
    assert "tech.example.org" in second["text"]
    assert receipt.message_id.startswith("C01ALERTS/")
    slack.next("chat.postMessage", error(code), error(code))
    with pytest.raises(DeliveryError) as caught:
        await channel.post("k2", slack_samples.tender(), ALERTS)
    assert caught.value.failure is Failure.PERMANENT
    assert len(slack.called("chat.postMessage")) == 4


async def test_a_rate_limit_is_not_waited_for_but_told(slack: SlackMock, channel: SlackChannel) -> None:
    """Posting makes one call; Retry-After comes back to delivery."""
    slack.next("chat.postMessage", error("ratelimited", status=429, headers={"Retry-After": "7"}))
    with pytest.raises(DeliveryError) as caught:
        await channel.post("k1", slack_samples.news(), ALERTS)
    assert caught.value.failure is Failure.SURE
    assert caught.value.retry_after == timedelta(seconds=7)
    assert len(slack.calls) == 1


async def test_a_lost_answer_is_ambiguous_and_not_repeated(slack: SlackMock, channel: SlackChannel) -> None:
    """A connection that dies after Slack took the message: one message, and nobody claims to know."""

    async def accept_then_reset(call: Call) -> Answer | None:
        slack.api_chat_postMessage(call.payload)
        raise web.HTTPInternalServerError  # the SDK sees a failure; the message stands

    slack.next("chat.postMessage", accept_then_reset)
    with pytest.raises(DeliveryError) as caught:
        await channel.post("k1", slack_samples.news(), ALERTS)
    assert caught.value.failure is Failure.AMBIGUOUS
    assert len(slack.messages["C01ALERTS"]) == 1
    assert list(await channel.find(["k1"], ALERTS, HOUR)) == ["k1"]


async def test_a_connection_closed_without_answer_is_ambiguous() -> None:
    """Bytes went out, nothing came back: one attempt, unknown outcome."""
    seen = 0

    async def hang_up(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        nonlocal seen
        await reader.read(1)
        seen += 1
        writer.close()

    server = await asyncio.start_server(hang_up, "127.0.0.1", 0)
    async with server:
        port = server.sockets[0].getsockname()[1]
        with pytest.raises(DeliveryError) as caught:
            await channel_to(f"http://127.0.0.1:{port}/api/").post("k1", slack_samples.news(), ALERTS)
    assert caught.value.failure is Failure.AMBIGUOUS
    assert seen == 1


async def test_a_refused_connection_is_a_sure_failure() -> None:
    """Nobody listens: surely not posted."""
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    with pytest.raises(DeliveryError) as caught:
        await channel_to(f"http://127.0.0.1:{port}/api/").post("k1", slack_samples.news(), ALERTS)
    assert caught.value.failure is Failure.SURE
    assert "xoxb-secret" not in repr(caught.value)


@pytest.mark.parametrize("page_size", [1, 15, 100])
async def test_messages_are_found_on_every_page(
    slack: SlackMock, channel: SlackChannel, page_size: int
) -> None:
    """Looking back pages to the end, whatever the page size, and reads nobody else's messages."""
    slack.page_size = page_size
    posted = {f"k{n}": await channel.post(f"k{n}", slack_samples.news(), ALERTS) for n in range(20)}
    forged = {"event_type": EVENT_TYPE, "event_payload": {"key": "other"}}
    slack.messages["C01ALERTS"].append({"ts": "9999999999.1", "bot_id": "B0EVIL", "metadata": forged})
    slack.messages["C01ALERTS"].append({"ts": "9999999999.2", "text": "a person"})
    found = await channel.find(["k0", "k7", "k19", "other", "absent"], ALERTS, HOUR)
    assert found == {key: posted[key] for key in ("k0", "k7", "k19")}


async def test_what_a_digest_told_is_found_in_it(slack: SlackMock, channel: SlackChannel) -> None:
    """By the key of its line, where it has no message of its own, older or newer; the key says no more."""
    own = replace(slack_samples.news(), id="a-own")
    key = {name: delivery_key(name, ALERTS.id) for name in ("a-own", "a-line", "a-other")}
    lines = tuple(Line(text=name, alert=name) for name in ("a-own", "a-line"))
    message = await channel.post(key["a-own"], own, ALERTS)
    digest = await channel.post("d1", replace(own, id="digest:1", lines=lines), ALERTS)
    found = await channel.find(key.values(), ALERTS, HOUR)
    inside = Receipt(message_id=digest.message_id, digest="d1")
    assert found == {key["a-own"]: message, key["a-line"]: inside}
    posted = [call.payload for call in slack.calls if call.method == "chat.postMessage"]
    assert "a-line" not in str(posted[-1]["metadata"])


@pytest.mark.parametrize("off", [timedelta(minutes=-5), timedelta(hours=-25), timedelta(hours=25)])
async def test_looking_back_goes_by_slacks_clock(
    slack: SlackMock, channel: SlackChannel, off: timedelta
) -> None:
    """Ours may be off by as much as it likes: what was posted just now is found."""
    slack.clock = (datetime.now(UTC) + off).timestamp
    receipt = await channel.post("k1", slack_samples.news(), ALERTS)
    assert await channel.find(["k1"], ALERTS, timedelta()) == {"k1": receipt}


async def test_looking_back_waits_where_slack_asks(slack: SlackMock, channel: SlackChannel) -> None:
    """A rate limit while reading is waited out: reading may be repeated."""
    receipt = await channel.post("k1", slack_samples.news(), ALERTS)
    slack.next("conversations.history", error("ratelimited", status=429, headers={"Retry-After": "0"}))
    assert await channel.find(["k1"], ALERTS, HOUR) == {"k1": receipt}


async def test_looking_back_without_the_scope_says_so(slack: SlackMock, channel: SlackChannel) -> None:
    """The sentence names the scope that is missing."""
    slack.next("conversations.history", error("missing_scope", needed="channels:history"))
    with pytest.raises(DeliveryError, match="channels:history") as caught:
        await channel.find(["k1"], ALERTS, HOUR)
    assert caught.value.failure is Failure.PERMANENT
    assert await channel.find([], ALERTS, HOUR) == {}


def revised(alert: Alert) -> Alert:
    return replace(alert, revision=3, title="Now with more sources")


async def test_an_update_edits_the_message(slack: SlackMock, channel: SlackChannel) -> None:
    """A newer revision replaces the message in place; no new message appears."""
    receipt = await channel.post("k1", slack_samples.news(), ALERTS)
    again = await channel.update(receipt.message_id, "k1", revised(slack_samples.news()), ALERTS)
    assert again == receipt
    (message,) = slack.messages["C01ALERTS"]
    assert "Now with more sources" in message["text"]
    assert message["metadata"]["event_payload"] == {"key": "k1", "revision": 3}


@pytest.mark.parametrize("code", ["cant_update_message", "edit_window_closed"])
async def test_what_cannot_be_edited_is_answered_in_its_thread_once(
    slack: SlackMock, channel: SlackChannel, code: str
) -> None:
    """The revision goes into the thread; repeated after a lost answer, it is not said again."""
    receipt = await channel.post("k1", slack_samples.news(), ALERTS)
    ts = receipt.message_id.partition("/")[2]
    for _ in range(2):
        slack.next("chat.update", error(code))
        assert (
            await channel.update(receipt.message_id, "k1", revised(slack_samples.news()), ALERTS) == receipt
        )
    replies = [message for message in slack.messages["C01ALERTS"] if message.get("thread_ts") == ts]
    assert len(replies) == 1
    assert "Now with more sources" in replies[0]["text"]


AWARD = Move(
    revision=3, head="award (before: tender)", told=("Supplier: A <b> & Co",), url="https://c.example/3"
)


async def test_what_became_of_an_alert_is_told_below_its_message_once(
    slack: SlackMock, channel: SlackChannel
) -> None:
    """Nobody is told of an edit; the reply stands in the channel too, however often the edit is tried."""
    receipt = await channel.post("k1", slack_samples.tender(), ALERTS)
    moved = replace(slack_samples.tender(), revision=3, moves=(AWARD,))
    slack.next("chat.update", error("fatal_error"))
    with pytest.raises(DeliveryError):
        await channel.update(receipt.message_id, "k1", moved, ALERTS)
    for _ in range(2):
        await channel.update(receipt.message_id, "k1", moved, ALERTS)
    _, reply = slack.called("chat.postMessage")
    ts = receipt.message_id.partition("/")[2]
    assert (reply["thread_ts"], reply["reply_broadcast"]) == (ts, True)
    assert reply["text"].startswith("award (before: tender): ")
    assert "Supplier: A &lt;b&gt; &amp; Co" in str(reply["blocks"])
    assert "<https://c.example/3|Open the newest source>" in str(reply["blocks"])
    # it is no message of the alert: after a restart the alert's own is found
    for message in slack.messages["C01ALERTS"]:
        message.pop("thread_ts", None)  # Slack's history holds what was shown in the channel too
    assert await channel.find(["k1"], ALERTS, HOUR) == {"k1": receipt}


async def test_a_long_thread_is_read_to_its_end_before_anything_is_said_below_a_message(
    slack: SlackMock, channel: SlackChannel
) -> None:
    """People talked there so much that what was said already stands on no first page."""
    receipt = await channel.post("k1", slack_samples.tender(), ALERTS)
    ts = receipt.message_id.partition("/")[2]
    for number in range(slack.page_size * 2):
        told = {"ts": f"{float(ts) + (number + 1) / 1000:.6f}", "thread_ts": ts, "text": "We look into it."}
        slack.messages["C01ALERTS"].append(told)
    slack.clock = lambda: float(ts) + 60
    moved = replace(slack_samples.tender(), revision=3, moves=(AWARD,))
    slack.next("chat.update", error("fatal_error"))
    with pytest.raises(DeliveryError):
        await channel.update(receipt.message_id, "k1", moved, ALERTS)
    await channel.update(receipt.message_id, "k1", moved, ALERTS)
    assert len(slack.called("chat.postMessage")) == 2  # the message, and once what became of it


async def test_what_a_message_shows_from_the_first_is_not_told_below_it(
    slack: SlackMock, channel: SlackChannel
) -> None:
    """It was posted after the award; a later stage is told, in the thread alone where it is hushed."""
    receipt = await channel.post("k1", replace(slack_samples.tender(), revision=3, moves=(AWARD,)), ALERTS)
    end = Move(revision=5, head="cancelled", hushed=True)
    await channel.update(
        receipt.message_id, "k1", replace(slack_samples.tender(), revision=5, moves=(AWARD, end)), ALERTS
    )
    _, reply = slack.called("chat.postMessage")
    assert (reply["text"].partition(":")[0], reply["reply_broadcast"]) == ("cancelled", False)


async def test_what_became_of_an_alert_in_two_steps_is_told_as_slowly_as_messages(
    slack: SlackMock, channel: SlackChannel
) -> None:
    """Slack takes about one message a second in a channel, and a reply that is shown there is one."""
    receipt = await channel.post("k1", slack_samples.tender(), ALERTS)
    channel.pause = 0.2
    end = Move(revision=4, head="cancelled")
    moved = replace(slack_samples.tender(), revision=4, moves=(AWARD, end))
    begun = time.monotonic()
    await channel.update(receipt.message_id, "k1", moved, ALERTS)
    assert len(slack.called("chat.postMessage")) == 3
    assert time.monotonic() - begun >= 0.2


@pytest.mark.parametrize(
    "refusal",
    [error("missing_scope"), error("ratelimited", status=429, headers={"Retry-After": "60"})],
    ids=["no scope", "limit"],
)
async def test_where_the_thread_cannot_be_read_a_message_is_edited_all_the_same(
    slack: SlackMock, channel: SlackChannel, refusal: Any
) -> None:
    """What may stand there already is not said; what surely does not, is. No limit is waited for."""
    receipt = await channel.post("k1", slack_samples.tender(), ALERTS)
    end = Move(revision=5, head="cancelled")
    moved = replace(slack_samples.tender(), revision=5, moves=(AWARD, end))
    channel.pause = 0
    for said, replies in ((None, []), (5, []), (4, ["cancelled"]), (-1, ["award (before", "cancelled"])):
        slack.next("conversations.replies", refusal)
        before = len(slack.called("chat.postMessage"))
        await channel.update(receipt.message_id, "k1", moved, ALERTS, said=said)
        told = slack.called("chat.postMessage")[before:]
        assert [one["text"].partition(":")[0] for one in told] == replies
    assert len(slack.called("chat.update")) == 4


async def test_an_edit_that_fails_behind_a_reply_says_that_a_part_was_taken(
    slack: SlackMock, channel: SlackChannel
) -> None:
    """So that the reply is not made again where nobody can look for it."""
    receipt = await channel.post("k1", slack_samples.tender(), ALERTS)
    moved = replace(slack_samples.tender(), revision=3, moves=(AWARD,))
    for moves, partly in ((moved.moves, True), ((), False)):
        slack.next("chat.update", error("ratelimited", status=429, headers={"Retry-After": "1"}))
        with pytest.raises(DeliveryError) as refused:
            await channel.update(receipt.message_id, "k1", replace(moved, moves=moves), ALERTS, said=-1)
        assert refused.value.partly is partly


@pytest.mark.parametrize("code", ["restricted_action_thread_locked", "invalid_blocks"])
async def test_where_the_thread_takes_no_reply_a_message_is_edited_all_the_same(
    slack: SlackMock, channel: SlackChannel, code: str
) -> None:
    receipt = await channel.post("k1", slack_samples.tender(), ALERTS)
    slack.next("chat.postMessage", error(code))
    moved = replace(slack_samples.tender(), revision=3, moves=(AWARD,))
    assert await channel.update(receipt.message_id, "k1", moved, ALERTS) == receipt
    assert len(slack.called("chat.update")) == 1


@pytest.mark.parametrize("answers", [None, error("thread_not_found")], ids=["empty", "thread_not_found"])
async def test_a_deleted_message_is_not_said_to_be_updated(
    slack: SlackMock, channel: SlackChannel, answers: Any
) -> None:
    """Nothing is posted where nobody would see it; the edit is given up, and the words say why."""
    receipt = await channel.post("k1", slack_samples.news(), ALERTS)
    slack.messages["C01ALERTS"].clear()
    if answers is not None:
        slack.next("conversations.replies", answers)
    with pytest.raises(DeliveryError) as caught:
        await channel.update(receipt.message_id, "k1", revised(slack_samples.news()), ALERTS)
    assert caught.value.failure is Failure.PERMANENT
    assert "was deleted in Slack" in caught.value.reason
    assert slack.messages["C01ALERTS"] == []


async def test_the_thread_of_a_deleted_message_is_told(slack: SlackMock, channel: SlackChannel) -> None:
    """Of a message that had replies Slack keeps a stub, and people still read the thread below it."""
    receipt = await channel.post("k1", slack_samples.news(), ALERTS)
    stub = {"ts": receipt.message_id.partition("/")[2], "subtype": "tombstone"}
    slack.messages["C01ALERTS"][:] = [stub]
    slack.next("chat.update", error("message_not_found"))
    assert await channel.update(receipt.message_id, "k1", revised(slack_samples.news()), ALERTS) == receipt
    assert [one.get("thread_ts") for one in slack.messages["C01ALERTS"]] == [None, stub["ts"]]


@pytest.mark.parametrize(
    ("method", "failure"),
    [
        ("chat.postMessage", Failure.AMBIGUOUS),
        ("chat.update", Failure.AMBIGUOUS),
        ("conversations.replies", Failure.SURE),
    ],
)
async def test_an_edit_without_an_answer_may_still_be_taken(
    slack: SlackMock, channel: SlackChannel, method: str, failure: Failure
) -> None:
    """So it waits, as a post does: a reply would stand there twice, an older edit come after a newer one."""
    receipt = await channel.post("k1", slack_samples.tender(), ALERTS)
    slack.next(method, error("", status=500))
    moved = replace(slack_samples.tender(), revision=3, moves=(AWARD,))
    with pytest.raises(DeliveryError) as caught:
        await channel.update(receipt.message_id, "k1", moved, ALERTS)
    assert caught.value.failure is failure


async def test_an_alert_that_cannot_be_drawn_is_not_looked_for(
    slack: SlackMock, channel: SlackChannel
) -> None:
    """A fault of ours is no lost answer: nothing went out, and no repeat can help."""
    broken = replace(slack_samples.news(), title=None)  # type: ignore[arg-type]
    with pytest.raises(DeliveryError) as caught:
        await channel.post("k1", broken, ALERTS)
    assert caught.value.failure is Failure.PERMANENT
    assert slack.calls == []


async def test_a_channel_is_what_delivery_expects(channel: SlackChannel) -> None:
    """It can find its messages, and allows one post a second."""
    as_channel: Channel = channel
    assert (as_channel.name, as_channel.can_find, as_channel.pause) == ("slack", True, 1.0)
    await as_channel.close()
