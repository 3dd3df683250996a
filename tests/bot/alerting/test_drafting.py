"""What an alert says about an item."""

from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from bot.alerting.drafting import ANNOUNCED, LISTED, draft, in_short, joined, line_of, listed
from bot.alerting.evidence import cut, evidence_of
from bot.alerting.joining import moved
from bot.alerts import Alert, Fact, SourceLink
from bot.chat.wording import the_rest
from bot.entry_words import MAX_ENTRIES
from bot.facts import Rate, facts_of, lines_of, moment_said, money
from bot.matching.teamviews import TeamView
from tests.samples import a_match
from watchers.model import Item, ItemKind
from watchlists.model import Match, Passage, Severity
from watchlists.rules import Judgement, SeverityReason

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def hit(field: str, text: str, surface: str) -> Match:
    return found(text, surface, field=field)


def source(hour: int) -> SourceLink:
    return SourceLink(url=f"https://x.example/{hour}", name="S", published=NOW.replace(hour=hour))


def found(text: str, surface: str, **more: str) -> Match:
    return a_match(surface, text.index(surface), **more)


def alert(text: str, *surfaces: str, url: str = "https://x.example/1", **fields: object):
    item = Item(id="1", source="s", kind=ItemKind.TENDER, url=url, title="Notice", text=text, fields=fields)
    judgement = Judgement(
        severity=Severity.HIGH,
        reason=SeverityReason.NEAR,
        sentence="Because.",
        matches=tuple(found(text, surface) for surface in surfaces),
    )
    return draft(
        item, "k1", judgement, TeamView(team="t", notes={"Lab": "a note"}), source_name="Source", now=NOW
    )


def test_a_list_change_names_no_time_of_publication() -> None:
    """A list does not say when it changed; the time at which it was read must not stand for that."""
    kind, url = ItemKind.LIST_CHANGE, "https://x.example"
    item = Item(id="1", source="csl", kind=kind, url=url, title="L", text="", published=NOW)
    found = Judgement(
        severity=Severity.MEDIUM, reason=SeverityReason.LIST_CHANGE, sentence="Changed.", matches=()
    )
    told = draft(item, "k1", found, TeamView(team="t", notes={}), source_name="CSL", now=NOW)
    assert told.sources[0].published is None
    held = replace(told, facts=(Fact(label="Citation", value="1 FR 2"),))
    document = SourceLink(url=f"{url}/rule", name="FR", published=NOW.replace(year=2025))
    fresh = replace(told, sources=(document,), facts=(Fact(label="Citation", value="9 FR 9"),))
    assert joined(held, fresh, update_facts=True).facts == held.facts, "what is of before only fills in"


def test_hits_of_one_sentence_share_one_quotation() -> None:
    """Every hit is marked in it, and a far one has a quotation of its own."""
    text = "Before. The Lab bought an A100 here. " + "Filler words. " * 60 + "The Cloud came later."
    first, second, third = alert(text, "Lab", "A100", "Cloud").evidence
    assert first.passage == second.passage != third.passage
    for one in (first, second, third):
        assert one.passage[one.start : one.end] == one.term
    assert first.note == "a note"


def test_a_quotation_ends_with_its_sentence() -> None:
    """Chinese and Latin sentence ends are both seen."""
    text = "前一句。深圳有一家实验室采购了芯片。后一句。"
    start = text.index("实验室")
    begin, end = cut(text, start, start + 3)
    assert text[begin:end] == "深圳有一家实验室采购了芯片。"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "First. Lab at No. 3 Quay Road of Dr. Li Co. Ltd, Hefei. Last.",
            "Lab at No. 3 Quay Road of Dr. Li Co. Ltd, Hefei.",
        ),
        ("实验室采购了芯片 Lab。后一句。", "实验室采购了芯片 Lab。"),
        ("One line\nthe Lab rents\nmore", "the Lab rents"),
        ("word " * 40 + "Lab" + " word" * 40, "…"),
    ],
)
def test_dots_stand_only_where_a_sentence_was_cut(text: str, told: str) -> None:
    """A stop behind a short word ends no sentence; a whole one needs no dots."""
    passage = alert(text, "Lab").evidence[0].passage
    assert passage == told if told != "…" else passage.startswith("…") and passage.endswith("…")


