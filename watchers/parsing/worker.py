"""Parsing at arm's length: hostile bytes go to a worker process that can be killed, plain values come back.

Knows processes and limits; knows no format. A worker is a fresh interpreter with an empty environment, kept
warm between bodies. Nothing it says is unpickled or trusted (see `watchers.parsing.wire`), and what it says
is read in small steps, so that the caller's loop stays free.
"""

import asyncio
import contextlib
import os
import sys
from asyncio.subprocess import DEVNULL, PIPE, Process
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from watchers.errors import ParseError
from watchers.model import Entry, Item, Parsed, SourceKind
from watchers.parsers import ParseContext
from watchers.parsing.wire import (
    LENGTH,
    MAX_FRAME,
    frame,
    nonsense,
    read_end,
    read_entry,
    read_frame,
    read_item,
)

MIB = 1024 * 1024
_ROOT = Path(__file__).parents[2]
_SLICE = 256 * 1024  # bytes written to the worker between two looks at the loop
_START_SECONDS = 60.0  # a fresh interpreter with its libraries, on a machine that is busy
_BOOT = "import sys; sys.path.append(sys.argv[2]); from watchers.parsing.worker_main import main; main()"


@dataclass(frozen=True, slots=True, kw_only=True)
class ParseLimits:
    """What one parse may cost: seconds, bytes of address space, bytes of its answer."""

    seconds: float
    memory_bytes: int
    answer_bytes: int


STREAM_LIMITS = ParseLimits(seconds=10, memory_bytes=768 * MIB, answer_bytes=24 * MIB)
LIST_LIMITS = ParseLimits(seconds=60, memory_bytes=1024 * MIB, answer_bytes=256 * MIB)
_LISTS = [kind for kind in SourceKind if kind.is_list]
_STREAMS = [kind for kind in SourceKind if not kind.is_list]


class ParserPool:
    """Parses for all watchers of one process and event loop; build it once and close it at the end.

    Streams have one worker and lists another, so that neither waits for the other. `parser` is the function
    that the workers call, as "module:function". Before its first body a worker loads what reads streams, or
    lists, or the `only` kind there is going to be.
    """

    def __init__(
        self,
        *,
        stream_limits: ParseLimits = STREAM_LIMITS,
        list_limits: ParseLimits = LIST_LIMITS,
        parser: str = "watchers.parsers:parse",
        only: SourceKind | None = None,
    ) -> None:
        self._streams = _Worker(stream_limits, parser, [only] if only else _STREAMS)
        self._lists = _Worker(list_limits, parser, [only] if only else _LISTS)

    @property
    def kills(self) -> int:
        """Return how many workers were killed or died so far."""
        return self._streams.kills + self._lists.kills

    async def parse(self, kind: SourceKind, body: bytes, context: ParseContext) -> Parsed:
        """Read `body` as `kind`; the texts in the answer are clean and bounded (`parsing.cleaning`).

        Waits until the worker is free. Raises ParseError, with one sentence for a person, when the bytes are
        not of that kind or reading them took more time or memory than allowed; the next call is not affected.
        """
        worker = self._lists if kind.is_list else self._streams
        async with worker.turn:
            return await worker.parse(kind, body, context)

    async def close(self) -> None:
        """Stop both workers."""
        await self._streams.stop()
        await self._lists.stop()


