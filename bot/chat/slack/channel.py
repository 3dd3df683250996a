"""The Slack channel: posts alerts, edits them, finds them again, and says what a failed call means.

Knows Slack's Web API through two clients (`slack.client`). Knows no store and makes no decision about
repeats: that is delivery's, on the `Failure` each error carries (docs/delivery.md).
"""

import json
import logging
from collections.abc import AsyncIterator, Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.alerts import Alert, Destination, Receipt, delivery_key
from bot.chat.slack.client import Workspace, posting_session
from bot.chat.slack.faults import BAD_BLOCKS, NOT_EDITABLE, classified, code_of
from bot.chat.slack.render import alert_blocks, alert_text
from bot.chat.slack.threads import EVENT_TYPE, PAGE, Replies, payload, read
from bot.errors import DeliveryError, Failure

# How far two clocks may drift apart: look this much further back for a message (docs/delivery.md).
CLOCK_MARGIN = timedelta(minutes=10)
_MAX_FULL_TEXT = 38_000  # Slack cuts a text above 40,000 characters
_SHORT = 12  # letters of the key of a digest's line
_LINES = 200  # of a digest that are named; Slack bounds what metadata holds

_LOG = logging.getLogger(__name__)
# Nothing in a message is looked up, linked or unfolded by Slack on its own.
_QUIET: Mapping[str, Any] = {"link_names": False, "parse": "none"}
_FOLDED: Mapping[str, Any] = {"unfurl_links": False, "unfurl_media": False}
_JSON = {"Content-Type": "application/json;charset=utf-8"}


@dataclass(frozen=True, slots=True)
class _Drawn:
    """An alert on its way to Slack: drawn as blocks with a short text beside them, or as full text alone."""

    alert: Alert
    repeat: bool = False

    def with_blocks(self) -> str:
        try:
            return _with_blocks(self.alert, self.repeat)
        except Exception as error:  # noqa: BLE001 - no fault of ours may look like a lost answer
            _LOG.exception("slack.alert_not_drawn alert=%s", self.alert.id)
            raise DeliveryError(
                f"The alert could not be drawn for Slack ({type(error).__name__})", failure=Failure.PERMANENT
            ) from None

    def plain(self) -> str:
        return json.dumps(
            {"text": alert_text(self.alert, repeat=self.repeat, limit=_MAX_FULL_TEXT), "blocks": []}
        )


@lru_cache(maxsize=512)
def _with_blocks(alert: Alert, repeat: bool) -> str:
    """Draw once, as JSON, what goes to several channels at about the same time."""
    return json.dumps(
        {"text": alert_text(alert, repeat=repeat), "blocks": alert_blocks(alert, repeat=repeat)}
    )


