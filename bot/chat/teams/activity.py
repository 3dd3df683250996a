"""What an activity of Teams says: who sent it, from where, in which words.

What a button or a form carries is only what somebody typed or pressed, never proof of who they are: the
sender is taken from the activity, whose token was checked.
"""

import html
from collections.abc import Mapping
from typing import Any

from bot.actors import Actor
from bot.chat.harmless import line
from bot.chat.teams.people import People
from bot.chat.teams.sdk import ActivityBase, MentionEntity, MessageActivity
from bot.chat.wording import quoted
from bot.replies import Responder

VIA = "teams"


class Senders:
    """Knows who sent an activity, and whether it came before."""

    def __init__(self, responder: Responder, people: People) -> None:
        self._responder, self._people = responder, people

    async def first_time(self, activity: ActivityBase) -> bool:
        """Return whether the activity is new; Teams delivers one again when it got no answer."""
        return await self._responder.first_time(f"teams:{activity.conversation.id}:{activity.id}")

    async def called(self, activity: ActivityBase, object_id: str) -> str:
        """Return what somebody of the conversation is called, "" where Teams does not say."""
        return await self._people.called(activity, object_id)

    async def actor(self, activity: ActivityBase) -> Actor:
        """Return who sent it and what they may do."""
        tenant = tenant_of(activity)
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


def words_of(activity: MessageActivity) -> str:
    """Return what was typed, without the mention of the bot, on one line; others mentioned by their names.

    Teams writes some characters of a message's text as HTML entities and non-breaking spaces.
    """
    for one in activity.entities or ():
        if isinstance(one, MentionEntity) and one.mentioned.id != activity.recipient.id and one.text:
            activity.text = (activity.text or "").replace(one.text, quoted(one.mentioned.name or ""))
    return line(html.unescape(activity.strip_mentions_text().text or ""))


def word(data: Mapping[str, Any], name: str) -> str:
    """Return a field of a form or button as one line of text, "" where it is missing or something else."""
    return line(written(data, name))


def written(data: Mapping[str, Any], name: str) -> str:
    """Return the same with its lines as they are, cut to 2,000 characters."""
    value = data.get(name)
    return value[:2000] if isinstance(value, str) else ""


def place(activity: ActivityBase) -> str:
    """Return the conversation where alerts go: the channel chosen at install, else where it was said."""
    data = activity.channel_data
    chosen = data.settings.selected_channel if data is not None and data.settings is not None else None
    # ";messageid=" names a thread; alerts are posts of their own.
    return ((chosen.id if chosen else None) or activity.conversation.id).partition(";")[0]


def destination_id(address: str) -> str:
    """Return the id of the destination that posts to this conversation."""
    return f"{VIA}:{address}"


def tenant_of(activity: ActivityBase) -> str:
    """Return the organisation it came from, "" where Teams does not say."""
    data = activity.channel_data
    return activity.conversation.tenant_id or (data.tenant.id if data and data.tenant else None) or ""
