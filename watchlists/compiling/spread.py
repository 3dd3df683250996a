"""Works on the parts of a list in several processes at once, where the system can copy a process.

Each part's tables come back through a pipe. Where a process dies or cannot be made, its parts are done here.

Knows processes and tables. Must not know what the work is.
"""

import os
from collections.abc import Callable, Iterator
from contextlib import suppress
from itertools import pairwise

from watchlists.index.tables import Tables

Work = Callable[[int, int], Tables]  # of the things from a number on, up to another
_WORTH = 5_000  # things: to copy a process and to hand its tables over costs as much as some hundreds
_MOST = 8  # processes: what comes after the parts is done by one
_SHARES = 16  # for each process
_SIZE = 8  # bytes of the length of what comes back


def hands_for(size: int) -> int:
    """Return in how many processes so many things are worked on best, this one included."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(processors, size // _WORTH, _MOST)) if hasattr(os, "fork") else 1


class Spread:
    """Some work, begun, in shares: who has done one takes the next, as some are quickly done and others not.

    Others than this process are copies of it, which must have one thread.
    """

    def __init__(self, work: Work, size: int, hands: int) -> None:
        self._work = work
        count = min(hands * _SHARES, max(size, 1)) if hands > 1 else 1
        bounds = [size * share // count for share in range(count + 1)]
        self._shares = list(pairwise(bounds))
        self._untaken = _numbers_to_take(count) if hands > 1 else None
        self._begun = [self._begin() for _ in range(1, hands)] if self._untaken is not None else []

    def done(self) -> list[Tables]:
        """Return the tables of all shares in their order."""
        found = {share: self._work(*self._shares[share]) for share in self._taken()}
        if self._untaken is not None:
            os.close(self._untaken)
            self._untaken = None
        for begun in self._begun:
            if begun is not None:
                found.update(_received(*begun))
        shares = enumerate(self._shares)
        return [found[share] if share in found else self._work(*bounds) for share, bounds in shares]

    def _taken(self) -> Iterator[int]:
        """Yield the numbers of shares, each taken from all others."""
        while self._untaken is not None and (number := os.read(self._untaken, 1)):
            yield number[0]

    def _begin(self) -> tuple[int, int] | None:
        """Return a process that works on shares too, and the pipe from it; None where there can be none."""
        try:
            ours, its = os.pipe()
        except OSError:
            return None
        try:
            process = os.fork()
        except OSError:
            os.close(ours)
            os.close(its)
            return None
        if process:
            os.close(its)
            return process, ours
        try:
            os.close(ours)
            # all at the end: nobody reads before
            done = [(share, self._work(*self._shares[share]).packed(signed=False)) for share in self._taken()]
            with open(its, "wb") as pipe:  # noqa: PTH123 - a descriptor
                for share, parts in done:
                    pipe.write(bytes([share]) + sum(map(len, parts)).to_bytes(_SIZE, "big"))
                    pipe.writelines(parts)
            os._exit(0)
        finally:
            os._exit(1)  # whatever it was: its shares are done again where they are told


def _numbers_to_take(count: int) -> int | None:
    """Return what gives each of some numbers once to whoever reads a byte; None where there can be none."""
    try:
        untaken, filled = os.pipe()
    except OSError:
        return None
    os.write(filled, bytes(range(count)))
    os.close(filled)
    return untaken


def _received(process: int, pipe: int) -> dict[int, Tables]:
    """Return the tables that a process sends, by share; those before its end, where that came too soon."""
    found: dict[int, Tables] = {}
    with open(pipe, "rb") as file, suppress(ValueError):
        while head := file.read(1 + _SIZE):
            content = file.read(int.from_bytes(head[1:], "big"))
            found[head[0]] = Tables.unpacked(content, signed=False)
    with suppress(ChildProcessError):
        os.waitpid(process, 0)
    return found
