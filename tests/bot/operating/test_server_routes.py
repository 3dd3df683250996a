"""The web server: health and readiness, limits before any front end, and no version in a header."""

import asyncio
import io
import logging
import socket
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from aiohttp import ClientSession, web

from bot.errors import SettingsError
from bot.operating import server as module
from bot.operating.server import MAX_BODY, Server
from tests.bot.teams_kit import settings


async def is_ready() -> tuple[bool, str]:
    return True, "ready"


@asynccontextmanager
async def running(
    *,
    healthy: Callable[[], tuple[bool, str]] = lambda: (True, "last tick 1.0 s ago"),
    ready: Callable[[], Awaitable[tuple[bool, str]]] = is_ready,
    metrics: Callable[[], str] | None = None,
) -> AsyncIterator[tuple[ClientSession, str, list[int]]]:
    sizes: list[int] = []

    async def front_end(request: web.Request) -> web.Response:
        sizes.append(len(await request.read()))
        return web.Response(text="done")

    server = Server(settings(PORT="0"), healthy=healthy, ready=ready, metrics=metrics)
    server.app.router.add_post("/slack/events", front_end)
    port = await server.start()
    try:
        async with ClientSession() as http:
            yield http, f"http://127.0.0.1:{port}", sizes
    finally:
        await server.close()


async def get(http: ClientSession, url: str) -> tuple[int, str]:
    async with http.get(url) as answer:
        assert answer.headers["Server"] == "sanctions-watch"
        assert answer.headers["Cache-Control"] == "no-store"
        return answer.status, await answer.text()


async def test_health_and_readiness_say_yes_or_no_and_why() -> None:
    """200 or 503, with the words of whoever knows."""
    async with running(metrics=lambda: "polls_total 3\n") as (http, url, _):
        assert await get(http, f"{url}/healthz") == (200, "last tick 1.0 s ago\n")
        assert await get(http, f"{url}/readyz") == (200, "ready\n")
        assert await get(http, f"{url}/metrics") == (200, "polls_total 3\n")
        assert (await get(http, f"{url}/"))[0] == 404

    async def full() -> tuple[bool, str]:
        return False, "the disk is full"

    async with running(healthy=lambda: (False, "no tick for 40 s"), ready=full) as (http, url, _):
        assert await get(http, f"{url}/healthz") == (503, "no tick for 40 s\n")
        assert await get(http, f"{url}/readyz") == (503, "the disk is full\n")
        assert (await get(http, f"{url}/metrics"))[0] == 404


async def test_a_readiness_check_that_fails_or_hangs_is_not_ready(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever happens inside, the answer comes and tells nothing of the inside."""
    monkeypatch.setattr(module, "READY_SECONDS", 0.05)

    async def hangs() -> tuple[bool, str]:
        await asyncio.Event().wait()
        return True, "never"

    async def raises() -> tuple[bool, str]:
        raise RuntimeError("password=s3cret")

    for check in (hangs, raises):
        async with running(ready=check) as (http, url, _):
            status, words = await get(http, f"{url}/readyz")
            assert status == 503
            assert "s3cret" not in words


async def test_a_body_too_large_reaches_no_front_end() -> None:
    """413 above the limit, announced or not; what is below gets through."""
    async with running() as (http, url, sizes):
        async with http.post(f"{url}/slack/events", data=io.BytesIO(b"x" * MAX_BODY)) as answer:
            assert answer.status == 200

        async def unannounced() -> AsyncIterator[bytes]:
            for _ in range(40):
                yield b"y" * 65536

        for body in (io.BytesIO(b"x" * (MAX_BODY + 1)), unannounced()):
            answer_status: int | None = None
            try:
                async with http.post(f"{url}/slack/events", data=body) as answer:
                    answer_status = answer.status
            except OSError:  # the server may close before all was sent
                answer_status = 413
            assert answer_status == 413
        assert sizes == [MAX_BODY]


async def test_a_body_that_drips_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    """A sender cannot hold a request open: 408, and no front end is called."""
    monkeypatch.setattr(module, "BODY_SECONDS", 0.05)
    async with running() as (_, url, sizes):
        reader, writer = await asyncio.open_connection("127.0.0.1", int(url.rpartition(":")[2]))
        writer.write(b"POST /slack/events HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{")
        assert (await reader.readline()).split()[1] == b"408"
        writer.close()
        assert sizes == []


@pytest.mark.parametrize("sent", [b"", b"POST /slack/events HTTP/1.1\r\nHost: x\r\nX-Slow: "])
async def test_headers_that_drip_are_cut_off(monkeypatch: pytest.MonkeyPatch, sent: bytes) -> None:
    """A sender who never ends its headers, or sends none, keeps no connection."""
    monkeypatch.setattr(module, "IDLE_SECONDS", 0.2)
    async with running() as (_, url, sizes):
        reader, writer = await asyncio.open_connection("127.0.0.1", int(url.rpartition(":")[2]))
        writer.write(sent)
        async with asyncio.timeout(20):
            assert await reader.read() == b""
        writer.close()
        assert sizes == []


async def test_what_is_no_http_gets_a_plain_400(caplog: pytest.LogCaptureFixture) -> None:
    """No version in the answer, and no word of a stranger's bytes in the log."""
    caplog.set_level(logging.DEBUG)
    async with running() as (_, url, sizes):
        for raw in (b"GARBAGE-s3cret\r\n\r\n", b"GET / HTTP/1.1\r\nA: " + b"s3cret" * 4000 + b"\r\n\r\n"):
            reader, writer = await asyncio.open_connection("127.0.0.1", int(url.rpartition(":")[2]))
            writer.write(raw)
            answer = await reader.read()
            writer.close()
            assert answer.split()[1] == b"400"
            assert b"Server: sanctions-watch\r\n" in answer
            assert b"aiohttp" not in answer
        assert "s3cret" not in caplog.text
        assert "server.not_http status=400" in caplog.text
        assert sizes == []


async def test_a_taken_port_is_said_in_one_sentence() -> None:
    """The sentence names the settings to change."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        server = Server(settings(PORT=str(port)), healthy=lambda: (True, ""), ready=is_ready)
        with pytest.raises(SettingsError, match="another program listens there; set PORT"):
            await server.start()


async def test_closing_twice_or_before_starting_is_fine() -> None:
    """Teardown may come at any time."""
    server: Any = Server(settings(PORT="0"), healthy=lambda: (True, ""), ready=is_ready)
    await server.close()
    await server.start()
    await server.close()
    await server.close()
