"""Where the alerts of a workspace go, chosen in chat: `subscribe` and `unsubscribe`.

A Responder with two words more than the one it asks: only a front end knows what a channel is. Knows no
store.
"""

from dataclasses import replace

from slack_sdk.web.async_client import AsyncWebClient

from bot.actors import Actor, Role
from bot.alerts import Destination
from bot.chat.slack.client import Workspace
from bot.chat.slack.faults import code_of, sentence
from bot.chat.subscribing import ALERTS_HERE, NO_MORE_HERE, NONE_HERE, also_said, only_editors
from bot.installed import Installations
from bot.replies import Reply, Responder, Tone

VIA = "slack"
_INVITE = "The bot is not in this channel: type /invite @sanctions-watch, then say subscribe again."


class Places:
    """The Responder of one workspace, which also chooses where its alerts go.

    `installed`: its token is stored, not set. `set_channel` is the channel that the settings name.
    """

    def __init__(
        self,
        responder: Responder,
        installations: Installations,
        workspace: Workspace,
        reading: AsyncWebClient,
        *,
        installed: bool,
        set_channel: str | None,
    ) -> None:
        self._responder = responder
        self.first_time, self.team_of = responder.first_time, responder.team_of
        self.watchlist_names = responder.watchlist_names
        self._installations = installations
        self._workspace = workspace
        self._reading = reading
        self._installed = installed
        self._set_channel = set_channel

    async def answer(self, text: str, actor: Actor, *, confirmed: bool = False) -> Reply:
        """Answer `text`: these two words here, the others by the Responder."""
        match text.strip().casefold():
            case "subscribe":
                return await self._subscribe(actor)
            case "unsubscribe":
                return await self._unsubscribe(actor)
            case "help":
                reply = await self._responder.answer(text, actor)
                return replace(reply, parts=(*reply.parts, also_said("Slack", "channel")))
            case _:
                return await self._responder.answer(text, actor, confirmed=confirmed)

    async def alert_channel(self, team: str) -> str:
        """Return the channel that hears of edits made elsewhere: the set one, else the first chosen."""
        if self._set_channel:
            return self._set_channel
        here = (await self._workspace.identity()).team if self._installed else ""
        for one in await self._installations.places(team):
            if one.channel == VIA and one.workspace == here:
                return one.address
        return ""

    async def _subscribe(self, actor: Actor) -> Reply:
        refusal = self._refused(actor) or await self._unfit(actor.channel)
        if refusal:
            return refusal
        await self._installations.subscribe(self._destination(actor), actor)
        return ALERTS_HERE

    async def _unsubscribe(self, actor: Actor) -> Reply:
        refusal = self._refused(actor)
        if refusal:
            return refusal
        if await self._installations.unsubscribe(self._destination(actor), actor):
            return NO_MORE_HERE
        if await self._is_set(actor.channel):
            return _no("SLACK_CHANNEL names this channel: whoever runs sanctions-watch can change it there.")
        return NONE_HERE

    def _refused(self, actor: Actor) -> Reply | None:
        if actor.role is Role.READER:
            return only_editors(actor)
        if not actor.channel or actor.channel.startswith("D"):
            return _no("Say this in the channel that it is about.")
        return None

    async def _unfit(self, channel: str) -> Reply | None:
        """Return why nothing can be posted to the channel, or need not."""
        if await self._is_set(channel):
            return Reply(title="Alerts go to this channel already (SLACK_CHANNEL)", tone=Tone.WARNING)
        try:
            found = (await self._reading.conversations_info(channel=channel)).get("channel") or {}
        except Exception as error:  # noqa: BLE001 - whatever the SDK raises becomes a sentence
            hidden = code_of(error) in ("channel_not_found", "not_in_channel")
            return _no(_INVITE if hidden else f"Slack did not show this channel: {sentence(error)}.")
        if found.get("is_member") is False:
            return _no(_INVITE)
        return _no("This channel is archived.") if found.get("is_archived") else None

    async def _is_set(self, channel: str) -> bool:
        if not self._set_channel:
            return False
        try:
            return await self._workspace.channel_id(self._set_channel) == channel
        except Exception:  # noqa: BLE001 - Slack cannot be asked for a name now: then it is another channel
            return False

    def _destination(self, actor: Actor) -> Destination:
        return Destination(
            id=f"{VIA}:{actor.workspace}/{actor.channel}",
            team=actor.team,
            channel=VIA,
            address=actor.channel,
            workspace=actor.workspace if self._installed else "",
        )


def _no(words: str) -> Reply:
    return Reply(title=words, tone=Tone.ERROR, status=1)
