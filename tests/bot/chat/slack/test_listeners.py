"""What people do in Slack, whole payloads through Bolt: commands, mentions, buttons, modals, shortcuts."""

import asyncio
import json
from typing import Any

import pytest

from bot.actors import Role
from bot.chat.slack import payloads
from bot.chat.slack.front_end import SlackFrontEnd
from bot.phrases import split
from bot.replies import Offer, Paragraph, Reply, Tone
from tests import slack_samples
from tests.slack_mock import SlackMock, error
from tests.slack_people import FakeResponder, action, command, front_for, mention, send, shortcut, submission


async def said(slack: SlackMock, count: int = 1) -> dict[str, Any]:
    """Wait for `count` answers to response_url and return the last."""
    await slack.until(lambda: len(slack.responses) >= count)
    return slack.responses[count - 1]


async def test_a_command_is_acknowledged_first_and_answered_to_the_person_alone(
    slack: SlackMock, responder: FakeResponder, front: SlackFrontEnd
) -> None:
    """The acknowledgement does not wait for the answer; the words arrive as typed, with who and where."""
    responder.gate = asyncio.Event()
    acknowledged = await send(front, command(slack, "lookup Shenzhen University"))
    assert acknowledged.status == 200
    assert slack.responses == []
    responder.gate.set()
    answer = await said(slack)
    assert answer["response_type"] == "ephemeral"
    assert answer["replace_original"] is False
    assert answer["text"].startswith("You said: lookup Shenzhen University")
    ((text, actor),) = responder.asked
    assert text == "lookup Shenzhen University"
    assert (actor.user, actor.role, actor.via) == ("U01ANA", Role.EDITOR, "slack")
    assert (actor.team, actor.workspace, actor.channel) == ("team-of-T01TEST", "T01TEST", "C01ALERTS")
    assert actor.request_id == "t1"


async def test_a_command_of_any_name_is_ours(
    slack: SlackMock, responder: FakeResponder, front: SlackFrontEnd
) -> None:
    """Slack only sends what the manifest names; no words at all ask for help."""
    await send(front, command(slack, "", command="/sanctions-test"))
    await said(slack)
    assert responder.asked[0][0] == "help"


async def test_a_redelivery_is_handled_once(
    slack: SlackMock, responder: FakeResponder, front: SlackFrontEnd
) -> None:
    """The same trigger or event id again is acknowledged and nothing more."""
    for _ in range(3):
        assert (await send(front, command(slack, "help"))).status == 200
    for _ in range(3):
        assert (await send(front, mention(slack, "<@U0BOT> help"))).status == 200
    await slack.until(lambda: len(slack.responses) == 1 and len(slack.called("chat.postEphemeral")) == 1)
    await send(front, command(slack, "help", trigger="t9"))
    await said(slack, 2)
    assert len(responder.asked) == 3


async def test_an_edit_is_told_to_everyone(
    slack: SlackMock, responder: FakeResponder, front: SlackFrontEnd
) -> None:
    """A public answer is shown in the channel, with who made it."""
    responder.replies["watchlist alias"] = slack_samples.added()
    await send(front, command(slack, "watchlist alias A B"))
    answer = await said(slack)
    assert answer["response_type"] == "in_channel"
    assert "<@U01ANA>" in json.dumps(answer["blocks"])


async def test_an_edit_made_in_private_is_announced_in_the_alert_channel(
    slack: SlackMock, responder: FakeResponder, front: SlackFrontEnd
) -> None:
    """From a direct message the team hears of it all the same."""
    responder.replies["watchlist alias"] = slack_samples.added()
    await send(front, command(slack, "watchlist alias A B", channel_id="D01PRIVATE"))
    await slack.until(lambda: bool(slack.called("chat.postMessage")))
    (post,) = slack.called("chat.postMessage")
    assert post["channel"] == "C01ALERTS"


