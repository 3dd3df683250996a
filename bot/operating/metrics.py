"""`/metrics`: what an operator's Prometheus reads. Counters of this process, and the store's state as gauges.

Labels are ids and closed words, never an address or a person. The store's part is a snapshot taken twice a
minute, so a scrape never waits for a disk.
"""

from collections.abc import Iterable
from datetime import datetime
from functools import partial

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.metrics_core import CounterMetricFamily, Metric
from prometheus_client.registry import Collector

import watchers.lists.store
import watchers.store
from bot.database.interface import Database, moment
from bot.delivery.deliverer import Deliverer
from bot.outbox import outbox
from bot.outbox.decisions import DeliveryReason
from bot.polling.pipeline import Report
from watchers.parsing.worker import ParserPool


class Metrics:
    """All figures of one process, in a registry of their own."""

    def __init__(self) -> None:
        self.registry = CollectorRegistry()
        self._deliverer: Deliverer | None = None
        self._seen: dict[str, tuple[int, str | None]] = {}  # of each source, when it was looked at last
        self._died = 0  # letters, when the deliveries were counted last
        counter, gauge = partial(Counter, registry=self.registry), partial(Gauge, registry=self.registry)
        histogram = partial(Histogram, registry=self.registry)
        self._polls = counter("sanctions_watch_polls", "Polls by outcome", ["outcome"])
        self._items = counter("sanctions_watch_items", "New and changed items")
        self._matches = counter("sanctions_watch_matches", "Items in which a watched term was found")
        self._alerts = counter("sanctions_watch_alerts", "Items told, by way", ["way"])
        self._late = histogram(
            "sanctions_watch_poll_late_seconds",
            "How late a poll began",
            buckets=(1, 5, 15, 60, 300, 1800, 7200, 86400),
        )
        self._post = histogram(
            "sanctions_watch_post_seconds",
            "How long a call to a chat took",
            buckets=(0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30),
        )
        self._outbox = gauge("sanctions_watch_deliveries", "Deliveries by state", ["state"])
        self._oldest = gauge("sanctions_watch_oldest_pending_seconds", "Age of the oldest waiting")
        self._success = gauge(
            "sanctions_watch_source_success_timestamp_seconds", "Last good poll", ["source"]
        )
        self._failures = gauge("sanctions_watch_source_failures", "Failures in a row", ["source"])
        self._lists = gauge("sanctions_watch_list_read_timestamp_seconds", "List put in force", ["list"])

    def follow(self, deliverer: Deliverer, parsers: ParserPool) -> None:
        """Read the totals that these two keep themselves at each scrape, and time the posts."""
        self._deliverer = deliverer
        deliverer.sender.timed = self._post.observe
        self.registry.register(_Totals(deliverer, parsers))

    def polled(self, report: Report, *, due: datetime | None, now: datetime) -> None:
        """Count one poll. `due` is when it should have begun."""
        told = report.told
        self._polls.labels(str(report.result.outcome)).inc()
        self._items.inc(len(report.items))
        self._matches.inc(report.matched)
        for way, number in (("posted", told.alerts), ("digest", told.low), ("joined", told.joined)):
            self._alerts.labels(way).inc(number)
        if due is not None and due <= now:
            self._late.observe((now - due).total_seconds())

    def look(self, db: Database, now: datetime) -> None:
        """Take the snapshot of the store (on the store's thread)."""
        self.count(db, now)
        self._show(watchers.store.health(db))
        for held in watchers.lists.store.held_lists(db):
            self._lists.labels(held["source_id"]).set(moment(held["read_at"]).timestamp())

    def _show(self, health: dict[str, tuple[int, str | None]]) -> None:
        """Set what changed of the sources since the last look: of ten thousand that is little."""
        for name, (failures, success) in health.items() - self._seen.items():
            self._failures.labels(name).set(failures)
            if success is not None:
                self._success.labels(name).set(moment(success).timestamp())
        for name, (_, success) in self._seen.items():
            if name not in health:  # it was removed
                self._failures.remove(name)
            if success is not None and health.get(name, (0, None))[1] is None:
                self._success.remove(name)
        self._seen = health

    def count(self, db: Database, now: datetime) -> None:
        """Take that of the deliveries alone: much less work (on the store's thread)."""
        self._died = self._deaths()
        figures = outbox.figures(db, now)
        for state in ("pending", "sending", "sent", "dead"):
            self._outbox.labels(state).set(getattr(figures, state))
        self._oldest.set(figures.oldest_pending.total_seconds() if figures.oldest_pending else 0)

    @property
    def is_behind(self) -> bool:
        """Whether a letter died since the deliveries were counted: an alarm does not wait its turn."""
        return self._deaths() != self._died

    def _deaths(self) -> int:
        return self._deliverer.totals.reasons[DeliveryReason.UNDELIVERABLE] if self._deliverer else 0

    def text(self) -> str:
        """Return what `/metrics` answers."""
        return generate_latest(self.registry).decode()


class _Totals(Collector):
    """Totals that other parts count themselves, as counters."""

    def __init__(self, deliverer: Deliverer, parsers: ParserPool) -> None:
        self._deliverer, self._parsers = deliverer, parsers

    def collect(self) -> Iterable[Metric]:
        """Yield them as they are now."""
        totals = self._deliverer.totals
        posts = CounterMetricFamily("sanctions_watch_delivery", "Deliveries by reason", labels=["reason"])
        for reason, number in totals.reasons.items():
            posts.add_metric([str(reason)], number)
        yield posts
        looked = CounterMetricFamily(
            "sanctions_watch_reconciles", "Posts of unknown fate looked for, by outcome", labels=["outcome"]
        )
        for reason in (DeliveryReason.FOUND, DeliveryReason.NOT_FOUND, DeliveryReason.CANNOT_LOOK):
            looked.add_metric([str(reason)], totals.reasons[reason])
        yield looked
        limited, found = DeliveryReason.RATE_LIMITED, DeliveryReason.FOUND
        for name, words, number in (
            ("rate_limited", "Posts that were answered with a pause (429)", totals.reasons[limited]),
            ("duplicates_found", "Found in the chat before they were posted again", totals.reasons[found]),
            ("fenced", "Results that came too late", totals.fenced),
            ("folded", "Alerts told through a digest", totals.folded),
            ("store_faults", "Store faults while delivering", totals.store_faults),
            ("parser_kills", "Parser workers killed", self._parsers.kills),
        ):
            yield CounterMetricFamily(f"sanctions_watch_{name}", words, value=number)
