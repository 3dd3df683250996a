"""Installing the app from a browser: what is kept, what is refused, and that nobody else can finish it."""

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest

import watchlists.store
from bot.chat.slack.manifest import BOT_SCOPES
from bot.errors import SettingsError
from bot.tenants.vault import new_key
from bot.triage import audit
from tests.slack_mock import SlackMock, error
from tests.slack_two import COOKIE, Place, granted, token_of, workspaces

pytest.importorskip("cryptography", reason="several workspaces need the extra slack-oauth")
# slack_sdk hands its credentials to aiohttp in a way that aiohttp means to end
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")


@pytest.fixture
async def place(store_url: str) -> AsyncIterator[Place]:
    async with workspaces(store_url) as made:
        yield made


def kept(place: Place) -> list[dict[str, Any]]:
    return place.app.db.query("SELECT workspace, team FROM installations WHERE token IS NOT NULL")


async def test_a_browser_is_sent_to_slack(place: Place) -> None:
    """With our id, our scopes, the address to come back to, and a word that its cookie holds too."""
    async with place.client.get("/slack/install", allow_redirects=False) as answer:
        assert answer.status == 302
        where, cookie = urlsplit(answer.headers["Location"]), answer.headers["Set-Cookie"]
    asked = {name: values[0] for name, values in parse_qs(where.query).items()}
    assert asked["client_id"] == "111.222"
    assert set(asked["scope"].split(",")) == set(BOT_SCOPES)
    assert asked["redirect_uri"] == "https://bot.example.com/slack/oauth_redirect"
    assert cookie.startswith(f"{COOKIE}={asked['state']};")
    for mark in ("Secure", "HttpOnly", "SameSite=Lax"):
        assert mark in cookie


@pytest.mark.parametrize(
    ("team", "kept_as"),
    [("T123", "T123"), ("T1\r\nSet-Cookie: x=1", None), ("T1&scope=admin", None), ("", None)],
)
async def test_the_address_may_name_a_workspace_and_nothing_else(
    place: Place, team: str, kept_as: str | None
) -> None:
    """What is no workspace's id does not reach Slack's address, nor a header."""
    async with place.client.get("/slack/install", params={"team": team}, allow_redirects=False) as answer:
        assert answer.status == 302
        asked = parse_qs(urlsplit(answer.headers["Location"]).query)
        assert len(answer.headers.getall("Set-Cookie")) == 1
    assert asked.get("team", [None])[0] == kept_as
    assert "admin" not in asked["scope"][0]


async def test_an_installation_is_kept_and_explained(place: Place) -> None:
    """The page says what to do next; the token is sealed; the workspace has its team; the log says who."""
    status, page = await place.install("T1")
    assert status == 200
    assert "Desk T1" in page
    assert "/sanctions subscribe" in page
    assert kept(place) == [{"workspace": "T1", "team": "slack-T1"}]
    assert token_of("T1") not in repr(place.app.db.query("SELECT * FROM installations"))
    [row] = list(audit.rows(place.app.db))
    assert (row.action, row.workspace, row.who, row.team) == ("slack.install", "T1", "U01ANA", "slack-T1")
    assert "starter" in [one["name"] for one in watchlists.store.names(place.app.db, "slack-T1")]
    called = place.slack.called("oauth.v2.access")[0]
    assert called["redirect_uri"] == "https://bot.example.com/slack/oauth_redirect"


async def test_installed_again_the_channels_that_were_subscribed_go_on(place: Place) -> None:
    """Nobody is told to subscribe what is subscribed; that a removed app must be invited anew is said."""
    await place.install("T1")
    await place.say("T1", "subscribe")
    _, page = await place.install("T1")
    assert "Alerts go on to the channel that is subscribed" in page
    assert "type /invite @sanctions-watch there" in page
    await place.say("T1", "unsubscribe")
    _, page = await place.install("T1")
    assert "In the channel where alerts should go" in page


async def test_only_who_began_can_finish(place: Place) -> None:
    """A forged word, another browser's, none, one used before: refused, and Slack is not even asked."""
    state, cookie = await place.start()
    _, others = await place.start()
    forged = f"{COOKIE}=forged"
    for query, sent in (
        ({"code": "c", "state": "forged"}, cookie),
        ({"code": "c", "state": "forged"}, forged),
        ({"code": "c", "state": state}, others),
        ({"code": "c", "state": state}, ""),
        ({"code": "c"}, cookie),
        ({"code": "c", "state": ""}, f"{COOKIE}="),
        ({"code": "c", "state": "é\n<b>"}, f"{COOKIE}=x"),
    ):
        status, page = await place.back(query, sent)
        assert status in (400, 401), query
        assert "<b>" not in page
    assert place.slack.called("oauth.v2.access") == []
    place.slack.codes["good"] = granted("T1")
    place.slack.join(token_of("T1"), SlackMock(team="T1"))
    assert (await place.back({"code": "good", "state": state}, cookie))[0] == 200
    place.slack.codes["good"] = granted("T1", 2)
    assert (await place.back({"code": "good", "state": state}, cookie))[0] == 401
    assert len(kept(place)) == 1


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ({"error": "access_denied"}, "said no"),
        ({"error": "<script>alert(1)</script>"}, "Slack says"),
        ({"code": "unknown"}, "did not accept"),
        ({}, "no code"),
    ],
)
async def test_what_goes_wrong_at_slack_is_a_page(place: Place, query: dict[str, str], said: str) -> None:
    """One sentence and what to do; nothing of the address is shown as it came."""
    state, cookie = await place.start()
    _, page = await place.back({"state": state, **query}, cookie)
    assert said in page
    assert "<script>" not in page
    assert "/slack/install" in page
    assert kept(place) == []


