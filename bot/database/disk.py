"""Room on the disk of an SQLite store, and files that keep a little of it for the last words.

When the disk is full they are given up one by one: what each held is enough to say so in chat and to note
what is being posted, also when somebody else goes on filling the disk. Knows files and numbers; knows no
store. A PostgreSQL server looks after its own disk.
"""

import contextlib
import os
import shutil
from pathlib import Path
from typing import BinaryIO

PIECES = 4
PIECE = 2 * 1024 * 1024  # bytes
LEAST = 4 * 1024 * 1024  # below this the disk counts as full: a log of writes and its checkpoint must fit
STARVED = 1024 * 1024  # below this a write may fail any moment


def allocate(file: BinaryIO, start: int, size: int) -> None:
    """Make `file` hold `size` bytes of the disk from `start`, its end, on. Raises OSError: no room."""
    if hasattr(os, "posix_fallocate"):
        os.posix_fallocate(file.fileno(), start, size)
    else:  # macOS has none
        file.seek(start)
        file.write(bytes(size))
        file.flush()


class Disk:
    """The disk that holds `database` (None: not ours to watch). `full` stays until `has_room` says otherwise.

    Instances on one database share the files: whoever first is in need gives one up for all.
    """

    def __init__(
        self,
        database: Path | None,
        *,
        pieces: int = PIECES,
        piece: int = PIECE,
        least: int = LEAST,
        starved: int = STARVED,
    ) -> None:
        self.full = False
        self._folder = database.resolve().parent if database else None
        names = [f"{database.name}.reserve-{number}" for number in range(pieces)] if database else []
        self._files = [database.with_name(name) for name in names] if database else []
        self._piece, self._least, self._starved = piece, least, starved

    def prepare(self) -> bool:
        """Make the files that are missing where there is room for them; return whether all are there."""
        missing = [file for file in self._files if not file.exists()]
        if self._files and self.free() < len(missing) * self._piece + 2 * self._least:
            return False
        return all(self._make(file) for file in missing)

    def _make(self, file: Path) -> bool:
        part = file.with_name(f"{file.name}.part")
        try:
            with part.open("wb") as written:
                allocate(written, 0, self._piece)
            part.replace(file)
        except OSError:  # full after all, or a quota
            with contextlib.suppress(OSError):
                part.unlink(missing_ok=True)
            return False
        return True

    def free(self) -> int:
        """Return the bytes free for us."""
        return shutil.disk_usage(self._folder).free if self._folder else 2**63

    def is_low(self) -> bool:
        """Return whether so little is left that nothing more should be taken in."""
        return self.free() < self._least

    def relieve(self, *, now: bool) -> None:
        """Give up one of the files where a write may fail any moment (`now`: where one has failed)."""
        if not now and self.free() >= self._starved:
            return
        for file in self._files:
            with contextlib.suppress(OSError):
                file.unlink()
                return

    def has_room(self) -> bool:
        """Return whether there is room again, for the files and for work beside them; then it is not full."""
        self.full = not self.prepare()
        return not self.full
