"""Names written with spaces: where in a text is looked, and that nothing remembered changes it."""

import pytest

from tests.watchlists.spaced_names import index
from watchlists.scanning import wordplaces, wordreader
from watchlists.scanning.wordreader import WordReader
from watchlists.scanning.wordscan import WordScanner
from watchlists.text.normalize import fold

TEXTS = [
    ("He works for Quorvex Trading LLC.", {0}),
    ("He works for Quorvax Trading, LLC", {0}),
    ("The Shen zhen University", {1}),
    ("the ShenzhenUniversity campus", {1}),
    ("the National Institute for Space", {2}),
    ("First, Light Group said", {3}),
    ("A W X rose, A B fell", {4}),
    ("the U.S. and the U.K.", set()),
    ("报道：Tolmarine公司", {5}),
    ("中国的公司和大学，没有名字 a b", set()),
    ("a light first group", set()),
    ("the People's Bank of Zarland", {6}),
    ("The machine and its crystal", set()),
    ("The Machine of Crystal", {16}),
    ("Machine Ltd, OAO Zelmarine", {18, 19}),
]


@pytest.mark.parametrize(("text", "found"), TEXTS)
def test_names_are_found_where_words_may_be_theirs(text: str, found: set[int]) -> None:
    """Damaged, cut, joined and set apart; common words only beside one another."""
    assert {hit.variant for hit in WordScanner(index()).find(fold(text))} == found


def test_what_is_remembered_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A scanner that forgets before every text finds what one finds that remembers all."""
    remembering, forgetful = WordScanner(index()), WordScanner(index())
    first = [remembering.find(fold(text)) for text, _ in TEXTS]
    assert [remembering.find(fold(text)) for text, _ in TEXTS] == first
    monkeypatch.setattr(wordplaces, "_CACHE_LIMIT", 0)
    assert [forgetful.find(fold(text)) for text, _ in TEXTS] == first


def test_words_that_are_silent_from_the_start_are_read_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is known of a language's words before any text is what reading them says."""
    monkeypatch.setattr(wordreader, "_SMALL", 0)
    reader = WordReader(index())
    silent = reader.silent()
    assert "committee" in silent
    assert "space" not in silent
    assert [(word, reader.read(word)) for word in silent] == [(word, (silent[word], None)) for word in silent]


@pytest.mark.parametrize("word", ["a" * 200_000, "shenzhen" * 25_000, "tolmarine" + "x" * 200_000])
def test_an_endless_word_is_read_at_once(word: str) -> None:
    """What is longer than any name's word is not held against them letter by letter."""
    assert WordScanner(index()).find(fold(f"{word} Quorvex Trading LLC"))[0].variant == 0
