"""The Teams bot end to end: the real SDK, a real token check, a connector on loopback."""

import json
from typing import Any

import pytest

from bot.actors import Role
from bot.chat.teams.people import Person, role_of
from bot.chat.teams.reply import reply_card
from bot.replies import Bullets, Facts, Offer, Paragraph, Reply, Table, Tone
from tests.bot.teams_kit import ANA, APP_ID, TENANT, Bench, bench

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:microsoft_teams")
BOT = f"28:{APP_ID}"
CHANNEL = {"id": "19:general@thread.tacv2;messageid=1700", "conversationType": "channel", "tenantId": TENANT}


def mention(text: str, who: str = BOT) -> dict[str, Any]:
    return {
        "text": f"<at>watch</at> {text}",
        "entities": [
            {"type": "mention", "mentioned": {"id": who, "name": "watch"}, "text": "<at>watch</at>"}
        ],
        "conversation": CHANNEL,
    }


def texts(card: dict[str, Any]) -> str:
    found: list[str] = []

    def walk(value: Any) -> None:
        if isinstance(value, dict):
            found.extend([value["text"]] if value.get("type") == "TextRun" else [])
            for one in value.values():
                walk(one)
        elif isinstance(value, list):
            for one in value:
                walk(one)

    walk(card)
    return " ".join(found)


async def press(at: Bench, verb: str, number: str = "9", **data: Any) -> dict[str, Any]:
    action = {"type": "Action.Execute", "verb": verb, "data": data}
    activity = at.activity(
        "invoke",
        id=number,
        name="adaptiveCard/action",
        value={"action": action, "trigger": "manual"},
        replyToId="m7",
        conversation=CHANNEL,
    )
    answer = await at.send(activity)
    assert answer.status == 200
    said: dict[str, Any] = await answer.json()
    return said


async def test_a_mention_is_answered_in_its_thread() -> None:
    """The words after the mention are asked as the person who wrote them; the answer goes to the thread."""
    async with bench() as at:
        await at.send(at.activity(**mention("lookup Shenzhen &amp;&nbsp;Co")))
        [(text, actor)] = at.asked.asked
        assert text == "lookup Shenzhen & Co"
        assert (actor.user, actor.workspace, actor.via, actor.role) == (ANA, TENANT, "teams", Role.EDITOR)
        assert actor.channel == "19:general@thread.tacv2"
        [post] = at.connector.posts
        assert post["conversation"] == CHANNEL["id"]
        assert post["token"].startswith("Bearer ")
        assert texts(at.cards()[0]) == "Shenzhen <University> one *answer*"


async def test_what_is_not_said_to_the_bot_is_not_answered() -> None:
    """Without a mention of the bot a channel's messages are nobody's business; in a personal chat all are."""
    async with bench() as at:
        await at.send(at.activity(text="lookup X", conversation=CHANNEL))
        await at.send(at.activity(id="2", **mention("lookup X", who="29:bob")))
        assert at.asked.asked == []
        await at.send(at.activity(id="3", text=""))
        assert [text for text, _ in at.asked.asked] == ["help"]
        assert "unsubscribe" in texts(at.cards()[0])


async def test_a_redelivered_message_is_answered_once() -> None:
    """Teams may deliver an activity again; its id says so."""
    async with bench() as at:
        for _ in range(3):
            assert (await at.send(at.activity(text="help"))).status == 200
        assert len(at.asked.asked) == len(at.connector.posts) == 1


async def test_alerts_go_where_the_bot_was_added_until_it_is_removed() -> None:
    """An installation tells the chosen channel and its service address; removal takes it away."""
    async with bench() as at:
        chosen = {"id": "19:alerts@thread.tacv2"}
        data = {
            "tenant": {"id": TENANT},
            "team": {"id": "19:general"},
            "settings": {"selectedChannel": chosen},
        }
        team = {"conversation": CHANNEL | {"id": "19:general"}, "channelData": data}
        await at.send(at.activity("installationUpdate", id="5", action="add", **team))
        await at.send(
            at.activity(
                "conversationUpdate", id="6", membersAdded=[{"id": BOT}], **team | {"channelData": {}}
            )
        )
        [found] = at.asked.where.values()
        assert found.id == "teams:19:alerts@thread.tacv2"
        assert found.address == chosen["id"]
        assert dict(found.options)["service_url"] == at.connector.url
        assert "Alerts will be posted here" in texts(at.cards()[0])
        await at.send(at.activity("installationUpdate", id="7", action="remove", **team))
        assert at.asked.where == {}


