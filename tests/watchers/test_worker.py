"""The parse worker under a parser that misbehaves in every way we know."""

import asyncio
import os
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.watchers.servers import counted_steps
from watchers.errors import ParseError
from watchers.model import Parsed, SourceKind
from watchers.parsers import ParseContext
from watchers.parsing.wire import LENGTH, frame
from watchers.parsing.worker import MIB, ParseLimits, ParserPool

CONTEXT = ParseContext(source_id="s", url="https://a.test/")
SMALL = ParseLimits(seconds=30, memory_bytes=768 * MIB, answer_bytes=8 * MIB)
HASTY = ParseLimits(seconds=3, memory_bytes=768 * MIB, answer_bytes=8 * MIB)
LISTS = ParseLimits(seconds=60, memory_bytes=1024 * MIB, answer_bytes=256 * MIB)


@pytest.fixture
async def pool() -> AsyncIterator[ParserPool]:
    pool = ParserPool(stream_limits=SMALL, list_limits=LISTS, parser="tests.watchers.naughty_parser:parse")
    yield pool
    await pool.close()


@pytest.fixture
async def hasty() -> AsyncIterator[ParserPool]:
    pool = ParserPool(stream_limits=HASTY, list_limits=LISTS, parser="tests.watchers.naughty_parser:parse")
    yield pool
    await pool.close()


async def said(pool: ParserPool, body: bytes) -> str:
    """Return the sentence of the ParseError that the body ends in, and see that the pool still works."""
    with pytest.raises(ParseError) as caught:
        await pool.parse(SourceKind.FEED, body, CONTEXT)
    assert (await pool.parse(SourceKind.FEED, b"echo:ok", CONTEXT)).items[0].text == "ok"
    return str(caught.value)


@pytest.mark.parametrize("body", [b"sleep", b"spin"])
async def test_a_parse_that_takes_too_long_is_killed(hasty: ParserPool, body: bytes) -> None:
    """Over the time limit the worker is killed, the reason is said, the next parse works."""
    assert await said(hasty, body) == "Reading the answer took longer than 3 seconds; it was stopped."
    assert hasty.kills == 1


async def test_a_parse_that_takes_too_much_memory_ends(pool: ParserPool) -> None:
    """Over the memory limit the parse ends, the reason is said, a fresh worker takes over."""
    assert await said(pool, b"memory") == "Reading the answer took more memory than 768 MiB; it was stopped."


@pytest.mark.parametrize("body", [b"crash", b"exit"])
async def test_a_dead_worker_is_replaced(pool: ParserPool, body: bytes) -> None:
    """A worker that dies in the middle costs one poll, no more."""
    assert "broke the parser" in await said(pool, body)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"recursion", "The answer cannot be read as feed (RecursionError)."),
        (b"surrogate-error", "The answer cannot be read as feed (ValueError)."),
        (b"sentence", "This is not a feed."),
    ],
)
async def test_what_a_parser_raises_is_a_sentence(pool: ParserPool, body: bytes, expected: str) -> None:
    """No exception of the parser leaves the worker; its own sentences come through clean."""
    assert await said(pool, body) == expected
    assert pool.kills == 0


async def test_printing_does_no_harm(pool: ParserPool) -> None:
    """What a library prints does not end up between the frames."""
    assert len((await pool.parse(SourceKind.FEED, b"print", CONTEXT)).items) == 1


@pytest.mark.parametrize(
    "answer",
    [
        b"\xff\xff\xff\xff",
        LENGTH.pack(3) + b"[1]",
        LENGTH.pack(5) + b'{"a":',
        LENGTH.pack(2) + b"\xff\xfe",
        frame({"items": [{"id": 1}]}) + frame({"done": 1}),
        frame({"items": "x"}),
        frame({"end": {"warnings": [1], "details": None, "next_page": None, "ttl": None, "as_of": ""}}),
        frame({"end": {"warnings": [], "details": "nope", "next_page": None, "ttl": None, "as_of": ""}}),
        frame({"end": {"warnings": [], "details": None, "next_page": None, "ttl": 1e300, "as_of": ""}}),
        frame({"error": "a\u0000b"}),
        frame({"error": "a\u202eb"}),
        LENGTH.pack(17) + b'{"error":"\\ud800"}',
        frame({"done": 1}),
        LENGTH.pack(1_000_000) + b"[" * 1_000_000,
        LENGTH.pack(9) + b'{"a":NaN}',
    ],
)  # fmt: skip
async def test_a_taken_over_worker_is_not_believed(pool: ParserPool, answer: bytes) -> None:
    """Whatever the worker writes, the answer is checked: wrong types, unclean text, endless frames end it."""
    assert "cannot be trusted" in await said(pool, b"frame:" + answer)
    assert pool.kills == 1


