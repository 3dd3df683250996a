"""`alerts export`, `alerts retry`, `audit`: what was told and what was changed, as records to keep."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from bot.actors import TEAM, operator
from bot.cli.run import own_store
from bot.cli.writing import write_out
from bot.errors import CommandError
from bot.grammar.asking import DAY
from watchlists.csvfile import cell

FORMAT: dict[str, Any] = {
    "type": click.Choice(["jsonl", "csv", "excel"]),
    "help": "excel: CSV with a mark by which Excel knows its letters. By default what FILE is called.",
}


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
    from bot.alerts import CAN_BE_HANDLED
    from bot.commands.triage import record
    from bot.outbox import outbox
    from bot.outbox.codec import as_json, life_as_json
    from bot.triage.colleagues import Names

    db = own_store(team=team)
    names = Names(db, team)
    start, end = (day.replace(tzinfo=UTC) if day else None for day in (since, until))
    found = outbox.alerts(db, team, start, 1_000_000)[::-1]
    alerts = [alert for alert in found if end is None or alert.created < end]
    lives = {alert.id: [life_as_json(one) for one in outbox.deliveries(db, alert.id)] for alert in alerts}
    told_in: dict[str, list[str]] = {}  # by alert, the summaries and digests that name it
    for alert in found:
        for line in alert.lines:
            told_in.setdefault(line.alert, []).append(alert.id)
    whole = (
        {**as_json(alert), "deliveries": lives[alert.id], "told_in": told_in.get(alert.id, [])}
        for alert in alerts
    )
    heads = (
        "id created kind severity title terms why urls state by at deliveries cause reason to until record"
    )
    table = (
        (
            alert.id,
            alert.created.isoformat(),
            alert.kind,
            alert.severity,
            cell(alert.title),
            cell("|".join(dict.fromkeys(evidence.term for evidence in alert.evidence))),
            cell(" ".join(alert.why)),
            "|".join(source.url for source in alert.sources),
            alert.state if alert.kind in CAN_BE_HANDLED else "",
            cell(alert.triage.who) if alert.triage else "",
            alert.triage.at.isoformat() if alert.triage else "",
            "|".join([*map(_life, lives[alert.id]), *(f"in {one}" for one in told_in.get(alert.id, ()))]),
            (alert.triage.cause or "") if alert.triage else "",
            cell(alert.triage.reason) if alert.triage else "",
            cell(names.get(alert.triage.via, alert.triage.to)) if alert.triage else "",
            alert.triage.until or "" if alert.triage else "",
            cell("|".join(record(alert, names))),
        )
        for alert in alerts
    )
    _write(path, form, whole, heads.split(), table)


def _life(one: Mapping[str, Any]) -> str:
    words = (one["destination"], one["state"], one["message_id"] or one["note"], one["at"])
    return " ".join(word for word in words if word)


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
    heads = [*audit.Row.__dataclass_fields__, "name"]
    _write(path, form, rows, heads, ([cell(str(row[head])) for head in heads] for row in rows))


@audit_log.command("verify")
def audit_verify() -> None:
    """Say whether the chain holds."""
    from bot.triage import audit

    broken = audit.verify(own_store())
    click.echo(broken or "The audit log is whole.", err=bool(broken))
    click.get_current_context().exit(int(bool(broken)))


def _write(
    path: Path | None,
    form: str | None,
    whole: Iterable[Mapping[str, Any]],
    heads: Iterable[str],
    table: Iterable[Iterable[object]],
) -> None:
    """Write records in a format (None: what FILE is called): each whole as a line of JSON, or as a table."""
    out = io.StringIO(newline="")
    form = form or _form_of(path)
    if form == "jsonl":
        out.writelines(json.dumps(one, ensure_ascii=False) + "\n" for one in whole)
    else:
        rows = csv.writer(out, lineterminator="\n")
        rows.writerow(heads)
        rows.writerows(table)
    write_out(out.getvalue(), path, marked=form == "excel")


def _form_of(path: Path | None) -> str:
    """Return the format that a file's name asks for. Raises CommandError for a workbook, which none is."""
    ending = path.suffix.lower() if path else ""
    if ending in {".xls", ".xlsx", ".ods"}:
        raise CommandError(f"No {ending} file is written; name it .csv, with --format excel for Excel.")
    return "csv" if ending == ".csv" else "jsonl"


ALERT_COMMANDS: tuple[click.Command, ...] = (alerts_export, alerts_retry)
