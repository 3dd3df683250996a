"""Announced, then listed: one story. Suppliers that keep winning: one proposal."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

import watchlists.store
from bot import outbox, recorder
from bot.actors import Actor, Role
from bot.alerts import Destination
from bot.app import MIGRATIONS
from bot.commands_records import suppliers_list
from bot.database import Database, open_database
from bot.desk import Desk
from bot.drafting import passage_of
from bot.matching import Matching
from bot.recorder import Scanned
from watchers.changes import identities, item_key
from watchers.differences import compare
from watchers.list_items import list_items
from watchers.model import Entry, Item, ItemKind, Source, SourceKind
from watchlists.csvfile import read_terms
from watchlists.model import Watchlist

NOW = datetime(2026, 3, 1, tzinfo=UTC)
TERMS, _ = read_terms("kind,name,aliases,context,note\norg,Harbour Institute of Technology,港口理工大学,,\n")


class Told:
    """A store with one team and one destination; tells items and counts messages."""

    def __init__(self, path: Path) -> None:
        self.db: Database = open_database(f"sqlite:///{path}", MIGRATIONS)
        self.matching = Matching()
        with self.db.atomic():
            watchlists.store.save_team(self.db, "default", {}, NOW)
            watchlists.store.save_watchlist(self.db, Watchlist(team="default", name="own", terms=TERMS), NOW)
            outbox.save_destination(
                self.db, Destination(id="d", team="default", channel="terminal", address="d"), NOW
            )
        self.matching.refresh(self.db, NOW)

    def tell(self, *items: Item, now: datetime) -> recorder.Told:
        source = Source(id="s", kind=SourceKind.FEED, url="", name="Source")
        scanned = [
            Scanned(
                key=item_key("s", identities([item])[0][0]),
                item=item,
                identities=identities([item])[0],
                scan=self.matching.scan(passage_of(item)),
            )
            for item in items
        ]
        with self.db.atomic():
            if all(recorder.is_official(item) for item in items):
                return recorder.tell_official(self.db, source, scanned, self.matching.views, now=now)
            return recorder.tell(self.db, source, scanned, self.matching.views, now=now)

    def messages(self) -> list[str]:
        rows = self.db.query("SELECT alert_id FROM deliveries ORDER BY seq")
        return [row["alert_id"] for row in rows]


@pytest.fixture
def told(tmp_path: Path) -> Told:
    return Told(tmp_path / "store.db")


def announcement(citation: str) -> Item:
    return Item(
        id="2026-00001",
        source="fr",
        kind=ItemKind.NEWS,
        url="https://www.federalregister.gov/d/2026-00001",
        title="Additions to the Entity List",
        text="This rule adds two entities.",
        fields={
            "document_number": "2026-00001",
            "citation": citation,
            "announces": {"action": "add", "list": "Entity List", "effective": "2026-03-01"},
        },
    )


def test_an_announced_listing_is_one_story(told: Told) -> None:
    """Public inspection, publication and the list itself: one message, updated, with the gap in days."""
    told.tell(announcement(""), now=NOW)
    assert len(told.messages()) == 1
    told.tell(announcement("91 FR 10000"), now=NOW + timedelta(days=2))
    old = tuple(Entry(entity_id=f"e{n}", name=f"Company {n}", list="Entity List") for n in range(30))
    fresh = tuple(
        Entry(
            entity_id=f"n{n}",
            name=f"New {n}",
            list="Entity List",
            citation="91 FR 10000, 3/3/26",
            country="China",
        )
        for n in range(2)
    )
    later = NOW + timedelta(days=9)
    difference = compare(old, (*old, *fresh), kind=SourceKind.ECFR)
    done = told.tell(*list_items(difference, source_id="ecfr", url="", now=later), now=later)
    assert done.joined == 1
    assert len(told.messages()) == 1, "nothing is posted again"
    alert = outbox.alert(told.db, told.messages()[0])
    assert alert is not None
    facts = {fact.label: fact.value for fact in alert.facts}
    assert "9 days after the first word" in facts["Listed"]
    assert "effective 2026-03-01" in facts["Announces"]
    assert [line.text for line in alert.lines] == ["added: New 0 (China)", "added: New 1 (China)"]
    assert alert.revision >= 2


def test_two_announcements_of_one_title_are_two_stories(told: Told) -> None:
    """Titles repeat for years; the document number decides."""
    one = announcement("91 FR 10000")
    fields = {**one.fields, "document_number": "2026-00002", "citation": "91 FR 20000"}
    other = Item(
        id="2026-00002",
        source="fr",
        kind=one.kind,
        url="https://x.example/2",
        title=one.title,
        text=one.text,
        fields=fields,
    )
    told.tell(one, other, now=NOW)
    assert len(told.messages()) == 2


def notice(number: int, supplier: str = "某某科技有限公司") -> Item:
    return Item(
        id=f"t{number}",
        source="ccgp",
        kind=ItemKind.TENDER,
        url=f"https://ccgp.example/{number}",
        title=f"成交公告 {number}",
        text=f"采购人：港口理工大学 供应商：{supplier}",
        fields={"buyer": "港口理工大学", "supplier": [supplier], "project_number": f"PRJ-2026-{number:04}"},
    )


def test_a_supplier_is_proposed_once_at_the_threshold(told: Told) -> None:
    """Three purchases with a watched buyer: one proposal with the notices; two stages count once."""
    for number in (1, 1, 2):
        told.tell(notice(number), now=NOW)
    assert not told.messages()
    told.tell(notice(3), now=NOW)
    told.tell(notice(4), now=NOW)
    (only,) = told.messages()
    proposal = outbox.alert(told.db, only)
    assert proposal is not None
    assert "某某科技有限公司" in proposal.title
    assert len(proposal.lines) == 3
    actor = Actor(team="default", user="u", role=Role.READER, via="test")
    data = suppliers_list(Desk(told.db, told.matching, lambda: NOW), actor).data
    assert json.dumps(data) == json.dumps(
        [{"supplier": "某某科技有限公司", "purchases": 4, "last": "2026-03-01"}]
    )


def test_a_watched_supplier_is_no_intermediary(told: Told) -> None:
    """Who is watched already needs no proposal."""
    for number in range(5):
        told.tell(notice(number, "港口理工大学"), now=NOW)
    assert not told.messages()
