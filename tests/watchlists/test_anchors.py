"""By which words names are found: the rule on names by hand, and both forms of it on names by chance."""

from __future__ import annotations

import random
from array import array

import pytest

from watchlists import native
from watchlists.index.anchors import (
    ALONE,
    LONGER_THAN_ANY,
    NEVER,
    NO_WORD,
    PLACES,
    Anchors,
    Rows,
    anchors,
    frequency,
    grouped,
    rarest_first,
)
from watchlists.index.listedwords import InOrder, in_order, lettered, pieces, sizes_of

WORDS = 12


def rows_of(names: list[list[int]], plain: list[int]) -> Rows:
    """Return names given by their parts as rows."""
    starts, parts = array("I", [0]), array("I")
    for name in names:
        parts.extend(name)
        starts.append(len(parts))
    return Rows(memoryview(starts), memoryview(parts), memoryview(array("I", plain)))


def by_chance(seed: int) -> tuple[Rows, array[int]]:
    """Return names of words, little words and phrases, some very long, with the order of their words."""
    dice = random.Random(seed)
    sizes = [*dice.choices(range(6), k=200), ALONE - 1, ALONE, ALONE + 1, ALONE + 2]
    parts = [number << 1 for number in range(WORDS + 3)] + [number << 1 | 1 for number in range(WORDS + 3)]
    names = [dice.choices(parts, weights=[3] * (WORDS + 3) + [1] * (WORDS + 3), k=size) for size in sizes]
    orders = [NEVER, NEVER, *range(1, 8)]
    return rows_of(names, dice.choices(range(WORDS), k=WORDS)), array("Q", dice.choices(orders, k=WORDS))


def answers(rows: Rows, order: array[int]) -> tuple[array[int], Anchors]:
    """Return what both loops say."""
    return frequency(rows), anchors(rows, order, 5)


def test_a_name_is_found_by_its_rarest_word_and_by_the_next_that_is_rare_enough() -> None:
    """Little words (odd) stand between, word 1 is a form of word 0, a name without spaces is no row."""
    names = [[2, 1, 4, 6], [6], [3, 8], [8, 8], [2 * 99], []]
    rows = rows_of(names, [0, 0, 2, 3, 4])
    order = array("Q", [7, NEVER, 9, 5, NEVER])
    assert list(frequency(rows)) == [1, 0, 1, 2, 2]
    found = anchors(rows, order, 7)
    assert list(found) == [
        *[(3, 0 << PLACES | 2), (0, 0 << PLACES | 0)],  # by the third word, and the first in its plain form
        *[(3, 1 << PLACES | ALONE), (4, 2 << PLACES | ALONE)],
        (NO_WORD, 3 << PLACES),
    ]
    assert list(found.started) == [0, 0, 0, 1, 1]
    assert list(anchors(rows, order, 6))[1] == (3, 1 << PLACES | ALONE)  # then word 0 is too frequent for it


