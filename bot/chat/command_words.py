"""Commands that an answer of ours names between backticks, told from the words around them. Pure.

No chat can be relied on to read a backtick as such: each renderer sets a command apart in its own way. Only
words that begin like a command or an option count, so a backtick in a name from outside stays what it is.
"""

import re

_COMMAND = re.compile(
    r"`((?:/sanctions|sanctions-watch|help|lookup|why|status|watchlist|sources|lists|alerts|suppliers|decline|quiet"
    r"|rules|subscribe|unsubscribe|--[a-z]+)\b[^`\n]*)`"
)


def parted(text: str) -> tuple[tuple[str, bool], ...]:
    """Return the stretches of `text`, each with whether it is a command; the backticks are gone."""
    pieces = _COMMAND.split(text)  # every second one was between backticks
    return tuple((piece, number % 2 == 1) for number, piece in enumerate(pieces) if piece)
