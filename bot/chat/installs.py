"""What a chat front end tells the bot about where it may post. Pure."""

from typing import Protocol

from bot.actors import Actor
from bot.alerts import Destination


class Installs(Protocol):
    """Keeps the destinations a chat offers, see `bot.tenants.tenancy`. Each call may come twice."""

    async def installed(self, destination: Destination, by: Actor | None = None) -> None:
        """Alerts of the destination's team go there from now on; its options are the newest known.

        `by` is who asked for it; None: the chat told of it.
        """
        ...

    async def removed(self, destination_id: str, by: Actor | None = None) -> bool:
        """Nothing goes there any more. Return whether any went; an id never installed is no error."""
        ...

    async def places(self, team: str) -> tuple[Destination, ...]:
        """Return where the team's alerts go. Raises StoreError."""
        ...
