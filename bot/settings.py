"""The only reader of the environment and of `.env`. Every setting is listed in `.env.example`.

Secrets are `SecretStr`, so no repr, log line or error shows them; addresses that may hold one stay out of
the repr.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from dotenv.parser import parse_stream
from pydantic import AliasGenerator, BaseModel, ConfigDict, Field, SecretStr, ValidationError
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    EnvSettingsSource,
    InitSettingsSource,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from bot import logs, masking
from bot.database.interface import sqlite_file
from bot.errors import SettingsError
from bot.setting_values import (
    Days,
    Heartbeat,
    Level,
    Mode,
    Networks,
    Ports,
    PublicAddress,
    Rate,
    SlackAddress,
    SlackApi,
    Words,
    in_words,
)

if TYPE_CHECKING:
    from watchers.fetching.proxies import Proxies

API_KEYS = "…_API_KEY"  # what all settings of that ending are called together
_OURS = "SANCTIONS_WATCH_"
# Read where they are needed, by tests and the compiled loops
_NOT_HERE = frozenset(_OURS + name for name in ("PURE_PYTHON", "REAL_DATA", "TEST_STORE", "LONG"))


def _named(field: str) -> str:
    """Return what the environment calls a field: the chats' by their own names, others with ours in front."""
    alone = field.startswith(("slack_", "teams_")) or field in ("host", "port")
    return field.upper() if alone else _OURS + field.upper()


class Settings(BaseModel):
    """Everything that can be set; `_named` says under which name, `.env.example` what it is for."""

    model_config = ConfigDict(
        extra="ignore",
        alias_generator=AliasGenerator(validation_alias=_named),
        defer_build=True,  # most are read as `_Read`
    )

    database_url: str = Field("sqlite:///sanctions-watch.db", repr=False)
    allow_networks: Networks = ()
    allow_ports: Ports = ()
    editors: Words = ()
    tick_seconds: float = Field(5.0, gt=0, le=300)
    grace_seconds: float = Field(60.0, ge=1, le=3600)
    yuan_per_dollar: Rate = ""
    keep_days: Days = 0
    keep_audit_days: Days = 0
    legal_hold: bool = False
    heartbeat: Heartbeat = Field("", repr=False)
    log_level: Level = "INFO"
    user_agent: str = "sanctions-watch/0.1 (+export-control watch; polite; honours Retry-After)"

    slack_bot_token: SecretStr | None = None
    slack_app_token: SecretStr | None = None
    slack_signing_secret: SecretStr | None = None
    slack_mode: Mode = "socket"
    slack_api_url: SlackApi = "https://slack.com/api/"
    slack_channel: str | None = None
    # Several workspaces: the app's credentials, the page that installs it, who may (empty: any workspace)
    slack_client_id: str | None = None
    slack_client_secret: SecretStr | None = None
    slack_authorize_url: SlackAddress = "https://slack.com/oauth/v2/authorize"
    slack_workspaces: Words = ()
    # Newest first, separated by commas; or a file that holds them. `bot.tenants.vault` reads them.
    secret_keys: SecretStr | None = None
    secret_keys_file: Path | None = None

    teams_client_id: str | None = None
    teams_client_secret: SecretStr | None = None
    teams_tenant_id: str | None = None
    teams_workflow_url: SecretStr | None = None
    # The Teams SDK's own word, for trying the bot against a local playground; `bot.chat.teams.front_end`
    # refuses it beside a client secret and on any host but loopback.
    teams_trial: bool = Field(False, validation_alias="DANGEROUSLY_ALLOW_UNAUTHENTICATED_REQUESTS")

    public_url: PublicAddress = ""
    host: str = "127.0.0.1"
    port: int = Field(3000, ge=0, le=65535)

    # Every setting whose name ends in _API_KEY: an address of a source may name it (`watchers.keys`)
    api_keys: Mapping[str, SecretStr] = Field(default_factory=dict, validation_alias=API_KEYS, repr=False)

    @property
    def slack_oauth(self) -> bool:
        """Return whether workspaces may install the Slack app by themselves."""
        return self.slack_client_id is not None or self.slack_client_secret is not None

    @property
    def slack_wanted(self) -> bool:
        """Return whether Slack is asked for: one workspace by its token, or several that install the app."""
        return self.slack_bot_token is not None or self.slack_oauth

    @property
    def source_keys(self) -> Mapping[str, str]:
        """Return the keys that addresses of sources may name, by name."""
        return {name: value.get_secret_value() for name, value in self.api_keys.items()}

    @property
    def sqlite_path(self) -> Path | None:
        """Return the database file, or None when the store is not SQLite."""
        return sqlite_file(self.database_url)


