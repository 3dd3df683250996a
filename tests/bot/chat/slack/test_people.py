"""Who may edit, and what Slack's manifest asks for."""

import ast
import re
from pathlib import Path
from typing import Any

import pytest

from bot.actors import Role
from bot.chat.slack import manifest as manifest_module
from bot.chat.slack.client import Workspace, reading_client
from bot.chat.slack.manifest import BOT_SCOPES, SCOPE_REASONS, slack_manifest
from bot.chat.slack.people import KEPT, People, judge
from bot.errors import SettingsError
from bot.settings import Settings, isolated
from tests.slack_mock import SlackMock
from tests.slack_people import settings_for

HOME = "T01HOME"
CASES: list[tuple[dict[str, Any], tuple[str, ...], Role, bool]] = [
    # what users.info says, the setting, the role, whether a member
    ({"is_owner": True}, (), Role.OWNER, True),
    ({"is_primary_owner": True}, (), Role.OWNER, True),
    ({"is_admin": True}, (), Role.EDITOR, True),
    ({}, (), Role.READER, True),
    ({"id": "U7"}, ("U7",), Role.EDITOR, True),
    ({"id": "U8"}, ("U7",), Role.READER, True),
    ({}, ("*",), Role.EDITOR, True),
    # guests, bots and people who left never edit
    ({"is_restricted": True}, ("*", "U1"), Role.READER, True),
    ({"is_restricted": True, "is_ultra_restricted": True}, ("*",), Role.READER, True),
    ({"is_bot": True}, ("*",), Role.READER, True),
    ({"is_admin": True, "deleted": True}, ("*",), Role.READER, True),
    # neither do people of other workspaces, whatever they are there
    ({"team_id": "T99", "is_owner": True}, ("*", "U1"), Role.READER, False),
    ({"is_stranger": True, "is_admin": True}, ("*",), Role.READER, False),
    # another workspace of the same organisation shares its people
    ({"team_id": "T99", "enterprise_user": {"teams": [HOME]}, "is_admin": True}, (), Role.EDITOR, True),
    ({"team_id": "T99", "enterprise_user": {"teams": ["T98"]}, "is_admin": True}, ("*",), Role.READER, False),
]


@pytest.mark.parametrize(("user", "editors", "role", "member"), CASES)
def test_who_may_edit(user: dict[str, Any], editors: tuple[str, ...], role: Role, member: bool) -> None:
    """Admins, owners and listed editors edit; guests and strangers never."""
    person = judge({"id": "U1", "team_id": HOME} | user, HOME, editors)
    assert (person.role, person.member) == (role, member)


def test_an_empty_answer_is_a_stranger() -> None:
    """What Slack does not say is not assumed."""
    person = judge({}, HOME, ("*",))
    assert (person.role, person.member) == (Role.READER, False)


async def test_people_are_looked_up_again_after_a_minute() -> None:
    """A role taken away in Slack ends here within a minute, and not every click asks Slack."""
    now = 0.0
    async with SlackMock() as slack:
        slack.users |= {"U1": {"is_admin": True}, "U9": {"is_owner": True}}
        client = reading_client(settings_for(slack))
        people = People(client, Workspace(client), (), monotonic=lambda: now)
        assert (await people.person("U1")).role is Role.EDITOR
        slack.users["U1"] = {"is_admin": False}
        assert (await people.person("U1")).role is Role.EDITOR
        assert len(slack.called("users.info")) == 1
        now = KEPT
        assert (await people.person("U1")).role is Role.READER


