"""What a name is worth alone."""

import pytest

from watchlists.spellings.commonness import Standing, standing


@pytest.mark.parametrize("name", ["北方", "南方", "东方", "金融机构"])
def test_words_of_chinese_name_nobody(name: str) -> None:
    """A direction is met in every other text, whoever is called after it."""
    assert standing(name) is Standing.COMMON


@pytest.mark.parametrize("name", ["北方华创", "燧原科技", "寒武纪"])
def test_names_are_names(name: str) -> None:
    """With something of their own they tell."""
    assert standing(name) is Standing.STRONG
