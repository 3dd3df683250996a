"""A Slack on loopback that takes its time, and keeps of each message what it was about and when it came.

A process of its own. `/_report` answers what came; nothing else of Slack is here (`tests/slack_mock.py`).
"""

import asyncio
import json
import random
import re
import sys
import time
from collections import Counter

_ITEM = re.compile(rb"news\.example/(\d+)/(\d+)")
# Slack mostly answers a post within a third of a second, now and then in more than one (log-normal).
SPREAD, LONGEST = 0.5, 5.0


class Slack:
    """What was posted. `answer`: seconds that half the posts take at most."""

    def __init__(self, answer: float) -> None:
        self.answer = answer
        self.draw = random.Random(1)
        self.came: list[tuple[int, int, float]] = []  # source, item, when
        self.keys: Counter[str] = Counter()
        self.last: dict[str, float] = {}  # by channel
        self.fast = 0
        self.other = 0

    def post(self, body: bytes) -> bytes:
        """Take a message."""
        now = time.time()
        message = json.loads(body)
        channel = message["channel"]
        self.fast += now - self.last.get(channel, 0) < 0.95
        self.last[channel] = now
        self.keys[message["metadata"]["event_payload"]["key"]] += 1
        if about := _ITEM.search(body):
            self.came.append((int(about[1]), int(about[2]), now))
        else:
            self.other += 1
        return json.dumps({"ok": True, "channel": channel, "ts": f"{now:.6f}"}).encode()

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the requests of one connection."""
        try:
            while True:
                head = await reader.readuntil(b"\r\n\r\n")
                length = re.search(rb"(?i)content-length: (\d+)", head)
                body = await reader.readexactly(int(length[1]) if length else 0)
                if b"/_report" in head:
                    repeats = sum(count - 1 for count in self.keys.values())
                    report = {"came": self.came, "repeats": repeats, "fast": self.fast, "other": self.other}
                    answer = json.dumps(report).encode()
                elif b"chat.postMessage" in head:
                    answer = self.post(body)
                    await asyncio.sleep(min(LONGEST, self.draw.lognormvariate(0, SPREAD) * self.answer))
                else:
                    answer = b'{"ok": true, "team_id": "T1", "user_id": "U1", "bot_id": "B1", "messages": []}'
                writer.write(
                    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%b"
                    % (len(answer), answer)
                )
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()


async def main() -> None:
    """Serve until killed; print the port."""
    server = await asyncio.start_server(
        Slack(json.loads(sys.argv[1])["answer"]).serve, "127.0.0.1", 0, backlog=1000
    )
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(main())
