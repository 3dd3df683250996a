"""The compiled loops that turn simple markup into text, and XML into nodes, where they were built.

Without them, for want of a compiler or because they were built from older sources than these, Python and the
XML parser do the work: the same texts and nodes, more slowly. SANCTIONS_WATCH_PURE_PYTHON=1 asks for that
everywhere; it is read here because it decides what is imported.
"""

import os
from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from watchers.parsers.nodes import Found

TEXT_FORM, NODES_FORM = 2, 2
"""What is handed over and back; the same numbers stand in `_text.c` and `_nodes.c`."""


def _built(name: str, form: int) -> ModuleType | None:
    """Return the compiled module of this name, None where it was not built or from other sources."""
    if os.environ.get("SANCTIONS_WATCH_PURE_PYTHON", "") not in {"", "0"}:
        return None
    try:
        module = import_module(f"watchers.parsers.{name}")
    except ImportError:
        return None
    # a checkout that was updated without `make` keeps its old build
    return module if getattr(module, "FORM", None) == form else None


def _never(_markup: str, _tags: tuple[bytes, bytes], _references: dict[str, str], /) -> str | None:
    return None


def _never_read(_body: bytes, _start: int, _names: tuple[str, ...], /) -> "Found | None":
    return None


text_of: Callable[[str, tuple[bytes, bytes], dict[str, str]], str | None] = getattr(
    _built("_text", TEXT_FORM), "text_of", _never
)
"""The text of markup by the meanings of its tags and references, None where Python has to make it."""

nodes_of: Callable[[bytes, int, tuple[str, ...]], "Found | None"] = getattr(
    _built("_nodes", NODES_FORM), "nodes_of", _never_read
)
"""The nodes of XML that begins at a place, its entries of these names; None where lxml has to read it."""


def is_compiled() -> bool:
    """Return whether the compiled form runs."""
    return text_of is not _never and nodes_of is not _never_read
