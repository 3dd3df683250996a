"""What changed from one copy of a list to the next: entries added, removed, changed field by field.

Pure. Joins `watchers.lists.pairing` (which is which), `watchers.lists.sameness` (what is no change) and
`watchers.lists.breaker` (whether the new copy is to be believed). The differences are always told; a caller
acts on none of them while `fault` is set.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from watchers.lists.breaker import (
    DEFAULT_LIMITS,
    NO_DATES,
    BreakerLimits,
    Dates,
    judge_again,
    judge_dates,
    judge_end,
    judge_order,
    judge_size,
)
from watchers.lists.citations import first_day
from watchers.lists.pairing import pair
from watchers.lists.sameness import same_details, same_remark, same_set, same_text
from watchers.model import Entry, SourceKind
from watchers.parsers.lists.countries import country_name
from watchers.parsers.lists.entries import fold, unique_ids

Value = str | tuple[str, ...]

# Not compared: the link (sites move), the list's own name, ids, and what follows from other fields.
_TEXTS = ("name", "kind", "country", "citation", "license_requirement", "license_policy", "start")
_SETS = ("aliases", "addresses", "programs")
_ORDER = (
    *("name", "aliases", "kind", "country", "addresses", "programs", "citation", "license_requirement"),
    *("license_policy", "start", "remarks", "details"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldChange:
    """One field of one entry, before and after (a text, or the values of a cell)."""

    field: str
    before: Value
    after: Value


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedEntry:
    """An entry as it is now, and what is new about it."""

    entry: Entry
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListDifference:
    """The differences of two copies. `old` and `new` count entries; `fault`: why not to believe the new.

    `disorder`: its rows come in another order. Who is who does not hang on that, so the differences hold.
    `told`: how often each change was told before, by its identity (`watchers.lists.items`).
    """

    kind: SourceKind
    old: int
    new: int
    added: tuple[Entry, ...] = ()
    removed: tuple[Entry, ...] = ()
    changed: tuple[ChangedEntry, ...] = ()
    fault: str | None = None
    disorder: str | None = None
    told: Mapping[str, int] = field(default_factory=dict)

    def __bool__(self) -> bool:
        """Whether anything differs."""
        return bool(self.added or self.removed or self.changed)


def compare(
    old: Sequence[Entry],
    new: Sequence[Entry],
    *,
    kind: SourceKind,
    limits: BreakerLimits = DEFAULT_LIMITS,
    dates: Dates = NO_DATES,
    ordered: bool = True,
) -> ListDifference:
    """Compare two copies of a list. Order, row ids that we made, and drifting encodings change nothing.

    `ordered`: the old entries stand as they stood in their file, so that another order can be told.
    """
    held, come = unique_ids(old), unique_ids(new)
    pairs, removed, added = pair(held, come, by_country=kind is SourceKind.ECFR)
    found = ((after, changes(before, after, kind=kind)) for before, after in pairs if before != after)
    changed = tuple(ChangedEntry(entry=entry, fields=fields) for entry, fields in found if fields)
    fault = (
        judge_dates(dates)
        or judge_size(
            held, come, kind=kind, pairs=pairs, removed=removed, changed=len(changed), limits=limits
        )
        or (judge_end(held, come, kind=kind, removed=removed, limits=limits) if ordered else None)
        or (judge_again(dates) if removed or added or changed else None)
    )
    return ListDifference(
        kind=kind,
        old=len(held),
        new=len(come),
        added=tuple(added),
        removed=tuple(removed),
        changed=changed,
        fault=fault,
        disorder=None if fault or not ordered else judge_order(held, come, limits=limits),
    )


def changes(before: Entry, after: Entry, *, kind: SourceKind) -> tuple[FieldChange, ...]:
    """Return the fields in which two copies of one entry differ, in the order people read them."""
    differing = {name for name in _TEXTS if not same_text(getattr(before, name), getattr(after, name))}
    differing |= {name for name in _SETS if not same_set(getattr(before, name), getattr(after, name))}
    if not same_remark(before.remarks, after.remarks):
        differing.add("remarks")
    if not same_details(before.details, after.details):
        differing.add("details")
    if differing >= {"name", "addresses"} and _called_and_placed(before) == _called_and_placed(after):
        differing -= {"name", "addresses"}  # an alias that came shows where the name ends
    # Only the eCFR has a country column; elsewhere we read it from the addresses.
    derived = kind is not SourceKind.ECFR and differing & {"addresses", "details", "remarks"}
    if derived or country_name(before.country) == country_name(after.country):
        differing.discard("country")
    if "citation" in differing and all(_cited_start(one, kind) for one in (before, after)):
        differing.discard("start")
    return tuple(
        FieldChange(field=name, before=getattr(before, name), after=getattr(after, name))
        for name in _ORDER
        if name in differing
    )


def _called_and_placed(entry: Entry) -> str:
    """Return name and addresses as one text, as a printed cell has them without a mark between the two."""
    return fold(" ".join((entry.name, *entry.addresses)))


def _cited_start(entry: Entry, kind: SourceKind) -> bool:
    """Whether the entry's start is read from its citation, because the list gave no date of its own."""
    return kind is not SourceKind.CSL or entry.start in ("", first_day(entry.citation))


def field_json(change: FieldChange) -> dict[str, Any]:
    """Return {"before", "after"} as JSON values."""
    return {
        "before": list(change.before) if isinstance(change.before, tuple) else change.before,
        "after": list(change.after) if isinstance(change.after, tuple) else change.after,
    }


def changed_json(changed: ChangedEntry) -> dict[str, Any]:
    """Return {"entry", "fields"} as JSON values."""
    return {
        "entry": changed.entry.as_json(),
        "fields": {change.field: field_json(change) for change in changed.fields},
    }


def as_json(difference: ListDifference) -> dict[str, Any]:
    """Return what `lists diff --json` prints."""
    return {
        "kind": str(difference.kind),
        "old": difference.old,
        "new": difference.new,
        "added": [entry.as_json() for entry in difference.added],
        "removed": [entry.as_json() for entry in difference.removed],
        "changed": [changed_json(changed) for changed in difference.changed],
        "fault": difference.fault or difference.disorder,
    }
