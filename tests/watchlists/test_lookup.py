"""Looking a name up among parties."""

import pytest

from watchlists.lookup import NameIndex, compare
from watchlists.model import Party

PARTIES = (
    Party(entity_id="1", name="Northwind Precision Optics Co., Ltd.", list="test", aliases=("NPO Optics",)),
    Party(entity_id="2", name="Harbour Light Shipping", list="test"),
    Party(entity_id="3", name="AL-RASHIDI, Faisal", list="test", aliases=("Abu Nadir",), kind="person"),
)


@pytest.fixture
def index() -> NameIndex:
    return NameIndex.build(PARTIES)


def test_the_name_as_listed_comes_first_with_reason_exact(index: NameIndex) -> None:
    """Case and punctuation do not matter for an exact hit."""
    best = index.search("northwind precision optics co ltd")[0]
    assert (best.party.entity_id, best.reason) == ("1", "exact")
    assert best.score > 0.98


def test_an_alias_says_so_and_names_itself(index: NameIndex) -> None:
    """A listed alias is found under its own reason, with the alias as the matched name."""
    best = index.search("abu nadir")[0]
    assert (best.party.entity_id, best.reason, best.matched_name) == ("3", "alias", "Abu Nadir")


def test_word_order_does_not_hide_a_person(index: NameIndex) -> None:
    """Family name first or last is the same person."""
    assert index.search("Faisal al-Rashidi")[0].party.entity_id == "3"


def test_one_candidate_for_a_party_and_never_more_than_the_limit(index: NameIndex) -> None:
    """However many of its names fit, a party is one answer."""
    found = index.search("northwind optics", limit=2)
    assert len(found) <= 2
    assert len({c.party.entity_id for c in found}) == len(found)


def test_nothing_fits_is_an_empty_answer(index: NameIndex) -> None:
    """A name unlike every name held gives no candidate, and so does an empty one."""
    assert index.search("Zyxquwv Bkrtphm") == ()
    assert index.search("  ") == ()


def test_length_counts_names_not_parties(index: NameIndex) -> None:
    """`len` is the number of names searched."""
    assert len(index) == 5


def test_compare_says_yes_to_a_typo_and_no_to_another_name() -> None:
    """One letter in a long name is the same party; another name is not."""
    assert compare("Northwind Precision Optics", "Northwind Precison Optics").match
    assert not compare("Northwind Precision Optics", "Harbour Light Shipping").match
