"""The files of a list that were in force before: one of them, come again, is an old copy and no news. Pure.

A service behind several machines, a mirror or a cache hands out yesterday's file after today's. Lists that
say no day of their own can be told by this alone: byte for byte the file that another one took the place of.
"""

from datetime import datetime, timedelta

MOST = 20
KEPT = timedelta(days=30)  # after so long a list may well say again what it said
_LETTERS = 16  # of a file's hash


def with_earlier(earlier: str | None, replaced: str | None, present: str, now: datetime) -> str | None:
    """Return the files known from before, as text to keep, when the file `present` takes another's place.

    `replaced` and `present` are hashes of files; `now` (aware) is when the one was last in force.
    """
    known = {mark: until for mark, until in _read(earlier).items() if now - until <= KEPT}
    if replaced and replaced != present:
        known.pop(replaced[:_LETTERS], None)
        known[replaced[:_LETTERS]] = now
    known.pop(present[:_LETTERS], None)
    newest = sorted(known.items(), key=lambda one: one[1])[-MOST:]
    return " ".join(f"{mark}@{until.isoformat()}" for mark, until in newest) or None


def in_force_until(earlier: str | None, present: str, now: datetime) -> datetime | None:
    """Return until when the file with this hash was in force, if not long ago; None for a new file."""
    until = _read(earlier).get(present[:_LETTERS])
    return until if until is not None and now - until <= KEPT else None


def _read(earlier: str | None) -> dict[str, datetime]:
    parted = (one.partition("@") for one in (earlier or "").split())
    return {mark: datetime.fromisoformat(until) for mark, _, until in parted}
