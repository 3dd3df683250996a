"""Announced, then listed: one story. Suppliers that keep winning: one proposal."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

import watchlists.store
from bot.actors import Actor, Role
from bot.alerting import recorder
from bot.alerting.occasion import Occasion, Scanned, Told
from bot.alerting.official import is_official
from bot.alerting.passages import passage_of
from bot.alerting.told import Memory
from bot.alerts import AlertKind, Destination, alert_id
from bot.chat.slack.actions import buttons as slack_buttons
from bot.chat.teams.actions import actions as teams_buttons
from bot.commands.alert_shown import alerts_show
from bot.commands.desk import Desk
from bot.commands.suppliers import supplier_declined, suppliers_list
from bot.database.interface import Database, open_database
from bot.errors import CommandError
from bot.grammar import line as grammar
from bot.matching.in_force import Matching
from bot.opening import MIGRATIONS
from bot.outbox import outbox
from bot.outbox.digests import fold
from bot.outbox.quiet import QuietHours, save_hours
from bot.replies import Reply, Table, Tone
from bot.triage import audit
from watchers.changes import decide, identities, item_key
from watchers.item_store import save_decisions
from watchers.lists.differences import compare
from watchers.lists.items import list_items
from watchers.model import Entry, Item, ItemKind, Source, SourceKind
from watchlists.csvfile import read_terms
from watchlists.model import Scan, Watchlist

pytestmark = pytest.mark.both_stores

NOW = datetime(2026, 3, 1, tzinfo=UTC)
TERMS, _ = read_terms(
    "kind,name,aliases,context,note\norg,Harbour Institute of Technology,港口理工大学,,\n"
    "chip,Nvidia A100,英伟达A100,,\n"
)


class Told:
    """A store with one team and one destination; tells items and counts messages."""

    def __init__(self, url: str) -> None:
        self.db: Database = open_database(url, MIGRATIONS)
        self.matching = Matching()
        with self.db.atomic():
            watchlists.store.save_team(self.db, "default", {}, NOW)
            watchlists.store.save_watchlist(self.db, Watchlist(team="default", name="own", terms=TERMS), NOW)
            outbox.save_destination(
                self.db, Destination(id="d", team="default", channel="terminal", address="d"), NOW
            )
        self.matching.refresh(self.db, NOW)

    def tell(self, *items: Item, now: datetime, baseline: bool = False, late: bool = False) -> Told:
        source = Source(id="s", kind=SourceKind.FEED, url="", name="Source")
        decisions = [
            replace(one, identities=(f"id:{one.item.id}",))  # as the pipeline knows a list's change
            if one.item.kind is ItemKind.LIST_CHANGE
            else one
            for one in decide(items, {})
        ]
        with self.db.atomic():
            save_decisions(self.db, recorder.writings(decisions, frozenset(), now=now))
        scanned = [
            Scanned(
                key=one.key,
                item=one.item,
                identities=one.identities,
                scan=self.matching.scan(passage_of(one.item)),
            )
            for one in decisions
        ]
        with self.db.atomic():
            memory, views = Memory(self.db, now), self.matching.views
            occasion = Occasion(
                db=self.db, memory=memory, source=source, now=now, baseline=baseline, late=late
            )
            official = all(is_official(item) for item in items)
            return (recorder.tell_official if official else recorder.tell)(occasion, scanned, views)

    def messages(self) -> list[str]:
        rows = self.db.query("SELECT alert_id FROM deliveries ORDER BY seq")
        return [row["alert_id"] for row in rows]

    def pending(self) -> list[str]:
        rows = self.db.query("SELECT alert_id FROM deliveries WHERE state = 'pending' ORDER BY seq")
        return [row["alert_id"] for row in rows]

    def alert_of(self, item: Item) -> str:
        [own] = identities([item])
        key = item_key(item.source, own[0])
        return alert_id("default", Scanned(key=key, item=item, identities=own, scan=Scan((), ())).name)


@pytest.fixture
def told(store_url: str) -> Iterator[Told]:
    made = Told(store_url)
    yield made
    made.db.close()


def announcement(citation: str, **more: object) -> Item:
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
            **more,
        },
    )


def test_an_announced_listing_is_one_story(told: Told) -> None:
    """Public inspection, publication and the list itself: one message, updated, with the gap in days."""
    told.tell(announcement(""), now=NOW)
    assert len(told.messages()) == 1
    told.tell(announcement("91 FR 10000", effective_on="2026-03-05"), now=NOW + timedelta(days=2))
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
    assert facts["Effective"] == "2026-03-05", "told with publication, under the same link"
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


def listing(citation: str, now: datetime) -> tuple[Item, ...]:
    """Return the items of a list that two parties joined under a citation."""
    old = tuple(Entry(entity_id=f"e{n}", name=f"Company {n}", list="Entity List") for n in range(30))
    fresh = (Entry(entity_id="n", name="New", list="Entity List", citation=citation, country="China"),)
    return list_items(compare(old, (*old, *fresh), kind=SourceKind.ECFR), source_id="ecfr", url="", now=now)


@pytest.mark.parametrize(("cited", "messages"), [("91 FR 10004", 1), ("91 FR 10009", 2), ("91 FR 9999", 2)])
def test_a_page_inside_the_rule_is_the_rule(told: Told, cited: str, messages: int) -> None:
    """A citation between the rule's pages joins its story; its last page is also another document's first."""
    told.tell(announcement("91 FR 10000", start_page=10000, end_page=10009), now=NOW)
    later = NOW + timedelta(days=3)
    told.tell(*listing(cited, later), now=later)
    assert len(told.messages()) == messages


def joins(
    source: str, list_name: str, names: Sequence[str], citation: str, now: datetime
) -> tuple[Item, ...]:
    """Return the items of a source whose list these parties joined."""
    old = tuple(Entry(entity_id=f"e{n}", name=f"Company {n}", list=list_name) for n in range(30))
    fresh = tuple(
        Entry(entity_id=name.casefold(), name=name, list=list_name, citation=citation, country="China")
        for name in names
    )
    found = compare(old, (*old, *fresh), kind=SourceKind.CSL)
    return list_items(found, source_id=source, url=f"https://{source}.example/", now=now)


def test_a_document_on_inspection_is_closed_by_the_parties_it_names(told: Told) -> None:
    """It has no page that a list could cite. Publication and a second list then join the same story."""
    names = ("Harbour Turbine Works", "Northgate Optics Co., Ltd.")
    text = "The End-User Review Committee adds Harbour Turbine Works; and Northgate Optics Co., Ltd."
    filed = replace(announcement(""), text=text, published=NOW - timedelta(days=1))
    told.tell(filed, now=NOW)
    days = [NOW + timedelta(days=day) for day in range(6)]
    told.tell(*joins("ecfr", "Entity List", names, "91 FR 10004, 3/3/26", days[2]), now=days[2])
    published = announcement("91 FR 10000", start_page=10000, end_page=10009)
    told.tell(replace(published, source="fr2"), now=days[3])
    told.tell(*joins("csl", "Entity List (EL) - BIS", [n.upper() for n in names], "", days[4]), now=days[4])
    (only,) = told.messages()
    alert = outbox.alert(told.db, only)
    assert alert is not None
    facts = {fact.label: fact.value for fact in alert.facts}
    assert facts["Stage"] == "listed (before: announced)"
    assert facts["Listed"] == "2026-03-03 in the Entity List, 3 days after the first word"
    assert facts["Citation"] == "91 FR 10000"
    assert len(alert.lines) == 2, "the second list repeats the same parties"


def test_more_of_a_rule_by_the_same_list_is_news(told: Told) -> None:
    """A list that told some parties of a rule and later tells more of it: posted, and once for all lists."""
    told.tell(*joins("ecfr", "Entity List", ["One Works"], "91 FR 10004", NOW), now=NOW)
    later = NOW + timedelta(days=3)
    told.tell(*joins("ecfr", "Entity List", ["Two Works"], "91 FR 10004", later), now=later)
    assert len(told.messages()) == 2
    both = joins("csl", "Entity List (EL) - BIS", ["One Works", "Two Works"], "91 FR 10004", later)
    told.tell(*both, now=later + timedelta(hours=1))
    assert len(told.messages()) == 2
    alert = outbox.alert(told.db, told.messages()[0])
    assert alert is not None
    assert [line.text for line in alert.lines] == ["added: One Works (China)", "added: Two Works (China)"]


def test_two_lists_without_citations_tell_one_designation(told: Told) -> None:
    """OFAC's own list and the screening list: one message a designation; the next one is another."""
    sdn = "Specially Designated Nationals (SDN) - Treasury Department"
    for day, name in enumerate(("HARBOUR LOGISTICS L.L.C.", "WESTERN, Ann")):
        at = NOW + timedelta(days=day)
        told.tell(*joins("ofac", "SDN List", [name], "", at), now=at)
        told.tell(*joins("csl", sdn, [name], "", at + timedelta(hours=3)), now=at + timedelta(hours=3))
        assert len(told.messages()) == day + 1


