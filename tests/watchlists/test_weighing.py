"""What is done with what is named: goods offered, a case, who has a chip, access resold, everyday matters."""

import sys

import pytest

from tests.samples import a_match
from watchlists.model import Match, Passage
from watchlists.weighing.cases import case
from watchlists.weighing.endusers import had_by, sought_by
from watchlists.weighing.everyday import everyday
from watchlists.weighing.trade import resold, traded
from watchlists.weighing.wordtables import Span, WordTables, any_of
from watchlists.words import groups

NEAR = 400


def found(kind: str, text: str, name: str, term: str = "") -> list[Match]:
    """The name where it stands in the text, as a match of the kind."""
    return [a_match(name, text.index(name), kind, term=term or name)]


@pytest.mark.parametrize(
    "text",
    [
        *(
            "H100 八卡整机 现货 两台",
            "H100 8枚 在庫あり 即納",
            "H100, в наличии, Москва",
            "H100 팝니다 직거래",
        ),
        *("H100 x 40, FOB Penang, min order 8", "8x H100, lightly used, open to offers", "H100 zu verkaufen"),
        *(
            "收 H100 80G 有多少要多少",
            "AWB 784: H100 accelerators, consignee in Almaty",
            "vends serveur H100",
        ),
        *("对外询价：H100 单价 21万/台", "looking for 64 H100", "H100 80G 二手", "سيرفر H100 للبيع"),
        *(
            "A dealer offers H100 from stock",
            "H100 Server ab Lager",
            "H100 со склада",
            "H100 sur stock, Lyon",
        ),
    ],
)
def test_goods_are_offered_asked_for_or_shipped(text: str) -> None:
    """Sellers write so in any language; two weak words are as good as a strong one."""
    assert traded(found("chip", text, "H100"), Passage(text=text), NEAR)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "H100 beats its predecessor in every test",
            "H100性能测试：吞吐提升四成",
            "Analysts expect fewer H100 this year",
        ),
        *("H100 系列的销售恢复", "H100 was the fastest part of its day", "H100 с новым ядром"),
        "Makers of H100 moved from stock options to cash",
    ],
)
def test_news_of_a_product_is_no_offer(text: str) -> None:
    """A test, a forecast or a launch names the chip and offers none."""
    assert not traded(found("chip", text, "H100"), Passage(text=text), NEAR)


def test_a_few_words_that_no_newsroom_wrote_are_an_offer_sooner() -> None:
    """A count is enough where nobody reports anything; beside a report, or in a long text, it is not."""
    offer, news = "马来 H100×512卡 Q2", "公司宣布部署 H100×512卡"
    how = "How to run Llama on H100 80GB"
    for text, expected in ((offer, True), (news, False), (how, False), (offer + "。" * 500, False)):
        assert bool(traded(found("chip", text, "H100"), Passage(text=text), NEAR)) is expected


def test_a_card_for_players_takes_more() -> None:
    """What any shop writes is not enough for one; a dealer's lot is."""
    shop, lot = "RTX 4090 is in stock again", "RTX 4090, 300 pcs, in stock, FOB Shenzhen"
    for text, expected in ((shop, False), (lot, True)):
        hits = found("chip", text, "RTX 4090", term="NVIDIA GeForce RTX 4090")
        assert bool(traded(hits, Passage(text=text), NEAR)) is expected


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("chip", "Two men smuggled NAME to Macau", True),
        ("chip", "海关查获 NAME 四十二块", True),
        ("chip", "A court heard that NAME were shipped to Russia", True),
        ("chip", "A court closed for lunch; NAME", False),
        ("chip", "NAME servers seized at an airport", True),
        ("org", "NAME seized its chance", False),
        ("org", "Commerce adds NAME and others to the Entity List", True),
        ("org", "NAME, on the Entity List since 2019, wins an order", False),
        ("org", "NAME was added to the Entity List in 2019 and grows", False),
        ("org", "美国将NAME列入实体清单", True),
        ("org", "NAME 2019年被列入实体清单，今年营收增长", False),
        ("org", "NAME goes to court over a fence", False),
        ("cloud", "NAME smuggled", False),
    ],
)
def test_a_case(kind: str, text: str, expected: bool) -> None:
    """Rules broken, or authorities that act now; that somebody was listed years ago is said every day."""
    assert bool(case(found(kind, text, "NAME"), Passage(text=text), NEAR)) is expected


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("chip", "trained on 512 NAME by a team at Xiamen University, China", True),
        ("chip", "Chinese AI start-up rents NAME in Johor", True),
        ("chip", "厦门理工大学部署 NAME 集群", True),
        ("chip", "某部队采购NAME服务器", True),
        ("chip", "Stanford students trained on two NAME", False),
        ("chip", "NAME sales to China may resume", False),
        ("cloud", "福建船政交通职业学院 采购 NAME 云服务", True),
        ("cloud", "A Chinese company uses NAME", False),
    ],
)
def test_who_has_it(kind: str, text: str, expected: bool) -> None:
    """A body of a land that may not have it; of a cloud only a purchase is news."""
    assert bool(had_by(found(kind, text, "NAME"), Passage(text=text), NEAR)) is expected


def test_a_chinese_cloud_is_no_foreign_one() -> None:
    """That a college buys at home is nobody's concern."""
    text = "福建船政交通职业学院 采购 Alibaba Cloud 云服务"
    assert not had_by(found("cloud", text, "Alibaba Cloud"), Passage(text=text), NEAR)


