"""A line typed in a chat, read and answered: `/sanctions …` in Slack, a mention in Teams.

Knows help, and how a person's mistake is said in a sentence. Knows no single command: their table is
`bot.grammar.words`, which click reads.
"""

import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches

import click

from bot.actors import Actor
from bot.commands.desk import Desk
from bot.errors import BotError
from bot.grammar.asking import SHEETS, Ask, said
from bot.grammar.examples import EXAMPLES
from bot.grammar.words import words
from bot.phrases import DASHES, split
from bot.replies import Bullets, Facts, Paragraph, Reply, Table, Tone
from watchers.errors import WatcherError
from watchlists.errors import WatchlistError

_HELP = ("help", "?", "？", "--help")
_GREETINGS = ("hi", "hello", "hey", "hallo", "start", "你好", "您好", "привет", "مرحبا")
_ALL = "Say `help` for all commands."
_MORE = "`help watchlist` says all about one of these, `help watchlist add` its options, with an example."
_LOOKS = "`lookup NAME` says who is held under a name, `status` what waits."
# Words that people say for ours; “…” stands for the rest of what they said.
_MEANT = {
    "search": "lookup …",
    "find": "lookup …",
    "check": "lookup …",
    "screen": "lookup …",
    "unmute": "watchlist mute … --off",
    "watchlist unmute": "watchlist mute … --off",
    "delete": "watchlist remove …",
    "watchlist delete": "watchlist remove …",
    "undo": "watchlist history",
}
# What takes one name, and what was said of it before an option: lines or cells there are several names.
_NAMING = re.compile(
    rf"\s*(lookup|watchlist\s+(?:add|remove|mute))\s(.*?)(?:\s{DASHES}[A-Za-z]|$)",
    re.IGNORECASE | re.DOTALL,
)


def answer(text: str, desk: Desk, actor: Actor, *, confirmed: bool = False) -> Reply:
    """Answer the words a person typed in a chat. A person's mistake becomes a Reply of one sentence.

    What takes something away is asked back, with a Reply that says `confirm`, until it comes `confirmed`.
    """
    try:
        argv = split(text)
        if (named := _NAMING.match(text)) and re.search(r"[\t\r\n]", named[2].strip()):
            return mistake(f"One name at a time: these lines or cells would be taken for one name. {SHEETS}")
        argv[:1] = [word.rstrip("?!.:") or word for word in argv[:1]]
        if not argv or argv[0].lower() in _HELP or "--help" in argv:
            return help_reply([word.lower() for word in argv if word.lower() not in _HELP])
        if len(argv) == 1 and argv[0].lower().rstrip("！。？") in _GREETINGS:
            return help_reply([])
        asked = Ask(desk, actor, confirmed)
        reply = words.main(args=argv, prog_name="/sanctions", standalone_mode=False, obj=asked)
    except click.exceptions.NoArgsIsHelpError as error:
        return help_reply(error.ctx.command_path.split()[1:] if error.ctx else [])
    except click.ClickException as error:
        return mistake(_elsewhere(argv) or f"{said(error)} {_ALL}")
    except (BotError, WatcherError, WatchlistError) as error:
        return mistake(str(error))
    return reply if isinstance(reply, Reply) else help_reply(argv[:1])


def _elsewhere(argv: Sequence[str]) -> str:
    """Return what to say to words that are no command here; "" where the first of them is one.

    They may be other people's words for ours, those of a shell, lack the word before them, or be mistyped.
    """
    first = argv[0].lower()
    for length in (2, 1):
        path = " ".join(argv[:length]).lower()
        if path in _MEANT:
            return f"Say `{_MEANT[path].replace('…', ' '.join(argv[length:]) or 'NAME')}`."
        if path in EXAMPLES and not _is_said_here(path.split()):
            return f"`{path}` is not said in a chat: whoever runs sanctions-watch says it on the server."
    if first in ("subscribe", "unsubscribe"):
        return f"Say `{first}` alone, in the channel that it is meant for."
    if first in words.commands:
        return _within(words.commands[first], argv)
    groups = (one for one in words.commands.values() if isinstance(one, click.Group))
    holding = [one.name for one in groups if first in one.commands]
    if len(holding) == 1:
        return f"Say `{holding[0]} {' '.join(argv)}`."
    near = get_close_matches(first, words.commands, n=1, cutoff=0.7)
    if near:
        return f"No such command “{argv[0]}”. Did you mean `{' '.join((near[0], *argv[1:]))}`? {_ALL}"
    return f"No such command “{argv[0]}”. {_LOOKS} {_ALL}"


