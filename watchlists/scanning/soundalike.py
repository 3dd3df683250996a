"""Whether two ways to write a name, read into their sounds, sound like one name.

Consonants must agree by class, in order (`outline`); vowels and the finer differences are weighed (`agree`),
each script with what it cannot write: Arabic leaves vowels out, kana puts some in, Chinese characters and
Hangul lose a final r.

Knows sounds. Must not know names, terms or texts.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from watchlists.scanning.sounds import Script, once

_VOWELS = frozenset("aeiou")
_CLASSES = str.maketrans(
    {**dict.fromkeys("kg", "k"), **dict.fromkeys("td", "t"), **dict.fromkeys("pbfv", "p")}
    | {**dict.fromkeys("szx", "s"), **dict.fromkeys("lr", "l"), **dict.fromkeys("aeiouh", "")}
)
_CLASS_OF = {letter: _CLASSES[ord(letter)] for letter in "kgtdpbfvszxlr"}
_FINAL_R = re.compile("r(?![aeiou])")
_LOSES_R = frozenset({Script.KANA, Script.HANGUL, Script.HAN})

# What a sound costs that only one side has: (in the text, in the name), for vowels, by script.
_ONE_SIDED = {
    Script.LATIN: (0.4, 0.4),
    Script.CYRILLIC: (0.35, 0.35),
    Script.ARABIC: (0.4, 0.12),
    Script.KANA: (0.3, 0.35),
    Script.HANGUL: (0.3, 0.3),
    Script.HAN: (0.15, 0.3),
}
_PUT_IN_KANA = {"u": 0.08, "o": 0.08, "i": 0.15}  # behind a consonant that no vowel follows
_NEAR_VOWELS = {frozenset("ie"): 0.15, frozenset("ou"): 0.1, frozenset("ae"): 0.25, frozenset("ao"): 0.25}
_ALIKE = ({"s", "z"}, {"s", "x"}, {"z", "x"}, {"v", "f"}, {"g", "k"}, {"d", "t"})
_ONE_IN_ARABIC = ({"p", "b"}, {"v", "f"}, {"g", "k"})  # it has one letter for both
_FAR = 1.2
_WRITES_ALL = frozenset({Script.CYRILLIC, Script.HANGUL})
_LEAST = 0.15  # what a sound costs at least in these that one side only has
_VOICELESS = str.maketrans("", "", "aeiouh")


@lru_cache(maxsize=10_000)
def outline(sounds: str) -> str:
    """Return the classes of the consonants, in order: what every script writes."""
    return once(sounds.translate(_CLASSES))


def outlines(sounds: str) -> Iterator[str]:
    """Yield the outline of a Latin name, and without the r that Asian scripts lose."""
    yield outline(sounds)
    shorter = _FINAL_R.sub("", sounds)
    if shorter != sounds:
        yield outline(shorter)


@lru_cache(maxsize=10_000)
def _distance(name: str, text: str, script: Script) -> float:
    """Return how far the sounds of a Latin name and of a text's word in another script are apart."""
    extra, missing = _ONE_SIDED[script]
    loses_r = script in _LOSES_R
    before = [0.0]
    for letter in text:
        before.append(before[-1] + _put_in(letter, "", extra, script))
    for at, letter in enumerate(name):
        after = name[at + 1 : at + 2]
        gone = missing if letter in _VOWELS else 0.15 if letter == "h" else _FAR
        if letter == "r" and loses_r and after not in _VOWELS:
            gone = 0.25
        row = [before[0] + gone]
        for place, other in enumerate(text):
            added = _put_in(other, text[place - 1 : place], extra, script)
            row.append(
                min(
                    before[place] + _swapped(letter, other, script), before[place + 1] + gone, row[-1] + added
                )
            )
        before = row
    return before[-1]


def _put_in(letter: str, previous: str, extra: float, script: Script) -> float:
    """Return what a sound costs that only the text has."""
    if letter == "h":
        return 0.2
    if letter not in _VOWELS:
        return _FAR
    if script in {Script.KANA, Script.HANGUL} and previous and previous not in _VOWELS:
        return _PUT_IN_KANA.get(letter, extra)
    return extra


def _swapped(letter: str, other: str, script: Script) -> float:
    """Return what two sounds cost that stand for one another."""
    if letter == other:
        return 0.0
    if letter in _VOWELS and other in _VOWELS:
        return _NEAR_VOWELS.get(frozenset(letter + other), 0.35)
    if _CLASS_OF.get(letter, letter) == _CLASS_OF.get(other, other):
        if {letter, other} == {"l", "r"}:
            # the l of Hangul at the end of a syllable is an l
            hears_l = script is Script.HANGUL and other == "l"
            return 0.5 if hears_l or script not in _LOSES_R else 0.0
        if script is Script.ARABIC and {letter, other} in _ONE_IN_ARABIC:
            return 0.05
        return 0.2 if script in _LOSES_R or {letter, other} in _ALIKE else 0.45
    if {letter, other} <= {"h", "f", "k", "g"} or {letter, other} == {"u", "v"}:
        return 0.3
    return _FAR


def consonants(sounds: str) -> int:
    """Return how many consonants are heard: of few, too many words sound alike."""
    return len(sounds.translate(_VOICELESS))


def agree(name: str, text: str, script: Script, *, room: float) -> bool:
    """Return whether the sounds of a Latin name and of a word in another script are those of one name.

    `room`: what each sound may cost on the average.
    """
    allowed = room * len(name)
    if script in _WRITES_ALL and _LEAST * abs(len(name) - len(text)) > allowed:
        return False
    return _distance(name, text, script) <= allowed