class _Read(Settings, BaseSettings):
    """Settings as the environment and `.env` have them."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8-sig",  # some editors put a mark in front
        extra="ignore",
        env_ignore_empty=True,
        enable_decoding=False,  # lists are words separated by commas, no JSON
        case_sensitive=False,
        defer_build=False,
    )

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        *_: Any,
        **__: Any,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read the environment, then `.env`, and of both what is a key of a source: the last one wins."""
        keys = {
            name.upper(): value
            for source in (dotenv_settings, env_settings)
            if isinstance(source, EnvSettingsSource)
            for name, value in source.env_vars.items()
            if name.upper().endswith("_API_KEY") and value
        }
        held = InitSettingsSource(settings_cls, {API_KEYS: keys} if keys else {})
        return (init_settings, env_settings, dotenv_settings, held)


def load() -> Settings:
    """Read the settings.

    Raises SettingsError with one sentence per wrong setting; the wrong value is not repeated, it may be
    a secret in the wrong place.
    """
    try:
        _refuse_half_lines()
        settings = _Read()
    except ValidationError as error:
        lines = [
            f"{wrong['loc'][0]}: {in_words(wrong['type'], wrong['msg'], wrong.get('ctx', {}))}"
            for wrong in error.errors(include_input=False, include_url=False)
        ]
        raise SettingsError("Settings (environment or .env): " + "; ".join(lines)) from None
    except UnicodeDecodeError:
        raise SettingsError(".env is not UTF-8 text; save it as UTF-8.") from None
    except OSError as error:
        raise SettingsError(
            f".env cannot be read ({error.strerror}); it must belong to the user that runs the bot."
        ) from None
    masking.hide(_secrets(settings))
    logs.set_level(settings.log_level)
    return settings


def _refuse_half_lines() -> None:
    """Raise SettingsError for a line of `.env` that cannot be read: its setting would be missed unsaid."""
    file = Path(".env")
    if not file.is_file():
        return
    with file.open(encoding="utf-8-sig") as lines:
        wrong = next((one.original.line for one in parse_stream(lines) if one.error), None)
    if wrong is not None:
        raise SettingsError(
            f".env, line {wrong} cannot be read: write NAME=value, close quotation marks, put # before words."
        )


def proxies() -> "Proxies":
    """Return the proxies that sources are read through. Raises SettingsError."""
    from watchers.fetching.proxies import Proxies  # few commands need it

    try:
        found = Proxies.read(os.environ)
    except ValueError as error:
        raise SettingsError(str(error)) from None
    masking.hide(one.password for one in found.by_scheme.values())
    return found


def misspelt() -> Iterator[str]:
    """Yield a sentence for each name in `.env` or the environment that is meant as a setting and is none.

    Such a line would be passed over without a word. The value is not repeated.
    """
    known = [str(field.validation_alias) for field in _Read.model_fields.values()]
    in_file = {name.upper() for name in DotEnvSettingsSource(_Read).env_vars}
    around = {name for name in os.environ if name.startswith(_OURS)}
    for name in sorted((in_file | around) - {*known, *_NOT_HERE}):
        near = get_close_matches(name, known, n=1, cutoff=0.85)
        if near or name.startswith((_OURS, "SLACK_", "TEAMS_")):
            yield f"{name} is no setting" + (f"; is {near[0]} meant?" if near else ", see .env.example")


def _secrets(settings: Settings) -> Iterator[str]:
    """Yield every value that no log may hold."""
    for name in type(settings).model_fields:
        value = getattr(settings, name)
        if isinstance(value, SecretStr):
            yield value.get_secret_value()
    yield from settings.source_keys.values()
    if settings.secret_keys is not None:
        yield from settings.secret_keys.get_secret_value().replace(",", " ").split()
    # libpq takes passwords that no parser of addresses does
    user = settings.database_url.partition("://")[2].rpartition("@")[0]
    yield user.partition(":")[2]
    with suppress(ValueError):
        yield urlsplit(settings.database_url).password or ""
    yield urlsplit(settings.heartbeat).query


def isolated(**values: Any) -> Settings:
    """Return settings from `values` (by environment name) and the defaults alone: for demo and parsing."""
    return Settings.model_validate(values)
