"""`scan`, `lookup`, `compare`, `backtest`: what works on a text, a name, or many of them as JSON Lines."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

import watchers.lists.store
from bot.actors import TEAM
from bot.cli.jsonlines import each, lines_of
from bot.cli.reading import text_at
from bot.cli.run import own_store
from bot.cli.writing import print_json, say_meanwhile
from bot.errors import CommandError
from bot.replies import counted
from watchers.errors import ParseError
from watchers.model import Parsed
from watchlists.errors import WatchlistError
from watchlists.model import Match, Passage, Rejection, Scan, Watchlist

if TYPE_CHECKING:
    from bot.commands.desk import Names
    from bot.matching.team_setup import TeamSetup
    from watchlists.lookup import NameIndex
    from watchlists.rules import Judgement

_MANY_ENTRIES = 10_000  # of official lists: from here on making the index of their names takes seconds
_MOST_ERRORS = 20  # lines that are no items, each with its reason
READABLE = click.Path(exists=True, dir_okay=False, path_type=Path)


def text_of(asked: dict[str, Any], key: str, *, needed: bool = True) -> str:
    """Return a text of the line. Raises KeyError, TypeError."""
    value = asked[key] if needed else asked.get(key)
    if value is None and not needed:
        return ""
    if not isinstance(value, str):
        raise TypeError(f"“{key}” must be a text")
    return value


def setup_for(paths: tuple[Path, ...], team: str) -> TeamSetup:
    """Return what to judge by: watchlists in CSV files, else what the team has set up."""
    from bot.matching.team_setup import TeamSetup, setup_of

    if paths:
        return TeamSetup(watchlists=read_watchlists(paths))
    from bot.opening import now_utc

    return setup_of(own_store(team=team), team, now_utc())


def read_watchlists(paths: tuple[Path, ...]) -> tuple[Watchlist, ...]:
    """Return the watchlists in CSV files; rows that are wrong are told on standard error."""
    from watchlists.csvfile import decoded, read_terms

    found = []
    for path in paths:
        try:
            terms, errors = read_terms(decoded(path.read_bytes()))
        except WatchlistError as fault:
            raise WatchlistError(f"{path}: {fault}") from None
        for error in errors:
            click.echo(f"{path}, line {error.line}: {error.reason}", err=True)
        found.append(Watchlist(team=TEAM, name=path.stem, terms=terms))
    return tuple(found)


def names_in(path: Path, list_name: str = "") -> Parsed:
    """Read a Names CSV and tell what was left out. Raises ParseError that names the file."""
    from watchers.parsers.lists.names_csv import parse_names_csv
    from watchers.saved import read_saved

    try:
        parsed = parse_names_csv(read_saved((path,))[0][1], list_name=list_name)
    except ParseError as error:
        raise ParseError(f"{path}: {error}") from None
    for warning in parsed.warnings:
        click.echo(f"{path}: {warning}", err=True)
    return parsed


@click.command()
@click.argument("file", default="-", metavar="[FILE|URL|-]")
@click.option("--watchlist", "paths", multiple=True, type=READABLE, help="A watchlist CSV; may be repeated.")
@click.option("--jsonl", is_flag=True, help='Lines of {"id", "title", "text"} in, one answer a line out.')
@click.option("--rejected", is_flag=True, help="Also what was considered and not counted, with the reason.")
@click.option("--team", default=TEAM, show_default=True, help="Whose watchlists, rules and mutes.")
def scan(file: str, paths: tuple[Path, ...], jsonl: bool, rejected: bool, team: str) -> None:
    """Find watched terms in a text or page; without --watchlist the team's own, with its rules and mutes."""
    from watchlists.matcher import Matcher
    from watchlists.text.markup import Unmarked

    setup = setup_for(paths, team)
    matcher = Matcher.compile(setup.watchlists)

    def one(asked: dict[str, Any]) -> dict[str, Any]:
        title, text = Unmarked(text_of(asked, "title", needed=False)), Unmarked(text_of(asked, "text"))
        lang = asked.get("lang")
        passage = Passage(title=title.plain, text=text.plain, lang=lang if isinstance(lang, str) else None)
        found, judgement = setup.judged(matcher.scan(passage, rejected=rejected), passage)
        answer = scan_json(found, judgement, rejected=rejected)
        for hit in (*answer["matches"], *answer.get("rejected", ())):
            field = title if hit["field"] == "title" else text
            hit["start"], hit["end"] = start, end = field.span(hit["start"], hit["end"])
            hit["surface"] = field.given[start:end]
        return answer

    if jsonl:
        click.get_current_context().exit(each(file, one))
    from bot.cli.show import show_scan

    passage = Passage(text=text_at(file))
    show_scan(*setup.judged(matcher.scan(passage, rejected=True), passage), rejected=rejected)


