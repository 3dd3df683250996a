"""One source from due to pending deliveries: claim -> poll -> match -> record. Joins, decides little.

The poll and the scan come first, as no transaction may wait for the network or a parser. Then the store's
thread writes everything, provided that the lease on the source still holds. It does so in one transaction,
which may be shared with other polls that are ready at the same time.
"""

import asyncio
import logging
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial

import watchers.item_store
import watchers.leases
import watchers.lists.store
import watchers.store
from bot.alerting import telling_store
from bot.alerting.occasion import Scanned, Told
from bot.database.interface import StoreThread
from bot.database.together import Together
from bot.errors import StoreError
from bot.matching.in_force import Matching
from bot.polling.leasing import Round
from bot.polling.memory import StoreMemory
from bot.polling.polled import Unwritten, of_poll, scanned, seen_again
from bot.polling.progress import Progress, WatchedFetch, WatchedParse
from bot.polling.writer import PollWriter
from watchers.item_store import Stored
from watchers.keys import NO_KEYS, Keys
from watchers.model import Item, PollOutcome, Source, SourceState
from watchers.poll import PollResult, poll
from watchers.ports import Fetch, Parse

# Most polls wait, for a slow server or for their turn with a host; fetcher and parser pool limit the work.
POLLS_AT_ONCE = 128
WRITTEN_AT_ONCE = 20  # polls in one transaction: others wait for the store meanwhile

