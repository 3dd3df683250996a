"""What people do in Slack, whole payloads through Bolt: commands, mentions, buttons, modals, shortcuts."""

import asyncio
import json
from dataclasses import replace

import pytest

from bot.actors import Role
from bot.chat.slack import payloads
from bot.chat.slack.front_end import SlackFrontEnd
from bot.phrases import split
from bot.replies import Offer, Paragraph, Reply, Tone
from tests import slack_samples
from tests.slack_mock import SlackMock, error
from tests.slack_people import (
    Chat,
    FakeResponder,
    action,
    command,
    front_for,
    mention,
    send,
    shortcut,
    submission,
)


async def test_a_command_is_acknowledged_first_and_answered_to_the_person_alone(chat: Chat) -> None:
    """The acknowledgement does not wait for the answer; the words arrive as typed, with who and where."""
    chat.responder.gate = asyncio.Event()
    acknowledged = await chat.typed("lookup Shenzhen University")
    assert acknowledged.status == 200
    assert chat.slack.responses == []
    chat.responder.gate.set()
    answer = await chat.said()
    assert answer["response_type"] == "ephemeral"
    assert answer["replace_original"] is False
    assert answer["text"].startswith("You said: lookup Shenzhen University")
    ((text, actor),) = chat.responder.asked
    assert text == "lookup Shenzhen University"
    assert (actor.user, actor.role, actor.via) == ("U01ANA", Role.EDITOR, "slack")
    assert (actor.team, actor.workspace, actor.channel) == ("team-of-T01TEST", "T01TEST", "C01ALERTS")
    assert actor.request_id == "t1"


async def test_a_command_of_any_name_is_ours(chat: Chat) -> None:
    """Slack only sends what the manifest names; no words at all ask for help."""
    await chat.typed("", command="/sanctions-test")
    await chat.said()
    assert chat.responder.asked[0][0] == "help"


async def test_a_redelivery_is_handled_once(chat: Chat) -> None:
    """The same trigger or event id again is acknowledged and nothing more."""
    for _ in range(3):
        assert (await chat.typed("help")).status == 200
    for _ in range(3):
        assert (await chat.mentioned("<@U0BOT> help")).status == 200
    await chat.slack.until(
        lambda: len(chat.slack.responses) == 1 and len(chat.slack.called("chat.postEphemeral")) == 1
    )
    await chat.typed("help", trigger="t9")
    await chat.said(2)
    assert len(chat.responder.asked) == 3


async def test_an_edit_is_told_to_everyone(chat: Chat) -> None:
    """A public answer is shown in the channel, with who made it."""
    chat.responder.replies["watchlist alias"] = slack_samples.added()
    await chat.typed("watchlist alias A B")
    answer = await chat.said()
    assert answer["response_type"] == "in_channel"
    assert "<@U01ANA>" in json.dumps(answer["blocks"])


async def test_an_edit_made_in_private_is_announced_in_the_alert_channel(chat: Chat) -> None:
    """From a direct message the team hears of it all the same."""
    chat.responder.replies["watchlist alias"] = slack_samples.added()
    await chat.typed("watchlist alias A B", channel_id="D01PRIVATE")
    await chat.slack.until(lambda: bool(chat.slack.called("chat.postMessage")))
    (post,) = chat.slack.called("chat.postMessage")
    assert post["channel"] == "C01ALERTS"


async def test_an_answer_slack_refuses_is_given_in_plain_text(chat: Chat) -> None:
    """Blocks may be at fault; the person gets the words."""
    chat.slack.next("response_url", error("invalid_blocks", status=400))
    await chat.typed("help")
    await chat.said(2)
    assert chat.slack.responses[0]["blocks"]
    assert "blocks" not in chat.slack.responses[1]


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


async def test_a_mention_says_the_same_words(chat: Chat) -> None:
    """The bot's name is dropped, entities and links are read; the answer goes to the person in the thread."""
    text = "<@U0BOT> why <https://news.example.com/a?x=1&amp;y=2|news.example.com> &lt;3"
    await chat.mentioned(text, thread_ts="5.5")
    await chat.slack.until(lambda: bool(chat.slack.called("chat.postEphemeral")))
    assert chat.responder.asked[0][0] == "why https://news.example.com/a?x=1&y=2 <3"
    (shown,) = chat.slack.called("chat.postEphemeral")
    assert (shown["channel"], shown["user"], shown["thread_ts"]) == ("C01ALERTS", "U01ANA", "5.5")


