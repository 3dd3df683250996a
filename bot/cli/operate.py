"""`demo`, `doctor`, `parse`, `manifest`, `backup`, `restore`, `migrate-store`: what only an operator does."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from bot.actors import TEAM, operator
from bot.cli.lists import one_body
from bot.cli.store import own_store
from bot.cli.watch import FILE, KIND, finished
from bot.cli.writing import write_out, write_whole
from bot.errors import CommandError
from bot.grammar.asking import DAY
from watchers.errors import ParseError
from watchers.model import Parsed, SourceKind
from watchlists.csvfile import cell

_WRITTEN = 200  # records of `parse --json` written at a time
FORMAT: dict[str, Any] = {
    "type": click.Choice(["jsonl", "csv", "excel"]),
    "help": "excel: CSV with a mark by which Excel knows its letters. By default what FILE is called.",
}


@click.command()
def demo() -> None:
    """The main job on recorded sources: no account, no network. Ends by itself."""
    from bot.demo import play

    finished(play())


@click.command()
@click.option("--json", "as_json_", is_flag=True, help="One JSON document.")
def doctor(as_json_: bool) -> None:
    """Check settings, tokens, channels, store and sources: one line each, and what to do."""
    from bot.cli.doctor import examine, show

    findings = finished(examine())
    if as_json_:
        click.echo(json.dumps([finding.as_json() for finding in findings], ensure_ascii=False, indent=1))
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
        write_whole(out or Path("sanctions-watch-teams.zip"), package)
        out = out or Path("sanctions-watch-teams.zip")
    if out is not None:
        click.echo(f"Written to {out}.", err=True)


@click.command("export")
@click.argument("path", type=click.Path(path_type=Path), required=False, metavar="[FILE]")
@click.option("--format", "form", **FORMAT)
@click.option("--since", type=DAY, help="Only what was told from this day (UTC) on.")
@click.option("--until", type=DAY, help="Only what was told before this day (UTC).")
@click.option("--team", default=TEAM, show_default=True, help="For which team.")
def alerts_export(
    path: Path | None, form: str | None, since: datetime | None, until: datetime | None, team: str
) -> None:
    """Write what the team was told, and what became of it, oldest first, to FILE or standard output."""
    from bot.commands.triage import record
    from bot.outbox import outbox
    from bot.outbox.codec import as_json, life_as_json
    from bot.triage.colleagues import Names

    db = own_store()
    names = Names(db, team)
    start, end = (day.replace(tzinfo=UTC) if day else None for day in (since, until))
    found = reversed(outbox.alerts(db, team, start, 1_000_000))
    alerts = [alert for alert in found if end is None or alert.created < end]
    lives = {alert.id: [life_as_json(one) for one in outbox.deliveries(db, alert.id)] for alert in alerts}
    out = io.StringIO(newline="")
    form = form or _form_of(path)
    if form == "jsonl":
        for alert in alerts:
            whole = {**as_json(alert), "deliveries": lives[alert.id]}
            out.write(json.dumps(whole, ensure_ascii=False) + "\n")
    else:
        table = csv.writer(out, lineterminator="\n")
        heads = "id created kind severity title terms why urls state by at deliveries cause reason"
        table.writerow([*heads.split(), "to", "until", "record"])
        for alert in alerts:
            table.writerow(
                (
                    alert.id,
                    alert.created.isoformat(),
                    alert.kind,
                    alert.severity,
                    cell(alert.title),
                    cell("|".join(dict.fromkeys(evidence.term for evidence in alert.evidence))),
                    cell(" ".join(alert.why)),
                    "|".join(source.url for source in alert.sources),
                    alert.state,
                    cell(alert.triage.who) if alert.triage else "",
                    alert.triage.at.isoformat() if alert.triage else "",
                    "|".join(_life(one) for one in lives[alert.id]),
                    (alert.triage.cause or "") if alert.triage else "",
                    cell(alert.triage.reason) if alert.triage else "",
                    cell(names.get(alert.triage.via, alert.triage.to)) if alert.triage else "",
                    alert.triage.until or "" if alert.triage else "",
                    cell("|".join(record(alert, names))),
                )
            )
    write_out(out.getvalue(), path, marked=form == "excel")


def _life(one: Mapping[str, Any]) -> str:
    words = (one["destination"], one["state"], one["message_id"] or one["note"], one["at"])
    return " ".join(word for word in words if word)


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
    """Put the store back as it was in PATH; stop the bot first."""
    from bot.operating.backup import restore_from
    from bot.settings import load

    if not yes and not sys.stdin.isatty():
        raise CommandError("Nothing was changed: restoring replaces the store, so say --yes.")
    if not yes:
        click.confirm(f"Replace the store by {path}?", abort=True)
    restore_from(load().database_url, path)
    click.echo(
        "Restored. What was posted since the backup is looked for in chat before anything is posted again."
    )


@click.group("audit")
def audit_log() -> None:
    """The log of every change, chained by hash."""


@audit_log.command("export")
@click.argument("path", type=click.Path(path_type=Path), required=False, metavar="[FILE]")
@click.option("--format", "form", **FORMAT)
@click.option("--since", type=DAY, help="From this day (YYYY-MM-DD, UTC) on.")
@click.option("--until", type=DAY, help="Before this day.")
def audit_export(path: Path | None, form: str | None, since: datetime | None, until: datetime | None) -> None:
    """Write the log, oldest first, to FILE or standard output."""
    from bot.triage import audit
    from bot.triage.colleagues import Names

    first, end = (f"{day:%Y-%m-%d}" if day else open_end for day, open_end in ((since, ""), (until, "9999")))
    db = own_store()
    names = Names(db)
    found = audit.rows(db, since=first, until=end)
    rows = [asdict(row) | {"name": names.get(row.via, row.who) if row.who else ""} for row in found]
    out = io.StringIO(newline="")
    form = form or _form_of(path)
    if form == "jsonl":
        out.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    else:
        table = csv.DictWriter(out, [*audit.Row.__dataclass_fields__, "name"], lineterminator="\n")
        table.writeheader()
        table.writerows({name: cell(str(value)) for name, value in row.items()} for row in rows)
    write_out(out.getvalue(), path, marked=form == "excel")


@audit_log.command("verify")
def audit_verify() -> None:
    """Say whether the chain holds."""
    from bot.triage import audit

    broken = audit.verify(own_store())
    click.echo(broken or "The audit log is whole.", err=bool(broken))
    click.get_current_context().exit(int(bool(broken)))


def _form_of(path: Path | None) -> str:
    """Return the format that a file's name asks for. Raises CommandError for a workbook, which none is."""
    ending = path.suffix.lower() if path else ""
    if ending in {".xls", ".xlsx", ".ods"}:
        raise CommandError(f"No {ending} file is written; name it .csv, with --format excel for Excel.")
    return "csv" if ending == ".csv" else "jsonl"


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


@click.command("retry")
@click.argument("destination", required=False, metavar="[DESTINATION]")
def alerts_retry(destination: str | None) -> None:
    """Give alerts that could not be delivered another try, after the cause was mended."""
    from bot.opening import now_utc
    from bot.outbox import outbox
    from bot.triage import audit

    db = own_store()
    known = [one.id for one in outbox.destinations(db)]
    if destination is not None and destination not in known:
        raise CommandError(f"No destination “{destination}”; there are: {', '.join(known) or 'none'}.")
    with db.atomic():
        for name in [destination] if destination else known:
            count = outbox.revive(db, name, now_utc())
            if count:
                audit.append(db, operator(TEAM), "alerts.retry", name, after=f"{count} alerts", now=now_utc())
            click.echo(f"{name}: {count} tried again")
    if not known:
        click.echo("Nothing to try again: alerts go nowhere yet.")


OPERATE: tuple[click.Command, ...] = (
    demo,
    doctor,
    parse,
    manifest,
    backup,
    restore,
    migrate_store,
    audit_log,
)
ALERT_COMMANDS: tuple[click.Command, ...] = (alerts_export, alerts_retry)
