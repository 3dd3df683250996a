"""`Channel` over all workspaces: each destination is posted to with its own workspace's token.

Knows homes, and what a refusal of a token says; knows no store.
"""

from collections.abc import Awaitable, Callable, Collection, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import TypeVar

from bot.alerts import Alert, Destination, Receipt
from bot.chat.slack.channel import SlackChannel
from bot.chat.slack.faults import LEFT, REFUSED_TOKEN
from bot.chat.slack.home import Home
from bot.chat.slack.homes import Homes
from bot.errors import DeliveryError, Failure, StoreError, VaultError

T = TypeVar("T")


class SlackChannels:
    """`Channel` over all workspaces: each destination is posted to with its own workspace's token."""

    name = SlackChannel.name
    can_find = SlackChannel.can_find
    pause = SlackChannel.pause

    def __init__(self, homes: Homes, removed: Callable[[Home, str], Awaitable[bool]]) -> None:
        self._homes, self._removed = homes, removed

    async def post(
        self, key: str, alert: Alert, destination: Destination, *, repeat: bool = False
    ) -> Receipt:
        """Post `alert` into the destination's workspace."""
        return await self._at(destination, lambda on: on.post(key, alert, destination, repeat=repeat))

    async def update(
        self, message_id: str, key: str, alert: Alert, destination: Destination, *, said: int | None = None
    ) -> Receipt:
        """Replace a message in the destination's workspace."""
        with _may_come_back():
            return await self._at(
                destination, lambda on: on.update(message_id, key, alert, destination, said=said)
            )

    async def find(
        self, keys: Collection[str], destination: Destination, within: timedelta
    ) -> Mapping[str, Receipt]:
        """Look for messages in the destination's workspace."""
        with _may_come_back():
            return await self._at(destination, lambda on: on.find(keys, destination, within))

    async def close(self) -> None:
        """Give back the connections."""
        await self._homes.close()

    async def _at(self, destination: Destination, call: Callable[[SlackChannel], Awaitable[T]]) -> T:
        """Call once; again where the token was an old one: Slack refused it, so nothing was taken."""
        workspace = self._workspace(destination)
        home = await self._home(workspace)
        try:
            return await call(home.channel)
        except DeliveryError as error:
            if not workspace or error.code not in REFUSED_TOKEN:
                raise
            if error.partly:  # a reply was taken: only the next try knows that
                raise _not_yet(error) from None
            self._homes.look_again(workspace)
            newer = await self._home(workspace)
            if newer is home:
                raise await self._judged(home, workspace, error) from None
        try:
            return await call(newer.channel)
        except DeliveryError as error:
            if error.code not in REFUSED_TOKEN:
                raise
            raise _not_yet(error) from None  # the next try finds out whether the app is gone

    async def _judged(self, home: Home, workspace: str, error: DeliveryError) -> DeliveryError:
        """Return what the refusal of the token held says: of a removal we may not have been told.

        While the next token is being got, this one may be refused because a newer one took its place.
        """
        if error.code in LEFT:
            sure = await self._removed(home, error.code)
        else:
            sure = not await self._homes.is_renewing(workspace)
        return error if sure else _not_yet(error)

    def _workspace(self, destination: Destination) -> str:
        """Return the workspace to post to, "" for that of the settings.

        What was chosen in chat while SLACK_BOT_TOKEN was set is of a workspace that may be installed now.
        """
        if destination.workspace or self._homes.own is not None:
            return destination.workspace
        chosen, slash, _ = destination.id.partition(":")[2].partition("/")
        return chosen if slash else ""

    async def _home(self, workspace: str) -> Home:
        try:
            home = await self._homes.installed(workspace) if workspace else self._homes.own
        except VaultError as error:
            raise DeliveryError(
                f"the token of workspace {workspace} cannot be read: {error}",
                failure=Failure.SURE,  # it goes out when the key is back
            ) from None
        except StoreError as error:
            raise DeliveryError(str(error), failure=Failure.SURE) from None
        if home is None and not (workspace and self._homes.serves_installed):
            name = "SLACK_CLIENT_ID" if workspace else "SLACK_BOT_TOKEN"
            raise DeliveryError(f"{name} is not set, so this workspace is not served", failure=Failure.SURE)
        if home is None:
            raise DeliveryError(
                "the app's access to this workspace was removed; install it again",
                failure=Failure.PERMANENT,
                code="account_inactive",
            )
        return home


@contextmanager
def _may_come_back() -> Iterator[None]:
    """Do not conclude from a workspace's refusal of us that a message is not there, or stays as it is.

    What is not posted becomes a dead letter, which a return revives; what may be there waits for the return.
    """
    try:
        yield
    except DeliveryError as error:
        if error.code not in REFUSED_TOKEN:
            raise
        raise _not_yet(error) from None


def _not_yet(error: DeliveryError) -> DeliveryError:
    """Return a refusal as one that may end by itself: it is tried again."""
    later = DeliveryError(error.reason, failure=Failure.SURE, code=error.code)
    later.partly = error.partly
    return later
