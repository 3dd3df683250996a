"""`lists update`, `lists load`, `lists diff`: what of official lists needs the network or files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

import watchers.lists.store
import watchers.store
from bot.actors import TEAM, operator
from bot.cli.run import finished, own_store
from bot.cli.streams import names_in
from bot.cli.watch import FILE, KIND
from bot.cli.writing import print_json
from bot.errors import CommandError
from bot.replies import counted
from bot.triage import audit
from watchers.errors import ParseError, UnknownSource
from watchers.model import LIST_KINDS, Parsed, SourceKind

if TYPE_CHECKING:
    from bot.polling.pipeline import Report
    from watchers.lists.differences import ListDifference
    from watchers.parsers.archive import NamedBytes


@click.command("update")
@click.argument("names", nargs=-1, metavar="[LIST…]")
@click.option("--accept", is_flag=True, help="Put the newest file in force although it is not trusted.")
def lists_update(names: tuple[str, ...], accept: bool) -> None:
    """Fetch official lists now."""
    from rich.console import Console

    from bot.app import running
    from bot.cli.show import show_poll
    from bot.opening import now_utc
    from bot.polling.progress import shown_on
    from bot.settings import load

    async def go() -> tuple[Report, ...]:
        async with running(load()) as app:
            lists = {one.id: one for one in watchers.store.sources(app.db) if one.kind.is_list}
            if not lists:
                raise CommandError("There are no lists yet: `sources add --defaults` adds the usual ones.")
            unknown = set(names) - set(lists)
            if unknown:
                raise UnknownSource(f"No list “{min(unknown)}”; there are: {', '.join(lists)}.")
            wanted = names or [name for name, source in lists.items() if not source.paused]
            if not wanted:
                raise CommandError("Every list is paused; `sources resume ID` goes on with one.")
            if accept:
                with app.db.atomic():
                    for name in wanted:
                        watchers.lists.store.trust_next(app.db, name)
                        audit.append(app.db, operator(TEAM), "lists.accept", name, now=now_utc())
            app.pipeline.progress = shown_on(Console(stderr=True))
            return await app.poll_now(wanted)

    reports = finished(go())
    show_poll(reports)
    click.get_current_context().exit(int(any(report.failed for report in reports)))


@click.command("load")
@click.argument("path", type=FILE)
@click.option("--list", "list_id", default="", help="The name of the list; the file's name without it.")
@click.option("--kind", type=KIND, metavar="KIND", help="The format; without it a Names CSV.")
def lists_load(path: Path, list_id: str, kind: str | None) -> None:
    """Hold a list from a file, for lookup and for watching."""
    name = list_id or path.stem
    if kind:
        parsed = _parsed(kind, path)
        for warning in parsed.warnings:
            click.echo(f"{path}: {warning}", err=True)
        entries = parsed.entries
    else:
        entries = names_in(path, name).entries
    from bot.opening import now_utc
    from bot.polling import newly_listed

    db = own_store()
    with db.atomic():
        held = watchers.lists.store.list_entries(db, name)
        watchers.lists.store.replace_list(db, name, entries, as_of="", now=now_utc())
        known = {(one.name, one.aliases) for one in held}
        fresh = [one for one in entries if (one.name, one.aliases) not in known] if held else None
        if fresh is None or fresh:
            newly_listed.begin(db, name, fresh, f"{name} loaded", now_utc())
        audit.append(db, operator(TEAM), "lists.load", name, after=f"{len(entries)} entries", now=now_utc())
    click.echo(f"{counted(len(entries), 'entry', 'entries')} held as {name}.")


@click.command("diff")
@click.argument("paths", nargs=-1, type=FILE, metavar="[OLD NEW]")
@click.option("--kind", type=KIND, metavar="KIND", help="The format; without files: of which list.")
@click.option("--json", "as_json_", is_flag=True, help="One JSON document.")
def lists_diff(paths: tuple[Path, ...], kind: str | None, as_json_: bool) -> None:
    """What changed between two saved files (or folders) of a list; without files the last change held."""
    if kind is not None and not SourceKind(kind).is_list:
        lists = ", ".join(sorted(LIST_KINDS))
        raise click.UsageError(f"{kind} is no kind of list; lists are {lists}.")
    if not paths:
        _show(_last_change(kind), as_json_)
        return
    if len(paths) != 2 or kind is None:
        raise click.UsageError("Give two files (or folders), the older and the newer one, and --kind.")
    old, new = (_parsed(kind, path) for path in paths)
    from watchers.lists.breaker import Dates
    from watchers.lists.differences import compare

    # saved files may be of any day, so no date counts as the future here
    difference = compare(
        old.entries, new.entries, kind=SourceKind(kind), dates=Dates(old=old.as_of, new=new.as_of)
    )
    _show(difference, as_json_)


def _last_change(kind: str | None) -> ListDifference:
    found = watchers.lists.store.last_change(own_store(), SourceKind(kind) if kind else None)
    if found is None:
        raise CommandError("No change of a list is held yet; `lists list` shows the lists.")
    return found


def _show(difference: ListDifference, as_json_: bool) -> None:
    from bot.cli.show import show_difference
    from watchers.lists.differences import as_json

    if as_json_:
        print_json(as_json(difference))
    else:
        show_difference(difference)


def _parsed(kind: str, path: Path) -> Parsed:
    from bot.cli.checks import parse_saved
    from watchers.saved import read_saved

    files = read_saved((path,))
    try:
        return finished(parse_saved(SourceKind(kind), one_body(files), files[0][0]))
    except ParseError as error:
        raise ParseError(f"{path}: {error}") from None


def one_body(files: tuple[NamedBytes, ...]) -> bytes:
    """Return several files as the one body a parser reads."""
    from watchers.questions import bundle

    return files[0][1] if len(files) == 1 else bundle(files)


LIST_COMMANDS: tuple[click.Command, ...] = (lists_update, lists_load, lists_diff)
