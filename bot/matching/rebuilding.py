"""An index of all watchlists, made while the old one serves, and how the making is chosen: here or apart."""

from __future__ import annotations

from threading import Event, Thread
from typing import TYPE_CHECKING

from bot.matching.kept_index import KeptIndex
from bot.matching.watched import Everything
from watchlists.compiling.collecting import settle

if TYPE_CHECKING:
    from watchlists.matcher import Matcher

BIG = 5_000  # terms that take a second to compile


class Rebuild(Thread):
    """Compiles one index of all watchlists while the old one serves.

    `edited` names the watchlists that were changed meanwhile. When it is `done`, there is a `matcher` or the
    `failure` that prevented it. A matcher is then also kept on disk.
    """

    def __init__(self, everything: Everything, kept: KeptIndex) -> None:
        super().__init__(name="matcher", daemon=True)
        self._everything: Everything | None = everything
        self.given = everything.given
        self._kept = kept
        self.edited: set[tuple[str, str]] = set()
        self.matcher: Matcher | None = None
        self.failure: Exception | None = None
        self.done = Event()

    def run(self) -> None:
        assert self._everything is not None
        try:
            self.matcher = compiled(self._everything, self._kept)
        except Exception as error:  # noqa: BLE001 - no memory, say: told and tried again, the old one serves
            self.failure = error
        self._everything = None  # the objects of a million terms
        self.given.set()
        self.done.set()
        if self.matcher is not None:
            from watchlists.compiling.compiled import read_words

            read_words()  # now that it is in force: the first edit needs them
            settle()
            self._kept.keep(self.matcher)
            read_ahead(self.matcher)


def compiled(everything: Everything, kept: KeptIndex) -> Matcher:
    """Return an index of all watchlists: a few terms are compiled here, many in a process of their own."""
    if everything.size > BIG:
        return kept.made(everything)
    from watchlists.matcher import Matcher

    return Matcher.compile(everything.lists())


def read_ahead(matcher: Matcher) -> None:
    """Make what the first text in another script would wait for, while there is time; it stays."""
    matcher.read_ahead()
    settle()
