"""A Chinese organisation's name in pinyin, word by word or syllable by syllable, read as its characters are.

Harbin Gongye Daxue, "su zhou rui jing ban dao ti": by meaning where the table knows the characters
(daxue 大学, university), else as written. One such word may stand in any name.

Knows words in Latin letters. Must not know names in characters, nor how two names are compared.
"""

from functools import cache

from watchlists.names import scripts
from watchlists.names.transliterate import readings

_IN_BODIES = {"行": "hang", "长": "chang", "重": "zhong", "厦": "xia", "莞": "guan"}  # 银行, 长江, 重工
_LONGEST = 6  # words written apart that are one word of the table, and letters of a syllable
_SYLLABLES = 4  # words from which a name may be written by syllables
_TELLING = 2  # words of the table that tell a Chinese name; one of three or four characters does alone


def translated(words: list[str]) -> list[str]:
    """Return the words of a name with those of organisations by meaning; none for another language."""
    table, begins = _table(), _begins()
    if table.keys().isdisjoint(words) and (len(words) < _SYLLABLES or max(map(len, words)) > _LONGEST):
        return []
    meant: list[str] = []
    found: tuple[tuple[str, ...], int] | None = None  # what the last word means
    telling = at = 0
    while at < len(words):
        found, size = None, 0
        aloud = ""
        for count, word in enumerate(words[at : at + _LONGEST], start=1):  # the longest that the table knows
            aloud += word
            if aloud not in begins:
                break
            if aloud in table:
                found, size = table[aloud], count
        if found is None:
            meant.append(words[at])
            at += 1
        else:
            meant.extend(found[0])
            telling += found[1]
            at += size
    if telling < _TELLING and not (found and telling and _all_syllables(words)):  # Bei Hang Da Xue
        return []
    return meant


def _all_syllables(words: list[str]) -> bool:
    """Return whether a name is written by Chinese syllables: one word at its end then tells what it is."""
    from watchlists.names.syllables import every_syllable  # which knows prepared names

    return len(words) >= _SYLLABLES and every_syllable().issuperset(words)


@cache
def known_aloud() -> frozenset[str]:
    """Return the words in pinyin one of which stands in every name that is read so, but for short ones."""
    return frozenset(_table())


@cache
def _begins() -> frozenset[str]:
    """Return all that the words of the table begin with, themselves included."""
    return frozenset(word[:size] for word in _table() for size in range(1, len(word) + 1))


@cache
def _table() -> dict[str, tuple[tuple[str, ...], int]]:
    """Return the words of two characters and more in pinyin: their meaning, and what they tell.

    A town tells nothing: it is written so in any name.
    """
    found: dict[str, tuple[tuple[str, ...], int]] = {}
    for form, meant in scripts.meant_words().items():
        if len(form) > 1 and all("\u4e00" <= character <= "\u9fff" for character in form):
            syllables = zip(form, readings(form), strict=True)
            aloud = "".join(_IN_BODIES.get(character, usual) for character, usual in syllables)
            found.setdefault(aloud, (meant, 0 if meant == (aloud,) else (len(form) + 1) // 2))
    return found
