"""The words of the commands, once for every front end: `/sanctions …`, a mention in Teams, the command line.

click reads the words; each command returns a Reply. Nothing here reads or writes files: what does is in
`bot.cli` alone, so no chat can reach it.
"""

import shlex
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

import click

from bot import (
    commands_alerts,
    commands_lists,
    commands_names,
    commands_records,
    commands_status,
    commands_watchlist,
)
from bot.actors import Actor, Role
from bot.alerts import Cause, TriageState
from bot.desk import Desk
from bot.errors import BotError, CommandError
from bot.examples import EXAMPLES
from bot.replies import Bullets, Facts, Paragraph, Reply, Table, Tone, counted
from watchers.errors import WatcherError
from watchlists.errors import WatchlistError

P = ParamSpec("P")
F = TypeVar("F", bound=Callable[..., Any])
NAME: dict[str, Any] = {"nargs": -1, "required": True, "metavar": "NAME"}
_ORDER = (Role.READER, Role.EDITOR, Role.OWNER)


@dataclass(frozen=True, slots=True)
class Ask:
    """A question and who asks it; click's context object.

    `confirmed`: what takes something away is done; else it is asked back first.
    """

    desk: Desk
    actor: Actor
    confirmed: bool = False


def needs(
    role: Role, *, shared: bool = False
) -> Callable[[Callable[Concatenate[Ask, P], Reply]], Callable[P, Reply]]:
    """Hand the command its Ask, if the person may give this command.

    `shared`: it changes what all teams share, which is not for one of several workspaces to change.
    """

    def guard(command: Callable[Concatenate[Ask, P], Reply]) -> Callable[P, Reply]:
        @click.pass_obj
        @wraps(command)
        def inner(ask: Ask, /, *args: P.args, **kwargs: P.kwargs) -> Reply:
            if _ORDER.index(ask.actor.role) < _ORDER.index(role):
                raise CommandError(
                    "Only editors may change this. Editors are workspace admins and the people named in"
                    " SANCTIONS_WATCH_EDITORS; ask one of them, or have your id"
                    f" ({ask.actor.listed_as}) added there."
                )
            if shared and ask.actor.tenant:
                raise CommandError(
                    "Sources are shared by all workspaces of this bot; only whoever runs it changes them."
                )
            return command(ask, *args, **kwargs)

        return inner

    return guard


def really(question: str) -> Reply:
    """Return the question that stands before what takes something away; nothing was done yet."""
    return Reply(title=question, tone=Tone.WARNING, confirm=True, data={"confirm": question}, status=1)


def phrase(words: tuple[str, ...]) -> str:
    """Return the words of a name given with or without quotation marks."""
    return " ".join(words).strip().strip("\"'“”„«»")


@click.group(add_help_option=False)
def words() -> None:
    """Everything a person may ask, in any front end."""


@words.command()
@click.argument("name", **NAME)
@click.option("--limit", default=10, show_default=True, help="How many candidates at the most.")
@needs(Role.READER)
def lookup(ask: Ask, name: tuple[str, ...], limit: int) -> Reply:
    """Look a name up on every list held here."""
    return commands_names.lookup(ask.desk, ask.actor, phrase(name), limit=limit)


@words.command()
@click.argument("url")
@needs(Role.READER)
def why(ask: Ask, url: str) -> Reply:
    """What happened to the item at URL, and why it was or was not posted."""
    return commands_names.why(ask.desk, ask.actor, url)


@words.command()
@needs(Role.READER)
def status(ask: Ask) -> Reply:
    """What waits, what is watched, and how the reading goes."""
    return commands_status.status(ask.desk, ask.actor)


@words.group()
def watchlist() -> None:
    """Show and edit what the team watches."""


@watchlist.command("list")
@needs(Role.READER)
def watchlist_list(ask: Ask) -> Reply:
    """Which watchlists there are."""
    return commands_watchlist.list_all(ask.desk, ask.actor)


@watchlist.command("show")
@click.argument("name", nargs=-1, metavar="[WATCHLIST|TERM]")
@click.option("--page", default=1, help="Which page of a long list.")
@click.option("--variants", is_flag=True, help="Every form a term is found by.")
@needs(Role.READER)
def watchlist_show(ask: Ask, name: tuple[str, ...], page: int, variants: bool) -> Reply:
    """What is watched; with a term, all about it."""
    return commands_watchlist.show(ask.desk, ask.actor, phrase(name), page=page, with_variants=variants)


