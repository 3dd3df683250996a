"""Who asks, whether they may, and what is asked back first: what every command of the grammar begins with.

Knows the roles and click's context. Knows no command and no store.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import wraps
from typing import Any, Concatenate, ParamSpec

import click

from bot.actors import Actor, Role
from bot.commands.desk import Desk
from bot.errors import CallError, CommandError
from bot.phrases import phrase
from bot.replies import Reply, Tone

P = ParamSpec("P")
Later = Callable[[date], date]  # the day that is meant, from today
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NAME: dict[str, Any] = {"nargs": -1, "required": True, "metavar": "NAME"}
SOURCE: dict[str, Any] = {"nargs": -1, "required": True, "metavar": "ID"}


def _apart(_context: click.Context, _param: click.Parameter, words: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(part for word in words for part in word.replace(",", " ").split())


class _Day(click.ParamType[datetime]):
    """A day as people write it in records; what is refused is told how one is written."""

    name = "day"

    def convert(
        self, value: str | datetime, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        """Return the day that the words name, at midnight."""
        if isinstance(value, datetime):
            return value
        try:
            return datetime.strptime(value.strip(), "%Y-%m-%d")  # noqa: DTZ007 - a day, of no place yet
        except ValueError:
            self.fail(f"“{value}” is no day; write it as 2026-12-24.", param, ctx)


class _Later(click.ParamType[Later]):
    """A day to come: as one writes it in records, tomorrow, or the next day of a name."""

    name = "day"

    def convert(self, value: str | Later, param: click.Parameter | None, ctx: click.Context | None) -> Later:
        """Return what tells the day from today: no clock is at hand yet."""
        if not isinstance(value, str):
            return value
        word = value.strip().lower().removeprefix("next ")
        if word == "tomorrow":
            return lambda today: today + timedelta(days=1)
        for number, name in enumerate(_WEEKDAYS):
            if word in (name, name[:3]):  # said on that day, it is a week away
                return lambda today: today + timedelta(days=(number - today.weekday() - 1) % 7 + 1)
        try:
            day = datetime.strptime(word, "%Y-%m-%d").date()  # noqa: DTZ007 - a day, of no place
        except ValueError:
            self.fail(f"“{value}” is no day; write it as 2026-12-24, tomorrow or friday.", param, ctx)
        return lambda _: day


DAY, LATER = _Day(), _Later()
IDS: dict[str, Any] = {"nargs": -1, "required": True, "metavar": "ID…", "callback": _apart}
PAGE = click.IntRange(min=1)
MOST = click.IntRange(1, 10_000)  # rows of an answer
DAYS = click.IntRange(0, 3_650)  # of silence; 0: without an end
SHEETS = "Many at once come as a sheet: `watchlist import FILE.csv` in a shell, `lookup --jsonl` there."
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


def one_name(said: tuple[str, ...]) -> str:
    """Return the name that was said. Raises CallError for several, which would be taken for one."""
    name = phrase(said)
    if "|" in name:
        raise CallError(f"One name at a time: “{name}” would be taken for one. {SHEETS}")
    return name


def really(question: str) -> Reply:
    """Return the question that stands before what takes something away; nothing was done yet."""
    return Reply(title=question, tone=Tone.WARNING, confirm=True, data={"confirm": question}, status=1)


def said(error: click.ClickException, before: str = "") -> str:
    """Return what is wrong with a call as one sentence; for words missing or too many, how it is said right.

    `before`: what stands before the words of a command where they were said.
    """
    wrong = _plainly(" ".join(error.format_message().split()))
    if not isinstance(error, click.UsageError) or error.ctx is None:
        return wrong
    context, choices = error.ctx, ""
    if isinstance(error, click.MissingParameter) and error.param is not None:
        wrong = f"{error.param.make_metavar(context)} is missing"
        choices = error.param.type.get_missing_message(param=error.param, ctx=context) or ""
    elif type(error) is not click.UsageError or isinstance(context.command, click.Group):
        return wrong
    path = context.command_path.removeprefix(context.find_root().info_name or "").strip()
    pieces = (piece for piece in context.command.collect_usage_pieces(context) if piece != "[OPTIONS]")
    told = f"{wrong.rstrip('.')}; say: " + " ".join((f"{before}{path}", *pieces)).rstrip(".…")
    return " ".join(f"{told}. {choices}".split()).rstrip(".") + "."


def _plainly(wrong: str) -> str:
    """Return click's sentence about a value without its notation."""
    wrong = re.sub(r"Invalid value for '([^']+)': '(.*)' is not one of (.*)\.$", _choices, wrong)
    wrong = re.sub(r"^Invalid value for '([^']+)'", r"\1", wrong)
    wrong = re.sub(r"is not in the range (\d+)<=x<=(\d+)", r"is not a number from \1 to \2", wrong)
    wrong = re.sub(r"is not in the range x>=(\d+)", r"is less than \1", wrong)
    wrong = re.sub(r"^Got unexpected extra arguments? \((.*)\)", r"“\1” is too much", wrong)
    return re.sub(r"is not a valid integer(?: range)?", "is not a whole number", wrong)


def _choices(wrong: re.Match[str]) -> str:
    option, value, choices = wrong.groups()
    *most, last = choices.replace("'", "").split(", ")
    return f"“{value}” is none of the words for {option}: {', '.join(most)} or {last}."
