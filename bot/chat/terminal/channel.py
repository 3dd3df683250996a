"""The channel of an installation without chat: alerts are printed as a channel would show them.

Knows the terminal. Nothing can be read back from it and nothing can be edited: a newer revision is
printed again, marked as an update.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from bot.alerts import Alert, Destination, Receipt
from bot.chat.channel import NotReadBack
from bot.errors import DeliveryError, Failure

if TYPE_CHECKING:
    from rich.console import Console, RenderableType


class TerminalChannel(NotReadBack):
    """A `Channel` that prints. `console` is standard output where none is given.

    What prints is loaded when there is something to print: where a chat is set up, that is never.
    """

    name = "terminal"
    pause = 0.0

    def __init__(self, console: Console | None) -> None:
        self._console = console
        self._one_at_a_time = asyncio.Lock()

    async def post(
        self, key: str, alert: Alert, destination: Destination, *, repeat: bool = False
    ) -> Receipt:
        """Print the alert; the receipt is its key."""
        from bot.chat.terminal.render import render_alert

        del destination  # there is one terminal
        await self._print(render_alert(alert, repeat=repeat))
        return Receipt(message_id=key)

    async def update(
        self, message_id: str, key: str, alert: Alert, destination: Destination, *, said: int | None = None
    ) -> Receipt:
        """Print the newer revision, marked as an update."""
        from bot.chat.terminal.render import render_alert

        del key, destination, said
        await self._print(render_alert(alert, updated=True))
        return Receipt(message_id=message_id)

    async def close(self) -> None:
        """Nothing is held."""

    async def _print(self, renderable: RenderableType) -> None:
        # In a thread: a person who stops the terminal's output (Ctrl-S) must not stop the polling.
        async with self._one_at_a_time:
            await asyncio.to_thread(self._write, renderable)

    def _write(self, renderable: RenderableType) -> None:
        from rich.console import Console

        console = self._console = self._console or Console()
        try:
            with console.capture() as captured:
                console.print(renderable)
            # What the terminal's encoding cannot show becomes "?": a Chinese title must not stop an alert.
            text = captured.get().encode(console.encoding, "replace").decode(console.encoding, "replace")
            console.file.write(text)
            console.file.flush()
        except (BrokenPipeError, SystemExit):  # rich turns the former into the latter
            raise DeliveryError("The terminal is gone.", failure=Failure.SURE) from None
        except (OSError, ValueError) as error:  # ValueError: the stream is closed
            why = error.strerror if isinstance(error, OSError) else "it is closed"
            raise DeliveryError(
                f"Printing failed: {why or 'unknown reason'}.", failure=Failure.AMBIGUOUS
            ) from None
