"""Bolt's listeners: acknowledge at once, read who and what from the payload, ask, reply.

Knows Bolt. Everything of substance is in `slack.answers`. A slash command is any the manifest
names, so that a second installation in one workspace can have a word of its own.
"""

import asyncio
import re
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from slack_bolt.async_app import AsyncAck, AsyncApp, AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.chat import deeds
from bot.chat.slack import actions, modal
from bot.chat.slack.answers import CANCELLED, CONFIRMED, Answers
from bot.chat.slack.asking import Request
from bot.chat.slack.payloads import command_text, of_action, of_command, of_view, said, value
from bot.chat.slack.reply import MORE, PAGE, REFRESH
from bot.chat.slack.saying import Say, by_url, in_channel, in_modal
from bot.chat.wording import quoted
from bot.replies import Offer, Reply, Tone

# Slack closes a request after 3 s; a modal's answer that is not there by now is told afterwards.
ANSWER_SECONDS = 2.0
_NAME_LIKE = 80  # characters of a message that may be a name
_ANY = re.compile(r".*")

# Who pressed, what the button stands for, the way to answer; and who sent a modal, what it says as a command.
Press = Callable[[Request, str, Say], Awaitable[None]]
Submit = Callable[[Request, str], Coroutine[Any, Any, Reply | None]]


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


def _on(app: AsyncApp, action: str | re.Pattern[str], do: Press, *, instead: bool = False) -> None:
    """Acknowledge that a button was pressed, and do what it stands for."""

    @app.action(action)
    async def pressed(ack: AsyncAck, body: dict[str, Any], respond: AsyncRespond) -> None:
        await ack()
        await do(of_action(body), value(body), by_url(respond, instead=instead))


def _alert_buttons(app: AsyncApp, answers: Answers) -> None:
    async def opened(*_: object) -> None:
        """A button with an address also sends an action."""

    async def why(asked: Request, held: str, say: Say) -> None:
        """Its value is an item's address, or an alert's id."""
        await answers.typed(asked, f"{'why' if '://' in held else 'alerts show'} {quoted(held)}", say)

    async def acknowledged(asked: Request, alert: str, say: Say) -> None:
        await answers.pressed(asked, f"alerts acknowledge {quoted(alert)}", say)

    async def reopened(asked: Request, alert: str, say: Say) -> None:
        await answers.pressed(asked, f"alerts reopen {quoted(alert)}", say)

    async def dismissed(asked: Request, held: str, say: Say) -> None:
        alert, _, cause = held.partition(" ")
        text = f"alerts dismiss {quoted(alert)}"
        if cause == actions.OTHER:
            wish = Offer(label="", words=f"{text} --reason", fill="Why it is of no concern")
            await answers.asked_to_fill(asked, wish, say, title="Dismiss the alert")
            return
        text += f" --because={quoted(cause)}" if cause else ""  # older messages say no cause
        await answers.pressed(asked, text, say)

    async def chosen(asked: Request, held: str, say: Say) -> None:
        alert, _, deed = held.partition(" ")
        if deed.startswith("snooze"):
            await answers.pressed(asked, deeds.command(deed, alert), say)
        elif deed in modal.DEEDS:
            await answers.asked(asked, modal.deed_view(deed, alert, channel=asked.channel), say)

    async def muted(asked: Request, term: str, say: Say) -> None:
        text = f"watchlist mute --days={actions.MUTED_DAYS} -- {quoted(term)}"
        await answers.typed(asked, text, say)

    _on(app, actions.OPEN, opened)
    _on(app, actions.WHY, why)
    _on(app, actions.ACKNOWLEDGE, acknowledged)
    _on(app, actions.REOPEN, reopened)
    _on(app, actions.DISMISS, dismissed)
    _on(app, actions.HANDLE, chosen)
    _on(app, actions.MUTE, muted)


def _answer_buttons(app: AsyncApp, answers: Answers, client: AsyncWebClient) -> None:
    async def offered(asked: Request, held: str, say: Say) -> None:
        offer = actions.read_offer(held)
        if offer is None:
            return
        if offer.fill:
            title = "Only near these words" if offer.many else "Handle the alert"
            await answers.asked_to_fill(asked, offer, say, title=title)
        else:
            await answers.offered(asked, offer, say)

    _on(app, re.compile(f"{actions.OFFER}_\\d+"), offered)
    _on(app, MORE, answers.typed, instead=True)
    _on(app, re.compile(f"{PAGE}_\\d+"), answers.turned)
    _on(app, CONFIRMED, answers.confirmed)
    _on(app, CANCELLED, lambda asked, _, say: answers.cancelled(asked, say))

    @app.action(actions.ADD)
    async def add(ack: AsyncAck, body: dict[str, Any], respond: AsyncRespond) -> None:
        await ack()
        # the app's Home has no channel to answer in
        say = by_url(respond) if body.get("response_url") else in_modal(client, body)
        await answers.asked_to_add(of_action(body), say, name=value(body))


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

    def on(callback: str, words: Callable[[dict[str, Any]], str], answer: Submit) -> None:
        """Close a modal that was sent, or say in it what is wrong; what comes late is told after."""

        @app.view(callback)
        async def submitted(ack: AsyncAck, body: dict[str, Any], view: dict[str, Any]) -> None:
            asked = of_view(body, view)
            work = asyncio.ensure_future(answer(asked, words(view)))
            done, _ = await asyncio.wait({work}, timeout=seconds)
            if not done:
                await ack()
            reply = await work
            wrong = reply if reply is not None and reply.tone is Tone.ERROR else None
            if done:
                await (ack(response_action="errors", errors=modal.errors(wrong, view)) if wrong else ack())
            elif wrong:
                await answers.unannounced(asked, wrong)

    on(modal.CALLBACK, modal.command, answers.added)
    on(modal.DEED, modal.deed_command, answers.filled)
    on(modal.FILL, modal.fill_command, answers.filled)