@watchlist.command("add")
@click.argument("name", **NAME)
@click.option("--kind", default="org", show_default=True, help="org, chip, cloud or a word of your own.")
@click.option("--alias", "aliases", multiple=True, help="Another spelling; may be given more than once.")
@click.option("--context", multiple=True, help="A word that must stand near an ambiguous name.")
@click.option("--note", default="", help="Why it is watched; shown in alerts.")
@click.option("--watchlist", default=commands_watchlist.DEFAULT, show_default=True)
@needs(Role.EDITOR)
def watchlist_add(
    ask: Ask,
    name: tuple[str, ...],
    kind: str,
    aliases: tuple[str, ...],
    context: tuple[str, ...],
    note: str,
    watchlist: str,
) -> Reply:
    """Watch NAME from the next item on."""
    return commands_watchlist.add(
        ask.desk,
        ask.actor,
        phrase(name),
        kind=kind,
        aliases=_split(aliases),
        context=_split(context),
        note=note,
        watchlist=watchlist,
    )


@watchlist.command("remove")
@click.argument("name", **NAME)
@click.option("--watchlist", default="", help="Only in this watchlist.")
@needs(Role.EDITOR)
def watchlist_remove(ask: Ask, name: tuple[str, ...], watchlist: str) -> Reply:
    """Stop watching NAME."""
    if not ask.confirmed:
        term = commands_watchlist.term_named(ask.desk, ask.actor, phrase(name), watchlist)
        return really(f"Stop watching “{term.name}”? Alerts about it stay on record.")
    return commands_watchlist.remove(ask.desk, ask.actor, phrase(name), watchlist=watchlist)


@watchlist.command("alias")
@click.argument("name")
@click.argument("spellings", nargs=-1, required=True, metavar="SPELLING…")
@click.option("--watchlist", default="", help="Only in this watchlist.")
@needs(Role.EDITOR)
def watchlist_alias(ask: Ask, name: str, spellings: tuple[str, ...], watchlist: str) -> Reply:
    """Find NAME under further spellings; quote what has blanks: alias "Zhejiang Lab" 之江实验室."""
    return commands_watchlist.alias(ask.desk, ask.actor, name, _split(spellings), watchlist=watchlist)


@watchlist.command("context")
@click.argument("name")
@click.argument("near", nargs=-1, metavar="[WORD…]")
@click.option("--watchlist", default="", help="Only in this watchlist.")
@click.option("--off", is_flag=True, help="No longer these words, or none: it counts anywhere again.")
@needs(Role.EDITOR)
def watchlist_context(ask: Ask, name: str, near: tuple[str, ...], watchlist: str, off: bool) -> Reply:
    """Count NAME only where one of these words is near: context "NVIDIA A100" GPU 显卡."""
    words = _split(near)
    if not (words or off):
        raise CommandError("Give words of which one must be near, or --off to count it anywhere.")
    term = commands_watchlist.term_named(ask.desk, ask.actor, name, watchlist)
    if not (off or term.context or ask.confirmed):
        return really(f"Count “{term.name}” only near {', '.join(f'“{word}”' for word in words)}?")
    return commands_watchlist.context(ask.desk, ask.actor, name, words, off=off, watchlist=watchlist)


@watchlist.command("mute")
@click.argument("name", **NAME)
@click.option("--days", default=0, help="For so many days; without it until unmuted.")
@click.option("--reason", default="", help="Why; kept in the history.")
@click.option("--off", is_flag=True, help="Tell of it again.")
@needs(Role.EDITOR)
def watchlist_mute(ask: Ask, name: tuple[str, ...], days: int, reason: str, off: bool) -> Reply:
    """Stop telling of NAME; it stays in the watchlist."""
    if not (ask.confirmed or off):
        term = commands_watchlist.term_named(ask.desk, ask.actor, phrase(name))
        span = f"for {counted(days, 'day')}" if days else "until it is unmuted"
        return really(f"No alerts about “{term.name}” {span}? It stays on the watchlist.")
    return commands_watchlist.mute(ask.desk, ask.actor, phrase(name), days=days, reason=reason, off=off)


@watchlist.command("watch")
@click.argument("list_id", metavar="LIST")
@click.option("--off", is_flag=True, help="No longer.")
@needs(Role.EDITOR)
def watchlist_watch(ask: Ask, list_id: str, off: bool) -> Reply:
    """Watch every party of an official list held here."""
    if off and not ask.confirmed:
        commands_watchlist.check_watched(ask.desk, ask.actor, list_id)
        return really(f"Stop watching every party of {list_id}?")
    return commands_watchlist.watch(ask.desk, ask.actor, list_id, off=off)


