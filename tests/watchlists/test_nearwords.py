"""Words a letter apart are found by hash; held against the plain rule."""

import random

from watchlists.nearwords import NearWords, put_near_words
from watchlists.tables import Tables


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
