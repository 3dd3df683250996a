"""Hostile bytes through the real fetch and the real parse worker: nothing uncaught, nothing unclean, bounded.

The fixtures are made here; the collected ones are read from the real data where that is present. The long
form (`SANCTIONS_WATCH_LONG=1`) takes all of them and more mutations.
"""

import gzip
import json
import os
import random
import re
import resource
import zlib
from collections.abc import AsyncIterator, Callable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path

import pytest
import pytest_asyncio

from tests.watchers.servers import Server, Steps, answer, bomb, counted_steps, fetcher, running
from watchers.errors import ParseError, WatcherError
from watchers.fetching.fetch import Fetcher
from watchers.model import Fetched, Parsed, Request, SourceKind
from watchers.parsers import ParseContext
from watchers.parsing.cleaning import MAX_TEXT, MAX_TITLE, UNCLEAN
from watchers.parsing.worker import ParserPool

pytestmark = pytest.mark.asyncio(loop_scope="module")

LONG = bool(os.environ.get("SANCTIONS_WATCH_LONG"))
XML = {"Content-Type": "application/xml"}


def memory() -> int:
    """Return the bytes of this process that are in memory now."""
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1]) * resource.getpagesize()


@dataclass
class Road:
    """The way of every poll: a server, the fetcher, the worker; counts what came out."""

    server: Server
    fetcher: Fetcher
    pool: ParserPool
    steps: Steps
    read: int = 0
    refused: int = 0
    faults: list[str] = field(default_factory=list)
    begun_with: int = field(default_factory=memory)
    most: int = 0  # bytes of the main process
    killed_before: int = field(init=False)

    def __post_init__(self) -> None:
        self.killed_before = self.pool.kills

    @property
    def kills(self) -> int:
        """Workers that were lost since this road was begun."""
        return self.pool.kills - self.killed_before

    @property
    def grown(self) -> float:
        """MiB by which the main process grew at most."""
        return max(0, self.most - self.begun_with) / 2**20

    async def take(
        self, body: bytes, headers: Mapping[str, str] | None = None, kind: SourceKind = SourceKind.FEED
    ) -> Parsed | WatcherError:
        """Serve, fetch and parse one body; what is neither an answer nor a sentence is a fault."""
        self.server.pages["/feed"] = answer(body=body, headers=headers or XML)
        self.most = max(self.most, memory())
        try:
            got = await self.fetcher.fetch(Request(url=self.server.url("/feed")))
            assert isinstance(got, Fetched)
            parsed = await self.pool.parse(
                kind,
                got.body,
                ParseContext(source_id="hostile", url=got.final_url, content_type=got.content_type),
            )
        except WatcherError as error:
            self.refused += 1
            sentence = str(error)
            assert sentence.endswith((".", ")")), sentence
            assert len(sentence) <= 500
            assert not UNCLEAN.search(sentence)
            return error
        self.read += 1
        check(parsed)
        return parsed


def check(parsed: Parsed) -> None:
    """Everything that comes out is clean and bounded."""
    assert len(parsed.items) <= 500
    for record in (*parsed.items, *parsed.entries):
        for text in texts(asdict(record)):
            assert not UNCLEAN.search(text), (record, text)
            assert "root:x:" not in text
    for item in parsed.items:
        assert len(item.title) <= MAX_TITLE
        assert len(item.text) <= MAX_TEXT
        assert re.fullmatch(r"(https?://[^@/\s]+(/.*)?)?", item.url), item.url
        json.dumps(item.as_json(), ensure_ascii=False, allow_nan=False).encode()


def texts(value: object) -> list[str]:
    """Return every text inside a value."""
    match value:
        case str():
            return [value]
        case dict():
            return [text for pair in value.items() for part in pair for text in texts(part)]
        case list() | tuple():
            return [text for part in value for text in texts(part)]
    return []


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def pool() -> AsyncIterator[ParserPool]:
    """Return workers as a bot has them: what one body does to them, the next ones would show."""
    pool = ParserPool()
    yield pool
    await pool.close()


