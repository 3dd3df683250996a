"""CPU of a poll that is answered 304, through the guarded fetcher and bare aiohttp: `python bench/polls.py`.

The server is a process of its own, so that only the client's CPU counts; both clients in one run, in turns.
On a busy machine both cost more, and not in step; whether our own work grows with the requests in flight is
told by the calls it makes, which no load changes.
"""

import asyncio
import cProfile
import pstats
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from ipaddress import ip_network
from pathlib import Path

import aiohttp

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from watchers.fetching.addresses import Guard  # noqa: E402
from watchers.fetching.fetch import Fetcher  # noqa: E402
from watchers.model import NotModified, Request  # noqa: E402

REQUESTS = 2_000
HOSTS = 200  # addresses of the loopback network: one request at a time goes to a host

_SERVER = """
import asyncio
async def serve(reader, writer):
    try:
        while await reader.readuntil(b"\\r\\n\\r\\n"):
            writer.write(b'HTTP/1.1 304 Not Modified\\r\\nETag: "a"\\r\\nConnection: keep-alive\\r\\n\\r\\n')
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()
async def main():
    server = await asyncio.start_server(serve, "0.0.0.0", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()
asyncio.run(main())
"""


async def spent(ask: Callable[[str], Awaitable[None]], urls: list[str], at_once: int) -> float:
    """Return the CPU seconds of one request, `at_once` in flight."""
    queue = iter([urls[n % at_once] for n in range(REQUESTS)])

    async def worker() -> None:
        for url in queue:
            await ask(url)

    started = time.process_time()
    await asyncio.gather(*(worker() for _ in range(at_once)))
    return (time.process_time() - started) / REQUESTS


async def calls(ask: Callable[[str], Awaitable[None]], urls: list[str], at_once: int) -> float:
    """Return the Python calls of one request, `at_once` in flight."""
    profile = cProfile.Profile()
    profile.enable()
    await spent(ask, urls, at_once)
    profile.disable()
    made: int = pstats.Stats(profile).total_calls  # type: ignore[attr-defined]  # set by its constructor
    return made / REQUESTS


async def measure(port: int) -> None:
    """Print the ratio at 10, 50 and 200 requests in flight."""
    urls = [f"http://127.0.{n // 250}.{n % 250 + 1}:{port}/feed" for n in range(HOSTS)]
    fetcher = Fetcher(
        user_agent="bench", guard=Guard(allow_networks=(ip_network("127.0.0.0/8"),), allow_ports=(port,))
    )
    headers = {"If-None-Match": '"a"', "User-Agent": "bench", "Accept": "*/*"}
    async with aiohttp.ClientSession(connector=aiohttp.TCPConnector(limit=0)) as session:

        async def ours(url: str) -> None:
            answer = await fetcher.fetch(Request(url=url, etag='"a"'))
            assert isinstance(answer, NotModified)

        async def bare(url: str) -> None:
            async with session.get(url, headers=headers, allow_redirects=False) as answer:
                await answer.read()

        for at_once in (10, 50, 200):
            best = [1e9, 1e9]
            for _ in range(4):
                for place, ask in enumerate((ours, bare)):
                    best[place] = min(best[place], await spent(ask, urls, at_once))
            made = [await calls(ask, urls, at_once) for ask in (ours, bare)]
            print(
                f"unchanged polls, {at_once:3} in flight: {best[0] * 1e6:4.0f} µs CPU,"
                f" {best[0] / best[1]:.2f} times bare aiohttp; {made[0]:.0f} calls, bare {made[1]:.0f}"
            )
    await fetcher.close()


def main() -> None:
    """Start the server, measure, end it."""
    server = subprocess.Popen([sys.executable, "-c", _SERVER], stdout=subprocess.PIPE, text=True)  # noqa: S603
    assert server.stdout is not None
    try:
        asyncio.run(measure(int(server.stdout.readline())))
    finally:
        server.terminate()
        server.wait()


if __name__ == "__main__":
    main()
