"""`doctor`: what is set up, what is missing and what to do, one line each. Never shows a secret."""

import shutil
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from rich.console import Console
from rich.text import Text

import watchers.lists.store
import watchers.store
import watchlists.store
from bot.app import running
from bot.chat.teams.front_end import teams_wanted
from bot.database.interface import Database
from bot.errors import BotError, SettingsError
from bot.opening import now_utc
from bot.outbox import outbox
from bot.program import App
from bot.replies import counted
from bot.settings import Settings, load, misspelt, proxies
from bot.tenants.seeds import OWN_ONLY, without_defaults
from bot.tenants.vault import build_vault
from watchers.keys import holds_key, setting_for
from watchlists.native import is_compiled

LOW_DISK = 200 * 1024 * 1024  # bytes


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. `wrong` keeps the bot from its job, `open` is a choice not made."""

    what: str
    state: Literal["ok", "open", "wrong"]
    sentence: str

    def as_json(self) -> dict[str, Any]:
        """Return it as `doctor --json` prints it."""
        return {"what": self.what, "state": self.state, "sentence": self.sentence}


async def examine() -> tuple[Finding, ...]:
    """Look at everything that can be looked at; a fault in one place never hides the others."""
    found: list[Finding] = [_env_file()]
    try:
        settings = load()
    except BotError as error:
        return (*found, Finding("settings", "wrong", str(error)))
    found += [Finding("settings", "open", sentence) for sentence in misspelt()]
    found += _around(settings)
    found += _chats(settings)
    try:
        try:
            found += await _running(settings, chats=True)
        except SettingsError as error:  # a chat cannot be built; the store can be looked at all the same
            if not settings_faults(settings):
                found.append(Finding("chat", "wrong", str(error)))
            found += await _running(settings, chats=False)
    except BotError as error:
        found.append(Finding("store", "wrong", str(error)))
    return tuple(found)


async def _running(settings: Settings, *, chats: bool) -> list[Finding]:
    """Look at the store, and with `chats` ask each chat."""
    async with running(settings, chats=chats) as app:
        found = list(_store(app))
        for front_end in app.front_ends:
            for good, sentence in await front_end.check():
                state: Literal["ok", "wrong"] = "ok" if good else "wrong"
                found.append(Finding(front_end.channel.name, state, sentence))
    return found


def settings_faults(settings: Settings) -> tuple[Finding, ...]:
    """Return what is missing or misplaced in the settings of a chat that is set up in part."""
    return tuple(finding for finding in _chats(settings) if finding.state == "wrong")


def _env_file() -> Finding:
    if Path(".env").is_file():
        if Path(".env").stat().st_mode & stat.S_IROTH:
            told = "everybody on this machine can read it, and it may hold tokens: chmod 600 .env"
            return Finding(".env", "open", told)
        return Finding(".env", "ok", "read from this folder")
    none = "there is none in this folder; copy .env.example to .env and fill in what you use"
    return Finding(".env", "open", none)


def _around(settings: Settings) -> Iterator[Finding]:
    """Say what stands around the bot and is not as somebody may take it to be."""
    path = settings.sqlite_path
    if path is not None and path.is_file() and path.stat().st_mode & stat.S_IROTH:
        told = f"everybody on this machine can read what is watched: chmod 600 {path}"
        yield Finding("store", "open", told)
    try:
        through = dict.fromkeys(f"{one.url.host}:{one.url.port}" for one in proxies().by_scheme.values())
    except SettingsError as error:
        yield Finding("proxy", "wrong", str(error))
    else:
        if through:
            told = f"chats and sources are reached through {', '.join(through)} (docs/fetching.md)"
            yield Finding("proxy", "ok", told)


def _chats(settings: Settings) -> Iterator[Finding]:
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


def _matching() -> Finding:
    if is_compiled():
        return Finding("matching", "ok", "compiled")
    sentence = "in Python, slower than compiled; install again where there is a C compiler"
    return Finding("matching", "open", sentence)


def _store(app: App) -> Iterator[Finding]:
    path = app.settings.sqlite_path
    yield Finding("store", "ok", f"open, schema current ({path or 'PostgreSQL'})")
    free = shutil.disk_usage(path.resolve().parent if path else Path.cwd()).free
    if free < LOW_DISK:
        sentence = f"only {free // 2**20} MB are free; make room"
        yield Finding("disk", "wrong", sentence)
    yield from _sources(app.db)
    for held in watchers.lists.store.held_lists(app.db):
        if held["fault"]:
            take = f"To take it: `lists update {held['source_id']} --accept`."
            sentence = f"{held['source_id']}: {held['fault']} {take}"
            yield Finding("lists", "wrong", sentence)
    terms = watchlists.store.size(app.db)
    yield Finding("watchlists", "ok" if terms else "open", f"{terms:,} terms are watched")
    yield _matching()
    for figures in outbox.destination_figures(app.db, now_utc()):
        if figures.dead:
            lost = f"{counted(figures.dead, 'alert')} could not be delivered to {figures.id}: {figures.note}"
            mend = f"after mending it, `sanctions-watch alerts retry {figures.id}`"
            yield Finding("delivery", "wrong", f"{lost}; {mend}")


def _sources(db: Database) -> Iterator[Finding]:
    sources = watchers.store.sources(db)
    if not sources:
        none = "none yet; the first `run` adds the default ones, or `sources add URL`"
        yield Finding("sources", "open", none)
        return
    active = sum(not source.paused for source in sources)
    yield Finding("sources", "ok", f"{active} of {len(sources)} are polled")
    if without_defaults(db):
        yield Finding("sources", "open", f"only your own; {OWN_ONLY}")
    states = watchers.store.states(db)
    faults: dict[str, list[str]] = {}  # one line for each, however many sources of a site it stops
    for source in sources:
        state = states.get(source.id)
        if state is not None and state.failures and not source.paused:
            faults.setdefault(state.last_error or "", []).append(f"{source.id} ({state.failures}×)")
    for fault, names in faults.items():
        what = f"{', '.join(names)} failed, so many times in a row: {fault}"
        yield Finding("sources", "wrong", what)
    for source in sources:
        if holds_key(source.url):
            name = setting_for(source.url)
            sentence = (
                f"{source.id}: its address holds a key; put it into .env as {name}"
                f" and add the source again with ${{{name}}} in its place"
            )
            yield Finding("sources", "open", sentence)


def show(findings: tuple[Finding, ...]) -> None:
    """Print one line a finding."""
    console = Console(highlight=False, soft_wrap=True)
    signs = {"ok": ("✓", "green"), "open": ("•", "yellow"), "wrong": ("✗", "red")}
    for finding in findings:
        sign, style = signs[finding.state]
        console.print(Text.assemble((f"{sign} {finding.what}: ", style), finding.sentence))