@pytest_asyncio.fixture(loop_scope="module")
async def road(pool: ParserPool, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Road]:
    client = fetcher()
    async with running({}) as server:
        yield Road(server, client, pool, counted_steps(monkeypatch))
    await client.close()


def rss(
    item: str = "<title>Buyer picks supplier</title><link>https://news.test/1</link>", top: str = ""
) -> bytes:
    """Write a small feed around one item."""
    return (
        f'<?xml version="1.0" encoding="utf-8"?>{top}<rss version="2.0"><channel><title>T</title>'
        f"<item>{item}</item></channel></rss>"
    ).encode("utf-8", "surrogatepass")


def entity_tree() -> bytes:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    return rss("<title>&e11;</title>", f'<!DOCTYPE rss [<!ENTITY e0 "lol">{levels}]>')


def external(path: str) -> bytes:
    return rss("<title>&x;</title>", f'<!DOCTYPE rss [<!ENTITY x SYSTEM "{path}">]>')


def items(count: int) -> bytes:
    return rss("</item>".join(f"<item><title>n{n}</title><guid>{n}</guid>" for n in range(count)))


Judge = Callable[[Parsed | WatcherError], bool]


def one(result: Parsed | WatcherError) -> bool:
    return isinstance(result, Parsed) and len(result.items) == 1


def failing(word: str) -> Judge:
    return lambda result: isinstance(result, WatcherError) and word in str(result)


def ends(_result: Parsed | WatcherError) -> bool:
    return True


def first_500(result: Parsed | WatcherError) -> bool:
    return isinstance(result, Parsed) and len(result.items) == 500 and bool(result.warnings)


def titled(title: str) -> Judge:
    return lambda result: isinstance(result, Parsed) and [item.title for item in result.items] == [title]


QUADRATIC = '<!DOCTYPE rss [<!ENTITY b "' + "b" * 30_000 + '">]>'
PARAMETER = '<!DOCTYPE rss [<!ENTITY % p SYSTEM "http://127.0.0.1:9/x"> %p;]>'
MANY_ATTRIBUTES = " ".join(f'q{n}=""' for n in range(30_000))

