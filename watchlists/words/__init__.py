"""Word tables shipped with matching, and how they are read.

Knows files and their line formats only. Every table is plain text with `#` comments; the comment at the
top of a file says where its content comes from.
"""

from collections.abc import Iterator
from functools import cache
from importlib.resources import files


def lines(name: str) -> Iterator[str]:
    """Yield the lines of the table `name` without comments, blank lines and surrounding space."""
    for line in files(__name__).joinpath(name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#") and (bare := line.strip()):
            yield bare


@cache
def groups(name: str) -> tuple[tuple[str, ...], ...]:
    """Return the table `name` as rows of fields separated by ` | `."""
    return tuple(tuple(cell.strip() for cell in line.split("|")) for line in lines(name))


@cache
def words(name: str) -> frozenset[str]:
    """Return every space-separated word of the table `name`."""
    return frozenset(" ".join(lines(name)).split())  # at once: one has 40,000


@cache
def longest_first(name: str) -> tuple[str, ...]:
    """Return the words of the table `name`, always in the same order: so are the reasons made of them."""
    return tuple(sorted(words(name), key=lambda word: (-len(word), word)))
