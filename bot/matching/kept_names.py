"""The index of the official lists' names for `lookup`, kept from call to call (`bot.matching.kept_tables`).

It names the state of the lists it was made of.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from bot.matching.kept_tables import KeptTables, sign
from watchlists.model import Party

if TYPE_CHECKING:
    from watchlists.lookup import NameIndex

MANY = 1_000  # parties; an index of fewer is made as soon as it is read


class KeptNames:
    """Reads, makes and keeps the index; without a path it is not kept."""

    def __init__(self, path: Path | None) -> None:
        self._file = KeptTables(path)

    def index(self, state: object) -> NameIndex | None:
        """Return the index that was kept of lists in that state, as JSON can say it; None where none is."""
        from watchlists.lookup import NameIndex

        return self._file.read(NameIndex.kept, json.dumps(state))

    def made(self, state: object, parties: Sequence[Party]) -> NameIndex:
        """Return an index of parties, the official lists in that state; a big one is kept."""
        from watchlists.lookup import NameIndex

        index = NameIndex.build(parties)
        if self._file.path is None or len(parties) < MANY:
            return index
        tables = index.tables()
        sign(tables, json.dumps(state))
        self._file.write(tables)
        return NameIndex.kept(tables)  # the objects of a hundred thousand names are given back
