"""How far the reading of a large list is: a line a step on standard error, for whoever waits for it.

Wraps the two doors of a poll; knows no store and no chat.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from watchers.model import Fetched, NotModified, Parsed, Request, SourceKind
from watchers.parsers import ParseContext
from watchers.ports import Fetch, Parse

if TYPE_CHECKING:
    from rich.console import Console


Progress = Callable[[str, str], None]  # takes the id of a source and what is done with it now


def shown_on(console: Console) -> Progress:
    """Return a progress that prints one line a step."""
    from rich.text import Text

    def say(source_id: str, doing: str) -> None:
        console.print(Text(f"{source_id}: {doing}", style="dim"))

    return say


@dataclass(frozen=True, slots=True)
class WatchedFetch:
    """A fetcher that says what it asks for and how much came."""

    inner: Fetch
    source_id: str
    say: Progress

    async def fetch(self, request: Request) -> Fetched | NotModified:
        """Return the answer of the fetcher inside."""
        self.say(self.source_id, "fetching …")
        answer = await self.inner.fetch(request)
        size = f"{len(answer.body) / 1e6:.1f} MB" if isinstance(answer, Fetched) else "nothing new"
        self.say(self.source_id, f"{size} fetched")
        return answer


@dataclass(frozen=True, slots=True)
class WatchedParse:
    """A parser that says what it reads and how much it found."""

    inner: Parse
    source_id: str
    say: Progress

    async def parse(self, kind: SourceKind, body: bytes, context: ParseContext) -> Parsed:
        """Return what the parser inside read."""
        self.say(self.source_id, f"reading {len(body) / 1e6:.1f} MB …")
        parsed = await self.inner.parse(kind, body, context)
        self.say(self.source_id, f"{len(parsed.entries):,} entries read; comparing and saving …")
        return parsed
