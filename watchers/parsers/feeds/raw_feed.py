"""What a feed says, before anything is decided: the hand-over from the readers of formats to the Items.

Text fields are as they came, dates as written; links are absolute where the format says how.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from watchers.parsers.dates import read_date


class Markup(NamedTuple):
    """A text field as it came; `kind` is "text" (shown as it is), "html", or "" where it is left open."""

    value: str = ""
    kind: str = ""


NOTHING = Markup()

MAX_ITEMS = 500  # entries of one body; real feeds carry 10 to 100


@dataclass(slots=True)
class RawEntry:
    """One entry as the feed has it."""

    id: str = ""
    link: str = ""
    title: Markup = NOTHING
    summaries: list[Markup] = field(default_factory=list)
    contents: list[Markup] = field(default_factory=list)
    published: str = ""
    updated: str = ""
    lang: str = ""
    publisher: str = ""
    publisher_url: str = ""
    categories: list[str] = field(default_factory=list)


@dataclass(slots=True)
class RawFeed:
    """A feed as it came."""

    title: Markup = NOTHING
    link: str = ""
    lang: str = ""
    ttl: str = ""
    entries: list[RawEntry] = field(default_factory=list)
    total: int = 0  # entries in the body; more than `entries` where the limit cut
    cut_off: bool = False  # the body ended early; only whole entries were taken
    frame: object = None  # what the entries' meaning depends on besides their own bytes; None: cannot be told


def newest(entries: Sequence[RawEntry]) -> list[RawEntry]:
    """Return at most `MAX_ITEMS` of the entries, those with the newest dates, in the order they are in.

    Where dates do not tell, new entries are taken to come at one of the two ends: half of them is of each.
    """
    if len(entries) <= MAX_ITEMS:
        return list(entries)
    dates = [read_date(entry.published or entry.updated) for entry in entries]
    if any(date is None for date in dates):
        half = MAX_ITEMS // 2
        return [*entries[: MAX_ITEMS - half], *entries[-half:]]
    moments = [date.timestamp() for date in dates if date]
    rising = 1 if moments[-1] > moments[0] else -1  # of one moment, the end that is newer has the newest
    ranked = sorted(range(len(entries)), key=lambda place: (moments[place], rising * place))
    return [entries[place] for place in sorted(ranked[-MAX_ITEMS:])]
