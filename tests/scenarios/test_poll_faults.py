"""Faults of one poll: of ours, which are one source's alone, and of the way, which lose nothing."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

import watchers.store
from bot.polling.pipeline import Pipeline
from bot.program import App
from tests.wires import Wires
from tests.world import Clock, Page, Site, rss
from watchers.model import Parsed, PollOutcome, Source, SourceKind
from watchers.parsers import ParseContext

pytestmark = pytest.mark.both_stores

NOW = datetime(2026, 3, 1, 12, tzinfo=UTC)


class OneBreaks(Wires):
    """Parsing one source raises what nobody foresaw; the others take a moment longer."""

    async def parse(self, kind: SourceKind, body: bytes, context: ParseContext) -> Parsed:
        if context.source_id == "bad":
            raise ZeroDivisionError
        await asyncio.sleep(0.2)
        return await super().parse(kind, body, context)


async def test_the_others_are_polled_to_the_end(app: App) -> None:
    """The fault comes out, after every other poll of the round was recorded."""
    with app.db.atomic():
        for name in ("bad", "one", "two"):
            url = f"https://{name}.example/feed"
            watchers.store.add_source(app.db, Source(id=name, kind=SourceKind.FEED, url=url, name=name), NOW)
    wires = OneBreaks()
    pipeline = Pipeline(store=app.store, fetch=wires, parse=wires, matching=app.matching, clock=lambda: NOW)
    with pytest.raises(ZeroDivisionError):
        await pipeline.poll_due()
    states = watchers.store.states(app.db)
    assert [name for name, state in states.items() if state.last_success_at == NOW] == ["one", "two"]


async def test_what_stood_behind_a_cut_is_read_at_the_next_poll(app: App, site: Site, clock: Clock) -> None:
    """A feed that broke off on the way is asked for whole again, though its publisher changed nothing."""
    source = Source(id="feed", kind=SourceKind.FEED, url=f"{site.base}/feed", name="Feed")
    with app.db.atomic():
        watchers.store.add_source(app.db, source, clock())
    tag = {"ETag": '"1"'}
    site.pages["/feed"] = rss(("0", "Old", "text"))
    await app.poll_now()
    whole = rss(("2", "Newest", "text"), ("1", "New", "text"), ("0", "Old", "text")).body
    shown = []
    for body in (whole[: whole.index(b"New</title>")], whole, whole):
        site.pages["/feed"] = Page(body, headers=tag)
        clock.now += timedelta(hours=1)
        (report,) = await app.poll_now()
        shown.append([item.title for item in report.items])
    assert shown == [["Newest"], ["New"], []]
    assert report.result.outcome is PollOutcome.UNCHANGED


async def test_a_validator_that_was_renewed_is_the_one_asked_by(app: App, site: Site, clock: Clock) -> None:
    """The same bytes under another ETag are no news, and the next poll is answered in a line."""
    source = Source(id="feed", kind=SourceKind.FEED, url=f"{site.base}/feed", name="Feed")
    with app.db.atomic():
        watchers.store.add_source(app.db, source, clock())
    body = rss(("0", "Report", "text")).body
    tags = []
    for tag in ('"a"', '"b"', '"b"'):
        site.pages["/feed"] = Page(body, headers={"ETag": tag})
        clock.now += timedelta(hours=1)
        (report,) = await app.poll_now()
        tags.append(watchers.store.states(app.db)["feed"].etag)
    assert tags == ['"a"', '"b"', '"b"']
    assert site.answered == [200, 200, 304]
    assert report.result.outcome is PollOutcome.UNCHANGED


async def test_a_setting_that_is_no_number_is_passed_over(app: App, site: Site, clock: Clock) -> None:
    """Whoever adds a source may give it any word as a setting; it is read as if it had none."""
    odd = {"pages": "all", "most": "many", "breaker_few": "inf"}
    source = Source(id="feed", kind=SourceKind.FEED, url=f"{site.base}/feed", name="Feed", options=odd)
    with app.db.atomic():
        watchers.store.add_source(app.db, source, clock())
    for name in ("0", "1"):
        site.pages["/feed"] = rss((name, f"Report {name}", "text"))
        clock.now += timedelta(hours=1)
        (report,) = await app.poll_now()
        assert report.result.outcome is PollOutcome.OK, report.result.reason
