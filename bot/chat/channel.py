"""The one interface between delivery and a chat: post, update, find."""

from collections.abc import Collection, Mapping
from datetime import timedelta
from typing import Protocol

from bot.alerts import Alert, Destination, Receipt


class Channel(Protocol):
    """A front end that can show alerts.

    Every method raises `DeliveryError` and nothing else; its `failure` says whether the post surely
    failed, may have been taken, or can never succeed. No error text, log line or repr shows a secret.
    """

    name: str  # "terminal" | "slack" | "teams" | "workflow"
    can_find: bool  # whether `find` can read messages back; without it an ambiguous post may repeat
    pause: float  # seconds between two posts to one destination

    async def post(
        self, key: str, alert: Alert, destination: Destination, *, repeat: bool = False
    ) -> Receipt:
        """Post `alert` and return the message id. `repeat` marks a post that may already have arrived."""

    async def update(
        self, message_id: str, key: str, alert: Alert, destination: Destination, *, said: int | None = None
    ) -> Receipt:
        """Replace a posted message by the alert's newer revision.

        `said`: the revision up to which what became of the alert may stand below the message, None where that
        is not known.
        """

    async def find(
        self, keys: Collection[str], destination: Destination, within: timedelta
    ) -> Mapping[str, Receipt]:
        """Return the messages at `destination` that carry one of `keys`, posted `within` about such a time.

        Where a key has no message of its own, a digest may have a line for it (`Receipt.digest`).
        """

    async def close(self) -> None:
        """Free what the channel holds."""


class NotReadBack:
    """The part of a channel whose messages cannot be read back: an ambiguous post may repeat."""

    can_find = False

    async def find(
        self, keys: Collection[str], destination: Destination, within: timedelta
    ) -> Mapping[str, Receipt]:
        """Return nothing."""
        del keys, destination, within
        return {}
