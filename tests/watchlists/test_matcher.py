"""What a scan finds: the match table, teams, edits, official lists, and the reasons given."""

import gc
from functools import cache

import pytest

from tests.watchlists.tables_of_cases import TABLES, Table
from watchlists.index.wordindex import WordIndex
from watchlists.matcher import Matcher
from watchlists.model import MatchReason, Passage, RejectReason, Term, Watchlist
from watchlists.scanning.hanscan import HanIndex
from watchlists.scanning.translated import Translated
from watchlists.sieve import sieve


def watchlist(*terms: Term, team: str = "desk", name: str = "main", official: bool = False) -> Watchlist:
    return Watchlist(team=team, name=name, terms=terms, official=official)


@cache
def matcher_of(table: Table) -> Matcher:
    return Matcher.compile([watchlist(*table.watched)])


@pytest.fixture
def matcher() -> Matcher:
    return matcher_of(TABLES[0])


ROWS = [
    pytest.param(table, *row, id=f"{table.name}-{row.text[:40]}") for table in TABLES for row in table.cases
]


@pytest.mark.parametrize(("table", "text", "expected", "why"), ROWS)
def test_the_tables_of_cases(table: Table, text: str, expected: tuple[str, ...], why: str) -> None:
    """Each row: what the text names, and nothing else."""
    scan = matcher_of(table).scan(Passage(text=text), rejected=True)
    assert {match.term for match in scan.matches} == set(expected), (why, scan.rejected)


@pytest.mark.parametrize("text", ["сотрудники Курчатовского института", "в Курчатовском институте"])
def test_russian_names_bend(text: str) -> None:
    """A name in another case of Russian grammar is the name."""
    found = Matcher.compile([watchlist(Term(name="Курчатовский институт", kind="org"))])
    assert found.scan(Passage(text=text)).matches


def test_a_match_says_where_and_why() -> None:
    """A match carries the field, the place in code points, the text as written, the reason and its words."""
    found = Matcher.compile([watchlist(Term(name="Wuhan University", kind="org", aliases=("武汉大学",)))])
    scan = found.scan(Passage(title="公告", text="采购人：武 汉 大学。"))
    (match,) = scan.matches
    assert (match.watchlist, match.field, match.start, match.end) == ("desk/main", "text", 4, 10)
    assert match.surface == "武 汉 大学"
    assert match.reason is MatchReason.ALIAS
    assert "武汉大学" in match.detail
    assert 0 < match.score <= 1


def test_the_number_of_a_note_is_no_part_of_what_is_found() -> None:
    found = Matcher.compile([watchlist(Term(name="Wuhan University", kind="org"))])
    for text in ("1Wuhan University2", "¹Wuhan University²", "12Wuhan University2025"):
        (match,) = found.scan(Passage(text=text)).matches
        assert match.surface == "Wuhan University"
        assert match.reason is MatchReason.EXACT


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Wuhan University", MatchReason.EXACT),
        ("Wuhan Univ.", MatchReason.ABBREVIATION),
        ("University of Wuhan", MatchReason.WORD_ORDER),
        ("Wuhan Univeristy", MatchReason.TYPO),
        ("WuhanUniversity", MatchReason.SPACING),
        ("武漢大學", MatchReason.SCRIPT),
        ("武汉大学测绘学院", MatchReason.AFFILIATE),
        ("武大的团队", MatchReason.ABBREVIATION),
        ("Ｗｕｈａｎ University", MatchReason.SCRIPT),
    ],
)
def test_the_reason_names_the_rule(text: str, reason: MatchReason) -> None:
    """The reason is the rule that was needed, from the closed set."""
    found = Matcher.compile([watchlist(Term(name="Wuhan University", kind="org", aliases=("武汉大学",)))])
    assert [match.reason for match in found.scan(Passage(text=text)).matches] == [reason]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Wuhan University Press", RejectReason.SEPARATE_BODY),
        ("Wuhan University of Technology", RejectReason.LONGER_NAME),
        ("H100 on the list", RejectReason.NO_CONTEXT),
        ("GPU servers stuck on the H100 motorway", RejectReason.OTHER_MEANING),
        ("Nvidia L40 S GPU, not L40 D", RejectReason.OTHER_MODEL),
    ],
)
def test_a_rejection_says_why(text: str, reason: RejectReason) -> None:
    """What was considered and turned down carries a reason of the closed set."""
    terms = (
        Term(name="Wuhan University", kind="org"),
        Term(name="Nvidia H100", kind="chip", aliases=("H100",), context=("GPU", "Nvidia")),
        Term(name="Nvidia L40", kind="chip", aliases=("L40",), context=("GPU",)),
    )
    scan = Matcher.compile([watchlist(*terms)]).scan(Passage(text=text), rejected=True)
    assert not scan.matches
    assert reason in {rejection.reason for rejection in scan.rejected}


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.name)
def test_a_sieve_passes_all_that_a_matcher_may_tell(table: Table) -> None:
    """Of some terms each by itself: every text in which the matcher of all finds or turns it down."""
    whole, terms = matcher_of(table), table.watched[::8]
    sieves = {term.name: sieve([term]) for term in terms}
    seen = passed = 0
    for case in table.cases:
        passage = Passage(title=case.text, text=case.text)
        found = whole.scan(passage, rejected=True)
        told = {one.term for one in (*found.matches, *found.rejected)} & sieves.keys()
        assert [name for name in told if not sieves[name](passage)] == []
        seen += len(told)
        passed += sum(may_name(passage) for may_name in sieves.values())
    assert seen > 0
    assert passed < len(terms) * len(table.cases) / 2


