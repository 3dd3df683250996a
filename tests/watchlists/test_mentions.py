"""Where the words of a list stand in a text: whole words and parts, plurals, several at one place."""

import pytest

from watchlists.judging.mentions import mention_at, mentions


@pytest.mark.parametrize(
    ("words", "text", "whole", "found"),
    [
        (("chip",), " microchips of a chip ", False, ["chip", "chip"]),
        (("chip",), " microchips of a chip ", True, ["chip"]),
        (("chip",), " two chips, chip_2 chip2 ", True, ["chips", "chip"]),
        (("ai",), " said an ai firm of ais ", False, ["ai", "ais"]),  # so short a word is no part of others
        (("share=",), " a share of shares shared ", False, ["share", "share"]),
        (("tenancy",), " tenancies of one tenancy ", True, ["tenancies", "tenancy"]),
        (("芯片", "芯"), " 国产芯片 芯 ", True, ["芯片", "芯"]),
        (("칩",), " 반도체칩은 칩은 ", True, ["칩"]),  # a particle goes on with it
        (("web", "web service"), " a web service ", False, ["web"]),  # the first listed
        (("web service", "web"), " a web service ", False, ["web service"]),
        (("service", "web service"), " a web service ", False, ["web service"]),  # the first that begins
        (("=", ""), " a text ", False, []),
        ((), " a text ", False, []),
    ],
)
def test_words_are_found(words: tuple[str, ...], text: str, whole: bool, found: list[str]) -> None:
    """In the order of the text, none in another."""
    assert [text[start:end] for start, end in mentions(words, text, whole=whole)] == found


def test_a_word_stands_whole_in_a_stretch() -> None:
    """What goes on beyond its end is not seen, what stands before it is."""
    text = " chips "
    assert mentions(("chip",), text, 1, 5, whole=True) == [(1, 5)]
    assert mentions(("hip",), text, 2, 7, whole=True) == []
    assert mentions(("chips",), text, 1, 5) == []


@pytest.mark.parametrize(
    ("words", "at", "found"), [(("gpu", "gpu chips"), 1, "gpu"), (("chip",), 5, "chip"), (("chip",), 1, "")]
)
def test_the_word_at_a_place(words: tuple[str, ...], at: int, found: str) -> None:
    """As it is found there, nothing further on."""
    assert mention_at(words, " gpu chips ", at) == found
