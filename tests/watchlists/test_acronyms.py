"""Whose letters a body's letters are: expansions in brackets, articles, small letters, plurals."""

import pytest

from watchlists.matcher import Matcher
from watchlists.model import Passage, Term, Watchlist

TERMS = (
    Term(name="Beijing Institute of Technology", kind="org", aliases=("北京理工大学", "BIT")),
    Term(name="Harbin Institute of Technology", kind="org", aliases=("哈尔滨工业大学", "HIT")),
    Term(
        name="University of Science and Technology of China",
        kind="org",
        aliases=("中国科学技术大学", "USTC"),
    ),
    Term(
        name="Semiconductor Manufacturing International Corporation", kind="org", aliases=("中芯国际", "SMIC")
    ),
    Term(name="China Electronics Technology Group", kind="org", aliases=("中国电子科技集团", "CETC")),
    Term(name="Beijing Academy of Artificial Intelligence", kind="org", aliases=("智源研究院", "BAAI")),
    Term(name="BGI Group", kind="org", aliases=("BGI Genomics", "华大", "BGI")),
    Term(name="Zhongbei Orbital Microsystems Bureau", kind="org", aliases=("ZOMB",)),
    Term(name="Institute of Computing Technology", kind="org", aliases=("中国科学院计算技术研究所", "ICT")),
    Term(name="Google Cloud", kind="cloud", aliases=("GCP",)),
)

ITS_OWN = (
    ("USTC (University of Science and Technology of China) ordered two racks.", "USTC"),
    ("USTC (Univ. of Sci. & Tech. of China) ordered two racks.", "USTC"),
    ("USTC (Université des sciences et technologies de Chine) a signé.", "USTC"),
    ("BIT (Beijing Inst. of Tech.) opened a hall.", "BIT"),
    ("HIT (Haerbin Institute of Technology) sent a team.", "HIT"),
    ("HIT (Harbin) sent a team.", "HIT"),
    ("BGI (Beijing Genomics Institute) sent a team.", "BGI"),
    ("BGI（深圳华大基因股份有限公司）交付测序仪。", "BGI"),
    ("A SMIC, Huawei and CXMT alliance is planned for the year.", "SMIC"),
    ("SMIC (HKEX: 0981) raised prices.", "SMIC"),
    ("SMIC (a foundry in Shanghai) raised prices.", "SMIC"),
    ("USTC（中科大）采购服务器。", "USTC"),
    ("USTC（合肥）采购服务器。", "USTC"),
    ("ICT（中科院）采购服务器。", "ICT"),
    ("USTC（国家示范性微电子学院）采购光刻胶。", "USTC"),
    ("CETC（中国空间射频研究所）采购部件。", "CETC"),
    ("A SMIC spokesman declined to comment on the order.", "SMIC"),
    ("The rule hits a CETC-owned plant in the south of the country.", "CETC"),
    ("Ha vendido chips a CETC, según la empresa.", "CETC"),
    ("ustc gpu tender", "ustc"),
    ("Buyer list: ustc, tongji university.", "ustc"),
    ("We deliver to ustc next week.", "ustc"),
    ("The ustc campus has a new hall. It is large.", "ustc"),
    ("BGI's halls were named.", "BGI"),
    ("Two BGIs were named in the complaint.", "BGIs"),
)

ANOTHERS = (
    "BIT (Bus Information Terminal) units go up at forty stops.",
    "The stop got a Bus Information Terminal (BIT) last year.",
    "HIT (Hiroshima Institute of Technology) sent a team.",
    "USTC (Utah State Technical College) sent a team.",
    "SMIC (Sacramento Municipal Insurance Council) met on Monday.",
    "GCP (Good Clinical Practice) courses are due in June.",
    "ICT（生态环境部河湖规划研究院）编制规划。",
    "BAAI（英国精算师协会）发布年鉴。",
    "USTC（浙江某某有限公司）发货。",
    "BIT（北京工业大学）发货。",
    "BGIS won the contract to run the halls.",
    "bgis won the contract to run the halls",
)


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    """Return a matcher of names by their letters."""
    return Matcher.compile([Watchlist(team="t", name="list", terms=TERMS)])


@pytest.mark.parametrize(("text", "surface"), ITS_OWN)
def test_the_letters_are_the_bodys(matcher: Matcher, text: str, surface: str) -> None:
    """Its own name in brackets in any form, a city, a stock code, a part; small letters in lists and chat."""
    scan = matcher.scan(Passage(text=text), rejected=True)
    assert surface in {match.surface for match in scan.matches}, scan.rejected


@pytest.mark.parametrize("text", ANOTHERS)
def test_the_letters_are_something_else(matcher: Matcher, text: str) -> None:
    """Another body's name in brackets, a noun after an article, an s more."""
    scan = matcher.scan(Passage(text=text), rejected=True)
    assert not scan.matches
    assert scan.rejected
