"""Words told by their numbers are told as a mapping and a set of them would."""

from array import array

import pytest

from watchlists.index.listedwords import lines_of
from watchlists.index.namewords import PlacedWords, SomeWords

LISTED = ["quorvex", "optics", "光电", "brelmor", ""]
LINES = lines_of("\n".join(LISTED).encode(), b"of")
ASKED = [*LISTED, "zyntrall", "quor", "of"]


def given(*numbers: int) -> memoryview:
    return memoryview(array("I", numbers))


@pytest.mark.parametrize("numbers", [(), (3, 0), (4, 2, 1, 0, 3)])
def test_some_words_with_their_places(numbers: tuple[int, ...]) -> None:
    """The place is that among the words given; one that is not given has none."""
    placed = PlacedWords(LINES, given(*numbers))
    expected = {LISTED[number]: place for place, number in enumerate(numbers)}
    assert dict(placed) == expected
    assert list(placed) == list(expected)
    assert [placed.get(word) for word in ASKED] == [expected.get(word) for word in ASKED]
    assert [word in placed for word in ASKED] == [word in expected for word in ASKED]
    with pytest.raises(KeyError):
        placed["zyntrall"]


@pytest.mark.parametrize("numbers", [((),), ((3, 0), (0, 2)), ((4, 2, 1, 0, 3), ())])
def test_some_words_as_a_set(numbers: tuple[tuple[int, ...], ...]) -> None:
    """A word given twice counts once."""
    some = SomeWords(LINES, (given(*each) for each in numbers))
    expected = {LISTED[number] for each in numbers for number in each}
    assert some == expected
    assert len(some) == len(expected)
    assert [word in some for word in ASKED] == [word in expected for word in ASKED]
    assert some.among(frozenset({"quorvex", "zyntrall", ""})) == expected & {"quorvex", ""}
    assert some | {"zyntrall"} == expected | {"zyntrall"}
