"""A chat app installed into a workspace: what is known of it, and who keeps it. Pure."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from pydantic import SecretStr

from bot.actors import Actor
from bot.alerts import Destination


@dataclass(frozen=True, slots=True, kw_only=True)
class Installation:
    """The app in one workspace of Slack, with the bot's token there."""

    workspace: str  # Slack's id, T…
    name: str  # as Slack shows it
    app: str
    bot: str
    bot_user: str
    scopes: tuple[str, ...]
    installer: str  # the person's id
    token: SecretStr
    refresh: SecretStr | None = None  # what the next token is got with, where tokens expire
    expires: datetime | None = None  # the token; None: never
    expired: bool = False  # it has ended
    generation: int = 0  # grows with each token: tells that one held in memory is an old one

    @property
    def secrets(self) -> tuple[str, ...]:
        """Return what no log may hold."""
        return tuple(one.get_secret_value() for one in (self.token, self.refresh) if one is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """An installation as the store shows it to anybody: without the token."""

    workspace: str
    name: str
    team: str  # of this bot: the workspace acts for it
    installed: datetime
    key: str = ""  # id of the key that sealed the token; "" when there is none any more
    removed: datetime | None = None
    why: str = ""  # it was removed


class Subscriptions(Protocol):
    """Keeps where alerts go, see `bot.tenants.tenancy`. Raises StoreError."""

    async def places(self, team: str) -> tuple[Destination, ...]:
        """Return where the team's alerts go."""

    async def subscribe(self, destination: Destination, by: Actor) -> None:
        """Alerts of the destination's team go there from now on."""

    async def unsubscribe(self, destination: Destination, by: Actor) -> bool:
        """No more alerts go there. Return whether any went; one never subscribed is no error."""


class Installations(Subscriptions, Protocol):
    """Keeps installations too."""

    async def save(self, one: Installation, *, team: str = "") -> None:
        """Keep an installation; the first of a workspace makes its team, or gives it `team`.

        A later one resumes what stopped with the removal.
        """

    async def find(self, workspace: str) -> Installation | None:
        """Return the installation in use, None when there is none. Raises VaultError: its key is lost."""

    async def remove(
        self, workspace: str, why: str, told: datetime | None = None, generation: int | None = None
    ) -> bool:
        """Delete the token and stop deliveries, visibly. Return whether there was one in use.

        `told` is when the removal happened, as Slack says: an installation made shortly after that stays. A
        token of another `generation` than the refused one stays as well.
        """

    async def may_renew(self, one: Installation) -> bool:
        """Return whether its token ends soon and it is ours to get the next one, within some seconds.

        Of all instances one is told so; the others use the token while it lasts.
        """

    async def unfinished(self) -> tuple[str, ...]:
        """Return the workspaces whose renewal somebody began and did not end: who did may be dead."""

    async def renew(self, one: Installation, token: SecretStr, refresh: SecretStr, expires: datetime) -> None:
        """Keep the next token, unless the app was removed or installed again meanwhile."""

    async def never_renew(self, one: Installation) -> None:
        """Forget what the next token would be got with, and tell the team: Slack takes it no more."""

    async def held(self) -> tuple[Held, ...]:
        """Return every workspace that ever installed the app, by id."""

    async def new_state(self) -> str:
        """Return a word for one installation under way: good for ten minutes, once, at any instance."""

    async def take_state(self, state: str) -> bool:
        """Return whether the word is one of ours, young enough and not used before; it is used now."""
