"""Numbers and words in other scripts that tell a person, however they are written; what is measured stays."""

import pytest

from watchers.parsers.persons.capitals import shown_capitals
from watchers.parsers.persons.clauses import shown_text
from watchers.parsers.persons.numbers import without_numbers
from watchers.parsers.persons.shown import shown_name


@pytest.mark.parametrize(
    "number",
    [
        "13712340987",
        "137 1234 0987",
        "137-1234-0987",
        "137.1234.0987",
        "1371 234 0987",
        "１３７１２３４０９８７",
        "1 3 7 1 2 3 4 0 9 8 7",
        "+86 137 1234 0987",
        "一三七一二三四零九八七",
        "壹叁柒壹贰叁肆零玖捌柒",
        "137****0987",
        "(0571)8812-3456",
        "０５７１－８８１２３４５６",
        "88123456",
        "8812 3456",
        "零五七一八八一二三四五六",
        "dyming＠east.example.cn",
        "dyming#east.edu.cn",
        "dyming(at)east.edu.cn",
        "dyming at east dot edu dot cn",
        "330106 19800307 1234",
        "３３０１０６１９８００３０７１２３Ｘ",
        "wxid_dyming",
        "6228480402564890018",
        "6228 4804 0256 4890 018",
        "03381 / 555-2048",
        "03381/5552048",
        "04 67 55 02 91",
        "04.67.55.02.91",
        "0 61 44 - 3 70 - 12",
        "06144 3702 18",
        "0613-770 41 09",
        "0415(37)2264",
        "0086 21 5550 1234",
        "00 33 4 67 55 02 91",
        "8-343-2550147",
        "961 55 02 18",
        "/48/ 61 555 07 31",
        "o1o-3381-5520",
    ],
)
def test_ways_to_reach_somebody_leave_however_they_are_written(number: str) -> None:
    """Wide signs, blanks, characters, stars in the middle."""
    assert without_numbers(f"售后（{number}）") == "售后（）"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("开户银行账号：330269378", "开户银行账号"),
        ("账户：3302 6937 8801", "账户"),
        ("账户：12345678.50元", "账户：12345678.50元"),
    ],
)
def test_numbers_of_accounts_leave_behind_the_word_for_them(text: str, left: str) -> None:
    """Shorter ones than a bank card has too; a sum stays."""
    assert without_numbers(text) == left


def test_a_code_of_a_region_may_have_one_bracket() -> None:
    """As Korean notices write it."""
    assert without_numbers("문의 052)381-7740 (직통)") == "문의  (직통)"


@pytest.mark.parametrize(
    "text",
    [
        "2026年12月1日 20261201 2019-2024",
        "预算2860000元，单价1,234,567.00",
        "8192 4096 2048 GB，1920×1080，二〇二六年",
        "项目编号HY-2026-09171234",
        "PowerEdge R750 12345678901234567890",
        "档案20260917123456789，编号：6228480402564890018，批次4401012026000123",
        "第0571/123号，文件0123/2026号，05.06.2026",
        "2026/S 041-103377, 03/14/2026, 05/06/26, Mo 08.00-16.30, 09 30 - 12 00",
        "lots 001 002 003, OMB No. 0970-0123, Teaneck, NJ 07666-6712, CPV 09310000-5",
        "0.125 256 512 mm, 0 100 200 300, 招标编号0730-264012GX0630",
    ],
)
def test_days_sums_measures_and_codes_stay(text: str) -> None:
    """They have other signs beside them, or other lengths."""
    assert without_numbers(text) == text


@pytest.mark.parametrize(
    "evil",
    [
        "1 " * 30_000,
        "a" * 60_000,
        "a at " * 12_000,
        "０" * 50_000,
        "A." * 30_000,
        "0 1" * 30_000,
        "01-" * 20_000,
    ],
)
def test_texts_made_to_be_slow_are_not(evil: str) -> None:
    """Every step is one pass."""
    assert isinstance(shown_capitals(without_numbers(evil)), str)


@pytest.mark.parametrize(
    "text",
    [
        "配NVIDIA H20 八卡，Windows Server 2022，PowerEdge R750",
        "采用Varjo XR-4、Jetson Thor、Orin NX和OpenEuler",
        "含Monaco 6.1升级，Artec Leo 扫描仪，BATS-R-US模块",
        "供应商 Some Photonics GmbH 与 ООО «Сунгари»",
    ],
)
def test_makers_models_and_bodies_in_other_scripts_stay(text: str) -> None:
    """They are known words, written as makers write, or before a figure or the word for a thing."""
    assert shown_capitals(text) == text


