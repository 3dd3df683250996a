"""The loops that every character of every text, every pair of names and every name of a new index goes
through, compiled (`_native.h` and what it names, `names/_names.c`, `names/_pairs.c`, `_anchors.c`,
`_spelled.c`, `_terms.c`), where they were built.

Where they were not, for want of a compiler, or were built from older sources than these, their form in
Python runs: the same answers, more slowly. With SANCTIONS_WATCH_PURE_PYTHON=1 it runs everywhere; read
here because it decides what is imported.
"""

import os
from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from array import array

    from watchlists._native import Folder as _Folder
    from watchlists._native import Words as _Words
    from watchlists._spelled import Facts as _Facts
    from watchlists._spelled import Part as _Part
    from watchlists._terms import Lines as _Lines
    from watchlists._terms import Terms as _Terms
    from watchlists._terms import Texts as _Texts
    from watchlists.names._names import Counted, Groups, Making, Plain, Tables
    from watchlists.names._names import Words as _Known
    from watchlists.names._pairs import Asked, Reasons, Told
    from watchlists.names.alignment import Alignment
    from watchlists.names.name import Name
    from watchlists.names.tokens import Token
    from watchlists.scanning.stretches import Stretch

    _Marks = tuple[bytes, bytes, bytes, bytes, bytes]
    _Row = memoryview
    _Out = array[int]

FORM = 24
"""What is handed over and back; the same number stands in `_native.h`."""

PAIRS_FORM = 10
"""The same for `names/_pairs.c`."""

NAMES_FORM = 3
"""The same for `names/_names.c`."""

ANCHORS_FORM = 4
"""The same for `_anchors.c`."""

SPELLED_FORM = 4
"""The same for `_spelled.c`."""

TERMS_FORM = 3
"""The same for `_terms.c`."""


def _built(name: str, form: int) -> ModuleType | None:
    """Return a compiled module; None where it is not wanted, was not built, or from older sources."""
    if os.environ.get("SANCTIONS_WATCH_PURE_PYTHON", "") not in {"", "0"}:
        return None
    try:
        module = import_module(name)
    except ImportError:
        return None
    # a checkout that was updated without `make` keeps its old build
    return module if getattr(module, "FORM", None) == form else None


_compiled = _built("watchlists._native", FORM)
_pairs = _built("watchlists.names._pairs", PAIRS_FORM)
_names = _built("watchlists.names._names", NAMES_FORM)
_anchors = _built("watchlists._anchors", ANCHORS_FORM)
_spelled = _built("watchlists._spelled", SPELLED_FORM)
_terms = _built("watchlists._terms", TERMS_FORM)

Folder: "type[_Folder] | None" = getattr(_compiled, "Folder", None)
Words: "type[_Words] | None" = getattr(_compiled, "Words", None)
spelt: "Callable[[list[str], int, str, int, int, int, int, bool], list[Stretch] | None] | None" = getattr(
    _compiled, "spelt", None
)
suspects: "Callable[[str], list[tuple[int, int]]] | None" = getattr(_compiled, "suspects", None)
word_start: "Callable[[str, int], int] | None" = getattr(_compiled, "word_start", None)
near_fill: "Callable[[_Row, _Out, int, memoryview], None] | None" = getattr(_compiled, "near_fill", None)
count_names: "Callable[[_Row, _Row, _Row, _Out], None] | None" = getattr(_anchors, "count_names", None)
anchor_names: "Callable[[_Row, _Row, _Row, _Out, int, bytearray, _Out, _Out], int] | None" = getattr(
    _anchors, "anchor_names", None
)
Facts: "type[_Facts] | None" = getattr(_spelled, "Facts", None)
SpelledPart: "type[_Part] | None" = getattr(_spelled, "Part", None)
group_names: "Callable[[_Out, _Out, int], tuple[bytes, ...]] | None" = getattr(_anchors, "group_names", None)
note_words: "Callable[[_Row, _Out | bytearray], None] | None" = getattr(_anchors, "note_words", None)
sort_words: "Callable[[bytes | memoryview, _Out, int], bytes] | None" = getattr(_anchors, "sort_words", None)
cut_words: "Callable[[bytes | memoryview, _Out, int, int, bool, bool, bytes], bytes] | None" = getattr(
    _anchors, "cut_words", None
)
count_letters: "Callable[[bytes | memoryview, _Out], bytes] | None" = getattr(_anchors, "count_letters", None)
order_words: "Callable[[bytes | memoryview, _Out, _Out, _Out], None] | None" = getattr(
    _anchors, "order_words", None
)
lettered_words: "Callable[[bytes | memoryview, bytes | bytearray, int], bytes] | None" = getattr(
    _anchors, "lettered_words", None
)
join_words: "Callable[[tuple[_Row, ...]], tuple[bytes, tuple[bytes, ...]]] | None" = getattr(
    _spelled, "join_words", None
)
renumber: "Callable[[_Row, bytes, int, int, int], bytes] | None" = getattr(_spelled, "renumber", None)
written_keys: "Callable[[list[str], _Marks, bytes, bytes, bool], list[bytes] | None] | None" = getattr(
    _spelled, "written_keys", None
)
Terms: "type[_Terms] | None" = getattr(_terms, "Terms", None)
Texts: "type[_Texts] | None" = getattr(_terms, "Texts", None)
Lines: "type[_Lines] | None" = getattr(_terms, "Lines", None)
weigh: "Callable[[Name, Name, bool, Asked], tuple[Alignment, float] | None] | None" = getattr(
    _pairs, "weigh", None
)
explained: "Callable[[Name, Name, Alignment, Reasons], Told | None] | None" = getattr(
    _pairs, "explained", None
)
spelled: "Callable[[str, Groups], str | None] | None" = getattr(_names, "spelled", None)
counted: "Callable[[list[Token]], Counted | None] | None" = getattr(_names, "counted", None)
plain: "Callable[[str, _Known, _Known, _Known, Making], Name | Plain | None] | None" = getattr(
    _names, "plain", None
)
made: "Callable[[type[Token], str, Tables], Token | None] | None" = getattr(_names, "made", None)


def is_compiled() -> bool:
    """Return whether the compiled form runs."""
    forms = Words, plain, weigh, anchor_names, SpelledPart, Terms
    return all(form is not None for form in forms)