def test_a_rule_read_after_its_list_joins_the_list(told: Told) -> None:
    """Which source is read first is chance."""
    told.tell(*listing("91 FR 10004", NOW), now=NOW)
    told.tell(announcement("91 FR 10000", start_page=10000, end_page=10009), now=NOW + timedelta(hours=1))
    assert len(told.messages()) == 1


@pytest.mark.parametrize(
    "told_of", ["2026-00001", "https://www.federalregister.gov/api/v1/documents/2026-00001"]
)
def test_a_correction_joins_what_it_corrects(told: Told, told_of: str) -> None:
    """It has a number of its own and names the document."""
    told.tell(announcement("91 FR 10000"), now=NOW)
    fresh = announcement("91 FR 12000", document_number="C1-2026-00001", correction_of=told_of)
    told.tell(replace(fresh, id="C1", url="https://x.example/c1"), now=NOW)
    assert len(told.messages()) == 1


def test_the_stages_of_a_purchase_are_one_story(told: Told) -> None:
    """Tender, correction, award, cancellation under one number: one message, updated with each stage."""
    for day, stage in enumerate(("tender", "correction", "award", "cancelled")):
        one = notice(7)
        fields = {**one.fields, "stage": stage, **({"award_yuan": 200000} if stage == "award" else {})}
        text = f"{one.text} Nvidia A100"
        at = NOW + timedelta(days=day)
        told.tell(
            replace(one, id=stage, url=f"https://c.example/{stage}", text=text, fields=fields, published=at),
            now=at,
        )
    (only,) = outbox.alerts(told.db, "default", None, 10)
    facts = {fact.label: fact.value for fact in only.facts}
    assert facts["Stage"] == "cancelled (before: award, correction, tender)"
    assert facts["Award"] == "200,000 yuan (before it came to nothing)"
    assert facts["Supplier"] == "某某科技有限公司 (before it came to nothing)"
    assert len(only.sources) == 4
    heads = [(move.head.partition(" ")[0], move.hushed) for move in only.moves]
    assert heads == [("correction", True), ("award", False), ("cancelled", False)]
    award = only.moves[1]
    assert (award.told, award.url) == (("Award: 200,000 yuan",), "https://c.example/award")
    assert only.moves[2].told == (), "who won before is in the message"
    actor = Actor(team="default", user="u", role=Role.READER, via="test")
    shown = repr(alerts_show(Desk(told.db, told.matching, lambda: NOW), actor, only.id).parts)
    assert "award (before: correction, tender), 2026-03-03 00:00 UTC: Award: 200,000 yuan" in shown
    again = replace(notice(7), id="again", url="https://c.example/again", text=text)
    told.tell(replace(again, fields=fields, published=at), now=at + timedelta(days=1))
    (only,) = outbox.alerts(told.db, "default", None, 10)
    assert (len(only.sources), len(only.moves)) == (5, 3), "another page of one stage is no news"


