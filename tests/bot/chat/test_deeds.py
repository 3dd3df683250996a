"""Noting, resolving, assigning and snoozing with a press: in Slack a menu and a modal, in Teams a card."""

import json
from typing import Any

import pytest

from bot.chat.teams.render import alert_card
from bot.phrases import split
from bot.replies import Reply, Tone
from tests.bot.chat.teams.test_bot import BOT, CHANNEL, press
from tests.bot.teams_kit import ALERT, Bench, bench
from tests.slack_limits import complaints
from tests.slack_people import (
    Chat,
)

BEN = "44444444-4444-4444-4444-444444444444"

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:microsoft_teams")


async def test_snoozing_in_slack_takes_one_choice(chat: Chat) -> None:
    """The message itself shows it; nothing more is said."""
    chat.responder.replies["alerts snooze"] = Reply(title="Snoozed", public=True)
    await chat.chosen("handle", "a1 snooze-7")
    await chat.slack.until(lambda: bool(chat.responder.asked))
    assert split(chat.responder.asked[0][0]) == ["alerts", "snooze", "a1", "--days", "7"]
    assert chat.slack.responses == []


@pytest.mark.parametrize(
    ("deed", "words"),
    [
        ("note", ["alerts", "note", "a1", "--", "two lines 'said'"]),
        ("resolve", ["alerts", "resolve", "a1", "--reason", "two lines 'said'"]),
    ],
)
async def test_words_are_written_in_a_modal(chat: Chat, deed: str, words: list[str]) -> None:
    """What was written is the command; the alert's own message tells the channel."""
    chat.responder.replies["alerts"] = Reply(title="Done", public=True)
    await chat.chosen("handle", f"a1 {deed}")
    view = await chat.opened()
    assert not complaints({"text": "-", "blocks": view["blocks"]})
    await chat.submitted(view, said='two lines\n"said"')
    assert split(chat.responder.asked[-1][0]) == words
    assert chat.slack.called("chat.postMessage") == []


async def test_who_is_given_an_alert_is_called_in_the_channel(chat: Chat) -> None:
    """Editing a message calls nobody, so a new one does; the colleague is picked from a list."""
    chat.responder.replies["alerts assign"] = Reply(
        title="“X” assigned to U02BEN by Ana", public=True, people=("U02BEN",)
    )
    await chat.chosen("handle", "a1 assign")
    view = await chat.opened()
    assert [block["element"]["type"] for block in view["blocks"]] == ["users_select", "plain_text_input"]
    await chat.submitted(view, to="U02BEN", said="your customer")
    text = chat.responder.asked[-1][0]
    assert split(text) == ["alerts", "assign", "a1", "--to", "U02BEN", "--note", "your customer"]
    (post,) = chat.slack.called("chat.postMessage")
    assert "<@U02BEN>" in post["text"]
    assert "U02BEN" in json.dumps(post["blocks"])


async def test_a_refusal_is_shown_in_the_modal(chat: Chat) -> None:
    """It stays open with what is wrong."""
    chat.responder.replies["alerts note"] = Reply(title="No alert “a1”.", tone=Tone.ERROR)
    await chat.chosen("handle", "a1 note")
    answer = await chat.submitted(await chat.opened(), said="x")
    assert json.loads(answer.body)["errors"] == {"said": "No alert “a1”."}


async def test_who_may_not_decide_gets_no_modal(chat: Chat) -> None:
    """They are told who may."""
    await chat.chosen("handle", "a1 resolve", user="U02BEN")
    await chat.slack.until(lambda: bool(chat.slack.responses))
    assert "SANCTIONS_WATCH_EDITORS" in json.dumps(chat.slack.responses)
    assert chat.slack.called("views.open") == []


async def test_a_forged_choice_does_nothing(chat: Chat) -> None:
    """A value or a modal that is none of ours is no command."""
    await chat.chosen("handle", "a1 delete")
    await chat.chosen("handle", "a1 snooze-9")
    view = {"type": "modal", "callback_id": "alert_deed", "blocks": [], "private_metadata": "{"}
    await chat.submitted(view)
    assert {text for text, _ in chat.responder.asked} <= {""}


async def test_a_colleague_mentioned_in_slack_is_named_by_their_id(chat: Chat) -> None:
    """Slack writes people as <@U…>."""
    await chat.mentioned("<@U0BOT> alerts assign a1 --to <@U02BEN|ben>")
    await chat.slack.until(lambda: bool(chat.responder.asked))
    assert chat.responder.asked[0][0] == "alerts assign a1 --to U02BEN"


async def test_a_slash_command_may_name_a_colleague_by_their_id(chat: Chat) -> None:
    """Where the app's manifest wants entities escaped Slack writes people as <@U…|name> there too."""
    await chat.typed("alerts assign a1 --to <@U02BEN|ben>")
    await chat.slack.until(lambda: bool(chat.responder.asked))
    assert chat.responder.asked[0][0] == "alerts assign a1 --to U02BEN"


def unfolded(title: str) -> dict[str, Any]:
    card = alert_card(ALERT)
    rows = [card.get("actions", []), *(one["actions"] for one in card["body"] if one["type"] == "ActionSet")]
    [found] = [one for row in rows for one in row if one["title"] == title]
    inside: dict[str, Any] = found["card"]
    return inside


