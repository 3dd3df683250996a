"""Hard cases of two names: one body, or two that have most words in common."""

import pytest

from watchlists.lookup import compare
from watchlists.names.near import sounds_as

TWO = [
    ("Zarubin Group", "Zarubin Group Insurance", "org"),  # lines of business that groups run beside theirs
    ("Velkor Steel", "Velkor Leasing Steel", "org"),
    ("Tashan Electronics", "Tashan Electronics Vocational College", "org"),
    ("Tashan Iron Works", "Tashan Iron Works Football Club", "org"),
    ("辰海重工", "辰海重工融资租赁有限公司", "org"),
    ("辰海光电集团", "辰海光电集团职业学校", "org"),
    (
        "Institute of Applied Botany of the Ural Branch",
        "Institute of Applied Optics of the Ural Branch",
        "org",
    ),
    ("Faculty of Law, Zarubin State University", "Faculty of Physics, Zarubin State University", "org"),
    ("Лаборатория физики твёрдого тела РАН", "Лаборатория химии твёрдого тела РАН", "org"),
    ("陈国强", "Chen Guoliang", "person"),
    ("박철수", "Pak Chol Min", "person"),
    ("ZP-MNX", "ZP-MNK", "airplane"),
    ("NAM BONG SAN 3", "NAM BONG 3", "vessel"),  # a word before the number
    ("ZP-AVA Tashan 340", "ZP-AVB Tashan 340", "airplane"),
]
ONE = [
    ("西安辰海光电科技有限责任公司", "西安辰海光电科技有限公司", "org"),  # two forms that mean one
    ("辰海声学（上海）有限公司", "辰海声学（上海）", "org"),
    ("ААТ «Велкор»", "OAO Velkor", "org"),
    ("Общество c ограниченной ответственностью «Велкор»", "Velkor LLC", "org"),  # with a Latin c
    ("Ri Chol Ung", "Lee Chul Woong", "person"),
    ("Ningbo Chenhai Hangyun", "宁波辰海航运", "org"),
    ("ZP-MNX", "ZP MNX", "airplane"),
]


@pytest.mark.parametrize(("one", "other", "kind"), TWO)
def test_two_bodies(one: str, other: str, kind: str) -> None:
    """In either order."""
    assert compare(one, other, kind=kind).score < 0.5
    assert compare(other, one, kind=kind).score < 0.5


@pytest.mark.parametrize(("one", "other", "kind"), ONE)
def test_one_body(one: str, other: str, kind: str) -> None:
    """In either order."""
    assert compare(one, other, kind=kind).match
    assert compare(other, one, kind=kind).match


def test_a_short_form_behind_a_name_is_no_field() -> None:
    """It stands for the name before it."""
    name = "Marine Optics Research Laboratory"
    short, field = (
        compare(name, f"Optics Research Laboratory {word}").score for word in ("ORL", "Acoustics")
    )
    assert short > 3 * field


def test_an_ending_is_one_of_the_other_language() -> None:
    """Another consonant is another word, whatever the script."""
    assert sounds_as("rosselkhoz", "rosselkhozny", inflected=True)
    assert not sounds_as("velka", "velkar", inflected=True)