async def test_a_public_answer_to_a_mention_is_posted(chat: Chat) -> None:
    """An edit by mention concerns the channel."""
    chat.responder.replies["watchlist alias"] = slack_samples.added()
    await chat.mentioned("<@U0BOT> watchlist alias A B")
    await chat.slack.until(lambda: bool(chat.slack.called("chat.postMessage")))
    assert chat.slack.called("chat.postMessage")[0]["channel"] == "C01ALERTS"


@pytest.mark.parametrize(
    ("user", "role"), [("U01ANA", Role.EDITOR), ("U02BEN", Role.READER), ("U03GUEST", Role.READER)]
)
async def test_the_acting_person_is_looked_up(chat: Chat, user: str, role: Role) -> None:
    """Slack says who is an admin or a guest, for each request."""
    await chat.typed("watchlist show", user=user)
    await chat.said()
    assert chat.responder.asked[0][1].role is role


async def test_people_of_other_workspaces_get_nothing(chat: Chat) -> None:
    """In a shared channel, strangers are told so, and the watchlist stays in the house."""
    await chat.typed("watchlist show", user="U04OTHER")
    assert "its own workspace" in (await chat.said())["text"]
    assert chat.responder.asked == []


async def test_nobody_is_answered_whom_slack_does_not_name(chat: Chat) -> None:
    """Without an answer from users.info there is no telling a guest from an admin: say so, do nothing."""
    chat.slack.next("users.info", error("missing_scope", needed="users:read"))
    await chat.typed("watchlist show")
    assert "users:read" in (await chat.said())["text"]
    assert chat.responder.asked == []


async def test_why_asks_about_the_item(chat: Chat) -> None:
    """The button asks `why` with the item's address, or shows the alert where there is none."""
    await chat.pressed("why", "https://news.example.com/a?b=1", trigger="t1")
    await chat.said()
    await chat.pressed("why", "a-7f3a", trigger="t2")
    assert (await chat.said(2))["replace_original"] is False
    assert [split(text) for text, _ in chat.responder.asked] == [
        ["why", "https://news.example.com/a?b=1"],
        ["alerts", "show", "a-7f3a"],
    ]


async def test_a_link_button_is_acknowledged(chat: Chat) -> None:
    """Slack sends an action for a button with an address too."""
    assert (await chat.pressed("open_source")).status == 200


@pytest.mark.parametrize("way", ["button", "command", "global", "message"])
async def test_the_modal_opens_from_everywhere(chat: Chat, way: str) -> None:
    """A button, `watchlist add` alone, and both shortcuts open the same modal."""
    payloads = {
        "button": action(chat.slack, "add_term", "Harbour Institute"),
        "command": command(chat.slack, " watchlist  add "),
        "global": shortcut(chat.slack, "add_term_global"),
        "message": shortcut(chat.slack, "add_term_message", text="Harbour Institute"),
    }
    assert (await send(chat.front, payloads[way])).status == 200
    view = await chat.opened()
    assert view["callback_id"] == "add_term"
    assert [block["block_id"] for block in view["blocks"]] == [
        "name", "kind", "aliases", "context", "note", "watchlist",
    ]  # fmt: skip
    named = view["blocks"][0]["element"].get("initial_value")
    assert named == ("Harbour Institute" if way in {"button", "message"} else None)
    options = [option["value"] for option in view["blocks"][5]["element"]["options"]]
    assert options == ["default", "starter"]


async def test_a_long_message_is_no_name(chat: Chat) -> None:
    """Only what may be a name is filled in from a message."""
    await chat.shortcut("add_term_message", text="A whole report.\n" * 40)
    view = await chat.opened()
    assert "initial_value" not in view["blocks"][0]["element"]


async def test_one_watchlist_needs_no_choice(chat: Chat) -> None:
    """With a single watchlist nothing is asked and nothing is said about it."""
    chat.responder.lists = ("default",)
    await chat.pressed("add_term")
    view = await chat.opened()
    assert len(view["blocks"]) == 5
    await chat.submitted(view, name="Harbour Institute")
    await chat.slack.until(lambda: bool(chat.slack.called("chat.postMessage")))
    assert "--watchlist" not in chat.responder.asked[0][0]


