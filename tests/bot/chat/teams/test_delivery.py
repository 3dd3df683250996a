"""Posting alerts through the Teams bot: what each outcome means for the delivery."""

import asyncio
import logging
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from bot.alerts import Destination, Move
from bot.errors import DeliveryError, Failure
from tests.bot.teams_kit import ALERT, Bench, bench

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:microsoft_teams")
SURE, AMBIGUOUS, PERMANENT = Failure.SURE, Failure.AMBIGUOUS, Failure.PERMANENT


def place(at: Bench, **changes: Any) -> Destination:
    there = Destination(
        id="teams:19:x",
        team="default",
        channel="teams",
        address="19:x@thread.tacv2",
        options=(("service_url", at.connector.url),),
    )
    return replace(there, **changes)


async def test_an_alert_is_posted_and_its_revision_edits_it() -> None:
    """A post answers the message id; a newer revision is a PUT on it."""
    async with bench() as at:
        receipt = await at.front.channel.post("k", ALERT, place(at))
        newer = replace(ALERT, title="Now with a reprint", revision=1)
        again = await at.front.channel.update(receipt.message_id, "k", newer, place(at))
        post, put = at.connector.posts
        assert (receipt.message_id, again.message_id) == ("m1", "m1")
        assert (post["method"], post["conversation"]) == ("POST", "19:x@thread.tacv2")
        assert (put["method"], put["id"]) == ("PUT", "m1")
        assert post["body"]["summary"].startswith("High severity: ")
        assert "entities" not in post["body"]
        assert "Now with a reprint" in str(put["body"])


MOVES = (
    Move(revision=1, head="correction (before: tender)", hushed=True),
    Move(revision=2, head="award", told=("Supplier: A & Co",), url="https://c.example/3"),
)


@pytest.mark.parametrize(
    ("address", "where", "first"),
    [
        ("19:x@thread.tacv2", "19:x@thread.tacv2;messageid=m1", "correction (before: tender): "),
        ("19:group@thread.v2", "19:group@thread.v2", "award: "),
    ],
)
async def test_what_became_of_an_alert_is_said_below_it(address: str, where: str, first: str) -> None:
    """Nobody sees an edit: in the thread of a channel's message; in a chat as a message, but not at night."""
    async with bench() as at:
        there = place(at, address=address)
        receipt = await at.front.channel.post("k", ALERT, there)
        await at.front.channel.update(receipt.message_id, "k", replace(ALERT, revision=2, moves=MOVES), there)
        _, _, said = at.connector.posts
        assert (said["method"], said["conversation"]) == ("POST", where)
        assert said["body"]["text"].startswith(first + ALERT.title)
        assert said["body"]["text"].endswith("Supplier: A & Co\n\nhttps://c.example/3")
        assert said["body"]["textFormat"] == "plain"


@pytest.mark.parametrize(
    ("fault", "failure", "said"),
    [
        ("lost", AMBIGUOUS, ["PUT", "POST", "PUT", "POST"]),
        (503, AMBIGUOUS, ["PUT", "PUT", "POST"]),
        (429, SURE, ["PUT", "PUT", "POST"]),
    ],
)
async def test_what_could_not_be_said_below_a_message_is_tried_again(
    fault: int | str, failure: Failure, said: list[str]
) -> None:
    """With the edit; who repeats it knows whether it may have been said."""
    async with bench() as at:
        receipt = await at.front.channel.post("k", ALERT, place(at))
        moved = replace(ALERT, revision=2, moves=MOVES)
        at.connector.faults = [0, fault]
        with pytest.raises(DeliveryError) as caught:
            await at.front.channel.update(receipt.message_id, "k", moved, place(at))
        assert caught.value.failure is failure
        await at.front.channel.update(receipt.message_id, "k", moved, place(at))
        assert [one["method"] for one in at.connector.posts[1:]] == said


@pytest.mark.parametrize("fault", [400, 403])
async def test_what_is_never_taken_below_a_message_is_left_to_the_edit(fault: int) -> None:
    """The card shows it, and no repeat could say it."""
    async with bench() as at:
        receipt = await at.front.channel.post("k", ALERT, place(at))
        at.connector.faults = [0, fault]
        moved = replace(ALERT, revision=2, moves=MOVES)
        assert await at.front.channel.update(receipt.message_id, "k", moved, place(at)) == receipt
        assert [one["method"] for one in at.connector.posts[1:]] == ["PUT"]


async def test_below_a_message_whose_id_is_not_known_it_is_said_in_the_channel() -> None:
    """The card cannot be edited, so nothing else shows what became of the alert."""
    async with bench() as at:
        with pytest.raises(DeliveryError, match="did not tell the id"):
            await at.front.channel.update("", "k", replace(ALERT, revision=2, moves=MOVES), place(at))
        [said] = at.connector.posts
        assert (said["method"], said["conversation"]) == ("POST", place(at).address)
        assert said["body"]["text"].startswith("award: ")  # not what is hushed


