"""The compiled index of all watchlists, kept in a file beside the store from one start to the next.

The file is plain tables with a digest (`watchlists.index.tables`), never executed. It names the program that
made it and the watchlists it was made of; one that is damaged, or of another program, is made anew. Whoever
can write it can write the store beside it.
"""

from __future__ import annotations

import logging
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from bot.matching.watched import Everything
from watchlists.compiling.apart import Apart

if TYPE_CHECKING:
    from watchlists.matcher import Matcher

log = logging.getLogger("sanctions_watch.matching")


def kept_beside(store: Path | None) -> Path | None:
    """Return where an index is kept beside an SQLite store; none is beside another."""
    return store.with_name(f"{store.name}.index") if store is not None and store.name else None


class KeptIndex:
    """Reads and writes that file; without a path nothing is kept."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._writing = Lock()
        self._begun: Apart | None = None

    def expect_many(self) -> None:
        """Begin the process that `made` is going to ask: it gets ready while the watchlists are read."""
        self._begun = self._begun or Apart()

    def give_up(self) -> None:
        """End what `expect_many` began, if `made` was not asked for."""
        if (begun := self._begun) is not None:
            self._begun = None
            begun.end()

    def matcher(self) -> tuple[Matcher, dict[str, str]] | None:
        """Return the matcher that was kept, and the mark of each watchlist it holds; None where none is."""
        if self._path is None or not self._path.exists():
            return None
        from watchlists.compiling.program import program
        from watchlists.index.tables import Tables
        from watchlists.matcher import Matcher

        try:
            tables = Tables.unpacked(self._path.read_bytes())
            if tables.words("program") != [program()]:
                raise ValueError("of another program")
        except (OSError, ValueError, KeyError) as error:
            log.info("matcher.kept_unfit reason=%s", f"{type(error).__name__}: {error}")
            return None
        marks = dict(zip(tables.texts("watchlists"), tables.words("marks"), strict=True))
        matcher = Matcher(tables)
        log.info("matcher.ready watchlists=%d kept=yes", len(marks))
        return matcher, marks

    def made(self, everything: Everything) -> Matcher:
        """Return a matcher compiled by a process of its own, see `keep`.

        Raises NotCompiled when the process dies.
        """
        marks: list[str] = []
        made_by: list[str] = []

        def meanwhile() -> None:
            from watchlists import matcher  # noqa: F401 - it is loaded while another process works
            from watchlists.compiling.program import program

            marks.extend(everything.marks())
            made_by.append(program())

        begun, self._begun = self._begun or Apart(), None
        tables = begun.tables(everything.asked(), meanwhile)
        tables.put_words("program", made_by)
        tables.put_words("marks", marks)
        from watchlists.matcher import Matcher

        matcher = Matcher(tables)
        log.info("matcher.ready watchlists=%d kept=no", len(marks))
        return matcher

    def keep(self, matcher: Matcher) -> None:
        """Write what `made` made for the next start; it is in force before, as a disk may be slow."""
        if self._path is None or "marks" not in matcher.tables:
            return
        try:
            with self._writing:
                matcher.tables.write(self._path)
        except OSError as error:  # a full disk: the next start compiles anew
            log.warning("matcher.not_kept reason=%s", f"{type(error).__name__}: {error.strerror}")
