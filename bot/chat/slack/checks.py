"""What `doctor` says of Slack, one sentence each: what is well, and what to do about what is not."""

from bot.chat.slack.client import Workspace, reading_client, reveal
from bot.chat.slack.faults import code_of, sentence
from bot.chat.slack.home import Home
from bot.chat.slack.homes import Homes
from bot.chat.slack.manifest import BOT_SCOPES, SCOPE_REASONS
from bot.errors import BotError, VaultError
from bot.installed import Held, Installations
from bot.replies import counted, when
from bot.settings import Settings

Finding = tuple[bool, str]
MOST = 50  # workspaces that are looked at one by one


async def check_own(settings: Settings, home: Home) -> tuple[Finding, ...]:
    """Ask Slack about SLACK_BOT_TOKEN, its scopes and the channel. Never raises."""
    found = [await _token(home.workspace)]
    if found[0][0]:
        found += [await _scopes(home.workspace), await _channel(settings, home.workspace)]
    return tuple(found)


async def check_connection(settings: Settings) -> tuple[Finding, ...]:
    """Ask Slack about the way it reaches us, and say who may edit. Never raises."""
    if settings.slack_mode == "socket":
        way = await _socket(settings)
    else:
        way = (True, "Slack calls POST /slack/events; each request must carry its signature.")
    return (way, _editors(settings))


async def check_installed(
    settings: Settings, installations: Installations, homes: Homes
) -> tuple[Finding, ...]:
    """Look at each workspace that installed the app: its token, scopes, channels. Never raises."""
    try:
        held = await installations.held()
    except BotError as error:
        return ((False, str(error)),)
    here = f"{settings.public_url or 'this server'}/slack/install"
    found: list[Finding] = []
    if not settings.public_url:
        back = "Slack sends browsers back to the first Redirect URL on the page OAuth & Permissions"
        found.append((True, f"SANCTIONS_WATCH_PUBLIC_URL is not set: {back}."))
    using = [one for one in held if one.removed is None]
    found.append(
        (True, f"The app is installed in {counted(len(using), 'workspace')}; others may, at {here}.")
    )
    for one in held[:MOST]:
        found.append(await _workspace(one, installations, homes))
    if len(held) > MOST:
        found.append((True, f"{counted(len(held) - MOST, 'further workspace')} not looked at one by one."))
    return tuple(found)


async def _workspace(one: Held, installations: Installations, homes: Homes) -> Finding:
    name = f"{one.name} ({one.workspace}, team {one.team})"
    if one.removed is not None:
        return True, f"{name}: removed the app on {one.removed:%Y-%m-%d} ({one.why}); alerts wait."
    try:
        home = await homes.installed(one.workspace)
        places = [place for place in await installations.places(one.team) if place.workspace == one.workspace]
        if home is None:
            return False, f"{name}: no longer installed."
        await home.workspace.knows_us()
    except VaultError as error:
        return False, f"{name}: its token cannot be read: {error}."
    except BotError as error:
        return False, f"{name}: {error}"
    except Exception as error:  # noqa: BLE001 - whatever the SDK raises becomes a sentence
        return False, f"{name}: {sentence(error)}."
    well, said = await _scopes(home.workspace)
    if not well:
        return False, f"{name}: {said}"
    ends = home.installation.expires if home.installation and not home.installation.refresh else None
    if ends is not None:
        return (
            False,
            f"{name}: Slack gives no next token; install the app again before {when(ends)}.",
        )
    if not places:
        return False, f"{name}: no channel yet; an editor types /sanctions subscribe where alerts should go."
    channels = ", ".join(place.address for place in places)
    return True, f"{name}: alerts go to {channels}."


async def _token(workspace: Workspace) -> Finding:
    try:
        home = await workspace.identity()
    except Exception as error:  # noqa: BLE001 - whatever the SDK raises becomes a sentence
        if not code_of(error):  # Slack said nothing about the token
            return False, f"SLACK_BOT_TOKEN could not be checked: {sentence(error)}."
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
    person = "the workspace's ID and your member ID (T…/U…)" if settings.slack_oauth else "your member ID"
    return True, (
        f"Only workspace admins and owners may edit watchlists. If you are neither, put {person}"
        " (your profile, ⋮, Copy member ID) into SANCTIONS_WATCH_EDITORS."
    )
