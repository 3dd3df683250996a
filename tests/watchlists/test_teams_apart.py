"""What a team is told does not hang on what other teams list."""

import pytest

from watchlists.matcher import Matcher
from watchlists.model import Passage, RejectReason, Term, Watchlist
from watchlists.scanning import foreknown

TEAMS = {
    "a": ("Quorvex", "清华大学", "A100", "Tolmarin Trading"),
    "b": ("Quorvex Trading Tolmarin", "清华大学心理学系", "Quorvex A100", "Quorvoxx Trading"),
    "c": ("Tolmarin Trading Co., Ltd.", "大学", "Quorvex", "Trading Quorvex"),
}
PASSAGES = (
    "Quorvex Trading Tolmarin won the tender of Quorvex.",
    "Quorvex Tradng Tolmarin, Trading Quorvex and Tolmarin Trading Co., Ltd. sold a Quorvex A100.",
    "清华大学心理学系 buys A100 from Quorvex Trading; 清华大学 pays.",
    "Tolmarin Trading: Quorvoxx Trading Tolmarin",
)


@pytest.mark.parametrize("small", [0, None])
@pytest.mark.parametrize("explained", [False, True])
def test_what_a_team_lists_hides_nothing_from_another(small: int | None, *, explained: bool) -> None:
    """Each team is told what it is told where the others list nothing; compiled together or one by one."""
    lists = [
        Watchlist(team=team, name="own", terms=tuple(Term(name=name, kind="org") for name in names))
        for team, names in TEAMS.items()
    ]
    with pytest.MonkeyPatch.context() as patch:
        if small is not None:
            patch.setattr(foreknown, "_SMALL", small)
        together = Matcher.compile(lists)
        later = Matcher.compile(lists[:1])
        for one in lists[1:]:
            later = later.updated(one)
        renewed = together.updated(lists[0])
        alone = {one.id: Matcher.compile([one]) for one in lists}
    told = 0
    for text in PASSAGES:
        passage = Passage(title=text[:40], text=text)
        apart = {match for one in alone.values() for match in one.scan(passage, rejected=explained).matches}
        told += len(apart)
        for matcher in (together, later, renewed):
            found = matcher.scan(passage, rejected=explained).matches
            assert len(found) == len(set(found))
            assert set(found) == apart, text
    assert told > 20


def test_a_name_hidden_from_one_team_is_refused_to_that_team_alone() -> None:
    """Whoever watches the longer name is told why the shorter was not counted, nobody else."""
    short = [Watchlist(team=team, name="own", terms=(Term(name="Quorvex", kind="org"),)) for team in "ab"]
    long = Watchlist(team="a", name="more/longer", terms=(Term(name="Quorvex Trading Tolmarin", kind="org"),))
    scan = Matcher.compile([*short, long]).scan(Passage(text="Quorvex Trading Tolmarin won."), rejected=True)
    assert {match.watchlist for match in scan.matches} == {"a/more/longer", "b/own"}
    assert [one.watchlist for one in scan.rejected if one.reason is RejectReason.LONGER_NAME] == ["a/own"]


@pytest.mark.parametrize("explained", [False, True])
def test_what_bears_out_a_weak_name_is_what_its_own_team_watches(*, explained: bool) -> None:
    """A hit beside a weak name bears it out for the teams that are told of both, and for no other."""
    weak = Term(name="Tolmarin Works", kind="org", weak_aliases=("Tolm",))
    strong = Term(name="Quorvex", kind="org")
    lists = [
        Watchlist(team="a", name="own", terms=(weak,)),
        Watchlist(team="b", name="weak", terms=(weak,)),
        Watchlist(team="b", name="strong", terms=(strong,)),
        Watchlist(team="c", name="own", terms=(strong,)),
    ]
    passage = Passage(text="They met Quorvex and Tolm there.")
    together = Matcher.compile(lists)
    for matcher in (together, Matcher.compile(lists[:1]).updated(lists[1]).updated(lists[2])):
        scan = matcher.scan(passage, rejected=explained)
        told = {match.watchlist for match in scan.matches if match.term == weak.name}
        assert told == {"b/weak"}
        refused = {one.watchlist for one in scan.rejected if one.reason is RejectReason.WEAK_ALONE}
        assert refused == ({"a/own"} if explained else set())
    hidden = Watchlist(team="b", name="longer", terms=(Term(name="met Quorvex and", kind="org"),))
    scan = together.updated(hidden).scan(passage)
    assert not [match for match in scan.matches if match.term == weak.name and match.watchlist == "a/own"]
