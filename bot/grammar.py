"""A line typed in a chat, read and answered: `/sanctions …` in Slack, a mention in Teams.

Knows quotation marks, help, and how a person's mistake is said in a sentence. Knows no single command: their
table is `bot.grammar_words`, which click reads.
"""

import shlex
from collections.abc import Sequence

import click

from bot.actors import Actor
from bot.desk import Desk
from bot.errors import BotError
from bot.examples import EXAMPLES
from bot.grammar_asking import Ask, said
from bot.grammar_words import words
from bot.replies import Bullets, Facts, Paragraph, Reply, Table, Tone
from watchers.errors import WatcherError
from watchlists.errors import WatchlistError


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
        return mistake(_elsewhere(argv) or f"{said(error)} Say “help” for all commands.")
    except (BotError, WatcherError, WatchlistError) as error:
        return mistake(str(error))
    return reply if isinstance(reply, Reply) else help_reply(argv[:1])


def _elsewhere(argv: Sequence[str]) -> str:
    """Return what to say where the words are of a shell, or lack the word before them; "" where neither."""
    first = argv[0].lower()
    for path in (" ".join(argv[:2]).lower(), first):
        if path in EXAMPLES and not _is_said_here(path.split()):
            return f"`{path}` is not said in a chat: whoever runs sanctions-watch says it on the server."
    groups = (one for one in words.commands.values() if isinstance(one, click.Group))
    holding = [one.name for one in groups if first in one.commands and first not in words.commands]
    return f"Say `{holding[0]} {' '.join(argv)}`." if len(holding) == 1 else ""


def _is_said_here(path: Sequence[str]) -> bool:
    command: click.Command | None = words
    for word in path:
        command = command.commands.get(word) if isinstance(command, click.Group) else None
    return command is not None


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
