"""`sources add` and `sources check`: a look at what is at an address, before or after it is saved."""

from __future__ import annotations

import itertools
import sys
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, TypedDict, Unpack

import click

import watchers.store
from bot.actors import TEAM, operator
from bot.cli.run import finished, own_store
from bot.cli.watch import KIND, NO_SOURCES, Span
from bot.cli.writing import print_json
from bot.errors import CommandError
from bot.triage import audit
from watchers.errors import UnknownSource
from watchers.keys import Keys, holds_key, masked, setting_for
from watchers.model import PollOutcome, Source, SourceKind

if TYPE_CHECKING:
    from bot.cli.checks import Check
    from bot.program import App


class _Said(TypedDict):
    """What is said of a source that is to be added, besides its address."""

    kind: str | None
    source_id: str
    name: str
    every: timedelta | None
    options: tuple[str, ...]


@click.command("add")
@click.argument("url", required=False)
@click.option("--kind", type=KIND, metavar="KIND", help="What it is, when it is not recognised.")
@click.option("--id", "source_id", default="", help="A short name; made from the address without it.")
@click.option("--name", default="", help="How alerts call it.")
@click.option("--every", type=Span(), metavar="SPAN", help="How often to poll: 15min, 6h …")
@click.option("--option", "options", multiple=True, metavar="KEY=VALUE", help="A setting of the kind.")
@click.option("--defaults", is_flag=True, help="Add the default sources (docs/sources.md).")
@click.option("--google-news", is_flag=True, help="Search Google News for the watched organisations.")
@click.option("--force", is_flag=True, help="Save it although it cannot be read now.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--json", "as_json_", is_flag=True, help="One JSON document.")
def add(
    url: str | None,
    *,
    defaults: bool,
    google_news: bool,
    force: bool,
    yes: bool,
    as_json_: bool,
    **said: Unpack[_Said],
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
    from bot.cli.checks import check_url
    from bot.cli.show import show_checks
    from bot.cli.source_names import source_id as make_id
    from bot.settings import load

    settings = load()
    keys = Keys(settings.source_keys)
    given = dict(map(_pair, said["options"]))
    address, given = keys.named(url), {name: keys.named(value) for name, value in given.items()}
    kind = SourceKind(said["kind"]) if said["kind"] else None
    _refuse_key(address, force=force)

    async def go() -> tuple[Check, Source | None]:
        async with running(settings, chats=False) as app:
            check = await check_url(app, address, kind=kind, name=said["name"], options=given)
            source = check.source
            if source is None and force and kind:
                own = make_id(address)
                source = Source(id=own, kind=kind, url=address, name=said["name"] or own, options=given)
            if check.outcome is not PollOutcome.OK and not force:
                return check, None
            if source is None:
                raise CommandError(f"{check.reason} To save it all the same, say what it is with --kind.")
            if not as_json_:
                show_checks([check])
            source = replace(source, url=keys.named(source.url))  # a page may have led to another address
            _refuse_key(source.url, force=force)
            if not yes and sys.stdin.isatty() and not click.confirm("Save it?"):
                return check, None
            return check, _save(app, source, said)

    check, saved = finished(go())
    if as_json_:
        print_json({**check.as_json(), "added": saved.id if saved else None})
    else:
        _tell(check, saved)
    click.get_current_context().exit(0 if saved or check.outcome is PollOutcome.OK else 1)


def _tell(check: Check, saved: Source | None) -> None:
    """Say what was saved and what comes of it, or why nothing was; nothing where a person did not want it."""
    if saved is None and check.outcome is not PollOutcome.OK:
        opened = " SANCTIONS_WATCH_ALLOW_NETWORKS opens networks of your own (docs/fetching.md)."
        private = "public internet" in check.reason
        click.echo(f"Not saved: {check.reason}{opened if private else ''}", err=True)
    elif saved is not None:
        first = "tells in one message what is there already"
        if saved.kind.is_list:
            first = "tells nothing, later ones what changed"
        click.echo(f"Saved as {saved.id} ({saved.kind}); the first poll {first}.")
        from bot.tenants import seeds

        if seeds.without_defaults(own_store()):
            click.echo(f"Only your own sources are read; {seeds.OWN_ONLY}.")


def _refuse_key(address: str, *, force: bool) -> None:
    """Keep keys out of the store, unless somebody insists. Raises CommandError."""
    if force or not holds_key(address):
        return
    name = setting_for(address)
    raise CommandError(
        f"Not saved: the address holds a key. Put it into .env as {name}=… and write ${{{name}}} in its"
        " place (in single quotes); --force saves it as it is."
    )


def _pair(option: str) -> tuple[str, str]:
    key, mark, value = option.partition("=")
    if not mark:
        raise click.BadParameter(f"“{option}”: write KEY=VALUE.")
    return key.strip(), value.strip()


def _save(app: App, source: Source, said: _Said) -> Source:
    from bot.opening import now_utc

    held = watchers.store.sources(app.db)
    same = next((one for one in held if one.url == source.url and one.kind == source.kind), None)
    if same is not None:
        raise CommandError(f"That source is there already, as “{same.id}”.")
    taken = frozenset(one.id for one in held)
    if said["source_id"] in taken:
        raise CommandError(f"The id “{said['source_id']}” is taken; choose another one.")
    default = timedelta(hours=6) if source.kind.is_list else timedelta(minutes=30)
    numbered = (f"{source.id}-{number}" if number > 1 else source.id for number in itertools.count(1))
    source = replace(
        source,
        id=said["source_id"] or next(name for name in numbered if name not in taken),
        name=said["name"] or source.name,
        interval=said["every"] or default,
    )
    with app.db.atomic():
        watchers.store.add_source(app.db, source, now_utc())
        audit.append(
            app.db, operator(TEAM), "sources.add", source.id, after=masked(source.url), now=now_utc()
        )
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
    from bot.opening import now_utc
    from bot.polling import news_searches

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
    from bot.cli.checks import check_source, check_url
    from bot.cli.show import show_checks
    from bot.settings import load

    async def go() -> list[Check]:
        async with running(load(), chats=False) as app:
            held = {source.id: source for source in watchers.store.sources(app.db)}
            answer = []
            for name in which or [source.id for source in held.values() if not source.paused]:
                if name in held:
                    found = await check_source(app, held[name])
                    answer.append(replace(found, url=masked(found.url)))
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
        print_json([one.as_json() for one in found])
    else:
        show_checks(found)
    click.get_current_context().exit(int(any(one.outcome is not PollOutcome.OK for one in found)))


SOURCE_COMMANDS: tuple[click.Command, ...] = (add, check)
