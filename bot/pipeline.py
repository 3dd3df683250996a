"""One source from due to pending deliveries: claim -> poll -> match -> record. Joins, decides little.

No network and no parsing inside a transaction: the poll and the scan come first, then everything is
written by the store's thread, if the lease on the source still holds: in one transaction, which it may share
with other polls that are ready at the same time.
"""

import asyncio
import logging
import secrets
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import watchers.item_store
import watchers.list_store
import watchers.store
from bot import health, recorder, telling, telling_store, told
from bot.database import Database, StoreThread
from bot.database_gather import gathered
from bot.drafting import passage_of
from bot.errors import StoreError
from bot.matching import Matching
from bot.occasion import Scanned, Told
from bot.progress import Progress, WatchedFetch, WatchedParse
from bot.together import Together
from watchers.changes import Decision, Known, Verdict, content_hash, item_key
from watchers.item_store import Stored
from watchers.keys import NO_KEYS, Keys, public
from watchers.list_items import list_items
from watchers.model import Item, PollOutcome, Source, SourceState
from watchers.poll import PollResult, poll
from watchers.ports import Fetch, HeldList, Parse

LEASE = timedelta(seconds=60)  # renewed while a poll goes on; so long a killed process blocks a source
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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Polled:
    """What a poll brought, scanned and ready to be written."""

    result: PollResult
    before: SourceState
    token: str | None
    now: datetime
    decisions: tuple[Decision, ...]  # items of a stream to be told
    changes: tuple[Decision, ...]  # of a list
    scanned: tuple[Scanned, ...]
    scanned_changes: tuple[Scanned, ...]


class StoreMemory:
    """Answers a poll's questions about the past from the store."""

    def __init__(self, store: StoreThread, db: Database) -> None:
        self._store, self._db = store, db
        self._known = Together(self._all_known)
        self._due_details = Together(self._all_due_details)

    async def known(self, source_id: str, identities: Collection[str]) -> Mapping[str, Known]:
        """Return what is held, by identity."""
        return await self._known((source_id, identities))

    async def _all_known(
        self, questions: Sequence[tuple[str, Collection[str]]]
    ) -> Sequence[Mapping[str, Known]]:
        return await self._store.run(watchers.item_store.known, self._db, questions)

    async def due_details(self, source_id: str) -> Sequence[tuple[str, int, Item]]:
        """Return items whose page is still unread."""
        return await self._due_details(source_id)

    async def _all_due_details(self, source_ids: Sequence[str]) -> Sequence[Sequence[tuple[str, int, Item]]]:
        return await self._store.run(watchers.item_store.due_details, self._db, source_ids)

    async def held_list(self, source_id: str) -> HeldList | None:
        """Return the list in force."""
        return await self._store.run(self._held, source_id)

    def _held(self, source_id: str) -> HeldList | None:
        held = watchers.list_store.held_list(self._db, source_id)
        if held is None:
            return None
        entries, ordered = watchers.list_store.entries_in_order(self._db, source_id)
        return HeldList(
            as_of=held["as_of"], entries=entries, accept=bool(held["accept_next"]), ordered=ordered
        )


