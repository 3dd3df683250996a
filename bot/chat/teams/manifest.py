"""The Teams app package: what an administrator uploads so that the bot can be added to teams and chats.

Knows Microsoft's manifest (1.24) and its limits. The package holds the bot's id, never its secret. The two
icons it must contain are drawn here, so no picture file has to be kept.
"""

import io
import json
import math
import re
import struct
import zipfile
import zlib
from collections.abc import Callable
from importlib.metadata import version
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
_BLUE, _RED, _WHITE = (0x1D, 0x35, 0x57), (0xE6, 0x39, 0x46), (0xFF, 0xFF, 0xFF)

Pixel = tuple[int, int, int, int]


def teams_package(settings: Settings, *, public_host: str | None = None) -> bytes:
    """Return the zip to upload in the Teams admin centre; the same settings give the same bytes.

    `public_host` is the host name the bot is reached at (listed as a valid domain), if it is known.
    Raises SettingsError without a usable TEAMS_CLIENT_ID, CommandError for a host that is none.
    """
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        manifest = json.dumps(teams_manifest(settings, public_host=public_host), indent=2, ensure_ascii=False)
        files = {"manifest.json": manifest.encode(), "color.png": color_icon(), "outline.png": outline_icon()}
        for name, content in files.items():
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
        "accentColor": "#{:02X}{:02X}{:02X}".format(*_BLUE),
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


def color_icon() -> bytes:
    """Return the 192 by 192 icon: a looking glass with a find in it."""

    def pixel(x: float, y: float) -> Pixel:
        glass = _cover(_looking_glass(x, y), 1 / 192)
        find = _cover(math.hypot(x - 0.42, y - 0.42) - 0.085, 1 / 192)
        colour = _mixed(_mixed(_BLUE, _WHITE, glass), _RED, find)
        return (*colour, 255)

    return _png(192, pixel)


def outline_icon() -> bytes:
    """Return the 32 by 32 icon: white on transparent."""
    return _png(32, lambda x, y: (*_WHITE, round(255 * _cover(_looking_glass(x, y), 1 / 32))))


def _looking_glass(x: float, y: float) -> float:
    """Return the distance to the shape on a unit square, below 0 inside."""
    ring = abs(math.hypot(x - 0.42, y - 0.42) - 0.23) - 0.045
    along = min(max(((x - 0.60) + (y - 0.60)) / (2 * 0.2), 0.0), 1.0)
    handle = math.hypot(x - 0.60 - 0.2 * along, y - 0.60 - 0.2 * along) - 0.055
    return min(ring, handle)


def _cover(distance: float, pixel: float) -> float:
    """Return how much of a pixel the shape covers; edges are smoothed over one pixel."""
    return min(max(0.5 - distance / pixel, 0.0), 1.0)


def _mixed(under: tuple[int, int, int], over: tuple[int, int, int], share: float) -> tuple[int, int, int]:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(under, over, strict=True))
    return red, green, blue


def _png(size: int, pixel: Callable[[float, float], Pixel]) -> bytes:
    """Return a square PNG (8 bits, RGBA) of `pixel` asked at each pixel's middle."""
    rows = bytearray()
    for row in range(size):
        rows.append(0)  # no filter
        for column in range(size):
            rows += bytes(pixel((column + 0.5) / size, (row + 0.5) / size))

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", size, size, 8, 6, 0, 0, 0)
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(bytes(rows), 9))
        + chunk(b"IEND", b"")
    )
