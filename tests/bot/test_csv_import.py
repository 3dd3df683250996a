"""`watchlist import`: what a sheet brings, and what its owner may not have meant."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

import watchers.item_store
import watchers.store
from bot import outbox
from bot.actors import Actor, Role
from bot.app import MIGRATIONS
from bot.commands_csv import import_csv
from bot.database import open_database
from bot.desk import Desk
from bot.matching import Matching
from watchers.changes import decide
from watchers.model import Item, ItemKind, Source, SourceKind
from watchlists.store import save_team

NOW = datetime(2026, 3, 1, tzinfo=UTC)
ANA = Actor(team="default", user="U1", role=Role.EDITOR, via="test")


@pytest.fixture
def desk(store_url: str) -> Iterator[Desk]:
    """Return a desk whose store holds an item that names the Quay Lab and a chip."""
    db = open_database(store_url, MIGRATIONS)
    item = Item(
        id="1",
        source="wire",
        kind=ItemKind.NEWS,
        url="https://wire.example/1",
        title="Servers",
        text="The Quay Lab rents Quux X900 servers.",
    )
    with db.atomic():
        save_team(db, "default", {}, NOW)
        watchers.store.add_source(
            db, Source(id="wire", kind=SourceKind.FEED, url="https://wire.example", name="Wire"), NOW
        )
        (decision,) = decide([item], {})
        watchers.item_store.save_decision(db, decision, now=NOW)
    matching = Matching()
    matching.refresh(db, NOW)
    yield Desk(db, matching, lambda: NOW)
    db.close()


def test_a_sheet_is_held_against_what_is_stored(desk: Desk) -> None:
    """As a term added by hand; once, and not where it is only checked."""
    sheet = "kind;name\norg;Quay Lab\nchip;Quux X900\n"
    assert "Stored items" not in repr(import_csv(desk, ANA, sheet, check=True).parts)
    assert outbox.alerts(desk.db, "default", None, 10) == ()
    assert "1 name them; a summary follows" in repr(import_csv(desk, ANA, sheet).parts)
    told = outbox.alerts(desk.db, "default", None, 10)
    assert any(one.title == "New term “Quay Lab” and 1 more: 1 stored item names it" for one in told)
    assert "Stored items" not in repr(import_csv(desk, ANA, sheet).parts)


def test_what_a_sheet_brings_in_vain_is_said(desk: Desk) -> None:
    """A column under another name is not read; a kind of one's own is in no rule."""
    parts = repr(import_csv(desk, ANA, "kind,name,alias\ncompany,Quay Lab,QL\norg,Quay Two,Q2\n").parts)
    assert "alias: kept, but only kind, name, aliases, context, note count" in parts
    assert "company (1); by the default rules" in parts
    assert "Not read" not in repr(import_csv(desk, ANA, "kind,name,aliases\norg,Quay Lab,QL\n").parts)
