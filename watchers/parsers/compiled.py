"""The loop that makes text of simple markup, compiled (`_text.c`), where that was built.

Where it was not, for want of a compiler, or was built from older sources than these, the form in Python makes
all: the same texts, more slowly. With SANCTIONS_WATCH_PURE_PYTHON=1 it does everywhere; read here because it
decides what is imported.
"""

import os
from collections.abc import Callable
from types import ModuleType

FORM = 2
"""What is handed over and back; the same number stands in `_text.c`."""

_compiled: ModuleType | None = None
if os.environ.get("SANCTIONS_WATCH_PURE_PYTHON", "") in {"", "0"}:
    try:
        from watchers.parsers import _text as _compiled
    except ImportError:
        _compiled = None
    # a checkout that was updated without `make` keeps its old build
    if getattr(_compiled, "FORM", None) != FORM:
        _compiled = None


def _never(_markup: str, _tags: tuple[bytes, bytes], _references: dict[str, str], /) -> str | None:
    return None


text_of: Callable[[str, tuple[bytes, bytes], dict[str, str]], str | None] = getattr(
    _compiled, "text_of", _never
)
"""The text of markup by the meanings of its tags and references, None where Python has to make it."""


def is_compiled() -> bool:
    """Return whether the compiled form runs."""
    return text_of is not _never