@pytest.mark.parametrize(
    "name",
    ["Okafor", "Jane Roe", "ROE Jane", "Tom Z. Lin", "dingyiming", "DingYiming", "Nguyễn Thị Hoa", "Петров"],
)
def test_other_words_in_other_scripts_leave(name: str) -> None:
    """One alone too, and a Chinese name in Latin letters."""
    assert name not in shown_capitals(f"现场由{name}介绍，服务器8台")
    assert name not in shown_capitals(f"服务器询价公告（{name}）")


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("某市国资委常年法律顾问律师服务", "某市国资委常年法律顾问律师服务"),
        ("法律援助律师补贴公示", "法律援助律师补贴公示"),
        ("服务器询价公告（田野）", "服务器询价公告（…）"),
        ("服务器询价公告-高明", "服务器询价公告-…"),
        ("服务器询价公告（二次）", "服务器询价公告（二次）"),
        ("配套工程（欧阳江山）", "配套工程（…）"),
        ("配套工程（齐心路）", "配套工程（齐心路）"),
        ("Jane Roe-H20服务器询价公告", "…-H20服务器询价公告"),
        ("TaiShan 200-2280服务器询价公告", "TaiShan 200-2280服务器询价公告"),
        ("东山大学丁　敏教授工作站询价公告", "东山大学…教授工作站询价公告"),
        ("中标（成交）结果公告", "中标（成交）结果公告"),
        ("关于田野申请购置工作站的公示", "关于…申请购置工作站的公示"),
        ("关于调整开标时间的更正公告", "关于调整开标时间的更正公告"),
        ("Isilon存储扩容公告", "Isilon存储扩容公告"),
    ],
)
def test_titles_keep_what_can_be_no_name(title: str, shown: str) -> None:
    """Between brackets and strokes words that are names as well are withheld."""
    assert shown_name(title) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("技术参数由物理学院田野提供", "技术参数由物理学院…提供"),
        ("设备在312室丁晓磊处", ""),
        ("服务器在312室丁晓磊处", "服务器在312室…处"),
        ("四足机器人本体5台，存储三副本，按月结算", "四足机器人本体5台，存储三副本，按月结算"),
        ("耐压11000米钛合金舱，EPYC 9755单路", "耐压11000米钛合金舱，EPYC 9755单路"),
        ("冷板进水温度不高于45℃", "冷板进水温度不高于45℃"),
        ("恒温恒湿±0.5℃", "恒温恒湿±0.5℃"),
    ],
)
def test_words_that_are_names_as_well_leave_and_words_of_technology_stay(text: str, shown: str) -> None:
    """A character alone among words is no name."""
    assert shown_text(text) == shown


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("时延≤5ms，信噪比≥90dB，8通道采样", "时延≤5ms，信噪比≥90dB，8通道采样"),
        ("预算（万元）：860，同步误差≤2帧", "预算（万元）：860，同步误差≤2帧"),
        ("3×国产32GB卡", "3×国产32GB卡"),
        ("设备12台田野", "设备12台…"),
        ("お問合せ：五十嵐　すみれ、H20", "お問合せ：、H20"),
    ],
)
def test_what_is_counted_or_measured_stays_with_its_unit(text: str, shown: str) -> None:
    """A name behind a figure, or with its given name in hiragana, does not."""
    assert shown_text(text).strip() == shown


@pytest.mark.parametrize(
    ("written", "left"),
    [
        ("经办人 分机52113；", "经办人 分机；"),
        ("分机号：8021", "分机号"),
        ("电话分机3套", "电话分机3套"),
        ("经办：gongyiming@。", "经办：。"),
        ("增益50dB@1kHz", "增益50dB@1kHz"),
    ],
)
def test_extensions_and_addresses_that_are_cut_off_leave(written: str, left: str) -> None:
    assert without_numbers(written) == left


@pytest.mark.parametrize(
    "product",
    ["Helios 5 CX", "Titan Krios G4", "Themis Z", "Hitachi SU8600", "Gemini 460", "Orbitrap Exploris 480"],
)
def test_product_families_of_instruments_stay_before_a_figure(product: str) -> None:
    assert product in shown_capitals(f"电镜 {product} 一套")


def test_a_family_alone_may_be_somebody() -> None:
    assert shown_capitals("电镜由 Helios 操作") == "电镜由  操作"
    assert "Titan" not in shown_capitals("Titan Okonkwo 操作")