@watchlist.command("history")
@click.option("--limit", default=20, show_default=True)
@needs(Role.READER)
def watchlist_history(ask: Ask, limit: int) -> Reply:
    """Who changed what, newest first."""
    return commands_watchlist.history(ask.desk, ask.actor, limit=limit)


@words.group()
def sources() -> None:
    """What is polled, and how it is."""


@sources.command("list")
@needs(Role.READER)
def sources_list(ask: Ask) -> Reply:
    """Every source with its health."""
    return commands_records.sources_list(ask.desk)


@sources.command("remove")
@click.argument("source_id", metavar="ID")
@needs(Role.EDITOR, shared=True)
def sources_remove(ask: Ask, source_id: str) -> Reply:
    """Stop polling a source and forget its state."""
    if not ask.confirmed:
        name = commands_records.source_named(ask.desk, source_id)
        return really(f"Stop polling “{name}” and forget its state? What it brought stays on record.")
    return commands_records.sources_remove(ask.desk, ask.actor, source_id)


@sources.command("pause")
@click.argument("source_id", metavar="ID")
@needs(Role.EDITOR, shared=True)
def sources_pause(ask: Ask, source_id: str) -> Reply:
    """Stop polling a source for now."""
    if not ask.confirmed:
        name = commands_records.source_named(ask.desk, source_id)
        return really(f"Stop polling “{name}” until somebody resumes it?")
    return commands_records.sources_pause(ask.desk, ask.actor, source_id, paused=True)


@sources.command("resume")
@click.argument("source_id", metavar="ID")
@needs(Role.EDITOR, shared=True)
def sources_resume(ask: Ask, source_id: str) -> Reply:
    """Go on polling a source, at once."""
    return commands_records.sources_pause(ask.desk, ask.actor, source_id, paused=False)


@words.command()
@click.argument("name", nargs=-1, metavar="[NAME]")
@click.option("--limit", default=20, show_default=True)
@needs(Role.READER)
def suppliers(ask: Ask, name: tuple[str, ...], limit: int) -> Reply:
    """Who sold to watched buyers, or sold watched chips and clouds, and how often."""
    return commands_records.suppliers_list(ask.desk, ask.actor, phrase(name), limit=limit)


@words.group()
def lists() -> None:
    """The official lists held here."""


@lists.command("list")
@needs(Role.READER)
def lists_list(ask: Ask) -> Reply:
    """Date, entries and state of each list."""
    return commands_lists.lists_list(ask.desk)


@lists.command("changes")
@click.argument("name", nargs=-1, metavar="[LIST]")
@click.option("--since", default="7d", show_default=True, help="12h, 7d, 2w, or a day such as 2026-11-01.")
@click.option("--page", default=1, help="Which page of a long answer.")
@needs(Role.READER)
def lists_changes(ask: Ask, name: tuple[str, ...], since: str, page: int) -> Reply:
    """What changed on official lists lately, entry by entry, field by field."""
    return commands_lists.lists_changes(ask.desk, phrase(name), since=since, page=page)


@words.group()
def alerts() -> None:
    """What the team was told."""


@alerts.command("list")
@click.option("--limit", default=20, show_default=True)
@click.option("--severity", type=click.Choice(["high", "medium", "low"]), help="Only these.")
@click.option("--state", type=click.Choice([str(one) for one in TriageState]), help="Only these.")
@needs(Role.READER)
def alerts_list(ask: Ask, limit: int, severity: str | None, state: str | None) -> Reply:
    """The newest alerts, and who took them in hand."""
    return commands_alerts.alerts_list(
        ask.desk, ask.actor, limit=limit, severity=severity or "", state=state or ""
    )


@alerts.command("show")
@click.argument("alert_id", metavar="ID")
@needs(Role.READER)
def alerts_show(ask: Ask, alert_id: str) -> Reply:
    """All that is known of one alert."""
    return commands_alerts.alerts_show(ask.desk, ask.actor, alert_id)


@alerts.command("acknowledge")
@click.argument("alert_id", metavar="ID")
@click.option("--note", default="", help="Shown with the alert.")
@needs(Role.EDITOR)
def alerts_acknowledge(ask: Ask, alert_id: str, note: str) -> Reply:
    """Say that you look into an alert; the message shows who."""
    return commands_alerts.settle(ask.desk, ask.actor, alert_id, TriageState.ACKNOWLEDGED, reason=note)


