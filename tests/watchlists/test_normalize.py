"""Folding: the order of steps, and the way back to the text as given."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watchlists.text.folding import fold_whole
from watchlists.text.normalize import fold, fold_name


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Huawei Technologies Co., Ltd.", "huawei technologies co ltd"),
        ("ＨＩＫＶＩＳＩＯＮ", "hikvision"),
        ("𝐇𝟏𝟎𝟎", "h100"),
        ("H\u200b100", "h100"),
        ("Shen\u00adzhen", "shenzhen"),
        ("Shen-\nzhen University", "shenzhen university"),
        ("騰訊雲", "腾讯云"),
        ("武漢大学", "武汉大学"),
        ("深 圳 大\n学", "深圳大学"),
        ("ルネサスエレクト口ニクス", "ルネサスエレクトロニクス"),
        ("エレク卜 ロ二クス", "エレクトロニクス"),
        ("ロシア二カ国のグルメ口コミ", "ロシア二カ国のグルメ口コミ"),
        ("人口とカ", "人口とカ"),
        ("А100", "a100"),
        ("Н200", "h200"),
        ("Байкал", "байкал"),
        ("Севмaш", "севмаш"),
        ("Сбepбaнк", "сбербанк"),
        ("Бйz3", "бйz3"),
        ("Université", "universite"),
        ("e\u0301cole", "ecole"),
        ("ﾌｧｰｳｪｲ", "ファーウェイ"),
        ("微软azure订阅", "微软 azure 订阅"),
        ("哈尔滨工业大学（深圳）", "哈尔滨工业大学 深圳"),
        ("wait… what", "wait what"),
        ("", ""),
        ("…", ""),
        ("¹SMIC² ①ⅣA ⒉BEL ❸CASIC㈠", "smic iva bel casic"),
        ("50 m³ of H₂O", "50 m of h2o"),
        ("Huaweiʼs", "huawei s"),
        ("ʜᴜᴀᴡᴇɪ 🅷🆄🅰🆆🅴🅸", "huawei huawei"),
    ],
)
def test_folding_makes_one_spelling_of_many(written: str, folded: str) -> None:
    """Each step of the documented order, by an example."""
    assert fold_name(written) == folded


@pytest.mark.parametrize(
    ("text", "part", "surface"),
    [
        ("GPU：Ａ１００×8", "a100", "Ａ１００"),
        ("The H\u200b200 card", "h200", "H\u200b200"),
        ("at Shen-\nzhen today", "shenzhen", "Shen-\nzhen"),
        ("采购人：深 圳 大 学。", "深圳大学", "深 圳 大 学"),
        ("x  , y  Vultr z", "vultr", "Vultr"),
        ("e\u0301cole x", "ecole", "e\u0301cole"),
        ("ﬁne Vultr", "vultr", "Vultr"),
        ("微软azure订阅", "azure", "azure"),
        ("²Vultr¹", "vultr", "Vultr"),
        ("（ 東京エレク卜ロン）", "エレクトロン", "エレク卜ロン"),
    ],
)
def test_every_place_maps_back_to_the_text(text: str, part: str, surface: str) -> None:
    """A span of the folded text names the code points it came from."""
    folded = fold(text)
    at = folded.text.index(part)
    start, end = folded.span(at, at + len(part))
    assert text[start:end] == surface


@given(st.text(max_size=60))
def test_any_text_folds_and_maps_back_in_order(text: str) -> None:
    """No text breaks folding, and places keep their order."""
    folded = fold(text)
    places = [folded.origin(at) for at in range(len(folded.text))]
    assert places == sorted(places)
    assert all(0 <= place <= len(text) for place in places)


@given(st.text(max_size=40))
def test_folding_twice_changes_nothing_more(text: str) -> None:
    """A folded name is its own folded form, so that names and texts meet."""
    once = fold_name(text)
    twice = fold_name(once)
    assert fold_name(twice) == twice


def test_what_stood_between_is_known() -> None:
    """Guards ask what was between two characters that folding brought together."""
    folded = fold("四川大学\n城市")
    at = folded.text.index("城")
    assert folded.between(at) == "\n"
    assert folded.between(at + 1) == ""


@given(st.text("中文字大学 \n\t，体訓·\u200b\u3000", max_size=12), st.integers(1, 12), st.integers(1, 12))
def test_what_is_unbroken_has_nothing_between(text: str, start: int, size: int) -> None:
    """Characters that stand in the text as they are in the folded one have no gap before or among them."""
    folded = fold(text)
    characters = folded.text[start : start + size]
    if characters.isalpha() and folded.is_unbroken(start, start + size):
        assert not any(folded.between(at) for at in range(start, start + len(characters)))


def test_a_gap_or_another_character_breaks_a_run() -> None:
    """A line break does, a space does, and so does a character that folding changed."""
    for text in ("四川大学\n城市", "四川大学 城市", "四川大学訓市"):
        folded = fold(text)
        assert not folded.is_unbroken(5, 7), text
        assert folded.is_unbroken(2, 4), text


RUNS = "ab Z1,.-(（，。…·・“½™é№Ａ１ⅣА\u200b\u00ad\u3000\n\t体訓Я"


@given(st.text(RUNS, max_size=6), st.sampled_from(["", "中", "大学"]), st.sampled_from(["", "文"]))
def test_what_stands_between_chinese_characters_folds_as_the_whole_does(
    run: str, before: str, after: str
) -> None:
    """The short cut for runs between plain characters says what all steps over the whole text say."""
    text = f"{before}{run}{after}。"
    quick, whole = fold(text), fold_whole(text)
    assert quick.words == whole.words
    if before and after:
        assert quick.text == whole.text
        assert [quick.origin(at) for at in range(len(quick.text))] == [
            whole.origin(at) for at in range(len(whole.text))
        ]