def test_amounts_read_as_people_write_them() -> None:
    """Thousands are parted, needless decimals are not shown, what is no number stays as it is."""
    assert [money(value) for value in (200000, "6687900.5", "about 5")] == [
        "200,000",
        "6,687,900.50",
        "about 5",
    ]


def test_dollars_stand_beside_yuan_with_the_day_of_the_rate() -> None:
    """Three figures, because the rate is of another day."""
    rate = Rate(Decimal("7.12"), "2026-11-20")
    assert rate.dollars(200000) == "≈ US$28,100 at the rate of 2026-11-20"
    assert rate.dollars("6687900") == "≈ US$939,000 at the rate of 2026-11-20"
    assert rate.dollars("about 5") == ""


def test_an_unwatched_supplier_of_a_watched_buyer_is_marked() -> None:
    """It may stand between the buyer and the cloud."""
    text = "采购人：港口理工大学 供应商：某某科技有限公司"
    item = Item(
        id="1",
        source="s",
        kind=ItemKind.TENDER,
        url="",
        title="",
        text=text,
        fields={"buyer": "港口理工大学", "supplier": ["某某科技有限公司"], "award_yuan": 200000},
    )
    facts = {fact.label: fact.value for fact in facts_of(item, [found(text, "港口理工大学")])}
    assert facts["Supplier"] == "某某科技有限公司 (possible intermediary)"
    assert facts["Award"] == "200,000 yuan"
    assert "intermediary" not in {f.label: f.value for f in facts_of(item, [])}["Supplier"]


@pytest.mark.parametrize(
    ("count", "told"), [(1, "(name withheld: may be a person)"), (3, "(3 names withheld: may be persons)")]
)
def test_a_private_person_who_sold_is_told_without_a_name(count: int, told: str) -> None:
    """Their number is all that is kept."""
    item = Item(
        id="1",
        source="s",
        kind=ItemKind.TENDER,
        url="",
        title="公告",
        text="公告",
        lang="zh",
        published=NOW,
        fields={"private_suppliers": count},
    )
    assert {fact.label: fact.value for fact in facts_of(item, [])} == {"Supplier": told}


def test_a_joined_report_adds_its_source_and_a_later_stage_its_values() -> None:
    """The same link twice is one source; the stage of a purchase moves on."""
    held = alert("The Lab bought.", "Lab", stage="tender", buyer="Lab")
    again = joined(held, alert("The Lab bought.", "Lab", url="http://www.x.example/1"), update_facts=False)
    assert again is held
    fresh = alert("The Lab bought.", "Lab", url="https://y.example", stage="award")
    grown = joined(held, fresh, update_facts=True)
    assert (len(grown.sources), grown.revision) == (2, 1)
    values = {fact.label: fact.value for fact in grown.facts}
    assert values == {"Buyer": "Lab", "Stage": "award (before: tender)"}
    last = alert("The Lab bought.", "Lab", url="https://z.example", stage="contract")
    values = {fact.label: fact.value for fact in joined(grown, last, update_facts=True).facts}
    assert values["Stage"] == "contract (before: award, tender)"


