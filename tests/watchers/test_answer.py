"""What one poll asks of a source that consists of several files."""

from watchers.answer import Answer, ask
from watchers.model import Fetched, NotModified, Parsed, Request, Source, SourceKind, SourceState
from watchers.parsers import ParseContext

BASE = "https://lists.example"
SOURCE = Source(
    id="sdn",
    kind=SourceKind.OFAC_SDN,
    url=f"{BASE}/SDN.CSV",
    name="SDN",
    options={"companions": f"{BASE}/ALT.CSV"},
)


class Server:
    """Serves files by address; says "not changed" to whoever asks on condition."""

    def __init__(self) -> None:
        self.files = {f"{BASE}/SDN.CSV": b"party", f"{BASE}/ALT.CSV": b"alias"}
        self.read: list[bytes] = []

    async def fetch(self, request: Request) -> Fetched | NotModified:
        if request.etag:
            return NotModified(url=request.url)
        body = self.files[request.url]
        return Fetched(url=request.url, final_url=request.url, status=200, body=body, etag="e")

    async def parse(self, kind: SourceKind, body: bytes, context: ParseContext) -> Parsed:
        assert (kind, context.source_id) == (SourceKind.OFAC_SDN, "sdn")
        self.read.append(body)
        return Parsed()


async def test_a_change_in_a_second_file_is_seen() -> None:
    """The first file alone may not have changed: no file is asked for on condition."""
    server = Server()
    first = await ask(SOURCE, SourceState(source_id="sdn"), fetch=server, parse=server)
    assert isinstance(first, Answer)
    state = SourceState(
        source_id="sdn", etag="e", content_hash=first.content_hash, baselined=True, reader=first.reader
    )
    assert isinstance(await ask(SOURCE, state, fetch=server, parse=server), NotModified)
    server.files[f"{BASE}/ALT.CSV"] = b"another alias"
    assert isinstance(await ask(SOURCE, state, fetch=server, parse=server), Answer)
    assert b"another alias" in server.read[-1]
