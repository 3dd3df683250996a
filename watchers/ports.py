"""What a poll needs of the world: bytes, meaning, memory. Protocols only; the real ones are named in each."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from watchers.changes import Known
from watchers.model import Entry, Fetched, Item, NotModified, Parsed, Request, SourceKind
from watchers.parsers import ParseContext


class Fetch(Protocol):
    """The one way to bytes; `watchers.fetching.fetch.Fetcher` is the real one."""

    async def fetch(self, request: Request) -> Fetched | NotModified:
        """Return the answer. Raises WatcherError."""


class Parse(Protocol):
    """The one way to meaning; `watchers.parsing.worker.ParserPool` is the real one."""

    async def parse(self, kind: SourceKind, body: bytes, context: ParseContext) -> Parsed:
        """Return what the body says. Raises ParseError."""


class Memory(Protocol):
    """What a poll may ask about the past."""

    async def known(self, source_id: str, identities: Collection[str]) -> Mapping[str, Known]:
        """Return what is held, by identity."""

    async def due_details(self, source_id: str) -> Sequence[tuple[str, int, Item]]:
        """Return items whose page is still unread: key, attempts left, item."""

    async def held_list(self, source_id: str, like: Sequence[Entry] = ()) -> "HeldList | None":
        """Return the list in force, or None; what `like`, a newer copy, says too may be held once."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldList:
    """The list in force. `accept`: an operator said to take the next file as it is.

    `ordered`: the entries stand as they stood in the file; a list held from an older version may not.
    """

    as_of: str
    entries: Sequence[Entry]
    accept: bool = False
    ordered: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Means:
    """What a poll works with, and the time it is made at."""

    fetch: Fetch
    parse: Parse
    memory: Memory
    now: datetime
