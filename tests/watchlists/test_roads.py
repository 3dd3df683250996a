"""Letters and figures that number roads, rooms and sizes."""

import pytest

from watchlists.judging.roads import numbered_thing, on_road, road
from watchlists.text.normalize import fold


def place(text: str, name: str = "a77") -> tuple[int, int]:
    start = fold(text).text.index(name)
    return start, start + len(name)


@pytest.mark.parametrize(
    "text",
    [
        "A77出口封闭",
        "A77 号线停运",
        "A77沪昌高速拥堵",
        "行程A77",
        "展位号：A77",
        "in hall A77 today",
        "seat A77",
    ],
)
def test_a_number_of_a_thing(text: str) -> None:
    """A thing after it, or a measure or a thing before it."""
    assert numbered_thing(fold(text), *place(text))


@pytest.mark.parametrize("text", ["A77高速缓存", "A77服务器", "eight A77 boards", "采购A77"])
def test_no_thing_is_numbered(text: str) -> None:
    """Words of computing."""
    assert not numbered_thing(fold(text), *place(text))


def test_roads_of_several_countries() -> None:
    """A road is driven on, near a town."""
    for text in ("auf der A77 bei Essen", "sur l'A77 près de Lyon"):
        assert on_road(fold(text), *place(text))
    assert not on_road(fold("auf der A77 trainiert"), *place("auf der A77 trainiert"))
    assert road(fold("blocked the A77 at Ayr"), *place("blocked the A77 at Ayr"))
    assert not road(fold("the A77 at Nvidia"), *place("the A77 at Nvidia"))


@pytest.mark.parametrize(
    ("text", "other"), [("A77型空气压缩机", True), ("A77型推理服务器整机", False), ("A77型泵", True)]
)
def test_a_type_of_machine(text: str, other: bool) -> None:
    """A letter and figures before 型 are a type of what follows; computers are what chips are in."""
    assert bool(numbered_thing(fold(text), *place(text))) is other
