"""`poll`, and the parts of `watchlist` that need files."""

from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

import watchers.store
from bot.actors import TEAM
from bot.cli.run import finished, run
from bot.cli.writing import print_json, write_out
from bot.commands import own_watchlists
from bot.commands import sheets as commands_csv
from bot.errors import CommandError
from watchers.errors import UnknownSource
from watchers.model import SourceKind
from watchlists.errors import WatchlistError

if TYPE_CHECKING:
    from bot.polling.pipeline import Report

KIND = click.Choice([str(kind) for kind in SourceKind])
FILE = click.Path(exists=True, path_type=Path)
NO_SOURCES = (
    "There are no sources yet: add one with `sources add URL`, or all default ones with"
    " `sources add --defaults`."
)


class Span(click.ParamType[timedelta]):
    """A time between two looks: "30s", "15 min", "6h", "1d"."""

    name = "span"

    def convert(
        self, value: str | timedelta, param: click.Parameter | None, ctx: click.Context | None
    ) -> timedelta:
        """Return the span that the words name."""
        if isinstance(value, timedelta):
            return value
        match = re.fullmatch(r"(\d{1,9}(?:\.\d+)?)\s*(s|sec|m|min|h|d)?", value.strip().lower())
        if not match or not float(match[1]):
            self.fail(f"“{value}” is no span of time; write 30s, 15min, 6h or 1d.", param, ctx)
        size = {"s": 1, "sec": 1, "m": 60, "min": 60, "h": 3600, "d": 86_400}[match[2] or "min"]
        return timedelta(seconds=float(match[1]) * size)


@click.command()
@click.argument("source_ids", nargs=-1, metavar="[SOURCE_ID…]")
@click.option("--json", "as_json_", is_flag=True, help="One JSON document; alerts go to standard error.")
def poll(source_ids: tuple[str, ...], as_json_: bool) -> None:
    """Poll now, due or not, and deliver what that brings."""
    from rich.console import Console

    from bot.app import running
    from bot.cli.show import show_poll
    from bot.polling.progress import shown_on
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
        print_json(_poll_json(reports))
    else:
        show_poll(reports)
    click.get_current_context().exit(int(any(report.failed for report in reports)))


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
    from bot.cli.main import ask_for, show
    from bot.settings import load
    from watchlists.csvfile import decoded

    ask = ask_for(load(), team)
    try:
        text = decoded(path.read_bytes())
        reply = ask.desk.prepared(
            lambda: commands_csv.import_csv(ask.desk, ask.actor, text, watchlist=watchlist, check=check_only)
        )
    except WatchlistError as error:
        raise WatchlistError(f"{path}: {error}") from None
    click.get_current_context().exit(show(reply, as_json=as_json_))


@click.command("export")
@click.argument("path", type=click.Path(path_type=Path), required=False, metavar="[FILE.csv]")
@click.option("--watchlist", default="", help="Only this one.")
@click.option("--excel", is_flag=True, help="With a mark by which Excel knows its letters.")
@click.option("--team", default=TEAM, show_default=True, help="For which team.")
def watchlist_export(path: Path | None, watchlist: str, excel: bool, team: str) -> None:
    """Write the terms as CSV, to FILE or standard output."""
    from bot.cli.main import ask_for
    from bot.settings import load

    ask = ask_for(load(), team)
    write_out(commands_csv.export_csv(ask.desk, ask.actor, watchlist=watchlist), path, marked=excel)


WATCH: tuple[click.Command, ...] = (run, poll)
WATCHLIST_COMMANDS: tuple[click.Command, ...] = (watchlist_import, watchlist_export)