# What it is, the body, the headers, and how it must end.
CASES: list[tuple[str, bytes, Mapping[str, str], Judge]] = [
    ("entity tree", entity_tree(), {}, ends),
    ("quadratic entity", rss("<title>" + "&b;" * 30_000 + "</title>", QUADRATIC), {}, ends),
    ("external entity", external("file:///etc/passwd"), {}, ends),
    ("parameter entity", rss(top=PARAMETER), {}, ends),
    ("many attributes", rss(f"<title {MANY_ATTRIBUTES}>t</title>"), {}, ends),
    ("endless author", rss(f"<author>{'a@' * 40_000}</author><title>t</title>"), {}, ends),
    ("deep nesting", rss("<x>" * 40_000 + "</x>" * 40_000), {}, ends),
    ("one long token", b"<rss>" + b"<" * 300_000, {}, ends),
    ("open comments", rss(f"<title>t</title><description>{'&lt;!--' * 60_000}</description>"), {}, ends),
    ("many items", items(6000), {}, first_500),
    ("bomb", bomb(60), {"Content-Encoding": "gzip"}, failing("larger than 5 MiB")),
    (
        "bomb in a bomb",
        gzip.compress(bomb(40), mtime=0),
        {"Content-Encoding": "gzip"},
        failing("packed twice"),
    ),
    ("deflate", zlib.compress(rss()), {"Content-Encoding": "deflate"}, failing("deflate")),
    (
        "bomb without a header",
        bomb(60),
        {"Content-Type": "application/gzip"},
        failing("larger than 5 MiB"),
    ),
    ("NUL", rss("<title>Ship\x00ment</title><guid>a\x00</guid>"), {}, titled("Shipment")),
    ("lone surrogate", rss("<title>a&#xD800;b&#55357;</title><guid>1</guid>"), {}, ends),
    ("raw surrogate", rss("<title>a\ud800b</title><guid>1</guid>"), {}, ends),
    ("bidi override", rss("<title>pay\u202eexe.\u2066slip</title><guid>1</guid>"), {}, titled("payexe.slip")),
    ("terminal codes", rss("<title>a&#27;[2J&#155;b</title><guid>1</guid>"), {}, ends),
    ("script link", rss("<title>t</title><link>javascript:alert(1)</link><guid>1</guid>"), {}, one),
    ("user in link", rss("<title>t</title><link>https://bank.test@evil.test/</link><guid>1</guid>"), {}, one),
    ("empty", b"", {}, failing("empty")),
    ("blank", b" \r\n\t ", {}, failing("empty")),
    (
        "page",
        b"<!doctype html><html><body>Please log in</body></html>",
        {"Content-Type": "text/html"},
        failing(" "),
    ),
    ("an address", b"http://127.0.0.1:9/private", {}, failing(" ")),
    ("a path", b"/etc/passwd", {}, failing(" ")),
    ("a file address", b"file:///etc/passwd", {}, failing(" ")),
    ("cut", items(40)[:-300], {}, lambda result: isinstance(result, Parsed) and 20 < len(result.items) < 40),
    ("long title", rss(f"<title>{'word ' * 60_000}</title><guid>1</guid>"), {}, one),
    ("codec", rss().replace(b"utf-8", b"rot13", 1), {}, ends),
    ("wrong codec", rss("<title>Soci\u00e9t\u00e9</title>").decode().encode("latin-1"), {}, one),
    ("utf-7", rss().replace(b"utf-8", b"utf-7", 1), {}, ends),
    (
        "year 9999",
        rss("<title>t</title><guid>1</guid><pubDate>Fri, 31 Dec 9999 23:59:59 -1200</pubDate>"),
        {},
        one,
    ),
    ("no date", rss("<title>t</title><guid>1</guid><pubDate>the day before</pubDate>"), {}, one),
    ("binary", bytes(range(256)) * 4000, {}, failing(" ")),
]


