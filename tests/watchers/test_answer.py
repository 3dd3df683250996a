"""What one poll asks of a source that consists of several files."""

from dataclasses import replace

import pytest

from watchers.fetching.answer import ask
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
    """Serves files by address, each with a validator of its own unless `bare`; `asked` is what came."""

    def __init__(self) -> None:
        self.files = {f"{BASE}/SDN.CSV": b"party", f"{BASE}/ALT.CSV": b"alias"}
        self.bare: set[str] = set()
        self.days: dict[str, str] = {}
        self.read: list[bytes] = []
        self.asked: list[tuple[str, bool]] = []  # the file, and whether on condition

    def tag(self, url: str) -> str:
        return f'"{self.files[url].decode()}"'

    async def fetch(self, request: Request) -> Fetched | NotModified:
        self.asked.append((request.url.rpartition("/")[2], bool(request.etag)))
        if request.etag == self.tag(request.url):
            return NotModified(url=request.url)
        return Fetched(
            url=request.url,
            final_url=request.url,
            status=200,
            body=self.files[request.url],
            etag=None if request.url in self.bare else self.tag(request.url),
            last_modified=self.days.get(request.url),
        )

    async def parse(self, kind: SourceKind, body: bytes, context: ParseContext) -> Parsed:
        assert (kind, context.source_id) == (SourceKind.OFAC_SDN, "sdn")
        self.read.append(body)
        return Parsed()

    async def polled(self, state: SourceState, source: Source = SOURCE) -> tuple[bool, SourceState]:
        """Ask once; return whether something is new, and what is held then."""
        self.asked.clear()
        answer = await ask(source, state, fetch=self, parse=self)
        if isinstance(answer, NotModified):
            return False, state
        kept = replace(
            state,
            etag=answer.fetched.etag,
            last_modified=answer.fetched.last_modified,
            content_hash=answer.content_hash,
            baselined=True,
            reader=answer.reader,
        )
        return True, kept


WHOLE, ON_CONDITION = ([("SDN.CSV", one), ("ALT.CSV", one)] for one in (False, True))
NEW = SourceState(source_id="sdn")


async def test_files_that_did_not_change_are_not_sent_again() -> None:
    """Each is asked for on its own condition."""
    server = Server()
    fresh, state = await server.polled(NEW)
    assert (fresh, server.asked) == (True, WHOLE)
    fresh, _ = await server.polled(state)
    assert (fresh, server.asked) == (False, ON_CONDITION)


@pytest.mark.parametrize("file", ["SDN.CSV", "ALT.CSV"])
async def test_a_change_in_any_file_is_seen_with_the_others_beside_it(file: str) -> None:
    """The one that did not change is fetched too: they are read together."""
    server = Server()
    _, state = await server.polled(NEW)
    server.files[f"{BASE}/{file}"] = b"another"
    other = "ALT.CSV" if file == "SDN.CSV" else "SDN.CSV"
    fresh, state = await server.polled(state)
    assert fresh
    assert server.asked == [*ON_CONDITION, (other, False)]
    assert b"another" in server.read[-1]
    assert server.files[f"{BASE}/{other}"] in server.read[-1]
    assert not (await server.polled(state))[0]


async def test_a_file_without_validators_has_all_asked_for_whole() -> None:
    """It comes whole each time, and then the others' bytes are needed to know whether it is the same."""
    server = Server()
    server.bare.add(f"{BASE}/ALT.CSV")
    _, state = await server.polled(NEW)
    fresh, _ = await server.polled(state)
    assert (fresh, server.asked) == (False, WHOLE)


@pytest.mark.parametrize(
    "held", ['"e"', "{", "[]", '{"x": 1}', '{"x": ["a"]}', "7", "null"], ids=lambda held: f"held {held}"
)
async def test_validators_of_something_else_are_not_sent(held: str) -> None:
    """Those of a time when the source was one file, or was damaged."""
    server = Server()
    _, state = await server.polled(NEW)
    fresh, _ = await server.polled(replace(state, etag=held, last_modified="Mon, 01 Jan 2026 00:00:00 GMT"))
    assert (fresh, server.asked) == (False, WHOLE)


async def test_several_files_are_as_old_as_the_oldest() -> None:
    """One stale file makes the whole an old copy; where one has no day, nothing is said."""
    server = Server()
    days = ("Mon, 02 Mar 2026 08:00:00 GMT", "Sun, 01 Mar 2026 08:00:00 GMT")
    server.days = dict(zip(server.files, days, strict=True))
    assert (await server.polled(SourceState(source_id="sdn")))[1].last_modified == days[1]
    del server.days[f"{BASE}/SDN.CSV"]
    assert (await server.polled(SourceState(source_id="sdn")))[1].last_modified is None


async def test_other_companions_are_asked_for_whole() -> None:
    """What was held of fewer files says nothing of all of them."""
    server = Server()
    server.files[f"{BASE}/ADD.CSV"] = b"place"
    _, state = await server.polled(NEW)
    more = replace(SOURCE, options={"companions": f"{BASE}/ALT.CSV {BASE}/ADD.CSV"})
    fresh, _ = await server.polled(state, more)
    assert fresh
    assert server.asked == [*WHOLE, ("ADD.CSV", False)]


async def test_a_newer_reader_reads_all_files_once_more() -> None:
    """What it makes of them may differ."""
    server = Server()
    _, state = await server.polled(NEW)
    fresh, _ = await server.polled(replace(state, reader="older"))
    assert (fresh, server.asked) == (True, WHOLE)
