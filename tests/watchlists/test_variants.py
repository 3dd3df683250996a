"""Spellings made by rule from a listed name."""

import pytest

from watchlists.model import MatchReason, Term, Variant
from watchlists.spellings import romanised
from watchlists.spellings.variants import detail_of, variants
from watchlists.text.normalize import fold_name


def spellings(name: str, kind: str = "org") -> dict[str, MatchReason]:
    return {variant.text: variant.reason for variant in variants(Term(name=name, kind=kind))}


@pytest.mark.parametrize(
    ("name", "spelling", "reason"),
    [
        ("Quorvex Machinery Co., Ltd.", "quorvex machinery", MatchReason.LEGAL_FORM),
        ("ООО «Кворвекс»", "кворвекс", MatchReason.LEGAL_FORM),
        ("杭州夸威视讯技术股份有限公司", "夸威视讯", MatchReason.ABBREVIATION),
        ("Wuhan University", "university of wuhan", MatchReason.WORD_ORDER),
        (
            "Moscow Institute of Physics and Technology",
            "moscow physics and technology institute",
            MatchReason.WORD_ORDER,
        ),
        (
            "National Supercomputing Center in Wuxi",
            "wuxi national supercomputing center",
            MatchReason.WORD_ORDER,
        ),
        ("国家超级计算无锡中心", "国家超算无锡中心", MatchReason.ABBREVIATION),
        (
            "Orbital Imagery Research Institute",
            "research institute of orbital imagery",
            MatchReason.WORD_ORDER,
        ),
        ("北京智能计算实验室", "智能计算实验室 北京", MatchReason.WORD_ORDER),
        ("武汉大学", "武大", MatchReason.ABBREVIATION),
        ("Huawei", "хуавэй", MatchReason.TRANSLITERATION),
        ("HMT X7000", "нмт x7000", MatchReason.SCRIPT),
        ("ІНТЭГРАЛ", "integral", MatchReason.TRANSLITERATION),  # read aloud it is a known name of another row
        ("中国科学院兰州冰川研究所", "中国科学院冰川研究所 兰州", MatchReason.WORD_ORDER),
    ],
)
def test_a_spelling_is_made_by_its_rule(name: str, spelling: str, reason: MatchReason) -> None:
    """One example for each rule."""
    assert spellings(name).get(spelling) is reason


def test_the_listed_name_comes_first_and_none_twice() -> None:
    """`watchlist show --variants` starts with what the team typed."""
    found = variants(Term(name="Quorvex Ltd", kind="org", aliases=("QVX", "Quorvex Ltd")))
    assert [variant.text for variant in found[:2]] == ["quorvex ltd", "qvx"]
    assert len({variant.text for variant in found}) == len(found)


@pytest.mark.parametrize("name", ["法国兴业银行", "深圳市人民医院"])
def test_a_name_told_apart_by_its_place_keeps_it(name: str) -> None:
    """法国兴业银行 is not 兴业银行."""
    assert all(text.startswith(name[:2]) for text in spellings(name) if not text.isascii())


def test_a_body_of_one_head_noun_keeps_its_little_words() -> None:
    """ "University of Wuhan" is made, but "a university, Wuhan" is not the name: the order is strict."""
    (variant,) = [
        v for v in variants(Term(name="Wuhan University", kind="org")) if v.text == "university of wuhan"
    ]
    assert variant.strict


def test_an_alias_of_no_letter_does_not_keep_a_name_from_being_found() -> None:
    lines = variants(Term(name="Quorvex Institute", kind="org", aliases=("-", "…")))
    assert "quorvex institute" in {variant.text for variant in lines}


def test_a_spelling_is_shown_as_people_write_it() -> None:
    """Capitals where only they count, the apostrophe back, and when it counts."""
    found = {v.text: v for v in variants(Term(name="Harbin Institute of Technology", kind="org"))}
    assert (found["hit"].shown, found["hit"].condition) == (
        "HIT",
        "in capitals, beside context or another hit",
    )
    assert found["harbin s institute of technology"].shown == "harbin's institute of technology"
    assert found["harbin technology institute"].condition == ""


@pytest.mark.parametrize(
    "term",
    [
        Term(name="Tsinghua University", kind="org", aliases=("清华",), weak_aliases=("THU",)),
        Term(name="杭州夸威视讯技术股份有限公司", kind="org", weak_aliases=("夸威",)),
        Term(name="哈尔滨临溪研究所", kind="org", aliases=("临溪研究所",)),
        Term(name="Institute of Optics, Kesvor Academy of Sciences", kind="org"),
        Term(name="NVIDIA A100", kind="chip"),
        Term(name="ООО «Кворвекс»", kind="org"),
        Term(name="阿里云", kind="cloud"),
    ],
)
def test_how_one_spelling_is_made_is_told_as_among_all(term: Term) -> None:
    """Making the others stops where nothing can take its place."""
    made = variants(term)
    assert {form.text: detail_of(term, form) for form in made} == {form.text: form.detail for form in made}
    assert detail_of(term, Variant("no spelling of it", MatchReason.EXACT, "")) == ""


def test_a_name_read_aloud_is_told_by_its_letters(monkeypatch: pytest.MonkeyPatch) -> None:
    """The first match of one does not wait for a dictionary of Chinese words."""
    term = Term(name="临溪理工大学", kind="org")
    monkeypatch.setattr(romanised, "_words", None)
    for text in ("linxi ligong daxue", "lin xi li gong da xue"):
        spelling = Variant(text, MatchReason.TRANSLITERATION, "")
        assert detail_of(term, spelling) == "临溪理工大学 in Latin letters"


@pytest.mark.parametrize("written", ["Росвектор", "Рoсвектор", "Росвeктop"])
def test_a_cyrillic_name_is_found_with_latin_letters_in_it(written: str) -> None:
    """A word mixed of letters that look alike is folded to Latin ones, and the name has such a spelling."""
    texts = {form.text for form in variants(Term(name="Росвектор", kind="org"))}
    assert fold_name(written) in texts


def test_short_cyrillic_letters_have_no_latin_twin() -> None:
    """РАН in Latin letters is a word of chemistry."""
    assert "pah" not in {form.text for form in variants(Term(name="РАН", kind="org"))}
