"""The manifest from which Slack makes the app: least scopes, one slash command, shortcuts. Pure.

Knows Slack's manifest schema and why each scope is needed (docs/slack.md).
"""

from typing import Any
from urllib.parse import urlsplit

from bot.chat.slack.modal import GLOBAL_SHORTCUT, MESSAGE_SHORTCUT
from bot.errors import SettingsError
from bot.settings import Settings

COMMAND = "/sanctions"
SCOPE_REASONS = {
    "app_mentions:read": "answers when the bot is mentioned",
    "channels:history": "finds its own message again after a lost answer, so that nothing is posted twice",
    "channels:read": "knows the alert channel by name and whether it may post there",
    "chat:write": "posts and edits alerts",
    "commands": "the slash command and the shortcuts",
    "groups:history": "the same as channels:history, where the alert channel is private",
    "groups:read": "the same as channels:read, where the alert channel is private",
    "users:read": "knows who is an admin or a guest, and so who may edit",
}
BOT_SCOPES = tuple(SCOPE_REASONS)
_PATH, _BACK = "/slack/events", "/slack/oauth_redirect"
_END = ("app_uninstalled", "tokens_revoked")


def slack_manifest(
    settings: Settings, *, public_url: str | None = None, several: bool = False
) -> dict[str, Any]:
    """Return the app manifest for the mode that is set.

    `public_url` is the https address under which Slack reaches this server; without it, that of the settings.
    It is needed in http mode, and for an app that `several` workspaces may install: browsers are sent back to
    it. Such an app is also told when it is removed. Raises SettingsError when the address is missing or not
    https.
    """
    http = settings.slack_mode == "http"
    several = several or settings.slack_oauth
    base = _base(public_url or settings.public_url, http=http) if http or several else ""
    address = {"request_url": base + _PATH} if http else {}
    oauth: dict[str, Any] = {"redirect_urls": [base + _BACK]} if several else {}
    command = {
        "command": COMMAND,
        "description": "Look a name up, see and edit watchlists, ask why",
        "usage_hint": "lookup NAME | watchlist show | watchlist add | why URL | help",
        "should_escape": False,
    }
    return {
        "_metadata": {"major_version": 1, "minor_version": 1},
        "display_information": {
            "name": "sanctions-watch",
            "description": "Tenders, news and sanctions lists against your watchlist, every match explained",
            "long_description": (
                "sanctions-watch reads public tenders, news feeds and official sanctions and export-control"
                " lists, matches them against your team's watchlist of organisations, chips and clouds, and"
                " posts what matters once, with its source and the reason. Look names up, edit the watchlist"
                " and ask why something was or was not posted, all from Slack."
            ),
            "background_color": "#1d3557",
        },
        "features": {
            "app_home": {
                "home_tab_enabled": True,
                "messages_tab_enabled": True,
                "messages_tab_read_only_enabled": True,
            },
            "bot_user": {"display_name": "sanctions-watch", "always_online": True},
            "slash_commands": [command | ({"url": address["request_url"]} if http else {})],
            "shortcuts": [
                {
                    "name": "Add to watchlist",
                    "type": "global",
                    "callback_id": GLOBAL_SHORTCUT,
                    "description": "Watch a new name",
                },
                {
                    "name": "Add to watchlist",
                    "type": "message",
                    "callback_id": MESSAGE_SHORTCUT,
                    "description": "Watch a name from this message",
                },
            ],
        },
        "oauth_config": {**oauth, "scopes": {"bot": list(BOT_SCOPES)}},
        "settings": {
            "event_subscriptions": {
                **address,
                "bot_events": ["app_home_opened", "app_mention", *(_END if several else ())],
            },
            "interactivity": {"is_enabled": True, **address},
            "org_deploy_enabled": False,
            "socket_mode_enabled": not http,
            "token_rotation_enabled": False,
        },
    }


def _base(public_url: str, *, http: bool) -> str:
    if not public_url:
        what = "SLACK_MODE=http" if http else "An app that several workspaces install"
        instead = " (without one, use SLACK_MODE=socket)" if http else ""
        raise SettingsError(
            f"{what} needs the https address under which Slack reaches this server:"
            f" manifest slack --url https://…{instead}."
        )
    parts = urlsplit(public_url)
    if parts.scheme != "https" or not parts.hostname or "@" in parts.netloc:
        raise SettingsError("The public address must begin with https:// and name a host.")
    return public_url.rstrip("/").removesuffix(_PATH)
