"""Compiled tables kept in a file beside the store, from one start or call to the next.

The file is plain tables with a digest (`watchlists.index.tables`), never executed. It names the program that
made it and what they were made of; one that is damaged, of another program or of something else is made anew.
Whoever can write it can write the store beside it.
"""

from __future__ import annotations

import glob
import logging
import time
from collections.abc import Callable
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from watchlists.index.tables import Tables

_MADE_BY = "made by"
_LONGEST_WRITE = 3600.0  # seconds; an older unfinished file is written by nobody any more
_T = TypeVar("_T")

log = logging.getLogger("sanctions_watch.kept")


def beside(store: Path | None, ending: str) -> Path | None:
    """Return where tables are kept beside an SQLite store (`….index`, `….names`); none are beside another."""
    return store.with_name(f"{store.name}.{ending}") if store is not None and store.name else None


class KeptTables:
    """Reads and writes that file; without a path nothing is kept."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._writing = Lock()

    def read(self, understood: Callable[[Tables], _T], made_of: str = "") -> _T | None:
        """Return what is `understood` by the tables kept; None where none are, or none made of this.

        `understood` may raise KeyError or ValueError for tables that lack something.
        """
        if self.path is None or not self.path.exists():
            return None
        from watchlists.compiling.program import program
        from watchlists.index.tables import Tables

        try:
            tables = Tables.unpacked(self.path.read_bytes())
            if tables.words(_MADE_BY) != [program(), made_of]:
                raise ValueError("of another program, or made of something else")
            return understood(tables)
        except (OSError, ValueError, KeyError) as error:
            log.info("kept.unfit file=%s reason=%s", self.path.name, f"{type(error).__name__}: {error}")
            return None

    def write(self, tables: Tables) -> None:
        """Keep tables that are signed."""
        if self.path is None:
            return
        try:
            with self._writing:
                _remove_unfinished(self.path)
                tables.write(self.path)
        except OSError as error:  # a full disk: they are made anew the next time
            reason = f"{type(error).__name__}: {error.strerror}"
            log.warning("kept.not_written file=%s reason=%s", self.path.name, reason)


def sign(tables: Tables, made_of: str = "") -> None:
    """Say in the tables which program made them, and of what."""
    from watchlists.compiling.program import program

    tables.put_words(_MADE_BY, [program(), made_of])


def _remove_unfinished(path: Path) -> None:
    """Remove what a program left that was killed while it wrote this file."""
    for part in path.parent.glob(f"{glob.escape(path.name)}.*.part"):
        if time.time() - part.stat().st_mtime > _LONGEST_WRITE:
            part.unlink(missing_ok=True)
