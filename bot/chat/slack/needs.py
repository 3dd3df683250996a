"""What Slack needs of the settings, and where its pages show it. Makes no call."""

from collections.abc import Iterator, Mapping

from pydantic import SecretStr

from bot.settings import Settings

_WHERE = {
    "SLACK_BOT_TOKEN": "OAuth & Permissions → Bot User OAuth Token (xoxb-…)",
    "SLACK_APP_TOKEN": "Basic Information → App-Level Tokens, scope connections:write (xapp-…)",
    "SLACK_SIGNING_SECRET": "Basic Information → App Credentials → Signing Secret",
    "SLACK_CLIENT_ID": "Basic Information → App Credentials → Client ID",
    "SLACK_CLIENT_SECRET": "Basic Information → App Credentials → Client Secret",
}


def given(settings: Settings) -> Mapping[str, SecretStr | str]:
    """Return by name what is set of the app's credentials."""
    return {name: value for name in _WHERE if (value := getattr(settings, name.lower()))}


def missing(settings: Settings) -> Iterator[str]:
    """Say of each credential that is missing, in the mode that is set, where it is found."""
    own = ("SLACK_CLIENT_ID", "SLACK_CLIENT_SECRET") if settings.slack_oauth else ("SLACK_BOT_TOKEN",)
    way = "SLACK_APP_TOKEN" if settings.slack_mode == "socket" else "SLACK_SIGNING_SECRET"
    for name in (*own, way):
        if name not in given(settings):
            yield f"{name} is missing: {_WHERE[name]}"


def misplaced(settings: Settings) -> Iterator[str]:
    """Say which token of Slack stands where another one belongs."""
    for name, value, start in (
        ("SLACK_BOT_TOKEN", settings.slack_bot_token, "xoxb-"),
        ("SLACK_APP_TOKEN", settings.slack_app_token, "xapp-"),
    ):
        if value is not None and not value.get_secret_value().startswith(start):
            yield f"{name} should begin with {start}; is another token in its place? {_WHERE[name]}"