@pytest.mark.parametrize("way", ["button", "global"])
async def test_who_may_not_edit_is_told_what_to_do(chat: Chat, way: str) -> None:
    """No modal; a sentence with their own member ID and the setting."""
    if way == "button":
        await chat.pressed("add_term", user="U02BEN")
        answer = json.dumps(await chat.said())
        assert chat.slack.called("views.open") == []
    else:
        await chat.shortcut("add_term_global", user="U02BEN")
        view = await chat.opened()
        answer = json.dumps(view)
        assert "submit" not in view
    assert "U02BEN" in answer
    assert "SANCTIONS_WATCH_EDITORS" in answer


async def test_a_submission_is_the_typed_command(chat: Chat) -> None:
    """What was filled in arrives as `watchlist add`, and the edit is announced where the modal was opened."""
    chat.responder.replies["watchlist add"] = slack_samples.added()
    await chat.pressed("add_term")
    filled = {
        "name": 'Xi\'an "North" Lab --kind=x',
        "kind": "cloud",
        "aliases": "北方实验室\n NLC | N.L.C.\n\nNLC",
        "context": "university",
        "note": "asked by legal",
        "watchlist": "starter",
    }
    acknowledged = await chat.submitted(await chat.opened(), **filled)
    assert acknowledged.status == 200
    assert acknowledged.body == ""
    text, actor = chat.responder.asked[0]
    assert split(text) == [
        "watchlist", "add", "--kind=cloud", "--watchlist=starter", "--alias=北方实验室", "--alias=NLC",
        "--alias=N.L.C.", "--context=university", "--note=asked by legal",
        "--", "Xi'an North Lab --kind=x",
    ]  # fmt: skip
    assert actor.channel == "C01ALERTS"
    (post,) = chat.slack.called("chat.postMessage")
    assert post["channel"] == "C01ALERTS"
    assert post["unfurl_links"] is False
    assert "<@U01ANA>" in json.dumps(post["blocks"])


async def test_what_a_form_changed_can_be_taken_back(chat: Chat) -> None:
    """The edit that is announced has the button that a typed one has."""
    undo = Offer(label="Undo", words='watchlist remove "Harbour Institute"')
    chat.responder.replies["watchlist add"] = replace(slack_samples.added(), offers=(undo,))
    await chat.pressed("add_term")
    await chat.submitted(await chat.opened(), name="Harbour Institute")
    (post,) = chat.slack.called("chat.postMessage")
    (actions,) = [block for block in post["blocks"] if block["type"] == "actions"]
    assert [button["text"]["text"] for button in actions["elements"]] == ["Undo"]


async def test_an_untouched_select_means_its_first_option(chat: Chat) -> None:
    """Some clients send nothing for a select nobody touched."""
    await chat.pressed("add_term")
    payload = submission(chat.slack, await chat.opened(), name="Harbour Institute")
    payload["view"]["state"]["values"]["kind"]["value"]["selected_option"] = None
    await send(chat.front, payload)
    assert '--kind="org"' in chat.responder.asked[0][0]


async def test_a_mistake_is_shown_at_its_field(chat: Chat) -> None:
    """The modal stays open and says what is wrong; nothing is announced. The same person may try again."""
    await chat.pressed("add_term")
    view = await chat.opened()
    chat.responder.replies["watchlist add"] = Reply(title="Already watched.", tone=Tone.ERROR, status=2)
    refused = await chat.submitted(view, name="Harbour Institute")
    assert json.loads(refused.body) == {"response_action": "errors", "errors": {"name": "Already watched."}}
    chat.responder.replies["watchlist add"] = Reply(
        title="No.", parts=(Paragraph("x"),), tone=Tone.ERROR, fields={"aliases": "Too short.", "other": "?"}
    )
    refused = await chat.submitted(view, name="Harbour Institute", trigger="t3")
    assert json.loads(refused.body)["errors"] == {"aliases": "Too short."}
    assert chat.slack.called("chat.postMessage") == []
    chat.responder.replies["watchlist add"] = slack_samples.added()
    await chat.submitted(view, name="Harbour Institute", trigger="t4")
    assert len(chat.slack.called("chat.postMessage")) == 1


async def test_a_submission_is_judged_by_who_submits(chat: Chat) -> None:
    """A modal that someone else opened, or opened as an editor before, proves nothing."""
    await chat.pressed("add_term")
    view = await chat.opened()
    for user, words in (("U02BEN", "Only editors"), ("U04OTHER", "its own workspace")):
        refused = await chat.submitted(view, name="X Lab", user=user, trigger=f"t-{user}")
        assert words in json.loads(refused.body)["errors"]["name"]
    assert chat.slack.called("chat.postMessage") == []


