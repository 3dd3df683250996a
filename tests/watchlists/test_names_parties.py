"""Two parties with several names and countries: one or two."""

import pytest

from watchlists.lookup import compare_parties
from watchlists.model import Party


def party(name: str, *aliases: str, country: str = "", kind: str = "org") -> Party:
    return Party(entity_id="", name=name, aliases=aliases, country=country, kind=kind, list="test")


def test_names_in_two_scripts_meet_in_one_they_share() -> None:
    """Main names that no table translates are one party when each is known to the other."""
    left = party("Южная Галерея Зарубин", "Zarubin South Gallery", country="ua")
    right = party("Zarubin South Gallery LLC", "Южная Галерея Зарубин", country="ua")
    answer = compare_parties(left, right)
    assert answer.match
    assert answer.score > 0.9


def test_a_short_alias_in_common_is_not_enough() -> None:
    """A trade name borne by two companies does not make them one."""
    left = party("Kestrel Digital LLC", "ZORFX", country="us")
    right = party("Harbour Light Shop LLC", "ZORFX", country="us")
    assert compare_parties(left, right).score < 0.7
    assert compare_parties(left, party("ZORFX Ltd", country="us")).score > compare_parties(left, right).score


@pytest.mark.parametrize(("country", "same"), [("ke;tz", True), ("Kenya", True), ("tz", False), ("", True)])
def test_branches_in_two_countries_are_two_parties(country: str, same: bool) -> None:
    """The same names in other countries are not one body; a country that is not known says nothing."""
    left = party("Kestrel Relief Foundation", "Kestrel Foundation", country="ke")
    right = party("Kestrel Relief Foundation", country=country)
    answer = compare_parties(left, right)
    assert answer.match is same
    assert ("in other countries" in answer.detail) is not same


def test_a_person_may_have_two_nationalities() -> None:
    """The full name of a person outweighs another nationality."""
    left = party("Oleg Viktorovich Somov", country="ru", kind="person")
    assert compare_parties(left, party("SOMOV, Oleg Viktorovich", country="cy", kind="person")).match


def test_the_order_of_the_parties_does_not_matter() -> None:
    """Left and right are the same question."""
    left = party("Kestrel Digital LLC", "ZORFX", country="us")
    right = party("Kestrel Digital Trading", country="us")
    assert compare_parties(left, right).score == pytest.approx(compare_parties(right, left).score, abs=0.02)


def test_a_party_without_a_readable_name_is_nobody() -> None:
    """It matches nothing and says so."""
    answer = compare_parties(party("—"), party("Kestrel"))
    assert (answer.match, answer.score) == (False, 0.0)
    assert "nothing readable" in answer.detail
