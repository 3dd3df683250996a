"""The index of the official lists' names for `lookup`, kept in a file beside the store from call to call.

The file is plain tables with a digest (`watchlists.index.tables`), never executed. It names the program that
made it and the state of the lists it was made of; one that is damaged, of another program or of other lists
is made anew. Whoever can write it can write the store beside it.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from watchlists.model import Party

if TYPE_CHECKING:
    from watchlists.lookup import NameIndex

MANY = 1_000  # parties; an index of fewer is made as soon as it is read
log = logging.getLogger("sanctions_watch.desk")


def names_beside(store: Path | None) -> Path | None:
    """Return where the names are kept beside an SQLite store; none are beside another."""
    return store.with_name(f"{store.name}.names") if store is not None and store.name else None


class KeptNames:
    """Reads and writes that file; without a path nothing is kept."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._writing = Lock()

    def index(self, state: object) -> NameIndex | None:
        """Return the index that was kept of lists in that state, as JSON can say it; None where none is."""
        if self._path is None or not self._path.exists():
            return None
        from watchlists.compiling.program import program
        from watchlists.index.tables import Tables
        from watchlists.lookup import NameIndex

        try:
            tables = Tables.unpacked(self._path.read_bytes())
            if tables.words("made by") != [program(), json.dumps(state)]:
                raise ValueError("of another program or other lists")
            return NameIndex.kept(tables)
        except (OSError, ValueError, KeyError) as error:
            log.info("names.kept_unfit reason=%s", f"{type(error).__name__}: {error}")
            return None

    def made(self, state: object, parties: Sequence[Party]) -> NameIndex:
        """Return an index of parties, the official lists in that state; a big one is kept."""
        from watchlists.lookup import NameIndex

        index = NameIndex.build(parties)
        if self._path is None or len(parties) < MANY:
            return index
        from watchlists.compiling.program import program

        tables = index.tables()
        tables.put_words("made by", [program(), json.dumps(state)])
        try:
            with self._writing:
                tables.write(self._path)
        except OSError as error:  # a full disk: the next call makes it anew
            log.warning("names.not_kept reason=%s", f"{type(error).__name__}: {error.strerror}")
        return NameIndex.kept(tables)  # the objects of a hundred thousand names are given back
