"""How a name is cut into the words it is compared by."""

from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from watchlists.lookup import compare
from watchlists.names import tokens
from watchlists.names.chinese import segments, short_form
from watchlists.names.name import Name
from watchlists.names.numbers import han_number, number_value
from watchlists.names.prepared import prepare
from watchlists.names.transliterate import latin, readings, spelling


def one(text: str) -> Name:
    found = prepare(text)
    assert len(found) == 1
    return found[0]


@pytest.mark.parametrize("sign", ["No. ", "no ", "Nr. ", "№ ", "№", "N° ", "nº", "n°"])
def test_the_sign_of_a_number_says_nothing(sign: str) -> None:
    """Whichever way it is typed."""
    assert [t.text for t in one(f"Zarubin {sign}7").tokens] == ["zarubin", "7"]


@pytest.mark.parametrize(
    ("text", "left", "families"),
    [
        ("Zarubin OOO", ["zarubin"], {"llc"}),
        ("Общество с ограниченной ответственностью «Зарубин»", ["zarubin"], {"llc"}),
        ("Zarubin Holding Co., Ltd.", ["zarubin", "holding"], {"limited"}),
        ("OPEN JOINT STOCK COMPANY 'ZARUBIN'", ["zarubin"], {"stock"}),
        ("L.L.C. Zarubin", ["zarubin"], {"llc"}),
        ("Zarubin Company", ["zarubin"], set()),
        ("AS Vega Oy Ltd", ["vega"], {"stock", "llc", "limited"}),
        ("Limited", ["limited"], set()),
    ],
)
def test_legal_forms_are_taken_off_but_never_the_whole_name(
    text: str, left: list[str], families: set[str]
) -> None:
    """What is left is the name; a name of legal forms alone stays."""
    name = one(text)
    assert [t.text for t in name.tokens] == left
    assert set(name.forms) == families


def test_short_forms_of_phrases_are_written_out_beside_another_word() -> None:
    """NPO Vega is Research and Production Association Vega; NPO alone stays NPO."""
    assert [t.ident for t in one("NPO Vega").tokens] == [
        t.ident for t in one("Research and Production Association Vega").tokens
    ]
    assert [t.text for t in one("NPO").tokens] == ["npo"]


def test_brackets_that_repeat_the_name_go_and_leave_their_short_form() -> None:
    """The short form in brackets is remembered for acronyms; other brackets stay part of the name."""
    assert one("Regional Peace Organization (RPO)").stated == {"rpo"}
    assert one("АО «Вега» (АО «Вега»)").folded == "ao vega"
    assert "thailand" in one("Northwind (Thailand)").folded


def test_a_name_given_twice_is_two_names() -> None:
    """ " / ", ";" and a.k.a. part the names of one party."""
    assert [name.folded for name in prepare("Ivan Petrov / Иван Сомов")] == ["ivan petrov", "ivan somov"]
    assert len(prepare("Northwind a.k.a. Zarubin")) == 2


@pytest.mark.parametrize(
    ("one_way", "other"),
    [
        ("mohammed", "mohamed"),
        ("sergei", "sergey"),
        ("ivanov", "ivanoff"),
        ("hussein", "hussain"),
        ("yelena", "elena"),
        ("khaled", "haled"),
        ("technopribor", "tekhnopribor"),
    ],
)
def test_usual_transliterations_have_one_spelling(one_way: str, other: str) -> None:
    """The same sounds are written one way."""
    assert spelling(one_way) == spelling(other)


@pytest.mark.parametrize(
    ("word", "value"), [("xii", "12"), ("3rd", "3"), ("007", "7"), ("ninth", "9"), ("x", ""), ("a1", "")]
)
def test_numbers_are_read_from_figures_words_and_roman_numerals(word: str, value: str) -> None:
    """A number is a number however it is written; a single letter is none."""
    assert number_value(word) == value


def test_chinese_ordinals_are_numbers() -> None:
    """Three institutes of one academy differ by number alone."""
    assert [han_number(word) for word in ("三", "十", "十四", "二十", "三十八")] == [3, 10, 14, 20, 38]
    assert one("中国星河第十四研究所").numbers == {"#14"}
    assert not compare("中国星河第十四研究所", "中国星河第三十八研究所").match


def test_scripts_are_read_aloud() -> None:
    """Cyrillic, Chinese and kana become Latin letters."""
    assert latin("щука") == "shchuka"
    assert readings("深圳") == ("shen", "zhen")
    assert latin("ヴェガ") == "vega"


def test_chinese_names_are_cut_by_meaning() -> None:
    """Places, trades and legal forms are words; what is left is a name of its own, read aloud."""
    assert [t.text for t in one("深圳市博瑞林電子科技有限公司").tokens] == [
        "shenzhen",
        "boruilin",
        "electronic",
        "technology",
    ]
    assert segments("上海仪器研究所") == (("上海", "where"), ("仪器", "what"), ("研究所", "frame"))


@pytest.mark.parametrize(
    ("short", "full", "likely"),
    [
        ("上仪所", "上海仪器研究所", True),
        ("海仪", "上海仪器研究所", False),
        ("二十中", "第二十二中学", None),
        ("上机", "上海大学", None),
    ],
)
def test_a_chinese_short_form_takes_first_characters_in_order(
    short: str, full: str, likely: bool | None
) -> None:
    """None: the characters do not stand there in order, or the numbers differ."""
    found = short_form(short, full)
    assert (None if found is None else found.strength > 0) is likely


@settings(max_examples=150)
@given(st.text(max_size=40))
def test_any_text_can_be_compared_with_itself(text: str) -> None:
    """No text makes comparing fail, and a readable one is itself."""
    answer = compare(text, text)
    assert 0 <= answer.score <= 1
    if prepare(text):
        assert answer.match


@settings(max_examples=100)
@given(st.text(max_size=25), st.text(max_size=25))
def test_comparing_does_not_depend_on_which_name_comes_first(left: str, right: str) -> None:
    """The score is nearly the same both ways: pairing is greedy, so a hair may differ."""
    assert abs(compare(left, right).score - compare(right, left).score) < 0.2


def test_no_word_of_the_tables_means_two_things() -> None:
    """What one line is called by is no word of another line: the two would never be paired."""
    meant: dict[str, str] = {}
    named = []
    for file in ("words.txt", "languages.txt"):
        text = files("watchlists.names").joinpath("data", file).read_text(encoding="utf-8")
        for line in text.splitlines():
            if line and not line.startswith("#"):
                _, meaning, *words = line.split()
                named.append(meaning)
                for word in words:
                    meant.setdefault(word, meaning)
    assert {meaning for meaning in named if meant.get(meaning, meaning) != meaning} <= {
        "mali",  # the country; the word is Turkish and Persian for finance
        "mongolia",  # Inner Mongolia is a word of its own
        "division",  # a department, and a part of an army
    }


def test_a_letter_is_the_same_when_the_words_met_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    """A lone I at the end is a number, however many words came before."""
    before = dict(tokens.met)  # names read by other tests hold these
    monkeypatch.setattr(tokens, "_MOST", len(before) + 3)
    try:
        for word in ("zirquona", "zirquonb", "zirquonc", "zirquond", "zirquone"):
            tokens.token(word)
        assert len(tokens.met) < 1_000
        assert [name.tokens[-1].kind for name in prepare("Zirquonf Storm I")] == ["i", "#"]
    finally:
        tokens.met.clear()
        tokens.met.update(before)
