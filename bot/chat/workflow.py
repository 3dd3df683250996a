"""Alerts through a Teams Workflows webhook: post only, nothing comes back.

Knows the webhook of Power Automate ("when a Teams webhook request is received"). The address holds its
own secret (`sig=`), so it never appears in a log line, an error or a repr. The webhook cannot edit or read
messages: an ambiguous post may repeat (and says so), a newer revision leaves the first message as it is.
"""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from ipaddress import ip_address
from urllib.parse import urlsplit

import aiohttp
from pydantic import SecretStr

from bot.alerts import Alert, Destination, Receipt
from bot.chat.channel import NotReadBack
from bot.chat.links import safe_link
from bot.chat.teams.render import alert_card, summary
from bot.errors import DeliveryError, Failure, SettingsError
from bot.setting_values import Network
from watchers.fetching.headers import named_pause

# Where Power Automate serves webhooks; the older connectors (webhook.office.com) are retired.
_HOSTS = (".logic.azure.com", ".environment.api.powerplatform.com")
_TIMEOUT = aiohttp.ClientTimeout(total=20, connect=5)
_CARD = "application/vnd.microsoft.card.adaptive"


class WorkflowChannel(NotReadBack):
    """A `Channel` that posts to the webhook at `url`.

    `allow_networks` are the ranges an operator opened for tests: a loopback address inside them may stand
    in for the webhook. Raises SettingsError when the address is not one a webhook can have.
    """

    name = "workflow"
    pause = 0.5  # documented for webhooks: 4 requests a second

    def __init__(self, url: SecretStr, *, allow_networks: tuple[Network, ...] = ()) -> None:
        self._url = check_workflow_url(url, allow_networks)
        self._session: aiohttp.ClientSession | None = None

    async def post(
        self, key: str, alert: Alert, destination: Destination, *, repeat: bool = False
    ) -> Receipt:
        """Post the alert; the receipt is its key, because the webhook tells no message id."""
        del destination  # one webhook leads to one place
        await self._send(workflow_message(alert, repeat=repeat))
        return Receipt(message_id=key)

    async def update(
        self, message_id: str, key: str, alert: Alert, destination: Destination, *, said: int | None = None
    ) -> Receipt:
        """Leave the message as it is: a webhook cannot edit, and a second message would be a repeat."""
        del key, alert, destination, said
        return Receipt(message_id=message_id)

    async def close(self) -> None:
        """Close the HTTP session."""
        if self._session is not None:
            await self._session.close()
            self._session = None

    async def _send(self, message: Mapping[str, object]) -> None:
        if self._session is None:
            # A connection of its own for each post: one that the far side closed meanwhile would make
            # the outcome of a post unknown.
            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(force_close=True), trust_env=True
            )
        body = json.dumps(message, ensure_ascii=False).encode()
        try:
            async with self._session.post(
                self._url.get_secret_value(),
                data=body,
                headers={"Content-Type": "application/json; charset=utf-8"},
                allow_redirects=False,
                timeout=_TIMEOUT,
            ) as answer:
                _judge(answer)
        except (aiohttp.ClientConnectorError, aiohttp.ConnectionTimeoutError):
            raise DeliveryError("The Teams webhook cannot be reached.", failure=Failure.SURE) from None
        except (aiohttp.ClientError, TimeoutError, OSError):
            raise DeliveryError("The Teams webhook did not answer.", failure=Failure.AMBIGUOUS) from None


def workflow_message(alert: Alert, *, repeat: bool = False) -> dict[str, object]:
    """Return the body of the post: a message with one card, below 28 KB, without buttons that need a bot."""
    card = alert_card(alert, for_webhook=True, repeat=repeat)
    return {
        "type": "message",
        "summary": summary(alert),
        "attachments": [{"contentType": _CARD, "contentUrl": None, "content": card}],
    }


def check_workflow_url(url: SecretStr, allow_networks: tuple[Network, ...]) -> SecretStr:
    """Return `url` when a webhook can live there. Raises SettingsError, which does not repeat it."""
    text = url.get_secret_value().strip()
    parts = urlsplit(safe_link(text) or "")
    host = parts.hostname or ""
    # Only the address itself is judged, not what a name resolves to: "localhost" must be written 127.0.0.1.
    try:
        address = ip_address(host)
    except ValueError:
        address = None
    if address is not None and address.is_loopback:
        if any(address in network for network in allow_networks):
            return SecretStr(text)
    elif parts.scheme == "https" and parts.port in (None, 443) and host.endswith(_HOSTS):
        return SecretStr(text)
    raise SettingsError(
        "TEAMS_WORKFLOW_URL is not a Workflows webhook: it must begin with https:// and its host must end in "
        "logic.azure.com or environment.api.powerplatform.com (copy it from the flow's first step)."
    )


def _judge(answer: aiohttp.ClientResponse) -> None:
    """Return for success; raise DeliveryError for everything else."""
    status = answer.status
    if 200 <= status < 300:
        return
    if status == 429:
        pause = named_pause(answer.headers, datetime.now(UTC))
        raise DeliveryError("The Teams webhook asks for a pause.", failure=Failure.SURE, retry_after=pause)
    if status >= 500 or status == 408:
        raise DeliveryError(f"The Teams webhook answered {status}.", failure=Failure.AMBIGUOUS)
    why = {
        400: "the flow did not accept the message",
        401: "its signature is wrong or was renewed",
        403: "its signature is wrong or was renewed",
        404: "the flow was deleted, switched off or moved",
        413: "the message is too large",
    }.get(status, "the address is not a webhook")
    raise DeliveryError(f"The Teams webhook answered {status}: {why}.", failure=Failure.PERMANENT)
