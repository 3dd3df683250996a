"""Looking a name up among parties."""

import pytest

from watchlists.lookup import NameIndex, compare
from watchlists.model import Party
from watchlists.names.prepared import prepare

PARTIES = (
    Party(entity_id="1", name="Northwind Precision Optics Co., Ltd.", list="test", aliases=("NPO Optics",)),
    Party(entity_id="2", name="Harbour Light Shipping", list="test"),
    Party(entity_id="3", name="AL-RASHIDI, Faisal", list="test", aliases=("Abu Nadir",), kind="person"),
)


@pytest.fixture
def index() -> NameIndex:
    return NameIndex.build(PARTIES)


def test_the_name_as_listed_comes_first_with_reason_exact(index: NameIndex) -> None:
    """Case and punctuation do not matter for an exact hit."""
    best = index.search("northwind precision optics co ltd")[0]
    assert (best.party.entity_id, best.reason) == ("1", "exact")
    assert best.score > 0.98


def test_an_alias_says_so_and_names_itself(index: NameIndex) -> None:
    """A listed alias is found under its own reason, with the alias as the matched name."""
    best = index.search("abu nadir")[0]
    assert (best.party.entity_id, best.reason, best.matched_name) == ("3", "alias", "Abu Nadir")


def test_word_order_does_not_hide_a_person(index: NameIndex) -> None:
    """Family name first or last is the same person."""
    assert index.search("Faisal al-Rashidi")[0].party.entity_id == "3"


def test_one_candidate_for_a_party_and_never_more_than_the_limit(index: NameIndex) -> None:
    """However many of its names fit, a party is one answer."""
    found = index.search("northwind optics", limit=2)
    assert len(found) <= 2
    assert len({c.party.entity_id for c in found}) == len(found)


def test_nothing_fits_is_an_empty_answer(index: NameIndex) -> None:
    """A name unlike every name held gives no candidate, and so does an empty one."""
    assert index.search("Zyxquwv Bkrtphm") == ()
    assert index.search("  ") == ()


def test_length_counts_names_not_parties(index: NameIndex) -> None:
    """`len` is the number of names searched."""
    assert len(index) == 5


def test_compare_says_yes_to_a_typo_and_no_to_another_name() -> None:
    """One letter in a long name is the same party; another name is not."""
    assert compare("Northwind Precision Optics", "Northwind Precison Optics").match
    assert not compare("Northwind Precision Optics", "Harbour Light Shipping").match


@pytest.mark.parametrize(
    ("wanted", "entity", "reason"),
    [
        ("Northwind Precison Optics", "1", "typo"),
        ("Нортвинд Precision Optics", "1", "transliteration"),
        ("Precision Optics Northwind GmbH", "1", "word-order"),
        ("Harbourlight Shipping", "2", "spacing"),
        ("Harbor Light Shiping LLC", "2", "transliteration"),
        ("فيصل الرشيدي", "3", "transliteration"),
        ("RPO", "4", "acronym"),
        ("Polyus-Vega JSC", "5", "transliteration"),
        ("SNOW STORM 2", "7", "exact"),
    ],
)
def test_damaged_and_foreign_forms_find_their_party_and_say_how(
    wanted: str, entity: str, reason: str
) -> None:
    """The party comes first among others with nearly the same words, with the reason."""
    index = NameIndex.build(
        (
            *PARTIES,
            Party(entity_id="4", name="Regional Peace Organization", list="test"),
            Party(entity_id="5", name="АО «Полюс-Вега»", list="test"),
            Party(entity_id="6", name="Snow Storm 1", list="test", kind="vessel"),
            Party(entity_id="7", name="Snow Storm 2", list="test", kind="vessel"),
            Party(entity_id="8", name="Southwind Precision Instruments", list="test"),
            Party(entity_id="9", name="Harbour Lane Shipping", list="test"),
        )
    )
    best = index.search(wanted)[0]
    assert (best.party.entity_id, best.reason) == (entity, reason), best


def test_candidates_come_best_first_with_scores_between_nought_and_one(index: NameIndex) -> None:
    """Scores fall along the answer and are probabilities."""
    scores = [candidate.score for candidate in index.search("Northwind Light Shipping")]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


def test_an_index_of_nobody_answers_with_nobody() -> None:
    """No parties, or parties without a readable name, are no error."""
    assert NameIndex.build(()).search("Northwind") == ()
    assert len(NameIndex.build((Party(entity_id="1", name="—", list="test"),))) == 0


