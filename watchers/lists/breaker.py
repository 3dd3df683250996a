"""The circuit breaker: whether a new copy of a list is to be believed. A broken source is never news.

Pure. Gives one sentence with figures, or None. What each limit means stands at `BreakerLimits`.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from math import isfinite

from watchers.lists.ordering import moved
from watchers.model import Entry, SourceKind
from watchers.parsers.lists.entries import is_day

# Where a file that breaks off is seen as such by its form, so that the last of its entries may well go.
_CLOSED = frozenset({SourceKind.ECFR, SourceKind.UN})
# Files that hold several lists: each is judged for itself, so that one lost list cannot hide in the sum.
_MANY_LISTS = frozenset({SourceKind.CSL, SourceKind.ECFR})
_COLUMNS: Mapping[str, Callable[[Entry], object]] = {
    "aliases": lambda entry: entry.aliases,
    "addresses": lambda entry: entry.addresses,
    "programs": lambda entry: entry.programs,
    "citations": lambda entry: entry.citation,
    "license requirements": lambda entry: entry.license_requirement,
    "license policies": lambda entry: entry.license_policy,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BreakerLimits:
    """How much a list may change from one copy to the next. Shares are of the held list's entries."""

    shrink: float = 0.10  # entries fewer in all
    few: int = 5  # … but so many may always go, while half of the list stays
    replaced: float = 0.25  # entries gone although as many came: another list in its place
    grow: float = 2.0  # times as many entries …
    grow_few: int = 100  # … and so many more
    rewritten: float = 0.50  # entries changed in some field …
    rewritten_few: int = 100  # … and so many
    emptied: float = 0.10  # of the entries that have something in a column, so many lose it …
    emptied_few: int = 20  # … and at least so many
    moved: float = 0.25  # entries whose rows stand in another order …
    moved_few: int = 20  # … and so many

    @classmethod
    def from_options(cls, options: Mapping[str, str]) -> "BreakerLimits":
        """Return the limits with what a source's options say: "breaker_shrink" = "0.2" and so on.

        A value that is no number, or not above zero, is passed over.
        """
        told: dict[str, float | int] = {}
        for limit in fields(cls):
            try:
                value = float(options.get(f"breaker_{limit.name}", ""))
            except ValueError:
                continue
            if value > 0 and isfinite(value):
                told[limit.name] = int(value) if limit.name.endswith("few") else value
        return cls(**told)  # type: ignore[arg-type]


DEFAULT_LIMITS = BreakerLimits()
_CLOCKS = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dates:
    """What two copies of a list say of their own age, ISO days or "", and the time of reading (aware UTC).

    Without that time no date counts as the future. `held` and `served` are what the server said of when each
    copy was last modified: all there is of lists that have no date of their own. `again`: the new file was in
    force before, until then.
    """

    old: str = ""
    new: str = ""
    now: datetime | None = None
    held: datetime | None = None
    served: datetime | None = None
    again: datetime | None = None


NO_DATES = Dates()


def judge_dates(dates: Dates) -> str | None:
    """Return why the new copy's own date, or its server's, speaks against it, or None."""
    if not is_day(dates.new):
        return _stale(dates)
    latest = (dates.now + timedelta(days=1)).date().isoformat() if dates.now is not None else "9999-12-31"
    if dates.new > latest:
        return f"The list says it is of {dates.new}, which is in the future."
    # a wrong date that was held must not make every later copy too old
    if is_day(dates.old) and dates.new < dates.old <= latest:
        return f"The list is of {dates.new}, older than the one held, of {dates.old}."
    return _stale(dates)


def judge_again(dates: Dates) -> str | None:
    """Return why a file that differs from the one held is an old copy, or None.

    One with a newer date, its own or its server's, is believed: what was changed was taken back.
    """
    newer = (is_day(dates.old) and dates.new > dates.old) or (
        dates.held is not None and dates.served is not None and dates.served > dates.held
    )
    if dates.again is None or newer:
        return None
    return (
        f"The file is the very one that was in force until {dates.again:%Y-%m-%d %H:%M} (UTC): an old copy."
    )


