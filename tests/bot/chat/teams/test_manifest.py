"""The Teams app package: what Microsoft's manifest (1.24) asks for, and no secret."""

import io
import json
import struct
import zipfile
import zlib

import pytest

from bot.chat.teams.manifest import COMMANDS, teams_manifest, teams_package
from bot.errors import CommandError, SettingsError
from tests.bot.teams_kit import APP_ID, settings


def opened(data: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(data))


def test_the_package_holds_the_manifest_and_both_icons() -> None:
    """Three files at the top level; the same settings give the same bytes; the secret is not inside."""
    data = teams_package(settings(), public_host="bot.example.com")
    package = opened(data)
    assert sorted(package.namelist()) == ["color.png", "manifest.json", "outline.png"]
    assert data == teams_package(settings(), public_host="bot.example.com")
    assert not any(b"s3cret" in package.read(name) for name in package.namelist())
    manifest = json.loads(package.read("manifest.json"))
    assert (manifest["id"], manifest["bots"][0]["botId"]) == (APP_ID, APP_ID)
    assert manifest["validDomains"] == ["bot.example.com"]


def test_the_manifest_keeps_microsofts_limits() -> None:
    """Names 30 and 100, descriptions 80 and 4,000, 12 commands of 32 and 128 characters, https links."""
    manifest = teams_manifest(settings())
    assert len(manifest["name"]["short"]) <= 30
    assert len(manifest["name"]["full"]) <= 100
    assert len(manifest["description"]["short"]) <= 80
    assert len(manifest["description"]["full"]) <= 4000
    assert 0 < len(COMMANDS) <= 12
    assert all(len(title) <= 32 and len(text) <= 128 for title, text in COMMANDS)
    assert all(
        manifest["developer"][name].startswith("https://") for name in manifest["developer"] if name != "name"
    )
    assert set(manifest["bots"][0]["scopes"]) == {"personal", "team", "groupChat"}


@pytest.mark.parametrize(("name", "size"), [("color.png", 192), ("outline.png", 32)])
def test_the_icons_are_pngs_of_the_asked_size(name: str, size: int) -> None:
    """The colour icon fills its square; the outline is white on transparent."""
    data = opened(teams_package(settings())).read(name)
    assert data.startswith(b"\x89PNG\r\n\x1a\n")
    assert struct.unpack(">II", data[16:24]) == (size, size)
    length = struct.unpack(">I", data[33:37])[0]
    rows = zlib.decompress(data[41 : 41 + length])
    assert len(rows) == size * (4 * size + 1)
    pixels = [rows[r * (4 * size + 1) + 1 + 4 * c :][:4] for r in range(size) for c in range(size)]
    if name == "outline.png":
        assert {pixel[:3] for pixel in pixels} == {b"\xff\xff\xff"}
        assert {0, 255} <= {pixel[3] for pixel in pixels}
    else:
        assert {pixel[3] for pixel in pixels} == {255}
        assert len(set(pixels)) > 2


@pytest.mark.parametrize("bot", [None, "my-bot", "1234"])
def test_without_a_bot_id_there_is_no_package(bot: str | None) -> None:
    """The sentence names the setting."""
    with pytest.raises(SettingsError, match="TEAMS_CLIENT_ID"):
        teams_package(settings(TEAMS_CLIENT_ID=bot))


@pytest.mark.parametrize(
    "host", ["https://bot.example.com", "bot", "a b.example", "*.example.com", "x.example/y"]
)
def test_a_public_host_is_only_a_host(host: str) -> None:
    """An address or a pattern is refused with a sentence."""
    with pytest.raises(CommandError, match="host name"):
        teams_package(settings(), public_host=host)
