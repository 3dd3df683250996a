"""The thread below a message in Slack: what became of an alert, said where everybody sees it; nothing twice.

Nobody is told of an edit. So what moved since the message was last written is said below it, and shown in
the channel too, before the message is edited: whoever is killed in between finds it there. Where Slack
allows no edit, the alert itself stands there. Knows Slack's Web API.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from slack_sdk.errors import SlackApiError
from slack_sdk.web.async_client import AsyncWebClient

from bot.alerts import Alert, Move
from bot.chat.harmless import line, shortened
from bot.chat.links import safe_link
from bot.chat.slack.blocks import Block, paragraph
from bot.chat.slack.faults import PERMANENT, classified, code_of
from bot.chat.slack.text import Span, escape, link
from bot.errors import DeliveryError, Failure

EVENT_TYPE = "sanctions_watch_alert"
PAGE = 200  # Slack gives 15 where its lower limit holds, whatever we ask for
_TITLE, _TEXT = 150, 500  # characters of what is said
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Thread:
    """What stands below a message: of our alert by `key`, its revisions told whole and its moves told."""

    shown: int  # the revision that the message itself shows; -1 where it does not say
    whole: frozenset[int]
    moves: frozenset[int]

    def lacks(self, move: Move, alert: Alert) -> bool:
        """Return whether a move was neither told here nor in the message itself."""
        if move.revision in self.moves:
            return False
        # a message that says nothing of itself was written before by us, so it lacks the newest at the most
        return move.revision > self.shown if self.shown >= 0 else move.revision == alert.revision


async def read(reading: AsyncWebClient, channel: str, ts: str, key: str) -> Thread:
    """Return the thread of a message. Raises DeliveryError, never an ambiguous one: reading is harmless."""
    messages: list[Mapping[str, Any]] = []
    try:
        with classified(repeatable=True):
            async for page in await reading.conversations_replies(
                channel=channel, ts=ts, limit=PAGE, include_all_metadata=True
            ):
                messages += page.get("messages") or ()
    except DeliveryError as error:
        if error.code != "thread_not_found":
            raise
        raise _deleted() from None
    parent = next((one for one in messages if one.get("ts") == ts), None)
    if parent is None:  # of a deleted message with replies a stub stays
        raise _deleted()
    below = [payload(one) for one in messages if one is not parent]
    shown = payload(parent)
    return Thread(
        shown=shown["revision"] if shown.get("key") == key and isinstance(shown.get("revision"), int) else -1,
        whole=frozenset(one["revision"] for one in below if one.get("key") == key),
        moves=frozenset(one["revision"] for one in below if one.get("moved") == key),
    )


class Replies:
    """What is said below a message of ours, in one edit of it.

    `reading` waits for no limit, `post` sends a reply; two are `pause` seconds apart.
    """

    def __init__(
        self,
        reading: AsyncWebClient,
        post: Callable[[Mapping[str, Any]], Awaitable[object]],
        *,
        pause: float,
    ) -> None:
        self._reading, self._post, self._pause = reading, post, pause
        self._tried = False

    @contextmanager
    def counted(self) -> Iterator[None]:
        """Let a DeliveryError from inside say whether a reply was taken before, or may have been."""
        try:
            yield
        except DeliveryError as error:
            error.partly = self._tried
            raise

    async def tell(self, place: tuple[str, str], key: str, alert: Alert, said: int | None) -> None:
        """Say below a message, and in its channel, what became of the alert since the message was written.

        Where it may not see what it said already (no history scopes, or Slack's limit on reading is used up),
        it says what comes after the revision `said`, for that was surely not said; of the rest (all, for
        None) it says nothing: the edit shows it. So it does where Slack takes no reply. Raises what `read`
        does, and SlackApiError where it is worth another try.
        """
        if not alert.moves:
            return
        try:
            thread = await read(self._reading, *place, key)
            missing = [one for one in alert.moves if thread.lacks(one, alert)]
        except DeliveryError as error:
            if error.code not in ("missing_scope", "ratelimited"):
                raise
            missing = [one for one in alert.moves if said is not None and one.revision > said]
        for number, move in enumerate(missing):
            await asyncio.sleep(self._pause if number else 0)
            try:
                self._tried = True
                await self._post(_reply(move, place, key, alert))
            except SlackApiError as error:
                if code_of(error) not in PERMANENT:
                    raise
                # a locked thread, say: the edit shows it, or is refused for the same reason
                _LOG.warning("slack.move_refused alert=%s code=%s", alert.id, code_of(error))


def _reply(move: Move, place: tuple[str, str], key: str, alert: Alert) -> Mapping[str, Any]:
    told = {"event_type": EVENT_TYPE, "event_payload": {"moved": key, "revision": move.revision}}
    return {
        "channel": place[0],
        "thread_ts": place[1],
        "reply_broadcast": not move.hushed,
        "metadata": told,
        "text": escape(f"{_head(move)}: {_title(alert)}"),
        "blocks": _blocks(move, alert),
    }


def payload(message: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return what a message of ours says of itself; nothing of another's."""
    metadata = message.get("metadata") or {}
    found = metadata.get("event_payload") if metadata.get("event_type") == EVENT_TYPE else None
    return found if isinstance(found, dict) else {}


def _blocks(move: Move, alert: Alert) -> list[Block]:
    head = paragraph([(Span(f"{_head(move)} "), Span(f"· {_title(alert)}"))])
    blocks = [*head, *paragraph([(Span(shortened(line(one), _TEXT)),) for one in move.told])]
    if safe_link(move.url):
        blocks += paragraph([link(move.url, "Open the newest source")])
    return blocks


def _head(move: Move) -> str:
    return shortened(line(move.head), _TITLE)


def _title(alert: Alert) -> str:
    return shortened(line(alert.title), _TITLE)


def _deleted() -> DeliveryError:
    """Return what stands for both: no edit, and no reply to a message that nobody sees any more."""
    return DeliveryError(
        "The message was deleted in Slack, so it shows nothing newer.",
        failure=Failure.PERMANENT,
        code="message_not_found",
    )