async def test_an_answer_slack_refuses_is_given_in_plain_text(slack: SlackMock, front: SlackFrontEnd) -> None:
    """Blocks may be at fault; the person gets the words."""
    slack.next("response_url", error("invalid_blocks", status=400))
    await send(front, command(slack, "help"))
    await said(slack, 2)
    assert slack.responses[0]["blocks"]
    assert "blocks" not in slack.responses[1]


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        (
            "<@U0BOT> watchlist add <http://quay-optics.example|quay-optics.example>",
            "watchlist add quay-optics.example",
        ),
        ("<@U0BOT> lookup <mailto:lab@quay.example|lab@quay.example>", "lookup lab@quay.example"),
        ("why <https://news.example/a>", "why https://news.example/a"),
        ("why <https://news.example/a|https://news.example/a>", "why https://news.example/a"),
        ("why <https://news.example/a|the story>", "why https://news.example/a"),
    ],
)
def test_what_slack_made_a_link_of_is_what_was_typed(text: str, typed: str) -> None:
    """A name with a dot in it stays a name; an address stays an address."""
    assert payloads.said(text) == typed


async def test_a_mention_says_the_same_words(
    slack: SlackMock, responder: FakeResponder, front: SlackFrontEnd
) -> None:
    """The bot's name is dropped, entities and links are read; the answer goes to the person in the thread."""
    text = "<@U0BOT> why <https://news.example.com/a?x=1&amp;y=2|news.example.com> &lt;3"
    await send(front, mention(slack, text, thread_ts="5.5"))
    await slack.until(lambda: bool(slack.called("chat.postEphemeral")))
    assert responder.asked[0][0] == "why https://news.example.com/a?x=1&y=2 <3"
    (shown,) = slack.called("chat.postEphemeral")
    assert (shown["channel"], shown["user"], shown["thread_ts"]) == ("C01ALERTS", "U01ANA", "5.5")


async def test_a_public_answer_to_a_mention_is_posted(
    slack: SlackMock, responder: FakeResponder, front: SlackFrontEnd
) -> None:
    """An edit by mention concerns the channel."""
    responder.replies["watchlist alias"] = slack_samples.added()
    await send(front, mention(slack, "<@U0BOT> watchlist alias A B"))
    await slack.until(lambda: bool(slack.called("chat.postMessage")))
    assert slack.called("chat.postMessage")[0]["channel"] == "C01ALERTS"


@pytest.mark.parametrize(
    ("user", "role"), [("U01ANA", Role.EDITOR), ("U02BEN", Role.READER), ("U03GUEST", Role.READER)]
)
async def test_the_acting_person_is_looked_up(
    slack: SlackMock, responder: FakeResponder, front: SlackFrontEnd, user: str, role: Role
) -> None:
    """Slack says who is an admin or a guest, for each request."""
    await send(front, command(slack, "watchlist show", user=user))
    await said(slack)
    assert responder.asked[0][1].role is role


async def test_people_of_other_workspaces_get_nothing(
    slack: SlackMock, responder: FakeResponder, front: SlackFrontEnd
) -> None:
    """In a shared channel, strangers are told so, and the watchlist stays in the house."""
    await send(front, command(slack, "watchlist show", user="U04OTHER"))
    assert "its own workspace" in (await said(slack))["text"]
    assert responder.asked == []


async def test_nobody_is_answered_whom_slack_does_not_name(
    slack: SlackMock, responder: FakeResponder, front: SlackFrontEnd
) -> None:
    """Without an answer from users.info there is no telling a guest from an admin: say so, do nothing."""
    slack.next("users.info", error("missing_scope", needed="users:read"))
    await send(front, command(slack, "watchlist show"))
    assert "users:read" in (await said(slack))["text"]
    assert responder.asked == []


async def test_why_asks_about_the_item(
    slack: SlackMock, responder: FakeResponder, front: SlackFrontEnd
) -> None:
    """The button asks `why` with the item's address, or shows the alert where there is none."""
    await send(front, action(slack, "why", "https://news.example.com/a?b=1", trigger="t1"))
    await said(slack)
    await send(front, action(slack, "why", "a-7f3a", trigger="t2"))
    assert (await said(slack, 2))["replace_original"] is False
    assert [split(text) for text, _ in responder.asked] == [
        ["why", "https://news.example.com/a?b=1"],
        ["alerts", "show", "a-7f3a"],
    ]


async def test_a_link_button_is_acknowledged(slack: SlackMock, front: SlackFrontEnd) -> None:
    """Slack sends an action for a button with an address too."""
    assert (await send(front, action(slack, "open_source"))).status == 200


