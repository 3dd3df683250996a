"""Bolt's listeners: acknowledge at once, read who and what from the payload, ask, reply.

Knows Slack's payloads. Everything of substance is in `slack.answers`. A slash command is any the manifest
names, so that a second installation in one workspace can have a word of its own.
"""

import asyncio
import re
from collections.abc import Coroutine, Mapping
from html import unescape
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.chat import deeds
from bot.chat.slack import deeds as slack_deeds
from bot.chat.slack import modal as slack_modal
from bot.chat.slack.actions import (
    ACKNOWLEDGE,
    ADD,
    DISMISS,
    HANDLE,
    MUTE,
    MUTED_DAYS,
    OPEN,
    OTHER,
    REOPEN,
    WHY,
)
from bot.chat.slack.answers import CANCELLED, CONFIRMED, Answers, Say
from bot.chat.slack.asking import Request
from bot.chat.slack.offers import OFFER, read_offer
from bot.chat.slack.reply import MORE, PAGE
from bot.chat.slack.tab import REFRESH
from bot.chat.slack.text import Block, plain
from bot.replies import Offer, Reply, Tone

# Slack closes a request after 3 s; a modal's answer that is not there by now is told afterwards.
ANSWER_SECONDS = 2.0
_NAME_LIKE = 80  # characters of a message that may be a name
_ANY = re.compile(r".*")
_MENTION = re.compile(r"^\s*<@[UW][A-Z0-9]+(\|[^>]*)?>\s*")
_PERSON = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")
_LINKED = re.compile(r"<((?:https?://|mailto:)([^|>\s]*))(?:\|([^>]*))?>")


def register(app: AsyncApp, answers: Answers, client: AsyncWebClient, *, seconds: float) -> None:
    """Connect every listener. `seconds` a modal may wait for its answer before it is closed."""
    _commands(app, answers, client)
    _buttons(app, answers, client)
    _modal(app, answers, client, seconds)


def _commands(app: AsyncApp, answers: Answers, client: AsyncWebClient) -> None:
    @app.command(_ANY)
    async def slash(ack: AsyncAck, body: dict[str, Any], respond: AsyncRespond) -> None:
        await ack()
        # Slack writes people as ids only where the app's manifest wants entities escaped, as older ones did.
        text = _PERSON.sub(r"\1", str(body.get("text") or "")).strip()
        await answers.typed(_of_command(body), text, _by_url(respond))

    @app.event("app_home_opened")
    async def home(body: dict[str, Any], event: dict[str, Any]) -> None:
        if event.get("tab") == "home":
            user, once = str(event.get("user", "")), str(body.get("event_id", ""))
            await answers.home(Request(user=user, channel="", id=once))

    @app.action(REFRESH)
    async def refreshed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        await answers.home(_of_action(body))

    @app.event("app_mention")
    async def mentioned(body: dict[str, Any], event: dict[str, Any]) -> None:
        if not event.get("user") or event.get("bot_id"):
            return
        asked = Request(user=event["user"], channel=event["channel"], id=str(body.get("event_id", "")))
        thread = str(event.get("thread_ts") or "")
        await answers.typed(asked, said(str(event.get("text", ""))), _in_channel(client, asked, thread))


