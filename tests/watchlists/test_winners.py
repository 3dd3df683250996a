"""Names that lose against a longer one are left out in the compiled loop: the same win as without it."""

from array import array

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from watchlists import native
from watchlists.compiling.shard import Shard
from watchlists.index.candidates import Candidate, Entry, longest
from watchlists.index.distinct import key_of, put_terms
from watchlists.index.tables import Tables
from watchlists.judging.hits import touching
from watchlists.matcher import Matcher
from watchlists.model import Passage, Term, Watchlist
from watchlists.scanning import foreknown
from watchlists.text.normalize import fold

pytestmark = pytest.mark.skipif(not native.is_compiled(), reason="built without a C compiler")

TERMS = (
    *(
        Term(name=name, kind="org")
        for name in ("Quorvex Trading Co., Ltd.", "Quorvex", "Kesvor Tool Works LLC")
    ),
    *(Term(name=name, kind="org") for name in ("Shenzhen University", "Trading Tolmarin Bureau Zarland")),
    Term(name="University of Zarland", kind="org", aliases=("Zarland University", "S. Kesvor")),
    *(Term(name=name, kind="cloud") for name in ("Quorvex Cloud", "Cloud Tolmarin")),
    *(Term(name=name, kind="chip") for name in ("Kesvor K900", "Tolmarin T70X")),
    *(Term(name=name, kind="person") for name in ("Kesvor Tolmarin", "Tolmarin Zarland")),
    Term(name="Harvest", kind="org", context=("grain",)),
)
PIECES = [
    *("Quorvex", "Trading", "Co.,", "Ltd.", "Kesvor", "Tool", "Works", "LLC", "Cloud", "Tolmarin"),
    *("K900", "T70X"),
    *("Shenzhen", "University", "of", "Zarland", "Bureau", "Quorvax", "Traiding", "Toolworks"),
    *("harvest", "Harvest"),
    *("x", "4", "S.", "Kesvor's", "and", "Group", "(China)", "Zarland2019", "1Quorvex", "Xinjiang"),
    *("the", "Corp."),
    *("Ministry", "Machine", "Machine.", "Institute", "Technology", "Harbin"),
]
BETWEEN = st.sampled_from([" ", " ", " ", ", ", ". ", " - ", "; ", "\n\n", "\n", "' ", "-"])


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    """All terms, and one more in a small index; what is told before is told for few names too."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(foreknown, "_SMALL", 0)
        return Matcher.compile([Watchlist(team="a", name="list", terms=TERMS)])


@settings(max_examples=400)
@given(st.lists(st.tuples(st.sampled_from(PIECES), BETWEEN), max_size=14))
def test_the_same_names_win(matcher: Matcher, pieces: list[tuple[str, str]]) -> None:
    """Names inside names, beside, misspelt, turned, of several kinds, over the ends of sentences."""
    folded = fold("".join(f"{word}{between}" for word, between in pieces))
    (shard,) = matcher._shards
    (told, settled), every = shard.winners("text", folded, edited=False), shard.find("text", folded)
    assert all(one.touching in {None, touching(one, folded)} for one in told)
    told = [one._replace(touching=None) for one in told]
    assert _won(told) == _won(every)
    assert set(told) <= set(every)
    assert not settled or told == _won(told)  # nothing is left to be weighed or put in order


def _won(found: list[Candidate]) -> list[Candidate]:
    return longest(found, [].append, lambda _: frozenset({"a"}))


def test_a_name_inside_a_longer_one_is_left_out(matcher: Matcher) -> None:
    (shard,) = matcher._shards
    folded = fold("Signed by Quorvex Trading Co., Ltd. on Friday")
    assert len(shard.find("text", folded)) > 1
    assert [one.entry.term.name for one in shard.winners("text", folded, edited=False)[0] if one.entry] == [
        TERMS[0].name
    ]


def test_nothing_loses_against_a_name_that_nobody_watches_any_more() -> None:
    """Nor against one of a small index."""
    short = Watchlist(team="a", name="short", terms=(Term(name="Quorvex", kind="org"),))
    long = Watchlist(team="a", name="long", terms=(Term(name="Quorvex Trading Tolmarin", kind="org"),))
    passage = Passage(text="Quorvex Trading Tolmarin won.")
    both = Matcher.compile([short, long])
    assert [match.watchlist for match in both.scan(passage).matches] == ["a/long"]
    emptied = both.updated(Watchlist(team="a", name="long", terms=()))
    assert [match.watchlist for match in emptied.scan(passage).matches] == ["a/short"]
    later = Matcher.compile([short]).updated(long)
    assert [match.watchlist for match in later.scan(passage).matches] == ["a/long"]


def test_a_team_that_watches_the_long_name_no_more_is_told_of_the_short_one() -> None:
    """Where another team still watches both."""
    long, short = Term(name="Quorvex Trading Tolmarin", kind="org"), Term(name="Quorvex", kind="org")
    lists = [
        Watchlist(team="a", name="both", terms=(long, short)),
        Watchlist(team="b", name="long", terms=(long,)),
        Watchlist(team="b", name="short", terms=(short,)),
    ]
    passage = Passage(text="Quorvex Trading Tolmarin won.")
    matcher = Matcher.compile(lists).updated(Watchlist(team="b", name="long", terms=()))
    assert [match.watchlist for match in matcher.scan(passage).matches] == ["b/short", "a/both"]


def test_after_an_edit_the_compiled_loop_still_tells_which_names_win() -> None:
    """But for those that other teams may watch now than did."""
    term = Term(name="Quorvex Trading Co., Ltd.", kind="org")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(foreknown, "_SMALL", 0)
        matcher = Matcher.compile([Watchlist(team="a", name="list", terms=(term, *TERMS[2:4]))])
    edited = matcher.updated(Watchlist(team="a", name="list", terms=(term,)))
    folded = fold("Quorvex Trading Co., Ltd. met Shenzhen University")
    found, settled = edited._found("text", folded, None)
    assert settled
    assert [one.entry.term.name for one in found if one.entry] == [term.name, "Shenzhen University"]
    assert [one.term for one in edited.scan(Passage(text=folded.source)).matches] == [term.name]


def test_many_names_on_the_same_words_are_left_to_python() -> None:
    """More than are held against one another in the compiled loop."""
    terms = [
        Entry(Term(name="Quorvex Trading", kind=f"kind{number}"), official=False) for number in range(300)
    ]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(foreknown, "_SMALL", 0)
        shard = Shard.of(terms)
    assert len({one.entry for one in shard.winners("text", fold("Quorvex Trading"), edited=False)[0]}) == len(
        terms
    )


def test_what_is_an_organisation_is_told_by_its_kind_alone() -> None:
    """Not by a name or another name that has the word."""
    terms = [
        Term(name='Quorvex","org"', kind="cloud"),
        Term(name="Quorvex", kind="chip", aliases=("a", "org")),
        Term(name='"', kind="org", context=("a",)),
        Term(name="org", kind="org"),
    ]
    tables = Tables()
    put_terms(tables, {key_of(term, official=False): array("I", [0]) for term in terms})
    assert list(tables["orgs"]) == [term.kind == "org" for term in terms]
