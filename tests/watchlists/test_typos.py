"""Slips in Chinese names, and names that only look like slips."""

import pytest

from watchlists.matcher import Matcher
from watchlists.model import Passage, Term, Watchlist
from watchlists.scanning import hanscan
from watchlists.spellings.confusables import are_confused
from watchlists.spellings.typos import is_slip, seeds


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("夸克威视", "夸克威势"),
        ("哈尔滨工业大学", "哈尔宾工业大学"),
        ("无锡智能计算实验室", "无锡智能计算试验室"),
        ("先进技术研究院", "先进技研究院"),
        ("先进技术研究院", "先进技技术研究院"),
        ("东方仪器科技公司", "东方仪器技科公司"),
    ],
)
def test_one_slip_is_forgiven(name: str, found: str) -> None:
    """The same sound, a look-alike, one left out, one doubled, two swapped."""
    assert is_slip(name, found)


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("哈尔滨工业大学", "哈尔滨工程大学"),
        ("湖南大学", "河南大学"),
        ("华南理工大学", "华东理工大学"),
        ("陕西师范大学", "山西师范大学"),
        ("武汉大学", "武汉大学"),
        ("夸克科技", "夸克银行"),
        ("夸克集团公司第十七研究所", "夸克集团公司第十研究所"),
    ],
)
def test_another_name_is_no_slip(name: str, found: str) -> None:
    """Other words, other places, other directions make another name."""
    assert not is_slip(name, found)


def test_confusion_is_by_sound_or_shape() -> None:
    """宾 sounds as 滨, 囚 looks like 因; 工 and 农 are neither."""
    assert are_confused("滨", "宾")
    assert are_confused("因", "囚")
    assert not are_confused("工", "农")


@pytest.mark.parametrize("name", ["哈尔滨工业大学", "国家超级计算无锡中心", "夸克威视"])
def test_one_seed_survives_any_one_slip(name: str) -> None:
    """Whatever one character is wrong, one of the two seeds stands as written."""
    found = seeds(name)
    assert len(found) == 2
    for wrong in range(len(name)):
        assert any(not place <= wrong < place + len(seed) for seed, place in found)


@pytest.mark.parametrize("room", [0, 1, 50_000])
def test_names_are_found_whatever_is_remembered_of_their_pieces(room: int, monkeypatch) -> None:
    """Two names share a piece: each is found by it, also after what was remembered was dropped."""
    monkeypatch.setattr(hanscan, "_MOST_MET", room)
    names = ("北方精密光学仪器研究院", "北方精密光学材料研究院", "东方仪器科技公司")
    terms = tuple(Term(name=name, kind="org") for name in names)
    matcher = Matcher.compile([Watchlist(team="t", name="list", terms=terms)])
    written = {
        "他在北方精密光学仪器研糾院工作。": names[0],
        "他在北方精密光学材料研究阮工作。": names[1],
        "设备由东方仪器技科公司供应。": names[2],
    }
    for _ in range(2):
        found = {text: [m.term for m in matcher.scan(Passage(text=text)).matches] for text in written}
        assert found == {text: [name] for text, name in written.items()}
