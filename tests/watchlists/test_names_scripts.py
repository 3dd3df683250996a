"""Names in scripts that write few vowels, or that have no letter for some sounds, and Latin ones."""

import pytest

from watchlists.lookup import NameIndex, compare
from watchlists.model import Party
from watchlists.names.palladius import in_pinyin

HEARD = [
    ("هواوي", "Huawei"),  # half-vowels alone
    ("داهوا", "Dahua"),
    ("הואווי", "Huawei"),
    ("หัวเว่ย", "Huawei"),
    ("हुआवेई", "Huawei"),
    ("فاغنر", "Wagner"),  # f for v
    ("فلاديمير زاروبين", "Vladimir Zarubin"),
    ("زاربروم", "Zarprom"),  # b for p
    ("סברבנק", "Sberbank"),  # b and v are one letter
    ("גזפרום", "Gazprom"),
    ("ก๊าซพรอม", "Gazprom"),  # k for g, s for z
    ("रोसनेफ्ट", "Rosneft"),
    ("लश्कर-ए-तैयबा", "Lashkar-e-Tayyiba"),
    ("গ্যাজপ্রম", "Gazprom"),
    ("Σμπερμπάνκ", "Sberbank"),  # two letters for b
    ("Μπόινγκ", "Boeing"),
    ("Χουάουεϊ", "Huawei"),
    ("Ζαρούμπιν", "Zaroumpin"),  # a Greek, as passports have him
    ("Жэнь Чжэнфэй", "Ren Zhengfei"),  # by Palladius
    ("Хуаньюй Цзюньда", "Huanyu Junda"),
    ("가즈프롬", "Gazprom"),  # four syllables are no person
    ("남궁민수", "Namgung Minsu"),
]
TWO = [
    ("هواوي", "Hawaii"),
    ("فاغنر", "Fischer"),
    ("فلاديمير زاروبين", "Vladimir Zarov"),
    ("हुआवेई", "Hyundai"),
    ("Жэнь Чжэнфэй", "Zhang Zhengfu"),
]


@pytest.mark.parametrize(("written", "abroad"), HEARD)
def test_a_name_is_known_by_its_sound(written: str, abroad: str) -> None:
    """Compared, and looked up among others."""
    found = compare(written, abroad)
    assert found.match, found
    others = [Party(entity_id=str(n), name=name, list="") for n, (_, name) in enumerate(TWO)]
    index = NameIndex.build([*others, Party(entity_id="it", name=abroad, list="")])
    assert index.search(written)[0].party.entity_id == "it"


@pytest.mark.parametrize(("written", "other"), TWO)
def test_another_name_is_not(written: str, other: str) -> None:
    """Though some of its letters are heard."""
    assert not compare(written, other).match


def test_what_may_be_russian_is_not_read_as_chinese() -> None:
    """Though it could be cut into syllables."""
    assert in_pinyin("иван манин") == ()
    assert in_pinyin("пань гунцзянь") == ("pan", "gongjian")


def test_a_reading_is_told_in_its_own_script() -> None:
    """Greek is not called Cyrillic, nor kana Chinese."""
    assert "the Greek name reads" in compare("Ζαρούμπιν", "Zaroubin").detail
    assert "Japanese name reads" in compare("ファーベル", "Favel").detail


def test_ming_may_be_min_whatever_the_kind() -> None:
    """As surely as a person's name with a letter that may be a slip."""
    assert compare("诸葛明", "Zhuge Min").score < 0.9 < compare("诸葛明", "Zhuge Ming").score
