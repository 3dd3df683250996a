"""What the Teams bot does with what it hears: mentions, being added and removed.

Thin: the text after the mention goes to the Responder, its Reply comes back as a card.
"""

import logging
from dataclasses import replace

from bot.actors import Actor, Role
from bot.alerts import Destination
from bot.chat.pages import Kept
from bot.chat.subscribing import ALERTS_HERE, NO_MORE_HERE, NONE_HERE, also_said, only_editors
from bot.chat.teams.activity import VIA, Senders, destination_id, place, tenant_of, words_of
from bot.chat.teams.announcing import Announcer
from bot.chat.teams.answers import drawn, named, send
from bot.chat.teams.people import People
from bot.chat.teams.presses import Presses
from bot.chat.teams.reply import form_card, reply_card
from bot.chat.teams.sdk import (
    ActivityBase,
    ActivityContext,
    App,
    ConversationUpdateActivity,
    InstalledActivity,
    MessageActivity,
    UninstalledActivity,
)
from bot.installed import Subscriptions
from bot.replies import Reply, Responder

logger = logging.getLogger(__name__)


class Listeners:
    """Registers itself on the SDK's App."""

    def __init__(
        self, responder: Responder, subscriptions: Subscriptions, people: People, announcer: Announcer
    ) -> None:
        self._responder = responder
        self._subscriptions = subscriptions
        self._announcer = announcer
        self._senders = Senders(responder, people)
        self._kept = Kept()
        self._presses = Presses(responder, self._senders, self._kept, announcer)

    def register(self, app: App) -> None:
        """Listen to what the gate lets through; everything else is answered without us."""
        app.on_message(self.message)
        app.on_card_action(self._presses.card_action)
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
        if (not text and activity.value is not None) or not await self._senders.first_time(activity):
            return
        actor = await self._senders.actor(activity)
        match " ".join(text.casefold().split()):
            case "watchlist add":
                await send(
                    ctx, form_card("", await self._responder.watchlist_names(actor.team)), "Add to watchlist"
                )
                return
            case "subscribe" | "unsubscribe" as wish:
                reply = await self._subscription(wish, activity, actor)
            case "" | "help":
                reply = await self._responder.answer("help", actor)
                reply = replace(reply, parts=(*reply.parts, also_said("Teams", "conversation")))
            case _:
                reply = await self._responder.answer(text, actor)
                await send(ctx, drawn(named(reply, activity), text, actor, self._kept), reply.title)
                await self._announcer.announce(reply, actor, activity)
                return
        await send(ctx, drawn(reply, text, actor, self._kept), reply.title)

    async def added(self, ctx: ActivityContext[InstalledActivity]) -> None:
        """Alerts go to where the bot was added."""
        if await self._senders.first_time(ctx.activity):
            destination = await self._destination(ctx.activity)
            await self._subscriptions.subscribe(destination, _teams_itself(destination))
            logger.info("teams.installed scope=%s", ctx.activity.conversation.conversation_type)
            await send(ctx, reply_card(ALERTS_HERE), ALERTS_HERE.title)

    async def removed(self, ctx: ActivityContext[UninstalledActivity]) -> None:
        """No alerts go to where the bot was removed."""
        await self._forget(ctx.activity, place(ctx.activity))
        logger.info("teams.removed scope=%s", ctx.activity.conversation.conversation_type)

    async def conversation_changed(self, ctx: ActivityContext[ConversationUpdateActivity]) -> None:
        """Forget a conversation the bot was taken out of, and a channel that was deleted.

        Being added is told by an installation update too, which alone knows the chosen channel.
        """
        activity = ctx.activity
        data = activity.channel_data
        if data is not None and data.event_type == "channelDeleted" and data.channel and data.channel.id:
            await self._forget(activity, data.channel.id)
        if any(member.id == activity.recipient.id for member in activity.members_removed or ()):
            await self._forget(activity, place(activity))

    async def _subscription(self, wish: str, activity: MessageActivity, actor: Actor) -> Reply:
        if actor.role is Role.READER:
            return only_editors(actor)
        destination = await self._destination(activity)
        if wish == "subscribe":
            await self._subscriptions.subscribe(destination, actor)
            return ALERTS_HERE
        return NO_MORE_HERE if await self._subscriptions.unsubscribe(destination, actor) else NONE_HERE

    async def _forget(self, activity: ActivityBase, address: str) -> None:
        destination = await self._destination(activity, address)
        await self._subscriptions.unsubscribe(destination, _teams_itself(destination))

    async def _destination(self, activity: ActivityBase, address: str = "") -> Destination:
        tenant = tenant_of(activity)
        address = address or place(activity)
        return Destination(
            id=destination_id(address),
            team=await self._responder.team_of(VIA, tenant),
            channel=VIA,
            address=address,
            options=(("service_url", activity.service_url or ""), ("tenant", tenant)),
        )


def _teams_itself(destination: Destination) -> Actor:
    """Return whom the audit log names when Teams, not a person's words, told where alerts go."""
    return Actor(team=destination.team, user=VIA, role=Role.OWNER, via=VIA, channel=destination.address)