@pytest.mark.parametrize("held_day", [None, 1])
def test_of_stored_stages_without_a_day_the_newest_read_counts(held_day: int | None) -> None:
    """What is stored is told the newest first: where no day says so, what comes later is of before."""

    def stage(name: str, day: int | None, **fields: str):
        told = alert("The Lab bought.", "Lab", url=f"https://{name}.example", stage=name, **fields)
        published = day and NOW.replace(day=day)
        return replace(told, sources=(replace(told.sources[0], published=published or None),))

    held = stage("award", held_day, supplier="Quay Trading")
    grown = joined(held, stage("tender", None, supplier="?"), update_facts=True, backwards=True)
    grown = joined(grown, stage("intention", None), update_facts=True, backwards=True)
    values = {fact.label: fact.value for fact in grown.facts}
    assert values == {"Supplier": "Quay Trading", "Stage": "award (before: tender, intention)"}
    later = joined(held, stage("contract", 2), update_facts=True, backwards=True)
    first = "contract" if held_day else "award"  # two days say themselves which is later
    assert next(fact.value for fact in later.facts if fact.label == "Stage").startswith(first)


def change_of(*names: str, at: str = "a") -> Alert:
    """Return the alert of a change of a list that adds these parties."""
    added = [{"name": name, "country": "", "aliases": [], "addresses": [], "url": ""} for name in names]
    fields = {"list": "L", "added": added, "removed": [], "changed": [], "citation": ""}
    url = f"https://{at}.example"
    item = Item(id=at, source=at, kind=ItemKind.LIST_CHANGE, url=url, title="L", text="", fields=fields)
    judgement = Judgement(severity=Severity.MEDIUM, reason=SeverityReason.LIST_CHANGE, sentence="Changed.")
    return draft(item, at, judgement, TeamView(team="t", notes={}), source_name=at, now=NOW)


def test_of_a_long_list_change_every_entry_is_counted() -> None:
    """It keeps the first as lines; the same entries in another list, or more of them, are counted once."""
    names = [f"Party {number:03}" for number in range(MAX_ENTRIES + 50)]
    held = change_of(*names)
    assert (len(held.lines), held.more) == (MAX_ENTRIES, 50)
    assert the_rest(held, 100) == f"… and {MAX_ENTRIES - 50} more; `lists changes` has them"
    again = joined(held, change_of(*names, at="b"), update_facts=True)
    assert (again.lines, again.more) == (held.lines, 50)
    more = joined(held, change_of(*names, "Quay", "Quoin", at="c"), update_facts=True)
    assert len(more.lines) + more.more == len(names) + 2
    assert moved(held, more).told == ("2 more entries",)


@pytest.mark.parametrize(
    ("day", "said"),
    [(1, "the same day"), (2, "1 day after the first word"), (5, "4 days after the first word")],
)
def test_the_time_from_the_first_word_to_the_list_reads_as_people_say_it(day: int, said: str) -> None:
    """A listing closes the story of its announcement, with the time between the two."""
    held = alert("The Lab.", "Lab", announces={"action": "add", "list": "Entity List"})
    url = "https://x.example/2"
    fields = {"list": "Entity List"}
    item = Item(id="2", source="s", kind=ItemKind.LIST_CHANGE, url=url, title="Lab", text="", fields=fields)
    closed = listed(held, held, item, NOW.replace(day=day))
    assert closed.facts[-1].value == f"2026-03-0{day} in the Entity List, {said}"


