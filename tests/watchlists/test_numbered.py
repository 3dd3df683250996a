"""Institutes known by their number."""

import pytest

from watchlists.model import MatchReason, Term
from watchlists.spellings.variants import variants
from watchlists.words import groups


@pytest.mark.parametrize(
    ("name", "spelling"),
    [
        ("中国电子科技集团公司第八十一研究所", "中国电科 81 所"),
        ("中国电子科技集团公司第八十一研究所", "电科八十一所"),
        ("CETC 81st Research Institute", "中国电子科技集团公司第八十一研究所"),
        ("CETC 81", "81st research institute of cetc"),
        ("No. 12 Research Institute of CASIC", "航天科工十二所"),
        ("中船第七九九研究所", "中国船舶集团有限公司第七九九研究所"),
        ("CASIC Eleventh Academy", "航天科工十一院"),
        ("CASIC Eleventh Academy", "casic 11th academy"),
    ],
)
def test_a_number_is_written_many_ways(name: str, spelling: str) -> None:
    """Figures, ordinals, the group's short names; in both languages."""
    found = {variant.text: variant for variant in variants(Term(name=name, kind="org"))}
    assert found[spelling].reason is MatchReason.ABBREVIATION
    assert "number" in found[spelling].detail


def test_the_number_alone_is_weak() -> None:
    """十四所 may be anybody's fourteenth institute, or fourteen places."""
    found = {variant.text: variant for variant in variants(Term(name="中国电科第九十四研究所", kind="org"))}
    assert found["九十四所"].weak
    assert not found["中国电科九十四所"].weak


@pytest.mark.parametrize("name", ["第四范式", "上海第一医院", "4Paradigm", "Unit 61398", "第二研究所"])
def test_other_numbers_are_left_alone(name: str) -> None:
    """Only a group of the table has numbered institutes."""
    assert not any("number" in variant.detail for variant in variants(Term(name=name, kind="org")))


def test_every_numbered_body_has_a_group_and_one_place() -> None:
    """A group that `numbered.txt` has not, or one number twice in a group, is a slip in the table."""
    owners = {name: row[0] for row in groups("numbered.txt") for name in row}
    places = []
    for group, *cells in groups("numbered_bodies.txt"):
        owner = owners[group.split()[0]]
        for cell in cells:
            number, *before = cell.split()
            assert number.removesuffix("院").isdigit(), cell
            assert before, cell
            places.append((owner, number))
    assert len(places) == len(set(places))


@pytest.mark.parametrize("table", ["institutions.txt", "companies.txt", "branches.txt", "other_bodies.txt"])
def test_a_row_of_names_says_each_once(table: str) -> None:
    """An empty field, a name twice, or a mark that is not at the end is a slip in the table."""
    for row in groups(table):
        names = [name.removesuffix("?") for name in row]
        assert all(names), row
        assert len(names) == len(set(names)), row
        assert "?" not in "".join(names), row
