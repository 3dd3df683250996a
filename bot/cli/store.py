"""The store that a command works on."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from bot.database.interface import Database
    from bot.settings import Settings


def say_meanwhile(sentence: str) -> None:
    """Tell whoever sits at a terminal what takes a while; a program that reads the answer is told nothing."""
    if sys.stderr.isatty():
        click.secho(sentence, err=True, dim=True)


def own_store(settings: Settings | None = None) -> Database:
    """Open the store that the settings name; it is closed when the command ends, however that comes."""
    from bot.opening import open_store
    from bot.settings import load

    db = open_store(settings or load())
    context = click.get_current_context(silent=True)
    if context is not None:
        context.call_on_close(db.close)
    return db