def scan_json(found: Scan, judgement: Judgement, *, rejected: bool) -> dict[str, Any]:
    """Return a scan as the contract prints it."""
    answer: dict[str, Any] = {
        "severity": str(judgement.severity),
        "matches": [match_json(match) for match in found.matches],
    }
    if rejected:
        answer["rejected"] = [match_json(one) for one in found.rejected]
    return answer


def match_json(match: Match | Rejection) -> dict[str, Any]:
    """Return one hit as the contract prints it."""
    answer = {
        "term": match.term,
        "kind": match.kind,
        "watchlist": match.watchlist.split("/", 1)[-1],
        "field": match.field,
        "start": match.start,
        "end": match.end,
        "surface": match.surface,
    }
    if isinstance(match, Match):
        answer["score"] = round(match.score, 4)
    return {**answer, "reason": str(match.reason), "detail": match.detail}


@click.command()
@click.argument("name", nargs=-1, metavar="NAME")
@click.option("--limit", default=10, show_default=True, type=click.IntRange(1, 50))
@click.option("--names", "path", type=READABLE, help="Look in this Names CSV instead of the lists held.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.option("--jsonl", is_flag=True, help='Lines of {"id", "name"} in, one answer a line out.')
@click.option("--team", default=TEAM, show_default=True, help="For which team.")
def lookup(
    name: tuple[str, ...], limit: int, path: Path | None, as_json: bool, jsonl: bool, team: str
) -> None:
    """Look a name up on every list held here."""
    from bot.cli.main import ask_for, show
    from bot.commands import names as commands_names

    if not name and not jsonl:
        raise click.UsageError("Give a NAME, or --jsonl with names on standard input.")
    index: Names | NameIndex
    short = ""
    if path is not None:
        from bot.matching.names_apart import party
        from watchlists.lookup import NameIndex

        index = NameIndex.build(map(party, names_in(path).entries))
    else:
        from bot.settings import load

        ask = ask_for(load(), team)
        held = sum(row["entries"] for row in watchers.lists.store.held_lists(ask.desk.db))
        if held > _MANY_ENTRIES and not ask.desk.official.takes_kept():
            say_meanwhile(f"reading {counted(held, 'entry', 'entries')} of official lists …")
        index = names = ask.desk.names(team)
        short = commands_names.short_of(names)

    def one(asked: dict[str, Any]) -> dict[str, Any]:
        found = index.search(text_of(asked, "name"), limit=limit)
        return {"candidates": [commands_names.candidate_json(candidate) for candidate in found]}

    if jsonl:
        if short:
            click.echo(f"sanctions-watch: {short}", err=True)
        click.get_current_context().exit(each(name[0] if name else "-", one))
    reply = commands_names.lookup_in(index, " ".join(name), limit=limit, short=short)
    click.get_current_context().exit(show(reply, as_json=as_json))


@click.command()
@click.argument("names", nargs=-1, metavar="NAME NAME")
@click.option("--kind", default="", help="org, person or vessel, when known.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.option("--jsonl", is_flag=True, help='Lines of {"id", "left", "right", "kind"?} in.')
def compare(names: tuple[str, ...], kind: str, as_json: bool, jsonl: bool) -> None:
    """Say whether two names mean one party, and why."""
    if jsonl:
        from bot.cli.pairs import compare_line

        click.get_current_context().exit(each(names[0] if names else "-", compare_line))
    if len(names) != 2:
        raise click.UsageError("Give two names; quote names with blanks.")
    from bot.cli.main import show
    from bot.commands import names as commands_names

    click.get_current_context().exit(show(commands_names.compare(*names, kind=kind), as_json=as_json))


@click.command()
@click.argument("file", metavar="ITEMS.jsonl")
@click.option("--watchlist", "paths", multiple=True, type=READABLE, help="A watchlist CSV; may be repeated.")
@click.option("--stories", is_flag=True, help="Also group all items into stories.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document.")
@click.option("--team", default=TEAM, show_default=True, help="Whose watchlists, rules and mutes.")
def backtest(file: str, paths: tuple[Path, ...], stories: bool, as_json: bool, team: str) -> None:
    """Run recorded items through the live code path: which alerts there would have been."""
    from bot.cli.backtest import read_items, replay
    from bot.cli.show import show_backtest

    items, errors = read_items(lines_of(file))
    for error in errors[:_MOST_ERRORS]:
        click.echo(error, err=True)
    if len(errors) > _MOST_ERRORS:
        click.echo(f"… and {len(errors) - _MOST_ERRORS:,} more lines that are no items", err=True)
    if errors and not items:
        raise CommandError(f"{file} holds no item: it must be JSON Lines, one item a line (docs/items.md).")
    report = replay(items, setup_for(paths, team), stories=stories)
    if as_json:
        print_json(report)
    else:
        show_backtest(report)
    click.get_current_context().exit(int(bool(errors)))


STREAMS: tuple[click.Command, ...] = (scan, lookup, compare, backtest)
