"""Several workspaces on one bot: each with its own team, token, channel and limits, and none in another's."""

import asyncio
import json
import re
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiohttp import web

import watchers.store
from bot.actors import Actor, Role
from bot.alerts import Alert, AlertKind, DeliveryState, Destination, SourceLink
from bot.chat.slack.front_end import PATH
from bot.outbox import outbox
from bot.tenants.tenancy import REMOVED
from bot.tenants.vault import new_key
from bot.triage import audit
from tests.bot.grammar.test_authorisation import COMMANDS, ROOT, WORDS, calls, dump, is_edit, table
from tests.slack_mock import Call, SlackMock, error
from tests.slack_people import command, signed
from tests.slack_two import KEY, Place, token_of, workspaces
from watchers.lists.store import replace_list
from watchers.model import Entry, Source, SourceKind
from watchlists.csvfile import read_terms
from watchlists.model import Severity, Watchlist
from watchlists.store import save_watchlist

pytest.importorskip("cryptography", reason="several workspaces need the extra slack-oauth")
# slack_sdk hands its credentials to aiohttp in a way that aiohttp means to end
pytestmark = pytest.mark.filterwarnings("ignore:BasicAuth is deprecated:DeprecationWarning")
TEAMS = {"T1": "slack-T1", "T2": "slack-T2"}


@pytest.fixture
async def place(store_url: str) -> AsyncIterator[Place]:
    """Return a bot that two workspaces have installed, each with a channel for its alerts."""
    async with workspaces(store_url) as made:
        for workspace in TEAMS:
            assert (await made.install(workspace))[0] == 200
            assert "posted here" in (await made.say(workspace, "subscribe"))["text"]
        yield made


def record(place: Place, name: str, workspace: str, *, revision: int = 0) -> None:
    """Tell a workspace's team of something, as a poll does."""
    db, now = place.app.db, datetime.now(UTC)
    alert = Alert(
        id=name,
        team=TEAMS[workspace],
        kind=AlertKind.MATCH,
        severity=Severity.HIGH,
        title=f"Told to {workspace}: {name}",
        sources=(SourceLink(name="Wire", url=WORDS["url"]),),
        created=now,
        revision=revision,
    )
    with db.atomic():
        outbox.record(db, alert, outbox.destinations(db, TEAMS[workspace]), now)


def states(place: Place, name: str) -> list[DeliveryState]:
    return [one.state for one in outbox.deliveries(place.app.db, name)]


async def test_each_alert_goes_to_its_own_workspace_with_its_own_token(place: Place) -> None:
    """The same channel id in both workspaces is two channels."""
    for workspace in TEAMS:
        record(place, f"a-{workspace}", workspace)
    await place.deliver()
    for workspace, other in (("T1", "T2"), ("T2", "T1")):
        [text] = place.texts(workspace)
        assert f"Told to {workspace}" in text
        assert f"Told to {other}" not in text
        posted = [one for one in place.homes[workspace].calls if one.method == "chat.postMessage"]
        assert {one.headers["Authorization"] for one in posted} == {f"Bearer {token_of(workspace)}"}
    assert place.slack.called("chat.postMessage") == []


async def test_an_edit_is_the_own_team_s_and_told_there_only(place: Place) -> None:
    """Added in one workspace, it is on no list of the other."""
    await place.say("T1", "watchlist add Northern Foundry --note mine")
    assert "Northern Foundry" in str(await place.say("T1", "watchlist show Northern Foundry"))
    assert "Northern Foundry" not in str((await place.say("T2", "watchlist show default"))["blocks"])
    rows = [(row.team, row.workspace) for row in audit.rows(place.app.db) if "add" in row.action]
    assert rows == [("slack-T1", "T1")]


USERS = {"guest": "U03GUEST", "member": "U02BEN", "editor": "U01ANA", "owner": "U06OWNER"}


