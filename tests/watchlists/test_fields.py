"""A name of several meanings means the one whose words stand around it."""

import pytest

from watchlists.matcher import Matcher
from watchlists.model import Passage, RejectReason, Term, Watchlist

CHIP_CONTEXT = ("Nvidia", "GPU", "显卡", "算力", "server", "服务器")
TERMS = (
    *(Term(name=name, kind="chip", context=CHIP_CONTEXT) for name in ("A30", "L40", "H200", "T4", "P100")),
    Term(name="Nvidia Hopper", kind="chip", aliases=("Hopper",), context=("Nvidia", "GPU")),
    Term(name="Google Gemini", kind="cloud", aliases=("Gemini",), context=("Google", "model", "AI", "模型")),
    Term(name="Anthropic Claude", kind="cloud", aliases=("Claude",), context=("Anthropic", "model", "AI")),
    Term(name="Mistral AI", kind="cloud", aliases=("Mistral",), context=("model", "API", "AI")),
    Term(name="Amazon Web Services", kind="cloud", aliases=("AWS",), context=("Amazon", "cloud", "云")),
    Term(name="Google Cloud", kind="cloud", aliases=("GCP",), context=("Google", "cloud", "云")),
    Term(name="Runway", kind="cloud", context=("video", "AI", "model")),
    Term(name="Inspur", kind="org", aliases=("浪潮",), context=("服务器", "软件", "信息")),
    Term(name="Cambricon", kind="org", aliases=("寒武纪",), context=("芯片", "AI", "加速卡")),
    Term(name="ZTE", kind="org", aliases=("中兴",), context=("通信", "5G", "基站")),
    Term(name="Semiconductor Manufacturing International", kind="org", aliases=("SMIC",)),
    Term(name="NAURA", kind="org", aliases=("北方华创",)),
    Term(name="Kunlunxin P800", kind="chip", aliases=("P800",), context=("昆仑芯", "加速卡")),
)

OTHER_MEANING = (
    ("A30 eastbound: two lorries overturned past the junction; a server room flooded.", "roads"),
    ("The printer shop lists the P100, its toner cartridge and a server cable.", "office machines"),
    ("Free T4 was low; the patient's dose of hormone was raised, the server told the clinic.", "medicine"),
    ("The tenor Gemini duo sang two songs of the new album; AI wrote none of them.", "music"),
    ("Twelve AWS on the ridge report temperature and cloud base to the office.", "cloud base is no cloud"),
    ("We laid eleven GCPs and checked the point cloud against them.", "a point cloud is no cloud"),
    ("The Mistral model of pruning shears is in stock again.", "a model of something"),
    ("Claude, 71, still plays bass; AI does not tempt him.", "a person's age"),
    ("Mistral dried the grapes in two days; the growers had an AI forecast.", "farming"),
    ("开放的浪潮推动小城的软件产业从无到有。", "a noun behind 的"),
    ("Grace Hopper wrote compilers long before Nvidia made a GPU.", "a person's whole name"),
)  # fmt: skip

WATCHED = (
    (
        "A regulator told SMIC that its new aircraft broke an ICAO limit.",
        "Semiconductor Manufacturing International",
    ),
    ("SMIC gave gift aid to a school.", "Semiconductor Manufacturing International"),
    ("The clinic rents H200 nodes for scans of patients; each GPU server costs 30 dollars an hour.", "H200"),
    ("Of the papers we read, two name an H200 server.", "H200"),
    ("The road agency bought four L40 GPU cards to count lorries.", "L40"),
    ("The weather office moved its forecasts to the AWS cloud after the storms.", "Amazon Web Services"),
    ("The trailer's clouds were made in Runway, an AI video tool, by a film student.", "Runway"),
    ("A singer used Claude, an AI model, to draft the songs of her album.", "Anthropic Claude"),
    ("成交供应商：浪潮；成交内容：服务器10台", "Inspur"),
    ("5G基站：中兴份额居前", "ZTE"),
    ("寒武纪与燧原份额接近，AI推理卡价格战开打", "Cambricon"),
    ("刻蚀机（《北方华创》/同等品牌）1台", "NAURA"),
    ("昆仑芯P800服务器入围", "Kunlunxin P800"),
)


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    """Return a matcher of names that mean several things."""
    return Matcher.compile([Watchlist(team="t", name="list", terms=TERMS)])


@pytest.mark.parametrize(("text", "why"), OTHER_MEANING)
def test_a_passage_of_another_field(matcher: Matcher, text: str, why: str) -> None:
    """A context word beside it does not help a name in a passage that speaks of something else."""
    scan = matcher.scan(Passage(text=text), rejected=True)
    assert not scan.matches, (why, scan.matches)
    assert scan.rejected, why


@pytest.mark.parametrize(("text", "term"), WATCHED)
def test_a_buyer_of_another_field(matcher: Matcher, text: str, term: str) -> None:
    """A hospital, a road agency and a singer use computers too: the words of computing are as many."""
    scan = matcher.scan(Passage(text=text), rejected=True)
    assert term in {match.term for match in scan.matches}, scan.rejected


def test_the_title_tells_the_field(matcher: Matcher) -> None:
    """The words of the title count for a name in the text, and those of the text for a name in the title."""
    titled = matcher.scan(Passage(title="The regatta and its yachts", text="Mistral all day, an AI said."))
    assert not titled.matches
    named = matcher.scan(
        Passage(
            title="Mistral on Sunday, an AI forecast says", text="The yachts of the regatta stayed in port."
        )
    )
    assert not named.matches


def test_the_field_is_told(matcher: Matcher) -> None:
    """A rejected hit says which words made another field likely."""
    text = "Gemini rises; Libra and Scorpio rest, the astrologer's AI says."
    (rejection,) = matcher.scan(Passage(text=text), rejected=True).rejected
    assert rejection.reason is RejectReason.OTHER_MEANING
    assert "libra" in rejection.detail
