"""What both stores do to values and statements on the way in and out. Pure."""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from enum import Enum
from sqlite3 import complete_statement

from bot.errors import StoreError

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def stamp(when: datetime) -> str:
    """Write an aware time as the store keeps it: UTC, microseconds always, so that text order is time order.

    Raises ValueError for a time without zone.
    """
    if when.tzinfo is None:
        raise ValueError("a time for the store needs its time zone")
    return when.astimezone(UTC).isoformat(timespec="microseconds")


def moment(text: str) -> datetime:
    """Read what `stamp` wrote."""
    return datetime.fromisoformat(text)


def storable(value: object) -> object:
    """Return what both stores keep alike: numbers, text, bytes or None."""
    if isinstance(value, str):
        text = value.value if isinstance(value, Enum) else value
        if text.isascii() and "\0" not in text:
            return text
        return _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", text)
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, datetime):
        return stamp(value)
    if value is None or isinstance(value, int | float | bytes):
        return value
    raise TypeError(f"the store keeps no {type(value).__name__}")


def storables(params: Mapping[str, object] | None) -> dict[str, object]:
    """Return the parameters as both stores keep them."""
    return {name: storable(value) for name, value in (params or {}).items()}


def statements(sql: str) -> Iterator[str]:
    """Split a migration into its statements (a semicolon inside a literal or a trigger ends none)."""
    pending = ""
    for part in re.split("(?<=;)", sql):
        pending += part
        if complete_statement(pending):
            yield pending.strip()
            pending = ""
    if pending.strip():
        yield pending.strip()


def pending(
    applied: Mapping[str, Sequence[str]], known: Mapping[str, Sequence[tuple[str, str]]]
) -> list[tuple[str, str, str]]:
    """Return the steps of the schema that a store lacks, each as its set, its name and its SQL.

    Raises StoreError when the store has steps that this program does not know.
    """
    for name, done in applied.items():
        if name not in known:
            continue  # a set this program does not use, such as another tool's
        strange = sorted(set(done) - {step for step, _ in known[name]})
        if strange:
            raise StoreError(
                f"The database was written by a newer sanctions-watch (it has {name} {strange[-1]}); "
                "install that version, or restore a backup made by this one."
            )
    return [
        (name, step, sql)
        for name, steps in known.items()
        for step, sql in steps
        if step not in applied.get(name, ())
    ]