def test_rejections_are_made_only_when_asked_for(matcher: Matcher) -> None:
    """The everyday scan does not spend time on what it turned down."""
    assert matcher.scan(Passage(text="Wuhan University Press")).rejected == ()


def test_every_team_that_watches_a_term_gets_its_match() -> None:
    """One distinct term is compiled once; a hit is told to each watchlist that holds it."""
    term = Term(name="Vultr", kind="cloud")
    matcher = Matcher.compile([watchlist(term, team=f"t{n}") for n in range(3)])
    found = matcher.scan(Passage(text="Vultr")).matches
    assert [match.watchlist for match in found] == ["t0/main", "t1/main", "t2/main"]


def test_matches_come_in_order_of_field_and_place(matcher: Matcher) -> None:
    """Title before text, then by position."""
    scan = matcher.scan(Passage(title="Vultr", text="DeepSeek and Vultr"))
    assert [(m.field, m.term) for m in scan.matches] == [
        ("title", "Vultr"),
        ("text", "DeepSeek"),
        ("text", "Vultr"),
    ]


def test_context_may_stand_in_the_title() -> None:
    """Title and text are judged together."""
    term = Term(name="Nvidia H100", kind="chip", aliases=("H100",), context=("GPU",))
    matcher = Matcher.compile([watchlist(term)])
    assert matcher.scan(Passage(title="GPU prices", text="H100 is sold out")).matches
    assert not matcher.scan(Passage(title="News", text="H100 is sold out")).matches


def test_a_weak_alias_counts_beside_another_hit_only() -> None:
    """A weak alias needs context or another name beside it."""
    terms = (Term(name="Quorvex Group", kind="org", weak_aliases=("Quo",)), Term(name="Vultr", kind="cloud"))
    matcher = Matcher.compile([watchlist(*terms)])
    assert not matcher.scan(Passage(text="Quo vadis")).matches
    assert {m.term for m in matcher.scan(Passage(text="Quo rents from Vultr")).matches} == {
        "Quorvex Group",
        "Vultr",
    }


