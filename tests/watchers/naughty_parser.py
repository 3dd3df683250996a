"""A parser for the worker tests that does what the body says, in place of the real one."""

import ctypes
import os
import socket
import subprocess
import time
from datetime import UTC, datetime
from pathlib import Path

from watchers.errors import ParseError
from watchers.model import Entry, Item, ItemKind, Parsed, SourceKind
from watchers.parsers import ParseContext


def item(**changes: object) -> Item:
    values: dict = {
        "id": "1", "source": "s", "kind": ItemKind.NEWS, "url": "https://a.test/1", "title": "t", "text": "x",
    }  # fmt: skip
    return Item(**(values | changes))


def parse(kind: SourceKind, body: bytes, context: ParseContext) -> Parsed:
    word, _, rest = body.partition(b":")
    match word:
        case b"sleep":
            time.sleep(60)
        case b"spin":
            while True:
                pass
        case b"memory":
            hog = [bytearray(50_000_000) for _ in range(100)]
            return Parsed(warnings=(str(len(hog)),))
        case b"crash":
            ctypes.string_at(0)
        case b"exit":
            os._exit(3)
        case b"recursion":
            return parse(kind, body, context)
        case b"surrogate-error":
            raise ValueError("\ud800\x00")
        case b"sentence":
            raise ParseError("This is\x00 not \u202ea feed.")
        case b"print":
            print("noise on standard output")
            os.write(1, b"\xff\xff\xff\xff")
            return Parsed(items=(item(),))
        case b"frame":  # a taken-over worker writes what it likes, past all cleaning
            for number in range(3, 20):
                try:
                    os.write(number, rest)
                except OSError:
                    continue
        case b"open":
            with Path(os.fsdecode(rest)).open("rb") as file:
                return Parsed(items=(item(text=file.read(100).decode()),))
        case b"write":
            Path(os.fsdecode(rest), "made").write_text("x")
        case b"socket":
            socket.create_connection(("127.0.0.1", int(rest)))
        case b"process":
            subprocess.run(["/bin/true"], check=False)
        case b"environment":
            return Parsed(items=(item(text=repr(sorted(os.environ)), fields={"cwd": str(Path.cwd())}),))
        case b"items":
            return Parsed(
                items=tuple(item(id=str(number)) for number in range(int(rest))), details=SourceKind.FEED
            )
        case b"entries":
            alias = "a" * 300
            return Parsed(
                entries=tuple(
                    Entry(entity_id=str(number), name=f"Name {number}", list="L", aliases=(alias,))
                    for number in range(int(rest))
                ),
                as_of="2026-11-23",
            )
        case b"large":
            return Parsed(items=tuple(item(id=str(number), text="字" * 200_000) for number in range(60)))
        case b"huge":
            return Parsed(items=(item(fields={"x": ["y" * 9_000] * 2_000}), item(id="2")))
        case b"dirty":
            return Parsed(
                items=(
                    item(
                        id=" \x00id\ud800 ",
                        title="a\x00b\u202ec\nd \ud83d\ude00",
                        text="l1\r\nl2\x1b[31m" + "z" * 300_000,
                        url="javascript:alert(1)",
                        published=datetime.max.replace(tzinfo=UTC).astimezone(UTC),
                        fields={"n\x00": [float("nan"), 10**400, b"\xff", {"deep": "\u2066x"}], "ok": True},
                    ),
                    item(id="2", published=datetime(2026, 1, 2)),  # noqa: DTZ001 - no zone on purpose
                ),
                warnings=("w\x00",) * 100,
                next_page="https://a.test/2\x00",
            )
        case b"pid":
            return Parsed(warnings=(str(os.getpid()),))
    return Parsed(items=(item(text=rest.decode("latin-1")),))