@pytest.mark.parametrize(
    ("body", "headers", "judge"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
async def test_hostile_bodies(road: Road, body: bytes, headers: Mapping[str, str], judge: Judge) -> None:
    """Each ends within the limits, as an answer that is clean or with a sentence; the next poll works."""
    result = await road.take(body, headers)
    assert judge(result), result
    assert road.steps.are_small
    assert one(await road.take(rss()))
    assert len(road.server.seen) == 2, "nothing but the page itself was asked for"


ATOM = b"""<feed xmlns="http://www.w3.org/2005/Atom"><title>A</title><entry>
<id>x</id><title type="html">&lt;b&gt;B</title><link href="/r"/><updated>2026-11-02T10:00:00Z</updated>
</entry></feed>"""


async def test_mutated_feeds(road: Road) -> None:
    """Seeded damage to good feeds: bytes changed, dropped, doubled, cut."""
    dice = random.Random(20240823)
    good = [
        rss("<title>购买 &amp; supply</title><guid>1</guid><pubDate>Mon, 02 Nov 2026 10:00 GMT</pubDate>"),
        items(3),
        ATOM,
        b'{"version":"https://jsonfeed.org/version/1.1","title":"J","items":[{"id":"1","title":"x"}]}',
    ]
    for _ in range(10_000 if LONG else 250):
        body = bytearray(dice.choice(good))
        for _ in range(dice.randint(1, 6)):
            at = dice.randrange(len(body))
            match dice.randrange(5):
                case 0:
                    body[at] = dice.randrange(256)
                case 1:
                    del body[at : at + dice.randint(1, 9)]
                case 2:
                    body[at:at] = body[at : at + dice.randint(1, 40)]
                case 3:
                    body[at:at] = dice.choice(
                        [b"\x00", b"&#xDFFF;", b"<![CDATA[", b"&#0;", b"\xed\xa0\x80", b"]]>"]
                    )
                case _:
                    del body[max(at, 20) :]
        await road.take(bytes(body))
    print(report("mutations", road))
    assert road.kills == 0
    assert road.steps.are_small
    assert road.grown < 100


NONSENSE = {
    "entity tree": entity_tree(),
    "external entity": external("file:///etc/passwd"),
    "deep xml": b"<a>" * 9_000 + b"</a>" * 9_000,
    "deep json": b"[" * 100_000,
    "deeper json": b'{"results":' * 50_000,
    "wrong types": b'{"results":[1,null,{"id":{}},{"name":5}],"notices":[0],"releases":[5],"articles":[7]}',
    "large number": b'{"results":[{"id":' + b"9" * 5000 + b"}]}",
    "binary": bytes(range(256)) * 100,
    "page": b"<!doctype html><html><body>Access Denied</body></html>",
    "open quote": b'a,b\x00,c\n"unclosed' * 1000,
    "wide table": b"name," * 30_000 + b"\n" + b"1," * 30_000,
    "long field": b'name,source\n"' + b"x" * 500_000 + b'",y',
}


@pytest.mark.parametrize("name", NONSENSE)
async def test_no_kind_minds_nonsense(road: Road, name: str) -> None:
    """Every kind of source ends such a body as a clean answer or with a sentence, and no worker is lost."""
    for kind in SourceKind:
        await road.take(NONSENSE[name], {"Content-Type": "application/octet-stream"}, kind)
    assert road.read + road.refused == len(SourceKind)
    assert road.kills == 0


def report(name: str, road: Road) -> str:
    return (
        f"{name}={road.read + road.refused} read={road.read} refused={road.refused} uncaught=0 "
        f"kills={road.kills} main process + {road.grown:.0f} MiB"
    )


# What a case's `want` means here; the first phrase that is found decides.
WANTS: list[tuple[str, Judge]] = [
    ("reason says empty", failing("empty")),
    ("not a feed", failing("ot a feed")),
    ("at most the configured number", lambda result: isinstance(result, Parsed) and bool(result.warnings)),
    ("the item still comes through once", one),
    ("shown as plain text", one),
    ("only http(s) links", one),
    ("new item alerts once", one),
    ("posted once", one),
    ("whole items taken once", lambda result: isinstance(result, Parsed) and bool(result.items)),
]


async def test_the_collected_cases(road: Road, real_data: Path) -> None:
    """Every own case ends as it says, as far as fetching and parsing go."""
    folder = real_data / "hostile/own"
    cases = [json.loads(line) for line in (folder / "cases.jsonl").read_text(encoding="utf-8").splitlines()]
    for case in cases:
        names = [case["file"]] if "file" in case else [
            f"{case['series']}.poll{number}.xml" for number in range(1, case["polls"] + 1)
        ]  # fmt: skip
        judge = next((judge for phrase, judge in WANTS if phrase in case["want"]), ends)
        for name in names:
            result = await road.take((folder / name).read_bytes(), case.get("http"))
            assert judge(result), (name, case["want"], result)
    print(report("cases", road))
    assert road.steps.are_small
    assert road.grown < 100


async def test_the_collected_files(road: Road, real_data: Path) -> None:
    """The malformed feeds of other projects' test suites: every tenth, all of them in the long form."""
    folder = real_data / "hostile/third_party"
    lines = (folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    header = re.compile(rb"Header:\s*([A-Za-z-]+):[ \t]*([^\r\n]+)")
    for line in lines if LONG else lines[::10]:
        body = (folder / json.loads(line)["file"]).read_bytes()
        headers = dict(XML)
        for name, value in header.findall(body[:2000]):
            if name.lower() in (b"content-type", b"content-location", b"content-language"):
                headers[name.decode()] = value.decode("latin-1").strip()
        result = await road.take(body, headers)
        assert isinstance(result, Parsed | ParseError), (line, result)
    print(report("files", road))
    assert road.steps.are_small
    assert road.grown < 100
