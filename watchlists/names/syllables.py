"""Chinese and Korean persons by their syllables: one name in two romanisations, or two names.

Chang Chien-kuo is Zhang Jianguo (Wade-Giles without its marks, in which some syllables fall together), Ri
Pyong Chol is Lee Byung-chul; Li Jianguo and Li Jianguang are two, since every syllable is another character.

Knows the words of names. Must not know how much evidence is enough.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from itertools import repeat
from typing import TYPE_CHECKING

from watchlists.names.southern import is_cantonese
from watchlists.names.transliterate import letters
from watchlists.names.vocabulary import chinese_places

if TYPE_CHECKING:
    from watchlists.names.alignment import Alignment
    from watchlists.names.name import Name

_UNHEARD = re.compile("(?<=n)g|(?<=[zcs])h")  # what many do not hear: n and ng, z and zh
_NOTHING: frozenset[str] = frozenset()
_ALSO_WRITTEN = {"i": "yi", "szu": "ssu", "ing": "ying"}
_WORDS = range(2, 5)  # family name, given name, each syllable of it apart
_MOST_WORDS = 6  # with titles
_NO_PERSON = 4  # syllables beside a name: Zhu Zhou Zhong Che Shi Dai is a firm
_PINYIN_WORD = 4  # letters of a word that is no other language's
_LONGEST = 12  # letters of two syllables
_SYLLABLE = 6  # letters of one
_WHOLE = letters("wade-whole")
_ENDS = tuple(letters("wade-end").items())
_BEGINS = tuple(letters("wade-begin").items())
_KOREAN_FAMILIES = letters("korean-family")
_KOREAN = letters("korean-sound")
_SOUNDS = re.compile("|".join(sorted(_KOREAN, key=len, reverse=True)))
_KOREAN_SYLLABLES = re.compile("(?:[kntlmpsch]?[YOEIJWA][kntlmpN]?){1,3}")
# What any word of syllables is like: of three at most, without a v, and with an end that one of them has.
_SHAPE = re.compile("[^aeiouwyv]*(?:[aeiouwy]+[^aeiouwyv]*){1,3}(?<=[aeioubdghklmnprtwy])")


def same_syllables(one: Name, other: Name) -> bool | None:
    """Return whether two persons' names are one in two romanisations; None where syllables do not tell."""
    if (texts := _syllables(one)) is None or (others := _syllables(other)) is None:
        return None
    turned = _turned(others)
    said, ways = "".join(texts), {"".join(others), "".join(turned)}
    if said in ways or "".join(_turned(texts)) == "".join(others):
        return True if len(texts) != len(others) else None  # Yi Bo Sima, Sima Yibo
    pinyin, its = _in_pinyin(texts), {_in_pinyin(others), _in_pinyin(turned)} - {""}
    if (pinyin in ways and _is_wade(others)) or (said in its and _is_wade(texts)):
        return True
    if pinyin and its:
        return None if _without_g(said) in set(map(_without_g, ways)) else False
    korean, his = _korean(texts), _korean(others)
    return korean == his if korean and his else None


def another_syllable(one: Name, other: Name, found: Alignment) -> bool | None:
    """Return whether two persons taken for one differ by a syllable: another character or given name.

    None where many do not hear it: Weimin and Weiming. Cantonese given names are of one syllable each.
    """
    words = [pair[:2] for pair in found.pairs if pair[3] == "close"]
    if not words:
        return False
    if all(is_cantonese([word.text for word in name.rest]) for name in (one, other)):
        return True
    if one.script != other.script and any(
        is_pinyin(left[0].text)
        and is_pinyin(right[0].text)
        and _without_g(left[0].text) != _without_g(right[0].text)
        for left, right in words
    ):
        return True
    alike = all(_without_g(left[0].text) == _without_g(right[0].text) for left, right in words)
    pinyin = alike and all(
        map(is_pinyin, [word.text for name in (one, other) for word in name.rest], repeat(2))
    )
    return None if pinyin else False


def other_pinyin(one: Name, other: Name, found: Alignment) -> bool:
    """Return whether a word of a Chinese organisation's name is another one: Jinhua is no misspelt Jinhui.

    The country, a province or a town of China in one of the names tells such a name.
    """
    for left, right, _, how in found.pairs:
        if how == "close" and "y" in (left[0].known, right[0].known):
            places = chinese_places()
            if not all(
                word.known == "y" or word.heard or word.ident in places for word in (left[0], right[0])
            ):
                continue
            if _UNHEARD.sub("", left[0].text) != _UNHEARD.sub("", right[0].text):
                return not places.isdisjoint([t.ident for t in (*one.tokens, *other.tokens)])
    return False


