"""What `doctor` says of Slack, one sentence each: what is well, and what to do about what is not."""

from bot.chat.slack_client import Workspace, reading_client, reveal
from bot.chat.slack_faults import code_of, sentence
from bot.chat.slack_manifest import BOT_SCOPES, SCOPE_REASONS
from bot.settings import Settings

Finding = tuple[bool, str]


async def check(settings: Settings, workspace: Workspace) -> tuple[Finding, ...]:
    """Ask Slack about the token, its scopes, the channel and the connection. Never raises."""
    found = [await _token(workspace)]
    if found[0][0]:
        found += [await _scopes(workspace), await _channel(settings, workspace)]
    if settings.slack_mode == "socket":
        found.append(await _socket(settings))
    else:
        found.append((True, "Slack calls POST /slack/events; each request must carry its signature."))
    found.append(_editors(settings))
    return tuple(found)


async def _token(workspace: Workspace) -> Finding:
    try:
        home = await workspace.identity()
    except Exception as error:  # noqa: BLE001 - whatever the SDK raises becomes a sentence
        return False, f"SLACK_BOT_TOKEN does not work: {sentence(error)}."
    return True, f"Slack knows the bot in workspace {home.team} ({home.url})."


async def _scopes(workspace: Workspace) -> Finding:
    held = (await workspace.identity()).scopes
    missing = [scope for scope in BOT_SCOPES if scope not in held]
    if not held or not missing:  # emulators and proxies do not name scopes
        return True, "The app holds every scope it needs."
    needs = "; ".join(f"{scope} ({SCOPE_REASONS[scope]})" for scope in missing)
    return False, (
        f"Scopes are missing: {needs}. Update the app (`sanctions-watch manifest slack`), install it again."
    )


async def _channel(settings: Settings, workspace: Workspace) -> Finding:
    name = settings.slack_channel
    if not name:
        return False, "SLACK_CHANNEL is not set: name the channel where alerts go, by its ID (C…) or name."
    try:
        identifier = await workspace.channel_id(name)
        if identifier is None:
            return False, f"The bot sees no channel {name}: check SLACK_CHANNEL, invite the bot with /invite."
        answer = await reading_client(settings).conversations_info(channel=identifier)
    except Exception as error:  # noqa: BLE001 - whatever the SDK raises becomes a sentence
        if code_of(error) == "channel_not_found":
            return False, f"The bot sees no channel {name}: check SLACK_CHANNEL, invite the bot with /invite."
        return False, f"The channel {name} could not be checked: {sentence(error)}."
    channel = answer.get("channel") or {}
    if channel.get("is_archived"):
        return False, f"The channel #{channel.get('name', name)} is archived: choose another."
    if channel.get("is_member") is False:
        return False, f"The bot is not in #{channel.get('name', name)}: type /invite @sanctions-watch there."
    return True, f"Alerts go to #{channel.get('name', name)}."


async def _socket(settings: Settings) -> Finding:
    token = reveal(settings.slack_app_token) or ""
    try:
        await reading_client(settings, settings.slack_app_token).apps_connections_open(app_token=token)
    except Exception as error:  # noqa: BLE001 - whatever the SDK raises becomes a sentence
        code = code_of(error)
        if code in {"invalid_auth", "not_authed", "not_allowed_token_type", "missing_scope"}:
            return False, (
                f"SLACK_APP_TOKEN does not work ({code}): make one with the scope connections:write on the"
                " app's page Basic Information."
            )
        return False, f"Socket Mode could not be checked: {sentence(error)}."
    return True, "Socket Mode can connect."


def _editors(settings: Settings) -> Finding:
    if "*" in settings.editors:
        return True, "Every full member of the workspace may edit watchlists (SANCTIONS_WATCH_EDITORS=*)."
    if settings.editors:
        listed = ", ".join(settings.editors)
        return True, f"Workspace admins and {listed} may edit watchlists."
    return True, (
        "Only workspace admins and owners may edit watchlists. If you are neither, put your member ID"
        " (your profile, ⋮, Copy member ID) into SANCTIONS_WATCH_EDITORS."
    )
