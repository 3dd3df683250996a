"""Answers a poll's questions about the past from the store; the real `watchers.ports.Memory`."""

from collections.abc import Collection, Mapping, Sequence
from functools import partial

import watchers.item_store
import watchers.lists.store
from bot.database.interface import StoreThread
from bot.database.together import Together
from watchers.changes import Known
from watchers.model import Entry, Item
from watchers.ports import HeldList


class StoreMemory:
    """Answers a poll's questions about the past from the store."""

    def __init__(self, store: StoreThread) -> None:
        self._store, self._db = store, store.db
        self._known = Together(partial(store.run, watchers.item_store.known, store.db))
        self._due_details = Together(partial(store.run, watchers.item_store.due_details, store.db))

    async def known(self, source_id: str, identities: Collection[str]) -> Mapping[str, Known]:
        return await self._known((source_id, identities))

    async def due_details(self, source_id: str) -> Sequence[tuple[str, int, Item]]:
        return await self._due_details(source_id)

    async def held_list(self, source_id: str, like: Sequence[Entry] = ()) -> HeldList | None:
        return await self._store.run(self._held, source_id, like)

    def _held(self, source_id: str, like: Sequence[Entry]) -> HeldList | None:
        held = watchers.lists.store.held_list(self._db, source_id)
        if held is None:
            return None
        entries, ordered = watchers.lists.store.entries_in_order(self._db, source_id, like)
        return HeldList(
            as_of=held["as_of"], entries=entries, accept=bool(held["accept_next"]), ordered=ordered
        )
