"""The only reader of the environment and of `.env`. Every setting is listed in `.env.example`.

Secrets are `SecretStr`, so no repr, log line or error shows them; addresses that may hold one stay out of
the repr.
"""

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import date
from difflib import get_close_matches
from functools import cache
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, ValidationError, field_validator
from pydantic.fields import FieldInfo
from pydantic_settings import (
    BaseSettings,
    DotEnvSettingsSource,
    EnvSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
)

from bot import logs, masking
from bot.errors import SettingsError

if TYPE_CHECKING:
    from watchers.fetching.proxies import Proxies

Network = IPv4Network | IPv6Network
Port = Annotated[int, Field(ge=1, le=65535)]
# What was told in the last 30 days is what reprints are recognised by and a new term is held against.
SHORTEST_KEEP = 60
API_KEYS = "…_API_KEY"  # what all settings of that ending are called together
_OURS = "SANCTIONS_WATCH_"
# Read where they are needed, by tests and the compiled loops
_NOT_HERE = frozenset(_OURS + name for name in ("PURE_PYTHON", "REAL_DATA", "TEST_STORE", "LONG"))


def _ours(name: str) -> str:
    return _OURS + name


class _ApiKeys(PydanticBaseSettingsSource):
    """The settings whose names nobody can know before: those that end in _API_KEY. The last source wins."""

    def __init__(
        self, settings_cls: type[BaseSettings], sources: Sequence[PydanticBaseSettingsSource]
    ) -> None:
        super().__init__(settings_cls)
        self._sources = sources

    def get_field_value(self, field: FieldInfo, field_name: str) -> tuple[Any, str, bool]:
        """Return nothing: this source has one value, see `__call__`."""
        del field
        return None, field_name, False

    def __call__(self) -> dict[str, Any]:
        found = {
            name.upper(): value
            for source in self._sources
            if isinstance(source, EnvSettingsSource)
            for name, value in source.env_vars.items()
            if name.upper().endswith("_API_KEY") and value
        }
        return {API_KEYS: found} if found else {}