@pytest.mark.skipif(native.anchor_names is None, reason="the compiled form was not built")
@pytest.mark.parametrize("seed", range(8))
def test_the_compiled_form_finds_the_same(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also of names of more words than have a place."""
    given = by_chance(seed)
    compiled = answers(*given)
    monkeypatch.setattr(native, "count_names", None)
    monkeypatch.setattr(native, "anchor_names", None)
    assert answers(*given) == compiled


@pytest.mark.skipif(native.anchor_names is None, reason="the compiled form was not built")
def test_rows_that_lead_nowhere_are_refused() -> None:
    """Nothing is read or written beyond a row."""
    assert native.count_names is not None
    assert native.anchor_names is not None
    fine = rows_of([[0, 2], [2]], [0, 1])
    short, long = array("I", [1]), array("Q", [1] * 4)
    for rows in (
        fine._replace(starts=memoryview(array("I"))),
        fine._replace(starts=memoryview(array("I", [0, 2, 1]))),
        fine._replace(parts=memoryview(short)),
        fine._replace(plain=memoryview(array("I", [0, 2]))),
        fine._replace(plain=memoryview(bytearray(17))[1:13].cast("I")),
    ):
        with pytest.raises(ValueError, match=r"row|word"):
            native.count_names(*rows, array("I", [0] * 3))
        with pytest.raises(ValueError, match=r"row|word"):
            native.anchor_names(*rows, long, 1, bytearray(3), long, long)
    with pytest.raises(ValueError, match="row"):
        native.count_names(*fine, short)
    for order, started, words, items in (
        (array("Q", [1]), 2, long, long),
        (long, 1, long, long),
        (long, 2, short, long),
        (long, 2, long, array("Q", [1] * 3)),
    ):
        with pytest.raises(ValueError, match="row"):
            native.anchor_names(*fine, order, 1, bytearray(started), words, items)


def words_by_chance(seed: int) -> tuple[bytes, list[int]]:
    """Return words of letters of one byte and of more, a line each, and numbers of some of them."""
    dice = random.Random(seed)
    words = {
        "".join(dice.choices("abcdéß大学и2-\U00020000\ud83d", k=dice.randrange(1, 9))) for _ in range(3_000)
    }
    listed = sorted(words, key=lambda _: dice.random())
    numbers = dice.sample(range(len(listed)), k=len(listed) * 2 // 3)
    return "\n".join(listed).encode("utf-8", "surrogatepass"), numbers


def test_the_rarer_and_the_longer_words_come_first() -> None:
    """What is met nowhere, is common, too short or no word of a text finds no name."""
    content = "öl\nätherwelle\nzug\nund\nwellen\nnie".encode()
    order = rarest_first(content, [3], array("I", [1, 2, 2, 1, 1, 0, 9]))
    assert list(order) == [
        *(NEVER, 2 * LONGER_THAN_ANY - 10, 2 * LONGER_THAN_ANY - 3, NEVER, LONGER_THAN_ANY - 6, NEVER, NEVER),
    ]
    assert sorted([1, 2, 4], key=order.__getitem__) == [4, 1, 2]


def test_words_of_letters_alone_are_told() -> None:
    """In any alphabet, among those that are marked."""
    content = "äther2\näther\n大学者\nzug\nwe-lle\nabc\x7fd\nнии".encode()
    assert list(lettered(content, bytes([1] * 7), 3)) == [1, 2, 3, 6]
    assert list(lettered(content, bytes([1, 0, 1, 0, 1, 1, 1]), 3)) == [2, 6]
    assert list(lettered(content, bytes([1] * 7), 4)) == [1]


def told(content: bytes, numbers: list[int]) -> list[bytes]:
    """Return the words in order and their pieces, how long, how rare and of what they are."""
    more = ("zz", "öffnung", "大")
    dice = random.Random(len(content))
    size = content.count(b"\n") + 1
    often = array("I", dice.choices(range(4), k=size + 5))
    marked = bytes(dice.choices((0, 1, 2), k=size))
    return [
        bytes(sizes_of(content, array("I", numbers))),
        bytes(rarest_first(content, numbers[::3], often)),
        bytes(rarest_first(b"", [], often)),
        *(bytes(lettered(content, marked, least)) for least in (0, 3, 5)),
        bytes(lettered(b"", b"", 1)),
        bytes(in_order(content, numbers, 4)),
        bytes(pieces(content, numbers, 4, 4)),
        bytes(pieces(content, numbers, 5, 6)),
        bytes(pieces(content, numbers, 4, 4, behind=True)),
        bytes(pieces(content, numbers, 5, 4, behind=True, every=True, more=more)),
        bytes(pieces(content, [], 5, 4, behind=True, every=True, more=more)),
        bytes(in_order(b"", [], 4)),
        bytes(pieces(b"", [], 4, 4)),
    ]


def test_words_are_put_in_order_and_cut_once() -> None:
    """By letters, not bytes; the pieces of the words first met first."""
    content = "öl\nätherwelle\nzug\näther\nätzend\nwelle".encode()
    words = content.decode().split("\n")
    assert [words[number] for number in in_order(content, range(6), 5)] == [
        "welle",
        "äther",
        "ätherwelle",
        "ätzend",
    ]
    assert bytes(pieces(content, [1, 3, 4, 0], 5, 3)).decode().split("\n") == ["äth", "ätz"]
    assert bytes(pieces(content, [1, 5], 5, 2, behind=True, every=True, more=["öl"])).decode().split(
        "\n"
    ) == [
        *("le", "e", "öl", "l"),
    ]
    ordered = InOrder(words, in_order(content, range(6), 5))
    assert list(ordered) == ["welle", "äther", "ätherwelle", "ätzend"]


@pytest.mark.skipif(native.cut_words is None, reason="the compiled form was not built")
@pytest.mark.parametrize("seed", range(4))
def test_the_compiled_form_orders_cuts_and_groups_the_same(
    seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Words of every alphabet; names found by words met again and again."""
    given = words_by_chance(seed)
    found = anchors(*by_chance(seed), 5)
    compiled = told(*given), [bytes(row) for row in grouped(found, WORDS)]
    loops = ("sort_words", "cut_words", "group_names", "count_letters", "order_words", "lettered_words")
    for loop in loops:
        monkeypatch.setattr(native, loop, None)
    assert (told(*given), [bytes(row) for row in grouped(found, WORDS)]) == compiled


@pytest.mark.skipif(native.cut_words is None, reason="the compiled form was not built")
def test_numbers_of_no_word_are_refused() -> None:
    """Nothing is read beyond the words."""
    assert native.sort_words is not None
    assert native.cut_words is not None
    assert native.group_names is not None
    assert native.count_letters is not None
    assert native.order_words is not None
    assert native.lettered_words is not None
    for content, number in ((b"one\ntwo", 2), (b"", 0)):
        with pytest.raises(ValueError, match="word"):
            native.sort_words(content, array("I", [number]), 1)
        with pytest.raises(ValueError, match="word"):
            native.cut_words(content, array("I", [number]), 1, 4, False, False, b"")
        with pytest.raises(ValueError, match="word"):
            native.count_letters(content, array("I", [number]))
        with pytest.raises(ValueError, match="word"):
            native.order_words(content, array("I", [number]), array("I", [1] * 3), array("Q", [1] * 3))
    with pytest.raises(ValueError, match="row"):
        native.order_words(b"one\ntwo", array("I"), array("I", [1]), array("Q", [1] * 2))
    with pytest.raises(ValueError, match="row"):
        native.order_words(b"one\ntwo", array("I"), array("I", [1] * 2), array("Q", [1]))
    with pytest.raises(ValueError, match="row"):
        native.lettered_words(b"one\ntwo", b"1", 3)
    with pytest.raises(ValueError, match="word"):
        native.group_names(array("I", [3]), array("Q", [0]), 3)
    with pytest.raises(ValueError, match="word"):
        native.group_names(array("I", [NO_WORD]), array("Q", [ALONE]), 3)
    with pytest.raises(ValueError, match="row"):
        native.group_names(array("I", [1, 1]), array("Q", [0]), 3)
