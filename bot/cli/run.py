"""`run`, what a server starts with, and what every command is run with: the collector, the store, its end.

Loads nothing that the first look at the store does not need.
"""

from __future__ import annotations

import gc
from collections.abc import Coroutine
from typing import TYPE_CHECKING, Any, TypeVar

import click

from bot.errors import CommandError

if TYPE_CHECKING:
    from bot.database.interface import Database
    from bot.settings import Settings

T = TypeVar("T")


def loaded() -> None:
    """Switch the garbage collector on, which `bot.__main__` switched off while a command was loaded.

    What modules are made of stays: looking through it again and again finds nothing.
    """
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def own_store(settings: Settings | None = None, *, team: str = "") -> Database:
    """Open the store that the settings name; it is closed when the command ends, however that comes.

    Raises CommandError when there is no `team` of that name: nothing is told of it, or written for it.
    """
    from bot.opening import open_store
    from bot.settings import load

    db = open_store(settings or load())
    context = click.get_current_context(silent=True)
    if context is not None:
        context.call_on_close(db.close)
    if team:
        from watchlists.store import teams

        if team not in (known := teams(db)):
            raise CommandError(f"No team “{team}”; there are: {', '.join(known) or 'none'}.")
    return db


def finished(work: Coroutine[Any, Any, T]) -> T:
    """Run what waits for the network to its end and return what it brings."""
    import asyncio

    brought: list[T] = []

    async def kept() -> None:
        # not as the task's own result: Python 3.11 spells that out as text when it puts Ctrl+C back in place
        brought.append(await work)

    asyncio.run(kept())
    return brought[0]


@click.command()
@click.option("--once", is_flag=True, help="One pass over what is due, then end.")
def run(once: bool) -> None:
    """Watch, deliver and answer in chat until stopped."""
    from bot.settings import load, misspelt

    settings = load()
    for sentence in misspelt():
        click.echo(f"sanctions-watch: {sentence}.", err=True)

    from bot.begun import begun

    opened = begun(settings)  # the network and the chats are loaded while an index is compiled

    from bot.app import running
    from bot.chat.slack.needs import misplaced
    from bot.cli.chat_settings import settings_faults, wanted_chats

    wanted = wanted_chats(settings)  # a chat that is set up in part would be missed without a word
    for fault in settings_faults(settings) if not wanted else ():
        click.echo(f"sanctions-watch: {fault.what}: {fault.sentence}", err=True)
    for sentence in misplaced(settings) if wanted else ():
        click.echo(f"sanctions-watch: slack: {sentence}", err=True)

    async def go() -> bool:
        async with running(settings, opened=opened) as app:
            loaded()
            return await app.run(once=once)

    click.get_current_context().exit(int(not finished(go())))
