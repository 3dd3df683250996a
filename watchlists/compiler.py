"""Compiles in a process of its own: its caller works on meanwhile, and what it took is given back as it ends.

What is handed over is plain data both ways: one line for each watchlist and each term in, tables out. The
process ends with its caller, however that ends: it reads on where nothing comes, until that is closed.

Knows terms and tables. Must not know texts, or where anything is stored.
"""

import json
import logging
import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from subprocess import PIPE
from threading import Thread
from typing import IO

from watchlists.ahead import read_ahead
from watchlists.compiling import Compiling, Distinct, no_collecting, tabulated, tabulated_keys
from watchlists.distinct import Asked, asked_of
from watchlists.errors import NotCompiled
from watchlists.model import Term, Watchlist
from watchlists.plainnames import read_words
from watchlists.spread import hands_for
from watchlists.tables import Tables

BIG = 5_000  # terms that take a second to compile
_HERE = Path(__file__).parent
_BOOT = "import sys; sys.path.append(sys.argv[1]); from watchlists.compiler import main; main()"
_WATCHLIST, _TERM, _END = b"+", b" ", b"."  # what a line says, by its first byte
_ANY = Watchlist(team="", name="", terms=(Term(name="Shenzhen University Co., Ltd.", kind="org"),))
_SIZE = 8  # bytes of the length of what comes back
_AT_ONCE = 8 << 20  # bytes to be sent together

log = logging.getLogger("sanctions_watch.matching")


def compiled(watchlists: Sequence[Watchlist]) -> Tables:
    """Return a few terms compiled here, many by a process of their own.

    Raises NotCompiled when that process dies.
    """
    many = sum(len(one.terms) for one in watchlists) > BIG
    return tabulated_apart(map(asked_of, watchlists)) if many else tabulated(watchlists)


def tabulated_apart(watchlists: Iterable[Asked], meanwhile: Callable[[], None] = lambda: None) -> Tables:
    """Return the terms of watchlists, compiled by a process of its own; here, where none can be started.

    `meanwhile` is called while it works, or afterwards.

    Raises NotCompiled when the process dies.
    """
    # where an interpreter was built to find its own libraries this way, it must; nothing else of ours
    environment = {name: os.environ[name] for name in ("LD_LIBRARY_PATH",) if name in os.environ}
    command = [sys.executable, "-I", "-X", "utf8", "-c", _BOOT, str(_HERE.parent)]
    try:
        process = subprocess.Popen(  # noqa: S603 - ourselves
            command, stdin=PIPE, stdout=PIPE, env=environment, cwd="/", start_new_session=True
        )
    except OSError as error:
        log.warning("matcher.compiled_here reason=%s", f"{type(error).__name__}: {error.strerror}")
        tables = tabulated_keys(watchlists)
        meanwhile()
        return tables
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        _ask(process.stdin, watchlists)
        meanwhile()
        tabulated([_ANY])  # meanwhile the words are read that the first edit and the first texts need here
        read_ahead()
        return Tables.unpacked(_answer(process.stdout), signed=False)
    except (ValueError, BrokenPipeError) as error:
        process.kill()
        raise NotCompiled(
            f"The process that compiles watchlists ended before its work was done (status {process.wait()})."
        ) from error
    finally:
        process.kill()  # its work is done, or nobody waits for it any more
        process.stdout.close()
        process.wait()
        process.stdin = None  # closed, or broken


def _ask(pipe: IO[bytes], watchlists: Iterable[Asked]) -> None:
    """Send every watchlist with its terms, and leave the pipe open.

    Much at once: while the terms are gathered the process reads its word tables, and no terms yet.
    """
    lines = bytearray()
    for watchlist, keys in watchlists:
        lines += _WATCHLIST + json.dumps(watchlist).encode() + b"\n"
        for key in keys:
            lines += _TERM + key + b"\n"
        if len(lines) > _AT_ONCE:
            pipe.write(lines)
            lines.clear()
    pipe.write(lines + _END + b"\n")
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


def main() -> None:
    """Read watchlists from standard input and write their tables to standard output."""
    distinct = Distinct()
    with no_collecting():
        tabulated([_ANY])  # the caller gathers the terms meanwhile; copies of this process have the words too
        read_words()
        for line in sys.stdin.buffer:
            match line[:1]:
                case b"+":
                    distinct.add(json.loads(line[1:]))
                case b" ":
                    distinct.hold(line[1:-1])
                case b".":
                    break
        else:
            sys.exit("nobody waits for the tables any more")
        work = Compiling(distinct, hands_for(len(distinct.owners)))
        Thread(target=_end_with_caller, daemon=True).start()  # now: a copy of a process has one thread
        parts = work.tables().packed(signed=False)
        sys.stdout.buffer.write(sum(map(len, parts)).to_bytes(_SIZE, "big"))
        sys.stdout.buffer.writelines(parts)
        sys.stdout.buffer.flush()


def _end_with_caller() -> None:
    """End this process and its copies once nothing can come from the caller any more."""
    os.read(sys.stdin.fileno(), 1)
    os.killpg(0, signal.SIGKILL)