def furnish(place: Place) -> None:
    """Give the first workspace something to read and to change; the second has nothing of it."""
    db, now = place.app.db, datetime.now(UTC)
    terms, _ = read_terms(f"kind,name,aliases,context,note\norg,{WORDS['name'][1:-1]},,,for our eyes\n")
    source = Source(id="wire", kind=SourceKind.FEED, url="https://news.example/feed", name="Wire")
    with db.atomic():
        save_watchlist(db, Watchlist(team=TEAMS["T1"], name="default", terms=terms), now)
        watchers.store.add_source(db, source, now)
        replace_list(db, "held", (Entry(entity_id="e1", name="Quarry", list="held"),), as_of="", now=now)
        told = Alert(
            id="alert-1",
            team=TEAMS["T1"],
            kind=AlertKind.MATCH,
            severity=Severity.HIGH,
            title="They rent chips",
            sources=(SourceLink(name="Wire", url=WORDS["url"]),),
            created=now,
        )
        outbox.record(db, told, (), now)


@pytest.mark.parametrize("person", USERS)
async def test_no_role_of_another_workspace_reaches_ours(person: str, place: Place) -> None:
    """Guest, member, editor, owner of the other workspace × every command, through Slack's own requests."""
    furnish(place)
    db = place.app.db
    place.homes["T2"].users["U06OWNER"] = {"is_owner": True}
    ours = dump(db, team=TEAMS["T1"])
    shared = (watchers.store.sources(db), dump(db)["lists"])
    for name in COMMANDS:
        for call in calls(name):
            answer = str(await place.say("T2", call, user=USERS[person]))
            assert not re.search("for our eyes|rent chips", answer), call
            if is_edit(name) and table()[name][person] == "no":
                assert "Only editors" in answer, call
            assert dump(db, team=TEAMS["T1"]) == ours, call
            assert (watchers.store.sources(db), dump(db)["lists"]) == shared, call
    begun = ("slack.install", "alerts.subscribe")
    assert {row.team for row in audit.rows(db) if row.action not in begun} <= {TEAMS["T2"]}
    assert audit.verify(db) == ""


async def test_what_all_share_is_for_none_of_them_to_change(place: Place) -> None:
    """As docs/security.md says: an owner of a workspace that installed the app does not stop a source."""
    furnish(place)
    place.homes["T2"].users["U06OWNER"] = {"is_owner": True}
    text = " ".join((ROOT / "docs" / "security.md").read_text(encoding="utf-8").split())
    told = re.search(r"that installed the app nobody may ((?:`[^`]+`(?:, | or )?)+)", text)
    assert told
    named = re.findall(r"`([^`]+)`", told[1])
    assert set(named) == {
        name for name, row in table().items() if is_edit(name) and row["reaches"] == "all teams"
    }
    for name in named:
        for user in ("U01ANA", "U06OWNER"):
            assert "shared by all workspaces" in (await place.say("T2", f"{name} wire", user=user))["text"]


async def test_a_stranger_from_the_other_workspace_is_turned_away(place: Place) -> None:
    """In a shared channel a person of T2 is nobody in T1, although both use the bot."""
    place.homes["T1"].users["U07THEIRS"] = {"team_id": "T2", "is_stranger": True, "is_admin": True}
    answer = await place.say("T1", "watchlist show", user="U07THEIRS")
    assert "own workspace only" in answer["text"]


@pytest.mark.parametrize("user", ["U02BEN", "U03GUEST"])
async def test_only_editors_choose_the_channel(place: Place, user: str) -> None:
    """Whoever may not edit may not subscribe either."""
    for word in ("subscribe", "unsubscribe"):
        assert "Only editors" in (await place.say("T1", word, user=user, channel="C02OTHER"))["text"]
    assert [one.address for one in outbox.destinations(place.app.db, "slack-T1")] == ["C01ALERTS"]


async def test_editors_are_named_with_their_workspace(store_url: str) -> None:
    """The same id in another workspace is another person."""
    async with workspaces(store_url, SANCTIONS_WATCH_EDITORS="U02BEN,T2/U02BEN") as place:
        for workspace in TEAMS:
            await place.install(workspace)
        refused = await place.say("T1", "watchlist add X1234 --kind org", user="U02BEN")
        assert "T1/U02BEN" in refused["text"]
        done = await place.say("T2", "watchlist add X1234 --kind org", user="U02BEN")
        assert "Only editors" not in done["text"]


async def test_where_it_cannot_post_it_says_what_to_do(place: Place) -> None:
    """Not invited, archived, private and unseen, a direct message."""
    channels = place.homes["T1"].channels
    channels["C02OTHER"] |= {"is_member": False}
    channels["C03OLD"] = {"name": "old", "is_archived": True}
    for channel, said in (
        ("C02OTHER", "/invite"),
        ("C03OLD", "archived"),
        ("C09UNSEEN", "/invite"),
        ("D01DIRECT", "in the channel"),
    ):
        assert said in (await place.say("T1", "subscribe", channel=channel))["text"]
    assert len(outbox.destinations(place.app.db, "slack-T1")) == 1