@pytest.mark.parametrize(
    ("granting", "said"),
    [
        (
            {"is_enterprise_install": True, "team": None, "enterprise": {"id": "E1"}},
            "each workspace by itself",
        ),
        ({"expires_in": 43200}, "nothing to get the next one with"),
    ],
)
async def test_what_cannot_be_served_is_refused(
    place: Place, granting: dict[str, Any], said: str, caplog: pytest.LogCaptureFixture
) -> None:
    """With the reason, before anything is kept; the token is given back."""
    status, page = await place.install("T1", **granting)
    assert status == 403
    assert said in page
    assert kept(place) == []
    assert len(place.homes["T1"].called("auth.revoke")) == 1
    assert "pl4nted" not in caplog.text


async def test_workspaces_may_be_named(store_url: str) -> None:
    """Others are told so."""
    async with workspaces(store_url, SLACK_WORKSPACES="T1, T3") as place:
        assert (await place.install("T1"))[0] == 200
        status, page = await place.install("T2")
        assert (status, kept(place)) == (403, [{"workspace": "T1", "team": "slack-T1"}])
        assert "SLACK_WORKSPACES" in page


async def test_the_workspace_of_the_settings_keeps_its_team(store_url: str) -> None:
    """When it installs the app too; others get teams of their own beside it."""
    async with workspaces(store_url, SLACK_BOT_TOKEN="xoxb-own", SLACK_CHANNEL="C01ALERTS") as place:
        place.slack.team = "T0"
        await place.install("T0")
        await place.install("T1")
        assert [row["team"] for row in kept(place)] == ["default", "slack-T1"]


async def test_a_slack_that_fails_meanwhile_is_a_page(place: Place, caplog: pytest.LogCaptureFixture) -> None:
    """No traceback, in the page or in the log, and no code in it."""
    state, cookie = await place.start()
    place.slack.next("oauth.v2.access", *[error("internal_error", status=500)] * 5)
    status, page = await place.back({"code": "c0de-pl4nted", "state": state}, cookie)
    assert status in (401, 502)
    assert "Traceback" not in page + caplog.text
    assert "pl4nted" not in page + caplog.text


async def test_no_page_without_credentials(store_url: str) -> None:
    """A bot of one workspace has nothing to install."""
    more = {"SLACK_CLIENT_ID": None, "SLACK_CLIENT_SECRET": None, "SLACK_BOT_TOKEN": "xoxb-own"}
    async with workspaces(store_url, **more) as place, place.client.get("/slack/install") as answer:
        assert answer.status == 404


@pytest.mark.parametrize(
    ("more", "named"),
    [
        ({"SLACK_CLIENT_SECRET": None}, "SLACK_CLIENT_SECRET"),
        ({"SLACK_CLIENT_ID": None}, "SLACK_CLIENT_ID"),
        ({"SLACK_SIGNING_SECRET": None}, "SLACK_SIGNING_SECRET"),
        ({"SLACK_MODE": "socket"}, "SLACK_APP_TOKEN"),
        ({"SANCTIONS_WATCH_SECRET_KEYS": None}, "SANCTIONS_WATCH_SECRET_KEYS"),
        ({"SANCTIONS_WATCH_SECRET_KEYS": f"{new_key()},short"}, "key 2"),
    ],
)
async def test_a_missing_setting_is_named(store_url: str, more: dict[str, Any], named: str) -> None:
    """Which, before anything listens."""
    with pytest.raises(SettingsError, match=named):
        async with workspaces(store_url, **more):
            pass


async def test_the_environment_alone_makes_no_other_store(
    store_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bolt reads the app's id and secret by itself and would keep tokens in files in clear."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("SLACK_CLIENT_ID", "111.222")
    monkeypatch.setenv("SLACK_CLIENT_SECRET", "client-pl4nted")
    async with workspaces(store_url) as place:
        await place.install("T1")
        await place.say("T1", "help")
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert {path.name.partition(".")[0] for path in files} <= {"store"}
    for path in files:
        assert b"pl4nted" not in path.read_bytes()
