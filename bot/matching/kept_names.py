"""The index of the official lists' names for `lookup`, kept from call to call (`bot.matching.kept_tables`).

It names the state of the lists it was made of.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import chain, islice
from pathlib import Path
from typing import TYPE_CHECKING

from bot.matching.kept_tables import KeptTables, sign
from bot.matching.names_apart import NamesProcess, tables_here

if TYPE_CHECKING:
    from watchlists.lookup import NameIndex

MANY = 1_000  # entries; an index of fewer is made as soon as it is read


class KeptNames:
    """Reads, makes and keeps the index; without a path it is not kept."""

    def __init__(self, path: Path | None) -> None:
        self._file = KeptTables(path)
        self._making: NamesProcess | None = None
        self._is_given_up = False

    def index(self, state: object) -> NameIndex | None:
        """Return the index that was kept of lists in that state, as JSON can say it; None where none is."""
        from watchlists.lookup import NameIndex

        return self._file.read(NameIndex, json.dumps(state))

    def made(self, state: object, entries: Iterable[str]) -> NameIndex:
        """Return an index of the official lists in that state, given as stored; a big one is kept.

        A big one is made by a process of its own. Raises NotCompiled when that dies.
        """
        from watchlists.lookup import NameIndex

        rest = iter(entries)
        first = list(islice(rest, MANY))
        if len(first) < MANY:
            return NameIndex(tables_here(first))
        self._making = NamesProcess()
        if self._is_given_up:  # since the entries were asked for
            self._making.kill()
        tables = self._making.tables(chain(first, rest))
        sign(tables, json.dumps(state))
        self._file.write(tables)
        return NameIndex(tables)

    def give_up(self) -> None:
        """End what `made` waits for, from any thread; it raises NotCompiled, and so does each later call."""
        self._is_given_up = True
        if self._making is not None:
            self._making.kill()