def is_of_syllables(found: Alignment) -> bool:
    """Return whether one name has more syllables beside all of the other than anybody is called by."""
    rest = found.left or found.right
    return (
        not (found.left and found.right)
        and len(rest) >= _NO_PERSON
        and all(word.text in every_syllable() for word in rest)
    )


def is_pinyin(text: str, shortest: int = _PINYIN_WORD) -> bool:
    """Return whether a word of so many letters is one or two syllables of pinyin; by itself, of four."""
    return len(text) >= shortest and bool(_word_in_pinyin(text))


def spoken(name: Name) -> frozenset[str]:
    """Return what a Chinese or Korean person's name is in any romanisation, in either order of words."""
    texts = _syllables(name)
    if texts is None:
        return _NOTHING
    ways = (texts, _turned(texts))
    wade = {_in_pinyin(way) or ("".join(way) if _is_wade(way) else "") for way in ways} - {""}
    return frozenset(wade or {_korean(texts)} - {""})


@lru_cache(maxsize=50_000)
def _may_be_syllables(text: str) -> bool:
    if text in _KOREAN_FAMILIES:
        return True
    if _SHAPE.fullmatch(text) is None:  # half of what it is asked
        return False
    if _word_in_pinyin(text) or _is_wade_word(text):
        return True
    return _KOREAN_SYLLABLES.fullmatch(_sounds(text)) is not None


def _turned(texts: tuple[str, ...]) -> tuple[str, ...]:
    return (texts[-1], *texts[:-1])


def _syllables(name: Name) -> tuple[str, ...] | None:
    """Return the words of what may be a person's name of a few syllables, also little words (Il, De)."""
    if len(name.rest) > _MOST_WORDS:
        return None
    texts = tuple([_ALSO_WRITTEN.get(word.text, word.text) for word in name.rest if word.kind != "t"])
    if len(texts) not in _WORDS or len(max(texts, key=len)) > _LONGEST:  # before one is looked at closely
        return None
    return texts if all(map(_may_be_syllables, texts)) else None


def _without_g(said: str) -> str:
    return said.replace("ng", "n")  # which many do not hear


def _in_pinyin(texts: tuple[str, ...]) -> str:
    """Return a name in pinyin as Wade-Giles without its marks; "" for one that is none."""
    said = ""
    for text in texts:
        word = _word_in_pinyin(text)
        if not word:
            return ""
        said += word
    return said


@lru_cache(maxsize=50_000)
def _word_in_pinyin(text: str) -> str:
    return "".join(map(_wade, _cut(text, *_pinyin())))


def _is_wade(texts: tuple[str, ...]) -> bool:
    return all(map(_is_wade_word, texts))


@lru_cache(maxsize=50_000)
def _is_wade_word(text: str) -> bool:
    return bool(_cut(text, _in_wade(), _in_wade()))


def _cut(word: str, first: frozenset[str], second: frozenset[str]) -> tuple[str, ...]:
    """Return a word as one or two syllables, the first as long as can be; () for one that is none."""
    if word in first:
        return (word,)
    for at in range(min(len(word) - 1, _SYLLABLE), 0, -1):
        if word[:at] in first and word[at:] in second:
            return word[:at], word[at:]
    return ()


def _wade(syllable: str) -> str:
    if syllable in _WHOLE:
        return _WHOLE[syllable]
    for end, written in _ENDS:
        if syllable.endswith(end):
            syllable = syllable.removesuffix(end) + written
            break
    for begin, written in _BEGINS:
        if syllable.startswith(begin):
            return written + syllable.removeprefix(begin)
    return syllable


@cache
def _pinyin() -> tuple[frozenset[str], frozenset[str]]:
    """Return the syllables of pinyin, and those that may be a word's second.

    One without a consonant at its beginning has an apostrophe there.
    """
    table = letters("pinyin")
    alone = set(table.pop("-").split(","))
    begun = {b + e for begins, ends in table.items() for b in begins.split(",") for e in ends.split(",")}
    return frozenset(begun | alone), frozenset(begun)


def every_syllable() -> frozenset[str]:
    """Return the syllables of pinyin."""
    return _pinyin()[0]


@cache
def _in_wade() -> frozenset[str]:
    return frozenset(map(_wade, every_syllable()))


def _korean(texts: tuple[str, ...]) -> str:
    """Return the sounds of a Korean name, the family name first; "" for others."""
    for family, given in ((texts[0], texts[1:]), (texts[-1], texts[:-1])):
        if family in _KOREAN_FAMILIES:
            sounds = "".join([_sounds(word) for word in given])
            if _KOREAN_SYLLABLES.fullmatch(sounds):
                return f"{_KOREAN_FAMILIES[family]} {sounds}"
    return ""


def _sounds(word: str) -> str:
    return _SOUNDS.sub(lambda match: _KOREAN[match[0]], word)
