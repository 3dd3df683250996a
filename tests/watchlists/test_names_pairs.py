"""Two names: one party or two."""

import pytest

from tests.watchlists.tables_of_cases import PAIRS
from watchlists.lookup import compare
from watchlists.names.explanation import LookupReason


@pytest.mark.parametrize(("left", "right", "kind", "same", "rule"), PAIRS)
def test_the_pair_is_judged_as_its_rule_says(left: str, right: str, kind: str, same: bool, rule: str) -> None:
    """Each row of pairs.csv holds, whichever name comes first."""
    for one, other in ((left, right), (right, left)):
        answer = compare(one, other, kind=kind)
        assert answer.match is same, f"{rule}: {answer}"


@pytest.mark.parametrize(
    ("left", "right", "reason"),
    [
        ("Zarubin Plant", "zarubin plant", "exact"),
        ("Zarubin Plant OOO", "Zarubin Plant", "legal-form"),
        ("Kestrel University", "University of Kestrel", "word-order"),
        ("Northwind Technology", "Northwind Tech", "abbreviation"),
        ("Megastore Varna", "Mega Store Varna", "spacing"),
        ("J. Albright", "Jonathan Albright", "initials"),
        ("Organization for Regional Peace Action", "ORPA", "acronym"),
        ("Полюс-Вега", "Polyus-Vega", "transliteration"),
        ("Northwind Optics", "Northwimd Optics", "typo"),
        ("Northwind Precision Optics", "Northwind Precision Optics Kaliningrad", "partial"),
        ("Snow Storm 1", "Snow Storm 2", "numbers-differ"),
        ("Northwind", "Zarubin", "different"),
        ("哈工所", "哈尔滨工程研究所", "abbreviation"),
    ],
)
def test_the_reason_says_how_the_names_agree(left: str, right: str, reason: str) -> None:
    """The reason is a word of the closed set."""
    answer = compare(left, right)
    assert answer.reason == reason, answer
    assert answer.reason in set(LookupReason)


def test_the_detail_names_the_words() -> None:
    """A person reads which words were taken for one, and which were ignored."""
    detail = compare("Northwind Technology Ltd", "Northwind Tech").detail
    assert "'technology' = 'tech'" in detail
    assert "ltd" in detail


@pytest.mark.parametrize("name", ["", "   ", "—", "()", "''"])
def test_a_name_without_letters_is_nobody(name: str) -> None:
    """Nothing readable matches nothing, and says so."""
    answer = compare(name, "Northwind")
    assert not answer.match
    assert answer.score == 0


@pytest.mark.parametrize(
    "name",
    ["省", "市 市", "А", "ー", "(((", "No. 5", "LLC", "Ltd Ltd", "ﷺ", "𐎀", "鿖", "鿖 鿖", "🚢", "of the"],
)
def test_odd_names_are_compared_without_a_stumble(name: str) -> None:
    """Names of legal forms, particles, single letters or rare signs alone still compare with themselves."""
    assert compare(name, name).score >= 0
    assert compare(name, "Northwind Optics").match is False


@pytest.mark.parametrize("name", ["al al", "of the", "de de", "LLC of"])
def test_initials_are_not_looked_for_among_particles(name: str) -> None:
    """A name of particles alone has no initials."""
    assert compare(name, "NWO").match is compare("NWO", name).match is False


@pytest.mark.parametrize(
    "name",
    [
        "Northwind " * 1000,
        "a " * 5000,
        "深圳市" * 3000,
        "x" * 10_000,
        "(" * 5000 + ")" * 5000,
        "A.B." * 2500,
        "Зaрyбин" * 1400,
        "🚢" * 10_000,
        "\u202eNorthwind\u202c שלום نورث 深圳 " * 300,
        " / ".join(f"Name{n} Ltd" for n in range(2000)),
    ],
    ids=["words", "letters", "han", "one-word", "brackets", "dots", "mixed", "emoji", "scripts", "names"],
)
def test_a_name_of_ten_thousand_characters_is_answered(name: str) -> None:
    """A text that is no name is compared in bounded work, with itself and with a name; scores stay scores."""
    for left, right in ((name, "Northwind Optics"), (name, name[:-2] + "q")):
        assert 0 <= compare(left, right).score <= 1