def test_the_card_of_a_tender_is_complete() -> None:
    """Parties, amounts in their currency, models, lots, deadline, stage; attachments as links."""
    text = "采购人：港口理工大学"
    fields = {
        "stage": "award",
        "buyer": "港口理工大学",
        "agency": "某某招标公司",
        "supplier": ["甲公司", "港口理工大学科技公司"],
        "budget_yuan": 300000,
        "award_amount": "28000.00",
        "award_currency": "USD",
        "models": ["A100", "H800"],
        "lots": [{"lot": "1", "name": "云服务器", "award_yuan": 200000}, {"lot": "2", "supplier": "甲公司"}],
        "deadline": "2026-03-09T09:30:00+08:00",
        "attachments": [{"name": "采购文件.pdf", "url": "https://x.example/a.pdf"}, {"name": "no link"}],
        "project_number": "PRJ-2026-01",
    }
    item = Item(id="1", source="s", kind=ItemKind.TENDER, url="", title="", text=text, fields=fields)
    values = {fact.label: fact.value for fact in facts_of(item, [found(text, "港口理工大学")])}
    assert values == {
        "Buyer": "港口理工大学",
        "Supplier": "甲公司 (possible intermediary), 港口理工大学科技公司",
        "Agency": "某某招标公司",
        "Project no.": "PRJ-2026-01",
        "Budget": "300,000 yuan",
        "Award": "28,000 USD",
        "Stage": "award",
        "Models": "A100, H800",
        "Lots": "1: 云服务器, 200,000 yuan; 2: 甲公司",
        "Deadline": "2026-03-09 09:30 UTC+8",
    }
    lines, more = lines_of(item)
    assert [(line.text, line.url) for line in lines] == [
        ("attachment: 采购文件.pdf", "https://x.example/a.pdf")
    ]
    assert not more


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("2026-03-09T09:30:00+08:00", "2026-03-09 09:30 UTC+8"),
        ("2026-03-09T17:00:00-04:30", "2026-03-09 17:00 UTC-4:30"),
        ("2026-03-09T17:00:00+00:00", "2026-03-09 17:00 UTC"),
        ("2026-03-09T17:00", "2026-03-09 17:00"),
        ("2026-03-09", "2026-03-09"),
        ("Tuesday, at noon", "Tuesday, at noon"),
    ],
)
def test_a_time_reads_on_the_clock_of_its_place(told: str, said: str) -> None:
    """A deadline is where it was set, and says how far that is from UTC."""
    assert moment_said(told) == said


def test_a_story_that_grew_sets_out_its_values_as_a_new_one_would() -> None:
    """Supplier and award come with the last stage and stand first: they are what people look for."""
    asked = alert("The Lab asks.", "Lab", stage="tender", buyer="Lab", budget_yuan=5, models=["A100"])
    sold = alert("The Lab bought.", "Lab", stage="award", buyer="Lab", supplier=["Quay"], award_yuan=4)
    labels = [fact.label for fact in joined(asked, sold, update_facts=True).facts]
    assert labels == ["Buyer", "Supplier", "Award", "Budget", "Stage", "Models"]


def test_a_party_is_listed_after_it_was_announced_whatever_the_hours_say() -> None:
    """A document may be filed, on its own word, after the list that carries out what it says was read."""
    word = replace(alert("The Lab.", "Lab"), facts=(ANNOUNCED,), sources=(source(hour=20),))
    done = replace(alert("The Lab.", "Lab"), facts=(LISTED,), sources=(source(hour=10),))
    (stage,) = joined(word, done, update_facts=True).facts
    assert stage.value == "listed (before: announced)"


def test_a_passage_of_the_text_goes_before_the_headline_said_again() -> None:
    """Where both name the terms, the text tells more; a term alone there is shown in the title."""
    title, text = "Lab buys A100", "On Monday the Lab paid for an A100 server.\n" + "x " * 400 + "Mole."
    matches = [
        hit(field, whole, term)
        for field, whole in (("title", title), ("text", text))
        for term in ("Lab", "A100")
    ]
    found = evidence_of(matches, Passage(title=title, text=text), {})
    assert {(one.term, one.field, one.passage) for one in found} == {
        ("Lab", "text", "On Monday the Lab paid for an A100 server."),
        ("A100", "text", "On Monday the Lab paid for an A100 server."),
    }
    alone = [hit("title", title, "Lab"), hit("text", text, "Lab"), hit("text", text, "Mole")]
    assert {(one.term, one.field) for one in evidence_of(alone, Passage(title=title, text=text), {})} == {
        ("Lab", "title"),
        ("Mole", "text"),
    }


