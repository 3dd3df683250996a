"""What is said in Teams without being asked for there: edits made in a personal chat concern the team.

Knows where a team's alerts go and how a card is posted; knows neither commands nor who may do what.
"""

import asyncio
import logging
from dataclasses import replace

from bot.actors import Actor
from bot.alerts import Destination
from bot.chat.teams.activity import VIA
from bot.chat.teams.answers import named
from bot.chat.teams.channel import TeamsChannel
from bot.chat.teams.reply import reply_card
from bot.chat.teams.sdk import ActivityBase
from bot.errors import BotError
from bot.installed import Subscriptions
from bot.replies import Paragraph, Reply, Tone

logger = logging.getLogger(__name__)

_SHARED = (
    "19:"  # how Teams begins the ids of channels and group chats; those of personal chats begin otherwise
)
_SECONDS = 5.0  # who edited waits for it


class Announcer:
    """Posts edits that were made in private to the channels and groups where the team's alerts go."""

    def __init__(self, channel: TeamsChannel, subscriptions: Subscriptions) -> None:
        self._channel, self._subscriptions = channel, subscriptions

    async def announce(self, reply: Reply, actor: Actor, activity: ActivityBase) -> None:
        """Post an edit that was answered to `activity`, where others have not seen it. Never raises."""
        private = activity.conversation.conversation_type == "personal"
        if not (private and reply.public) or reply.tone is Tone.ERROR:
            return
        told = _signed(replace(named(reply, activity), offers=(), offer_term=""), actor)
        try:
            places = await self._subscriptions.places(actor.team)
            async with asyncio.timeout(_SECONDS):
                await asyncio.gather(*(self._post(told, one) for one in places if _is_shared(one)))
        except (BotError, TimeoutError) as error:  # the edit itself is done
            logger.warning("teams.edit_not_announced error=%s", type(error).__name__)

    async def _post(self, reply: Reply, destination: Destination) -> None:
        try:
            await self._channel.tell(reply_card(reply), reply.title, destination)
        except BotError as error:
            logger.warning("teams.edit_not_announced conversation=%s reason=%s", destination.address, error)


def _signed(reply: Reply, actor: Actor) -> Reply:
    """Return the answer with who did it, which most say themselves."""
    said, who = str((reply.title, reply.parts)), (actor.name, actor.user)
    if any(one in said for one in who if one):
        return reply
    return replace(reply, parts=(*reply.parts, Paragraph(f"By {actor.name or actor.user}.")))


def _is_shared(one: Destination) -> bool:
    return one.channel == VIA and one.address.startswith(_SHARED)
