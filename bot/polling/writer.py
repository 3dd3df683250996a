"""Writes what polls brought: items, state, verdicts, alerts and pending deliveries, in one transaction."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime

import watchers.item_store
import watchers.leases
import watchers.lists.store
import watchers.schema
import watchers.store
from bot import health
from bot.alerting import recorder, telling, told
from bot.alerting.occasion import Scanned, Told
from bot.database.gather import gathered
from bot.database.interface import Database
from bot.matching import revisions
from bot.matching.in_force import Matching
from bot.polling import newly_listed
from bot.polling.polled import Polled, Unwritten, detailed
from watchers.model import PollOutcome, SourceState
from watchers.poll import PollResult

MOST_TRIES = 3  # of a scan that an edit overtakes; then the scan is made where no edit can


class PollWriter:
    """Runs on the store's thread. `untold`: something was begun to be told to more teams than go at once."""

    def __init__(self, db: Database, matching: Matching, clock: Callable[[], datetime]) -> None:
        self._db, self._matching, self._clock = db, matching, clock
        self.untold = False

    def write(self, polls: Sequence[Polled]) -> list[Told | Unwritten]:
        """Write what polls brought, all in one transaction; for one that may not be written, why."""
        with gathered(self._db) as db:
            # an edit that looks back comes wholly before or wholly after
            db.lock(revisions.LOCK, shared=True)
            polls = [self._settled(db, one) for one in polls]
            holders = watchers.leases.leases(db, [one.result.source.id for one in polls])
            refused = [self._refused(db, one, holder) for one, holder in zip(polls, holders, strict=True)]
            ours = [one for one, why in zip(polls, refused, strict=True) if why is None]
            if any(one.is_hit for one in ours):
                self._matching.judge_by(db, max(one.now for one in ours))
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
            near = {team: views[team] for one in ours for team in one.news.teams(views)[: telling.AT_ONCE]}
            recorder.read_ahead(memory, [each for one in ours for each in one.scanned], near)
            return [
                self._tell(db, memory, one) if why is None else why
                for one, why in zip(polls, refused, strict=True)
            ]

    def go_on(self, rest_id: str, scanned: Sequence[Scanned], edition: int) -> Told | Unwritten | None:
        """Tell the next teams of a telling, see `telling.go_on`; nothing where its scan is out of date."""
        with self._db.atomic():
            if not self._matching.is_current(self._db, edition):
                return Unwritten.OUTDATED
            self._matching.judge_by(self._db, self._clock())
            return telling.go_on(self._db, self._matching.views, rest_id, scanned)

    def _settled(self, db: Database, polled: Polled) -> Polled:
        """Return what a poll brought; scanned here, where edits came between all scans before."""
        if polled.tries < MOST_TRIES or self._matching.is_current(db, polled.edition):
            return polled
        self._matching.refresh(db, polled.now)
        return polled.again(self._matching.scan, self._matching.edition)

    def _refused(self, db: Database, polled: Polled, holder: str | None) -> Unwritten | None:
        if polled.token not in (None, holder):
            return Unwritten.LEASE_LOST
        return None if self._matching.is_current(db, polled.edition) else Unwritten.OUTDATED

    def _tell(self, db: Database, memory: told.Memory, polled: Polled) -> Told:
        """Write what one poll means for the teams, and the state of its source."""
        result, now, source = polled.result, polled.now, polled.result.source
        held = watchers.lists.store.held_list(db, source.id) if source.kind.is_list else None
        fault = held["fault"] if held else None
        watchers.item_store.mark_seen(db, result.seen, now)
        for page in result.detailed:
            decision = detailed(page.key, page.item)
            watchers.item_store.save_details(db, decision, attempts=page.attempts, now=now)
        if result.entries is not None:
            watchers.lists.store.replace_list(db, source.id, result.entries, as_of=result.as_of, now=now)
            newly_listed.begin_of_poll(db, result, now)
        done = self._begin(db, memory, polled.news)
        if source.kind.is_list:
            self._tell_order(db, memory, result, now)
        watchers.store.save_state(db, self._tell_health(db, memory, polled, fault))
        return done

    def _begin(self, db: Database, memory: told.Memory, news: telling.News) -> Told:
        """Tell the first teams; the others follow when this transaction is committed."""
        done, more = telling.begin(db, memory, news, self._matching.views)
        self.untold = self.untold or more
        return done

    def _tell_order(self, db: Database, memory: told.Memory, result: PollResult, now: datetime) -> None:
        """Enqueue what is to be said of the order of a list's rows, and note it."""
        source = result.source
        held = watchers.lists.store.held_list(db, source.id)
        if held is None or result.outcome not in (PollOutcome.OK, PollOutcome.UNCHANGED):
            return
        since = watchers.schema.moment(held["disordered_at"])
        if result.disorder:
            watchers.lists.store.save_disorder(db, source.id, result.disorder, now)
        due = health.order_message(since, result.disorder, now)
        if due == "settled":
            watchers.lists.store.save_disorder(db, source.id, None, now)
        if due == "reordered":
            notice = health.reordered(source, result.disorder or "", now=now)
        elif due == "settled":
            notice = health.settled(source, now=now)
        else:
            return
        self._begin(db, memory, telling.News(source=source, now=now, notice=notice))

    def _tell_health(
        self, db: Database, memory: told.Memory, polled: Polled, fault: str | None
    ) -> SourceState:
        """Enqueue the message a source's health calls for; return the state that remembers it.

        `fault` is why the file of a list that the poll before saw was not trusted.
        """
        result, before, now = polled.result, polled.before, polled.now
        state, source = result.state, result.source
        if result.fault:
            watchers.lists.store.save_list_fault(db, source.id, result.fault)
        elif result.outcome is PollOutcome.UNCHANGED and before.last_error and source.kind.is_list:
            watchers.lists.store.clear_list_fault(db, source.id)  # the file in force is back
        due = health.message_of(result, before, now, distrusted=fault is not None)
        if not due:
            return state
        if due == "quarantined":
            readable = result.difference is not None
            notice = health.quarantined(source, result.fault or "", readable=readable, now=now)
        elif due == "recovered":
            notice = health.recovered(source, state, fault=fault, now=now)
        else:
            notice = (health.failing if due == "failing" else health.silent)(source, state, now=now)
        # When the network is down every source fails at once, and after a pause many are silent at once: they
        # wait a minute and go out together.
        news = telling.News(source=source, now=now, notice=notice, late=due != "quarantined")
        self._begin(db, memory, news)
        return replace(state, told_failing=due != "recovered")
