"""List changes as items: one a rule, the same id for the same change, every name in the text."""

from dataclasses import replace
from datetime import UTC, datetime

from watchers.lists.differences import compare
from watchers.lists.items import list_items, short_name
from watchers.model import Entry, Item, ItemKind, SourceKind
from watchers.parsers.lists.entries import derived_id

NOW = datetime(2026, 6, 16, 12, tzinfo=UTC)
EL = "Entity List (EL) - Bureau of Industry and Security"


def entry(name: str, country: str = "China", citation: str = "89 FR 96836, 12/5/24", **more: object) -> Entry:
    """Return an invented entry of the Entity List."""
    told = Entry(
        entity_id=derived_id("EL", country, name),
        name=name,
        list=EL,
        country=country,
        citation=citation,
        url="https://example.org/el",
    )
    return replace(told, **more)  # type: ignore[arg-type]


BASE = [
    entry(f"Old {word}", citation="80 FR 5, 1/2/15") for word in ("Oak", "Elm", "Ash", "Fir", "Yew", "Bay")
]


def told(old: list[Entry], new: list[Entry]) -> tuple[Item, ...]:
    """Return the items of a change."""
    return list_items(
        compare(old, new, kind=SourceKind.ECFR), source_id="ecfr", url="https://example.org/source", now=NOW
    )


def test_forty_entities_of_one_rule_are_one_item() -> None:
    """The rule is the alert; the entities stand inside, by country."""
    names = [f"Newcomer {chr(65 + n // 26)}{chr(65 + n % 26)}" for n in range(40)]
    fresh = [entry(name, "China" if n < 30 else "Iran") for n, name in enumerate(names)]
    (item,) = told(BASE, [*BASE, *fresh])
    assert item.kind is ItemKind.LIST_CHANGE
    assert item.title == "Entity List: 40 added (China 30, Iran 10), 89 FR 96836"
    assert item.url == item.fields["citation_url"] == "https://www.federalregister.gov/citation/89-FR-96836"
    assert item.fields["citation"] == "89 FR 96836"
    assert item.fields["countries"]["added"] == {"China": 30, "Iran": 10}
    assert len(item.fields["added"]) == 40
    assert item.fields["added"][0]["country"] == "China"
    assert item.published == NOW
    assert all(name in item.text for name in names)
    assert item.text.index("Added, China:") < item.text.index("Added, Iran:")


def test_two_rules_are_two_items() -> None:
    """Entries of different citations are told apart; of several citations the newest counts."""
    fresh = [entry("Blue Heron"), entry("Red Kite", citation="80 FR 1, 1/1/15. 90 FR 7, 1/2/25")]
    assert {item.fields["citation"] for item in told(BASE, [*BASE, *fresh])} == {"89 FR 96836", "90 FR 7"}


def test_a_change_belongs_to_the_rule_that_its_citation_names() -> None:
    """An entry amended by the rule that adds others is told with them; an edit without rule stands alone."""
    amended = replace(BASE[0], aliases=("New Alias",), citation="80 FR 5, 1/2/15. 89 FR 96836, 12/5/24")
    edited = replace(BASE[1], addresses=("9 Far Road",))
    items = told(BASE, [amended, edited, *BASE[2:], entry("Blue Heron")])
    by_rule = {item.fields["citation"]: item for item in items}
    assert set(by_rule) == {"", "89 FR 96836"}
    rule = by_rule["89 FR 96836"]
    assert rule.title == "Entity List: Blue Heron (China) added, Old Oak (China) changed, 89 FR 96836"
    assert rule.fields["changed"][0]["fields"]["aliases"] == {"before": [], "after": ["New Alias"]}
    assert "aliases: added New Alias" in rule.text
    edit = by_rule[""]
    assert (edit.url, edit.fields["citation_url"]) == ("https://example.org/el", "")
    assert "addresses: added 9 Far Road" in edit.text


def test_removals_are_not_blamed_on_the_rule_that_added_them() -> None:
    """The rule that removed a party is not on the list any more."""
    (item,) = told(BASE, BASE[1:])
    assert item.title == "Entity List: Old Oak (China) removed"
    assert item.fields["citation"] == ""
    assert [one["name"] for one in item.fields["removed"]] == ["Old Oak"]
    assert "Old Oak" in item.text


def test_the_text_has_what_a_watchlist_looks_for() -> None:
    """Name, aliases and addresses of an entry are all in the text."""
    fresh = entry(
        "Blue Heron", aliases=("蓝鹭", "BH"), addresses=("1 Dam Street, Hefei",), license_policy="Denial"
    )
    (item,) = told(BASE, [*BASE, fresh])
    for words in ("Blue Heron", "蓝鹭", "1 Dam Street, Hefei", "Denial", "89 FR 96836"):
        assert words in item.text


def test_ids_are_stable_and_their_own() -> None:
    """The same change read again has the same id, in any order; another change has another."""
    fresh = [entry("Blue Heron"), entry("Red Kite")]
    (first,) = told(BASE, [*BASE, *fresh])
    (again,) = told(BASE[::-1], [*fresh[::-1], *BASE])
    (other,) = told(BASE, [*BASE, fresh[0]])
    (edit,) = told(BASE, [replace(BASE[0], remarks="a"), *BASE[1:]])
    (edit_later,) = told(BASE, [replace(BASE[0], remarks="b"), *BASE[1:]])
    assert first.id == again.id
    assert len({first.id, other.id, edit.id, edit_later.id}) == 4


def test_no_change_is_no_item() -> None:
    """Nothing differs: nothing is told."""
    assert told(BASE, BASE[::-1]) == ()


def test_short_names() -> None:
    """People say the list's name without code and agency."""
    assert short_name(EL) == "Entity List"
    assert short_name("UK Sanctions List") == "UK Sanctions List"
    assert short_name("UEL - Ministry of Commerce") == "UEL"
