"""The tables in `data/`; each says in its head what it holds. They come from general knowledge."""

from collections.abc import Iterator
from importlib.resources import files


def lines_of(file: str) -> Iterator[str]:
    """Yield the lines of a table in `data/`, without its comments."""
    text = files("watchlists.names").joinpath("data", file).read_text(encoding="utf-8")
    return (line for line in text.splitlines() if line and not line.startswith("#"))