class TestUpdated:
    """Edits take effect at once; the matcher before the edit goes on serving."""

    def test_a_new_term_is_found_and_the_old_matcher_is_untouched(self) -> None:
        first = watchlist(Term(name="Vultr", kind="cloud"))
        before = Matcher.compile([first])
        after = before.updated(watchlist(*first.terms, Term(name="Quorvex Ltd", kind="org")))
        assert [m.term for m in after.scan(Passage(text="Quorvex and Vultr")).matches] == [
            "Quorvex Ltd",
            "Vultr",
        ]
        assert [m.term for m in before.scan(Passage(text="Quorvex and Vultr")).matches] == ["Vultr"]

    def test_a_removed_term_is_found_no_more_but_for_the_other_team(self) -> None:
        term = Term(name="Vultr", kind="cloud")
        matcher = Matcher.compile([watchlist(term), watchlist(term, team="other")])
        matcher = matcher.updated(watchlist())
        assert [m.watchlist for m in matcher.scan(Passage(text="Vultr")).matches] == ["other/main"]

    def test_a_term_that_comes_back_is_found_once(self) -> None:
        term = Term(name="Vultr", kind="cloud")
        matcher = Matcher.compile([watchlist(term)]).updated(watchlist()).updated(watchlist(term))
        assert [m.watchlist for m in matcher.scan(Passage(text="Vultr")).matches] == ["desk/main"]

    def test_many_edits_keep_every_live_term(self) -> None:
        matcher = Matcher.compile([])
        names = [f"Quorvex{letter}ix Ltd" for letter in "abdeghklmn"]
        for count in range(1, len(names) + 1):
            matcher = matcher.updated(watchlist(*(Term(name=name, kind="org") for name in names[:count])))
        text = " and ".join(names)
        assert [m.term for m in matcher.scan(Passage(text=text)).matches] == names

    def test_a_removed_term_hides_no_shorter_one(self) -> None:
        long, short = Term(name="Quorvex Marine", kind="org"), Term(name="Quorvex", kind="org")
        matcher = Matcher.compile([watchlist(long, short)]).updated(watchlist(short))
        assert [m.term for m in matcher.scan(Passage(text="Quorvex Marine sails")).matches] == ["Quorvex"]

    def test_years_of_edits_leave_nothing_behind(self) -> None:
        """Neither of the terms that came and went, nor of the watchlist edited so often."""
        matcher = Matcher.compile([watchlist(Term(name="Vultr", kind="cloud"), team="other")])
        sizes = []
        for count in range(40):
            matcher = matcher.updated(watchlist(Term(name=f"Quorvex{chr(97 + count)}ix Ltd", kind="org")))
            held = matcher._holders
            sizes.append((len(held._slots), len(held._stale), len(held._extra)))
        assert sizes[-1] == sizes[1]

    def test_a_new_watchlist_that_is_emptied_hides_nothing(self) -> None:
        """Its names are told to nobody, and no longer win over shorter ones."""
        short = Term(name="Quorvex", kind="org")
        matcher = Matcher.compile([watchlist(short)])
        matcher = matcher.updated(watchlist(Term(name="Quorvex Marine", kind="org"), name="more"))
        matcher = matcher.updated(watchlist(name="more"))
        assert [m.term for m in matcher.scan(Passage(text="Quorvex Marine sails")).matches] == ["Quorvex"]


def test_what_a_matcher_took_is_given_back_as_it_goes() -> None:
    """No two parts of it keep one another until the garbage collector comes round, which may take hours."""
    kinds = (WordIndex, HanIndex, Translated)

    def held() -> int:
        return sum(isinstance(one, kinds) for one in gc.get_objects())

    terms = [Term(name=name, kind="org") for name in ("Quorvex Institute of Technology", "武汉大学", "завод")]
    gc.collect()
    before = held()
    gc.disable()
    try:
        matcher = Matcher.compile([watchlist(*terms)])
        later = matcher.updated(watchlist(*terms, Term(name="Zyntrall", kind="org")))
        assert later.scan(Passage(title="Quorvex Institute", text="Zyntrall, 武汉大学 и завод")).matches
        assert held() > before
        del matcher, later
        assert held() == before
    finally:
        gc.enable()