async def opened(slack: SlackMock) -> dict[str, Any]:
    """Wait for the modal and return its view."""
    await slack.until(lambda: bool(slack.called("views.open")))
    view: dict[str, Any] = dict(slack.called("views.open")[0]["view"])
    return view


@pytest.mark.parametrize("way", ["button", "command", "global", "message"])
async def test_the_modal_opens_from_everywhere(slack: SlackMock, front: SlackFrontEnd, way: str) -> None:
    """A button, `watchlist add` alone, and both shortcuts open the same modal."""
    payloads = {
        "button": action(slack, "add_term", "Harbour Institute"),
        "command": command(slack, " watchlist  add "),
        "global": shortcut(slack, "add_term_global"),
        "message": shortcut(slack, "add_term_message", text="Harbour Institute"),
    }
    assert (await send(front, payloads[way])).status == 200
    view = await opened(slack)
    assert view["callback_id"] == "add_term"
    assert [block["block_id"] for block in view["blocks"]] == [
        "name", "kind", "aliases", "context", "note", "watchlist",
    ]  # fmt: skip
    named = view["blocks"][0]["element"].get("initial_value")
    assert named == ("Harbour Institute" if way in {"button", "message"} else None)
    options = [option["value"] for option in view["blocks"][5]["element"]["options"]]
    assert options == ["default", "starter"]


async def test_a_long_message_is_no_name(slack: SlackMock, front: SlackFrontEnd) -> None:
    """Only what may be a name is filled in from a message."""
    await send(front, shortcut(slack, "add_term_message", text="A whole report.\n" * 40))
    view = await opened(slack)
    assert "initial_value" not in view["blocks"][0]["element"]


async def test_one_watchlist_needs_no_choice(
    slack: SlackMock, responder: FakeResponder, front: SlackFrontEnd
) -> None:
    """With a single watchlist nothing is asked and nothing is said about it."""
    responder.lists = ("default",)
    await send(front, action(slack, "add_term"))
    view = await opened(slack)
    assert len(view["blocks"]) == 5
    await send(front, submission(slack, view, name="Harbour Institute"))
    await slack.until(lambda: bool(slack.called("chat.postMessage")))
    assert "--watchlist" not in responder.asked[0][0]


@pytest.mark.parametrize("way", ["button", "global"])
async def test_who_may_not_edit_is_told_what_to_do(slack: SlackMock, front: SlackFrontEnd, way: str) -> None:
    """No modal; a sentence with their own member ID and the setting."""
    if way == "button":
        await send(front, action(slack, "add_term", user="U02BEN"))
        answer = json.dumps(await said(slack))
        assert slack.called("views.open") == []
    else:
        await send(front, shortcut(slack, "add_term_global", user="U02BEN"))
        view = await opened(slack)
        answer = json.dumps(view)
        assert "submit" not in view
    assert "U02BEN" in answer
    assert "SANCTIONS_WATCH_EDITORS" in answer


async def test_a_submission_is_the_typed_command(
    slack: SlackMock, responder: FakeResponder, front: SlackFrontEnd
) -> None:
    """What was filled in arrives as `watchlist add`, and the edit is announced where the modal was opened."""
    responder.replies["watchlist add"] = slack_samples.added()
    await send(front, action(slack, "add_term"))
    filled = {
        "name": 'Xi\'an "North" Lab --kind=x',
        "kind": "cloud",
        "aliases": "北方实验室\n NLC | N.L.C.\n\nNLC",
        "context": "university",
        "note": "asked by legal",
        "watchlist": "starter",
    }
    acknowledged = await send(front, submission(slack, await opened(slack), **filled))
    assert acknowledged.status == 200
    assert acknowledged.body == ""
    text, actor = responder.asked[0]
    assert split(text) == [
        "watchlist", "add", "--kind=cloud", "--alias=北方实验室", "--alias=NLC", "--alias=N.L.C.",
        "--context=university", "--note=asked by legal", "--watchlist=starter",
        "--", "Xi'an North Lab --kind=x",
    ]  # fmt: skip
    assert actor.channel == "C01ALERTS"
    (post,) = slack.called("chat.postMessage")
    assert post["channel"] == "C01ALERTS"
    assert post["unfurl_links"] is False
    assert "<@U01ANA>" in json.dumps(post["blocks"])