def test_what_moves_on_in_quiet_hours_or_was_read_late_is_told_without_a_sound(told: Told) -> None:
    """It stands below the message; the channel is not called at night, nor many times after a downtime."""
    with told.db.atomic():
        save_hours(told.db, "default", QuietHours(begin="20:00", end="07:30", zone="UTC"), NOW)
    told.tell(bought("tender", 1), now=NOW + timedelta(hours=12))
    told.tell(bought("award", 2), now=NOW + timedelta(hours=22))
    told.tell(bought("contract", 3), now=NOW + timedelta(hours=36))
    told.tell(bought("cancelled", 4), now=NOW + timedelta(hours=38), late=True)
    (only,) = outbox.alerts(told.db, "default", None, 10)
    assert [move.hushed for move in only.moves] == [True, False, True]


def test_of_many_stories_that_move_in_one_poll_the_first_are_shown_in_the_channel(told: Told) -> None:
    """Of each team by itself: one team's many do not silence another's few."""
    own = Watchlist(team="other", name="own", terms=TERMS)
    with told.db.atomic():
        watchlists.store.save_team(told.db, "other", {}, NOW)
        watchlists.store.save_watchlist(told.db, own, NOW)
        outbox.save_destination(
            told.db, Destination(id="e", team="other", channel="terminal", address="e"), NOW
        )
    told.matching.refresh(told.db, NOW)
    for day, stage, numbers in (
        (0, "tender", range(6)),
        (1, "tender", range(6, 12)),
        (9, "award", range(12)),
    ):
        many = [
            replace(
                one,
                id=f"{stage}{number}",
                url=f"https://c.example/{stage}/{number}",
                fields={**one.fields, "project_number": f"PRJ-2026-{number:04}"},
            )
            for one in (bought(stage, 1),)
            for number in numbers
        ]
        told.tell(*many, now=NOW + timedelta(days=day))
    for team in ("default", "other"):
        moves = [move.hushed for one in outbox.alerts(told.db, team, None, 30) for move in one.moves]
        assert sorted(moves) == [False] * 10 + [True] * 2


