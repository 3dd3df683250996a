"""How the operator's commands look in a terminal: tables and excerpts. No decisions."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC
from typing import TYPE_CHECKING, Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from bot.chat.harmless import shortened
from bot.commands.names import explained
from bot.replies import counted
from watchers.keys import masked
from watchlists.model import Scan
from watchlists.rules import Judgement

if TYPE_CHECKING:
    from bot.cli.checks import Check
    from bot.polling.pipeline import Report
    from watchers.lists.differences import ListDifference
    from watchers.model import Parsed

_COLOURS = {"high": "bold red", "medium": "yellow", "low": "cyan", "none": "dim", "ok": "green"}


def _console() -> Console:
    return Console(highlight=False)


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def show_scan(found: Scan, judgement: Judgement, *, rejected: bool) -> None:
    """Print what a text holds, and with `rejected` what was not counted."""
    console = _console()
    console.print(Text(f"{judgement.severity}: {judgement.sentence}", style=_COLOURS[judgement.severity]))
    for head, hits, shown in (
        ("Term", found.matches, bool(found.matches)),
        ("Not counted", found.rejected, rejected),
    ):
        table = _table(head, "Kind", "As written", "At", "Why")
        for one in hits:
            why = explained(one.reason, one.detail)
            table.add_row(Text(one.term), one.kind, Text(one.surface), str(one.start), Text(why))
        if shown:
            console.print(table)


def show_poll(reports: Sequence[Report]) -> None:
    """Print one line a source: how the poll went and what it brought."""
    table = _table("Source", "Outcome", "Read", "New", "Alerts", "Digest", "Joined", "Note")
    for report in sorted(reports, key=lambda one: one.result.source.id):
        result, told = report.result, report.told
        style = "green" if result.outcome in ("ok", "unchanged") else "red"
        note = "first read: a baseline" if result.baseline else result.reason
        table.add_row(
            result.source.id,
            Text(str(result.outcome), style=style),
            f"{result.read:,}",
            f"{len(report.items):,}",
            str(told.alerts),
            str(told.low),
            str(told.joined),
            Text("; ".join((note, *result.warnings) if note else result.warnings)),
        )
    _console().print(table)


def show_checks(checks: Sequence[Check]) -> None:
    """Print what each source says now."""
    console = _console()
    for check in checks:
        good = check.outcome == "ok"
        line = Text(f"{check.outcome}  ", style="green" if good else "red")
        line.append(masked(check.url), style="default")
        console.print(line)
        if not good:
            console.print(Text(f"  {check.reason}"))
        if check.parsed is not None and check.source is not None:
            show_parsed(check.source.id, str(check.source.kind), check.parsed)
            told = "the first poll holds them, and tells what changes from then on"
            what = f"; {told}" if check.parsed.entries else ""
            names = "names" if check.matching == 1 else "name"
            console.print(f"  {check.matching:,} of them {names} a watched term{what}")


def show_parsed(name: str, kind: str, parsed: Parsed) -> None:
    """Print what an adapter read, with the first few records."""
    console = _console()
    count = len(parsed.items) or len(parsed.entries)
    what = counted(count, "entry", "entries") if parsed.entries else counted(count, "item")
    as_of = f", as of {parsed.as_of}" if parsed.as_of else ""
    console.print(Text(f"  {name}: {kind}, {what}{as_of}"))
    for item in parsed.items[:5]:
        day = f"{item.published.astimezone(UTC):%Y-%m-%d} " if item.published else ""
        console.print(Text(f"    {day}{shortened(item.title, 100)}"))
    for entry in parsed.entries[:5]:
        country = f" ({entry.country})" if entry.country else ""
        console.print(Text(f"    {shortened(entry.name, 80)}{country}"))
    for warning in parsed.warnings:
        console.print(Text(f"  warning: {warning}", style="yellow"))


def show_difference(difference: ListDifference) -> None:
    """Print a list difference, field by field."""
    console = _console()
    console.soft_wrap = not console.is_terminal  # a program reads it line by line: nothing is wrapped
    if difference.fault:
        console.print(Text(f"not to be trusted: {difference.fault}", style="bold red"))
    if difference.disorder:
        console.print(Text(f"odd, but compared all the same: {difference.disorder}", style="yellow"))
    console.print(
        f"{difference.old:,} → {difference.new:,} entries: {len(difference.added):,} added,"
        f" {len(difference.removed):,} removed, {len(difference.changed):,} changed"
    )
    for sign, style, entries in (("+", "green", difference.added), ("-", "red", difference.removed)):
        for entry in entries:
            citation = f"  {entry.citation}" if entry.citation else ""
            console.print(Text(f"{sign} {entry.name} ({entry.country}){citation}", style=style))
    for changed in difference.changed:
        console.print(Text(f"~ {changed.entry.name} ({changed.entry.country})", style="yellow"))
        for change in changed.fields:
            console.print(Text(f"    {change.field}: {_plain(change.before)} → {_plain(change.after)}"))


def _plain(value: Any) -> str:
    if isinstance(value, tuple | list):
        return "; ".join(str(one) for one in value) or "(empty)"
    return str(value) or "(empty)"


def show_backtest(report: Mapping[str, Any]) -> None:
    """Print the alerts a backtest would have given."""
    console = _console()
    table = _table("First", "Severity", "Title", "Terms", "Items")
    for alert in report["alerts"]:
        table.add_row(
            alert["first"][:16],
            Text(alert["severity"], style=_COLOURS[alert["severity"]]),
            Text(alert["title"]),
            Text(", ".join(alert["terms"])),
            str(len(alert["items"])),
        )
    console.print(
        f"{counted(report['items'], 'item')}, {counted(len(report['alerts']), 'alert')},"
        f" {len(report['suppressed']):,} held back"
    )
    if report["alerts"]:
        console.print(table)