def _buttons(app: AsyncApp, answers: Answers, client: AsyncWebClient) -> None:
    @app.action(OPEN)
    async def opened(ack: AsyncAck) -> None:
        await ack()  # a button with an address also sends an action

    @app.action(WHY)
    async def why(ack: AsyncAck, body: dict[str, Any], respond: AsyncRespond) -> None:
        await ack()
        await answers.typed(_of_action(body), _question(_value(body)), _by_url(respond))

    @app.action(re.compile(f"{ACKNOWLEDGE}|{REOPEN}"))
    async def handled(ack: AsyncAck, body: dict[str, Any], respond: AsyncRespond) -> None:
        await ack()
        action = str(body["actions"][0]["action_id"])
        text = f"alerts {action} {slack_modal.quoted(_value(body))}"
        await answers.pressed(_of_action(body), text, _by_url(respond))

    @app.action(DISMISS)
    async def dismissed(ack: AsyncAck, body: dict[str, Any], respond: AsyncRespond) -> None:
        await ack()
        alert, _, cause = _value(body).partition(" ")
        text = f"alerts dismiss {slack_modal.quoted(alert)}"
        if cause == OTHER:
            wish = Offer(label="", words=f"{text} --reason", fill="Why it is of no concern")
            await answers.asked_to_fill(_of_action(body), wish, _by_url(respond), title="Dismiss the alert")
            return
        text += f" --because={slack_modal.quoted(cause)}" if cause else ""  # older messages say no cause
        await answers.pressed(_of_action(body), text, _by_url(respond))

    @app.action(HANDLE)
    async def chosen(ack: AsyncAck, body: dict[str, Any], respond: AsyncRespond) -> None:
        await ack()
        alert, _, deed = _value(body).partition(" ")
        asked, say = _of_action(body), _by_url(respond)
        if deed.startswith("snooze"):
            await answers.pressed(asked, deeds.command(deed, alert), say)
        elif deed in slack_deeds.TITLES:
            await answers.asked(asked, slack_deeds.view(deed, alert, channel=asked.channel), say)

    @app.action(re.compile(f"{OFFER}_\\d+"))
    async def offered(ack: AsyncAck, body: dict[str, Any], respond: AsyncRespond) -> None:
        await ack()
        offer = read_offer(_value(body))
        if offer is None:
            return
        if offer.fill:
            await answers.asked_to_fill(_of_action(body), offer, _by_url(respond), title=_title(offer))
        else:
            await answers.offered(_of_action(body), offer, _by_url(respond))

    @app.action(MUTE)
    async def muted(ack: AsyncAck, body: dict[str, Any], respond: AsyncRespond) -> None:
        await ack()
        name = slack_modal.quoted(_value(body))
        await answers.typed(
            _of_action(body), f"watchlist mute --days={MUTED_DAYS} -- {name}", _by_url(respond)
        )

    @app.action(MORE)
    async def more(ack: AsyncAck, body: dict[str, Any], respond: AsyncRespond) -> None:
        await ack()
        await answers.typed(_of_action(body), _value(body), _by_url(respond, instead=True))

    @app.action(ADD)
    async def add(ack: AsyncAck, body: dict[str, Any], respond: AsyncRespond) -> None:
        await ack()
        # the app's Home has no channel to answer in
        say = _by_url(respond) if body.get("response_url") else _in_modal(client, body)
        await answers.asked_to_add(_of_action(body), say, name=_value(body))

    @app.action(re.compile(f"{PAGE}_\\d+"))
    async def turned(ack: AsyncAck, body: dict[str, Any], respond: AsyncRespond) -> None:
        await ack()
        await answers.turned(_of_action(body), _value(body), _by_url(respond))

    @app.action(CONFIRMED)
    async def confirmed(ack: AsyncAck, body: dict[str, Any], respond: AsyncRespond) -> None:
        await ack()
        await answers.confirmed(_of_action(body), _value(body), _by_url(respond))

    @app.action(CANCELLED)
    async def cancelled(ack: AsyncAck, body: dict[str, Any], respond: AsyncRespond) -> None:
        await ack()
        await answers.cancelled(_of_action(body), _by_url(respond))


