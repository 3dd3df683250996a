"""Compiles in a process of its own: its caller works on meanwhile, and what it took is given back as it ends.

What is handed over is plain data both ways: one line for each watchlist and each term in, tables out. The
process ends with its caller, however that ends: it reads on where nothing comes, until that is closed. What
runs there is `compiler.main`.

Knows how the process is begun and asked. What compiling needs is loaded after it was: it loads the same, and
the caller need not wait for that first.
"""

import json
import logging
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from subprocess import PIPE
from typing import IO, TYPE_CHECKING

from watchlists.compiling.collecting import no_collecting
from watchlists.errors import NotCompiled
from watchlists.index.tables import Tables

if TYPE_CHECKING:
    from watchlists.index.distinct import Asked

WATCHLIST, TERM, END = b"+", b" ", b"."  # what a line says, by its first byte
SIZE = 8  # bytes of the length of what comes back
_ROOT = Path(__file__).parents[2]
_BOOT = (
    "import gc, sys; gc.disable(); sys.path.append(sys.argv[1])"
    "; from watchlists.compiling.compiler import main; main()"
)
_AT_ONCE = 8 << 20  # bytes to be sent together

log = logging.getLogger("sanctions_watch.matching")


def tabulated_apart(watchlists: Iterable["Asked"], meanwhile: Callable[[], None] = lambda: None) -> Tables:
    """Return the terms of watchlists, compiled by a process begun now, see `Apart.tables`."""
    return Apart().tables(watchlists, meanwhile)


class Apart:
    """A process that compiles, begun: it reads its tables of words while the terms are still gathered."""

    def __init__(self) -> None:
        # where an interpreter was built to find its own libraries this way, it must; nothing else of ours
        environment = {name: os.environ[name] for name in ("LD_LIBRARY_PATH",) if name in os.environ}
        command = [sys.executable, "-I", "-X", "utf8", "-c", _BOOT, str(_ROOT)]
        self._process: subprocess.Popen[bytes] | None = None
        try:
            self._process = subprocess.Popen(  # noqa: S603 - ourselves
                command, stdin=PIPE, stdout=PIPE, env=environment, cwd="/", start_new_session=True
            )
        except OSError as error:
            log.warning("matcher.compiled_here reason=%s", f"{type(error).__name__}: {error.strerror}")

    def tables(self, watchlists: Iterable["Asked"], meanwhile: Callable[[], None] = lambda: None) -> Tables:
        """Return the terms of watchlists, compiled by that process; here, where none could be started. Once.

        `meanwhile` is called while it works, or afterwards.

        Raises NotCompiled when the process dies.
        """
        if (process := self._process) is None:
            from watchlists.compiling.compiled import tabulated_keys

            tables = tabulated_keys(watchlists)
            meanwhile()
            return tables
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            with no_collecting():
                _ask(process.stdin, watchlists)
            meanwhile()
            _read_ahead()
            return Tables.unpacked(_answer(process.stdout), signed=False)
        except (ValueError, BrokenPipeError) as error:
            process.kill()
            raise NotCompiled(
                "The process that compiles watchlists ended before its work was done"
                f" (status {process.wait()})."
            ) from error
        finally:
            self.end()

    def end(self) -> None:
        """End the process: its work is done, or nobody waits for it any more."""
        if (process := self._process) is None:
            return
        process.kill()
        process.wait()
        assert process.stdout is not None
        process.stdout.close()
        if process.stdin is not None:
            with suppress(OSError):  # broken, with something left to be said
                process.stdin.close()


def _read_ahead() -> None:
    """Read the words that the first texts need here, while the process works."""
    from watchlists.compiling.ahead import read_ahead

    read_ahead()


def _ask(pipe: IO[bytes], watchlists: Iterable["Asked"]) -> None:
    """Send every watchlist with its terms, and leave the pipe open.

    Much at once: while the terms are gathered the process reads its word tables, and no terms yet.
    """
    lines = bytearray()
    for watchlist, keys in watchlists:
        lines += WATCHLIST + json.dumps(watchlist).encode() + b"\n"
        lines += b"".join([TERM + key + b"\n" for key in keys])
        if len(lines) > _AT_ONCE:
            pipe.write(lines)
            lines.clear()
    pipe.write(lines + END + b"\n")
    pipe.flush()


def _answer(pipe: IO[bytes]) -> bytearray:
    """Return what was made; read where it stays, as it is large. Raises ValueError where it is not whole."""
    content = bytearray(int.from_bytes(pipe.read(SIZE), "big"))
    view = memoryview(content)
    while view and (size := pipe.readinto(view)):  # type: ignore[attr-defined]
        view = view[size:]
    if view:
        raise ValueError("its end is missing")
    return content