async def test_alerts_are_posted_where_no_server_is_started(caplog: pytest.LogCaptureFixture) -> None:
    """As by `poll` and `run --once`; two at the same moment and a start after them do no harm."""
    async with bench(started=False) as at:
        await asyncio.gather(*(at.front.channel.post("k", ALERT, place(at)) for _ in range(2)))
        await at.front.start()
        await at.front.channel.post("k", ALERT, place(at))
        assert len(at.connector.posts) == 3
    assert "already initialized" not in caplog.text


async def test_a_repeat_says_that_it_may_be_one() -> None:
    """Nothing can be read back: after an unknown outcome the second message says so."""
    async with bench() as at:
        await at.front.channel.post("k", ALERT, place(at), repeat=True)
        assert "May have been posted before" in str(at.connector.posts[0]["body"])
        assert not at.front.channel.can_find
        assert await at.front.channel.find(["k"], place(at), timedelta(hours=1)) == {}


@pytest.mark.parametrize(
    ("fault", "failure", "pause"),
    [
        ((429, {"Retry-After": "7"}), SURE, timedelta(seconds=7)),
        (429, SURE, None),
        (401, SURE, timedelta(minutes=10)),
        (412, SURE, None),
        (500, AMBIGUOUS, None),
        (502, AMBIGUOUS, None),
        (504, AMBIGUOUS, None),
        ("lost", AMBIGUOUS, None),
        (403, PERMANENT, None),
        (404, PERMANENT, None),
        (302, PERMANENT, None),
    ],
)
async def test_each_refusal_has_its_meaning(fault: Any, failure: Failure, pause: timedelta | None) -> None:
    """Sure: try again; unknown: reconcile; permanent: dead letter. No error shows a secret or an address."""
    async with bench() as at:
        at.connector.faults = [fault]
        with pytest.raises(DeliveryError) as caught:
            await at.front.channel.post("k", ALERT, place(at))
        assert (caught.value.failure, caught.value.retry_after) == (failure, pause)
        for secret in ("s3cret", at.connector.url, "Bearer"):
            assert secret not in str(caught.value)
        assert len(at.connector.posts) == (1 if fault == "lost" else 0)


async def test_a_cut_answer_is_a_post_that_arrived() -> None:
    """Teams took it (2xx) but the id was lost: delivered, never to be edited."""
    async with bench() as at:
        at.connector.faults = ["half"]
        receipt = await at.front.channel.post("k", ALERT, place(at))
        assert receipt.message_id == ""
        with pytest.raises(DeliveryError) as caught:
            await at.front.channel.update("", "k", ALERT, place(at))
        assert caught.value.failure is PERMANENT


async def test_a_refused_card_is_posted_as_plain_text_once() -> None:
    """A flaw in a card must not cost the alert; a message refused in both forms is dead."""
    async with bench() as at:
        at.connector.faults = [400]
        await at.front.channel.post("k", ALERT, place(at))
        [post] = at.connector.posts
        assert post["body"]["textFormat"] == "plain"
        assert ALERT.title in post["body"]["text"]
        assert "https://www.ccgp.gov.cn/notice/1.htm" in post["body"]["text"]
        at.connector.faults = [413, 413]
        with pytest.raises(DeliveryError) as caught:
            await at.front.channel.post("k", ALERT, place(at))
        assert caught.value.failure is PERMANENT


async def test_an_unreachable_connector_surely_got_nothing() -> None:
    """Refused connections and addresses that are none are told apart from lost answers."""
    async with bench() as at:
        nobody = place(at, options=(("service_url", "http://127.0.0.1:9/"),))
        with pytest.raises(DeliveryError) as caught:
            await at.front.channel.post("k", ALERT, nobody)
        assert caught.value.failure is SURE


async def test_a_login_that_fails_keeps_the_alert(caplog: pytest.LogCaptureFixture) -> None:
    """A wrong client secret or a login out of reach is mended later; neither is told with a secret."""
    async with bench() as at:
        channel: Any = at.front.channel
        provider = channel._app.token_provider

        async def refused() -> None:
            raise ValueError("invalid_client")

        async def unreachable() -> None:
            raise ConnectionError("https://login.example/s3cret")

        for fault, says in ((refused, "invalid_client"), (unreachable, "cannot be reached")):
            provider.get_app_token = fault
            with pytest.raises(DeliveryError, match=says) as caught:
                await channel.post("k", ALERT, place(at))
            assert caught.value.failure is SURE
            assert "s3cret" not in str(caught.value)
            (well, sentence), (keys, _) = await at.front.check()
            assert (well, keys) == (False, True)
            assert says in sentence


async def test_nothing_secret_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    """At the most talkative level: no token, no client secret, no message text, no address with a query."""
    caplog.set_level(logging.DEBUG)
    async with bench() as at:
        await at.send(at.activity(text="lookup confidential name"))
        await at.front.channel.post("k", ALERT, place(at))
    told = "\n".join(f"{record.name} {record.getMessage()}" for record in caplog.records)
    told = "\n".join(one for one in told.split("\n") if not one.startswith("asyncio"))
    for secret in ("s3cret", "Bearer", "eyJ", "confidential", ALERT.title):
        assert secret not in told


async def test_the_doctor_says_that_all_is_well() -> None:
    """Token and keys were received."""
    async with bench() as at:
        assert await at.front.check() == (
            (True, "Microsoft's login gave the bot its token."),
            (True, "Microsoft's signing keys were read."),
        )