@pytest.mark.parametrize(
    ("short", "full", "least", "most"),
    [
        ("QTS GmbH", "Quorvexer Technische Systeme GmbH", 0.5, 0.8),
        ("QTSG", "Quorvexer Technische Systeme Gruppe", 0.8, 0.9),
        ("QTS GmbH", "Quorvexer Technische Systeme (QTS) GmbH", 0.9, 1.0),
    ],
)
def test_a_few_letters_alone_are_weak_evidence(short: str, full: str, least: float, most: float) -> None:
    """They are the initials of many; where the name says itself that they are its own, they are sure."""
    assert least <= compare(short, full, kind="org").score <= most


@pytest.mark.parametrize(
    ("left", "right", "least", "most"),
    [
        ("Tolvan Makina Sanayi A.S.", "Tolvar Makina Sanayi A.S.", 0.45, 0.8),
        ("Brenson Precision Gears Ltd", "Brenton Precision Gears Ltd", 0.45, 0.8),
        ("Kaslink Trading Company", "Kaslin Trading Company", 0.45, 0.8),
        ("Yuntang Aviation Materials", "Yuntan Aviation Materials", 0.45, 0.8),
        ("Teleremont Service LLC", "ООО «Телемонт Сервис»", 0.0, 0.8),
        ("Pellora Components Limited", "Pellor Components GmbH", 0.45, 0.8),
        ("Pellora Components Limited", "Pellor Components Ltd", 0.8, 1.0),
        ("Oceanmash Works", "Okeanmash Works", 0.9, 1.0),
        ("Gebran Trading Company", "Jebran Trading Company", 0.9, 1.0),
        ("Qashani Metal Works", "Ghashani Metal Works", 0.9, 1.0),
        ("Al-Habri General Trading", "Alhabri General Trading", 0.9, 1.0),
        ("Pelar Instruments", "Pellar Instruments", 0.9, 1.0),
        ("Ostrovsky Institute of Optics", "Островской институт оптики", 0.8, 1.0),
    ],
)
def test_another_consonant_in_the_only_own_word_is_weak_evidence(
    left: str, right: str, least: float, most: float
) -> None:
    """However long the rest is; what romanisations write in two ways is none."""
    for one, other in ((left, right), (right, left)):
        answer = compare(one, other, kind="org")
        assert least <= answer.score <= most, answer


@pytest.mark.parametrize("ships", [("Amber Gull", "Amber Gulls"), ("Star Reef", "Stars Reef")])
def test_a_ship_in_the_plural_is_hardly_the_same_one(ships: tuple[str, str]) -> None:
    """It may be a slip of the pen, which a person decides."""
    assert 0.45 <= compare(*ships, kind="vessel").score <= 0.7


def test_a_ship_with_another_consonant_is_looked_at() -> None:
    """Kapitan Zorubin and Kapitan Zoruba are two captains as likely as one misspelt."""
    assert 0.45 <= compare("Kapitan Zorubin", "Kapitan Zoruba", kind="vessel").score <= 0.8
    assert compare("Fesco Diomid", "Fesco Diomide", kind="vessel").score >= 0.9


def test_the_first_character_of_a_family_is_no_legal_form() -> None:
    """欧 is read ou, which is Estonian for a company where it is written so."""
    assert compare("欧阳致遥", "Ouyang Zhiyao", kind="person").score >= 0.95


def test_a_person_whose_n_may_be_ng_is_looked_at() -> None:
    """One name in pinyin beside the other is no sure match."""
    assert compare("Guo Tianming", "Guo Tianmin", kind="person").score <= 0.8


def test_the_translated_legal_form_does_not_lower_a_score() -> None:
    """A Chinese stock company is Co., Ltd. abroad as often as JSC."""
    chinese = "兰州朗维科技股份有限公司"
    scores = {compare(chinese, f"Lanzhou Langwei Technology {form}").score for form in ("Co., Ltd.", "JSC")}
    assert min(scores) > 0.9


def test_the_group_that_two_firms_have_in_brackets_is_no_name_of_theirs() -> None:
    """One group's firms are apart; the name in brackets still agrees with a party called so."""
    left, right = "Velkor Arena (Zarubin Media Group Tbk)", "Tashan Arena (Zarubin Media Group Tbk)"
    answer = compare(left, right, kind="org")
    assert not answer.match, answer
    assert compare(left, left.lower(), kind="org").reason == "exact"
    assert compare(left, "Zarubin Media Group", kind="org").match
    assert compare("Velkor (Полюс-Вега)", "Tashan (Полюс-Вега)", kind="org").match  # in its own script
