"""Read saved responses from disk, for `parse` and `lists diff`. Opens what it is told, nothing else."""

from collections.abc import Iterable
from pathlib import Path

from watchers.errors import ParseError
from watchers.parsers.archive import MAX_UNPACKED, NamedBytes


def read_saved(paths: Iterable[str | Path], *, limit: int = MAX_UNPACKED) -> tuple[NamedBytes, ...]:
    """Return (name, bytes) of each file; a folder means the files directly in it, hidden ones left out.

    Raises ParseError for what cannot be read, an empty folder, or more than `limit` bytes together.
    """
    answer: list[NamedBytes] = []
    left = limit
    for path in map(Path, paths):
        inside = (
            sorted(one for one in path.iterdir() if one.is_file() and not one.name.startswith("."))
            if path.is_dir()
            else [path]
        )
        if not inside:
            raise ParseError(f"The folder {path} holds no files.")
        for file in inside:
            try:
                left -= file.stat().st_size
                if left < 0:
                    raise ParseError(f"{file} is too large: more than {limit // (1024 * 1024)} MB together.")
                answer.append((file.name, file.read_bytes()))
            except OSError as error:
                raise ParseError(f"{file} cannot be read: {error.strerror or 'unknown reason'}.") from error
    return tuple(answer)
