"""The form that adds a term: its words, the same in Slack and Teams, and what a field of it holds. Pure."""

import re

from bot.chat.harmless import line

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


def each_of(text: str) -> tuple[str, ...]:
    """Return what stands in a field that holds one thing a line, or several between bars; each once."""
    return tuple(dict.fromkeys(one for one in (line(part) for part in re.split(r"[\n|]", text)) if one))
