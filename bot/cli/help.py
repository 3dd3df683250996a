"""What the console script says of its commands: `help`, and the example at the end of each one's own help.

Knows click's commands. Knows none of ours.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import click

from bot.cli.writing import print_json
from bot.grammar.examples import EXAMPLES

_WHOLE = 1_000  # letters: no sentence is as long


class Listed(click.Group):
    """A group that lists its commands with a whole sentence each: click cuts them off in the middle."""

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the commands; a sentence goes on in the next line."""
        every = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        rows = [(name, one.get_short_help_str(_WHOLE)) for name, one in every if one and not one.hidden]
        if rows:
            with formatter.section("Commands"):
                formatter.write_dl(rows)


@click.command("help")
@click.argument("words", nargs=-1, metavar="[COMMAND…]")
@click.option("--json", "as_json", is_flag=True, help="One JSON document: every command with its options.")
@click.pass_context
def help_(context: click.Context, words: tuple[str, ...], as_json: bool) -> None:
    """All commands, or the words of one."""
    where = context.find_root()
    command = where.command
    for word in words:
        found = command.get_command(where, word.lower()) if isinstance(command, click.Group) else None
        if found is None:
            raise click.UsageError(f"No such command {' '.join(words)!r}.", where)
        command, where = found, click.Context(found, info_name=found.name, parent=where)
    if as_json:
        every = list(_described(command, tuple(word.lower() for word in words), where))
        print_json(every)
    else:
        click.echo(command.get_help(where))


def _described(
    command: click.Command, path: tuple[str, ...], where: click.Context
) -> Iterator[dict[str, Any]]:
    """Yield a command, or each that a group holds, with its words, options and example."""
    if isinstance(command, click.Group):
        for name, sub in sorted(command.commands.items()):
            yield from _described(sub, (*path, name), click.Context(sub, info_name=name, parent=where))
        return
    options = [one for one in command.params if isinstance(one, click.Option)]
    yield {
        "command": " ".join(path),
        "usage": " ".join((*path, *command.collect_usage_pieces(where))),
        "help": (command.help or "").strip(),
        "options": [{"names": [*one.opts, *one.secondary_opts], "help": one.help or ""} for one in options],
        "example": EXAMPLES.get(" ".join(path), ""),
    }


def illustrate(group: click.Group, path: tuple[str, ...]) -> None:
    """End the help of every command with its example."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            illustrate(command, (*path, name))
        else:
            illustrated(command, " ".join((*path, name)))


def illustrated(command: click.Command, called: str) -> click.Command:
    """End the help of a command with the example of what it is called."""
    if example := EXAMPLES.get(called):
        command.epilog = f"\b\nExample:\n  sanctions-watch {example}"
    return command
