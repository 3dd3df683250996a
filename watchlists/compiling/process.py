"""A process of our own that is told lines and answers with tables: how it is begun, asked, heard and ended.

Its caller works on meanwhile, and what it took is given back as it ends. It gets plain data both ways, and
nothing of the caller's environment. It ends with its caller, however that ends: it reads on where nothing
comes, until that is closed.

Knows processes and tables. Must not know what the lines say.
"""

import logging
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from subprocess import PIPE
from threading import Thread
from typing import IO

from watchlists.errors import NotCompiled
from watchlists.index.tables import Tables

_END = b".\n"  # the line after the last one, as no other is
_SIZE = 8  # bytes of the length of what comes back
_ROOT = Path(__file__).parents[2]
_BOOT = "import gc, sys; gc.disable(); sys.path.append(sys.argv[1]); from {} import main; main()"
_AT_ONCE = 8 << 20  # bytes to be sent together

log = logging.getLogger("sanctions_watch.apart")


class TablesProcess:
    """The caller's end of it. `is_begun`: whether the process could be started."""

    def __init__(self, module: str, what: str) -> None:
        """Begin `main` of a module in a process; `what` it makes, for who reads of its end."""
        self._what = what
        # where an interpreter was built to find its own libraries this way, it must; nothing else of ours
        environment = {name: os.environ[name] for name in ("LD_LIBRARY_PATH",) if name in os.environ}
        command = [sys.executable, "-I", "-X", "utf8", "-c", _BOOT.format(module), str(_ROOT)]
        self._process: subprocess.Popen[bytes] | None = None
        try:
            self._process = subprocess.Popen(  # noqa: S603 - ourselves
                command, stdin=PIPE, stdout=PIPE, env=environment, cwd="/", start_new_session=True
            )
        except OSError as error:
            reason = f"{type(error).__name__}: {error.strerror}"
            log.warning("apart.not_started what=%s made=here reason=%s", what, reason)

    @property
    def is_begun(self) -> bool:
        """Whether there is a process to be asked."""
        return self._process is not None

    def tables(self, lines: Iterable[bytes], meanwhile: Callable[[], None] = lambda: None) -> Tables:
        r"""Return what the process makes of lines, none of them ".", each with its line end. Once.

        `meanwhile` is called while it works. Raises NotCompiled when the process dies.
        """
        process = self._process
        assert process is not None
        assert process.stdin is not None
        assert process.stdout is not None
        try:
            _ask(process.stdin, lines)
            meanwhile()
            return Tables.unpacked(_answer(process.stdout), signed=False)
        except (ValueError, BrokenPipeError) as error:
            process.kill()
            status = process.wait()
            raise NotCompiled(
                f"The process that makes {self._what} ended before its work was done (status {status})."
            ) from error
        finally:
            self.end()

    def kill(self) -> None:
        """End the process, from any thread: who waits for its tables has NotCompiled raised."""
        if self._process is not None:
            self._process.kill()

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


def _ask(pipe: IO[bytes], lines: Iterable[bytes]) -> None:
    """Send every line, and leave the pipe open.

    Much at once: while the lines are gathered the process reads its word tables, and no lines yet.
    """
    gathered = bytearray()
    for line in lines:
        gathered += line
        if len(gathered) > _AT_ONCE:
            pipe.write(gathered)
            gathered.clear()
    pipe.write(gathered + _END)
    pipe.flush()


def _answer(pipe: IO[bytes]) -> bytearray:
    """Return what was made; read where it stays, as it is large. Raises ValueError where it is not whole."""
    content = bytearray(int.from_bytes(pipe.read(_SIZE), "big"))
    view = memoryview(content)
    while view and (size := pipe.readinto(view)):  # type: ignore[attr-defined]
        view = view[size:]
    if view:
        raise ValueError("its end is missing")
    return content


def asked() -> Iterator[bytes]:
    """Yield the lines that this process was begun to make tables of; it ends where the caller did."""
    for line in sys.stdin.buffer:
        if line == _END:
            return
        yield line
    sys.exit("nobody waits for the tables any more")


def end_with_caller() -> None:
    """From now on end this process and its copies once the caller has ended, or waits no more."""
    Thread(target=_end_with_caller, daemon=True).start()


def _end_with_caller() -> None:
    os.read(sys.stdin.fileno(), 1)
    os.killpg(0, signal.SIGKILL)


def answer(tables: Tables) -> None:
    """Give the caller the tables."""
    parts = tables.packed(signed=False)
    sys.stdout.buffer.write(sum(map(len, parts)).to_bytes(_SIZE, "big"))
    sys.stdout.buffer.writelines(parts)
    sys.stdout.buffer.flush()
