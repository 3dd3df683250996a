"""Compiles in a process of its own (`process.py`): one line for each watchlist and each term in, tables out.

What compiling needs is loaded after the process was begun: it loads the same, and the caller need not wait
for that first. What runs there is `compiler.main`.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from watchlists.compiling.collecting import no_collecting
from watchlists.compiling.process import TablesProcess
from watchlists.index.tables import Tables

if TYPE_CHECKING:
    from watchlists.index.distinct import Asked

WATCHLIST, TERM = b"+", b" "  # what a line says, by its first byte


def tabulated_apart(watchlists: Iterable["Asked"]) -> Tables:
    """Return the terms of watchlists, compiled by a process begun now, see `Apart.tables`."""
    return Apart().tables(watchlists)


class Apart:
    """A process that compiles, begun: it reads its tables of words while the terms are still gathered."""

    def __init__(self) -> None:
        self._process = TablesProcess("watchlists.compiling.compiler", "watchlists ready")

    def tables(self, watchlists: Iterable["Asked"], meanwhile: Callable[[], None] = lambda: None) -> Tables:
        """Return the terms of watchlists, compiled by that process; here, where none could be started. Once.

        `meanwhile` is called while it works, or afterwards.

        Raises NotCompiled when the process dies.
        """
        if not self._process.is_begun:
            from watchlists.compiling.compiled import tabulated_keys

            tables = tabulated_keys(watchlists)
            meanwhile()
            return tables

        def between() -> None:
            meanwhile()
            _read_ahead()

        return self._process.tables(_lines(watchlists), between)

    def end(self) -> None:
        """End the process: nobody waits for it any more."""
        self._process.end()


def _read_ahead() -> None:
    """Read the words that the first texts need here, while the process works."""
    from watchlists.compiling.ahead import read_ahead

    read_ahead()


def _lines(watchlists: Iterable["Asked"]) -> Iterator[bytes]:
    """Yield every watchlist with its terms."""
    with no_collecting():
        for watchlist, keys in watchlists:
            yield WATCHLIST + json.dumps(watchlist).encode() + b"\n"
            yield b"".join([TERM + key + b"\n" for key in keys])
