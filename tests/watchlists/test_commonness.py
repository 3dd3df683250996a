"""What a name is worth alone."""

import pytest

from watchlists.spellings.commonness import Standing, standing, standing_of_words


@pytest.mark.parametrize("name", ["北方", "南方", "东方", "金融机构"])
def test_words_of_chinese_name_nobody(name: str) -> None:
    """A direction is met in every other text, whoever is called after it."""
    assert standing(name) is Standing.COMMON


@pytest.mark.parametrize(
    "name",
    [
        *("海军", "空军", "陆军", "总装备部", "总参谋部", "体育总局", "海关总署", "北方舰队", "东部战区"),
        *("战略支援部队", "信息支援部队", "海上自卫队", "해군", "вмф", "air force"),
    ],
)
def test_what_a_state_has_one_of_is_a_body(name: str) -> None:
    """A team that lists it means it, however frequent its words; official lists chose no spelling."""
    assert standing(name) is Standing.STRONG


@pytest.mark.parametrize(
    "name", ["部队", "边防部队", "特种部队", "法院", "舰队", "军队", "商业银行", "信托公司"]
)
def test_what_a_state_has_many_of_is_none(name: str) -> None:
    """Nobody knows which one is meant."""
    assert standing(name) is Standing.COMMON
    assert standing_of_words(["海军"], official=True) is Standing.COMMON


@pytest.mark.parametrize("name", ["北方华创", "燧原科技", "寒武纪"])
def test_names_are_names(name: str) -> None:
    """With something of their own they tell."""
    assert standing(name) is Standing.STRONG


@pytest.mark.parametrize(
    "pair", ["harbor harbour", "color colour", "labor labour", "defense defence", "organize organise"]
)
def test_words_are_words_in_either_spelling(pair: str) -> None:
    """A company that is called by one is not named by "the harbour office"."""
    american, british = map(standing, pair.split())
    assert american is british is Standing.CAPITALISED
