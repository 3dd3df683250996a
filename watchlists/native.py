"""The loops that every character of every text goes through, compiled (`_native.c`), where that was built.

Where it was not, for want of a compiler, or was built from older sources than these, their form in
Python runs: the same answers, more slowly. With SANCTIONS_WATCH_PURE_PYTHON=1 it runs everywhere; read
here because it decides what is imported.
"""

import os
from collections.abc import Callable
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from watchlists._native import Folder as _Folder
    from watchlists._native import Words as _Words

FORM = 2
"""What is handed over and back; the same number stands in `_native.c`."""

_compiled: ModuleType | None = None
if os.environ.get("SANCTIONS_WATCH_PURE_PYTHON", "") in {"", "0"}:
    try:
        from watchlists import _native as _compiled
    except ImportError:
        _compiled = None
    # a checkout that was updated without `make` keeps its old build
    if getattr(_compiled, "FORM", None) != FORM:
        _compiled = None

Folder: "type[_Folder] | None" = getattr(_compiled, "Folder", None)
Words: "type[_Words] | None" = getattr(_compiled, "Words", None)
word_start: "Callable[[str, int], int] | None" = getattr(_compiled, "word_start", None)


def is_compiled() -> bool:
    """Return whether the compiled form runs."""
    return Words is not None