def test_the_name_in_full_goes_before_its_initials() -> None:
    """Of one alias score, beside another term or not; nearness to that goes first."""

    def best(text: str, *surfaces: str) -> str:
        lab = [hit("text", text, each)._replace(term="Harbour Lab") for each in surfaces]
        matches = [*lab, hit("text", text, "A100")]
        (told,) = [one for one in evidence_of(matches, Passage(text=text), {}) if one.term == "Harbour Lab"]
        return told.passage[told.start : told.end]

    far = " x" * 200
    assert best("No. HL2026: 港湾实验室 buys an A100", "HL", "港湾实验室") == "港湾实验室"
    assert best(f"The HL buys an A100.{far} 港湾实验室", "HL", "港湾实验室") == "HL"
    assert best(f"An A100.{far} The HL.{far} 港湾实验室", "HL", "港湾实验室") == "港湾实验室"


@pytest.mark.parametrize(
    ("text", "surface", "shown"),
    [
        ("ООО «Квант» поставило", "ООО «Квант", "ООО «Квант»"),
        ("(ООО «Квант») поставило", "ООО «Квант", "ООО «Квант»"),
        ("«ООО Квант» поставило", "ООО Квант", "ООО Квант"),
        ("中国（上海）公司", "中国（上海）", "中国（上海）"),
    ],
)
def test_a_name_is_shown_with_the_mark_that_closes_it(text: str, surface: str, shown: str) -> None:
    """Where one opens within it."""
    (told,) = evidence_of([hit("text", text, surface)], Passage(text=text), {})
    assert told.passage[told.start : told.end] == shown


def test_a_list_change_tells_all_that_the_list_says() -> None:
    """Licence terms of all entries are a fact, told once; what differs stands with its entry, by country."""

    def entry(name: str, country: str, **more: object) -> dict[str, object]:
        same = {"license_requirement": "All items", "citation": "91 FR 100"}
        return {"name": name, "country": country, "aliases": [], "addresses": [], "url": "", **same, **more}

    added = [
        entry("Zeta", "China", license_policy="Presumption of denial", aliases=["Z"], addresses=["1 Quay"]),
        entry("Alpha", "Iran", license_policy="Case by case"),
    ]
    fields = {"list": "Entity List", "added": added, "removed": [], "changed": [], "citation": "91 FR 100"}
    item = Item(id="1", source="s", kind=ItemKind.LIST_CHANGE, url="", title="", text="", fields=fields)
    assert {fact.label: fact.value for fact in facts_of(item, [])} == {
        "Citation": "91 FR 100",
        "Licence requirement": "All items",
    }
    first, second = lines_of(item)[0]
    assert (first.text, first.url) == (
        "added: Zeta (China)",
        "https://www.federalregister.gov/citation/91-FR-100",
    )
    assert first.detail == "a.k.a. Z · at 1 Quay · review policy: Presumption of denial"
    assert second.detail == "review policy: Case by case"


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (["1 Quay"], ["1 Quay", "2 Dock"], "addresses: + 2 Dock"),
        (["1 Quay", "2 Dock"], ["1 Quay"], "addresses: − 2 Dock"),
        (["1 Quay", "2 Dock"], ["1 Quay", "3 Dock"], "addresses: 2 Dock → 3 Dock"),
        (["a", "b"], ["c", "d"], "addresses: − a − b + c + d"),
        ("1 Quay", "2 Dock", "addresses: 1 Quay → 2 Dock"),
        (["a", "b"], ["b", "a"], "addresses: a; b → b; a"),
    ],
)
def test_a_changed_field_tells_only_what_moved(before: object, after: object, told: str) -> None:
    """Ten addresses of which one is new are one new address, not twenty to compare by eye."""
    change = {"entry": {"name": "Zeta"}, "fields": {"addresses": {"before": before, "after": after}}}
    item = Item(
        id="1", source="s", kind=ItemKind.LIST_CHANGE, url="", title="", text="", fields={"changed": [change]}
    )
    [line], _ = lines_of(item)
    assert line.detail == told


