"""The store that a command works on."""

import click

from bot.database import Database
from bot.settings import Settings, load


def own_store(settings: Settings | None = None) -> Database:
    """Open the store that the settings name; it is closed when the command ends, however that comes."""
    from bot.app import open_store

    db = open_store(settings or load())
    context = click.get_current_context(silent=True)
    if context is not None:
        context.call_on_close(db.close)
    return db
