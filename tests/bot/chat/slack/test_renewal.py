"""Tokens that expire: renewed in time by one of all instances, sealed, and the old one serves until then."""

import asyncio
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp import web

from bot.alerts import DeliveryState
from bot.chat.slack.renewal import CALL_SECONDS
from bot.errors import StoreFull
from bot.tenants.renewals import RENEWING
from tests.bot.chat.slack.test_workspaces import record, states
from tests.slack_mock import Call, error
from tests.slack_two import Place, granted, token_of, workspaces

pytest.importorskip("cryptography", reason="several workspaces need the extra slack-oauth")
pytestmark = [
    pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning"),
    pytest.mark.both_stores,
]
SOON = 3600  # within the two hours before which a token is renewed


async def install_only(place: Place, expires_in: int) -> None:
    """Install with a token that ends then; what renews it is good once, and brings the next pair."""
    status, _ = await place.install("T1", refresh_token="xoxe-pl4nted-1", expires_in=expires_in)
    assert status == 200
    place.slack.codes["xoxe-pl4nted-1"] = next_pair()
    place.slack.join(token_of("T1", 2), place.homes["T1"])


async def install(place: Place, expires_in: int) -> None:
    """Install it, and have alerts posted."""
    await install_only(place, expires_in)
    assert "posted here" in (await place.say("T1", "subscribe"))["text"]


def next_pair() -> dict[str, Any]:
    return granted("T1", 2, refresh_token="xoxe-pl4nted-2", expires_in=43_200)


def renewals(place: Place) -> int:
    """Return how often Slack was asked for the next pair."""
    return sum(
        payload.get("grant_type") == "refresh_token" for payload in place.slack.called("oauth.v2.access")
    )


def token_used(place: Place) -> str:
    """Return the token of the last post."""
    [*_, last] = [call for call in place.homes["T1"].calls if call.method == "chat.postMessage"]
    return last.headers["Authorization"].removeprefix("Bearer ")


@pytest.fixture
async def place(store_url: str) -> AsyncIterator[Place]:
    # a post may take four seconds, however busy the machine is
    async with workspaces(store_url, SANCTIONS_WATCH_GRACE_SECONDS="10") as made:
        yield made


async def test_a_token_that_ends_soon_is_renewed_and_sealed(place: Place, caplog) -> None:
    """Before the next post; neither token nor what renews it can be read in the store or the log."""
    await install(place, SOON)
    record(place, "a1", "T1")
    await place.deliver()
    assert states(place, "a1") == [DeliveryState.SENT]
    assert renewals(place) == 1
    assert token_used(place) == token_of("T1", 2)
    [row] = place.app.db.query("SELECT * FROM installations")
    assert (row["generation"], row["renewing"]) == (2, None)
    assert row["token"].startswith("v1:")
    assert row["refresh"].startswith("v1:")
    assert "pl4nted" not in repr(row) + caplog.text


async def test_a_token_that_lasts_is_left_alone(place: Place) -> None:
    """Twelve hours are long."""
    await install(place, 43_200)
    record(place, "a1", "T1")
    await place.deliver()
    assert token_used(place) == token_of("T1", 1)
    assert renewals(place) == 0


async def test_of_several_instances_one_renews(store_url: str) -> None:
    """Asked at the same moment, with an answer that takes a while: one call; the others use the old token."""
    async with workspaces(store_url) as one, workspaces(store_url, one.slack, one.homes) as two:
        begun = asyncio.Event()

        async def slowly(call: Call) -> web.Response:
            begun.set()
            await asyncio.sleep(0.3)
            return one.slack.api_oauth_v2_access(call.payload)

        await install_only(one, SOON)
        one.slack.next("oauth.v2.access", slowly)
        homes = [place.front.homes for place in (one, two)]
        first = asyncio.create_task(homes[0].installed("T1"))
        await begun.wait()
        other = await homes[1].installed("T1")
        assert other is not None
        assert other.installation is not None
        assert other.installation.token.get_secret_value() == token_of("T1", 1)
        await first
        homes[1].look_again("T1")
        again = await homes[1].installed("T1")
        assert again is not None
        assert again.installation is not None
        assert again.installation.token.get_secret_value() == token_of("T1", 2)
        assert renewals(one) == 1


async def test_a_slack_that_fails_meanwhile_is_asked_again(place: Place, monkeypatch) -> None:
    """While the old token lasts it serves; ended, alerts wait, and nothing becomes a dead letter."""
    await install(place, 43_200)
    place.app.db.execute("UPDATE installations SET expires = '2026-01-01T00:00:00.000000+00:00'")
    place.slack.next("oauth.v2.access", error("internal_error", status=500))
    place.front.homes.look_again("T1")
    record(place, "a1", "T1")
    await place.deliver_once()
    assert states(place, "a1") == [DeliveryState.PENDING]
    place.app.db.execute("UPDATE installations SET renewing = NULL")  # as time would, in a minute
    await place.deliver()
    assert states(place, "a1") == [DeliveryState.SENT]
    assert token_used(place) == token_of("T1", 2)
    assert RENEWING.total_seconds() > CALL_SECONDS, "longer than a call may take"


