"""Processes forked from this one: what is imported stays, or starting Python would be most of a campaign."""

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Coroutine
from typing import Any


def fork(work: Callable[[], Coroutine[Any, Any, None]]) -> int:
    """Run `work` in a child; return its process id."""
    pid = os.fork()
    if pid == 0:
        status = 1
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        try:
            asyncio.run(work())
            status = 0
        except BaseException as error:  # noqa: BLE001 - the child must not run the parent's code
            print("child:", repr(error), file=sys.stderr, flush=True)
        finally:
            os._exit(status)
    return pid


def fork_server(start: Callable[[], Coroutine[Any, Any, str]]) -> tuple[int, str]:
    """Run a server in a child; return its process id and the address that `start` returned there."""
    reader, writer = os.pipe()

    async def serve() -> None:
        os.write(writer, f"{await start()}\n".encode())
        await asyncio.Event().wait()

    pid = fork(serve)
    os.close(writer)
    with os.fdopen(reader) as lines:
        return pid, lines.readline().strip()


def end(pid: int, how: signal.Signals = signal.SIGKILL) -> None:
    """Signal a child and wait for it."""
    os.kill(pid, how)
    os.waitpid(pid, 0)
