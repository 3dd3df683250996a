"""Options whose value is a phrase: where it ends when nobody put quotation marks around it.

Knows click's parameters. Knows no single command.
"""

import re
from typing import Any

import click

from bot.phrases import DASHES

# Ids of alerts, also with a slip: each with a digit, in small letters. Words of a reason are not like that.
_ID = "a[0-9a-f]*[0-9][0-9a-f]*"
_LIKE_IDS = re.compile(rf"{_ID}([,\s]+{_ID})*,?|,")


class PhraseOption(click.Option):
    """An option whose value people write in several words without quotation marks (`--note seen in May`)."""


class SpokenOption(PhraseOption):
    """A PhraseOption whose value may stand behind the ids of an IdsCommand without its name before it."""


class PhraseCommand(click.Command):
    """A command whose name comes first: what then follows a PhraseOption is its value, up to the next option.

    Else `add Harbour Works --alias Harbour Engine Works` would watch “Harbour Works Engine Works”.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read the words of a call. Raises UsageError where marks hold an option, as with one forgotten."""
        options = "|".join(name.lstrip("-") for one in self.params for name in one.opts if "--" in name)
        swallowed = re.compile(rf"(?<!\S){DASHES}({options})(?=[\s=]|$)", re.IGNORECASE)
        for word in args[: args.index("--") if "--" in args else None]:
            if not word.startswith("-") and " " in word and (option := swallowed.search(word)):
                raise click.UsageError(
                    f"“--{option[1].lower()}” stands between quotation marks: one of them may be missing", ctx
                )
        return super().parse_args(ctx, self._joined(args))

    def _joined(self, args: list[str]) -> list[str]:
        options: dict[str, Any] = {name: one for one in self.params for name in one.opts}
        joined: list[str] = []
        named = growing = False  # whether a name stands before; whether the last word is a value that goes on
        left = iter(args)
        for word in left:
            if word == "--":
                return [*joined, word, *left]
            option = options.get(word.partition("=")[0].lower()) if word.startswith("--") else None
            if option is not None:
                growing = named and isinstance(option, PhraseOption)
                joined.append(word)
                if "=" not in word and not option.is_flag:
                    joined += [value for value in (next(left, None),) if value is not None]
            elif growing and not word.startswith("-"):
                joined[-1] += f" {word}"
            else:
                named, growing = True, False
                joined.append(word)
        return joined


class IdsCommand(PhraseCommand):
    """A command whose ids come first: a word behind them that is an option's name is that option.

    `assign a57dbc4b0cf3 to Ben` needs no hyphens: no id is called “to”. What follows the ids and is none is
    the value of its SpokenOption, where it has one: `resolve a57dbc4b0cf3 licence checked`.
    """

    def _joined(self, args: list[str]) -> list[str]:
        options = {name for one in self.params for name in one.opts}
        spoken = next((one.opts[0] for one in self.params if isinstance(one, SpokenOption)), "")
        for at, word in enumerate(args):
            if word.startswith("-"):
                break
            if at and f"--{word.lower()}" in options:
                args = [*args[:at], f"--{word.lower()}", *args[at + 1 :]]
                break
            if at and spoken and not _LIKE_IDS.fullmatch(word):
                args = [*args[:at], spoken, *args[at:]]
                break
        return super()._joined(args)
