"""Calls a chat for a claimed delivery and says what becomes of it. Joins the channel and the clock."""

import asyncio
import logging
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

from bot.alerts import Alert, Receipt
from bot.chat.channel import Channel
from bot.chat.wording import REPEATED
from bot.errors import DeliveryError, Failure
from bot.outbox.decisions import Claim, Decision, Limits, judge, too_late

log = logging.getLogger("bot.delivery")


class Sender:
    """Sends what is claimed. `timed` is told the seconds that each call to a chat took."""

    def __init__(self, limits: Limits, monotonic: Callable[[], float], draw: Callable[[], float]) -> None:
        self.timed: Callable[[float], object] = lambda _: None
        self._limits, self._monotonic, self._draw = limits, monotonic, draw

    async def send(self, channel: Channel, claimed: Claim, seen: float) -> Decision:
        """Post or update, and return the decision; `seen` is when it was claimed, on the monotonic clock."""
        whole = self._limits.send.total_seconds()
        begun = self._monotonic()
        left = whole - (begun - seen)
        if left < whole / 2:
            # we stood still since the claim (stopped, swapped out); another process may soon take over
            return too_late(claimed)
        outcome = await self._call(channel, claimed, left)
        took = self._monotonic() - begun
        self.timed(took)
        return judge(
            outcome,
            claimed,
            pause=timedelta(seconds=channel.pause),
            limits=self._limits,
            draw=self._draw(),
            unheard=took >= whole / 2,
        )

    async def _call(self, channel: Channel, claimed: Claim, left: float) -> Receipt | DeliveryError:
        delivery = claimed.delivery
        try:
            async with asyncio.timeout(left):
                if claimed.updating:
                    alert = _since(claimed, can_find=channel.can_find)
                    return await channel.update(
                        delivery.message_id or "",
                        delivery.key,
                        alert,
                        delivery.destination,
                        said=claimed.said,
                    )
                return await channel.post(
                    delivery.key, delivery.alert, delivery.destination, repeat=claimed.may_repeat
                )
        except DeliveryError as error:
            return error
        except TimeoutError:
            return DeliveryError("no answer in time", failure=Failure.AMBIGUOUS)
        except Exception as error:  # a fault of ours must not end the loop, nor be taken for "not sent"
            log.exception("delivery.channel_fault channel=%s", channel.name)
            return DeliveryError(f"fault: {type(error).__name__}", failure=Failure.AMBIGUOUS)


def _since(claimed: Claim, *, can_find: bool) -> Alert:
    """Return the alert with what became of it since its message was written, as far as we know.

    What may have been said already, where nobody can look, says so.
    """
    alert, said = claimed.delivery.alert, -1 if can_find else claimed.said
    moves = tuple(
        one if one.revision > said else replace(one, told=(*one.told, REPEATED))
        for one in alert.moves
        if one.revision > claimed.delivery.posted_revision
    )
    return replace(alert, moves=moves) if moves != alert.moves else alert