class _Worker:
    """One worker process, started when first needed and again after it ended."""

    def __init__(self, limits: ParseLimits, parser: str, kinds: Sequence[SourceKind]) -> None:
        self.kills = 0
        self.turn = asyncio.Lock()  # whoever came first is read first
        self._limits = limits
        self._parser = parser
        self._kinds = kinds
        self._process: Process | None = None

    async def parse(self, kind: SourceKind, body: bytes, context: ParseContext) -> Parsed:
        process = await self._started()
        try:
            async with asyncio.timeout(self._limits.seconds):
                return await self._exchange(process, kind, body, context)
        except TimeoutError:
            await self._kill()
            raise ParseError(
                f"Reading the answer took longer than {self._limits.seconds:g} seconds; it was stopped."
            ) from None
        except _Stopped as stopped:
            await self._kill()
            raise ParseError(str(stopped)) from None
        except (EOFError, OSError):
            await self._kill()
            raise ParseError("Reading the answer broke the parser; the answer may be hostile.") from None
        except _Said as said:
            raise ParseError(str(said)) from None
        except BaseException:
            # Nonsense, or the caller gave up in the middle: what the worker says next fits no question.
            await self._kill()
            raise

    async def stop(self) -> None:
        """End the process, if there is one."""
        if self._process is not None:
            process, self._process = self._process, None
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.communicate()  # drains and closes the pipes

    async def _kill(self) -> None:
        self.kills += 1
        await self.stop()

    async def _started(self) -> Process:
        if self._process is not None and self._process.returncode is None:
            return self._process
        await self.stop()
        command = (
            sys.executable,
            *("-I", "-B", "-X", "utf8", "-c", _BOOT),
            *(str(self._limits.memory_bytes), str(_ROOT), self._parser, *self._kinds),
        )
        self._process = process = await asyncio.create_subprocess_exec(
            *command,
            stdin=PIPE,
            stdout=PIPE,
            stderr=DEVNULL,
            cwd="/",
            env=_environment(),
            start_new_session=True,
        )
        try:
            async with asyncio.timeout(_START_SECONDS):
                await _next(process)
        except (TimeoutError, EOFError, OSError):
            await self._kill()
            raise ParseError("The parse worker could not be started.") from None
        except BaseException:
            await self._kill()
            raise
        return process

    async def _exchange(
        self, process: Process, kind: SourceKind, body: bytes, context: ParseContext
    ) -> Parsed:
        await self._send(process, kind, body, context)
        items: list[Item] = []
        entries: list[Entry] = []
        outcome: Parsed | Exception | None = None
        left = self._limits.answer_bytes + MAX_FRAME
        while True:
            raw = await _next(process)
            left -= len(raw)
            if left < 0:
                raise nonsense()
            match read_frame(raw):
                case {"items": list(values)}:
                    items.extend(read_item(value) for value in values)
                case {"entries": list(values)}:
                    entries.extend(read_entry(value) for value in values)
                case {"end": end}:
                    outcome = read_end(end, items, entries)
                case {"error": str(sentence)}:
                    outcome = _Said(sentence)
                case {"memory": True}:
                    outcome = _Stopped(
                        "Reading the answer took more memory than "
                        f"{self._limits.memory_bytes // MIB} MiB; it was stopped."
                    )
                case {"done": int(peak)}:
                    if peak > self._limits.memory_bytes // 2:
                        await self.stop()  # a fresh worker is cheaper than a bloated one
                    break
                case _:
                    raise nonsense()
            await asyncio.sleep(0)
        if isinstance(outcome, Parsed):
            return outcome
        raise outcome or nonsense()

    async def _send(self, process: Process, kind: SourceKind, body: bytes, context: ParseContext) -> None:
        assert process.stdin is not None
        process.stdin.write(
            frame(
                {
                    "kind": kind,
                    "context": asdict(context),
                    "size": len(body),
                    "seconds": self._limits.seconds,
                    "budget": self._limits.answer_bytes,
                }
            )
        )
        view = memoryview(body)
        for start in range(0, len(body), _SLICE):
            process.stdin.write(view[start : start + _SLICE])
            await process.stdin.drain()
            await asyncio.sleep(0)  # a worker that takes all at once makes nobody wait in `drain`


class _Said(Exception):  # noqa: N818
    """The parser's own sentence: the bytes are not of their kind, the worker is well."""


class _Stopped(Exception):  # noqa: N818
    """The worker ended itself at a limit."""


async def _next(process: Process) -> bytes:
    """Return the worker's next frame. Raises EOFError when it ended."""
    assert process.stdout is not None
    size: int = LENGTH.unpack(await process.stdout.readexactly(LENGTH.size))[0]
    if size > MAX_FRAME:
        raise nonsense()
    return await process.stdout.readexactly(size)


def _environment() -> dict[str, str]:
    """Return the worker's whole environment: no setting of ours, no secret."""
    environment = {"LC_ALL": "C.UTF-8", "MALLOC_ARENA_MAX": "1"}
    # Where an interpreter was built to find its own libraries this way, it must.
    for name in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"):
        if name in os.environ:
            environment[name] = os.environ[name]
    return environment
