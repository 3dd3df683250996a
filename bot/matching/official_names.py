"""The names of the official lists held, ready for look-ups: as of which state of the lists, and made how.

Runs on the store's thread, but `made`, which takes its time and may run on any.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import watchers.lists.store
from bot.database.interface import Database
from bot.matching.kept_names import KeptNames

if TYPE_CHECKING:
    from watchlists.lookup import NameIndex

TOGETHER = 2_000  # entries that are read at once
_STATE = ("source_id", "revision", "entries", "as_of", "read_at")

State = list[list[Any]]
Page = Callable[[State, tuple[str, str]], list[dict[str, Any]]]


class ListsChanged(Exception):  # noqa: N818 - says that it is to be begun again
    """A list was taken while the entries of all were read."""


class NamesAwaited(Exception):  # noqa: N818 - says that it is to be asked again
    """The index is still made beside."""


class OfficialNames:
    """The index of all names, of the lists as they were in some state.

    `is_made_beside`: whether somebody keeps it current in the background; else it is made when asked for.
    """

    def __init__(self, db: Database, kept: Path | None) -> None:
        """`kept`: the file beside the store that holds the index from one call to the next."""
        self._db = db
        self.kept = KeptNames(kept)
        self.is_made_beside = False
        self._held: tuple[State, NameIndex] | None = None

    def index(self) -> NameIndex:
        """Return the index of the lists as they are now.

        Raises NamesAwaited where it is made beside and not yet there, NotCompiled where it could not be made.
        """
        while (state := self.stale()) is not None and not self.takes_kept():
            if self.is_made_beside:
                raise NamesAwaited
            with suppress(ListsChanged):
                self.adopt(state, self.made(state, self.page))
        assert self._held is not None
        return self._held[1]

    def stale(self) -> State | None:
        """Return what the lists are now when the index is of an older state; None when it is current."""
        state = self._lists()
        return state if self._held is None or self._held[0] != state else None

    def takes_kept(self) -> bool:
        """Take the index that was kept, and return whether there is one now."""
        state = self.stale()
        kept = None if state is None else self.kept.index(state)
        if state is not None and kept is not None:
            self.adopt(state, kept)
        return state is None or kept is not None

    def made(self, state: State, page: Page) -> NameIndex:
        """Return the index of the lists in that state; `page` is `self.page`, called where the store may be.

        Raises ListsChanged, and NotCompiled when the process that makes it dies.
        """
        return self.kept.made(state, _entries(state, page))

    def page(self, state: State, after: tuple[str, str]) -> list[dict[str, Any]]:
        """Return the rows of the next entries of the lists in that state. Raises ListsChanged."""
        rows = watchers.lists.store.entries_after(self._db, after, TOGETHER)
        if self._lists() != state:
            raise ListsChanged
        return rows

    def adopt(self, state: State, index: NameIndex) -> None:
        """Take an index that was made of the lists in that state."""
        self._held = (state, index)

    def _lists(self) -> State:
        """Return what is another with every file that is taken, of this store or of one in its place."""
        return [[row[name] for name in _STATE] for row in watchers.lists.store.held_lists(self._db)]


def _entries(state: State, page: Page) -> Iterator[str]:
    """Yield all entries as stored."""
    after = ("", "")
    while rows := page(state, after):
        yield from (row["entry"] for row in rows)
        after = rows[-1]["source_id"], rows[-1]["entity_id"]