class Settings(BaseSettings):
    """Everything that can be set; names are those of the environment, see `.env.example`."""

    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8-sig",  # some editors put a mark in front
        extra="ignore",
        env_ignore_empty=True,
        case_sensitive=False,
    )

    database_url: str = Field(
        "sqlite:///sanctions-watch.db", validation_alias=_ours("DATABASE_URL"), repr=False
    )
    allow_networks: Annotated[tuple[Network, ...], NoDecode] = Field(
        (), validation_alias=_ours("ALLOW_NETWORKS")
    )
    allow_ports: Annotated[tuple[Port, ...], NoDecode] = Field((), validation_alias=_ours("ALLOW_PORTS"))
    editors: Annotated[tuple[str, ...], NoDecode] = Field((), validation_alias=_ours("EDITORS"))
    tick_seconds: float = Field(5.0, gt=0, le=300, validation_alias=_ours("TICK_SECONDS"))
    grace_seconds: float = Field(60.0, ge=1, le=3600, validation_alias=_ours("GRACE_SECONDS"))
    yuan_per_dollar: str = Field("", validation_alias=_ours("YUAN_PER_DOLLAR"))
    keep_days: int = Field(0, validation_alias=_ours("KEEP_DAYS"))
    keep_audit_days: int = Field(0, validation_alias=_ours("KEEP_AUDIT_DAYS"))
    legal_hold: bool = Field(False, validation_alias=_ours("LEGAL_HOLD"))
    heartbeat: str = Field("", validation_alias=_ours("HEARTBEAT"), repr=False)
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = Field(
        "INFO", validation_alias=_ours("LOG_LEVEL")
    )
    user_agent: str = Field(
        "sanctions-watch/0.1 (+export-control watch; polite; honours Retry-After)",
        validation_alias=_ours("USER_AGENT"),
    )

    slack_bot_token: SecretStr | None = Field(None, validation_alias="SLACK_BOT_TOKEN")
    slack_app_token: SecretStr | None = Field(None, validation_alias="SLACK_APP_TOKEN")
    slack_signing_secret: SecretStr | None = Field(None, validation_alias="SLACK_SIGNING_SECRET")
    slack_mode: Literal["socket", "http"] = Field("socket", validation_alias="SLACK_MODE")
    slack_api_url: str = Field("https://slack.com/api/", validation_alias="SLACK_API_URL")
    slack_channel: str | None = Field(None, validation_alias="SLACK_CHANNEL")
    # Several workspaces: the app's credentials, the page that installs it, who may (empty: any workspace)
    slack_client_id: str | None = Field(None, validation_alias="SLACK_CLIENT_ID")
    slack_client_secret: SecretStr | None = Field(None, validation_alias="SLACK_CLIENT_SECRET")
    slack_authorize_url: str = Field(
        "https://slack.com/oauth/v2/authorize", validation_alias="SLACK_AUTHORIZE_URL"
    )
    slack_workspaces: Annotated[tuple[str, ...], NoDecode] = Field((), validation_alias="SLACK_WORKSPACES")
    # Newest first, separated by commas; or a file that holds them. `bot.tenants.vault` reads them.
    secret_keys: SecretStr | None = Field(None, validation_alias=_ours("SECRET_KEYS"))
    secret_keys_file: Path | None = Field(None, validation_alias=_ours("SECRET_KEYS_FILE"))

    teams_client_id: str | None = Field(None, validation_alias="TEAMS_CLIENT_ID")
    teams_client_secret: SecretStr | None = Field(None, validation_alias="TEAMS_CLIENT_SECRET")
    teams_tenant_id: str | None = Field(None, validation_alias="TEAMS_TENANT_ID")
    teams_workflow_url: SecretStr | None = Field(None, validation_alias="TEAMS_WORKFLOW_URL")
    # The Teams SDK's own word, for trying the bot against a local playground; `bot.chat.teams.front_end`
    # refuses it beside a client secret and on any host but loopback.
    teams_trial: bool = Field(False, validation_alias="DANGEROUSLY_ALLOW_UNAUTHENTICATED_REQUESTS")

    public_url: str = Field("", validation_alias=_ours("PUBLIC_URL"))
    host: str = Field("127.0.0.1", validation_alias="HOST")
    port: int = Field(3000, ge=0, le=65535, validation_alias="PORT")

    # Every setting whose name ends in _API_KEY: an address of a source may name it (`watchers.keys`)
    api_keys: Mapping[str, SecretStr] = Field(default_factory=dict, validation_alias=API_KEYS, repr=False)

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Read the environment, then `.env`, and of both what is a key of a source."""
        del file_secret_settings
        keys = _ApiKeys(settings_cls, (dotenv_settings, env_settings))
        return (init_settings, env_settings, dotenv_settings, keys)

    @field_validator("allow_networks", mode="before")
    @classmethod
    def _networks(cls, value: object) -> object:
        if isinstance(value, str):
            try:
                return tuple(
                    ip_network(part.strip(), strict=False) for part in value.split(",") if part.strip()
                )
            except ValueError:  # it repeats the value
                raise ValueError("holds address ranges such as 10.20.0.0/16, separated by commas") from None
        return value

    @field_validator("yuan_per_dollar")
    @classmethod
    def _rate(cls, value: str) -> str:
        number, _, day = value.partition(" ")
        try:
            good = not value or (float(number) > 0 and bool(date.fromisoformat(day)))
        except ValueError:
            good = False
        if not good or not re.fullmatch(r"[0-9. -]*", value):
            raise ValueError("is a rate and its day such as 7.12 2026-11-20, or empty")
        return value

    @field_validator("allow_ports", "editors", "slack_workspaces", mode="before")
    @classmethod
    def _words(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip() for part in value.split(",") if part.strip())
        return value

    @field_validator("keep_days", "keep_audit_days")
    @classmethod
    def _long_enough(cls, value: int) -> int:
        if value and not SHORTEST_KEEP <= value <= 36_500:
            raise ValueError(f"is 0 (for ever) or a number of days from {SHORTEST_KEEP} on")
        return value

    @field_validator("heartbeat")
    @classmethod
    def _sign(cls, value: str) -> str:
        if value and value != "message" and not _is_address(value):
            raise ValueError("is “message”, an address to call, or empty")
        return value

    @field_validator("public_url")
    @classmethod
    def _address(cls, value: str) -> str:
        if value and (not _is_address(value) or "@" in urlsplit(value).netloc):
            raise ValueError("is the address of this server as chats see it, https://…, or empty")
        return value.rstrip("/")

    @field_validator("slack_api_url", "slack_authorize_url")
    @classmethod
    def _slack(cls, value: str) -> str:
        if not _is_address(value):
            raise ValueError("is an address, https://…, and for emulators only; leave it empty")
        return value

    @field_validator("slack_api_url")
    @classmethod
    def _slash(cls, value: str) -> str:
        return value if value.endswith("/") else value + "/"

    @property
    def slack_oauth(self) -> bool:
        """Return whether workspaces may install the Slack app by themselves."""
        return self.slack_client_id is not None or self.slack_client_secret is not None

    @property
    def source_keys(self) -> Mapping[str, str]:
        """Return the keys that addresses of sources may name, by name."""
        return {name: value.get_secret_value() for name, value in self.api_keys.items()}

    @property
    def sqlite_path(self) -> Path | None:
        """Return the database file, or None when the store is not SQLite."""
        prefix = "sqlite:///"
        return Path(self.database_url[len(prefix) :]) if self.database_url.startswith(prefix) else None


def load() -> Settings:
    """Read the settings.

    Raises SettingsError with one sentence per wrong setting; the wrong value is not repeated, it may be
    a secret in the wrong place.
    """
    try:
        settings = Settings()
    except ValidationError as error:
        lines = [
            f"{'.'.join(str(part) for part in wrong['loc'])}: {wrong['msg'].removeprefix('Value error, ')}"
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
    known = [str(field.validation_alias) for field in Settings.model_fields.values()]
    in_file = {name.upper() for name in DotEnvSettingsSource(Settings).env_vars}
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


def _is_address(text: str) -> bool:
    """Return whether the text is an http(s) address with a host."""
    try:
        parts = urlsplit(text)
        return parts.scheme in ("https", "http") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


@cache
def _isolated() -> type[Settings]:
    """Return settings that read neither the environment nor `.env`; few commands need them."""

    class Isolated(Settings):
        @classmethod
        def settings_customise_sources(
            cls,
            settings_cls: type[BaseSettings],
            init_settings: PydanticBaseSettingsSource,
            env_settings: PydanticBaseSettingsSource,
            dotenv_settings: PydanticBaseSettingsSource,
            file_secret_settings: PydanticBaseSettingsSource,
        ) -> tuple[PydanticBaseSettingsSource, ...]:
            """Take what was given in the call alone."""
            del settings_cls, env_settings, dotenv_settings, file_secret_settings
            return (init_settings,)

    return Isolated


def isolated(**values: Any) -> Settings:
    """Return settings from `values` (by environment name) and the defaults alone: for demo and parsing."""
    return _isolated()(**values)