async def test_a_deleted_channel_gets_no_more_alerts() -> None:
    """A deleted channel and a conversation the bot was taken out of are forgotten."""
    async with bench() as at:
        await at.send(at.activity(**mention("subscribe")))
        assert list(at.asked.where) == ["teams:19:general@thread.tacv2"]
        gone = {
            "tenant": {"id": TENANT},
            "eventType": "channelDeleted",
            "channel": {"id": "19:general@thread.tacv2"},
        }
        await at.send(at.activity("conversationUpdate", id="2", channelData=gone, conversation=CHANNEL))
        assert at.asked.where == {}
        await at.send(at.activity(id="3", **mention("subscribe")))
        await at.send(
            at.activity("conversationUpdate", id="4", membersRemoved=[{"id": BOT}], conversation=CHANNEL)
        )
        assert at.asked.where == {}


async def test_only_editors_choose_where_alerts_go() -> None:
    """`subscribe` and `unsubscribe` change what the whole team gets."""
    async with bench(SANCTIONS_WATCH_EDITORS="bob@example.com") as at:
        await at.send(at.activity(**mention("subscribe")))
        assert at.asked.where == {}
        assert "Only editors" in texts(at.cards()[0])


async def test_unsubscribing_says_whether_alerts_went_there() -> None:
    """Where none were posted nothing has ended, and that is what is said."""
    async with bench() as at:
        for number, said in enumerate(("subscribe", "unsubscribe", "unsubscribe")):
            await at.send(at.activity(id=str(number), **mention(said)))
        ended, none = map(texts, at.cards()[1:])
        assert "No more alerts will be posted here" in ended
        assert "No alerts are posted here" in none
        assert at.asked.where == {}


async def test_an_edit_made_in_a_personal_chat_is_told_where_the_teams_alerts_go() -> None:
    """In the same words, with the editor's name, to shared conversations only; a question to nobody."""
    edit = Reply(title="Added ACME", parts=(Paragraph(f"Added by {ANA}."),), public=True)
    async with bench(edit) as at:
        await at.send(at.activity(**mention("subscribe")))
        await at.send(at.activity(id="2", text="subscribe"))  # the personal chat: its person was answered
        other = {"conversation": CHANNEL | {"id": "a:2", "conversationType": "personal"}}
        await at.send(at.activity(id="3", **other, text="subscribe"))
        at.connector.posts.clear()
        at.asked.asks_back = "watchlist remove"
        await at.send(at.activity(id="4", text="watchlist remove ACME"))
        assert [post["conversation"] for post in at.connector.posts] == ["a:1"]
        await at.send(at.activity(id="5", text="watchlist add ACME"))
        _, answer, told = at.connector.posts
        assert (answer["conversation"], told["conversation"]) == ("a:1", "19:general@thread.tacv2")
        assert told["body"]["summary"] == "Added ACME"
        assert texts(at.cards()[-1]) == texts(at.cards()[-2]) == "Added ACME Added by Ana."


@pytest.mark.parametrize("verb", ["watchlist-add", "confirm", "say", "watchlist-mute"])
async def test_an_edit_by_a_button_of_a_personal_chat_is_told_too(verb: str) -> None:
    """And one by a button of a channel is seen there already."""
    async with bench(Reply(title="Done", public=True)) as at:
        await at.send(at.activity(**mention("subscribe")))
        at.connector.posts.clear()
        data = {"name": "ACME", "words": "watchlist remove ACME", "term": "ACME"}
        await press(at, verb, "2", **data)
        before = len(at.connector.posts)
        value = {"action": {"type": "Action.Execute", "verb": verb, "data": data}, "trigger": "manual"}
        press_alone = {"name": "adaptiveCard/action", "value": value, "replyToId": "m7"}
        assert (await at.send(at.activity("invoke", id="3", **press_alone))).status == 200
        places = [post["conversation"] for post in at.connector.posts]
        assert before == 1
        assert sorted(places[1:]) == ["19:general@thread.tacv2", "a:1"]
        assert "Done By Ana." in map(texts, at.cards())