@alerts.command("dismiss")
@click.argument("alert_id", metavar="ID")
@click.option("--because", type=click.Choice([str(one) for one in Cause]), help="Why, in a word.")
@click.option("--reason", default="", help="Why it is of no concern; shown with the alert.")
@needs(Role.EDITOR)
def alerts_dismiss(ask: Ask, alert_id: str, because: str | None, reason: str) -> Reply:
    """Put an alert aside; its message shrinks to a line and shows who."""
    cause = Cause(because) if because else None
    return commands_alerts.settle(
        ask.desk, ask.actor, alert_id, TriageState.DISMISSED, reason=reason, cause=cause
    )


@alerts.command("reopen")
@click.argument("alert_id", metavar="ID")
@needs(Role.EDITOR)
def alerts_reopen(ask: Ask, alert_id: str) -> Reply:
    """Undo an acknowledgement or dismissal."""
    return commands_alerts.settle(ask.desk, ask.actor, alert_id, TriageState.OPEN)


def answer(text: str, desk: Desk, actor: Actor, *, confirmed: bool = False) -> Reply:
    """Answer the words a person typed in a chat. A person's mistake becomes a Reply of one sentence.

    What takes something away is asked back, with a Reply that says `confirm`, until it comes `confirmed`.
    """
    try:
        argv = split(text)
        if not argv or argv[0] in ("help", "?") or "--help" in argv:
            return help_reply([word for word in argv if word not in ("help", "?", "--help")])
        asked = Ask(desk, actor, confirmed)
        reply = words.main(args=argv, prog_name="/sanctions", standalone_mode=False, obj=asked)
    except click.exceptions.NoArgsIsHelpError as error:
        return help_reply(error.ctx.command_path.split()[1:] if error.ctx else [])
    except click.ClickException as error:
        return mistake(f"{error.format_message()} Say “help” for all commands.")
    except (BotError, WatcherError, WatchlistError) as error:
        return mistake(str(error))
    return reply if isinstance(reply, Reply) else help_reply(argv[:1])


def mistake(sentence: str) -> Reply:
    """Return the Reply to a call that cannot be answered."""
    return Reply(title=sentence, tone=Tone.ERROR, data={"error": sentence}, status=2)


def split(text: str) -> list[str]:
    """Split a chat line into words; double quotation marks of any kind hold a phrase together.

    Apostrophes are letters here (Xi'an), and a mark left open ends with the line.
    """
    line = text.translate(str.maketrans("“”„«»", '"""""')).replace("—", "--").strip()
    if line.count('"') % 2:
        line += '"'
    lexer = shlex.shlex(line, posix=True, punctuation_chars=False)
    lexer.whitespace_split, lexer.quotes, lexer.commenters, lexer.escape = True, '"', "", ""
    return list(lexer)


def help_reply(path: list[str]) -> Reply:
    """Return what may be asked: all commands, or the words of one."""
    command: click.Command = words
    for word in path:
        if isinstance(command, click.Group) and word in command.commands:
            command = command.commands[word]
    if isinstance(command, click.Group):
        rows = tuple(_rows(command, [] if command is words else [command.name or ""]))
        return Reply(
            title="What you can ask",
            parts=(Table(("Command", "What it does"), rows),),
            data=[{"command": row[0], "help": row[1]} for row in rows],
        )
    context = click.Context(command, info_name=" ".join(path))
    lines = [option.get_help_record(context) for option in command.params]
    example = EXAMPLES.get(" ".join(path))
    return Reply(
        title=" ".join(path) + " " + " ".join(command.collect_usage_pieces(context)),
        parts=(
            Paragraph(command.help or ""),
            Bullets(tuple(f"{line[0]}: {line[1]}" for line in lines if line)),
            *((Facts((("Example", example),)),) if example else ()),
        ),
    )


def _rows(group: click.Group, path: list[str]) -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            rows += _rows(command, [*path, name])
        else:
            context = click.Context(command, info_name=name)
            pieces = [piece for piece in command.collect_usage_pieces(context) if piece != "[OPTIONS]"]
            rows.append((" ".join((*path, name, *pieces)), (command.help or "").split("\n", 1)[0]))
    return rows


def _split(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part.strip() for value in values for part in value.split("|") if part.strip())