def test_an_organisation_gets_computing_abroad() -> None:
    """No chip or cloud need be named."""
    for text, expected in (
        ("NAME 租用境外算力", True),
        ("NAME 采购英伟达服务器", True),
        ("NAME 采购桌椅", False),
    ):
        assert bool(sought_by(found("org", text, "NAME"), Passage(text=text), NEAR)) is expected


def test_a_card_for_players_may_be_about_games() -> None:
    """Of no other chip is that said, nor of a card in a server."""
    for term, text, expected in (
        ("NVIDIA GeForce RTX 5090", "NAME gaming review", "games"),
        ("NVIDIA GeForce RTX 5090", "NAME gaming review, eight in a server", ""),
        ("NVIDIA H100", "NAME gaming review", ""),
    ):
        hits = found("chip", text, "NAME", term=term)
        assert everyday(hits, Passage(text=text)).partition(":")[0] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("出 NAME 账号 国内直连", True),
        ("NAME credits, bulk, without VPN", True),
        ("NAME аккаунты, продам", True),
        ("How to secure your NAME account", False),
        ("NAME for sale signs", False),
    ],
)
def test_access_is_resold(text: str, expected: bool) -> None:
    """Accounts and credits that change hands."""
    assert bool(resold(found("cloud", text, "NAME"), Passage(text=text), NEAR)) is expected


@pytest.mark.parametrize(
    ("kind", "text", "expected"),
    [
        ("org", "NAME 男篮 逆转夺冠", "sport"),
        ("org", "NAME 招生简章 分数线", "admissions"),
        ("org", "NAME 股价 涨停", "share prices"),
        ("org", "NAME 股价 涨停，此前被移出实体清单", ""),
        ("org", "NAME 夺冠", ""),
        ("cloud", "招聘 熟悉NAME 双休 五险一金", "jobs"),
        ("org", "招聘 熟悉NAME 双休 五险一金", ""),
        ("cloud", "NAME 认证 备考 笔记", "examinations"),
        ("cloud", "NAME 认证 考试 某部采购", ""),
        ("chip", "NAME 男篮 夺冠", ""),
        ("org", "NAME women's basketball team wins", "sport"),
        ("org", "NAME 手机 开售", "consumer goods"),
        ("org", "NAME 手机 开售，麒麟芯片拆解", ""),
    ],
)
def test_a_matter_of_every_day(kind: str, text: str, expected: str) -> None:
    """Two of its words make one, of the kinds it is said of, where nothing is of concern."""
    assert everyday(found(kind, text, "NAME"), Passage(text=text)).partition(":")[0] == expected


@pytest.mark.parametrize("table", ["signs.txt", "everyday.txt", "endusers.txt"])
def test_a_word_stands_once_under_a_heading(table: str) -> None:
    """Else it would count as the strength that is read last: no word of a sign is both strong and weak."""
    seen: set[tuple[str, str]] = set()
    for heading, *words in groups(table):
        group = heading.split()[0] if table == "signs.txt" else heading
        for word in words:
            assert (group, word.lower()) not in seen, f"{heading}: {word}"
            seen.add((group, word.lower()))


LONG = "第一条 合同双方应当遵守本文件的各项规定。 The parties keep to what stands here.\n" * 3_000


@pytest.mark.parametrize("near", [NEAR, sys.maxsize])
def test_a_sign_far_behind_what_the_title_names(near: int) -> None:
    """A tender goes on for pages; its title says what all of them are about."""
    chip = [a_match("H100", 0, "chip", field="title")]
    org = [a_match("Acme", 0, "org", field="title")]
    for text, expected in ((LONG, False), (f"{LONG}可验货，走香港{LONG}", True)):
        assert bool(traded(chip, Passage(title="H100 servers", text=text), near)) is expected
    for behind in (
        "Two men smuggled it, a court heard",
        "Commerce adds Acme to the Entity List",
        "查获 走私",
    ):
        assert case(org, Passage(title="Acme", text=f"{LONG}{behind}. {LONG}"), near)


def test_a_concern_far_behind_keeps_an_everyday_matter() -> None:
    """A match report that ends with an export ban is none of every day."""
    hits = [a_match("Acme", 0, "org", field="title")]
    for text, expected in ((f"男篮 夺冠 {LONG}", "sport"), (f"男篮 夺冠 {LONG} 出口管制", "")):
        assert everyday(hits, Passage(title="Acme", text=text)).partition(":")[0] == expected


@pytest.mark.parametrize("name", ["signs.txt", "endusers.txt", "everyday.txt"])
def test_words_are_found_as_one_pattern_of_them_finds_them(name: str) -> None:
    """Whatever stands beside them, in capitals, and where one is in another."""
    for number, (_, *words) in enumerate(groups(name)):
        plain = [word for word in words if word[0] != "/"]
        text = "".join(
            f"{before}{word.replace('*', more)}{behind}"
            for word in plain
            for more in ("", "ы", "S")
            for before, behind in ((" ", " "), ("x", "x"), ("7", "7"), ("有", "有"), ("\n", "ий\n"))
        )
        tables = WordTables({str(number): words, "other": ["合同", "other"]})
        for said in (text, text.upper().replace(" ", "\u00a0"), f"İ{text}", text.replace(" ", "\n")):
            expected = [Span(*hit.span()) for hit in any_of(words).finditer(said)]
            assert list(tables.spans(str(number), said)) == expected
            assert len(expected) >= len(plain)