async def handled(at: Bench, **filled: str) -> str:
    [send_it] = unfolded("Handle…")["actions"]
    await press(at, send_it["verb"], **filled, **send_it["data"])
    return at.asked.asked[-1][0]


@pytest.mark.parametrize(
    ("filled", "words"),
    [
        ({"what": "note", "said": "a note"}, ["alerts", "note", ALERT.id, "--", "a note"]),
        ({"what": "resolve", "said": "done"}, ["alerts", "resolve", ALERT.id, "--reason", "done"]),
        ({"what": "assign", "to": "Ben Baker"}, ["alerts", "assign", ALERT.id, "--to", "Ben Baker"]),
        ({"what": "assign", "said": "mine"}, ["alerts", "assign", ALERT.id, "--note", "mine"]),
        ({"what": "snooze-30"}, ["alerts", "snooze", ALERT.id, "--days", "30"]),
    ],
)
async def test_teams_has_all_of_it_on_the_card(filled: dict[str, str], words: list[str]) -> None:
    """What is filled in is the command a person could have typed."""
    async with bench() as at:
        assert split(await handled(at, **filled)) == words


async def test_a_colleague_is_picked_from_the_people_of_the_conversation() -> None:
    """Teams offers them and gives an object id, for which the roster has the name."""
    picker = next(one for one in unfolded("Handle…")["body"] if "choices.data" in one)
    assert picker["choices.data"]["dataset"] == "graph.microsoft.com/users?scope=currentContext"
    [me] = picker["choices"]
    async with bench() as at:
        at.connector.members[BEN] = {"id": "29:ben", "aadObjectId": BEN, "name": "Ben Baker"}
        words = split(await handled(at, what="assign", **{picker["id"]: BEN}))
        assert words == ["alerts", "assign", ALERT.id, "--to", "Ben Baker"]
        await press(at, "triage", "2", wish="handle", alert=ALERT.id, what="assign", who=me["value"])
        assert split(at.asked.asked[-1][0]) == ["alerts", "assign", ALERT.id]


@pytest.mark.parametrize("picked", ["99999999-0000-4000-8000-000000000000", "../29:ana", "29:ana"])
async def test_who_is_not_of_the_conversation_is_no_colleague(picked: str) -> None:
    """Nothing is assigned to a bare id, nor is what is no object id asked for; a name written counts."""
    async with bench() as at:
        [send_it] = unfolded("Handle…")["actions"]
        said = await press(at, send_it["verb"], what="assign", who=picked, **send_it["data"])
        assert "write their name" in said["value"]
        assert not at.asked.asked
        more = {**send_it["data"], "what": "assign", "who": picked, "to": "Ben Baker"}
        await press(at, send_it["verb"], "2", **more)
        assert split(at.asked.asked[-1][0])[-1] == "Ben Baker"


@pytest.mark.parametrize("what", ["note", "resolve"])
async def test_a_form_without_the_words_it_needs_names_its_field(what: str) -> None:
    """Not a command that its reader did not type."""
    async with bench() as at:
        [send_it] = unfolded("Handle…")["actions"]
        said = await press(at, send_it["verb"], what=what, **send_it["data"])
        assert "“In your own words”" in said["value"]
        assert not at.asked.asked


async def test_a_line_below_a_card_has_no_marks_of_code() -> None:
    """Teams shows it as it is."""
    async with bench(Reply(title="No alert; `alerts list` shows the newest.", tone=Tone.ERROR)) as at:
        [send_it] = unfolded("Handle…")["actions"]
        said = await press(at, send_it["verb"], what="note", said="x", **send_it["data"])
        assert said["value"] == "No alert; “alerts list” shows the newest."


async def test_a_forged_deed_in_teams_does_nothing() -> None:
    """It is answered as a button of another version is."""
    async with bench() as at:
        said = await press(at, "triage", wish="handle", alert="a1", what="delete")
        assert "older version" in said["value"]
        assert not at.asked.asked


async def test_a_term_is_muted_from_the_watchlist_button() -> None:
    """The choice of a term and the form to add one stand together."""
    async with bench() as at:
        inside = unfolded("Watchlist…")
        mute, add = inside["actions"]
        [chosen_field] = inside["body"]
        await press(at, mute["verb"], "1", **{chosen_field["id"]: "NVIDIA A100"}, **mute["data"])
        assert split(at.asked.asked[-1][0]) == ["watchlist", "mute", "--days=30", "--", "NVIDIA A100"]
        said = await press(at, add["verb"], "2", **{chosen_field["id"]: "NVIDIA A100"}, **add["data"])
        assert said["value"] == "The form is below."


async def test_a_colleague_mentioned_in_teams_is_named() -> None:
    """Only the bot's own mention is taken out of the words."""
    people = [
        {"type": "mention", "mentioned": {"id": who, "name": name}, "text": f"<at>{name}</at>"}
        for who, name in ((BOT, "watch"), ("29:ben", "Ben Baker"))
    ]
    async with bench() as at:
        text = "<at>watch</at> alerts assign a1 --to <at>Ben Baker</at>"
        await at.send(at.activity(text=text, entities=people, conversation=CHANNEL))
        assert split(at.asked.asked[0][0]) == ["alerts", "assign", "a1", "--to", "Ben Baker"]
