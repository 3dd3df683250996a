"""Any number of feeds in memory, for tests and figures of everything behind fetching and parsing."""

from dataclasses import dataclass, field

from watchers.model import Fetched, Item, Parsed, Request, SourceKind
from watchers.parsers import ParseContext


@dataclass
class Wires:
    """A `Fetch` and a `Parse`: `items` by source id is what a feed shows; `asked` counts by address."""

    items: dict[str, tuple[Item, ...]] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)
    total: int = 0

    async def fetch(self, request: Request) -> Fetched:
        """Answer with a body that is never the same."""
        self.asked[request.url] = self.asked.get(request.url, 0) + 1
        self.total += 1
        body = f"{request.url} {self.total}".encode()
        return Fetched(url=request.url, final_url=request.url, status=200, body=body)

    async def parse(self, kind: SourceKind, body: bytes, context: ParseContext) -> Parsed:
        """Return what the source shows now."""
        del kind, body
        return Parsed(items=self.items.get(context.source_id, ()))
