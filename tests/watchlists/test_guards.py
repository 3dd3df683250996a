"""What stands beside a hit and makes it another name."""

import pytest

from watchlists.guards import chip_guard
from watchlists.hanguards import han_guard
from watchlists.model import RejectReason
from watchlists.normalize import fold


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


@pytest.mark.parametrize(
    ("text", "name"),
    [("白天河水上涨", "天河"), ("精华为我所用", "华为"), ("理智谱写人生", "智谱"), ("深紫光芒", "紫光")],
)
def test_characters_of_other_words_are_no_name(text: str, name: str) -> None:
    """The likelier words of the sentence win."""
    assert verdict(text, name) is not None


@pytest.mark.parametrize(
    ("text", "name"),
    [("由华为技术提供", "华为"), ("与智谱合作", "智谱"), ("采购人为华为", "华为"), ("和紫光股份", "紫光")],
)
def test_a_name_among_words_stands(text: str, name: str) -> None:
    """A name is taken where the words around close before it."""
    assert verdict(text, name) is None


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
    answer = chip_guard(surface, surface.lower().rstrip("s"), before, after, gap)
    assert answer is not None
    assert answer[0] is RejectReason.OTHER_MODEL