def test_one_number_of_two_buyers_is_two_purchases(told: Told) -> None:
    """Small offices number from one; each purchase keeps its own later stages."""
    for buyer in ("港口理工大学附属中学", "海岸研究所", "海岸研究所"):
        one = notice(9)
        fields = {**one.fields, "buyer": buyer, "project_number": "2026-001"}
        name = f"{buyer}{len(outbox.alerts(told.db, 'default', None, 10))}"
        told.tell(replace(one, id=name, url=f"https://c.example/{name}", fields=fields), now=NOW)
    assert len(outbox.alerts(told.db, "default", None, 10)) == 2


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


def bought(stage: str, page: int) -> Item:
    base = notice(1)
    text = f"{base.text} 英伟达A100算力租赁"
    url = f"https://ccgp.example/{page}"
    return replace(base, id=f"t{page}", url=url, text=text, fields={**base.fields, "stage": stage})


def test_a_purchase_known_from_the_first_poll_is_posted_when_it_moves_on(told: Told) -> None:
    """A summary cannot be edited, so the award of a tender that stood in it is told by itself, once."""
    told.tell(bought("tender", 1), bought("correction", 2), now=NOW, baseline=True)
    assert len(told.messages()) == 1, "one summary, and no post for a second stage in the same poll"
    told.tell(bought("award", 3), now=NOW + timedelta(days=14))
    summary, alert = told.messages()
    assert alert != summary
    told.tell(bought("contract", 4), now=NOW + timedelta(days=20))
    assert len(told.messages()) == 2, "from then on the message is edited"


def test_a_purchase_told_in_a_digest_is_posted_when_it_moves_on(told: Told) -> None:
    """After a downtime many alerts are one digest; the award of a tender in it is told by itself."""
    buyers = [replace(bought("tender", page), id=f"t{page}") for page in range(20, 40)]
    many = [
        replace(one, fields={**one.fields, "project_number": f"PRJ-2027-{n:04}", "supplier": [f"某{n}公司"]})
        for n, one in enumerate(buyers)
    ]
    told.tell(*many, now=NOW, late=True)
    later = NOW + timedelta(minutes=5)
    assert fold(told.db, later) == 20
    (digest,) = told.pending()
    award = replace(bought("award", 50), fields={**many[7].fields, "stage": "award"})
    told.tell(award, now=NOW + timedelta(days=3))
    assert [one for one in told.pending() if one != digest] == [told.alert_of(many[7])]
    told.tell(replace(award, id="t51", url="https://ccgp.example/51"), now=NOW + timedelta(days=4))
    assert len(told.pending()) == 2, "from then on its own message is edited"


def test_what_is_read_first_posts_no_stage(told: Told) -> None:
    """Two list pages are read for the first time: the award in one is no news of the tender in the other."""
    told.tell(bought("tender", 1), now=NOW, baseline=True)
    told.tell(bought("award", 2), now=NOW + timedelta(seconds=5), baseline=True)
    assert len(told.messages()) == 1


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
    assert json.dumps(sold(told)) == json.dumps(
        [{"supplier": "某某科技有限公司", "purchases": 4, "last": "2026-03-01", "watched": False}]
    )