def _within(group: click.Command, argv: Sequence[str]) -> str:
    """Return what to say to a word that a group does not hold: the beginning of one, or mistyped."""
    word = argv[1].lower() if len(argv) > 1 else ""
    if not isinstance(group, click.Group) or not word or word in group.commands:
        return ""
    begun = [name for name in group.commands if name.startswith(word)]
    near = begun if len(begun) == 1 else get_close_matches(word, group.commands, n=1, cutoff=0.6)
    meant = f"Did you mean `{' '.join((argv[0].lower(), near[0], *argv[2:]))}`?" if near else ""
    held = meant or f"It has {', '.join(group.commands)}."
    return f"No such command “{' '.join(argv[:2])}”. {held} {_ALL}"


def _is_said_here(path: Sequence[str]) -> bool:
    command: click.Command | None = words
    for word in path:
        command = command.commands.get(word) if isinstance(command, click.Group) else None
    return command is not None


def mistake(sentence: str) -> Reply:
    """Return the Reply to a call that cannot be answered."""
    return Reply(title=sentence, tone=Tone.ERROR, data={"error": sentence}, status=2)


def help_reply(path: list[str]) -> Reply:
    """Return what may be asked: all commands, those of a group, or the words of one."""
    command: click.Command = words
    for word in path:
        held = command.commands.get(word) if isinstance(command, click.Group) else None
        if held is None:
            return mistake(_elsewhere(path) or f"No such command “{' '.join(path)}”. {_ALL}")
        command = held
    if isinstance(command, click.Group):
        rows = tuple(_rows(command, path))
        shown = rows if path else tuple(_overview(command))
        return Reply(
            title="What you can ask",
            parts=(Table(("Command", "What it does"), shown), Paragraph(_MORE)),
            data=[{"command": row[0], "help": row[1]} for row in rows],
        )
    context = click.Context(command, info_name=" ".join(path))
    lines = [option.get_help_record(context) for option in command.params]
    example = EXAMPLES.get(" ".join(path))
    return Reply(
        title=" ".join(
            (*path, *_pieces(command, context), *(["[OPTIONS]"] if _has_options(command) else []))
        ),
        parts=(
            Paragraph(command.help or ""),
            Bullets(tuple(f"{line[0]}: {line[1]}" for line in lines if line and line[1])),
            *((Facts((("Example", example),)),) if example else ()),
        ),
    )


def _pieces(command: click.Command, context: click.Context) -> list[str]:
    return [piece for piece in command.collect_usage_pieces(context) if piece != "[OPTIONS]"]


def _has_options(command: click.Command) -> bool:
    return any(isinstance(one, click.Option) for one in command.params)


def _overview(group: click.Group) -> Iterator[tuple[str, str]]:
    """Yield a row for each command, and one for each group that names its commands: they fit one screen."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            about = (command.help or "").rstrip(".")
            yield f"{name} …", f"{about}: {', '.join(command.commands)}."
        else:
            yield from _rows(click.Group(commands={name: command}), [])


def _rows(group: click.Group, path: list[str]) -> list[tuple[str, str]]:
    rows: list[tuple[str, str]] = []
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            rows += _rows(command, [*path, name])
        else:
            context = click.Context(command, info_name=name)
            said_as = " ".join((*path, name, *_pieces(command, context)))
            rows.append((said_as, (command.help or "").split("\n", 1)[0]))
    return rows
