"""Works on the parts of a list in several processes at once, where the system can copy a process.

Each part's tables come back through a pipe. Where a process dies or none can be made, its part is done here.

Knows processes and tables. Must not know what the work is.
"""

import os
from collections.abc import Callable
from contextlib import suppress
from itertools import pairwise

from watchlists.index.tables import Tables

Work = Callable[[int, int], Tables]  # of the things from a number on, up to another
_WORTH = 5_000  # things: to copy a process and to hand its tables over costs as much as some hundreds
_MOST = 8  # processes: what comes after the parts is done by one


def hands_for(size: int) -> int:
    """Return in how many processes so many things are worked on best, this one included."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return max(1, min(processors, size // _WORTH, _MOST)) if hasattr(os, "fork") else 1


class Spread:
    """Some work, begun: all parts but the first by copies of this process, which must have one thread."""

    def __init__(self, work: Work, size: int, hands: int) -> None:
        self._work = work
        bounds = [size * part // hands for part in range(hands + 1)]
        self._parts = list(pairwise(bounds))
        self._begun = [self._begin(first, last) for first, last in self._parts[1:]]

    def done(self) -> list[Tables]:
        """Return the tables of all parts in their order."""
        tables = [self._work(*self._parts[0])]
        for part, begun in zip(self._parts[1:], self._begun, strict=True):
            found = None if begun is None else _received(*begun)
            tables.append(self._work(*part) if found is None else found)
        return tables

    def _begin(self, first: int, last: int) -> tuple[int, int] | None:
        """Return the process that works on a part, and the pipe from it; None where there can be none."""
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
            with open(its, "wb") as pipe:  # noqa: PTH123 - a descriptor
                pipe.writelines(self._work(first, last).packed(signed=False))
            os._exit(0)
        finally:
            os._exit(1)  # whatever it was: the part is done again where it is told


def _received(process: int, pipe: int) -> Tables | None:
    """Return the tables that a process sends; None where it ended before they were whole."""
    with open(pipe, "rb") as file:
        content = file.read()
    with suppress(ChildProcessError):
        os.waitpid(process, 0)
    try:
        return Tables.unpacked(content, signed=False)
    except ValueError:
        return None
