"""Words a letter apart are found by hash; held against the plain rule."""

import random

import pytest

from watchlists import native
from watchlists.index.nearwords import NearWords, put_near_words
from watchlists.index.tables import Tables


def less(word: str) -> set[str]:
    """Return the word and what is left of it without one letter."""
    return {word, *(word[:at] + word[at + 1 :] for at in range(len(word)))}


def test_what_is_found_is_what_the_rule_says() -> None:
    """Thousands of short words over few letters, Latin and Cyrillic, so that many are near one another."""
    dice = random.Random(5)
    words = sorted(
        {
            "".join(dice.choices(letters, k=dice.randint(5, 8)))
            for _ in range(1_500)
            for letters in ("abc", "дже")
        }
    )
    tables = Tables()
    put_near_words(tables, words)
    near = NearWords(tables)
    kept = {word: less(word) for word in words}
    for _ in range(100):
        asked = "".join(dice.choices(dice.choice(("abc", "дже", "abcж")), k=dice.randint(4, 9)))
        own = less(asked)
        assert near.beside(asked) == {word for word, left in kept.items() if not own.isdisjoint(left)}


def test_no_words_are_near_none() -> None:
    """An index without a long word."""
    tables = Tables()
    put_near_words(tables, ())
    assert NearWords(tables).beside("quorvex") == set()


@pytest.mark.skipif(native.near_fill is None, reason="the compiled form was not built")
def test_the_compiled_form_makes_the_same_table(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of words in letters of one to four bytes, and of none."""
    dice = random.Random(7)
    words = {"".join(dice.choices("abzéжд光\U00020000", k=dice.randint(0, 12))) for _ in range(2_000)}
    for some in ((), words, {f"quorvex{number}" for number in range(3_000)}):
        compiled, plain = Tables(), Tables()
        put_near_words(compiled, some)
        with monkeypatch.context() as without:
            without.setattr(native, "near_fill", None)
            put_near_words(plain, some)
        assert compiled == plain


@pytest.mark.skipif(native.near_fill is None, reason="the compiled form was not built")
def test_a_table_that_is_too_small_or_odd_is_refused() -> None:
    """Nothing is written beyond it, and no search goes round for ever."""
    assert native.near_fill is not None
    for places in (0, 1, 4, 6):
        with pytest.raises(ValueError, match="table"):
            native.near_fill(["quorvex"], memoryview(bytearray(8 * places)))
    with pytest.raises(UnicodeEncodeError):
        native.near_fill(["half \ud83d"], memoryview(bytearray(8 * 64)))
    with pytest.raises(TypeError):
        native.near_fill([b"quorvex"], memoryview(bytearray(8 * 64)))  # type: ignore[list-item]
