"""What a poll brought, as it is to be told: items of a stream, the changes of a list, each scanned. Pure."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from bot.alerting import recorder, telling
from bot.alerting.occasion import Scanned
from bot.alerting.passages import found_in
from watchers.changes import Decision, Verdict, content_hash, item_key
from watchers.item_store import Stored
from watchers.keys import public
from watchers.lists.items import list_items
from watchers.model import Item, SourceState
from watchers.poll import PollResult
from watchlists.model import Passage, Scan


class Unwritten(StrEnum):
    """Why nothing was written of a poll."""

    LEASE_LOST = "lease-lost"  # another instance has polled
    OUTDATED = "outdated"  # what is watched was edited after it was scanned


@dataclass(frozen=True, slots=True, kw_only=True)
class Polled:
    """What a poll brought, scanned and ready to be written.

    `edition`: of what is watched, that it was scanned for (`bot.matching.in_force`). `tries`: earlier scans.
    """

    result: PollResult
    before: SourceState
    token: str | None
    now: datetime
    decisions: tuple[Decision, ...]  # to be told: items of a stream, and the changes of a list
    changes: tuple[Decision, ...]  # those of a list among them
    scanned: tuple[Scanned, ...]
    edition: int
    tries: int = 0

    def again(self, scan: Callable[[Passage], Scan], edition: int) -> "Polled":
        """Return the same, scanned for another edition of what is watched."""
        found = scanned(self.decisions, scan)
        return replace(self, scanned=found, edition=edition, tries=self.tries + 1)

    @property
    def is_hit(self) -> bool:
        """Whether a team's term is in any of it."""
        return any(one.scan.matches for one in self.scanned)

    @property
    def news(self) -> telling.News:
        """What the teams are to be told of it."""
        return telling.News(
            source=self.result.source,
            now=self.now,
            scanned=self.scanned,
            first=self.result.baseline,
            late=recorder.is_late(self.result.source, self.before, self.now),
            read=self.result.read,
        )


def of_poll(
    result: PollResult,
    *,
    before: SourceState,
    token: str | None,
    now: datetime,
    scan: Callable[[Passage], Scan],
    edition: int,
) -> Polled:
    """Return what the poll brought, scanned; `token` is that of its lease, if it has one."""
    stream, changes = _to_tell(result, now)
    decisions = (*stream, *changes)
    return Polled(
        result=result,
        before=before,
        token=token,
        now=now,
        decisions=decisions,
        changes=changes,
        scanned=scanned(decisions, scan),
        edition=edition,
    )


def scanned(
    found: Sequence[Decision | Stored | Scanned], scan: Callable[[Passage], Scan]
) -> tuple[Scanned, ...]:
    """Return each with what is named in it."""
    return tuple(
        Scanned(
            key=one.key,
            item=one.item,
            identities=one.identities,
            scan=found_in(one.item, scan),
        )
        for one in found
    )


def seen_again(stored: Stored, words: Sequence[str]) -> Stored:
    """Return a stored item with words that were found in what is not kept of it, to be scanned with them."""
    if not words:
        return stored
    return replace(stored, item=replace(stored.item, whole="\n".join((stored.item.text, *words))))


def _to_tell(result: PollResult, now: datetime) -> tuple[tuple[Decision, ...], tuple[Decision, ...]]:
    """Return what a poll brought as decisions: items of a stream, and the changes of a list."""
    late = (detailed(one.key, one.item) for one in result.detailed if one.attempts == 0)
    stream = (*result.decisions, *late)
    if result.difference is None or result.fault is not None:
        return stream, ()
    source = result.source
    changes = list_items(result.difference, source_id=source.id, url=public(source.url), now=now)
    return stream, tuple(
        Decision(
            item=item,
            verdict=Verdict.NEW,
            key=item_key(source.id, f"id:{item.id}"),
            identities=(f"id:{item.id}",),
            content_hash=content_hash(item),
        )
        for item in changes
    )


def detailed(key: str, item: Item) -> Decision:
    """Return an item whose page was read after it was stored, as the change that this is."""
    return Decision(
        item=item, verdict=Verdict.CHANGED, key=key, identities=(), content_hash=content_hash(item)
    )
