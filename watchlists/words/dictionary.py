"""The Chinese dictionary: what is a word, of what kind and how usual, and how a text falls into words.

The one door to rjieba here; its dictionary is read when the first Chinese name or text asks. The kinds are
jieba's: "n" a noun, "nr" a person's name, "ns" a place, "v" a verb, "d" an adverb and so on.

Knows words. Must not know names or texts.
"""

from functools import cache
from typing import Any


@cache
def _jieba() -> Any:
    import rjieba  # half a second and 30 MB, for who meets Chinese only

    return rjieba


def is_word(text: str) -> bool:
    """Return whether the Chinese text is a word of the dictionary."""
    return bool(_jieba().has_word(text))


def tagged(text: str) -> list[tuple[str, str]]:
    """Return the words of a Chinese text, each with its kind."""
    found: list[tuple[str, str]] = _jieba().tag(text, hmm=False)
    return found


def kind_of(text: str) -> str:
    """Return of what kind the first word of a Chinese text is."""
    return tagged(text)[0][1]


def tokenized(text: str) -> list[tuple[str, int, int]]:
    """Return the words of a Chinese text, each with where it starts and ends."""
    found: list[tuple[str, int, int]] = _jieba().tokenize(text, hmm=False)
    return found


def frequency(word: str) -> int:
    """Return how often a word stands in the texts that the dictionary was made of."""
    return int(_jieba().suggest_freq(word))
