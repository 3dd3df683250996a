"""Names of several meanings that a team lists without context: what bears them out, and what does not."""

import pytest

from watchlists.matcher import Matcher
from watchlists.model import Passage, Term, Watchlist

TERMS = (
    *(Term(name=name, kind="chip") for name in ("V100", "A800", "H800", "B200", "L4", "TPU")),
    Term(name="Huawei Ascend 910C", kind="chip", aliases=("昇腾910C",)),
    Term(name="Huawei Ascend 310", kind="chip", aliases=("Ascend 310",)),
    *(Term(name=name, kind="cloud") for name in ("Gemini", "Claude", "Copilot", "Kimi", "Bedrock")),
    Term(name="Perplexity", kind="cloud"),
    Term(name="ERNIE Bot", kind="cloud", aliases=("ERNIE",)),
    Term(name="Amazon Web Services", kind="cloud", aliases=("AWS",)),
    Term(name="Dalian University of Technology", kind="org", aliases=("大连理工大学", "大工", "DUT")),
    Term(name="Central South University", kind="org", aliases=("中南大学", "CSU")),
    Term(name="Peng Cheng Laboratory", kind="org", aliases=("PCL",)),
    Term(name="Nanjing University of Science and Technology", kind="org", aliases=("NJUST",)),
    Term(name="National Supercomputing Center in Jinan", kind="org"),
    Term(name="Harbin Engineering University", kind="org", aliases=("哈工程",)),
    Term(name="Tokyo Electron", kind="org", aliases=("TEL",)),
    Term(name="Hygon", kind="org", aliases=("海光",)),
    Term(name="Phytium", kind="org", aliases=("飞腾",)),
    Term(name="Kvazar", kind="org", aliases=("Квазар",)),
    Term(name="iFlytek", kind="org"),
    Term(name="Doubao", kind="cloud", aliases=("豆包",)),
    Term(name="Sugon", kind="org", aliases=("曙光",)),
    Term(name="Almaz", kind="org", aliases=("Алмаз",)),
    Term(name="SK hynix", kind="org"),
    Term(name="Kronshtadt", kind="org", aliases=("Кронштадт",)),
    Term(name="NVIDIA RTX 4090", kind="chip"),
    Term(name="Together AI", kind="cloud"),
    Term(name="National Yang Ming Chiao Tung University", kind="org", aliases=("陽明交通大學",)),
)  # fmt: skip

MEANT = (
    ("Les élèves utilisent Gemini pour résumer.", "Gemini"),
    ("授業でGeminiを使う高校", "Gemini"),
    ("Die Stadt nutzt Copilot im Rathaus.", "Copilot"),
    ("Für Bedrock fehlt ein Vertrag mit dem Anbieter.", "Bedrock"),
    ("成交供应商：曙光", "Sugon"),
    ("曙光与浪潮分获一二包", "Sugon"),
    ("作业可否用豆包，学校说不行", "Doubao"),
    ("Алмаз и ещё девять предприятий внесены в список", "Almaz"),
    ("В списке «Алмаз»", "Almaz"),
    ("Offer: eight V100 SXM2, boxed, Penang.", "V100"),
    ("Also two B200 on the pallet, unpacked.", "B200"),
    ("clear price for A800 and H800 please", "A800"),
    ("Bedrock $311.40, DNS $9.", "Bedrock"),
    ("Our pupils compare answers of Gemini and Claude in civics.", "Gemini"),
    ("You may paste public text into Copilot.", "Copilot"),
    ("客服记录：Kimi、DeepSeek均无法转人工", "Kimi"),
    ("Most used at home: ChatGPT, then ERNIE and Qwen.", "ERNIE Bot"),
    ("Perplexity fell behind ChatGPT and Gemini in the poll.", "Perplexity"),
    ("【aws】对象存储，按量计费", "Amazon Web Services"),
    ("rented TPUv4 slices for a week", "TPU"),
    ("可投910C（华为昇腾），节点另计", "Huawei Ascend 910C"),
    ("The DUT team and its professor measured the dam.", "Dalian University of Technology"),
    ("大工毕业的校友回到船厂", "Dalian University of Technology"),
    ("Nanjing Univ. of Sci. & Tech., Nanjing 210094", "Nanjing University of Science and Technology"),
    ("处理器：海光7390，两颗", "Hygon"),
    ("cards with SKhynix stacks", "SK hynix"),
    ("a booth of i Flytek", "iFlytek"),
    ("便宜出 4090 48G 两张", "NVIDIA RTX 4090"),
    ("На выставке был и «Квазар»", "Kvazar"),
)  # fmt: skip