class Pipeline:
    """Polls due sources and records what they mean. One instance a process."""

    def __init__(
        self,
        *,
        store: StoreThread,
        db: Database,
        fetch: Fetch,
        parse: Parse,
        matching: Matching,
        clock: Callable[[], datetime],
        keys: Keys = NO_KEYS,
    ) -> None:
        self._store, self._db = store, db
        self._fetch, self._parse, self._keys = fetch, parse, keys
        self._matching, self._clock = matching, clock
        self._memory = StoreMemory(store, db)
        self._up_to_date = Together(self._keep_up)
        self._written = Together(self._write_all, most=WRITTEN_AT_ONCE)
        self._slots = asyncio.Semaphore(POLLS_AT_ONCE)
        self._telling = asyncio.Lock()
        self._untold = False  # something was begun to be told to more teams than go at once
        self.progress: Progress | None = None  # told of each step of reading a list, where somebody waits

    async def poll_due(self, only: Collection[str] = (), *, everything: bool = False) -> tuple[Report, ...]:
        """Poll what is due now (or the sources named, or everything not paused), each once."""
        await self.tell_rest()
        now = self._clock()
        token = secrets.token_hex(8)
        claimed = await self._store.run(self._claim, now, token, only, everything)
        if not claimed:
            return ()
        renewal = asyncio.create_task(self._renew(token))
        polls = (self._one(source, state, token) for source, state in claimed)
        try:
            # a fault of ours with one source must not end the watch over the leases of the others
            ended = await asyncio.gather(*polls, return_exceptions=True)
        finally:
            renewal.cancel()
        faults = [one for one in ended if isinstance(one, BaseException)]
        if faults:
            raise next((one for one in faults if isinstance(one, StoreError)), faults[0])
        return tuple(one for one in ended if isinstance(one, Report))

    async def _renew(self, token: str) -> None:
        """Keep the leases of one round while its polls go on: the slowest take many minutes."""
        while True:
            await asyncio.sleep(LEASE.total_seconds() / 3)
            try:
                await self._store.run(watchers.store.renew_leases, self._db, token, self._clock() + LEASE)
            except StoreError as error:
                log.warning("lease.not_renewed reason=%s", error)

    def _claim(
        self, now: datetime, token: str, only: Collection[str], everything: bool
    ) -> tuple[tuple[Source, SourceState], ...]:
        with self._db.atomic():
            if everything:
                only = [source.id for source in watchers.store.sources(self._db) if not source.paused]
                if not only:
                    return ()
            limit = max(len(only), POLLS_AT_ONCE * 4)
            return watchers.store.claim_due(
                self._db, now=now, lease=LEASE, token=token, limit=limit, only=only
            )

    async def _one(self, source: Source, state: SourceState, token: str) -> Report:
        async with self._slots:
            now = self._clock()
            fetch, parse = self._fetch, self._parse
            if self.progress is not None and source.kind.is_list:
                fetch = WatchedFetch(fetch, source.id, self.progress)
                parse = WatchedParse(parse, source.id, self.progress)
            result = await poll(
                source, state, fetch=fetch, parse=parse, memory=self._memory, now=now, keys=self._keys
            )
            report = await self.record(result, before=state, token=token, now=now)
            report = replace(report, due=state.next_poll_at)
            _log(report)
            return report

    async def record(
        self, result: PollResult, *, before: SourceState, token: str | None, now: datetime
    ) -> Report:
        """Scan what a poll brought and write everything in one transaction.

        With a `token` that no longer holds the lease nothing is written: another instance has polled.
        """
        await self._up_to_date(now)
        polled = await asyncio.to_thread(self._scan, result, before, token, now)
        done = await self._written(polled)
        items = tuple(decision.item for decision in (*polled.decisions, *polled.changes))
        if done is None:
            return Report(result=result, told=Told(), items=(), recorded=False)
        if self._untold:
            done += await self.tell_rest()
        matched = sum(bool(one.scan.matches) for one in (*polled.scanned, *polled.scanned_changes))
        return Report(result=result, told=done, items=items, matched=matched)

    async def _keep_up(self, times: Sequence[datetime]) -> Sequence[bool]:
        if self._matching.is_beginning:
            # one waits for all polls, not each scan for itself
            await asyncio.to_thread(self._matching.wait)
        changed = await self._store.run(self._matching.keep_up, self._db, max(times))
        return [changed] * len(times)

    def _scan(self, result: PollResult, before: SourceState, token: str | None, now: datetime) -> "_Polled":
        decisions, changes = _to_tell(result, now)
        return _Polled(
            result=result,
            before=before,
            token=token,
            now=now,
            decisions=decisions,
            changes=changes,
            scanned=self._scanned(decisions),
            scanned_changes=self._scanned(changes),
        )

    def _scanned(self, found: Sequence[Decision | Stored]) -> tuple[Scanned, ...]:
        return tuple(
            Scanned(
                key=one.key,
                item=one.item,
                identities=one.identities,
                scan=self._matching.scan(passage_of(one.item)),
            )
            for one in found
        )

    async def _write_all(self, polls: Sequence["_Polled"]) -> Sequence[Told | None]:
        return await self._store.run(self._write, polls)

    def _write(self, polls: Sequence["_Polled"]) -> list[Told | None]:
        """Write what polls brought, all in one transaction; None for one whose lease is lost."""
        with gathered(self._db) as db:
            holders = watchers.store.leases(db, [one.result.source.id for one in polls])
            held = [one.token in (None, holder) for one, holder in zip(polls, holders, strict=True)]
            ours = [one for one, mine in zip(polls, held, strict=True) if mine]
            writings = [
                writing
                for one in ours
                for writing in (
                    *recorder.writings(one.result.decisions, one.result.undetailed, now=one.now),
                    *recorder.writings(one.changes, frozenset(), now=one.now),
                )
            ]
            watchers.item_store.save_decisions(db, writings)
            memory = told.Memory(db, max(one.now for one in polls))
            views = self._matching.views
            near = {team: views[team] for one in ours for team in _news(one).teams(views)[: telling.AT_ONCE]}
            recorder.read_ahead(memory, [each for one in ours for each in one.scanned], near)
            return [
                self._tell(db, memory, one) if mine else None for one, mine in zip(polls, held, strict=True)
            ]

    def _tell(self, db: Database, memory: told.Memory, polled: "_Polled") -> Told:
        """Write what one poll means for the teams, and the state of its source."""
        result, now, source = polled.result, polled.now, polled.result.source
        watchers.item_store.mark_seen(db, result.seen, now)
        for page in result.detailed:
            decision = _detailed(page.key, page.item)
            watchers.item_store.save_details(db, decision, attempts=page.attempts, now=now)
        if result.entries is not None:
            watchers.list_store.replace_list(db, source.id, result.entries, as_of=result.as_of, now=now)
        done = self._begin(db, memory, _news(polled))
        if source.kind.is_list:
            self._tell_order(db, memory, result, now)
        watchers.store.save_state(db, self._tell_health(db, memory, result, polled.before, now))
        return done

    async def tell_rest(self) -> Told:
        """Tell, in pieces, what was begun to be told to many teams, also by one that was killed."""
        done, scanned_of, scanned = Told(), "", tuple[Scanned, ...]()
        async with self._telling:
            self._untold = False
            while (rest := await self._store.run(telling_store.oldest, self._db)) is not None:
                if rest.id != scanned_of:
                    keys = (self._db, rest.source, rest.keys)
                    stored = await self._store.run(watchers.item_store.stored, *keys)
                    scanned_of, scanned = rest.id, await asyncio.to_thread(self._scanned, stored)
                more = await self._store.run(telling.go_on, self._db, self._matching.views, rest.id, scanned)
                if more is None:
                    break  # another instance does
                done += more
        return done

    def _begin(self, db: Database, memory: told.Memory, news: telling.News) -> Told:
        """Tell the first teams; the others follow when this transaction is committed."""
        done, more = telling.begin(db, memory, news, self._matching.views)
        self._untold = self._untold or more
        return done

    def _tell_order(self, db: Database, memory: told.Memory, result: PollResult, now: datetime) -> None:
        """Enqueue what is to be said of the order of a list's rows, and note it."""
        source = result.source
        held = watchers.list_store.held_list(db, source.id)
        if held is None or result.outcome not in (PollOutcome.OK, PollOutcome.UNCHANGED):
            return
        since = watchers.store.moment(held["disordered_at"])
        if result.disorder:
            watchers.list_store.save_disorder(db, source.id, result.disorder, now)
        due = health.order_message(since, result.disorder, now)
        if due == "settled":
            watchers.list_store.save_disorder(db, source.id, None, now)
        if due == "reordered":
            notice = health.reordered(source, result.disorder or "", now=now)
        elif due == "settled":
            notice = health.settled(source, now=now)
        else:
            return
        self._begin(db, memory, telling.News(source=source, now=now, notice=notice))

    def _tell_health(
        self, db: Database, memory: told.Memory, result: PollResult, before: SourceState, now: datetime
    ) -> SourceState:
        """Enqueue the message a source's health calls for; return the state that remembers it."""
        state, source = result.state, result.source
        if result.fault:
            watchers.list_store.save_list_fault(db, source.id, result.fault)
        elif result.outcome is PollOutcome.UNCHANGED and before.last_error and source.kind.is_list:
            watchers.list_store.clear_list_fault(db, source.id)  # the file in force is back
        due = health.message_of(result, before, now)
        if not due:
            return state
        if due == "quarantined":
            readable = result.difference is not None
            notice = health.quarantined(source, result.fault or "", readable=readable, now=now)
        else:
            notice = _HEALTH[due](source, state, now=now)
        # When the network is down every source fails at once, and after a pause many are silent at once: they
        # wait a minute and go out together.
        news = telling.News(source=source, now=now, notice=notice, late=due != "quarantined")
        self._begin(db, memory, news)
        return replace(state, told_failing=due != "recovered")


def _news(polled: _Polled) -> telling.News:
    result = polled.result
    return telling.News(
        source=result.source,
        now=polled.now,
        scanned=(*polled.scanned, *polled.scanned_changes),
        first=result.baseline,
        late=recorder.is_late(result.source, polled.before, polled.now),
        read=result.read,
    )


def _to_tell(result: PollResult, now: datetime) -> tuple[tuple[Decision, ...], tuple[Decision, ...]]:
    """Return what a poll brought as decisions: items of a stream, and the changes of a list."""
    late = (_detailed(one.key, one.item) for one in result.detailed if one.attempts == 0)
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


_HEALTH = {"failing": health.failing, "silent": health.silent, "recovered": health.recovered}


def _detailed(key: str, item: Item) -> Decision:
    return Decision(
        item=item, verdict=Verdict.CHANGED, key=key, identities=(), content_hash=content_hash(item)
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
