"""What the Teams bot does with what it hears: mentions, button presses, being added and removed.

Thin: the text after the mention goes to the Responder, its Reply comes back as a card. What a button or a
form carries is only what somebody typed or pressed, never proof of who they are: the sender is taken from
the activity, whose token was checked.
"""

import html
import logging
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import httpx

from bot.actors import Actor, Role
from bot.alerts import Destination
from bot.chat.installs import Installs
from bot.chat.links import safe_link
from bot.chat.pages import Kept
from bot.chat.teams_channel import CARD_TYPE, card_message
from bot.chat.teams_elements import Card, Verb
from bot.chat.teams_people import People
from bot.chat.teams_render import MUTED_DAYS, NO_CAUSE
from bot.chat.teams_reply import form_card, question_card, reply_card
from bot.chat.teams_sdk import (
    ActivityBase,
    ActivityContext,
    AdaptiveCardInvokeActivity,
    App,
    ConversationUpdateActivity,
    InstalledActivity,
    InvokeResponse,
    MessageActivity,
    MessageActivityInput,
    UninstalledActivity,
)
from bot.chat.wording import line, quoted
from bot.replies import Paragraph, Reply, Responder, Tone

logger = logging.getLogger(__name__)

CardAnswer = InvokeResponse[Any]
VIA = "teams"
_WELCOME = Reply(
    title="Alerts will be posted here",
    parts=(
        Paragraph(
            "I read news, tenders and sanctions lists and post what matches your watchlists, with the source "
            "and the reason. Say “help” to see what you can ask, “unsubscribe” to stop alerts here."
        ),
    ),
)
_ONLY_HERE = Paragraph(
    "In Teams also: “subscribe” posts alerts in this conversation, “unsubscribe” posts no more of them."
)
_ONLY_EDITORS = Reply(title="Only editors may choose where alerts go.", tone=Tone.ERROR)