async def test_a_renewal_that_died_with_its_instance_is_ended_by_another(store_url: str) -> None:
    """Killed between Slack's answer and the commit: who lives on, or starts next, asks again unasked."""
    async with workspaces(store_url) as killed:
        await install_only(killed, SOON)
        one = await killed.app.tenancy.find("T1")
        assert one is not None
        assert await killed.app.tenancy.may_renew(one)  # and of what Slack answered nothing was kept
        assert await killed.app.tenancy.unfinished() == ("T1",)
        async with workspaces(store_url, killed.slack, killed.homes) as place:
            assert place.front.homes.renewals is not None
            place.front.homes.renewals.every = 0.02
            await place.front.start()
            await asyncio.sleep(0.1)
            assert renewals(place) == 0, "the other one may still be at it"
            place.app.db.execute("UPDATE installations SET renewing = '2026-01-01T00:00:00.000000+00:00'")
            await place.slack.until(lambda: renewals(place) == 1)
            await place.slack.until(lambda: "xoxb" not in str(place.app.db.query(ROW)) and not begun(place))
            home = await place.front.homes.installed("T1")
            assert home is not None
            assert home.installation is not None
            assert home.installation.token.get_secret_value() == token_of("T1", 2)


ROW = "SELECT generation, renewing FROM installations"


def begun(place: Place) -> bool:
    """Return whether a renewal is not ended."""
    [row] = place.app.db.query(ROW)
    return row["renewing"] is not None


async def test_a_token_that_the_next_one_replaced_is_no_removal(place: Place) -> None:
    """Slack keeps two tokens alive: while the pair is being got, a refused one says nothing of the app."""
    await install(place, 43_200)
    place.app.db.execute("UPDATE installations SET renewing = '2099-01-01T00:00:00.000000+00:00'")
    place.homes["T1"].next("chat.postMessage", error("token_revoked"))
    record(place, "a1", "T1")
    await place.deliver_once()
    await place.slack.until(lambda: states(place, "a1") == [DeliveryState.PENDING])
    place.app.db.execute("UPDATE installations SET renewing = NULL")
    await place.deliver()
    assert states(place, "a1") == [DeliveryState.SENT]


async def test_that_slack_gives_no_next_token_is_told_while_the_old_one_posts(place: Place) -> None:
    """When it ends and what to do, once, in the workspace's own channel."""
    await install(place, 43_200)
    del place.slack.codes["xoxe-pl4nted-1"]
    soon = {"soon": datetime.now(UTC) + timedelta(seconds=SOON)}
    place.app.db.execute("UPDATE installations SET expires = :soon", soon)
    place.front.homes.look_again("T1")
    for name in ("a1", "a2"):
        record(place, name, "T1")
        await place.deliver()
        place.front.homes.look_again("T1")
    [told] = [text for text in place.texts("T1") if "loses its access" in text]
    assert "UTC" in told
    assert len(place.texts("T1")) == 3
    assert any("no next token" in said for good, said in await place.front.check() if not good)


async def test_what_slack_will_never_renew_is_told(place: Place) -> None:
    """The app must be installed again: a dead letter says so, and goes out then."""
    await install(place, 43_200)
    place.app.db.execute("UPDATE installations SET expires = '2026-01-01T00:00:00.000000+00:00'")
    del place.slack.codes["xoxe-pl4nted-1"]
    place.front.homes.look_again("T1")
    place.homes["T1"].next("chat.postMessage", error("token_expired"))
    record(place, "a1", "T1")
    await place.deliver()
    assert states(place, "a1") == [DeliveryState.DEAD]
    await place.install("T1", refresh_token="xoxe-pl4nted-3", expires_in=43_200)
    await place.deliver()
    assert states(place, "a1") == [DeliveryState.SENT]


async def test_the_next_pair_outlives_a_full_disk_and_who_asked(place: Place, monkeypatch) -> None:
    """It is given once: who waited gives up, the store has no room, and it is kept all the same."""
    await install(place, 43_200)
    place.app.db.execute("UPDATE installations SET expires = '2026-01-01T00:00:00.000000+00:00'")
    monkeypatch.setattr("bot.chat.slack.renewal.STORE_PAUSE", 0.01)
    tenancy, left = place.app.tenancy, 3
    keep = tenancy.renew

    async def full(*what: Any) -> None:
        nonlocal left
        left -= 1
        if left >= 0:
            raise StoreFull("no room")
        await keep(*what)

    monkeypatch.setattr(tenancy, "renew", full)
    place.front.homes.look_again("T1")
    asked = asyncio.create_task(place.front.homes.installed("T1"))
    while left == 3:
        await asyncio.sleep(0.005)
    asked.cancel()
    await place.front.homes.close()
    [row] = place.app.db.query("SELECT generation FROM installations")
    assert (row["generation"], renewals(place)) == (2, 1)
