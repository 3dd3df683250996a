"""Which reader a held list was made by, so that a better reader is not taken for a changed list.

When the program is renewed, a list may read otherwise though no byte of it changed. The first poll after
that asks for the whole file. Is it the very file that is held, what it now says is put in force and nothing
is told. Did the file change as well, all is told but what the earlier reader had nowhere in the whole list.

Items of streams need no version: one that reads otherwise is kept as it reads now, and who was told of it is
not told again (see `watchers.changes`).
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

from watchers.lists.differences import ListDifference
from watchers.model import Entry

_FOLDER = Path(__file__).parents[1]
# All between the bytes of a list and its entries.
CODE = (
    "parsers/*.py",
    "parsers/lists/*.py",
    "fetching/urls.py",
    "lists/citations.py",
    "parsing/cleaning.py",
    "model.py",
    "parsing/wire.py",
)
# What a list may have nowhere; a name it always has.
_TEXTS = ("country", "citation", "license_requirement", "license_policy", "start", "remarks")
_CELLS = ("aliases", "addresses", "programs", "details")


@cache
def reader_version() -> str:
    """Return what changes whenever the code does that turns bytes into entries: a hash of its files."""
    digest = hashlib.sha256()
    for pattern in CODE:
        for path in sorted(_FOLDER.glob(pattern)):
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


def as_told_before(held: Sequence[Entry], come: Sequence[Entry]) -> tuple[Entry, ...]:
    """Return the new entries without anything that an older reader of the list did not read.

    An older reader is known by the entries held: no entry of theirs has a certain field, or a detail of a
    certain label ("gender: …"). These are left out, so that a better reader makes no changes of its own.
    Where nothing is held, the entries are returned whole.
    """
    if not held:
        return tuple(come)
    missing = [name for name in (*_TEXTS, *_CELLS) if not any(getattr(entry, name) for entry in held)]
    labels = {_label(detail) for entry in held for detail in entry.details}
    answer = []
    for entry in come:
        told: dict[str, Any] = {name: () if name in _CELLS else "" for name in missing}
        told["details"] = tuple(detail for detail in entry.details if _label(detail) in labels)
        answer.append(replace(entry, **told))
    return tuple(answer)


def as_read_now(difference: ListDifference, entries: Iterable[Entry]) -> ListDifference:
    """Return a difference to what `as_told_before` left, its new entries as they are read now."""
    whole = {entry.entity_id: entry for entry in entries}
    return replace(
        difference,
        added=tuple(whole.get(entry.entity_id, entry) for entry in difference.added),
        changed=tuple(
            replace(one, entry=whole.get(one.entry.entity_id, one.entry)) for one in difference.changed
        ),
    )


def _label(detail: str) -> str:
    return detail.partition(":")[0]