async def test_an_edit_that_cannot_be_told_elsewhere_is_done_all_the_same(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Whoever made it is answered; the log says that others do not know."""
    async with bench(Reply(title="Added ACME", public=True)) as at:
        await at.send(at.activity(**mention("subscribe")))
        at.connector.posts.clear()
        at.connector.faults = [0, 403]
        assert (await at.send(at.activity(id="2", text="watchlist add ACME"))).status == 200
        assert [post["conversation"] for post in at.connector.posts] == ["a:1"]
        assert "teams.edit_not_announced" in caplog.text


async def test_a_term_is_added_through_the_form() -> None:
    """The button brings a form; saving it gives the command a person would have typed, for all to see."""
    added = Reply(title="Added ACME", parts=(Paragraph(f"Added by {ANA}."),), public=True)
    async with bench(added) as at:
        said = await press(at, "watchlist-form", "1", term='ACME "X"')
        assert said["type"] == "application/vnd.microsoft.activity.message"
        form = at.cards()[0]
        assert form["body"][1]["value"] == 'ACME "X"'
        assert [one["value"] for one in form["body"][3]["choices"]] == ["default", "cloud watch"]
        fields = {"name": 'ACME "X" --note=y', "kind": "chip", "watchlist": "cloud watch"}
        fields |= {"aliases": "Acme Works\nA|B", "context": "cloud\n\nrent"}
        said = await press(at, "watchlist-add", "2", **fields, note="why\nnot")
        assert at.asked.asked[-1][0] == (
            'watchlist add --kind="chip" --watchlist="cloud watch" --alias="Acme Works" --alias="A"'
            ' --alias="B" --context="cloud" --context="rent" --note="why not"'
            ' -- "ACME X --note=y"'
        )
        assert said["type"] == "application/vnd.microsoft.card.adaptive"
        assert texts(said["value"]) == "Added ACME Added by Ana."
        put = at.connector.posts[-1]
        assert (put["method"], put["id"]) == ("PUT", "m7")
        assert "Added by Ana." in texts(put["body"]["attachments"][0]["content"])


async def test_the_form_comes_by_its_words_too() -> None:
    """What opens the form in Slack brings it here."""
    async with bench() as at:
        await at.send(at.activity(**mention("Watchlist  add")))
        assert at.asked.asked == []
        assert at.cards()[0]["body"][1]["label"] == "Name to watch"


async def test_who_may_not_choose_where_alerts_go_is_told_what_to_do() -> None:
    """The sentence names the id to be listed, as that of an edit does; nothing is chosen."""
    async with bench(SANCTIONS_WATCH_EDITORS="bob@example.com") as at:
        assert (await at.send(at.activity(text="subscribe"))).status == 200
        assert f"have your id ({ANA}) added" in texts(at.cards()[-1])
        assert at.asked.where == {}


async def test_a_form_with_a_mistake_stays_open() -> None:
    """The mistake is said below the form, which is not replaced."""
    async with bench(Reply(title="“x” is too short.", tone=Tone.ERROR)) as at:
        said = await press(at, "watchlist-add", name="x")
        assert said["value"] == "“x” is too short."
        assert at.connector.posts == []


async def test_buttons_carry_no_rights_and_no_commands() -> None:
    """What a button holds is only text: a link to ask about, never a command, a role or a person."""
    async with bench(SANCTIONS_WATCH_EDITORS="bob@example.com") as at:
        await press(at, "why", "1", url='https://x.example/"--team other')
        text, actor = at.asked.asked[0]
        assert text == 'why "https://x.example/\'--team other"'
        assert actor.role is Role.READER
        said = await press(at, "why", "2", url="javascript:alert(1)")
        assert said["value"] == "This button holds no link."
        said = await press(at, "why", "3", url=["https://x.example/"])
        assert said["value"] == "This button holds no link."
        said = await press(at, "erase-everything", "4")
        assert "older version" in said["value"]
        assert len(at.asked.asked) == 1


async def test_a_button_pressed_once_works_once() -> None:
    """A redelivered press is not asked again."""
    async with bench() as at:
        await press(at, "why", "1", url="https://x.example/")
        said = await press(at, "why", "1", url="https://x.example/")
        assert said["value"] == "That was done already."
        assert len(at.asked.asked) == 1


async def test_an_answer_that_cannot_be_sent_is_not_asked_again() -> None:
    """A failing connector does not turn into a 500, which Teams would answer with the same message."""
    async with bench() as at:
        at.connector.faults = [503]
        assert (await at.send(at.activity(text="help"))).status == 200


MEMBER = Person(object_id="id-1", names=("ana@example.com",), member=True)


@pytest.mark.parametrize(
    ("person", "editors", "role"),
    [
        (MEMBER, (), Role.EDITOR),  # nobody listed: every member of the tenant
        (MEMBER, ("*",), Role.EDITOR),
        (MEMBER, ("ID-1",), Role.EDITOR),
        (MEMBER, ("Ana@Example.com",), Role.EDITOR),
        (MEMBER, ("bob@example.com",), Role.READER),
        (Person(object_id="id-1", member=False), (), Role.READER),  # a guest
        (Person(object_id="id-1", member=False), ("*", "id-1"), Role.READER),
        (Person(object_id="id-1"), (), Role.READER),  # the roster did not answer
        (Person(object_id="id-1"), ("id-1",), Role.EDITOR),
        (Person(object_id="", member=True), ("",), Role.READER),
    ],
)
def test_who_may_edit(person: Person, editors: tuple[str, ...], role: Role) -> None:
    """Members by default, the listed where there is a list, guests never."""
    assert role_of(person, editors) is role


@pytest.mark.parametrize(
    ("entry", "role"),
    [
        ({"aadObjectId": ANA, "tenantId": TENANT, "userPrincipalName": "ana@example.com"}, Role.EDITOR),
        ({"aadObjectId": ANA, "tenantId": TENANT, "userRole": "guest"}, Role.READER),
        ({"aadObjectId": ANA, "userPrincipalName": "ana_gmail.com#EXT#@x.example"}, Role.READER),
        ({"aadObjectId": ANA, "tenantId": "another-tenant"}, Role.READER),  # a shared channel
        ({"aadObjectId": "somebody-else", "tenantId": TENANT}, Role.READER),
        (None, Role.READER),
    ],
)
async def test_the_roster_tells_guests_from_members(entry: dict[str, Any] | None, role: Role) -> None:
    """Who somebody is comes from the conversation's roster, never from the message alone."""
    async with bench() as at:
        at.connector.members = {"29:ana": {"id": "29:ana", **entry}} if entry else {}
        await at.send(at.activity(text="watchlist add X"))
        assert at.asked.asked[0][1].role is role


async def test_who_asks_is_named_wherever_an_answer_has_their_id() -> None:
    """An id says nothing to people: in tables, facts and lists as in sentences."""
    reply = Reply(
        title=f"Edits by {ANA}",
        parts=(
            Table(("When", "Who"), (("today", f"{ANA} (teams)"),)),
            Facts((("Handled", f"by {ANA}"),)),
            Bullets((f"added by {ANA}",)),
        ),
    )
    async with bench(reply) as at:
        await at.send(at.activity(text="watchlist history"))
        [card] = at.cards()
        assert ANA not in json.dumps(card)
        assert json.dumps(card).count("Ana") == 4


async def test_triage_buttons_say_the_command_and_name_the_person() -> None:
    """The press becomes the command of a person with a name; the alert's own message shows the rest."""
    async with bench() as at:
        said = await press(at, "triage", "1", wish="dismiss", alert="a1")
        await press(at, "triage", "2", wish="drop table", alert="a1")
        assert said["type"] == "application/vnd.microsoft.activity.message"
        [(text, actor)] = at.asked.asked
        assert text == 'alerts dismiss "a1"'
        assert actor.name == "Ana"
        assert at.connector.posts == []


async def test_muting_from_a_card_is_told_to_the_conversation() -> None:
    """A term chosen under an alert is muted for a month, and everybody there sees it."""
    async with bench() as at:
        await press(at, "watchlist-mute", term='NVIDIA "A100"')
        assert [text for text, _ in at.asked.asked] == ["watchlist mute --days=30 -- \"NVIDIA 'A100'\""]
        assert len(at.connector.posts) == 1


async def test_taking_away_is_asked_back_and_done_by_who_says_yes() -> None:
    """A card asks; yes brings the words again from whoever pressed, and the card becomes the answer."""
    async with bench(Reply(title="No longer watching", parts=(Paragraph(f"By {ANA}."),), public=True)) as at:
        at.asked.asks_back = "watchlist remove"
        await at.send(at.activity(**mention("watchlist remove ACME")))
        [card] = at.cards()
        yes, no = card["actions"]
        assert texts(card).startswith("Really: watchlist remove ACME?")
        assert len(at.asked.asked) == 1
        said = await press(at, no["verb"], "2", **no["data"])
        assert texts(said["value"]) == "Nothing was changed."
        assert at.connector.posts[-1]["method"] == "PUT"
        assert len(at.asked.asked) == 1
        said = await press(at, yes["verb"], "3", **yes["data"])
        assert texts(said["value"]) == "No longer watching By Ana."
        text, actor = at.asked.asked[-1]
        assert (text, actor.user) == ("watchlist remove ACME", ANA)
        await press(at, yes["verb"], "3", **yes["data"])  # delivered again
        assert len(at.asked.asked) == 2


async def test_muting_from_a_card_is_asked_back() -> None:
    """The menu under an alert silences nobody by a slip."""
    async with bench() as at:
        at.asked.asks_back = "watchlist mute"
        said = await press(at, "watchlist-mute", term="NVIDIA A100")
        assert said["value"] == "The question is below."
        [card] = at.cards()
        assert card["actions"][0]["data"] == {"words": 'watchlist mute --days=30 -- "NVIDIA A100"'}


async def test_a_refused_yes_leaves_the_question_to_others() -> None:
    """Who may not take away is told so; the card stays for somebody who may."""
    async with bench(Reply(title="Only editors may change this.", tone=Tone.ERROR)) as at:
        said = await press(at, "confirm", words="watchlist remove ACME")
        assert said["value"] == "Only editors may change this."
        assert at.connector.posts == []


async def test_dismissing_may_say_why() -> None:
    """The unfolded choice and the person's own words go with the command."""
    async with bench() as at:
        await press(at, "triage", wish="dismiss", alert="a1", because="false-match", reason='a "road"')
        [(text, _)] = at.asked.asked
        assert text == 'alerts dismiss "a1" --because="false-match" --reason="a \'road\'"'


async def test_what_is_offered_after_a_false_match_takes_one_press() -> None:
    """A card with a button each; what must be written first is written on the card."""
    offers = (
        Offer(label="Only near…", words='watchlist context -- "A100"', fill="Words", many=True),
        Offer(label="Mute", words='watchlist mute --days 30 -- "A100"'),
    )
    async with bench(Reply(title="Dismissed", offers=offers)) as at:
        await press(at, "triage", "1", wish="dismiss", alert="a1", because="false-match")
        near, mute = at.cards()[0]["actions"]
        [send] = near["card"]["actions"]
        [asked] = near["card"]["body"]
        filled = 'GPU\n\ndata "centre"\n'
        await press(at, send["verb"], "2", **{asked["id"]: filled}, **send["data"])
        assert at.asked.asked[-1][0] == 'watchlist context -- "A100" "GPU" "data \'centre\'"'
        at.asked.asks_back = "watchlist mute"
        said = await press(at, mute["verb"], "3", **mute["data"])
        assert said["value"] == "The question is below."


async def test_one_of_several_is_chosen_on_the_card() -> None:
    """The choice goes behind the words, and is not taken for a yes to what is asked back."""
    offer = Offer(label="Handle one…", words="alerts show", choices=(("High · A", "a1"), ("Low · B", "a2")))
    async with bench(Reply(title="Two", offers=(offer,))) as at:
        await press(at, "triage", "1", wish="acknowledge", alert="a9")
        [unfold] = at.cards()[0]["actions"]
        [chosen], [go_on] = unfold["card"]["body"], unfold["card"]["actions"]
        assert [one["value"] for one in chosen["choices"]] == ["a1", "a2"]
        at.asked.asks_back = "alerts show"
        asked = await press(at, go_on["verb"], "2", **{chosen["id"]: "a2"}, **go_on["data"])
        assert at.asked.asked[-1][0] == 'alerts show "a2"'
        assert asked["value"] == "The question is below."


async def test_a_card_whose_buttons_were_used_shows_what_may_be_done_now() -> None:
    """The card that was pressed is replaced by the same question asked again; not where it was refused."""
    use = Offer(label="Acknowledge", words="alerts acknowledge a1", again="alerts show a1")
    async with bench(Reply(title="An alert", offers=(use,))) as at:
        await press(at, "triage", "1", wish="acknowledge", alert="a1")
        [pressed] = at.cards()[0]["actions"]
        answer = await press(at, pressed["verb"], "2", **pressed["data"])
        assert [text for text, _ in at.asked.asked[-2:]] == ["alerts acknowledge a1", "alerts show a1"]
        assert answer["value"]["type"] == "AdaptiveCard"
        at.asked.reply = Reply(title="No such alert", tone=Tone.ERROR)
        assert (await press(at, pressed["verb"], "3", **pressed["data"]))["value"] == "No such alert"
        assert at.asked.asked[-1][0] == "alerts acknowledge a1"


async def test_many_offers_stand_in_rows_that_teams_shows_whole() -> None:
    """None is dropped or hidden behind three dots."""
    offers = tuple(
        Offer(label=f"Mute “Institute {number}” for 30 days", words=f"m {number}") for number in range(8)
    )
    card = reply_card(Reply(title="Dismissed", offers=offers, offer_term="A"))
    rows = [one["actions"] for one in card["body"] if one["type"] == "ActionSet"]
    assert [one["title"] for row in rows for one in row] == [*(one.label for one in offers), "Watch “A”"]
    assert all(len(row) == 1 or sum(len(one["title"]) for one in row) <= 40 for row in rows)  # of a phone
    assert "actions" not in card


async def test_a_long_answer_is_turned_page_by_page_and_asked_once() -> None:
    """Every row is on some page; the card is replaced in place; what follows the answer takes one press."""
    rows = tuple((f"Term {number}", "org", "an alias", "x", "y") for number in range(75))
    table = Table(("Name", "Kind", "Aliases", "Near", "List"), rows)
    long = Reply(title="75 terms", parts=(table,), fields={"next": "watchlist show --page 2"})
    async with bench(long) as at:
        await at.send(at.activity(**mention("watchlist show")))
        card, shown = at.cards()[0], ""
        for number in range(2, 9):
            shown += texts(card) + " "
            (button,) = [one for one in card["actions"] if one["title"] in ("Next ›", "More ›")]
            if button["title"] == "More ›":
                break
            card = (await press(at, button["verb"], str(number), **button["data"]))["value"]
            assert at.connector.posts[-1]["method"] == "PUT"
        assert [f"Term {number} " in shown for number in range(75)] == [True] * 75
        assert len(at.asked.asked) == 1
        await press(at, button["verb"], "20", **button["data"])
        assert at.asked.asked[-1][0] == "watchlist show --page 2"
        said = await press(at, "page", "21", key="forged", page="1")
        assert "ask again" in said["value"]


async def test_dismissing_without_a_reason_gives_none() -> None:
    """The choice that is there at first is no cause."""
    async with bench() as at:
        await press(at, "triage", wish="dismiss", alert="a1", because="none", reason="")
        assert at.asked.asked[0][0] == 'alerts dismiss "a1"'
