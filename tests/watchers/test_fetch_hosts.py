"""Turns, the system's resolver and connections that do not come about."""

import asyncio
import socket
from itertools import pairwise

import pytest

from tests.watchers.servers import AGENT, Internet, fetcher, running
from watchers.errors import FetchError, RefusedError
from watchers.fetching import hosts
from watchers.fetching.fetch import Fetcher, Limits
from watchers.fetching.hosts import Turns
from watchers.fetching.resolver import lookup
from watchers.model import Request


async def test_turns_of_one_host_follow_each_other() -> None:
    """Two turns of one host never overlap and keep the pause, also when one of them fails."""
    turns = Turns(slots=5, slow_slots=1, slow_after=9)
    spans: list[tuple[float, float]] = []

    async def work(number: int) -> None:
        loop = asyncio.get_running_loop()
        async with turns.turn("a.test", 0.03):
            began = loop.time()
            await asyncio.sleep(0.01)
            spans.append((began, loop.time()))
            if number == 1:
                raise ValueError

    await asyncio.gather(*(work(number) for number in range(4)), return_exceptions=True)
    assert len(spans) == 4
    assert all(later[0] - earlier[1] >= 0.03 for earlier, later in pairwise(spans))


async def test_no_more_than_the_slots_at_once() -> None:
    """However many hosts, only so many requests are in flight."""
    turns = Turns(slots=3, slow_slots=1, slow_after=9)
    inside = most = 0

    async def work(number: int) -> None:
        nonlocal inside, most
        async with turns.turn(f"host{number}", 0):
            inside += 1
            most = max(most, inside)
            await asyncio.sleep(0.005)
            inside -= 1

    await asyncio.gather(*(work(number) for number in range(20)))
    assert most == 3


async def test_idle_hosts_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """The memory of hosts is bounded; those whose pause still runs stay."""
    monkeypatch.setattr(hosts, "_REMEMBER", 10)
    turns = Turns(slots=3, slow_slots=1, slow_after=9)
    async with turns.turn("kept.test", 60):
        pass
    for number in range(50):
        async with turns.turn(f"host{number}", -1):
            pass
    assert len(turns._hosts) <= 10
    assert "kept.test" in turns._hosts


async def test_the_system_is_asked_and_answers_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    """Addresses of both families come once each, in the resolver's order; no address is an error."""
    rows = [
        (socket.AF_INET6, socket.SOCK_STREAM, 6, "", ("2606:4700::1", 443, 0, 0)),
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("1.1.1.1", 443)),
        (socket.AF_INET, socket.SOCK_STREAM, 6, "", ("1.1.1.1", 443)),
    ]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: rows)
    assert await lookup("a.test", 443) == ("2606:4700::1", "1.1.1.1")

    def unknown(*_: object, **__: object) -> list:
        raise socket.gaierror(-2, "Name or service not known")

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    with pytest.raises(OSError, match="not known"):
        await lookup("b.test", 443)


async def test_a_name_server_that_hangs_can_be_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Giving up on a look-up leaves nothing behind that fails later."""
    import threading

    hang = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: hang.wait(30) and [])
    with pytest.raises(TimeoutError):
        await asyncio.wait_for(lookup("a.test", 443), 0.05)
    hang.set()
    await asyncio.sleep(0.05)


@pytest.mark.parametrize(("answers", "expected"), [([], FetchError), (["nonsense"], RefusedError)])
async def test_a_resolver_that_answers_nothing_of_use(answers: list[str], expected: type[Exception]) -> None:
    """No address is a failure, an unreadable one is refused."""
    internet = Internet({"a.test": answers})
    client = fetcher(machine=internet.machine)
    with pytest.raises(expected):
        await client.fetch(Request(url="http://a.test/"))
    await client.close()
    assert not internet.connected


async def test_a_host_that_takes_no_connection() -> None:
    """A connection that does not come about ends at its own, shorter limit."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        waiting = []
        for _ in range(4):  # fills the queue of a server that never accepts
            filler = socket.socket()
            filler.setblocking(False)
            filler.connect_ex(listener.getsockname())
            waiting.append(filler)
        client = fetcher(limits=Limits(pause_seconds=0, connect_seconds=0.2))
        with pytest.raises(FetchError, match=r"took no connection within 0\.2 seconds"):
            await client.fetch(Request(url=f"http://127.0.0.1:{listener.getsockname()[1]}/"))
        await client.close()
        for filler in waiting:
            filler.close()


async def test_a_server_that_speaks_no_tls() -> None:
    """https asked of a server that speaks something else is said in plain words."""

    async def greet(_reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 mail.test ready\r\n")
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(greet, "127.0.0.1", 0)
    client = fetcher()
    with pytest.raises(FetchError, match="No secure connection"):
        await client.fetch(Request(url=f"https://127.0.0.1:{server.sockets[0].getsockname()[1]}/"))
    await client.close()
    server.close()


async def test_a_header_that_cannot_be_sent() -> None:
    """A request that cannot be written is a failure with a sentence, not an exception of the client."""
    async with running({}) as server:
        client = Fetcher(user_agent=AGENT, guard=fetcher()._guard)
        with pytest.raises(FetchError, match="could not be made"):
            await client.fetch(Request(url=server.url(), headers={"X-Key": "a\r\nInjected: 1"}))
        await client.close()
    assert not server.seen