async def test_unsubscribing_ends_it_for_the_channel(place: Place) -> None:
    """With a row in the log for each change; help names both words."""
    assert "No more alerts" in (await place.say("T1", "unsubscribe"))["text"]
    assert "No alerts are posted here" in (await place.say("T1", "unsubscribe"))["text"]
    record(place, "a1", "T1")
    await place.deliver()
    assert place.texts("T1") == []
    actions = [row.action for row in audit.rows(place.app.db) if row.team == "slack-T1"]
    assert actions == ["slack.install", "alerts.subscribe", "alerts.unsubscribe"]
    assert "unsubscribe" in str(await place.say("T1", "help"))


async def test_the_app_is_removed_and_comes_back(place: Place) -> None:
    """The token goes, what waits is shown as dead, the other goes on; installed again, it is posted."""
    record(place, "before", "T1")
    record(place, "theirs", "T2")
    assert await place.tell("T1", "app_uninstalled") == 200
    assert await place.tell("T1", "tokens_revoked", event={"tokens": {"bot": ["UBT1"]}}) == 200
    await place.slack.until(lambda: states(place, "before") == [DeliveryState.DEAD])
    record(place, "meanwhile", "T1")
    await place.deliver()
    assert states(place, "theirs") == [DeliveryState.SENT]
    dead = outbox.undelivered(place.app.db, "slack-T1")
    assert set(dead) == {"before", "meanwhile"}
    assert dead["before"][0].note == REMOVED
    assert "removed" in dead["meanwhile"][0].note
    assert place.app.db.query("SELECT token FROM installations WHERE workspace = 'T1'") == [{"token": None}]
    answer = await place.say("T1", "watchlist show")
    assert "no access to this workspace" in answer["text"]
    assert place.texts("T1") == []
    await place.install("T1")
    await place.deliver()
    assert len(place.texts("T1")) == 2
    assert outbox.undelivered(place.app.db, "slack-T1") == {}
    assert "Desk" not in (await place.say("T1", "help"))["text"]


@pytest.mark.parametrize("code", ["token_revoked", "account_inactive"])
async def test_a_removal_that_nobody_told_is_noticed(place: Place, code: str) -> None:
    """Slack refuses the token: it is deleted, and the alert kept for the return."""
    record(place, "a1", "T1")
    place.homes["T1"].next("chat.postMessage", error(code))
    await place.deliver()
    [held] = [one for one in await place.app.tenancy.held() if one.workspace == "T1"]
    assert (held.why, held.key) == (code, "")
    assert states(place, "a1") == [DeliveryState.DEAD]
    await place.install("T1")
    await place.deliver()
    assert states(place, "a1") == [DeliveryState.SENT]


async def test_a_newer_token_of_another_instance_is_used_at_once(place: Place, store_url: str) -> None:
    """Installed again elsewhere while we held the old token: refused, read anew, posted once."""
    record(place, "a0", "T1")
    await place.deliver()  # this instance holds the first token now
    async with workspaces(store_url, place.slack, place.homes) as other:
        other.numbers["T1"] = 1
        await other.install("T1")
    place.homes["T1"].next("chat.postMessage", error("token_revoked"))
    record(place, "a1", "T1")
    await place.deliver()
    used = [
        one.headers["Authorization"] for one in place.homes["T1"].calls if one.method == "chat.postMessage"
    ]
    assert used[-2:] == [f"Bearer {token_of('T1')}", f"Bearer {token_of('T1', 2)}"]
    assert len(place.texts("T1")) == 2
    assert states(place, "a1") == [DeliveryState.SENT]


def lose_answer(home: SlackMock) -> None:
    """Have the next post taken and its answer lost."""

    async def taken_then_lost(call: Call) -> web.Response:
        await home.answer(call)
        return web.Response(status=500)

    home.next("chat.postMessage", taken_then_lost)


