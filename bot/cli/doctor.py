"""`doctor`: what is set up, what is missing and what to do, one line each. Never shows a secret."""

import shutil
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import watchers.lists.store
import watchers.store
import watchlists.store
from bot.app import running
from bot.cli.chat_settings import chats, settings_faults
from bot.cli.findings import Finding
from bot.database.interface import Database
from bot.errors import BotError, SettingsError
from bot.outbox import outbox
from bot.program import App
from bot.replies import counted
from bot.settings import Settings, load, misspelt, proxies
from bot.tenants.seeds import OWN_ONLY, without_defaults
from watchers.keys import holds_key, setting_for
from watchlists.native import is_compiled

LOW_DISK = 200 * 1024 * 1024  # bytes


async def examine() -> tuple[Finding, ...]:
    """Look at everything that can be looked at; a fault in one place never hides the others."""
    found: list[Finding] = [_env_file()]
    try:
        settings = load()
    except BotError as error:
        return (*found, Finding("settings", "wrong", str(error)))
    found += [Finding("settings", "open", sentence) for sentence in misspelt()]
    found += _around(settings)
    found += chats(settings)
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
    for dead in outbox.dead_letters(app.db):
        lost = f"{counted(dead.count, 'alert')} could not be delivered to {dead.destination}: {dead.note}"
        mend = f"after mending it, `sanctions-watch alerts retry {dead.destination}`"
        yield Finding("delivery", "wrong", f"{lost}; {mend}")


def _sources(db: Database) -> Iterator[Finding]:
    sources = watchers.store.sources_and_states(db)
    if not sources:
        none = "none yet; the first `run` adds the default ones, or `sources add URL`"
        yield Finding("sources", "open", none)
        return
    active = sum(not source.paused for source, _ in sources)
    yield Finding("sources", "ok", f"{active} of {len(sources)} are polled")
    if without_defaults(db):
        yield Finding("sources", "open", f"only your own; {OWN_ONLY}")
    faults: dict[str, list[str]] = {}  # one line for each, however many sources of a site it stops
    for source, state in sources:
        if state.failures and not source.paused:
            faults.setdefault(state.last_error or "", []).append(f"{source.id} ({state.failures}×)")
    for fault, names in faults.items():
        what = f"{', '.join(names)} failed, so many times in a row: {fault}"
        yield Finding("sources", "wrong", what)
    for source, _ in sources:
        if holds_key(source.url):
            name = setting_for(source.url)
            sentence = (
                f"{source.id}: its address holds a key; put it into .env as {name}"
                f" and add the source again with ${{{name}}} in its place"
            )
            yield Finding("sources", "open", sentence)
