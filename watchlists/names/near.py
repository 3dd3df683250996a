"""Two words written nearly alike: one word in two spellings, or two words.

Spellings of one word differ in vowels, doubled letters and consonants that romanisations confuse (Qashani,
Ghashani). Another consonant is a slip of the pen as often as another firm (Tolvan, Tolvar), and so is
another syllable of pinyin.

Knows the words an alignment paired. Must not know what that is worth.
"""

import re
from functools import lru_cache
from operator import itemgetter

from rapidfuzz.distance import OSA, Indel

from watchlists.names.alignment import Alignment
from watchlists.names.name import Name
from watchlists.names.persons import is_hers
from watchlists.names.syllables import another_syllable, is_pinyin
from watchlists.names.tokens import Token
from watchlists.words import words

_OWN = frozenset(("", "n", "i"))  # kinds of words that a party may have for itself
_ONE = frozenset(("same", "spelling", "means", "joined"))  # how words are paired that are one for certain
_SPELT = 0.97  # how alike they are in one spelling
_ARTICLE = re.compile(r"^[aeu]l(?=\w{4})")
_ENDING = re.compile(r"(?:sk\w{0,4}|(?<=[ae])[th])$")  # of adjectives; Fatimat, Fatima
_INFLECTED = re.compile(
    "[nskt]{1,2}"
)  # what of an adjective's or a noun's ending is heard in another language
_FEWEST = 3  # consonants of a stem
_GROUPS = re.compile(r"shch|sch|tch|dzh|dsh|[sczkgptd]h|[tdc]z|ts|dj|[ck]k|[cg][eiy]|\w")
_SIBILANTS = ("shch", "sch", "tch", "dzh", "dsh", "sh", "ch", "zh", "tz", "dz", "cz", "ts", "dj", *"szj")
# what is heard of a group; of those in the second table what else may be: Gebran, Jebran; Chimtek, Khimtek
_HEARD = {
    **dict.fromkeys((*_SIBILANTS, "ce", "ci", "cy", "ge", "gi", "gy"), "s"),
    **dict.fromkeys((*"gkqc", "gh", "ck", "kk"), "k"),
    **dict.fromkeys((*"bpf", "ph"), "p"),
    **dict.fromkeys((*"dt", "th", "dh"), "t"),
    **dict.fromkeys((*"aeiouyhvw", "kh"), ""),
    "x": "ks",
}
_OR_HEARD = _HEARD | dict.fromkeys(("ch", "kh", "ce", "ci", "cy", "ge", "gi", "gy", "x"), "k")
# Ihar Kuznecou, Vadzim: Igor Kuznetsov, Vadim
_BELARUSIAN = {**_HEARD, **dict.fromkeys(("g", "ge", "gi", "gy"), "")}
_BELARUSIAN |= dict.fromkeys(("dz", "ts", "tz", "c", "ce", "ci", "cy"), "t") | {"ck": "tk"}
_NICHOLAS = re.compile("^mi[kc](?=[oa]la)")  # Mikalai, Mykola
_MOST_CONSONANTS = 0.7  # that two words have in common: with fewer they are two
_DOUBLED = re.compile(r"(.)\1+")
_once = itemgetter(1)  # as a function: a template is looked up for every word


def nearly_own(found: Alignment, *, scripts: bool, apart: bool) -> bool:
    """Return whether the names have no own word in common but one that is heard otherwise.

    `scripts`: the names are in two scripts, so a word may have an ending of its language; `apart`: in two
    legal forms, so that any other letter tells.
    """
    other = False
    for one, its, likeness, how in found.pairs:
        if how in _ONE or likeness >= _SPELT:
            if _is_own(one[0]) or _is_own(its[0]):
                return False
        elif how == "close" and not (one[0].heard or its[0].heard or other):
            other = apart or not sounds_as(one[0].text, its[0].text, inflected=scripts)
    return other


def consonants_agree(found: Alignment, *, persons: bool) -> bool | None:
    """Return whether the words of two names that are written nearly alike may be heard as one.

    None where they may be a slip of the pen as well as another name: one letter, a consonant of several, or a
    woman's ending in `persons`' names.
    """
    agree: bool | None = True
    for one, its, likeness, how in found.pairs:
        if how != "close" or likeness >= _SPELT or one[0].heard or its[0].heard:
            continue
        words = one[0].text, its[0].text
        if persons and is_hers(*sorted(words, key=len)):
            agree = None
            continue
        if not _sounds(words[0]).isdisjoint(_sounds(words[1])):
            continue
        ways, others = ({*_sounds(word), _belarusian(word)} for word in words)
        if ways.isdisjoint(others):
            share = max([Indel.normalized_similarity(a, b) for a in ways for b in others])
            if share < _MOST_CONSONANTS and OSA.distance(*words, score_cutoff=1) > 1:
                return False
            agree = None
    return agree


def _belarusian(word: str) -> str:
    groups = _GROUPS.findall(_NICHOLAS.sub("nik", _ENDING.sub("", word)))
    return _DOUBLED.sub(_once, "".join([_BELARUSIAN.get(group, group) for group in groups]))


def _is_own(word: Token) -> bool:
    """Return whether a word says who is meant; everybody's do not, though no table has a meaning for them."""
    return word.kind in _OWN and word.text not in words("english.txt")


def sounds_as(one: str, its: str, *, inflected: bool) -> bool:
    """Return whether two words may be one that is written in two ways, or one in number and case."""
    if is_pinyin(one) and is_pinyin(its):
        return False
    shorter, longer = sorted((one, its), key=len)
    if longer == f"{shorter}s":
        return True
    sounds, others = _sounds(shorter), _sounds(longer)
    if not sounds.isdisjoint(others):
        return True
    return inflected and any(
        s.startswith(o) and len(o) >= _FEWEST and _INFLECTED.fullmatch(s, len(o))
        for s in others
        for o in sounds
    )


@lru_cache(maxsize=20_000)
def _sounds(text: str) -> frozenset[str]:
    """Return the consonants of a word as they may be heard, without an adjective's ending."""
    stem = _ENDING.sub("", text)
    groups = [_GROUPS.findall(word) for word in (stem, _ARTICLE.sub("", stem, count=1))]
    ways = [
        "".join([heard.get(group, group) for group in word])
        for word in groups
        for heard in (_HEARD, _OR_HEARD)
    ]
    return frozenset([_DOUBLED.sub(_once, way) for way in ways])


def other_person(a: Name, b: Name, found: Alignment) -> bool | None:
    """Return whether a word of two persons' names is another one; None where it may be a misspelt one."""
    other, agree = another_syllable(a, b, found), consonants_agree(found, persons=True)
    return True if other or agree is False else None if other is None or agree is None else False
