"""What stands beside a hit and makes it another name."""

import pytest

from watchlists.judging.guards import beside_body
from watchlists.judging.hanguards import han_guard
from watchlists.judging.othermodels import other_model
from watchlists.model import RejectReason
from watchlists.text.normalize import fold


def verdict(text: str, name: str) -> RejectReason | None:
    folded = fold(text)
    start = folded.text.index(name)
    answer = han_guard(folded, start, start + len(name), kind="org")
    return answer[0] if answer else None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("武汉大学城", "武汉大学"),
        ("武汉大学出版社", "武汉大学"),
        ("武汉大学附属小学", "武汉大学"),
        ("武汉大学人民医院", "武汉大学"),
        ("武汉大学珞珈学院", "武汉大学"),
        ("武汉大学资产经营投资管理有限责任公司", "武汉大学"),
    ],
)
def test_a_separate_body_is_not_the_body(text: str, name: str) -> None:
    """Presses, hospitals, schools, companies, independent colleges, university towns."""
    assert verdict(text, name) is RejectReason.SEPARATE_BODY


@pytest.mark.parametrize(
    "text",
    [
        "武汉大学计算机学院",
        "武汉大学（深圳）",
        "武汉大学与某某有限公司签约",
        "武汉大学委托某公司",
        "武汉大学生命科学学院",
        "武汉大学\n城市名称：武汉",
    ],
)
def test_parts_of_the_body_and_the_rest_of_the_sentence_are_no_hindrance(text: str) -> None:
    """Schools and campuses belong to the body; a verb, a mark or a line end closes the name."""
    assert verdict(text, "武汉大学") is None


def test_a_longer_name_is_another_body() -> None:
    """A word before it, or behind a short form, makes it one; what its people write in does not."""
    assert verdict("国立武汉大学的校友", "武汉大学") is RejectReason.LONGER_NAME
    folded = fold("中南民族农业大学招生")
    assert han_guard(folded, 1, 3, kind="org", body=True) == (
        RejectReason.LONGER_NAME,
        "中南民族农业大学 is another body",
    )
    assert verdict("武汉大学物理学报", "武汉大学") is None


def test_a_slip_that_makes_a_word_with_what_stands_before_is_none() -> None:
    folded = fold("他儿子金山实验室")
    start = folded.text.index("子金山")
    answer = han_guard(folded, start, start + 6, kind="org", spelling="紫金山实验室")
    assert answer == (RejectReason.WORD_BOUNDARY, "the characters belong to 儿子")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("白天河水上涨", "天河"),
        ("精华为我所用", "华为"),
        ("理智谱写人生", "智谱"),
        ("深紫光芒", "紫光"),
        ("采购尼龙芯电缆", "龙芯"),
        ("望着云从山顶飘过来", "云从"),
        ("业务由天翼云从北京机房迁出", "云从"),
    ],
)
def test_characters_of_other_words_are_no_name(text: str, name: str) -> None:
    """The likelier words of the sentence win."""
    assert verdict(text, name) is not None


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("由华为技术提供", "华为"),
        ("与智谱合作", "智谱"),
        ("采购人为华为", "华为"),
        ("和紫光股份", "紫光"),
        ("采购龙芯电脑", "龙芯"),
        ("我们与云从签约", "云从"),
        ("云从从去年开始扩产", "云从"),
        ("云从人脸识别算法从实验室走向机场", "云从"),
        ("云从三季度起亏损", "云从"),
    ],
)
def test_a_name_among_words_stands(text: str, name: str) -> None:
    """A name is taken where the words around close before it."""
    assert verdict(text, name) is None


@pytest.mark.parametrize(
    ("name", "rest", "stands"),
    [
        ("丙云科技", "股份有限公司续签", True),
        ("丙云", "股份有限公司续签", False),
        ("丙云科技", "银行", False),
    ],
)
def test_the_firm_that_runs_a_cloud_may_be_a_joint_stock_company(name: str, rest: str, stands: bool) -> None:
    """Its name with a line of business and the whole legal form; a bare brand with it is another's."""
    folded = fold(name + rest)
    start = folded.text.index(name)
    assert (han_guard(folded, start, start + len(name), kind="cloud") is None) is stands


def after_university(rest: str) -> RejectReason | None:
    folded = fold(f"Wuhan University {rest}")
    end = len(" Wuhan University")
    answer = beside_body(folded, 1, end, folded.text[end:].split()[:3], "")
    return answer[0] if answer else None


@pytest.mark.parametrize(
    "rest",
    [
        "Bridge Design Co., Ltd. won",
        "Institute of Bridge Design Co., Ltd. won",
        "Architectural Design and Research Institute (Group) Co., Ltd. won",
        "Optics Technologies Inc was founded",
    ],
)
def test_a_universitys_name_may_begin_a_companys(rest: str) -> None:
    """Capitals up to a legal form, an institute among them too."""
    assert after_university(rest) is RejectReason.SEPARATE_BODY


@pytest.mark.parametrize(
    "rest",
    [
        "and Huawei Technologies Co., Ltd. signed",
        "School of Software and Sugon Co., Ltd. signed",
        "Selects Inspur Group Co., Ltd. for Servers",
        "To Buy Sugon Co., Ltd. Servers",
        "Design Institute, Loongson Technology Co., Ltd.",
        "bought servers from Sugon Co., Ltd.",
    ],
)
def test_a_company_named_after_a_university_is_no_part_of_its_name(rest: str) -> None:
    """Another name joined to it, a part, a verb of a headline, a list."""
    assert after_university(rest) is None


@pytest.mark.parametrize(
    ("surface", "before", "after", "gap"),
    [
        ("L40S", [], [], ""),
        ("L40", [], ["s"], " "),
        ("A100", ["rtx"], [], " "),
        ("RTX 4090", [], ["ti"], " "),
    ],
)
def test_a_neighbouring_model_is_another_chip(
    surface: str, before: list[str], after: list[str], gap: str
) -> None:
    """A capital S, a suffix set apart, another product line before."""
    answer = other_model(surface, surface.lower().rstrip("s"), before, after, gap)
    assert answer is not None
    assert answer[0] is RejectReason.OTHER_MODEL