class TestOfficialLists:
    """Names from sanctions lists, which nobody chose for watching, in the same scan."""

    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("SAID", "he said it"),
            ("LEVEL", "The Level of water rose"),
            ("ITS", "its price"),
            ("GREEN LIGHT", "they got the green light"),
            ("REYNOLDS LLC", "Mr Reynolds spoke"),
        ],
    )
    def test_names_too_common_alone_post_nothing(self, name: str, text: str) -> None:
        matcher = Matcher.compile([watchlist(Term(name=name, kind="org"), official=True)])
        assert not matcher.scan(Passage(text=text)).matches

    @pytest.mark.parametrize(
        ("name", "text"),
        [
            ("GREEN LIGHT SHIPPING", "owned by Green Light Shipping of Piraeus"),
            ("REYNOLDS LLC", "sold to Reynolds LLC"),
            ("REYNOLDS LLC", "sold to Reynolds Limited"),
            ("KVANTOREX", "sold to Kvantorex"),
            ("바른세라믹전자", "바른세라믹전자에 팔았다"),
            ("クヴァントレクス", "クヴァントレクスに売った"),
        ],
    )
    def test_telling_names_are_found(self, name: str, text: str) -> None:
        matcher = Matcher.compile([watchlist(Term(name=name, kind="org"), official=True)])
        assert matcher.scan(Passage(text=text)).matches


BARE = Matcher.compile([watchlist(Term(name="Machine Ltd", kind="org"), Term(name="Window LLC", kind="org"))])


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The Machine is at Window Inc", ["Window LLC"]),
        ("JSC Machine lost to Machine GmbH", ["Machine Ltd", "Machine Ltd"]),
        ("machine gmbh", []),
        ("an old machine in the window", []),
    ],
)
def test_a_word_of_the_language_is_a_company_beside_a_legal_form_only(text: str, found: list[str]) -> None:
    """Any legal form, not the listed one only, before it or behind."""
    assert [match.term for match in BARE.scan(Passage(text=text)).matches] == found
    assert [match.term for match in BARE.scan(Passage(text=text), rejected=True).matches] == found


def test_a_word_of_the_language_without_a_legal_form_is_told_as_rejected() -> None:
    scan = BARE.scan(Passage(text="The Machine was old."), rejected=True)
    assert [(one.term, one.reason) for one in scan.rejected] == [("Machine Ltd", RejectReason.WEAK_ALONE)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The fab took two NXT:2000i scanners.", ["NXT:2000i"]),
        ("Zwei NXT：2000i für Wuxi", ["NXT：2000i"]),
        ("They sold NXT: 2000i is the number of the room.", ["NXT: 2000i"]),
        ("Shares of Hello! Widgets rose.", ["Hello! Widgets"]),
        ("Bring tools: Widgets follow.", []),
    ],
)
def test_marks_that_the_name_itself_has_end_no_sentence(text: str, found: list[str]) -> None:
    """NXT:2000i is one name; where a name has no such mark, a sentence ends there."""
    terms = tuple(Term(name=name, kind="org") for name in ("NXT:2000i", "Hello! Widgets", "Tools Widgets"))
    scan = Matcher.compile([watchlist(*terms)]).scan(Passage(text=text))
    assert [match.surface for match in scan.matches] == found


def test_the_context_that_is_missing_is_told_as_listed() -> None:
    """Not with what other languages call the same, which is looked for too."""
    term = Term(name="Hindustan Aeronautics Limited", kind="org", aliases=("HAL",), context=("India", "jet"))
    scan = Matcher.compile([watchlist(term)]).scan(Passage(text="HAL opened."), rejected=True)
    assert [one.detail for one in scan.rejected] == ["none of India, jet is near"]


def test_a_rejection_is_listed_once() -> None:
    """Several spellings may lose the same words to the same longer name; each team hears of it once."""
    terms = (
        Term(name="Tianjin University", kind="org", aliases=("TJU", "Tianjin Univ.")),
        Term(name="Tianjin University of Technology", kind="org"),
    )
    found = Matcher.compile([watchlist(*terms, team=team) for team in ("desk", "other")])
    scan = found.scan(Passage(text="the Tianjin University of Technology opened."), rejected=True)
    told = [(one.watchlist, one.term, one.start, one.reason) for one in scan.rejected]
    assert told == [
        (f"{team}/main", "Tianjin University", 4, RejectReason.LONGER_NAME) for team in ("desk", "other")
    ]