log = logging.getLogger("sanctions_watch.pipeline")


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What one poll did, for the log and for `poll`."""

    result: PollResult
    told: Told
    items: tuple[Item, ...]  # new and changed, as `poll --json` prints them
    recorded: bool = True
    matched: int = 0  # items in which a term was found
    due: datetime | None = None  # when the poll should have begun

    @property
    def failed(self) -> bool:
        """Whether the source could not be read, or we would not ask it."""
        return self.result.outcome in (PollOutcome.FAILED, PollOutcome.REFUSED)


class Pipeline:
    """Polls due sources and records what they mean. One instance a process."""

    def __init__(
        self,
        *,
        store: StoreThread,
        fetch: Fetch,
        parse: Parse,
        matching: Matching,
        clock: Callable[[], datetime],
        keys: Keys = NO_KEYS,
    ) -> None:
        self._store, self._db = store, store.db
        self._fetch, self._parse, self._keys = fetch, parse, keys
        self._matching, self._clock = matching, clock
        self._memory = StoreMemory(store)
        self._writer = PollWriter(store.db, matching, clock)
        self._up_to_date = Together(self._keep_up)
        self._written = Together(partial(store.run, self._writer.write), most=WRITTEN_AT_ONCE)
        self._slots = asyncio.Semaphore(POLLS_AT_ONCE)
        self._telling = asyncio.Lock()
        self._beginning = 0
        self._polled: dict[str, Scanned] = {}  # by key, while told: with what is not kept of them
        self.progress: Progress | None = None  # told of each step of reading a list, where somebody waits

    @property
    def is_beginning(self) -> bool:
        """Whether a round waits for the store, or for what is still to be told, as another would."""
        return self._beginning > 0

    async def poll_due(self, only: Collection[str] = (), *, everything: bool = False) -> tuple[Report, ...]:
        """Poll what is due now (or the sources named, or everything not paused), each once."""
        leased = Round(self._store, self._clock)
        self._beginning += 1
        try:
            await self.tell_rest()
            claimed = await leased.claim(only, POLLS_AT_ONCE * 4, everything=everything)
        finally:
            self._beginning -= 1
        if not claimed:
            return ()
        renewal = asyncio.create_task(leased.keep())
        polls = (self._one(source, state, leased) for source, state in claimed)
        try:
            # a fault of ours with one source must not end the watch over the leases of the others
            ended = await asyncio.gather(*polls, return_exceptions=True)
        finally:
            renewal.cancel()
        faults = [one for one in ended if isinstance(one, BaseException)]
        if faults:
            raise next((one for one in faults if isinstance(one, StoreError)), faults[0])
        return tuple(one for one in ended if isinstance(one, Report))

    async def _one(self, source: Source, state: SourceState, leased: Round) -> Report | None:
        """Poll a source and record it; None where its lease was lost before."""
        async with self._slots:
            if not await leased.holds(source.id):
                log.warning("source.lease_lost source=%s", source.id)
                return None
            now = self._clock()
            fetch, parse = self._fetch, self._parse
            if self.progress is not None and source.kind.is_list:
                fetch = WatchedFetch(fetch, source.id, self.progress)
                parse = WatchedParse(parse, source.id, self.progress)
            result = await poll(
                source, state, fetch=fetch, parse=parse, memory=self._memory, now=now, keys=self._keys
            )
            report = await self.record(result, before=state, token=leased.token, now=now)
            report = replace(report, due=state.next_poll_at)
            _log(report)
            return report

    async def record(
        self, result: PollResult, *, before: SourceState, token: str | None, now: datetime
    ) -> Report:
        """Scan what a poll brought and write everything in one transaction.

        With a `token` that no longer holds the lease nothing is written: another instance has polled. Where
        what is watched was edited meanwhile it is scanned again, so that neither the poll nor the edit, which
        looks back at what is stored, passes over an item.
        """
        await self._up_to_date(now)
        edition, scan = self._matching.edition, self._matching.scan  # in this order: an edit may come between
        polled = await asyncio.to_thread(
            of_poll, result, before=before, token=token, now=now, scan=scan, edition=edition
        )
        brought = {one.key: one for one in polled.scanned if one.item.whole}
        self._polled |= brought
        try:
            while (done := await self._written(polled)) is Unwritten.OUTDATED:
                await self._up_to_date(now)
                polled = await asyncio.to_thread(polled.again, self._matching.scan, self._matching.edition)
            if isinstance(done, Told) and self._writer.untold:
                done += await self.tell_rest()
        finally:
            for key in brought:
                self._polled.pop(key, None)
        items = tuple(decision.item for decision in polled.decisions)
        if isinstance(done, Unwritten):
            return Report(result=result, told=Told(), items=(), recorded=False)
        matched = sum(bool(one.scan.matches) for one in polled.scanned)
        return Report(result=result, told=done, items=items, matched=matched)

    async def _keep_up(self, times: Sequence[datetime]) -> Sequence[bool]:
        if self._matching.is_beginning:
            # one waits for all polls, not each scan for itself
            await asyncio.to_thread(self._matching.wait)
        changed = await self._store.run(self._matching.keep_up, self._db, max(times))
        return [changed] * len(times)

    async def tell_rest(self) -> Told:
        """Tell, in pieces, what was begun to be told to many teams, also by one that was killed."""
        done, held_of, held = Told(), ("", 0), tuple[Scanned, ...]()
        async with self._telling:
            self._writer.untold = False
            while (rest := await self._store.run(telling_store.oldest, self._db)) is not None:
                await self._up_to_date(self._clock())
                edition = self._matching.edition
                if (rest.id, edition) != held_of:
                    keys = (self._db, rest.source, rest.keys)
                    stored = await self._store.run(watchers.item_store.stored, *keys)
                    held = await asyncio.to_thread(self._as_polled, stored, rest.found)
                    held_of = rest.id, edition
                more = await self._store.run(self._writer.go_on, rest.id, held, edition)
                if isinstance(more, Unwritten):
                    continue
                if more is None:
                    break  # another instance does
                done += more
        return done

    def _as_polled(self, stored: Sequence[Stored], found: Mapping[str, Sequence[str]]) -> tuple[Scanned, ...]:
        """Return stored items scanned: as the poll that goes on has them, else by what was kept of them.

        What the teams' words were in what was not kept is scanned again with it, by `found`.
        """
        return scanned(
            [self._polled.get(one.key) or seen_again(one, found.get(one.key, ())) for one in stored],
            self._matching.scan,
        )


def _log(report: Report) -> None:
    result, told = report.result, report.told
    level = logging.INFO if result.outcome in (PollOutcome.OK, PollOutcome.UNCHANGED) else logging.WARNING
    log.log(
        level,
        "source.polled source=%s outcome=%s read=%d new=%d alerts=%d joined=%d low=%d%s",
        result.source.id,
        result.outcome,
        result.read,
        len(report.items),
        told.alerts,
        told.joined,
        told.low,
        f" reason={result.reason!r}" if result.reason else "",
    )
    if not report.recorded:
        log.warning("source.lease_lost source=%s", result.source.id)
