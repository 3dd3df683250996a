"""The Teams front end, put together: settings in, a Channel and mounted routes out.

Knows which settings Teams needs and how its parts fit. The SDK is an optional extra, so everything that
imports it (`teams.app` and below) is imported inside `build_teams`.

Requests are accepted without a token in one case only, to try the bot against a playground on one machine:
`DANGEROUSLY_ALLOW_UNAUTHENTICATED_REQUESTS` is set, HOST is loopback and no client secret is configured.
Any other combination with that variable refuses to start.
"""

from importlib.util import find_spec
from ipaddress import ip_address
from typing import TYPE_CHECKING

from bot.chat.front_end import FrontEnd
from bot.errors import SettingsError
from bot.installed import Subscriptions
from bot.replies import Responder
from bot.settings import Settings

if TYPE_CHECKING:
    from bot.chat.teams.sdk import CloudEnvironment


REGISTRATION = ("TEAMS_CLIENT_ID", "TEAMS_CLIENT_SECRET", "TEAMS_TENANT_ID")


def teams_missing(settings: Settings) -> list[str]:
    """Return which settings of the `REGISTRATION` of the bot are not given."""
    return [name for name in REGISTRATION if not getattr(settings, name.lower())]


def teams_wanted(settings: Settings) -> bool:
    """Return whether any setting asks for the Teams bot (the Workflows webhook is another channel)."""
    return settings.teams_trial or len(teams_missing(settings)) < len(REGISTRATION)


def check_teams_settings(settings: Settings) -> None:
    """Raise SettingsError, saying what to do, unless the settings are complete and safe."""
    if settings.teams_trial:
        if settings.teams_client_secret is not None:
            raise SettingsError(
                "DANGEROUSLY_ALLOW_UNAUTHENTICATED_REQUESTS is set beside TEAMS_CLIENT_SECRET: anybody could "
                "speak for your tenant. Remove the one or the other."
            )
        if not is_loopback(settings.host):
            raise SettingsError(
                "DANGEROUSLY_ALLOW_UNAUTHENTICATED_REQUESTS is for one machine only: set HOST to 127.0.0.1."
            )
    elif missing := teams_missing(settings):
        raise SettingsError(
            f"Teams needs {', '.join(missing)} too: the values of your bot registration (docs/teams.md)."
        )
    if find_spec("microsoft_teams") is None:
        raise SettingsError(
            "The Teams SDK is not installed: run `make extras` (a container is built with EXTRAS=1)."
        )


def build_teams(
    settings: Settings,
    responder: Responder,
    subscriptions: Subscriptions,
    *,
    cloud: "CloudEnvironment | None" = None,
    token: str = "",
) -> FrontEnd:
    """Return the front end; nothing is sent or downloaded yet. Raises SettingsError.

    `cloud` names other addresses of Microsoft's services and `token` replaces the login for the bot's own
    token; both are for tests and say nothing about whose requests are accepted.
    """
    check_teams_settings(settings)
    from bot.chat.teams.app import TeamsFrontEnd

    return TeamsFrontEnd(settings, responder, subscriptions, cloud=cloud, token=token)


def is_loopback(host: str) -> bool:
    """Return whether HOST listens on this machine only."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