async def test_an_untouched_select_means_its_first_option(
    slack: SlackMock, responder: FakeResponder, front: SlackFrontEnd
) -> None:
    """Some clients send nothing for a select nobody touched."""
    await send(front, action(slack, "add_term"))
    payload = submission(slack, await opened(slack), name="Harbour Institute")
    payload["view"]["state"]["values"]["kind"]["value"]["selected_option"] = None
    await send(front, payload)
    assert "--kind=org" in responder.asked[0][0]


async def test_a_mistake_is_shown_at_its_field(
    slack: SlackMock, responder: FakeResponder, front: SlackFrontEnd
) -> None:
    """The modal stays open and says what is wrong; nothing is announced. The same person may try again."""
    await send(front, action(slack, "add_term"))
    view = await opened(slack)
    responder.replies["watchlist add"] = Reply(title="Already watched.", tone=Tone.ERROR, status=2)
    refused = await send(front, submission(slack, view, name="Harbour Institute"))
    assert json.loads(refused.body) == {"response_action": "errors", "errors": {"name": "Already watched."}}
    responder.replies["watchlist add"] = Reply(
        title="No.", parts=(Paragraph("x"),), tone=Tone.ERROR, fields={"aliases": "Too short.", "other": "?"}
    )
    refused = await send(front, submission(slack, view, name="Harbour Institute", trigger="t3"))
    assert json.loads(refused.body)["errors"] == {"aliases": "Too short."}
    assert slack.called("chat.postMessage") == []
    responder.replies["watchlist add"] = slack_samples.added()
    await send(front, submission(slack, view, name="Harbour Institute", trigger="t4"))
    assert len(slack.called("chat.postMessage")) == 1


async def test_a_submission_is_judged_by_who_submits(
    slack: SlackMock, responder: FakeResponder, front: SlackFrontEnd
) -> None:
    """A modal that someone else opened, or opened as an editor before, proves nothing."""
    await send(front, action(slack, "add_term"))
    view = await opened(slack)
    for user, words in (("U02BEN", "Only editors"), ("U04OTHER", "its own workspace")):
        refused = await send(front, submission(slack, view, name="X Lab", user=user, trigger=f"t-{user}"))
        assert words in json.loads(refused.body)["errors"]["name"]
    assert slack.called("chat.postMessage") == []


async def test_a_slow_answer_closes_the_modal_and_comes_later(
    slack: SlackMock, responder: FakeResponder
) -> None:
    """Slack waits three seconds at most: then the answer is told later, a no to the person alone."""
    front = front_for(slack, responder, seconds=0)
    await send(front, action(slack, "add_term"))
    view = await opened(slack)
    responder.gate = asyncio.Event()
    responder.replies["watchlist add"] = Reply(title="Already watched.", tone=Tone.ERROR, status=2)
    acknowledged = await send(front, submission(slack, view, name="Harbour Institute"))
    assert (acknowledged.status, acknowledged.body) == (200, "")
    responder.gate.set()
    await slack.until(lambda: bool(slack.called("chat.postEphemeral")))
    (told,) = slack.called("chat.postEphemeral")
    assert told["user"] == "U01ANA"
    assert "Already watched." in told["text"]


async def test_an_edit_is_announced_elsewhere_when_it_cannot_be_here(
    slack: SlackMock, responder: FakeResponder, front: SlackFrontEnd
) -> None:
    """Where the bot may not post, the alert channel hears of the edit."""
    slack.channels["C09SECRET"] = {"name": "secret"}
    slack.next("chat.postMessage", error("not_in_channel"))
    payload = action(slack, "add_term")
    payload["channel"]["id"] = "C09SECRET"
    await send(front, payload)
    await send(front, submission(slack, await opened(slack), name="Harbour Institute"))
    assert [post["channel"] for post in slack.called("chat.postMessage")] == ["C09SECRET", "C01ALERTS"]


