"""Bolt's listeners: acknowledge at once, read who and what from the payload, ask, reply.

Knows Bolt. Everything of substance is in `slack.answers`. A slash command is any the manifest
names, so that a second installation in one workspace can have a word of its own.
"""

import asyncio
import re
from collections.abc import Coroutine
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.chat import deeds
from bot.chat.slack import actions, modal
from bot.chat.slack.answers import CANCELLED, CONFIRMED, Answers
from bot.chat.slack.asking import Request
from bot.chat.slack.payloads import command_text, of_action, of_command, of_view, said, value
from bot.chat.slack.reply import MORE, PAGE, REFRESH
from bot.chat.slack.saying import by_url, in_channel, in_modal
from bot.replies import Offer, Reply, Tone

# Slack closes a request after 3 s; a modal's answer that is not there by now is told afterwards.
ANSWER_SECONDS = 2.0
_NAME_LIKE = 80  # characters of a message that may be a name
_ANY = re.compile(r".*")


def register(app: AsyncApp, answers: Answers, client: AsyncWebClient, *, seconds: float) -> None:
    """Connect every listener. `seconds` a modal may wait for its answer before it is closed."""
    _commands(app, answers, client)
    _alert_buttons(app, answers)
    _answer_buttons(app, answers, client)
    _modal(app, answers, client, seconds)