async def test_a_slow_answer_closes_the_modal_and_comes_later(
    slack: SlackMock, responder: FakeResponder
) -> None:
    """Slack waits three seconds at most: then the answer is told later, a no to the person alone."""
    front = front_for(slack, responder, seconds=0)
    await send(front, action(slack, "add_term"))
    view = await Chat(slack, responder, front).opened()
    responder.gate = asyncio.Event()
    responder.replies["watchlist add"] = Reply(title="Already watched.", tone=Tone.ERROR, status=2)
    acknowledged = await send(front, submission(slack, view, name="Harbour Institute"))
    assert (acknowledged.status, acknowledged.body) == (200, "")
    responder.gate.set()
    await slack.until(lambda: bool(slack.called("chat.postEphemeral")))
    (told,) = slack.called("chat.postEphemeral")
    assert told["user"] == "U01ANA"
    assert "Already watched." in told["text"]


async def test_an_edit_is_announced_elsewhere_when_it_cannot_be_here(chat: Chat) -> None:
    """Where the bot may not post, the alert channel hears of the edit."""
    chat.slack.channels["C09SECRET"] = {"name": "secret"}
    chat.slack.next("chat.postMessage", error("not_in_channel"))
    payload = action(chat.slack, "add_term")
    payload["channel"]["id"] = "C09SECRET"
    await send(chat.front, payload)
    await chat.submitted(await chat.opened(), name="Harbour Institute")
    assert [post["channel"] for post in chat.slack.called("chat.postMessage")] == ["C09SECRET", "C01ALERTS"]


async def test_taking_away_is_asked_back(chat: Chat) -> None:
    """`watchlist remove` asks first; the button does it, and everyone sees it."""
    chat.responder.replies["watchlist remove"] = Reply(title="No longer watching", public=True)
    chat.responder.asks_back = ("watchlist remove",)
    await chat.typed("watchlist remove Harbour Institute")
    question = await chat.said()
    assert question["response_type"] == "ephemeral"
    assert question["text"] == "Really: watchlist remove Harbour Institute?"
    assert chat.responder.confirmed == []
    button, _ = question["blocks"][-1]["elements"]
    pressed = action(chat.slack, button["action_id"], button["value"], trigger="t2")
    await send(chat.front, pressed)
    assert (await chat.said(2))["replace_original"] is True
    assert (await chat.said(3))["response_type"] == "in_channel"
    assert chat.responder.confirmed == ["watchlist remove Harbour Institute"]
    await send(chat.front, pressed)  # delivered again
    await chat.typed("help", trigger="t6")
    await chat.said(4)
    assert chat.responder.confirmed == ["watchlist remove Harbour Institute"]


async def test_a_no_leaves_everything_as_it_is(chat: Chat) -> None:
    """The question goes, nothing else happens."""
    chat.responder.asks_back = ("watchlist remove",)
    await chat.typed("watchlist remove Harbour Institute")
    _, no = (await chat.said())["blocks"][-1]["elements"]
    await chat.pressed(no["action_id"], trigger="t2")
    answer = await chat.said(2)
    assert (answer["replace_original"], answer["text"]) == (True, "Nothing was changed.")
    assert chat.responder.confirmed == []


async def test_pages_turn_without_asking_again(chat: Chat) -> None:
    """The next page replaces the message, for the person it was given to, and the command runs once."""
    chat.responder.replies["watchlist show"] = slack_samples.shown_watchlist(57)
    await chat.typed("watchlist show")
    first = await chat.said()
    assert "Term 39" in json.dumps(first["blocks"])
    assert "Term 40" not in json.dumps(first["blocks"])
    (button,) = first["blocks"][-1]["elements"]
    await chat.pressed(button["action_id"], button["value"])
    second = await chat.said(2)
    assert second["replace_original"] is True
    assert "Term 40" in json.dumps(second["blocks"])
    await chat.pressed(button["action_id"], button["value"], user="U02BEN")
    assert "ask again" in (await chat.said(3))["text"]
    await chat.pressed(button["action_id"], '{"k": "forged", "p": 1}')
    assert "ask again" in (await chat.said(4))["text"]
    assert len(chat.responder.asked) == 1