async def test_taking_away_is_asked_back(
    slack: SlackMock, responder: FakeResponder, front: SlackFrontEnd
) -> None:
    """`watchlist remove` asks first; the button does it, and everyone sees it."""
    responder.replies["watchlist remove"] = Reply(title="No longer watching", public=True)
    responder.asks_back = ("watchlist remove",)
    await send(front, command(slack, "watchlist remove Harbour Institute"))
    question = await said(slack)
    assert question["response_type"] == "ephemeral"
    assert question["text"] == "Really: watchlist remove Harbour Institute?"
    assert responder.confirmed == []
    button, _ = question["blocks"][-1]["elements"]
    pressed = action(slack, button["action_id"], button["value"], trigger="t2")
    await send(front, pressed)
    assert (await said(slack, 2))["replace_original"] is True
    assert (await said(slack, 3))["response_type"] == "in_channel"
    assert responder.confirmed == ["watchlist remove Harbour Institute"]
    await send(front, pressed)  # delivered again
    await send(front, command(slack, "help", trigger="t6"))
    await said(slack, 4)
    assert responder.confirmed == ["watchlist remove Harbour Institute"]


async def test_a_no_leaves_everything_as_it_is(
    slack: SlackMock, responder: FakeResponder, front: SlackFrontEnd
) -> None:
    """The question goes, nothing else happens."""
    responder.asks_back = ("watchlist remove",)
    await send(front, command(slack, "watchlist remove Harbour Institute"))
    _, no = (await said(slack))["blocks"][-1]["elements"]
    await send(front, action(slack, no["action_id"], trigger="t2"))
    answer = await said(slack, 2)
    assert (answer["replace_original"], answer["text"]) == (True, "Nothing was changed.")
    assert responder.confirmed == []


async def test_pages_turn_without_asking_again(
    slack: SlackMock, responder: FakeResponder, front: SlackFrontEnd
) -> None:
    """The next page replaces the message, for the person it was given to, and the command runs once."""
    responder.replies["watchlist show"] = slack_samples.shown_watchlist(57)
    await send(front, command(slack, "watchlist show"))
    first = await said(slack)
    assert "Term 39" in json.dumps(first["blocks"])
    assert "Term 40" not in json.dumps(first["blocks"])
    (button,) = first["blocks"][-1]["elements"]
    await send(front, action(slack, button["action_id"], button["value"]))
    second = await said(slack, 2)
    assert second["replace_original"] is True
    assert "Term 40" in json.dumps(second["blocks"])
    await send(front, action(slack, button["action_id"], button["value"], user="U02BEN"))
    assert "ask again" in (await said(slack, 3))["text"]
    await send(front, action(slack, button["action_id"], '{"k": "forged", "p": 1}'))
    assert "ask again" in (await said(slack, 4))["text"]
    assert len(responder.asked) == 1


async def test_an_edit_that_cannot_be_announced_stands(
    slack: SlackMock, responder: FakeResponder, front: SlackFrontEnd, caplog: pytest.LogCaptureFixture
) -> None:
    """It is made and logged; nobody gets an error for what worked."""
    responder.replies["watchlist add"] = slack_samples.added()
    await send(front, action(slack, "add_term"))
    slack.next("chat.postMessage", error("is_archived"))
    acknowledged = await send(front, submission(slack, await opened(slack), name="Harbour Institute"))
    assert (acknowledged.status, acknowledged.body) == (200, "")
    assert "slack.edit_not_announced" in caplog.text