class Listeners:
    """Registers itself on the SDK's App."""

    def __init__(self, responder: Responder, installs: Installs, people: People) -> None:
        self._responder = responder
        self._installs = installs
        self._people = people
        self._kept = Kept()

    def register(self, app: App) -> None:
        """Listen to what the gate lets through; everything else is answered without us."""
        app.on_message(self.message)
        app.on_card_action(self.card_action)
        app.on_install_add(self.added)
        app.on_install_remove(self.removed)
        app.on_conversation_update(self.conversation_changed)

    async def message(self, ctx: ActivityContext[MessageActivity]) -> None:
        """Answer a mention in a channel or group, and every message of a personal chat."""
        activity = ctx.activity
        personal = activity.conversation.conversation_type == "personal"
        if not personal and not activity.is_recipient_mentioned():
            return
        text = words_of(activity)
        if (not text and activity.value is not None) or not await self._first_time(activity):
            return
        actor = await self._actor(activity)
        match text.casefold():
            case "subscribe" | "unsubscribe" as wish:
                reply = await self._subscription(wish, activity, actor)
            case "" | "help":
                reply = await self._responder.answer("help", actor)
                reply = replace(reply, parts=(*reply.parts, _ONLY_HERE))
            case _:
                reply = _named(await self._responder.answer(text, actor), activity)
        await _send(ctx, self._drawn(reply, text, actor), reply.title)

    async def card_action(self, ctx: ActivityContext[AdaptiveCardInvokeActivity]) -> CardAnswer:
        """Answer a button of one of our cards."""
        activity = ctx.activity
        action = activity.value.action
        if not await self._first_time(activity):
            return _said("That was done already.")
        actor = await self._actor(activity)
        match action.verb:
            case Verb.WHY:
                return await self._why(ctx, action.data, actor)
            case Verb.FORM:
                card = form_card(
                    _word(action.data, "term"), await self._responder.watchlist_names(actor.team)
                )
                await _send(ctx, card, "Add to watchlist")
                return _said("The form is below.")
            case Verb.ADD:
                return await self._add(ctx, action.data, actor)
            case Verb.TRIAGE:
                return await self._triage(ctx, action.data, actor)
            case Verb.PAGE:
                return await self._turned(ctx, action.data)
            case Verb.SAY:
                return await self._say(ctx, action.data, actor)
            case Verb.MUTE:
                return await self._mute(ctx, action.data, actor)
            case Verb.CONFIRM:
                return await self._confirmed(ctx, action.data, actor)
            case Verb.CANCEL:
                return await _replaced(ctx, Reply(title="Nothing was changed."))
            case _:
                return _said("This button is from an older version; please type the command instead.")

    async def added(self, ctx: ActivityContext[InstalledActivity]) -> None:
        """Alerts go to where the bot was added."""
        if await self._first_time(ctx.activity):
            await self._installs.installed(await self._destination(ctx.activity))
            logger.info("teams.installed scope=%s", ctx.activity.conversation.conversation_type)
            await _send(ctx, reply_card(_WELCOME), _WELCOME.title)

    async def removed(self, ctx: ActivityContext[UninstalledActivity]) -> None:
        """No alerts go to where the bot was removed."""
        await self._installs.removed(_destination_id(_place(ctx.activity)))
        logger.info("teams.removed scope=%s", ctx.activity.conversation.conversation_type)

    async def conversation_changed(self, ctx: ActivityContext[ConversationUpdateActivity]) -> None:
        """Forget a conversation the bot was taken out of, and a channel that was deleted.

        Being added is told by an installation update too, which alone knows the chosen channel.
        """
        activity = ctx.activity
        data = activity.channel_data
        if data is not None and data.event_type == "channelDeleted" and data.channel and data.channel.id:
            await self._installs.removed(_destination_id(data.channel.id))
        if any(member.id == activity.recipient.id for member in activity.members_removed or ()):
            await self._installs.removed(_destination_id(_place(activity)))

    async def _why(
        self, ctx: ActivityContext[AdaptiveCardInvokeActivity], data: Mapping[str, Any], actor: Actor
    ) -> CardAnswer:
        url = _word(data, "url")
        if safe_link(url) is None:
            return _said("This button holds no link.")
        reply = await self._responder.answer(f"why {quoted(url)}", actor)
        await _send(ctx, self._drawn(reply, "", actor), reply.title)
        return _said("The answer is below.")

    async def _add(
        self, ctx: ActivityContext[AdaptiveCardInvokeActivity], data: Mapping[str, Any], actor: Actor
    ) -> CardAnswer:
        reply = await self._responder.answer(add_command(data), actor)
        if reply.tone is Tone.ERROR:  # the form stays as it is, to be corrected
            return _said(line(reply.title))
        return await _replaced(ctx, _named(reply, ctx.activity))

    async def _confirmed(
        self, ctx: ActivityContext[AdaptiveCardInvokeActivity], data: Mapping[str, Any], actor: Actor
    ) -> CardAnswer:
        """Do what was asked back. The words are those of a button, so the person who pressed is judged."""
        reply = await self._responder.answer(_word(data, "words"), actor, confirmed=True)
        if reply.tone is Tone.ERROR:  # the question stays, for somebody who may
            return _said(line(reply.title))
        return await _replaced(ctx, _named(reply, ctx.activity))

    async def _triage(
        self, ctx: ActivityContext[AdaptiveCardInvokeActivity], data: Mapping[str, Any], actor: Actor
    ) -> CardAnswer:
        """Acknowledge, dismiss or reopen; the alert's own message then shows it to everybody."""
        wish = _word(data, "wish")
        if wish not in ("acknowledge", "dismiss", "reopen"):
            return _said("This button is from an older version; please type the command instead.")
        words = f"alerts {wish} {quoted(_word(data, 'alert'))}"
        for option in ("because", "reason"):
            if wish == "dismiss" and (value := _word(data, option)) not in ("", NO_CAUSE):
                words += f" --{option}={quoted(value)}"
        reply = await self._responder.answer(words, actor)
        if reply.offers:
            await _send(ctx, reply_card(reply), reply.title)
        return _said(line(reply.title))

    async def _say(
        self, ctx: ActivityContext[AdaptiveCardInvokeActivity], data: Mapping[str, Any], actor: Actor
    ) -> CardAnswer:
        """Do what a card offered: words that a person could have typed, with what they filled in behind."""
        words, fill = _word(data, "words"), _word(data, "fill")
        if fill:
            held = data.get(_word(data, "field"))
            text = held[:2000] if isinstance(held, str) else ""
            parts = text.splitlines() if fill == "many" else [text]
            words += "".join(f" {quoted(part)}" for part in parts if line(part) or fill != "many")
        reply = await self._responder.answer(words, actor, confirmed=bool(fill))
        if reply.tone is Tone.ERROR:
            return _said(line(reply.title))
        await _send(ctx, self._drawn(_named(reply, ctx.activity), words, actor), reply.title)
        return _said("The question is below." if reply.confirm else line(reply.title))

    async def _mute(
        self, ctx: ActivityContext[AdaptiveCardInvokeActivity], data: Mapping[str, Any], actor: Actor
    ) -> CardAnswer:
        text = f"watchlist mute --days={MUTED_DAYS} -- {quoted(_word(data, 'term'))}"
        reply = await self._responder.answer(text, actor)
        if reply.tone is Tone.ERROR:
            return _said(line(reply.title))
        await _send(ctx, self._drawn(_named(reply, ctx.activity), text, actor), reply.title)
        return _said("The question is below." if reply.confirm else line(reply.title))

    async def _turned(
        self, ctx: ActivityContext[AdaptiveCardInvokeActivity], data: Mapping[str, Any]
    ) -> CardAnswer:
        """Show another page of an answer already given."""
        kept = self._kept.get(key := _word(data, "key"))
        page = _word(data, "page")
        if kept is None or not page.isdecimal():
            return _said("That answer is no longer held here; please ask again.")
        return await _replaced(ctx, kept[0], reply_card(kept[0], page=int(page[:6]), key=key))

    def _drawn(self, reply: Reply, text: str, actor: Actor) -> Card:
        """Return the answer to `text`, or the question whether to do it."""
        if reply.confirm:
            return question_card(reply.title, text)
        return reply_card(reply, key=self._kept.keep(reply, actor))

    async def _subscription(self, wish: str, activity: MessageActivity, actor: Actor) -> Reply:
        if actor.role is Role.READER:
            return _ONLY_EDITORS
        destination = await self._destination(activity)
        if wish == "subscribe":
            await self._installs.installed(destination, actor)
            return _WELCOME
        await self._installs.removed(destination.id, actor)
        return Reply(title="No more alerts will be posted here", public=True)

    async def _first_time(self, activity: ActivityBase) -> bool:
        return await self._responder.first_time(f"teams:{activity.conversation.id}:{activity.id}")

    async def _actor(self, activity: ActivityBase) -> Actor:
        tenant = _tenant(activity)
        return Actor(
            team=await self._responder.team_of(VIA, tenant),
            user=activity.from_.aad_object_id or activity.from_.id,
            role=await self._people.role(activity),
            via=VIA,
            workspace=tenant,
            name=line(activity.from_.name or "")[:100],
            channel=activity.conversation.id.partition(";")[0],
            request_id=activity.id,
        )

    async def _destination(self, activity: ActivityBase) -> Destination:
        tenant = _tenant(activity)
        address = _place(activity)
        return Destination(
            id=_destination_id(address),
            team=await self._responder.team_of(VIA, tenant),
            channel=VIA,
            address=address,
            options=(("service_url", activity.service_url or ""), ("tenant", tenant)),
        )


