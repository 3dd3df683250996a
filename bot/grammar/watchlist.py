"""The words after `watchlist`: show and edit what a team watches, with what is asked back first.

Knows words, options and roles. Knows no store: `bot.commands.watchlist` and `bot.commands.edits` answer.
"""

import re
from typing import TypedDict, Unpack

import click

from bot.actors import Role
from bot.commands import edits as commands_edits
from bot.commands import own_watchlists
from bot.commands import sheets as commands_csv
from bot.commands import watchlist as commands_watchlist
from bot.errors import CallError
from bot.grammar.asking import DAYS, MOST, NAME, PAGE, Ask, needs, one_name, really
from bot.grammar.phrase_options import PhraseCommand, PhraseOption
from bot.phrases import phrase
from bot.replies import Reply, counted, when
from watchlists.csvfile import COLUMNS, term_of
from watchlists.errors import InvalidTerm
from watchlists.model import Term


@click.group()
def watchlist() -> None:
    """Show and edit what the team watches."""


@watchlist.command("list")
@needs(Role.READER)
def watchlist_list(ask: Ask) -> Reply:
    """Which watchlists there are."""
    return commands_watchlist.list_all(ask.desk, ask.actor)


@watchlist.command("show")
@click.argument("name", nargs=-1, metavar="[WATCHLIST|TERM]")
@click.option("--page", default=1, type=PAGE, metavar="N", help="Which page of a long list.")
@click.option("--variants", is_flag=True, help="Every form a term is found by.")
@needs(Role.READER)
def watchlist_show(ask: Ask, name: tuple[str, ...], page: int, variants: bool) -> Reply:
    """What is watched; with a term, all about it."""
    return commands_watchlist.show(ask.desk, ask.actor, phrase(name), page=page, with_variants=variants)


class _Said(TypedDict):
    """What is said of a term that is to be watched."""

    name: tuple[str, ...]
    kind: str
    aliases: tuple[str, ...]
    context: tuple[str, ...]
    note: str
    columns: tuple[str, ...]


@watchlist.command("add", cls=PhraseCommand)
@click.argument("name", **NAME)
@click.option("--kind", default="org", show_default=True, help="org, chip, cloud or a word of your own.")
@click.option(
    "--alias",
    "aliases",
    cls=PhraseOption,
    multiple=True,
    help="Another spelling; may be given more than once.",
)
@click.option(
    "--context", cls=PhraseOption, multiple=True, help="A word that must stand near an ambiguous name."
)
@click.option("--note", cls=PhraseOption, default="", help="Why it is watched; shown in alerts.")
@click.option(
    "--column",
    "columns",
    cls=PhraseOption,
    multiple=True,
    metavar="HEAD=VALUE",
    help="A column of your own sheet, kept with the name.",
)
@click.option("--watchlist", default=own_watchlists.DEFAULT, show_default=True, help="In this watchlist.")
@needs(Role.EDITOR)
def watchlist_add(ask: Ask, watchlist: str, **said: Unpack[_Said]) -> Reply:
    """Watch NAME from the next item on."""
    return commands_edits.add(ask.desk, ask.actor, _term(said), watchlist=watchlist)


def _term(said: _Said) -> Term:
    """Return the term that the words of `add` describe. Raises CallError."""
    columns = dict(map(_column, said["columns"]))
    name = one_name(said["name"])
    try:
        if clash := [head for head in columns if head in COLUMNS]:
            raise InvalidTerm(f"the column “{clash[0]}” has an option or place of its own")
        return term_of(
            name,
            kind=said["kind"],
            aliases=_split(said["aliases"]),
            context=_split(said["context"]),
            note=said["note"],
            extra=columns,
        )
    except InvalidTerm as error:
        raise CallError(f"Not added: {error}.") from None


def _column(written: str) -> tuple[str, str]:
    """Read `region=East`. Raises BadParameter."""
    head, sign, value = (part.strip() for part in written.partition("="))
    if not (head and sign):
        raise click.BadParameter(f"“{written}” is no column; write HEAD=VALUE, such as region=East.")
    return head.lower(), value


@watchlist.command("remove")
@click.argument("name", **NAME)
@click.option("--watchlist", default="", help="Only in this watchlist.")
@needs(Role.EDITOR)
def watchlist_remove(ask: Ask, name: tuple[str, ...], watchlist: str) -> Reply:
    """Stop watching NAME."""
    if not ask.confirmed:
        _, term = own_watchlists.find(ask.desk, ask.actor, phrase(name), watchlist)
        return really(f"Stop watching “{term.name}”? Alerts about it stay on record.")
    return commands_edits.remove(ask.desk, ask.actor, phrase(name), watchlist=watchlist)