NOT_MEANT = (
    ("A phone: Samsung L4, scratched", "another maker's"),
    ("Gemini et Lion: une semaine calme.", "nothing bears it out"),
    ("谈判出现曙光，难民返乡", "a word of the language"),
    ("街口的豆包趁热吃", "a bun"),
    ("Gemini: keep your plans flexible this week.", "nothing bears it out"),
    ("Claude came late and left early.", "a first name"),
    ("Connect the DUT and read the leakage current at each pin.", "a device under test"),
    ("The CSU lost votes in Bavaria.", "a party"),
    ("The knee scan shows a tear of the PCL and the meniscus.", "a ligament"),
    ("泥瓦工价：大工一天四百，小工二百四", "a mason"),
    ("From the hut ascend 310 m to the pass.", "a verb"),
    ("TEL：0411-847××，工作日接听", "a telephone"),
    ("柜体尺寸H800×W600×D450，喷塑", "a size"),
    ("索尼A800随身听还能放音乐", "another maker's"),
    ("飞腾达物流的仓库起火", "another company"),
    ("Свет далёкого квазара шёл миллиарды лет.", "a word of the language"),
    ("陽明交通大學校友總會餐敘", "an association"),
    ("They put together AI clubs in ten schools.", "two words"),
    ("Открыт Кронштадтский музей флота.", "a town's"),
    ("便宜出 4090 两张", "nothing bears it out"),
    ("The little L4 fits two frogs and a beetle.", "nothing bears it out"),
)


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    """Return a matcher of names without context."""
    return Matcher.compile([Watchlist(team="t", name="list", terms=TERMS)])


@pytest.mark.parametrize(("text", "term"), MEANT)
def test_what_bears_a_name_out(matcher: Matcher, text: str, term: str) -> None:
    """Words of computing or study, a price, products joined to it, or that it is seldom anything else."""
    scan = matcher.scan(Passage(text=text), rejected=True)
    assert term in {match.term for match in scan.matches}, scan.rejected


@pytest.mark.parametrize(("text", "why"), NOT_MEANT)
def test_what_does_not(matcher: Matcher, text: str, why: str) -> None:
    """Another field, a first name, a size, a label, or nothing at all."""
    assert not matcher.scan(Passage(text=text)).matches, why


LISTED = (
    Term(name="Lenovo", kind="org", aliases=("联想",), context=("电脑", "服务器")),
    Term(name="Inspur", kind="org", aliases=("浪潮",), context=("服务器", "软件")),
    Term(name="QingCloud", kind="cloud", aliases=("青云",), context=("云主机", "云平台")),
    Term(name="Anthropic Claude", kind="cloud", aliases=("Claude",), context=("model", "AI", "模型")),
    Term(name="Doubao", kind="cloud", aliases=("豆包",), context=("字节", "AI", "模型")),
    Term(name="Harvey", kind="cloud", context=("AI", "legal")),
    Term(name="Meta Llama", kind="cloud", aliases=("Llama",), context=("Meta", "model", "AI")),
    Term(name="Orion", kind="org", context=("satellite", "space")),
    Term(name="A10", kind="chip", context=("GPU", "Nvidia")),
    Term(name="L20", kind="chip", context=("GPU", "服务器")),
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("联想到旧电脑，他笑了", False),
        ("联想电脑20台", True),
        ("浪潮中的软件小城", False),
        ("浪潮中标服务器", True),
        ("票务系统迁至青云云主机", True),
        ("Claude笔下的睡莲，AI展厅同步开放", False),
        ("面点店用豆包写广告，字节给了优惠", True),
        ("Forty firms pay for Harvey; AI drafts, partners sign.", True),
        ("Harvey, raised in March, sold again; an AI told him so.", True),
        ("Harvey is six feet tall; an AI said so.", False),
        ("Llama 3 70B fits; a model of that size is rare.", True),
        ("Orion rose at nine; a satellite crossed the belt.", False),
        ("Orion lost a launch; it builds satellite parts.", True),
        ("Put the rate in cell A10; the GPU budget is in sheet two.", False),
    ],
)
def test_context_of_the_next_clause(text: str, *, found: bool) -> None:
    """Context in another clause counts where the name's own clause uses it as a product or a company is."""
    matcher = Matcher.compile([Watchlist(team="t", name="list", terms=LISTED)])
    assert bool(matcher.scan(Passage(text=text)).matches) is found
