"""The Teams app package: what an administrator uploads so that the bot can be added to teams and chats.

Knows Microsoft's manifest (1.24) and its limits. The package holds the bot's id, never its secret, and the
two icons beside this module.
"""

import io
import json
import re
import zipfile
from importlib.metadata import version
from importlib.resources import files
from typing import Any
from uuid import UUID

from bot.errors import CommandError, SettingsError
from bot.settings import Settings

SCHEMA = "https://developer.microsoft.com/json-schemas/teams/v1.24/MicrosoftTeams.schema.json"
HOME = "https://github.com/sanctions-watch/sanctions-watch"
SCOPES = ("personal", "team", "groupChat")
# Suggestions that Teams shows when somebody mentions the bot; 12 at the most, 32 and 128 characters.
COMMANDS = (
    ("lookup", "Look a name up on the official lists and your watchlists"),
    ("watchlist show", "Show what is watched, or all about one term"),
    ("watchlist add", "Watch a name: watchlist add NAME --kind org|chip|cloud"),
    ("watchlist remove", "Stop watching a name"),
    ("watchlist alias", 'Add a spelling: watchlist alias "Zhejiang Lab" 之江实验室'),
    ("why", "Say what happened to an item: why URL"),
    ("alerts list", "Show the newest alerts"),
    ("sources list", "Show every source and how it is"),
    ("subscribe", "Post alerts in this conversation"),
    ("unsubscribe", "Post no alerts in this conversation"),
    ("help", "Show everything you can ask"),
)
_HOST = re.compile(r"(?=.{4,253}\Z)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}")


def teams_package(settings: Settings, *, public_host: str | None = None) -> bytes:
    """Return the zip to upload in the Teams admin centre; the same settings give the same bytes.

    `public_host` is the host name the bot is reached at (listed as a valid domain), if it is known.
    Raises SettingsError without a usable TEAMS_CLIENT_ID, CommandError for a host that is none.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        manifest = json.dumps(teams_manifest(settings, public_host=public_host), indent=2, ensure_ascii=False)
        icons = {
            name: files(__package__).joinpath(name).read_bytes() for name in ("color.png", "outline.png")
        }
        for name, content in {"manifest.json": manifest.encode(), **icons}.items():
            package.writestr(zipfile.ZipInfo(name, (2026, 1, 1, 0, 0, 0)), content)
    return out.getvalue()


def teams_manifest(settings: Settings, *, public_host: str | None = None) -> dict[str, Any]:
    """Return the manifest inside the package; raises as `teams_package` does."""
    try:
        bot = str(UUID(settings.teams_client_id or ""))
    except ValueError:
        raise SettingsError(
            "TEAMS_CLIENT_ID must be the id of your bot registration, such as "
            "12345678-90ab-cdef-1234-567890abcdef (docs/teams.md)."
        ) from None
    host = (public_host or "").strip().lower()
    if host and not _HOST.fullmatch(host):
        raise CommandError(f"{public_host!r} is not a host name; give it without https:// and path.")
    return {
        "$schema": SCHEMA,
        "manifestVersion": "1.24",
        "version": version("sanctions-watch"),
        "id": bot,
        "developer": {
            "name": "sanctions-watch",
            "websiteUrl": HOME,
            "privacyUrl": f"{HOME}/blob/main/docs/teams.md#what-the-bot-stores",
            "termsOfUseUrl": f"{HOME}/blob/main/LICENSE",
        },
        "name": {"short": "sanctions-watch", "full": "sanctions-watch: export-control alerts"},
        "description": {
            "short": "Explained alerts from tenders, news and sanctions lists",
            "full": (
                "Reads tender notices, news and official sanctions lists the hour they are published, "
                "matches them against your team's watchlists and posts each match once, with its source and "
                "the reason. Look names up and edit watchlists by mentioning the bot."
            ),
        },
        "icons": {"color": "color.png", "outline": "outline.png"},
        "accentColor": "#1D3557",
        "bots": [
            {
                "botId": bot,
                "scopes": list(SCOPES),
                "supportsFiles": False,
                "isNotificationOnly": False,
                "commandLists": [
                    {
                        "scopes": list(SCOPES),
                        "commands": [{"title": title, "description": text} for title, text in COMMANDS],
                    }
                ],
            }
        ],
        "permissions": ["identity", "messageTeamMembers"],
        "validDomains": [host] if host else [],
    }
