"""The settings of chats: what is set up, what is missing or misplaced, where it is found. Makes no call."""

from collections.abc import Iterator

from bot.chat.slack.needs import given, misplaced, missing
from bot.chat.teams.front_end import REGISTRATION, teams_missing, teams_wanted
from bot.chat.workflow import check_workflow_url
from bot.cli.findings import Finding
from bot.errors import SettingsError
from bot.settings import Settings
from bot.tenants.vault import build_vault


def chats(settings: Settings) -> Iterator[Finding]:
    """Say of each chat that is set up, in part or in whole, what is missing; or that there is none."""
    yield from _slack(settings)
    yield from _teams(settings)
    if settings.teams_workflow_url is not None:
        try:
            check_workflow_url(settings.teams_workflow_url, settings.allow_networks)
        except SettingsError as error:
            yield Finding("workflow", "wrong", str(error))
            return
        told = "alerts also go to TEAMS_WORKFLOW_URL, which only posts; only an alert shows whether it works"
        yield Finding("workflow", "ok", told)
    if not wanted_chats(settings):
        none = "no chat is set up, so alerts go to the terminal; see docs/slack.md and docs/teams.md"
        yield Finding("channels", "open", none)


def wanted_chats(settings: Settings) -> bool:
    """Return whether any chat is set up, in part or in whole."""
    return settings.slack_wanted or settings.teams_workflow_url is not None or teams_wanted(settings)


def _slack(settings: Settings) -> Iterator[Finding]:
    if not given(settings) and not settings.slack_channel:
        return
    wrong = [*missing(settings), *misplaced(settings), *_vault(settings)]
    no_channel = not settings.slack_channel and bool(settings.slack_bot_token or not settings.slack_oauth)
    if wrong and no_channel:  # where nothing else is missing Slack's own check says it
        wrong.append("SLACK_CHANNEL is missing: the id of the channel for alerts (C…, below its details)")
    for sentence in wrong:
        yield Finding("slack", "wrong", sentence)
    if not (wrong or no_channel):
        yield Finding("slack", "ok", f"settings complete, {settings.slack_mode} mode")


def _vault(settings: Settings) -> Iterator[str]:
    """Say what is wrong with the key that the tokens of several workspaces are sealed under."""
    if settings.slack_oauth:
        try:
            build_vault(settings)
        except SettingsError as error:
            yield str(error)


def _teams(settings: Settings) -> Iterator[Finding]:
    lacks = teams_missing(settings)
    if not lacks:
        yield Finding("teams", "ok", "settings complete")
    elif len(lacks) < len(REGISTRATION):
        told = f"{', '.join(lacks)} missing: from the bot's registration in Azure (docs/teams.md)"
        yield Finding("teams", "wrong", told)


def settings_faults(settings: Settings) -> tuple[Finding, ...]:
    """Return what is missing or misplaced in the settings of a chat that is set up in part."""
    return tuple(finding for finding in chats(settings) if finding.state == "wrong")