async def test_an_answer_that_is_lost_is_read_back_in_its_own_workspace(place: Place) -> None:
    """Taken, then no answer: found with the workspace's own token, and posted once."""
    lose_answer(place.homes["T1"])
    record(place, "a1", "T1")
    await place.deliver()
    assert states(place, "a1") == [DeliveryState.SENT]
    assert len(place.texts("T1")) == 1
    assert place.homes["T1"].called("conversations.history")
    assert place.homes["T2"].called("conversations.history") == []


async def test_what_was_posted_before_the_app_was_removed_is_not_posted_again(place: Place) -> None:
    """Taken, then no answer, then our access ends: nothing is concluded until the app is back."""
    lose_answer(place.homes["T1"])
    record(place, "a1", "T1")
    while not place.homes["T1"].called("chat.postMessage"):  # a claim that grew old unused is given back
        await place.deliver_once()
    assert await place.tell("T1", "app_uninstalled") == 200
    await place.slack.until(
        lambda: bool(place.app.db.query("SELECT 1 FROM installations WHERE token IS NULL"))
    )
    await place.app.deliverer.drain(timedelta(seconds=2))
    assert states(place, "a1") == [DeliveryState.SENDING]
    await place.install("T1")
    await place.deliver()
    assert states(place, "a1") == [DeliveryState.SENT]
    assert len(place.texts("T1")) == 1


async def test_an_edit_that_the_removal_refused_is_made_after_the_return(place: Place) -> None:
    """The message stands; its newer revision waits for the app."""
    record(place, "a1", "T1")
    await place.deliver()
    record(place, "a1", "T1", revision=1)
    place.homes["T1"].next("chat.update", error("token_revoked"))
    while not place.homes["T1"].called("chat.update"):  # the channel's pause first
        await place.deliver_once()
        await asyncio.sleep(0.1)
    await place.install("T1")
    await place.deliver()
    [delivery] = outbox.deliveries(place.app.db, "a1")
    assert delivery.posted_revision == 1
    assert len(place.texts("T1")) == 1


async def test_who_looks_into_an_alert_whose_message_was_deleted(place: Place) -> None:
    """It is kept; nothing is posted anew or tried again; the alert says that its message shows nothing."""
    record(place, "a1", "T1")
    await place.deliver()
    place.homes["T1"].messages["C01ALERTS"].clear()
    await place.say("T1", "alerts acknowledge a1")
    while not place.homes["T1"].called("chat.update"):  # the channel's pause first
        await place.deliver_once()
        await asyncio.sleep(0.1)
    await place.deliver()
    [delivery] = outbox.deliveries(place.app.db, "a1")
    assert (delivery.state, delivery.reason) == (DeliveryState.SENT, "update-refused")
    assert "sent (The message was deleted in Slack" in str(await place.say("T1", "alerts show a1"))
    assert len(place.homes["T1"].called("chat.update")) == 1
    assert place.texts("T1") == []


async def test_a_pause_in_one_workspace_holds_no_other(place: Place) -> None:
    """Slack's 429 is for the workspace it was answered in."""
    limited = error("ratelimited", status=429, headers={"Retry-After": "30"})
    place.homes["T1"].next("chat.postMessage", limited)
    for number in range(3):
        record(place, f"one-{number}", "T1")
        record(place, f"two-{number}", "T2")
    for _ in range(30):
        await place.deliver_once()
        if len(place.texts("T2")) == 3:
            break
        await place.slack.until(lambda: True)
    assert len(place.homes["T1"].called("chat.postMessage")) == 1
    assert all(states(place, f"one-{number}") == [DeliveryState.PENDING] for number in range(3))


