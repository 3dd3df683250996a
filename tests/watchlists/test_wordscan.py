"""Names written with spaces: where in a text is looked, and that nothing remembered changes it."""

import random

import pytest

from tests.watchlists.spaced_names import index
from watchlists import native
from watchlists.scanning import foreknown, wordplaces
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
    remembering = WordScanner(index())
    first = [remembering.find(fold(text)) for text, _ in TEXTS]
    assert [remembering.find(fold(text)) for text, _ in TEXTS] == first
    monkeypatch.setattr(foreknown, "_MOST_MET_BY_SMALL", 0)
    forgetful = WordScanner(index())
    assert [forgetful.find(fold(text)) for text, _ in TEXTS] == first


@pytest.mark.parametrize("words", [native.Words, None], ids=["compiled", "in Python"])
@pytest.mark.parametrize("is_small", [True, False])
def test_words_met_by_chance_fill_no_more_than_their_room(
    monkeypatch: pytest.MonkeyPatch, words: object, is_small: bool
) -> None:
    """However many are met, so many are remembered, and those of one text."""
    most, in_text = 500, 50
    monkeypatch.setattr(native, "Words", words)
    monkeypatch.setattr(foreknown, "_MOST_MET_BY_SMALL" if is_small else "_MOST_MET", most)
    monkeypatch.setattr(foreknown, "_SMALL", 1_000 if is_small else 0)
    reader = WordReader(index())
    places = wordplaces.places(index(), reader)
    held = places._words if isinstance(places, wordplaces._CompiledPlaces) else places._roles
    before = len(held)
    dice, sizes = random.Random(4), set()
    for _ in range(100):
        some = ("".join(dice.choices("abcdefgжзи", k=dice.randint(5, 9))) for _ in range(in_text))
        places.find(fold(" ".join(some)), all_bare=False, alone=False)
        sizes.add(len(held) - before)
        assert max(len(reader.forms), len(reader._known)) <= most + in_text
    assert most < max(sizes) <= most + in_text
    assert min(sizes) <= in_text


def test_words_that_are_silent_from_the_start_are_read_so(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is known of a language's words before any text is what reading them says."""
    monkeypatch.setattr(foreknown, "_SMALL", 0)
    reader = WordReader(index())
    silent = reader.foreknown.silent()
    assert "committee" in silent
    assert "space" not in silent
    assert [(word, reader.read(word)) for word in silent] == [(word, (silent[word], None)) for word in silent]


@pytest.mark.parametrize("word", ["a" * 200_000, "shenzhen" * 25_000, "tolmarine" + "x" * 200_000])
def test_an_endless_word_is_read_at_once(word: str) -> None:
    """What is longer than any name's word is not held against them letter by letter."""
    assert WordScanner(index()).find(fold(f"{word} Quorvex Trading LLC"))[0].variant == 0
