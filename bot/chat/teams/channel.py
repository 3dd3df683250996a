"""Alerts posted by the Teams bot: the `Channel` on the SDK's connector client, and what its answers mean.

Knows the Bot Connector's errors. The SDK retries nothing and there is no way to read messages back, so an
unknown outcome may repeat (and says so). A newer revision edits the posted card in place.
"""

import asyncio
import json
import logging
import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import httpx

from bot.alerts import Alert, Destination, Move, Receipt
from bot.chat.channel import NotReadBack
from bot.chat.links import safe_link
from bot.chat.teams.elements import Card
from bot.chat.teams.render import alert_card, summary
from bot.chat.teams.sdk import App, Attachment, MessageActivityInput
from bot.chat.teams.text import plain
from bot.chat.wording import REPEATED
from bot.errors import DeliveryError, Failure
from watchers.fetching.headers import named_pause

logger = logging.getLogger(__name__)

CARD_TYPE = "application/vnd.microsoft.card.adaptive"
# What the SDK writes where the service tells no message id.
_NO_ID = "DO_NOT_USE_PLACEHOLDER_ID"
_LOGIN_SECONDS = 20.0
_SEND_SECONDS = 30.0
# A wrong or expired client secret is mended by a person: the alerts wait for it.
_LOGIN_PAUSE = timedelta(minutes=10)
_FORBIDDEN = "The bot may not post there: it was removed, or its user blocked it."
_CHANNEL = re.compile(r"@thread\.(?:tacv2|skype)$")  # conversations whose messages have threads
_GONE = "The conversation or the message does not exist any more."


class TeamsChannel(NotReadBack):
    """The `Channel` of the Teams bot. A destination's address is its conversation id."""

    name = "teams"
    pause = 0.6  # documented: 60 messages to one conversation in 30 seconds

    def __init__(self, app: App) -> None:
        self._app = app
        self._logged_in = False
        self._begun: asyncio.Task[None] | None = None

    async def post(
        self, key: str, alert: Alert, destination: Destination, *, repeat: bool = False
    ) -> Receipt:
        """Post the alert as a new message of the conversation; plainly where its card is refused."""
        del key  # no place in a Teams message can be read back
        return await self._show(alert, destination, None, repeat=repeat)

    async def update(
        self, message_id: str, key: str, alert: Alert, destination: Destination, *, said: int | None = None
    ) -> Receipt:
        """Edit the posted message; what became of the alert is said below it, for nobody sees an edit."""
        del key, said  # what may stand there says so in the alert
        if not message_id:
            await self.begin()
            await self.login()
            await self._say_moves(alert, destination, "")
            raise DeliveryError(
                "Teams did not tell the id of the message to edit.", failure=Failure.PERMANENT
            )
        try:
            receipt = await self._show(alert, destination, message_id, repeat=False)
        except DeliveryError as error:
            if error.failure is not Failure.AMBIGUOUS:
                raise
            raise DeliveryError(error.reason, failure=Failure.SURE) from None  # nothing was said below it
        await self._say_moves(alert, destination, message_id)
        return receipt

    async def _say_moves(self, alert: Alert, destination: Destination, message_id: str) -> None:
        """Say what became of the alert: in a channel in the message's thread, elsewhere as a message.

        So it does in a channel whose message's id is not known. Raises DeliveryError where it is worth
        another try; nothing can be read back, so what may have arrived is said again, and says so.
        """
        threaded = bool(message_id) and _CHANNEL.search(destination.address) is not None
        moves = [move for move in alert.moves if threaded or not move.hushed]
        if not moves:
            return
        thread = f"{destination.address};messageid={message_id}" if threaded else destination.address
        try:
            await self._send(replace(destination, address=thread), _moves_message(alert, moves), None)
        except _Unfit as refusal:
            logger.warning("teams.move_refused alert=%s status=%d", alert.id, refusal.status)
        except DeliveryError as error:
            if error.failure is not Failure.PERMANENT:
                raise
            logger.warning("teams.move_untold alert=%s reason=%s", alert.id, error)

    async def tell(self, card: Card, notification: str, destination: Destination) -> None:
        """Post what is no alert, once: nobody tries it again. Raises DeliveryError."""
        await self.begin()
        await self.login()
        try:
            await self._send(destination, card_message(card, plain(notification, 200)), None)
        except _Unfit as refusal:
            raise DeliveryError(f"Teams answered {refusal.status}.", failure=Failure.PERMANENT) from None

    async def close(self) -> None:
        """Close the connector's connections."""
        await self._app.http_client.http.aclose()
        await self._app.api.conversations.http.http.aclose()

    async def begin(self) -> None:
        """Make the SDK's App ready, once: it sends nothing before, also where no server is ever started."""
        if self._begun is None:
            self._begun = asyncio.ensure_future(self._app.initialize())
        await asyncio.shield(self._begun)

    async def login(self) -> None:
        """Get the bot's token, which the SDK then keeps. Raises DeliveryError when Microsoft gives none."""
        provider = self._app.token_provider
        try:
            async with asyncio.timeout(_LOGIN_SECONDS):
                if self._logged_in:
                    token = await provider.get_app_token()
                else:
                    # The first call makes the login client, which downloads: not in the event loop.
                    token = await asyncio.to_thread(lambda: asyncio.run(provider.get_app_token()))
        except ValueError as error:  # the SDK's word for a refusal; its text is a code such as invalid_client
            word = str(error) if re.fullmatch(r"[a-z_]{1,40}", str(error)) else "refused"
            raise DeliveryError(
                f"Microsoft's login gave no token ({word}); check TEAMS_CLIENT_ID, TEAMS_CLIENT_SECRET and "
                "TEAMS_TENANT_ID.",
                failure=Failure.SURE,
                retry_after=_LOGIN_PAUSE,
            ) from None
        except (OSError, TimeoutError):  # the errors of requests are OSErrors
            raise DeliveryError("Microsoft's login cannot be reached.", failure=Failure.SURE) from None
        if token is None:
            raise DeliveryError("Teams is not set up.", failure=Failure.PERMANENT)
        self._logged_in = True

    async def _show(
        self, alert: Alert, destination: Destination, message_id: str | None, *, repeat: bool
    ) -> Receipt:
        await self.begin()
        await self.login()
        card = alert_card(alert, repeat=repeat)
        try:
            return await self._send(destination, card_message(card, summary(alert)), message_id)
        except _Unfit as refusal:
            # Once more without a card: a flaw in a card must not cost the alert.
            logger.warning("teams.card_refused alert=%s status=%d", alert.id, refusal.status)
        try:
            return await self._send(destination, _plain_message(alert, repeat=repeat), message_id)
        except _Unfit as refusal:
            raise DeliveryError(
                f"Teams answered {refusal.status}: it does not accept the message.",
                failure=Failure.PERMANENT,
            ) from None

    async def _send(
        self, destination: Destination, message: MessageActivityInput, message_id: str | None
    ) -> Receipt:
        service_url = dict(destination.options).get("service_url")
        if message_id is not None:
            message.id = message_id
        try:
            async with asyncio.timeout(_SEND_SECONDS):
                sent = await self._app.send(destination.address, message, service_url=service_url)
        except httpx.HTTPStatusError as error:
            raise _judged(error.response) from None
        except (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout):
            raise DeliveryError("Teams cannot be reached.", failure=Failure.SURE) from None
        except (httpx.TransportError, TimeoutError):
            raise DeliveryError("Teams did not answer.", failure=Failure.AMBIGUOUS) from None
        except (httpx.InvalidURL, httpx.UnsupportedProtocol):
            raise DeliveryError(
                "The stored address of the conversation's service is wrong.", failure=Failure.PERMANENT
            ) from None
        except (json.JSONDecodeError, KeyError):  # taken (2xx), but the answer was cut
            return Receipt(message_id=message_id or "")
        return Receipt(message_id="" if sent.id == _NO_ID else sent.id)


