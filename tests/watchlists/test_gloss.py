"""What a Chinese name says for readers of Latin letters."""

import pytest

from watchlists.names.gloss import gloss


@pytest.mark.parametrize(
    ("name", "said", "known"),
    [
        ("北京大学", "Peking University", True),
        ("西北工业大学", "Northwestern Polytechnical University", True),
        ("青岛海明科技有限公司", "Qingdao Haiming Technology", False),
        ("黑龙江省", "Heilongjiang", True),
        ("龙华区", "Longhua District", False),
    ],
)
def test_known_bodies_have_their_english_name_others_are_read(name: str, said: str, known: bool) -> None:
    """A name found in the tables is a translation; one that is read says so to whoever shows it."""
    assert gloss(name) == (said, known)


@pytest.mark.parametrize("name", ["Acme Ltd", "Ромашка", "", "123", "采购" * 40])
def test_only_chinese_names_have_a_gloss(name: str) -> None:
    """What is written in letters is read by anybody who reads those; a sentence is no name."""
    assert not gloss(name).text


def test_a_reading_that_holds_a_short_form_is_no_gloss() -> None:
    """南方 (the south) also stands for a group in the tables of matching: a reader would take it for that."""
    assert not gloss("青岛南方科技有限公司").text
