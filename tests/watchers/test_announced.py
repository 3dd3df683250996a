"""A list change closes what a document announced: by citation, else by parties, never by title."""

from datetime import UTC, datetime
from typing import Any

import pytest

from watchers.lists.announced import SameRule, gap_in_days, list_code, rule_of, same_change

EL = "Entity List (EL) - Bureau of Industry and Security"


def document(**more: Any) -> dict[str, Any]:
    """Return the fields of a document that adds parties to the Entity List."""
    return {
        "citation": "90 FR 14046",
        "end_page": 14052,
        "announces": {
            "action": "add",
            "list": "Entity List",
            "actions": [{"action": "add", "list": "Entity List"}],
        },
    } | more


def change(citation: str = "", added: tuple[str, ...] = (), list_name: str = EL) -> dict[str, Any]:
    """Return the fields of a list change."""
    return {
        "list": list_name,
        "citation": citation,
        "added": [{"name": name} for name in added],
        "changed": [],
    }


@pytest.mark.parametrize(
    ("cited", "same"),
    [
        ("90 FR 14046", True),
        ("90 FR 14050", True),
        ("90 FR 14053", False),
        ("90 FR 14045", False),
        ("89 FR 14046", False),
        ("", False),
    ],
)
def test_the_citation_decides(cited: str, same: bool) -> None:
    """A list cites a page of the rule; the first one, or a later one."""
    assert (rule_of(document(), change(cited)) is SameRule.CITATION) is same


def test_before_publication_the_parties_decide() -> None:
    """Without pages, half of the announced parties are enough; of one or two, all of them."""
    names = ("Blue Heron", "Red Kite", "Grey Owl", "Sand Viper")
    told = document()["announces"] | {"entries": [{"name": name} for name in names]}
    filed = document(citation="", announces=told)
    assert rule_of(filed, change(added=("BLUE HERON", "Red Kite"))) is SameRule.PARTIES
    assert rule_of(filed, change("90 FR 14046", added=names)) is SameRule.PARTIES, "no pages known yet"
    more = ("Other", "Another", "A third")
    assert rule_of(filed, change(added=(*names, *more))) is None, "what is more would be lost in its story"
    assert rule_of(filed, change(added=("Blue Heron",))) is None
    pair = document(citation="", announces=told | {"entries": [{"name": "Blue Heron"}, {"name": "Red Kite"}]})
    assert rule_of(pair, change(added=("Blue Heron",))) is None
    assert rule_of(pair, change(added=("Blue Heron", "Red Kite"))) is SameRule.PARTIES


def test_without_tables_the_text_must_name_them() -> None:
    """OFAC's notices have no tables and its list no citations: all who moved stand in the text."""
    told = {"action": "add", "list": "SDN List"}
    notice = {"citation": "90 FR 500", "announces": told}
    text = "The persons: 1. HARBOUR LOGISTICS L.L.C. (a.k.a. HL), Dubai; 2. WESTERN, Ann Mary, DOB 1970."
    sdn = "Specially Designated Nationals (SDN) - Treasury Department"
    both = change(added=("Harbour Logistics L.L.C.", "WESTERN, Ann Mary"), list_name=sdn)
    assert rule_of(notice, both, text) is SameRule.NAMED
    assert rule_of(notice, change(added=("Harbour Logistics",), list_name=EL), text) is None
    assert rule_of(notice, change(added=("WESTERN, Ann", "Somebody Else"), list_name=sdn), text) is None
    edited = both | {"changed": [{"entry": {"name": "Old Party"}}]}
    assert rule_of(notice, edited, text) is None, "an edit beside it is not announced"


def test_two_sources_tell_one_change() -> None:
    """The same list, and nothing more than the other told; where both cite, that decides."""
    ours = change(added=("Blue Heron", "Red Kite"))
    assert same_change(ours, change(added=("RED KITE", "Blue Heron", "Grey Owl"), list_name="Entity List"))
    assert not same_change(ours, change(added=("Blue Heron",)))
    assert not same_change(ours, change() | {"removed": [{"name": "Blue Heron"}, {"name": "Red Kite"}]})
    assert not same_change(ours, change(added=("Blue Heron", "Red Kite"), list_name="UK Sanctions List"))
    assert not same_change(ours | {"citation": "90 FR 1"}, ours | {"citation": "90 FR 2"})
    assert not same_change(change(), change())


def test_the_list_must_be_the_announced_one() -> None:
    """A change of another list is not it, whatever it cites; no announcement, nothing to close."""
    assert rule_of(document(), change("90 FR 14046", list_name="UK Sanctions List")) is None
    assert rule_of({"citation": "90 FR 14046"}, change("90 FR 14046")) is None
    both = document()["announces"] | {"actions": [{"action": "remove", "list": "Military End-User List"}]}
    meu = "Military End User (MEU) List - Bureau of Industry and Security"
    assert rule_of(document(announces=both), change("90 FR 14046", list_name=meu)) is SameRule.CITATION


def test_names_of_lists_agree() -> None:
    """Documents, the eCFR and the screening list name one list differently; UFLPA is another list."""
    assert list_code("Entity List") == list_code(EL)
    assert list_code("Military End-User List") == list_code("Military End User (MEU) List - BIS")
    assert list_code("SDN List") == list_code("Specially Designated Nationals (SDN) - Treasury Department")
    assert list_code("UFLPA Entity List") != list_code("Entity List")


def test_the_gap_is_in_whole_days() -> None:
    """From the announcement to the list; never below zero."""
    told = datetime(2025, 3, 25, 12, tzinfo=UTC)
    assert gap_in_days(told, datetime(2025, 3, 28, 13, tzinfo=UTC)) == 3
    assert gap_in_days(told, datetime(2025, 3, 20, tzinfo=UTC)) == 0
