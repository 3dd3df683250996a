"""The form that adds a term, the same in Slack and Teams: its words, and the command it stands for. Pure."""

import re
from collections.abc import Mapping

from bot.chat.harmless import line
from bot.chat.wording import quoted
from bot.phrases import MARKS

NAME = "Name to watch"
SPELLINGS = "Other spellings"
NEAR = "Only near these words"
NOTE = "Why it is watched"
ADD = "Add"
KINDS = (
    ("org", "Organisation"),
    ("chip", "Chip or accelerator"),
    ("cloud", "Cloud or AI service"),
)
FIELDS = ("name", "kind", "watchlist", "aliases", "context", "note")


def command(filled: Mapping[str, str]) -> str:
    """Return what a person would have typed; quotation marks go, as in names that are typed."""
    name, kind, watchlist, aliases, context = (re.sub(f"[{MARKS}]", "", filled[one]) for one in FIELDS[:-1])
    given = [("kind", kind or KINDS[0][0]), ("watchlist", watchlist)]
    given += [("alias", one) for one in each_of(aliases)] + [("context", one) for one in each_of(context)]
    given.append(("note", filled["note"]))
    options = [f"--{option}={quoted(value)}" for option, value in given if line(value)]
    return " ".join(["watchlist add", *options, "--", quoted(name)])


def each_of(text: str) -> tuple[str, ...]:
    """Return what stands in a field that holds one thing a line, or several between bars; each once."""
    return tuple(dict.fromkeys(one for one in (line(part) for part in re.split(r"[\n|]", text)) if one))