def card_message(card: Card, notification: str) -> MessageActivityInput:
    """Return a message that is one card; `notification` is what a phone shows of it."""
    attachment = Attachment(content_type=CARD_TYPE, content=card)
    return MessageActivityInput(attachments=[attachment], summary=notification)


def _plain_message(alert: Alert, *, repeat: bool) -> MessageActivityInput:
    """Return the alert as a few lines of plain text."""
    links = [link for source in alert.sources[:3] if (link := safe_link(source.url))]
    text = "\n\n".join([summary(alert), *([REPEATED] if repeat else []), *alert.why[:3], *links])
    return MessageActivityInput(text=text[:4000], text_format="plain", summary=summary(alert))


def _moves_message(alert: Alert, moves: Sequence[Move]) -> MessageActivityInput:
    """Return what became of the alert as lines of plain text."""
    said: list[str] = []
    for move in moves:
        said += [
            f"{plain(move.head, 150)}: {plain(alert.title, 150)}",
            *(plain(one, 500) for one in move.told),
        ]
        said += [link for link in (safe_link(move.url),) if link]
    return MessageActivityInput(
        text="\n\n".join(said)[:4000], text_format="plain", summary=plain(said[0], 200)
    )


class _Unfit(Exception):  # noqa: N818 - a verdict, not an error
    """Teams does not take this message as it is."""

    def __init__(self, status: int) -> None:
        super().__init__(status)
        self.status = status


def _judged(answer: httpx.Response) -> Exception:
    """Return what the connector's refusal means for the delivery."""
    status = answer.status_code
    if status in (400, 413, 422):
        return _Unfit(status)
    if status == 429:
        pause = named_pause(answer.headers, datetime.now(UTC))
        return DeliveryError("Teams asks for a pause.", failure=Failure.SURE, retry_after=pause)
    if status == 401:
        return DeliveryError(
            "Teams does not accept the bot's token; check TEAMS_CLIENT_ID and TEAMS_TENANT_ID.",
            failure=Failure.SURE,
            retry_after=_LOGIN_PAUSE,
        )
    if status == 412:  # "another operation on the conversation": documented as one to retry
        return DeliveryError("Teams was busy with the conversation.", failure=Failure.SURE)
    if status >= 500 or status == 408:
        return DeliveryError(f"Teams answered {status}.", failure=Failure.AMBIGUOUS)
    why = {403: _FORBIDDEN, 404: _GONE}.get(status, f"Teams answered {status}.")
    return DeliveryError(why, failure=Failure.PERMANENT)
