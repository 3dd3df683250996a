"""The settings of chats: what is set up, what is missing or misplaced, where it is found. Makes no call."""

from collections.abc import Iterator

from bot.chat.teams.front_end import teams_wanted
from bot.cli.findings import Finding
from bot.errors import SettingsError
from bot.settings import Settings
from bot.tenants.vault import build_vault


def chats(settings: Settings) -> Iterator[Finding]:
    """Say of each chat that is set up, in part or in whole, what is missing; or that there is none."""
    yield from _slack(settings)
    yield from _teams(settings)
    if settings.teams_workflow_url:
        told = "alerts also go to TEAMS_WORKFLOW_URL, which only posts; only an alert shows whether it works"
        yield Finding("workflow", "ok", told)
    if not wanted_chats(settings):
        none = "no chat is set up, so alerts go to the terminal; see docs/slack.md and docs/teams.md"
        yield Finding("channels", "open", none)


def wanted_chats(settings: Settings) -> bool:
    """Return whether any chat is set up, in part or in whole."""
    return settings.slack_wanted or settings.teams_workflow_url is not None or teams_wanted(settings)


def _slack(settings: Settings) -> Iterator[Finding]:
    given = {
        "SLACK_BOT_TOKEN": settings.slack_bot_token,
        "SLACK_APP_TOKEN": settings.slack_app_token,
        "SLACK_SIGNING_SECRET": settings.slack_signing_secret,
        "SLACK_CLIENT_ID": settings.slack_client_id,
        "SLACK_CLIENT_SECRET": settings.slack_client_secret,
    }
    if not any(given.values()) and not settings.slack_channel:
        return
    several = settings.slack_oauth
    second = "SLACK_APP_TOKEN" if settings.slack_mode == "socket" else "SLACK_SIGNING_SECRET"
    needed = (second,) if several else ("SLACK_BOT_TOKEN", second)
    wrong = [
        *(f"{name} is missing: {_WHERE[name]}" for name in needed if not given[name]),
        *misplaced(settings),
        *(_several(settings) if several else ()),
    ]
    no_channel = not settings.slack_channel and bool(settings.slack_bot_token or not several)
    if wrong and no_channel:  # where nothing else is missing Slack's own check says it
        wrong.append("SLACK_CHANNEL is missing: the id of the channel for alerts (C…, below its details)")
    for sentence in wrong:
        yield Finding("slack", "wrong", sentence)
    if not (wrong or no_channel):
        yield Finding("slack", "ok", f"settings complete, {settings.slack_mode} mode")


_WHERE = {
    "SLACK_BOT_TOKEN": "OAuth & Permissions → Bot User OAuth Token (xoxb-…)",
    "SLACK_APP_TOKEN": "Basic Information → App-Level Tokens, scope connections:write (xapp-…)",
    "SLACK_SIGNING_SECRET": "Basic Information → App Credentials → Signing Secret",
    "SLACK_CLIENT_ID": "Basic Information → App Credentials → Client ID",
    "SLACK_CLIENT_SECRET": "Basic Information → App Credentials → Client Secret",
}


def misplaced(settings: Settings) -> Iterator[str]:
    """Say which token of Slack stands where another one belongs."""
    for name, value, start in (
        ("SLACK_BOT_TOKEN", settings.slack_bot_token, "xoxb-"),
        ("SLACK_APP_TOKEN", settings.slack_app_token, "xapp-"),
    ):
        if value is not None and not value.get_secret_value().startswith(start):
            yield f"{name} should begin with {start}; is another token in its place? {_WHERE[name]}"


def _several(settings: Settings) -> Iterator[str]:
    """Say what is missing for several workspaces, the key above all."""
    for name, value in (
        ("SLACK_CLIENT_ID", settings.slack_client_id),
        ("SLACK_CLIENT_SECRET", settings.slack_client_secret),
    ):
        if not value:
            yield f"{name} is missing: {_WHERE[name]}"
    try:
        build_vault(settings)
    except SettingsError as error:
        yield str(error)


def _teams(settings: Settings) -> Iterator[Finding]:
    given = {
        "TEAMS_CLIENT_ID": settings.teams_client_id,
        "TEAMS_CLIENT_SECRET": settings.teams_client_secret,
        "TEAMS_TENANT_ID": settings.teams_tenant_id,
    }
    if not any(given.values()):
        return
    missing = [name for name, value in given.items() if not value]
    if missing:
        told = f"{', '.join(missing)} missing: from the bot's registration in Azure (docs/teams.md)"
        yield Finding("teams", "wrong", told)
    else:
        yield Finding("teams", "ok", "settings complete")


def settings_faults(settings: Settings) -> tuple[Finding, ...]:
    """Return what is missing or misplaced in the settings of a chat that is set up in part."""
    return tuple(finding for finding in chats(settings) if finding.state == "wrong")