def test_a_proposed_supplier_is_declined_with_a_press(told: Told) -> None:
    """Both chats offer it; who said so is kept, and it is counted on, not proposed again."""
    for number in range(3):
        told.tell(notice(number), now=NOW)
    proposal = outbox.alert(told.db, *told.messages())
    assert proposal is not None
    slack = [one["value"] for one in slack_buttons(proposal)[0]["elements"] if "Do not" in str(one["text"])]
    teams = [
        one["data"] for one in teams_buttons(proposal, 0, 0, for_webhook=False) if "Do not" in one["title"]
    ]
    said = json.loads(slack[0])["w"]
    assert teams[0]["words"] == said == 'decline -- "某某科技有限公司"'
    assert "Do not watch" not in repr(list(teams_buttons(proposal, 0, 0, for_webhook=True)))
    editor = Actor(team="default", user="Ana", role=Role.EDITOR, via="test")
    desk = Desk(told.db, told.matching, lambda: NOW)
    refused = grammar.answer(said, desk, replace(editor, role=Role.READER))
    assert (refused.tone, sold(told)[0].get("declined")) == (Tone.ERROR, None)
    first, again = (grammar.answer(said, desk, who) for who in (editor, replace(editor, user="Ben")))
    assert (first.title, first.public) == ("某某科技有限公司 is not to be watched, said Ana", True)
    assert again.title == "“某某科技有限公司” is not to be watched, as Ana said before."
    assert [row.action for row in audit.rows(told.db)] == ["suppliers.decline"]
    told.tell(notice(9), now=NOW)
    assert (sold(told)[0]["purchases"], sold(told)[0]["declined"], len(told.messages())) == (4, "Ana", 1)
    with pytest.raises(CommandError, match="No purchase won by it"):
        supplier_declined(desk, editor, "别人")


def test_a_declined_supplier_is_not_proposed_later(told: Told) -> None:
    told.tell(notice(1), now=NOW)
    editor = Actor(team="default", user="Ana", role=Role.EDITOR, via="test")
    supplier_declined(Desk(told.db, told.matching, lambda: NOW), editor, "某某科技有限公司")
    for number in range(2, 6):
        told.tell(notice(number), now=NOW)
    assert not told.messages()


NUMBERS = (
    "HY〔2026〕018",
    "ＨＹ［２０２６］０１８",
    "HY [2026] 018号",
    "HY[2026]018-1",
    "HY[2026]018（02包）",
)


def test_a_number_written_in_other_ways_is_one_purchase(told: Told) -> None:
    """In any width and brackets, with the package behind it: one story, and one purchase of its supplier."""
    for day, (stage, number) in enumerate(
        zip(("tender", "correction", "award", "award", "contract"), NUMBERS, strict=True)
    ):
        one = bought(stage, day)
        told.tell(
            replace(one, fields={**one.fields, "project_number": number}), now=NOW + timedelta(days=day)
        )
    (only,) = outbox.alerts(told.db, "default", None, 10)
    assert len(only.sources) == len(NUMBERS)
    assert [one["purchases"] for one in sold(told)] == [1]
    end = bought("cancelled", 9)
    fields = {**end.fields, "project_number": "hy2026018", "supplier": []}
    told.tell(replace(end, fields=fields), now=NOW + timedelta(days=9))
    assert sold(told) == [], "it came to nothing, under whatever number"


def test_numbers_that_follow_one_another_are_purchases_of_their_own(told: Told) -> None:
    for day, number in enumerate(("HYZB2026-1", "HYZB2026-2", "HYZB2026-018", "HYZB2026-019")):
        one = bought("award", day)
        told.tell(replace(one, fields={**one.fields, "project_number": number}), now=NOW)
    stories = [one for one in outbox.alerts(told.db, "default", None, 10) if one.kind is AlertKind.MATCH]
    assert len(stories) == 4


def test_a_watched_supplier_is_no_intermediary(told: Told) -> None:
    """Who is watched already needs no proposal; what it wins counts all the same."""
    for number in range(5):
        told.tell(notice(number, "港口理工大学"), now=NOW)
    assert not told.messages()
    assert [(one["purchases"], one["watched"]) for one in sold(told)] == [(5, True)]
    assert "It is watched, in own." in repr(answered(told, "港口理工大学").parts)
    assert answered(told, "港口理工大学").offer_term == ""


@pytest.mark.parametrize("stage", ["failed", "cancelled"])
def test_a_purchase_that_came_to_nothing_was_sold_by_nobody(told: Told, stage: str) -> None:
    """Neither its alert nor the memory of suppliers says so any longer."""
    for page, step in enumerate(("tender", "award")):
        told.tell(bought(step, page), now=NOW + timedelta(days=page))
    (alert,) = outbox.alerts(told.db, "default", None, 10)
    assert "a possible intermediary" in " ".join(alert.why)
    assert (alert.offer_term, len(sold(told))) == ("某某科技有限公司", 1)
    end = bought(stage, 9)
    fields = {name: value for name, value in end.fields.items() if name != "supplier"}
    told.tell(replace(end, fields=fields), now=NOW + timedelta(days=9))
    (alert,) = outbox.alerts(told.db, "default", None, 10)
    assert ("intermediary" in repr(alert), alert.offer_term, sold(told)) == (False, "", [])


