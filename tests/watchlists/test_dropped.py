"""What is dropped at first sight is listed with its reason where rejected hits are asked for."""

import pytest

from watchlists.matcher import Matcher
from watchlists.model import Passage, Term, Watchlist

TERMS = (
    Term(name="Vast.ai", kind="cloud"),
    Term(name="South China Power", kind="org"),
    Term(name="Global Data", kind="org"),
    Term(name="WCG", kind="org"),
    Term(name="沈飞", kind="org"),
    Term(name="宁畅", kind="org"),
    Term(name="深度求索", kind="org"),
    Term(name="Sun Yat-sen University", kind="org", aliases=("中山大学",)),
    Term(name="Southeast University", kind="org", aliases=("东南大学",)),
    Term(name="Central South University", kind="org", aliases=("中南大学",)),
    Term(name="Peking University", kind="org"),
)


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    """Return a matcher of a few names."""
    return Matcher.compile([Watchlist(team="t", name="list", terms=TERMS)])


@pytest.mark.parametrize(
    ("text", "detail"),
    [
        ("They went global. Data came later.", "a sentence ends between its words"),
        ("沈飞扬的小提琴独奏会", "飞扬"),
        ("这一觉睡得宁畅快淋漓", "畅快"),
        ("不同深度求索引命中率", "索引"),
        ("Nanfang College of Sun Yat-sen University", "independent college"),
        ("Chengxian College, Southeast University", "independent college"),
        ("中南林业科技大学与暨大同日招聘", "part of 中南林业科技大学"),
    ],
)
def test_it_is_listed(matcher: Matcher, text: str, detail: str) -> None:
    """No match, and a reason why not."""
    scan = matcher.scan(Passage(text=text), rejected=True)
    assert not scan.matches
    assert any(detail in rejection.detail for rejection in scan.rejected), scan.rejected
    assert matcher.scan(Passage(text=text)) == matcher.scan(Passage(text=text), rejected=False)


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("Anyone renting on Vast . ai this week?", "Vast . ai"),
        ("Watch the WCG2011 finals", "WCG"),
        ("沈飞扬帆出海，订单大增", "沈飞"),
        ("Yuanpei College of Peking University", "Peking University"),
        ("Business College of Peking University", "Peking University"),
    ],
)
def test_it_is_found(matcher: Matcher, text: str, surface: str) -> None:
    """The look-alike that is the name is still found, as it is written."""
    assert surface in {match.surface for match in matcher.scan(Passage(text=text)).matches}


@pytest.mark.parametrize(
    ("name", "text", "found"),
    [
        ("Loongson", "Twelve Loongsun boards arrived.", True),
        ("Kalashnikov", "Mikhail Kalashnikov coaches the junior team.", False),
        ("Kalashnikov", "The plant of Kalashnikov is in Izhevsk.", True),
        ("南开大学", "南开允公药业申请破产", False),
        ("南开大学", "南开化学院团队发表论文", True),
        ("吉林大学", "吉大高速桥梁段合龙", False),
        ("清华大学", "清华控股公告", False),
        ("Tsinghua University", "Tsinghua's law professors moved.", True),
        ("Tsinghua University", "A village named Tsinghua lies by the river.", False),
        ("中国科学院自动化研究所", "自动化所（中国科学院）采购机械臂", True),
        ("第四范式", "学习第四范式：库恩未提第四。第三范式才是重点", False),
    ],
)
def test_short_forms_and_surnames(name: str, text: str, *, found: bool) -> None:
    """A body's short form inside a company's name or a road's, and a surname after a given name, are none."""
    matcher = Matcher.compile([Watchlist(team="t", name="list", terms=(Term(name=name, kind="org"),))])
    assert bool(matcher.scan(Passage(text=text)).matches) is found
