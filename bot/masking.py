"""Keeps secrets out of every log line, whoever writes it: the last look before a line is written.

Our own lines hold none to begin with, and libraries are kept quiet; this is for what nobody foresaw, such as
an error of a library whose text repeats an address. Knows what secrets look like, and those of the settings.
"""

import logging
import re
from collections.abc import Iterable

MASK = "…"
SHORTEST = 6  # a shorter word may occur by chance

_SLACKS = r"(?:xoxe\.)?xox[a-z]-[\w-]+ | xapp-[\w-]+"  # Slack's tokens, those that are renewed too
_TOLD_BY_LOOKS = re.compile(_SLACKS, re.VERBOSE)
_LOOKS = re.compile(
    _SLACKS
    + r"""
  | eyJ[\w-]+\.[\w-]+\.[\w-]*                              # a JSON web token
  | (?<=Bearer\ )[^\s'",]+ | (?<=Basic\ )[^\s'",]+
  | (?<=://)[^/\s@'"]+@                                    # user and password of an address
  | (?<=[\w/.:%~+-]\?)[\w.~%+-]+=[^\s'"<>)\]]*             # a query: sig=, code=, key= …
  | (?i:(?<=token[=:])|(?<=secret[=:])|(?<=password[=:])|(?<=ticket[=:])|(?<=sig[=:]))['"]?[\w.%+/~-]{8,}
    """,
    re.VERBOSE,
)
_known: set[str] = set()


def hide(secrets: Iterable[str]) -> None:
    """Remember values that must never be written.

    Left out are those that are masked by their looks wherever they stand. Of Slack's tokens, hundreds of new
    ones may come every day for as long as the bot runs, and to remember each would make every line of the log
    slower.
    """
    _known.update(
        secret for secret in secrets if len(secret) >= SHORTEST and not _TOLD_BY_LOOKS.fullmatch(secret)
    )


def masked(text: str) -> str:
    """Return the text with everything that is a secret, or looks like one, replaced."""
    for secret in sorted(_known, key=len, reverse=True):
        text = text.replace(secret, MASK)
    return _LOOKS.sub(MASK, text)


class MaskedFormatter(logging.Formatter):
    """Formats a record, traceback included, and masks what came out."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line to be written."""
        return masked(super().format(record))
