"""What a command asks before it acts, and what it writes: to standard output or into a file."""

import contextlib
import json
import sys
from pathlib import Path

import click

from bot.errors import CommandError


def write_out(text: str, path: Path | None, *, marked: bool) -> None:
    """Write a text to a file or standard output (also “-”); `marked`: with the mark that says it is UTF-8."""
    text = f"\ufeff{text}" if marked else text
    if path is None or str(path) == "-":
        click.echo(text, nl=False)
    else:
        write_whole(path, text.encode())
        click.echo(f"Written to {path}.", err=True)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file whole or not at all: on a full disk what was there before stays. Raises OSError."""
    if path.is_symlink() or (path.exists() and not path.is_file()):  # a link, a device, a pipe
        path.write_bytes(content)
        return
    part = path.with_name(f"{path.name}.part")
    try:
        part.write_bytes(content)
        if path.exists():
            part.chmod(path.stat().st_mode & 0o777)
        part.replace(path)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink()
        raise OSError(error.errno, error.strerror, str(path)) from None


def say_meanwhile(sentence: str) -> None:
    """Tell whoever sits at a terminal what takes a while; a program that reads the answer is told nothing."""
    if sys.stderr.isatty():
        click.secho(sentence, err=True, dim=True)


def print_json(value: object) -> None:
    """Print one JSON document."""
    click.echo(json.dumps(value, ensure_ascii=False, indent=1))


def ask_first(question: str, *, yes: bool, why: str) -> None:
    """Go on only with a yes: `yes` from the call itself, else from whoever sits at the terminal.

    `why` says what the command does, where nobody can be asked. Raises CommandError, click.Abort.
    """
    if yes:
        return
    if not sys.stdin.isatty():
        raise CommandError(f"Nothing was changed: {why}, so say --yes.")
    click.confirm(question, abort=True)