async def test_a_bot_of_one_workspace_becomes_one_of_several(store_url: str) -> None:
    """Its workspace installs the app too, then its token goes from the settings: same team, same channels.

    While the token is set nothing is told twice; while neither serves it, alerts wait.
    """
    own = {"SLACK_BOT_TOKEN": "xoxb-own", "SLACK_CHANNEL": "C01ALERTS"}
    single = {"SLACK_CLIENT_ID": None, "SLACK_CLIENT_SECRET": None}
    async with workspaces(store_url, **own, **single) as place:
        slack, homes, home = place.slack, place.homes, place.slack.team
        slack.users = {"U01ANA": {"is_admin": True}}
        await place.say(home, "subscribe", channel="C02OTHER")
        async with workspaces(store_url, slack, homes, **own) as both:
            await both.front.start()
            await both.install(home)
            assert "SLACK_CHANNEL" in (await both.say(home, "subscribe"))["text"]
        for more, state in ((single | {"SLACK_BOT_TOKEN": "xoxb-own"}, "sent"), ({}, "sent")):
            async with workspaces(store_url, slack, homes, **more) as after:
                name, db, now = f"told-{len(more)}", after.app.db, datetime.now(UTC)
                told = Alert(
                    id=name,
                    team="default",
                    kind=AlertKind.MATCH,
                    severity=Severity.HIGH,
                    title=name,
                    created=now,
                )
                with db.atomic():
                    outbox.record(db, told, outbox.destinations(db, "default"), now)
                await after.deliver()
                assert states(after, name) == [state]
        used = [one.headers["Authorization"] for one in homes[home].calls if one.method == "chat.postMessage"]
        assert used[-1] == f"Bearer {token_of(home)}"
        no_oauth = single | {"SLACK_BOT_TOKEN": "xoxb-own"}
        async with workspaces(store_url, slack, homes) as several:
            await several.install("T1")
            await several.say("T1", "subscribe")
            record(several, "waits", "T1")
        async with workspaces(store_url, slack, homes, **no_oauth) as off:
            await off.deliver_once()
            assert states(off, "waits") == [DeliveryState.PENDING]


async def test_a_lost_key_stops_its_workspaces_only(store_url: str, caplog: pytest.LogCaptureFixture) -> None:
    """One sentence, no traceback; nothing is lost, and all goes out when the key is back."""
    other = new_key()
    async with workspaces(store_url) as first:
        slack, homes = first.slack, first.homes
        await first.install("T1")
        await first.say("T1", "subscribe")
        async with workspaces(store_url, slack, homes, SANCTIONS_WATCH_SECRET_KEYS=other) as place:
            await place.install("T2")
            await place.say("T2", "subscribe")
            for workspace in TEAMS:
                record(place, f"a-{workspace}", workspace)
            await place.deliver_once()
            assert len(place.texts("T2")) == 1
            assert states(place, "a-T1") == [DeliveryState.PENDING]
            assert "no access to this workspace" in (await place.say("T1", "help"))["text"]
            found = await place.front.check()
            [bad] = [said for well, said in found if not well]
            assert "T1" in bad
            assert "SANCTIONS_WATCH_SECRET_KEYS" in bad
            assert (await place.front.token_works())[0], "one workspace is well"
        locked = [one for one in caplog.records if "locked" in one.getMessage()]
        assert locked
        assert "Traceback" not in caplog.text
        both = f"{other},{KEY}"
        async with workspaces(store_url, slack, homes, SANCTIONS_WATCH_SECRET_KEYS=both) as place:
            place.app.db.execute("UPDATE destinations SET not_before = held_at")
            place.app.db.execute("UPDATE deliveries SET due = touched WHERE state = 'pending'")
            await place.deliver()
            assert states(place, "a-T1") == [DeliveryState.SENT]
            keys = {one.key for one in await place.app.tenancy.held()}
            assert len(keys) == 1, "sealed anew under the newest at the start"


async def test_an_unsigned_removal_removes_nothing(place: Place) -> None:
    """Nobody but Slack can tell that a workspace left."""
    body: dict[str, Any] = {
        "type": "event_callback",
        "team_id": "T2",
        "event_id": "Ev9",
        "event": {"type": "app_uninstalled"},
    }
    assert await place.post(body, **{"X-Slack-Signature": "v0=" + "0" * 64}) == 401
    assert [one.workspace for one in await place.app.tenancy.held() if one.removed is None] == [*TEAMS]


async def test_tokens_of_persons_end_without_us(place: Place) -> None:
    """Only the bot's token is ours."""
    await place.tell("T1", "tokens_revoked", event={"tokens": {"oauth": ["U01ANA"]}})
    assert "starter" in str(await place.say("T1", "watchlist list"))


async def test_a_workspace_that_never_installed_gets_one_sentence(place: Place) -> None:
    """No team, no answer from the store, no row."""
    before = dump(place.app.db)
    answer = await place.say("T9", "watchlist show")
    assert "no access to this workspace" in answer["text"]
    after = dump(place.app.db)
    assert after == before