@pytest.mark.parametrize(
    ("others", "editors", "role"),
    [
        ({}, (), Role.EDITOR),
        ({"U5": {}, "U6": {}, "U7": {}}, (), Role.EDITOR),
        ({"U5": {}, "U6": {}, "U7": {"is_admin": True}}, (), Role.READER),
        ({"U5": {"is_owner": True}}, (), Role.READER),
        ({}, ("U5",), Role.READER),
    ],
)
async def test_where_nobody_rules_full_members_edit(
    others: dict[str, Any], editors: tuple[str, ...], role: Role
) -> None:
    """Real workspaces have an owner; an emulator has none, and nobody there could name an editor."""
    async with SlackMock() as slack:
        slack.users = {"U1": {}, "U2": {"is_restricted": True}, **others}
        client = reading_client(settings_for(slack))
        people = People(client, Workspace(client), editors)
        assert (await people.person("U1")).role is role
        assert (await people.person("U2")).role is Role.READER


def settings(mode: str) -> Settings:
    return isolated(SLACK_MODE=mode)


def test_socket_mode_needs_no_address() -> None:
    """Nothing in the manifest names a server."""
    made = slack_manifest(settings("socket"))
    assert made["settings"]["socket_mode_enabled"] is True
    assert "url" not in str(made)


@pytest.mark.parametrize(
    "public", ["https://bot.example.com", "https://bot.example.com/slack/events", "https://bot.example.com/"]
)
def test_http_mode_names_the_address_everywhere(public: str) -> None:
    """Command, events and buttons all come to the one path."""
    made = slack_manifest(settings("http"), public_url=public)
    wanted = "https://bot.example.com/slack/events"
    assert made["features"]["slash_commands"][0]["url"] == wanted
    assert made["settings"]["event_subscriptions"]["request_url"] == wanted
    assert made["settings"]["interactivity"]["request_url"] == wanted
    assert made["settings"]["socket_mode_enabled"] is False


@pytest.mark.parametrize(
    "public", [None, "", "http://bot.example.com", "bot.example.com", "https://", "https://a@b/"]
)
def test_http_mode_needs_an_https_address(public: str | None) -> None:
    """One sentence says what is missing."""
    with pytest.raises(SettingsError, match="https"):
        slack_manifest(settings("http"), public_url=public)


def test_the_manifest_keeps_to_slacks_limits() -> None:
    """Lengths of docs.slack.dev/reference/app-manifest."""
    made = slack_manifest(settings("socket"))
    shown = made["display_information"]
    assert len(shown["name"]) <= 35
    assert len(shown["description"]) <= 140
    assert 175 <= len(shown["long_description"]) <= 4000
    for command in made["features"]["slash_commands"]:
        assert len(command["command"]) <= 32
        assert len(command["description"]) <= 2000
        assert len(command["usage_hint"]) <= 1000
    for shortcut in made["features"]["shortcuts"]:
        assert len(shortcut["name"]) <= 24
        assert len(shortcut["description"]) <= 150


def test_every_scope_has_a_reason_and_every_call_its_scope() -> None:
    """The scopes are those of the methods the code calls, no more and no fewer."""
    needed = {
        "chat_postMessage": {"chat:write"},
        "chat_postEphemeral": {"chat:write"},
        "chat_update": {"chat:write"},
        "conversations_history": {"channels:history", "groups:history"},
        "conversations_replies": {"channels:history", "groups:history"},
        "conversations_info": {"channels:read", "groups:read"},
        "conversations_list": {"channels:read", "groups:read"},
        "users_info": {"users:read"},
        "users_list": {"users:read"},
        "views_open": set(),
        "views_publish": set(),
        "auth_test": set(),
        "auth_revoke": set(),
        "apps_connections_open": set(),
    }
    folder = Path(manifest_module.__file__).parent
    called = {
        node.attr
        for path in folder.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute)
        and node.attr.split("_")[0] in {"chat", "conversations", "users", "views", "auth", "apps", "files"}
        and "_" in node.attr
    }
    called |= {  # said by name: "chat.update"
        node.value.replace(".", "_")
        for path in folder.glob("*.py")
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch(r"(chat|conversations|users|views|auth|apps|files)\.[a-zA-Z.]+", node.value)
    }
    assert called == set(needed)
    scopes = set().union(*needed.values()) | {"commands", "app_mentions:read"}
    assert scopes == set(BOT_SCOPES) == set(SCOPE_REASONS)
