"""A Chinese name as it is read in Latin letters: "Huazhong Keji Daxue", "Zhongxing Tongxun".

Knows names, places and the readings of characters. Must not know texts or terms.
"""

import re
from collections.abc import Iterator
from functools import cache

from watchlists.model import MatchReason, Variant
from watchlists.spellings.pinyin import all_readings, toned
from watchlists.text.normalize import fold_name, is_han
from watchlists.words import groups
from watchlists.words.dictionary import tokenized
from watchlists.words.places import is_place
from watchlists.words.vocabulary import is_common, plain_words

_SHORTEST = 3  # characters; shorter names are read like too much else
_LONGEST_TOWN = 4
_LONGEST_SYLLABLE = 6  # letters
_ENDINGS = ("大学", "学院", "研究所", "研究院", "实验室", "中心", "科学院", "集团", "科大", "工大", "师大")
# Characters that names read otherwise than the language does most of the time: 长江, 成都, 银行.
_IN_NAMES = {"长": "chang", "都": "du", "行": "hang", "厦": "xia", "莞": "guan", "乐": "le", "朝": "chao"}
_PLAIN = str.maketrans("āáǎàōóǒòēéěèīíǐìūúǔùǖǘǚǜüńňǹḿ", "aaaaooooeeeeiiiiuuuuuuuuunnnm")


@cache
def _towns() -> dict[str, str]:
    """Return the Latin name of every Chinese place but the country: 西安 is written "Xi'an"."""
    towns = {
        fold_name(name): fold_name(row[0])
        for row in groups("places.txt")
        for name in row[1:]
        if not name.isascii()
    }
    towns.pop("中国", None)
    return towns


def romanised(listed: Variant, *, wanted: str) -> Iterator[Variant]:
    """Yield the name read aloud: the syllables of a word joined, towns as known abroad, or all set apart.

    `wanted`: the one spelling asked for. Nearly all are told by their letters, without the dictionary of
    words that says where the spaces are.
    """
    name = listed.text
    if name.isascii() or len(name) < _SHORTEST or name.endswith("公司") or not all(map(is_han, name)):
        return
    syllables = [_syllable(character) for character in name]
    if not all(syllables):
        return
    detail = f"{name} in Latin letters"
    if wanted:
        if "".join(syllables) == wanted.replace(" ", ""):
            yield listed.derived(wanted, MatchReason.TRANSLITERATION, detail)
            return
        if not any(town in name and abroad in wanted for town, abroad in _towns().items()):
            return
    words = _words(name)
    joined = " ".join("".join(map(_syllable, word)) for word in words)
    abroad = " ".join(_towns().get(word) or "".join(map(_syllable, word)) for word in words)
    for text in dict.fromkeys((joined, abroad, " ".join(syllables))):
        if len(text) > 2 * _SHORTEST:
            yield listed.derived(text, MatchReason.TRANSLITERATION, detail)


@cache
def one_syllable() -> frozenset[str]:
    """Return the Chinese syllables in Latin letters."""
    parts = {part for tones in set(all_readings()) for part in tones.split(",")}
    read = {part.translate(_PLAIN) for part in parts}
    return frozenset(filter(str.isalpha, read))


@cache
def _syllables() -> re.Pattern[str]:
    """Return a pattern of words of two or three Chinese syllables in Latin letters."""
    one = "|".join(sorted(one_syllable(), key=len, reverse=True))
    return re.compile(f"(?:{one}){{2,3}}")


def parted(word: str) -> list[str]:
    """Return the syllables of a Latin word of two or three Chinese ones, the first the longest, or []."""
    return _cut(word) if is_romanised(word) else []


def _cut(word: str) -> list[str]:
    for size in range(min(_LONGEST_SYLLABLE, len(word)), 0, -1):
        if word[:size] in one_syllable():
            rest = _cut(word[size:]) if size < len(word) else []
            if rest or size == len(word):
                return [word[:size], *rest]
    return []


def is_syllable(word: str) -> bool:
    """Return whether a folded Latin word is one Chinese syllable (chang)."""
    return word in one_syllable()


def is_romanised(word: str) -> bool:
    """Return whether a folded Latin word may be Chinese read aloud (nanfang)."""
    return _syllables().fullmatch(word) is not None


def syllables_apart(core: list[str]) -> Iterator[list[str]]:
    """Yield a body's name with a Chinese word in two where the first is a word of the language: Xi Dian.

    Others are known as words with a space amiss.
    """
    for at, word in enumerate(core):
        if not is_romanised(word) or (is_common(word) and not is_place(word)):
            continue
        for cut in range(2, len(word) - 1):
            first, rest = word[:cut], word[cut:]
            if first in plain_words() and is_syllable(first) and (is_syllable(rest) or is_romanised(rest)):
                yield [*core[:at], first, rest, *core[at + 1 :]]


def syllables(name: str) -> list[str]:
    """Return the reading of each character of a Chinese name; "" for one that has none."""
    return list(map(_syllable, name))


def read_aloud(name: str) -> str:
    """Return the syllables of a Chinese word joined (南方 is nanfang)."""
    return "".join(map(_syllable, name))


def _words(name: str) -> list[str]:
    """Return the words of a name as they are written in Latin letters: two or three syllables each."""
    for size in range(_LONGEST_TOWN, 1, -1):
        if name[:size] in _towns():
            return [name[:size], *_words(name[size:])]
    for ending in _ENDINGS:
        if name.endswith(ending) and name != ending:
            return [*_words(name.removesuffix(ending)), ending]
    return _merged(name) if name else []


def _merged(name: str) -> list[str]:
    """Return the words of the rest of a name; single characters that follow one another are one word."""
    found: list[str] = []
    alone = ""
    for token, _, _ in tokenized(name):
        if len(token) == 1:
            alone += token
            continue
        found.extend(_halves(alone))
        alone = ""
        found.extend(_halves(token))
    return [*found, *_halves(alone)]


def _halves(word: str) -> list[str]:
    """Return a word of four characters and more as words of two."""
    if len(word) <= _SHORTEST:
        return [word] if word else []
    return [word[:2], *_halves(word[2:])]


@cache
def _syllable(character: str) -> str:
    """Return the usual reading of a character in names without tone; "" when it is not known."""
    return _IN_NAMES.get(character) or toned(character).partition(",")[0].translate(_PLAIN)
