"""Words a letter apart are found by hash; held against the plain rule."""

from __future__ import annotations

import random
from array import array

import pytest

from watchlists import native
from watchlists.index.nearwords import NearWords, put_near_words
from watchlists.index.tables import Tables


def less(word: str) -> set[str]:
    """Return the word and what is left of it without one letter."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def put(tables: Tables, words: list[str], numbers: array[int]) -> None:
    """Keep those of the words that have these numbers."""
    put_near_words(tables, memoryview("\n".join(words).encode()), len(words), numbers)


def near_of(words: list[str]) -> NearWords:
    """Return all of these words."""
    tables = Tables()
    put(tables, words, array("I", range(len(words))))
    return NearWords(tables, words, len(words))


@pytest.mark.parametrize("draws", [8, 1_500])
def test_what_is_found_is_what_the_rule_says(draws: int) -> None:
    """A few short words, and thousands, over few letters, Latin and Cyrillic: many are near one another."""
    dice = random.Random(5)
    words = sorted(
        {
            "".join(dice.choices(letters, k=dice.randint(5, 8)))
            for _ in range(draws)
            for letters in ("abc", "дже")
        }
    )
    near = near_of(words)
    kept = {word: less(word) for word in words}
    for _ in range(100 if draws > 100 else 5_000):
        asked = "".join(dice.choices(dice.choice(("abc", "дже", "abcж")), k=dice.randint(4, 9)))
        own = less(asked)
        assert near.beside(asked) == {word for word, left in kept.items() if not own.isdisjoint(left)}


def test_no_words_are_near_none() -> None:
    """An index without a long word."""
    assert near_of([]).beside("quorvex") == set()


def test_other_words_are_not_among_them() -> None:
    """Only those that were given by their numbers, and no text is long enough to be cut in vain."""
    words = ["quorvex", "quorvax", "brelmor"]
    tables = Tables()
    put(tables, words, array("I", [0, 2]))
    near = NearWords(tables, [*words, "of"], len(words))
    assert near.beside("quorvix") == {"quorvex"}
    assert near.beside("brelmo") == {"brelmor"}
    assert near.beside("brelmor" * 1_000_000) == set()


@pytest.mark.skipif(native.near_fill is None, reason="the compiled form was not built")
def test_the_compiled_form_makes_the_same_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of words in letters of one to four bytes, and of none."""
    dice = random.Random(7)
    words = {"".join(dice.choices("abzéжд光\U00020000", k=dice.randint(0, 12))) for _ in range(2_000)}
    for some in ([], sorted(words), [f"quorvex{number}" for number in range(3_000)]):
        compiled, plain, numbers = Tables(), Tables(), array("I", range(0, len(some), 2))
        put(compiled, some, numbers)
        with monkeypatch.context() as without:
            without.setattr(native, "near_fill", None)
            without.setattr(native, "count_letters", None)
            put(plain, some, numbers)
        assert compiled == plain


@pytest.mark.skipif(native.near_fill is None, reason="the compiled form was not built")
def test_a_table_that_is_too_small_or_odd_is_refused() -> None:
    """Nothing is written beyond it, and no search goes round for ever."""
    assert native.near_fill is not None
    one = array("I", [0])
    for places in (0, 1, 4, 6):
        with pytest.raises(ValueError, match="table"):
            native.near_fill(b"quorvex", one, 1, memoryview(bytearray(4 * places)))
    room = memoryview(bytearray(4 * 64))
    for numbers, bits in ((array("I", [1]), 1), (one, 0), (one, 32), (array("I", [3]), 2)):
        with pytest.raises(ValueError, match="table"):
            native.near_fill(b"\n".join([b"quorvex"] * (4 if bits == 2 else 1)), numbers, bits, room)
    with pytest.raises(ValueError, match="table"):
        native.near_fill(b"", array("I", [1]), 1, room)
