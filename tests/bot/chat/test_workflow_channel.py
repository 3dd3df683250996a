"""The Workflows webhook: where it may be, what each answer means, and that its address stays secret."""

import json
import logging
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from ipaddress import ip_network
from typing import Any

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from pydantic import SecretStr

from bot.alerts import Destination
from bot.chat.workflow import WorkflowChannel
from bot.errors import DeliveryError, Failure, SettingsError
from tests.bot.teams_kit import ALERT

PLACE = Destination(id="workflow:default", team="default", channel="workflow", address="default")
LOOPBACK = (ip_network("127.0.0.0/8"),)
SECRET = "sig=s3cret-signature%2Bx"


@asynccontextmanager
async def webhook(*answers: Any) -> AsyncIterator[tuple[WorkflowChannel, list[dict[str, Any]]]]:
    """Serve `answers` one after the other, then 202; yield the channel and what it posted."""
    waiting = list(answers)
    posted: list[dict[str, Any]] = []

    async def take(request: web.Request) -> web.StreamResponse:
        body = await request.read()
        posted.append({"query": request.raw_path, "size": len(body), "body": json.loads(body)})
        answer = waiting.pop(0) if waiting else 202
        if answer == "lost":
            assert request.transport is not None
            request.transport.close()
        status, headers = answer if isinstance(answer, tuple) else (answer, {})
        return web.Response(status=status if isinstance(status, int) else 500, headers=headers)

    app = web.Application()
    app.router.add_post("/workflows/x", take)
    async with TestServer(app, host="127.0.0.1") as server:
        address = SecretStr(f"{server.make_url('/workflows/x')}?{SECRET}")
        channel = WorkflowChannel(address, allow_networks=LOOPBACK)
        yield channel, posted
        await channel.close()


async def test_an_alert_becomes_a_message_with_one_card() -> None:
    """The body is what a flow expects, in UTF-8 below 28 KB, to the very address with its signature."""
    async with webhook() as (channel, posted):
        receipt = await channel.post("key-1", ALERT, PLACE, repeat=True)
        assert receipt.message_id == "key-1"
        [post] = posted
        assert post["query"].endswith(SECRET)
        assert post["size"] < 28_000
        assert post["body"]["type"] == "message"
        [attachment] = post["body"]["attachments"]
        assert attachment["contentType"] == "application/vnd.microsoft.card.adaptive"
        assert "May have been posted before" in str(attachment["content"])
        assert "深圳大学" in str(attachment["content"])


async def test_a_newer_revision_is_not_a_second_message() -> None:
    """A webhook cannot edit; posting again would tell the same thing twice."""
    async with webhook() as (channel, posted):
        assert (await channel.update("key-1", "key-1", ALERT, PLACE)).message_id == "key-1"
        assert posted == []
        assert not channel.can_find
        assert await channel.find(["key-1"], PLACE, timedelta(hours=1)) == {}


@pytest.mark.parametrize(
    ("answer", "failure", "pause"),
    [
        ((429, {"Retry-After": "30"}), Failure.SURE, timedelta(seconds=30)),
        (500, Failure.AMBIGUOUS, None),
        (502, Failure.AMBIGUOUS, None),
        (408, Failure.AMBIGUOUS, None),
        ("lost", Failure.AMBIGUOUS, None),
        (400, Failure.PERMANENT, None),
        (401, Failure.PERMANENT, None),
        (404, Failure.PERMANENT, None),
        (413, Failure.PERMANENT, None),
        ((307, {"Location": "http://127.0.0.1:9/"}), Failure.PERMANENT, None),
    ],
)
async def test_each_answer_has_its_meaning(answer: Any, failure: Failure, pause: timedelta | None) -> None:
    """Sure, unknown or permanent; the client itself posts nothing twice, no error shows the address."""
    async with webhook(answer) as (channel, posted):
        with pytest.raises(DeliveryError) as caught:
            await channel.post("key-1", ALERT, PLACE)
        assert (caught.value.failure, caught.value.retry_after) == (failure, pause)
        assert len(posted) == 1
        for secret in ("s3cret", "/workflows/x"):
            assert secret not in f"{caught.value!r} {caught.value.__context__!r} {channel.__dict__!r}"


async def test_an_unreachable_webhook_surely_got_nothing(caplog: pytest.LogCaptureFixture) -> None:
    """A refused connection may be tried again, and no log line shows the address."""
    caplog.set_level(logging.DEBUG)
    channel = WorkflowChannel(SecretStr(f"http://127.0.0.1:9/x?{SECRET}"), allow_networks=LOOPBACK)
    with pytest.raises(DeliveryError) as caught:
        await channel.post("key-1", ALERT, PLACE)
    assert caught.value.failure is Failure.SURE
    assert "s3cret" not in caplog.text
    await channel.close()


@pytest.mark.parametrize(
    "url",
    [
        "https://prod-01.westeurope.logic.azure.com:443/workflows/a/triggers/manual/paths/invoke?sig=x",
        "https://default01.02.environment.api.powerplatform.com/powerautomate/automations/direct/x?sig=x",
    ],
)
def test_microsofts_hosts_are_accepted(url: str) -> None:
    """The two places where Power Automate serves webhooks."""
    WorkflowChannel(SecretStr(url))


@pytest.mark.parametrize(
    "url",
    [
        "",
        "s3cret",
        "http://prod-01.westeurope.logic.azure.com/s3cret",
        "https://logic.azure.com.evil.example/s3cret",
        "https://evil.example/s3cret?x=.logic.azure.com",
        "https://user:s3cret@x.logic.azure.com/",
        "https://x.logic.azure.com:8443/s3cret",
        "https://xlogic.azure.com/s3cret",
        "https://contoso.webhook.office.com/s3cret",
        "http://127.0.0.1:1/s3cret",
        "http://localhost:1/s3cret",
        "http://10.0.0.1/s3cret",
    ],
)
def test_other_hosts_are_refused_without_naming_them(url: str) -> None:
    """A wrong address may be a secret in the wrong place: the sentence does not repeat it."""
    with pytest.raises(SettingsError, match="TEAMS_WORKFLOW_URL") as caught:
        WorkflowChannel(SecretStr(url))
    assert "s3cret" not in str(caught.value)


def test_a_loopback_stand_in_needs_leave() -> None:
    """Only loopback, and only inside a range that SANCTIONS_WATCH_ALLOW_NETWORKS opens."""
    WorkflowChannel(SecretStr("http://127.0.0.1:1/"), allow_networks=LOOPBACK)
    for url in ("http://10.0.0.1/", "http://localhost:1/", "http://[::1]/"):
        with pytest.raises(SettingsError):
            WorkflowChannel(SecretStr(url), allow_networks=(*LOOPBACK, ip_network("10.0.0.0/8")))