class SlackChannel:
    """`Channel` over Slack. A message id is `CHANNEL/TS`."""

    name = "slack"
    can_find = True
    pause = 1.0  # Slack allows about one message a second in a channel

    def __init__(self, *, posting: AsyncWebClient, reading: AsyncWebClient, workspace: Workspace) -> None:
        self._posting = posting
        self._reading = reading
        self._workspace = workspace

    async def post(
        self, key: str, alert: Alert, destination: Destination, *, repeat: bool = False
    ) -> Receipt:
        """Post `alert` with `key` in its metadata; plain text once where Slack refuses the blocks."""
        drawn = _Drawn(alert, repeat)
        message = {
            "channel": destination.address,
            "metadata": _metadata(key, alert, destination),
            **_QUIET,
            **_FOLDED,
        }
        with classified():
            answer = await self._say("chat.postMessage", message, drawn)
        channel, ts = answer.get("channel"), answer.get("ts")
        if not channel or not ts:
            raise DeliveryError("Slack took the message but named no id", failure=Failure.AMBIGUOUS)
        return Receipt(message_id=f"{channel}/{ts}")

    async def update(
        self, message_id: str, key: str, alert: Alert, destination: Destination, *, said: int | None = None
    ) -> Receipt:
        """Replace the message by the newer revision; where Slack allows no edit, reply in its thread.

        May be repeated, after the grace time where its fate is unknown: a reply is looked for before it is
        posted, and an edit that Slack is still taking must not come after a newer one. Where no thread may be
        read, what was surely not said yet (`said`) is said all the same.
        """
        channel, ts = _place(message_id, destination)
        message = {
            "channel": channel,
            "ts": ts,
            "metadata": _metadata(key, alert, destination),
            **_QUIET,
        }
        drawn = _Drawn(alert)
        replies = Replies(self._posting, self._reply, pause=self.pause)
        with replies.counted(), classified():
            await replies.tell((channel, ts), key, alert, said)
            try:
                await self._say("chat.update", message, drawn)
            except SlackApiError as error:
                if code_of(error) not in NOT_EDITABLE:
                    raise
                thread = await read(self._reading, channel, ts, key)  # raises where there is no thread
                if alert.revision not in thread.whole:
                    whole = {name: value for name, value in message.items() if name != "ts"}
                    await self._say("chat.postMessage", {**whole, "thread_ts": ts, **_FOLDED}, drawn)
        return Receipt(message_id=f"{channel}/{ts}")

    async def find(
        self, keys: Collection[str], destination: Destination, within: timedelta
    ) -> Mapping[str, Receipt]:
        """Return our messages at `destination` that carry one of `keys`, of `within` such a time and before.

        Where no message has a key of its own but a digest lists it, that digest is returned.

        Reads page by page to the end, waiting where Slack asks for it. With Slack's lower limit (15 messages,
        one call a minute) this takes minutes, so ask for all keys of a channel at once.
        """
        wanted = set(keys)
        short = {key[:_SHORT]: key for key in wanted}
        found: dict[str, Receipt] = {}
        inside: dict[str, Receipt] = {}
        if not wanted:
            return found
        with classified(repeatable=True):
            channel = await self._workspace.channel_id(destination.address)
            if channel is None:
                raise DeliveryError(
                    "Slack shows the bot no channel of that name; invite it with /invite",
                    failure=Failure.PERMANENT,
                )
            oldest = await self._workspace.time() - within - CLOCK_MARGIN
            async for message in self._messages(channel, oldest):
                told = payload(message)
                key, place = told.get("key"), f"{channel}/{message['ts']}"
                if key in wanted and key not in found:
                    found[key] = Receipt(message_id=place)
                for line in told.get("lines") or ():
                    if line in short:
                        inside.setdefault(short[line], Receipt(message_id=place, digest=str(key)))
                if len(found) == len(wanted):
                    break
        return inside | found

    async def close(self) -> None:
        """Give back the connections."""
        if self._posting.session is not None:
            await self._posting.session.close()

    async def _say(self, method: str, message: Mapping[str, Any], drawn: _Drawn) -> Any:
        """Call with blocks; once more with the text alone where Slack says that the blocks are at fault.

        The drawing goes as the JSON that was made of it once: the client's own methods would take it apart
        and write it anew for each channel.
        """
        if self._posting.session is None:
            self._posting.session = posting_session()
        try:
            return await self._call(method, message, drawn.with_blocks())
        except SlackApiError as error:
            if code_of(error) not in BAD_BLOCKS:
                raise
            _LOG.error("slack.blocks_refused code=%s", code_of(error))
            return await self._call(method, message, drawn.plain())

    async def _call(self, method: str, message: Mapping[str, Any], drawing: str) -> Any:
        body = f"{json.dumps(message)[:-1]}, {drawing[1:]}".encode()
        return await self._posting.api_call(method, data=body, headers=dict(_JSON))  # type: ignore[arg-type]  # bytes go as they are

    async def _reply(self, message: Mapping[str, Any]) -> object:
        if self._posting.session is None:
            self._posting.session = posting_session()
        return await self._call("chat.postMessage", {**_QUIET, **_FOLDED}, json.dumps(dict(message)))

    async def _messages(self, channel: str, oldest: datetime) -> AsyncIterator[Mapping[str, Any]]:
        """Yield the bot's own messages, newest first, back to `oldest`."""
        bot = (await self._workspace.identity()).bot
        async for page in await self._reading.conversations_history(
            channel=channel,
            oldest=f"{oldest.timestamp():.6f}",
            limit=PAGE,
            include_all_metadata=True,
        ):
            for message in page.get("messages") or ():
                if message.get("bot_id", bot) == bot:
                    yield message


def _metadata(key: str, alert: Alert, destination: Destination) -> dict[str, Any]:
    """Everyone in the workspace can read this: a key says nothing about the alert.

    A digest also says by the beginnings of their keys which alerts are its lines.
    """
    payload: dict[str, Any] = {"key": key, "revision": alert.revision}
    lines = [delivery_key(one.alert, destination.id)[:_SHORT] for one in alert.lines if one.alert]
    if lines:
        payload["lines"] = lines[:_LINES]
    return {"event_type": EVENT_TYPE, "event_payload": payload}


def _place(message_id: str, destination: Destination) -> tuple[str, str]:
    channel, slash, ts = message_id.partition("/")
    return (channel, ts) if slash else (destination.address, message_id)
