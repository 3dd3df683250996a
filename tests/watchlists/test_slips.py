"""Names of six and seven letters with a letter wrong, and words that only look like them."""

import pytest

from watchlists.matcher import Matcher
from watchlists.model import MatchReason, Passage, Term, Watchlist

TERMS = (
    Term(name="Vornix", kind="cloud"),
    Term(name="Obrelan A.S.", kind="org"),
    Term(name="Huadeng", kind="org"),
    Term(name="Корвит", kind="org"),
)


def _told(text: str, *, official: bool = False) -> list[tuple[str, MatchReason]]:
    matcher = Matcher.compile([Watchlist(team="team", name="list", terms=TERMS, official=official)])
    return [(match.term, match.reason) for match in matcher.scan(Passage(text=text)).matches]


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("rented servers at Vornnix in May", "Vornix"),
        ("rented servers at VORNXI in May", "Vornix"),
        ("rented servers at Vornx in May", "Vornix"),
        ("radars of Obrelen were shown", "Obrelan A.S."),
        ("radars of Obrelann", "Obrelan A.S."),
        ("radars of Obreln", "Obrelan A.S."),
        ("Haudeng sold radars", "Huadeng"),
        ("заказ для завода Коррвит", "Корвит"),
        ("заказ для завода Кровит", "Корвит"),
    ],
)
def test_one_letter_may_be_wrong(text: str, term: str) -> None:
    """One too many, one missing, another one, two swapped."""
    assert (term, MatchReason.TYPO) in _told(text)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("rented servers at Dornix in May", "begins otherwise"),
        ("a vornnix in the garden", "in lower case"),
        ("bought Vornixa seeds", "the name goes on"),
        ("rented two servers at Vornnyx", "two letters"),
        ("Vornex said so. Later Vornex denied it.", "somebody called so"),
        ("the singer Marija Vornex", "a person"),
        ("the Vornex Kraljevo orchestra", "a longer name"),
        ("Huaden sold radars", "a Chinese name of its own"),
        ("the tailors' Huawei", "a well-known name"),
        ("заказ для завода Корвет", "a word that no table holds"),
        ("Корреспондент спросил", "another word"),
    ],
)
def test_another_name_is_no_slip(text: str, why: str) -> None:
    """A word that somebody may be called by is told for nobody else."""
    assert not _told(text), why


def test_names_of_official_lists_are_found_as_written() -> None:
    """Among tens of thousands of names nobody chose, too many words would be near one."""
    assert _told("radars of Obrelan A.S. were shown", official=True)
    assert not _told("radars of Obrelen were shown", official=True)
