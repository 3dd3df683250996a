"""`demo`, `doctor`, `parse`, `manifest`, `backup`, `restore`, `migrate-store`: what only an operator does."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import click

from bot.cli.lists import one_body
from bot.cli.run import finished
from bot.cli.watch import FILE, KIND
from bot.cli.writing import ask_first, print_json, write_whole
from watchers.errors import ParseError
from watchers.model import Parsed, SourceKind

_WRITTEN = 200  # records of `parse --json` written at a time


@click.command()
def demo() -> None:
    """The main job on recorded sources: no account, no network. Ends by itself."""
    from bot.demo import play

    finished(play())


@click.command()
@click.option("--json", "as_json_", is_flag=True, help="One JSON document.")
def doctor(as_json_: bool) -> None:
    """Check settings, tokens, channels, store and sources: one line each, and what to do."""
    from bot.cli.doctor import examine
    from bot.cli.findings import show

    findings = finished(examine())
    if as_json_:
        print_json([finding.as_json() for finding in findings])
    else:
        show(findings)
    click.get_current_context().exit(int(any(finding.state == "wrong" for finding in findings)))


@click.command()
@click.argument("kind", type=KIND, metavar="KIND")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--url", default="https://example.org/", help="The address the files came from.")
@click.option("--json", "as_json_", is_flag=True, help="One JSON document.")
def parse(kind: str, files: tuple[Path, ...], url: str, as_json_: bool) -> None:
    """Show what the adapter for KIND reads from saved responses (files or folders)."""
    from bot.cli.checks import parse_saved
    from bot.cli.show import show_parsed
    from watchers.saved import read_saved

    name = " ".join(str(file) for file in files)
    try:
        parsed = finished(parse_saved(SourceKind(kind), one_body(read_saved(files)), url))
    except ParseError as error:
        if as_json_:
            click.echo(json.dumps({"file": name, "kind": kind, "error": str(error)}, ensure_ascii=False))
        else:
            click.echo(f"{name}: {error}", err=True)
        click.get_current_context().exit(1)
    if as_json_:
        for piece in _parsed_json(name, kind, parsed):
            click.echo(piece, nl=False)
    else:
        show_parsed(name, kind, parsed)


def _parsed_json(name: str, kind: str, parsed: Parsed) -> Iterator[str]:
    """Yield one JSON document, a record a line: a long list is never whole in memory once more as text."""

    def written(value: object) -> str:
        return json.dumps(value, ensure_ascii=False)

    yield written({"file": name, "kind": kind, "as_of": parsed.as_of})[:-1]
    for group, records in (("items", parsed.items), ("entries", parsed.entries)):
        yield f',\n "{group}": ['
        for start in range(0, len(records), _WRITTEN):
            lines = (written(record.as_json()) for record in records[start : start + _WRITTEN])
            yield f"{',' if start else ''}\n  " + ",\n  ".join(lines)
        yield "]"
    yield f',\n "warnings": {written(list(parsed.warnings))}}}\n'


@click.command()
@click.argument("chat", type=click.Choice(["slack", "teams"]))
@click.option("--out", type=click.Path(path_type=Path), help="Write it to this file.")
@click.option("--url", default="", help="The public https address of this bot (signed HTTP; Teams).")
@click.option("--oauth", is_flag=True, help="Slack: an app that several workspaces may install.")
def manifest(chat: str, out: Path | None, url: str, oauth: bool) -> None:
    """The Slack app manifest (JSON) or the Teams app package (zip)."""
    from bot.settings import load

    settings = load()
    if chat == "slack":
        from bot.chat.slack.manifest import slack_manifest

        made = slack_manifest(settings, public_url=url or None, several=oauth)
        text = json.dumps(made, indent=2, ensure_ascii=False)
        if out is None:
            click.echo(text)
        else:
            write_whole(out, f"{text}\n".encode())
    else:
        from urllib.parse import urlsplit

        from bot.chat.teams.manifest import teams_package

        package = teams_package(settings, public_host=urlsplit(url).hostname if url else None)
        out = out or Path("sanctions-watch-teams.zip")
        write_whole(out, package)
    if out is not None:
        click.echo(f"Written to {out}.", err=True)


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
def backup(path: Path) -> None:
    """Copy the store to PATH while the bot runs."""
    from bot.operating.backup import backup_to
    from bot.settings import load

    backup_to(load().database_url, path)
    click.echo(f"Backed up to {path}.")


@click.command()
@click.argument("path", type=FILE)
@click.option("--yes", is_flag=True, help="Do not ask.")
def restore(path: Path, yes: bool) -> None:
    """Put the store back as it was in PATH; stop the bot first: while it runs, nothing is changed."""
    from bot.operating.backup import restore_from
    from bot.settings import load

    ask_first(f"Replace the store by {path}?", yes=yes, why="restoring replaces the store")
    restore_from(load().database_url, path)
    click.echo(
        "Restored. What was posted since the backup is looked for in chat before anything is posted again."
    )


@click.command("migrate-store")
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="[TO]", required=False)
def migrate_store(source: str, target: str | None) -> None:
    """Move the SQLite store FROM (sqlite:///…) into an empty PostgreSQL one TO (postgresql://…).

    Without TO into the one that SANCTIONS_WATCH_DATABASE_URL names: a password does not stand in a command.
    """
    from bot.database.move import move
    from bot.opening import MIGRATIONS
    from bot.settings import load

    rows = move(source, target or load().database_url, MIGRATIONS)
    click.echo(
        f"{sum(rows.values()):,} rows of {len(rows)} tables moved. The old store refuses every write from now"
        " on: set SANCTIONS_WATCH_DATABASE_URL to the new one and start the bot again."
    )


OPERATE: tuple[click.Command, ...] = (
    demo,
    doctor,
    parse,
    manifest,
    backup,
    restore,
    migrate_store,
)