@pytest.mark.parametrize("body", [b"open:/etc/passwd", b"open:/proc/1/environ", b"process", b"write:{tmp}"])
async def test_a_parser_opens_nothing(pool: ParserPool, body: bytes, tmp_path) -> None:
    """Files outside the program, files to write and other processes are out of reach."""
    assert "PermissionError" in await said(pool, body.replace(b"{tmp}", os.fsencode(tmp_path)))
    assert not list(tmp_path.iterdir())


async def test_a_parser_connects_to_nothing(pool: ParserPool) -> None:
    """No socket can be made in the worker."""

    async def never(_reader, writer) -> None:
        connected.append(1)
        writer.close()

    connected: list[int] = []
    server = await asyncio.start_server(never, "127.0.0.1", 0)
    port = server.sockets[0].getsockname()[1]
    assert "PermissionError" in await said(pool, b"socket:%d" % port)
    server.close()
    assert not connected


async def test_a_worker_inherits_nothing(pool: ParserPool, monkeypatch: pytest.MonkeyPatch) -> None:
    """No setting or secret of ours is in the worker's environment."""
    monkeypatch.setenv("SLACK_BOT_TOKEN", "xoxb-secret")
    item = (await pool.parse(SourceKind.FEED, b"environment", CONTEXT)).items[0]
    assert "SLACK" not in item.text
    assert "PATH'" not in item.text.replace("LD_LIBRARY_PATH", "")
    assert item.fields == {"cwd": "/"}


async def test_more_items_than_a_poll_takes_are_left_out_and_said(pool: ParserPool) -> None:
    """500 items of one poll are taken; the rest is a warning."""
    parsed = await pool.parse(SourceKind.FEED, b"items:12000", CONTEXT)
    assert [item.id for item in parsed.items] == [str(number) for number in range(500)]
    assert parsed.warnings == ("The answer holds 12,000 items; only the first 500 were taken.",)
    assert parsed.details is SourceKind.FEED


async def test_an_answer_over_the_budget_is_cut_and_said(pool: ParserPool) -> None:
    """The answer as a whole is bounded, and so is one record."""
    parsed = await pool.parse(SourceKind.FEED, b"large", CONTEXT)
    assert 0 < len(parsed.items) < 60
    assert "items were left out" in parsed.warnings[0]
    parsed = await pool.parse(SourceKind.FEED, b"huge", CONTEXT)
    assert [item.id for item in parsed.items] == ["2"]
    assert parsed.warnings == ("1 items were too large and were left out.",)


async def test_texts_are_clean(pool: ParserPool) -> None:
    """No NUL, control, bidi override or lone surrogate comes out; lengths, dates and links are bounded."""
    parsed = await pool.parse(SourceKind.FEED, b"dirty", CONTEXT)
    first, second = parsed.items
    assert first.id == "id\ufffd"
    assert first.title == "abc d 😀"
    assert first.text.startswith("l1\nl2[31mz")
    assert len(first.text) == 199_998  # cut to 200,000, then two characters dropped
    assert first.url == ""
    assert first.published == datetime.max.replace(tzinfo=UTC)
    assert first.fields == {"n": [None, "1" + "0" * 400, "b'\\xff'", {"deep": "x"}], "ok": True}
    assert second.published == datetime(2026, 1, 2, tzinfo=UTC)
    assert len(parsed.warnings) == 50
    assert parsed.next_page == "https://a.test/2"


async def test_a_worker_is_kept_warm(pool: ParserPool) -> None:
    """One process serves many bodies; calls at the same time wait for it in turn."""
    answers = await asyncio.gather(*(pool.parse(SourceKind.FEED, b"pid", CONTEXT) for _ in range(5)))
    assert len({answer.warnings for answer in answers}) == 1


async def test_a_large_parent_keeps_its_worker(pool: ParserPool) -> None:
    """The size of the program that started it is not taken for the worker's own."""
    ballast = b"x" * (500 * MIB)
    answers = [await pool.parse(SourceKind.FEED, b"pid", CONTEXT) for _ in range(2)]
    assert len(ballast) == 500 * MIB
    assert answers[0].warnings == answers[1].warnings


async def test_giving_up_in_the_middle_leaves_no_stale_answer(pool: ParserPool) -> None:
    """A caller that is cancelled takes its worker along; the next caller gets its own answer."""
    await pool.parse(SourceKind.FEED, b"echo:warm", CONTEXT)
    task = asyncio.create_task(pool.parse(SourceKind.FEED, b"sleep", CONTEXT))
    await asyncio.sleep(0.1)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert (await pool.parse(SourceKind.FEED, b"echo:mine", CONTEXT)).items[0].text == "mine"


async def test_a_list_waits_for_no_stream(hasty: ParserPool) -> None:
    """Lists have a worker and limits of their own, beside the streams'."""
    stream = asyncio.create_task(said(hasty, b"sleep"))
    await asyncio.sleep(0)
    parsed = await hasty.parse(SourceKind.CSL, b"entries:30000", CONTEXT)
    assert len(parsed.entries) == 30_000
    assert parsed.entries[-1].name == "Name 29999"
    assert parsed.as_of == "2026-11-23"
    await stream