def test_a_maker_that_is_only_named_makes_no_sale_one(told: Told) -> None:
    """A dealer in a watched maker's servers sold to nobody who is watched."""
    other = {"buyer": "某区大数据中心"}
    for number in range(5):
        one = notice(number, "某某科技有限公司")
        text = "规格型号：港口理工大学牌服务器"
        told.tell(replace(one, text=text, fields={**one.fields, **other}), now=NOW)
    assert sold(told) == []
    told.tell(replace(bought("award", 7), fields={**bought("award", 7).fields, **other}), now=NOW)
    assert [one["purchases"] for one in sold(told)] == [1], "of a watched chip it is one, whoever buys"


def test_a_part_of_a_suppliers_name_will_do(told: Told) -> None:
    """Where it is of one; of several it is answered which."""
    for number, name in enumerate(("某某科技有限公司", "某某云启有限公司")):
        told.tell(notice(number, name), now=NOW)
    assert answered(told, "云启").title == "某某云启有限公司 won 1 purchase"
    assert len(answered(told, "某某").data) == 2
    with pytest.raises(CommandError, match="No purchase won by “别人”"):
        answered(told, "别人")


def test_a_supplier_that_counts_as_a_watched_one_is_said_to_be(told: Told) -> None:
    """Its full name is in no list, and was found all the same; its name in Latin letters stands by."""
    told.tell(notice(1, "港口理工大学计算机学院"), now=NOW)
    (rows,) = [part.rows for part in answered(told).parts if isinstance(part, Table)]
    assert rows[0][-1] == "as Harbour Institute of Technology"
    assert "Computer College" in str(rows[0][1])
    assert sold(told)[0]["watched"] is True


def answered(told: Told, name: str = "") -> Reply:
    actor = Actor(team="default", user="u", role=Role.READER, via="test")
    return suppliers_list(Desk(told.db, told.matching, lambda: NOW), actor, name)


def sold(told: Told) -> Any:
    return answered(told).data


PARTIES = (
    {"name": "Company 1", "aliases": ["Firm 1"], "country": "China", "license_requirement": "All items"},
    {"name": "Company 2", "aliases": [], "country": "Iran", "license_requirement": "All items"},
)


def test_a_document_names_whom_it_adds_and_the_list_does_not_repeat_them(told: Told) -> None:
    """Whoever reads the rule first must see who it is about; the list that follows says the same names."""
    one = announcement("91 FR 10000")
    announces = {**one.fields["announces"], "parties": 2, "countries": {"China": 1, "Iran": 1}}
    rule = replace(one, fields={**one.fields, "announces": announces | {"entries": list(PARTIES)}})
    told.tell(rule, now=NOW)
    alert = outbox.alert(told.db, told.messages()[0])
    assert alert is not None
    assert [line.text for line in alert.lines] == ["added: Company 1 (China)", "added: Company 2 (Iran)"]
    assert alert.lines[0].detail == "a.k.a. Firm 1"
    facts = {fact.label: fact.value for fact in alert.facts}
    assert facts["Announces"].startswith("additions to the Entity List: 2 parties (China 1, Iran 1), ")
    assert facts["Licence requirement"] == "All items"
    assert alert.why[0].endswith("no name on your watchlists is in it.")
    listed = tuple(
        Entry(
            entity_id=str(number),
            name=str(party["name"]),
            list="Entity List",
            citation="91 FR 10000, 3/3/26",
            country=str(party["country"]),
        )
        for number, party in enumerate(PARTIES)
    )
    old = tuple(Entry(entity_id=f"e{n}", name=f"Old {n}", list="Entity List") for n in range(30))
    difference = compare(old, (*old, *listed), kind=SourceKind.ECFR)
    later = NOW + timedelta(days=1)
    told.tell(*list_items(difference, source_id="ecfr", url="", now=later), now=later)
    alert = outbox.alert(told.db, told.messages()[0])
    assert alert is not None
    assert [line.text for line in alert.lines] == ["added: Company 1 (China)", "added: Company 2 (Iran)"]


def test_a_document_of_which_the_text_was_not_read_says_so(told: Told) -> None:
    """“No name is in it” would be an all-clear that nobody gave."""
    told.tell(announcement("91 FR 10000"), now=NOW)
    alert = outbox.alert(told.db, told.messages()[0])
    assert alert is not None
    assert "in its title or abstract, all that could be read when this was told" in alert.why[0]
