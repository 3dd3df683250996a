"""Where requests go that belong to no workspace that is served: Slack tries the address, a workspace leaves.

Knows Bolt and Slack's events about an app's end (docs.slack.dev/reference/events/app_uninstalled,
tokens_revoked).
"""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from slack_bolt.async_app import AsyncApp
from slack_bolt.authorization import AuthorizeResult
from slack_bolt.authorization.async_authorize import AsyncAuthorize
from slack_bolt.context.async_context import AsyncBoltContext
from slack_bolt.oauth.async_oauth_flow import AsyncOAuthFlow

from bot.chat.slack.client import sdk_logger
from bot.chat.slack.homes import Homes
from bot.installed import Installations

NOT_HERE = (
    "sanctions-watch has no access to this workspace: somebody may have to install it again, or whoever runs"
    " it to look at `sanctions-watch doctor`."
)


class _Nobody(AsyncAuthorize):
    """Knows no workspace: people get one sentence."""

    async def __call__(self, **_: object) -> AuthorizeResult | None:
        return None


def build_lobby(
    flow: AsyncOAuthFlow, installations: Installations, homes: Homes, *, secret: str | None
) -> AsyncApp:
    """Return an app that serves nobody, and takes note of who leaves. `secret` is for signed requests.

    Bolt's own listeners for this would also act on what Slack repeats after the app was installed again.
    """
    app = AsyncApp(
        name="sanctions-watch",
        logger=sdk_logger(),
        oauth_flow=flow,
        authorize=_Nobody(),  # type: ignore[arg-type, no-untyped-call]  # Bolt says less than it takes
        signing_secret=secret or "",
        request_verification_enabled=secret is not None,
        user_facing_authorize_error_message=NOT_HERE,
    )

    async def left(workspace: str | None, why: str, body: Mapping[str, Any]) -> None:
        if workspace:
            await installations.remove(workspace, why, _when(body))
            homes.look_again(workspace)

    @app.event("app_uninstalled")
    async def uninstalled(context: AsyncBoltContext, body: dict[str, Any]) -> None:
        await left(context.team_id, "app_uninstalled", body)

    @app.event("tokens_revoked")
    async def revoked(context: AsyncBoltContext, body: dict[str, Any], event: dict[str, Any]) -> None:
        if (event.get("tokens") or {}).get("bot"):  # those of persons are none of ours
            await left(context.team_id, "tokens_revoked", body)

    return app


def _when(body: Mapping[str, Any]) -> datetime | None:
    """Return when Slack says that it happened."""
    seconds = body.get("event_time")
    if isinstance(seconds, int) and 0 < seconds < 10**11:
        return datetime.fromtimestamp(seconds, UTC)
    return None
