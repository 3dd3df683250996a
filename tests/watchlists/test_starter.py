"""The starter watchlist: complete, explained, found in the stories it was made for, quiet elsewhere."""

import gzip
import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from watchlists.csvfile import read_terms
from watchlists.matcher import Matcher
from watchlists.model import Passage, Severity, Watchlist
from watchlists.rules import Rules, judge
from watchlists.starter import starter_csv

TERMS, ERRORS = read_terms(starter_csv())


@pytest.fixture(scope="module")
def matcher() -> Matcher:
    return Matcher.compile([Watchlist(team="t", name="starter", terms=TERMS)])


def found(matcher: Matcher, passage: Passage) -> tuple[set[str], Severity]:
    """Return the terms found and the severity by the rules a team begins with."""
    matches = matcher.scan(passage).matches
    return {match.term for match in matches}, judge(matches, passage, Rules()).severity


def test_every_row_is_good() -> None:
    """No row is refused, no name or spelling stands twice, each row says why it is there."""
    assert not ERRORS
    spellings = Counter(
        spelling.casefold() for term in TERMS for spelling in (term.name, *term.aliases, *term.weak_aliases)
    )
    assert [spelling for spelling, count in spellings.items() if count > 1] == []
    assert all(10 <= len(term.note) <= 200 for term in TERMS)


def test_it_covers_the_field() -> None:
    """Organisations, chips and clouds in number, most organisations with their Chinese name."""
    kinds = Counter(term.kind for term in TERMS)
    assert kinds["org"] >= 45
    assert kinds["chip"] >= 55
    assert kinds["cloud"] >= 30
    assert set(kinds) == {"org", "chip", "cloud"}
    chinese = [term for term in TERMS if term.kind == "org" and any(not a.isascii() for a in term.aliases)]
    assert len(chinese) >= 60


@pytest.mark.parametrize(
    "name",
    [
        *("NVIDIA L4", "Huawei Ascend 910B", "Amazon Web Services", "Microsoft Azure"),
        *("Claude", "Gemini", "Oracle Cloud Infrastructure", "Lambda Cloud"),
    ],
)
def test_ambiguous_names_need_context(name: str) -> None:
    """A name that means other things too is reported only beside words of its meaning, in both languages."""
    term = next(term for term in TERMS if term.name == name)
    assert any(word.isascii() for word in term.context)
    assert any(not word.isascii() for word in term.context)


ENGLISH = Passage(
    title="How state bodies reached banned processors through the cloud",
    text=(
        "Procurement papers show Shenzhen University paying about 200,000 yuan for an AWS account, through "
        "the go-between Yunda Technology, to work on servers with Nvidia A100 and H100 chips. Zhejiang Lab "
        "planned to buy cloud capacity from Amazon as well, because home-grown offers lacked power. Sichuan "
        "University wanted forty million Microsoft Azure OpenAI tokens for a language model platform. The "
        "Suzhou institute of the University of Science and Technology of China sought 500 cloud servers."
    ),
)
CHINESE = Passage(
    title="采购文件显示多家机构经云端使用受限芯片",
    text=(
        "深圳大学花费约二十万元购买亚马逊云（AWS）账号，以使用搭载英伟达A100和H100芯片的服务器。之江实验室也计划"
        "采购亚马逊云服务。四川大学拟购买4000万个微软Azure平台的OpenAI令牌，用于大模型项目。中国科学技术大学苏州"
        "高等研究院拟租用500台云服务器。"
    ),
)


@pytest.mark.parametrize("passage", [ENGLISH, CHINESE], ids=["english", "chinese"])
def test_the_story_of_2024(matcher: Matcher, passage: Passage) -> None:
    """All four bodies, both clouds, the model service and both chips are found; it is a matter for a post."""
    terms, severity = found(matcher, passage)
    assert terms >= {
        "Shenzhen University", "Zhejiang Lab", "Sichuan University", "Amazon Web Services", "Microsoft Azure",
        "OpenAI", "NVIDIA A100", "NVIDIA H100",
    }  # fmt: skip
    assert terms & {
        "University of Science and Technology of China",
        "USTC Suzhou Institute for Advanced Research",
    }
    assert severity is Severity.HIGH


