"""Words of other scripts with what they mean in Latin ones, and letters that are written in several ways.

Knows words. Must not know names.
"""

import re
import unicodedata
from functools import cache

from watchlists.names import firms
from watchlists.names.han_tables import towns
from watchlists.names.tables import lines_of
from watchlists.words import lines


@cache
def meant_words() -> dict[str, tuple[str, ...]]:
    """Return words of other scripts, written as `folded.fold` does, with their meaning in Latin words.

    () is dropped.
    """
    one_way: dict[int, int | str | None] = {**simplified(), **arabic_letters()}
    return {town: (latin,) for town, latin in towns().items()} | {
        unicodedata.normalize("NFKC", form).translate(one_way): () if meant == "=" else tuple(meant.split())
        for form, _, meant in (line.partition(" = ") for line in lines_of("script_words.txt"))
    }


@cache
def script_words() -> dict[str, tuple[str, ...]]:
    """Return the same, and what well-known firms call themselves in other scripts."""
    meant = meant_words()
    own = ((word.translate(simplified()), firm) for word, firm in firms.other_words(meant).items())
    return {word: (firm,) for word, firm in own} | meant


@cache
def phrases() -> re.Pattern[str] | None:
    """Return the pattern of those that are more than one word; None where there are none."""
    several = sorted((form for form in meant_words() if " " in form), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, several))})\b") if several else None


@cache
def sizes_of_words() -> dict[str, tuple[int, ...]]:
    """Return how many characters the words of `script_words` have by their first one, the longest first."""
    sizes: dict[str, set[int]] = {}
    for word in script_words():
        sizes.setdefault(word[0], set()).add(len(word))
    return {first: tuple(sorted(known, reverse=True)) for first, known in sizes.items()}


@cache
def simplified() -> dict[int, str]:
    """Return traditional and variant characters with their simplified form, for `str.translate`."""
    return {ord(variant): line[0] for line in lines("traditional.txt") for variant in line[2:]}


@cache
def arabic_letters() -> dict[int, int | None]:
    """Return letters that Arabic and Persian write in several ways, and the marks that may be left out."""
    marks = "\u0640\u064b\u064c\u064d\u064e\u064f\u0650\u0651\u0652\u0654\u0670"
    return str.maketrans("أإآٱىیېکةۀ", "اااايييكهه", marks)