def words_of(activity: MessageActivity) -> str:
    """Return what was typed, without the mention of the bot, on one line.

    Teams writes some characters of a message's text as HTML entities and non-breaking spaces.
    """
    return line(html.unescape(activity.strip_mentions_text().text or ""))


def add_command(data: Mapping[str, Any]) -> str:
    """Return the form's fields as the command a person would have typed."""
    options = [
        f"--{option}={quoted(value)}"
        for option, name in (
            ("kind", "kind"),
            ("watchlist", "watchlist"),
            ("alias", "aliases"),
            ("note", "note"),
        )
        if (value := _word(data, name))
    ]
    return " ".join(["watchlist add", *options, "--", quoted(_word(data, "name"))])


def _named(reply: Reply, activity: ActivityBase) -> Reply:
    """Return the answer to an edit with the editor's name where it gives their id, which says nothing here.

    A refusal keeps the id: an operator needs it.
    """
    name, user = line(activity.from_.name or ""), activity.from_.aad_object_id
    if not (name and user) or reply.tone is Tone.ERROR:
        return reply
    parts = (
        Paragraph(part.text.replace(user, name)) if isinstance(part, Paragraph) else part
        for part in reply.parts
    )
    return replace(reply, title=reply.title.replace(user, name), parts=tuple(parts))


def _word(data: Mapping[str, Any], name: str) -> str:
    """Return a field of a form or button as one line of text, "" where it is missing or something else."""
    value = data.get(name)
    return line(value)[:2000] if isinstance(value, str) else ""


def _place(activity: ActivityBase) -> str:
    """Return the conversation where alerts go: the channel chosen at install, else where it was said."""
    data = activity.channel_data
    chosen = data.settings.selected_channel if data is not None and data.settings is not None else None
    # ";messageid=" names a thread; alerts are posts of their own.
    return ((chosen.id if chosen else None) or activity.conversation.id).partition(";")[0]


def _destination_id(address: str) -> str:
    return f"{VIA}:{address}"


def _tenant(activity: ActivityBase) -> str:
    data = activity.channel_data
    return activity.conversation.tenant_id or (data.tenant.id if data and data.tenant else None) or ""


async def _replaced(
    ctx: ActivityContext[AdaptiveCardInvokeActivity], reply: Reply, card: Card | None = None
) -> CardAnswer:
    """Put an answer in the place of the card that was pressed.

    The answer to the press is sure to reach only its presser; the message itself changes for all.
    """
    card = card or reply_card(reply)
    await _send(ctx, card, reply.title, replacing=ctx.activity.reply_to_id)
    return _pressed(CARD_TYPE, card)


def _said(text: str) -> CardAnswer:
    """Answer a press with a line below the card."""
    return _pressed("application/vnd.microsoft.activity.message", text[:500])


def _pressed(kind: str, value: object) -> CardAnswer:
    # As plain data: the SDK's model of a card knows fewer values than Teams does.
    return InvokeResponse[Any](status=200, body={"statusCode": 200, "type": kind, "value": value})


async def _send(
    ctx: ActivityContext[Any], card: Card, notification: str, *, replacing: str | None = None
) -> None:
    """Send a card to where the activity came from, or in place of one of our messages there.

    A failure is logged, not raised: Teams would deliver the same activity again.
    """
    message: MessageActivityInput = card_message(card, line(notification)[:200])
    if replacing is not None:
        message.id = replacing
    try:
        await ctx.send(message)
    except (httpx.HTTPError, OSError, ValueError, KeyError) as error:
        status = error.response.status_code if isinstance(error, httpx.HTTPStatusError) else 0
        logger.warning("teams.answer_failed error=%s status=%d", type(error).__name__, status)
