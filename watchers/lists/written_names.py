"""The names of a list's entries, cut out of their JSON as stored, of which they are a small part.

Sixty thousand entries are read so at a start, before anything can be matched, in a fraction of the time that
decoding takes. Names stay as they are written, in quotation marks: the same text is written one way.

Knows how `store` writes an entry: its fields in order of the alphabet. A mark that stands around a field
stands in no text, where each quotation mark has a backslash before it.
"""

import re
from collections.abc import Iterable

_TEXT = re.compile(r'"[^"\\]*(?:\\.[^"\\]*)*"')
_ALIASES, _BEHIND_ALIASES = '"aliases": [', '], "citation": "'
_LIST, _BEHIND_LIST = ', "list": "', '", "name": "'
_BEHIND_NAME = '", "programs": ['
_OPEN, _OF_LIST, _OF_NAME = len(_ALIASES), len(_LIST) - 1, len(_BEHIND_LIST) - 1

MARKS = (
    _ALIASES.encode(),
    _BEHIND_ALIASES.encode(),
    _LIST.encode(),
    _BEHIND_LIST.encode(),
    _BEHIND_NAME.encode(),
)
"""The marks in the order in which they stand in an entry, for a compiled form of `written_names`."""

WrittenNames = tuple[str, str, str]  # aliases, one after the other; what the entry is listed on; its name


def written_names(entries: Iterable[str]) -> list[WrittenNames] | None:
    """Return what each entry is called, as written; None where one is not written as expected."""
    found: list[WrittenNames] = []
    try:
        for entry in entries:
            aliases = entry.index(_ALIASES)
            behind = entry.index(_BEHIND_ALIASES, aliases)
            listed = entry.index(_LIST, behind)
            name = entry.index(_BEHIND_LIST, listed)
            end = entry.index(_BEHIND_NAME, name)
            found.append(
                (
                    entry[aliases + _OPEN : behind],
                    entry[listed + _OF_LIST : name + 1],
                    entry[name + _OF_NAME : end + 1],
                )
            )
    except ValueError:
        return None
    return found


def each_of(aliases: str) -> list[str]:
    """Return the aliases that are written one after the other."""
    return [aliases] if aliases.count('"') == 2 else _TEXT.findall(aliases)
