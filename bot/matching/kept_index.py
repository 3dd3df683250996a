"""The compiled index of all watchlists, kept from one start to the next (`bot.matching.kept_tables`).

It names the watchlists it was made of, so that the next start compiles only what changed since.
"""

from __future__ import annotations

import logging
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING

from bot.matching.kept_tables import KeptTables, sign
from bot.matching.watched import Everything
from watchlists.compiling.apart import Apart

if TYPE_CHECKING:
    from watchlists.index.tables import Tables
    from watchlists.matcher import Matcher

LOADING = 2.0  # seconds that the rest of the program has at most

log = logging.getLogger("sanctions_watch.matching")


class KeptIndex:
    """Reads, makes and keeps the index; without a path it is not kept."""

    def __init__(self, path: Path | None) -> None:
        self._file = KeptTables(path)
        self._begun: Apart | None = None
        self.may_load = Event()
        """Cleared while the rest of the program is loaded: what an index needs here is read behind it."""
        self.may_load.set()

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
        return self._file.read(_matcher)

    def made(self, everything: Everything) -> Matcher:
        """Return a matcher compiled by a process of its own, see `keep`.

        Raises NotCompiled when the process dies.
        """
        marks: list[str] = []

        def meanwhile() -> None:
            self.may_load.wait(LOADING)
            from watchlists import matcher  # noqa: F401 - it is loaded while another process works
            from watchlists.compiling.program import program

            marks.extend(everything.marks())
            program()  # read now, remembered

        begun, self._begun = self._begun or Apart(), None
        tables = begun.tables(everything.asked(), meanwhile)
        sign(tables)
        tables.put_words("marks", marks)
        from watchlists.matcher import Matcher

        matcher = Matcher(tables)
        log.info("matcher.ready watchlists=%d kept=no", len(marks))
        return matcher

    def keep(self, matcher: Matcher) -> None:
        """Write what `made` made for the next start; it is in force before, as a disk may be slow."""
        if "marks" in matcher.tables:
            self._file.write(matcher.tables)


def _matcher(tables: Tables) -> tuple[Matcher, dict[str, str]]:
    from watchlists.matcher import Matcher

    marks = dict(zip(tables.texts("watchlists"), tables.words("marks"), strict=True))
    matcher = Matcher(tables)
    log.info("matcher.ready watchlists=%d kept=yes", len(marks))
    return matcher, marks
