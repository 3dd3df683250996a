"""What a word may be that was written without vowels, or with few letters for many sounds.

Arabic has one letter for f and v and one for b and p, Hebrew one for b and v and one for p and f, Thai none
for g and z. A word of vowels and half-vowels (Huawei, Dahua, Baidu) has hardly a consonant to be known by;
there w and y tell, which such scripts write.

Knows the letters of one word. Must not know the name it stands in.
"""

from functools import lru_cache
from itertools import product

from watchlists.names.syllables import is_pinyin
from watchlists.names.transliterate import consonants, spelling, without_doubles

# what a letter of such a script may be, v as in `consonants`: not heard
_MAY_BE = {"f": ("f", "v"), "b": ("b", "p", "v"), "p": ("p", "f")}
_MOST = 3  # such letters that are read in every way; with more of them all in one way
_THAI = str.maketrans({"k": "g", "s": "z", "c": "j"})
_BENGALI = str.maketrans("j", "z")  # as Arabic has no other letter for zh
_ALIKE = str.maketrans(
    {**dict.fromkeys("fvbp", "p"), **dict.fromkeys("kgj", "k"), **dict.fromkeys("szcx", "s")}
)
_VOWELS = str.maketrans("", "", "aeiouyh'")
_HALF_VOWELS = str.maketrans({"a": "", "e": "", "o": "w", "u": "w", "v": "w", "i": "y", "'": ""})
_PINYIN = str.maketrans({"x": "s", "q": "c"})
_SHORT = 8  # letters of a word of few consonants
_FEW = 3  # consonants below which a word's half-vowels tell more
# how alike words of so many consonants are that are the same but for such letters
_LIKE = (0.0, 0.0, 0.7, 0.8, 0.86)
_HALF = (0.0, 0.0, 0.0, 0.86, 0.9)  # and short words with so many consonants and half-vowels
_DOUBLE = 0.16  # less where one has a letter twice: Hawaii, Huawei


@lru_cache(maxsize=20_000)
def outlines(text: str) -> frozenset[str]:
    """Return the consonants of what a word of such a script may be, as `consonants` writes them."""
    choices = [_MAY_BE.get(letter, (letter,)) for letter in text]
    if sum([len(choice) > 1 for choice in choices]) > _MOST:
        ways = {text.translate(str.maketrans("fbp", one)) for one in ("fbp", "vbp", "fpp", "vvp", "fbf")}
    else:
        ways = set(map("".join, product(*choices)))
    ways |= {way.translate(other) for way in ways for other in (_THAI, _BENGALI)}
    return frozenset(consonants(spelling(way)) for way in ways)


@lru_cache(maxsize=20_000)
def half_vowels(text: str) -> str:
    """Return the consonants and half-vowels of a word with few consonants; "" for others."""
    said = text.translate(_PINYIN) if is_pinyin(text) else text
    if len(consonants(spelling(said))) >= _FEW:
        return ""
    return said.translate(_HALF_VOWELS)


@lru_cache(maxsize=20_000)
def _classes(text: str) -> str:
    """Return the classes of consonants of a word in Latin letters; a j is one, as in Nejad, not in Sergej."""
    return without_doubles(spelling(text.replace("j", "zh")).translate(_VOWELS).translate(_ALIKE))


def likeness(heard: str, other: str) -> float:
    """Return how alike a word of such a script and a Latin one sound where their consonants differ."""
    its = half_vowels(other) if len(other) <= _SHORT else ""
    half = half_vowels(heard) if its else ""
    if half and without_doubles(half) == without_doubles(its):
        return _HALF[min(len(half), 4)] - _DOUBLE * (half != its)
    said = heard.replace("w", "")
    ways = {_classes(other), _classes(other.replace("w", ""))}
    if is_pinyin(other):
        ways.add(_classes(other.translate(_PINYIN)))
    same = ways & {_classes(said), _classes(said.translate(_BENGALI))}
    return _LIKE[min(len(max(same, key=len)), 4)] if same else 0.0