def test_a_possible_intermediary_stands_in_the_first_lines_and_is_offered() -> None:
    """Whoever reads the alert sees it without searching the card; a later stage brings it too."""
    held = alert("The Lab asks.", "Lab", stage="tender", buyer="Lab")
    assert (held.why, held.offer_term) == (("Because.",), "")
    sold = alert("The Lab bought.", "Lab", stage="award", buyer="Lab", supplier=["Quay Cloud", "Lab Tech"])
    assert sold.why[1:] == ("Sold to a watched buyer by Quay Cloud, not watched: a possible intermediary.",)
    assert sold.offer_term == "Quay Cloud"
    grown = joined(held, sold, update_facts=True)
    assert (grown.why, grown.offer_term) == (sold.why, "Quay Cloud")
    assert joined(grown, sold, update_facts=True).why == grown.why


def test_chinese_buyers_and_suppliers_are_glossed_and_a_gloss_is_no_change() -> None:
    """Who reads Latin letters only sees who bought and sold; the value itself stays what the notice says."""
    told = alert(
        "示例大学 采购 A100",
        "A100",
        buyer="北京大学",
        supplier=["青岛海明科技有限公司"],
        region="山东",
        project_name="算力服务",
    )
    shown = {fact.label: fact.shown for fact in told.facts}
    assert shown["Buyer"] == "北京大学 – Peking University"
    assert shown["Supplier"] == "青岛海明科技有限公司 – reads “Qingdao Haiming Technology”"
    assert (shown["Region"], shown["Project"]) == ("山东 – Shandong", "算力服务")
    before = replace(told, facts=tuple(replace(fact, gloss="") for fact in told.facts))
    assert {fact.value for fact in before.facts} == {fact.shown for fact in before.facts}
    assert joined(before, told, update_facts=True).revision == before.revision
    assert moved(before, told) is None


def test_a_watched_party_is_glossed_as_the_watchlist_calls_it() -> None:
    """A reader meets one name for it; of a part, the part is said too."""
    match = hit("text", "青岛示例大学", "青岛示例大学")._replace(term="Sample University", kind="org")
    item = Item(id="1", source="s", kind=ItemKind.TENDER, url="", title="", text="", fields={})
    for buyer, said in (
        ("青岛示例大学", "Sample University"),
        ("青岛示例大学计算机学院", "Sample University, Computer College"),
    ):
        told = facts_of(replace(item, fields={"buyer": buyer}), (match,))
        assert told[0].gloss == said


def test_a_line_of_a_digest_says_stage_and_sum_of_a_purchase() -> None:
    """What somebody needs to choose the line to open: who, what, how far, how much."""
    told = alert("A100", "A100", buyer="示例大学", award_yuan=200_000, budget_yuan=1, stage="award")
    assert line_of(told).detail.endswith(" · award 200,000 yuan")
    told = alert("A100", "A100", buyer="示例大学", budget_yuan=950_000, stage="tender")
    assert line_of(told).detail.endswith(" · tender · budget 950,000 yuan")
    told = alert("A100", "A100", announces={"action": "add", "list": "Entity List", "parties": 2})
    assert in_short(told) == "A100 · additions to the Entity List: 2 parties"
    assert in_short(alert("A100", "A100")) == line_of(alert("A100", "A100")).detail == "A100"


def test_a_quotation_begins_and_ends_with_a_whole_word() -> None:
    """Half a word at its edge reads like a slip; Chinese has no blanks and is cut anywhere."""
    text = "Laboratories " * 20 + "H100 " + "Universities " * 20
    start = text.index("H100")
    begin, end = cut(text, start, start + 4)
    assert text[begin:].startswith("Laboratories ")
    assert text[:end].endswith(" Universities")
    chinese = "算" * 200 + "H100" + "力" * 200
    assert cut(chinese, 200, 204) == (110, 294)
    unbroken_word = "x" * 200 + "H100" + "y" * 200
    assert cut(unbroken_word, 200, 204) == (110, 294)