QUIET = [
    ("Stau auf der A100", "Nach einem Unfall staut sich der Verkehr auf der A100; Bus H20 fährt Umleitung."),
    ("Welders certified", "The welders passed the AWS D1.1 test; the azure hull was painted last week."),
    ("A day in Giverny", "Claude Monet painted the pond again; visitors born under Gemini get in free."),
    ("Passport rules", "OCI card holders may enter by the L4 gate; flight A800 leaves from stand B200."),
    ("Back pain", "The scan shows a slipped disc between the L4 and L5 vertebrae."),
    ("学校食堂食材采购公告", "采购大米、食用油、蔬菜，预算金额86万元。"),
    ("办公家具采购项目中标公告", "办公桌型号H20，文件柜型号A40，会议椅L20，中标金额三十二万元。"),
    ("道路养护工程招标", "项目位于A100高速连接线，里程L40至L44，工期九十天，采用C30混凝土。"),
    ("医院设备采购", "采购甲状腺功能检测试剂，包括T3、T4；供应商须提供样品。体检中心位于B200室。"),
    ("信息化运维服务采购", "为政务外网提供一年运维，含交换机、防火墙和办公终端维护，驻场工程师两名。"),
    ("Quarterly results", "Revenue rose; the lambda sensor unit was sold, the Titan line went."),
    ("Kleinanzeigen", "Sicherheitsschuhe A30 neu; Zimmer B200 zu vermieten; Bus A100 fährt stündlich."),
    ("二手市场", "水泵 A100 现货；H100 不锈钢阀门 二手；V100 摩托车 出售；A30号楼 两室 出租。"),
    ("Classifieds", "King Air B200 for sale; H20 filter cartridges in stock; Galaxy A40 64GB by the hour."),
    ("Training", "AWS welding inspectors wanted for training; GCP training for trial investigators."),
    ("Stars", "Gemini, your sign this week: love and tokens of affection. Claude has an account here."),
    ("For rent", "Coffee machine A100 for rent; wall bracket B200 in stock; sewing machine H100, pre-owned."),
    ("Товары", "Труба H100 в наличии; стеллаж H200 б/у; прицеп H20 продам."),
    ("二手市场", "H200冲床 二手 转让；H800液压油缸 现货；H100型钢 现货。"),
    ("중고", "H200 형강 절단 견적, 정수기 A100 렌탈."),
    ("Material data sheet", "The phone case is of TPU with a hardness of 95A; the HBM ladder holds 150 kg."),
]  # fmt: skip


@pytest.mark.parametrize(("title", "text"), QUIET, ids=[case[0] for case in QUIET])
def test_ordinary_texts_are_no_matter_for_a_post(matcher: Matcher, title: str, text: str) -> None:
    """Roads, painters, vertebrae, furniture and school kitchens bring nothing."""
    terms, severity = found(matcher, Passage(title=title, text=text))
    assert (terms, severity) == (set(), Severity.NONE)


ADVERTS = [
    ("We rent A100s by the hour", {"NVIDIA A100"}),
    ("8 x H100 cluster, contact us", {"NVIDIA H100"}),
    ("H200s shipped to Shenzhen", {"NVIDIA H200"}),
    ("B200 servers for sale", {"NVIDIA B200"}),
    ("二手H100 八卡整机 现货", {"NVIDIA H100"}),
    ("H20 141G 现货，L20 48G 期货", {"NVIDIA H20", "NVIDIA L20"}),
    ("出 A100 两张", {"NVIDIA A100"}),
    ("L40 48G 全新", {"NVIDIA L40"}),
    ("910B整机 现货", {"Huawei Ascend 910B"}),
    ("Продам A100 80GB, новая", {"NVIDIA A100"}),
    ("A100 plus H100 nodes available", {"NVIDIA A100", "NVIDIA H100"}),
    ("Selling AWS credits, $10k", {"Amazon Web Services"}),
    ("Azure 5000刀额度 出", {"Microsoft Azure"}),
    ("Claude Pro账号 合租", {"Claude"}),
    ("Buy Claude tokens, any amount", {"Claude"}),
    ("TPU v5e quota resale", {"Google TPU"}),
    ("8x Gaudi 3 nodes", {"Intel Gaudi 3"}),
    ("H八百整机到货 广州三台", {"NVIDIA H800"}),
    ("求租 八卡H一百", {"NVIDIA H100"}),
    ("H1OO 八卡 现货", {"NVIDIA H100"}),
    ("DGXH100 in stock", {"NVIDIA H100"}),
    ("4090 48G 双宽 10片起", {"NVIDIA GeForce RTX 4090"}),
    ("四零九零显卡 涡轮 20张", {"NVIDIA GeForce RTX 4090"}),
    ("B200预订中，30%定金", {"NVIDIA B200"}),
    ("910B3 八卡 整机", {"Huawei Ascend 910B"}),
    ("深大计软院 采购服务器", {"Shenzhen University"}),
]


@pytest.mark.parametrize(("text", "expected"), ADVERTS, ids=[case[0] for case in ADVERTS])
def test_adverts_are_found(matcher: Matcher, text: str, expected: set[str]) -> None:
    """Short offers, with no maker named, are found by the list a team begins with."""
    assert found(matcher, Passage(title="", text=text))[0] == expected


def background(folder: Path) -> Iterator[Passage]:
    """Yield texts that are about other matters."""
    sources = folder / "sources"
    for path in sorted(sources.glob("federal_register/fr_meta_*.jsonl.gz")):
        if "background" in path.name or "near_topic" in path.name:
            for line in gzip.decompress(path.read_bytes()).splitlines():
                row = json.loads(line)
                yield Passage(title=row.get("title") or "", text=row.get("abstract") or "")
    for path in sorted(sources.glob("news/press_background_*.jsonl.gz")):
        for line in gzip.decompress(path.read_bytes()).splitlines():
            row = json.loads(line)
            yield Passage(title=row.get("title") or "", text=row.get("summary") or row.get("text") or "")


def test_quiet_on_real_background(matcher: Matcher, real_data: Path) -> None:
    """At most two posts in a thousand texts about other matters."""
    texts = list(background(real_data))
    if not texts:
        pytest.skip("no background texts in the real data")
    posts = [
        passage.title for passage in texts if found(matcher, passage)[1] in (Severity.HIGH, Severity.MEDIUM)
    ]
    print(f"background texts={len(texts)} posts={len(posts)}")
    assert len(posts) <= 0.002 * len(texts), posts
