"""The console script `sanctions-watch`: every chat command in the same words, and what only an operator does.

Exit status: 0 done, 1 done but something failed (it says what), 2 the call is wrong.

What is imported here, or in a module that holds commands, slows down every command. So whatever takes long to
load (network, chats, parsers, settings, tables) is imported inside the command that needs it; and `run` is
taken alone, as a server's start would wait for all the others.
"""

from __future__ import annotations

import codecs
import io
import json
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from bot.actors import TEAM, operator
from bot.cli.help import Listed, help_, illustrate, illustrated
from bot.cli.run import loaded, own_store
from bot.cli.writing import print_json
from bot.errors import BotError, CallError
from bot.logs import set_level, set_up_logs
from watchers.errors import WatcherError
from watchlists.errors import WatchlistError

if TYPE_CHECKING:
    from bot.grammar.asking import Ask
    from bot.replies import Reply
    from bot.settings import Settings

ALONE = "run"


def ask_for(settings: Settings, team: str) -> Ask:
    """Return what a command needs when it is given here: the operator may do everything."""
    from bot.commands.desk import Desk
    from bot.grammar.asking import Ask
    from bot.matching.in_force import Matching
    from bot.matching.kept_tables import beside
    from bot.opening import now_utc

    desk = Desk(own_store(settings, team=team), Matching(), now_utc, beside(settings.sqlite_path, "names"))
    return Ask(desk, operator(team), confirmed=True)


def show(reply: Reply, *, as_json: bool) -> int:
    """Print a reply, for people or as one JSON document; return the exit status."""
    if as_json:
        print_json(reply.data)
    else:
        from rich.console import Console

        from bot.chat.terminal.reply import render_reply
        from bot.replies import Tone

        Console(stderr=reply.tone is Tone.ERROR).print(render_reply(reply))
    return reply.status


def shared(command: click.Command) -> click.Command:
    """Return a chat command as a command of the shell, with `--json` and `--team`."""
    if isinstance(command, click.Group):
        own = Listed(command.name, help=command.help, no_args_is_help=True)
        for sub in command.commands.values():
            own.add_command(shared(sub))
        return own
    inner: Callable[..., Any] = command.callback or (lambda: None)

    def run(*, as_json: bool, team: str, **values: Any) -> None:
        from bot.settings import load

        context, settings = click.get_current_context(), load()
        if settings.log_level == "INFO":
            set_level("WARNING")  # the answer says what was done; events beside it are for a server's log
        context.obj = ask = ask_for(settings, team)
        reply = ask.desk.prepared(lambda: context.invoke(inner, **values))
        context.exit(show(reply, as_json=as_json))

    options: list[click.Parameter] = [
        click.Option(["--json", "as_json"], is_flag=True, help="One JSON document."),
        click.Option(["--team"], default=TEAM, show_default=True, help="For which team."),
    ]
    return type(command)(command.name, params=[*command.params, *options], callback=run, help=command.help)


class _Commands(Listed):
    """Every command of the console script; `ALONE` without loading the others."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return the command of that name."""
        if cmd_name == ALONE and not self.commands:
            from bot.cli.run import run

            return illustrated(run, ALONE)
        assemble()
        return super().get_command(ctx, cmd_name)

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of all commands."""
        assemble()
        return super().list_commands(ctx)


@click.group(
    cls=_Commands,
    context_settings={
        "help_option_names": ["-h", "--help"],
        "max_content_width": 100,
        "token_normalize_func": str.lower,
    },
    epilog="To begin: demo, then run. To ask: lookup NAME, why URL, status. COMMAND --help has more.",
)
@click.version_option(package_name="sanctions-watch")
@click.pass_context
def cli(context: click.Context) -> None:
    """Watch tenders, news and sanctions lists; explain every match."""
    if context.invoked_subcommand != ALONE:  # which has more to load
        loaded()


def assemble() -> None:
    """Hang every command onto the console script; again it changes nothing."""
    if cli.commands:
        return
    from bot.cli.exports import ALERT_COMMANDS, audit_log
    from bot.cli.keys import KEYS
    from bot.cli.lists import LIST_COMMANDS
    from bot.cli.operate import OPERATE
    from bot.cli.sources import SOURCE_COMMANDS
    from bot.cli.streams import STREAMS
    from bot.cli.watch import WATCH, WATCHLIST_COMMANDS
    from bot.grammar.words import words

    for command in words.commands.values():
        cli.add_command(shared(command))
    # these know files: they take the place of the chat's own
    for more in (*WATCH, *STREAMS, *OPERATE, audit_log, *KEYS, help_):
        cli.add_command(more)
    for group, commands in (
        ("watchlist", WATCHLIST_COMMANDS),
        ("sources", SOURCE_COMMANDS),
        ("lists", LIST_COMMANDS),
        ("alerts", ALERT_COMMANDS),
    ):
        there = cli.commands[group]
        assert isinstance(there, click.Group)
        for more in commands:
            there.add_command(more)
    illustrate(cli, ())


def main() -> None:
    """Run the console script. A person's mistake is one sentence, never a traceback."""
    output = sys.stdout
    if isinstance(output, io.TextIOWrapper):
        codecs.register_error("escaped", _escaped)
        output.reconfigure(errors="escaped")  # a terminal of another encoding ends no command
    try:
        set_up_logs()
        words = [_word(given) for given in sys.argv[1:]]
        status = cli.main(words, standalone_mode=False)  # what a command passed to `exit`
        sys.exit(status if isinstance(status, int) else 0)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message())
        sys.exit(2)
    except click.ClickException as error:
        click.echo(mistake(error), err=True)
        sys.exit(2)
    except click.exceptions.Exit as error:
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        sys.exit(130)
    except (BotError, WatcherError, WatchlistError) as error:
        click.echo(f"sanctions-watch: {error}", err=True)
        sys.exit(2 if isinstance(error, WatchlistError | CallError) else 1)
    except SystemExit:
        if sys.stdout is output:
            raise
        # click took standard output away: its reader is gone (head, less), which is no failure
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        sys.exit(0)
    except OSError as error:  # a file or port that is not to be had
        named = f"{error.filename}: " if error.filename else ""
        click.echo(f"sanctions-watch: {named}{error.strerror or error}.", err=True)
        sys.exit(1)


def _word(given: str) -> str:
    """Return a word of the call; in a locale that knows only ASCII it comes as bytes that nobody read."""
    try:
        given.encode()
    except UnicodeEncodeError:
        return os.fsencode(given).decode(errors="surrogateescape")  # no UTF-8: the name of a file
    return given


def _escaped(error: UnicodeError) -> tuple[str, int]:
    r"""Return what an encoding lacks as JSON writes it (\u6e2f), so that a JSON document stays one."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return json.dumps(error.object[error.start : error.end])[1:-1], error.end


def mistake(error: click.ClickException) -> str:
    """Return a wrong call as one sentence, and where the right words are."""
    from bot.grammar.asking import said

    sentence = said(error, "sanctions-watch ")
    context = error.ctx if isinstance(error, click.UsageError) else None
    if context is None:
        return f"sanctions-watch: {sentence}"
    return f"{context.command_path}: {sentence} See {context.command_path} --help"


if __name__ == "__main__":
    main()