def test_a_reason_about_another_script_says_how_the_name_reads() -> None:
    """The words compared are not those that stand there: they are told first."""
    found = compare("Univ. of Quanzhou", "泉州大学")
    assert found.detail.startswith("泉州大学 reads 'quanzhou university'; ")
    assert "'univ' = 'university'" in found.detail
    assert compare("Газпром нефть", "Gazprom Neft").detail == "the Cyrillic name reads 'gazprom neft'"
    assert "reads" not in compare("Univ. of Quanzhou", "Quanzhou University").detail


def test_a_name_without_vowels_is_found_by_its_sound() -> None:
    """The Latin name that sounds the same is looked at first, not one with the same initials."""
    names = ("Mohsen ASADI", "Musoni Lark", "Saadi", "Mazin SADIQ", "Harbour Light", "Brelmor Dynamics")
    index = NameIndex.build(Party(entity_id=name, name=name, list="test", kind="person") for name in names)
    best = index.nearest(prepare("محسن اسدى")[0])[0]
    assert index._held.text(best) == "Mohsen ASADI"


def test_initials_stand_for_words_but_do_not_make_two_names_of_words_alike() -> None:
    """A short form finds the words, the words find it; that two names have the same initials is nothing."""
    listed = ("Verdant Aviation Plant", "KMZ", "Vilma Abelson Petrik")
    index = NameIndex.build(Party(entity_id=name, name=name, list="test") for name in listed)

    def nearest(name: str) -> list[str]:
        return sorted(index._held.text(at) for at in index.nearest(prepare(name)[0]))

    assert nearest("VAP") == ["Verdant Aviation Plant", "Vilma Abelson Petrik"]
    assert nearest("Kendo Morris Zulu") == ["KMZ"]
    assert not nearest("Vos Ark Pym")


def test_a_name_of_common_words_is_found_though_each_of_them_is_misspelt() -> None:
    """A town and "university" are no words of its own; misspelt they are no known words either."""
    towns = ("Chongqing", "Guangzhou", "Hangzhou", "Tianjin", "Wuhan")
    held = NameIndex.build(Party(entity_id=town, name=f"{town} University", list="test") for town in towns)
    assert held.search("Guangzou Universty")[0].party.entity_id == "Guangzhou"
    assert held.search("Wuhn Univeristy")[0].party.entity_id == "Wuhan"


def index_of(*names: str) -> NameIndex:
    return NameIndex.build(Party(entity_id=name, name=name, list="test") for name in names)


FACTORIES = [
    f"{town}{trade}{number}厂"
    for town in ("上海", "北京", "天津")
    for trade in ("机械", "电子", "化工", "电机", "影像", "片材", "制药")
    for number in ("", "第一", "第二")
]
OFFICES = [
    f"{land} {trade} {kind}"
    for land in ("Russian", "Siberian", "Polar")
    for trade in ("Space", "Ocean", "Service", "Transport")
    for kind in ("Systems", "Company", "Institute", "Laboratory", "Trading")
]
HOTELS = [
    f"{kind} {trade} {where}"
    for kind in ("Inmobiliaria", "Industria", "Instituto")
    for trade in ("Hotelera", "Nacional", "Minera")
    for where in ("del Norte", "Central", "de Oriente", "Pacifico")
]


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("上影", "上海电影制片厂"),
        ("上录厂", "上海录音器材厂"),
        ("上海三中", "上海第三中学"),
        ("Inhocar", "Inmobiliaria Hotelera del Caribe"),
        ("INHOCAR S.A.", "Inmobiliaria Hotelera del Caribe Ltda."),
        ("OOO Inhocar", "Inmobiliaria Hotelera del Caribe"),
    ],
)
def test_a_short_form_finds_its_full_name_among_many_alike_and_back(short: str, full: str) -> None:
    """It shares no word with it, only characters or beginnings of words that many names have."""
    index = index_of(*FACTORIES, *HOTELS, full)
    assert full in [found.party.name for found in index.search(short, limit=3)]
    back = index_of(*FACTORIES, *HOTELS, short).search(full, limit=3)
    assert short in [found.party.name for found in back]


def test_a_name_of_common_words_is_found_in_another_language() -> None:
    """Each of its words is in many names; two of them together are in few."""
    index = index_of(*OFFICES, "Российские космические системы")
    found = index.search("Russian Space Systems")
    assert found[1].party.name == "Российские космические системы"
    assert found[1].score == compare("Russian Space Systems", found[1].party.name).score


def test_a_word_with_a_meaning_is_no_short_form_of_names_that_begin_so() -> None:
    """A centre stands for itself, not for the initials of a name."""
    full = "Central European Navigation Trust Regional"
    assert full not in [found.party.name for found in index_of(full, "Orlan Centre").search("Centre")]
