"""Ten thousand feeds on loopback: `/N.xml` is the feed of source N as of now, `/_served` what went out when.

`/_polls` is how often a feed was asked for.
A process of its own, so that its work is not counted as the program's. Started with the plan as JSON.
"""

import asyncio
import json
import sys
import time
from email.utils import formatdate
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from big.world import Plan, entry

EVERY_ADDRESS = "0.0.0.0"  # noqa: S104 - each source has an address of its own on the loopback network
KEPT = 10  # items that a feed shows


class Feeds:
    """What each source shows, and when each of its items was first fetched."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.fetched: list[tuple[int, int, float]] = []  # source, item, when
        self.newest: dict[int, int] = {}
        self.polls = 0

    def feed(self, source: int) -> bytes:
        """Return the feed of a source now."""
        now = time.time()
        self.polls += 1
        newest = self.plan.newest(source, now)
        before = self.newest.get(source, -1)
        self.fetched += [(source, item, now) for item in range(max(before, newest - KEPT) + 1, newest + 1)]
        self.newest[source] = newest
        items = []
        for item in range(newest, max(-1, newest - KEPT), -1):
            title, text = entry(self.plan, source, item)
            when = formatdate(self.plan.published(source, item))
            link = f"https://news.example/{source}/{item}"
            items.append(
                f"<item><guid isPermaLink='false'>{source}-{item}</guid><link>{link}</link>"
                f"<title>{title}</title><description>{text}</description><pubDate>{when}</pubDate></item>"
            )
        head = f"<?xml version='1.0'?><rss version='2.0'><channel><title>Source {source}</title>"
        return f"{head}{''.join(items)}</channel></rss>".encode()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the requests of one connection."""
        try:
            while True:
                path = (await reader.readuntil(b"\r\n\r\n")).split(b" ", 2)[1].decode()
                if path == "/_polls":  # asked for again and again while a start is timed
                    body = json.dumps(self.polls).encode()
                elif path == "/_served":
                    body = json.dumps({"fetched": self.fetched, "polls": self.polls}).encode()
                else:
                    body = self.feed(int(path.rpartition("/")[2].removesuffix(".xml")))
                writer.write(
                    b"HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nContent-Length: %d\r\n\r\n"
                    % len(body)
                )
                writer.write(body)
        except (asyncio.IncompleteReadError, ConnectionError, ValueError):
            writer.close()


async def main() -> None:
    """Serve until killed; print the port."""
    server = await asyncio.start_server(
        Feeds(Plan(**json.loads(sys.argv[1]))).serve, EVERY_ADDRESS, 0, backlog=1000
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
