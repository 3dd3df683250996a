"""The ways to answer one request: by the request's own address, in a channel or its thread, in a window.

Knows Slack's calls. Must not know who asks for what.
"""

from collections.abc import Mapping
from typing import Any, Protocol

from slack_bolt.async_app import AsyncRespond
from slack_sdk.web.async_client import AsyncWebClient

from bot.chat.slack.asking import Request
from bot.chat.slack.blocks import Block, plain


class Say(Protocol):
    """A way to answer one request: to the person alone, or to everyone in the channel."""

    async def __call__(
        self, text: str, blocks: list[Block], *, public: bool = False, replace: bool = False
    ) -> None:
        """Show `text` and `blocks`; `replace` puts them in the place of the message that was acted on."""


def by_url(respond: AsyncRespond, *, instead: bool = False) -> Say:
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


def in_channel(client: AsyncWebClient, asked: Request, thread: str) -> Say:
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


def in_modal(client: AsyncWebClient, body: Mapping[str, Any]) -> Say:
    """Answer in a window: a global shortcut has no channel to answer in."""

    async def say(text: str, blocks: list[Block], *, public: bool = False, replace: bool = False) -> None:
        del text, public, replace
        shown = {"type": "modal", "title": plain("sanctions-watch", 24), "blocks": blocks}
        await client.views_open(trigger_id=str(body.get("trigger_id") or ""), view=shown)

    return say