def _commands(app: AsyncApp, answers: Answers, client: AsyncWebClient) -> None:
    @app.command(_ANY)
    async def slash(ack: AsyncAck, body: dict[str, Any], respond: AsyncRespond) -> None:
        await ack()
        await answers.typed(of_command(body), command_text(body), by_url(respond))

    @app.event("app_home_opened")
    async def home(body: dict[str, Any], event: dict[str, Any]) -> None:
        if event.get("tab") == "home":
            user, once = str(event.get("user", "")), str(body.get("event_id", ""))
            await answers.home(Request(user=user, channel="", id=once))

    @app.action(REFRESH)
    async def refreshed(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        await answers.home(of_action(body))

    @app.event("app_mention")
    async def mentioned(body: dict[str, Any], event: dict[str, Any]) -> None:
        if not event.get("user") or event.get("bot_id"):
            return
        asked = Request(user=event["user"], channel=event["channel"], id=str(body.get("event_id", "")))
        thread = str(event.get("thread_ts") or "")
        await answers.typed(asked, said(str(event.get("text", ""))), in_channel(client, asked, thread))


def _alert_buttons(app: AsyncApp, answers: Answers) -> None:
    @app.action(actions.OPEN)
    async def opened(ack: AsyncAck) -> None:
        await ack()  # a button with an address also sends an action

    @app.action(actions.WHY)
    async def why(ack: AsyncAck, body: dict[str, Any], respond: AsyncRespond) -> None:
        await ack()
        await answers.typed(of_action(body), _question(value(body)), by_url(respond))

    @app.action(re.compile(f"{actions.ACKNOWLEDGE}|{actions.REOPEN}"))
    async def handled(ack: AsyncAck, body: dict[str, Any], respond: AsyncRespond) -> None:
        await ack()
        action = str(body["actions"][0]["action_id"])
        text = f"alerts {action} {modal.quoted(value(body))}"
        await answers.pressed(of_action(body), text, by_url(respond))

    @app.action(actions.DISMISS)
    async def dismissed(ack: AsyncAck, body: dict[str, Any], respond: AsyncRespond) -> None:
        await ack()
        alert, _, cause = value(body).partition(" ")
        text = f"alerts dismiss {modal.quoted(alert)}"
        if cause == actions.OTHER:
            wish = Offer(label="", words=f"{text} --reason", fill="Why it is of no concern")
            await answers.asked_to_fill(of_action(body), wish, by_url(respond), title="Dismiss the alert")
            return
        text += f" --because={modal.quoted(cause)}" if cause else ""  # older messages say no cause
        await answers.pressed(of_action(body), text, by_url(respond))

    @app.action(actions.HANDLE)
    async def chosen(ack: AsyncAck, body: dict[str, Any], respond: AsyncRespond) -> None:
        await ack()
        alert, _, deed = value(body).partition(" ")
        asked, say = of_action(body), by_url(respond)
        if deed.startswith("snooze"):
            await answers.pressed(asked, deeds.command(deed, alert), say)
        elif deed in modal.DEEDS:
            await answers.asked(asked, modal.deed_view(deed, alert, channel=asked.channel), say)

    @app.action(actions.MUTE)
    async def muted(ack: AsyncAck, body: dict[str, Any], respond: AsyncRespond) -> None:
        await ack()
        name = modal.quoted(value(body))
        await answers.typed(
            of_action(body), f"watchlist mute --days={actions.MUTED_DAYS} -- {name}", by_url(respond)
        )


def _answer_buttons(app: AsyncApp, answers: Answers, client: AsyncWebClient) -> None:
    @app.action(re.compile(f"{actions.OFFER}_\\d+"))
    async def offered(ack: AsyncAck, body: dict[str, Any], respond: AsyncRespond) -> None:
        await ack()
        offer = actions.read_offer(value(body))
        if offer is None:
            return
        if offer.fill:
            title = "Only near these words" if offer.many else "Handle the alert"
            await answers.asked_to_fill(of_action(body), offer, by_url(respond), title=title)
        else:
            await answers.offered(of_action(body), offer, by_url(respond))

    @app.action(MORE)
    async def more(ack: AsyncAck, body: dict[str, Any], respond: AsyncRespond) -> None:
        await ack()
        await answers.typed(of_action(body), value(body), by_url(respond, instead=True))

    @app.action(actions.ADD)
    async def add(ack: AsyncAck, body: dict[str, Any], respond: AsyncRespond) -> None:
        await ack()
        # the app's Home has no channel to answer in
        say = by_url(respond) if body.get("response_url") else in_modal(client, body)
        await answers.asked_to_add(of_action(body), say, name=value(body))

    @app.action(re.compile(f"{PAGE}_\\d+"))
    async def turned(ack: AsyncAck, body: dict[str, Any], respond: AsyncRespond) -> None:
        await ack()
        await answers.turned(of_action(body), value(body), by_url(respond))

    @app.action(CONFIRMED)
    async def confirmed(ack: AsyncAck, body: dict[str, Any], respond: AsyncRespond) -> None:
        await ack()
        await answers.confirmed(of_action(body), value(body), by_url(respond))

    @app.action(CANCELLED)
    async def cancelled(ack: AsyncAck, body: dict[str, Any], respond: AsyncRespond) -> None:
        await ack()
        await answers.cancelled(of_action(body), by_url(respond))


def _modal(app: AsyncApp, answers: Answers, client: AsyncWebClient, seconds: float) -> None:
    @app.shortcut({"type": "shortcut", "callback_id": modal.GLOBAL_SHORTCUT})
    async def anywhere(ack: AsyncAck, body: dict[str, Any]) -> None:
        await ack()
        await answers.asked_to_add(of_action(body), in_modal(client, body))

    @app.shortcut({"type": "message_action", "callback_id": modal.MESSAGE_SHORTCUT})
    async def on_message(ack: AsyncAck, body: dict[str, Any], respond: AsyncRespond) -> None:
        await ack()
        text = said(str((body.get("message") or {}).get("text") or ""))
        name = text if len(text) <= _NAME_LIKE and "\n" not in text else ""
        await answers.asked_to_add(of_action(body), by_url(respond), name=name)

    @app.view(modal.CALLBACK)
    async def submitted(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        asked = of_view(body, view)
        await closed(ack, asked, view, answers.added(asked, modal.command(view)))

    @app.view(modal.DEED)
    async def decided(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        asked = of_view(body, view)
        await closed(ack, asked, view, answers.filled(asked, modal.deed_command(view)))

    @app.view(modal.FILL)
    async def filled(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
        asked = of_view(body, view)
        await closed(ack, asked, view, answers.filled(asked, modal.fill_command(view)))

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
            await ack(response_action="errors", errors=modal.errors(reply, view))
        else:
            await ack()


def _question(value: str) -> str:
    """Return the words a "Why?" button stands for: its value is an item's address, or an alert's id."""
    asked = modal.quoted(value)
    return f"why {asked}" if "://" in value else f"alerts show {asked}"