async def test_the_loop_comes_round_between_small_pieces(
    hasty: ParserPool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A large list is read frame by frame, a large body written slice by slice, others run between two.

    How long that takes is for `bench/stalls.py`: here it is counted what is done in one go.
    """
    steps = counted_steps(monkeypatch)
    parsed = await hasty.parse(SourceKind.CSL, b"entries:20000", CONTEXT)
    assert len(parsed.entries) == 20_000
    await hasty.parse(SourceKind.CSL, b"echo:" + b"x" * 20_000_000, CONTEXT)
    assert steps.frames.most == 1
    assert 0 < steps.answered.most < 256 * 1024, "an answer of megabytes"
    assert 0 < steps.sent.most < 512 * 1024, "of a body of twenty"


PARENT = """
import asyncio, os, signal, sys
from watchers.model import SourceKind
from watchers.parsers import ParseContext
from watchers.parsing.worker import MIB, ParseLimits, ParserPool

async def main():
    limits = ParseLimits(seconds=1, memory_bytes=768 * MIB, answer_bytes=MIB)
    pool = ParserPool(stream_limits=limits, parser="tests.watchers.naughty_parser:parse")
    context = ParseContext(source_id="s", url="https://a.test/")
    parsed = await pool.parse(SourceKind.FEED, b"pid", context)
    print(parsed.warnings[0], flush=True)
    task = asyncio.create_task(pool.parse(SourceKind.FEED, sys.argv[1].encode(), context))
    await asyncio.sleep(0.2)
    os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(main())
"""


@pytest.mark.parametrize("body", ["echo", "spin"])
def test_no_worker_outlives_its_parent(body: str) -> None:
    """When the parent is killed, an idle worker ends with its input, a busy one by its own alarm."""
    root = Path(__file__).parents[2]
    run = subprocess.run(
        [sys.executable, "-c", PARENT, body], cwd=root, stdout=subprocess.PIPE, text=True, check=False
    )
    assert run.returncode == -9
    status = Path("/proc", run.stdout.strip(), "stat")
    for _ in range(300):
        try:
            if status.read_text().rpartition(")")[2].split()[0] == "Z":
                return
        except OSError:
            return
        time.sleep(0.1)
    pytest.fail("the worker is still there")


def test_a_system_without_one_of_the_limits_gets_the_others() -> None:
    """MacOS takes no limit of the address space: setrlimit raises, and a worker would never start."""
    program = """
import resource
from watchers.parsing import worker_main

given = []

def setrlimit(which, bounds):
    if which == resource.RLIMIT_AS:
        raise ValueError("current limit exceeds maximum limit")
    given.append(which)

resource.setrlimit = setrlimit
worker_main._confine(2**30, "/")
print(sorted(given) == sorted((resource.RLIMIT_CORE, resource.RLIMIT_FSIZE, resource.RLIMIT_NOFILE)))
"""
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.stdout == "True\n", done.stderr


async def test_a_worker_that_loads_one_parser_reads_the_same() -> None:
    """One that is to read a single file need not load the others."""
    bodies = {
        SourceKind.FEED: b"<rss><channel><item><title>Optics <b>sold</b></title></item></channel></rss>",
        SourceKind.GDELT: b'{"articles": [{"url": "https://a.test/1", "title": "Optics sold"}]}',
        SourceKind.ARTICLE: b"<html><body><article><p>" + b"The optics were sold. " * 40 + b"</p></article>",
    }
    pools = [ParserPool(), *(ParserPool(only=kind) for kind in bodies)]
    try:
        for one, (kind, body) in zip(pools[1:], bodies.items(), strict=True):
            assert await one.parse(kind, body, CONTEXT) == await pools[0].parse(kind, body, CONTEXT)
    finally:
        for pool in pools:
            await pool.close()


def test_a_worker_loads_what_reads_its_own_kinds() -> None:
    """That of lists takes neither the time nor the memory of what reads pages."""
    program = """
import sys
from watchers.model import SourceKind
from watchers.parsing.worker_main import _loaded
_loaded("watchers.parsers:parse", [kind for kind in SourceKind if kind.is_list])
print(*(name in sys.modules for name in ("lxml", "trafilatura", "feedparser")))
_loaded("watchers.parsers:parse", [kind for kind in SourceKind if not kind.is_list])
print(*(name in sys.modules for name in ("lxml", "feedparser")))
"""
    root = Path(__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=False
    )
    assert done.stdout.split() == ["True", "False", "False", "True", "True"], done.stderr


async def test_parsed_values_survive_the_way(pool: ParserPool) -> None:
    """The default parser is the registry of `watchers.parsers`: an empty body is said to be empty."""
    real = ParserPool()
    with pytest.raises(ParseError, match="empty"):
        await real.parse(SourceKind.FEED, b" \n", CONTEXT)
    await real.close()
    assert isinstance(await pool.parse(SourceKind.FEED, b"echo:x", CONTEXT), Parsed)
