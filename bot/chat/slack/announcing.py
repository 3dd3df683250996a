"""What is said in a Slack workspace without being asked for there: edits that concern the team.

Knows channels and how an answer is posted; knows neither commands nor who may do what.
"""

import logging
from collections.abc import Awaitable, Callable

from slack_sdk.web.async_client import AsyncWebClient

from bot.actors import Actor
from bot.chat.slack.blocks import Block
from bot.chat.slack.faults import code_of, sentence
from bot.chat.slack.reply import reply_blocks, reply_text
from bot.replies import Reply

_LOG = logging.getLogger(__name__)


# Gives the channel where a team hears of edits made elsewhere, "" for none.
AlertChannel = Callable[[str], Awaitable[str]]


class Announcer:
    """Posts edits in one workspace: where they were made, else in the team's alert channel."""

    def __init__(self, client: AsyncWebClient, alert_channel: AlertChannel) -> None:
        self._client = client
        self._alert_channel = alert_channel

    async def announce(self, reply: Reply, actor: Actor) -> None:
        """Post an edit where it was made, or to the alert channel when that cannot be."""
        blocks = reply_blocks(reply, actor=actor)
        here = "" if actor.channel.startswith("D") else actor.channel
        text = reply_text(reply, actor)
        if here and await self._post(here, text, blocks):
            return
        there = await self._elsewhere(actor.team)
        if there and there != here and await self._post(there, text, blocks):
            return
        _LOG.warning("slack.edit_not_announced channel=%s", actor.channel)

    async def tell_alone(self, user: str, reply: Reply, *, channel: str, team: str) -> None:
        """Tell a person what nobody else sees, in `channel`, or for want of one the team's alert channel."""
        where = channel or await self._elsewhere(team)
        await self._post(where, reply_text(reply), reply_blocks(reply), only_to=user)

    async def _elsewhere(self, team: str) -> str:
        try:
            return await self._alert_channel(team)
        except Exception:  # noqa: BLE001 - whatever the store does, the edit itself is done
            _LOG.warning("slack.alert_channel_unknown", exc_info=True)
            return ""

    async def _post(self, channel: str, text: str, blocks: list[Block], *, only_to: str = "") -> bool:
        try:
            if only_to:
                await self._client.chat_postEphemeral(channel=channel, user=only_to, text=text, blocks=blocks)
            else:
                await self._client.chat_postMessage(
                    channel=channel, text=text, blocks=blocks, unfurl_links=False, unfurl_media=False
                )
        except Exception as error:  # noqa: BLE001 - whatever the SDK raises
            _LOG.warning("slack.post_failed channel=%s reason=%s", channel, code_of(error) or sentence(error))
            return False
        return True
