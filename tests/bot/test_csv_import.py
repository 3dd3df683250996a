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
from bot.commands_edits import add, alias
from bot.database import open_database
from bot.desk import Desk, Stored
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
    assert "1 stored item names them; a summary follows." in repr(import_csv(desk, ANA, sheet).parts)
    told = outbox.alerts(desk.db, "default", None, 10)
    assert any(one.title == "New term “Quay Lab” and 1 more: 1 stored item names it" for one in told)
    assert "Stored items" not in repr(import_csv(desk, ANA, sheet).parts)


def test_no_summary_is_promised_of_what_was_told_already(desk: Desk) -> None:
    """A second term in the same item is no news, and whoever adds it hears that nothing follows."""
    first = add(desk, ANA, "Quay Lab")
    assert "1 stored item names it; a summary follows." in repr(first.parts)
    told = len(outbox.alerts(desk.db, "default", None, 10))
    again = alias(desk, ANA, "Quay Lab", ["Quux X900"])
    assert "1 stored item names it, and you were told of it already." in repr(again.parts)
    assert len(outbox.alerts(desk.db, "default", None, 10)) == told


@pytest.mark.parametrize(
    ("stored", "said"),
    [
        (Stored(), ""),
        (Stored(named=2, fresh=2), "2 stored items name it; a summary follows."),
        (Stored(named=2), "2 stored items name it, and you were told of all of them already."),
        (
            Stored(named=3, fresh=1),
            "3 stored items name it; a summary of the 1 that you were not told of follows.",
        ),
    ],
)
def test_what_follows_an_edit_is_said_as_it_comes(stored: Stored, said: str) -> None:
    """Nothing is promised beyond what is posted."""
    assert stored.said() == said


def test_what_a_sheet_brings_in_vain_is_said(desk: Desk) -> None:
    """A column under another name is not read; a kind of one's own is in no rule."""
    parts = repr(import_csv(desk, ANA, "kind,name,alias\ncompany,Quay Lab,QL\norg,Quay Two,Q2\n").parts)
    assert "alias: kept, but only kind, name, aliases, context, note count" in parts
    assert "company (1); by the default rules" in parts
    assert "Not read" not in repr(import_csv(desk, ANA, "kind,name,aliases\norg,Quay Lab,QL\n").parts)