async def test_an_edit_that_cannot_be_announced_stands(chat: Chat, caplog: pytest.LogCaptureFixture) -> None:
    """It is made and logged; nobody gets an error for what worked."""
    chat.responder.replies["watchlist add"] = slack_samples.added()
    await chat.pressed("add_term")
    chat.slack.next("chat.postMessage", error("is_archived"))
    acknowledged = await chat.submitted(await chat.opened(), name="Harbour Institute")
    assert (acknowledged.status, acknowledged.body) == (200, "")
    assert "slack.edit_not_announced" in caplog.text


async def test_the_store_being_down_does_not_silence_the_bot(
    chat: Chat, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When it cannot be known whether a request is new, it is answered."""

    async def broken(request_id: str) -> bool:
        raise RuntimeError("database is locked")

    monkeypatch.setattr(chat.responder, "first_time", broken)
    await chat.typed("help")
    assert (await chat.said())["text"].startswith("You said: help")


async def test_a_line_too_long_to_ask_back_is_refused(chat: Chat) -> None:
    """What a button cannot carry is not done unasked."""
    chat.responder.asks_back = ("watchlist remove",)
    await chat.typed("watchlist remove " + "x" * 2000)
    assert "too long" in (await chat.said())["text"]


async def test_strangers_confirm_nothing(chat: Chat) -> None:
    """Whoever presses is judged, not whoever was asked."""
    await chat.pressed("confirmed", "watchlist remove X", user="U04OTHER")
    assert "its own workspace" in (await chat.said())["text"]
    await chat.pressed("add_term", user="U04OTHER", trigger="t2")
    assert "its own workspace" in (await chat.said(2))["text"]
    assert chat.responder.asked == []
    assert chat.slack.called("views.open") == []


async def test_a_refusal_with_a_list_is_told_whole(chat: Chat) -> None:
    """What the answer says beside its title stands at the field too; odd metadata does no harm."""
    chat.responder.replies["watchlist add"] = slack_samples.refused()
    await chat.pressed("add_term")
    view = await chat.opened() | {"private_metadata": "not json"}
    refused = await chat.submitted(view, name="Harbour Institute")
    assert json.loads(refused.body)["errors"]["name"] == "There is no watchlist “strater”: starter, pilot"


async def test_more_asks_for_what_follows(chat: Chat) -> None:
    """Where an answer names the words for its continuation, a button asks them, in the answer's place."""
    chat.responder.replies["watchlist show"] = Reply(
        title="173 terms", fields={"next": "watchlist show --page 2"}, parts=(Paragraph("page 1"),)
    )
    await chat.typed("watchlist show")
    (button,) = (await chat.said())["blocks"][-1]["elements"]
    await chat.pressed(button["action_id"], button["value"], trigger="t2")
    assert (await chat.said(2))["replace_original"] is True
    assert chat.responder.asked[1][0] == "watchlist show --page 2"


async def test_no_token_is_logged(chat: Chat, caplog: pytest.LogCaptureFixture) -> None:
    """Whatever fails on the way, log lines hold neither tokens nor message text at any level."""
    with caplog.at_level("DEBUG"):
        chat.slack.next("users.info", error("xoxb-secret"))
        await chat.typed("lookup Very Private Name")
        await chat.said()
        chat.slack.next("views.open", error("expired_trigger_id"))
        await chat.pressed("add_term", trigger="t2")
        assert "expired_trigger_id" in (await chat.said(2))["text"]
    assert "xoxb-secret" not in caplog.text
    assert "Very Private Name" not in caplog.text


@pytest.mark.parametrize("wish", ["acknowledge", "dismiss", "reopen"])
async def test_a_triage_button_is_shown_by_the_alert_itself(chat: Chat, wish: str) -> None:
    """The press becomes the command; the outbox edits the message, so nothing more is said."""
    await chat.pressed(wish, "a-7f3a", trigger="t1")
    await chat.pressed("why", "a-7f3a", trigger="t2")
    await chat.said()
    assert [split(text) for text, _ in chat.responder.asked] == [
        ["alerts", wish, "a-7f3a"],
        ["alerts", "show", "a-7f3a"],
    ]
    assert len(chat.slack.responses) == 1


async def test_a_refused_triage_button_is_told_to_the_person_alone(chat: Chat) -> None:
    """Who may not, or who comes second, gets the sentence."""
    chat.responder.replies["alerts dismiss"] = Reply(
        title="Nothing changed: it is dismissed", tone=Tone.WARNING
    )
    await chat.pressed("dismiss", "a-7f3a")
    answer = await chat.said()
    assert "Nothing changed" in answer["text"]
    assert answer["response_type"] == "ephemeral"


async def test_muting_from_the_menu_asks_back_in_words(chat: Chat) -> None:
    """What is chosen becomes a question; only its button mutes."""
    chosen = action(chat.slack, "mute_term")
    chosen["actions"] = [
        {"type": "static_select", "action_id": "mute_term", "selected_option": {"value": "NVIDIA A100"}}
    ]
    chat.responder.asks_back = ("watchlist mute",)
    await send(chat.front, chosen)
    asked = await chat.said()
    assert "Really: watchlist mute" in json.dumps(asked["blocks"])
    assert chat.responder.confirmed == []
    pressed, _ = [one for block in asked["blocks"] for one in block.get("elements", ()) if "action_id" in one]
    await chat.pressed(pressed["action_id"], pressed["value"], trigger="t2")
    await chat.said(2)
    assert split(chat.responder.confirmed[0]) == ["watchlist", "mute", "--days=30", "--", "NVIDIA A100"]


async def test_dismissing_says_why_in_one_choice(chat: Chat) -> None:
    """The menu's choice is the command; a button of an older message dismisses without a cause."""
    await chat.chosen("dismiss", "a1 known")
    await chat.pressed("dismiss", "a2", trigger="t2")
    for _ in range(100):
        if len(chat.responder.asked) == 2:
            break
        await asyncio.sleep(0.01)
    assert [split(text) for text, _ in chat.responder.asked] == [
        ["alerts", "dismiss", "a1", "--because=known"],
        ["alerts", "dismiss", "a2"],
    ]
    assert chat.slack.responses == []  # the message itself shows it


async def test_another_reason_is_written_in_a_window(chat: Chat) -> None:
    """What is written, or nothing, goes with the command."""
    await chat.chosen("dismiss", "a1 other")
    shown = await chat.opened()
    await chat.submitted(shown, filled='our own "purchase"')
    assert split(chat.responder.asked[0][0]) == ["alerts", "dismiss", "a1", "--reason", "our own 'purchase'"]
    await chat.submitted(shown, trigger="t3")
    assert split(chat.responder.asked[1][0]) == ["alerts", "dismiss", "a1", "--reason", ""]
    assert chat.slack.called("chat.postMessage") == []


async def test_one_of_several_is_chosen_from_a_menu(chat: Chat) -> None:
    """The choice goes behind the words."""
    offer = Offer(label="Handle one…", words="alerts show", choices=(("High · A", "a1"), ("Low · B", "a2")))
    chat.responder.replies["status"] = Reply(title="Two", offers=(offer,))
    await chat.typed("status")
    [menu] = (await chat.said())["blocks"][-1]["elements"]
    value = menu["options"][1]["value"]
    await chat.chosen(menu["action_id"], value, trigger="t2")
    assert split(chat.responder.asked[-1][0]) == ["alerts", "show", "a2"]


async def test_an_answer_whose_buttons_were_used_shows_what_may_be_done_now(chat: Chat) -> None:
    """Its own message is replaced by the same question asked again; not where the press was refused."""
    use = Offer(label="Acknowledge", words="alerts acknowledge a1", again="alerts show a1")
    why = Offer(
        label="Dismiss…", words="alerts dismiss a1", choices=(("Known", "known"),), again="alerts show a1"
    )
    chat.responder.replies["alerts show"] = Reply(title="An alert", offers=(use, why))
    chat.responder.replies["alerts acknowledge"] = Reply(title="acknowledged by U01ANA", public=True)
    await chat.typed("alerts show a1")
    first, menu = (await chat.said())["blocks"][-1]["elements"]
    chat.responder.replies["alerts show"] = Reply(title="An alert in hand")
    await chat.pressed(first["action_id"], first["value"], trigger="t2")
    assert (await chat.said(2))["text"] == "acknowledged by <@U01ANA>"  # Slack shows the name
    now = await chat.said(3)
    assert (now["text"], now["replace_original"]) == ("An alert in hand", True)
    assert "actions" not in [block["type"] for block in now["blocks"]]
    chat.responder.replies["alerts dismiss"] = Reply(title="No such alert", tone=Tone.ERROR)
    await chat.chosen(menu["action_id"], menu["options"][0]["value"], trigger="t3")
    await chat.said(4)
    await chat.typed("help", trigger="t4")
    assert (await chat.said(5))["text"].startswith("You said: help")


async def test_a_false_match_is_answered_with_what_helps(chat: Chat) -> None:
    """To the person alone: a button that asks back, and one that opens a window for words."""
    offers = (
        Offer(label="Only near…", words='watchlist context -- "A100"', fill="Words", many=True),
        Offer(label="Mute", words='watchlist mute --days 30 -- "A100"'),
    )
    chat.responder.replies["alerts dismiss"] = Reply(title="Dismissed", public=True, offers=offers)
    chat.responder.replies["watchlist context"] = Reply(title="Counts only near", public=True)
    chat.responder.asks_back = ("watchlist mute",)
    await chat.chosen("dismiss", "a1 false-match")
    answer = await chat.said()
    assert answer["response_type"] == "ephemeral"
    near, mute = answer["blocks"][-1]["elements"]
    await chat.pressed(mute["action_id"], mute["value"], trigger="t2")
    assert "Really" in (await chat.said(2))["text"]
    await chat.pressed(near["action_id"], near["value"], trigger="t3")
    await chat.submitted(await chat.opened(), trigger="t4", filled="GPU\ndata centre")
    assert split(chat.responder.confirmed[-1]) == ["watchlist", "context", "--", "A100", "GPU", "data centre"]
    assert [post["text"] for post in chat.slack.called("chat.postMessage")] == ["Counts only near"]


async def home(slack: SlackMock, front: SlackFrontEnd, user: str, event_id: str, tab: str = "home") -> None:
    payload = mention(slack, "", user=user, event_id=event_id)
    payload["event"] = {"type": "app_home_opened", "user": user, "channel": "D1", "tab": tab}
    await send(front, payload)


async def test_the_home_shows_how_things_stand(chat: Chat) -> None:
    """Whoever opens it sees the answer to `status`; editors may add a name; strangers see nothing of ours."""
    await home(chat.slack, chat.front, "U01ANA", "Ev1")
    await home(chat.slack, chat.front, "U01ANA", "Ev1")  # delivered again
    await home(chat.slack, chat.front, "U01ANA", "Ev2", tab="messages")
    await home(chat.slack, chat.front, "U02BEN", "Ev3")
    await home(chat.slack, chat.front, "U04OTHER", "Ev4")
    await chat.slack.until(lambda: len(chat.slack.called("views.publish")) == 3)
    shown = {call["user_id"]: call["view"] for call in chat.slack.called("views.publish")}
    ana, ben, other = shown["U01ANA"], shown["U02BEN"], shown["U04OTHER"]
    assert [text for text, _ in chat.responder.asked] == ["status", "status"]
    assert ana["type"] == "home"
    assert [one["action_id"] for one in ana["blocks"][-1]["elements"]] == ["home_refresh", "add_term"]
    assert "/sanctions" in str(ana["blocks"][-2]), "nothing can be typed on that page"
    assert [one["action_id"] for one in ben["blocks"][-1]["elements"]] == ["home_refresh"]
    assert "its own workspace" in json.dumps(other)
    pressed = action(chat.slack, "home_refresh", trigger="t9")
    del pressed["channel"], pressed["response_url"]
    await send(chat.front, pressed)
    await chat.slack.until(lambda: len(chat.slack.called("views.publish")) == 4)


async def test_the_form_opens_from_the_home_too(chat: Chat) -> None:
    """It has no channel to answer in: a refusal comes in a window, an edit goes to the alert channel."""
    pressed = action(chat.slack, "add_term", trigger="t1")
    del pressed["channel"], pressed["response_url"]
    pressed["container"] = {"type": "view", "view_id": "V9"}
    await send(chat.front, pressed)
    await chat.submitted(await chat.opened(), name="Harbour Institute")
    assert [post["channel"] for post in chat.slack.called("chat.postMessage")] == ["C01ALERTS"]
    await send(chat.front, pressed | {"user": {"id": "U02BEN"}, "trigger_id": "t5"})
    await chat.slack.until(lambda: len(chat.slack.called("views.open")) == 2)
    assert "SANCTIONS_WATCH_EDITORS" in json.dumps(chat.slack.called("views.open")[-1])
