"""What a match says of itself: names as the team lists them."""

import pytest

from watchlists.matcher import Matcher
from watchlists.model import Passage, Term, Watchlist

TERMS = (
    Term(name="Dorvenko JSC", kind="org"),
    Term(name="Velmar QX450", kind="chip", aliases=("QX450",)),
    Term(name="University of Kestrel Science", kind="org"),
)


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("Dorvenko sold two.", "Dorvenko JSC without its legal form"),
        ("two QX 450 boards", "QX450 with other spaces"),
        ("Univ. of Kestrel Science", "Univ. of Kestrel Science stands for University of Kestrel Science"),
    ],
)
def test_a_detail_names_the_term_as_listed(text: str, detail: str) -> None:
    """Who reads it knows the name from the list, in its own capitals."""
    matcher = Matcher.compile([Watchlist(team="t", name="w", terms=TERMS)])
    assert [match.detail for match in matcher.scan(Passage(text=text)).matches] == [detail]


def test_only_whole_words_are_put_as_listed() -> None:
    """A name without letters is in no detail."""
    terms = (Term(name="Dorvenko", kind="org"), Term(name="-", kind="org"))
    matcher = Matcher.compile([Watchlist(team="t", name="w", terms=terms)])
    found = matcher.scan(Passage(text="dorvenkoo and Dorvenko")).matches
    assert [match.detail for match in found] == ["1 edit: dorvenkoo → Dorvenko", "the listed name"]


@pytest.mark.parametrize(
    ("text", "reason", "detail"),
    [
        ("采购昇腾Q7板卡", "alias", "alias 昇腾Q7 of Velmar Ascend Q7"),
        ("採購昇騰Q7板卡", "script", "traditional characters: alias 昇腾Q7 of Velmar Ascend Q7"),
    ],
)
def test_a_spelling_written_as_listed_is_no_other_script(text: str, reason: str, detail: str) -> None:
    """A character that both scripts have (昇) is one that the list holds."""
    term = Term(name="Velmar Ascend Q7", kind="chip", aliases=("昇腾Q7",))
    matcher = Matcher.compile([Watchlist(team="t", name="w", terms=(term,))])
    found = matcher.scan(Passage(text=text, lang="zh")).matches
    assert [(str(match.reason), match.detail) for match in found] == [(reason, detail)]


def test_what_is_part_of_a_longer_name_names_that_as_listed() -> None:
    """The name, not its folded letters."""
    terms = (Term(name="Velmar QX450", kind="chip"), Term(name="Velmar QX450 Tio", kind="chip"))
    matcher = Matcher.compile([Watchlist(team="t", name="w", terms=terms)])
    scan = matcher.scan(Passage(text="a Velmar QX450 Tio board"), rejected=True)
    assert [match.term for match in scan.matches] == ["Velmar QX450 Tio"]
    assert {one.detail for one in scan.rejected} == {"part of Velmar QX450 Tio"}