def _modal(app: AsyncApp, answers: Answers, client: AsyncWebClient, seconds: float) -> None:
    @app.shortcut({"type": "shortcut", "callback_id": slack_modal.GLOBAL_SHORTCUT})
    async def anywhere(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        await answers.asked_to_add(_of_action(body), _in_modal(client, body))

    @app.shortcut({"type": "message_action", "callback_id": slack_modal.MESSAGE_SHORTCUT})
    async def on_message(ack: AsyncAck, body: dict[str, Any], respond: AsyncRespond) -> None:
        await ack()
        text = said(str((body.get("message") or {}).get("text") or ""))
        name = text if len(text) <= _NAME_LIKE and "\n" not in text else ""
        await answers.asked_to_add(_of_action(body), _by_url(respond), name=name)

    @app.view(slack_modal.CALLBACK)
    async def submitted(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        asked = _of_view(body, view)
        await closed(ack, asked, view, answers.added(asked, slack_modal.filled(view)))

    @app.view(slack_deeds.CALLBACK)
    async def decided(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        asked = _of_view(body, view)
        await closed(ack, asked, view, answers.filled(asked, slack_deeds.command(view)))

    @app.view(slack_modal.FILL)
    async def filled(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        asked = _of_view(body, view)
        await closed(ack, asked, view, answers.filled(asked, slack_modal.fill_command(view)))

    async def closed(
        ack: AsyncAck, asked: Request, view: dict[str, Any], answer: Coroutine[Any, Any, Reply | None]
    ) -> None:
        """Close the modal, or leave it open with what is wrong; an answer that comes late is told after."""
        work = asyncio.ensure_future(answer)
        done, _ = await asyncio.wait({work}, timeout=seconds)
        if not done:
            await ack()
            reply = await work
            if reply is not None and reply.tone is Tone.ERROR:
                await answers.unannounced(asked, reply)
            return
        reply = work.result()
        if reply is not None and reply.tone is Tone.ERROR:
            await ack(response_action="errors", errors=slack_modal.errors(reply, view))
        else:
            await ack()


def said(text: str) -> str:
    """Return what a person wrote in a message: without the bot's name; links, people, entities resolved."""
    return unescape(_PERSON.sub(r"\1", _LINKED.sub(_typed, _MENTION.sub("", text)))).strip()


def _typed(link: re.Match[str]) -> str:
    """Return what was typed where Slack made a link: of a bare `quay.example` it makes an address."""
    address, rest, label = link.groups()
    return label if label and label.rstrip("/") == rest.rstrip("/") else address


def _title(offer: Offer) -> str:
    """Return what stands above the field that an offer asks for."""
    return "Only near these words" if offer.many else "Handle the alert"


def _question(value: str) -> str:
    """Return the words a "Why?" button stands for: its value is an item's address, or an alert's id."""
    asked = slack_modal.quoted(value)
    return f"why {asked}" if "://" in value else f"alerts show {asked}"


def _of_command(body: Mapping[str, Any]) -> Request:
    trigger = str(body.get("trigger_id") or "")
    return Request(
        user=str(body.get("user_id", "")),
        channel=str(body.get("channel_id", "")),
        id=trigger,
        trigger=trigger,
    )


def _of_action(body: Mapping[str, Any]) -> Request:
    trigger = str(body.get("trigger_id") or "")
    channel = (body.get("channel") or {}).get("id") or (body.get("container") or {}).get("channel_id")
    return Request(
        user=str((body.get("user") or {}).get("id", "")),
        channel=str(channel or ""),
        id=trigger,
        trigger=trigger,
    )


def _of_view(body: Mapping[str, Any], view: Mapping[str, Any]) -> Request:
    """A submission is told apart by its trigger; without one by the view and its hash."""
    once = body.get("trigger_id") or f"{view.get('id', '')}:{view.get('hash', '')}"
    return Request(
        user=str((body.get("user") or {}).get("id", "")),
        channel=slack_modal.channel_of(view),
        id=str(once),
    )


def _value(body: Mapping[str, Any]) -> str:
    action = (body.get("actions") or [{}])[0]
    chosen = action.get("selected_option") or {}
    return str(action.get("value") or chosen.get("value") or "")


def _by_url(respond: AsyncRespond, *, instead: bool = False) -> Say:
    """Answer through the request's own address: works also where the bot is not a member.

    `instead` puts every answer in the place of the message that was acted on.
    """

    async def say(text: str, blocks: list[Block], *, public: bool = False, replace: bool = False) -> None:
        shown = "in_channel" if public else "ephemeral"
        extra: dict[str, Any] = {
            "unfurl_links": False,
            "unfurl_media": False,
            "replace_original": replace or instead,
        }
        answer = await respond(text=text, blocks=blocks, response_type=shown, **extra)
        if answer.status_code != 200:  # the blocks may be at fault: once more in plain text
            await respond(text=text, response_type=shown, **extra)

    return say


def _in_channel(client: AsyncWebClient, asked: Request, thread: str) -> Say:
    """Answer a mention: to everyone or to the person alone, in the thread where it was made."""

    async def say(text: str, blocks: list[Block], *, public: bool = False, replace: bool = False) -> None:
        del replace
        where: dict[str, Any] = {"channel": asked.channel, "text": text, "blocks": blocks}
        if thread:
            where["thread_ts"] = thread
        if public:
            await client.chat_postMessage(**where, unfurl_links=False, unfurl_media=False)
        else:
            await client.chat_postEphemeral(**where, user=asked.user)

    return say


def _in_modal(client: AsyncWebClient, body: Mapping[str, Any]) -> Say:
    """Answer in a window: a global shortcut has no channel to answer in."""

    async def say(text: str, blocks: list[Block], *, public: bool = False, replace: bool = False) -> None:
        del text, public, replace
        shown = {"type": "modal", "title": plain("sanctions-watch", 24), "blocks": blocks}
        await client.views_open(trigger_id=str(body.get("trigger_id") or ""), view=shown)

    return say