def _stale(dates: Dates) -> str | None:
    """Return that a server handed out an old copy, as mirrors do; their clocks may differ a little."""
    if not (dates.held and dates.served) or (dates.now and dates.held > dates.now + timedelta(days=1)):
        return None
    if dates.served < dates.held - _CLOCKS:
        return (
            f"The server's copy was last modified on {dates.served:%Y-%m-%d %H:%M}, the one held on"
            f" {dates.held:%Y-%m-%d %H:%M} (UTC): an old copy."
        )
    return None


def judge_size(
    old: Sequence[Entry],
    new: Sequence[Entry],
    *,
    kind: SourceKind,
    pairs: Sequence[tuple[Entry, Entry]],
    removed: Sequence[Entry],
    changed: int,
    limits: BreakerLimits,
) -> str | None:
    """Return why the new copy's contents speak against it, or None. Nothing held: everything is believed.

    `pairs` are the entries of both copies, before and after.
    """
    if not old:
        return None
    if not new:
        return "The list has no entries."
    whole = _judge("The list", len(old), len(new), len(removed), limits) or _emptied(pairs, limits)
    if whole:
        return whole
    if changed > limits.rewritten * len(old) and changed > limits.rewritten_few:
        return (
            f"{changed} of {len(old)} entries changed at once: the file has another form, or is another list."
        )
    if kind in _MANY_LISTS:
        before, gone = Counter(one.list for one in old), Counter(one.list for one in removed)
        # what stayed counts for the list it was of: one that is called otherwise is no other list
        stayed = {later.entity_id for _, later in pairs}
        after = Counter(one.list for one, _ in pairs)
        after.update(one.list for one in new if one.entity_id not in stayed)
        for name in sorted(before):
            fault = _judge(f"The part {name!r}", before[name], after[name], gone[name], limits)
            if fault:
                return fault
    return None


def judge_end(
    old: Sequence[Entry],
    new: Sequence[Entry],
    *,
    kind: SourceKind,
    removed: Sequence[Entry],
    limits: BreakerLimits,
) -> str | None:
    """Return why the new copy seems to end too soon, or None; both stand as in their files.

    A table that breaks off between two rows looks whole. But what is missing are its last rows and no others,
    and that an authority takes just these off a list is rare.
    """
    number = len(removed)
    if kind in _CLOSED or not limits.few < number < len(old):
        return None
    gone = {one.entity_id for one in removed}
    if any(one.entity_id not in gone for one in old[-number:]) or new[-1].entity_id not in {
        one.entity_id for one in old
    }:
        return None
    return f"The last {number} entries are gone, and no others: the download was cut off."


def judge_order(old: Sequence[Entry], new: Sequence[Entry], *, limits: BreakerLimits) -> str | None:
    """Return what is odd about the order of the rows, or None. Entries are told by id, so no entry is lost.

    A file whose rows are shuffled was made by something else than before: worth a word, not worth a stop.
    """
    number, of = moved([one.entity_id for one in old], [one.entity_id for one in new])
    if number > limits.moved * of and number > limits.moved_few:
        return f"The rows come in another order than before: {number} of {of} moved."
    return None


def _allowed(limits: BreakerLimits, held: int, share: float) -> float:
    return max(share * held, min(limits.few, held / 2))


def _judge(what: str, held: int, now: int, removed: int, limits: BreakerLimits) -> str | None:
    if now < held and held - now > _allowed(limits, held, limits.shrink):
        return (
            f"{what} shrank from {held} to {now} entries ({(held - now) / held:.0%});"
            f" at most {limits.shrink:.0%} is believed."
        )
    if removed > _allowed(limits, held, limits.replaced):
        return (
            f"{removed} of {held} entries are gone at once and others stand in their place:"
            f" {what[0].lower()}{what[1:]} may be another list."
        )
    if now > limits.grow * held and now - held > limits.grow_few:
        return f"{what} grew from {held} to {now} entries; at most {limits.grow:g} times as many is believed."
    return None


def _emptied(pairs: Sequence[tuple[Entry, Entry]], limits: BreakerLimits) -> str | None:
    for name, value in _COLUMNS.items():
        had = [after for before, after in pairs if value(before)]
        lost = sum(1 for after in had if not value(after))
        if lost >= limits.emptied_few and lost > limits.emptied * len(had):
            return f"{lost} of {len(had)} entries lost their {name} at once: a part of the list is missing."
    return None