async def test_the_store_being_down_does_not_silence_the_bot(
    slack: SlackMock, responder: FakeResponder, front: SlackFrontEnd, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When it cannot be known whether a request is new, it is answered."""

    async def broken(request_id: str) -> bool:
        raise RuntimeError("database is locked")

    monkeypatch.setattr(responder, "first_time", broken)
    await send(front, command(slack, "help"))
    assert (await said(slack))["text"].startswith("You said: help")


async def test_a_line_too_long_to_ask_back_is_refused(
    slack: SlackMock, responder: FakeResponder, front: SlackFrontEnd
) -> None:
    """What a button cannot carry is not done unasked."""
    responder.asks_back = ("watchlist remove",)
    await send(front, command(slack, "watchlist remove " + "x" * 2000))
    assert "too long" in (await said(slack))["text"]


async def test_strangers_confirm_nothing(
    slack: SlackMock, responder: FakeResponder, front: SlackFrontEnd
) -> None:
    """Whoever presses is judged, not whoever was asked."""
    await send(front, action(slack, "confirmed", "watchlist remove X", user="U04OTHER"))
    assert "its own workspace" in (await said(slack))["text"]
    await send(front, action(slack, "add_term", user="U04OTHER", trigger="t2"))
    assert "its own workspace" in (await said(slack, 2))["text"]
    assert responder.asked == []
    assert slack.called("views.open") == []


async def test_a_refusal_with_a_list_is_told_whole(
    slack: SlackMock, responder: FakeResponder, front: SlackFrontEnd
) -> None:
    """What the answer says beside its title stands at the field too; odd metadata does no harm."""
    responder.replies["watchlist add"] = slack_samples.refused()
    await send(front, action(slack, "add_term"))
    view = await opened(slack) | {"private_metadata": "not json"}
    refused = await send(front, submission(slack, view, name="Harbour Institute"))
    assert json.loads(refused.body)["errors"]["name"] == "There is no watchlist “strater”: starter, pilot"


async def test_more_asks_for_what_follows(
    slack: SlackMock, responder: FakeResponder, front: SlackFrontEnd
) -> None:
    """Where an answer names the words for its continuation, a button asks them, in the answer's place."""
    responder.replies["watchlist show"] = Reply(
        title="173 terms", fields={"next": "watchlist show --page 2"}, parts=(Paragraph("page 1"),)
    )
    await send(front, command(slack, "watchlist show"))
    (button,) = (await said(slack))["blocks"][-1]["elements"]
    await send(front, action(slack, button["action_id"], button["value"], trigger="t2"))
    assert (await said(slack, 2))["replace_original"] is True
    assert responder.asked[1][0] == "watchlist show --page 2"


async def test_no_token_is_logged(
    slack: SlackMock, front: SlackFrontEnd, caplog: pytest.LogCaptureFixture
) -> None:
    """Whatever fails on the way, log lines hold neither tokens nor message text at any level."""
    with caplog.at_level("DEBUG"):
        slack.next("users.info", error("xoxb-secret"))
        await send(front, command(slack, "lookup Very Private Name"))
        await said(slack)
        slack.next("views.open", error("expired_trigger_id"))
        await send(front, action(slack, "add_term", trigger="t2"))
        assert "expired_trigger_id" in (await said(slack, 2))["text"]
    assert "xoxb-secret" not in caplog.text
    assert "Very Private Name" not in caplog.text


@pytest.mark.parametrize("wish", ["acknowledge", "dismiss", "reopen"])
async def test_a_triage_button_is_shown_by_the_alert_itself(
    wish: str, slack: SlackMock, responder: FakeResponder, front: SlackFrontEnd
) -> None:
    """The press becomes the command; the outbox edits the message, so nothing more is said."""
    await send(front, action(slack, wish, "a-7f3a", trigger="t1"))
    await send(front, action(slack, "why", "a-7f3a", trigger="t2"))
    await said(slack)
    assert [split(text) for text, _ in responder.asked] == [
        ["alerts", wish, "a-7f3a"],
        ["alerts", "show", "a-7f3a"],
    ]
    assert len(slack.responses) == 1


async def test_a_refused_triage_button_is_told_to_the_person_alone(
    slack: SlackMock, responder: FakeResponder, front: SlackFrontEnd
) -> None:
    """Who may not, or who comes second, gets the sentence."""
    responder.replies["alerts dismiss"] = Reply(title="Nothing changed: it is dismissed", tone=Tone.WARNING)
    await send(front, action(slack, "dismiss", "a-7f3a"))
    answer = await said(slack)
    assert "Nothing changed" in answer["text"]
    assert answer["response_type"] == "ephemeral"


async def test_muting_from_the_menu_asks_back_in_words(
    slack: SlackMock, responder: FakeResponder, front: SlackFrontEnd
) -> None:
    """What is chosen becomes a question; only its button mutes."""
    chosen = action(slack, "mute_term")
    chosen["actions"] = [
        {"type": "static_select", "action_id": "mute_term", "selected_option": {"value": "NVIDIA A100"}}
    ]
    responder.asks_back = ("watchlist mute",)
    await send(front, chosen)
    asked = await said(slack)
    assert "Really: watchlist mute" in json.dumps(asked["blocks"])
    assert responder.confirmed == []
    pressed, _ = [one for block in asked["blocks"] for one in block.get("elements", ()) if "action_id" in one]
    await send(front, action(slack, pressed["action_id"], pressed["value"], trigger="t2"))
    await said(slack, 2)
    assert split(responder.confirmed[0]) == ["watchlist", "mute", "--days=30", "--", "NVIDIA A100"]


def chosen(slack: SlackMock, action_id: str, value: str, *, trigger: str = "t1") -> dict[str, Any]:
    """Return what was chosen from a menu."""
    made = action(slack, action_id, trigger=trigger)
    made["actions"] = [{"type": "static_select", "action_id": action_id, "selected_option": {"value": value}}]
    return made


async def test_dismissing_says_why_in_one_choice(
    slack: SlackMock, responder: FakeResponder, front: SlackFrontEnd
) -> None:
    """The menu's choice is the command; a button of an older message dismisses without a cause."""
    await send(front, chosen(slack, "dismiss", "a1 known"))
    await send(front, action(slack, "dismiss", "a2", trigger="t2"))
    for _ in range(100):
        if len(responder.asked) == 2:
            break
        await asyncio.sleep(0.01)
    assert [split(text) for text, _ in responder.asked] == [
        ["alerts", "dismiss", "a1", "--because=known"],
        ["alerts", "dismiss", "a2"],
    ]
    assert slack.responses == []  # the message itself shows it


async def test_another_reason_is_written_in_a_window(
    slack: SlackMock, responder: FakeResponder, front: SlackFrontEnd
) -> None:
    """What is written, or nothing, goes with the command."""
    await send(front, chosen(slack, "dismiss", "a1 other"))
    shown = await opened(slack)
    await send(front, submission(slack, shown, filled='our own "purchase"'))
    assert split(responder.asked[0][0]) == ["alerts", "dismiss", "a1", "--reason", "our own purchase"]
    await send(front, submission(slack, shown, trigger="t3"))
    assert split(responder.asked[1][0]) == ["alerts", "dismiss", "a1", "--reason", ""]
    assert slack.called("chat.postMessage") == []


async def test_one_of_several_is_chosen_from_a_menu(
    slack: SlackMock, responder: FakeResponder, front: SlackFrontEnd
) -> None:
    """The choice goes behind the words."""
    offer = Offer(label="Handle one…", words="alerts show", choices=(("High · A", "a1"), ("Low · B", "a2")))
    responder.replies["status"] = Reply(title="Two", offers=(offer,))
    await send(front, command(slack, "status"))
    [menu] = (await said(slack))["blocks"][-1]["elements"]
    value = menu["options"][1]["value"]
    await send(front, chosen(slack, menu["action_id"], value, trigger="t2"))
    assert split(responder.asked[-1][0]) == ["alerts", "show", "a2"]


async def test_an_answer_whose_buttons_were_used_shows_what_may_be_done_now(
    slack: SlackMock, responder: FakeResponder, front: SlackFrontEnd
) -> None:
    """Its own message is replaced by the same question asked again; not where the press was refused."""
    use = Offer(label="Acknowledge", words="alerts acknowledge a1", again="alerts show a1")
    why = Offer(
        label="Dismiss…", words="alerts dismiss a1", choices=(("Known", "known"),), again="alerts show a1"
    )
    responder.replies["alerts show"] = Reply(title="An alert", offers=(use, why))
    responder.replies["alerts acknowledge"] = Reply(title="acknowledged by U01ANA", public=True)
    await send(front, command(slack, "alerts show a1"))
    first, menu = (await said(slack))["blocks"][-1]["elements"]
    responder.replies["alerts show"] = Reply(title="An alert in hand")
    await send(front, action(slack, first["action_id"], first["value"], trigger="t2"))
    assert (await said(slack, 2))["text"] == "acknowledged by <@U01ANA>"  # Slack shows the name
    now = await said(slack, 3)
    assert (now["text"], now["replace_original"]) == ("An alert in hand", True)
    assert "actions" not in [block["type"] for block in now["blocks"]]
    responder.replies["alerts dismiss"] = Reply(title="No such alert", tone=Tone.ERROR)
    await send(front, chosen(slack, menu["action_id"], menu["options"][0]["value"], trigger="t3"))
    await said(slack, 4)
    await send(front, command(slack, "help", trigger="t4"))
    assert (await said(slack, 5))["text"].startswith("You said: help")


async def test_a_false_match_is_answered_with_what_helps(
    slack: SlackMock, responder: FakeResponder, front: SlackFrontEnd
) -> None:
    """To the person alone: a button that asks back, and one that opens a window for words."""
    offers = (
        Offer(label="Only near…", words='watchlist context -- "A100"', fill="Words", many=True),
        Offer(label="Mute", words='watchlist mute --days 30 -- "A100"'),
    )
    responder.replies["alerts dismiss"] = Reply(title="Dismissed", public=True, offers=offers)
    responder.replies["watchlist context"] = Reply(title="Counts only near", public=True)
    responder.asks_back = ("watchlist mute",)
    await send(front, chosen(slack, "dismiss", "a1 false-match"))
    answer = await said(slack)
    assert answer["response_type"] == "ephemeral"
    near, mute = answer["blocks"][-1]["elements"]
    await send(front, action(slack, mute["action_id"], mute["value"], trigger="t2"))
    assert "Really" in (await said(slack, 2))["text"]
    await send(front, action(slack, near["action_id"], near["value"], trigger="t3"))
    await send(front, submission(slack, await opened(slack), trigger="t4", filled="GPU\ndata centre"))
    assert split(responder.confirmed[-1]) == ["watchlist", "context", "--", "A100", "GPU", "data centre"]
    assert [post["text"] for post in slack.called("chat.postMessage")] == ["Counts only near"]


async def home(slack: SlackMock, front: SlackFrontEnd, user: str, event_id: str, tab: str = "home") -> None:
    payload = mention(slack, "", user=user, event_id=event_id)
    payload["event"] = {"type": "app_home_opened", "user": user, "channel": "D1", "tab": tab}
    await send(front, payload)


async def test_the_home_shows_how_things_stand(
    slack: SlackMock, responder: FakeResponder, front: SlackFrontEnd
) -> None:
    """Whoever opens it sees the answer to `status`; editors may add a name; strangers see nothing of ours."""
    await home(slack, front, "U01ANA", "Ev1")
    await home(slack, front, "U01ANA", "Ev1")  # delivered again
    await home(slack, front, "U01ANA", "Ev2", tab="messages")
    await home(slack, front, "U02BEN", "Ev3")
    await home(slack, front, "U04OTHER", "Ev4")
    await slack.until(lambda: len(slack.called("views.publish")) == 3)
    shown = {call["user_id"]: call["view"] for call in slack.called("views.publish")}
    ana, ben, other = shown["U01ANA"], shown["U02BEN"], shown["U04OTHER"]
    assert [text for text, _ in responder.asked] == ["status", "status"]
    assert ana["type"] == "home"
    assert [one["action_id"] for one in ana["blocks"][-1]["elements"]] == ["home_refresh", "add_term"]
    assert [one["action_id"] for one in ben["blocks"][-1]["elements"]] == ["home_refresh"]
    assert "its own workspace" in json.dumps(other)
    pressed = action(slack, "home_refresh", trigger="t9")
    del pressed["channel"], pressed["response_url"]
    await send(front, pressed)
    await slack.until(lambda: len(slack.called("views.publish")) == 4)


async def test_the_form_opens_from_the_home_too(slack: SlackMock, front: SlackFrontEnd) -> None:
    """It has no channel to answer in: a refusal comes in a window, an edit goes to the alert channel."""
    pressed = action(slack, "add_term", trigger="t1")
    del pressed["channel"], pressed["response_url"]
    pressed["container"] = {"type": "view", "view_id": "V9"}
    await send(front, pressed)
    await send(front, submission(slack, await opened(slack), name="Harbour Institute"))
    assert [post["channel"] for post in slack.called("chat.postMessage")] == ["C01ALERTS"]
    await send(front, pressed | {"user": {"id": "U02BEN"}, "trigger_id": "t5"})
    await slack.until(lambda: len(slack.called("views.open")) == 2)
    assert "SANCTIONS_WATCH_EDITORS" in json.dumps(slack.called("views.open")[-1])
