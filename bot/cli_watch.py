"""`run`, `poll`, and the parts of `sources` and `watchlist` that need the network or files."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Coroutine
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

import watchers.store
from bot import audit, commands_csv, own_watchlists
from bot.actors import TEAM, operator
from bot.cli_store import own_store
from bot.errors import CommandError
from watchers.errors import UnknownSource
from watchers.model import PollOutcome, Source, SourceKind

if TYPE_CHECKING:
    from bot.app import App
    from bot.checks import Check
    from bot.pipeline import Report

T = TypeVar("T")

KIND = click.Choice([str(kind) for kind in SourceKind])
FILE = click.Path(exists=True, path_type=Path)
NO_SOURCES = (
    "There are no sources yet: add one with `sources add URL`, or all default ones with"
    " `sources add --defaults`."
)


def span(text: str) -> timedelta:
    """Read "30s", "15 min", "6h", "1d". Raises BadParameter."""
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*(s|sec|m|min|h|d)?", text.strip().lower())
    if not match or not float(match[1]):
        raise click.BadParameter(f"“{text}” is no span of time; write 30s, 15min, 6h or 1d.")
    size = {"s": 1, "sec": 1, "m": 60, "min": 60, "h": 3600, "d": 86_400}[match[2] or "min"]
    return timedelta(seconds=float(match[1]) * size)


def finished(work: Coroutine[Any, Any, T]) -> T:
    """Run what waits for the network to its end and return what it brings."""
    import asyncio

    return asyncio.run(work)


@click.command()
@click.option("--once", is_flag=True, help="One pass over what is due, then end.")
def run(once: bool) -> None:
    """Watch, deliver and answer in chat until stopped."""
    from bot.app import running
    from bot.doctor import settings_faults, wanted_chats
    from bot.settings import load

    settings = load()
    if not wanted_chats(settings):  # a chat that is set up in part would be missed without a word
        for fault in settings_faults(settings):
            click.echo(f"sanctions-watch: {fault.what}: {fault.sentence}", err=True)

    async def go() -> None:
        async with running(settings) as app:
            await app.run(once=once)

    finished(go())


@click.command()
@click.argument("source_ids", nargs=-1, metavar="[SOURCE_ID…]")
@click.option("--json", "as_json_", is_flag=True, help="One JSON document; alerts go to standard error.")
def poll(source_ids: tuple[str, ...], as_json_: bool) -> None:
    """Poll now, due or not, and deliver what that brings."""
    from rich.console import Console

    from bot.app import running
    from bot.cli_show import show_poll
    from bot.progress import shown_on
    from bot.settings import load

    async def go() -> tuple[Report, ...]:
        console = Console(stderr=as_json_)
        async with running(load(), console=console) as app:
            known = {source.id for source in watchers.store.sources(app.db)}
            for name in source_ids:
                if name not in known:
                    raise UnknownSource(f"No source “{name}”; `sources list` shows them all.")
            if not known:
                raise CommandError(NO_SOURCES)
            app.pipeline.progress = shown_on(Console(stderr=True))
            return await app.poll_now(source_ids)

    reports = finished(go())
    if as_json_:
        click.echo(json.dumps(_poll_json(reports), ensure_ascii=False, indent=1))
    else:
        show_poll(reports)
    failed = any(report.result.outcome in (PollOutcome.FAILED, PollOutcome.REFUSED) for report in reports)
    click.get_current_context().exit(int(failed))


def _poll_json(reports: tuple[Report, ...]) -> dict[str, object]:
    return {
        "sources": [
            {
                "id": report.result.source.id,
                "kind": str(report.result.source.kind),
                "outcome": str(report.result.outcome),
                "reason": report.result.reason,
                "read": report.result.read,
                "new": len(report.items),
                "alerts": report.told.alerts,
                "low": report.told.low,
                "joined": report.told.joined,
                "baseline": report.result.baseline,
                "warnings": list(report.result.warnings),
            }
            for report in reports
        ],
        "items": [item.as_json() for report in reports for item in report.items],
    }


@click.command("add")
@click.argument("url", required=False)
@click.option("--kind", type=KIND, metavar="KIND", help="What it is, when it is not recognised.")
@click.option("--id", "source_id", default="", help="A short name; made from the address without it.")
@click.option("--name", default="", help="How alerts call it.")
@click.option("--every", default="", help="How often to poll: 15min, 6h …")
@click.option("--option", "options", multiple=True, metavar="KEY=VALUE", help="A setting of the kind.")
@click.option("--defaults", is_flag=True, help="Add the default sources (docs/sources.md).")
@click.option("--google-news", is_flag=True, help="Search Google News for the watched organisations.")
@click.option("--force", is_flag=True, help="Save it although it cannot be read now.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--json", "as_json_", is_flag=True, help="One JSON document.")
def add(
    url: str | None,
    kind: str | None,
    source_id: str,
    name: str,
    every: str,
    options: tuple[str, ...],
    defaults: bool,
    google_news: bool,
    force: bool,
    yes: bool,
    as_json_: bool,
) -> None:
    """Look at what is at URL, show what the first poll would bring, and save it."""
    if defaults:
        _add_defaults()
    if google_news:
        _add_searches()
    if defaults or google_news:
        return
    if not url:
        raise click.UsageError("Give the address of the source, or --defaults, or --google-news.")
    from bot.app import running
    from bot.checks import check_url
    from bot.cli_show import show_checks
    from bot.settings import load

    settings = dict(_pair(option) for option in options)

    async def go() -> tuple[Check, Source | None]:
        async with running(load(), chats=False) as app:
            wanted = SourceKind(kind) if kind else None
            check = await check_url(app, url, kind=wanted, name=name, options=settings)
            source = check.source
            if source is None and force and kind:
                source = Source(
                    id="source", kind=SourceKind(kind), url=url, name=name or url, options=settings
                )
            if check.outcome is not PollOutcome.OK and not force:
                return check, None
            if source is None:
                raise CommandError(f"{check.reason} To save it all the same, say what it is with --kind.")
            if not as_json_:
                show_checks([check])
            if not yes and sys.stdin.isatty() and not click.confirm("Save it?"):
                return check, None
            return check, _save(app, source, source_id, name, every)

    check, saved = finished(go())
    if as_json_:
        click.echo(
            json.dumps(
                {**check.as_json(), "added": saved.id if saved else None}, ensure_ascii=False, indent=1
            )
        )
    elif saved is None and check.outcome is not PollOutcome.OK:
        click.echo(f"Not saved: {check.reason}", err=True)
    elif saved is not None:
        click.echo(f"Saved as {saved.id} ({saved.kind}); the first poll is a baseline, told in one summary.")
    click.get_current_context().exit(0 if saved or check.outcome is PollOutcome.OK else 1)


def _pair(option: str) -> tuple[str, str]:
    key, mark, value = option.partition("=")
    if not mark:
        raise click.BadParameter(f"“{option}”: write KEY=VALUE.")
    return key.strip(), value.strip()


def _save(app: App, source: Source, source_id: str, name: str, every: str) -> Source:
    from bot.checks import named
    from bot.opening import now_utc

    held = watchers.store.sources(app.db)
    same = next((one for one in held if one.url == source.url and one.kind == source.kind), None)
    if same is not None:
        raise CommandError(f"That source is there already, as “{same.id}”.")
    taken = frozenset(one.id for one in held)
    if source_id in taken:
        raise CommandError(f"The id “{source_id}” is taken; choose another one.")
    default = timedelta(hours=6) if source.kind.is_list else timedelta(minutes=30)
    source = named(source, taken=taken, interval=span(every) if every else default, id=source_id, name=name)
    with app.db.atomic():
        watchers.store.add_source(app.db, source, now_utc())
        audit.append(app.db, operator(TEAM), "sources.add", source.id, after=source.url, now=now_utc())
    return source


def _add_defaults() -> None:
    from bot.opening import now_utc
    from watchers.defaults import default_sources

    db = own_store()
    with db.atomic():
        added = sum(watchers.store.add_source(db, source, now_utc()) for source in default_sources())
        audit.append(db, operator(TEAM), "sources.add", "defaults", after=str(added), now=now_utc())
    click.echo(f"{added} default sources added; `sources list` shows them.")


def _add_searches() -> None:
    from bot import news_searches
    from bot.opening import now_utc

    db = own_store()
    with db.atomic():
        total, fresh = news_searches.settle(db, now_utc())
        audit.append(db, operator(TEAM), "sources.add", "google-news", after=str(total), now=now_utc())
    click.echo(
        f"{total} searches for the watched organisations, {fresh} of them new; they follow the watchlists."
        " To end them, remove each: `sources list` shows them."
    )


@click.command("check")
@click.argument("which", nargs=-1, metavar="[URL|ID]…")
@click.option("--kind", type=KIND, metavar="KIND", help="Read it as this kind.")
@click.option("--json", "as_json_", is_flag=True, help="One JSON document.")
def check(which: tuple[str, ...], kind: str | None, as_json_: bool) -> None:
    """Fetch and parse now, save nothing; without a name every source."""
    from bot.app import running
    from bot.checks import check_source, check_url
    from bot.cli_show import show_checks
    from bot.settings import load

    async def go() -> list[Check]:
        async with running(load(), chats=False) as app:
            held = {source.id: source for source in watchers.store.sources(app.db)}
            answer = []
            for name in which or [source.id for source in held.values() if not source.paused]:
                if name in held:
                    answer.append(await check_source(app, held[name]))
                elif "://" not in name:
                    raise UnknownSource(
                        f"“{name}” is neither an address nor a source; `sources list` shows them all."
                    )
                else:
                    answer.append(await check_url(app, name, kind=SourceKind(kind) if kind else None))
            return answer

    found = finished(go())
    if not found and not as_json_:
        raise CommandError(NO_SOURCES)
    if as_json_:
        click.echo(json.dumps([one.as_json() for one in found], ensure_ascii=False, indent=1))
    else:
        show_checks(found)
    click.get_current_context().exit(int(any(one.outcome is not PollOutcome.OK for one in found)))


@click.command("import")
@click.argument("path", type=FILE, metavar="FILE.csv")
@click.option(
    "--watchlist", default=own_watchlists.DEFAULT, show_default=True, help="Begun when it is not there."
)
@click.option("--check", "check_only", is_flag=True, help="Write nothing, only say what would happen.")
@click.option("--team", default=TEAM, show_default=True, help="For which team.")
@click.option("--json", "as_json_", is_flag=True, help="One JSON document.")
def watchlist_import(path: Path, watchlist: str, check_only: bool, team: str, as_json_: bool) -> None:
    """Take terms from a CSV file; a bad row is named by line, the others count."""
    from bot.cli import ask_for, show
    from bot.settings import load

    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise CommandError(f"{path} is not UTF-8 text; save the sheet as CSV, UTF-8.") from None
    ask = ask_for(load(), team)
    reply = commands_csv.import_csv(ask.desk, ask.actor, text, watchlist=watchlist, check=check_only)
    click.get_current_context().exit(show(reply, as_json=as_json_))


@click.command("export")
@click.argument("path", type=click.Path(path_type=Path), required=False, metavar="[FILE.csv]")
@click.option("--watchlist", default="", help="Only this one.")
@click.option("--team", default=TEAM, show_default=True, help="For which team.")
def watchlist_export(path: Path | None, watchlist: str, team: str) -> None:
    """Write the terms as CSV, to FILE or standard output."""
    from bot.cli import ask_for
    from bot.settings import load

    ask = ask_for(load(), team)
    text = commands_csv.export_csv(ask.desk, ask.actor, watchlist=watchlist)
    if path is None:
        click.echo(text, nl=False)
    else:
        path.write_text(text, encoding="utf-8")
        click.echo(f"Written to {path}.", err=True)


WATCH: tuple[click.Command, ...] = (run, poll)
SOURCE_COMMANDS: tuple[click.Command, ...] = (add, check)
WATCHLIST_COMMANDS: tuple[click.Command, ...] = (watchlist_import, watchlist_export)
