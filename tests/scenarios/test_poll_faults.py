"""A fault of ours with one source is that source's alone."""

import asyncio
from datetime import UTC, datetime

import pytest

import watchers.store
from bot.polling.pipeline import Pipeline
from bot.program import App
from tests.wires import Wires
from watchers.model import Parsed, Source, SourceKind
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
    pipeline = Pipeline(
        store=app.store, db=app.db, fetch=wires, parse=wires, matching=app.matching, clock=lambda: NOW
    )
    with pytest.raises(ZeroDivisionError):
        await pipeline.poll_due()
    states = watchers.store.states(app.db)
    assert [name for name, state in states.items() if state.last_success_at == NOW] == ["one", "two"]