@watchlist.command("alias")
@click.argument("name")
@click.argument("spellings", nargs=-1, required=True, metavar="SPELLING…")
@click.option("--watchlist", default="", help="Only in this watchlist.")
@click.option("--off", is_flag=True, help="No longer these spellings.")
@needs(Role.EDITOR)
def watchlist_alias(ask: Ask, name: str, spellings: tuple[str, ...], watchlist: str, off: bool) -> Reply:
    """Find NAME under further spellings; quote one that has blanks: alias Zhejiang Lab "Zhejiang-Lab Co"."""
    term, given = own_watchlists.parted(ask.desk, ask.actor, (name, *spellings), watchlist, least=1)
    words = _split(given)
    if off and not ask.confirmed:
        return really(f"No longer find “{term.name}” as {', '.join(f'“{word}”' for word in words)}?")
    return commands_edits.alias(ask.desk, ask.actor, term.name, words, off=off, watchlist=watchlist)


@watchlist.command("context")
@click.argument("name")
@click.argument("near", nargs=-1, metavar="[WORD…]")
@click.option("--watchlist", default="", help="Only in this watchlist.")
@click.option("--off", is_flag=True, help="No longer these words, or none: it counts anywhere again.")
@needs(Role.EDITOR)
def watchlist_context(ask: Ask, name: str, near: tuple[str, ...], watchlist: str, off: bool) -> Reply:
    """Count NAME only where one of these words is near: context NVIDIA A100 GPU 显卡."""
    if not (near or off):
        raise CallError("Give words of which one must be near, or --off to count it anywhere.")
    least = 0 if off else 1
    term, given = own_watchlists.parted(ask.desk, ask.actor, (name, *near), watchlist, least=least)
    words = _split(given)
    if not (off or term.context or ask.confirmed):
        return really(f"Count “{term.name}” only near {', '.join(f'“{word}”' for word in words)}?")
    return commands_edits.context(ask.desk, ask.actor, term.name, words, off=off, watchlist=watchlist)


@watchlist.command("mute", cls=PhraseCommand)
@click.argument("name", **NAME)
@click.option("--days", default=0, type=DAYS, metavar="N", help="For so many days; without it until unmuted.")
@click.option("--reason", cls=PhraseOption, default="", help="Why; kept in the history.")
@click.option("--off", is_flag=True, help="Tell of it again.")
@needs(Role.EDITOR)
def watchlist_mute(ask: Ask, name: tuple[str, ...], days: int, reason: str, off: bool) -> Reply:
    """Stop telling of NAME; it stays in the watchlist."""
    if not (ask.confirmed or off):
        _, term = own_watchlists.find(ask.desk, ask.actor, phrase(name))
        span = f"for {counted(days, 'day')}" if days else "until it is unmuted"
        return really(f"No alerts about “{term.name}” {span}? It stays on the watchlist.")
    return commands_edits.mute(ask.desk, ask.actor, phrase(name), days=days, reason=reason, off=off)


@watchlist.command("watch")
@click.argument("list_id", nargs=-1, required=True, metavar="LIST")
@click.option("--off", is_flag=True, help="No longer.")
@needs(Role.EDITOR)
def watchlist_watch(ask: Ask, list_id: tuple[str, ...], off: bool) -> Reply:
    """Watch every party of an official list held here."""
    wanted = phrase(list_id)
    if off and not ask.confirmed:
        commands_edits.check_watched(ask.desk, ask.actor, wanted)
        return really(f"Stop watching every party of {wanted}?")
    return commands_edits.watch(ask.desk, ask.actor, wanted, off=off)


@watchlist.command("history")
@click.option("--limit", default=20, type=MOST, metavar="N", show_default=True, help="How many at the most.")
@needs(Role.READER)
def watchlist_history(ask: Ask, limit: int) -> Reply:
    """Who changed what, newest first."""
    return commands_watchlist.history(ask.desk, ask.actor, limit=limit)


@watchlist.command("undo")
@click.argument("edit_id", metavar="ID")
@needs(Role.EDITOR)
def watchlist_undo(ask: Ask, edit_id: str) -> Reply:
    """Take back what an import of a sheet brought; the history has its ID."""
    edit = commands_csv.import_of(ask.desk, ask.actor, edit_id)
    if not ask.confirmed:
        brought = commands_csv.import_said(edit)
        return really(f"Undo the import of {when(edit.at)} into {edit.watchlist} ({brought})?")
    return commands_csv.undo_import(ask.desk, ask.actor, edit_id)


def _split(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part.strip() for value in values for part in re.split("[|、；]", value) if part.strip())