async def test_slack_may_try_the_address(place: Place) -> None:
    """url_verification belongs to no workspace."""
    body = json.dumps({"type": "url_verification", "challenge": "c1", "token": "x"})
    heads = {"content-type": "application/json", **signed(body)}
    async with place.client.post(PATH, data=body, headers=heads) as answer:
        assert (answer.status, await answer.json()) == (200, {"challenge": "c1"})


async def test_several_workspaces_over_one_socket(store_url: str) -> None:
    """Socket Mode needs no address for requests; each envelope goes to its own workspace."""
    more = {"SLACK_MODE": "socket", "SLACK_APP_TOKEN": "xapp-1", "SLACK_SIGNING_SECRET": None}
    async with workspaces(store_url, **more) as place:
        for workspace in TEAMS:
            await place.install(workspace)
        await place.front.start()
        assert place.slack.ws is not None
        for number, workspace in enumerate((*TEAMS, "T9")):
            payload = command(place.slack, "watchlist add Northern Foundry", trigger=f"t{number}")
            payload |= {"team_id": workspace, "response_url": place.slack.response_url(workspace)}
            envelope = {"type": "slash_commands", "envelope_id": f"e{number}", "payload": payload}
            await place.slack.ws.send_json(envelope | {"accepts_response_payload": True})
        await place.slack.until(lambda: {one["to"] for one in place.slack.responses} == {*TEAMS, "T9"})
        said = {one["to"]: one["text"] for one in place.slack.responses}
        assert "no access to this workspace" in said["T9"]
        rows = {(row.team, row.workspace) for row in audit.rows(place.app.db) if "add" in row.action}
        assert rows == {("slack-T1", "T1"), ("slack-T2", "T2")}
        assert await place.post(command(place.slack, "help")) == 404, "nothing is served for requests"
        await place.front.close()


async def test_while_nobody_can_say_whose_it_is_slack_tries_again(store_url: str) -> None:
    """The settings' token cannot be asked for its workspace now: no answer, no traceback."""
    async with workspaces(store_url, SLACK_BOT_TOKEN="xoxb-own", SLACK_CHANNEL="C01ALERTS") as place:
        place.slack.next("auth.test", error("fatal_error"))
        assert await place.post(command(place.slack, "help")) == 503


async def test_the_settings_workspace_is_served_beside_them(store_url: str) -> None:
    """Its channel, token and team are as before; it may choose further channels."""
    async with workspaces(store_url, SLACK_BOT_TOKEN="xoxb-own", SLACK_CHANNEL="#sanctions-alerts") as place:
        place.slack.users = {"U01ANA": {"is_admin": True}}
        place.homes[place.slack.team] = place.slack
        await place.install("T1")
        await place.say("T1", "subscribe")
        home = place.slack.team
        assert "SLACK_CHANNEL" in (await place.say(home, "subscribe"))["text"]
        assert "posted here" in (await place.say(home, "subscribe", channel="C02OTHER"))["text"]
        assert "SLACK_CHANNEL" in (await place.say(home, "unsubscribe"))["text"]
        places = {(one.id, one.workspace) for one in outbox.destinations(place.app.db, "default")}
        assert places == {("slack:#sanctions-alerts", ""), (f"slack:{home}/C02OTHER", "")}
        await place.say(home, "watchlist add Northern Foundry --note mine")
        assert "Northern Foundry" not in str(await place.say("T1", "watchlist show default"))
    async with workspaces(store_url, place.slack, SLACK_BOT_TOKEN="xoxb-own", SLACK_CHANNEL="C1") as again:
        places = {(one.id, one.workspace) for one in outbox.destinations(again.app.db, "default")}
        assert places == {("slack:C1", ""), (f"slack:{home}/C02OTHER", "")}, "what was chosen in chat stays"


async def test_where_alerts_of_teams_go_is_logged_too(place: Place) -> None:
    """Ending what is not there is no change."""
    there = Destination(id="teams:19:x", team="default", channel="teams", address="19:x")
    person = Actor(team="default", user="id-1", role=Role.EDITOR, via="teams", workspace="tenant")
    await place.app.tenancy.subscribe(there, person)
    assert await place.app.tenancy.unsubscribe(there, person)
    assert not await place.app.tenancy.unsubscribe(there, person)
    rows = [(row.action, row.who, row.via) for row in audit.rows(place.app.db) if row.subject == there.id]
    assert rows == [("alerts.subscribe", "id-1", "teams"), ("alerts.unsubscribe", "id-1", "teams")]
